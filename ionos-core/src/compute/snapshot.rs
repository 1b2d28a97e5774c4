//! Snapshots. <https://api.ionos.com/docs/cloud/v6/#tag/Snapshots>

use crate::client::Client;
use crate::document::Document;
use crate::operation::Api;
use crate::resource::{Collection, Item, Scope, fields, model, resource};
use crate::types::Id;

/// A snapshot of a volume. It does not say of which volume: note that in a label.
pub type Snapshot = Document<SnapshotProperties>;

model! {
    /// The fields of a snapshot.
    SnapshotProperties {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// Where it is stored.
        location: String,
        /// Size in GB.
        size: f64,
        /// Operating system for licensing.
        licence_type: String,
    }
}

fields! {
    /// Changes of a snapshot.
    SnapshotUpdate {
        /// New name.
        name: String,
        /// New description.
        description: String,
    }
}

resource!(Snapshot, "snapshot", "snapshots" / "snapshotId", name: |r| r.properties.name.as_deref(),
    update: SnapshotUpdate; Delete, Labelled);

impl Client {
    /// All snapshots of the contract. They are made by [`Item::create_snapshot`] of a volume.
    #[must_use]
    pub fn snapshots(&self) -> Collection<Snapshot> {
        Collection::new(&Scope::root(self, Api::Cloud))
    }

    /// One snapshot.
    #[must_use]
    pub fn snapshot(&self, id: impl Into<Id<Snapshot>>) -> Item<Snapshot> {
        self.snapshots().item(id)
    }
}
