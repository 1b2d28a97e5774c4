//! The documents of the Cloud API. A document is kept under its path, such as `datacenters/<id>/lans/1`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};
use std::net::IpAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::catalogue;
use super::catalogue::Usage;
use super::index::{self, Index};
use super::kinds::{self, Kind};
use super::privileges::{Actor, Person};
use super::requests::Requests;
use super::small::Small;
use crate::clock::Micros;
use crate::dice::Dice;

/// One resource.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Doc {
    /// Orders resources by age.
    pub(crate) seq: u64,
    pub(crate) properties: Small<Value>,
    /// Values that are never shown.
    #[serde(default)]
    pub(crate) hidden: Small<Value>,
    /// Ids of other resources, by the collection in which they are shown.
    #[serde(default)]
    pub(crate) links: Small<Vec<String>>,
    #[serde(default)]
    pub(crate) labels: Small<Label>,
    pub(crate) revision: u64,
    pub(crate) created: Micros,
    pub(crate) modified: Micros,
    /// Who has made it, and who has changed it last: places in the list of people.
    #[serde(default)]
    pub(crate) by: [u32; 2],
    /// Work on the resource itself goes on until then.
    pub(crate) busy_until: Micros,
    #[serde(default)]
    pub(crate) deleting: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Label {
    pub(crate) value: String,
    pub(crate) created: Micros,
    pub(crate) modified: Micros,
    /// Who has made it, and who has changed it last.
    #[serde(default)]
    pub(crate) by: [u32; 2],
    pub(crate) revision: u64,
}

impl Doc {
    pub(crate) fn text(&self, property: &str) -> Option<&str> {
        self.properties.get(property).and_then(Value::as_str)
    }

    pub(crate) fn int(&self, property: &str) -> Option<i64> {
        self.properties.get(property).and_then(super::schema::whole)
    }

    pub(crate) fn flag(&self, property: &str) -> bool {
        self.properties.get(property).and_then(Value::as_bool).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, property: &str, value: impl Into<Value>) {
        match value.into() {
            Value::Null => drop(self.properties.remove(property)),
            value => self.properties.insert(property, value),
        }
    }

    /// The texts in a property that is a list.
    pub(crate) fn texts(&self, property: &str) -> Vec<&str> {
        self.properties
            .get(property)
            .and_then(Value::as_array)
            .map(|items| items.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default()
    }

    pub(crate) fn linked(&self, collection: &str) -> &[String] {
        self.links.get(collection).map(Vec::as_slice).unwrap_or_default()
    }

    /// Drops every mention of a resource that is gone.
    fn forget(&mut self, id: &str) {
        self.links.values_mut().for_each(|ids| ids.retain(|other| other != id));
        for name in ["bootCdrom", "bootVolume"] {
            if self.properties.get(name).and_then(|value| value.get("id")?.as_str()) == Some(id) {
                self.set(name, Value::Null);
            }
        }
        for name in ["backupunitId", "defaultSecurityGroupId", "pcc"] {
            if self.text(name) == Some(id) {
                self.set(name, Value::Null);
            }
        }
        if self.text("bootServer") == Some(id) {
            for name in ["bootServer", "deviceNumber", "pciSlot"] {
                self.set(name, Value::Null);
            }
        }
    }

    /// Gives back the memory that is not used.
    fn shrink(&mut self) {
        self.properties.shrink();
        self.hidden.shrink();
        self.links.shrink();
        self.labels.shrink();
    }
}

/// Something that happens when a request is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Effect {
    /// The resource and all below it are gone.
    Remove(String),
    /// A property changes.
    Set { path: String, property: String, value: Value },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Due {
    at: Micros,
    /// Effects of the same time happen in this order.
    number: u64,
    effect: Effect,
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Due {}

/// All that the Cloud API knows.
#[derive(Debug, Deserialize)]
#[serde(from = "Saved")]
pub(crate) struct Cloud {
    docs: HashMap<Arc<str>, Arc<Doc>>,
    index: Index,
    pub(crate) requests: Requests,
    due: BinaryHeap<Reverse<Due>>,
    /// When the last request in the queue of a data center ends.
    queues: BTreeMap<String, Micros>,
    seq: u64,
    /// The next reserved and the next dynamic public address.
    pub(crate) cursors: [u32; 2],
    pub(crate) dice: Dice,
    /// Everybody who has ever called; the owner of the contract is the first.
    pub(crate) people: Vec<Person>,
    pub(crate) actor: Actor,
    /// The buckets that flow logs can name; another product knows them.
    pub(crate) log_buckets: BTreeSet<String>,
    undo: Vec<(Arc<str>, Option<Arc<Doc>>)>,
}

/// What is saved. Taking it is quick, since it shares the documents.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Saved {
    #[serde(serialize_with = "sorted")]
    docs: HashMap<Arc<str>, Arc<Doc>>,
    requests: Requests,
    due: BinaryHeap<Reverse<Due>>,
    queues: BTreeMap<String, Micros>,
    seq: u64,
    cursors: [u32; 2],
    dice: Dice,
    #[serde(default = "owner_only")]
    people: Vec<Person>,
}

/// The same state is the same text.
fn sorted<S: Serializer>(docs: &HashMap<Arc<str>, Arc<Doc>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(docs.iter().collect::<BTreeMap<_, _>>())
}

impl Serialize for Cloud {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.saved().serialize(serializer)
    }
}

