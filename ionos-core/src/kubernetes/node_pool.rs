//! Node pools. <https://api.ionos.com/docs/cloud/v6/#tag/Kubernetes>

use std::collections::BTreeMap;

use serde_json::Value;

use super::{MaintenanceWindow, Node};
use crate::compute::{AvailabilityZone, Datacenter};
use crate::declare::{body, fields, model, resource, value};
use crate::document::Document;
use crate::resource::Body;
use crate::types::{Id, Memory, open_enum};

/// A group of like nodes of a cluster, in one data center.
pub type NodePool = Document<NodePoolProperties>;

open_enum! {
    /// Kind of a node's cores.
    NodePoolServerType {
        /// Cores of its own.
        DedicatedCore = "DedicatedCore",
        /// Shared cores.
        Vcpu = "VCPU",
    }
}

open_enum! {
    /// Kind of a node's disk.
    NodePoolStorageType {
        /// Magnetic disk.
        Hdd = "HDD",
        /// Solid-state disk.
        Ssd = "SSD",
    }
}

open_enum! {
    /// What a taint does to pods that do not tolerate it.
    TaintEffect {
        /// New pods are not put there.
        NoSchedule = "NoSchedule",
        /// New pods are not put there, and running ones are moved away.
        NoExecute = "NoExecute",
        /// New pods are put elsewhere where possible.
        PreferNoSchedule = "PreferNoSchedule",
    }
}

value! {
    /// Keeps pods that do not tolerate it off the nodes of a pool.
    Taint {
        /// Key.
        key: String,
        /// Value.
        value: String,
        /// What it does.
        effect: TaintEffect,
    }
}

impl Taint {
    /// A taint of this key, without a value.
    #[must_use]
    pub fn new(key: impl Into<String>, effect: TaintEffect) -> Self {
        Self::default().key(key).effect(effect)
    }
}

value! {
    /// Lets the service choose the number of nodes.
    AutoScaling {
        /// Fewest nodes, at least 1; 0 switches it off.
        min_node_count: u32,
        /// Most nodes; 0 switches it off.
        max_node_count: u32,
    }
}

impl AutoScaling {
    /// From `min` to `max` nodes.
    #[must_use]
    pub fn between(min: u32, max: u32) -> Self {
        Self::default().min_node_count(min).max_node_count(max)
    }

    /// Switched off: the pool has the number of nodes that it is given.
    #[must_use]
    pub fn off() -> Self {
        Self::between(0, 0)
    }

    /// Whether the service chooses the number of nodes.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.max_node_count.is_some_and(|most| most > 0)
    }
}

value! {
    /// A network behind a gateway in a LAN.
    NodePoolRoute {
        /// Network, such as `10.2.0.0/16`.
        network: String,
        /// Address of the gateway.
        gateway_ip: String,
    }
}

value! {
    /// A private LAN of the data center that the nodes have a NIC in.
    NodePoolLan {
        /// Number of the LAN.
        id: u32,
        /// For internal use of the service.
        datacenter_id: Id<Datacenter>,
        /// Whether nodes get addresses by DHCP.
        dhcp: bool,
        /// Further networks behind gateways in this LAN.
        routes: Vec<NodePoolRoute>,
    }
}

impl NodePoolLan {
    /// The LAN of this number.
    #[must_use]
    pub fn new(lan: u32) -> Self {
        Self::default().id(lan)
    }
}

model! {
    /// The fields of a node pool.
    NodePoolProperties {
        /// Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends.
        name: String,
        /// Data center of the nodes. Fixed at creation.
        datacenter_id: Id<Datacenter>,
        /// Number of nodes.
        node_count: u32,
        /// Processor family of the nodes. Fixed at creation.
        cpu_family: String,
        /// Kind of cores.
        server_type: NodePoolServerType,
        /// Cores of a node. Fixed at creation.
        cores_count: u32,
        /// Main memory of a node, a multiple of 1024 MB from 2048 MB. Fixed at creation.
        ram_size: Memory,
        /// Availability zone. Fixed at creation.
        availability_zone: AvailabilityZone,
        /// Kind of disk. Fixed at creation.
        storage_type: NodePoolStorageType,
        /// Size of a node's disk in GB. Fixed at creation.
        storage_size: u32,
        /// Kubernetes version of the nodes.
        k8s_version: String,
        /// When they may be updated.
        maintenance_window: MaintenanceWindow,
        /// Bounds of the number of nodes, where the service chooses it.
        auto_scaling: AutoScaling,
        /// Private LANs that the nodes have a NIC in.
        lans: Vec<NodePoolLan>,
        /// Kubernetes labels of the nodes.
        labels: BTreeMap<String, String>,
        /// Kubernetes annotations of the nodes.
        annotations: BTreeMap<String, String>,
        /// Reserved addresses for the nodes: one more than the most nodes there can be.
        public_ips: Vec<String>,
        /// Versions to which it can be upgraded.
        available_upgrade_versions: Vec<String>,
        /// Taints of the nodes, 50 at most.
        taints: Vec<Taint>,
    }
}

