//! What the files of the language packages are written from: models and handles, free of Rust.

use std::collections::{BTreeMap, BTreeSet};

use ionos_core::surface::{self, Action, Child, Kind, TypeRef};
use ionos_core::{Api, Operation};
use schemars::SchemaGenerator;
use serde_json::{Map, Value};

use crate::Result;
use crate::source::{Given, Source};

/// A type of a field, of a body or of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Any,
    Text,
    /// Text that must not be shown.
    Secret,
    /// Bytes that travel in base64.
    Bytes,
    Int,
    Float,
    Bool,
    Model(String),
    Word(String),
    List(Box<Self>),
    Map(Box<Self>),
    /// A list of resources inside a resource.
    Inside(String),
    /// Can also be taken away.
    Clearable(Box<Self>),
}

impl Type {
    /// The model in it, if there is one.
    pub(crate) fn model(&self) -> Option<&str> {
        match self {
            Self::Model(name) | Self::Inside(name) => Some(name),
            Self::List(inner) | Self::Map(inner) | Self::Clearable(inner) => inner.model(),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// In snake case, as in Rust.
    pub(crate) name: String,
    pub(crate) wire: String,
    pub(crate) docs: String,
    pub(crate) of: Type,
    pub(crate) given: Option<Given>,
}

/// What a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Read,
    Sent,
    Both,
}

#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A resource: its properties, and what it contains.
    Document {
        properties: String,
        entities: Option<String>,
    },
    /// Lists of other resources.
    Entities,
    Fields,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) shape: Shape,
    pub(crate) role: Role,
    pub(crate) fields: Vec<Field>,
    /// What can be made inside it.
    pub(crate) inside: Vec<Field>,
    /// Whether it is sent without `properties` around it.
    pub(crate) bare: bool,
}

/// Values that a field takes; others may come.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Full,
    ReadOnly,
    Attached,
}

/// All of a kind in one place, and one of them.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) docs: String,
    pub(crate) plural: String,
    pub(crate) singular: String,
    pub(crate) access: Access,
    pub(crate) segment: String,
    pub(crate) param: String,
    pub(crate) kind: String,
}

/// What an operation gives back.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Nothing,
    /// The wait for a change, and what it ends with.
    Change(Option<Type>),
    Text,
    Value(Type),
    List(Type),
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) docs: String,
    pub(crate) name: String,
    pub(crate) operation: &'static Operation,
    pub(crate) body: Option<Type>,
    /// What is sent as the query.
    pub(crate) filter: Option<Type>,
    pub(crate) answer: Answer,
    /// Whether the resource itself is awaited, not only the request.
    pub(crate) ready: bool,
    /// Placeholders of the path that the place does not fill.
    pub(crate) params: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) name: String,
    pub(crate) docs: String,
    /// In messages, such as `NAT gateway`.
    pub(crate) words: String,
    pub(crate) segment: String,
    pub(crate) param: String,
    /// The property by which people know it, on the wire and in snake case.
    pub(crate) known_by: (String, String),
    pub(crate) read: Type,
    pub(crate) create: Option<Type>,
    pub(crate) update: Option<Type>,
    /// Whether changes are put into `properties`.
    pub(crate) wraps_patches: bool,
    pub(crate) replace: Option<Type>,
    pub(crate) removable: bool,
    pub(crate) labelled: bool,
    pub(crate) places: Vec<Place>,
    pub(crate) calls: Vec<Call>,
}

#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) api: Api,
    pub(crate) name: String,
    pub(crate) places: Vec<Place>,
    pub(crate) calls: Vec<Call>,
}

impl Service {
    /// The method that gives it.
    pub(crate) fn accessor(&self) -> String {
        self.api.key().replace('-', "_")
    }

    /// Whether each region has one.
    pub(crate) fn is_regional(&self) -> bool {
        self.api.is_regional()
    }
}

#[derive(Debug)]
pub(crate) struct Surface {
    pub(crate) models: Vec<Model>,
    pub(crate) words: Vec<Words>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) services: Vec<Service>,
}

