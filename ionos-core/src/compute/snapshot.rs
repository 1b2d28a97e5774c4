//! Snapshots. <https://api.ionos.com/docs/cloud/v6/#tag/Snapshots>

use super::{ApplicationType, LicenceType};
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
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
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether cores can be taken away without a reboot.
        cpu_hot_unplug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether memory can be taken away without a reboot.
        ram_hot_unplug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether SCSI drives can be added without a reboot.
        disc_scsi_hot_plug: bool,
        /// Whether SCSI drives can be taken away without a reboot; not with Windows.
        disc_scsi_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Operating system for licensing.
        licence_type: LicenceType,
        /// Licensed application on it.
        application_type: ApplicationType,
    }
}

fields! {
    /// A snapshot to be taken of a volume; all of it may be left out.
    NewSnapshot {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// Operating system for licensing; the volume's by default.
        licence_type: LicenceType,
        /// Licensed application on it; the volume's by default.
        application_type: ApplicationType,
    }
}

impl NewSnapshot {
    /// A snapshot of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

fields! {
    /// Which snapshot is written back onto a volume.
    SnapshotRestore {
        /// The snapshot.
        snapshot_id: Id<Snapshot>,
    }
}

fields! {
    /// Changes of a snapshot.
    SnapshotUpdate {
        /// New name.
        name: String,
        /// New description.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether cores can be taken away without a reboot.
        cpu_hot_unplug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether memory can be taken away without a reboot.
        ram_hot_unplug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether SCSI drives can be added without a reboot.
        disc_scsi_hot_plug: bool,
        /// Whether SCSI drives can be taken away without a reboot; not with Windows.
        disc_scsi_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Operating system for licensing.
        licence_type: LicenceType,
        /// Licensed application on it.
        application_type: ApplicationType,
    }
}

fields! {
    /// The whole of a snapshot. What is left out falls back to its default.
    WholeSnapshot {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether cores can be taken away without a reboot.
        cpu_hot_unplug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether memory can be taken away without a reboot.
        ram_hot_unplug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether SCSI drives can be added without a reboot.
        disc_scsi_hot_plug: bool,
        /// Whether SCSI drives can be taken away without a reboot; not with Windows.
        disc_scsi_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Operating system for licensing.
        licence_type: LicenceType,
        /// Licensed application on it.
        application_type: ApplicationType,
    }
}

impl WholeSnapshot {
    /// A snapshot of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

body!(NewSnapshot, WholeSnapshot, SnapshotRestore by none);
resource! {
    Snapshot: "snapshot", "snapshots" / "snapshotId", name: |r| r.properties.name.as_deref();
    update: SnapshotUpdate;
    replace: WholeSnapshot;
    can: [Delete, Labelled];
}
