//! The record of accepted writes: `/requests` and their states.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::kinds;
use super::problem::Problem;
use super::render::{Page, address, collection, etag};
use super::store::{Cloud, last};
use crate::clock::{self, Micros};
use crate::exchange::{Call, Reply, put};

/// One accepted write and its place in time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) method: String,
    /// Path and query, from `/cloudapi/v6` on.
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) headers: Map<String, Value>,
    pub(crate) created: Micros,
    pub(crate) start: Micros,
    pub(crate) end: Micros,
    pub(crate) failure: Option<String>,
    pub(crate) targets: Vec<String>,
    /// Who has asked for it: a place in the list of people.
    #[serde(default)]
    pub(crate) by: u32,
}

impl Request {
    pub(crate) fn status(&self, now: Micros) -> &'static str {
        if now < self.start {
            "QUEUED"
        } else if now < self.end {
            "RUNNING"
        } else if self.failure.is_some() {
            "FAILED"
        } else {
            "DONE"
        }
    }

    pub(crate) fn message(&self, now: Micros) -> &str {
        match self.status(now) {
            "QUEUED" => "Request is waiting for earlier ones",
            "RUNNING" => "Request is being carried out",
            "DONE" => "Request has been successfully executed",
            _ => self.failure.as_deref().unwrap_or_default(),
        }
    }

    fn status_document(&self, root: &str, now: Micros, with_metadata: bool) -> Value {
        let mut document = json!({
            "id": format!("{}/status", self.id),
            "type": "request-status",
            "href": format!("{root}/requests/{}/status", self.id),
        });
        if with_metadata {
            let status = self.status(now);
            let message = self.message(now);
            let targets: Vec<Value> = self
                .targets
                .iter()
                .map(|path| {
                    let kind = kinds::of(path).map_or("resource", |kind| kind.singular);
                    json!({
                        "target": {"id": last(path), "type": kind, "href": format!("{root}/{}", address(path))},
                        "status": status,
                    })
                })
                .collect();
            put(
                &mut document,
                "metadata",
                json!({
                    "status": status,
                    "message": message,
                    "etag": etag(&self.id, 1),
                    "targets": targets,
                }),
            );
        }
        document
    }

    fn document(&self, cloud: &Cloud, root: &str, now: Micros, depth: u8) -> Value {
        let (_, email) = cloud.person(self.by);
        json!({
            "id": self.id,
            "type": "request",
            "href": format!("{root}/requests/{}", self.id),
            "metadata": {
                "createdDate": clock::iso(self.created),
                "createdBy": email,
                "etag": etag(&self.id, 0),
                "requestStatus": self.status_document(root, now, depth > 0),
            },
            "properties": {
                "method": self.method,
                "headers": self.headers,
                "body": self.body,
                "url": self.address(root),
            },
        })
    }

    fn address(&self, root: &str) -> String {
        format!("{}{}", root.strip_suffix("/cloudapi/v6").unwrap_or(root), self.url)
    }

    fn passes(&self, cloud: &Cloud, call: &Call, root: &str, now: Micros) -> Result<bool, Problem> {
        for (name, value) in
            call.query.iter().filter_map(|(key, value)| Some((key.strip_prefix("filter.")?, value)))
        {
            let date = || {
                clock::parse(value).ok_or_else(|| {
                    Problem::invalid(format!("filter.{name} must look like 2026-11-23 10:00:00."))
                })
            };
            let passes = match name {
                "status" | "requestStatus" => any_of(value, self.status(now)),
                "method" => any_of(value, &self.method),
                "url" => any_of(value, &self.address(root)),
                "body" => self.body.to_lowercase().contains(&value.to_lowercase()),
                "headers" => any_of(value, &Value::Object(self.headers.clone()).to_string()),
                "createdAfter" => self.created >= date()?,
                "createdBefore" => self.created <= date()?,
                "createdDate" => any_of(value, &clock::iso(self.created)),
                "createdBy" => any_of(value, cloud.person(self.by).1),
                "etag" => any_of(value, &etag(&self.id, 0)),
                _ => return Err(Problem::invalid(format!("filter.{name} is not known."))),
            };
            if !passes {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether the text contains one of the comma-separated values; case does not matter.
pub(crate) fn any_of(values: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    values.split(',').any(|value| text.contains(&value.trim().to_lowercase()))
}

pub(crate) fn list(cloud: &Cloud, call: &Call, root: &str, depth: u8, now: Micros) -> Result<Reply, Problem> {
    let mut found = Vec::new();
    for request in cloud.requests.iter().rev().filter(|request| is_shown(cloud, request)) {
        if request.passes(cloud, call, root, now)? {
            found.push(request);
        }
    }
    let page = Page::of(call, 1000, 10_000)?;
    let total = found.len();
    let items = page
        .cut(found)
        .into_iter()
        .map(|request| match depth {
            0 => json!({
                "id": request.id,
                "type": "request",
                "href": format!("{root}/requests/{}", request.id),
            }),
            _ => request.document(cloud, root, now, depth - 1),
        })
        .collect();
    Ok(Reply::json(200, collection("requests", root, items, Some((page, total)))))
}

pub(crate) fn get(cloud: &Cloud, id: &str, root: &str, depth: u8, now: Micros) -> Result<Reply, Problem> {
    let request = find(cloud, id)?;
    Ok(Reply::json(200, request.document(cloud, root, now, depth)))
}

pub(crate) fn status(cloud: &Cloud, id: &str, root: &str, now: Micros) -> Result<Reply, Problem> {
    Ok(Reply::json(200, find(cloud, id)?.status_document(root, now, true)))
}

fn find<'a>(cloud: &'a Cloud, id: &str) -> Result<&'a Request, Problem> {
    let found = cloud.requests.iter().rev().find(|request| request.id == id);
    found.filter(|request| is_shown(cloud, request)).ok_or_else(Problem::not_found)
}

/// Users see their own requests; the owner and administrators see all.
fn is_shown(cloud: &Cloud, request: &Request) -> bool {
    cloud.actor.restricted.as_deref().is_none_or(|user| cloud.person(request.by).0 == user)
}
