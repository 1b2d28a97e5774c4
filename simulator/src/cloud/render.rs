//! How documents are shown: depth, paging, filters and metadata.

use std::borrow::Cow;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::kinds::{self, Entity, Kind, Life, Source};
use super::problem::Problem;
use super::requests::{contains, values};
use super::rules;
use super::schema;
use super::store::{Cloud, Doc, collection_of, datacenter, last};
use crate::clock::{self, Micros};
use crate::exchange::{Call, Content};

/// What is needed to show anything.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) cloud: &'a Cloud,
    /// The address of the API as the client knows it.
    pub(crate) root: &'a str,
    pub(crate) now: Micros,
}

/// A part of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    offset: usize,
    limit: usize,
}

impl Page {
    pub(crate) fn of(call: &Call, default: usize, largest: usize) -> Result<Self, Problem> {
        let number = |name: &str, default: usize, smallest: usize, largest: usize| match call.param(name) {
            None => Ok(default),
            Some(text) => match text.parse() {
                Ok(number) if (smallest..=largest).contains(&number) => Ok(number),
                _ => Err(Problem::invalid(format!("{name} must be a number from {smallest} to {largest}."))),
            },
        };
        Ok(Self { offset: number("offset", 0, 0, usize::MAX)?, limit: number("limit", default, 1, largest)? })
    }

    pub(crate) fn cut<T>(self, items: Vec<T>) -> Vec<T> {
        items.into_iter().skip(self.offset).take(self.limit).collect()
    }
}

/// The path of a resource as clients write it: users and groups are below `um`.
pub(crate) fn address(path: &str) -> String {
    let is_managed = path.split('/').next().is_some_and(|first| matches!(first, "users" | "groups"));
    if is_managed { format!("um/{path}") } else { path.to_owned() }
}

/// A collection with its items, and with links when it is paged.
struct List<'a, T> {
    /// As clients write it.
    path: &'a str,
    root: &'a str,
    items: Vec<T>,
    page: Option<(Page, usize)>,
}

#[derive(Serialize)]
struct Links {
    #[serde(skip_serializing_if = "Option::is_none")]
    prev: Option<String>,
    #[serde(rename = "self")]
    own: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl<T: Serialize> Serialize for List<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let href = format!("{}/{}", self.root, self.path);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.path)?;
        map.serialize_entry("type", "collection")?;
        map.serialize_entry("href", &href)?;
        map.serialize_entry("items", &self.items)?;
        if let Some((Page { offset, limit }, total)) = self.page {
            let link = |offset: usize| format!("{href}?offset={offset}&limit={limit}");
            map.serialize_entry("offset", &offset)?;
            map.serialize_entry("limit", &limit)?;
            let next = offset.saturating_add(limit);
            let links = Links {
                prev: (offset > 0).then(|| link(offset.saturating_sub(limit))),
                own: link(offset),
                next: (next < total).then(|| link(next)),
            };
            map.serialize_entry("_links", &links)?;
        }
        map.end()
    }
}

/// The same from documents that are there.
pub(crate) fn collection(path: &str, root: &str, items: Vec<Value>, page: Option<(Page, usize)>) -> Value {
    serde_json::to_value(List { path: &address(path), root, items, page }).unwrap_or_default()
}

