//! What this crate offers, as data: every resource with its handles, operations and models.
//!
//! For tools: `cargo xtask parity` compares it with the official descriptions, and the files of the language packages
//! are written from it. Only with the feature `schema`.

pub(crate) mod call;

use std::future::Future;
use std::pin::Pin;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::client::Client;
use crate::error::Result;
use crate::operation::{Api, Operation};
use crate::resource::{Body, Resource, Scope};
use call::{Call, Roundtrip};

/// A call under way; what it gives is dropped.
pub type Sent = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

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
    /// How each of its verbs is sent.
    pub(crate) calls: Vec<(&'static str, Call)>,
    roundtrip: Roundtrip,
}

impl Kind {
    pub(crate) fn new<R: JsonSchema + Resource>(
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
            calls: vec![
                ("list", call::list::<R>),
                ("get", call::get::<R>),
                ("attach", call::attach::<R>),
                ("detach", call::detach::<R>),
            ],
            roundtrip: call::roundtrip::<R>,
        }
    }

    /// Reads a document as this kind of resource and writes it again.
    ///
    /// # Errors
    /// What does not fit.
    pub fn roundtrip(&self, document: &Value) -> std::result::Result<Value, serde_json::Error> {
        (self.roundtrip)(document)
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
    /// From the place of the parent to the place of all of them, through the handle itself.
    pub(crate) all: fn(&Scope) -> Scope,
    /// From the place of the parent to the place of one of them.
    pub(crate) one: fn(&Scope, &str) -> Scope,
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
    /// How it is sent; `None` for those written by hand.
    pub(crate) call: Option<Call>,
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
    /// The handles on the way to it.
    route: Vec<Step>,
    call: Option<Call>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    All(fn(&Scope) -> Scope),
    One(fn(&Scope, &str) -> Scope),
}

impl Declared {
    /// Sends the call through its handles; `None` for methods that are written by hand, which have arguments of their own.
    ///
    /// Each handle on the way takes the next id. The body is what the schema of its type describes, with lists of what is
    /// made inside beside the fields. In services with a host in each region, `de-txl` is meant.
    #[must_use]
    pub fn send(&self, client: &Client, ids: &[&str], body: Option<&Value>) -> Option<Sent> {
        let call = self.call?;
        let mut scope = if self.api.is_regional() {
            Scope::regional(client, self.api, "de-txl")
        } else {
            Scope::root(client, self.api)
        };
        let mut ids = ids.iter();
        for step in &self.route {
            scope = match step {
                Step::All(all) => all(&scope),
                Step::One(one) => one(&scope, ids.next().copied().unwrap_or_default()),
            };
        }
        Some(call(scope, body))
    }
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
        let root = Place { api: service.api, path: String::new(), rust, route: Vec::new() };
        root.walk(&mut all, &service.children, &service.actions);
    }
    all
}

/// Where the walk is.
struct Place {
    api: Api,
    path: String,
    rust: String,
    route: Vec<Step>,
}

impl Place {
    fn below(&self, path: &str, rust: &str, step: Step) -> Self {
        let route = self.route.iter().copied().chain([step]).collect();
        Self {
            api: self.api,
            path: format!("{}/{path}", self.path),
            rust: format!("{}.{rust}", self.rust),
            route,
        }
    }

    /// A call of one of the usual verbs here.
    fn verb(&self, method: &'static str, (verb, given): (&'static str, &str), kind: &Kind) -> Declared {
        let body = match verb {
            "create" => kind.create,
            "patch" => kind.update,
            "replace" => kind.replace,
            _ => None,
        };
        Declared {
            api: self.api,
            method,
            path: self.path.clone(),
            rust: format!("{}.{verb}({given})", self.rust),
            verb,
            body,
            answer: (method != "DELETE").then_some(kind.read),
            list: verb == "list",
            route: self.route.clone(),
            call: kind.calls.iter().find(|(name, _)| *name == verb).map(|(_, call)| *call),
        }
    }

    fn action(&self, action: &Action) -> Option<Declared> {
        let operation = Operation::of(self.api, action.operation)?;
        let given = if action.body.is_some() { ".." } else { "" };
        Some(Declared {
            api: self.api,
            method: operation.method,
            path: operation.path.to_owned(),
            rust: format!("{}.{}({given})", self.rust, action.name),
            verb: action.shape,
            body: action.body,
            answer: action.answer,
            list: action.shape == "list",
            route: self.route.clone(),
            call: action.call,
        })
    }

    fn walk(&self, found: &mut Vec<Declared>, children: &[Child], actions: &[Action]) {
        found.extend(actions.iter().filter_map(|action| self.action(action)));
        for child in children {
            let kind = (child.kind)();
            let all = self.below(child.segment, &format!("{}()", child.plural), Step::All(child.all));
            let one = self.below(
                &format!("{}/{{{}}}", child.segment, child.param),
                &format!("{}(..)", child.singular),
                Step::One(child.one),
            );
            found.push(all.verb("GET", ("list", ""), &kind));
            found.push(one.verb("GET", ("get", ""), &kind));
            match child.access {
                "Attached" => {
                    found.push(all.verb("POST", ("attach", ".."), &kind));
                    found.push(one.verb("DELETE", ("detach", ""), &kind));
                }
                "Full" => {
                    if kind.create.is_some() {
                        found.push(all.verb("POST", ("create", ".."), &kind));
                    }
                    if kind.update.is_some() {
                        found.push(one.verb("PATCH", ("patch", ".."), &kind));
                    }
                    if kind.replace.is_some() {
                        found.push(one.verb("PUT", ("replace", ".."), &kind));
                    }
                    if kind.marks.contains(&"Delete") {
                        found.push(one.verb("DELETE", ("delete", ""), &kind));
                    }
                    one.walk(found, &kind.inside(), &kind.actions);
                }
                _ => {}
            }
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

/// The schema of what can be made inside; `x-bare` where it is sent without `properties` around it.
pub(crate) fn entity<T: JsonSchema + Body + Default>(
    generator: &mut SchemaGenerator,
    list: &'static str,
    docs: &str,
) -> (&'static str, Schema) {
    let (name, mut schema) = field::<T>(generator, list, list, docs);
    if T::default().body().get("properties").is_none() {
        schema.insert("x-bare".to_owned(), true.into());
    }
    (name, schema)
}

/// A schema of a JSON object.
pub(crate) fn build(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}
