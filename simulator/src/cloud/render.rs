//! How documents are shown: depth, paging, filters and metadata.

use serde_json::{Map, Value, json};

use super::kinds::{self, Entity, Life, Source};
use super::problem::Problem;
use super::requests::any_of;
use super::rules;
use super::schema;
use super::store::{Cloud, Doc, datacenter, last};
use crate::clock::{self, Micros};
use crate::exchange::{Call, put};

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
pub(crate) fn collection(path: &str, root: &str, items: Vec<Value>, page: Option<(Page, usize)>) -> Value {
    let path = &address(path);
    let href = format!("{root}/{path}");
    let mut document = json!({"id": path, "type": "collection", "href": href});
    if let Some((Page { offset, limit }, total)) = page {
        let link = |offset: usize| format!("{href}?offset={offset}&limit={limit}");
        let mut links = json!({"self": link(offset)});
        if offset > 0 {
            put(&mut links, "prev", link(offset.saturating_sub(limit)));
        }
        if offset.saturating_add(limit) < total {
            put(&mut links, "next", link(offset + limit));
        }
        put(&mut document, "offset", offset);
        put(&mut document, "limit", limit);
        put(&mut document, "_links", links);
    }
    put(&mut document, "items", Value::Array(items));
    document
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

impl View<'_> {
    /// The state of a resource; a data center is busy as long as anything in it is.
    fn state(&self, path: &str, doc: &Doc) -> &'static str {
        if kinds::of(path).is_some_and(|kind| kind.life == Life::Managed) {
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
    fn metadata(&self, path: &str, doc: &Doc) -> Option<Value> {
        let state = self.state(path, doc);
        let [(creator_id, creator), (changer_id, changer)] = doc.by.map(|place| self.cloud.person(place));
        let mut metadata = json!({
            "etag": etag(path, doc.revision),
            "createdDate": clock::iso(doc.created),
            "createdBy": creator,
            "createdByUserId": creator_id,
            "lastModifiedDate": clock::iso(doc.modified),
            "lastModifiedBy": changer,
            "lastModifiedByUserId": changer_id,
        });
        match kinds::of(path)?.path {
            ["groups", ..] => return None,
            ["users", ..] => {}
            ["k8s", "nodepools", "nodes"] => {
                // Nodes have words of their own, and nobody makes them.
                let state = match state {
                    "ACTIVE" => "READY",
                    "DEPLOYING" => "PROVISIONING",
                    "UPDATING" => "REBUILDING",
                    _ => "TERMINATING",
                };
                return Some(json!({
                    "etag": etag(path, doc.revision),
                    "createdDate": clock::iso(doc.created),
                    "lastModifiedDate": clock::iso(doc.modified),
                    "state": state,
                }));
            }
            _ => put(&mut metadata, "state", state),
        }
        Some(metadata)
    }

    /// Only `id`, `type` and `href`.
    fn reference(&self, path: &str) -> Map<String, Value> {
        let kind = kinds::of(path).map_or("resource", |kind| kind.singular);
        let mut document = Map::new();
        document.insert("id".to_owned(), Value::from(last(path)));
        document.insert("type".to_owned(), Value::from(kind));
        document.insert("href".to_owned(), Value::from(format!("{}/{}", self.root, address(path))));
        document
    }

    /// A resource with its properties; from depth 1 on with what is inside it.
    pub(crate) fn item(&self, path: &str, depth: u8) -> Value {
        let mut document = self.reference(path);
        let (Some(doc), Some(kind)) = (self.cloud.get(path), kinds::of(path)) else {
            return Value::Object(document);
        };
        if let Some(metadata) = self.metadata(path, doc) {
            document.insert("metadata".to_owned(), metadata);
        }
        if let (Some(at), Some(metadata)) = (doc.hidden.get("lastLogin"), document.get_mut("metadata")) {
            put(metadata, "lastLogin", at.clone());
        }
        let mut properties = schema::show(kind.fields, &doc.properties);
        if std::ptr::eq(kind, &kinds::IP_BLOCKS) {
            properties.insert("ipConsumers".to_owned(), rules::consumers(self.cloud, doc));
        }
        if std::ptr::eq(kind, &kinds::CROSS_CONNECTS) {
            properties.insert("peers".to_owned(), rules::peers(self.cloud, path));
            properties.insert("connectableDatacenters".to_owned(), rules::connectable(self.cloud, path));
        }
        for name in ["bootVolume", "bootCdrom"] {
            if let Some(id) = properties.get(name).and_then(|value| value.get("id")).and_then(Value::as_str) {
                let root = datacenter(path).unwrap_or_default();
                let place = if name == "bootCdrom" { "images".to_owned() } else { format!("{root}/volumes") };
                let reference = self.reference(&format!("{place}/{id}"));
                properties.insert(name.to_owned(), Value::Object(reference));
            }
        }
        document.insert("properties".to_owned(), Value::Object(properties));
        if depth > 0 && !kind.entities.is_empty() {
            let entities: Map<String, Value> = kind
                .entities
                .iter()
                .map(|entity| (entity.name.to_owned(), self.entity(path, *entity, depth - 1)))
                .collect();
            document.insert("entities".to_owned(), Value::Object(entities));
        }
        Value::Object(document)
    }

    /// A collection inside a resource.
    pub(crate) fn entity(&self, path: &str, entity: Entity, depth: u8) -> Value {
        // Members are shown without what is inside them: that would lead back here.
        let depth = if entity.source == Source::Members { depth.min(1) } else { depth };
        let listed = |path: &String| match entity.source {
            Source::Shared => self.shared(path, depth),
            _ => self.listed(path, depth),
        };
        let items = self.members(path, entity).iter().map(listed).collect();
        collection(&format!("{path}/{}", entity.name), self.root, items, None)
    }

    /// The resources in a collection inside a resource.
    pub(crate) fn members(&self, path: &str, entity: Entity) -> Vec<String> {
        let doc = self.cloud.get(path);
        let root = datacenter(path).unwrap_or_default();
        let linked = |collection: &str| {
            doc.map(|doc| doc.linked(entity.name))
                .unwrap_or_default()
                .iter()
                .map(|id| format!("{root}/{collection}/{id}"))
                .filter(|path| self.cloud.get(path).is_some())
                .collect()
        };
        match entity.source {
            Source::Children => self.cloud.paths_in(&format!("{path}/{}", entity.name)),
            Source::Attached => linked("volumes"),
            Source::Groups => linked("securitygroups"),
            Source::NicsOfLan => rules::nics_of(self.cloud, root, last(path).parse().unwrap_or_default()),
            Source::Members => {
                let kind = if entity.name == "nics" { &kinds::NICS } else { &kinds::SERVERS };
                self.cloud
                    .all(kind)
                    .into_iter()
                    .filter(|(_, doc)| doc.linked("securitygroups").iter().any(|id| id == last(path)))
                    .map(|(path, _)| path.clone())
                    .collect()
            }
            Source::Drives => doc
                .map(|doc| doc.linked(entity.name))
                .unwrap_or_default()
                .iter()
                .map(|id| format!("images/{id}"))
                .filter(|path| self.cloud.get(path).is_some())
                .collect(),
            Source::Linked => doc
                .map(|doc| doc.linked(entity.name))
                .unwrap_or_default()
                .iter()
                .map(|id| format!("users/{id}"))
                .filter(|path| self.cloud.get(path).is_some())
                .collect(),
            Source::GroupsOfUser => self
                .cloud
                .all(&kinds::GROUPS)
                .into_iter()
                .filter(|(_, group)| group.linked("users").iter().any(|id| id == last(path)))
                .map(|(path, _)| path.clone())
                .collect(),
            Source::Shared => self
                .cloud
                .paths_in(&format!("{path}/shares"))
                .iter()
                .filter_map(|share| rules::shareable(self.cloud, last(share)))
                .collect(),
            Source::Owned => super::privileges::owned(self.cloud, path),
            Source::Balanced => {
                let ids = doc.map(|doc| doc.linked(entity.name)).unwrap_or_default();
                let nics = self.cloud.all(&kinds::NICS).into_iter().map(|(path, _)| path.clone());
                nics.filter(|path| path.starts_with(root) && ids.iter().any(|id| id == last(path))).collect()
            }
        }
    }

    /// An item of a list: a mere reference at depth 0.
    pub(crate) fn listed(&self, path: &str, depth: u8) -> Value {
        match depth {
            0 => Value::Object(self.reference(path)),
            _ => self.item(path, depth - 1),
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

    /// A list as the client has asked for it.
    pub(crate) fn list(
        &self,
        call: &Call,
        collection_path: &str,
        paths: &[String],
        depth: u8,
        paging: Option<(usize, usize)>,
    ) -> Result<Value, Problem> {
        let items: Vec<Value> =
            paths.iter().map(|path| self.listed(path, depth)).filter(|item| passes(call, item)).collect();
        let Some((default, largest)) = paging else {
            return Ok(collection(collection_path, self.root, items, None));
        };
        let page = Page::of(call, default, largest)?;
        let total = items.len();
        Ok(collection(collection_path, self.root, page.cut(items), Some((page, total))))
    }
}

/// Whether an item has what all `filter.<name>` parameters ask for; parameters of one name are alternatives.
pub(crate) fn passes(call: &Call, item: &Value) -> bool {
    let filters: Vec<(&str, &str)> = call
        .query
        .iter()
        .filter_map(|(key, value)| Some((key.strip_prefix("filter.")?, value.as_str())))
        .collect();
    filters.iter().all(|(name, _)| {
        let text = ["properties", "metadata"]
            .iter()
            .find_map(|part| item.get(part)?.get(name))
            .map(|value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
        text.is_some_and(|text| {
            filters.iter().filter(|(other, _)| other == name).any(|(_, values)| any_of(values, &text))
        })
    })
}

/// The `depth` parameter; `pretty` is checked with it, and changes nothing.
pub(crate) fn depth(call: &Call) -> Result<u8, Problem> {
    if call.param("pretty").is_some_and(|pretty| !matches!(pretty, "true" | "false")) {
        return Err(Problem::invalid("pretty must be true or false."));
    }
    match call.param("depth") {
        None => Ok(0),
        Some(text) => match text.parse() {
            Ok(depth @ 0..=10) => Ok(depth),
            _ => Err(Problem::invalid("depth must be a number from 0 to 10.")),
        },
    }
}
