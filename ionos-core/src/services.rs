//! The APIs and what each offers at its root.

#[cfg(feature = "schema")]
use crate::certificates::Certificates;
use crate::client::Client;
use crate::compute::*;
#[cfg(feature = "schema")]
use crate::container_registry::ContainerRegistry;
use crate::declare::service;
#[cfg(feature = "schema")]
use crate::dns::Dns;
#[cfg(feature = "schema")]
use crate::hosting_dns::HostingDns;
#[cfg(feature = "schema")]
use crate::logging::Logging;
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
        /// All target groups of the contract, for application load balancers.
        target_groups / target_group: TargetGroup;
        /// All cross-connects of the contract.
        cross_connects / cross_connect: CrossConnect;
        /// All snapshots of the contract. They are made by [`create_snapshot`](crate::Item::create_snapshot) of a volume.
        snapshots / snapshot: Snapshot;
        /// All images that the contract can use, public ones included.
        images / image: Image;
        /// Every label of the contract, with the resource it is on: one call shows what belongs to whom.
        labels / label: Label [ReadOnly] => "labels" / "labelurn";
        /// The journal of requests, newest first. Filters: `method`, `url`, `requestStatus`, `createdAfter` and others.
        requests / request: Request;
    }
}

/// Every service.
#[cfg(feature = "schema")]
pub(crate) fn described() -> Vec<crate::surface::Service> {
    vec![
        Client::describe(),
        Dns::describe(),
        HostingDns::describe(),
        Logging::describe(),
        ContainerRegistry::describe(),
        Certificates::describe(),
    ]
}

/// How Rust code reaches the root of a service.
#[cfg(feature = "schema")]
pub(crate) fn root(type_name: &str) -> &'static str {
    match type_name {
        "Dns" => "ionos.dns()",
        "HostingDns" => "ionos.hosting_dns()",
        "Logging" => "ionos.logging(..)",
        "ContainerRegistry" => "ionos.container_registry()",
        "Certificates" => "ionos.certificates()",
        _ => "ionos",
    }
}
