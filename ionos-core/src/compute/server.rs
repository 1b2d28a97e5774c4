//! Servers. <https://api.ionos.com/docs/cloud/v6/#tag/Servers>

use serde_json::Value;

use super::{Gpu, Image, NewVolume, Template, Volume, VolumeType};
use crate::declare::{bare, body, entities, fields, model, resource, value};
use crate::document::{Document, State};
use crate::error::{Error, ErrorKind, Result};
use crate::network::{NewNic, Nic, SecurityGroup};
use crate::pending::{Goal, Pending};
use crate::resource::{Attached, Body, Collection, Item, Resource as _};
use crate::types::{Id, Memory, Secret, open_enum};

/// A virtual machine.
///
/// Removing one keeps its volumes, which are billed on: `server.volumes().list()` shows what would remain, and
/// [`delete_with_volumes`](Item::delete_with_volumes) removes them too.
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

impl VmState {
    /// Whether the machine is off: stopped, suspended or paused.
    #[must_use]
    pub fn is_off(&self) -> bool {
        matches!(self, Self::Shutoff | Self::Suspended | Self::Paused)
    }
}

open_enum! {
    /// What a server is sized by, and what it runs on; fixed at creation.
    ServerType {
        /// Dedicated cores: cores, memory and processor family are chosen.
        Enterprise = "ENTERPRISE",
        /// Shared cores: cores and memory are chosen, the processor family is not.
        Vcpu = "VCPU",
        /// Sized by a template, with directly attached storage. It is suspended and resumed rather than stopped and started.
        Cube = "CUBE",
        /// Sized by a template with graphics cards. It is suspended and resumed rather than stopped and started.
        Gpu = "GPU",
    }
}

impl ServerType {
    /// Whether a template gives the size.
    #[must_use]
    pub fn is_templated(&self) -> bool {
        matches!(self, Self::Cube | Self::Gpu)
    }
}

value! {
    /// A mention of another resource by its id.
    Reference {
        /// The resource's id.
        id: String,
        /// The resource's kind; written by the service.
        kind = "type": String,
        /// The resource's address; written by the service.
        href: String,
    }
}

impl Reference {
    /// A mention of the resource with this id.
    #[must_use]
    pub fn to<R>(id: &Id<R>) -> Self {
        Self::default().id(id.as_str())
    }
}

impl<R> From<&Id<R>> for Reference {
    fn from(id: &Id<R>) -> Self {
        Self::to(id)
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
        /// The CD-ROM it boots from.
        boot_cdrom: Reference,
        /// The volume it boots from.
        boot_volume: Reference,
        /// Processor family; not for CUBE, VCPU and GPU servers.
        cpu_family: String,
        /// What it is sized by; fixed at creation.
        kind = "type": ServerType,
        /// Template of CUBE and GPU servers.
        template_uuid: Id<Template>,
        /// Group of servers placed together; of use to the service itself only.
        placement_group_id: String,
        /// Whether its network interfaces have several queues each.
        nic_multi_queue: bool,
        /// Features of the processor that are in use, such as `SEV-SNP` on a confidential machine.
        enabled_features: Vec<String>,
    }
}

entities! {
    /// What a server contains.
    ServerEntities {
        /// CD-ROMs in its drives.
        cdroms: Image,
        /// Attached volumes.
        volumes: Volume,
        /// Network interfaces.
        nics: Nic,
        /// Security groups.
        securitygroups: SecurityGroup,
        /// Graphics cards.
        gpus: Gpu,
    }
}