fields! {
    /// A node pool to be made.
    NewNodePool {
        /// Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends.
        name: String,
        /// Data center of the nodes; for a private cluster, in the cluster's location.
        datacenter_id: Id<Datacenter>,
        /// Number of nodes.
        node_count: u32,
        /// Processor family of the nodes; one that the data center's `cpu_architecture` names.
        cpu_family: String,
        /// Kind of cores; dedicated ones by default.
        server_type: NodePoolServerType,
        /// Cores of a node.
        cores_count: u32,
        /// Main memory of a node, a multiple of 1024 MB from 2048 MB.
        ram_size: Memory,
        /// Availability zone: `AUTO`, `ZONE_1` or `ZONE_2`.
        availability_zone: AvailabilityZone,
        /// Kind of disk.
        storage_type: NodePoolStorageType,
        /// Size of a node's disk in GB; more than 100 is faster on SSD.
        storage_size: u32,
        /// Kubernetes version of the nodes; one of the cluster's `viable_node_pool_versions`.
        k8s_version: String,
        /// When they may be updated.
        maintenance_window: MaintenanceWindow,
        /// Lets the service choose the number of nodes within these bounds.
        auto_scaling: AutoScaling,
        /// Private LANs that the nodes shall have a NIC in.
        lans: Vec<NodePoolLan>,
        /// Kubernetes labels of the nodes.
        labels: BTreeMap<String, String>,
        /// Kubernetes annotations of the nodes.
        annotations: BTreeMap<String, String>,
        /// Reserved addresses for the nodes: one more than the most nodes there can be, since one is needed during updates.
        public_ips: Vec<String>,
        /// Taints of the nodes, 50 at most.
        taints: Vec<Taint>,
    }
}

impl NewNodePool {
    /// A pool of so many nodes, each with so many cores, so much memory, and an SSD of so many GB, in any zone.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        datacenter: impl Into<Id<Datacenter>>,
        nodes: u32,
        cores: u32,
        ram: Memory,
        storage_gb: u32,
    ) -> Self {
        Self::default()
            .name(name)
            .datacenter_id(datacenter)
            .node_count(nodes)
            .cores_count(cores)
            .ram_size(ram)
            .availability_zone(AvailabilityZone::Auto)
            .storage_type(NodePoolStorageType::Ssd)
            .storage_size(storage_gb)
    }
}

fields! {
    /// The whole of a node pool, as far as it can change: what is left out falls back to its default.
    ///
    /// While `auto_scaling` is on, the number of nodes is the service's to choose and `node_count` is not sent. Data center, cores, memory,
    /// disk, zone and processor family are fixed at creation: other values mean another pool.
    WholeNodePool {
        /// Name.
        name: String,
        /// Number of nodes; not sent while `auto_scaling` is on.
        node_count: u32,
        /// Kind of cores.
        server_type: NodePoolServerType,
        /// Kubernetes version of the nodes; only upwards.
        k8s_version: String,
        /// When they may be updated.
        maintenance_window: MaintenanceWindow,
        /// Bounds of the number of nodes; [`AutoScaling::off`] to choose it yourself.
        auto_scaling: AutoScaling,
        /// Private LANs that the nodes shall have a NIC in.
        lans: Vec<NodePoolLan>,
        /// Kubernetes labels of the nodes.
        labels: BTreeMap<String, String>,
        /// Kubernetes annotations of the nodes.
        annotations: BTreeMap<String, String>,
        /// Reserved addresses for the nodes: one more than the most nodes there can be.
        public_ips: Vec<String>,
        /// Taints of the nodes, 50 at most.
        taints: Vec<Taint>,
    }
}

impl WholeNodePool {
    /// The pool as it is, to change from there.
    #[must_use]
    pub fn of(pool: &NodePool) -> Self {
        let now = pool.properties.clone();
        Self {
            name: now.name,
            node_count: now.node_count,
            server_type: now.server_type,
            k8s_version: now.k8s_version,
            maintenance_window: now.maintenance_window,
            auto_scaling: now.auto_scaling,
            lans: now.lans,
            labels: now.labels,
            annotations: now.annotations,
            public_ips: now.public_ips,
            taints: now.taints,
        }
    }
}

impl Body for WholeNodePool {
    fn body(&self) -> Value {
        let scaled = self.auto_scaling.as_ref().is_some_and(AutoScaling::is_on);
        if scaled { Self { node_count: None, ..self.clone() }.document() } else { self.document() }
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

body!(NewNodePool);
resource! {
    NodePool: "node pool", "nodepools" / "nodepoolId", name: |r| r.properties.name.as_deref();
    create: NewNodePool;
    replace: WholeNodePool;
    can: [Delete];
    inside {
        /// Its nodes.
        nodes / node: Node;
    }
}
