//! What this crate offers, as data: every resource with its handles, operations and models.
//!
//! For tools: `cargo xtask parity` compares it with the official descriptions, and the files of the language packages
//! are written from it. Only with the feature `schema`.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::operation::{Api, Operation};
use crate::resource::Body;

/// A model by its name, with the way to its JSON Schema.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TypeRef {
    /// Name of the Rust type.
    pub name: fn() -> String,
    /// Its schema; models inside are put into the generator's definitions.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    /// For bodies: whether they are sent inside `properties`.
    pub is_wrapped: Option<fn() -> bool>,
}

impl TypeRef {
    pub(crate) fn of<T: JsonSchema>() -> Self {
        Self {
            name: || T::schema_name().into_owned(),
            schema: SchemaGenerator::subschema_for::<T>,
            is_wrapped: None,
        }
    }

    /// A body as creations and replacements send it.
    pub(crate) fn body<T: JsonSchema + Body + Default>() -> Self {
        Self { is_wrapped: Some(|| T::default().body().get("properties").is_some()), ..Self::of::<T>() }
    }
}

/// A kind of resource.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Kind {
    /// Name of the Rust type, such as `Server`.
    pub type_name: &'static str,
    /// Its name in messages, such as `server`.
    pub kind: &'static str,
    /// The last part of its collection's path, such as `servers`.
    pub segment: &'static str,
    /// The placeholder of its id, such as `serverId`.
    pub param: &'static str,
    /// The property by which people know it.
    pub filter: &'static str,
    /// What is read.
    pub read: TypeRef,
    /// What makes one.
    pub create: Option<TypeRef>,
    /// What changes one.
    pub update: Option<TypeRef>,
    /// What replaces one.
    pub replace: Option<TypeRef>,
    /// Further capabilities: `Delete`, `Labelled`.
    pub marks: Vec<&'static str>,
    /// What lies inside it.
    pub children: Vec<Child>,
    /// Its other operations.
    pub actions: Vec<Action>,
}

impl Kind {
    pub(crate) fn new<R: JsonSchema>(
        type_name: &'static str,
        kind: &'static str,
        segment: &'static str,
        param: &'static str,
        filter: &'static str,
    ) -> Self {
        Self {
            type_name,
            kind,
            segment,
            param,
            filter,
            read: TypeRef::of::<R>(),
            create: None,
            update: None,
            replace: None,
            marks: Vec::new(),
            children: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// Everything that lies inside it: its children, and its labels where it carries them.
    #[must_use]
    pub fn inside(&self) -> Vec<Child> {
        let mut inside = self.children.clone();
        if self.marks.contains(&"Labelled") {
            inside.push(crate::compute::labels_child());
        }
        inside
    }
}

/// A resource that describes itself.
pub trait Described {
    /// What there is to know about it.
    fn describe() -> Kind;
}

/// A pair of handles: all resources of a kind in one place, and one of them.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Child {
    /// What it is.
    pub docs: &'static str,
    /// The method for all of them.
    pub plural: &'static str,
    /// The method for one of them.
    pub singular: &'static str,
    /// `Full`, `ReadOnly` or `Attached`.
    pub access: &'static str,
    /// Its part of the path.
    pub segment: &'static str,
    /// The placeholder of the id.
    pub param: &'static str,
    /// The kind of resource.
    pub kind: fn() -> Kind,
}

/// An operation beyond reading, making, changing and removing.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Action {
    /// What it does.
    pub docs: &'static str,
    /// The method.
    pub name: &'static str,
    /// The id of the operation.
    pub operation: &'static str,
    /// `change`, `order`, `read`, `text`, `list`, `custom` or `custom_change`.
    pub shape: &'static str,
    /// What it sends.
    pub body: Option<TypeRef>,
    /// What it gives back.
    pub answer: Option<TypeRef>,
}

/// What an API offers at its root.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Service {
    /// The API.
    pub api: Api,
    /// Name of the Rust type.
    pub type_name: &'static str,
    /// Its resources.
    pub children: Vec<Child>,
    /// Its other operations.
    pub actions: Vec<Action>,
}

