//! `/_sim`: what tests in other languages use to look at the simulator and to disturb it.

use http::Method;
use serde_json::{Map, Value, json};

use crate::cloud::{Problem, catalogue};
use crate::exchange::{Call, Content, Reply, put};
use crate::fault::FaultRule;
use crate::journal::JournalEntry;
use crate::scenario::Scenario;
use crate::simulator::{config_file, environment};
use crate::state::{Shared, lock};
use crate::{operations, server};

pub(crate) fn handle(shared: &Shared, call: &Call) -> Reply {
    route(shared, call).unwrap_or_else(|message| Problem::new(400, "400", message).reply())
}

fn route(shared: &Shared, call: &Call) -> Result<Reply, String> {
    Ok(match (call.method.clone(), call.parts().as_slice()) {
        (Method::GET, []) => Reply::json(
            200,
            json!({
                "version": env!("CARGO_PKG_VERSION"),
                "products": server::products(),
                "speed": shared.clock.speed(),
                "seed": shared.seed,
                "state_file": shared.file.as_ref().map(|file| file.path().display().to_string()),
                "not_saved": lock(&shared.trouble).clone(),
                "pin": shared.tls.as_ref().map(|identity| identity.pin.as_str()),
            }),
        ),
        (Method::GET, ["journal"]) => journal(shared, call)?,
        (Method::DELETE, ["journal"]) => {
            lock(&shared.journal).clear();
            Reply::empty(204)
        }
        (Method::GET, ["faults"]) => Reply::json(200, lock(&shared.faults).rules()),
        (Method::POST, ["faults"]) => add_faults(shared, call)?,
        (Method::DELETE, ["faults"]) => {
            lock(&shared.faults).clear();
            Reply::empty(204)
        }
        (Method::POST, ["scenario"]) => {
            let scenario =
                Scenario::parse(&String::from_utf8_lossy(&call.body)).map_err(|e| e.to_string())?;
            let mut faults = lock(&shared.faults);
            faults.play(scenario, shared.clock.now());
            Reply::json(201, faults.rules())
        }
        (Method::GET, ["operations"]) => Reply::json(
            200,
            operations::all()
                .iter()
                .map(|operation| {
                    json!({
                        "product": operation.product,
                        "operation": operation.name,
                        "method": operation.method,
                        "path": operation.path,
                    })
                })
                .collect(),
        ),
        (Method::GET, ["state"]) => match call.param("secrets") {
            None | Some("false") => Reply::json(200, shared.dump(false)),
            Some("true") => Reply::json(200, shared.dump(true)),
            Some(_) => return Err("secrets must be true or false".to_owned()),
        },
        (Method::PUT, ["state"]) => {
            shared.restore(&call.body).map_err(|error| format!("this is not a state: {error}"))?;
            Reply::empty(204)
        }
        (Method::GET, ["clock"]) => clock(shared),
        (Method::POST, ["clock"]) => set_clock(shared, call)?,
        (Method::POST, ["images"]) => {
            let body = server::object(&call.body)?;
            match catalogue::upload(&mut lock(&shared.world).cloud, &body, shared.clock.now()) {
                Ok(id) => {
                    shared.changed.notify_one();
                    Reply::json(201, json!({"id": id}))
                }
                Err(problem) => problem.reply(),
            }
        }
        (Method::PUT, ["buckets", name]) => {
            let is_made = lock(&shared.world).s3.make_log_bucket(name, shared.clock.now());
            shared.changed.notify_one();
            if is_made {
                Reply::empty(204)
            } else {
                Problem::new(422, "422", "this is no name of a bucket").reply()
            }
        }
        (Method::POST, ["reset"]) => {
            shared.reset();
            Reply::empty(204)
        }
        (Method::GET, ["environment"]) => {
            let variables: Map<String, Value> =
                environment(shared).into_iter().map(|(name, value)| (name, Value::from(value))).collect();
            Reply::json(200, Value::Object(variables))
        }
        (Method::GET, ["config"]) => {
            Reply { content: Content::Text(config_file(shared)), ..Reply::empty(200) }
        }
        (
            _,
            []
            | [
                "journal" | "faults" | "scenario" | "operations" | "state" | "clock" | "images" | "reset"
                | "environment" | "config",
            ]
            | ["buckets", _],
        ) => Problem::new(405, "405", "the path does not know this method").reply(),
        _ => Problem::new(404, "404", "the admin interface has no such path").reply(),
    })
}

/// The calls that pass every filter of the query, oldest first.
fn journal(shared: &Shared, call: &Call) -> Result<Reply, String> {
    let number = |value: &str| value.parse::<u64>().map_err(|_| format!("`{value}` must be a whole number"));
    let mut entries = lock(&shared.journal).entries();
    let mut limit = usize::MAX;
    for (name, value) in &call.query {
        let value = value.as_str();
        match name.as_str() {
            "since" => {
                let seq = number(value)?;
                entries.retain(|entry| entry.seq > seq);
            }
            "status" => {
                let status = number(value)?;
                entries.retain(|entry| u64::from(entry.status) == status);
            }
            "limit" => limit = usize::try_from(number(value)?).unwrap_or(usize::MAX),
            "product" => entries.retain(|entry| entry.product == value),
            "method" => entries.retain(|entry| entry.method.eq_ignore_ascii_case(value)),
            "path" => entries.retain(|entry| entry.path.contains(value)),
            "operation" if !operations::exists(value) => {
                return Err(format!("there is no operation `{value}`"));
            }
            "operation" => entries.retain(|entry| server::operation(entry) == Some(value)),
            "fault" => entries.retain(|entry| entry.fault.as_deref() == Some(value)),
            _ => return Err(format!("the journal has no filter `{name}`")),
        }
    }
    let shown = |entry: JournalEntry| {
        let mut shown = json!(entry);
        put(&mut shown, "operation", server::operation(&entry));
        shown
    };
    Ok(Reply::json(200, entries.into_iter().take(limit).map(shown).collect()))
}

/// The simulated time, and whether it moves by hand only.
fn clock(shared: &Shared) -> Reply {
    let now = crate::clock::iso(shared.clock.now());
    Reply::json(200, json!({"now": now, "speed": shared.clock.speed(), "manual": shared.clock.stands()}))
}

fn set_clock(shared: &Shared, call: &Call) -> Result<Reply, String> {
    let wanted = server::object(&call.body)?;
    let mut by = 0;
    let mut still = None;
    for (name, value) in &wanted {
        match (name.as_str(), value) {
            ("advance_ms", value) => {
                by = value
                    .as_i64()
                    .filter(|ms| *ms >= 0)
                    .ok_or("advance_ms must be a number of milliseconds")?;
            }
            ("manual", Value::Bool(manual)) => still = Some(*manual),
            _ => return Err("give advance_ms, a number of milliseconds, or manual, true or false".to_owned()),
        }
    }
    if let Some(still) = still {
        shared.clock.stand(still);
    }
    shared.clock.advance(by.saturating_mul(1000));
    Ok(clock(shared))
}

/// Takes one rule, or a list of rules.
fn add_faults(shared: &Shared, call: &Call) -> Result<Reply, String> {
    let rules = match call.body.trim_ascii_start().first() {
        Some(b'[') => serde_json::from_slice::<Vec<FaultRule>>(&call.body),
        _ => serde_json::from_slice(&call.body).map(|rule| vec![rule]),
    };
    let rules = rules.map_err(|error| format!("this is not a fault rule: {error}"))?;
    let mut faults = lock(&shared.faults);
    rules.into_iter().for_each(|rule| faults.add(rule, shared.clock.now()));
    Ok(Reply::json(201, faults.rules()))
}
