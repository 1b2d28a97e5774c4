//! The plan: a pure function of what should exist and what does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use ionos_core::{FirewallRule, FlowLog, FlowLogAction, RuleDirection, TrafficDirection};
use ionos_tunnel::Part;
use serde::Serialize;

use crate::observe::{Observed, block_name, ownership};
use crate::stack::{Rule, Stack};
use crate::{OWNER_LABEL, SOURCE_LABEL};

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// Makes what is missing.
    Create,
    /// Brings what exists into line.
    Change,
    /// Removes what exists and makes it anew: what differs cannot be changed.
    Replace,
    /// Nothing to do.
    Keep,
    /// Removes what should not exist.
    Delete,
}

impl Action {
    /// The action in one word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Replace => "replace",
            Self::Keep => "keep",
            Self::Delete => "delete",
        }
    }
}

/// How many steps of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Steps that make something.
    pub create: usize,
    /// Steps that change something.
    pub change: usize,
    /// Steps that replace something.
    pub replace: usize,
    /// Steps with nothing to do.
    pub keep: usize,
    /// Steps that remove something.
    pub delete: usize,
}

impl Counts {
    /// How many steps have something to do.
    #[must_use]
    pub const fn pending(&self) -> usize {
        self.create + self.change + self.replace + self.delete
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} to create, {} to change, {} to replace, {} to keep",
            self.create, self.change, self.replace, self.keep
        )?;
        if self.delete > 0 { write!(f, ", {} to delete", self.delete) } else { Ok(()) }
    }
}

/// What a step is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Task {
    Key { name: String },
    Datacenter,
    IpBlock,
    Network { name: String },
    SecurityGroup { name: String },
    Rule { group: String, rule: String },
    ForeignRule { group: String, rule: String, id: String },
    Nat,
    NatRule { network: String },
    NatFlowLog,
    Server { name: String },
    Nic { server: String, network: String },
    FlowLog { server: String, network: String },
    Protection { server: String },
    Labels { of: Labelled },
    Snapshot { server: String },
    Access,
    Tunnel,
    Configuration,
    Connector { server: String },
    Dns,
}

/// Resources that carry the stack's labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Labelled {
    Datacenter,
    IpBlock,
    Server(String),
    Volume(String),
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// Its name in the plan, such as `server chat-1`; unique.
    pub id: String,
    /// What it does.
    pub action: Action,
    /// Why, one reason a field.
    pub why: Vec<String>,
    /// Steps that have to be done before.
    pub needs: Vec<String>,
    /// Which branch of the tree it is shown in.
    pub branch: &'static str,
    pub(crate) task: Task,
}

/// What has to be done to get from what exists to what is declared.
///
/// The same input gives the same plan, byte for byte. `Display` shows it as a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// The stack's name.
    pub stack: String,
    /// Where it is.
    pub location: String,
    /// The steps, each after those it needs.
    pub steps: Vec<Step>,
    /// Resources in the data center that the stack does not declare; they are left alone.
    pub unmanaged: Vec<String>,
    /// What a `down` leaves in place.
    pub protected: Vec<String>,
}

impl Plan {
    /// How many steps of each kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for step in &self.steps {
            let counter = match step.action {
                Action::Create => &mut counts.create,
                Action::Change => &mut counts.change,
                Action::Replace => &mut counts.replace,
                Action::Keep => &mut counts.keep,
                Action::Delete => &mut counts.delete,
            };
            *counter += 1;
        }
        counts
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts().pending() == 0
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "stack {} in {}", self.stack, self.location)?;
        let mut branches: Vec<&str> = Vec::new();
        for step in &self.steps {
            if !branches.contains(&step.branch) {
                branches.push(step.branch);
            }
        }
        for (i, branch) in branches.iter().enumerate() {
            let last_branch = i + 1 == branches.len();
            writeln!(f, "{} {branch}", if last_branch { "└─" } else { "├─" })?;
            let steps: Vec<_> = self.steps.iter().filter(|s| s.branch == *branch).collect();
            for (j, step) in steps.iter().enumerate() {
                let trunk = if last_branch { "   " } else { "│  " };
                let twig = if j + 1 == steps.len() { "└─" } else { "├─" };
                let sign = match step.action {
                    Action::Create => '+',
                    Action::Change => '~',
                    Action::Replace => '!',
                    Action::Keep => '=',
                    Action::Delete => '-',
                };
                write!(f, "{trunk}{twig} {sign} {}", step.id)?;
                if step.action != Action::Create && !step.why.is_empty() {
                    write!(f, "  ({})", step.why.join("; "))?;
                }
                writeln!(f)?;
            }
        }
        for name in &self.unmanaged {
            writeln!(f, "   ? {name} is not part of the stack and is left alone")?;
        }
        for name in &self.protected {
            writeln!(f, "   * {name} is protected and is left in place")?;
        }
        write!(f, "{}", self.counts())
    }
}