fields! {
    /// A server to be made, with the volumes and NICs it starts with.
    ///
    /// The four types take different fields; [`new`](Self::new), [`vcpu`](Self::vcpu), [`cube`](Self::cube) and [`gpu`](Self::gpu)
    /// start with the right ones. A mixture that the service would refuse is an error of kind
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) before anything is sent.
    NewServer {
        /// Name.
        name: String,
        /// Host name inside the guest: `a-z`, `0-9` and `-`, 63 at most; the name by default.
        hostname: String,
        /// Cores; not for CUBE and GPU servers.
        cores: u32,
        /// Main memory, a multiple of 256 MB; not for CUBE and GPU servers. More than 240 GB switches hot plug off.
        ram: Memory,
        /// Placement zone; cannot be changed later, and not for CUBE and GPU servers.
        availability_zone: AvailabilityZone,
        /// Processor family; not for CUBE, VCPU and GPU servers. The location names those it offers.
        cpu_family: String,
        /// What it is sized by; ENTERPRISE by default. Cannot be changed later.
        kind = "type": ServerType,
        /// Template of CUBE and GPU servers.
        template_uuid: Id<Template>,
        /// An existing CD-ROM image to boot from.
        boot_cdrom: Reference,
        /// An existing volume to boot from.
        boot_volume: Reference,
        /// Whether its network interfaces have several queues each; not for CUBE servers. Off by default.
        nic_multi_queue: bool,
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

    /// A server with shared cores.
    #[must_use]
    pub fn vcpu(name: impl Into<String>, cores: u32, ram: Memory) -> Self {
        Self::new(name, cores, ram).kind(ServerType::Vcpu)
    }

    /// A CUBE server of this template, with the volume it boots from. Its storage can only be made together with it, so the volume
    /// becomes a DAS volume, and the template says its size.
    #[must_use]
    pub fn cube(name: impl Into<String>, template: impl Into<Id<Template>>, mut boot: NewVolume) -> Self {
        boot.kind = Some(VolumeType::Das);
        boot.size = None;
        Self::default().name(name).kind(ServerType::Cube).template_uuid(template).volume(boot)
    }

    /// A GPU server of this template, with the volume it boots from. The volume becomes a DAS volume of the template's size,
    /// unless it is an SSD volume, for templates whose [`storage_type`](crate::TemplateProperties::storage_type) wants one.
    #[must_use]
    pub fn gpu(name: impl Into<String>, template: impl Into<Id<Template>>, mut boot: NewVolume) -> Self {
        if boot.kind != Some(VolumeType::SsdPremium) {
            boot.kind = Some(VolumeType::Das);
            boot.size = None;
        }
        Self::default().name(name).kind(ServerType::Gpu).template_uuid(template).volume(boot)
    }

    /// A mistake that the service would refuse, with what to do about it.
    fn mistake(&self) -> Option<(&'static str, &'static str)> {
        let kind = self.kind.clone().unwrap_or(ServerType::Enterprise);
        let das = self.volumes.iter().filter(|volume| volume.kind == Some(VolumeType::Das)).count();
        if kind.is_templated() {
            if self.template_uuid.is_none() {
                return Some(("has no template", "set `template_uuid`; `templates()` lists them"));
            }
            if self.cores.is_some() || self.ram.is_some() {
                return Some((
                    "has cores or memory, which its template gives",
                    "leave `cores` and `ram` out",
                ));
            }
            if self.cpu_family.is_some() {
                return Some(("has a processor family, which its type forbids", "leave `cpu_family` out"));
            }
            if self.availability_zone.as_ref().is_some_and(|zone| *zone != AvailabilityZone::Auto) {
                return Some((
                    "has a placement zone, which its type forbids",
                    "leave `availability_zone` out",
                ));
            }
            if kind == ServerType::Cube {
                if self.nic_multi_queue == Some(true) {
                    return Some((
                        "has NICs with several queues, which its type forbids",
                        "leave `nic_multi_queue` out",
                    ));
                }
                if das != 1 {
                    return Some((
                        "needs exactly one DAS volume, which can only be made together with it",
                        "add one `NewVolume::das`, or start with `NewServer::cube`",
                    ));
                }
            } else if self.volumes.is_empty() {
                return Some((
                    "needs a volume that is made together with it",
                    "add `NewVolume::das`, or start with `NewServer::gpu`",
                ));
            }
            return None;
        }
        if self.template_uuid.is_some() {
            return Some((
                "has a template, but is no CUBE or GPU server",
                "start with `NewServer::cube` or `NewServer::gpu`",
            ));
        }
        if das > 0 {
            return Some((
                "has a DAS volume, but is no CUBE or GPU server",
                "give the volume another `kind`",
            ));
        }
        if kind == ServerType::Vcpu && self.cpu_family.is_some() {
            return Some(("has a processor family, which its type forbids", "leave `cpu_family` out"));
        }
        None
    }
}

