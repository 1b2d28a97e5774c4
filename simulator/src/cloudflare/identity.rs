//! Access beside applications and policies: groups, identity providers, service tokens, organisations and signing keys.

use std::collections::BTreeMap;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::access::{invalid, missing};
use super::shelf::{Entry, Shelf};
use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::{self, Micros};
use crate::dice::{Dice, unguessable};
use crate::exchange::{Call, put};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Identity {
    pub(super) groups: Shelf,
    pub(super) providers: Shelf,
    /// Service tokens; their secrets are not kept.
    pub(super) services: Shelf,
    /// By the account or zone they belong to.
    organizations: BTreeMap<String, Map<String, Value>>,
    rotated: Micros,
    rotation_days: i64,
}

const PROVIDERS: [&str; 15] = [
    "onetimepin",
    "azureAD",
    "saml",
    "centrify",
    "facebook",
    "github",
    "google-apps",
    "google",
    "linkedin",
    "oidc",
    "okta",
    "onelogin",
    "pingone",
    "yandex",
    "cloudflare",
];

const DAY: Micros = 24 * 3600 * 1_000_000;

impl Identity {
    pub(super) fn new(dice: &mut Dice, account: &str, now: Micros) -> Self {
        let map = |value: Value| value.as_object().cloned().unwrap_or_default();
        let mut providers = Shelf::default();
        let pin = json!({"name": "One-time PIN", "type": "onetimepin", "config": {}});
        providers.add(dice.id(), map(pin), now);
        let organization = json!({
            "name": "Example",
            "auth_domain": "example.cloudflareaccess.com",
            "is_ui_read_only": false,
            "session_duration": "24h",
            "login_design": {},
            "created_at": date(Some(now)),
            "updated_at": date(Some(now)),
        });
        Self {
            groups: Shelf::default(),
            providers,
            services: Shelf::default(),
            organizations: [(account.to_owned(), map(organization))].into_iter().collect(),
            rotated: now,
            rotation_days: 30,
        }
    }
}

/// The name in a body.
fn named(given: &Map<String, Value>, what: &str) -> Result<(), Refusal> {
    match given.get("name") {
        Some(Value::String(name)) if !name.trim().is_empty() => Ok(()),
        _ => Err(invalid(format!("{what} needs a name"))),
    }
}

/// How long `8760h` or `2h45m` is; none for `forever`.
fn duration(text: &str) -> Result<Option<Micros>, Refusal> {
    let wrong = || invalid(format!("{text} is not a duration such as 8760h"));
    if text == "forever" {
        return Ok(None);
    }
    let mut rest = text;
    let mut total: Micros = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, tail) = rest.split_at(digits);
        let unit = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit);
        let each = match unit {
            "ns" => 0,
            "us" | "µs" => 1,
            "ms" => 1_000,
            "s" => 1_000_000,
            "m" => 60_000_000,
            "h" => 3_600_000_000,
            _ => return Err(wrong()),
        };
        let number: Micros = number.parse().map_err(|_| wrong())?;
        total = total.saturating_add(number.saturating_mul(each));
        rest = tail;
    }
    if text.is_empty() { Err(wrong()) } else { Ok(Some(total)) }
}

