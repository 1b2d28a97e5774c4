//! Reserved addresses. <https://api.ionos.com/docs/cloud/v6/#tag/IP-blocks>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;

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
        /// NIC that uses it.
        nic_id: String,
        /// Server that uses it.
        server_id: String,
        /// Data center of the user.
        datacenter_id: String,
    }
}

fields! {
    /// An IP block to be reserved.
    NewIpBlock {
        /// Name.
        name: String,
        /// Where, such as `de/txl`.
        location: String,
        /// How many addresses.
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
    /// Changes of an IP block.
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
    can: [Delete, Labelled];
}
