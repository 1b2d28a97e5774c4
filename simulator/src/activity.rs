//! The activity log: what was written to the Cloud API, what became of it, and what was refused, in the form of the
//! official service.

use std::collections::VecDeque;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::auth::Known;
use crate::clock::{self, Micros};
use crate::cloud::Request;
use crate::cloud::{CONTRACT, Problem};
use crate::dice::Dice;
use crate::exchange::{Call, Reply, put};
use crate::state::World;

/// How many refused writes are kept; the oldest go first.
const CAPACITY: usize = 10_000;

/// The writes that were refused; those that were accepted are in `/requests`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Activity {
    refused: VecDeque<Refused>,
    dice: Dice,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Refused {
    id: String,
    at: Micros,
    method: String,
    uri: String,
    /// The document of the refusal.
    error: Value,
    /// Who has asked for it: a place in the list of people.
    by: u32,
}

impl Activity {
    pub(crate) fn new(seed: u64) -> Self {
        Self { refused: VecDeque::new(), dice: Dice::new(seed ^ 0xac7) }
    }

    /// Takes note of an answer of the Cloud API, when it is the refusal of a write.
    pub(crate) fn note(&mut self, call: &Call, reply: &Reply, by: u32, now: Micros) {
        if reply.status < 400 || call.method == Method::GET {
            return;
        }
        let Some(error) = reply.content.document() else { return };
        if self.refused.len() == CAPACITY {
            self.refused.pop_front();
        }
        self.refused.push_back(Refused {
            id: self.dice.id(),
            at: now,
            method: call.method.to_string(),
            uri: call.path.clone(),
            error,
            by,
        });
    }
}

