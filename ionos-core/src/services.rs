//! The APIs and what each offers at its root.

#[cfg(feature = "schema")]
use crate::ai::Ai;
#[cfg(feature = "schema")]
#[expect(deprecated, reason = "described for those who have collections")]
use crate::ai::DocumentCollections;
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
    }
}

/// Every service.
#[cfg(feature = "schema")]
#[expect(deprecated, reason = "described for those who have collections")]
pub(crate) fn described() -> Vec<crate::surface::Service> {
    vec![Client::describe(), Dns::describe(), Ai::describe(), DocumentCollections::describe()]
}

/// How Rust code reaches the root of a service.
#[cfg(feature = "schema")]
pub(crate) fn root(type_name: &str) -> &'static str {
    match type_name {
        "Dns" => "ionos.dns()",
        "Ai" => "ionos.ai()",
        "DocumentCollections" => "ionos.document_collections()",
        _ => "ionos",
    }
}
