//! Contracts and their limits. <https://api.ionos.com/docs/cloud/v6/#tag/Contract-resources>

use crate::client::Client;
use crate::declare::{model, resource};
use crate::document::Document;
use crate::error::Result;
use crate::resource::Collection;

/// A contract with what it may use and what it uses.
pub type Contract = Document<ContractProperties>;

model! {
    /// The fields of a contract.
    ContractProperties {
        /// Number of the contract.
        contract_number: i64,
        /// Who owns it.
        owner: String,
        /// Status, such as `BILLABLE`.
        status: String,
        /// Limits and what is in use.
        resource_limits: ResourceLimits,
    }
}

model! {
    /// Limits of a contract and what is in use. Memory in MB, storage in MB.
    ResourceLimits {
        /// Most cores of one server.
        cores_per_server: i64,
        /// Most cores in all.
        cores_per_contract: i64,
        /// Cores in use.
        cores_provisioned: i64,
        /// Most memory of one server, MB.
        ram_per_server: i64,
        /// Most memory in all, MB.
        ram_per_contract: i64,
        /// Memory in use, MB.
        ram_provisioned: i64,
        /// Most HDD storage in all, MB.
        hdd_limit_per_contract: i64,
        /// HDD storage in use, MB.
        hdd_volume_provisioned: i64,
        /// Most SSD storage in all, MB.
        ssd_limit_per_contract: i64,
        /// SSD storage in use, MB.
        ssd_volume_provisioned: i64,
        /// Most reserved addresses.
        reservable_ips: i64,
        /// Addresses reserved.
        reserved_ips_on_contract: i64,
        /// Reserved addresses in use.
        reserved_ips_in_use: i64,
        /// Most NAT gateways.
        nat_gateway_limit_total: i64,
        /// NAT gateways in use.
        nat_gateway_provisioned: i64,
    }
}

resource! {
    Contract: "contract", "contracts" / "contractId", name: |r| r.properties.owner.as_deref();
}

impl Client {
    /// The contracts of these credentials, with limits and what is in use.
    ///
    /// # Errors
    /// As any read.
    pub async fn contracts(&self) -> Result<Vec<Contract>> {
        Collection::<Contract>::inside(&self.scope()).list().all().await
    }
}
