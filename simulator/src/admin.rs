//! `/_sim`: what tests in other languages use to look at the simulator and to disturb it.

use http::Method;
use serde_json::{Map, Value, json};

use crate::cloud::{Problem, catalogue};
use crate::exchange::{Call, Reply};
use crate::fault::FaultRule;
use crate::simulator::environment;
use crate::state::{Shared, World, lock};

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
        (Method::PUT, ["state"]) => match serde_json::from_slice::<World>(&call.body) {
            Ok(mut world) => {
                world.auth.renew();
                *lock(&shared.world) = world;
                shared.changed.notify_one();
                Reply::empty(204)
            }
            Err(error) => Problem::new(400, "400", format!("this is not a state: {error}")).reply(),
        },
        (Method::GET, ["clock"]) => clock(shared),
        (Method::POST, ["clock"]) => {
            let body = serde_json::from_slice::<Value>(&call.body).unwrap_or_default();
            match body.get("advance_ms").and_then(Value::as_i64).filter(|ms| *ms >= 0) {
                Some(ms) => {
                    shared.clock.advance(ms.saturating_mul(1000));
                    clock(shared)
                }
                None => Problem::new(400, "400", "give advance_ms, a number of milliseconds").reply(),
            }
        }
        (Method::POST, ["images"]) => {
            let body = crate::server::object(&call.body).map_err(|why| Problem::new(400, "400", why));
            let cloud = &mut lock(&shared.world).cloud;
            match body.and_then(|body| catalogue::upload(cloud, &body, shared.clock.now())) {
                Ok(id) => {
                    shared.changed.notify_one();
                    Reply::json(201, json!({"id": id}))
                }
                Err(problem) => problem.reply(),
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
        (_, [] | ["journal" | "faults" | "state" | "clock" | "images" | "reset" | "environment"]) => {
            Problem::new(405, "405", "the path does not know this method").reply()
        }
        _ => Problem::new(404, "404", "the admin interface has no such path").reply(),
    }
}

/// The simulated time, and whether it moves by hand only.
fn clock(shared: &Shared) -> Reply {
    let now = crate::clock::iso(shared.clock.now());
    Reply::json(200, json!({"now": now, "speed": shared.clock.speed(), "manual": shared.clock.stands()}))
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
