//! Random sequences of good and bad calls: nothing panics, nothing answers 5xx, and what is told always fits together.
//!
//! `IONOS_PROPERTY_CASES=5000 cargo test -p ionos-simulator --test it properties` looks longer.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use ionos_simulator::Simulator;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::client::Lab;

/// Collections in which resources are made by POST; `*` is a resource that exists.
const COLLECTIONS: [&str; 27] = [
    "datacenters",
    "datacenters/*/lans",
    "datacenters/*/servers",
    "datacenters/*/volumes",
    "datacenters/*/servers/*/nics",
    "datacenters/*/servers/*/nics/*/firewallrules",
    "datacenters/*/servers/*/nics/*/flowlogs",
    "datacenters/*/securitygroups",
    "datacenters/*/securitygroups/*/rules",
    "datacenters/*/natgateways",
    "datacenters/*/natgateways/*/rules",
    "datacenters/*/natgateways/*/flowlogs",
    "datacenters/*/networkloadbalancers",
    "datacenters/*/networkloadbalancers/*/forwardingrules",
    "datacenters/*/networkloadbalancers/*/flowlogs",
    "datacenters/*/applicationloadbalancers",
    "datacenters/*/applicationloadbalancers/*/forwardingrules",
    "datacenters/*/loadbalancers",
    "targetgroups",
    "pccs",
    "backupunits",
    "k8s",
    "k8s/*/nodepools",
    "users",
    "users/*/s3keys",
    "groups",
    "ipblocks",
];

