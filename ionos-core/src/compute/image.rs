//! Images. <https://api.ionos.com/docs/cloud/v6/#tag/Images>

use super::{ApplicationType, LicenceType};
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::open_enum;

/// An image that volumes can be made from. Own images are uploaded by FTP, not by this API; here they are described and removed.
pub type Image = Document<ImageProperties>;

open_enum! {
    /// What an image is for.
    ImageType {
        /// A disk that volumes are made from.
        Hdd = "HDD",
        /// A CD-ROM that servers can boot from.
        Cdrom = "CDROM",
        /// Not known to the service.
        Unspecified = "UNKNOWN",
    }
}

open_enum! {
    /// Whether an image runs cloud-init.
    CloudInit {
        /// It does not: user data has no effect.
        None = "NONE",
        /// It does.
        V1 = "V1",
    }
}

model! {
    /// The fields of an image.
    ImageProperties {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// Where it is stored. What is stored in a metro region serves its child locations too.
        location: String,
        /// Size in GB.
        size: f64,
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
        /// Licensed application on it; public images only.
        application_type: ApplicationType,
        /// Whether it is a disk or a CD-ROM.
        image_type: ImageType,
        /// Whether IONOS offers it to everybody.
        public: bool,
        /// Short names, such as `ubuntu:24.04`.
        image_aliases: Vec<String>,
        /// Whether it runs cloud-init.
        cloud_init: CloudInit,
        /// What a server must offer to run it, such as `SEV-SNP` for confidential computing.
        required_features: Vec<String>,
    }
}

fields! {
    /// Changes of an own image. Public images cannot be changed.
    ImageUpdate {
        /// New name.
        name: String,
        /// New description.
        description: String,
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
        /// Licensed application on it; own images take `UNKNOWN` only.
        application_type: ApplicationType,
        /// Whether it runs cloud-init.
        cloud_init: CloudInit,
    }
}

fields! {
    /// The whole of an own image. What is left out falls back to its default.
    WholeImage {
        /// Name.
        name: String,
        /// Free text.
        description: String,
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
        /// Operating system for licensing; needed.
        licence_type: LicenceType,
        /// Licensed application on it; own images take `UNKNOWN` only.
        application_type: ApplicationType,
        /// Whether it runs cloud-init.
        cloud_init: CloudInit,
    }
}

impl WholeImage {
    /// An image of this name with this operating system.
    #[must_use]
    pub fn new(name: impl Into<String>, licence: impl Into<LicenceType>) -> Self {
        Self::default().name(name).licence_type(licence)
    }
}

body!(WholeImage);
resource! {
    Image: "image", "images" / "imageId", name: |r| r.properties.name.as_deref();
    update: ImageUpdate;
    replace: WholeImage;
    can: [Delete, Labelled];
}