impl Surface {
    pub(crate) fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|m| m.name == name)
    }

    /// Every place where resources are.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.services.iter().flat_map(|s| &s.places).chain(self.resources.iter().flat_map(|r| &r.places))
    }

    pub(crate) fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|r| r.name == name)
    }
}

/// Models that hand-written methods read.
const FURTHER: &[&str] = &[
    "Activity",
    "CompletionAnswer",
    "Contract",
    "GeneratedImages",
    "Location",
    "Metadata",
    "Record",
    "RequestStatusMetadata",
    "S3Key",
    "SharedResource",
    "Token",
    "User",
];

/// Fields that a constructor takes although the API can do without.
const OPTIONAL: &[(&str, &str)] = &[
    ("NewServer", "cores"),
    ("NewServer", "ram"),
    ("NewNic", "name"),
    ("NewFirewallRule", "name"),
    ("NewIpBlock", "name"),
];

pub(crate) struct Reader<'a> {
    source: &'a Source,
    generator: SchemaGenerator,
    kinds: BTreeMap<&'static str, Kind>,
    seen: Vec<&'static str>,
    /// Bodies that say of themselves that they are sent without `properties`.
    bare: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        Self {
            source,
            generator: SchemaGenerator::default(),
            kinds: BTreeMap::new(),
            seen: Vec::new(),
            bare: BTreeSet::new(),
        }
    }

    pub(crate) fn read(mut self) -> Result<Surface> {
        // What is said to models is written by hand: it streams, and it is not shaped like the rest.
        let all: Vec<_> = surface::services().into_iter().filter(|s| s.api != Api::Ai).collect();
        for service in &all {
            self.find(&service.children);
        }
        let mut services = Vec::new();
        for service in &all {
            services.push(Service {
                api: service.api,
                name: service.type_name.to_owned(),
                places: service.children.iter().map(place).collect(),
                calls: self.calls(service.api, &[], &service.actions)?,
            });
        }
        // The placeholders above a kind differ from place to place; those of the first are as good as any: only their number counts.
        let mut above = BTreeMap::new();
        for service in &all {
            walk(&mut above, service.api, &[], &service.children);
        }
        let mut resources = Vec::new();
        for name in self.seen.clone() {
            let kind = self.kinds.get(name).cloned().ok_or("a kind got lost")?;
            let (api, params) = above.get(name).cloned().ok_or("a kind has no place")?;
            let calls = self.calls(api, &params, &kind.actions)?;
            let read = self.of(kind.read);
            resources.push(Resource {
                docs: self.alias(name),
                words: kind.kind.to_owned(),
                segment: kind.segment.to_owned(),
                param: kind.param.to_owned(),
                known_by: (
                    kind.filter.to_owned(),
                    snake(if kind.filter.is_empty() { "name" } else { kind.filter }),
                ),
                read,
                create: kind.create.map(|t| self.of(t)),
                update: kind.update.map(|t| self.of(t)),
                wraps_patches: api.wraps_patches(),
                replace: kind.replace.map(|t| self.of(t)),
                removable: kind.marks.contains(&"Delete"),
                labelled: kind.marks.contains(&"Labelled"),
                places: kind.inside().iter().map(place).collect(),
                calls,
                name: name.to_owned(),
            });
        }
        // Read by hand-written methods only.
        self.generator.subschema_for::<ionos_core::Activity>();
        self.generator.subschema_for::<ionos_core::CompletionAnswer>();
        self.generator.subschema_for::<ionos_core::GeneratedImages>();
        self.generator.subschema_for::<ionos_core::Contract>();
        self.generator.subschema_for::<ionos_core::Location>();
        self.generator.subschema_for::<ionos_core::RequestStatusMetadata>();
        let definitions = self.generator.take_definitions(true);
        let (mut models, words) = self.models(&definitions)?;
        let mut all = Vec::new();
        for model in &mut models {
            all.extend(model.fields.iter_mut().chain(&mut model.inside).map(|field| &mut field.of));
        }
        for call in resources
            .iter_mut()
            .flat_map(|r| &mut r.calls)
            .chain(services.iter_mut().flat_map(|s| &mut s.calls))
        {
            all.extend(call.body.iter_mut().chain(&mut call.filter));
            if let Answer::Change(Some(of)) | Answer::Value(of) | Answer::List(of) = &mut call.answer {
                all.push(of);
            }
        }
        for of in all {
            settle(of, &words);
        }
        roles(&mut models, &resources, &services);
        Ok(Surface { models, words, resources, services })
    }

    /// Collects every kind once, in the order in which the handles show them.
    fn find(&mut self, children: &[Child]) {
        for child in children {
            let kind = (child.kind)();
            if self.kinds.contains_key(kind.type_name) {
                continue;
            }
            self.seen.push(kind.type_name);
            let next = kind.inside();
            self.kinds.insert(kind.type_name, kind);
            self.find(&next);
        }
    }

    fn of(&mut self, of: TypeRef) -> Type {
        if of.is_wrapped.is_some_and(|is_wrapped| !is_wrapped()) {
            self.bare.insert((of.name)());
        }
        let schema = (of.schema)(&mut self.generator);
        type_of(schema.as_value())
    }

    fn calls(&mut self, api: Api, params: &[String], actions: &[Action]) -> Result<Vec<Call>> {
        let mut calls = Vec::new();
        for action in actions {
            let operation = Operation::of(api, action.operation)
                .ok_or_else(|| format!("{} has no operation {}", api.key(), action.operation))?;
            let answer = action.answer.map(|t| self.of(t));
            let answer = match (action.shape, answer) {
                ("change" | "order" | "custom_change", answer) => Answer::Change(answer),
                ("text", _) => Answer::Text,
                ("list", Some(of)) => Answer::List(of),
                (_, Some(of)) => Answer::Value(of),
                (_, None) => Answer::Nothing,
            };
            let params: Vec<_> = placeholders(operation.path).into_iter().skip(params.len()).collect();
            let body = action.body.map(|t| self.of(t));
            // What Rust takes as an argument of its own may be a value of the path, or of the query.
            let (body, filter) = match body {
                Some(Type::Text) if !params.is_empty() => (None, None),
                Some(Type::Model(_)) if operation.method == "GET" => (None, body),
                body => (body, None),
            };
            if let Some(name) = body.as_ref().and_then(Type::model)
                && !self.source.wrapped.contains(name)
            {
                self.bare.insert(name.to_owned());
            }
            calls.push(Call {
                docs: plain(action.docs),
                name: action.name.trim_start_matches("r#").to_owned(),
                operation,
                body,
                filter,
                answer,
                ready: matches!(action.shape, "change" | "custom_change"),
                params,
            });
        }
        Ok(calls)
    }

    fn alias(&self, name: &str) -> String {
        self.source.aliases.get(name).map(|docs| plain(docs)).unwrap_or_default()
    }

    fn models(&self, definitions: &Map<String, Value>) -> Result<(Vec<Model>, Vec<Words>)> {
        let (mut models, mut words) = (Vec::new(), Vec::new());
        for (name, schema) in definitions {
            let docs = plain(schema["description"].as_str().unwrap_or_default());
            if let Some(values) = schema["x-open-enum"].as_array() {
                let values = values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                words.push(Words { name: name.clone(), docs, values });
                continue;
            }
            if name.starts_with("ItemsOf") || name == "NoEntities" {
                continue;
            }
            let empty = Map::new();
            let properties = schema["properties"].as_object().unwrap_or(&empty);
            let mut fields: Vec<Field> =
                properties.iter().map(|(wire, s)| self.field(name, wire, s)).collect();
            self.sort(name, &mut fields);
            let mut inside: Vec<Field> = schema["x-entities"]
                .as_object()
                .unwrap_or(&empty)
                .iter()
                .map(|(wire, s)| self.field(name, wire, s))
                .collect();
            self.sort(name, &mut inside);
            let named =
                |field: &str| properties.get(field).map(type_of).and_then(|t| t.model().map(str::to_owned));
            let (docs, shape) = if schema["x-document"] == true {
                let properties =
                    named("properties").ok_or_else(|| format!("{name} has properties of no name"))?;
                let entities = named("entities").filter(|e| e != "NoEntities");
                (self.alias(name), Shape::Document { properties, entities })
            } else if name.ends_with("Entities") {
                (docs, Shape::Entities)
            } else {
                (docs, Shape::Fields)
            };
            models.push(Model {
                name: name.clone(),
                docs,
                shape,
                role: Role::Read,
                fields,
                inside,
                bare: self.bare.contains(name) || self.source.bare.contains(name),
            });
        }
        Ok((models, words))
    }

    fn field(&self, model: &str, wire: &str, schema: &Value) -> Field {
        let name = schema["x-name"].as_str().unwrap_or(wire).trim_start_matches("r#").to_owned();
        let given = self.source.given(model, &name).filter(|_| !OPTIONAL.contains(&(model, &name)));
        Field {
            wire: wire.to_owned(),
            docs: plain(schema["description"].as_str().unwrap_or_default()),
            of: type_of(schema),
            given,
            name,
        }
    }

    fn sort(&self, model: &str, fields: &mut [Field]) {
        let order = self.source.order.get(model).map(Vec::as_slice).unwrap_or_default();
        fields.sort_by_key(|field| order.iter().position(|name| name.trim_start_matches("r#") == field.name));
    }
}

