//! Access: applications, policies, identity providers and the organisation.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::Micros;
use crate::exchange::{Call, put};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct App {
    id: String,
    aud: String,
    properties: Map<String, Value>,
    /// Ids of policies with their precedence.
    policies: Vec<(String, i64)>,
    created: Micros,
    modified: Micros,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Policy {
    id: String,
    /// The application that alone can use it; none for a reusable policy.
    owner: Option<String>,
    properties: Map<String, Value>,
    created: Micros,
    modified: Micros,
}

/// Rules that a policy or a group can be made of.
const RULES: [&str; 25] = [
    "email",
    "email_domain",
    "email_list",
    "everyone",
    "group",
    "login_method",
    "service_token",
    "any_valid_service_token",
    "ip",
    "ip_list",
    "geo",
    "certificate",
    "common_name",
    "auth_method",
    "auth_context",
    "azureAD",
    "device_posture",
    "external_evaluation",
    "github-organization",
    "gsuite",
    "linked_app_token",
    "oidc",
    "okta",
    "saml",
    "user_risk_score",
];

pub(super) fn invalid(why: impl std::fmt::Display) -> Refusal {
    Refusal::new(400, 12_130, format!("access.api.error.invalid_request: {why}"))
}

pub(super) fn missing(what: &str) -> Refusal {
    Refusal::new(404, 11_021, format!("access.api.error.not_found: {what} not found"))
}

fn host_of(uri: &str) -> &str {
    uri.split('/').next().unwrap_or_default()
}

impl Cloudflare {
    /// Looks at a policy, and completes it.
    pub(super) fn checked_policy(
        &self,
        mut properties: Map<String, Value>,
    ) -> Result<Map<String, Value>, Refusal> {
        let text = |name: &str| properties.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("name").is_empty() {
            return Err(invalid("a policy needs a name"));
        }
        if !["allow", "deny", "non_identity", "bypass"].contains(&text("decision")) {
            return Err(invalid("decision must be allow, deny, non_identity or bypass"));
        }
        self.check_rules(&mut properties)?;
        properties.entry("session_duration").or_insert_with(|| Value::from("24h"));
        for name in ["id", "precedence", "created_at", "updated_at", "reusable", "app_count"] {
            properties.remove(name);
        }
        Ok(properties)
    }

    /// Looks at the three lists of rules of a policy or a group, and completes them.
    pub(super) fn check_rules(&self, properties: &mut Map<String, Value>) -> Result<(), Refusal> {
        for part in ["include", "exclude", "require"] {
            let rules = match properties.get(part) {
                None | Some(Value::Null) => Vec::new(),
                Some(Value::Array(rules)) => rules.clone(),
                Some(_) => return Err(invalid(format!("{part} must be a list"))),
            };
            for rule in &rules {
                let names: Vec<&String> =
                    rule.as_object().map(|rule| rule.keys().collect()).unwrap_or_default();
                let [name] = names.as_slice() else {
                    return Err(invalid(format!("every rule in {part} needs exactly one kind")));
                };
                self.check_rule(name, rule.get(name.as_str()).unwrap_or(&Value::Null))?;
            }
            if part == "include" && rules.is_empty() {
                return Err(invalid("include must not be empty"));
            }
            properties.insert(part.to_owned(), Value::Array(rules));
        }
        Ok(())
    }

    fn check_rule(&self, kind: &str, value: &Value) -> Result<(), Refusal> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        match kind {
            "email_domain" if !text("domain").contains('.') || text("domain").contains('@') => {
                Err(invalid("email_domain needs a domain"))
            }
            "email" if !text("email").contains('@') => Err(invalid("email needs an e-mail address")),
            "group" if self.identity.groups.get(text("id")).is_none() => {
                Err(Refusal::new(400, 11_020, format!("access.api.error.unknown_group: {}", text("id"))))
            }
            "service_token" if self.identity.services.get(text("token_id")).is_none() => {
                Err(invalid(format!("there is no service token {}", text("token_id"))))
            }
            "login_method" if self.identity.providers.get(text("id")).is_none() => {
                Err(invalid(format!("there is no identity provider {}", text("id"))))
            }
            kind if RULES.contains(&kind) => Ok(()),
            kind => Err(invalid(format!("{kind} is not a kind of rule"))),
        }
    }

    /// Refuses when a policy or a group has a rule that names this.
    pub(super) fn not_in_rules(&self, kind: &str, name: &str, id: &str) -> Result<(), Refusal> {
        let names = |properties: &Map<String, Value>| {
            ["include", "exclude", "require"]
                .iter()
                .filter_map(|part| properties.get(*part)?.as_array())
                .flatten()
                .any(|rule| rule.get(kind).and_then(|rule| rule.get(name)?.as_str()) == Some(id))
        };
        let in_policies = self.policies.iter().any(|policy| names(&policy.properties));
        if in_policies || self.identity.groups.iter().any(|group| names(&group.properties)) {
            let message = format!("access.api.error.{kind}_in_use: a policy or a group names it");
            return Err(Refusal::new(409, 12_132, message));
        }
        Ok(())
    }

    /// Whether an application lets people in through an identity provider.
    pub(super) fn apps_allow(&self, provider: &str) -> bool {
        self.apps.iter().any(|app| {
            let allowed = app.properties.get("allowed_idps").and_then(Value::as_array);
            allowed.is_some_and(|all| all.iter().any(|id| id.as_str() == Some(provider)))
        })
    }

    fn policy_document(&self, policy: &Policy) -> Value {
        let mut document = policy.properties.clone();
        document.insert("id".to_owned(), Value::from(policy.id.clone()));
        document.insert("reusable".to_owned(), Value::from(policy.owner.is_none()));
        document.insert("created_at".to_owned(), date(Some(policy.created)));
        document.insert("updated_at".to_owned(), date(Some(policy.modified)));
        if policy.owner.is_none() {
            let count =
                self.apps.iter().filter(|app| app.policies.iter().any(|(id, _)| *id == policy.id)).count();
            document.insert("app_count".to_owned(), Value::from(count));
        }
        Value::Object(document)
    }

    fn app_document(&self, app: &App) -> Value {
        let mut document = app.properties.clone();
        document.insert("id".to_owned(), Value::from(app.id.clone()));
        document.insert("uid".to_owned(), Value::from(app.id.clone()));
        document.insert("aud".to_owned(), Value::from(app.aud.clone()));
        document.insert("created_at".to_owned(), date(Some(app.created)));
        document.insert("updated_at".to_owned(), date(Some(app.modified)));
        document.insert("policies".to_owned(), Value::Array(self.policies_of(app)));
        Value::Object(document)
    }

    /// The policies of an application, in their order.
    fn policies_of(&self, app: &App) -> Vec<Value> {
        let mut links = app.policies.clone();
        links.sort_by_key(|(_, precedence)| *precedence);
        links
            .iter()
            .filter_map(|(id, precedence)| {
                let mut document =
                    self.policy_document(self.policies.iter().find(|policy| policy.id == *id)?);
                put(&mut document, "precedence", *precedence);
                Some(document)
            })
            .collect()
    }

    fn app(&self, id: &str) -> Result<&App, Refusal> {
        self.apps.iter().find(|app| app.id == id).ok_or_else(|| missing("application"))
    }

    pub(super) fn policy(&self, id: &str, owner: Option<&str>) -> Result<&Policy, Refusal> {
        let found = self.policies.iter().find(|policy| policy.id == id && policy.owner.as_deref() == owner);
        found.ok_or_else(|| missing("policy"))
    }

    /// Makes or changes a policy.
    fn put_policy(
        &mut self,
        id: Option<&str>,
        owner: Option<&str>,
        properties: Map<String, Value>,
        now: Micros,
    ) -> Result<String, Refusal> {
        let properties = self.checked_policy(properties)?;
        if let Some(id) = id {
            self.policy(id, owner)?;
            for policy in self.policies.iter_mut().filter(|policy| policy.id == id) {
                policy.properties = properties.clone();
                policy.modified = now;
            }
            return Ok(id.to_owned());
        }
        let id = self.dice.id();
        self.policies.push(Policy {
            id: id.clone(),
            owner: owner.map(ToOwned::to_owned),
            properties,
            created: now,
            modified: now,
        });
        Ok(id)
    }

    /// Makes or replaces an application.
    fn put_app(&mut self, id: Option<&str>, mut given: Map<String, Value>, now: Micros) -> Answer {
        if let Some(id) = id {
            self.app(id)?;
        }
        given.entry("type").or_insert_with(|| Value::from("self_hosted"));
        match given.get("type").and_then(Value::as_str).unwrap_or_default().to_owned().as_str() {
            "self_hosted" | "ssh" | "vnc" | "rdp" => self.check_destinations(&mut given, id)?,
            kind => self.check_other(kind, &mut given, id)?,
        }
        self.check_providers(&given)?;
        given.entry("session_duration").or_insert_with(|| Value::from("24h"));
        given.entry("app_launcher_visible").or_insert(Value::Bool(true));
        given.entry("auto_redirect_to_identity").or_insert(Value::Bool(false));
        given.entry("allowed_idps").or_insert_with(|| json!([]));
        given.entry("tags").or_insert_with(|| json!([]));
        let wanted = given.remove("policies");
        for name in ["id", "uid", "aud", "created_at", "updated_at"] {
            given.remove(name);
        }

        let present = id.and_then(|id| self.apps.iter().find(|app| app.id == id)).cloned();
        let app_id = present.as_ref().map_or_else(|| self.dice.id(), |app| app.id.clone());
        let before = self.policies.clone();
        let policies = match self.read_policies(wanted.as_ref(), &app_id, present.as_ref(), now) {
            Ok(policies) => policies,
            Err(refusal) => {
                self.policies = before;
                return Err(refusal);
            }
        };
        let app = App {
            aud: present
                .as_ref()
                .map_or_else(|| format!("{}{}", self.dice.hex(), self.dice.hex()), |app| app.aud.clone()),
            id: app_id,
            properties: given,
            policies,
            created: present.as_ref().map_or(now, |app| app.created),
            modified: now,
        };
        let document = self.app_document(&app);
        match self.apps.iter_mut().find(|other| other.id == app.id) {
            Some(other) => *other = app,
            None => self.apps.push(app),
        }
        Ok(envelope(document))
    }

    /// Looks at where an application is, and completes it.
    fn check_destinations(&self, given: &mut Map<String, Value>, own: Option<&str>) -> Result<(), Refusal> {
        let destinations = match given.get("destinations").and_then(Value::as_array) {
            Some(destinations) => destinations.clone(),
            None => match given.get("domain").and_then(Value::as_str) {
                Some(domain) => vec![json!({"type": "public", "uri": domain})],
                None => return Err(invalid("an application needs a domain or destinations")),
            },
        };
        let uris: Vec<String> = destinations
            .iter()
            .filter_map(|destination| destination.get("uri")?.as_str().map(ToOwned::to_owned))
            .collect();
        let first =
            uris.first().ok_or_else(|| invalid("an application needs a destination with a uri"))?.clone();
        for uri in &uris {
            if !self.has_zone_for(host_of(uri)) {
                return Err(invalid(format!("{uri} does not belong to a zone of the account")));
            }
            let is_taken = self.apps.iter().any(|app| {
                Some(app.id.as_str()) != own
                    && app.properties.get("destinations").and_then(Value::as_array).is_some_and(|all| {
                        all.iter().any(|other| other.get("uri").and_then(Value::as_str) == Some(uri))
                    })
            });
            if is_taken {
                return Err(Refusal::new(409, 11_010, "access.api.error.application_already_exists"));
            }
        }
        given.entry("domain").or_insert_with(|| Value::from(first.clone()));
        given.entry("name").or_insert_with(|| Value::from(first));
        given.insert("destinations".to_owned(), Value::Array(destinations));
        Ok(())
    }

    /// Looks at an application of a type that has no address in a zone.
    fn check_other(
        &self,
        kind: &str,
        given: &mut Map<String, Value>,
        own: Option<&str>,
    ) -> Result<(), Refusal> {
        let has_text =
            |name: &str| given.get(name).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
        let needs = |name: &str, has: bool| {
            if has { Ok(()) } else { Err(invalid(format!("an application of the type {kind} needs {name}"))) }
        };
        match kind {
            "bookmark" => needs("a domain", has_text("domain"))?,
            "saas" => {
                needs("a name", has_text("name"))?;
                needs("saas_app", given.get("saas_app").is_some_and(Value::is_object))?;
            }
            "infrastructure" => {
                needs("a name", has_text("name"))?;
                let criteria = given.get("target_criteria").and_then(Value::as_array);
                needs("target_criteria", criteria.is_some_and(|all| !all.is_empty()))?;
            }
            "app_launcher" | "warp" | "biso" => {
                let mut others = self.apps.iter().filter(|app| Some(app.id.as_str()) != own);
                if others.any(|app| app.properties.get("type").and_then(Value::as_str) == Some(kind)) {
                    return Err(Refusal::new(409, 11_010, "access.api.error.application_already_exists"));
                }
                given
                    .insert("domain".to_owned(), Value::from(format!("example.cloudflareaccess.com/{kind}")));
                given.entry("name").or_insert_with(|| Value::from(kind));
            }
            _ => return Err(invalid(format!("{kind} is not a type of application"))),
        }
        Ok(())
    }

    fn check_providers(&self, app: &Map<String, Value>) -> Result<(), Refusal> {
        let allowed =
            app.get("allowed_idps").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let is_known = |id: &Value| id.as_str().is_some_and(|id| self.identity.providers.get(id).is_some());
        if let Some(unknown) = allowed.iter().find(|id| !is_known(id)) {
            return Err(invalid(format!("there is no identity provider {unknown}")));
        }
        let redirects = app.get("auto_redirect_to_identity") == Some(&Value::Bool(true));
        if redirects && allowed.len() != 1 {
            return Err(invalid(
                "auto_redirect_to_identity needs exactly one identity provider in allowed_idps",
            ));
        }
        Ok(())
    }

    /// The policies that an application asks for: ids, links, or whole policies.
    fn read_policies(
        &mut self,
        wanted: Option<&Value>,
        app: &str,
        present: Option<&App>,
        now: Micros,
    ) -> Result<Vec<(String, i64)>, Refusal> {
        let wanted = match wanted {
            None | Some(Value::Null) => {
                return Ok(present.map(|app| app.policies.clone()).unwrap_or_default());
            }
            Some(Value::Array(wanted)) => wanted.clone(),
            Some(_) => return Err(invalid("policies must be a list")),
        };
        let is_inline = |policy: &Value| policy.get("decision").is_some();
        if wanted.iter().any(is_inline) && !wanted.iter().all(is_inline) {
            return Err(invalid("an application has either inline or reusable policies, not both"));
        }
        let mut kept = Vec::new();
        for (policy, number) in wanted.iter().zip(1..) {
            let precedence = policy.get("precedence").and_then(Value::as_i64).unwrap_or(number);
            if kept.iter().any(|(_, other)| *other == precedence) {
                return Err(invalid(format!("two policies have the precedence {precedence}")));
            }
            let id = policy.as_str().or_else(|| policy.get("id").and_then(Value::as_str));
            let id = match (policy, id) {
                (Value::Object(properties), id) if is_inline(policy) => {
                    let own = id.filter(|id| self.policy(id, Some(app)).is_ok());
                    self.put_policy(own, Some(app), properties.clone(), now)?
                }
                (_, Some(id)) if self.policy(id, None).is_ok() || self.policy(id, Some(app)).is_ok() => {
                    id.to_owned()
                }
                (_, Some(id)) => return Err(invalid(format!("there is no reusable policy {id}"))),
                _ => return Err(invalid("a policy is an id, a link with an id, or a whole policy")),
            };
            kept.push((id, precedence));
        }
        self.policies.retain(|policy| {
            policy.owner.as_deref() != Some(app) || kept.iter().any(|(id, _)| *id == policy.id)
        });
        Ok(kept)
    }

    /// Access of the account, or of a zone. Zones have an organisation of their own; all else is the account's.
    pub(super) fn route_access(&mut self, call: &Call, owner: &str, parts: &[&str], now: Micros) -> Answer {
        match (call.method.clone(), parts) {
            (_, ["groups", rest @ ..]) => self.route_groups(call, rest, now),
            (_, ["identity_providers", rest @ ..]) => self.route_providers(call, rest, now),
            (_, ["service_tokens", rest @ ..]) => self.route_services(call, rest, now),
            (_, ["organizations", rest @ ..]) => self.route_organization(call, owner, rest, now),
            (_, ["keys", rest @ ..]) => self.route_keys(call, rest, now),
            (_, ["policy-tests", rest @ ..]) => self.route_policy_tests(call, rest),
            (Method::PUT | Method::PATCH, ["apps", id, "settings"]) => self.set_app(id, &body(call)?, now),
            (Method::POST, ["apps", id, "revoke_tokens"]) => {
                self.app(id)?;
                Ok(envelope(json!({})))
            }
            (Method::GET, ["apps", id, "user_policy_checks"]) => {
                let app = self.app_document(self.app(id)?);
                Ok(envelope(json!({
                    "app_state": {
                        "app_uid": app.get("id"),
                        "aud": app.get("aud"),
                        "hostname": app.get("domain"),
                        "name": app.get("name"),
                        "policies": app.get("policies"),
                        "status": "Failed",
                    },
                    "user_identity": {"account_id": self.account, "is_gateway": false, "is_warp": false},
                })))
            }
            (Method::GET, ["apps"]) => {
                let found = self
                    .apps
                    .iter()
                    .map(|app| self.app_document(app))
                    .filter(|app| {
                        ["name", "domain", "aud"].iter().all(|name| {
                            call.param(name)
                                .is_none_or(|wanted| app.get(name).and_then(Value::as_str) == Some(wanted))
                        })
                    })
                    .collect();
                paged(call, found, 25, 1000)
            }
            (Method::POST, ["apps"]) => self.put_app(None, body(call)?, now),
            (Method::GET, ["apps", id]) => Ok(envelope(self.app_document(self.app(id)?))),
            (Method::PUT, ["apps", id]) => self.put_app(Some(id), body(call)?, now),
            (Method::DELETE, ["apps", id]) => {
                self.app(id)?;
                self.apps.retain(|app| app.id != *id);
                self.policies.retain(|policy| policy.owner.as_deref() != Some(*id));
                Ok(envelope(json!({ "id": id })))
            }
            (_, ["apps", app, "policies", rest @ ..]) => self.route_app_policies(call, app, rest, now),
            (Method::GET, ["policies"]) => {
                let found = self
                    .policies
                    .iter()
                    .filter(|policy| policy.owner.is_none())
                    .map(|policy| self.policy_document(policy))
                    .collect();
                paged(call, found, 25, 1000)
            }
            (Method::POST, ["policies"]) => {
                let id = self.put_policy(None, None, body(call)?, now)?;
                Ok(envelope(self.policy_document(self.policy(&id, None)?)))
            }
            (Method::GET, ["policies", id]) => Ok(envelope(self.policy_document(self.policy(id, None)?))),
            (Method::PUT, ["policies", id]) => {
                self.policy(id, None)?;
                self.put_policy(Some(id), None, body(call)?, now)?;
                Ok(envelope(self.policy_document(self.policy(id, None)?)))
            }
            (Method::DELETE, ["policies", id]) => {
                self.policy(id, None)?;
                if self.apps.iter().any(|app| app.policies.iter().any(|(other, _)| other == id)) {
                    return Err(Refusal::new(
                        409,
                        12_133,
                        "access.api.error.policy_in_use: an application uses it",
                    ));
                }
                self.policies.retain(|policy| policy.id != *id);
                Ok(envelope(json!({ "id": id })))
            }
            (_, ["apps" | "policies", ..]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    /// Sets the two settings that have a path of their own.
    fn set_app(&mut self, id: &str, given: &Map<String, Value>, now: Micros) -> Answer {
        self.app(id)?;
        let app = self.apps.iter_mut().find(|app| app.id == id).ok_or_else(|| missing("application"))?;
        let mut settings = Map::new();
        for name in ["allow_iframe", "skip_interstitial"] {
            let value = match given.get(name) {
                Some(Value::Bool(value)) => Value::Bool(*value),
                Some(_) => return Err(invalid(format!("{name} must be true or false"))),
                None => app.properties.get(name).cloned().unwrap_or(Value::Bool(false)),
            };
            settings.insert(name.to_owned(), value);
        }
        app.properties.extend(settings.clone());
        app.modified = now;
        Ok(envelope(Value::Object(settings)))
    }

    /// The policies that belong to one application.
    fn route_app_policies(&mut self, call: &Call, app: &str, parts: &[&str], now: Micros) -> Answer {
        let links = self.app(app)?.policies.clone();
        match (call.method.clone(), parts) {
            (Method::GET, []) => paged(call, self.policies_of(self.app(app)?), 25, 1000),
            (Method::POST, []) => {
                let properties = body(call)?;
                if links.iter().any(|(id, _)| self.policy(id, None).is_ok()) {
                    return Err(invalid("an application has either inline or reusable policies, not both"));
                }
                let next = links.iter().map(|(_, precedence)| *precedence).max().unwrap_or_default() + 1;
                let precedence = properties.get("precedence").and_then(Value::as_i64).unwrap_or(next);
                if links.iter().any(|(_, other)| *other == precedence) {
                    return Err(invalid(format!("two policies have the precedence {precedence}")));
                }
                let id = self.put_policy(None, Some(app), properties, now)?;
                self.link(app, &id, Some(precedence));
                self.app_policy(app, &id)
            }
            (Method::GET, [id]) => self.app_policy(app, id),
            (Method::PUT, [id]) => {
                let properties = body(call)?;
                let precedence = properties.get("precedence").and_then(Value::as_i64);
                if links.iter().any(|(other, number)| other != id && Some(*number) == precedence) {
                    return Err(invalid("two policies have the same precedence"));
                }
                self.put_policy(Some(id), Some(app), properties, now)?;
                self.link(app, id, precedence);
                self.app_policy(app, id)
            }
            (Method::DELETE, [id]) => {
                self.policy(id, Some(app))?;
                self.policies.retain(|policy| policy.id != *id);
                for app in self.apps.iter_mut().filter(|other| other.id == app) {
                    app.policies.retain(|(other, _)| other != id);
                }
                Ok(envelope(json!({ "id": id })))
            }
            (_, [] | [_]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    fn link(&mut self, app: &str, policy: &str, precedence: Option<i64>) {
        for app in self.apps.iter_mut().filter(|other| other.id == app) {
            match (app.policies.iter_mut().find(|(id, _)| id == policy), precedence) {
                (Some((_, present)), Some(precedence)) => *present = precedence,
                (Some(_), None) => {}
                (None, precedence) => app.policies.push((policy.to_owned(), precedence.unwrap_or(1))),
            }
        }
    }

    fn app_policy(&self, app: &str, id: &str) -> Answer {
        let policies = self.policies_of(self.app(app)?);
        let found = policies.into_iter().find(|policy| policy.get("id").and_then(Value::as_str) == Some(id));
        found.map(envelope).ok_or_else(|| missing("policy"))
    }
}