pub(crate) fn volume_name(server: &str) -> String {
    format!("{server}-boot")
}

pub(crate) fn id_of(task: &Task) -> String {
    match task {
        Task::Key { name } => format!("SSH key {name}"),
        Task::Datacenter => "data center".to_owned(),
        Task::IpBlock => "reserved addresses".to_owned(),
        Task::Network { name } => format!("private LAN {name}"),
        Task::SecurityGroup { name } => format!("security group {name}"),
        Task::Rule { group, rule } => format!("rule {rule} of {group}"),
        Task::ForeignRule { group, rule, id } => {
            format!("undeclared rule {rule} of {group} ({})", id.get(..8).unwrap_or(id))
        }
        Task::Nat => "NAT gateway".to_owned(),
        Task::NatRule { network } => format!("address translation for {network}"),
        Task::NatFlowLog => "flow log of the NAT gateway".to_owned(),
        Task::Server { name } => format!("server {name}"),
        Task::Nic { server, network } => format!("NIC {network} of {server}"),
        Task::FlowLog { server, network } => format!("flow log of NIC {network} of {server}"),
        Task::Protection { server } => format!("security groups of {server}"),
        Task::Labels { of: Labelled::Datacenter } => "labels of the data center".to_owned(),
        Task::Labels { of: Labelled::IpBlock } => "labels of the reserved addresses".to_owned(),
        Task::Labels { of: Labelled::Server(name) } => format!("labels of {name}"),
        Task::Labels { of: Labelled::Volume(name) } => format!("labels of {}", volume_name(name)),
        Task::Snapshot { server } => format!("snapshot of {}", volume_name(server)),
        Task::Access => "Access application".to_owned(),
        Task::Tunnel => "tunnel".to_owned(),
        Task::Configuration => "ingress rules".to_owned(),
        Task::Connector { server } => format!("connector on {server}"),
        Task::Dns => "CNAME".to_owned(),
    }
}

/// The labels that every resource of the stack carries.
pub(crate) fn wanted_labels(stack: &Stack) -> BTreeMap<String, String> {
    let mut labels = stack.labels.clone();
    labels.insert(OWNER_LABEL.to_owned(), stack.name.clone());
    labels
}

struct Draft<'a> {
    stack: &'a Stack,
    observed: &'a Observed,
    steps: Vec<Step>,
}

impl Draft<'_> {
    fn add(&mut self, branch: &'static str, task: Task, action: Action, why: Vec<String>, needs: &[Task]) {
        let needs = needs.iter().map(id_of).collect();
        self.steps.push(Step { id: id_of(&task), action, why, needs, branch, task });
    }

    fn labels(&mut self, branch: &'static str, of: Labelled, kind: &str, id: Option<&str>, needs: &Task) {
        let wanted = wanted_labels(self.stack);
        let empty = BTreeMap::new();
        let present =
            id.and_then(|id| self.observed.labels.get(&(kind.to_owned(), id.to_owned()))).unwrap_or(&empty);
        let why: Vec<String> = wanted
            .iter()
            .filter(|(key, value)| present.get(*key) != Some(value))
            .map(|(key, value)| match present.get(key) {
                Some(old) => format!("{key}: {old} -> {value}"),
                None => format!("{key} is missing"),
            })
            .collect();
        let action = match (why.is_empty(), id.is_some() && wanted.keys().any(|k| present.contains_key(k))) {
            (true, _) => Action::Keep,
            (false, true) => Action::Change,
            (false, false) => Action::Create,
        };
        self.add(branch, Task::Labels { of }, action, why, std::slice::from_ref(needs));
    }
}

