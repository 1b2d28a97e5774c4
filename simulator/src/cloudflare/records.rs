//! Zones, their DNS records and their settings.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::settings::Settings;
use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::Micros;
use crate::dice::Dice;
use crate::exchange::{Call, Content, Reply, put};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Zone {
    id: String,
    pub(super) name: String,
    /// `full`, `partial` or `secondary`.
    kind: String,
    paused: bool,
    created: Micros,
    modified: Micros,
    records: Vec<Record>,
    settings: Settings,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    id: String,
    name: String,
    kind: String,
    content: String,
    /// The parts of the content, for the types that have parts.
    data: Option<Value>,
    settings: Value,
    proxied: bool,
    ttl: i64,
    comment: Option<String>,
    tags: Vec<String>,
    priority: Option<i64>,
    created: Micros,
    modified: Micros,
}

const ZONE_TYPES: [&str; 3] = ["full", "partial", "secondary"];

const KINDS: [&str; 21] = [
    "A",
    "AAAA",
    "CAA",
    "CERT",
    "CNAME",
    "DNSKEY",
    "DS",
    "HTTPS",
    "LOC",
    "MX",
    "NAPTR",
    "NS",
    "OPENPGPKEY",
    "PTR",
    "SMIMEA",
    "SRV",
    "SSHFP",
    "SVCB",
    "TLSA",
    "TXT",
    "URI",
];

/// The types whose content has parts, with the names of these. A `"` goes before those that are written in quotes, an
/// `m` before those in metres.
const PARTS: [(&str, &[&str]); 13] = [
    ("CAA", &["flags", "tag", "\"value"]),
    ("CERT", &["type", "key_tag", "algorithm", "certificate"]),
    ("DNSKEY", &["flags", "protocol", "algorithm", "public_key"]),
    ("DS", &["key_tag", "algorithm", "digest_type", "digest"]),
    ("HTTPS", &["priority", "target", "value"]),
    (
        "LOC",
        &[
            "lat_degrees",
            "lat_minutes",
            "lat_seconds",
            "lat_direction",
            "long_degrees",
            "long_minutes",
            "long_seconds",
            "long_direction",
            "maltitude",
            "msize",
            "mprecision_horz",
            "mprecision_vert",
        ],
    ),
    ("NAPTR", &["order", "preference", "\"flags", "\"service", "\"regex", "replacement"]),
    ("SMIMEA", &["usage", "selector", "matching_type", "certificate"]),
    ("SRV", &["priority", "weight", "port", "target"]),
    ("SSHFP", &["algorithm", "type", "fingerprint"]),
    ("SVCB", &["priority", "target", "value"]),
    ("TLSA", &["usage", "selector", "matching_type", "certificate"]),
    ("URI", &["weight", "\"target"]),
];

/// Writes the parts of a content as one text.
fn whole(kind: &str, data: &Value) -> Option<String> {
    let (_, parts) = PARTS.iter().find(|(other, _)| *other == kind)?;
    let words: Option<Vec<String>> = parts
        .iter()
        .map(|part| {
            let name = part.trim_start_matches('"');
            let name = if kind == "LOC" { name.strip_prefix('m').unwrap_or(name) } else { name };
            let text = match data.get(name)? {
                Value::String(text) => text.clone(),
                value if value.is_number() => value.to_string(),
                _ => return None,
            };
            Some(match part.chars().next() {
                Some('"') => format!("\"{text}\""),
                Some('m') if kind == "LOC" => format!("{text}m"),
                _ => text,
            })
        })
        .collect();
    Some(words?.join(" "))
}

