//! LANs. <https://api.ionos.com/docs/cloud/v6/#tag/LANs>

use serde::{Deserialize, Serialize};

use super::Nic;
use crate::document::{Document, Items};
use crate::resource::{Collection, Item, body, fields, model, resource};
use crate::types::Patch;

/// A network inside a data center, public or private. Its id is a small number.
pub type Lan = Document<LanProperties, LanEntities>;

model! {
    /// The fields of a LAN.
    LanProperties {
        /// Name.
        name: String,
        /// Whether it reaches the internet.
        public: bool,
        /// Cross-connect it is part of.
        pcc: String,
        /// Addresses that move between NICs. The whole list is replaced by a change.
        ip_failover: Vec<IpFailover>,
        /// IPv4 range, given by the service.
        ipv4_cidr_block: String,
        /// IPv6 range.
        ipv6_cidr_block: String,
    }
}

/// An address that can move to another NIC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IpFailover {
    /// The address.
    pub ip: String,
    /// The NIC that holds it.
    pub nic_uuid: String,
}

/// What a LAN contains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct LanEntities {
    /// The NICs in it.
    pub nics: Items<Nic>,
}

fields! {
    /// A LAN to be made.
    NewLan {
        /// Name.
        name: String,
        /// Whether it reaches the internet.
        public: bool,
        /// Cross-connect to join; private LANs only.
        pcc: String,
    }
}

impl NewLan {
    /// A private LAN of this name.
    #[must_use]
    pub fn private(name: impl Into<String>) -> Self {
        Self::default().name(name).public(false)
    }
}

/// Changes of a LAN.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LanUpdate {
    /// New name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it reaches the internet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
    /// IPv6 range: cleared, it is switched off; `AUTO` switches it on.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    pub ipv6_cidr_block: Patch<String>,
}

impl LanUpdate {
    /// Gives it this name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Makes it reach the internet, or not.
    #[must_use]
    pub fn public(mut self, public: bool) -> Self {
        self.public = Some(public);
        self
    }

    /// Sets or clears the IPv6 range.
    #[must_use]
    pub fn ipv6_cidr_block(mut self, block: impl Into<Patch<String>>) -> Self {
        self.ipv6_cidr_block = block.into();
        self
    }
}

body!(NewLan);
resource!(Lan, "LAN", "lans" / "lanId", name: |r| r.properties.name.as_deref(), page: 1000,
    create: NewLan, update: LanUpdate; Delete);

impl Item<Lan> {
    /// The NICs in it.
    #[must_use]
    pub fn nics(&self) -> Collection<Nic> {
        self.collection()
    }
}
