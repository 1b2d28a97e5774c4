//! Snapshots. <https://api.ionos.com/docs/cloud/v6/#tag/Snapshots>

use crate::declare::{fields, model, resource};
use crate::document::Document;

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

resource! {
    Snapshot: "snapshot", "snapshots" / "snapshotId", name: |r| r.properties.name.as_deref();
    update: SnapshotUpdate;
    can: [Delete, Labelled];
}
