//! Reserved addresses. <https://api.ionos.com/docs/cloud/v6/#tag/IP-blocks>

use crate::client::Client;
use crate::document::Document;
use crate::operation::Api;
use crate::resource::{Collection, Item, Scope, body, fields, model, resource};
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
resource!(IpBlock, "IP block", "ipblocks" / "ipblockId", name: |r| r.properties.name.as_deref(), page: 1000,
    create: NewIpBlock, update: IpBlockUpdate; Delete, Labelled);

impl Client {
    /// All reserved address blocks.
    #[must_use]
    pub fn ip_blocks(&self) -> Collection<IpBlock> {
        Collection::new(&Scope::root(self, Api::Cloud))
    }

    /// One block.
    #[must_use]
    pub fn ip_block(&self, id: impl Into<Id<IpBlock>>) -> Item<IpBlock> {
        self.ip_blocks().item(id)
    }
}
