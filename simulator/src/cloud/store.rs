//! The documents of the Cloud API. A document is kept under its path, such as `datacenters/<id>/lans/1`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::catalogue;
use super::kinds::{self, Kind};
use super::privileges::{Actor, Person};
use super::requests::Request;
use crate::clock::Micros;
use crate::dice::Dice;

/// One resource.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Doc {
    /// Orders resources by age.
    pub(crate) seq: u64,
    pub(crate) properties: Map<String, Value>,
    /// Values that are never shown.
    #[serde(default)]
    pub(crate) hidden: Map<String, Value>,
    /// Ids of other resources, by the collection in which they are shown.
    #[serde(default)]
    pub(crate) links: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, Label>,
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
        self.properties.insert(property.to_owned(), value.into());
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
pub(crate) struct Due {
    pub(crate) at: Micros,
    pub(crate) effect: Effect,
}

/// All that the Cloud API knows.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Cloud {
    docs: BTreeMap<String, Doc>,
    pub(crate) requests: Vec<Request>,
    /// In the order of their time.
    due: Vec<Due>,
    /// When the last request in the queue of a data center ends.
    queues: BTreeMap<String, Micros>,
    seq: u64,
    /// The next reserved and the next dynamic public address.
    pub(crate) cursors: [u32; 2],
    pub(crate) dice: Dice,
    /// Everybody who has ever called; the owner of the contract is the first.
    #[serde(default = "owner_only")]
    pub(crate) people: Vec<Person>,
    #[serde(skip)]
    pub(crate) actor: Actor,
    /// The buckets that flow logs can name; another product knows them.
    #[serde(skip)]
    pub(crate) log_buckets: BTreeSet<String>,
    #[serde(skip)]
    undo: Vec<(String, Option<Doc>)>,
}

fn owner_only() -> Vec<Person> {
    vec![Person { id: super::USER_ID.to_owned(), email: super::USER.to_owned() }]
}

impl Cloud {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        let mut cloud = Self {
            docs: BTreeMap::new(),
            requests: Vec::new(),
            due: Vec::new(),
            queues: BTreeMap::new(),
            seq: 0,
            cursors: [0; 2],
            dice: Dice::new(seed ^ 0xc10d),
            people: owner_only(),
            actor: Actor::default(),
            log_buckets: BTreeSet::new(),
            undo: Vec::new(),
        };
        catalogue::add_images(&mut cloud, now);
        catalogue::add_templates(&mut cloud, now);
        cloud.keep();
        cloud
    }

    /// Carries out what is due at `now`.
    pub(crate) fn settle(&mut self, now: Micros) {
        let count = self.due.partition_point(|due| due.at <= now);
        let due: Vec<Due> = self.due.drain(..count).collect();
        for Due { at, effect } in due {
            match effect {
                Effect::Remove(path) => self.erase(&path),
                Effect::Set { path, property, value } => {
                    if let Some(doc) = self.docs.get_mut(&path) {
                        doc.set(&property, value);
                        doc.revision += 1;
                        doc.modified = at;
                    }
                }
            }
        }
    }

    pub(crate) fn schedule(&mut self, at: Micros, effect: Effect) {
        let index = self.due.partition_point(|due| due.at <= at);
        self.due.insert(index, Due { at, effect });
    }

    /// When the work that is now in the queue of a data center ends.
    pub(crate) fn queue_end(&self, datacenter: &str) -> Micros {
        self.queues.get(datacenter).copied().unwrap_or_default()
    }

    pub(crate) fn extend_queue(&mut self, datacenter: &str, until: Micros) {
        self.queues.insert(datacenter.to_owned(), until);
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Doc> {
        self.docs.get(path)
    }

    /// A document to change in place, outside of the transaction's memory: only for effects and labels.
    pub(crate) fn get_mut(&mut self, path: &str) -> Option<&mut Doc> {
        self.docs.get_mut(path)
    }

    pub(crate) fn fresh(&mut self, now: Micros) -> Doc {
        self.seq += 1;
        Doc {
            seq: self.seq,
            properties: Map::new(),
            hidden: Map::new(),
            links: BTreeMap::new(),
            labels: BTreeMap::new(),
            revision: 1,
            created: now,
            modified: now,
            by: [self.actor.person; 2],
            busy_until: now,
            deleting: false,
        }
    }

    /// Writes a document; [`Cloud::roll_back`] takes it back.
    pub(crate) fn put(&mut self, path: &str, doc: Doc) {
        let before = self.docs.insert(path.to_owned(), doc);
        self.undo.push((path.to_owned(), before));
    }

    /// Makes the writes since the last call final.
    pub(crate) fn keep(&mut self) {
        self.undo.clear();
    }

    /// Takes the writes since the last [`Cloud::keep`] back.
    pub(crate) fn roll_back(&mut self) {
        while let Some((path, before)) = self.undo.pop() {
            match before {
                Some(doc) => self.docs.insert(path, doc),
                None => self.docs.remove(&path),
            };
        }
    }

    /// The paths of the documents directly in a collection such as `datacenters/<id>/lans`, oldest first.
    pub(crate) fn paths_in(&self, collection: &str) -> Vec<String> {
        let mut found: Vec<(u64, &String)> = self
            .below(collection)
            .filter(|(path, _)| !path[collection.len() + 1..].contains('/'))
            .map(|(path, doc)| (doc.seq, path))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, path)| path.clone()).collect()
    }

    /// Everything below a path, at any depth.
    pub(crate) fn below(&self, path: &str) -> impl Iterator<Item = (&String, &Doc)> {
        let prefix = format!("{path}/");
        self.docs
            .range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded))
            .take_while({
                let prefix = prefix.clone();
                move |(path, _)| path.starts_with(&prefix)
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// Every document of one kind, oldest first.
    pub(crate) fn all(&self, kind: &'static Kind) -> Vec<(&String, &Doc)> {
        let root = kind.path.first().copied().unwrap_or_default();
        let mut found: Vec<_> = self
            .below(root)
            .filter(|(path, _)| kinds::of(path).is_some_and(|found| std::ptr::eq(found, kind)))
            .collect();
        found.sort_unstable_by_key(|(_, doc)| doc.seq);
        found
    }

    /// Takes a resource, all below it and every mention of it away.
    fn erase(&mut self, path: &str) {
        let mut gone: Vec<String> = self.below(path).map(|(path, _)| path.clone()).collect();
        gone.push(path.to_owned());
        for path in &gone {
            self.docs.remove(path);
            let id = last(path);
            let Some(root) = path.split('/').next() else { continue };
            let holders: Vec<String> = self
                .below(root)
                .filter(|(_, doc)| doc.links.values().any(|ids| ids.iter().any(|other| other == id)))
                .map(|(path, _)| path.clone())
                .collect();
            for holder in holders {
                if let Some(doc) = self.docs.get_mut(&holder) {
                    doc.links.values_mut().for_each(|ids| ids.retain(|other| other != id));
                    if doc.properties.get("bootVolume").and_then(|volume| volume.get("id"))
                        == Some(&Value::from(id))
                    {
                        doc.set("bootVolume", Value::Null);
                    }
                }
            }
            for volume in self.docs.values_mut() {
                if volume.text("bootServer") == Some(id) {
                    for property in ["bootServer", "deviceNumber", "pciSlot"] {
                        volume.set(property, Value::Null);
                    }
                }
            }
        }
        self.queues.retain(|datacenter, _| self.docs.contains_key(datacenter));
    }
}

/// The id at the end of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The collection at the end of the path of an item: `a/b/c/d` → `c`.
pub(crate) fn collection(path: &str) -> &str {
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
