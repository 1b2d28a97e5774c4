//! Does what a plan says: steps run as soon as those they need are done, and each finds out first what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Instant;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use ionos_core::{
    AvailabilityZone, Client, Datacenter, DatacenterUpdate, Ensured, FirewallRule, Id, Item, Lan, LanUpdate,
    Memory, NatGateway, NatGatewayLan, NatGatewayUpdate, NatRuleUpdate, NewDatacenter, NewFirewallRule,
    NewFlowLog, NewIpBlock, NewLan, NewNatGateway, NewNatRule, NewNic, NewSecurityGroup, NewServer,
    NewVolume, Nic, NicUpdate, Protocol, RuleDirection, SecurityGroup, SecurityGroupUpdate, Server,
    ServerUpdate, Snapshot, TrafficDirection, UserData, Volume, VolumeType, VolumeUpdate,
};
use ionos_keys::{KeySpec, KeyStore};
use ionos_tunnel::{CloudConfig, ConnectorUnit, Install, Patience, TunnelProvider, TunnelRef};

use crate::error::{Error, ErrorKind, Result};
use crate::handover::{Handover, Reachable};
use crate::observe::{Observed, block_name, ownership};
use crate::plan::{Action, Labelled, Plan, Step, Task, volume_name, wanted_labels};
use crate::report::{Event, Report, StepReport};
use crate::stack::Stack;
use crate::{OWNER_LABEL, SOURCE_LABEL};

/// Name of every flow log that a stack makes.
pub(crate) const FLOW_LOG: &str = "all-connections";

/// How many steps run at once.
const PARALLEL: usize = 8;

/// Ids that are known so far.
#[derive(Debug, Default)]
struct Known {
    datacenter: Option<Id<Datacenter>>,
    ip_block: Option<String>,
    public_ips: Vec<String>,
    lans: BTreeMap<String, u32>,
    groups: BTreeMap<String, Id<SecurityGroup>>,
    nat: Option<Id<NatGateway>>,
    servers: BTreeMap<String, Id<Server>>,
    nics: BTreeMap<(String, String), Id<Nic>>,
    volumes: BTreeMap<String, Id<Volume>>,
    tunnel: Option<TunnelRef>,
}

impl Known {
    fn of(stack: &Stack, observed: &Observed) -> Self {
        let mut known =
            Self { datacenter: observed.datacenter.as_ref().map(|d| d.id.clone()), ..Self::default() };
        known.ip_block = observed
            .own_block_id(stack)
            .map(str::to_owned)
            .or_else(|| observed.ip_block.as_ref().map(|b| b.id.to_string()));
        let from_gateway = observed.gateway(stack).and_then(|g| g.properties.public_ips.clone());
        let from_block = || observed.ip_block.as_ref().and_then(|b| b.properties.ips.clone());
        known.public_ips = from_gateway.or_else(from_block).unwrap_or_default();
        known.nat = observed.gateway(stack).map(|g| g.id.clone());
        for network in &stack.networks {
            if let Some(number) = observed.lan_number(&network.name) {
                known.lans.insert(network.name.clone(), number);
            }
        }
        for group in &stack.security_groups {
            if let Some(found) = observed.group(&group.name) {
                known.groups.insert(group.name.clone(), found.id.clone());
            }
        }
        for server in &stack.servers {
            if let Some(found) = observed.server(&server.name) {
                known.servers.insert(server.name.clone(), found.id.clone());
            }
            if let Some(found) = observed.boot_volume(&server.name) {
                known.volumes.insert(server.name.clone(), found.id.clone());
            }
            for (network, _) in &server.networks {
                if let Some(found) = observed.nic(&server.name, network) {
                    known.nics.insert((server.name.clone(), network.clone()), found.id.clone());
                }
            }
        }
        known.tunnel = observed.tunnel.as_ref().and_then(|t| t.tunnel_ref.clone());
        known
    }
}

