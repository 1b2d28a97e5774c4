//! Zones, their DNS records and their settings.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::Micros;
use crate::dice::Dice;
use crate::exchange::{Call, put};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Zone {
    id: String,
    pub(super) name: String,
    created: Micros,
    records: Vec<Record>,
    settings: BTreeMap<String, (String, Option<Micros>)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    id: String,
    name: String,
    kind: String,
    content: String,
    proxied: bool,
    ttl: i64,
    comment: Option<String>,
    tags: Vec<String>,
    priority: Option<i64>,
    created: Micros,
    modified: Micros,
}

/// The settings that can be changed, with their values; the first is the default.
const SETTINGS: [(&str, &[&str]); 5] = [
    ("min_tls_version", &["1.0", "1.1", "1.2", "1.3"]),
    ("tls_1_3", &["on", "off", "zrt"]),
    ("ssl", &["full", "off", "flexible", "strict"]),
    ("always_use_https", &["off", "on"]),
    ("0rtt", &["off", "on"]),
];

const KINDS: [&str; 12] =
    ["A", "AAAA", "CNAME", "TXT", "MX", "NS", "SRV", "CAA", "HTTPS", "SVCB", "TLSA", "SSHFP"];

impl Zone {
    pub(super) fn new(id: String, name: &str, now: Micros) -> Self {
        let settings = SETTINGS
            .iter()
            .filter_map(|(setting, values)| {
                Some(((*setting).to_owned(), ((*values.first()?).to_owned(), None)))
            })
            .collect();
        Self { id, name: name.to_owned(), created: now, records: Vec::new(), settings }
    }

