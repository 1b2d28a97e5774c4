//! Volumes. <https://api.ionos.com/docs/cloud/v6/#tag/Volumes>

use serde_json::Value;

use super::{AvailabilityZone, NewSnapshot, Snapshot, SnapshotRestore};
use crate::backup_unit::BackupUnit;
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::pending::{Goal, Pending};
use crate::resource::{Body, Item, Resource as _};
use crate::types::{Id, Patch, Secret, UserData, open_enum};

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

open_enum! {
    /// How the guest sees a drive.
    Bus {
        /// Paravirtual and fast; the default.
        Virtio = "VIRTIO",
        /// Emulated, for guests without VirtIO drivers.
        Ide = "IDE",
        /// Not known to the service.
        Unspecified = "UNKNOWN",
    }
}

open_enum! {
    /// Operating system, for licensing.
    LicenceType {
        /// Not known.
        Unspecified = "UNKNOWN",
        /// Windows.
        Windows = "WINDOWS",
        /// Windows Server 2016.
        Windows2016 = "WINDOWS2016",
        /// Windows Server 2019.
        Windows2019 = "WINDOWS2019",
        /// Windows Server 2022.
        Windows2022 = "WINDOWS2022",
        /// Windows Server 2025.
        Windows2025 = "WINDOWS2025",
        /// Red Hat Enterprise Linux.
        Rhel = "RHEL",
        /// Linux.
        Linux = "LINUX",
        /// Something else; for volumes that hold data only.
        Other = "OTHER",
    }
}

open_enum! {
    /// Licensed application; other than `UNKNOWN` with public images only.
    ApplicationType {
        /// Microsoft SQL Server 2019, Web edition.
        Mssql2019Web = "MSSQL-2019-Web",
        /// Microsoft SQL Server 2019, Standard edition.
        Mssql2019Standard = "MSSQL-2019-Standard",
        /// Microsoft SQL Server 2019, Enterprise edition.
        Mssql2019Enterprise = "MSSQL-2019-Enterprise",
        /// Microsoft SQL Server 2022, Web edition.
        Mssql2022Web = "MSSQL-2022-Web",
        /// Microsoft SQL Server 2022, Standard edition.
        Mssql2022Standard = "MSSQL-2022-Standard",
        /// Microsoft SQL Server 2022, Enterprise edition.
        Mssql2022Enterprise = "MSSQL-2022-Enterprise",
        /// None.
        Unspecified = "UNKNOWN",
    }
}

open_enum! {
    /// Whether a server boots from a volume.
    BootOrder {
        /// It boots from it if it is the only drive; then all volumes of the server must be `AUTO`. The default.
        Auto = "AUTO",
        /// It does not boot from it.
        None = "NONE",
        /// It boots from it; then all other volumes of the server must be `NONE`.
        Primary = "PRIMARY",
    }
}

model! {
    /// The fields of a volume. The service does not give keys, passwords and user data back.
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
        /// Password of the first user; not given back.
        image_password: Secret,
        /// Alias of the image it was made from.
        image_alias: String,
        /// Public SSH keys; not given back.
        ssh_keys: Vec<String>,
        /// How the guest sees it.
        bus: Bus,
        /// Operating system for licensing.
        licence_type: LicenceType,
        /// Licensed application on it.
        application_type: ApplicationType,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Place on the bus of the server it is attached to.
        device_number: i64,
        /// PCI slot in the server it is attached to.
        pci_slot: i32,
        /// Backup unit that it reports to.
        backupunit_id: Id<BackupUnit>,
        /// cloud-init user data; not given back.
        user_data: UserData,
        /// The server it is attached to.
        boot_server: String,
        /// Whether its server boots from it.
        boot_order: BootOrder,
    }
}

