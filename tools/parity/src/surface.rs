//! What `ionos-core` offers, as one JSON document: for the generators of the language packages.

use std::collections::BTreeMap;

use ionos_core::Operation;
use ionos_core::surface::{self, Action, Child, Kind, TypeRef};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Gathers kinds and schemas while the handles are walked.
pub(crate) struct Surface {
    generator: SchemaGenerator,
    kinds: BTreeMap<&'static str, Value>,
    /// Where each kind lives: API, path of the collection.
    places: BTreeMap<&'static str, Vec<Value>>,
}

/// `{services, kinds, schemas}`.
pub(crate) fn export() -> Value {
    let mut all = Surface { generator: generator(), kinds: BTreeMap::new(), places: BTreeMap::new() };
    let mut services = Vec::new();
    for service in surface::services() {
        let api = service.api;
        services.push(json!({
            "api": api.key(),
            "type": service.type_name,
            "children": service.children.iter().map(|c| all.child(c)).collect::<Vec<_>>(),
            "actions": service.actions.iter().map(|a| all.action(a)).collect::<Vec<_>>(),
        }));
        for child in &service.children {
            all.place(api, "", child);
        }
    }
    let mut kinds: Map<String, Value> =
        all.kinds.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect();
    for (name, places) in all.places {
        if let Some(kind) = kinds.get_mut(name).and_then(Value::as_object_mut) {
            kind.insert("places".to_owned(), places.into());
        }
    }
    json!({ "services": services, "kinds": kinds, "schemas": all.generator.take_definitions(false) })
}

/// A generator that keeps every model under its own name.
pub(crate) fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

impl Surface {
    /// The schema of a type: a reference for models, the schema itself for plain values.
    fn of(&mut self, of: TypeRef) -> Value {
        let schema = (of.schema)(&mut self.generator).to_value();
        let mut value = json!({ "type": (of.name)(), "schema": schema });
        if let (Some(is_wrapped), Some(value)) = (of.is_wrapped, value.as_object_mut()) {
            value.insert("wrapped".to_owned(), is_wrapped().into());
        }
        value
    }

    fn maybe(&mut self, of: Option<TypeRef>) -> Value {
        of.map_or(Value::Null, |of| self.of(of))
    }

    fn action(&mut self, action: &Action) -> Value {
        json!({
            "docs": action.docs.trim(),
            "name": action.name,
            "operation": action.operation,
            "shape": action.shape,
            "body": self.maybe(action.body),
            "answer": self.maybe(action.answer),
        })
    }

    fn child(&mut self, child: &Child) -> Value {
        let kind = (child.kind)();
        self.kind(&kind);
        json!({
            "docs": child.docs.trim(),
            "plural": child.plural,
            "singular": child.singular,
            "access": child.access,
            "segment": child.segment,
            "param": child.param,
            "kind": kind.type_name,
        })
    }

    fn kind(&mut self, kind: &Kind) {
        if self.kinds.contains_key(kind.type_name) {
            return;
        }
        self.kinds.insert(kind.type_name, Value::Null);
        let value = json!({
            "type": kind.type_name,
            "kind": kind.kind,
            "segment": kind.segment,
            "param": kind.param,
            "filter": kind.filter,
            "read": self.of(kind.read),
            "create": self.maybe(kind.create),
            "update": self.maybe(kind.update),
            "replace": self.maybe(kind.replace),
            "marks": kind.marks,
            "children": kind.inside().iter().map(|c| self.child(c)).collect::<Vec<_>>(),
            "actions": kind.actions.iter().map(|a| self.action(a)).collect::<Vec<_>>(),
        });
        self.kinds.insert(kind.type_name, value);
    }

    /// Notes where a kind lives, with the operations there and the size of a page of its list.
    fn place(&mut self, api: ionos_core::Api, path: &str, child: &Child) {
        let kind = (child.kind)();
        let many = format!("{path}/{}", child.segment);
        let one = format!("{many}/{{{}}}", child.param);
        let operations: Map<String, Value> = Operation::all()
            .iter()
            .filter(|o| o.api == api)
            .filter_map(|o| {
                let verb = match (o.method, o.path == many, o.path == one) {
                    ("GET", true, _) => "list",
                    ("POST", true, _) if child.access == "Attached" => "attach",
                    ("POST", true, _) => "create",
                    ("GET", _, true) => "get",
                    ("PATCH", _, true) => "patch",
                    ("PUT", _, true) => "replace",
                    ("DELETE", _, true) if child.access == "Attached" => "detach",
                    ("DELETE", _, true) => "delete",
                    _ => return None,
                };
                Some((verb.to_owned(), o.id.into()))
            })
            .collect();
        let page = operations
            .get("list")
            .and_then(Value::as_str)
            .and_then(|id| Operation::of(api, id))
            .and_then(|o| o.page);
        self.places.entry(kind.type_name).or_default().push(json!({
            "api": api.key(), "path": many, "access": child.access, "page": page, "operations": operations,
        }));
        if child.access == "Full" {
            for inner in kind.inside() {
                self.place(api, &one, &inner);
            }
        }
    }
}
