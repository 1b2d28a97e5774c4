//! The official descriptions: OpenAPI 3.0 files, read leniently.
#![allow(clippy::indexing_slicing, reason = "what a JSON value lacks is null")]

use std::collections::BTreeSet;
use std::path::Path;

use ionos_core::Api;
use serde_json::{Map, Value, json};

use crate::Result;

/// Which file describes which API, and what its paths begin with beyond the API's base address.
const FILES: [(Api, &str, &str); 8] = [
    (Api::Cloud, "cloudapi-v6.yaml", ""),
    (Api::Dns, "dns-v1.yaml", ""),
    (Api::Auth, "auth-v1.yaml", ""),
    (Api::ActivityLog, "activitylog-v1.yaml", "/activitylog/v1"),
    (Api::ObjectStorage, "objectstorage-management-v1.yaml", ""),
    (Api::Logging, "logging-v1.yaml", ""),
    (Api::ContainerRegistry, "containerregistry-v1.yaml", ""),
    (Api::HostingDns, "hosting-dns-v1.yaml", ""),
];

/// The description of one API.
pub(crate) struct Spec {
    pub(crate) api: Api,
    pub(crate) operations: Vec<Described>,
    document: Value,
}

/// One operation of a description.
pub(crate) struct Described {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Names of the query parameters, with commas between them.
    pub(crate) query: String,
    /// The form of the body, as the table names it.
    pub(crate) form: &'static str,
    /// Schema of what is sent.
    pub(crate) body: Option<Value>,
    /// Schema of what comes back.
    pub(crate) answer: Option<Value>,
}

/// A schema with its references followed and its parts merged.
#[derive(Clone)]
pub(crate) struct Resolved {
    /// The name it has in the description, if it has one.
    pub(crate) name: Option<String>,
    pub(crate) schema: Map<String, Value>,
}

impl Resolved {
    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.schema.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text == "true",
            _ => false,
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.schema.get(name).and_then(Value::as_str)
    }

    pub(crate) fn properties(&self) -> Option<&Map<String, Value>> {
        self.schema.get("properties").and_then(Value::as_object)
    }

    /// Its type; objects and arrays are recognised without being called so.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.text("type").or_else(|| {
            if self.schema.contains_key("properties") || self.schema.contains_key("additionalProperties") {
                Some("object")
            } else if self.schema.contains_key("items") {
                Some("array")
            } else if self.schema.contains_key("enum") {
                Some("string")
            } else {
                None
            }
        })
    }

    /// The words of an enumeration.
    pub(crate) fn words(&self) -> Option<Vec<String>> {
        let all = self.schema.get("enum")?.as_array()?;
        Some(all.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect())
    }
}

/// Every description in the folder.
pub(crate) fn read(folder: &Path) -> Result<Vec<Spec>> {
    FILES
        .into_iter()
        .map(|(api, file, prefix)| {
            let path = folder.join(file);
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let yaml: serde_yaml_ng::Value = serde_yaml_ng::from_str(text.trim_start_matches('\u{feff}'))
                .map_err(|e| format!("{}: {e}", path.display()))?;
            Ok(Spec::new(api, prefix, plain(yaml)))
        })
        .collect()
}

/// YAML as JSON; the keys that YAML takes for numbers are texts.
fn plain(yaml: serde_yaml_ng::Value) -> Value {
    use serde_yaml_ng::Value as Yaml;
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => flag.into(),
        Yaml::Number(number) => serde_json::to_value(number).unwrap_or_default(),
        Yaml::String(text) => text.into(),
        Yaml::Sequence(items) => items.into_iter().map(plain).collect(),
        Yaml::Mapping(map) => map
            .into_iter()
            .map(|(key, value)| {
                let key = match plain(key) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                (key, plain(value))
            })
            .collect::<Map<_, _>>()
            .into(),
        Yaml::Tagged(tagged) => plain(tagged.value),
    }
}

