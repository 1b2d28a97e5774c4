//! The APIs and what each offers at its root.
#![allow(clippy::wildcard_imports, reason = "every kind of resource is named here")]

#[cfg(feature = "schema")]
use crate::activity_log::ActivityLog;
#[cfg(feature = "schema")]
use crate::ai::Ai;
#[cfg(feature = "schema")]
#[expect(deprecated, reason = "described for those who have collections")]
use crate::ai::DocumentCollections;
use crate::backup_unit::BackupUnit;
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
use crate::kubernetes::KubernetesCluster;
#[cfg(feature = "schema")]
use crate::logging::Logging;
use crate::network::*;
#[cfg(feature = "schema")]
use crate::object_storage::ObjectStorage;
use crate::operation::Api;
use crate::resource::Scope;
#[cfg(feature = "schema")]
use crate::tokens::Auth;
use crate::users::{Group, SharedResource, User};

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
        /// All Kubernetes clusters.
        k8s_clusters / k8s_cluster: KubernetesCluster;
        /// All users of the contract.
        users / user: User;
        /// All groups of users.
        groups / group: Group;
        /// The sizes of CUBE and GPU servers.
        templates / template: Template;
        /// The accounts of the backup service.
        backup_units / backup_unit: BackupUnit;
    }
    actions {
        /// The Kubernetes versions that there are.
        k8s_versions: "k8sVersionsGet" => read(Vec<String>);
        /// The Kubernetes version that a new cluster gets when it names none.
        k8s_default_version: "k8sVersionsDefaultGet" => custom(String);
        /// All resources that can be shared with groups.
        resources: "umResourcesGet" => list(SharedResource);
        /// All resources of one kind that can be shared.
        resources_of: "umResourcesFindByType" => custom(SharedResource);
        /// One resource that can be shared, by its kind and id.
        resource: "umResourcesFindByTypeAndId" => custom(SharedResource);
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
#[expect(deprecated, reason = "described for those who have collections")]
pub(crate) fn described() -> Vec<crate::surface::Service> {
    vec![
        Client::describe(),
        Dns::describe(),
        Ai::describe(),
        DocumentCollections::describe(),
        HostingDns::describe(),
        Logging::describe(),
        ContainerRegistry::describe(),
        Certificates::describe(),
        Auth::describe(),
        ActivityLog::describe(),
        ObjectStorage::describe(),
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
        "Auth" => "ionos.auth()",
        "ActivityLog" => "ionos.activity_log()",
        "ObjectStorage" => "ionos.object_storage()",
        "Ai" => "ionos.ai()",
        "DocumentCollections" => "ionos.document_collections()",
        _ => "ionos",
    }
}