/// What a run works with.
pub(crate) struct Context<'a> {
    pub(crate) client: &'a Client,
    pub(crate) keys: Option<&'a KeyStore>,
    pub(crate) tunnel: Option<&'a dyn TunnelProvider>,
    pub(crate) handover: Option<&'a dyn Handover>,
    pub(crate) stack: &'a Stack,
}

/// What hears of the steps.
pub(crate) type Listener<'a> = &'a mut (dyn FnMut(Event) + Send);

/// A run in progress.
struct Run<'a> {
    context: Context<'a>,
    known: Mutex<Known>,
    down: bool,
}

pub(crate) async fn apply(
    context: Context<'_>,
    observed: &Observed,
    plan: &Plan,
    down: bool,
    listener: Listener<'_>,
) -> Result<Report> {
    let begun = Instant::now();
    let known = Mutex::new(Known::of(context.stack, observed));
    let run = Run { context, known, down };
    let counts = plan.counts();
    listener(Event::Planned { counts });
    let mut report =
        Report { stack: plan.stack.clone(), counts, protected: plan.protected.clone(), ..Report::default() };
    let mut waiting: Vec<&Step> = plan.steps.iter().filter(|s| s.action != Action::Keep).collect();
    let all: BTreeSet<&str> = waiting.iter().map(|s| s.id.as_str()).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut hands = FuturesUnordered::new();
    let mut failure: Option<(String, Error)> = None;
    loop {
        if failure.is_none() {
            let ready: Vec<&Step> = waiting
                .iter()
                .copied()
                .filter(|s| s.needs.iter().all(|n| done.contains(n.as_str()) || !all.contains(n.as_str())))
                .take(PARALLEL.saturating_sub(hands.len()))
                .collect();
            for step in ready {
                waiting.retain(|s| s.id != step.id);
                listener(Event::Started { step: step.id.clone(), action: step.action });
                let run = &run;
                hands.push(async move {
                    let begun = Instant::now();
                    let result = Box::pin(run.step(step)).await;
                    (step, result, begun.elapsed().as_secs_f64())
                });
            }
        }
        let Some((step, result, seconds)) = hands.next().await else { break };
        match result {
            Ok(wrote) => {
                done.insert(&step.id);
                listener(Event::Done { step: step.id.clone(), action: step.action, wrote, seconds });
                report.done.push(StepReport { step: step.id.clone(), action: step.action, wrote, seconds });
            }
            Err(error) => {
                listener(Event::Failed { step: step.id.clone(), error: error.to_string() });
                report.remaining.push(step.id.clone());
                failure.get_or_insert_with(|| (step.id.clone(), error));
            }
        }
    }
    report.remaining.extend(waiting.iter().map(|s| s.id.clone()));
    report.seconds = begun.elapsed().as_secs_f64();
    match failure {
        None => Ok(report),
        Some((step, error)) => Err(Error::new(ErrorKind::Step, format!("{step}: {error}"))
            .advise(format!(
                "{} of {} steps are done; run the same command again to go on",
                report.done.len(),
                report.done.len() + report.remaining.len()
            ))
            .caused_by(error)
            .with_report(report)),
    }
}

fn missing(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Conflict, format!("{what} is not known"))
        .advise("something changed meanwhile; run the same command again")
}

