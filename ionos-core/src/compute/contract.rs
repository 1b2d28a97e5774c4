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
        /// Domain it was registered under, such as `ionos.de`.
        reg_domain: String,
        /// Limits and what is in use.
        resource_limits: ResourceLimits,
    }
}

model! {
    /// Limits of a contract and what is in use. Memory and storage are in MB.
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
        /// Largest HDD volume, MB.
        hdd_limit_per_volume: i64,
        /// Most HDD storage in all, MB.
        hdd_limit_per_contract: i64,
        /// HDD storage in use, MB.
        hdd_volume_provisioned: i64,
        /// Largest SSD volume, MB.
        ssd_limit_per_volume: i64,
        /// Most SSD storage in all, MB.
        ssd_limit_per_contract: i64,
        /// SSD storage in use, MB.
        ssd_volume_provisioned: i64,
        /// Directly attached storage in use, MB.
        das_volume_provisioned: i64,
        /// Most addresses that the customer can reserve in all contracts.
        reservable_ips: i64,
        /// Addresses that this contract can reserve.
        reserved_ips_on_contract: i64,
        /// Reserved addresses in use.
        reserved_ips_in_use: i64,
        /// Most Kubernetes clusters.
        k8s_cluster_limit_total: i64,
        /// Kubernetes clusters in use.
        k8s_clusters_provisioned: i64,
        /// Most network load balancers.
        nlb_limit_total: i64,
        /// Network load balancers in use.
        nlb_provisioned: i64,
        /// Most NAT gateways.
        nat_gateway_limit_total: i64,
        /// NAT gateways in use.
        nat_gateway_provisioned: i64,
        /// Most security groups of one data center.
        security_groups_per_vdc: i64,
        /// Most security groups of one NIC, and of one server.
        security_groups_per_resource: i64,
        /// Most rules of one security group.
        rules_per_security_group: i64,
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
        Collection::<Contract>::inside(self.scope()).list().all().await
    }
}