/// Something that happened.
enum Event<'a> {
    Accepted(&'a Request),
    Ended(&'a Request),
    Refused(&'a Refused),
}

impl Event<'_> {
    fn at(&self) -> Micros {
        match self {
            Self::Accepted(request) => request.created,
            Self::Ended(request) => request.end,
            Self::Refused(refused) => refused.at,
        }
    }

    fn document(&self, world: &World, now: Micros) -> Value {
        let (id, request, by) = match self {
            Self::Accepted(request) | Self::Ended(request) => (&request.id, &request.id, request.by),
            Self::Refused(refused) => (&refused.id, &refused.id, refused.by),
        };
        let event = match self {
            Self::Accepted(request) => json!({
                "type": "RequestAccepted",
                "resources": resources(request),
                "param": param(&request.method, &request.url, "PUBLIC_REST"),
            }),
            Self::Ended(request) => json!({
                "type": "RequestStatusUpdate",
                "resources": resources(request),
                "status": request.status(now),
                "message": request.message(now),
                "param": param(&request.method, &request.url, "Provisioning"),
            }),
            Self::Refused(refused) => {
                let mut param = param(&refused.method, &refused.uri, "PUBLIC_REST");
                let status = refused.error.get("httpStatus").map(ToString::to_string);
                let messages = refused.error.get("messages");
                put(&mut param, "error", json!({"httpStatus": status, "messages": messages}));
                json!({"type": "Error", "resources": [], "param": param})
            }
        };
        json!({"_source": {
            "@uuid": match self {
                Self::Ended(_) => twin(id),
                _ => id.clone(),
            },
            "principal": {
                "identity": {"contractNumber": CONTRACT.to_string(), "username": world.cloud.person(by).1},
                "sourceIP": "127.0.0.1",
                "sourceService": "PUBLIC_REST_V6",
                "serviceHost": "simulator.invalid",
            },
            "meta": {
                "auditVersion": "0.1",
                "requestId": request,
                "time": clock::iso(self.at()),
                "transactionId": request,
            },
            "event": event,
        }})
    }
}

/// Another id that belongs to an id.
fn twin(id: &str) -> String {
    uuid::Uuid::parse_str(id)
        .map(|id| uuid::Uuid::from_u128(id.as_u128() ^ 1))
        .unwrap_or_default()
        .to_string()
}

fn param(method: &str, uri: &str, service: &str) -> Value {
    json!({"action": method, "uri": uri, "sourceService": service, "initiator": "PUBLIC_REST_V6"})
}

fn resources(request: &Request) -> Vec<Value> {
    let resource = |path: &String| {
        let kind = match path.rsplit('/').nth(1).unwrap_or_default() {
            "k8s" => "k8s",
            "backupunits" => "backupUnit",
            plural => plural.trim_end_matches('s'),
        };
        let domain = match kind {
            "user" | "group" | "s3key" => "sec",
            "ipblock" => "ip",
            "snapshot" => "sn",
            _ => "vr",
        };
        let verb = match (request.method.as_str(), kind) {
            ("POST", "ipblock") => "reserve",
            ("POST", _) => "create",
            ("DELETE", _) => "delete",
            _ => "update",
        };
        let id = path.rsplit('/').next();
        json!({"id": id, "type": kind, "action": [format!("{domain}.{kind}.{verb}")]})
    };
    request.targets.iter().map(resource).collect()
}

pub(crate) fn handle(world: &World, call: &Call, now: Micros, known: Known) -> Reply {
    if known == Known::No {
        return Problem::new(401, "315", "Unauthorized: the token, or the user and password, are not valid.")
            .reply();
    }
    route(world, call, now).unwrap_or_else(|problem| problem.reply())
}

fn route(world: &World, call: &Call, now: Micros) -> Result<Reply, Problem> {
    let root = format!("{}/activitylog/v1", call.base);
    if call.method != Method::GET {
        return Err(Problem::new(405, "405", "The path does not know this method."));
    }
    match call.parts().as_slice() {
        [] => Ok(Reply::json(200, json!({"href": root, "name": "Activity Log API", "version": "1.0"}))),
        ["contracts"] => {
            let href = format!("{root}/contracts/{CONTRACT}");
            Ok(Reply::json(200, json!([{"id": CONTRACT, "type": "activity-log", "href": href}])))
        }
        ["contracts", number] if *number == CONTRACT.to_string() => events(world, call, now),
        ["contracts", _] => Err(Problem::new(403, "403", "The contract belongs to somebody else.")),
        _ => Err(Problem::not_found()),
    }
}

/// The moment that a date in a query names; a date alone is its midnight.
fn moment(call: &Call, name: &str) -> Result<Option<Micros>, Problem> {
    let Some(text) = call.param(name) else { return Ok(None) };
    clock::parse(text)
        .or_else(|| clock::parse(&format!("{text}T00:00:00Z")))
        .map(Some)
        .ok_or_else(|| Problem::invalid(format!("{name} must be a date such as 2026-11-23T10:00:00Z.")))
}

fn events(world: &World, call: &Call, now: Micros) -> Result<Reply, Problem> {
    let (start, end) = (moment(call, "dateStart")?, moment(call, "dateEnd")?);
    let number = |name: &str, default: usize| match call.param(name).map(str::parse::<usize>) {
        None => Ok(default),
        Some(Ok(number)) => Ok(number),
        Some(Err(_)) => Err(Problem::invalid(format!("{name} must be a number."))),
    };
    let (offset, limit) = (number("offset", 0)?, number("limit", 20)?);
    let accepted = world.cloud.requests.latest().map(Event::Accepted);
    let ended = world.cloud.requests.latest().filter(|request| request.end <= now).map(Event::Ended);
    let refused = world.activity.refused.iter().map(Event::Refused);
    let mut found: Vec<Event<'_>> = accepted
        .chain(ended)
        .chain(refused)
        .filter(|event| start.is_none_or(|start| event.at() >= start))
        .filter(|event| end.is_none_or(|end| event.at() < end))
        .collect();
    found.sort_by_key(|event| std::cmp::Reverse(event.at()));
    let hits: Vec<Value> =
        found.iter().skip(offset).take(limit).map(|event| event.document(world, now)).collect();
    Ok(Reply::json(200, json!({"hits": {"total": found.len(), "hits": hits}})))
}
