//! The declaration: what should exist. Read from TOML, checked as a whole before anything is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::ops::Range;
use std::path::Path;

use ionos_core::Residency;
use ionos_tunnel::Publication;
use ipnet::Ipv4Net;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::error::{Error, ErrorKind, Result};

/// A checked declaration of a stack.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Stack {
    /// Name: of the data center, and of the ownership label.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Location, such as `de/txl`.
    pub location: String,
    /// Whether places outside Germany are refused.
    pub germany_only: bool,
    /// Labels of the data center, servers, volumes, snapshots and addresses.
    pub labels: BTreeMap<String, String>,
    /// Private LANs.
    pub networks: Vec<Network>,
    /// The way out.
    pub nat: Option<Nat>,
    /// Bucket for the records of connections, as `name` or `name/prefix`.
    pub flow_logs: Option<String>,
    /// What may come in.
    pub security_groups: Vec<SecurityGroup>,
    /// SSH keys, by name in the key store.
    pub keys: Vec<String>,
    /// Servers.
    pub servers: Vec<Server>,
    /// The published service.
    pub tunnel: Option<Tunnel>,
    /// The model in use.
    pub ai: Option<AiModel>,
}

/// A private LAN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Network {
    /// Name.
    pub name: String,
    /// IPv4 range, at least a /30.
    pub subnet: Ipv4Net,
}

impl Network {
    /// The gateway's address in this network: the first one, with prefix length.
    #[must_use]
    pub fn gateway(&self) -> String {
        let first = self.subnet.hosts().next().unwrap_or(Ipv4Addr::UNSPECIFIED);
        format!("{first}/{}", self.subnet.prefix_len())
    }
}

/// A NAT gateway with reserved addresses that serves every network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Nat {
    /// Name.
    pub name: String,
    /// How many addresses are reserved.
    pub public_ips: u32,
}

/// A set of rules for what may come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SecurityGroup {
    /// Name, at most 60 characters.
    pub name: String,
    /// Free text, at most 300 characters.
    pub description: String,
    /// What is let through.
    pub rules: Vec<Rule>,
}

/// Traffic that is let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rule {
    /// Name.
    pub name: String,
    /// `TCP`, `UDP`, `ICMP` or `ANY`.
    pub protocol: String,
    /// First and last port.
    pub ports: Option<(u16, u16)>,
    /// Sender's range; private.
    pub source: Ipv4Net,
}

/// A server with its boot volume.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Server {
    /// Name.
    pub name: String,
    /// Placement zone: `ZONE_1`, `ZONE_2`, or `AUTO`.
    pub zone: String,
    /// Cores.
    pub cores: u32,
    /// Main memory in GB.
    pub ram_gb: u32,
    /// Networks and the server's address in each, in order of the networks.
    pub networks: Vec<(String, Ipv4Addr)>,
    /// Security groups that protect it.
    pub security_groups: Vec<String>,
    /// Keys that may log in.
    pub keys: Vec<String>,
    /// Boot volume.
    pub volume: Volume,
    /// Whether a first backup is taken.
    pub snapshot: bool,
}

/// A boot volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Volume {
    /// Size in GB.
    pub size_gb: u32,
    /// Hardware, such as `SSD Premium`.
    pub kind: String,
    /// Image alias, such as `ubuntu:24.04`.
    pub image: String,
}

/// A service that is reached through a tunnel only.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Tunnel {
    /// What is published, under which name, for whom.
    pub publication: Publication,
    /// Servers that run the connector.
    pub connectors: Vec<String>,
}

/// A model of the AI Model Hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AiModel {
    /// Id of the model.
    pub model: String,
    /// Where it computes.
    pub location: String,
}