    fn document(&self, account: &str) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "status": "active",
            "paused": false,
            "type": "full",
            "development_mode": 0,
            "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
            "original_name_servers": [],
            "account": {"id": account, "name": "Example"},
            "owner": {"id": account, "name": "Example", "type": "organization"},
            "created_on": date(Some(self.created)),
            "modified_on": date(Some(self.created)),
            "activated_on": date(Some(self.created)),
            "permissions": ["#zone:read", "#dns_records:edit", "#zone_settings:edit"],
        })
    }

    fn setting(&self, name: &str) -> Result<Value, Refusal> {
        let (value, modified) =
            self.settings.get(name).ok_or_else(|| Refusal::new(400, 1003, "Unknown zone setting"))?;
        Ok(json!({"id": name, "value": value, "editable": true, "modified_on": date(*modified)}))
    }

    /// The complete name of a record.
    fn complete(&self, name: &str) -> String {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        match name.as_str() {
            "" | "@" => self.name.clone(),
            name if name == self.name || name.ends_with(&format!(".{}", self.name)) => name.to_owned(),
            name => format!("{name}.{}", self.name),
        }
    }

    /// Reads a record from a body, on top of the present one when that is given.
    fn record(
        &self,
        dice: &mut Dice,
        body: &Map<String, Value>,
        before: Option<&Record>,
        is_patch: bool,
        now: Micros,
    ) -> Result<Record, Refusal> {
        let base = before.filter(|_| is_patch);
        let text = |name: &str, present: Option<&str>| match body.get(name) {
            Some(Value::String(text)) => Ok(text.clone()),
            None => present
                .map(ToOwned::to_owned)
                .ok_or_else(|| Refusal::new(400, 9000, format!("DNS Validation Error: {name} is required"))),
            Some(_) => Err(Refusal::new(400, 9000, format!("DNS Validation Error: {name} must be text"))),
        };
        let name = self.complete(&text("name", base.map(|record| record.name.as_str()))?);
        let kind = text("type", base.map(|record| record.kind.as_str()))?;
        let content = text("content", base.map(|record| record.content.as_str()))?;
        let ttl = match body.get("ttl").map(Value::as_i64) {
            Some(Some(ttl @ (1 | 30..=86_400))) => ttl,
            None if base.is_some() => base.map_or(1, |record| record.ttl),
            None => return Err(Refusal::new(400, 9000, "DNS Validation Error: ttl is required")),
            Some(_) => {
                return Err(Refusal::new(
                    400,
                    9021,
                    "Invalid TTL. Must be between 30 and 86400 seconds, or 1 for Automatic.",
                ));
            }
        };
        let proxied = match body.get("proxied") {
            None | Some(Value::Null) => base.is_some_and(|record| record.proxied),
            Some(Value::Bool(proxied)) => *proxied,
            Some(_) => {
                return Err(Refusal::new(400, 9000, "DNS Validation Error: proxied must be true or false"));
            }
        };
        if !KINDS.contains(&kind.as_str()) {
            return Err(Refusal::new(400, 9004, format!("DNS record type {kind} is invalid.")));
        }
        let fits = match kind.as_str() {
            "A" => content.parse::<Ipv4Addr>().is_ok(),
            "AAAA" => content.parse::<Ipv6Addr>().is_ok(),
            "CNAME" => content.contains('.') && content.to_ascii_lowercase() != name,
            _ => !content.is_empty(),
        };
        if !fits {
            return Err(Refusal::new(400, 9005, format!("Content for {kind} record is invalid.")));
        }
        if proxied && !matches!(kind.as_str(), "A" | "AAAA" | "CNAME") {
            return Err(Refusal::new(400, 9041, format!("A {kind} record cannot be proxied.")));
        }
        let comment = match body.get("comment") {
            None => base.and_then(|record| record.comment.clone()),
            Some(Value::String(comment)) if comment.chars().count() <= 100 => Some(comment.clone()),
            Some(Value::Null) => None,
            Some(_) => return Err(Refusal::new(400, 9319, "A comment is text of at most 100 characters.")),
        };
        let tags = match body.get("tags").and_then(Value::as_array) {
            Some(tags) => tags.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
            None => base.map(|record| record.tags.clone()).unwrap_or_default(),
        };
        let priority =
            body.get("priority").and_then(Value::as_i64).or_else(|| base.and_then(|one| one.priority));
        Ok(Record {
            id: before.map_or_else(|| dice.hex(), |record| record.id.clone()),
            content: if kind == "CNAME" {
                content.trim_end_matches('.').to_ascii_lowercase()
            } else {
                content
            },
            ttl: if proxied { 1 } else { ttl },
            name,
            kind,
            proxied,
            comment,
            tags,
            priority,
            created: before.map_or(now, |record| record.created),
            modified: now,
        })
    }

    /// Writes a record, unless another one excludes it.
    fn put(&mut self, record: Record) -> Result<Value, Refusal> {
        let is_address = |kind: &str| matches!(kind, "A" | "AAAA");
        for other in self.records.iter().filter(|other| other.id != record.id && other.name == record.name) {
            let is_same = other.kind == record.kind && other.content == record.content;
            if is_same && other.proxied == record.proxied && other.ttl == record.ttl {
                return Err(Refusal::new(400, 81_058, "An identical record already exists."));
            }
            if is_same {
                return Err(Refusal::new(400, 81_057, "The record already exists."));
            }
            if record.kind == "CNAME" && (other.kind == "CNAME" || is_address(&other.kind)) {
                return Err(Refusal::new(
                    400,
                    81_053,
                    "An A, AAAA, or CNAME record with that host already exists.",
                ));
            }
            if other.kind == "CNAME" && is_address(&record.kind) {
                return Err(Refusal::new(400, 81_054, "A CNAME record with that host already exists."));
            }
        }
        let document = self.record_document(&record);
        match self.records.iter_mut().find(|other| other.id == record.id) {
            Some(other) => *other = record,
            None => self.records.push(record),
        }
        Ok(document)
    }

    fn record_document(&self, record: &Record) -> Value {
        let mut document = json!({
            "id": record.id,
            "name": record.name,
            "type": record.kind,
            "content": record.content,
            "proxiable": matches!(record.kind.as_str(), "A" | "AAAA" | "CNAME"),
            "proxied": record.proxied,
            "ttl": record.ttl,
            "settings": {},
            "meta": {},
            "comment": record.comment,
            "tags": record.tags,
            "created_on": date(Some(record.created)),
            "modified_on": date(Some(record.modified)),
        });
        if let Some(priority) = record.priority {
            put(&mut document, "priority", priority);
        }
        document
    }

    fn find(&self, id: &str) -> Result<&Record, Refusal> {
        let found = self.records.iter().find(|record| record.id == id);
        found.ok_or_else(|| Refusal::new(404, 81_044, "Record does not exist."))
    }

    fn remove(&mut self, id: &str) -> Result<Value, Refusal> {
        self.find(id)?;
        self.records.retain(|record| record.id != id);
        Ok(json!({ "id": id }))
    }

    /// Deletes, patches, puts and posts together, or not at all.
    fn batch(&mut self, dice: &mut Dice, body: &Map<String, Value>, now: Micros) -> Result<Value, Refusal> {
        let before = self.records.clone();
        let done = self.all_of_batch(dice, body, now);
        if done.is_err() {
            self.records = before;
        }
        done
    }

    fn all_of_batch(
        &mut self,
        dice: &mut Dice,
        body: &Map<String, Value>,
        now: Micros,
    ) -> Result<Value, Refusal> {
        let mut result = Map::new();
        for step in ["deletes", "patches", "puts", "posts"] {
            let mut done = Vec::new();
            for item in body.get(step).and_then(Value::as_array).into_iter().flatten() {
                let item =
                    item.as_object().ok_or_else(|| Refusal::new(400, 9207, "An item must be an object."))?;
                let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
                done.push(match step {
                    "deletes" => {
                        let document = self.record_document(self.find(id)?);
                        self.remove(id)?;
                        document
                    }
                    "posts" => {
                        let record = self.record(dice, item, None, false, now)?;
                        self.put(record)?
                    }
                    step => {
                        let before = self.find(id)?.clone();
                        let record = self.record(dice, item, Some(&before), step == "patches", now)?;
                        self.put(record)?
                    }
                });
            }
            result.insert(step.to_owned(), Value::Array(done));
        }
        Ok(Value::Object(result))
    }

    fn route(&mut self, dice: &mut Dice, call: &Call, parts: &[&str], now: Micros) -> Answer {
        match (call.method.clone(), parts) {
            (Method::GET, ["dns_records"]) => {
                let found = self
                    .records
                    .iter()
                    .map(|record| self.record_document(record))
                    .filter(|record| passes(call, record))
                    .collect();
                paged(call, found, 100, 5_000_000)
            }
            (Method::POST, ["dns_records"]) => {
                let record = self.record(dice, &body(call)?, None, false, now)?;
                Ok(envelope(self.put(record)?))
            }
            (Method::POST, ["dns_records", "batch"]) => Ok(envelope(self.batch(dice, &body(call)?, now)?)),
            (Method::GET, ["dns_records", id]) => Ok(envelope(self.record_document(self.find(id)?))),
            (Method::PUT | Method::PATCH, ["dns_records", id]) => {
                let before = self.find(id)?.clone();
                let is_patch = call.method == Method::PATCH;
                let record = self.record(dice, &body(call)?, Some(&before), is_patch, now)?;
                Ok(envelope(self.put(record)?))
            }
            (Method::DELETE, ["dns_records", id]) => Ok(envelope(self.remove(id)?)),
            (Method::GET, ["settings"]) => {
                let all: Result<Vec<Value>, Refusal> =
                    self.settings.keys().map(|name| self.setting(name)).collect();
                Ok(envelope(Value::Array(all?)))
            }
            (Method::GET, ["settings", name]) => Ok(envelope(self.setting(name)?)),
            (Method::PATCH, ["settings", name]) => {
                self.setting(name)?;
                let body = body(call)?;
                let value = body.get("value").and_then(Value::as_str).unwrap_or_default();
                let allowed =
                    SETTINGS.iter().find(|(setting, _)| setting == name).map_or(&[][..], |(_, all)| all);
                if !allowed.contains(&value) {
                    return Err(Refusal::new(400, 1007, format!("Invalid value for zone setting {name}")));
                }
                self.settings.insert((*name).to_owned(), (value.to_owned(), Some(now)));
                Ok(envelope(self.setting(name)?))
            }
            (_, ["dns_records" | "settings"] | ["dns_records" | "settings", _]) => {
                Err(Refusal::wrong_method())
            }
            _ => Err(Refusal::no_route(&call.path)),
        }
    }
}