/// 32 hexadecimal digits that change with every revision.
pub(crate) fn etag(id: &str, revision: u64) -> String {
    let hash = |start: u64| {
        id.bytes()
            .chain(revision.to_le_bytes())
            .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    format!("{:016x}{:016x}", hash(0xcbf2_9ce4_8422_2325), hash(0x9ae1_6a3b_2f90_404f))
}

impl<'a> View<'a> {
    /// The state of a resource; a data center is busy as long as anything in it is.
    fn state(&self, path: &str, doc: &Doc, kind: &Kind) -> &'static str {
        if kind.life == Life::Managed {
            return match (doc.busy_until > self.now, doc.deleting, doc.revision) {
                (_, true, _) => "DESTROYING",
                (false, ..) => "ACTIVE",
                (true, _, 1) => "DEPLOYING",
                (true, ..) => "UPDATING",
            };
        }
        let until = if datacenter(path) == Some(path) { self.cloud.queue_end(path) } else { doc.busy_until };
        if until > self.now { "BUSY" } else { "AVAILABLE" }
    }

    /// The metadata of a resource: groups and their shares have none, users and their keys no state.
    fn metadata(&self, path: &str, doc: &'a Doc, kind: &Kind) -> Option<Metadata<'a>> {
        let state = self.state(path, doc, kind);
        let [(creator_id, creator), (changer_id, changer)] = doc.by.map(|place| self.cloud.person(place));
        let whole = Metadata {
            etag: etag(path, doc.revision),
            created_date: clock::iso(doc.created),
            created_by: Some(creator),
            created_by_user_id: Some(creator_id),
            last_modified_date: clock::iso(doc.modified),
            last_modified_by: Some(changer),
            last_modified_by_user_id: Some(changer_id),
            state: Some(state),
            last_login: doc.hidden.get("lastLogin"),
        };
        match kind.path {
            ["groups", ..] => None,
            ["users", ..] => Some(Metadata { state: None, ..whole }),
            // Nodes have words of their own, and nobody makes them.
            ["k8s", "nodepools", "nodes"] => Some(Metadata {
                created_by: None,
                created_by_user_id: None,
                last_modified_by: None,
                last_modified_by_user_id: None,
                state: Some(match state {
                    "ACTIVE" => "READY",
                    "DEPLOYING" => "PROVISIONING",
                    "UPDATING" => "REBUILDING",
                    _ => "TERMINATING",
                }),
                ..whole
            }),
            _ => Some(whole),
        }
    }

    /// A property as it is shown, with what is worked out only now. Null is nothing.
    fn property(&self, path: &str, doc: &'a Doc, name: &str) -> Option<Cow<'a, Value>> {
        match name {
            "ipConsumers" if collection_of(path) == "ipblocks" => {
                Some(Cow::Owned(rules::consumers(self.cloud, doc)))
            }
            "peers" if collection_of(path) == "pccs" => Some(Cow::Owned(rules::peers(self.cloud, path))),
            "connectableDatacenters" if collection_of(path) == "pccs" => {
                Some(Cow::Owned(rules::connectable(self.cloud, path)))
            }
            "bootVolume" | "bootCdrom" => {
                let id = doc.properties.get(name)?.get("id")?.as_str()?;
                let root = datacenter(path).unwrap_or_default();
                let place = if name == "bootCdrom" { "images".to_owned() } else { format!("{root}/volumes") };
                Some(Cow::Owned(self.listed(&format!("{place}/{id}"), 0)))
            }
            _ => doc.properties.get(name).map(Cow::Borrowed),
        }
    }

    /// A resource with its properties; from depth 1 on with what is inside it.
    pub(crate) fn item(&self, path: &str, depth: u8) -> Value {
        self.listed(path, depth + 1)
    }

    /// An item of a list: a mere reference at depth 0.
    pub(crate) fn listed(&self, path: &str, depth: u8) -> Value {
        serde_json::to_value(Item { view: *self, path, depth }).unwrap_or_default()
    }

    /// A collection inside a resource.
    pub(crate) fn entity(&self, path: &str, entity: Entity, depth: u8) -> Value {
        serde_json::to_value(Inside { view: *self, path, entity, depth }).unwrap_or_default()
    }

    /// The resources in a collection inside a resource.
    pub(crate) fn members(&self, path: &str, entity: Entity) -> Vec<Cow<'a, str>> {
        let cloud = self.cloud;
        let id = last(path);
        let root = datacenter(path).unwrap_or_default();
        let ids = cloud.get(path).map(|doc| doc.linked(entity.name)).unwrap_or_default();
        let linked = |collection: String| {
            let paths = ids.iter().map(|id| format!("{collection}/{id}"));
            paths.filter(|path| cloud.get(path).is_some()).map(Cow::Owned).collect()
        };
        let mentioning = |collection: &str, link: &str| {
            let holders = cloud.mentioning(id).filter(|holder| collection_of(holder) == collection);
            let links = |holder: &&str| {
                cloud.get(holder).is_some_and(|doc| doc.linked(link).iter().any(|other| other == id))
            };
            holders.filter(links).map(Cow::Borrowed).collect()
        };
        match entity.source {
            Source::Children => {
                cloud.children(&format!("{path}/{}", entity.name)).into_iter().map(Cow::Borrowed).collect()
            }
            Source::Attached => linked(format!("{root}/volumes")),
            Source::Groups => linked(format!("{root}/securitygroups")),
            Source::Drives => linked("images".to_owned()),
            Source::Linked => linked("users".to_owned()),
            Source::NicsOfLan => rules::nics_of(cloud, root, id.parse().unwrap_or_default())
                .into_iter()
                .map(Cow::Owned)
                .collect(),
            Source::Members => mentioning(entity.name, "securitygroups"),
            Source::GroupsOfUser => mentioning("groups", "users"),
            Source::Shared => {
                let shares = cloud.children(&format!("{path}/shares")).into_iter();
                shares.filter_map(|share| rules::shareable(cloud, last(share))).map(Cow::Owned).collect()
            }
            Source::Owned => super::privileges::owned(cloud, path).into_iter().map(Cow::Owned).collect(),
            Source::Balanced => ids.iter().filter_map(|id| cloud.nic(root, id)).map(Cow::Owned).collect(),
        }
    }

    /// Something that groups share, of which only the name is shown.
    pub(crate) fn shared(&self, path: &str, depth: u8) -> Value {
        let mut item = self.listed(path, depth.min(1));
        if let Some(properties) = item.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|name, _| matches!(name.as_str(), "name" | "secAuthProtection"));
        }
        item
    }

    /// A list as the client has asked for it: what passes the filters, in order, and of that a page.
    pub(crate) fn list(
        &self,
        call: &Call,
        path: &str,
        mut paths: Vec<&str>,
        depth: u8,
        paging: Option<(usize, usize)>,
    ) -> Result<Content, Problem> {
        let page = paging.map(|(default, largest)| Page::of(call, default, largest)).transpose()?;
        if let Some(text) = call.param("maxResults") {
            let most = text.parse().ok().filter(|most| *most > 0);
            paths.truncate(most.ok_or_else(|| Problem::invalid("maxResults must be a number above 0."))?);
        }
        let filters = filters(call);
        if !filters.is_empty() {
            // References have no properties that could pass.
            paths.retain(|path| {
                let facet = |name: &str| self.facet(path, name);
                depth > 0 && filters.iter().all(|(name, wanted)| passes_one(facet(name).as_deref(), wanted))
            });
        }
        if let Some(name) = call.param("orderBy") {
            paths.sort_by_cached_key(|path| {
                let value = self.facet(path, name);
                let text = value.as_deref().and_then(Value::as_str).unwrap_or_default().to_lowercase();
                (value.as_deref().and_then(schema::whole), text)
            });
        }
        let total = paths.len();
        if let Some(page) = page {
            paths = page.cut(paths);
        }
        let items = paths.into_iter().map(|path| Item { view: *self, path, depth }).collect();
        let list =
            List { path: &address(path), root: self.root, page: page.map(|page| (page, total)), items };
        Ok(encode(call, &list))
    }

    /// A property or, when there is none of the name, one of the metadata.
    fn facet(&self, path: &str, name: &str) -> Option<Cow<'a, Value>> {
        let (doc, kind) = (self.cloud.get(path)?, kinds::of(path)?);
        if let Some((_, is_hidden)) = schema::visible(kind.fields).find(|(field, _)| *field == name) {
            let value = if is_hidden { None } else { self.property(path, doc, name) };
            return Some(value.unwrap_or(Cow::Owned(Value::Null)));
        }
        let metadata = serde_json::to_value(self.metadata(path, doc, kind)?).ok()?;
        metadata.get(name).cloned().map(Cow::Owned)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    etag: String,
    created_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by_user_id: Option<&'a str>,
    last_modified_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified_by_user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// Of users who have called with their password.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_login: Option<&'a Value>,
}

