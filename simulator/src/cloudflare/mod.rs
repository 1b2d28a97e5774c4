//! The part of the Cloudflare API that publishes a service: tunnels, Access, zones and their records.

mod access;
mod identity;
mod networks;
mod records;
mod settings;
mod shelf;
mod tokens;
mod tunnels;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use tokens::Caller;

use crate::clock::{self, Micros};
use crate::cloud::Cloud;
use crate::dice::Dice;
use crate::exchange::{Call, Reply};
use crate::server::object;
use crate::state::{Shared, World};

/// The zone that is there from the start.
pub(crate) const ZONE: &str = "example.com";

/// All that the account holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Cloudflare {
    account: String,
    zones: Vec<records::Zone>,
    tunnels: Vec<tunnels::Tunnel>,
    connectors: Vec<tunnels::Connector>,
    apps: Vec<access::App>,
    policies: Vec<access::Policy>,
    identity: identity::Identity,
    /// The ids of policy tests.
    tests: Vec<String>,
    networks: networks::Networks,
    #[serde(rename = "keys")]
    tokens: tokens::Tokens,
    dice: Dice,
}

impl Cloudflare {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        let mut dice = Dice::new(seed ^ 0xf1a4e);
        let account = dice.hex();
        Self {
            zones: vec![records::Zone::new(dice.hex(), ZONE, now)],
            tunnels: Vec::new(),
            connectors: Vec::new(),
            apps: Vec::new(),
            policies: Vec::new(),
            identity: identity::Identity::new(&mut dice, &account, now),
            tests: Vec::new(),
            networks: networks::Networks::new(&mut dice, now),
            tokens: tokens::Tokens::new(dice.hex()),
            account,
            dice,
        }
    }

    pub(crate) fn account(&self) -> &str {
        &self.account
    }
}

/// A refusal: the status, and the code and message inside.
#[derive(Debug)]
struct Refusal(u16, i64, String);

impl Refusal {
    fn new(status: u16, code: i64, message: impl Into<String>) -> Self {
        Self(status, code, message.into())
    }

    fn no_route(path: &str) -> Self {
        Self::new(404, 7003, format!("Could not route to {path}, perhaps your object identifier is invalid?"))
    }

    fn wrong_method() -> Self {
        Self::new(405, 10_405, "Method not allowed for this authentication scheme")
    }
}

type Answer = Result<Reply, Refusal>;

pub(crate) fn refusal(status: u16, code: i64, message: &str) -> Reply {
    Reply::json(
        status,
        json!({
            "success": false,
            "errors": [{"code": code, "message": message}],
            "messages": [],
            "result": null,
        }),
    )
}

/// A good answer.
fn envelope(result: Value) -> Reply {
    Reply::json(200, json!({"success": true, "errors": [], "messages": [], "result": result}))
}

/// A page of a list; after the end pages are empty.
fn paged(call: &Call, items: Vec<Value>, default: usize, most: usize) -> Answer {
    let number = |name: &str, default: usize, most: usize| match call.param(name) {
        None => Ok(default),
        Some(text) => match text.parse() {
            Ok(number) if (1..=most).contains(&number) => Ok(number),
            _ => Err(Refusal::new(400, 10_001, format!("{name} must be a number from 1 to {most}"))),
        },
    };
    let page = number("page", 1, usize::MAX)?;
    let per_page = number("per_page", default, most)?;
    let total = items.len();
    let items: Vec<Value> =
        items.into_iter().skip(per_page.saturating_mul(page - 1)).take(per_page).collect();
    let count = items.len();
    Ok(Reply::json(
        200,
        json!({
            "success": true,
            "errors": [],
            "messages": [],
            "result": items,
            "result_info": {
                "page": page,
                "per_page": per_page,
                "count": count,
                "total_count": total,
                "total_pages": total.div_ceil(per_page),
            },
        }),
    ))
}

/// The JSON object in the body.
fn body(call: &Call) -> Result<Map<String, Value>, Refusal> {
    object(&call.body).map_err(|message| Refusal::new(400, 9207, message))
}

/// `2026-11-23T10:00:00Z`, or null.
fn date(at: Option<Micros>) -> Value {
    at.map(clock::iso).map_or(Value::Null, Value::from)
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    let parts = call.parts();
    let is_verify =
        matches!(parts.as_slice(), ["user", "tokens", "verify"] | ["accounts", _, "tokens", "verify"]);
    let World { cloud, cloudflare, .. } = world;
    let caller = cloudflare.caller(call, shared.keys.cloudflare_token.as_str(), now);
    let answer = if let Caller::Token(id) = caller {
        route(cloudflare, cloud, call, &id, &parts, now).map(|reply| match parts.as_slice() {
            [_, _, "access", rest @ ..] => Reply { status: access_status(call, rest), ..reply },
            _ => reply,
        })
    } else if is_verify {
        Err(Refusal::new(401, 1000, "Invalid API Token"))
    } else {
        Err(Refusal::new(401, 10_000, "Authentication error"))
    };
    answer.unwrap_or_else(|Refusal(status, code, message)| refusal(status, code, &message))
}

/// What a good answer of Access has for its status: what is made and what is removed have their own.
fn access_status(call: &Call, parts: &[&str]) -> u16 {
    match (&call.method, parts) {
        (&Method::POST, ["policy-tests"]) => 200,
        (&Method::POST, [_] | ["apps", _, "policies"]) => 201,
        (&Method::POST, ["apps", _, "revoke_tokens"]) => 202,
        (&Method::DELETE, ["service_tokens", ..]) => 200,
        (&Method::DELETE, _) => 202,
        _ => 200,
    }
}

fn route(
    this: &mut Cloudflare,
    cloud: &Cloud,
    call: &Call,
    caller: &str,
    parts: &[&str],
    now: Micros,
) -> Answer {
    this.forget_lost_connectors(cloud);
    match parts {
        ["user", "tokens", rest @ ..] => this.route_tokens(call, "user", caller, rest, now),
        ["accounts", account, ..] if *account != this.account => {
            Err(Refusal::new(403, 9109, "Unauthorized to access requested resource"))
        }
        ["accounts", _] if call.method == Method::GET => {
            Ok(envelope(json!({"id": this.account, "name": "Example", "type": "standard"})))
        }
        ["accounts"] if call.method == Method::GET => {
            paged(call, vec![json!({"id": this.account, "name": "Example", "type": "standard"})], 20, 50)
        }
        ["accounts", _, "tokens", rest @ ..] => this.route_tokens(call, "account", caller, rest, now),
        ["accounts", _, "tunnels"] if call.method == Method::GET => this.route_tunnels(cloud, call, &[], now),
        ["accounts", _, "cfd_tunnel", rest @ ..] => this.route_tunnels(cloud, call, rest, now),
        ["accounts", owner, "access", rest @ ..] => this.route_access(call, owner, rest, now),
        ["accounts", _, "teamnet" | "zerotrust", ..] => {
            this.route_networks(call, parts.get(2..).unwrap_or_default(), now)
        }
        ["zones", zone, "access", rest @ ..] if this.has_zone(zone) => {
            this.route_access(call, zone, rest, now)
        }
        ["zones", rest @ ..] => this.route_zones(call, rest, now),
        _ => Err(Refusal::no_route(&call.path)),
    }
}