/// Create when missing, keep when nothing differs, otherwise change.
fn compare<T>(found: Option<&T>, differences: impl FnOnce(&T) -> Vec<String>) -> (Action, Vec<String>) {
    match found {
        None => (Action::Create, vec!["missing".to_owned()]),
        Some(found) => {
            let why = differences(found);
            (if why.is_empty() { Action::Keep } else { Action::Change }, why)
        }
    }
}

fn differs<T: PartialEq + fmt::Display>(why: &mut Vec<String>, field: &str, is: Option<&T>, wanted: &T) {
    if is != Some(wanted) {
        let is = is.map_or_else(|| "unset".to_owned(), ToString::to_string);
        why.push(format!("{field}: {is} -> {wanted}"));
    }
}

/// Computes the plan. Sends nothing.
#[must_use]
pub fn plan(stack: &Stack, observed: &Observed) -> Plan {
    let mut draft = Draft { stack, observed, steps: Vec::new() };
    for name in &stack.keys {
        let (action, why) = if observed.keys.contains(name) {
            (Action::Keep, Vec::new())
        } else {
            (Action::Create, vec!["missing".to_owned()])
        };
        draft.add("keys", Task::Key { name: name.clone() }, action, why, &[]);
    }
    foundation(&mut draft);
    security_groups(&mut draft);
    gateway(&mut draft);
    servers(&mut draft);
    tunnel(&mut draft);
    let unmanaged = unmanaged(stack, observed);
    Plan {
        stack: stack.name.clone(),
        location: stack.location.clone(),
        steps: draft.steps,
        unmanaged,
        protected: Vec::new(),
    }
}

fn foundation(draft: &mut Draft<'_>) {
    let (stack, observed) = (draft.stack, draft.observed);
    let (action, why) = compare(observed.datacenter.as_ref(), |d| {
        let mut why = Vec::new();
        differs(&mut why, "description", d.properties.description.as_ref(), &ownership(stack));
        why
    });
    let (action, why) = match observed.datacenter.as_ref().and_then(|d| d.properties.location.as_ref()) {
        Some(location) if *location != stack.location => (
            Action::Replace,
            vec![format!("location: {location} -> {}, which is fixed at creation", stack.location)],
        ),
        _ => (action, why),
    };
    draft.add("data center", Task::Datacenter, action, why, &[]);
    let id = observed.datacenter.as_ref().map(|d| d.id.as_str());
    draft.labels("data center", Labelled::Datacenter, "datacenter", id, &Task::Datacenter);
    for network in &stack.networks {
        let (action, why) = compare(observed.lan(&network.name), |lan| {
            let mut why = Vec::new();
            differs(&mut why, "public", lan.properties.public.as_ref(), &false);
            why
        });
        draft.add("network", Task::Network { name: network.name.clone() }, action, why, &[Task::Datacenter]);
    }
}

fn security_groups(draft: &mut Draft<'_>) {
    let (stack, observed) = (draft.stack, draft.observed);
    for group in &stack.security_groups {
        let found = observed.group(&group.name);
        let (action, why) = compare(found, |g| {
            let mut why = Vec::new();
            differs(&mut why, "description", g.properties.description.as_ref(), &group.description);
            why
        });
        let this = Task::SecurityGroup { name: group.name.clone() };
        draft.add("network", this.clone(), action, why, &[Task::Datacenter]);
        let rules =
            found.and_then(|g| g.entities.as_ref()).map(|e| e.rules.items.as_slice()).unwrap_or_default();
        for rule in &group.rules {
            let (action, why) = match rules.iter().find(|r| r.properties.name.as_deref() == Some(&rule.name))
            {
                None => (Action::Create, vec!["missing".to_owned()]),
                Some(found) => {
                    let why = rule_differences(rule, found);
                    (if why.is_empty() { Action::Keep } else { Action::Replace }, why)
                }
            };
            draft.add(
                "network",
                Task::Rule { group: group.name.clone(), rule: rule.name.clone() },
                action,
                why,
                std::slice::from_ref(&this),
            );
        }
        let mut seen = BTreeSet::new();
        for found in rules {
            let name = found.properties.name.clone().unwrap_or_default();
            let declared = group.rules.iter().any(|r| r.name == name) && seen.insert(name.clone());
            if !declared {
                let task =
                    Task::ForeignRule { group: group.name.clone(), rule: name, id: found.id.to_string() };
                draft.add("network", task, Action::Delete, vec![format!("lets in {}", describe(found))], &[]);
            }
        }
    }
}