fn walk(
    above: &mut BTreeMap<&'static str, (Api, Vec<String>)>,
    api: Api,
    params: &[String],
    children: &[Child],
) {
    for child in children {
        let kind = (child.kind)();
        let mut params = params.to_vec();
        params.push(child.param.to_owned());
        if child.access != "Full" {
            above.entry(kind.type_name).or_insert((api, params));
            continue;
        }
        let first = !above.contains_key(kind.type_name) || above[kind.type_name].1.len() > params.len();
        above.insert(kind.type_name, (api, params.clone()));
        if first {
            walk(above, api, &params, &kind.inside());
        }
    }
}

fn place(child: &Child) -> Place {
    Place {
        docs: plain(child.docs),
        plural: child.plural.to_owned(),
        singular: child.singular.to_owned(),
        access: match child.access {
            "ReadOnly" => Access::ReadOnly,
            "Attached" => Access::Attached,
            _ => Access::Full,
        },
        segment: child.segment.to_owned(),
        param: child.param.to_owned(),
        kind: (child.kind)().type_name.to_owned(),
    }
}

fn placeholders(path: &str) -> Vec<String> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| snake(name)).collect()
}

/// The type that a schema describes.
fn type_of(schema: &Value) -> Type {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap_or_default();
        return match name.strip_prefix("ItemsOf") {
            None if name == "AnyValue" => Type::Any,
            Some("AnyValue") => Type::List(Box::new(Type::Any)),
            Some(item) => Type::Inside(item.to_owned()),
            None => Type::Model(name.to_owned()),
        };
    }
    if let Some(options) = schema["anyOf"].as_array() {
        let mut kept = options.iter().filter(|o| o["type"] != "null");
        return match (kept.next(), kept.next()) {
            (Some(one), None) => Type::Clearable(Box::new(type_of(one))),
            _ => Type::Any,
        };
    }
    if let Some(names) = schema["type"].as_array() {
        let mut kept = names.iter().filter(|n| *n != "null");
        return match (kept.next(), kept.next()) {
            (Some(one), None) => {
                let mut inner = schema.clone();
                if let Some(inner) = inner.as_object_mut() {
                    inner.insert("type".to_owned(), one.clone());
                }
                Type::Clearable(Box::new(type_of(&inner)))
            }
            _ => Type::Any,
        };
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("password")) => Type::Secret,
        (Some("string"), Some("byte")) => Type::Bytes,
        (Some("string"), _) => Type::Text,
        (Some("integer"), _) => Type::Int,
        (Some("number"), _) => Type::Float,
        (Some("boolean"), _) => Type::Bool,
        (Some("array"), _) => Type::List(Box::new(type_of(&schema["items"]))),
        (Some("object"), _) => match &schema["additionalProperties"] {
            Value::Object(_) => Type::Map(Box::new(type_of(&schema["additionalProperties"]))),
            _ => Type::Map(Box::new(Type::Any)),
        },
        _ => Type::Any,
    }
}