#[derive(Debug, Clone, Copy)]
enum Op {
    /// Makes something in a collection.
    Create(&'static str),
    /// The same with a body that is wrong somewhere.
    CreateWrong(&'static str),
    /// PATCH of some resource, or PUT where there is no PATCH.
    Change,
    Delete,
    /// Start, stop, reboot, suspend, resume or upgrade of a server.
    Power,
    Snapshot,
    AttachVolume,
    DetachVolume,
    InsertDisc,
    JoinGroup,
    SetGroups,
    BalanceNic,
    Failover,
    JoinCrossConnect,
    Share,
    Label,
    Record,
    Zone,
    FlareRecord,
    /// Reads something that may not be there, with odd parameters.
    Read,
    /// Time goes on, so that what was begun gets done.
    Wait,
}

/// An operation and the number that decides everything about it.
#[derive(Debug, Clone, Copy)]
struct Step(Op, u32);

fn step() -> impl Strategy<Value = Step> {
    let op = prop_oneof![
        12 => prop::sample::select(&COLLECTIONS[..]).prop_map(Op::Create),
        // Without these there is little that could be connected.
        8 => prop::sample::select(&["datacenters", "datacenters/*/servers", "datacenters/*/servers/*/nics",
            "datacenters/*/lans", "datacenters/*/volumes", "ipblocks"][..]).prop_map(Op::Create),
        3 => prop::sample::select(&COLLECTIONS[..]).prop_map(Op::CreateWrong),
        4 => Just(Op::Change),
        4 => Just(Op::Delete),
        1 => Just(Op::Power),
        1 => Just(Op::Snapshot),
        2 => Just(Op::AttachVolume),
        1 => Just(Op::DetachVolume),
        1 => Just(Op::InsertDisc),
        1 => Just(Op::JoinGroup),
        2 => Just(Op::SetGroups),
        1 => Just(Op::BalanceNic),
        1 => Just(Op::Failover),
        1 => Just(Op::JoinCrossConnect),
        1 => Just(Op::Share),
        2 => Just(Op::Label),
        2 => Just(Op::Record),
        1 => Just(Op::Zone),
        2 => Just(Op::FlareRecord),
        1 => Just(Op::Read),
        4 => Just(Op::Wait),
    ];
    (op, any::<u32>()).prop_map(|(op, salt)| Step(op, salt))
}

/// Numbers from one number.
struct Salt(u32);

impl Salt {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(self.0 >> 8).unwrap() % limit.max(1)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    fn flag(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// The documents of the Cloud API by their paths, as the exported state shows them.
struct Census(BTreeMap<String, Value>);

impl Census {
    fn of(sim: &Simulator) -> Self {
        let state = sim.state();
        let docs = state["cloud"]["docs"].as_object().unwrap();
        Self(docs.iter().map(|(path, doc)| (path.clone(), doc.clone())).collect())
    }

    /// Paths that look like `datacenters/*/servers/*`, the oldest first.
    fn like(&self, pattern: &str) -> Vec<&String> {
        let mut found: Vec<&String> = self.0.keys().filter(|path| shape(path) == pattern).collect();
        found.sort_by_key(|path| self.0[*path]["seq"].as_u64());
        found
    }

    /// What clients have made.
    fn made(&self) -> Vec<&String> {
        let provided = |path: &str, doc: &Value| {
            path.starts_with("templates/")
                || (path.starts_with("images/") && doc["properties"]["public"] == true)
        };
        self.0.iter().filter(|(path, doc)| !provided(path, doc)).map(|(path, _)| path).collect()
    }

    fn has_id(&self, id: &str) -> bool {
        self.0.keys().any(|path| last(path) == id)
    }
}

/// `datacenters/1/lans/2` → `datacenters/*/lans/*`.
fn shape(path: &str) -> String {
    let parts = path.split('/').enumerate();
    parts.map(|(place, part)| if place % 2 == 0 { part } else { "*" }).collect::<Vec<_>>().join("/")
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

fn center(path: &str) -> String {
    path.split('/').take(2).collect::<Vec<_>>().join("/")
}

/// The path as clients write it.
fn address(path: &str) -> String {
    let is_managed = path.starts_with("users") || path.starts_with("groups");
    if is_managed { format!("/um/{path}") } else { format!("/{path}") }
}

/// A reserved address, if there is one, or one that is not.
fn some_address(census: &Census, salt: &mut Salt) -> Value {
    let all: Vec<Value> = census
        .like("ipblocks/*")
        .iter()
        .flat_map(|path| census.0[*path]["properties"]["ips"].as_array().cloned().unwrap_or_default())
        .collect();
    salt.pick(&all).cloned().unwrap_or_else(|| json!("203.0.113.250"))
}

/// A body for a new resource that is good, unless what it needs is not there.
fn body(census: &Census, collection: &str, salt: &mut Salt) -> Value {
    let name = format!("n{}", salt.below(1000));
    let pattern = shape(collection);
    let lan = 1 + salt.below(4);
    let place = *salt.pick(&["de/txl", "de/fra", "de/fra/2"]).unwrap();
    let nic = |salt: &mut Salt| {
        let ips = if salt.below(3) == 0 { json!([some_address(census, salt)]) } else { json!([]) };
        json!({"name": "eth", "lan": 1 + salt.below(4), "ips": ips})
    };
    let target = json!([{"ip": "10.0.0.5", "port": 80, "weight": 1}]);
    let properties = match pattern.as_str() {
        "datacenters" => json!({"name": name, "location": place, "createDefaultSecurityGroup": salt.flag()}),
        "datacenters/*/lans" => json!({"name": name, "public": salt.flag()}),
        "datacenters/*/servers" => {
            let own = json!({"name": name, "cores": 1 + salt.below(4), "ram": 1024});
            let inside = json!({
                "volumes": {"items": [{"properties": {"name": name, "size": 2, "licenceType": "OTHER"}}]},
                "nics": {"items": [{"properties": nic(salt)}]},
            });
            return if salt.flag() {
                json!({"properties": own, "entities": inside})
            } else {
                json!({"properties": own})
            };
        }
        "datacenters/*/volumes" => {
            let kind = *salt.pick(&["HDD", "SSD", "SSD Premium"]).unwrap();
            let unit = census.like("backupunits/*").first().map(|path| last(path)).filter(|_| salt.flag());
            let mut volume =
                json!({"name": name, "size": 1 + salt.below(9), "type": kind, "licenceType": "OTHER"});
            if let Some(unit) = unit {
                volume["backupunitId"] = json!(unit);
            }
            volume
        }
        "datacenters/*/servers/*/nics" => nic(salt),
        "datacenters/*/servers/*/nics/*/firewallrules" | "datacenters/*/securitygroups/*/rules" => {
            json!({"name": name, "protocol": "TCP", "portRangeStart": 1, "portRangeEnd": 1 + salt.below(90)})
        }
        pattern if pattern.ends_with("/flowlogs") => {
            json!({"name": name, "action": "ALL", "direction": "INGRESS", "bucket": "logs"})
        }
        "datacenters/*/securitygroups" => json!({"name": name, "description": "x"}),
        "datacenters/*/natgateways" => {
            json!({"name": name, "publicIps": [some_address(census, salt)], "lans": [{"id": lan}]})
        }
        "datacenters/*/natgateways/*/rules" => {
            let gateway = census.0.get(collection.trim_end_matches("/rules"));
            let ip = gateway.map_or(Value::Null, |gateway| gateway["properties"]["publicIps"][0].clone());
            json!({"name": name, "protocol": "ALL", "sourceSubnet": "10.0.0.0/24", "publicIp": ip})
        }
        "datacenters/*/networkloadbalancers" | "datacenters/*/applicationloadbalancers" => {
            let ips = if salt.flag() { json!([some_address(census, salt)]) } else { json!([]) };
            json!({"name": name, "listenerLan": lan, "targetLan": 1 + salt.below(4), "ips": ips})
        }
        pattern if pattern.ends_with("/forwardingrules") => {
            let balancer = census.0.get(collection.trim_end_matches("/forwardingrules"));
            let ip = balancer.map_or(Value::Null, |balancer| balancer["properties"]["ips"][0].clone());
            let port = 1 + salt.below(5);
            if pattern.contains("network") {
                json!({"name": name, "algorithm": "ROUND_ROBIN", "protocol": "TCP", "listenerIp": ip,
                    "listenerPort": port, "targets": target})
            } else {
                let groups = census.like("targetgroups/*");
                let group = salt.pick(&groups).map(|path| last(path));
                json!({"name": name, "protocol": "HTTP", "listenerIp": ip, "listenerPort": port,
                    "httpRules": [{"name": "r", "type": "FORWARD", "targetGroup": group}]})
            }
        }
        "datacenters/*/loadbalancers" => json!({"name": name, "dhcp": true}),
        "targetgroups" => {
            json!({"name": name, "algorithm": "RANDOM", "protocol": "HTTP", "targets": target})
        }
        "pccs" => json!({"name": name}),
        "backupunits" => json!({"name": name, "password": "abcdefgh1234", "email": "a@example.com"}),
        "k8s" => json!({"name": name}),
        "k8s/*/nodepools" => {
            let centers = census.like("datacenters/*");
            let center = salt.pick(&centers).map(|path| last(path));
            let lans = if salt.flag() { json!([{"id": lan, "dhcp": true}]) } else { json!([]) };
            json!({"name": name, "datacenterId": center, "nodeCount": 1 + salt.below(3), "coresCount": 1,
                "ramSize": 2048, "availabilityZone": "AUTO", "storageType": "SSD", "storageSize": 20, "lans": lans})
        }
        "users" => {
            json!({"firstname": name, "lastname": "x", "email": format!("{name}@example.com"),
                "password": "abcdefgh1234", "administrator": salt.flag()})
        }
        "users/*/s3keys" => json!({"active": salt.flag()}),
        "groups" => json!({"name": name, "s3Privilege": salt.flag(), "createDataCenter": true}),
        "ipblocks" => json!({"name": name, "location": place, "size": 1 + salt.below(3)}),
        other => panic!("there is no body for {other}"),
    };
    json!({ "properties": properties })
}

/// Breaks a body in one place.
fn broken(mut body: Value, salt: &mut Salt) -> Value {
    let properties = body["properties"].as_object_mut().unwrap();
    let names: Vec<String> = properties.keys().cloned().collect();
    let name = salt.pick(&names).cloned().unwrap_or_else(|| "name".to_owned());
    match salt.below(7) {
        0 => drop(properties.remove(&name)),
        1 => drop(properties.insert(name, json!({"a": [null, 1.5, "\u{0}ü"]}))),
        2 => drop(properties.insert(name, json!(-9_223_372_036_854_775_808_i64))),
        3 => drop(properties.insert(name, json!("x".repeat(300)))),
        4 => drop(properties.insert("noSuchThing".to_owned(), json!(1))),
        5 => return json!({"properties": [1, 2], "entities": 7}),
        _ => return json!(["no", "object"]),
    }
    body
}

/// A run: the simulator and what was done to it.
struct Run {
    lab: Lab,
    /// What has been called, to be read when something is wrong.
    log: Vec<String>,
}

impl Run {
    async fn call(&mut self, method: &str, path: &str, body: Option<Value>) -> Option<Value> {
        let shown = body.as_ref().map(ToString::to_string).unwrap_or_default();
        let answer = self.lab.cloud(method, path, body).await;
        self.log.push(format!(
            "{method} {path} {shown} -> {} {:.200}",
            answer.status,
            answer.text.replace('\n', "")
        ));
        assert!(answer.status < 500, "{}", self.told());
        (answer.status < 300 && !answer.text.is_empty()).then(|| answer.json())
    }

    fn told(&self) -> String {
        format!("\n{}\n", self.log.join("\n"))
    }

    /// A path of this shape; seldom one that does not exist.
    fn some(census: &Census, pattern: &str, salt: &mut Salt) -> Option<String> {
        let found = census.like(pattern);
        if salt.below(12) == 0 {
            let id = "7d1ba3a4-44f0-4b4e-9d2f-0f7a0d1c4b5e";
            return Some(pattern.replace('*', id));
        }
        salt.pick(&found).map(|path| (*path).clone())
    }

    async fn step(&mut self, census: &Census, Step(op, number): Step) {
        let salt = &mut Salt(number);
        let id = |path: &Option<String>| path.as_ref().map(|path| json!({"id": last(path)}));
        match op {
            Op::Create(pattern) | Op::CreateWrong(pattern) => {
                let path = match pattern.rsplit_once('/') {
                    None => Some(pattern.to_owned()),
                    Some((owner, name)) => {
                        Self::some(census, owner, salt).map(|owner| format!("{owner}/{name}"))
                    }
                };
                let Some(path) = path else { return };
                let mut body = body(census, &path, salt);
                if matches!(op, Op::CreateWrong(_)) {
                    body = broken(body, salt);
                }
                self.call("POST", &address(&path), Some(body)).await;
            }
            Op::Change => {
                let made = census.made();
                let Some(path) = salt.pick(&made).map(|path| (*path).clone()) else { return };
                let (collection, _) = path.rsplit_once('/').unwrap();
                let pattern = shape(collection);
                if !COLLECTIONS.contains(&pattern.as_str()) {
                    let body = json!({"name": "changed", "editPrivilege": salt.flag()});
                    self.call("PATCH", &address(&path), Some(body)).await;
                    return;
                }
                let mut whole = body(census, collection, salt);
                if salt.below(4) == 0 {
                    whole = broken(whole, salt);
                }
                if salt.flag() {
                    self.call("PUT", &address(&path), Some(whole)).await;
                } else {
                    let change = whole["properties"].as_object().cloned().unwrap_or_default();
                    let some = change.into_iter().filter(|_| salt.flag()).collect();
                    self.call("PATCH", &address(&path), Some(Value::Object(some))).await;
                }
            }
            Op::Delete => {
                let made = census.made();
                let Some(path) = salt.pick(&made).map(|path| (*path).clone()) else { return };
                let query = if salt.below(4) == 0 { "?deleteVolumes=true" } else { "" };
                self.call("DELETE", &format!("{}{query}", address(&path)), None).await;
            }
            Op::Power => {
                let Some(path) = Self::some(census, "datacenters/*/servers/*", salt) else { return };
                let action = salt.pick(&["start", "stop", "reboot", "suspend", "resume", "upgrade"]).unwrap();
                self.call("POST", &format!("/{path}/{action}"), None).await;
            }
            Op::Snapshot => {
                let Some(volume) = Self::some(census, "datacenters/*/volumes/*", salt) else { return };
                let snapshot = Self::some(census, "snapshots/*", salt).filter(|_| salt.flag());
                match snapshot {
                    Some(snapshot) => {
                        let body = json!({"properties": {"snapshotId": last(&snapshot)}});
                        self.call("POST", &format!("/{volume}/restore-snapshot"), Some(body)).await
                    }
                    None => self.call("POST", &format!("/{volume}/create-snapshot"), None).await,
                };
            }
            Op::AttachVolume | Op::DetachVolume => {
                let Some(server) = Self::some(census, "datacenters/*/servers/*", salt) else { return };
                let volumes = census.like("datacenters/*/volumes/*");
                let near: Vec<&String> =
                    volumes.into_iter().filter(|path| path.starts_with(&center(&server))).collect();
                let Some(volume) = salt.pick(&near).map(|path| last(path)) else { return };
                if matches!(op, Op::AttachVolume) {
                    self.call("POST", &format!("/{server}/volumes"), Some(json!({"id": volume}))).await;
                } else {
                    self.call("DELETE", &format!("/{server}/volumes/{volume}"), None).await;
                }
            }
            Op::InsertDisc => {
                let Some(server) = Self::some(census, "datacenters/*/servers/*", salt) else { return };
                let disc = Self::some(census, "images/*", salt);
                self.call("POST", &format!("/{server}/cdroms"), id(&disc)).await;
            }
            Op::JoinGroup => {
                let Some(group) = Self::some(census, "groups/*", salt) else { return };
                let user = Self::some(census, "users/*", salt);
                self.call("POST", &format!("/um/{group}/users"), id(&user)).await;
            }
            Op::SetGroups => {
                let pattern =
                    if salt.flag() { "datacenters/*/servers/*" } else { "datacenters/*/servers/*/nics/*" };
                let Some(path) = Self::some(census, pattern, salt) else { return };
                let groups = census.like("datacenters/*/securitygroups/*");
                let ids: Vec<&str> =
                    groups.iter().filter(|_| salt.flag()).map(|path| last(path)).take(3).collect();
                self.call("PUT", &format!("/{path}/securitygroups"), Some(json!({ "ids": ids }))).await;
            }
            Op::BalanceNic => {
                let Some(balancer) = Self::some(census, "datacenters/*/loadbalancers/*", salt) else {
                    return;
                };
                let nic = Self::some(census, "datacenters/*/servers/*/nics/*", salt);
                self.call("POST", &format!("/{balancer}/balancednics"), id(&nic)).await;
            }
            Op::Failover => {
                let Some(nic) = Self::some(census, "datacenters/*/servers/*/nics/*", salt) else { return };
                let properties = census.0.get(&nic).map_or(Value::Null, |nic| nic["properties"].clone());
                let groups = match salt.below(3) {
                    0 => json!([]),
                    _ => json!([{"ip": properties["ips"][0], "nicUuid": last(&nic)}]),
                };
                let lan = format!("/{}/lans/{}", center(&nic), properties["lan"]);
                self.call("PATCH", &lan, Some(json!({ "ipFailover": groups }))).await;
            }
            Op::JoinCrossConnect => {
                let Some(lan) = Self::some(census, "datacenters/*/lans/*", salt) else { return };
                let pcc = Self::some(census, "pccs/*", salt).filter(|_| salt.below(4) > 0);
                let body = json!({"pcc": pcc.as_deref().map(last)});
                self.call("PATCH", &format!("/{lan}"), Some(body)).await;
            }
            Op::Share => {
                let Some(group) = Self::some(census, "groups/*", salt) else { return };
                let pattern =
                    *salt.pick(&["datacenters/*", "ipblocks/*", "pccs/*", "k8s/*", "snapshots/*"]).unwrap();
                let Some(path) = Self::some(census, pattern, salt) else { return };
                let body = json!({"properties": {"editPrivilege": salt.flag()}});
                self.call("POST", &format!("/um/{group}/shares/{}", last(&path)), Some(body)).await;
            }
            Op::Label => {
                let pattern =
                    *salt.pick(&["datacenters/*", "datacenters/*/servers/*", "ipblocks/*"]).unwrap();
                let Some(path) = Self::some(census, pattern, salt) else { return };
                let key = *salt.pick(&["env", "tier"]).unwrap();
                let body = json!({"properties": {"key": key, "value": "v"}});
                match salt.below(4) {
                    0 => self.call("DELETE", &format!("/{path}/labels/{key}"), None).await,
                    1 => self.call("PUT", &format!("/{path}/labels/{key}"), Some(body)).await,
                    _ => self.call("POST", &format!("/{path}/labels"), Some(body)).await,
                };
            }
            Op::Zone | Op::Record => self.dns(op, salt).await,
            Op::FlareRecord => self.flare(salt).await,
            Op::Read => {
                let paths: Vec<&String> = census.0.keys().collect();
                let path = salt.pick(&paths).map_or_else(String::new, |path| address(path));
                let query = *salt
                    .pick(&[
                        "depth=10",
                        "depth=11",
                        "depth=%00",
                        "limit=0&offset=x",
                        "orderBy=name",
                        "maxResults=-1",
                        "filter.name=n1,%C3%BC",
                        "filter.=&filter.state=",
                        "pretty=maybe",
                        "&&=&=x",
                    ])
                    .unwrap();
                self.call("GET", &format!("{path}?{query}"), None).await;
                let (collection, _) = path.rsplit_once('/').unwrap();
                self.call("GET", &format!("{collection}?{query}"), None).await;
                self.call("GET", &format!("{path}/nothing/here"), None).await;
            }
            Op::Wait => self.wait(salt.below(200)).await,
        }
    }

    async fn wait(&mut self, seconds: usize) {
        self.log.push(format!("{seconds} s go by"));
        self.lab.sim.advance(Duration::from_secs(u64::try_from(seconds).unwrap()));
        // What is due is done at the next call.
        self.call("GET", "/", None).await;
    }

    async fn other(&mut self, method: &str, path: &str, token: String, body: Option<Value>) -> Value {
        let answer = self.lab.call(method, path, &token, body.as_ref()).await;
        self.log.push(format!("{method} {path} {body:?} -> {} {:.200}", answer.status, answer.text));
        assert!(answer.status < 500, "{}", self.told());
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    async fn dns(&mut self, op: Op, salt: &mut Salt) {
        let token = self.lab.sim.token().to_owned();
        let zones = self.other("GET", "/zones", token.clone(), None).await;
        let zone =
            salt.pick(zones["items"].as_array().unwrap()).map(|zone| zone["id"].as_str().unwrap().to_owned());
        let (Op::Record, Some(zone)) = (op, zone.clone()) else {
            let name = *salt.pick(&["a.example", "b.example", "not a name", ""]).unwrap();
            match zone.filter(|_| salt.below(3) == 0) {
                Some(zone) => self.other("DELETE", &format!("/zones/{zone}"), token, None).await,
                None => {
                    let body = json!({"properties": {"zoneName": name}});
                    self.other("POST", "/zones", token, Some(body)).await
                }
            };
            return;
        };
        let records = self.other("GET", &format!("/zones/{zone}/records"), token.clone(), None).await;
        let record = salt
            .pick(records["items"].as_array().unwrap())
            .map(|record| record["id"].as_str().unwrap().to_owned());
        let kind = *salt.pick(&["A", "CNAME", "TXT", "MX", "NOPE"]).unwrap();
        let content = if kind == "A" { "203.0.113.9" } else { "x.example" };
        let name = format!("h{}", salt.below(3));
        let body = json!({"properties": {"name": name, "type": kind, "content": content, "priority": 5}});
        match (record, salt.below(4)) {
            (Some(record), 0) => {
                self.other("DELETE", &format!("/zones/{zone}/records/{record}"), token, None).await
            }
            (Some(record), 1) => {
                self.other("PUT", &format!("/zones/{zone}/records/{record}"), token, Some(body)).await
            }
            _ => self.other("POST", &format!("/zones/{zone}/records"), token, Some(body)).await,
        };
    }

    async fn flare(&mut self, salt: &mut Salt) {
        let token = self.lab.sim.cloudflare_token().to_owned();
        let records = format!("/client/v4{}/dns_records", self.lab.zone().await);
        let all = self.other("GET", &records, token.clone(), None).await;
        let record = salt
            .pick(all["result"].as_array().unwrap())
            .map(|record| record["id"].as_str().unwrap().to_owned());
        let kind = *salt.pick(&["A", "CNAME", "TXT", "NOPE"]).unwrap();
        let content = if kind == "A" { "203.0.113.9" } else { "x.example" };
        let name = format!("h{}", salt.below(3));
        let body = json!({"name": name, "type": kind, "content": content, "ttl": 60 + salt.below(9)});
        match (record, salt.below(4)) {
            (Some(record), 0) => self.other("DELETE", &format!("{records}/{record}"), token, None).await,
            (Some(record), 1) => self.other("PUT", &format!("{records}/{record}"), token, Some(body)).await,
            _ => self.other("POST", &records, token, Some(body)).await,
        };
    }
}

/// What a document mentions, as paths, or as bare ids.
fn mentions(path: &str, doc: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let links = doc["links"].as_object().unwrap();
    found.extend(
        links.values().flat_map(|ids| ids.as_array().unwrap()).map(|id| id.as_str().unwrap().to_owned()),
    );
    let properties = &doc["properties"];
    for name in ["bootServer", "datacenterId", "defaultSecurityGroupId", "backupunitId", "pcc"] {
        found.extend(properties[name].as_str().filter(|id| !id.is_empty()).map(ToOwned::to_owned));
    }
    for name in ["bootVolume", "bootCdrom"] {
        found.extend(properties[name]["id"].as_str().map(ToOwned::to_owned));
    }
    let items = |name: &str| properties[name].as_array().cloned().unwrap_or_default();
    found.extend(items("ipFailover").iter().map(|group| group["nicUuid"].as_str().unwrap().to_owned()));
    found.extend(items("httpRules").iter().filter_map(|rule| Some(rule["targetGroup"].as_str()?.to_owned())));
    let root = match properties["datacenterId"].as_str() {
        Some(id) => format!("datacenters/{id}"),
        None => center(path),
    };
    let lans =
        ["lan", "listenerLan", "targetLan"].map(|name| properties[name].as_i64()).into_iter().flatten();
    let more = items("lans");
    let lans = lans.chain(more.iter().filter_map(|lan| lan["id"].as_i64()));
    found.extend(lans.map(|lan| format!("{root}/lans/{lan}")));
    found.extend(shape(path).ends_with("/shares/*").then(|| last(path).to_owned()));
    found
}

fn no_mention_of_what_is_not_there(census: &Census, told: &str) {
    let ids: BTreeSet<&str> = census.0.keys().map(|path| last(path)).collect();
    for (path, doc) in &census.0 {
        for mention in mentions(path, doc) {
            let is_there = census.0.contains_key(&mention) || ids.contains(mention.as_str());
            assert!(is_there, "{path} mentions {mention}, which is not there{told}");
        }
        if let Some(owner) = path.rsplitn(3, '/').nth(2) {
            assert!(census.0.contains_key(owner), "{path} is in nothing{told}");
        }
    }
}

fn addresses_are_unique(census: &Census, told: &str) {
    let mut reserved = BTreeSet::new();
    let mut used = BTreeMap::new();
    for (path, doc) in &census.0 {
        let properties = &doc["properties"];
        let texts = ["ips", "publicIps"]
            .into_iter()
            .flat_map(|name| properties[name].as_array().into_iter().flatten());
        let ips = texts.filter_map(|ip| ip.as_str()?.parse::<IpAddr>().ok());
        for ip in ips {
            if path.starts_with("ipblocks/") {
                assert!(reserved.insert(ip), "{ip} is in two blocks{told}");
                continue;
            }
            let is_private = matches!(ip, IpAddr::V4(ip) if ip.is_private());
            // Load balancers share the addresses of a LAN with nobody that is checked here.
            if is_private && !shape(path).ends_with("/nics/*") {
                continue;
            }
            let scope =
                if is_private { format!("{}/{}", center(path), properties["lan"]) } else { String::new() };
            let other = used.insert((scope, ip), path);
            assert!(other.is_none(), "{path} and {other:?} both have {ip}{told}");
        }
    }
}

async fn counters_equal_contents(run: &mut Run, census: &Census) {
    let contract = run.call("GET", "/contracts?depth=1", None).await.unwrap();
    let limits = &contract["items"][0]["properties"]["resourceLimits"];
    let sum = |pattern: &str, name: &str, counts: &dyn Fn(&Value) -> bool| -> i64 {
        let docs = census.like(pattern).into_iter().map(|path| &census.0[path]["properties"]);
        docs.filter(|properties| counts(properties)).filter_map(|properties| properties[name].as_i64()).sum()
    };
    let count = |pattern: &str| i64::try_from(census.like(pattern).len()).unwrap();
    let runs = |server: &Value| server["vmState"] != "SHUTOFF";
    let expected = [
        ("coresProvisioned", sum("datacenters/*/servers/*", "cores", &runs)),
        ("ramProvisioned", sum("datacenters/*/servers/*", "ram", &runs)),
        ("hddVolumeProvisioned", 1024 * sum("datacenters/*/volumes/*", "size", &|v| v["type"] == "HDD")),
        ("ssdVolumeProvisioned", 1024 * sum("datacenters/*/volumes/*", "size", &|v| v["type"] != "HDD")),
        ("reservedIpsOnContract", sum("ipblocks/*", "size", &|_| true)),
        ("k8sClustersProvisioned", count("k8s/*")),
        ("nlbProvisioned", count("datacenters/*/networkloadbalancers/*")),
        ("natGatewayProvisioned", count("datacenters/*/natgateways/*")),
    ];
    for (name, expected) in expected {
        assert_eq!(limits[name], expected, "{name}{}", run.told());
    }
    let labels: usize = census.0.values().map(|doc| doc["labels"].as_object().unwrap().len()).sum();
    let listed = run.call("GET", "/labels", None).await.unwrap();
    assert_eq!(listed["items"].as_array().unwrap().len(), labels, "labels{}", run.told());
    for lan in census.like("datacenters/*/lans/*") {
        let inside = census.like("datacenters/*/servers/*/nics/*").into_iter().filter(|nic| {
            center(nic) == center(lan)
                && census.0[*nic]["properties"]["lan"].as_i64() == last(lan).parse().ok()
        });
        let expected: Vec<&str> = inside.map(|nic| last(nic)).collect();
        let listed = run.call("GET", &format!("/{lan}/nics"), None).await.unwrap();
        assert_eq!(ids(&listed), expected, "the NICs of {lan}{}", run.told());
    }
}

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// Every collection lists what is in it, the oldest first, and its pages make up the list.
async fn lists_are_complete(run: &mut Run, census: &Census) {
    let collections: BTreeSet<&str> = census.0.keys().map(|path| path.rsplit_once('/').unwrap().0).collect();
    for collection in collections {
        let mut inside: Vec<(u64, &str)> = census
            .0
            .iter()
            .filter(|(path, _)| path.rsplit_once('/').unwrap().0 == collection)
            .map(|(path, doc)| (doc["seq"].as_u64().unwrap(), last(path)))
            .collect();
        inside.sort_unstable();
        let expected: Vec<&str> = inside.into_iter().map(|(_, id)| id).collect();
        let list = run.call("GET", &address(collection), None).await.unwrap();
        assert_eq!(ids(&list), expected, "{collection}{}", run.told());
        if list.get("_links").is_none() {
            continue;
        }
        let mut next = Some(format!("{}?limit=2&depth=1", address(collection)));
        let mut paged = Vec::new();
        while let Some(path) = next {
            let page = run.call("GET", &path, None).await.unwrap();
            paged.extend(ids(&page).into_iter().map(ToOwned::to_owned));
            let link = page["_links"]["next"].as_str();
            next = link.map(|link| link.split("/cloudapi/v6").nth(1).unwrap().to_owned());
        }
        assert_eq!(paged, expected, "pages of {collection}{}", run.told());
    }
}

/// The resources in an answer, at any depth, by their addresses.
fn made_by(answer: &Value, made: &mut BTreeSet<String>) {
    if let Some(href) = answer["href"].as_str().filter(|_| answer["type"] != "collection") {
        let path = href.split("/cloudapi/v6/").nth(1).unwrap_or_default();
        made.insert(path.trim_start_matches("um/").to_owned());
    }
    let inside = answer["entities"].as_object().into_iter().flat_map(|entities| entities.values());
    inside
        .flat_map(|list| list["items"].as_array().into_iter().flatten())
        .for_each(|item| made_by(item, made));
}

/// What the accepted writes of the journal have made and not deleted is what there is.
fn journal_equals_state(run: &Run, census: &Census) {
    let mut made = BTreeSet::new();
    for entry in run.lab.sim.journal() {
        let Some(path) = entry.path.strip_prefix("/cloudapi/v6/") else { continue };
        let path = path.trim_start_matches("um/");
        if entry.product != "cloud" || entry.status >= 300 || path.contains("/labels") {
            continue;
        }
        let is_item = path.split('/').count().is_multiple_of(2);
        match entry.method.as_str() {
            "POST" => made_by(&entry.answer.unwrap_or_default(), &mut made),
            "DELETE" if is_item => {
                let below = format!("{path}/");
                if entry.query == "deleteVolumes=true" && shape(path) == "datacenters/*/servers/*" {
                    // Which volumes that were is seen from what is gone with it.
                    let volumes = format!("{}/volumes/", center(path));
                    made.retain(|other| !other.starts_with(&volumes) || census.0.contains_key(other));
                }
                made.retain(|other| other != path && !other.starts_with(&below));
            }
            _ => {}
        }
    }
    // A resource that is gone is no longer shared.
    made.retain(|path| !shape(path).ends_with("/shares/*") || census.has_id(last(path)));
    // These come with others, or exist without anybody having made them.
    let comes_along = |path: &str| {
        match shape(path).as_str() {
            "images/*" | "k8s/*/nodepools/*/nodes/*" | "datacenters/*/lans/*" => true,
            "datacenters/*/securitygroups/*" => true,
            // The default group of a data center brings its rules.
            "datacenters/*/securitygroups/*/rules/*" => !made.contains(path.split("/rules/").next().unwrap()),
            _ => false,
        }
    };
    let there: BTreeSet<String> = census.made().into_iter().cloned().collect();
    for path in &made {
        assert!(there.contains(path) || comes_along(path), "{path} was made and is not there{}", run.told());
    }
    for path in &there {
        assert!(made.contains(path) || comes_along(path), "{path} is there and was not made{}", run.told());
    }
}

/// A simulator that is given the state has the same documents, and lists them in the same order.
async fn state_can_be_moved(run: &Run, census: &Census) {
    let other = Lab::with(Simulator::builder().manual_clock()).await;
    let state = run.lab.sim.state();
    other.call("PUT", "/_sim/state", "", Some(&state)).await.expect(204);
    let moved = Census::of(&other.sim);
    assert_eq!(moved.0.keys().collect::<Vec<_>>(), census.0.keys().collect::<Vec<_>>(), "{}", run.told());
    for (pattern, path) in [("datacenters/*", "/datacenters"), ("ipblocks/*", "/ipblocks")] {
        let expected: Vec<&str> = census.like(pattern).into_iter().map(|path| last(path)).collect();
        assert_eq!(ids(&other.get(path).await), expected, "{}", run.told());
    }
}

/// DNS records lie in zones that exist, and the pages of all records make up the list.
async fn zones_fit_together(run: &mut Run) {
    let token = run.lab.sim.token().to_owned();
    let zones = run.other("GET", "/zones", token.clone(), None).await;
    let mut expected = BTreeSet::new();
    for zone in ids(&zones) {
        let records = run.other("GET", &format!("/zones/{zone}/records"), token.clone(), None).await;
        expected.extend(ids(&records).into_iter().map(ToOwned::to_owned));
    }
    let mut paged = Vec::new();
    loop {
        let path = format!("/records?limit=2&offset={}", paged.len());
        let page = run.other("GET", &path, token.clone(), None).await;
        if ids(&page).is_empty() {
            break;
        }
        paged.extend(ids(&page).into_iter().map(ToOwned::to_owned));
    }
    let count = paged.len();
    assert_eq!(paged.into_iter().collect::<BTreeSet<_>>(), expected, "{}", run.told());
    assert_eq!(count, expected.len(), "{}", run.told());
    let quota = run.other("GET", "/quota", token, None).await;
    assert_eq!(quota["quotaUsage"]["records"], count, "{}", run.told());

    let token = run.lab.sim.cloudflare_token().to_owned();
    let records = format!("/client/v4{}/dns_records", run.lab.zone().await);
    let all = run.other("GET", &format!("{records}?per_page=100"), token.clone(), None).await;
    let total = all["result_info"]["total_count"].as_u64().unwrap();
    let mut seen = BTreeSet::new();
    for page in 1..=total.div_ceil(5) {
        let page = run.other("GET", &format!("{records}?per_page=5&page={page}"), token.clone(), None).await;
        let page = page["result"].as_array().unwrap().clone();
        assert!(page.iter().all(|record| seen.insert(record["id"].to_string())), "{}", run.told());
    }
    assert_eq!(seen.len(), usize::try_from(total).unwrap(), "{}", run.told());
}

/// Whoever deletes everything has an empty contract.
async fn everything_can_go(run: &mut Run) {
    for _ in 0..8 {
        let census = Census::of(&run.lab.sim);
        if census.made().is_empty() {
            break;
        }
        for lan in census.like("datacenters/*/lans/*") {
            run.call("PATCH", &format!("/{lan}"), Some(json!({"ipFailover": [], "pcc": null}))).await;
        }
        // What is deepest goes first.
        let mut made = census.made();
        made.sort_by_key(|path| std::cmp::Reverse(path.split('/').count()));
        for path in made {
            if !shape(path).ends_with("/nodes/*") && !shape(path).ends_with("/gpus/*") {
                run.call("DELETE", &address(path), None).await;
            }
        }
        run.wait(1_000_000).await;
    }
    let census = Census::of(&run.lab.sim);
    assert_eq!(census.made(), Vec::<&String>::new(), "{}", run.told());
    counters_equal_contents(run, &census).await;
}

async fn everything_fits_together(steps: Vec<Step>) {
    let lab = Lab::with(Simulator::builder().speed(1.0).manual_clock()).await;
    let mut run = Run { lab, log: Vec::new() };
    let mut census = Census::of(&run.lab.sim);
    for step in steps {
        run.step(&census, step).await;
        census = Census::of(&run.lab.sim);
        no_mention_of_what_is_not_there(&census, &run.told());
        addresses_are_unique(&census, &run.told());
    }
    counters_equal_contents(&mut run, &census).await;
    run.wait(1_000_000).await;
    let census = Census::of(&run.lab.sim);
    no_mention_of_what_is_not_there(&census, &run.told());
    addresses_are_unique(&census, &run.told());
    counters_equal_contents(&mut run, &census).await;
    lists_are_complete(&mut run, &census).await;
    journal_equals_state(&run, &census);
    state_can_be_moved(&run, &census).await;
    zones_fit_together(&mut run).await;
    everything_can_go(&mut run).await;
}

fn cases() -> u32 {
    std::env::var("IONOS_PROPERTY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_calls_leave_a_cloud_that_fits_together(steps in prop::collection::vec(step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(everything_fits_together(steps));
    }
}
