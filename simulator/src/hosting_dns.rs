//! DNS of IONOS web hosting: another product with other zones, keys and forms than Cloud DNS.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::{self, Micros};
use crate::dice::Dice;
use crate::exchange::{Call, Reply};
use crate::state::Shared;

const TYPES: [&str; 20] = [
    "A",
    "AAAA",
    "CNAME",
    "MX",
    "NS",
    "SOA",
    "SRV",
    "TXT",
    "CAA",
    "TLSA",
    "SMIMEA",
    "SSHFP",
    "DS",
    "HTTPS",
    "SVCB",
    "CERT",
    "URI",
    "RP",
    "LOC",
    "OPENPGPKEY",
];

/// The zones that the account has from the start; this API cannot make any.
const ZONES: [&str; 2] = ["example.com", "example.org"];

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct HostingDns {
    zones: Vec<Zone>,
    bulks: Vec<Bulk>,
    dice: Dice,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Zone {
    id: String,
    name: String,
    records: Vec<Record>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    content: String,
    ttl: i64,
    prio: i64,
    disabled: bool,
    changed: Micros,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Bulk {
    id: String,
    domains: Vec<String>,
    description: String,
}

impl HostingDns {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x0d05);
        let zones = ZONES
            .iter()
            .map(|name| Zone { id: dice.id(), name: (*name).to_owned(), records: Vec::new() })
            .collect();
        Self { zones, bulks: Vec::new(), dice }
    }
}

/// A refusal: status, code, message.
type Refusal = (u16, &'static str, String);

pub(crate) fn refusal(status: u16, code: &str, message: &str) -> Reply {
    Reply::json(status, json!([{"code": code, "message": message}]))
}

pub(crate) fn handle(shared: &Shared, dns: &mut HostingDns, call: &Call, now: Micros) -> Reply {
    if call.header("x-api-key") != Some(shared.keys.hosting_key.as_str()) {
        return refusal(401, "UNAUTHORIZED", "The customer is not authorized to do this operation.");
    }
    match route(dns, call, now) {
        Ok(reply) => reply,
        Err((status, code, message)) => refusal(status, code, &message),
    }
}

fn missing(what: &str) -> Refusal {
    (404, "RECORD_NOT_FOUND", format!("{what} does not exist."))
}

fn show(zone: &Zone, record: &Record) -> Value {
    json!({
        "id": record.id, "name": record.name, "rootName": zone.name, "type": record.kind,
        "content": record.content, "changeDate": clock::iso(record.changed), "ttl": record.ttl,
        "prio": record.prio, "disabled": record.disabled,
    })
}

fn list(call: &Call) -> Result<Vec<Map<String, Value>>, Refusal> {
    serde_json::from_slice(&call.body)
        .map_err(|_| (400, "INVALID_DATA", "The body must be a list of records.".to_owned()))
}

fn field<T>(
    given: &Map<String, Value>,
    name: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    match given.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value)
            .map(Some)
            .ok_or_else(|| (400, "INVALID_RECORD", format!("The field {name} has a wrong value."))),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToOwned::to_owned)
}

/// Reads a record of a request and checks it.
fn read(dice: &mut Dice, zone: &str, given: &Map<String, Value>, now: Micros) -> Result<Record, Refusal> {
    let invalid = |what: &str| (400, "INVALID_RECORD", what.to_owned());
    let name = field(given, "name", text)?.ok_or_else(|| invalid("name is required."))?.to_ascii_lowercase();
    if name != zone && !name.ends_with(&format!(".{zone}")) {
        return Err(invalid("name must be a full name in the zone."));
    }
    let kind = field(given, "type", text)?.ok_or_else(|| invalid("type is required."))?;
    if !TYPES.contains(&kind.as_str()) {
        return Err(invalid("type is not supported."));
    }
    let content = field(given, "content", text)?.ok_or_else(|| invalid("content is required."))?;
    let ttl = field(given, "ttl", Value::as_i64)?.unwrap_or(3600);
    if ttl < 60 {
        return Err(invalid("ttl must be at least 60."));
    }
    Ok(Record {
        id: dice.id(),
        name,
        kind,
        content,
        ttl,
        prio: field(given, "prio", Value::as_i64)?.unwrap_or_default(),
        disabled: field(given, "disabled", Value::as_bool)?.unwrap_or_default(),
        changed: now,
    })
}