/// A resource as it is shown: a reference at depth 0, with its properties at depth 1, then with what is inside it.
struct Item<'a> {
    view: View<'a>,
    path: &'a str,
    depth: u8,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, path, depth } = *self;
        let kind = kinds::of(path);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", last(path))?;
        map.serialize_entry("type", kind.map_or("resource", |kind| kind.singular))?;
        map.serialize_entry("href", &format!("{}/{}", view.root, address(path)))?;
        let found = view.cloud.get(path).zip(kind).filter(|_| depth > 0);
        let Some((doc, kind)) = found else { return map.end() };
        if let Some(metadata) = view.metadata(path, doc, kind) {
            map.serialize_entry("metadata", &metadata)?;
        }
        map.serialize_entry("properties", &Properties { view, path, doc, kind })?;
        if depth > 1 && !kind.entities.is_empty() {
            map.serialize_entry("entities", &Entities { view, path, kind, depth: depth - 2 })?;
        }
        map.end()
    }
}

struct Properties<'a> {
    view: View<'a>,
    path: &'a str,
    doc: &'a Doc,
    kind: &'static Kind,
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(schema::visible(self.kind.fields).map(|(name, is_hidden)| {
            let value = if is_hidden { None } else { self.view.property(self.path, self.doc, name) };
            (name, value)
        }))
    }
}

