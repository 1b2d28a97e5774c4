//! Reserved addresses. <https://api.ionos.com/docs/cloud/v6/#tag/IP-blocks>

use super::Nic;
use crate::compute::{Datacenter, Server};
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::Id;

/// Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then.
pub type IpBlock = Document<IpBlockProperties>;

model! {
    /// The fields of an IP block.
    IpBlockProperties {
        /// Name.
        name: String,
        /// Where the addresses can be used; fixed at creation.
        location: String,
        /// How many addresses; fixed at creation.
        size: u32,
        /// The addresses.
        ips: Vec<String>,
        /// Who uses which address.
        ip_consumers: Vec<IpConsumer>,
    }
}

model! {
    /// A use of a reserved address.
    IpConsumer {
        /// The address.
        ip: String,
        /// Hardware address of the NIC.
        mac: String,
        /// NIC that uses it.
        nic_id: Id<Nic>,
        /// Server of the NIC.
        server_id: Id<Server>,
        /// Name of the server.
        server_name: String,
        /// Data center of the user.
        datacenter_id: Id<Datacenter>,
        /// Name of the data center.
        datacenter_name: String,
        /// Kubernetes node pool that uses it.
        k8s_node_pool_uuid: String,
        /// Kubernetes cluster of the node pool.
        k8s_cluster_uuid: String,
    }
}

fields! {
    /// An IP block to be reserved, or the whole of one.
    NewIpBlock {
        /// Name.
        name: String,
        /// Where, such as `de/txl`; fixed at creation.
        location: String,
        /// How many addresses; fixed at creation.
        size: u32,
    }
}

impl NewIpBlock {
    /// So many addresses in this location.
    #[must_use]
    pub fn new(name: impl Into<String>, location: impl Into<String>, size: u32) -> Self {
        Self::default().name(name).location(location).size(size)
    }
}

fields! {
    /// Changes of an IP block. Location and size are fixed: others mean another block, with other addresses.
    IpBlockUpdate {
        /// New name.
        name: String,
    }
}

body!(NewIpBlock);
resource! {
    IpBlock: "IP block", "ipblocks" / "ipblockId", name: |r| r.properties.name.as_deref();
    create: NewIpBlock;
    update: IpBlockUpdate;
    replace: NewIpBlock;
    can: [Delete, Labelled];
}
