//! The APIs and what each offers at its root.

use crate::backup_unit::BackupUnit;
use crate::client::Client;
use crate::compute::*;
use crate::declare::service;
#[cfg(feature = "schema")]
use crate::dns::Dns;
use crate::network::*;
use crate::operation::Api;
use crate::resource::Scope;

impl Client {
    pub(crate) fn scope(&self) -> Scope {
        Scope::root(self, Api::Cloud)
    }
}

service! {
    Client: Cloud;
    inside {
        /// All data centers of the contract.
        datacenters / datacenter: Datacenter;
        /// All reserved address blocks.
        ip_blocks / ip_block: IpBlock;
        /// All snapshots of the contract. They are made by [`create_snapshot`](crate::Item::create_snapshot) of a volume.
        snapshots / snapshot: Snapshot;
        /// All images that the contract can use, public ones included.
        images / image: Image;
        /// Every label of the contract, with the resource it is on: one call shows what belongs to whom.
        labels / label: Label [ReadOnly] => "labels" / "labelurn";
        /// The journal of requests, newest first. Filters: `method`, `url`, `requestStatus`, `createdAfter` and others.
        requests / request: Request;
        /// The sizes of CUBE and GPU servers.
        templates / template: Template;
        /// The accounts of the backup service.
        backup_units / backup_unit: BackupUnit;
    }
    actions {
        /// What the Cloud API says about itself.
        api_info: "apiInfoGet" => read(ApiInfo);
        /// The contracts of these credentials, with limits and what is in use.
        contracts: "contractsGet" => custom(Contract);
        /// All locations.
        locations: "locationsGet" => custom(Location);
        /// The locations of one region, such as `de`.
        locations_in: "locationsFindByRegionId" => custom(Location);
        /// One location by its id, such as `de/txl`.
        location: "locationsFindByRegionIdAndId" => custom(Location);
    }
}

/// Every service.
#[cfg(feature = "schema")]
pub(crate) fn described() -> Vec<crate::surface::Service> {
    vec![Client::describe(), Dns::describe()]
}

/// How Rust code reaches the root of a service.
#[cfg(feature = "schema")]
pub(crate) fn root(type_name: &str) -> &'static str {
    match type_name {
        "Dns" => "ionos.dns()",
        _ => "ionos",
    }
}
