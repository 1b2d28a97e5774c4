//! Policy sets: rules in an order, with conditions that must all hold.

use http::Method;
use serde_json::{Map, Value, json};

use super::kinds::{self, Fields, all, text};
use super::{Answer, Item, Refusal, Target, Zscaler, pages};
use crate::clock::Micros;
use crate::exchange::Reply;

/// The policies, and the actions that their rules can have; the first is that of the default rule.
pub(super) const POLICIES: [(&str, &[&str]); 12] = [
    ("ACCESS_POLICY", &["DENY", "ALLOW", "REQUIRE_APPROVAL"]),
    ("TIMEOUT_POLICY", &["RE_AUTH"]),
    ("CLIENT_FORWARDING_POLICY", &["BYPASS", "INTERCEPT", "INTERCEPT_ACCESSIBLE"]),
    ("INSPECTION_POLICY", &["BYPASS_INSPECT", "INSPECT"]),
    ("ISOLATION_POLICY", &["BYPASS_ISOLATE", "ISOLATE"]),
    ("CREDENTIAL_POLICY", &["INJECT_CREDENTIALS"]),
    ("CAPABILITIES_POLICY", &["CHECK_CAPABILITIES"]),
    ("PRIVILEGED_PORTAL_POLICY", &["CHECK_PRIVILEGED_PORTAL_CAPABILITIES"]),
    ("REDIRECTION_POLICY", &["REDIRECT_DEFAULT", "REDIRECT_PREFERRED", "REDIRECT_ALWAYS"]),
    ("CLIENTLESS_SESSION_PROTECTION_POLICY", &["DO_NOT_MONITOR", "MONITOR"]),
    ("VPN_TUNNEL_POLICY", &["DENY", "ALLOW"]),
    ("SIEM_POLICY", &["LOG"]),
];

/// Other names of policies.
const ALIASES: [(&str, &str); 3] = [
    ("GLOBAL_POLICY", "ACCESS_POLICY"),
    ("REAUTH_POLICY", "TIMEOUT_POLICY"),
    ("BYPASS_POLICY", "CLIENT_FORWARDING_POLICY"),
];

const CLIENT_TYPES: [(&str, &str); 9] = [
    ("zpn_client_type_zapp", "Client Connector"),
    ("zpn_client_type_exporter", "Web Browser"),
    ("zpn_client_type_exporter_noauth", "Web Browser Unauthenticated"),
    ("zpn_client_type_browser_isolation", "Cloud Browser"),
    ("zpn_client_type_machine_tunnel", "Machine Tunnel"),
    ("zpn_client_type_ip_anchoring", "ZIA Service Edge"),
    ("zpn_client_type_edge_connector", "Cloud Connector"),
    ("zpn_client_type_branch_connector", "Branch Connector"),
    ("zpn_client_type_zapp_partner", "Client Connector Partner"),
];

const PLATFORMS: [(&str, &str); 5] =
    [("linux", "Linux"), ("android", "Android"), ("windows", "Windows"), ("ios", "iOS"), ("mac", "Mac")];

pub(super) fn client_types() -> Value {
    table(&CLIENT_TYPES)
}

pub(super) fn platforms() -> Value {
    table(&PLATFORMS)
}

fn table(pairs: &[(&str, &str)]) -> Value {
    Value::Object(pairs.iter().map(|(name, title)| ((*name).to_owned(), (*title).into())).collect())
}

