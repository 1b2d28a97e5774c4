//! Cloud DNS: zones and records.

mod more;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::auth::Known;
use crate::clock::{self, Micros};
use crate::cloud::Problem;
use crate::dice::Dice;
use crate::exchange::{Call, Reply, encode, put};
use crate::server::object;
use crate::state::{Shared, World};

/// How long a change takes to reach the name servers, in seconds.
const SECONDS: f64 = 3.0;

const TYPES: [&str; 20] = [
    "A",
    "AAAA",
    "CNAME",
    "ALIAS",
    "MX",
    "NS",
    "SRV",
    "TXT",
    "CAA",
    "SSHFP",
    "TLSA",
    "SMIMEA",
    "DS",
    "HTTPS",
    "SVCB",
    "OPENPGPKEY",
    "CERT",
    "URI",
    "RP",
    "LOC",
];

const CREATED_BY: &str = "ionos:iam:cloud:31415926:users/6a1b4c1e-0d3f-4f0a-8f55-0b5a1c9de001";

/// All zones and records.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dns {
    zones: Vec<Entry>,
    records: Vec<Entry>,
    secondary: Vec<Entry>,
    reverse: Vec<Entry>,
    /// The parameters of DNSSEC by zone.
    keys: BTreeMap<String, Map<String, Value>>,
    dice: Dice,
    /// Before this time nothing goes away, unless a call changes something.
    #[serde(skip)]
    next: Micros,
}

/// The states of zones and records.
const STATES: [&str; 4] = ["AVAILABLE", "DESTROYING", "FAILED", "PROVISIONING"];

/// A zone, or a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    id: String,
    /// The zone of a record; empty for a zone.
    zone: String,
    properties: Map<String, Value>,
    created: Micros,
    modified: Micros,
    busy_until: Micros,
    deleting: bool,
}

impl Entry {
    fn text(&self, name: &str) -> &str {
        self.properties.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// One of `STATES`.
    fn state(&self, now: Micros) -> &'static str {
        match (self.deleting, self.busy_until > now) {
            (true, _) => "DESTROYING",
            (false, true) => "PROVISIONING",
            (false, false) => "AVAILABLE",
        }
    }
}

