//! The record of accepted writes: `/requests` and their states.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::kinds;
use super::problem::Problem;
use super::render::{Page, address, collection, etag};
use super::small::Small;
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
    pub(crate) headers: Small<Value>,
    pub(crate) created: Micros,
    pub(crate) start: Micros,
    pub(crate) end: Micros,
    pub(crate) failure: Option<String>,
    pub(crate) targets: Vec<String>,
    /// Who has asked for it: a place in the list of people.
    #[serde(default)]
    pub(crate) by: u32,
}

/// How many requests are kept; the oldest go first.
const CAPACITY: usize = 100_000;

/// The latest requests, oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Arc<Request>>", into = "Vec<Arc<Request>>")]
pub(crate) struct Requests {
    kept: VecDeque<Arc<Request>>,
    /// The number of each, counted from the first one that ever was.
    numbers: HashMap<Uuid, usize>,
    forgotten: usize,
}

impl Requests {
    pub(crate) fn push(&mut self, mut request: Request) {
        request.targets.shrink_to_fit();
        request.headers.shrink();
        if self.kept.len() == CAPACITY
            && let Some(oldest) = self.kept.pop_front()
        {
            if let Ok(id) = Uuid::parse_str(&oldest.id) {
                self.numbers.remove(&id);
            }
            self.forgotten += 1;
        }
        if let Ok(id) = Uuid::parse_str(&request.id) {
            self.numbers.insert(id, self.forgotten + self.kept.len());
        }
        self.kept.push_back(Arc::new(request));
    }

    /// The latest first.
    pub(crate) fn latest(&self) -> impl Iterator<Item = &Request> {
        self.kept.iter().rev().map(|request| &**request)
    }

    fn find(&self, id: &str) -> Option<&Request> {
        let number = self.numbers.get(&Uuid::parse_str(id).ok()?)?;
        let request = self.kept.get(number.checked_sub(self.forgotten)?)?;
        (request.id == id).then_some(&**request)
    }
}

impl From<Vec<Arc<Request>>> for Requests {
    fn from(requests: Vec<Arc<Request>>) -> Self {
        let numbers = requests.iter().enumerate();
        let numbers =
            numbers.filter_map(|(number, request)| Some((Uuid::parse_str(&request.id).ok()?, number)));
        Self { numbers: numbers.collect(), kept: requests.into(), forgotten: 0 }
    }
}

impl From<Requests> for Vec<Arc<Request>> {
    fn from(requests: Requests) -> Self {
        requests.kept.into()
    }
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
}

/// What a filter asks of a request. Values of one name are alternatives.
enum Filter {
    Text(Part, Vec<String>),
    After(Micros),
    Before(Micros),
}

/// What of a request is compared.
#[derive(Clone, Copy)]
enum Part {
    Status,
    Method,
    Url,
    Body,
    Headers,
    Date,
    Creator,
    Etag,
}

impl Filter {
    fn all(call: &Call) -> Result<Vec<Self>, Problem> {
        let mut filters: Vec<Self> = Vec::new();
        for (key, value) in &call.query {
            let Some(name) = key.strip_prefix("filter.") else { continue };
            let date = || {
                clock::parse(value).ok_or_else(|| {
                    Problem::invalid(format!("filter.{name} must look like 2026-11-23 10:00:00."))
                })
            };
            let part = match name {
                "status" | "requestStatus" => Part::Status,
                "method" => Part::Method,
                "url" => Part::Url,
                "body" => Part::Body,
                "headers" => Part::Headers,
                "createdDate" => Part::Date,
                "createdBy" => Part::Creator,
                "etag" => Part::Etag,
                "createdAfter" => {
                    filters.push(Self::After(date()?));
                    continue;
                }
                "createdBefore" => {
                    filters.push(Self::Before(date()?));
                    continue;
                }
                _ => return Err(Problem::invalid(format!("filter.{name} is not known."))),
            };
            // A body can hold commas.
            let values = if name == "body" { vec![value.to_lowercase()] } else { values(value) };
            let same = filters.iter_mut().find_map(|filter| match filter {
                Self::Text(other, values) if *other as u8 == part as u8 => Some(values),
                _ => None,
            });
            match same {
                Some(more) => more.extend(values),
                None => filters.push(Self::Text(part, values)),
            }
        }
        Ok(filters)
    }

    fn passes(&self, request: &Request, cloud: &Cloud, root: &str, now: Micros) -> bool {
        match self {
            Self::After(at) => request.created >= *at,
            Self::Before(at) => request.created <= *at,
            Self::Text(part, values) => {
                let any = |text: &str| values.iter().any(|value| contains(text, value));
                match part {
                    Part::Status => any(request.status(now)),
                    Part::Method => any(&request.method),
                    Part::Url => any(&request.url) || any(&request.address(root)),
                    Part::Body => any(&request.body),
                    Part::Headers => any(&Value::Object(request.headers.to_map()).to_string()),
                    Part::Date => any(&clock::iso(request.created)),
                    Part::Creator => any(cloud.person(request.by).1),
                    Part::Etag => any(&etag(&request.id, 0)),
                }
            }
        }
    }
}

/// The comma-separated values of a filter, in small letters.
pub(crate) fn values(text: &str) -> Vec<String> {
    text.split(',').map(|value| value.trim().to_lowercase()).collect()
}

/// Whether the text contains the part, which is in small letters; case does not matter.
pub(crate) fn contains(text: &str, part: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(part);
    }
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.is_empty() || text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

pub(crate) fn list(cloud: &Cloud, call: &Call, root: &str, depth: u8, now: Micros) -> Result<Reply, Problem> {
    let filters = Filter::all(call)?;
    let found: Vec<&Request> = cloud
        .requests
        .latest()
        .filter(|request| is_shown(cloud, request))
        .filter(|request| filters.iter().all(|filter| filter.passes(request, cloud, root, now)))
        .collect();
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
    cloud.requests.find(id).filter(|request| is_shown(cloud, request)).ok_or_else(Problem::not_found)
}

/// Users see their own requests; the owner and administrators see all.
fn is_shown(cloud: &Cloud, request: &Request) -> bool {
    cloud.actor.restricted.as_deref().is_none_or(|user| cloud.person(request.by).0 == user)
}