/// What an operand names on its left and right side.
enum Side {
    Object(&'static str),
    Word(&'static [(&'static str, &'static str)]),
    Bool,
    Free,
    /// The word `id`, which the first version of the API writes in front of an id.
    Id,
}

/// The types of operands. A type that is missing here is not accepted.
fn sides(kind: &str) -> Option<(Side, Side)> {
    Some(match kind {
        "APP" => (Side::Id, Side::Object("application")),
        "APP_GROUP" => (Side::Id, Side::Object("segmentGroup")),
        "IDP" => (Side::Id, Side::Object("idp")),
        "MACHINE_GRP" => (Side::Id, Side::Object("machineGroup")),
        "CLIENT_TYPE" => (Side::Id, Side::Word(&CLIENT_TYPES)),
        "SAML" => (Side::Object("samlAttribute"), Side::Free),
        "SCIM" => (Side::Object("scimattribute"), Side::Free),
        "SCIM_GROUP" => (Side::Object("idp"), Side::Object("scimgroup")),
        "PLATFORM" => (Side::Word(&PLATFORMS), Side::Bool),
        "POSTURE" | "TRUSTED_NETWORK" | "COUNTRY_CODE" => (Side::Free, Side::Bool),
        "RISK_FACTOR_TYPE" | "CHROME_ENTERPRISE" => (Side::Free, Side::Free),
        "CONSOLE"
        | "LOCATION"
        | "EDGE_CONNECTOR_GROUP"
        | "BRANCH_CONNECTOR_GROUP"
        | "USER_PORTAL"
        | "CHROME_POSTURE_PROFILE"
        | "PRIVILEGE_PORTAL" => (Side::Id, Side::Free),
        _ => return None,
    })
}

fn operands(rule: &Item) -> impl Iterator<Item = &Value> {
    let conditions = rule.fields.get("conditions").and_then(Value::as_array).into_iter().flatten();
    conditions.filter_map(|condition| condition.get("operands")?.as_array()).flatten()
}

fn names(operand: &Value, kind: &str, id: &str) -> bool {
    let text = |name: &str| operand.get(name).and_then(Value::as_str).unwrap_or_default();
    sides(text("objectType")).is_some_and(|(left, right)| {
        [(left, "lhs"), (right, "rhs")]
            .iter()
            .any(|(side, name)| matches!(side, Side::Object(other) if *other == kind) && text(name) == id)
    })
}

/// Whether a condition of the rule names an object.
pub(super) fn uses(rule: &Item, kind: &str, id: &str) -> bool {
    operands(rule).any(|operand| names(operand, kind, id))
}

fn order(item: &Item) -> u64 {
    item.text("ruleOrder").parse().unwrap_or(u64::MAX)
}

impl Zscaler {
    pub(super) fn make_policy(&mut self, policy: &str, now: Micros) {
        let fields = json!({
            "name": policy, "description": "", "enabled": true, "sorted": false, "policyType": policy,
        });
        let set = self.insert("policySet", 0, fields.as_object().cloned().unwrap_or_default(), now);
        let action =
            POLICIES.iter().find(|(name, _)| *name == policy).and_then(|(_, actions)| actions.first());
        let rule = json!({
            "name": "Default_Rule", "description": "", "action": action, "operator": "AND", "disabled": "0",
            "defaultRule": true, "defaultRuleName": "Default_Rule", "policySetId": set.to_string(),
            "policyType": policy, "ruleOrder": "1", "conditions": [],
        });
        self.insert("rule", 0, rule.as_object().cloned().unwrap_or_default(), now);
    }

    /// The rules of a set in their order; the default rule is the last one.
    fn rules(&self, set: u64, tenant: u64) -> Vec<u64> {
        let set = set.to_string();
        let mut rules: Vec<(bool, u64, u64)> = self
            .each("rule")
            .filter(|(_, rule)| rule.text("policySetId") == set)
            .filter(|(_, rule)| rule.tenant == tenant || rule.is_set("defaultRule"))
            .map(|(id, rule)| (rule.is_set("defaultRule"), order(rule), id))
            .collect();
        rules.sort_unstable();
        rules.into_iter().map(|(.., id)| id).collect()
    }

    /// Numbers the rules anew.
    fn number(&mut self, rules: &[u64]) {
        let count = rules.len();
        for (index, id) in rules.iter().enumerate() {
            if let Some(rule) = self.item_mut("rule", *id)
                && (!rule.is_set("defaultRule") || index + 1 == count)
            {
                rule.fields.insert("ruleOrder".to_owned(), (index + 1).to_string().into());
                rule.fields.insert("priority".to_owned(), (count - index).to_string().into());
            }
        }
    }

    /// Puts a rule at a place, counted from 1.
    fn place(&mut self, set: u64, tenant: u64, rule: u64, place: &str) -> Result<(), Refusal> {
        let mut rules = self.rules(set, tenant);
        rules.retain(|id| *id != rule);
        let place = place.parse::<usize>().ok().filter(|place| (1..=rules.len()).contains(place));
        let place = place.ok_or_else(|| Refusal::argument("ruleOrder"))?;
        rules.insert(place - 1, rule);
        self.number(&rules);
        Ok(())
    }

    fn policy(&self, name: &str) -> Result<u64, Refusal> {
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
        let mut sets = self.each("policySet");
        let set = sets.find(|(_, set)| set.text("policyType") == name);
        set.map(|(id, _)| id).ok_or_else(|| Refusal::argument("policyType"))
    }

    pub(super) fn route_policies(&mut self, target: &Target<'_>) -> Answer {
        let Target { version, tenant, parts, call, .. } = *target;
        let documents = |this: &Self, set: u64| -> Vec<Value> {
            this.rules(set, tenant).into_iter().map(|id| this.document("rule", id)).collect()
        };
        match (version, call.method.clone(), parts) {
            (1, Method::GET, [_, "policyType", policy]) => {
                let set = self.policy(policy)?;
                let mut document = self.document("policySet", set);
                crate::exchange::put(&mut document, "rules", documents(self, set));
                Ok(Reply::json(200, document))
            }
            (1, Method::GET, [_, "rules", "policyType", policy]) => {
                Ok(pages(call, documents(self, self.policy(policy)?)))
            }
            (1, Method::GET, [_, "rules", "policyType", policy, "count"]) => {
                let count = self.rules(self.policy(policy)?, tenant).len();
                Ok(Reply::json(200, json!({"count": count.to_string()})))
            }
            (_, method, [_, set, rest @ ..]) => {
                let (set, _) = self.known("policySet", 0, set)?;
                match (version, method, rest) {
                    (1, Method::PUT, ["reorder"]) => self.reorder(target, set),
                    (1 | 2, Method::POST, ["rule"]) => self.write_rule(target, set, None),
                    (_, method, ["rule", rule, rest @ ..]) => {
                        let found = self.known("rule", tenant, rule).or_else(|_| self.known("rule", 0, rule));
                        let (id, rule) = found?;
                        // Of the default microtenant, the others see the default rule only.
                        let is_seen = rule.tenant == tenant || rule.is_set("defaultRule");
                        if !is_seen || rule.text("policySetId") != set.to_string() {
                            return Err(Refusal::missing(&id.to_string()));
                        }
                        let is_default = rule.is_set("defaultRule");
                        match (version, method, rest) {
                            (1, Method::GET, []) => Ok(Reply::json(200, self.document("rule", id))),
                            (1, Method::DELETE | Method::PUT, [..]) if is_default => {
                                Err(Refusal::in_use(id, "its policy, as the default rule"))
                            }
                            (1, Method::DELETE, []) => {
                                self.items.get_mut("rule").and_then(|rules| rules.remove(&id));
                                let rules = self.rules(set, tenant);
                                self.number(&rules);
                                Ok(Reply::empty(204))
                            }
                            (1, Method::PUT, ["reorder", place]) => {
                                self.place(set, tenant, id, place)?;
                                Ok(Reply::empty(204))
                            }
                            (1 | 2, Method::PUT, []) if !is_default => self.write_rule(target, set, Some(id)),
                            _ => Err(Refusal::wrong_method()),
                        }
                    }
                    _ => Err(Refusal::wrong_method()),
                }
            }
            _ => Err(Refusal::no_path()),
        }
    }

    /// Takes the ids of all rules in their new order, with or without the default rule.
    fn reorder(&mut self, target: &Target<'_>, set: u64) -> Answer {
        let wanted = target.ids("ruleIds")?;
        let wanted: Vec<u64> = wanted.iter().filter_map(|id| id.parse().ok()).collect();
        let rules = self.rules(set, target.tenant);
        let (default, movable): (Vec<u64>, Vec<u64>) = rules
            .iter()
            .partition(|id| self.item("rule", **id).is_some_and(|rule| rule.is_set("defaultRule")));
        let mut order: Vec<u64> = wanted.into_iter().filter(|id| !default.contains(id)).collect();
        let mut sorted = (order.clone(), movable);
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        if sorted.0 != sorted.1 {
            return Err(Refusal::argument("ruleIds"));
        }
        order.extend(default);
        self.number(&order);
        Ok(Reply::empty(204))
    }

    fn write_rule(&mut self, target: &Target<'_>, set: u64, own: Option<u64>) -> Answer {
        let policy =
            self.item("policySet", set).map(|set| set.text("policyType").to_owned()).unwrap_or_default();
        let body = target.body()?;
        let mut fields = kinds::RULE.read(&body)?;
        let action = fields.get("action").and_then(Value::as_str).unwrap_or_default();
        let actions = POLICIES.iter().find(|(name, _)| *name == policy).map(|(_, actions)| actions);
        if !actions.is_some_and(|actions| actions.contains(&action)) {
            return Err(Refusal::argument("action"));
        }
        self.check(target, &kinds::RULE, &mut fields, own)?;
        let conditions = self.conditions(target, fields.get("conditions"), own)?;
        fields.insert("conditions".to_owned(), conditions.into());
        fields.insert("policySetId".to_owned(), set.to_string().into());
        fields.insert("policyType".to_owned(), policy.into());
        fields.insert("defaultRule".to_owned(), false.into());
        let place = body.get("ruleOrder").and_then(text).filter(|place| !place.is_empty());
        if let Some(id) = own {
            if let Some(place) = place {
                self.place(set, target.tenant, id, &place)?;
            }
            if let Some(rule) = self.item_mut("rule", id) {
                let kept = ["ruleOrder", "priority"];
                rule.fields.retain(|name, _| kept.contains(&name.as_str()));
                rule.fields.extend(fields);
                rule.modified = target.now;
            }
            return Ok(Reply::empty(204));
        }
        let count = self.rules(set, target.tenant).len();
        let place = place.unwrap_or_else(|| count.to_string());
        if !place.parse::<usize>().is_ok_and(|place| (1..=count).contains(&place)) {
            return Err(Refusal::argument("ruleOrder"));
        }
        let id = self.insert("rule", target.tenant, fields, target.now);
        self.place(set, target.tenant, id, &place)?;
        Ok(Reply::json(201, self.document("rule", id)))
    }

    /// Reads conditions in the form of either version. They are kept and shown in the form of the first.
    fn conditions(
        &mut self,
        target: &Target<'_>,
        conditions: Option<&Value>,
        own: Option<u64>,
    ) -> Result<Vec<Value>, Refusal> {
        let wrong = || Refusal::argument("conditions");
        let mut made = Vec::new();
        let empty = json!([]);
        for condition in conditions.unwrap_or(&empty).as_array().ok_or_else(wrong)? {
            let operator = condition.get("operator").and_then(Value::as_str).unwrap_or("OR");
            if !["AND", "OR"].contains(&operator) {
                return Err(Refusal::argument("operator"));
            }
            let mut operands = Vec::new();
            for operand in condition.get("operands").and_then(Value::as_array).ok_or_else(wrong)? {
                let kind = operand.get("objectType").and_then(Value::as_str).unwrap_or_default();
                for (left, right) in pairs(operand).ok_or_else(wrong)? {
                    operands.push(self.operand(target, kind, &left, &right)?);
                }
            }
            if operands.is_empty() {
                continue;
            }
            for operand in &mut operands {
                self.next += 1;
                crate::exchange::put(operand, "id", self.next.to_string());
            }
            self.next += 1;
            made.push(json!({
                "id": self.next.to_string(),
                "negated": condition.get("negated").and_then(Value::as_bool).unwrap_or_default(),
                "operator": operator,
                "operands": operands,
                "creationTime": super::seconds(own.and_then(|id| self.item("rule", id)).map_or(target.now, |r| r.created)),
                "modifiedTime": super::seconds(target.now),
            }));
        }
        Ok(made)
    }

    fn operand(&self, target: &Target<'_>, kind: &str, left: &str, right: &str) -> Result<Value, Refusal> {
        let (lhs, rhs) = sides(kind).ok_or_else(|| Refusal::argument("objectType"))?;
        let mut name = None;
        for (side, text, field) in [(lhs, left, "lhs"), (rhs, right, "rhs")] {
            let is_good = match side {
                Side::Id => text == "id",
                Side::Free => !text.is_empty(),
                Side::Bool => ["true", "false"].contains(&text),
                Side::Word(words) => words.iter().any(|(word, _)| *word == text),
                Side::Object(kind) => {
                    let (_, item) =
                        self.known(kind, target.tenant, text).map_err(|_| Refusal::missing(text))?;
                    name = Some(item.text("name").to_owned());
                    true
                }
            };
            if !is_good {
                return Err(Refusal::argument(field));
            }
        }
        let mut operand = Map::from_iter([
            ("objectType".to_owned(), Value::from(kind)),
            ("lhs".to_owned(), left.into()),
            ("rhs".to_owned(), right.into()),
        ]);
        if let Some(name) = name {
            operand.insert("name".to_owned(), name.into());
        }
        if kind == "SCIM_GROUP" {
            operand.insert("idpId".to_owned(), left.into());
        }
        Ok(operand.into())
    }

    /// Takes an application out of all conditions.
    pub(super) fn cut_from_rules(&mut self, id: u64) {
        let id = id.to_string();
        for rule in self.items.get_mut("rule").into_iter().flat_map(|rules| rules.values_mut()) {
            let Some(conditions) = rule.fields.get_mut("conditions").and_then(Value::as_array_mut) else {
                continue;
            };
            for operands in conditions.iter_mut().filter_map(|c| c.get_mut("operands")?.as_array_mut()) {
                operands.retain(|operand| !names(operand, "application", &id));
            }
            conditions
                .retain(|c| c.get("operands").and_then(Value::as_array).is_some_and(|list| !list.is_empty()));
        }
    }
}

/// The left and right sides of an operand: one pair, or those of the lists of the second version.
fn pairs(operand: &Value) -> Option<Vec<(String, String)>> {
    let fields: &Fields = operand.as_object()?;
    let both = |value: &Value| Some((text(value.get("lhs")?)?, text(value.get("rhs")?)?));
    let has =
        |name: &str| fields.get(name).filter(|value| value.as_array().is_some_and(|list| !list.is_empty()));
    if let Some(values) = has("values") {
        return all(values, |value| Some(("id".to_owned(), text(value)?)));
    }
    if let Some(entries) = has("entryValues") {
        return all(entries, both);
    }
    both(operand).map(|pair| vec![pair])
}
