//! Cloud DNS beyond zones and records: secondary zones, reverse records, DNSSEC keys, zone files, the quota.

use std::net::IpAddr;

use http::Method;
use serde_json::{Map, Value, json};

use super::{Dns, Entry, accepted, bad, conflict, known, list, not_found, passes, put_record, store, text};
use crate::clock::{self, Micros};
use crate::cloud::Problem;
use crate::exchange::{Call, Content, Reply, put};

/// Answers what is not a zone or a record; `None` when the path is one of those.
pub(super) fn route(
    dns: &mut Dns,
    call: &Call,
    now: Micros,
    ends: Micros,
    owned: &[IpAddr],
) -> Option<Result<Reply, Problem>> {
    let parts = call.parts();
    match parts.as_slice() {
        ["quota"] if call.method == Method::GET => Some(Ok(quota(dns))),
        ["secondaryzones", rest @ ..] => Some(secondary(dns, call, rest, now, ends)),
        ["reverserecords", rest @ ..] => Some(reverse(dns, call, rest, now, owned)),
        ["zones", zone, "keys"] => Some(keys(dns, call, zone)),
        ["zones", zone, "zonefile"] => Some(zone_file(dns, call, zone, now, ends)),
        _ => None,
    }
}

fn wrong_method() -> Problem {
    Problem::new(405, "paas-dns-405", "The path does not know this method.")
}

fn quota(dns: &Dns) -> Reply {
    let usage = json!({
        "zones": dns.zones.len(), "records": dns.records.len(),
        "secondaryZones": dns.secondary.len(), "reverseRecords": dns.reverse.len(),
    });
    let limits = json!({"zones": 5000, "records": 100_000, "secondaryZones": 5000, "reverseRecords": 5000});
    Reply::json(200, json!({"quotaUsage": usage, "quotaLimits": limits}))
}

fn metadata(entry: &Entry, kind: &str) -> Value {
    json!({
        "createdDate": clock::iso(entry.created), "createdBy": super::CREATED_BY,
        "lastModifiedDate": clock::iso(entry.modified), "lastModifiedBy": super::CREATED_BY,
        "resourceURN": format!("ionos:dns:{kind}:{}", entry.id),
    })
}

fn addresses(given: &Map<String, Value>, name: &str) -> Result<Vec<Value>, Problem> {
    let items = given.get(name).and_then(Value::as_array).filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| bad(&format!("{name} must be a list of addresses")))?;
    let good = items.iter().all(|ip| ip.as_str().is_some_and(|ip| ip.parse::<IpAddr>().is_ok()));
    if good { Ok(items.clone()) } else { Err(bad(&format!("{name} must be a list of addresses"))) }
}

