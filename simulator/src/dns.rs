//! Cloud DNS: zones and their records.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::{Micros, iso};
use crate::dice::Dice;
use crate::exchange::{Call, Reply};
use crate::server::Product;
use crate::state::{Shared, World};

/// Seconds that a change takes to be served.
const CHANGE_SECONDS: f64 = 3.0;

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

/// All zones and records.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Dns {
    dice: Dice,
    zones: Vec<Entry>,
    records: Vec<Entry>,
}

/// A zone or a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    id: String,
    /// The zone of a record.
    zone: Option<String>,
    properties: Map<String, Value>,
    created_at: Micros,
    changed_at: Micros,
    ready_at: Micros,
    gone_at: Option<Micros>,
}

type Refusal = (u16, String);
type Answer = Result<Reply, Refusal>;

impl Dns {
    pub(crate) fn new(seed: u64) -> Self {
        Self { dice: Dice::new(seed ^ 0xd115), zones: Vec::new(), records: Vec::new() }
    }

    pub(crate) fn settle(&mut self, now: Micros) {
        let is_there = |e: &Entry| e.gone_at.is_none_or(|at| at > now);
        self.zones.retain(is_there);
        let zones = &self.zones;
        self.records.retain(|r| is_there(r) && zones.iter().any(|z| Some(&z.id) == r.zone.as_ref()));
    }
}

impl Entry {
    fn text(&self, name: &str) -> &str {
        self.properties.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn state(&self, now: Micros) -> &'static str {
        match self.gone_at {
            Some(_) => "DESTROYING",
            None if self.ready_at > now => "PROVISIONING",
            None => "AVAILABLE",
        }
    }

    fn metadata(&self, now: Micros) -> Map<String, Value> {
        let metadata = json!({"createdDate": iso(self.created_at), "createdBy": "ionos:iam:cloud:31920000:users/simulated",
            "lastModifiedDate": iso(self.changed_at), "lastModifiedBy": "ionos:iam:cloud:31920000:users/simulated",
            "resourceURN": format!("ionos:dns:de/fra:31920000:{}", self.id), "state": self.state(now)});
        metadata.as_object().cloned().unwrap_or_default()
    }

    fn show_zone(&self, base: &str, now: Micros) -> Value {
        let mut metadata = self.metadata(now);
        metadata.insert(
            "nameservers".to_owned(),
            json!(["ns-ic.ui-dns.com", "ns-ic.ui-dns.de", "ns-ic.ui-dns.org", "ns-ic.ui-dns.biz"]),
        );
        json!({"id": self.id, "type": "zone", "href": format!("{base}/zones/{}", self.id), "metadata": metadata, "properties": self.properties})
    }

    fn show_record(&self, base: &str, zone: &str, now: Micros) -> Value {
        let mut metadata = self.metadata(now);
        let name = self.text("name");
        let fqdn = if name.is_empty() { zone.to_owned() } else { format!("{name}.{zone}") };
        metadata.insert("fqdn".to_owned(), fqdn.into());
        let zone_id = self.zone.clone().unwrap_or_default();
        metadata.insert("zoneId".to_owned(), zone_id.clone().into());
        json!({"id": self.id, "type": "record", "href": format!("{base}/zones/{zone_id}/records/{}", self.id), "metadata": metadata, "properties": self.properties})
    }
}

fn refuse<T>(status: u16, message: impl Into<String>) -> Result<T, Refusal> {
    Err((status, message.into()))
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    if call.bearer() != Some(shared.keys.token.as_str()) {
        return Product::Dns.refusal(
            401,
            "Unauthorized: this service accepts tokens only, and the token is missing or not valid",
        );
    }
    let ready_at = now.saturating_add(shared.clock.scaled(CHANGE_SECONDS));
    route(&mut world.dns, call, now, ready_at)
        .unwrap_or_else(|(status, message)| Product::Dns.refusal(status, &message))
}

fn properties(call: &Call) -> Result<Map<String, Value>, Refusal> {
    let body = crate::server::object(&call.body).or_else(|message| refuse(400, message))?;
    match body.get("properties") {
        Some(Value::Object(properties)) => Ok(properties.clone()),
        _ => refuse(400, "the body must hold an object `properties`"),
    }
}