impl Dns {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            zones: Vec::new(),
            records: Vec::new(),
            secondary: Vec::new(),
            reverse: Vec::new(),
            keys: BTreeMap::new(),
            dice: Dice::new(seed ^ 0xd25),
            next: 0,
        }
    }

    /// Takes away what was deleted and is gone by now.
    pub(crate) fn settle(&mut self, now: Micros) {
        if now < self.next {
            return;
        }
        self.next = Micros::MAX;
        for entries in [&mut self.zones, &mut self.records, &mut self.secondary] {
            entries.retain(|entry| !entry.deleting || entry.busy_until > now);
            let going = entries.iter().filter(|entry| entry.deleting).map(|entry| entry.busy_until);
            self.next = going.min().unwrap_or(Micros::MAX).min(self.next);
        }
    }

    fn zone(&self, id: &str) -> Result<&Entry, Problem> {
        self.zones.iter().find(|zone| zone.id == id).ok_or_else(not_found)
    }

    fn zone_document(&self, zone: &Entry, base: &str, now: Micros) -> Value {
        json!({
            "id": zone.id,
            "type": "zone",
            "href": format!("{base}/zones/{}", zone.id),
            "metadata": {
                "createdDate": clock::iso(zone.created),
                "createdBy": CREATED_BY,
                "lastModifiedDate": clock::iso(zone.modified),
                "lastModifiedBy": CREATED_BY,
                "resourceURN": format!("ionos:dns:zone:{}", zone.id),
                "state": zone.state(now),
                "nameservers": ["ns-ic.ui-dns.com", "ns-ic.ui-dns.de", "ns-ic.ui-dns.org", "ns-ic.ui-dns.biz"],
            },
            "properties": zone.properties,
        })
    }

    fn record_document(&self, record: &Entry, base: &str, now: Micros) -> Value {
        let zone = self.zone(&record.zone).map(|zone| zone.text("zoneName").to_owned()).unwrap_or_default();
        let fqdn = match record.text("name") {
            "" => zone,
            name => format!("{name}.{zone}"),
        };
        json!({
            "id": record.id,
            "type": "record",
            "href": format!("{base}/zones/{}/records/{}", record.zone, record.id),
            "metadata": {
                "createdDate": clock::iso(record.created),
                "createdBy": CREATED_BY,
                "lastModifiedDate": clock::iso(record.modified),
                "lastModifiedBy": CREATED_BY,
                "resourceURN": format!("ionos:dns:record:{}", record.id),
                "state": record.state(now),
                "fqdn": fqdn,
                "zoneId": record.zone,
            },
            "properties": record.properties,
        })
    }

    /// The properties of a zone, completed.
    fn checked_zone(&self, given: &Map<String, Value>, id: &str) -> Result<Map<String, Value>, Problem> {
        known(given, &["zoneName", "description", "enabled"])?;
        let name = text(given, "zoneName")?.ok_or_else(|| bad("zoneName is required"))?;
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let is_name = name.len() <= 253
            && name.contains('.')
            && name.split('.').all(|label| {
                (1..=63).contains(&label.len())
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            });
        if !is_name {
            return Err(bad("zoneName is not a domain name"));
        }
        match self.zones.iter().find(|zone| zone.id == id) {
            Some(zone) if zone.text("zoneName") != name => return Err(bad("zoneName cannot be changed")),
            _ => {}
        }
        if self.zones.iter().any(|zone| zone.id != id && zone.text("zoneName") == name) {
            return Err(bad(&format!("the zone {name} exists already")));
        }
        let mut properties = Map::new();
        properties.insert("zoneName".to_owned(), Value::from(name));
        properties
            .insert("description".to_owned(), Value::from(text(given, "description")?.unwrap_or_default()));
        properties.insert("enabled".to_owned(), Value::from(flag(given, "enabled")?.unwrap_or(true)));
        Ok(properties)
    }

    /// The properties of a record, completed.
    fn checked_record(
        &self,
        zone: &str,
        given: &Map<String, Value>,
        id: &str,
    ) -> Result<Map<String, Value>, Problem> {
        known(given, &["name", "type", "content", "ttl", "priority", "enabled"])?;
        let name = text(given, "name")?.ok_or_else(|| bad("name is required"))?.to_ascii_lowercase();
        let kind = text(given, "type")?.ok_or_else(|| bad("type is required"))?;
        let content = text(given, "content")?.ok_or_else(|| bad("content is required"))?;
        if !TYPES.contains(&kind.as_str()) {
            return Err(bad(&format!("type must be one of {}", TYPES.join(", "))));
        }
        let is_content = match kind.as_str() {
            "A" => content.parse::<Ipv4Addr>().is_ok(),
            "AAAA" => content.parse::<Ipv6Addr>().is_ok(),
            _ => !content.is_empty(),
        };
        if !is_content {
            return Err(bad(&format!("content does not fit the type {kind}")));
        }
        let ttl = number(given, "ttl", 60, 604_800)?.unwrap_or(3600);
        let needs_priority = matches!(kind.as_str(), "MX" | "SRV" | "URI");
        let priority = number(given, "priority", 0, 65_535)?;
        if needs_priority && priority.is_none() {
            return Err(bad(&format!("priority is required for the type {kind}")));
        }
        if kind == "CNAME" && name.is_empty() {
            return Err(bad("the apex of a zone cannot be a CNAME"));
        }
        for other in self.records.iter().filter(|other| other.zone == zone && !other.deleting) {
            if other.id == id {
                if other.text("name") != name {
                    return Err(bad("name cannot be changed"));
                }
                continue;
            }
            if other.text("name") != name {
                continue;
            }
            let both = (kind.as_str(), other.text("type"));
            if both.0 == "CNAME" || both.1 == "CNAME" {
                return Err(conflict(&format!("{name} has a record that excludes this one: {}", both.1)));
            }
            if both.0 == both.1 && other.text("content") == content {
                return Err(conflict("the record exists already"));
            }
        }
        let mut properties = Map::new();
        properties.insert("name".to_owned(), Value::from(name));
        properties.insert("type".to_owned(), Value::from(kind));
        properties.insert("content".to_owned(), Value::from(content));
        properties.insert("ttl".to_owned(), Value::from(ttl));
        if let Some(priority) = priority {
            properties.insert("priority".to_owned(), Value::from(priority));
        }
        properties.insert("enabled".to_owned(), Value::from(flag(given, "enabled")?.unwrap_or(true)));
        Ok(properties)
    }
}

/// The answer to what is removed: an object without fields.
fn accepted() -> Reply {
    Reply::json(202, json!({}))
}

fn not_found() -> Problem {
    Problem::new(404, "paas-dns-404", "The resource does not exist.")
}

fn bad(message: &str) -> Problem {
    Problem::new(400, "paas-dns-400", message)
}

fn conflict(message: &str) -> Problem {
    Problem::new(409, "paas-dns-409", message)
}

fn known(given: &Map<String, Value>, names: &[&str]) -> Result<(), Problem> {
    match given.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(bad(&format!("{name} is not known"))),
        None => Ok(()),
    }
}

fn text(given: &Map<String, Value>, name: &str) -> Result<Option<String>, Problem> {
    match given.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(bad(&format!("{name} must be text"))),
    }
}