fn secondary(dns: &mut Dns, call: &Call, rest: &[&str], now: Micros, ends: Micros) -> Result<Reply, Problem> {
    let show = |entry: &Entry| {
        let mut metadata = metadata(entry, "secondaryzone");
        put(&mut metadata, "state", entry.state(now));
        put(
            &mut metadata,
            "nameservers",
            json!(["nscs.ui-dns.com", "nscs.ui-dns.de", "nscs.ui-dns.org", "nscs.ui-dns.biz"]),
        );
        json!({
            "id": entry.id, "type": "secondaryzone",
            "href": format!("{}/secondaryzones/{}", call.base, entry.id),
            "metadata": metadata, "properties": entry.properties,
        })
    };
    let find =
        |dns: &Dns, id: &str| dns.secondary.iter().find(|zone| zone.id == id).cloned().ok_or_else(not_found);
    match (call.method.clone(), rest) {
        (Method::GET, []) => {
            let list_id = dns.dice.id();
            let found = dns.secondary.iter().filter(|zone| {
                passes(call, "zoneName", zone.text("zoneName"), true)
                    && passes(call, "state", zone.state(now), false)
            });
            list(list_id, call, "secondaryzones", found.collect(), show, true)
        }
        (Method::GET, [id]) => Ok(Reply::json(200, show(&find(dns, id)?))),
        (Method::POST, []) | (Method::PUT, [_]) => {
            let id = match rest {
                [id] => (*id).to_owned(),
                _ => dns.dice.id(),
            };
            uuid::Uuid::parse_str(&id).map_err(|_| bad("the id is not a UUID"))?;
            let given = super::properties(call)?;
            known(&given, &["zoneName", "description", "primaryIps"])?;
            let name = text(&given, "zoneName")?.ok_or_else(|| bad("zoneName is required"))?;
            let is_taken =
                |entry: &Entry| entry.id != id && entry.text("zoneName") == name && !entry.deleting;
            if dns.secondary.iter().chain(&dns.zones).any(is_taken) {
                return Err(bad(&format!("the zone {name} exists already")));
            }
            let mut properties = Map::new();
            properties.insert("primaryIps".to_owned(), Value::Array(addresses(&given, "primaryIps")?));
            properties.insert("zoneName".to_owned(), Value::from(name));
            properties.insert(
                "description".to_owned(),
                Value::from(text(&given, "description")?.unwrap_or_default()),
            );
            store(&mut dns.secondary, &id, "", properties, now, ends)?;
            Ok(Reply::json(202, show(&find(dns, &id)?)))
        }
        (Method::DELETE, [id]) => {
            let zone = dns.secondary.iter_mut().find(|zone| zone.id == *id).ok_or_else(not_found)?;
            zone.deleting = true;
            zone.busy_until = ends;
            Ok(accepted())
        }
        (Method::GET, [id, "records"]) => {
            // No primary server answers here, so nothing was ever transferred.
            let zone = find(dns, id)?;
            let mut reply =
                list(dns.dice.id(), call, &format!("secondaryzones/{id}/records"), Vec::new(), show, true)?;
            if let Content::Json(document) = &mut reply.content {
                let ips = zone.properties.get("primaryIps").cloned().unwrap_or_default();
                put(document, "metadata", json!({ "primaryIps": ips }));
            }
            Ok(reply)
        }
        (Method::GET, [id, "axfr"]) => {
            let zone = find(dns, id)?;
            let ips = zone.properties.get("primaryIps").and_then(Value::as_array).cloned();
            let items: Vec<Value> = ips
                .into_iter()
                .flatten()
                .map(|ip| {
                    json!({"primaryIp": ip, "status": "error",
                        "errorMessage": "Connection with primary nameserver could not be established"})
                })
                .collect();
            Ok(Reply::json(202, json!({"type": "collection", "items": items})))
        }
        (Method::PUT, [id, "axfr"]) => {
            find(dns, id)?;
            Ok(accepted())
        }
        (_, [] | [_] | [_, "records" | "axfr"]) => Err(wrong_method()),
        _ => Err(not_found()),
    }
}

