//! The comparison of what `ionos-core` declares with what the official descriptions say.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ionos_core::surface::{self, Declared, TypeRef};
use ionos_core::{Api, Operation};
use schemars::SchemaGenerator;
use serde_json::{Map, Value};

use crate::spec::{Described, Resolved, Spec};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    /// The operation where it shows first, such as `cloud/datacentersServersPost`.
    pub(crate) operation: String,
    /// Where in the body or the answer.
    pub(crate) path: String,
    /// The type of this crate, or the API.
    pub(crate) at: String,
    /// The field, the word or the operation.
    pub(crate) name: String,
    /// What kind of difference it is, as the overlay names it.
    pub(crate) differs: &'static str,
    /// The same for people.
    pub(crate) text: String,
}

/// What a schema is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Answer,
    /// A creation or a replacement, or an object inside any request.
    Whole,
    /// A change of single fields.
    Change,
}

/// The fields of the envelope and of lists.
const ENVELOPE: [&str; 10] =
    ["id", "type", "href", "metadata", "properties", "entities", "items", "_links", "offset", "limit"];

struct Comparison<'a> {
    spec: &'a Spec,
    generator: &'a mut SchemaGenerator,
    done: BTreeSet<(String, String, Use)>,
    /// Resources inside others, compared last so that a difference shows where it is nearest.
    inside: VecDeque<(String, String, Ours, Resolved)>,
    found: BTreeSet<Difference>,
    operation: String,
    /// Fields and words of our types that some description has.
    seen: &'a mut BTreeMap<String, BTreeSet<String>>,
    /// Where our types were met first, and all of their fields and words.
    met: &'a mut BTreeMap<String, (String, String, Vec<String>)>,
}

/// All differences.
pub(crate) fn all(specs: &[Spec]) -> Vec<Difference> {
    let declared = surface::declared();
    let mut generator = crate::surface::generator();
    let (mut seen, mut met) = (BTreeMap::new(), BTreeMap::new());
    let mut found = BTreeSet::new();
    for spec in specs {
        operations(spec, &mut found);
        let mut comparison = Comparison {
            spec,
            generator: &mut generator,
            inside: VecDeque::new(),
            done: BTreeSet::new(),
            found: BTreeSet::new(),
            operation: String::new(),
            seen: &mut seen,
            met: &mut met,
        };
        for described in &spec.operations {
            let calls = declared
                .iter()
                .filter(|d| d.api == spec.api && d.method == described.method && d.path == described.path);
            for call in calls {
                comparison.call(call, described);
            }
        }
        while let Some((operation, path, ours, theirs)) = comparison.inside.pop_front() {
            comparison.operation = operation;
            comparison.value_of(&ours, &theirs, Use::Answer, &path, "", "");
        }
        found.append(&mut comparison.found);
    }
    for (at, (operation, path, names)) in met {
        let known = seen.remove(&at).unwrap_or_default();
        for name in names.into_iter().filter(|name| !known.contains(name)) {
            found.insert(Difference {
                text: format!("no description has `{name}` of {at}"),
                operation: operation.clone(),
                path: path.clone(),
                at: at.clone(),
                name,
                differs: "undescribed",
            });
        }
    }
    found.into_iter().collect()
}

fn operations(spec: &Spec, found: &mut BTreeSet<Difference>) {
    let mut add = |name: &str, differs, text| {
        found.insert(Difference {
            operation: format!("{}/{name}", spec.api.key()),
            path: "-".to_owned(),
            at: spec.api.key().to_owned(),
            name: name.to_owned(),
            differs,
            text,
        });
    };
    let table: Vec<_> = Operation::all().iter().filter(|o| o.api == spec.api).collect();
    for described in &spec.operations {
        match table.iter().find(|o| o.id == described.id) {
            None => add(&described.id, "operation missing", "operations.tsv lacks this operation".to_owned()),
            Some(o) if o.method != described.method || o.path != described.path => add(
                &described.id,
                "operation differs",
                format!("{} {}, not {} {}", described.method, described.path, o.method, o.path),
            ),
            Some(o) => {
                if o.query != described.query {
                    let text = format!("the query is `{}`, not `{}`", described.query, o.query);
                    add(&described.id, "query differs", text);
                }
                if o.body != described.form {
                    let text = format!("the body is `{}`, not `{}`", described.form, o.body);
                    add(&described.id, "body differs", text);
                }
            }
        }
    }
    for operation in table {
        if !spec.operations.iter().any(|d| d.id == operation.id) {
            add(operation.id, "undescribed", "no description has this operation".to_owned());
        }
    }
}

