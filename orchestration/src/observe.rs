//! What exists: two reads of IONOS Cloud for a stack that is up, and one look at the tunnel.

use std::collections::{BTreeMap, BTreeSet};

use ionos_core::{Client, Datacenter, IpBlock, Label, Nic, Server, Volume};
use ionos_keys::KeyStore;
use ionos_tunnel::TunnelProvider;
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::stack::Stack;
use crate::{OWNER_LABEL, SOURCE_LABEL};

/// What exists of a stack.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Observed {
    /// The data center with everything inside, if it exists.
    pub datacenter: Option<Datacenter>,
    /// Labels by kind and id of their resource.
    pub labels: BTreeMap<(String, String), BTreeMap<String, String>>,
    /// The reserved addresses, where they had to be read.
    pub ip_block: Option<IpBlock>,
    /// The state of the tunnel's parts.
    pub tunnel: Option<ionos_tunnel::Observed>,
    /// Names of the keys in the store.
    pub keys: BTreeSet<String>,
}

/// The note in a data center's description by which a stack knows its own before the label is there.
pub(crate) fn ownership(stack: &Stack) -> String {
    let note = format!("(stack {})", stack.name);
    if stack.description.is_empty() { note } else { format!("{} {note}", stack.description) }
}

pub(crate) async fn observe(
    client: &Client,
    keys: Option<&KeyStore>,
    tunnel: Option<&dyn TunnelProvider>,
    stack: &Stack,
) -> Result<Observed> {
    let read_tunnel = async {
        match (&stack.tunnel, tunnel) {
            (Some(wanted), Some(provider)) => {
                provider.observe(&wanted.publication).await.map(Some).map_err(Error::from)
            }
            _ => Ok(None),
        }
    };
    let read_models = async {
        match &stack.ai {
            Some(wanted) => {
                client.ai().check_location(&wanted.location)?;
                let models = client.ai().models().await?;
                if models.iter().any(|m| m.id == wanted.model) {
                    return Ok(());
                }
                let names: Vec<_> = models.into_iter().map(|m| m.id).collect();
                Err(Error::new(
                    ErrorKind::Conflict,
                    format!("the AI Model Hub offers no model `{}`", wanted.model),
                )
                .advise(format!("it offers: {}", names.join(", "))))
            }
            None => Ok(()),
        }
    };
    let read_datacenter =
        async { Ok(client.datacenters().list().filter("name", &stack.name).depth(10).all().await?) };
    let read_labels = async { Ok::<_, Error>(client.labels().list().all().await?) };
    let (datacenters, labels, tunnel, ()) =
        tokio::try_join!(read_datacenter, read_labels, read_tunnel, read_models)?;

    let mut observed = Observed { labels: by_resource(labels), tunnel, ..Observed::default() };
    observed.datacenter = own_datacenter(stack, datacenters, &observed)?;
    // The block's addresses are known from the gateway that uses them; only without it they have to be read.
    if stack.nat.is_some() && observed.gateway(stack).is_none() {
        let name = block_name(stack);
        observed.ip_block = match observed.own_block_id(stack) {
            Some(id) => client.ip_block(id).get_opt().await?,
            None => client.ip_blocks().find(&name).await?.map(|b| unused_block(stack, b)).transpose()?,
        };
    }
    if let Some(store) = keys {
        observed.keys = store.list()?.into_iter().map(|k| k.name).collect();
    }
    Ok(observed)
}

/// An unlabelled block of the stack's name: left by a run that ended before it could label it, unless somebody uses it.
fn unused_block(stack: &Stack, block: IpBlock) -> Result<IpBlock> {
    let p = &block.properties;
    let used = p.ip_consumers.as_ref().is_some_and(|c| !c.is_empty());
    if !used && p.location.as_deref() == Some(&stack.location) {
        return Ok(block);
    }
    let why = if used { "is used by somebody else" } else { "is in another location" };
    let what = format!("a block of addresses `{}` ({}) exists that {why}", block_name(stack), block.id);
    Err(Error::new(ErrorKind::Conflict, what)
        .advise("rename the stack or its NAT gateway, or rename the block"))
}

pub(crate) fn block_name(stack: &Stack) -> String {
    format!("{}-{}", stack.name, stack.nat.as_ref().map_or("ips", |n| n.name.as_str()))
}

fn by_resource(labels: Vec<Label>) -> BTreeMap<(String, String), BTreeMap<String, String>> {
    let mut map: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for label in labels {
        let p = label.properties;
        if let (Some(kind), Some(id), Some(key), Some(value)) =
            (p.resource_type, p.resource_id, p.key, p.value)
        {
            map.entry((kind, id)).or_default().insert(key, value);
        }
    }
    map
}

