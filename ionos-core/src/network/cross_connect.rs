//! Cross-connects. <https://api.ionos.com/docs/cloud/v6/#tag/Private-Cross-Connects>

use super::Lan;
use crate::compute::Datacenter;
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::Id;

/// A link between private LANs of data centers of one contract in one location.
///
/// A LAN joins with [`LanUpdate::pcc`](super::LanUpdate::pcc) and leaves when it is cleared; each LAN is part of one
/// cross-connect at most. The addresses of all NICs in it must be distinct and of one subnet.
pub type CrossConnect = Document<CrossConnectProperties>;

model! {
    /// The fields of a cross-connect.
    CrossConnectProperties {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// The LANs that are part of it.
        peers: Vec<Peer>,
        /// The data centers whose LANs can join: all that the user may see while it is empty, then those of its location.
        connectable_datacenters: Vec<ConnectableDatacenter>,
    }
}

model! {
    /// A LAN that is part of a cross-connect.
    Peer {
        /// Number of the LAN.
        id: Id<Lan>,
        /// Name of the LAN.
        name: String,
        /// Its data center.
        datacenter_id: Id<Datacenter>,
        /// Name of the data center.
        datacenter_name: String,
        /// Location of the data center.
        location: String,
    }
}

model! {
    /// A data center whose LANs can join a cross-connect.
    ConnectableDatacenter {
        /// Its id.
        id: Id<Datacenter>,
        /// Its name.
        name: String,
        /// Its location.
        location: String,
    }
}

fields! {
    /// A cross-connect to be made.
    NewCrossConnect {
        /// Name.
        name: String,
        /// Free text.
        description: String,
    }
}

impl NewCrossConnect {
    /// A cross-connect of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

fields! {
    /// Changes of a cross-connect. Its members are changed at the LANs.
    CrossConnectUpdate {
        /// New name.
        name: String,
        /// New description.
        description: String,
    }
}

body!(NewCrossConnect);
resource! {
    CrossConnect: "cross-connect", "pccs" / "pccId", name: |r| r.properties.name.as_deref();
    create: NewCrossConnect;
    update: CrossConnectUpdate;
    can: [Delete];
}