/// All that is inside a resource.
struct Entities<'a> {
    view: View<'a>,
    path: &'a str,
    kind: &'static Kind,
    depth: u8,
}

impl Serialize for Entities<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, path, depth, .. } = *self;
        let inside = |entity: &Entity| (entity.name, Inside { view, path, entity: *entity, depth });
        serializer.collect_map(self.kind.entities.iter().map(inside))
    }
}

/// A collection inside a resource.
struct Inside<'a> {
    view: View<'a>,
    path: &'a str,
    entity: Entity,
    depth: u8,
}

impl Serialize for Inside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, path, entity, depth } = *self;
        // Members are shown without what is inside them: that would lead back here.
        let depth = if entity.source == Source::Members { depth.min(1) } else { depth };
        let members = view.members(path, entity);
        let address = &address(&format!("{path}/{}", entity.name));
        if entity.source == Source::Shared {
            let items = members.iter().map(|path| view.shared(path, depth)).collect();
            return List { path: address, root: view.root, page: None, items }.serialize(serializer);
        }
        let items = members.iter().map(|path| Item { view, path, depth }).collect();
        List { path: address, root: view.root, page: None, items }.serialize(serializer)
    }
}

/// The `filter.<name>` parameters: the names, each with its alternatives in small letters.
fn filters(call: &Call) -> Vec<(&str, Vec<String>)> {
    let mut filters: Vec<(&str, Vec<String>)> = Vec::new();
    for (key, value) in &call.query {
        let Some(name) = key.strip_prefix("filter.") else { continue };
        match filters.iter_mut().find(|(other, _)| *other == name) {
            Some((_, wanted)) => wanted.extend(values(value)),
            None => filters.push((name, values(value))),
        }
    }
    filters
}

fn passes_one(value: Option<&Value>, wanted: &[String]) -> bool {
    let any = |text: &str| wanted.iter().any(|part| contains(text, part));
    match value {
        None => false,
        Some(Value::String(text)) => any(text),
        Some(value) => any(&value.to_string()),
    }
}

/// Whether an item that is shown already has what the filters ask for.
pub(crate) fn passes(call: &Call, item: &Value) -> bool {
    let facet = |name: &str| ["properties", "metadata"].iter().find_map(|part| item.get(part)?.get(name));
    filters(call).iter().all(|(name, wanted)| passes_one(facet(name), wanted))
}

/// Whether the answer shall be easy to read, which is so unless the client says otherwise.
pub(crate) fn is_pretty(call: &Call) -> Result<bool, Problem> {
    match call.param("pretty") {
        None | Some("true") => Ok(true),
        Some("false") => Ok(false),
        Some(_) => Err(Problem::invalid("pretty must be true or false.")),
    }
}

/// Writes an answer straight to the bytes that are sent.
pub(crate) fn encode(call: &Call, document: &impl Serialize) -> Content {
    let bytes = match is_pretty(call) {
        Ok(false) => serde_json::to_vec(document),
        _ => serde_json::to_vec_pretty(document),
    };
    Content::Encoded("application/json", bytes.unwrap_or_default().into())
}

/// The `depth` parameter.
pub(crate) fn depth(call: &Call) -> Result<u8, Problem> {
    match call.param("depth") {
        None => Ok(0),
        Some(text) => match text.parse() {
            Ok(depth @ 0..=10) => Ok(depth),
            _ => Err(Problem::invalid("depth must be a number from 0 to 10.")),
        },
    }
}