/// A page of a list.
fn list(call: &Call, base: &str, path: &str, items: Vec<Value>, paged: bool) -> Answer {
    let number = |name: &str, default: usize| match call.param(name) {
        None => Ok(default),
        Some(text) => text.parse::<usize>().or_else(|_| refuse(400, format!("{name} must be a number"))),
    };
    let (offset, limit) = if paged { (number("offset", 0)?, number("limit", 100)?) } else { (0, usize::MAX) };
    if paged && !(1..=1000).contains(&limit) {
        return refuse(400, "limit must be from 1 to 1000");
    }
    let shown: Vec<Value> = items.into_iter().skip(offset).take(limit).collect();
    let href = format!("{base}{path}");
    Ok(Reply::json(
        200,
        json!({"id": uuid::Uuid::nil(), "type": "collection", "href": href, "items": shown, "offset": offset,
            "limit": if paged { limit } else { 1000 }, "_links": {"self": href}}),
    ))
}

fn contains(call: &Call, filter: &str, value: &str) -> bool {
    call.param(filter).is_none_or(|wanted| value.to_lowercase().contains(&wanted.to_lowercase()))
}

fn route(dns: &mut Dns, call: &Call, now: Micros, ready_at: Micros) -> Answer {
    let base = call.base.as_str();
    let method = &call.method;
    match call.parts().as_slice() {
        ["zones"] if *method == Method::GET => {
            let wanted = |z: &&Entry| {
                contains(call, "filter.zoneName", z.text("zoneName"))
                    && contains(call, "filter.state", z.state(now))
            };
            let items = dns.zones.iter().filter(wanted).map(|z| z.show_zone(base, now)).collect();
            list(call, base, "/zones", items, true)
        }
        ["zones"] if *method == Method::POST => {
            let properties = checked_zone(dns, properties(call)?, None)?;
            let id = dns.dice.id();
            dns.zones.push(Entry {
                id,
                zone: None,
                properties,
                created_at: now,
                changed_at: now,
                ready_at,
                gone_at: None,
            });
            Ok(Reply::json(202, dns.zones.last().map(|z| z.show_zone(base, now)).unwrap_or_default()))
        }
        ["records"] if *method == Method::GET => {
            let items = records(dns, call, base, now, None);
            list(call, base, "/records", items, true)
        }
        ["zones", zone] => zone_item(dns, call, zone, now, ready_at),
        ["zones", zone, "records"] => {
            let Some(name) = dns.zones.iter().find(|z| z.id == *zone).map(|z| z.text("zoneName").to_owned())
            else {
                return refuse(404, "there is no such zone");
            };
            match *method {
                Method::GET => {
                    let items = records(dns, call, base, now, Some(zone));
                    list(call, base, &format!("/zones/{zone}/records"), items, false)
                }
                Method::POST => {
                    let properties = checked_record(dns, zone, properties(call)?, None)?;
                    let id = dns.dice.id();
                    let record = Entry {
                        id,
                        zone: Some((*zone).to_owned()),
                        properties,
                        created_at: now,
                        changed_at: now,
                        ready_at,
                        gone_at: None,
                    };
                    let shown = record.show_record(base, &name, now);
                    dns.records.push(record);
                    Ok(Reply::json(202, shown))
                }
                _ => refuse(405, "the path does not know this method"),
            }
        }
        ["zones", zone, "records", record] => record_item(dns, call, zone, record, now, ready_at),
        ["zones" | "records"] => refuse(405, "the path does not know this method"),
        _ => refuse(404, "there is nothing on this path"),
    }
}

fn records(dns: &Dns, call: &Call, base: &str, now: Micros, zone: Option<&str>) -> Vec<Value> {
    let mut shown = Vec::new();
    for record in &dns.records {
        let of_zone = record.zone.as_deref().unwrap_or_default();
        let wanted = zone.is_none_or(|z| z == of_zone)
            && call.param("filter.zoneId").is_none_or(|z| z == of_zone)
            && contains(call, "filter.name", record.text("name"))
            && call
                .param("filter.type")
                .is_none_or(|t| t.split(',').any(|t| t.eq_ignore_ascii_case(record.text("type"))))
            && contains(call, "filter.state", record.state(now));
        if let Some(zone) = dns.zones.iter().find(|z| wanted && z.id == of_zone) {
            shown.push(record.show_record(base, zone.text("zoneName"), now));
        }
    }
    shown
}

fn checked_zone(
    dns: &Dns,
    mut properties: Map<String, Value>,
    own: Option<&Entry>,
) -> Result<Map<String, Value>, Refusal> {
    let name = properties
        .get("zoneName")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    let plain = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    if !name.contains('.') || !name.split('.').all(plain) {
        return refuse(422, "zoneName must be a domain name");
    }
    if own.is_some_and(|z| z.text("zoneName") != name) {
        return refuse(422, "zoneName cannot be changed");
    }
    if own.is_none() && dns.zones.iter().any(|z| z.text("zoneName") == name) {
        return refuse(409, format!("a zone {name} exists already"));
    }
    properties.insert("zoneName".to_owned(), name.into());
    properties.entry("description").or_insert_with(|| "".into());
    properties.entry("enabled").or_insert_with(|| true.into());
    Ok(properties)
}