fields! {
    /// A volume to be made. Image, password, keys, user data, type, zone and backup unit cannot be changed later.
    ///
    /// A volume from a public image needs [`ssh_keys`](Self::ssh_keys) or an [`image_password`](Self::image_password); one from a
    /// snapshot or an own image takes neither; one without an image needs a [`licence_type`](Self::licence_type).
    NewVolume {
        /// Name.
        name: String,
        /// Hardware.
        kind = "type": VolumeType,
        /// Size in GB. DAS volumes take none: the server's template says it.
        size: u32,
        /// Placement zone.
        availability_zone: AvailabilityZone,
        /// Id of an image or snapshot.
        image: String,
        /// Password of the first user, letters and digits only; for public images only. It stays in the journal of requests, so prefer
        /// SSH keys, or change it at the first login.
        image_password: Secret,
        /// Alias of a public image, such as `ubuntu:24.04`.
        image_alias: String,
        /// Public SSH keys in OpenSSH's one-line form; for public Linux images only.
        ssh_keys: Vec<String>,
        /// cloud-init user data; anybody who may read the data center can read it.
        user_data: UserData,
        /// How the guest sees it; VirtIO by default.
        bus: Bus,
        /// Operating system for licensing; needed for volumes without an image.
        licence_type: LicenceType,
        /// Licensed application on it; public images only.
        application_type: ApplicationType,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Backup unit that it reports to.
        backupunit_id: Id<BackupUnit>,
        /// Whether its server boots from it.
        boot_order: BootOrder,
    }
}

impl NewVolume {
    /// A volume of this name, hardware and size in GB.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: VolumeType, size_gb: u32) -> Self {
        Self::default().name(name).kind(kind).size(size_gb)
    }

    /// The volume of a CUBE or GPU server, made together with it; the template says its size.
    #[must_use]
    pub fn das(name: impl Into<String>) -> Self {
        Self::default().name(name).kind(VolumeType::Das)
    }

    /// What can be said about it without asking the service, wherever it is made.
    pub(crate) fn check_fields(&self) -> Result<()> {
        let what = self.name.as_deref().unwrap_or("without a name");
        let refuse = |why: &str, advice: &'static str| {
            Err(Error::new(ErrorKind::InvalidRequest, format!("the volume `{what}` {why}")).advise(advice))
        };
        let has_keys = self.ssh_keys.as_ref().is_some_and(|keys| !keys.is_empty());
        if let Some(password) = &self.image_password {
            let password = password.expose();
            if password.is_empty() || !password.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return refuse(
                    "has a password that the service does not take",
                    "use letters A to Z and digits only in `image_password`",
                );
            }
        }
        if self.image.is_some() && self.image_alias.is_some() {
            return refuse("names both an image and an alias", "set `image` or `image_alias`, not both");
        }
        if self.image_alias.is_some() && !has_keys && self.image_password.is_none() {
            return refuse(
                "is made from a public image that nobody could log in to",
                "set `ssh_keys` or `image_password`",
            );
        }
        let has_contents = has_keys || self.image_password.is_some() || self.user_data.is_some();
        if self.image.is_none() && self.image_alias.is_none() && has_contents {
            return refuse(
                "has keys, a password or user data, but no image to put them into",
                "set `image_alias`, or `image` with the id of a public image",
            );
        }
        if self.kind == Some(VolumeType::Das) && self.size.is_some() {
            return refuse("is a DAS volume with a size", "leave `size` out: the template says it");
        }
        Ok(())
    }
}

