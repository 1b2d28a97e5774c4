//! Volumes. <https://api.ionos.com/docs/cloud/v6/#tag/Volumes>

use serde_json::json;

use super::{AvailabilityZone, Snapshot};
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::error::Result;
use crate::pending::{Goal, Pending};
use crate::resource::{Item, Resource as _};
use crate::types::{Id, UserData, open_enum};

/// A block-storage volume.
pub type Volume = Document<VolumeProperties>;

open_enum! {
    /// The hardware behind a volume; fixed at creation.
    VolumeType {
        /// Magnetic disks.
        Hdd = "HDD",
        /// SSD, the premium class in most locations.
        Ssd = "SSD",
        /// SSD, standard class.
        SsdStandard = "SSD Standard",
        /// SSD, premium class.
        SsdPremium = "SSD Premium",
        /// Directly attached; only together with a CUBE or GPU server.
        Das = "DAS",
        /// A CD image.
        Iso = "ISO",
    }
}

model! {
    /// The fields of a volume. Keys, passwords and user data are never read back.
    VolumeProperties {
        /// Name.
        name: String,
        /// Hardware.
        kind = "type": VolumeType,
        /// Size in GB.
        size: f64,
        /// Placement zone.
        availability_zone: AvailabilityZone,
        /// Id of the image or snapshot it was made from.
        image: String,
        /// Alias of the image it was made from.
        image_alias: String,
        /// How the guest sees it: `VIRTIO` or `IDE`.
        bus: String,
        /// Operating system for licensing.
        licence_type: String,
        /// Backup unit that it reports to.
        backupunit_id: String,
        /// Server that boots from it.
        boot_server: String,
        /// Place on the bus of the server it is attached to.
        device_number: i64,
    }
}

fields! {
    /// A volume to be made. Image, keys, user data, type and zone cannot be changed later.
    NewVolume {
        /// Name.
        name: String,
        /// Hardware.
        kind = "type": VolumeType,
        /// Size in GB.
        size: u32,
        /// Placement zone.
        availability_zone: AvailabilityZone,
        /// Id of an image or snapshot.
        image: String,
        /// Alias of a public image, such as `ubuntu:24.04`.
        image_alias: String,
        /// Public SSH keys in OpenSSH's one-line form; for public Linux images only.
        ssh_keys: Vec<String>,
        /// cloud-init user data; anybody who may read the data center can read it.
        user_data: UserData,
        /// How the guest sees it: `VIRTIO` or `IDE`.
        bus: String,
        /// Operating system for licensing; needed for volumes without an image.
        licence_type: String,
        /// Backup unit that it reports to.
        backupunit_id: String,
    }
}

impl NewVolume {
    /// A volume of this name, hardware and size in GB.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: VolumeType, size_gb: u32) -> Self {
        Self::default().name(name).kind(kind).size(size_gb)
    }
}

fields! {
    /// Changes of a volume.
    VolumeUpdate {
        /// New name.
        name: String,
        /// New size in GB; volumes only grow.
        size: u32,
    }
}

body!(NewVolume);
resource! {
    Volume: "volume", "volumes" / "volumeId", name: |r| r.properties.name.as_deref();
    create: NewVolume;
    update: VolumeUpdate;
    can: [Delete, Labelled];
}

impl Item<Volume> {
    /// Takes a snapshot of it.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn create_snapshot(&self, name: &str, description: &str) -> Result<Pending<Snapshot>> {
        let body = json!({ "properties": { "name": name, "description": description } });
        let scope = self.scope();
        let reply = scope.ask("datacentersVolumesCreate-snapshotPost", Some(&body)).await?;
        Pending::created(&scope.elsewhere().below(Snapshot::SEGMENT), Snapshot::KIND, &reply)
    }

    /// Writes a snapshot back onto it; what was on it is lost.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn restore_snapshot(&self, snapshot: &Id<Snapshot>) -> Result<Pending<()>> {
        let body = json!({ "properties": { "snapshotId": snapshot } });
        self.scope().act("datacentersVolumesRestore-snapshotPost", Some(&body), Goal::Ready).await
    }
}