impl Zone {
    pub(super) fn new(id: String, name: &str, now: Micros) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind: "full".to_owned(),
            paused: false,
            created: now,
            modified: now,
            records: Vec::new(),
            settings: Settings::default(),
        }
    }

    fn document(&self, account: &str) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "status": "active",
            "paused": self.paused,
            "type": self.kind,
            "development_mode": 0,
            "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
            "original_name_servers": [],
            "original_registrar": null,
            "original_dnshost": null,
            "account": {"id": account, "name": "Example"},
            "owner": {"id": account, "name": "Example", "type": "organization"},
            "plan": {"id": "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "name": "Free Website", "price": 0, "currency": "USD"},
            "meta": {
                "step": 2,
                "custom_certificate_quota": 0,
                "page_rule_quota": 3,
                "phishing_detected": false,
                "cdn_only": false,
                "dns_only": false,
            },
            "tenant": {"id": null, "name": null},
            "tenant_unit": {"id": null},
            "created_on": date(Some(self.created)),
            "modified_on": date(Some(self.modified)),
            "activated_on": date(Some(self.created)),
            "permissions": ["#zone:read", "#zone:edit", "#dns_records:edit", "#zone_settings:edit"],
        })
    }

    /// Whether the name is the one of a filter such as `example.com` or `contains:example`.
    fn is_named(&self, wanted: &str) -> bool {
        let wanted = wanted.to_lowercase();
        match wanted.split_once(':') {
            Some(("equal", name)) => self.name == name,
            Some(("not_equal", name)) => self.name != name,
            Some(("contains", name)) => self.name.contains(name),
            Some(("starts_with", name)) => self.name.starts_with(name),
            Some(("ends_with", name)) => self.name.ends_with(name),
            _ => self.name == wanted,
        }
    }

    /// Changes a zone; the API takes one property in a call.
    fn edit(&mut self, given: &Map<String, Value>, now: Micros) -> Result<(), Refusal> {
        match given.iter().next() {
            Some((name, Value::Bool(paused))) if name == "paused" => self.paused = *paused,
            Some((name, Value::String(kind))) if name == "type" && ZONE_TYPES.contains(&kind.as_str()) => {
                self.kind.clone_from(kind);
            }
            Some((name, _)) => {
                return Err(Refusal::new(400, 1007, format!("Invalid value for zone property {name}")));
            }
            None => return Err(Refusal::new(400, 1015, "Give one property to change")),
        }
        if given.len() > 1 {
            return Err(Refusal::new(400, 1015, "Only one property can be changed at a time"));
        }
        self.modified = now;
        Ok(())
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
        let data = body.get("data").filter(|data| data.is_object());
        let content = match data {
            Some(data) => whole(&kind, data).ok_or_else(|| {
                Refusal::new(400, 9000, format!("DNS Validation Error: data is not that of a {kind} record"))
            })?,
            None => text("content", base.map(|record| record.content.as_str()))?,
        };
        let data = match body.get("content") {
            None => data.cloned().or_else(|| base.and_then(|record| record.data.clone())),
            Some(_) => data.cloned(),
        };
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
        if priority.is_none() && kind == "MX" {
            return Err(Refusal::new(400, 9100, "DNS Validation Error: priority is required"));
        }
        let settings = body.get("settings").filter(|settings| settings.is_object()).cloned();
        Ok(Record {
            data,
            settings: settings
                .or_else(|| base.map(|record| record.settings.clone()))
                .unwrap_or_else(|| json!({})),
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
            "settings": record.settings,
            "meta": {},
            "comment": record.comment,
            "tags": record.tags,
            "created_on": date(Some(record.created)),
            "modified_on": date(Some(record.modified)),
        });
        if let Some(priority) = record.priority {
            put(&mut document, "priority", priority);
        }
        if let Some(data) = &record.data {
            put(&mut document, "data", data.clone());
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

    /// The records as a zone file.
    fn export(&self) -> String {
        let mut file = format!(";; Domain: {}.\n", self.name);
        for record in &self.records {
            let Record { name, kind, content, .. } = record;
            let priority = record.priority.filter(|_| matches!(kind.as_str(), "MX" | "URI"));
            let priority = priority.map(|priority| format!("{priority} ")).unwrap_or_default();
            let content = match kind.as_str() {
                "CNAME" | "MX" | "NS" | "PTR" => format!("{}.", content.trim_end_matches('.')),
                "TXT" if !content.starts_with('"') => format!("\"{content}\""),
                _ => content.clone(),
            };
            let proxied = if record.proxied { " ; cf_tags=cf-proxied:true" } else { "" };
            file.push_str(&format!("{name}.\t{}\tIN\t{kind}\t{priority}{content}{proxied}\n", record.ttl));
        }
        file
    }

    /// Takes the records of a zone file that is uploaded as a form.
    fn import(&mut self, dice: &mut Dice, call: &Call, now: Micros) -> Answer {
        let file = field(call, "file").ok_or_else(|| Refusal::new(400, 9207, "Give a zone file as file"))?;
        let all_proxied = field(call, "proxied").is_some_and(|proxied| proxied.trim() == "true");
        let (mut added, mut parsed) = (0, 0);
        for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(';')) {
            let is_proxied = line.contains("cf-proxied:true");
            let line = line.split(" ; ").next().unwrap_or_default();
            let mut words = line.split_whitespace();
            let (Some(name), Some(ttl)) =
                (words.next(), words.next().and_then(|ttl| ttl.parse::<i64>().ok()))
            else {
                return Err(Refusal::new(400, 9207, format!("This is not a record: {line}")));
            };
            let kind = words.find(|word| *word != "IN").unwrap_or_default();
            if matches!(kind, "SOA" | "NS") && self.complete(name) == self.name {
                continue;
            }
            let mut words: Vec<&str> = words.collect();
            let mut record = json!({"name": name, "ttl": ttl.max(1), "type": kind});
            if matches!(kind, "MX" | "URI") && !words.is_empty() {
                put(&mut record, "priority", words.remove(0).parse::<i64>().unwrap_or_default());
            }
            let content = words.join(" ");
            put(&mut record, "content", content.trim_end_matches('.'));
            let can_be_proxied = matches!(kind, "A" | "AAAA" | "CNAME");
            put(&mut record, "proxied", can_be_proxied && (is_proxied || all_proxied));
            parsed += 1;
            let record =
                self.record(dice, &record.as_object().cloned().unwrap_or_default(), None, false, now)?;
            added += i64::from(self.put(record).is_ok());
        }
        Ok(envelope(json!({"recs_added": added, "total_records_parsed": parsed})))
    }

    fn route(&mut self, dice: &mut Dice, call: &Call, parts: &[&str], now: Micros) -> Answer {
        match (call.method.clone(), parts) {
            (Method::GET, ["dns_records"]) => {
                let mut found: Vec<Value> = self
                    .records
                    .iter()
                    .map(|record| self.record_document(record))
                    .filter(|record| passes(call, record))
                    .collect();
                if let Some(order) = call.param("order") {
                    found.sort_by_cached_key(|record| record.get(order).map(ToString::to_string));
                }
                if call.param("direction") == Some("desc") {
                    found.reverse();
                }
                paged(call, found, 100, 5_000_000)
            }
            (Method::GET, ["dns_records", "export"]) => {
                Ok(Reply { content: Content::Text(self.export()), ..Reply::empty(200) })
            }
            (Method::POST, ["dns_records", "import"]) => self.import(dice, call, now),
            // The records of a domain are found by asking its name servers, and there are none here.
            (Method::POST, ["dns_records", "scan"]) => {
                Ok(envelope(json!({"recs_added": 0, "total_records_parsed": 0})))
            }
            (Method::POST, ["dns_records", "scan", "trigger"]) => Ok(envelope(Value::Null)),
            (Method::GET, ["dns_records", "scan", "review"]) => Ok(envelope(json!([]))),
            (Method::POST, ["dns_records", "scan", "review"]) => {
                let mut given = body(call)?;
                let posts = given.remove("accepts").unwrap_or_else(|| json!([]));
                let batch = [("posts".to_owned(), posts)].into_iter().collect();
                let mut done = self.batch(dice, &batch, now)?;
                let rejects: Vec<Value> = given
                    .get("rejects")
                    .and_then(Value::as_array)
                    .map(|all| all.iter().filter_map(|one| one.get("id").cloned()).collect())
                    .unwrap_or_default();
                let accepts = done.get_mut("posts").map(Value::take);
                Ok(envelope(json!({"accepts": accepts, "rejects": rejects})))
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
            (Method::GET, ["settings"]) => Ok(envelope(Value::Array(self.settings.all()))),
            (Method::GET, ["settings", name]) => Ok(envelope(self.settings.get(name)?)),
            (Method::PATCH, ["settings", name]) => {
                Ok(envelope(self.settings.set(name, &body(call)?, now)?))
            }
            (Method::PUT, ["activation_check"]) => Ok(envelope(json!({"id": self.id}))),
            (_, ["dns_records" | "settings" | "activation_check"] | ["dns_records" | "settings", _]) => {
                Err(Refusal::wrong_method())
            }
            _ => Err(Refusal::no_route(&call.path)),
        }
    }
}

/// A field of a form that is sent as multipart.
fn field(call: &Call, name: &str) -> Option<String> {
    let kind = call.header("content-type")?;
    let (_, boundary) = kind.split_once("boundary=")?;
    let text = String::from_utf8_lossy(&call.body);
    text.split(&format!("--{}", boundary.trim_matches('"'))).find_map(|part| {
        let (head, content) = part.split_once("\r\n\r\n")?;
        head.contains(&format!("name=\"{name}\"")).then(|| content.trim_end_matches("\r\n").to_owned())
    })
}

/// The filters of the list of records.
fn passes(call: &Call, record: &Value) -> bool {
    let mut checks = Vec::new();
    for (name, wanted) in &call.query {
        let (field, how) = name.split_once('.').unwrap_or((name, "exact"));
        if name == "proxied" {
            checks.push(record.get("proxied").map(ToString::to_string).as_deref() == Some(wanted.as_str()));
            continue;
        }
        if field == "tag" {
            checks.push(has_tag(record, how, &wanted.to_lowercase()));
            continue;
        }
        if name == "search" {
            let texts =
                ["name", "content", "comment"].into_iter().filter_map(|name| record.get(name)?.as_str());
            checks.push(texts.into_iter().any(|text| text.to_lowercase().contains(&wanted.to_lowercase())));
            continue;
        }
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

/// Whether one of the tags of a record, each a name or `name:value`, is what is asked for.
fn has_tag(record: &Value, how: &str, wanted: &str) -> bool {
    let tags = record.get("tags").and_then(Value::as_array).into_iter().flatten();
    let mut tags = tags.filter_map(Value::as_str).map(str::to_lowercase);
    let (name, value) = wanted.split_once(':').unwrap_or((wanted, ""));
    let named = |tag: &String| tag.split(':').next() == Some(name);
    let own = |tag: &String| tag.split_once(':').map(|(_, value)| value.to_owned()).unwrap_or_default();
    match how {
        "present" => tags.any(|tag| named(&tag)),
        "absent" => !tags.any(|tag| named(&tag)),
        "contains" => tags.any(|tag| named(&tag) && own(&tag).contains(value)),
        "startswith" => tags.any(|tag| named(&tag) && own(&tag).starts_with(value)),
        "endswith" => tags.any(|tag| named(&tag) && own(&tag).ends_with(value)),
        _ => tags.any(|tag| tag == wanted),
    }
}

impl Cloudflare {
    pub(super) fn has_zone(&self, id: &str) -> bool {
        self.zones.iter().any(|zone| zone.id == id)
    }

    pub(super) fn route_zones(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        match (call.method.clone(), parts) {
            (Method::GET, []) => {
                let is_own = call.param("account.id").is_none_or(|account| account == self.account);
                let mut found: Vec<Value> = self
                    .zones
                    .iter()
                    .filter(|zone| is_own && call.param("name").is_none_or(|wanted| zone.is_named(wanted)))
                    .map(|zone| zone.document(&self.account))
                    .filter(|zone| {
                        call.param("status")
                            .is_none_or(|status| zone.get("status").and_then(Value::as_str) == Some(status))
                    })
                    .collect();
                if call.param("order") == Some("name") {
                    found.sort_by_cached_key(|zone| zone.get("name").map(ToString::to_string));
                }
                if call.param("direction") == Some("desc") {
                    found.reverse();
                }
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
                let account = body.get("account").and_then(|account| account.get("id"));
                if account.is_some_and(|id| id.as_str() != Some(&self.account)) {
                    return Err(Refusal::new(403, 1068, "Permission denied: this is not your account"));
                }
                let kind = body.get("type").and_then(Value::as_str).unwrap_or("full").to_owned();
                if !ZONE_TYPES.contains(&kind.as_str()) {
                    return Err(Refusal::new(400, 1007, "Invalid value for zone property type"));
                }
                let zone = Zone { kind, ..Zone::new(self.dice.hex(), &name, now) };
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
                    (Method::PATCH, []) => {
                        zone.edit(&body(call)?, now)?;
                        Ok(envelope(zone.document(account)))
                    }
                    (Method::DELETE, []) => {
                        zones.retain(|zone| zone.id != *id);
                        Ok(envelope(json!({ "id": id })))
                    }
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
