//! The activity log: what was written to the Cloud API, in the form of the official service.

use http::Method;
use serde_json::{Value, json};

use crate::auth::Known;
use crate::clock::{self, Micros};
use crate::cloud::{CONTRACT, Problem};
use crate::exchange::{Call, Reply};
use crate::state::World;

pub(crate) fn handle(world: &World, call: &Call, known: Known) -> Reply {
    if known == Known::No {
        return Problem::new(401, "315", "Unauthorized: the token, or the user and password, are not valid.")
            .reply();
    }
    route(world, call).unwrap_or_else(|problem| problem.reply())
}

fn route(world: &World, call: &Call) -> Result<Reply, Problem> {
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
        ["contracts", number] if *number == CONTRACT.to_string() => events(world, call),
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

fn events(world: &World, call: &Call) -> Result<Reply, Problem> {
    let (start, end) = (moment(call, "dateStart")?, moment(call, "dateEnd")?);
    let number = |name: &str, default: usize| match call.param(name).map(str::parse::<usize>) {
        None => Ok(default),
        Some(Ok(number)) => Ok(number),
        Some(Err(_)) => Err(Problem::invalid(format!("{name} must be a number."))),
    };
    let (offset, limit) = (number("offset", 0)?, number("limit", 20)?);
    let found: Vec<_> = world
        .cloud
        .requests
        .latest()
        .filter(|request| start.is_none_or(|start| request.created >= start))
        .filter(|request| end.is_none_or(|end| request.created < end))
        .collect();
    let total = found.len();
    let hits: Vec<Value> = found
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|request| {
            let resources: Vec<Value> = request
                .targets
                .iter()
                .map(|path| {
                    let kind = path.rsplit('/').nth(1).unwrap_or_default().trim_end_matches('s');
                    json!({"id": path.rsplit('/').next(), "type": kind, "action": [action(&request.method)]})
                })
                .collect();
            json!({"_source": {
                "principal": {
                    "identity": {"contractNumber": CONTRACT.to_string(), "username": world.cloud.person(request.by).1},
                    "sourceIP": "127.0.0.1",
                    "sourceService": "PUBLIC_REST_V6",
                    "serviceHost": "simulator.invalid",
                },
                "meta": {
                    "auditVersion": "0.1",
                    "requestId": request.id,
                    "time": clock::iso(request.created),
                    "transactionId": request.id,
                },
                "event": {
                    "type": "RequestAccepted",
                    "resources": resources,
                    "param": {"action": request.method, "uri": request.url},
                },
            }})
        })
        .collect();
    Ok(Reply::json(200, json!({"hits": {"total": total, "hits": hits}})))
}

fn action(method: &str) -> &'static str {
    match method {
        "POST" => "create",
        "DELETE" => "delete",
        _ => "update",
    }
}