fn route(dns: &mut HostingDns, call: &Call, now: Micros) -> Result<Reply, Refusal> {
    let HostingDns { zones, bulks, dice } = dns;
    let parts = call.parts();
    if let ["dyndns", rest @ ..] = parts.as_slice() {
        return dynamic(bulks, dice, call, rest);
    }
    let ["zones", rest @ ..] = parts.as_slice() else { return Err(missing("The path")) };
    let [id, rest @ ..] = rest else {
        let all: Vec<Value> =
            zones.iter().map(|zone| json!({"id": zone.id, "name": zone.name, "type": "NATIVE"})).collect();
        return Ok(Reply::json(200, Value::Array(all)));
    };
    let zone = zones.iter_mut().find(|zone| zone.id == *id);
    let zone = zone.ok_or_else(|| (404, "ZONE_NOT_FOUND", "The zone does not exist.".to_owned()))?;
    match (call.method.clone(), rest) {
        (Method::GET, []) => {
            let types: Option<Vec<&str>> = call.param("recordType").map(|types| types.split(',').collect());
            let records: Vec<Value> = zone
                .records
                .iter()
                .filter(|record| call.param("suffix").is_none_or(|suffix| record.name.ends_with(suffix)))
                .filter(|record| call.param("recordName").is_none_or(|name| record.name == name))
                .filter(|record| types.as_ref().is_none_or(|types| types.contains(&record.kind.as_str())))
                .map(|record| show(zone, record))
                .collect();
            let zone = json!({"id": zone.id, "name": zone.name, "type": "NATIVE", "records": records});
            Ok(Reply::json(200, zone))
        }
        (Method::PUT | Method::PATCH, []) => {
            let new: Result<Vec<_>, _> =
                list(call)?.iter().map(|given| read(dice, &zone.name, given, now)).collect();
            let new = new?;
            // PATCH replaces what has the same name and type, PUT everything.
            let is_put = call.method == Method::PUT;
            zone.records
                .retain(|old| !is_put && !new.iter().any(|new| new.name == old.name && new.kind == old.kind));
            zone.records.extend(new);
            Ok(Reply::empty(200))
        }
        (Method::POST, ["records"]) => {
            let new: Result<Vec<_>, _> =
                list(call)?.iter().map(|given| read(dice, &zone.name, given, now)).collect();
            let new = new?;
            let shown: Vec<Value> = new.iter().map(|record| show(zone, record)).collect();
            zone.records.extend(new);
            Ok(Reply::json(201, Value::Array(shown)))
        }
        (method, ["records", id]) => {
            let index = zone.records.iter().position(|record| record.id == *id);
            let index = index.ok_or_else(|| missing("The record"))?;
            match method {
                Method::DELETE => {
                    zone.records.remove(index);
                    Ok(Reply::empty(200))
                }
                Method::PUT => {
                    let given: Map<String, Value> = serde_json::from_slice(&call.body)
                        .map_err(|_| (400, "INVALID_DATA", "The body must be a record.".to_owned()))?;
                    let ttl = field(&given, "ttl", Value::as_i64)?;
                    if ttl.is_some_and(|ttl| ttl < 60) {
                        return Err((400, "INVALID_RECORD", "ttl must be at least 60.".to_owned()));
                    }
                    let record = zone.records.get_mut(index).ok_or_else(|| missing("The record"))?;
                    record.content =
                        field(&given, "content", text)?.unwrap_or_else(|| record.content.clone());
                    record.ttl = ttl.unwrap_or(record.ttl);
                    record.prio = field(&given, "prio", Value::as_i64)?.unwrap_or(record.prio);
                    record.disabled = field(&given, "disabled", Value::as_bool)?.unwrap_or(record.disabled);
                    record.changed = now;
                    let record = record.clone();
                    Ok(Reply::json(200, show(zone, &record)))
                }
                _ => {
                    let record = zone.records.get(index).ok_or_else(|| missing("The record"))?;
                    Ok(Reply::json(200, show(zone, record)))
                }
            }
        }
        _ => Err((405, "METHOD_NOT_ALLOWED", "The path does not know this method.".to_owned())),
    }
}

/// Dynamic DNS: an address that a router calls to change records.
fn dynamic(bulks: &mut Vec<Bulk>, dice: &mut Dice, call: &Call, rest: &[&str]) -> Result<Reply, Refusal> {
    let body = || -> Result<(Vec<String>, String), Refusal> {
        let given: Map<String, Value> = serde_json::from_slice(&call.body)
            .map_err(|_| (400, "INVALID_DATA", "The body must be an object.".to_owned()))?;
        let domains =
            field(&given, "domains", |value| serde_json::from_value::<Vec<String>>(value.clone()).ok())?;
        let domains = domains.filter(|domains| !domains.is_empty());
        let domains = domains.ok_or_else(|| (400, "INVALID_DATA", "domains is required.".to_owned()))?;
        Ok((domains, field(&given, "description", text)?.unwrap_or_default()))
    };
    let show = |bulk: &Bulk| {
        json!({
            "bulkId": bulk.id,
            "updateUrl": format!("{}/dns/v1/dyndns?q={}", call.base, bulk.id.replace('-', "")),
            "domains": bulk.domains,
            "description": bulk.description,
        })
    };
    match (call.method.clone(), rest) {
        (Method::POST, []) => {
            let (domains, description) = body()?;
            let bulk = Bulk { id: dice.id(), domains, description };
            let shown = show(&bulk);
            bulks.push(bulk);
            Ok(Reply::json(200, shown))
        }
        (Method::DELETE, []) => {
            bulks.clear();
            Ok(Reply::empty(200))
        }
        (Method::PUT, [id]) => {
            let (domains, description) = body()?;
            let bulk = bulks.iter_mut().find(|bulk| bulk.id == *id).ok_or_else(|| missing("The entry"))?;
            (bulk.domains, bulk.description) = (domains, description);
            Ok(Reply::empty(200))
        }
        (Method::DELETE, [id]) => {
            bulks.retain(|bulk| bulk.id != *id);
            Ok(Reply::empty(200))
        }
        _ => Err((405, "METHOD_NOT_ALLOWED", "The path does not know this method.".to_owned())),
    }
}