/// The data center of this stack, or an error when the name is taken by somebody else's.
fn own_datacenter(stack: &Stack, found: Vec<Datacenter>, observed: &Observed) -> Result<Option<Datacenter>> {
    let mut own = Vec::new();
    for datacenter in found.into_iter().filter(|d| d.properties.name.as_deref() == Some(&stack.name)) {
        let labelled = observed.label("datacenter", datacenter.id.as_str(), OWNER_LABEL) == Some(&stack.name);
        let noted = datacenter
            .properties
            .description
            .as_deref()
            .is_some_and(|d| d.ends_with(&format!("(stack {})", stack.name)));
        if !labelled && !noted {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!(
                    "a data center `{}` ({}) exists that this stack did not make",
                    stack.name, datacenter.id
                ),
            )
            .advise(format!(
                "rename the stack, or give the data center the label {OWNER_LABEL}={} to hand it over",
                stack.name
            )));
        }
        own.push(datacenter);
    }
    let datacenter = own.pop();
    if let (Some(first), Some(second)) = (&datacenter, own.pop()) {
        return Err(Error::new(
            ErrorKind::Conflict,
            format!("two data centers belong to the stack `{}`: {} and {}", stack.name, first.id, second.id),
        )
        .advise("delete the one that is not needed"));
    }
    Ok(datacenter)
}

impl Observed {
    /// The value of a label.
    #[must_use]
    pub fn label(&self, kind: &str, id: &str, key: &str) -> Option<&String> {
        self.labels.get(&(kind.to_owned(), id.to_owned()))?.get(key)
    }

    /// The id of the stack's block of addresses, by its label.
    pub(crate) fn own_block_id<'a>(&'a self, stack: &'a Stack) -> Option<&'a str> {
        self.owned("ipblock", stack).map(|(id, _)| id).next()
    }

    /// Ids and labels of the stack's resources of a kind.
    pub(crate) fn owned<'a>(
        &'a self,
        kind: &'a str,
        stack: &'a Stack,
    ) -> impl Iterator<Item = (&'a str, &'a BTreeMap<String, String>)> {
        self.labels
            .iter()
            .filter(move |((k, _), labels)| k == kind && labels.get(OWNER_LABEL) == Some(&stack.name))
            .map(|((_, id), labels)| (id.as_str(), labels))
    }

    pub(crate) fn gateway(&self, stack: &Stack) -> Option<&ionos_core::NatGateway> {
        let name = &stack.nat.as_ref()?.name;
        let gateways = &self.datacenter.as_ref()?.entities.as_ref()?.natgateways.items;
        gateways.iter().find(|g| g.properties.name.as_deref() == Some(name))
    }

    pub(crate) fn lan(&self, name: &str) -> Option<&ionos_core::Lan> {
        let lans = &self.datacenter.as_ref()?.entities.as_ref()?.lans.items;
        lans.iter().find(|l| l.properties.name.as_deref() == Some(name))
    }

    pub(crate) fn lan_number(&self, name: &str) -> Option<u32> {
        self.lan(name)?.id.as_str().parse().ok()
    }

    pub(crate) fn group(&self, name: &str) -> Option<&ionos_core::SecurityGroup> {
        let groups = &self.datacenter.as_ref()?.entities.as_ref()?.securitygroups.items;
        groups.iter().find(|g| g.properties.name.as_deref() == Some(name))
    }

    pub(crate) fn server(&self, name: &str) -> Option<&Server> {
        let servers = &self.datacenter.as_ref()?.entities.as_ref()?.servers.items;
        servers.iter().find(|s| s.properties.name.as_deref() == Some(name))
    }

    pub(crate) fn nic(&self, server: &str, network: &str) -> Option<&Nic> {
        let nics = &self.server(server)?.entities.as_ref()?.nics.items;
        nics.iter().find(|n| n.properties.name.as_deref() == Some(network))
    }

    pub(crate) fn boot_volume(&self, server: &str) -> Option<&Volume> {
        let name = crate::plan::volume_name(server);
        let inside = self
            .server(server)
            .and_then(|s| s.entities.as_ref())
            .map(|e| e.volumes.items.as_slice())
            .unwrap_or_default();
        inside.iter().find(|v| v.properties.name.as_deref() == Some(&name))
    }

    /// The id of a snapshot that was taken of this volume.
    pub(crate) fn snapshot_of<'a>(&'a self, stack: &'a Stack, volume: &str) -> Option<&'a str> {
        self.owned("snapshot", stack)
            .find(|(_, labels)| labels.get(SOURCE_LABEL).is_some_and(|v| v == volume))
            .map(|(id, _)| id)
    }
}