impl Spec {
    fn new(api: Api, prefix: &str, document: Value) -> Self {
        let mut spec = Self { api, operations: Vec::new(), document };
        let mut operations = Vec::new();
        for (path, methods) in spec.document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                if !["get", "head", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                    continue;
                }
                let path = path.strip_prefix(prefix).unwrap_or(path);
                let body = spec.content(&operation["requestBody"]);
                operations.push(Described {
                    query: spec.query(&methods["parameters"], &operation["parameters"]),
                    form: body.as_ref().map_or("", |body| spec.form(body)),
                    id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                    method: method.to_uppercase(),
                    path: if path.is_empty() { "/".to_owned() } else { path.to_owned() },
                    body,
                    answer: spec.answer(operation),
                });
            }
        }
        spec.operations = operations;
        spec
    }

    fn query(&self, shared: &Value, own: &Value) -> String {
        let all = [shared, own].into_iter().filter_map(Value::as_array).flatten();
        let resolved = all.map(|parameter| self.resolve(parameter));
        let names = resolved.filter(|p| p.text("in") == Some("query"));
        names.filter_map(|p| p.text("name").map(str::to_owned)).collect::<Vec<_>>().join(",")
    }

    fn form(&self, body: &Value) -> &'static str {
        let body_schema = self.resolve(body);
        if body.get("x-text").is_some() {
            "text"
        } else if body_schema.kind() == Some("array") {
            "list"
        } else if body_schema.properties().is_some_and(|p| p.contains_key("properties")) {
            "properties"
        } else {
            "bare"
        }
    }

    fn answer(&self, operation: &Value) -> Option<Value> {
        let answers = operation["responses"].as_object()?;
        answers.iter().filter(|(code, _)| code.starts_with('2')).find_map(|(_, a)| self.content(a))
    }

    fn content(&self, holder: &Value) -> Option<Value> {
        let holder = match holder["$ref"].as_str() {
            Some(pointer) => self.document.pointer(pointer.strip_prefix('#')?)?,
            None => holder,
        };
        let all = holder["content"].as_object()?;
        let (kind, content) = all.get_key_value("application/json").or_else(|| all.iter().next())?;
        if kind.starts_with("text/") {
            return Some(json!({ "type": "string", "x-text": true }));
        }
        content.get("schema").cloned()
    }

    /// Follows references and merges `allOf`, `anyOf` and `oneOf`.
    pub(crate) fn resolve(&self, schema: &Value) -> Resolved {
        let mut name = None;
        let mut merged = Map::new();
        self.merge(schema, &mut name, &mut merged, &mut BTreeSet::new());
        Resolved { name, schema: merged }
    }

    fn merge(
        &self,
        schema: &Value,
        name: &mut Option<String>,
        into: &mut Map<String, Value>,
        visited: &mut BTreeSet<String>,
    ) {
        let Some(schema) = schema.as_object() else { return };
        if let Some(pointer) = schema.get("$ref").and_then(Value::as_str)
            && visited.insert(pointer.to_owned())
        {
            name.get_or_insert_with(|| pointer.rsplit('/').next().unwrap_or_default().to_owned());
            if let Some(target) = pointer.strip_prefix('#').and_then(|p| self.document.pointer(p)) {
                self.merge(target, name, into, visited);
            }
        }
        for (key, value) in schema {
            match (key.as_str(), value) {
                ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                    for part in parts {
                        // A merged schema is another one than each of its parts, unless it has only one.
                        let mut inner = if parts.len() == 1 { name.take() } else { Some(String::new()) };
                        self.merge(part, &mut inner, into, visited);
                        if parts.len() == 1 {
                            *name = inner;
                        }
                    }
                }
                ("properties", Value::Object(properties)) => {
                    let all = into.entry("properties").or_insert_with(|| json!({}));
                    if let Some(all) = all.as_object_mut() {
                        all.extend(properties.iter().map(|(k, v)| (k.clone(), v.clone())));
                    }
                }
                ("enum" | "required", Value::Array(words)) => {
                    let all = into.entry(key.clone()).or_insert_with(|| json!([]));
                    if let Some(all) = all.as_array_mut() {
                        all.extend(words.iter().cloned());
                    }
                }
                ("$ref", _) => {}
                _ => {
                    into.insert(key.clone(), value.clone());
                }
            }
        }
    }
}
