//! Labels: at each resource, and all together.

use http::Method;
use serde_json::{Value, json};

use super::kinds;
use super::problem::Problem;
use super::render::{collection, etag, passes};
use super::store::{Cloud, Label, last};
use crate::clock::{self, Micros};
use crate::exchange::{Call, Reply, put};

const LONGEST: usize = 63;

fn metadata(cloud: &Cloud, path: &str, key: &str, label: &Label) -> Value {
    let [(creator_id, creator), (changer_id, changer)] = label.by.map(|place| cloud.person(place));
    json!({
        "etag": etag(&format!("{path}/labels/{key}"), label.revision),
        "createdDate": clock::iso(label.created),
        "createdBy": creator,
        "createdByUserId": creator_id,
        "lastModifiedDate": clock::iso(label.modified),
        "lastModifiedBy": changer,
        "lastModifiedByUserId": changer_id,
    })
}

/// A label as the resource shows it.
fn own(cloud: &Cloud, path: &str, key: &str, label: &Label, root: &str, depth: u8) -> Value {
    let mut document = json!({"id": key, "type": "label", "href": format!("{root}/{path}/labels/{key}")});
    if depth > 0 {
        put(&mut document, "metadata", metadata(cloud, path, key, label));
        put(&mut document, "properties", json!({"key": key, "value": label.value}));
    }
    document
}

/// A label in the list of all labels.
fn global(cloud: &Cloud, path: &str, key: &str, label: &Label, root: &str, depth: u8) -> Value {
    let kind = kinds::of(path).map_or("resource", |kind| kind.singular);
    let urn = format!("urn:label:{kind}:{}:{key}", last(path));
    let mut document = json!({"id": urn, "type": "label", "href": format!("{root}/labels/{urn}")});
    if depth > 0 {
        put(&mut document, "metadata", metadata(cloud, path, key, label));
        put(
            &mut document,
            "properties",
            json!({
                "key": key,
                "value": label.value,
                "resourceId": last(path),
                "resourceType": kind,
                "resourceHref": format!("{root}/{path}"),
            }),
        );
    }
    document
}

/// `/labels` and `/labels/{urn}`.
pub(crate) fn all(
    cloud: &Cloud,
    call: &Call,
    urn: Option<&str>,
    root: &str,
    depth: u8,
) -> Result<Reply, Problem> {
    let resources = kinds::labelled().flat_map(|kind| cloud.all(kind)).filter(|(path, _)| cloud.sees(path));
    let depth = if urn.is_some() { 1 } else { depth };
    let labels = resources.flat_map(|(path, doc)| {
        doc.labels.iter().map(move |(key, label)| global(cloud, path, key, label, root, depth))
    });
    match urn {
        None => Ok(Reply::json(
            200,
            collection("labels", root, labels.filter(|label| passes(call, label)).collect(), None),
        )),
        Some(urn) => labels
            .into_iter()
            .find(|label| label.get("id").and_then(Value::as_str) == Some(urn))
            .map(|label| Reply::json(200, label))
            .ok_or_else(Problem::not_found),
    }
}

/// `…/labels` and `…/labels/{key}` of a resource. Everything is done at once.
pub(crate) fn handle(
    cloud: &mut Cloud,
    call: &Call,
    path: &str,
    key: Option<&str>,
    root: &str,
    depth: u8,
    now: Micros,
) -> Result<Reply, Problem> {
    let by = cloud.actor.person;
    let labels = &cloud.get(path).ok_or_else(Problem::not_found)?.labels;
    match (&call.method, key) {
        (&Method::GET, None) => {
            let labels = labels
                .iter()
                .map(|(key, label)| own(cloud, path, key, label, root, depth))
                .filter(|label| passes(call, label))
                .collect();
            Ok(Reply::json(200, collection(&format!("{path}/labels"), root, labels, None)))
        }
        (&Method::GET, Some(key)) => {
            let label = labels.get(key).ok_or_else(Problem::not_found)?;
            Ok(Reply::json(200, own(cloud, path, key, label, root, 1)))
        }
        (&Method::POST, None) => {
            let (key, value) = given(call)?;
            let key = key.ok_or_else(|| Problem::property("key", "The attribute is required."))?;
            if labels.contains_key(&key) {
                return Err(Problem::new(422, "360", format!("The resource has a label {key} already.")));
            }
            let label = Label { value, created: now, modified: now, by: [by; 2], revision: 1 };
            let document = own(cloud, path, &key, &label, root, 1);
            cloud.get_mut(path).ok_or_else(Problem::not_found)?.labels.insert(key, label);
            Ok(Reply::json(201, document))
        }
        (&Method::PUT, Some(key)) => {
            let (new_key, value) = given(call)?;
            if new_key.is_some_and(|new_key| new_key != key) {
                return Err(Problem::property("key", "The key of a label cannot be changed."));
            }
            let mut label = labels.get(key).ok_or_else(Problem::not_found)?.clone();
            label.value = value;
            label.modified = now;
            label.by = [label.by[0], by];
            label.revision += 1;
            let document = own(cloud, path, key, &label, root, 1);
            cloud.get_mut(path).ok_or_else(Problem::not_found)?.labels.insert(key, label);
            Ok(Reply::json(200, document))
        }
        (&Method::DELETE, Some(key)) => {
            let doc = cloud.get_mut(path).ok_or_else(Problem::not_found)?;
            doc.labels.remove(key).ok_or_else(Problem::not_found)?;
            Ok(Reply::empty(200))
        }
        _ => Err(Problem::new(405, "405", "The path does not know this method.")),
    }
}

/// The key and the value in the body.
fn given(call: &Call) -> Result<(Option<String>, String), Problem> {
    let body = super::body(call)?;
    let properties = super::write::properties_of(&body)?;
    let text = |name: &str| match properties.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if (1..=LONGEST).contains(&text.chars().count()) => Ok(Some(text.clone())),
        Some(_) => {
            Err(Problem::property(name, format!("The value must be text of 1 to {LONGEST} characters.")))
        }
    };
    if let Some(name) = properties.keys().find(|name| !["key", "value"].contains(&name.as_str())) {
        return Err(Problem::property(name, "The attribute is not known."));
    }
    let value = text("value")?.ok_or_else(|| Problem::property("value", "The attribute is required."))?;
    Ok((text("key")?, value))
}