/// Tells words from models.
fn settle(of: &mut Type, words: &[Words]) {
    match of {
        Type::Model(name) if words.iter().any(|w| w.name == *name) => *of = Type::Word(std::mem::take(name)),
        Type::List(inner) | Type::Map(inner) | Type::Clearable(inner) => settle(inner, words),
        _ => {}
    }
}

/// Finds out which models are read and which are sent.
fn roles(models: &mut Vec<Model>, resources: &[Resource], services: &[Service]) {
    let mut read: Vec<String> = FURTHER.iter().map(|name| (*name).to_owned()).collect();
    let mut sent: Vec<String> = Vec::new();
    let note = |list: &mut Vec<String>, of: &Type| list.extend(of.model().map(str::to_owned));
    let calls = resources.iter().flat_map(|r| &r.calls).chain(services.iter().flat_map(|s| &s.calls));
    for call in calls {
        for body in [&call.body, &call.filter].into_iter().flatten() {
            note(&mut sent, body);
        }
        match &call.answer {
            Answer::Change(Some(of)) | Answer::Value(of) | Answer::List(of) => note(&mut read, of),
            _ => {}
        }
    }
    for resource in resources {
        note(&mut read, &resource.read);
        for of in [&resource.create, &resource.update, &resource.replace].into_iter().flatten() {
            note(&mut sent, of);
        }
    }
    let reach = |from: Vec<String>| {
        let (mut reached, mut rest) = (BTreeSet::new(), from);
        while let Some(name) = rest.pop() {
            if reached.insert(name.clone())
                && let Some(model) = models.iter().find(|m| m.name == name)
            {
                rest.extend(
                    model.fields.iter().chain(&model.inside).filter_map(|f| f.of.model().map(str::to_owned)),
                );
            }
        }
        reached
    };
    let (read, sent) = (reach(read), reach(sent));
    models.retain(|m| m.name == "Metadata" || read.contains(&m.name) || sent.contains(&m.name));
    for model in models {
        model.role = match (read.contains(&model.name), sent.contains(&model.name)) {
            (true, true) => Role::Both,
            (false, true) => Role::Sent,
            _ => Role::Read,
        };
    }
}

