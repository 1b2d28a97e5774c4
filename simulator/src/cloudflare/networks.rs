//! Private networks behind tunnels: routes of addresses, virtual networks and routes of host names.

use http::Method;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::shelf::{Entry, Shelf};
use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::Micros;
use crate::dice::Dice;
use crate::exchange::{Call, put};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Networks {
    virtual_networks: Shelf,
    routes: Shelf,
    hostnames: Shelf,
}

impl Networks {
    pub(super) fn new(dice: &mut Dice, now: Micros) -> Self {
        let mut networks = Self::default();
        let properties = json!({"name": "default", "comment": "", "is_default_network": true});
        networks.virtual_networks.add(dice.id(), properties.as_object().cloned().unwrap_or_default(), now);
        networks
    }

    /// Whether routes lead into a tunnel.
    pub(super) fn has_routes_to(&self, tunnel: &str) -> bool {
        let all = self.routes.iter().chain(self.hostnames.iter());
        all.into_iter().any(|route| route.deleted.is_none() && route.text("tunnel_id") == tunnel)
    }

    /// Forgets the routes into a tunnel.
    pub(super) fn drop_routes_to(&mut self, tunnel: &str, now: Micros) {
        let all = self.routes.iter_mut().chain(self.hostnames.iter_mut());
        for route in all.filter(|route| route.deleted.is_none() && route.text("tunnel_id") == tunnel) {
            route.deleted = Some(now);
        }
    }
}

fn bad(code: i64, why: impl Into<String>) -> Refusal {
    Refusal::new(400, code, why)
}

fn document(entry: &Entry) -> Value {
    let mut document = Value::Object(entry.properties.clone());
    put(&mut document, "id", entry.id.clone());
    put(&mut document, "created_at", date(Some(entry.created)));
    put(&mut document, "deleted_at", date(entry.deleted));
    document
}

/// The filters that the three lists have: any property by its value, and whether it is deleted.
fn passes(call: &Call, document: &Value) -> bool {
    let is_deleted = document.get("deleted_at").is_some_and(Value::is_string);
    call.query.iter().all(|(name, wanted)| match (name.as_str(), document.get(name)) {
        ("is_deleted", _) => is_deleted == (wanted == "true"),
        ("existed_at", _) => true,
        ("network_subset" | "network_superset", _) => {
            let own =
                document.get("network").and_then(Value::as_str).and_then(|own| own.parse::<IpNet>().ok());
            let (Some(own), Ok(wanted)) = (own, wanted.parse::<IpNet>()) else { return false };
            if name == "network_subset" { wanted.contains(&own) } else { own.contains(&wanted) }
        }
        ("is_default" | "is_default_network", _) => {
            document.get("is_default_network").and_then(Value::as_bool) == Some(wanted == "true")
        }
        (_, Some(Value::String(own))) => own == wanted,
        _ => true,
    })
}

/// A live entry.
fn live<'a>(shelf: &'a Shelf, id: &str, what: &str) -> Result<&'a Entry, Refusal> {
    let found = shelf.get(id).filter(|entry| entry.deleted.is_none());
    found.ok_or_else(|| Refusal::new(404, 1003, format!("{what} not found")))
}

