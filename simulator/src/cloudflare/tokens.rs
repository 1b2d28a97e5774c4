//! API tokens of the user and of the account. They authenticate; what they allow is kept but not looked at.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::shelf::{Entry, Shelf};
use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::{self, Micros};
use crate::dice::unguessable;
use crate::exchange::{Call, Reply, put};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Tokens {
    /// The id of the token that the simulator gives out itself.
    own: String,
    made: Shelf,
}

impl Tokens {
    pub(super) fn new(own: String) -> Self {
        Self { own, made: Shelf::default() }
    }
}

/// What is kept of a token in place of its value.
fn digest(token: &str) -> String {
    Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Who a call comes from.
pub(super) enum Caller {
    /// The id of the token.
    Token(String),
    Nobody,
}

fn status(token: &Entry, now: Micros) -> &str {
    let at = |name: &str| clock::parse(token.text(name));
    if at("expires_on").is_some_and(|end| end <= now) {
        "expired"
    } else if token.text("status") == "disabled" {
        "disabled"
    } else {
        "active"
    }
}

fn document(token: &Entry, now: Micros) -> Value {
    let mut document = Value::Object(token.properties.clone());
    if let Some(document) = document.as_object_mut() {
        document.remove("digest");
        document.remove("scope");
    }
    put(&mut document, "id", token.id.clone());
    put(&mut document, "status", status(token, now));
    put(&mut document, "issued_on", date(Some(token.created)));
    put(&mut document, "modified_on", date(Some(token.modified)));
    document
}

impl Cloudflare {
    pub(super) fn caller(&self, call: &Call, own: &str, now: Micros) -> Caller {
        let Some(token) = call.bearer() else { return Caller::Nobody };
        if token == own {
            return Caller::Token(self.tokens.own.clone());
        }
        let digest = digest(token);
        let found = self.tokens.made.iter().find(|made| made.text("digest") == digest);
        match found.filter(|made| status(made, now) == "active") {
            Some(made) => Caller::Token(made.id.clone()),
            None => Caller::Nobody,
        }
    }

    /// Tokens of a scope: `user`, or `account`.
    pub(super) fn route_tokens(
        &mut self,
        call: &Call,
        scope: &str,
        caller: &str,
        parts: &[&str],
        now: Micros,
    ) -> Answer {
        let own = |token: &&Entry| token.text("scope") == scope;
        let missing = || Refusal::new(404, 1003, "Valid user-level authentication not found");
        match (call.method.clone(), parts) {
            (Method::GET, ["verify"]) => {
                let message = json!([{"code": 10_000, "message": "This API Token is valid and active"}]);
                Ok(Reply::json(
                    200,
                    json!({
                        "success": true,
                        "errors": [],
                        "messages": message,
                        "result": {"id": caller, "status": "active"},
                    }),
                ))
            }
            (Method::GET, []) => {
                let all = self.tokens.made.iter().filter(own).map(|token| document(token, now)).collect();
                paged(call, all, 20, 50)
            }
            (Method::POST, []) => {
                let mut properties = checked(Map::new(), body(call)?, &mut || self.dice.hex())?;
                let value: String = unguessable().iter().map(|byte| format!("{byte:02x}")).collect();
                properties.insert("digest".to_owned(), Value::from(digest(&value)));
                properties.insert("scope".to_owned(), Value::from(scope));
                let id = self.dice.hex();
                let mut document = document(&self.tokens.made.add(id, properties, now), now);
                put(&mut document, "value", value);
                Ok(envelope(document))
            }
            (Method::GET, [id]) => {
                let found = self.tokens.made.get(id).filter(own).ok_or_else(missing)?;
                Ok(envelope(document(found, now)))
            }
            (Method::PUT, [id]) => {
                let present = self.tokens.made.get(id).filter(own).ok_or_else(missing)?.properties.clone();
                let given = body(call)?;
                if let Some(name) = ["name", "policies"].into_iter().find(|name| !given.contains_key(*name)) {
                    return Err(Refusal::new(400, 1001, format!("{name} is required")));
                }
                let changed = checked(present, given, &mut || self.dice.hex())?;
                let found = self.tokens.made.get_mut(id).ok_or_else(missing)?;
                found.properties = changed;
                found.modified = now;
                Ok(envelope(document(found, now)))
            }
            (Method::DELETE, [id]) => {
                self.tokens.made.get(id).filter(own).ok_or_else(missing)?;
                self.tokens.made.delete(id)
            }
            (_, [] | [_]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }
}

/// Takes over what can be given for a token.
fn checked(
    mut properties: Map<String, Value>,
    given: Map<String, Value>,
    id: &mut dyn FnMut() -> String,
) -> Result<Map<String, Value>, Refusal> {
    let bad = |why: &str| Refusal::new(400, 1001, format!("Invalid token: {why}"));
    let names = ["name", "policies", "status", "expires_on", "not_before", "condition"];
    properties.extend(given.into_iter().filter(|(name, _)| names.contains(&name.as_str())));
    if properties.get("name").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(bad("name is required"));
    }
    for name in ["expires_on", "not_before"] {
        let value = properties.get(name).filter(|value| !value.is_null());
        if value.is_some_and(|value| value.as_str().and_then(clock::parse).is_none()) {
            return Err(bad("a time must be in the form of RFC 3339"));
        }
    }
    if properties.get("status").is_some_and(|status| !matches!(status.as_str(), Some("active" | "disabled")))
    {
        return Err(bad("status must be active or disabled"));
    }
    let policies = properties.get_mut("policies").and_then(Value::as_array_mut).filter(|all| !all.is_empty());
    for policy in policies.ok_or_else(|| bad("policies is required"))? {
        let is_whole = matches!(policy.get("effect").and_then(Value::as_str), Some("allow" | "deny"))
            && policy.get("permission_groups").is_some_and(Value::is_array)
            && policy.get("resources").is_some_and(Value::is_object);
        if !is_whole {
            return Err(bad("a policy needs effect, permission_groups and resources"));
        }
        if policy.get("id").is_none() {
            put(policy, "id", id());
        }
    }
    Ok(properties)
}