/// `availabilityZone` as `availability_zone`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut before = '_';
    for c in name.chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            out.push('_');
        }
        out.extend(if c == '-' { '_' } else { c }.to_lowercase());
        before = c;
    }
    out
}

/// `availability_zone` as `availabilityZone`.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' | '-' => upper = !out.is_empty(),
            c if upper => {
                out.extend(c.to_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

/// `nat_gateways` as `NatGateways`.
pub(crate) fn pascal(name: &str) -> String {
    let text = camel(name);
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Docs in one line, without examples and without links.
fn plain(docs: &str) -> String {
    let docs = docs.split("```").next().unwrap_or_default();
    let mut text = docs.split_whitespace().collect::<Vec<_>>().join(" ");
    // [`name`](target) and [`name`] are `name`.
    while let Some(at) = text.find("[`") {
        let Some(end) = text[at..].find("`]").map(|n| at + n) else { break };
        let name = text[at + 2..end].rsplit("::").next().unwrap_or_default().to_owned();
        let mut after = end + 2;
        if text[after..].starts_with('(') {
            after += text[after..].find(')').map_or(0, |n| n + 1);
        }
        text.replace_range(at..after, &format!("`{name}`"));
    }
    // Links with words of their own are these words.
    while let Some(middle) = text.find("](") {
        let Some(start) = text[..middle].rfind('[') else { break };
        let Some(end) = text[middle..].find(')').map(|n| middle + n) else { break };
        let words = text[start + 1..middle].to_owned();
        text.replace_range(start..=end, &words);
    }
    if text.ends_with(':') {
        text.pop();
        text.push('.');
    }
    text
}
