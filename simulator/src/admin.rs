//! `/_sim`: what tests in other languages use to look at the simulator and to disturb it.

use http::Method;
use serde_json::{Map, Value, json};

use crate::cloud::Problem;
use crate::exchange::{Call, Reply};
use crate::fault::FaultRule;
use crate::simulator::environment;
use crate::state::{Shared, lock};

pub(crate) fn handle(shared: &Shared, call: &Call) -> Reply {
    match (call.method.clone(), call.parts().as_slice()) {
        (Method::GET, []) => Reply::json(
            200,
            json!({"products": crate::server::products(), "speed": shared.clock.speed(), "seed": shared.seed}),
        ),
        (Method::GET, ["journal"]) => Reply::json(200, json!(lock(&shared.journal).entries())),
        (Method::DELETE, ["journal"]) => {
            lock(&shared.journal).clear();
            Reply::empty(204)
        }
        (Method::GET, ["faults"]) => Reply::json(200, json!(lock(&shared.faults).rules())),
        (Method::POST, ["faults"]) => add_faults(shared, call),
        (Method::DELETE, ["faults"]) => {
            lock(&shared.faults).clear();
            Reply::empty(204)
        }
        (Method::GET, ["state"]) => Reply::json(200, shared.dump()),
        (Method::POST, ["reset"]) => {
            shared.reset();
            Reply::empty(204)
        }
        (Method::GET, ["environment"]) => {
            let variables: Map<String, Value> =
                environment(shared).into_iter().map(|(name, value)| (name, Value::from(value))).collect();
            Reply::json(200, Value::Object(variables))
        }
        (_, [] | ["journal" | "faults" | "state" | "reset" | "environment"]) => {
            Problem::new(405, "405", "the path does not know this method").reply()
        }
        _ => Problem::new(404, "404", "the admin interface has no such path").reply(),
    }
}

/// Takes one rule, or a list of rules.
fn add_faults(shared: &Shared, call: &Call) -> Reply {
    let rules = serde_json::from_slice::<Value>(&call.body).and_then(|body| match body {
        Value::Array(_) => serde_json::from_value::<Vec<FaultRule>>(body),
        one => serde_json::from_value(one).map(|rule| vec![rule]),
    });
    let rules = match rules {
        Ok(rules) => rules,
        Err(error) => return Problem::new(400, "400", format!("this is not a fault rule: {error}")).reply(),
    };
    if let Some(error) = rules.iter().find_map(|rule| rule.check().err()) {
        return Problem::new(422, "422", error.to_string()).reply();
    }
    let mut faults = lock(&shared.faults);
    rules.into_iter().for_each(|rule| faults.add(rule));
    Reply::json(201, json!(faults.rules()))
}