impl From<Saved> for Cloud {
    fn from(saved: Saved) -> Self {
        let Saved { docs, requests, due, queues, seq, cursors, dice, people } = saved;
        let mut cloud = Self {
            index: Index::default(),
            actor: Actor::default(),
            log_buckets: BTreeSet::new(),
            undo: Vec::new(),
            docs,
            requests,
            due,
            queues,
            seq,
            cursors,
            dice,
            people,
        };
        // Whoever has written the state by hand may have given two documents the same place in time.
        let mut paths: Vec<(u64, Arc<str>)> =
            cloud.docs.iter().map(|(path, doc)| (doc.seq, path.clone())).collect();
        paths.sort_unstable();
        for (seq, (_, path)) in (1..).zip(paths) {
            if let Some(doc) = cloud.docs.get_mut(&path) {
                Arc::make_mut(doc).seq = seq;
                cloud.index.add(&path, doc);
                cloud.seq = cloud.seq.max(seq);
            }
        }
        cloud
    }
}

fn owner_only() -> Vec<Person> {
    vec![Person { id: super::USER_ID.to_owned(), email: super::USER.to_owned() }]
}

impl Cloud {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        let mut cloud = Self::from(Saved {
            docs: HashMap::new(),
            requests: Requests::default(),
            due: BinaryHeap::new(),
            queues: BTreeMap::new(),
            seq: 0,
            cursors: [0; 2],
            dice: Dice::new(seed ^ 0xc10d),
            people: owner_only(),
        });
        catalogue::add_images(&mut cloud, now);
        catalogue::add_templates(&mut cloud, now);
        cloud.keep();
        cloud
    }

    pub(crate) fn saved(&self) -> Saved {
        Saved {
            docs: self.docs.clone(),
            requests: self.requests.clone(),
            due: self.due.clone(),
            queues: self.queues.clone(),
            seq: self.seq,
            cursors: self.cursors,
            dice: self.dice.clone(),
            people: self.people.clone(),
        }
    }

    /// Carries out what is due at `now`.
    pub(crate) fn settle(&mut self, now: Micros) {
        while self.due.peek().is_some_and(|Reverse(due)| due.at <= now) {
            let Some(Reverse(Due { at, effect, .. })) = self.due.pop() else { return };
            match effect {
                Effect::Remove(path) => self.erase(&path),
                Effect::Set { path, property, value } => self.alter(&path, |doc| {
                    doc.set(&property, value);
                    doc.revision += 1;
                    doc.modified = at;
                }),
            }
        }
    }

    pub(crate) fn schedule(&mut self, at: Micros, effect: Effect) {
        self.seq += 1;
        self.due.push(Reverse(Due { at, number: self.seq, effect }));
    }

    /// When the work that is now in the queue of a data center ends.
    pub(crate) fn queue_end(&self, datacenter: &str) -> Micros {
        self.queues.get(datacenter).copied().unwrap_or_default()
    }

    pub(crate) fn extend_queue(&mut self, datacenter: &str, until: Micros) {
        self.queues.insert(datacenter.to_owned(), until);
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Doc> {
        self.docs.get(path).map(|doc| &**doc)
    }

    /// A document to change in place, outside of the transaction's memory: only for what it is not found by, such as labels
    /// and times.
    pub(crate) fn get_mut(&mut self, path: &str) -> Option<&mut Doc> {
        self.docs.get_mut(path).map(Arc::make_mut)
    }

    /// Changes a document outside of the transaction's memory.
    fn alter(&mut self, path: &str, change: impl FnOnce(&mut Doc)) {
        let Some((path, doc)) = self.docs.get_key_value(path) else { return };
        let path = path.clone();
        self.index.remove(&path, doc);
        if let Some(doc) = self.docs.get_mut(&path) {
            change(Arc::make_mut(doc));
            self.index.add(&path, doc);
        }
    }

    pub(crate) fn fresh(&mut self, now: Micros) -> Doc {
        self.seq += 1;
        Doc {
            seq: self.seq,
            properties: Small::new(),
            hidden: Small::new(),
            links: Small::new(),
            labels: Small::new(),
            revision: 1,
            created: now,
            modified: now,
            by: [self.actor.person; 2],
            busy_until: now,
            deleting: false,
        }
    }

    /// Writes a document; [`Cloud::roll_back`] takes it back.
    pub(crate) fn put(&mut self, path: &str, mut doc: Doc) {
        doc.shrink();
        let path = self.docs.get_key_value(path).map_or_else(|| Arc::from(path), |(path, _)| path.clone());
        let before = self.replace(&path, Some(Arc::new(doc)));
        self.undo.push((path, before));
    }

    /// The one place where documents come and go.
    fn replace(&mut self, path: &Arc<str>, doc: Option<Arc<Doc>>) -> Option<Arc<Doc>> {
        let before = self.docs.remove(path);
        if let Some(before) = &before {
            self.index.remove(path, before);
        }
        if let Some(doc) = doc {
            self.index.add(path, &doc);
            self.docs.insert(path.clone(), doc);
        }
        before
    }

    /// Makes the writes since the last call final.
    pub(crate) fn keep(&mut self) {
        self.undo.clear();
    }

    /// Takes the writes since the last [`Cloud::keep`] back.
    pub(crate) fn roll_back(&mut self) {
        while let Some((path, before)) = self.undo.pop() {
            self.replace(&path, before);
        }
    }

    /// The paths of the documents directly in a collection such as `datacenters/<id>/lans`, oldest first.
    pub(crate) fn children(&self, collection: &str) -> Vec<&str> {
        self.index.under(collection).map(|path| &**path).collect()
    }

    /// As [`Cloud::children`], for whoever changes something meanwhile.
    pub(crate) fn paths_in(&self, collection: &str) -> Vec<String> {
        self.index.under(collection).map(ToString::to_string).collect()
    }

    /// How many documents are directly in a collection.
    pub(crate) fn count_in(&self, collection: &str) -> usize {
        self.index.count(collection)
    }

    /// The paths of what mentions a resource, by its id, or a LAN by its path; oldest first.
    pub(crate) fn mentioning(&self, id: &str) -> impl Iterator<Item = &str> + use<'_> {
        self.index.under(id).map(|path| &**path)
    }

    /// The paths of what uses a public address.
    pub(crate) fn users_of(&self, address: IpAddr) -> impl Iterator<Item = &str> + use<'_> {
        self.index.under(&index::used(address)).map(|path| &**path)
    }

    /// The IP block that holds an address.
    pub(crate) fn block_of(&self, address: IpAddr) -> Option<&str> {
        self.index.under(&index::reserved(address)).map(|path| &**path).next()
    }

    /// The paths of what has this name in a collection in which names are unique.
    pub(crate) fn named(&self, collection: &str, name: &str) -> impl Iterator<Item = &str> + use<'_> {
        self.index.under(&index::named(collection, name)).map(|path| &**path)
    }

    /// The path of a NIC of a data center.
    pub(crate) fn nic(&self, datacenter: &str, id: &str) -> Option<String> {
        let servers = self.index.under(&format!("{datacenter}/servers"));
        servers.map(|server| format!("{server}/nics/{id}")).find(|path| self.docs.contains_key(path.as_str()))
    }

    pub(crate) fn usage(&self) -> Usage {
        self.index.usage
    }

    /// Everything below a path, at any depth.
    pub(crate) fn below(&self, path: &str) -> impl Iterator<Item = (&str, &Doc)> {
        let mut found = Vec::new();
        self.gather(path, &mut found);
        found.into_iter().filter_map(|path| Some((path, self.get(path)?)))
    }

    fn gather<'a>(&'a self, path: &str, found: &mut Vec<&'a str>) {
        let is_collection = !path.split('/').count().is_multiple_of(2);
        let collections: Vec<String> = match kinds::of(path) {
            Some(_) if is_collection => vec![path.to_owned()],
            Some(kind) => kind.children().map(|name| format!("{path}/{name}")).collect(),
            None => Vec::new(),
        };
        for collection in collections {
            for inside in self.index.under(&collection) {
                found.push(inside);
                self.gather(inside, found);
            }
        }
    }

    /// Every document of one kind, oldest first.
    pub(crate) fn all(&self, kind: &'static Kind) -> Vec<(&str, &Doc)> {
        let mut collections = vec![String::new()];
        for (level, name) in kind.path.iter().enumerate() {
            collections = match level {
                0 => vec![(*name).to_owned()],
                _ => {
                    let owners = collections.iter().flat_map(|collection| self.index.under(collection));
                    owners.map(|owner| format!("{owner}/{name}")).collect()
                }
            };
        }
        let paths = collections.iter().flat_map(|collection| self.index.under(collection));
        let mut found: Vec<(&str, &Doc)> =
            paths.filter_map(|path| Some((&**path, self.get(path)?))).collect();
        found.sort_unstable_by_key(|(_, doc)| doc.seq);
        found
    }

    /// Takes a resource, all below it and every mention of it away.
    fn erase(&mut self, path: &str) {
        let mut gone: Vec<Arc<str>> = vec![Arc::from(path)];
        gone.extend(self.below(path).map(|(path, _)| Arc::from(path)));
        for path in gone {
            self.replace(&path, None);
            self.queues.remove(&*path);
            // A share bears the id of a resource that goes on.
            if path.contains("/shares/") {
                continue;
            }
            let id = last(&path);
            let holders: Vec<Arc<str>> = self.index.under(id).cloned().collect();
            for holder in holders {
                self.alter(&holder, |doc| doc.forget(id));
            }
        }
    }
}

/// The id at the end of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The collection at the end of the path of an item: `a/b/c/d` → `c`.
pub(crate) fn collection_of(path: &str) -> &str {
    path.rsplit('/').nth(1).unwrap_or_default()
}

/// The path above: `a/b/c/d` → `a/b`.
pub(crate) fn parent(path: &str) -> &str {
    path.rsplitn(3, '/').nth(2).unwrap_or_default()
}

/// The path of the data center a path lies in.
pub(crate) fn datacenter(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("datacenters/")?;
    let id = rest.split('/').next()?;
    path.get(.."datacenters/".len() + id.len())
}
