//! LANs. <https://api.ionos.com/docs/cloud/v6/#tag/LANs>

use super::Nic;
use crate::declare::{body, entities, fields, model, resource, value};
use crate::document::Document;
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

value! {
    /// An address that can move to another NIC.
    IpFailover {
        /// The address.
        ip: String,
        /// The NIC that holds it.
        nic_uuid: String,
    }
}

entities! {
    /// What a LAN contains.
    LanEntities {
        /// The NICs in it.
        nics: Nic,
    }
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

fields! {
    /// Changes of a LAN.
    LanUpdate {
        /// New name.
        name: String,
        /// Whether it reaches the internet.
        public: bool,
        /// IPv6 range: cleared, it is switched off; `AUTO` switches it on.
        ipv6_cidr_block: Patch<String>,
    }
}

body!(NewLan);
resource! {
    Lan: "LAN", "lans" / "lanId", name: |r| r.properties.name.as_deref();
    create: NewLan;
    update: LanUpdate;
    can: [Delete];
    inside {
        /// The NICs in it.
        nics / nic: Nic [ReadOnly];
    }
}
