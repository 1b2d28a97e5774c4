//! Application segments: which domains and ports they take, and the applications inside them.

use std::net::IpAddr;

use http::Method;
use ipnet::IpNet;
use serde_json::{Value, json};

use super::kinds::{Fields, all, text};
use super::{Answer, Item, Refusal, Target, Zscaler, pages};
use crate::exchange::Reply;

/// Where the applications of a segment are kept, with the name of their type.
const LISTS: [(&str, &str); 3] = [
    ("clientlessApps", "BROWSER_ACCESS"),
    ("inspectionApps", "INSPECT"),
    ("praApps", "SECURE_REMOTE_ACCESS"),
];

type Ports = Vec<(u16, u16)>;

/// A host name, also with a wildcard in front, an address or a block of addresses.
pub(super) fn is_domain(domain: &str) -> bool {
    if domain.parse::<IpAddr>().is_ok() || domain.parse::<IpNet>().is_ok() {
        return true;
    }
    let host = domain.strip_prefix("*.").or_else(|| domain.strip_prefix('.')).unwrap_or(domain);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// Takes the ranges of ports out of a body, in either of their two forms.
fn take_ports(fields: &mut Fields, name: &str) -> Result<Ports, Refusal> {
    let wrong = || Refusal::argument(name);
    let port = |value: &Value| text(value)?.parse::<u16>().ok().filter(|port| *port > 0);
    let flat = fields.remove(&format!("{name}s")).unwrap_or_else(|| json!([]));
    let pairs = fields.remove(name).filter(|pairs| pairs.as_array().is_none_or(|list| !list.is_empty()));
    let mut ports = match pairs {
        Some(pairs) => all(&pairs, |pair| Some((port(pair.get("from")?)?, port(pair.get("to")?)?))),
        None => all(&flat, port).filter(|flat| flat.len().is_multiple_of(2)).map(|flat| {
            flat.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
        }),
    }
    .ok_or_else(wrong)?;
    ports.sort_unstable();
    let is_good = ports.iter().all(|(from, to)| from <= to)
        && ports.iter().zip(ports.iter().skip(1)).all(|((_, to), (from, _))| to < from);
    if is_good { Ok(ports) } else { Err(wrong()) }
}

fn ports(item: &Fields, name: &str) -> Ports {
    let pair =
        |pair: &Value| Some((text(pair.get("from")?)?.parse().ok()?, text(pair.get("to")?)?.parse().ok()?));
    item.get(name).and_then(|list| all(list, pair)).unwrap_or_default()
}

fn put_ports(fields: &mut Fields, name: &str, ports: &Ports) {
    let text = |port: u16| port.to_string();
    let pairs = ports.iter().map(|(from, to)| json!({"from": text(*from), "to": text(*to)})).collect();
    let flat = ports.iter().flat_map(|(from, to)| [text(*from), text(*to)]).collect();
    fields.insert(name.to_owned(), pairs);
    fields.insert(format!("{name}s"), flat);
}

fn overlap(some: &Ports, others: &Ports) -> bool {
    some.iter().any(|(from, to)| others.iter().any(|(start, end)| from <= end && start <= to))
}

fn domains(fields: &Fields) -> Vec<String> {
    let names = fields.get("domainNames").and_then(|names| all(names, text)).unwrap_or_default();
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn apps<'a>(item: &'a Item, list: &str) -> impl Iterator<Item = &'a Value> {
    item.fields.get(list).and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn uses_certificate(item: &Item, id: &str) -> bool {
    let is_used = |app: &Value| app.get("certificateId").and_then(Value::as_str) == Some(id);
    LISTS.iter().any(|(list, _)| apps(item, list).any(is_used))
}

pub(super) fn is_shared_with(item: &Item, tenant: u64) -> bool {
    let tenants = item.fields.get("shareToMicrotenants").and_then(Value::as_array);
    tenants.is_some_and(|list| list.iter().any(|id| id.as_str() == Some(&tenant.to_string())))
}

impl Zscaler {
    pub(super) fn check_segment(
        &mut self,
        target: &Target<'_>,
        fields: &mut Fields,
        own: Option<u64>,
    ) -> Result<(), Refusal> {
        let names = domains(fields);
        if names.is_empty() || !names.iter().all(|name| is_domain(name)) {
            return Err(Refusal::argument("domainNames"));
        }
        let (tcp, udp) = (take_ports(fields, "tcpPortRange")?, take_ports(fields, "udpPortRange")?);
        if tcp.is_empty() && udp.is_empty() {
            return Err(Refusal::argument("tcpPortRange"));
        }
        let is_inclusive = |fields: &Fields| fields.get("matchStyle") == Some(&json!("INCLUSIVE"));
        for (id, other) in self.each("application") {
            let theirs = domains(&other.fields);
            let shared = names.iter().find(|name| theirs.contains(name));
            let Some(domain) = shared.filter(|_| Some(id) != own && other.tenant == target.tenant) else {
                continue;
            };
            let meets = overlap(&tcp, &ports(&other.fields, "tcpPortRange"))
                || overlap(&udp, &ports(&other.fields, "udpPortRange"));
            if meets && !(is_inclusive(fields) && is_inclusive(&other.fields)) {
                let name = other.text("name").to_owned();
                let reason =
                    format!("The domain {domain} has one of the ports in the application segment {name}.");
                let params = vec![domain.clone(), name];
                return Err(Refusal { params, ..Refusal::new(400, "domain.port.conflict", reason) });
            }
        }
        put_ports(fields, "tcpPortRange", &tcp);
        put_ports(fields, "udpPortRange", &udp);
        self.check_apps(target, fields, &names, &tcp, own)
    }

    /// Checks the applications inside a segment, and gives each an id and an address.
    fn check_apps(
        &mut self,
        target: &Target<'_>,
        fields: &mut Fields,
        names: &[String],
        tcp: &Ports,
        own: Option<u64>,
    ) -> Result<(), Refusal> {
        let list = |value: Option<Value>, name: &str| match value {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list),
            Some(_) => Err(Refusal::argument(name)),
        };
        let mut found: [Vec<Value>; 3] =
            [list(fields.remove("clientlessApps"), "clientlessApps")?, Vec::new(), Vec::new()];
        let common = fields
            .remove("commonAppsDto")
            .and_then(|mut common| common.get_mut("appsConfig").map(Value::take));
        for app in list(common, "appsConfig")? {
            let types = app.get("appTypes").and_then(|types| all(types, text));
            let types = types.ok_or_else(|| Refusal::argument("appTypes"))?;
            for ((_, kind), found) in LISTS.iter().zip(&mut found) {
                if types.iter().any(|name| name == kind) {
                    found.push(app.clone());
                }
            }
        }
        for ((name, kind), apps) in LISTS.iter().zip(found) {
            let made: Result<Vec<Value>, Refusal> =
                apps.iter().map(|app| self.check_app(target, app, name, kind, (names, tcp), own)).collect();
            fields.insert((*name).to_owned(), made?.into());
        }
        Ok(())
    }

    fn check_app(
        &mut self,
        target: &Target<'_>,
        app: &Value,
        list: &str,
        kind: &str,
        (names, tcp): (&[String], &Ports),
        own: Option<u64>,
    ) -> Result<Value, Refusal> {
        let field = |name: &str| app.get(name).and_then(text).filter(|text| !text.is_empty());
        let wrong = |name: &str| Refusal::argument(name);
        let domain = field("domain").unwrap_or_default().to_lowercase();
        if !names.contains(&domain) {
            return Err(wrong("domain"));
        }
        let port = field("applicationPort").and_then(|port| port.parse::<u16>().ok());
        let port = port
            .filter(|port| overlap(&vec![(*port, *port)], tcp))
            .ok_or_else(|| wrong("applicationPort"))?;
        let protocols: &[&str] = match kind {
            "SECURE_REMOTE_ACCESS" => &["RDP", "SSH", "VNC"],
            _ => &["HTTP", "HTTPS"],
        };
        let protocol = field("applicationProtocol")
            .filter(|name| protocols.contains(&name.as_str()))
            .ok_or_else(|| wrong("applicationProtocol"))?;
        let certificate = field("certificateId").filter(|id| id != "0");
        if let Some(id) = &certificate {
            self.known("certificate", target.tenant, id).map_err(|_| wrong("certificateId"))?;
        } else if kind == "BROWSER_ACCESS" && (field("extLabel").is_none() || field("extDomain").is_none()) {
            return Err(wrong("certificateId"));
        }
        let old = own.and_then(|own| self.item("application", own)).and_then(|segment| {
            let is_same = |app: &&Value| app.get("domain") == Some(&json!(domain));
            apps(segment, list).find(is_same)?.get("id").and_then(Value::as_str).map(ToOwned::to_owned)
        });
        let id = old.unwrap_or_else(|| {
            self.next += 1;
            self.next.to_string()
        });
        let mut shown = json!({
            "id": id,
            "name": field("name").unwrap_or_else(|| domain.clone()),
            "description": field("description").unwrap_or_default(),
            "domain": domain,
            "enabled": app.get("enabled").and_then(Value::as_bool).unwrap_or(true),
            "hidden": false,
            "applicationPort": port.to_string(),
            "applicationProtocol": protocol,
            "allowOptions": app.get("allowOptions").and_then(Value::as_bool).unwrap_or_default(),
            "trustUntrustedCert": app.get("trustUntrustedCert").and_then(Value::as_bool).unwrap_or_default(),
            "creationTime": super::seconds(target.now),
            "modifiedTime": super::seconds(target.now),
        });
        if let Some(shown) = shown.as_object_mut() {
            if let Some(id) = certificate {
                shown.insert("certificateId".to_owned(), id.into());
            }
            if kind == "BROWSER_ACCESS" {
                let cname = format!("{}.{}.h.b.zpa-app.net", id.get(12..).unwrap_or(&id), self.customer);
                shown.insert("cname".to_owned(), cname.into());
            }
            for name in ["extLabel", "extDomain", "path", "localDomain", "connectionSecurity"] {
                if let Some(text) = field(name) {
                    shown.insert(name.to_owned(), text.into());
                }
            }
        }
        Ok(shown)
    }

    pub(super) fn show_segment(&self, id: u64, item: &Item, shown: &mut Fields) {
        for (list, _) in LISTS {
            let apps: Vec<Value> = apps(item, list).map(|app| self.show_app(id, app)).collect();
            shown.insert(list.to_owned(), apps.into());
        }
        let tenants =
            item.fields.get("shareToMicrotenants").and_then(|ids| all(ids, text)).unwrap_or_default();
        if !tenants.is_empty() {
            let name = |id: &str| {
                let tenant = id.parse().ok().and_then(|id| self.item("microtenants", id));
                tenant.map_or("Default", |tenant| tenant.text("name"))
            };
            let with: Vec<Value> = tenants.iter().map(|id| json!({"id": id, "name": name(id)})).collect();
            let from = item.tenant.to_string();
            let details = json!({"sharedFromMicrotenant": {"id": from, "name": name(&from)}, "sharedToMicrotenants": with});
            shown.insert("sharedMicrotenantDetails".to_owned(), details);
        }
        shown.remove("weights");
        shown.entry("weightedLoadBalancing").or_insert(false.into());
    }

    fn show_app(&self, segment: u64, app: &Value) -> Value {
        let mut app = app.as_object().cloned().unwrap_or_default();
        app.insert("appId".to_owned(), segment.to_string().into());
        let id = app.get("certificateId").and_then(Value::as_str).and_then(|id| id.parse().ok());
        if let Some(certificate) = id.and_then(|id| self.item("certificate", id)) {
            app.insert("certificateName".to_owned(), certificate.text("name").into());
        }
        app.into()
    }

    /// What concerns many segments.
    pub(super) fn route_segments(&mut self, target: &Target<'_>) -> Answer {
        let Target { call, parts, tenant, now, .. } = *target;
        match (call.method.clone(), parts) {
            (Method::GET, [_, "getAppsByType"]) => {
                let kind = call.param("applicationType").unwrap_or_default();
                let found = LISTS.iter().find(|(_, name)| *name == kind);
                let (list, _) = found.ok_or_else(|| Refusal::argument("applicationType"))?;
                let mut items = Vec::new();
                for (id, item) in self.each("application").filter(|(_, item)| item.tenant == tenant) {
                    items.extend(apps(item, list).map(|app| self.show_app(id, app)));
                }
                Ok(pages(call, items))
            }
            (Method::PUT, [_, "bulkUpdateMultiMatch"]) => {
                let body = target.body()?;
                let style = body
                    .get("matchStyle")
                    .filter(|style| [json!("EXCLUSIVE"), json!("INCLUSIVE")].contains(style));
                let style = style.ok_or_else(|| Refusal::argument("matchStyle"))?;
                let mut ids = Vec::new();
                for id in target.ids("applicationIds")? {
                    ids.push(self.known("application", tenant, &id)?.0);
                }
                for id in ids {
                    if let Some(item) = self.item_mut("application", id) {
                        item.fields.insert("matchStyle".to_owned(), style.clone());
                        item.modified = now;
                    }
                }
                Ok(Reply::empty(204))
            }
            (Method::POST, [_, "multimatchUnsupportedReferences"]) => {
                let wanted: Vec<String> =
                    target.ids("domains")?.iter().map(|name| name.to_lowercase()).collect();
                let unsupported = |item: &Item| {
                    let mut features: Vec<&str> = LISTS
                        .iter()
                        .filter(|(list, _)| apps(item, list).next().is_some())
                        .map(|(_, kind)| *kind)
                        .collect();
                    features.extend(item.is_set("ipAnchored").then_some("SOURCE_IP_ANCHORING"));
                    features.extend(item.is_set("doubleEncrypt").then_some("DOUBLE_ENCRYPT"));
                    features
                };
                let found = self.each("application").filter(|(_, item)| item.tenant == tenant);
                let found: Vec<Value> = found
                    .filter(|(_, item)| domains(&item.fields).iter().any(|name| wanted.contains(name)))
                    .filter(|(_, item)| !unsupported(item).is_empty())
                    .map(|(id, item)| {
                        json!({
                            "id": id.to_string(), "appSegmentName": item.text("name"), "domains": domains(&item.fields),
                            "matchStyle": item.text("matchStyle"), "unsupportedFeatures": unsupported(item),
                            "tcpPorts": item.fields.get("tcpPortRanges"),
                        })
                    })
                    .collect();
                Ok(Reply::json(200, found.into()))
            }
            _ => Err(Refusal::wrong_method()),
        }
    }

    /// What is done to one segment beside replacing it.
    pub(super) fn change_segment(&mut self, target: &Target<'_>, id: &str) -> Answer {
        let (id, item) = self.known("application", target.tenant, id)?;
        let verb = target.parts.last().copied().unwrap_or_default();
        match (target.call.method.clone(), verb) {
            (Method::GET, "weightedLbConfig") => {
                let groups =
                    item.fields.get("serverGroups").and_then(|ids| all(ids, |item| text(item.get("id")?)));
                let weights = item.fields.get("weights").cloned().unwrap_or_default();
                let groups: Vec<Value> = groups
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|group| {
                        let name = self.item("serverGroup", group.parse().ok()?)?.text("name");
                        let weight = weights.get(group).cloned().unwrap_or_else(|| json!({"weight": "0", "passive": false}));
                        Some(json!({"id": group, "name": name, "weight": weight.get("weight"), "passive": weight.get("passive")}))
                    })
                    .collect();
                let is_on = item.is_set("weightedLoadBalancing");
                Ok(Reply::json(
                    200,
                    json!({
                        "applicationId": id.to_string(), "weightedLoadBalancing": is_on,
                        "applicationToServerGroupMappings": groups,
                    }),
                ))
            }
            (Method::PUT, "weightedLbConfig") => {
                let body = target.body()?;
                let wrong = || Refusal::argument("applicationToServerGroupMappings");
                let groups =
                    item.fields.get("serverGroups").and_then(|ids| all(ids, |item| text(item.get("id")?)));
                let groups = groups.unwrap_or_default();
                let mut weights = Fields::new();
                let mappings = body.get("applicationToServerGroupMappings").and_then(Value::as_array);
                for mapping in mappings.into_iter().flatten() {
                    let group = mapping
                        .get("id")
                        .and_then(text)
                        .filter(|id| groups.contains(id))
                        .ok_or_else(wrong)?;
                    let weight =
                        mapping.get("weight").map_or_else(|| Some("0".to_owned()), text).ok_or_else(wrong)?;
                    let passive = mapping.get("passive").and_then(Value::as_bool).unwrap_or_default();
                    weights.insert(group, json!({"weight": weight, "passive": passive}));
                }
                let is_on = body.get("weightedLoadBalancing").and_then(Value::as_bool).unwrap_or_default();
                self.set(id, target, [("weights", weights.into()), ("weightedLoadBalancing", is_on.into())])
            }
            (Method::PUT, "share") => {
                let tenants = target.ids("shareToMicrotenants")?;
                for tenant in &tenants {
                    self.known("microtenants", 0, tenant)
                        .map_err(|_| Refusal::argument("shareToMicrotenants"))?;
                }
                self.set(id, target, [("shareToMicrotenants", tenants.into())])
            }
            (Method::POST, "move") => {
                let body = target.body()?;
                let field = |name: &str| body.get(name).and_then(text).ok_or_else(|| Refusal::argument(name));
                let wrong = |name: &'static str| move |_: Refusal| Refusal::argument(name);
                let tenant = self.known("microtenants", 0, &field("targetMicrotenantId")?);
                let tenant = tenant.map_err(wrong("targetMicrotenantId"))?.0;
                // Only what the default microtenant has can move.
                if item.tenant != 0 {
                    return Err(Refusal::argument("targetMicrotenantId"));
                }
                let group = self.known("segmentGroup", tenant, &field("targetSegmentGroupId")?);
                let group = group.map_err(wrong("targetSegmentGroupId"))?.0.to_string();
                let servers = self.known("serverGroup", tenant, &field("targetServerGroupId")?);
                let servers = servers.map_err(wrong("targetServerGroupId"))?.0.to_string();
                if let Some(item) = self.item_mut("application", id) {
                    item.tenant = tenant;
                }
                self.set(
                    id,
                    target,
                    [("segmentGroupId", group.into()), ("serverGroups", json!([{"id": servers}]))],
                )
            }
            _ => Err(Refusal::wrong_method()),
        }
    }

    fn set<const N: usize>(&mut self, id: u64, target: &Target<'_>, fields: [(&str, Value); N]) -> Answer {
        if let Some(item) = self.item_mut("application", id) {
            item.fields.extend(fields.map(|(name, value)| (name.to_owned(), value)));
            item.modified = target.now;
        }
        Ok(Reply::empty(204))
    }
}
