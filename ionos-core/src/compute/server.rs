//! Servers. <https://api.ionos.com/docs/cloud/v6/#tag/Servers>

use super::{NewVolume, Volume};
use crate::declare::{bare, body, entities, fields, model, resource, value};
use crate::document::Document;
use crate::error::Result;
use crate::network::{NewNic, Nic, SecurityGroup};
use crate::pending::{Goal, Pending};
use crate::resource::{Body as _, Item};
use crate::types::{Id, Memory, open_enum};

/// A virtual machine.
pub type Server = Document<ServerProperties, ServerEntities>;

open_enum! {
    /// Which of the location's fire-separated zones a resource is placed in.
    AvailabilityZone {
        /// The service chooses; no statement about separation is possible.
        Auto = "AUTO",
        /// The first zone.
        Zone1 = "ZONE_1",
        /// The second zone.
        Zone2 = "ZONE_2",
        /// The third zone; volumes only.
        Zone3 = "ZONE_3",
    }
}

open_enum! {
    /// What the virtual machine is doing.
    VmState {
        /// Unknown to the hypervisor.
        NoState = "NOSTATE",
        /// Running.
        Running = "RUNNING",
        /// Waiting for a resource.
        Blocked = "BLOCKED",
        /// Paused.
        Paused = "PAUSED",
        /// Shutting down.
        Shutdown = "SHUTDOWN",
        /// Stopped: cores and memory are not billed.
        Shutoff = "SHUTOFF",
        /// Crashed.
        Crashed = "CRASHED",
        /// Suspended (CUBE and GPU servers).
        Suspended = "SUSPENDED",
    }
}

value! {
    /// A mention of another resource by its id.
    Reference {
        /// The resource's id.
        id: String,
    }
}

fields! {
    /// A set of resources by their ids.
    Ids {
        /// The ids.
        ids: Vec<String>,
    }
}

impl Ids {
    /// These resources.
    #[must_use]
    pub fn of<R>(ids: &[Id<R>]) -> Self {
        Self::default().ids(ids.iter().map(ToString::to_string).collect::<Vec<_>>())
    }
}

model! {
    /// The fields of a server.
    ServerProperties {
        /// Name.
        name: String,
        /// Host name inside the guest; the name by default.
        hostname: String,
        /// Cores.
        cores: u32,
        /// Main memory, a multiple of 256 MB.
        ram: Memory,
        /// Placement zone.
        availability_zone: AvailabilityZone,
        /// What the machine is doing.
        vm_state: VmState,
        /// The volume it boots from.
        boot_volume: Reference,
        /// Processor family; not for CUBE, VCPU and GPU servers.
        cpu_family: String,
        /// `ENTERPRISE`, `VCPU`, `CUBE` or `GPU`; fixed at creation.
        kind = "type": String,
        /// Template of CUBE and GPU servers.
        template_uuid: String,
    }
}

entities! {
    /// What a server contains.
    ServerEntities {
        /// Attached volumes.
        volumes: Volume,
        /// Network interfaces.
        nics: Nic,
        /// Security groups.
        securitygroups: SecurityGroup,
    }
}

fields! {
    /// A server to be made, with the volumes and NICs it starts with.
    NewServer {
        /// Name.
        name: String,
        /// Host name inside the guest.
        hostname: String,
        /// Cores.
        cores: u32,
        /// Main memory, a multiple of 256 MB.
        ram: Memory,
        /// Placement zone; cannot be changed later.
        availability_zone: AvailabilityZone,
        /// Processor family; not for CUBE, VCPU and GPU servers.
        cpu_family: String,
        /// `ENTERPRISE`, `VCPU`, `CUBE` or `GPU`; cannot be changed later.
        kind = "type": String,
        /// Template of CUBE and GPU servers.
        template_uuid: String,
    } with {
        /// Adds a volume; the first with an image is booted from.
        volume => volumes: NewVolume,
        /// Adds a network interface; their order is kept.
        nic => nics: NewNic,
    }
}

impl NewServer {
    /// A server of this name with so many cores and so much memory.
    #[must_use]
    pub fn new(name: impl Into<String>, cores: u32, ram: Memory) -> Self {
        Self::default().name(name).cores(cores).ram(ram)
    }
}

fields! {
    /// Changes of a server. Type, zone and template are fixed: others mean another server.
    ServerUpdate {
        /// New name.
        name: String,
        /// New host name.
        hostname: String,
        /// New number of cores.
        cores: u32,
        /// New main memory.
        ram: Memory,
    }
}

body!(NewServer);
bare!(Ids);
resource! {
    Server: "server", "servers" / "serverId", name: |r| r.properties.name.as_deref();
    create: NewServer;
    update: ServerUpdate;
    can: [Delete, Labelled];
    inside {
        /// Its network interfaces.
        nics / nic: Nic;
    }
    actions {
        /// Switches it on.
        start: "datacentersServersStartPost" => change;
        /// Switches it off, hard. Cores and memory are freed, and public addresses that are not reserved are returned.
        stop: "datacentersServersStopPost" => change;
        /// Restarts it, hard.
        reboot: "datacentersServersRebootPost" => change;
        /// Replaces the set of security groups that protect all of its NICs.
        protect(Ids): "datacentersServersSecuritygroupsPut" => custom_change;
    }
}

impl Item<Server> {
    /// Removes it together with its volumes; a plain delete keeps them.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn delete_with_volumes(&self) -> Result<Pending<()>> {
        self.delete_with(&[("deleteVolumes", "true")]).await
    }

    /// Replaces the set of security groups that protect all of its NICs.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn protect(&self, groups: &[Id<SecurityGroup>]) -> Result<Pending<()>> {
        let ids = Ids::of(groups).body();
        self.scope().act("datacentersServersSecuritygroupsPut", Some(&ids), Goal::Ready).await
    }
}