/// One way to reach an operation with types.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Declared {
    /// The API.
    pub api: Api,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with its placeholders.
    pub path: String,
    /// The call in Rust, such as `ionos.datacenter(..).servers().create(..)`.
    pub rust: String,
    /// The last step of the call: `list`, `get`, `create`, `patch`, `replace`, `delete`, `attach`, `detach`, or
    /// the shape of an action.
    pub verb: &'static str,
    /// What it sends.
    pub body: Option<TypeRef>,
    /// What it gives back; in a list, one item of it.
    pub answer: Option<TypeRef>,
    /// Whether it gives a list.
    pub list: bool,
}

/// Every service of this crate.
#[must_use]
pub fn services() -> Vec<Service> {
    crate::services::described()
}

/// Every typed call, found by walking the handles from the roots.
#[must_use]
pub fn declared() -> Vec<Declared> {
    let mut all = Vec::new();
    for service in services() {
        let rust = crate::services::root(service.type_name).to_owned();
        walk(&mut all, service.api, "", &rust, &service.children, &service.actions);
    }
    all
}

fn walk(all: &mut Vec<Declared>, api: Api, path: &str, rust: &str, children: &[Child], actions: &[Action]) {
    for action in actions {
        let Some(operation) = Operation::of(api, action.operation) else { continue };
        let given = if action.body.is_some() { ".." } else { "" };
        all.push(Declared {
            api,
            method: operation.method,
            path: operation.path.to_owned(),
            rust: format!("{rust}.{}({given})", action.name),
            verb: action.shape,
            body: action.body,
            answer: action.answer,
            list: action.shape == "list",
        });
    }
    for child in children {
        let kind = (child.kind)();
        let many = format!("{path}/{}", child.segment);
        let one = format!("{many}/{{{}}}", child.param);
        let (plural, singular) =
            (format!("{rust}.{}()", child.plural), format!("{rust}.{}(..)", child.singular));
        let mut add = |method, path: &str, handle: &str, (verb, given), body, answer| {
            let rust = format!("{handle}.{verb}({given})");
            let list = verb == "list";
            all.push(Declared { api, method, path: path.to_owned(), rust, verb, body, answer, list });
        };
        let read = Some(kind.read);
        add("GET", &many, &plural, ("list", ""), None, read);
        add("GET", &one, &singular, ("get", ""), None, read);
        match child.access {
            "Attached" => {
                add("POST", &many, &plural, ("attach", ".."), None, read);
                add("DELETE", &one, &singular, ("detach", ""), None, None);
            }
            "Full" => {
                if kind.create.is_some() {
                    add("POST", &many, &plural, ("create", ".."), kind.create, read);
                }
                if kind.update.is_some() {
                    add("PATCH", &one, &singular, ("patch", ".."), kind.update, read);
                }
                if kind.replace.is_some() {
                    add("PUT", &one, &singular, ("replace", ".."), kind.replace, read);
                }
                if kind.marks.contains(&"Delete") {
                    add("DELETE", &one, &singular, ("delete", ""), None, None);
                }
                walk(all, api, &one, &singular, &kind.inside(), &kind.actions);
            }
            _ => {}
        }
    }
}

/// The schema of a model.
pub(crate) fn object(docs: &str, fields: &[(&'static str, Schema)]) -> Schema {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone().to_value())).collect();
    build(json!({ "type": "object", "description": docs.trim(), "properties": properties }))
}

/// The schema of a request: its properties, and under `x-entities` what can be made inside.
pub(crate) fn request(
    docs: &str,
    fields: &[(&'static str, Schema)],
    entities: &[(&'static str, Schema)],
) -> Schema {
    let mut schema = object(docs, fields);
    if !entities.is_empty() {
        let inside: Map<String, Value> =
            entities.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone().to_value())).collect();
        schema.insert("x-entities".to_owned(), inside.into());
    }
    schema
}

/// The schema of a field, with the name it has in Rust and what it means.
pub(crate) fn field<T: JsonSchema>(
    generator: &mut SchemaGenerator,
    wire: &'static str,
    name: &'static str,
    docs: &str,
) -> (&'static str, Schema) {
    let mut schema = generator.subschema_for::<T>();
    schema.insert("description".to_owned(), docs.trim().into());
    if name != wire {
        schema.insert("x-name".to_owned(), name.into());
    }
    (wire, schema)
}

/// A schema of a JSON object.
pub(crate) fn build(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}