fn flag(given: &Map<String, Value>, name: &str) -> Result<Option<bool>, Problem> {
    match given.get(name) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(bad(&format!("{name} must be true or false"))),
    }
}

fn number(given: &Map<String, Value>, name: &str, least: i64, most: i64) -> Result<Option<i64>, Problem> {
    match given.get(name) {
        None => Ok(None),
        Some(value) => match value.as_i64() {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(bad(&format!("{name} must be a number from {least} to {most}"))),
        },
    }
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros, known: Known) -> Reply {
    if known != Known::ByToken {
        return Problem::new(401, "paas-auth-1", "Unauthorized: only a valid token is accepted.").reply();
    }
    let owned = world.cloud.reserved();
    let World { dns, .. } = world;
    if call.method != Method::GET {
        dns.next = 0;
    }
    let seconds = if call.method == Method::GET { 0.0 } else { dns.dice.duration(SECONDS) };
    let ends = now + shared.clock.scaled(seconds);
    let reply = match more::route(dns, call, now, ends, &owned) {
        Some(reply) => reply,
        None => route(dns, call, now, ends),
    };
    reply.unwrap_or_else(|problem| problem.reply())
}

fn properties(call: &Call) -> Result<Map<String, Value>, Problem> {
    let kind = call.header("content-type").unwrap_or("application/json");
    if !kind.starts_with("application/json") {
        return Err(bad("the body must be application/json"));
    }
    let body = object(&call.body).map_err(|message| bad(&message))?;
    match body.get("properties") {
        Some(Value::Object(properties)) => Ok(properties.clone()),
        _ => Err(bad("properties is required")),
    }
}

fn route(dns: &mut Dns, call: &Call, now: Micros, ends: Micros) -> Result<Reply, Problem> {
    let base = call.base.as_str();
    match (call.method.clone(), call.parts().as_slice()) {
        (Method::GET, ["zones"]) => {
            let id = dns.dice.id();
            let found = dns.zones.iter().filter(|zone| {
                passes(call, "zoneName", zone.text("zoneName"), true)
                    && passes(call, "state", zone.state(now), false)
            });
            list(id, call, "zones", found.collect(), |zone| dns.zone_document(zone, base, now), true)
        }
        (Method::POST, ["zones"]) => {
            let id = dns.dice.id();
            put_zone(dns, &id, call, now, ends)
        }
        (Method::GET, ["zones", id]) => {
            let zone = dns.zone(id)?;
            Ok(Reply::json(200, dns.zone_document(zone, base, now)))
        }
        (Method::PUT, ["zones", id]) => put_zone(dns, id, call, now, ends),
        (Method::DELETE, ["zones", id]) => {
            dns.zone(id)?;
            let parts = dns.records.iter_mut().filter(|record| record.zone == *id);
            for entry in dns.zones.iter_mut().filter(|zone| zone.id == *id).chain(parts) {
                entry.deleting = true;
                entry.busy_until = ends;
            }
            Ok(accepted())
        }
        (Method::GET, ["records"]) => {
            let id = dns.dice.id();
            let found = dns.records.iter().filter(|record| {
                passes(call, "zoneId", &record.zone, false)
                    && passes(call, "name", record.text("name"), true)
                    && passes(call, "type", record.text("type"), false)
                    && passes(call, "state", record.state(now), false)
            });
            let show = |record: &Entry| dns.record_document(record, base, now);
            list(id, call, "records", found.collect(), show, true)
        }
        (Method::GET, ["zones", zone, "records"]) => {
            dns.zone(zone)?;
            let id = dns.dice.id();
            let found = dns.records.iter().filter(|record| record.zone == *zone).collect();
            let show = |record: &Entry| dns.record_document(record, base, now);
            list(id, call, &format!("zones/{zone}/records"), found, show, false)
        }
        (Method::POST, ["zones", zone, "records"]) => {
            let id = dns.dice.id();
            put_record(dns, zone, &id, call, now, ends)
        }
        (Method::GET, ["zones", zone, "records", id]) => {
            let record = dns.records.iter().find(|record| record.zone == *zone && record.id == *id);
            let record = record.ok_or_else(not_found)?;
            Ok(Reply::json(200, dns.record_document(record, base, now)))
        }
        (Method::PUT, ["zones", zone, "records", id]) => put_record(dns, zone, id, call, now, ends),
        (Method::DELETE, ["zones", zone, "records", id]) => {
            let mut records = dns.records.iter_mut();
            let record = records.find(|record| record.zone == *zone && record.id == *id);
            let record = record.ok_or_else(not_found)?;
            record.deleting = true;
            record.busy_until = ends;
            Ok(accepted())
        }
        (_, ["zones" | "records"] | ["zones", _] | ["zones", _, "records"] | ["zones", _, "records", _]) => {
            Err(Problem::new(405, "paas-dns-405", "The path does not know this method."))
        }
        _ => Err(not_found()),
    }
}