fn reverse(
    dns: &mut Dns,
    call: &Call,
    rest: &[&str],
    now: Micros,
    owned: &[IpAddr],
) -> Result<Reply, Problem> {
    let show = |entry: &Entry| {
        json!({
            "id": entry.id, "type": "reverserecord",
            "href": format!("{}/reverserecords/{}", call.base, entry.id),
            "metadata": metadata(entry, "reverserecord"), "properties": entry.properties,
        })
    };
    match (call.method.clone(), rest) {
        (Method::GET, []) => {
            let list_id = dns.dice.id();
            let found = dns.reverse.iter().filter(|record| {
                let wanted: Vec<&str> = call
                    .query
                    .iter()
                    .filter(|(name, _)| name == "filter.recordIp")
                    .flat_map(|(_, value)| value.split(','))
                    .collect();
                wanted.is_empty() || wanted.contains(&record.text("ip"))
            });
            list(list_id, call, "reverserecords", found.collect(), show, true)
        }
        (Method::POST, []) | (Method::PUT, [_]) => {
            let (id, status) = match rest {
                [id] => ((*id).to_owned(), 200),
                _ => (dns.dice.id(), 201),
            };
            uuid::Uuid::parse_str(&id).map_err(|_| bad("the id is not a UUID"))?;
            let given = super::properties(call)?;
            known(&given, &["name", "description", "ip"])?;
            let name = text(&given, "name")?.ok_or_else(|| bad("name is required"))?;
            let ip = text(&given, "ip")?.ok_or_else(|| bad("ip is required"))?;
            let address: IpAddr = ip.parse().map_err(|_| bad("ip is not an address"))?;
            if !owned.contains(&address) {
                return Err(bad(&format!("{ip} does not belong to the contract")));
            }
            if dns.reverse.iter().any(|other| other.id != id && other.text("ip") == ip) {
                return Err(conflict(&format!("{ip} has a reverse record")));
            }
            let mut properties = Map::new();
            properties.insert("name".to_owned(), Value::from(name));
            properties.insert(
                "description".to_owned(),
                Value::from(text(&given, "description")?.unwrap_or_default()),
            );
            properties.insert("ip".to_owned(), Value::from(ip));
            store(&mut dns.reverse, &id, "", properties, now, now)?;
            let made = dns.reverse.iter().find(|record| record.id == id).ok_or_else(not_found)?;
            Ok(Reply::json(status, show(made)))
        }
        (Method::GET, [id]) => {
            let found = dns.reverse.iter().find(|record| record.id == *id).ok_or_else(not_found)?;
            Ok(Reply::json(200, show(found)))
        }
        (Method::DELETE, [id]) => {
            let count = dns.reverse.len();
            dns.reverse.retain(|record| record.id != *id);
            if dns.reverse.len() == count { Err(not_found()) } else { Ok(accepted()) }
        }
        (_, [] | [_]) => Err(wrong_method()),
        _ => Err(not_found()),
    }
}

/// The DNSSEC keys of a zone: one set at most.
fn keys(dns: &mut Dns, call: &Call, zone: &str) -> Result<Reply, Problem> {
    dns.zone(zone)?;
    let href = format!("{}/zones/{zone}/keys", call.base);
    match call.method {
        Method::GET => {
            let given = dns.keys.get(zone);
            let items: Vec<Value> = given
                .iter()
                .map(|_| {
                    json!({
                        "keyTag": 49057, "digestAlgorithmMnemonic": "SHA-256",
                        "digest": format!("{:064X}", u128::from(zone.len() as u64) * 0x9e37_79b9),
                        "keyData": {"flags": 257, "pubKey": "AwEAAQ=="},
                        "composedKeyData": "257 3 8 AwEAAQ==",
                    })
                })
                .collect();
            // Without keys there is nothing to say of them.
            let part = |parameters: &str, name: &str| match given.and_then(|g| g.get(parameters)?.get(name)) {
                Some(value) => json!({ name: value }),
                None => json!({}),
            };
            Ok(Reply::json(
                200,
                json!({
                    "id": zone, "type": "dnsseckeys", "href": href,
                    "metadata": {"zoneId": zone, "items": items},
                    "properties": {
                        "keyParameters": part("keyParameters", "algorithm"),
                        "nsecParameters": part("nsecParameters", "nsecMode"),
                    },
                }),
            ))
        }
        Method::POST => {
            let given = super::properties(call)?;
            known(&given, &["keyParameters", "nsecParameters", "validity"])?;
            for name in ["keyParameters", "nsecParameters", "validity"] {
                if !given.contains_key(name) {
                    return Err(bad(&format!("{name} is required")));
                }
            }
            if dns.keys.contains_key(zone) {
                return Err(conflict("the zone has DNSSEC keys"));
            }
            dns.keys.insert(zone.to_owned(), given.clone());
            Ok(Reply::json(202, json!({"id": zone, "type": "dnsseckeys", "href": href, "properties": given})))
        }
        Method::DELETE => match dns.keys.remove(zone) {
            Some(_) => Ok(accepted()),
            None => Err(not_found()),
        },
        _ => Err(wrong_method()),
    }
}