// The file, word for word. Positions are kept, so that every complaint can name its place.

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    #[serde(default)]
    description: String,
    location: Spanned<String>,
    #[serde(default = "germany")]
    residency: Spanned<String>,
    #[serde(default)]
    labels: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    networks: Vec<FileNetwork>,
    nat: Option<FileNat>,
    flow_logs: Option<FileFlowLogs>,
    #[serde(default)]
    security_groups: Vec<FileGroup>,
    #[serde(default)]
    keys: Vec<FileKey>,
    #[serde(default)]
    servers: Vec<FileServer>,
    tunnel: Option<Spanned<FileTunnel>>,
    ai: Option<FileAi>,
}

fn germany() -> Spanned<String> {
    Spanned::new(0..0, "germany".to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileNetwork {
    name: Spanned<String>,
    subnet: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileNat {
    name: Spanned<String>,
    #[serde(default = "one")]
    public_ips: Spanned<u32>,
}

fn one() -> Spanned<u32> {
    Spanned::new(0..0, 1)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileFlowLogs {
    bucket: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGroup {
    name: Spanned<String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    rules: Vec<FileRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    name: Spanned<String>,
    protocol: Spanned<String>,
    ports: Option<Spanned<String>>,
    source: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileKey {
    name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileServer {
    name: Spanned<String>,
    zone: Spanned<String>,
    cores: Spanned<u32>,
    ram_gb: Spanned<u32>,
    networks: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    security_groups: Vec<Spanned<String>>,
    #[serde(default)]
    keys: Vec<Spanned<String>>,
    volume: FileVolume,
    #[serde(default = "yes")]
    snapshot: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileVolume {
    size_gb: Spanned<u32>,
    #[serde(rename = "type")]
    kind: Spanned<String>,
    image: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTunnel {
    hostname: String,
    service: Spanned<String>,
    email_domains: Vec<String>,
    #[serde(default)]
    connectors: Vec<Spanned<String>>,
    session_duration: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAi {
    model: Spanned<String>,
    location: Spanned<String>,
}

/// The text and its name, for messages with line and column.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn place(&self, at: &Range<usize>) -> String {
        let before = self.text.get(..at.start.min(self.text.len())).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}:{line}:{column}", self.file)
    }

    fn error(&self, at: &Range<usize>, what: impl std::fmt::Display, hint: impl Into<String>) -> Error {
        Error::new(ErrorKind::Stack, format!("{}: {what}", self.place(at))).advise(hint)
    }
}

impl Stack {
    /// Reads a stack file.
    ///
    /// # Errors
    /// [`ErrorKind::Stack`] with file, line, column and a hint; [`ErrorKind::Residency`] for a place outside Germany.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| {
            Error::new(ErrorKind::Stack, format!("the stack file {} cannot be read: {e}", path.display()))
                .advise("check the path; examples/stacks/secure-ai.toml shows the form")
                .caused_by(e)
        })?;
        Self::parse(&text, &path.display().to_string())
    }

    /// Reads a stack from its text; `name` names the text in messages.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let source = Source { file: name, text };
        let file: File = toml::from_str(text).map_err(|e| {
            let at = e.span().unwrap_or(0..0);
            source.error(&at, e.message().trim(), "examples/stacks/secure-ai.toml shows the form")
        })?;
        file.check(&source)
    }

    /// The region that this stack may use.
    #[must_use]
    pub fn residency(&self) -> Residency {
        if self.germany_only { Residency::Germany } else { Residency::Anywhere }
    }

    /// A network by its name.
    #[must_use]
    pub fn network(&self, name: &str) -> Option<&Network> {
        self.networks.iter().find(|n| n.name == name)
    }

    pub(crate) fn runs_connector(&self, server: &str) -> bool {
        self.tunnel.as_ref().is_some_and(|t| t.connectors.iter().any(|c| c == server))
    }
}

impl File {
    fn check(self, source: &Source<'_>) -> Result<Stack> {
        let name = plain_name(source, &self.name, "stack")?;
        let germany_only = match self.residency.get_ref().as_str() {
            "germany" => true,
            "anywhere" => false,
            other => {
                return Err(source.error(
                    &self.residency.span(),
                    format!("the residency `{other}` is unknown"),
                    "write \"germany\" or \"anywhere\"",
                ));
            }
        };
        let residency = if germany_only { Residency::Germany } else { Residency::Anywhere };
        let location = location(source, &self.location, residency)?;
        let mut labels = BTreeMap::new();
        for (key, value) in self.labels {
            if key.get_ref().is_empty() || key.get_ref().starts_with(crate::OWNER_LABEL) {
                return Err(source.error(
                    &key.span(),
                    format!("the label key `{}` cannot be used", key.get_ref()),
                    format!("keys that begin with `{}` are this tool's own", crate::OWNER_LABEL),
                ));
            }
            if value.get_ref().is_empty() {
                return Err(source.error(
                    &value.span(),
                    format!("the label `{}` has no value", key.get_ref()),
                    "give it one or take it out",
                ));
            }
            labels.insert(key.into_inner(), value.into_inner());
        }
        let networks = networks(source, &self.networks)?;
        let nat = match &self.nat {
            None => None,
            Some(nat) => {
                let count = *nat.public_ips.get_ref();
                if !(1..=16).contains(&count) {
                    return Err(source.error(
                        &nat.public_ips.span(),
                        format!("{count} public addresses are not possible"),
                        "use 1 to 16",
                    ));
                }
                if networks.is_empty() || networks.len() > 6 {
                    return Err(source.error(
                        &nat.name.span(),
                        format!("a NAT gateway serves 1 to 6 networks, not {}", networks.len()),
                        "change the number of [[networks]]",
                    ));
                }
                Some(Nat { name: plain_name(source, &nat.name, "NAT gateway")?, public_ips: count })
            }
        };
        let flow_logs = match self.flow_logs {
            None => None,
            Some(logs) if logs.bucket.get_ref().trim().is_empty() => {
                return Err(source.error(
                    &logs.bucket.span(),
                    "the bucket has no name",
                    "name an existing object-storage bucket",
                ));
            }
            Some(logs) => Some(logs.bucket.into_inner()),
        };
        let security_groups = groups(source, &self.security_groups)?;
        let mut keys = Vec::new();
        unique(source, "key", self.keys.iter().map(|k| &k.name))?;
        for key in &self.keys {
            keys.push(plain_name(source, &key.name, "key")?);
        }
        let servers = servers(source, self.servers, &networks, &security_groups, &keys)?;
        let tunnel = self.tunnel.map(|t| tunnel(source, &name, t, &servers)).transpose()?;
        let ai = match self.ai {
            None => None,
            Some(ai) => {
                let place = location_text(source, &ai.location, residency)?;
                if place != ionos_core::Ai::LOCATION {
                    return Err(source.error(
                        &ai.location.span(),
                        format!("there is no AI Model Hub in `{place}`"),
                        "use de/txl; nothing was sent",
                    ));
                }
                if ai.model.get_ref().trim().is_empty() {
                    return Err(source.error(
                        &ai.model.span(),
                        "the model has no name",
                        "`ionos ai models` lists them",
                    ));
                }
                Some(AiModel { model: ai.model.into_inner(), location: place })
            }
        };
        Ok(Stack {
            name,
            description: self.description,
            location,
            germany_only,
            labels,
            networks,
            nat,
            flow_logs,
            security_groups,
            keys,
            servers,
            tunnel,
            ai,
        })
    }
}

fn plain_name(source: &Source<'_>, name: &Spanned<String>, what: &str) -> Result<String> {
    let text = name.get_ref();
    let good = !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    if good {
        return Ok(text.clone());
    }
    Err(source.error(
        &name.span(),
        format!("`{text}` is no name for a {what}"),
        "use up to 60 letters, digits, `-`, `_` and `.`, beginning with a letter or digit",
    ))
}

fn location_text(source: &Source<'_>, text: &Spanned<String>, residency: Residency) -> Result<String> {
    residency.check_location(text.get_ref()).map_err(|e| {
        Error::new(ErrorKind::Residency, format!("{}: {e}", source.place(&text.span()))).caused_by(e)
    })?;
    Ok(text.get_ref().clone())
}

fn location(source: &Source<'_>, text: &Spanned<String>, residency: Residency) -> Result<String> {
    if !text.get_ref().contains('/') {
        return Err(source.error(
            &text.span(),
            format!("`{}` is no location", text.get_ref()),
            "write it like \"de/txl\"",
        ));
    }
    location_text(source, text, residency)
}

fn unique<'a>(
    source: &Source<'_>,
    what: &str,
    names: impl Iterator<Item = &'a Spanned<String>>,
) -> Result<()> {
    let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for name in names {
        if let Some(first) = seen.insert(name.get_ref(), name.span()) {
            return Err(source.error(
                &name.span(),
                format!(
                    "a second {what} is called `{}`; the first is at {}",
                    name.get_ref(),
                    source.place(&first)
                ),
                "give each a name of its own",
            ));
        }
    }
    Ok(())
}

fn networks(source: &Source<'_>, file: &[FileNetwork]) -> Result<Vec<Network>> {
    unique(source, "network", file.iter().map(|n| &n.name))?;
    let mut networks: Vec<Network> = Vec::new();
    for network in file {
        let name = plain_name(source, &network.name, "network")?;
        let text = network.subnet.get_ref();
        let subnet: Ipv4Net = text.parse().map_err(|_| {
            source.error(
                &network.subnet.span(),
                format!("`{text}` is no IPv4 range"),
                "write it like \"10.20.1.0/24\"",
            )
        })?;
        if subnet.network() != subnet.addr() {
            return Err(source.error(
                &network.subnet.span(),
                format!("`{text}` names an address inside the range"),
                format!("write \"{}\"", subnet.trunc()),
            ));
        }
        if !subnet.addr().is_private() || subnet.prefix_len() > 29 {
            return Err(source.error(
                &network.subnet.span(),
                format!("`{text}` is not a private range of a usable size"),
                "use a /8 to /29 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
            ));
        }
        if let Some(other) =
            networks.iter().find(|o| o.subnet.contains(&subnet) || subnet.contains(&o.subnet))
        {
            return Err(source.error(
                &network.subnet.span(),
                format!(
                    "`{text}` of network `{name}` overlaps with `{}` of network `{}`",
                    other.subnet, other.name
                ),
                "give each network a range of its own",
            ));
        }
        networks.push(Network { name, subnet });
    }
    Ok(networks)
}

fn groups(source: &Source<'_>, file: &[FileGroup]) -> Result<Vec<SecurityGroup>> {
    unique(source, "security group", file.iter().map(|g| &g.name))?;
    let mut groups = Vec::new();
    for group in file {
        unique(source, "rule", group.rules.iter().map(|r| &r.name))?;
        let name = plain_name(source, &group.name, "security group")?;
        if group.description.chars().count() > 300 {
            return Err(source.error(
                &group.name.span(),
                "the description is longer than 300 characters",
                "shorten it",
            ));
        }
        let rules = group.rules.iter().map(|r| rule(source, r)).collect::<Result<_>>()?;
        groups.push(SecurityGroup { name, description: group.description.clone(), rules });
    }
    Ok(groups)
}

fn rule(source: &Source<'_>, file: &FileRule) -> Result<Rule> {
    let name = plain_name(source, &file.name, "rule")?;
    let protocol = file.protocol.get_ref().to_ascii_uppercase();
    if !["TCP", "UDP", "ICMP", "ANY"].contains(&protocol.as_str()) {
        return Err(source.error(
            &file.protocol.span(),
            format!("the protocol `{}` is unknown", file.protocol.get_ref()),
            "use TCP, UDP, ICMP or ANY",
        ));
    }
    let ports = match &file.ports {
        None => None,
        Some(text) if !["TCP", "UDP"].contains(&protocol.as_str()) => {
            return Err(source.error(
                &text.span(),
                format!("{protocol} has no ports"),
                "take `ports` out or use TCP or UDP",
            ));
        }
        Some(text) => {
            let (first, last) = text.get_ref().split_once('-').unwrap_or((text.get_ref(), text.get_ref()));
            match (first.trim().parse::<u16>(), last.trim().parse::<u16>()) {
                (Ok(first), Ok(last)) if first >= 1 && first <= last => Some((first, last)),
                _ => {
                    return Err(source.error(
                        &text.span(),
                        format!("`{}` are no ports", text.get_ref()),
                        "write \"443\" or \"8000-8099\", from 1 to 65535",
                    ));
                }
            }
        }
    };
    let source_text = file.source.get_ref();
    let net: Ipv4Net = source_text
        .parse()
        .or_else(|_| source_text.parse::<Ipv4Addr>().map(Ipv4Net::from))
        .map_err(|_| {
            source.error(
                &file.source.span(),
                format!("`{source_text}` is no address or range"),
                "write it like \"10.20.1.0/24\"",
            )
        })?;
    let net = net.trunc();
    if !net.addr().is_private() || !net.broadcast().is_private() {
        return Err(source.error(
            &file.source.span(),
            format!("the rule `{name}` lets in `{source_text}`, which reaches into the internet"),
            "name a private range; publish services with [tunnel]",
        ));
    }
    Ok(Rule { name, protocol, ports, source: net })
}

fn servers(
    source: &Source<'_>,
    file: Vec<FileServer>,
    networks: &[Network],
    groups: &[SecurityGroup],
    keys: &[String],
) -> Result<Vec<Server>> {
    unique(source, "server", file.iter().map(|s| &s.name))?;
    let mut taken: BTreeMap<Ipv4Addr, String> = BTreeMap::new();
    let mut servers = Vec::new();
    for server in file {
        let name = plain_name(source, &server.name, "server")?;
        let zone = server.zone.get_ref().to_ascii_uppercase();
        if !["AUTO", "ZONE_1", "ZONE_2"].contains(&zone.as_str()) {
            return Err(source.error(
                &server.zone.span(),
                format!("the zone `{}` is unknown", server.zone.get_ref()),
                "use ZONE_1, ZONE_2 or AUTO",
            ));
        }
        let (cores, ram) = (*server.cores.get_ref(), *server.ram_gb.get_ref());
        if !(1..=128).contains(&cores) {
            return Err(source.error(
                &server.cores.span(),
                format!("{cores} cores are not possible"),
                "use 1 to 128",
            ));
        }
        if !(1..=1024).contains(&ram) {
            return Err(source.error(
                &server.ram_gb.span(),
                format!("{ram} GB of memory are not possible"),
                "use 1 to 1024",
            ));
        }
        for network in server.networks.keys() {
            if !networks.iter().any(|n| n.name == *network.get_ref()) {
                return Err(unknown(source, network, "network", networks.iter().map(|n| n.name.as_str())));
            }
        }
        if server.networks.is_empty() {
            return Err(source.error(
                &server.name.span(),
                format!("the server `{name}` is in no network"),
                "add networks = { NAME = \"ADDRESS\" }",
            ));
        }
        let mut addresses = Vec::new();
        for network in networks {
            let Some((_, text)) = server.networks.iter().find(|(n, _)| *n.get_ref() == network.name) else {
                continue;
            };
            let address: Ipv4Addr = text.get_ref().parse().map_err(|_| {
                source.error(
                    &text.span(),
                    format!("`{}` is no IPv4 address", text.get_ref()),
                    "write it like \"10.20.1.11\"",
                )
            })?;
            let subnet = network.subnet;
            if !subnet.contains(&address) || address == subnet.network() || address == subnet.broadcast() {
                return Err(source.error(
                    &text.span(),
                    format!("{address} is no address of the network `{}`", network.name),
                    format!("choose one inside {subnet}"),
                ));
            }
            if network.gateway().starts_with(&format!("{address}/")) {
                return Err(source.error(
                    &text.span(),
                    format!("{address} is the gateway's address"),
                    "choose a higher one",
                ));
            }
            if let Some(other) = taken.insert(address, name.clone()) {
                return Err(source.error(
                    &text.span(),
                    format!("{address} is already the address of `{other}`"),
                    "give each server its own",
                ));
            }
            addresses.push((network.name.clone(), address));
        }
        let named = |wanted: &[Spanned<String>], what: &str, known: &[&str]| -> Result<Vec<String>> {
            let mut seen = BTreeSet::new();
            for item in wanted {
                if !known.contains(&item.get_ref().as_str()) {
                    return Err(unknown(source, item, what, known.iter().copied()));
                }
                seen.insert(item.get_ref().clone());
            }
            Ok(seen.into_iter().collect())
        };
        let group_names: Vec<_> = groups.iter().map(|g| g.name.as_str()).collect();
        let key_names: Vec<_> = keys.iter().map(String::as_str).collect();
        let security_groups = named(&server.security_groups, "security group", &group_names)?;
        let server_keys = named(&server.keys, "key", &key_names)?;
        if server_keys.is_empty() {
            return Err(source.error(
                &server.name.span(),
                format!("nobody could log in to the server `{name}`"),
                "add keys = [\"NAME\"] and a [[keys]] entry",
            ));
        }
        let size = *server.volume.size_gb.get_ref();
        if !(10..=4096).contains(&size) {
            return Err(source.error(
                &server.volume.size_gb.span(),
                format!("{size} GB are not possible for a boot volume"),
                "use 10 to 4096",
            ));
        }
        let kind = server.volume.kind.get_ref().clone();
        if !["HDD", "SSD", "SSD Standard", "SSD Premium"].contains(&kind.as_str()) {
            return Err(source.error(
                &server.volume.kind.span(),
                format!("the volume type `{kind}` is unknown"),
                "use HDD, SSD, SSD Standard or SSD Premium",
            ));
        }
        let image = server.volume.image.get_ref().clone();
        if !image.contains(':') {
            return Err(source.error(
                &server.volume.image.span(),
                format!("`{image}` is no image alias"),
                "write it like \"ubuntu:24.04\"",
            ));
        }
        servers.push(Server {
            name,
            zone,
            cores,
            ram_gb: ram,
            networks: addresses,
            security_groups,
            keys: server_keys,
            volume: Volume { size_gb: size, kind, image },
            snapshot: server.snapshot,
        });
    }
    Ok(servers)
}

fn unknown<'a>(
    source: &Source<'_>,
    name: &Spanned<String>,
    what: &str,
    known: impl Iterator<Item = &'a str>,
) -> Error {
    let known: Vec<_> = known.collect();
    let hint = if known.is_empty() {
        format!("there is no {what} in this file")
    } else {
        format!("known: {}", known.join(", "))
    };
    source.error(&name.span(), format!("there is no {what} `{}`", name.get_ref()), hint)
}

fn tunnel(source: &Source<'_>, stack: &str, file: Spanned<FileTunnel>, servers: &[Server]) -> Result<Tunnel> {
    let at = file.span();
    let file = file.into_inner();
    let service = file.service.get_ref().parse().map_err(|_| {
        source.error(
            &file.service.span(),
            format!("`{}` is no address of a service", file.service.get_ref()),
            "write it like \"http://localhost:8080\"",
        )
    })?;
    let mut builder = Publication::builder(stack, file.hostname, service, file.email_domains);
    if let Some(duration) = file.session_duration {
        builder = builder.session_duration(duration);
    }
    let publication = builder
        .build()
        .map_err(|e| Error::new(ErrorKind::Stack, format!("{}: {e}", source.place(&at))).caused_by(e))?;
    let mut connectors = Vec::new();
    for name in file.connectors {
        if !servers.iter().any(|s| s.name == *name.get_ref()) {
            return Err(unknown(source, &name, "server", servers.iter().map(|s| s.name.as_str())));
        }
        if !connectors.contains(name.get_ref()) {
            connectors.push(name.into_inner());
        }
    }
    if connectors.is_empty() {
        return Err(source.error(
            &at,
            "no server runs the tunnel's connector",
            "add connectors = [\"SERVER\"]",
        ));
    }
    Ok(Tunnel { publication, connectors })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../examples/stacks/secure-ai.toml");

    fn refused(from: &str, to: &str) -> Error {
        assert!(EXAMPLE.contains(from), "the example no longer holds `{from}`");
        Stack::parse(&EXAMPLE.replacen(from, to, 1), "stack.toml").unwrap_err()
    }

    #[test]
    fn the_example_is_valid() {
        let stack = Stack::parse(EXAMPLE, "secure-ai.toml").unwrap();
        assert_eq!(stack.servers.len(), 2);
        assert_eq!(stack.networks[0].gateway(), "10.20.1.1/24");
        assert!(stack.germany_only);
    }

    #[test]
    fn every_mistake_names_its_place_and_what_to_do() {
        // What is replaced by what, which words the complaint holds, and how many lines below the replacement it points.
        let cases = [
            ("location = \"de/txl\"\nresidency", "location = \"us/las\"\nresidency", "outside Germany", 0),
            ("location = \"de/txl\"\nresidency", "location = \"txl\"\nresidency", "de/txl", 0),
            ("10.20.2.0/24\"\n\n# The only", "10.20.1.128/25\"\n\n# The only", "overlaps", 0),
            ("name = \"chat-2\"", "name = \"chat-1\"", "a second server", 0),
            ("owner = \"platform-team\"", "owner: 3", "", 0),
            ("bucket = ", "buckt = ", "unknown field", 0),
            ("source = \"10.20.1.0/24\"", "source = \"0.0.0.0/0\"", "internet", 0),
            ("data = \"10.20.2.12\"", "data = \"10.20.2.11\"", "already the address", 0),
            ("data = \"10.20.2.12\"", "data = \"10.20.2.1\"", "gateway", 0),
            ("data = \"10.20.2.12\"", "dta = \"10.20.2.12\"", "no network", 0),
            ("zone = \"ZONE_2\"", "zone = \"ZONE_9\"", "ZONE_1", 0),
            ("connectors = [\"chat-1\"", "connectors = [\"chat-9\"", "no server `chat-9`", 0),
            ("location = \"de/txl\"\n", "location = \"de/txl\"\nname = \"again\"\n", "duplicate", 1),
        ];
        for (from, to, words, below) in cases {
            let error = refused(from, to).to_string();
            assert!(error.contains(words), "{error}");
            assert!(error.contains("; "), "no advice: {error}");
            let line = EXAMPLE.split(from).next().unwrap().matches('\n').count() + 1 + below;
            assert!(error.starts_with(&format!("stack.toml:{line}:")), "line {line} expected: {error}");
        }
        assert!(refused("\"example.org\"", "\"gmail.com\"").to_string().contains("gmail.com"));
    }

    #[test]
    fn a_place_outside_germany_is_a_matter_of_residency() {
        assert_eq!(
            refused("location = \"de/txl\"\nresidency", "location = \"us/las\"\nresidency").kind(),
            ErrorKind::Residency
        );
        let ai = refused("gpt-oss-120b\"\nlocation = \"de/txl\"", "gpt-oss-120b\"\nlocation = \"us/las\"");
        assert_eq!(ai.kind(), ErrorKind::Residency);
        let frankfurt =
            refused("gpt-oss-120b\"\nlocation = \"de/txl\"", "gpt-oss-120b\"\nlocation = \"de/fra\"");
        assert!(frankfurt.to_string().contains("no AI Model Hub"), "{frankfurt}");
    }

    #[test]
    fn broken_text_never_panics() {
        for cut in 0..EXAMPLE.len() {
            if let Some(part) = EXAMPLE.get(..cut) {
                let _ = Stack::parse(part, "cut.toml");
            }
        }
        for text in [
            "",
            "=",
            "\u{0}",
            "name = 1",
            "[[servers]]\n",
            "name = \"x\"\nlocation = \"de/txl\"\nnetworks = 3",
        ] {
            let _ = Stack::parse(text, "bad.toml");
        }
    }
}