impl Body for NewVolume {
    fn body(&self) -> Value {
        self.document()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn check(&self) -> Result<()> {
        if self.kind == Some(VolumeType::Das) {
            return Err(Error::new(ErrorKind::InvalidRequest, "a DAS volume cannot be made by itself")
                .advise("make it together with its server: `NewServer::cube` or `NewServer::gpu`"));
        }
        self.check_fields()
    }
}

fields! {
    /// Changes of a volume. Type, zone, image and what was put into it are fixed: others mean another volume.
    VolumeUpdate {
        /// New name.
        name: String,
        /// New size in GB; volumes only grow.
        size: u32,
        /// How the guest sees it.
        bus: Bus,
        /// Operating system for licensing.
        licence_type: LicenceType,
        /// Licensed application on it.
        application_type: ApplicationType,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Whether its server boots from it; [`Patch::Clear`] is the same as `AUTO`.
        boot_order: Patch<BootOrder>,
    }
}

fields! {
    /// The whole of a volume. What is left out falls back to its default; type, zone and image stay.
    WholeVolume {
        /// Name.
        name: String,
        /// Size in GB; volumes only grow.
        size: u32,
        /// How the guest sees it.
        bus: Bus,
        /// Operating system for licensing.
        licence_type: LicenceType,
        /// Licensed application on it.
        application_type: ApplicationType,
        /// Whether cores can be added without a reboot.
        cpu_hot_plug: bool,
        /// Whether memory can be added without a reboot.
        ram_hot_plug: bool,
        /// Whether network interfaces can be added without a reboot.
        nic_hot_plug: bool,
        /// Whether network interfaces can be taken away without a reboot.
        nic_hot_unplug: bool,
        /// Whether VirtIO drives can be added without a reboot.
        disc_virtio_hot_plug: bool,
        /// Whether VirtIO drives can be taken away without a reboot; not with Windows.
        disc_virtio_hot_unplug: bool,
        /// Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default.
        expose_serial: bool,
        /// Whether it boots with a legacy BIOS instead of UEFI. On by default.
        require_legacy_bios: bool,
        /// Whether its server boots from it; [`Patch::Clear`] is the same as `AUTO`.
        boot_order: Patch<BootOrder>,
    }
}

impl WholeVolume {
    /// A volume of this name and size in GB.
    #[must_use]
    pub fn new(name: impl Into<String>, size_gb: u32) -> Self {
        Self::default().name(name).size(size_gb)
    }
}

body!(WholeVolume);
resource! {
    Volume: "volume", "volumes" / "volumeId", name: |r| r.properties.name.as_deref();
    create: NewVolume;
    update: VolumeUpdate;
    replace: WholeVolume;
    can: [Delete, Labelled];
    actions {
        /// Takes a snapshot of it, with everything that can be said about a snapshot.
        take_snapshot(NewSnapshot): "datacentersVolumesCreate-snapshotPost" => custom_change(Snapshot);
        /// Writes a snapshot back onto it; what was on it is lost. Stop the server that uses it first.
        restore_snapshot(SnapshotRestore): "datacentersVolumesRestore-snapshotPost" => custom_change;
    }
}

impl Item<Volume> {
    /// Takes a snapshot of it, with this name and description.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn create_snapshot(&self, name: &str, description: &str) -> Result<Pending<Snapshot>> {
        self.take_snapshot(NewSnapshot::new(name).description(description)).await
    }

    /// Takes a snapshot of it, with everything that can be said about a snapshot.
    ///
    /// A snapshot of a volume in use holds what was on the disk at that moment, as after a power cut: stop the server, or flush its
    /// data, where that is not enough.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn take_snapshot(&self, new: NewSnapshot) -> Result<Pending<Snapshot>> {
        let scope = self.scope();
        let reply = scope.ask("datacentersVolumesCreate-snapshotPost", Some(&new.body())).await?;
        Pending::created(&scope.elsewhere().below(Snapshot::SEGMENT), Snapshot::KIND, &reply)
    }

    /// Writes a snapshot back onto it; what was on it is lost.
    ///
    /// Stop the server that uses it first ([`power_off`](Item::power_off)): a running guest would write its old state over the
    /// restored one. The wait ends when the volume is ready again, not only when the request is done.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn restore_snapshot(&self, snapshot: &Id<Snapshot>) -> Result<Pending<()>> {
        let body = SnapshotRestore::default().snapshot_id(snapshot).body();
        self.scope().act("datacentersVolumesRestore-snapshotPost", Some(&body), Goal::Ready).await
    }
}