impl Body for NewServer {
    fn body(&self) -> Value {
        let mut document = self.document();
        // The zone of a server by template is `AUTO` whether it is said or not, and saying it is refused.
        if self.kind.as_ref().is_some_and(ServerType::is_templated)
            && let Some(properties) = document.get_mut("properties").and_then(Value::as_object_mut)
        {
            properties.remove("availabilityZone");
        }
        document
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn check(&self) -> Result<()> {
        if let Some((what, advice)) = self.mistake() {
            let kind = self.kind.as_ref().unwrap_or(&ServerType::Enterprise);
            let name = self.name.as_deref().unwrap_or("without a name");
            let text = format!("the {kind} server `{name}` {what}");
            return Err(Error::new(ErrorKind::InvalidRequest, text).advise(advice));
        }
        self.volumes.iter().try_for_each(NewVolume::check_fields)?;
        self.nics.iter().try_for_each(Body::check)
    }
}

fields! {
    /// Changes of a server. Type, zone and template are fixed: others mean another server. CUBE and GPU servers keep their cores,
    /// memory and processor family too.
    ServerUpdate {
        /// New name.
        name: String,
        /// New host name.
        hostname: String,
        /// New number of cores.
        cores: u32,
        /// New main memory.
        ram: Memory,
        /// New processor family; ENTERPRISE servers only, and they restart.
        cpu_family: String,
        /// Another CD-ROM to boot from.
        boot_cdrom: Reference,
        /// Another attached volume to boot from.
        boot_volume: Reference,
        /// Whether its network interfaces have several queues each; a change restarts the server.
        nic_multi_queue: bool,
    }
}

fields! {
    /// The whole of a server. What is left out falls back to its default; type, zone and template stay as they are.
    WholeServer {
        /// Name.
        name: String,
        /// Host name inside the guest.
        hostname: String,
        /// Cores.
        cores: u32,
        /// Main memory, a multiple of 256 MB.
        ram: Memory,
        /// Processor family; ENTERPRISE servers only.
        cpu_family: String,
        /// The CD-ROM to boot from.
        boot_cdrom: Reference,
        /// The attached volume to boot from.
        boot_volume: Reference,
        /// Whether its network interfaces have several queues each; a change restarts the server.
        nic_multi_queue: bool,
    }
}

impl WholeServer {
    /// A server of this name with so many cores and so much memory.
    #[must_use]
    pub fn new(name: impl Into<String>, cores: u32, ram: Memory) -> Self {
        Self::default().name(name).cores(cores).ram(ram)
    }
}

model! {
    /// A token for the console of a server.
    ServerToken {
        /// The token.
        token: Secret,
    }
}

model! {
    /// The way to the console of a server.
    RemoteConsole {
        /// Address that shows the console to whoever opens it: keep it secret.
        url: Secret,
    }
}

body!(WholeServer);
bare!(Ids);
resource! {
    Server: "server", "servers" / "serverId", name: |r| r.properties.name.as_deref();
    create: NewServer;
    update: ServerUpdate;
    replace: WholeServer;
    can: [Delete, Labelled];
    inside {
        /// Its network interfaces.
        nics / nic: Nic;
        /// The volumes attached to it. They live in the data center and outlive the server; with the NICs, 24 at most.
        volumes / volume: Volume [Attached];
        /// The CD-ROMs in its two drives: images of type `CDROM`, by their ids. Attaching and detaching one resets the server.
        cdroms / cdrom: Image [Attached] => "cdroms" / "cdromId";
        /// Its graphics cards.
        gpus / gpu: Gpu [ReadOnly];
    }
    actions {
        /// Switches it on. Not for CUBE and GPU servers: see [`power_on`](Item::power_on).
        start: "datacentersServersStartPost" => change;
        /// Switches it off, hard. Cores and memory are freed, and public IPv4 addresses that are not reserved are returned.
        /// Not for CUBE and GPU servers: see [`power_off`](Item::power_off).
        stop: "datacentersServersStopPost" => change;
        /// Restarts it, hard.
        reboot: "datacentersServersRebootPost" => change;
        /// Suspends a CUBE or GPU server; it is billed on.
        suspend: "datacentersServersSuspendPost" => change;
        /// Resumes a suspended CUBE or GPU server.
        resume: "datacentersServersResumePost" => change;
        /// Brings it to the newest version of the virtual hardware; it restarts where that is needed.
        upgrade: "datacentersServersUpgradePost" => change;
        /// A token for its console.
        console_token: "datacentersServersTokenGet" => read(ServerToken);
        /// The way to its console, in a browser.
        remote_console: "datacentersServersRemoteConsoleGet" => read(RemoteConsole);
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

    /// Switches it on, whatever its type, and waits until it runs: [`start`](Item::start) or, for CUBE and GPU servers,
    /// [`resume`](Item::resume). Switching on what runs already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn power_on(&self) -> Result<Pending<Server>> {
        self.power(Goal::On, "datacentersServersStartPost", "datacentersServersResumePost").await
    }

    /// Switches it off, whatever its type, and waits until it is off: [`stop`](Item::stop) or, for CUBE and GPU servers, which are
    /// billed on, [`suspend`](Item::suspend). Switching off what is off already succeeds.
    ///
    /// It is as hard as pulling the plug: shut the guest down first where its data matters.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn power_off(&self) -> Result<Pending<Server>> {
        self.power(Goal::Off, "datacentersServersStopPost", "datacentersServersSuspendPost").await
    }