fn checked_record(
    dns: &Dns,
    zone: &str,
    mut properties: Map<String, Value>,
    own: Option<&Entry>,
) -> Result<Map<String, Value>, Refusal> {
    let text = |name: &str| properties.get(name).and_then(Value::as_str).map(str::to_owned);
    let (Some(name), Some(kind), Some(content)) = (text("name"), text("type"), text("content")) else {
        return refuse(422, "name, type and content are required");
    };
    if !TYPES.contains(&kind.as_str()) {
        return refuse(422, format!("the type {kind} is unknown"));
    }
    let fits = match kind.as_str() {
        "A" => content.parse::<std::net::Ipv4Addr>().is_ok(),
        "AAAA" => content.parse::<std::net::Ipv6Addr>().is_ok(),
        _ => !content.is_empty(),
    };
    if !fits {
        return refuse(422, format!("the content does not fit the type {kind}"));
    }
    let ttl = properties.get("ttl").map_or(Some(3600), Value::as_u64);
    if !ttl.is_some_and(|ttl| (60..=604_800).contains(&ttl)) {
        return refuse(422, "ttl must be from 60 to 604800");
    }
    if ["MX", "SRV", "URI"].contains(&kind.as_str())
        && properties.get("priority").and_then(Value::as_u64).is_none_or(|p| p > 65_535)
    {
        return refuse(422, format!("a record of type {kind} needs a priority from 0 to 65535"));
    }
    if own.is_some_and(|r| r.text("name") != name) {
        return refuse(422, "name cannot be changed");
    }
    for other in
        dns.records.iter().filter(|r| r.zone.as_deref() == Some(zone) && own.is_none_or(|o| o.id != r.id))
    {
        if other.text("name") == name {
            let same = other.text("type") == kind && other.text("content") == content;
            if same || kind == "CNAME" || other.text("type") == "CNAME" {
                return refuse(
                    409,
                    format!("the record conflicts with the {} record of the same name", other.text("type")),
                );
            }
        }
    }
    properties.insert("ttl".to_owned(), ttl.into());
    properties.entry("enabled").or_insert_with(|| true.into());
    Ok(properties)
}

fn zone_item(dns: &mut Dns, call: &Call, id: &str, now: Micros, ready_at: Micros) -> Answer {
    let base = call.base.as_str();
    let found = dns.zones.iter().find(|z| z.id == id).cloned();
    let Some(mut zone) = found else { return refuse(404, "there is no such zone") };
    match call.method {
        Method::GET => Ok(Reply::json(200, zone.show_zone(base, now))),
        Method::PUT => {
            zone.properties = checked_zone(dns, properties(call)?, Some(&zone))?;
            (zone.changed_at, zone.ready_at) = (now, ready_at);
            let shown = zone.show_zone(base, now);
            dns.zones.iter_mut().filter(|z| z.id == id).for_each(|z| *z = zone.clone());
            Ok(Reply::json(202, shown))
        }
        Method::DELETE => {
            dns.zones.iter_mut().filter(|z| z.id == id).for_each(|z| z.gone_at = Some(ready_at));
            Ok(Reply::empty(202))
        }
        _ => refuse(405, "the path does not know this method"),
    }
}

fn record_item(dns: &mut Dns, call: &Call, zone: &str, id: &str, now: Micros, ready_at: Micros) -> Answer {
    let base = call.base.as_str();
    let zone_name = dns.zones.iter().find(|z| z.id == zone).map(|z| z.text("zoneName").to_owned());
    let found = dns.records.iter().find(|r| r.id == id && r.zone.as_deref() == Some(zone)).cloned();
    let (Some(zone_name), Some(mut record)) = (zone_name, found) else {
        return refuse(404, "there is no such record");
    };
    match call.method {
        Method::GET => Ok(Reply::json(200, record.show_record(base, &zone_name, now))),
        Method::PUT => {
            record.properties = checked_record(dns, zone, properties(call)?, Some(&record))?;
            (record.changed_at, record.ready_at) = (now, ready_at);
            let shown = record.show_record(base, &zone_name, now);
            dns.records.iter_mut().filter(|r| r.id == id).for_each(|r| *r = record.clone());
            Ok(Reply::json(202, shown))
        }
        Method::DELETE => {
            dns.records.iter_mut().filter(|r| r.id == id).for_each(|r| r.gone_at = Some(ready_at));
            Ok(Reply::empty(202))
        }
        _ => refuse(405, "the path does not know this method"),
    }
}