/// A schema of ours with its reference followed.
struct Ours {
    name: Option<String>,
    schema: Map<String, Value>,
    nullable: bool,
}

impl Ours {
    fn properties(&self) -> Option<&Map<String, Value>> {
        self.schema.get("properties").and_then(Value::as_object)
    }

    fn kind(&self) -> Option<&str> {
        match self.schema.get("type") {
            Some(Value::String(text)) => Some(text),
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).find(|t| *t != "null"),
            _ => None,
        }
    }

    fn is_document(&self) -> bool {
        self.schema.contains_key("x-document")
    }

    fn words(&self) -> Option<Vec<String>> {
        let all = self.schema.get("x-open-enum")?.as_array()?;
        Some(all.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect())
    }
}

impl Comparison<'_> {
    fn call(&mut self, call: &Declared, described: &Described) {
        self.operation = format!("{}/{}", self.spec.api.key(), described.id);
        let of = |of: TypeRef, generator: &mut SchemaGenerator| (of.schema)(generator).to_value();
        match (call.body, &described.body) {
            _ if call.verb == "attach" => {}
            (Some(ours), Some(theirs)) => {
                let wrapped = ours.is_wrapped.map(|is_wrapped| is_wrapped());
                let schema = of(ours, self.generator);
                let how = if call.verb == "patch" { Use::Change } else { Use::Whole };
                self.body(&schema, theirs, how, wrapped.filter(|_| call.verb != "patch"), "body");
            }
            (None, Some(_)) => {
                self.note("body", &call.rust, "", "body missing", "a body is described, none declared");
            }
            (Some(_), None) => {
                self.note("body", &call.rust, "", "body undescribed", "a body is declared, none described");
            }
            (None, None) => {}
        }
        match (call.answer, &described.answer) {
            (Some(ours), Some(theirs)) => {
                let schema = of(ours, self.generator);
                let outer = self.spec.resolve(theirs);
                let items = outer.properties().and_then(|p| p.get("items"));
                let by_hand = call.verb == "custom";
                let inner = match (call.list, items, outer.kind()) {
                    (false, ..) if by_hand => Some(self.unwrapped(&schema, theirs)),
                    (true, Some(list), _) => self.spec.resolve(list).schema.get("items").cloned(),
                    (true, None, Some("array")) => outer.schema.get("items").cloned(),
                    (true, ..) => {
                        self.note("answer", &call.rust, "", "list", "the description shows no list");
                        None
                    }
                    (false, ..) => Some(theirs.clone()),
                };
                if let Some(inner) = inner {
                    let path = if call.list { "answer.items[]" } else { "answer" };
                    self.value(&schema, &inner, Use::Answer, path, &(ours.name)(), "");
                }
            }
            (Some(_), None) => {
                self.note(
                    "answer",
                    &call.rust,
                    "",
                    "answer undescribed",
                    "an answer is declared, none described",
                );
            }
            // Some operations describe an empty object where nothing comes back.
            (None, Some(theirs))
                if ["custom", "read", "list"].contains(&call.verb)
                    && self.spec.resolve(theirs).properties().is_some_and(|p| !p.is_empty()) =>
            {
                self.note(
                    "answer",
                    &call.rust,
                    "",
                    "answer missing",
                    "an answer is described, none declared",
                );
            }
            _ => {}
        }
    }

    /// The part of an answer that a method written by hand gives: the items of a list, or the only field.
    fn unwrapped(&mut self, ours: &Value, theirs: &Value) -> Value {
        let (ours, outer) = (self.ours(ours), self.spec.resolve(theirs));
        let mut part = theirs.clone();
        if let Some(fields) =
            outer.properties().filter(|_| ours.kind() != Some("object") || !outer_fits(&ours, &outer))
        {
            let only = fields.get("items").or_else(|| fields.values().next().filter(|_| fields.len() == 1));
            if let Some(only) = only {
                part = only.clone();
            }
        }
        let inner = self.spec.resolve(&part);
        match inner.schema.get("items") {
            Some(item) if ours.kind() != Some("array") => item.clone(),
            _ => part,
        }
    }

    fn note(&mut self, path: &str, at: &str, name: &str, differs: &'static str, text: &str) {
        self.found.insert(Difference {
            operation: self.operation.clone(),
            path: path.to_owned(),
            at: at.to_owned(),
            name: name.to_owned(),
            differs,
            text: text.to_owned(),
        });
    }

    fn ours(&mut self, schema: &Value) -> Ours {
        let mut nullable = false;
        let mut name = None;
        let mut schema = schema.clone();
        for _ in 0..8 {
            if let Some(parts) = schema.get("anyOf").and_then(Value::as_array) {
                let real = parts.iter().find(|p| p.get("type").and_then(Value::as_str) != Some("null"));
                nullable |= real.is_some() && parts.len() > 1;
                schema = real.cloned().unwrap_or_default();
            }
            let Some(target) = schema.get("$ref").and_then(Value::as_str) else { break };
            let target = target.rsplit('/').next().unwrap_or_default().to_owned();
            schema = self.generator.definitions().get(&target).cloned().unwrap_or_default();
            name = Some(target);
        }
        let schema = schema.as_object().cloned().unwrap_or_default();
        if let Some(Value::Array(all)) = schema.get("type") {
            nullable |= all.iter().any(|t| t == "null");
        }
        Ours { name, schema, nullable }
    }

    /// A request: its properties, and what is made together with it.
    fn body(&mut self, schema: &Value, theirs: &Value, how: Use, wrapped: Option<bool>, path: &str) {
        let ours = self.ours(schema);
        let theirs = self.spec.resolve(theirs);
        let at = ours.name.clone().unwrap_or_default();
        let inner = theirs.properties().and_then(|p| p.get("properties")).cloned();
        let wrapped = wrapped.unwrap_or_else(|| inner.is_some());
        match (wrapped, inner) {
            (true, None) => {
                self.note(path, &at, "properties", "envelope", "sent inside `properties`, described without");
            }
            (false, Some(_)) => {
                self.note(path, &at, "properties", "envelope", "sent without `properties`, described inside");
            }
            (true, Some(inner)) => {
                self.value(schema, &inner, how, &format!("{path}.properties"), &at, "");
                let required = theirs.schema.get("required").and_then(Value::as_array).cloned();
                for name in required.iter().flatten().filter_map(Value::as_str) {
                    if name != "properties" {
                        self.note(
                            path,
                            &at,
                            name,
                            "unsent",
                            &format!("`{name}` beside `properties` is required"),
                        );
                    }
                }
                self.entities(&ours, &theirs, path, &at);
            }
            (false, None) => self.value_of(&ours, &theirs, how, path, &at, ""),
        }
    }

    fn entities(&mut self, ours: &Ours, theirs: &Resolved, path: &str, at: &str) {
        let made = ours.schema.get("x-entities").and_then(Value::as_object).cloned().unwrap_or_default();
        let Some(entities) = theirs.properties().and_then(|p| p.get("entities")) else {
            for name in made.keys() {
                self.note(
                    path,
                    at,
                    &format!("entities.{name}"),
                    "undescribed",
                    "no description has these entities",
                );
            }
            return;
        };
        let entities = self.spec.resolve(entities);
        if entities.flag("readOnly") {
            return;
        }
        for (name, list) in entities.properties().cloned().unwrap_or_default() {
            let list = self.spec.resolve(&list);
            let items = list.properties().and_then(|p| p.get("items")).map(|i| self.spec.resolve(i));
            let Some(items) = items.filter(|i| !i.flag("readOnly") && !list.flag("readOnly")) else {
                continue;
            };
            let Some(item) = items.schema.get("items") else { continue };
            let path = format!("{path}.entities.{name}.items[]");
            let Some(ours) = made.get(&name) else {
                self.note(
                    &path,
                    at,
                    &format!("entities.{name}"),
                    "unsent",
                    &format!("`{name}` cannot be made together with it"),
                );
                continue;
            };
            let key = (
                self.ours(ours).name.unwrap_or_default(),
                format!("entity {}", self.spec.resolve(item).name.unwrap_or_default()),
                Use::Whole,
            );
            if self.done.insert(key) {
                let bare = ours.get("x-bare").map(|_| false);
                self.body(ours, item, Use::Whole, bare, &path);
            }
        }
    }

    fn value(&mut self, schema: &Value, theirs: &Value, how: Use, path: &str, at: &str, field: &str) {
        let ours = self.ours(schema);
        let theirs = self.spec.resolve(theirs);
        self.value_of(&ours, &theirs, how, path, at, field);
    }

    /// `at` and `field` name where the value stands in our types.
    fn value_of(&mut self, ours: &Ours, theirs: &Resolved, how: Use, path: &str, at: &str, field: &str) {
        match (ours.kind(), theirs.kind()) {
            (_, None) => {}
            (None, Some(kind)) => {
                // Anything at all fits only where anything is described.
                let free = kind == "object" && theirs.properties().is_none();
                if !free {
                    self.note(path, at, field, "untyped", &format!("described as {kind}, any JSON here"));
                }
            }
            (Some("array"), Some("array")) => {
                let (Some(mine), Some(item)) = (ours.schema.get("items"), theirs.schema.get("items")) else {
                    return;
                };
                self.value(mine, item, how, &format!("{path}[]"), at, field);
            }
            (Some("object"), Some("object")) => self.object(ours, theirs, how, path, at, field),
            (Some("number"), Some("integer")) => {
                self.note(path, at, field, "type", "described as integer, number here");
            }
            (Some(mine), Some(kind)) if mine != kind => {
                self.note(path, at, field, "type", &format!("described as {kind}, {mine} here"));
            }
            (Some("integer"), _) => {
                let narrow =
                    ours.schema.get("format").and_then(Value::as_str).is_some_and(|f| !f.ends_with("64"));
                if theirs.text("format") == Some("int64") && narrow {
                    self.note(path, at, field, "format", "described as 64 bit, narrower here");
                }
            }
            (Some("string"), _) => self.text(ours, theirs, path, at, field),
            _ => {}
        }
    }

    fn text(&mut self, ours: &Ours, theirs: &Resolved, path: &str, at: &str, field: &str) {
        if theirs.text("format") == Some("date-time")
            && ours.schema.get("format").and_then(Value::as_str) != Some("date-time")
        {
            self.note(path, at, field, "format", "described as a point in time, text here");
        }
        let (Some(words), mine) = (theirs.words(), ours.words()) else { return };
        let Some(mine) = mine else {
            self.note(
                path,
                at,
                field,
                "words",
                &format!("described as one of {}, text here", words.join(", ")),
            );
            return;
        };
        let name = ours.name.clone().unwrap_or_default();
        self.meet(&name, path, &mine);
        for word in words {
            if !mine.contains(&word) {
                self.note(path, &name, &word, "word missing", &format!("{name} lacks `{word}`"));
            }
            self.seen.entry(name.clone()).or_default().insert(word);
        }
    }

    fn meet(&mut self, name: &str, path: &str, names: &[String]) {
        if !self.met.contains_key(name) {
            self.met.insert(name.to_owned(), (self.operation.clone(), path.to_owned(), names.to_vec()));
        }
    }

    fn object(&mut self, ours: &Ours, theirs: &Resolved, how: Use, path: &str, at: &str, field: &str) {
        let Some(described) = theirs.properties() else {
            // A map: of anything, or of one type.
            if let (Some(mine), Some(item)) =
                (ours.schema.get("additionalProperties"), theirs.schema.get("additionalProperties"))
                && mine.is_object()
                && item.is_object()
            {
                self.value(mine, item, how, &format!("{path}.*"), at, field);
            }
            return;
        };
        let name = ours.name.clone().unwrap_or_else(|| format!("{at}.{field}"));
        let there = theirs
            .name
            .clone()
            .filter(|n| !n.is_empty())
            .unwrap_or_else(|| format!("{} {path}", self.operation));
        if !self.done.insert((name.clone(), there, how)) {
            return;
        }
        let Some(mine) = ours.properties() else {
            if ours.schema.get("additionalProperties").is_none_or(|a| *a == Value::Bool(true)) {
                self.note(path, at, field, "untyped", "described with fields, any JSON here");
            } else {
                self.note(path, at, field, "type", "described with fields, a map here");
            }
            return;
        };
        let is_list = name.starts_with("ItemsOf");
        let is_envelope = ours.is_document() || is_list;
        if !is_envelope {
            let names: Vec<_> = mine.keys().cloned().collect();
            self.meet(&name, path, &names);
        }
        for (key, schema) in described {
            let inner = self.spec.resolve(schema);
            let below = format!("{path}.{key}");
            let Some(value) = mine.get(key) else {
                let outer = is_envelope && ENVELOPE.contains(&key.as_str());
                match how {
                    Use::Answer if !inner.flag("writeOnly") && !outer => {
                        self.note(&below, &name, key, "unread", &format!("{name} does not read `{key}`"));
                    }
                    // Some fields are for IONOS itself.
                    Use::Whole | Use::Change if !inner.flag("readOnly") && !inner.flag("x-internal") => {
                        self.note(&below, &name, key, "unsent", &format!("{name} cannot send `{key}`"));
                    }
                    _ => {}
                }
                continue;
            };
            self.seen.entry(name.clone()).or_default().insert(key.clone());
            if is_envelope && ["id", "type", "href"].contains(&key.as_str()) {
                continue;
            }
            if how != Use::Answer && inner.flag("readOnly") {
                self.note(
                    &below,
                    &name,
                    key,
                    "read-only",
                    &format!("{name} sends `{key}`, which can only be read"),
                );
            }
            let value = self.ours(value);
            if ours.is_document() && key == "entities" {
                self.inside.push_back((self.operation.clone(), below, value, inner));
                continue;
            }
            if how == Use::Change && inner.flag("nullable") && !inner.flag("readOnly") && !value.nullable {
                self.note(&below, &name, key, "null", &format!("{name} cannot send null for `{key}`"));
            }
            let how = if how == Use::Change { Use::Whole } else { how };
            self.value_of(&value, &inner, how, &below, &name, key);
        }
    }
}

/// Whether our object is the described one itself, not a part of it.
fn outer_fits(ours: &Ours, theirs: &Resolved) -> bool {
    let (Some(mine), Some(described)) = (ours.properties(), theirs.properties()) else { return false };
    let own = |name: &String| !ENVELOPE.contains(&name.as_str()) || name == "properties" || name == "items";
    described.keys().filter(|name| own(name)).any(|name| mine.contains_key(name))
}

/// The APIs that no description covers.
pub(crate) fn uncovered(specs: &[Spec]) -> Vec<Api> {
    Api::ALL.iter().copied().filter(|api| !specs.iter().any(|s| s.api == *api)).collect()
}