/// The filters of the list of records.
fn passes(call: &Call, record: &Value) -> bool {
    let mut checks = Vec::new();
    for (name, wanted) in &call.query {
        let (field, how) = name.split_once('.').unwrap_or((name, "exact"));
        if !["name", "content", "comment", "type"].contains(&field) {
            continue;
        }
        let value = record.get(field).and_then(Value::as_str);
        let (value, wanted) = (value.map(str::to_lowercase), wanted.to_lowercase());
        checks.push(match (how, value) {
            ("present", value) => value.is_some(),
            ("absent", value) => value.is_none(),
            (_, None) => false,
            ("exact", Some(value)) => value == wanted,
            ("contains", Some(value)) => value.contains(&wanted),
            ("startswith", Some(value)) => value.starts_with(&wanted),
            ("endswith", Some(value)) => value.ends_with(&wanted),
            _ => false,
        });
    }
    if call.param("match") == Some("any") && !checks.is_empty() {
        checks.contains(&true)
    } else {
        !checks.contains(&false)
    }
}

impl Cloudflare {
    pub(super) fn route_zones(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        match (call.method.clone(), parts) {
            (Method::GET, []) => {
                let name = call.param("name").map(str::to_lowercase);
                let is_own = call.param("account.id").is_none_or(|account| account == self.account);
                let found = self
                    .zones
                    .iter()
                    .filter(|zone| is_own && name.as_ref().is_none_or(|name| zone.name == *name))
                    .map(|zone| zone.document(&self.account))
                    .collect();
                paged(call, found, 20, 50)
            }
            (Method::POST, []) => {
                let body = body(call)?;
                let name = body.get("name").and_then(Value::as_str).unwrap_or_default().to_lowercase();
                if !name.contains('.') || name.contains(' ') {
                    return Err(Refusal::new(400, 1001, "Invalid zone name"));
                }
                if self.zones.iter().any(|zone| zone.name == name) {
                    return Err(Refusal::new(409, 1061, format!("{name} already exists")));
                }
                let zone = Zone::new(self.dice.hex(), &name, now);
                let document = zone.document(&self.account);
                self.zones.push(zone);
                Ok(envelope(document))
            }
            (_, []) => Err(Refusal::wrong_method()),
            (method, [id, rest @ ..]) => {
                let Self { zones, dice, account, .. } = self;
                let zone = zones
                    .iter_mut()
                    .find(|zone| zone.id == *id)
                    .ok_or_else(|| Refusal::no_route(&call.path))?;
                match (method, rest) {
                    (Method::GET, []) => Ok(envelope(zone.document(account))),
                    (_, []) => Err(Refusal::wrong_method()),
                    (_, rest) => zone.route(dice, call, rest, now),
                }
            }
        }
    }

    /// Whether a host name lies in one of the zones.
    pub(super) fn has_zone_for(&self, host: &str) -> bool {
        self.zones.iter().any(|zone| host == zone.name || host.ends_with(&format!(".{}", zone.name)))
    }
}