fn secret() -> String {
    unguessable().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts the end of a service token into it, as its duration says.
fn set_end(properties: &mut Map<String, Value>, now: Micros) -> Result<(), Refusal> {
    let text = properties.get("duration").and_then(Value::as_str).unwrap_or("8760h").to_owned();
    let end = duration(&text)?.map(|length| now.saturating_add(length));
    properties.insert("duration".to_owned(), Value::from(text));
    properties.insert("expires_at".to_owned(), date(end));
    Ok(())
}

impl Cloudflare {
    pub(super) fn route_groups(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        let known = |this: &Self, id: &str| {
            this.identity.groups.get(id).map(Entry::document).ok_or_else(|| missing("group"))
        };
        match (call.method.clone(), parts) {
            (Method::GET, []) => self.identity.groups.list(call),
            (Method::POST, []) => {
                let given = self.checked_group(body(call)?)?;
                let id = self.dice.id();
                Ok(envelope(self.identity.groups.add(id, given, now).document()))
            }
            (Method::GET, [id]) => Ok(envelope(known(self, id)?)),
            (Method::PUT, [id]) => {
                known(self, id)?;
                let given = self.checked_group(body(call)?)?;
                if let Some(group) = self.identity.groups.get_mut(id) {
                    group.properties = given;
                    group.modified = now;
                }
                Ok(envelope(known(self, id)?))
            }
            (Method::DELETE, [id]) => {
                known(self, id)?;
                self.not_in_rules("group", "id", id)?;
                self.identity.groups.delete(id)
            }
            (_, [] | [_]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    fn checked_group(&self, mut given: Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
        named(&given, "a group")?;
        self.check_rules(&mut given)?;
        for name in ["id", "uid", "created_at", "updated_at"] {
            given.remove(name);
        }
        // A group that everybody is in by default has its rules in `is_default` too; nobody has asked for that here.
        if given.get("is_default").is_some_and(Value::is_boolean) {
            given.remove("is_default");
        }
        Ok(given)
    }

    pub(super) fn route_providers(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        let known = |this: &Self, id: &str| {
            this.identity.providers.get(id).map(Entry::document).ok_or_else(|| missing("identity provider"))
        };
        match (call.method.clone(), parts) {
            (Method::GET, []) => self.identity.providers.list(call),
            (Method::POST, []) => {
                let given = self.checked_provider(body(call)?, None)?;
                let id = self.dice.id();
                Ok(envelope(self.identity.providers.add(id, given, now).document()))
            }
            (Method::GET, [id]) => Ok(envelope(known(self, id)?)),
            (Method::PUT, [id]) => {
                known(self, id)?;
                let given = self.checked_provider(body(call)?, Some(id))?;
                if let Some(provider) = self.identity.providers.get_mut(id) {
                    provider.properties = given;
                    provider.modified = now;
                }
                Ok(envelope(known(self, id)?))
            }
            (Method::DELETE, [id]) => {
                known(self, id)?;
                self.not_in_rules("login_method", "id", id)?;
                if self.apps_allow(id) {
                    return Err(Refusal::new(
                        409,
                        12_132,
                        "access.api.error.idp_in_use: an application uses it",
                    ));
                }
                self.identity.providers.delete(id)
            }
            (_, [] | [_]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    /// An identity provider without what is never shown.
    fn checked_provider(
        &self,
        mut given: Map<String, Value>,
        own: Option<&str>,
    ) -> Result<Map<String, Value>, Refusal> {
        named(&given, "an identity provider")?;
        let kind = given.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        if !PROVIDERS.contains(&kind.as_str()) {
            return Err(invalid(format!("type must be one of {}", PROVIDERS.join(", "))));
        }
        let mut providers = self.identity.providers.iter();
        if kind == "onetimepin"
            && providers.any(|other| other.text("type") == kind && Some(other.id.as_str()) != own)
        {
            return Err(invalid("there is a provider of the type onetimepin already"));
        }
        let Some(Value::Object(config)) = given.get_mut("config") else {
            return Err(invalid("an identity provider needs a config"));
        };
        for name in ["client_secret", "api_token"] {
            config.remove(name);
        }
        for name in ["id", "uid", "created_at", "updated_at"] {
            given.remove(name);
        }
        Ok(given)
    }

    pub(super) fn route_services(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        let known = |this: &Self, id: &str| {
            this.identity.services.get(id).map(Entry::document).ok_or_else(|| missing("service token"))
        };
        match (call.method.clone(), parts) {
            (Method::GET, []) => self.identity.services.list(call),
            (Method::POST, []) => {
                let given = body(call)?;
                named(&given, "a service token")?;
                let mut properties = Map::new();
                take_service(&mut properties, &given)?;
                set_end(&mut properties, now)?;
                properties.entry("enabled").or_insert(Value::Bool(true));
                properties.insert("client_id".to_owned(), Value::from(format!("{}.access", self.dice.hex())));
                let id = self.dice.id();
                let mut document = self.identity.services.add(id, properties, now).document();
                put(&mut document, "client_secret", secret());
                Ok(envelope(document))
            }
            (Method::GET, [id]) => Ok(envelope(known(self, id)?)),
            (Method::PUT, [id]) => {
                known(self, id)?;
                let given = body(call)?;
                let service = self.identity.services.get_mut(id).ok_or_else(|| missing("service token"))?;
                let mut properties = service.properties.clone();
                take_service(&mut properties, &given)?;
                if given.contains_key("duration") {
                    set_end(&mut properties, now)?;
                }
                service.properties = properties;
                service.modified = now;
                Ok(envelope(service.document()))
            }
            (Method::DELETE, [id]) => {
                let document = known(self, id)?;
                self.not_in_rules("service_token", "token_id", id)?;
                self.identity.services.remove(id);
                Ok(envelope(document))
            }
            (Method::POST, [id, step @ ("refresh" | "rotate")]) => {
                if !call.body.is_empty() {
                    let until = body(call)?.remove("previous_client_secret_expires_at").unwrap_or_default();
                    if until.as_str().is_some_and(|until| clock::parse(until).is_none()) {
                        return Err(invalid("previous_client_secret_expires_at is not a time"));
                    }
                }
                let service = self.identity.services.get_mut(id).ok_or_else(|| missing("service token"))?;
                service.modified = now;
                if *step == "refresh" {
                    set_end(&mut service.properties, now)?;
                    return Ok(envelope(service.document()));
                }
                let mut document = service.document();
                put(&mut document, "client_secret", secret());
                Ok(envelope(document))
            }
            (_, [] | [_] | [_, "refresh" | "rotate"]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    /// The organisation of an account or a zone.
    pub(super) fn route_organization(
        &mut self,
        call: &Call,
        owner: &str,
        parts: &[&str],
        now: Micros,
    ) -> Answer {
        let organizations = &mut self.identity.organizations;
        match (call.method.clone(), parts) {
            (Method::GET, []) => {
                let found = organizations.get(owner).ok_or_else(|| missing("organization"))?;
                Ok(envelope(Value::Object(found.clone())))
            }
            (Method::POST, []) => {
                if organizations.contains_key(owner) {
                    return Err(Refusal::new(409, 11_010, "access.api.error.organization_already_exists"));
                }
                let mut given = body(call)?;
                named(&given, "an organization")?;
                if given.get("auth_domain").and_then(Value::as_str).is_none_or(str::is_empty) {
                    return Err(invalid("an organization needs an auth_domain"));
                }
                given.insert("created_at".to_owned(), date(Some(now)));
                given.insert("updated_at".to_owned(), date(Some(now)));
                organizations.insert(owner.to_owned(), given.clone());
                Ok(envelope(Value::Object(given)))
            }
            (Method::PUT, []) => {
                let given = body(call)?;
                let found = organizations.get_mut(owner).ok_or_else(|| missing("organization"))?;
                found.extend(given.into_iter().filter(|(name, _)| name != "created_at"));
                found.insert("updated_at".to_owned(), date(Some(now)));
                Ok(envelope(Value::Object(found.clone())))
            }
            (Method::POST, ["revoke_user"]) => {
                if body(call)?.get("email").and_then(Value::as_str).is_none_or(|email| !email.contains('@')) {
                    return Err(invalid("email must be an e-mail address"));
                }
                Ok(envelope(Value::Bool(true)))
            }
            (_, [] | ["revoke_user"]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    /// The keys with which Access signs.
    pub(super) fn route_keys(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        let identity = &mut self.identity;
        match (call.method.clone(), parts) {
            (Method::GET, []) => {}
            (Method::PUT, []) => {
                let days = body(call)?.get("key_rotation_interval_days").and_then(Value::as_i64);
                identity.rotation_days = days
                    .filter(|days| (21..=365).contains(days))
                    .ok_or_else(|| invalid("key_rotation_interval_days must be from 21 to 365"))?;
            }
            (Method::POST, ["rotate"]) => identity.rotated = now,
            (_, [] | ["rotate"]) => return Err(Refusal::wrong_method()),
            _ => return Err(Refusal::no_route(&call.path)),
        }
        let passed = (now - identity.rotated) / DAY;
        Ok(envelope(json!({
            "days_until_next_rotation": (identity.rotation_days - passed).max(0),
            "key_rotation_interval_days": identity.rotation_days,
            "last_key_rotation_at": date(Some(identity.rotated)),
        })))
    }

    /// Policy tests. Nobody has ever logged in here, so there is nobody to try the policies on.
    pub(super) fn route_policy_tests(&mut self, call: &Call, parts: &[&str]) -> Answer {
        match (call.method.clone(), parts) {
            (Method::POST, []) => {
                let given = body(call)?;
                for policy in given.get("policies").and_then(Value::as_array).into_iter().flatten() {
                    match policy {
                        Value::String(id) => drop(self.policy(id, None)?),
                        Value::Object(policy) => drop(self.checked_policy(policy.clone())?),
                        _ => return Err(invalid("a policy is an id or a whole policy")),
                    }
                }
                let id = self.dice.id();
                self.tests.push(id.clone());
                Ok(envelope(json!({"id": id, "status": "success"})))
            }
            (Method::GET, [id]) | (Method::GET, [id, "users"]) if !self.tests.iter().any(|one| one == id) => {
                Err(missing("policy test"))
            }
            (Method::GET, [id]) => Ok(envelope(json!({
                "id": id,
                "status": "complete",
                "percent_users_processed": 100,
                "percent_approved": 0,
                "percent_blocked": 0,
                "percent_errored": 0,
                "total_users": 0,
                "users_approved": 0,
                "users_blocked": 0,
                "users_errored": 0,
            }))),
            (Method::GET, [_, "users"]) => paged(call, Vec::new(), 25, 1000),
            (_, [] | [_] | [_, "users"]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }
}

/// Takes over what can be given for a service token.
fn take_service(properties: &mut Map<String, Value>, given: &Map<String, Value>) -> Result<(), Refusal> {
    for (name, value) in given {
        let fits = match name.as_str() {
            "name" => value.as_str().is_some_and(|name| !name.trim().is_empty()),
            "duration" => duration(value.as_str().unwrap_or_default()).is_ok(),
            "enabled" => value.is_boolean(),
            "client_secret_version" => value.is_u64(),
            _ => continue,
        };
        if !fits {
            return Err(invalid(format!("{name} has no value that a service token can have")));
        }
        properties.insert(name.clone(), value.clone());
    }
    Ok(())
}