impl Run<'_> {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn datacenter(&self) -> Result<Item<Datacenter>> {
        let id = self.known().datacenter.clone().ok_or_else(|| missing("the data center"))?;
        Ok(self.context.client.datacenter(id))
    }

    fn server(&self, name: &str) -> Result<Item<Server>> {
        let id = self
            .known()
            .servers
            .get(name)
            .cloned()
            .ok_or_else(|| missing(format_args!("the server {name}")))?;
        Ok(self.datacenter()?.server(id))
    }

    fn nic(&self, server: &str, network: &str) -> Result<Item<Nic>> {
        let id = self.known().nics.get(&(server.to_owned(), network.to_owned())).cloned();
        let id = id.ok_or_else(|| missing(format_args!("the NIC {network} of {server}")))?;
        Ok(self.server(server)?.nic(id))
    }

    fn gateway(&self) -> Result<Item<NatGateway>> {
        let id = self.known().nat.clone().ok_or_else(|| missing("the NAT gateway"))?;
        Ok(self.datacenter()?.nat_gateways().item(id))
    }

    fn volume(&self, server: &str) -> Result<Item<Volume>> {
        let id = self
            .known()
            .volumes
            .get(server)
            .cloned()
            .ok_or_else(|| missing(format_args!("the boot volume of {server}")))?;
        Ok(self.datacenter()?.volumes().item(id))
    }

    fn lan(&self, network: &str) -> Result<u32> {
        self.known().lans.get(network).copied().ok_or_else(|| missing(format_args!("the LAN {network}")))
    }

    fn declared(&self, name: &str) -> Result<&crate::stack::Server> {
        self.context
            .stack
            .servers
            .iter()
            .find(|s| s.name == name)
            .ok_or_else(|| missing(format_args!("the server {name}")))
    }

    fn provider(&self) -> Result<(&dyn TunnelProvider, &crate::stack::Tunnel)> {
        match (self.context.tunnel, &self.context.stack.tunnel) {
            (Some(provider), Some(tunnel)) => Ok((provider, tunnel)),
            _ => Err(Error::new(ErrorKind::Config, "no tunnel provider is set up")
                .advise("set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID")),
        }
    }

    async fn step(&self, step: &Step) -> Result<bool> {
        if self.down {
            return self.remove(&step.task).await;
        }
        match &step.task {
            Task::Key { name } => self.key(name).await,
            Task::Datacenter => self.make_datacenter(step.action, &step.why).await,
            Task::IpBlock => self.make_ip_block().await,
            Task::Network { name } => self.make_network(name, step.action).await,
            Task::SecurityGroup { name } => self.make_group(name, step.action).await,
            Task::Rule { group, rule } => self.make_rule(group, rule, step.action).await,
            Task::ForeignRule { group, id, .. } => {
                self.group(group)?.rules().item(id.as_str()).delete().await?.wait().await?;
                Ok(true)
            }
            Task::Nat => self.make_gateway(step.action).await,
            Task::NatRule { network } => self.make_nat_rule(network, step.action).await,
            Task::NatFlowLog => self.make_flow_log(&self.gateway()?.flow_logs(), step.action).await,
            Task::Server { name } => self.make_server(name, step.action, &step.why).await,
            Task::Nic { server, network } => self.make_nic(server, network, step.action).await,
            Task::FlowLog { server, network } => {
                self.make_flow_log(&self.nic(server, network)?.flow_logs(), step.action).await
            }
            Task::Protection { server } => self.protect(server).await,
            Task::Labels { of } => self.label(of).await,
            Task::Snapshot { server } => self.take_snapshot(server).await,
            Task::Access => {
                Ok(self.provider()?.0.ensure_access(&self.provider()?.1.publication).await?.0.wrote())
            }
            Task::Tunnel => {
                let (provider, tunnel) = self.provider()?;
                let (change, found) = provider.ensure_tunnel(&tunnel.publication).await?;
                self.known().tunnel = Some(found);
                Ok(change.wrote())
            }
            Task::Configuration => {
                let (provider, tunnel) = self.provider()?;
                Ok(provider.ensure_configuration(&tunnel.publication, &self.tunnel()?).await?.wrote())
            }
            Task::Connector { server } => self.hand_over(server).await,
            Task::Dns => self.point_name().await,
        }
    }

    async fn key(&self, name: &str) -> Result<bool> {
        let store = self.context.keys.ok_or_else(|| {
            Error::new(ErrorKind::Config, "no key store is set up").advise("name a secrets directory")
        })?;
        let (_, created) =
            store.ensure(KeySpec::ed25519(name).comment(format!("{name}@{}", self.context.stack.name)))?;
        Ok(created)
    }

    async fn make_datacenter(&self, action: Action, why: &[String]) -> Result<bool> {
        let (client, stack) = (self.context.client, self.context.stack);
        match action {
            Action::Replace => Err(refuse_replace("the data center", why)),
            Action::Change => {
                self.datacenter()?
                    .patch(DatacenterUpdate::default().description(ownership(stack)))
                    .await?
                    .wait()
                    .await?;
                Ok(true)
            }
            _ => {
                let new = NewDatacenter::new(&stack.name, &stack.location).description(ownership(stack));
                let ensured = client.datacenters().ensure(new).await?;
                let created = ensured.is_created();
                let datacenter = ensured.pending().wait().await?;
                self.known().datacenter = Some(datacenter.id);
                Ok(created)
            }
        }
    }

    async fn make_ip_block(&self) -> Result<bool> {
        let stack = self.context.stack;
        let count = stack.nat.as_ref().map_or(1, |n| n.public_ips);
        let ensured = self
            .context
            .client
            .ip_blocks()
            .ensure(NewIpBlock::new(block_name(stack), &stack.location, count))
            .await?;
        let created = ensured.is_created();
        let block = ensured.pending().wait().await?;
        let mut known = self.known();
        known.public_ips = block.properties.ips.unwrap_or_default();
        known.ip_block = Some(block.id.to_string());
        Ok(created)
    }

    async fn make_network(&self, name: &str, action: Action) -> Result<bool> {
        if action == Action::Change {
            let number = self.lan(name)?.to_string();
            self.datacenter()?
                .lans()
                .item(number)
                .patch(LanUpdate::default().public(false))
                .await?
                .wait()
                .await?;
            return Ok(true);
        }
        let ensured = self.datacenter()?.lans().ensure(NewLan::private(name)).await?;
        let created = ensured.is_created();
        let lan: Lan = ensured.pending().wait().await?;
        let number = lan.id.as_str().parse().map_err(|_| {
            Error::new(ErrorKind::Cloud, format!("the LAN {name} has the unusable id `{}`", lan.id))
        })?;
        self.known().lans.insert(name.to_owned(), number);
        Ok(created)
    }

    fn group(&self, name: &str) -> Result<Item<SecurityGroup>> {
        let id = self
            .known()
            .groups
            .get(name)
            .cloned()
            .ok_or_else(|| missing(format_args!("the security group {name}")))?;
        Ok(self.datacenter()?.security_groups().item(id))
    }

    async fn make_group(&self, name: &str, action: Action) -> Result<bool> {
        let groups = &self.context.stack.security_groups;
        let description =
            groups.iter().find(|g| g.name == name).map(|g| g.description.clone()).unwrap_or_default();
        if action == Action::Change {
            self.group(name)?
                .patch(SecurityGroupUpdate::default().description(description))
                .await?
                .wait()
                .await?;
            return Ok(true);
        }
        let ensured = self
            .datacenter()?
            .security_groups()
            .ensure(NewSecurityGroup::new(name).description(description))
            .await?;
        let created = ensured.is_created();
        let group = ensured.pending().wait().await?;
        self.known().groups.insert(name.to_owned(), group.id);
        Ok(created)
    }

    async fn make_rule(&self, group: &str, name: &str, action: Action) -> Result<bool> {
        let rules = self.group(group)?.rules();
        let declared = self.context.stack.security_groups.iter().find(|g| g.name == group);
        let rule = declared
            .and_then(|g| g.rules.iter().find(|r| r.name == name))
            .ok_or_else(|| missing(format_args!("the rule {name}")))?;
        if action == Action::Replace {
            let found: Option<FirewallRule> = rules.find(name).await?;
            if let Some(found) = found {
                rules.item(&found.id).delete().await?.wait().await?;
            }
        }
        let mut new = NewFirewallRule::new(name, Protocol::from(rule.protocol.as_str()))
            .direction(RuleDirection::Ingress)
            .source_ip(rule.source.to_string());
        if let Some((first, last)) = rule.ports {
            new = new.port_range_start(first).port_range_end(last);
        }
        finish(rules.ensure(new).await?).await
    }

    fn gateway_lans(&self) -> Result<Vec<NatGatewayLan>> {
        self.context
            .stack
            .networks
            .iter()
            .map(|n| Ok(NatGatewayLan::new(self.lan(&n.name)?, n.gateway())))
            .collect()
    }

    async fn make_gateway(&self, action: Action) -> Result<bool> {
        let name = self.context.stack.nat.as_ref().map(|n| n.name.clone()).unwrap_or_default();
        let lans = self.gateway_lans()?;
        if action == Action::Change {
            self.gateway()?.patch(NatGatewayUpdate::default().lans(lans)).await?.wait().await?;
            return Ok(true);
        }
        let ips = self.known().public_ips.clone();
        let ensured =
            self.datacenter()?.nat_gateways().ensure(NewNatGateway::new(name, ips).lans(lans)).await?;
        let created = ensured.is_created();
        let gateway = ensured.pending().wait().await?;
        self.known().nat = Some(gateway.id);
        Ok(created)
    }

    async fn make_nat_rule(&self, network: &str, action: Action) -> Result<bool> {
        let declared = self
            .context
            .stack
            .network(network)
            .ok_or_else(|| missing(format_args!("the network {network}")))?;
        let subnet = declared.subnet.to_string();
        let ip = self.known().public_ips.first().cloned().ok_or_else(|| missing("the gateway's address"))?;
        let rules = self.gateway()?.rules();
        if action == Action::Change {
            let found =
                rules.find(network).await?.ok_or_else(|| missing(format_args!("the rule for {network}")))?;
            // A target cannot be taken away by a change, so a limited rule is made anew.
            if found.properties.target_subnet.is_none() {
                rules
                    .item(&found.id)
                    .patch(NatRuleUpdate::default().source_subnet(subnet).public_ip(ip))
                    .await?
                    .wait()
                    .await?;
                return Ok(true);
            }
            rules.item(&found.id).delete().await?.wait().await?;
        }
        finish(rules.ensure(NewNatRule::snat(network, subnet, ip)).await?).await
    }

    async fn make_flow_log(
        &self,
        logs: &ionos_core::Collection<ionos_core::FlowLog>,
        action: Action,
    ) -> Result<bool> {
        let bucket = self.context.stack.flow_logs.clone().unwrap_or_default();
        if action == Action::Replace
            && let Some(found) = logs.find(FLOW_LOG).await?
        {
            logs.item(&found.id).delete().await?.wait().await?;
        }
        finish(logs.ensure(NewFlowLog::everything(FLOW_LOG, bucket)).await?).await
    }

    fn user_data(&self, server: &str) -> Result<String> {
        if self.context.stack.runs_connector(server) {
            return Ok(ConnectorUnit::new().cloud_init(&Install::apt())?);
        }
        Ok(CloudConfig::new().package("unattended-upgrades").to_string())
    }

    fn new_nic(&self, network: &str, address: std::net::Ipv4Addr) -> Result<NewNic> {
        Ok(NewNic::new(network, self.lan(network)?)
            .ips(vec![address.to_string()])
            .dhcp(true)
            .firewall_active(true)
            .firewall_type(TrafficDirection::Ingress))
    }

    async fn make_server(&self, name: &str, action: Action, why: &[String]) -> Result<bool> {
        let declared = self.declared(name)?;
        match action {
            Action::Replace => return Err(refuse_replace(&format!("the server {name}"), why)),
            Action::Change => {
                let update = ServerUpdate::default().cores(declared.cores).ram(Memory::gb(declared.ram_gb));
                self.server(name)?.patch(update).await?.wait().await?;
                if why.iter().any(|w| w.starts_with("volume")) {
                    self.volume(name)?
                        .patch(VolumeUpdate::default().size(declared.volume.size_gb))
                        .await?
                        .wait()
                        .await?;
                }
                return Ok(true);
            }
            _ => {}
        }
        let store = self.context.keys.ok_or_else(|| {
            Error::new(ErrorKind::Config, "no key store is set up").advise("name a secrets directory")
        })?;
        let public =
            declared.keys.iter().map(|k| Ok(store.get(k)?.public_key)).collect::<Result<Vec<String>>>()?;
        let zone = AvailabilityZone::from(declared.zone.as_str());
        let volume = NewVolume::new(
            volume_name(name),
            VolumeType::from(declared.volume.kind.as_str()),
            declared.volume.size_gb,
        )
        .image_alias(declared.volume.image.clone())
        .availability_zone(zone.clone())
        .ssh_keys(public)
        .user_data(UserData::new(self.user_data(name)?));
        let mut new = NewServer::new(name, declared.cores, Memory::gb(declared.ram_gb))
            .kind("ENTERPRISE")
            .availability_zone(zone)
            .volume(volume);
        for (network, address) in &declared.networks {
            new = new.nic(self.new_nic(network, *address)?);
        }
        let servers = self.datacenter()?.servers();
        let ensured = servers.ensure(new).await?;
        let created = ensured.is_created();
        let server = ensured.pending().wait().await?;
        self.known().servers.insert(name.to_owned(), server.id.clone());
        let inside = servers.item(&server.id).get().depth(5).await?.entities.unwrap_or_default();
        let mut known = self.known();
        for volume in inside.volumes.items {
            if volume.properties.name.as_deref() == Some(&volume_name(name)) {
                known.volumes.insert(name.to_owned(), volume.id);
            }
        }
        for nic in inside.nics.items {
            if let Some(network) = nic.properties.name {
                known.nics.insert((name.to_owned(), network), nic.id);
            }
        }
        Ok(created)
    }

    async fn make_nic(&self, server: &str, network: &str, action: Action) -> Result<bool> {
        let declared = self.declared(server)?;
        let address = declared
            .networks
            .iter()
            .find(|(n, _)| n == network)
            .map(|(_, a)| *a)
            .ok_or_else(|| missing(format_args!("the network {network}")))?;
        if action == Action::Change {
            let update = NicUpdate::default()
                .lan(self.lan(network)?)
                .ips(vec![address.to_string()])
                .firewall_active(true);
            self.nic(server, network)?.patch(update).await?.wait().await?;
            return Ok(true);
        }
        // Made together with the server.
        if self.nic(server, network).is_ok() {
            return Ok(false);
        }
        let ensured = self.server(server)?.nics().ensure(self.new_nic(network, address)?).await?;
        let created = ensured.is_created();
        let nic = ensured.pending().wait().await?;
        self.known().nics.insert((server.to_owned(), network.to_owned()), nic.id);
        Ok(created)
    }

    async fn protect(&self, server: &str) -> Result<bool> {
        let names = &self.declared(server)?.security_groups;
        let ids = {
            let known = self.known();
            names
                .iter()
                .map(|n| {
                    known
                        .groups
                        .get(n)
                        .cloned()
                        .ok_or_else(|| missing(format_args!("the security group {n}")))
                })
                .collect::<Result<Vec<_>>>()?
        };
        self.server(server)?.protect(&ids).await?.wait().await?;
        Ok(true)
    }

    async fn label(&self, of: &Labelled) -> Result<bool> {
        let labels = match of {
            Labelled::Datacenter => self.datacenter()?.labels(),
            Labelled::IpBlock => {
                let id = self.known().ip_block.clone().ok_or_else(|| missing("the block of addresses"))?;
                self.context.client.ip_block(id).labels()
            }
            Labelled::Server(name) => self.server(name)?.labels(),
            Labelled::Volume(server) => self.volume(server)?.labels(),
        };
        set_labels(&labels, wanted_labels(self.context.stack)).await?;
        Ok(true)
    }

    /// Takes the first snapshot of a volume. Its name holds the volume's id, so it can be found after an unclear answer.
    async fn take_snapshot(&self, server: &str) -> Result<bool> {
        let volume = self.volume(server)?;
        let id = volume.id().as_str();
        let name =
            format!("{}-{}-{}", self.context.stack.name, volume_name(server), id.get(..8).unwrap_or(id));
        let snapshots = self.context.client.snapshots();
        let mut created = false;
        let mut found: Option<Snapshot> = snapshots.find(&name).await?;
        let mut round = 0;
        while found.is_none() {
            round += 1;
            match volume.create_snapshot(&name, &format!("First backup of {}", volume_name(server))).await {
                Ok(pending) => {
                    found = Some(pending.wait().await?);
                    created = true;
                }
                Err(error) if error.may_have_happened() && round < 4 => found = snapshots.find(&name).await?,
                Err(error) => return Err(error.into()),
            }
        }
        let snapshot = found.ok_or_else(|| missing("the snapshot"))?;
        let mut labels = wanted_labels(self.context.stack);
        labels.insert(SOURCE_LABEL.to_owned(), id.to_owned());
        set_labels(&self.context.client.snapshot(&snapshot.id).labels(), labels).await?;
        Ok(created)
    }

    fn tunnel(&self) -> Result<TunnelRef> {
        self.known().tunnel.clone().ok_or_else(|| missing("the tunnel"))
    }

    async fn hand_over(&self, server: &str) -> Result<bool> {
        let (provider, _) = self.provider()?;
        let handover = self.context.handover.ok_or_else(|| {
            Error::new(ErrorKind::Config, "there is no way to reach the servers with the tunnel's token")
                .advise("set IONOS_SSH_USER and, where there is no route, IONOS_SSH_JUMP")
        })?;
        let declared = self.declared(server)?;
        let address =
            declared.networks.first().map(|(_, a)| *a).ok_or_else(|| missing("the server's address"))?;
        let identity = match (self.context.keys, declared.keys.first()) {
            (Some(store), Some(key)) => store.get(key)?.path,
            _ => PathBuf::new(),
        };
        let id = self.server(server)?.id().to_string();
        let connector = handover.connector(&Reachable::new(id, server.to_owned(), address, identity))?;
        let token = provider.connector_token(&self.tunnel()?).await?;
        connector.deliver(&token).await?;
        Ok(true)
    }

    /// Waits until every connector is connected, and then points the name at the tunnel.
    async fn point_name(&self) -> Result<bool> {
        let (provider, tunnel) = self.provider()?;
        let reference = self.tunnel()?;
        ionos_tunnel::wait_connected(
            provider,
            &reference,
            tunnel.connectors.len(),
            Patience::default(),
            |_| {},
        )
        .await?;
        Ok(provider.ensure_dns(&tunnel.publication, &reference).await?.wrote())
    }

    async fn remove(&self, task: &Task) -> Result<bool> {
        let publication = || Ok::<_, Error>(&self.provider()?.1.publication);
        Ok(match task {
            Task::Dns => self.provider()?.0.remove_dns(publication()?).await?.wrote(),
            Task::Configuration => self.provider()?.0.remove_configuration(publication()?).await?.wrote(),
            Task::Tunnel => self.provider()?.0.remove_tunnel(publication()?).await?.wrote(),
            Task::Access => self.provider()?.0.remove_access(publication()?).await?.wrote(),
            Task::Datacenter => {
                self.datacenter()?.delete().await?.wait().await?;
                true
            }
            _ => false,
        })
    }
}

async fn finish<R: ionos_core::Resource>(ensured: Ensured<R>) -> Result<bool> {
    let created = ensured.is_created();
    ensured.pending().wait().await?;
    Ok(created)
}

/// Sets labels one after another, the ownership label last: a resource that carries it carries the others too.
async fn set_labels(
    labels: &ionos_core::Collection<ionos_core::Label>,
    mut wanted: BTreeMap<String, String>,
) -> Result<()> {
    let owner = wanted.remove_entry(OWNER_LABEL);
    for (key, value) in wanted.into_iter().chain(owner) {
        labels.set(&key, &value).await?;
    }
    Ok(())
}

fn refuse_replace(what: &str, why: &[String]) -> Error {
    Error::new(
        ErrorKind::Conflict,
        format!("{what} would have to be replaced, which destroys what is on it: {}", why.join("; ")),
    )
    .advise("declare what exists, or back it up, delete it yourself, and run the same command again")
}