    async fn power(&self, goal: Goal, plain: &str, templated: &str) -> Result<Pending<Server>> {
        let server = self.get().await?;
        if is_at(&server, goal) && server.state().is_none_or(State::is_settled) {
            return Ok(Pending::standing(&self.scope(), Server::KIND, server));
        }
        let kind = server.properties.kind.as_ref();
        let id = if kind.is_some_and(ServerType::is_templated) { templated } else { plain };
        let scope = self.scope();
        // Twice on is on, so it may be repeated.
        match scope.send(scope.call_of(id)?.idempotent(true)).await {
            Ok(reply) => Pending::acted(&scope, Server::KIND, goal, &reply),
            Err(error) if matches!(error.kind(), ErrorKind::InvalidRequest | ErrorKind::Conflict) => {
                // Somebody else may have switched it in the meantime.
                let server = self.get().await?;
                if is_at(&server, goal) {
                    Ok(Pending::standing(&scope, Server::KIND, server))
                } else {
                    Err(error)
                }
            }
            Err(error) => Err(error),
        }
    }
}

impl Collection<Volume, Attached> {
    /// Makes a new volume in the data center of the server and attaches it, in one call.
    ///
    /// # Errors
    /// As the service refuses it; when [`Error::may_have_happened`] is true, look before you create again.
    pub async fn attach_new(&self, new: NewVolume) -> Result<Pending<Volume>> {
        new.check()?;
        let call = self.scope().call(::http::Method::POST).json(&new.body());
        Pending::created(self.scope(), Volume::KIND, &self.scope().send(call).await?)
    }
}

fn is_at(server: &Server, goal: Goal) -> bool {
    server.properties.vm_state.as_ref().is_some_and(|state| goal.is_met_by(state))
}