impl Cloudflare {
    pub(super) fn route_networks(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        match parts {
            ["teamnet", "virtual_networks", rest @ ..] => self.route_virtual(call, rest, now),
            ["teamnet", "routes", rest @ ..] => self.route_routes(call, rest, now, false),
            ["zerotrust", "routes", "hostname", rest @ ..] => self.route_routes(call, rest, now, true),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    fn route_virtual(&mut self, call: &Call, parts: &[&str], now: Micros) -> Answer {
        let networks = &mut self.networks;
        match (call.method.clone(), parts) {
            (Method::GET, []) => {
                let all = networks.virtual_networks.iter().map(document);
                paged(call, all.filter(|one| passes(call, one)).collect(), 1000, 1000)
            }
            (Method::GET, [id]) => Ok(envelope(document(live(&networks.virtual_networks, id, "Network")?))),
            (Method::POST | Method::PATCH, [] | [_]) if parts.is_empty() == (call.method == Method::POST) => {
                let given = body(call)?;
                let own = parts.first().copied();
                let mut properties = match own {
                    Some(id) => live(&networks.virtual_networks, id, "Network")?.properties.clone(),
                    None => Map::new(),
                };
                for name in ["name", "comment"] {
                    match given.get(name) {
                        Some(Value::String(text)) => {
                            properties.insert(name.to_owned(), Value::from(text.clone()));
                        }
                        Some(_) => return Err(bad(1004, format!("{name} must be text"))),
                        None => {}
                    }
                }
                let name = properties.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
                if name.is_empty() {
                    return Err(bad(1004, "A virtual network needs a name"));
                }
                let taken = |one: &Entry| {
                    Some(one.id.as_str()) != own && one.deleted.is_none() && one.text("name") == name
                };
                if networks.virtual_networks.iter().any(taken) {
                    return Err(Refusal::new(409, 1013, "There is a virtual network with this name"));
                }
                let wanted =
                    ["is_default_network", "is_default"].iter().find_map(|name| given.get(*name)?.as_bool());
                let is_default = wanted
                    .or_else(|| properties.get("is_default_network").and_then(Value::as_bool))
                    .unwrap_or_default();
                if is_default {
                    for other in networks.virtual_networks.iter_mut() {
                        other.properties.insert("is_default_network".to_owned(), Value::Bool(false));
                    }
                }
                properties.insert("is_default_network".to_owned(), Value::Bool(is_default));
                properties.entry("comment").or_insert_with(|| Value::from(""));
                Ok(envelope(write(&mut networks.virtual_networks, own, properties, &mut self.dice, now)))
            }
            (Method::DELETE, [id]) => {
                let network = live(&networks.virtual_networks, id, "Network")?;
                if network.properties.get("is_default_network") == Some(&Value::Bool(true)) {
                    return Err(bad(1015, "The default virtual network cannot be deleted"));
                }
                let in_use =
                    |route: &Entry| route.deleted.is_none() && route.text("virtual_network_id") == *id;
                if networks.routes.iter().any(in_use) {
                    return Err(bad(1016, "The virtual network still has routes"));
                }
                Ok(envelope(end(&mut networks.virtual_networks, id, now)))
            }
            (_, [] | [_]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    /// Routes of addresses, or those of host names.
    fn route_routes(&mut self, call: &Call, parts: &[&str], now: Micros, by_name: bool) -> Answer {
        let shelf = if by_name { &self.networks.hostnames } else { &self.networks.routes };
        match (call.method.clone(), parts) {
            (Method::GET, []) => {
                let all = shelf.iter().map(|route| self.route_document(route, true));
                paged(call, all.filter(|one| passes(call, one)).collect(), 1000, 1000)
            }
            (Method::GET, [id]) => Ok(envelope(self.route_document(live(shelf, id, "Route")?, by_name))),
            (Method::POST | Method::PATCH, [] | [_]) if parts.is_empty() == (call.method == Method::POST) => {
                let own = parts.first().copied();
                let present = match own {
                    Some(id) => live(shelf, id, "Route")?.properties.clone(),
                    None => Map::new(),
                };
                let properties = self.checked_route(present, body(call)?, own, by_name)?;
                let Self { networks, dice, .. } = self;
                let shelf = if by_name { &mut networks.hostnames } else { &mut networks.routes };
                Ok(envelope(write(shelf, own, properties, dice, now)))
            }
            (Method::DELETE, [id]) => {
                live(shelf, id, "Route")?;
                let shelf = if by_name { &mut self.networks.hostnames } else { &mut self.networks.routes };
                Ok(envelope(end(shelf, id, now)))
            }
            (_, [] | [_]) => Err(Refusal::wrong_method()),
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    /// A route, with the names of what it refers to when it is shown in a list.
    fn route_document(&self, route: &Entry, with_names: bool) -> Value {
        let mut document = document(route);
        if with_names {
            put(&mut document, "tunnel_name", self.tunnel_name(route.text("tunnel_id")));
            put(&mut document, "tun_type", "cfd_tunnel");
            if let Some(network) = self.networks.virtual_networks.get(route.text("virtual_network_id")) {
                put(&mut document, "virtual_network_name", network.text("name"));
            }
        }
        document
    }

    fn checked_route(
        &self,
        mut properties: Map<String, Value>,
        given: Map<String, Value>,
        own: Option<&str>,
        by_name: bool,
    ) -> Result<Map<String, Value>, Refusal> {
        let key = if by_name { "hostname" } else { "network" };
        let names = [key, "tunnel_id", "comment", "virtual_network_id"];
        properties.extend(given.into_iter().filter(|(name, _)| names.contains(&name.as_str())));
        let text = |name: &str| properties.get(name).and_then(Value::as_str).unwrap_or_default();
        let target = text(key);
        let fits = if by_name { target.contains('.') } else { target.parse::<IpNet>().is_ok() };
        if !fits {
            return Err(bad(1010, format!("{key} has no value that a route can have")));
        }
        if self.tunnel_name(text("tunnel_id")).is_none() {
            return Err(bad(1003, "There is no such tunnel"));
        }
        if by_name {
            properties.remove("virtual_network_id");
        } else if text("virtual_network_id").is_empty() {
            let default = self
                .networks
                .virtual_networks
                .iter()
                .find(|one| one.properties.get("is_default_network") == Some(&Value::Bool(true)));
            let id = default.map(|one| one.id.clone()).unwrap_or_default();
            properties.insert("virtual_network_id".to_owned(), Value::from(id));
        } else {
            live(&self.networks.virtual_networks, text("virtual_network_id"), "Virtual network")?;
        }
        properties.entry("comment").or_insert_with(|| Value::from(""));
        let shelf = if by_name { &self.networks.hostnames } else { &self.networks.routes };
        let same = |other: &Entry| {
            Some(other.id.as_str()) != own
                && other.deleted.is_none()
                && [key, "virtual_network_id"]
                    .iter()
                    .all(|name| other.properties.get(*name) == properties.get(*name))
        };
        if shelf.iter().any(same) {
            return Err(Refusal::new(409, 1014, format!("There is a route for this {key}")));
        }
        Ok(properties)
    }
}

/// Makes an entry, or changes the one with the id.
fn write(
    shelf: &mut Shelf,
    own: Option<&str>,
    properties: Map<String, Value>,
    dice: &mut Dice,
    now: Micros,
) -> Value {
    match own.and_then(|id| shelf.get_mut(id)) {
        Some(entry) => {
            entry.properties = properties;
            entry.modified = now;
            document(entry)
        }
        None => document(&shelf.add(dice.id(), properties, now)),
    }
}

/// Deletes an entry, which stays to be seen.
fn end(shelf: &mut Shelf, id: &str, now: Micros) -> Value {
    shelf.get_mut(id).map_or(Value::Null, |entry| {
        entry.deleted = Some(now);
        document(entry)
    })
}
