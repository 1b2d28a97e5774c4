//! Things that are kept as they were given: a map of properties with an id and times.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Answer, date, envelope, paged};
use crate::clock::Micros;
use crate::exchange::{Call, put};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) properties: Map<String, Value>,
    pub(super) created: Micros,
    pub(super) modified: Micros,
    pub(super) deleted: Option<Micros>,
}

impl Entry {
    pub(super) fn document(&self) -> Value {
        let mut document = Value::Object(self.properties.clone());
        put(&mut document, "id", self.id.clone());
        put(&mut document, "created_at", date(Some(self.created)));
        put(&mut document, "updated_at", date(Some(self.modified)));
        document
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.properties.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Entries in the order in which they were made.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Shelf(Vec<Entry>);

impl Shelf {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.0.iter_mut()
    }

    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Entry> {
        self.0.iter_mut().find(|entry| entry.id == id)
    }

    pub(super) fn add(&mut self, id: String, properties: Map<String, Value>, now: Micros) -> Entry {
        let entry = Entry { id, properties, created: now, modified: now, deleted: None };
        self.0.push(entry.clone());
        entry
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.0.retain(|entry| entry.id != id);
    }

    /// The list of those that have the `name` that is asked for, when one is.
    pub(super) fn list(&self, call: &Call) -> Answer {
        let found = self
            .0
            .iter()
            .filter(|entry| call.param("name").is_none_or(|name| entry.text("name") == name))
            .map(Entry::document)
            .collect();
        paged(call, found, 25, 1000)
    }

    /// Deletes an entry and says which.
    pub(super) fn delete(&mut self, id: &str) -> Answer {
        self.remove(id);
        Ok(envelope(json!({ "id": id })))
    }
}