fn put_zone(dns: &mut Dns, id: &str, call: &Call, now: Micros, ends: Micros) -> Result<Reply, Problem> {
    uuid::Uuid::parse_str(id).map_err(|_| bad("the id is not a UUID"))?;
    let properties = dns.checked_zone(&properties(call)?, id)?;
    store(&mut dns.zones, id, "", properties, now, ends)?;
    let zone = dns.zone(id)?;
    Ok(Reply::json(202, dns.zone_document(zone, &call.base, now)))
}

fn put_record(
    dns: &mut Dns,
    zone: &str,
    id: &str,
    call: &Call,
    now: Micros,
    ends: Micros,
) -> Result<Reply, Problem> {
    if dns.zone(zone)?.deleting {
        return Err(not_found());
    }
    uuid::Uuid::parse_str(id).map_err(|_| bad("the id is not a UUID"))?;
    let properties = dns.checked_record(zone, &properties(call)?, id)?;
    store(&mut dns.records, id, zone, properties, now, ends)?;
    let record = dns.records.iter().find(|record| record.id == id).ok_or_else(not_found)?;
    Ok(Reply::json(202, dns.record_document(record, &call.base, now)))
}

/// Changes the entry with this id, or makes it.
fn store(
    entries: &mut Vec<Entry>,
    id: &str,
    zone: &str,
    properties: Map<String, Value>,
    now: Micros,
    ends: Micros,
) -> Result<(), Problem> {
    if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
        if entry.deleting || entry.zone != zone {
            return Err(not_found());
        }
        entry.properties = properties;
        entry.modified = now;
        entry.busy_until = ends;
        return Ok(());
    }
    entries.push(Entry {
        id: id.to_owned(),
        zone: zone.to_owned(),
        properties,
        created: now,
        modified: now,
        busy_until: ends,
        deleting: false,
    });
    Ok(())
}

/// Refuses filters with words that no zone or record has.
fn check_filters(call: &Call) -> Result<(), Problem> {
    for (name, value) in &call.query {
        let is_good = match name.as_str() {
            "filter.state" => STATES.contains(&value.as_str()),
            "filter.type" => TYPES.contains(&value.as_str()),
            "filter.zoneId" => uuid::Uuid::parse_str(value).is_ok(),
            _ => true,
        };
        if !is_good {
            return Err(bad(&format!("{name} has a value that is not known")));
        }
    }
    Ok(())
}

/// Whether a filter lets a value through; some filters look for a part of the value.
fn passes(call: &Call, name: &str, value: &str, is_part: bool) -> bool {
    call.param(&format!("filter.{name}")).is_none_or(|wanted| {
        let (wanted, value) = (wanted.to_lowercase(), value.to_lowercase());
        if is_part { value.contains(&wanted) } else { value == wanted }
    })
}

/// A list; only the entries of the page are shown.
fn list(
    id: String,
    call: &Call,
    path: &str,
    items: Vec<&Entry>,
    show: impl Fn(&Entry) -> Value,
    is_paged: bool,
) -> Result<Reply, Problem> {
    check_filters(call)?;
    let number = |name: &str, default: usize, least: usize, most: usize| match call.param(name) {
        Some(text) if is_paged => match text.parse::<usize>() {
            Ok(number) if (least..=most).contains(&number) => Ok(number),
            _ => Err(bad(&format!("{name} must be a number from {least} to {most}"))),
        },
        _ => Ok(default),
    };
    let offset = number("offset", 0, 0, usize::MAX)?;
    let limit = number("limit", if is_paged { 100 } else { items.len().max(1) }, 1, 1000)?;
    let href = format!("{}/{path}", call.base);
    let filters: String = call
        .query
        .iter()
        .filter(|(name, _)| name.starts_with("filter."))
        .map(|(name, value)| format!("&{}={}", encode(name), encode(value)))
        .collect();
    let link = |offset: usize| format!("{href}?offset={offset}&limit={limit}{filters}");
    let mut links = json!({"self": link(offset)});
    if offset > 0 {
        put(&mut links, "prev", link(offset.saturating_sub(limit)));
    }
    if offset.saturating_add(limit) < items.len() {
        put(&mut links, "next", link(offset + limit));
    }
    let items: Vec<Value> = items.into_iter().skip(offset).take(limit).map(show).collect();
    Ok(Reply::json(
        200,
        json!({
            "id": id,
            "type": "collection",
            "href": href,
            "items": items,
            "offset": offset,
            "limit": limit,
            "_links": links,
        }),
    ))
}