/// The zone in the text form of BIND.
fn zone_file(dns: &mut Dns, call: &Call, id: &str, now: Micros, ends: Micros) -> Result<Reply, Problem> {
    let zone = dns.zone(id)?.text("zoneName").to_owned();
    match call.method {
        Method::GET => {
            let mut file = format!("$ORIGIN {zone}.\n");
            for record in dns.records.iter().filter(|record| record.zone == id && !record.deleting) {
                let name = if record.text("name").is_empty() { "@" } else { record.text("name") };
                let priority = record.properties.get("priority").and_then(Value::as_i64);
                let priority = priority.map(|p| format!("{p} ")).unwrap_or_default();
                let ttl = record.properties.get("ttl").and_then(Value::as_i64).unwrap_or(3600);
                let (kind, content) = (record.text("type"), record.text("content"));
                file.push_str(&format!("{name} {ttl} IN {kind} {priority}{content}\n"));
            }
            Ok(Reply { content: Content::Text(file), ..Reply::empty(200) })
        }
        Method::PUT => {
            let text = std::str::from_utf8(&call.body).map_err(|_| bad("the zone file is no text"))?;
            if text.is_empty() {
                return Err(bad("the zone file is missing"));
            }
            let mut made = Vec::new();
            for line in text.lines().map(str::trim) {
                if line.is_empty() || line.starts_with(';') || line.starts_with('$') {
                    continue;
                }
                made.push(parse_line(line, &zone)?);
            }
            dns.records.retain(|record| record.zone != id);
            for properties in made {
                let call = Call {
                    method: Method::POST,
                    path: call.path.clone(),
                    segments: Vec::new(),
                    query: Vec::new(),
                    headers: http::HeaderMap::new(),
                    body: json!({ "properties": properties }).to_string().into(),
                    base: call.base.clone(),
                    fail: None,
                };
                let record = dns.dice.id();
                put_record(dns, id, &record, &call, now, ends)?;
            }
            let list_id = dns.dice.id();
            let found = dns.records.iter().filter(|record| record.zone == id).collect();
            let show = |record: &Entry| dns.record_document(record, &call.base, now);
            list(list_id, call, &format!("zones/{id}/records"), found, show, false)
        }
        _ => Err(wrong_method()),
    }
}

/// `name [ttl] [IN] TYPE [priority] content`.
fn parse_line(line: &str, zone: &str) -> Result<Value, Problem> {
    let wrong = || bad(&format!("the zone file has a line that is no record: {line}"));
    let mut words = line.split_whitespace().peekable();
    let name = words.next().ok_or_else(wrong)?;
    let name = match name.strip_suffix('.') {
        Some(full) if full == zone => String::new(),
        Some(full) => full.strip_suffix(&format!(".{zone}")).ok_or_else(wrong)?.to_owned(),
        None if name == "@" => String::new(),
        None => name.to_owned(),
    };
    let ttl = words.peek().and_then(|word| word.parse::<u32>().ok());
    if ttl.is_some() {
        words.next();
    }
    if words.peek() == Some(&"IN") {
        words.next();
    }
    let kind = words.next().ok_or_else(wrong)?;
    let priority = if matches!(kind, "MX" | "SRV" | "URI") {
        Some(words.next().and_then(|word| word.parse::<u16>().ok()).ok_or_else(wrong)?)
    } else {
        None
    };
    let content: Vec<&str> = words.collect();
    let mut record =
        json!({"name": name, "type": kind, "content": content.join(" "), "ttl": ttl.unwrap_or(3600)});
    if let Some(priority) = priority {
        put(&mut record, "priority", priority);
    }
    Ok(record)
}
