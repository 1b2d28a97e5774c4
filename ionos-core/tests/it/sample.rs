//! Documents made from JSON Schemas: every field filled, lists and resources inside included.

use std::cell::RefCell;

use ionos_core::surface::TypeRef;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

/// Makes documents; knows the models met so far.
pub(crate) struct Samples {
    generator: SchemaGenerator,
    /// How far resources inside resources are filled.
    depth: usize,
    chance: Option<RefCell<fastrand::Rng>>,
    /// A field that no model has, put into every object.
    field: Option<String>,
    /// A word that no enumeration has, put wherever one is.
    word: Option<String>,
}

impl Samples {
    /// Every field filled with a known value.
    pub(crate) fn new() -> Self {
        Self { generator: SchemaGenerator::default(), depth: 6, chance: None, field: None, word: None }
    }

    /// Fields left out, null and filled by chance; lists of no, one or several items; an unknown field in every object, and
    /// an unknown word in every enumeration.
    pub(crate) fn newer(seed: u64, field: &str, word: &str) -> Self {
        let chance = Some(RefCell::new(fastrand::Rng::with_seed(seed)));
        Self { depth: 3, chance, field: Some(field.to_owned()), word: Some(word.to_owned()), ..Self::new() }
    }

    /// A number below `end` by chance; `usual` where nothing is left to chance.
    fn draw(&self, end: usize, usual: usize) -> usize {
        self.chance.as_ref().map_or(usual, |rng| rng.borrow_mut().usize(..end))
    }

    /// A value of this type with all of its fields. What a request makes inside stands beside its fields.
    pub(crate) fn of(&mut self, of: TypeRef) -> Value {
        let schema = (of.schema)(&mut self.generator).to_value();
        self.fill(&schema, self.depth)
    }

    /// The names of the lists beside the fields of a request.
    pub(crate) fn lists(&mut self, of: TypeRef) -> Map<String, Value> {
        let schema = (of.schema)(&mut self.generator).to_value();
        let schema = self.follow(&schema);
        schema.get("x-entities").and_then(Value::as_object).cloned().unwrap_or_default()
    }

    /// What the request becomes on the wire when it is sent inside `properties`.
    pub(crate) fn wrap(&self, schema: &Map<String, Value>, sample: &Value) -> Value {
        let mut fields = sample.as_object().cloned().unwrap_or_default();
        let mut entities = Map::new();
        for (name, of) in schema {
            if of.get("x-bare").is_some() {
                entities.insert(name.clone(), json!({ "items": fields.remove(name) }));
                continue;
            }
            let of = self.follow(of);
            let inside = of.get("x-entities").and_then(Value::as_object).cloned().unwrap_or_default();
            let items = fields.remove(name).unwrap_or_default();
            let items: Vec<_> =
                items.as_array().into_iter().flatten().map(|item| self.wrap(&inside, item)).collect();
            entities.insert(name.clone(), json!({ "items": items }));
        }
        let mut document = json!({ "properties": fields });
        if !entities.is_empty() {
            document["entities"] = entities.into();
        }
        document
    }

    fn follow(&self, schema: &Value) -> Value {
        let mut schema = schema.clone();
        while let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let name = target.rsplit('/').next().unwrap_or_default();
            schema = self.generator.definitions().get(name).cloned().unwrap_or_default();
        }
        schema
    }

    fn fill(&self, schema: &Value, depth: usize) -> Value {
        let schema = self.follow(schema);
        if let Some(word) = schema.pointer("/x-open-enum/0") {
            return self.word.clone().map_or_else(|| word.clone(), Value::from);
        }
        if let Some(first) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(|all| all.get(0)) {
            return self.fill(first, depth);
        }
        if let Some(only) = schema.get("const").or_else(|| schema.pointer("/enum/0")) {
            return only.clone();
        }
        let kind = match schema.get("type") {
            Some(Value::Array(all)) => all[0].as_str(),
            Some(Value::String(kind)) => Some(kind.as_str()),
            _ => None,
        };
        match (kind, schema.get("format").and_then(Value::as_str)) {
            (Some("string"), Some("date-time")) => json!("2026-11-01T10:00:00.250Z"),
            (Some("string"), Some("byte")) => json!("I2Nsb3VkLWNvbmZpZwo="),
            (Some("string"), _) => json!("a \"text\" ü/1"),
            (Some("integer"), Some("int64" | "uint64")) => {
                [json!(9_007_199_254_740_993_i64), json!(0), json!(i64::MAX)][self.draw(3, 0)].clone()
            }
            (Some("integer"), Some("uint32" | "int32")) => json!([i32::MAX, 0][self.draw(2, 0)]),
            (Some("integer"), _) => json!([7, 0][self.draw(2, 0)]),
            (Some("number"), _) => json!([1.5, 0.0, -0.25, 1024.0][self.draw(4, 0)]),
            (Some("boolean"), _) => json!(self.draw(2, 1) == 1),
            (Some("array"), _) if depth == 0 => json!([]),
            (Some("array"), _) => match schema.get("items") {
                Some(items) => (0..self.draw(3, 1)).map(|_| self.fill(items, depth - 1)).collect(),
                None => json!([1, "two"]),
            },
            (Some("object"), _) => self.object(&schema, depth),
            _ => json!({ "any": [1, null, "x"] }),
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let mut fields = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, field) in properties.into_iter().flatten() {
            // What every resource and every list has.
            let needed = ["id", "properties", "items"].contains(&name.as_str());
            if depth == 0 && !needed {
                continue;
            }
            match self.draw(8, 7) {
                0 if !needed => continue,
                1 if !needed => {
                    fields.insert(name.clone(), Value::Null);
                    continue;
                }
                _ => {}
            }
            let below = if name == "entities" || name == "items" { depth.saturating_sub(1) } else { depth };
            fields.insert(name.clone(), self.fill(field, below));
        }
        if depth == 0 {
            return fields.into();
        }
        for (name, entity) in schema.get("x-entities").and_then(Value::as_object).into_iter().flatten() {
            fields.insert(name.clone(), json!([self.fill(entity, depth - 1)]));
        }
        if let Some(value) = schema.get("additionalProperties").filter(|v| v.is_object()) {
            fields.insert("key".to_owned(), self.fill(value, depth - 1));
        }
        if let (Some(field), Some(_)) = (&self.field, properties) {
            fields.insert(field.clone(), json!({"a": [1, "x", {"b": true}]}));
        }
        fields.into()
    }
}