fn describe(rule: &FirewallRule) -> String {
    let p = &rule.properties;
    let protocol = p.protocol.as_ref().map_or("ANY", |p| p.as_str());
    let ports = p.port_range_start.map(|s| format!(" port {s}")).unwrap_or_default();
    format!("{protocol}{ports} from {}", p.source_ip.as_deref().unwrap_or("anywhere"))
}

fn rule_differences(rule: &Rule, found: &FirewallRule) -> Vec<String> {
    let p = &found.properties;
    let mut why = Vec::new();
    differs(
        &mut why,
        "protocol",
        p.protocol.as_ref().map(|p| p.as_str().to_owned()).as_ref(),
        &rule.protocol,
    );
    differs(&mut why, "source", p.source_ip.as_ref(), &rule.source.to_string());
    let ports = p.port_range_start.zip(p.port_range_end);
    if ports != rule.ports {
        why.push(format!("ports: {ports:?} -> {:?}", rule.ports));
    }
    if p.direction.as_ref().is_some_and(|d| *d != RuleDirection::Ingress) {
        why.push("direction -> INGRESS".to_owned());
    }
    why
}

fn log_differences(log: &FlowLog, bucket: &str) -> Vec<String> {
    let p = &log.properties;
    let mut why = Vec::new();
    differs(&mut why, "action", p.action.as_ref().map(FlowLogAction::as_str).as_ref(), &"ALL");
    differs(
        &mut why,
        "direction",
        p.direction.as_ref().map(TrafficDirection::as_str).as_ref(),
        &"BIDIRECTIONAL",
    );
    differs(&mut why, "bucket", p.bucket.as_deref().as_ref(), &bucket);
    why
}

fn flow_log(logs: &[FlowLog], bucket: &str) -> (Action, Vec<String>) {
    match logs.iter().find(|l| l.properties.name.as_deref() == Some(crate::apply::FLOW_LOG)) {
        None => (Action::Create, vec!["missing".to_owned()]),
        Some(found) => {
            let why = log_differences(found, bucket);
            (if why.is_empty() { Action::Keep } else { Action::Replace }, why)
        }
    }
}

fn gateway(draft: &mut Draft<'_>) {
    let (stack, observed) = (draft.stack, draft.observed);
    if stack.nat.is_none() {
        return;
    }
    let found = observed.gateway(stack);
    let block = observed.own_block_id(stack).or_else(|| observed.ip_block.as_ref().map(|b| b.id.as_str()));
    let (action, why) = if block.is_some() {
        (Action::Keep, Vec::new())
    } else {
        (Action::Create, vec![format!("no block `{}`", block_name(stack))])
    };
    draft.add("way out", Task::IpBlock, action, why, &[]);
    draft.labels("way out", Labelled::IpBlock, "ipblock", block, &Task::IpBlock);

    let (action, why) = compare(found, |gateway| {
        let mut why = Vec::new();
        let lans: BTreeMap<u32, BTreeSet<&str>> = gateway
            .properties
            .lans
            .iter()
            .flatten()
            .filter_map(|l| Some((l.id?, l.gateway_ips.iter().flatten().map(String::as_str).collect())))
            .collect();
        for network in &stack.networks {
            let number = observed.lan_number(&network.name);
            let wanted = network.gateway();
            match number.and_then(|n| lans.get(&n)) {
                Some(ips) if ips.contains(wanted.as_str()) => {}
                Some(_) => why.push(format!("gateway address in {}: -> {wanted}", network.name)),
                None => why.push(format!("does not serve {}", network.name)),
            }
        }
        why
    });
    let mut needs = vec![Task::Datacenter, Task::IpBlock];
    needs.extend(stack.networks.iter().map(|n| Task::Network { name: n.name.clone() }));
    draft.add("way out", Task::Nat, action, why, &needs);

    let entities = found.and_then(|g| g.entities.as_ref());
    for network in &stack.networks {
        let rules = entities.map(|e| e.rules.items.as_slice()).unwrap_or_default();
        let rule = rules.iter().find(|r| r.properties.name.as_deref() == Some(&network.name));
        let (action, why) = compare(rule, |rule| {
            let p = &rule.properties;
            let mut why = Vec::new();
            differs(&mut why, "subnet", p.source_subnet.as_ref(), &network.subnet.to_string());
            let known = found.and_then(|g| g.properties.public_ips.as_deref()).unwrap_or_default();
            if !p.public_ip.as_ref().is_some_and(|ip| known.contains(ip)) {
                why.push(format!(
                    "address {} is not the gateway's",
                    p.public_ip.as_deref().unwrap_or("unset")
                ));
            }
            if let Some(target) = &p.target_subnet {
                why.push(format!("limited to {target}"));
            }
            why
        });
        draft.add("way out", Task::NatRule { network: network.name.clone() }, action, why, &[Task::Nat]);
    }
    if let Some(bucket) = &stack.flow_logs {
        let (action, why) =
            flow_log(entities.map(|e| e.flowlogs.items.as_slice()).unwrap_or_default(), bucket);
        draft.add("way out", Task::NatFlowLog, action, why, &[Task::Nat]);
    }
}

