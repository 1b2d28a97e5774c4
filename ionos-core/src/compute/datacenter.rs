//! Virtual data centers. <https://api.ionos.com/docs/cloud/v6/#tag/Data-centers>

use serde::{Deserialize, Serialize};

use super::{Server, Volume};
use crate::client::Client;
use crate::document::{Document, Items};
use crate::network::{Lan, NatGateway, SecurityGroup};
use crate::operation::Api;
use crate::resource::{Collection, Item, Scope, body, fields, model, resource};
use crate::types::Id;

/// A virtual data center: the frame in which servers, volumes and networks live.
pub type Datacenter = Document<DatacenterProperties, DatacenterEntities>;

model! {
    /// The fields of a data center.
    DatacenterProperties {
        /// Name; need not be unique.
        name: String,
        /// Free text.
        description: String,
        /// Where it is, such as `de/txl`; fixed at creation.
        location: String,
        /// Grows by one with every change inside.
        version: i64,
        /// What the location offers, such as `SSD`.
        features: Vec<String>,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// The processors it offers.
        cpu_architecture: Vec<super::CpuArchitecture>,
        /// Security group of every NIC that names no other.
        default_security_group_id: Id<SecurityGroup>,
    }
}

/// What a data center contains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", default)]
#[non_exhaustive]
pub struct DatacenterEntities {
    /// Its servers.
    pub servers: Items<Server>,
    /// Its volumes, attached or not.
    pub volumes: Items<Volume>,
    /// Its LANs.
    pub lans: Items<Lan>,
    /// Its NAT gateways.
    pub natgateways: Items<NatGateway>,
    /// Its security groups.
    pub securitygroups: Items<SecurityGroup>,
    /// Kinds that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

fields! {
    /// A data center to be made.
    NewDatacenter {
        /// Name.
        name: String,
        /// Where, such as `de/txl`; cannot be changed later.
        location: String,
        /// Free text.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
    }
}

impl NewDatacenter {
    /// A data center of this name in this location, such as `de/txl`.
    #[must_use]
    pub fn new(name: impl Into<String>, location: impl Into<String>) -> Self {
        Self::default().name(name).location(location)
    }
}

fields! {
    /// Changes of a data center. The location is fixed: another one means another data center.
    DatacenterUpdate {
        /// New name.
        name: String,
        /// New description.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
    }
}

body!(NewDatacenter);
resource!(Datacenter, "data center", "datacenters" / "datacenterId", name: |r| r.properties.name.as_deref(), page: 1000,
    create: NewDatacenter, update: DatacenterUpdate; Delete, Labelled);

impl Client {
    /// All data centers of the contract.
    #[must_use]
    pub fn datacenters(&self) -> Collection<Datacenter> {
        Collection::new(&Scope::root(self, Api::Cloud))
    }

    /// One data center.
    #[must_use]
    pub fn datacenter(&self, id: impl Into<Id<Datacenter>>) -> Item<Datacenter> {
        self.datacenters().item(id)
    }
}

impl Item<Datacenter> {
    /// Its servers.
    #[must_use]
    pub fn servers(&self) -> Collection<Server> {
        self.collection()
    }

    /// One of its servers.
    #[must_use]
    pub fn server(&self, id: impl Into<Id<Server>>) -> Item<Server> {
        self.servers().item(id)
    }

    /// Its volumes, attached or not.
    #[must_use]
    pub fn volumes(&self) -> Collection<Volume> {
        self.collection()
    }

    /// Its LANs.
    #[must_use]
    pub fn lans(&self) -> Collection<Lan> {
        self.collection()
    }

    /// Its NAT gateways.
    #[must_use]
    pub fn nat_gateways(&self) -> Collection<NatGateway> {
        self.collection()
    }

    /// Its security groups.
    #[must_use]
    pub fn security_groups(&self) -> Collection<SecurityGroup> {
        self.collection()
    }
}