fn servers(draft: &mut Draft<'_>) {
    let (stack, observed) = (draft.stack, draft.observed);
    for server in &stack.servers {
        let found = observed.server(&server.name);
        let volume = observed.boot_volume(&server.name);
        let (mut action, mut why) = compare(found, |s| {
            let mut why = Vec::new();
            differs(&mut why, "cores", s.properties.cores.as_ref(), &server.cores);
            differs(&mut why, "memory", s.properties.ram.as_ref(), &ionos_core::Memory::gb(server.ram_gb));
            if let Some(size) = volume.and_then(|v| v.properties.size)
                && size < f64::from(server.volume.size_gb)
            {
                why.push(format!("volume: {size} GB -> {} GB", server.volume.size_gb));
            }
            why
        });
        if let Some(found) = found {
            let mut fixed = Vec::new();
            let zone = found.properties.availability_zone.as_ref().map_or("AUTO", |z| z.as_str());
            if zone != server.zone {
                fixed.push(format!("zone: {zone} -> {}, which is fixed at creation", server.zone));
            }
            match volume {
                None => fixed.push("its boot volume is gone".to_owned()),
                Some(v) => {
                    let kind = v.properties.kind.as_ref().map_or("", |k| k.as_str());
                    if kind != server.volume.kind {
                        fixed.push(format!(
                            "volume type: {kind} -> {}, which is fixed at creation",
                            server.volume.kind
                        ));
                    }
                }
            }
            if !fixed.is_empty() {
                action = Action::Replace;
                why.extend(fixed);
            }
        }
        let this = Task::Server { name: server.name.clone() };
        let mut needs = vec![Task::Datacenter];
        needs.extend(server.networks.iter().map(|(n, _)| Task::Network { name: n.clone() }));
        needs.extend(server.keys.iter().map(|k| Task::Key { name: k.clone() }));
        draft.add("servers", this.clone(), action, why, &needs);

        for (network, address) in &server.networks {
            let nic = observed.nic(&server.name, network);
            let (action, why) = compare(nic, |nic| {
                let p = &nic.properties;
                let mut why = Vec::new();
                if p.lan != observed.lan_number(network) {
                    why.push(format!("moves to {network}"));
                }
                let ips: BTreeSet<_> = p.ips.iter().flatten().cloned().collect();
                if ips != BTreeSet::from([address.to_string()]) {
                    why.push(format!(
                        "address: {} -> {address}",
                        ips.into_iter().collect::<Vec<_>>().join(", ")
                    ));
                }
                differs(&mut why, "firewall", p.firewall_active.as_ref(), &true);
                why
            });
            let nic_task = Task::Nic { server: server.name.clone(), network: network.clone() };
            draft.add("servers", nic_task.clone(), action, why, std::slice::from_ref(&this));
            if let Some(bucket) = &stack.flow_logs {
                let logs = nic
                    .and_then(|n| n.entities.as_ref())
                    .map(|e| e.flowlogs.items.as_slice())
                    .unwrap_or_default();
                let (action, why) = flow_log(logs, bucket);
                draft.add(
                    "servers",
                    Task::FlowLog { server: server.name.clone(), network: network.clone() },
                    action,
                    why,
                    &[nic_task],
                );
            }
        }

        protection(draft, server, &this);
        draft.labels(
            "servers",
            Labelled::Server(server.name.clone()),
            "server",
            found.map(|s| s.id.as_str()),
            &this,
        );
        draft.labels(
            "servers",
            Labelled::Volume(server.name.clone()),
            "volume",
            volume.map(|v| v.id.as_str()),
            &this,
        );
        if server.snapshot {
            let taken = volume.is_some_and(|v| observed.snapshot_of(stack, v.id.as_str()).is_some());
            let (action, why) = if taken {
                (Action::Keep, Vec::new())
            } else {
                (Action::Create, vec![format!("no snapshot with the label {SOURCE_LABEL}")])
            };
            draft.add(
                "servers",
                Task::Snapshot { server: server.name.clone() },
                action,
                why,
                std::slice::from_ref(&this),
            );
        }
    }
}

fn protection(draft: &mut Draft<'_>, server: &crate::stack::Server, this: &Task) {
    let (stack, observed) = (draft.stack, draft.observed);
    if server.security_groups.is_empty() {
        return;
    }
    let wanted: BTreeSet<_> =
        server.security_groups.iter().filter_map(|n| observed.group(n)).map(|g| g.id.as_str()).collect();
    let present: Option<BTreeSet<_>> = observed
        .server(&server.name)
        .and_then(|s| s.entities.as_ref())
        .map(|e| e.securitygroups.items.iter().map(|g| g.id.as_str()).collect());
    let complete = wanted.len() == server.security_groups.len();
    let (action, why) = match present {
        Some(present) if complete && present == wanted => (Action::Keep, Vec::new()),
        Some(present) if !present.is_empty() => (Action::Change, vec!["other security groups".to_owned()]),
        _ => (Action::Create, vec!["missing".to_owned()]),
    };
    let mut needs = vec![this.clone()];
    for group in stack.security_groups.iter().filter(|g| server.security_groups.contains(&g.name)) {
        needs.push(Task::SecurityGroup { name: group.name.clone() });
        needs.extend(
            group.rules.iter().map(|r| Task::Rule { group: group.name.clone(), rule: r.name.clone() }),
        );
    }
    draft.add("servers", Task::Protection { server: server.name.clone() }, action, why, &needs);
}

fn tunnel(draft: &mut Draft<'_>) {
    let (stack, observed) = (draft.stack, draft.observed);
    let Some(tunnel) = &stack.tunnel else { return };
    let part = |part: Option<&Part>| match part {
        Some(Part::Matches) => (Action::Keep, Vec::new()),
        Some(Part::Differs { what }) => (Action::Change, vec![what.clone()]),
        Some(Part::Missing) | None => (Action::Create, vec!["missing".to_owned()]),
    };
    let seen = observed.tunnel.as_ref();
    let branch = "tunnel";
    let (action, why) = part(seen.map(|o| &o.access));
    draft.add(branch, Task::Access, action, why, &[]);
    let (action, why) = part(seen.map(|o| &o.tunnel));
    draft.add(branch, Task::Tunnel, action, why, &[]);
    let (action, why) = part(seen.map(|o| &o.configuration));
    draft.add(branch, Task::Configuration, action, why, &[Task::Access, Task::Tunnel]);
    let connected = seen
        .and_then(|o| o.connector.as_ref())
        .is_some_and(|c| c.healthy && c.connectors >= tunnel.connectors.len());
    let mut before_dns = vec![Task::Access, Task::Configuration];
    for server in &tunnel.connectors {
        let (action, why) = if connected {
            (Action::Keep, Vec::new())
        } else {
            (Action::Create, vec!["not connected".to_owned()])
        };
        let needs = before_connector(stack, server);
        let task = Task::Connector { server: server.clone() };
        draft.add(branch, task.clone(), action, why, &needs);
        before_dns.push(task);
    }
    let (action, why) = part(seen.map(|o| &o.dns));
    draft.add(branch, Task::Dns, action, why, &before_dns);
}

/// What has to stand before a server is reachable: its protection, its way out, and the records of both.
fn before_connector(stack: &Stack, name: &str) -> Vec<Task> {
    let mut needs = vec![Task::Configuration, Task::Server { name: name.to_owned() }];
    let Some(server) = stack.servers.iter().find(|s| s.name == name) else { return needs };
    if !server.security_groups.is_empty() {
        needs.push(Task::Protection { server: name.to_owned() });
    }
    if stack.nat.is_some() {
        needs.extend(stack.networks.iter().map(|n| Task::NatRule { network: n.name.clone() }));
    }
    if stack.flow_logs.is_some() {
        needs.extend(
            server
                .networks
                .iter()
                .map(|(n, _)| Task::FlowLog { server: name.to_owned(), network: n.clone() }),
        );
        if stack.nat.is_some() {
            needs.push(Task::NatFlowLog);
        }
    }
    needs
}

fn unmanaged(stack: &Stack, observed: &Observed) -> Vec<String> {
    let Some(entities) = observed.datacenter.as_ref().and_then(|d| d.entities.as_ref()) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for server in &entities.servers.items {
        let name = server.properties.name.as_deref().unwrap_or(server.id.as_str());
        if !stack.servers.iter().any(|s| s.name == name) {
            names.push(format!("server {name}"));
        }
    }
    for lan in &entities.lans.items {
        let name = lan.properties.name.as_deref().unwrap_or(lan.id.as_str());
        if stack.network(name).is_none() {
            names.push(format!("LAN {name}"));
        }
    }
    for gateway in &entities.natgateways.items {
        let name = gateway.properties.name.as_deref().unwrap_or(gateway.id.as_str());
        if stack.nat.as_ref().is_none_or(|n| n.name != name) {
            names.push(format!("NAT gateway {name}"));
        }
    }
    names
}

/// The plan of taking a stack down: the name first, then the tunnel, then the data center with everything inside.
#[must_use]
pub fn plan_down(stack: &Stack, observed: &Observed) -> Plan {
    let mut draft = Draft { stack, observed, steps: Vec::new() };
    let mut last = Vec::new();
    if stack.tunnel.is_some() {
        let seen = observed.tunnel.as_ref();
        let exists = |part: Option<&Part>| {
            if part.is_some_and(|p| *p != Part::Missing) { Action::Delete } else { Action::Keep }
        };
        draft.add("tunnel", Task::Dns, exists(seen.map(|o| &o.dns)), Vec::new(), &[]);
        draft.add(
            "tunnel",
            Task::Configuration,
            exists(seen.map(|o| &o.configuration)),
            Vec::new(),
            &[Task::Dns],
        );
        draft.add(
            "tunnel",
            Task::Tunnel,
            exists(seen.map(|o| &o.tunnel)),
            Vec::new(),
            &[Task::Configuration],
        );
        draft.add("tunnel", Task::Access, exists(seen.map(|o| &o.access)), Vec::new(), &[Task::Tunnel]);
        last.push(Task::Dns);
    }
    let inside = observed.datacenter.as_ref().and_then(|d| d.entities.as_ref()).map(|e| {
        format!(
            "{} servers, {} volumes, {} LANs, {} NAT gateways go with it",
            e.servers.items.len(),
            e.volumes.items.len(),
            e.lans.items.len(),
            e.natgateways.items.len()
        )
    });
    let action = if observed.datacenter.is_some() { Action::Delete } else { Action::Keep };
    draft.add("data center", Task::Datacenter, action, inside.into_iter().collect(), &last);
    let mut protected: Vec<String> =
        observed.owned("snapshot", stack).map(|(id, _)| format!("snapshot {id}")).collect();
    protected.extend(observed.owned("ipblock", stack).map(|(id, _)| format!("reserved addresses {id}")));
    protected
        .extend(stack.keys.iter().filter(|k| observed.keys.contains(*k)).map(|k| format!("SSH key {k}")));
    Plan {
        stack: stack.name.clone(),
        location: stack.location.clone(),
        steps: draft.steps,
        unmanaged: Vec::new(),
        protected,
    }
}
