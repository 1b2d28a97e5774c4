//! Zscaler Private Access: its objects in tables, its own way of saying no, and its two ways of signing in.

mod connectors;
mod kinds;
mod policies;
mod segments;
mod sign_in;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::kinds::{Fields, Form, Kind, text};
use crate::clock::Micros;
use crate::cloud::Cloud;
use crate::dice::Dice;
use crate::exchange::{Call, Reply};
use crate::server::object;
use crate::state::{Shared, World};

/// Reads and writes that one address may make in [`WINDOW`] at the speed of the cloud.
const READS: f64 = 20.0;
const WRITES: f64 = 10.0;
const WINDOW: Micros = 10_000_000;

/// All that the tenant holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Zscaler {
    customer: String,
    next: u64,
    /// By kind and by id.
    items: BTreeMap<String, BTreeMap<u64, Item>>,
    /// The domains of each association type.
    domains: BTreeMap<String, Value>,
    /// Connectors that show a code and wait until somebody types it in.
    waiting: Vec<connectors::Waiting>,
    dice: Dice,
    #[serde(skip)]
    reads: Window,
    #[serde(skip)]
    writes: Window,
}

/// One object, as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Item {
    /// The microtenant, or 0 for the default one.
    tenant: u64,
    created: Micros,
    modified: Micros,
    fields: Fields,
}

impl Item {
    fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn is_set(&self, name: &str) -> bool {
        self.fields.get(name).and_then(Value::as_bool).unwrap_or_default()
    }
}

/// How many calls there were since when.
#[derive(Debug, Clone, Default)]
struct Window {
    since: Micros,
    count: f64,
}

impl Window {
    fn take(&mut self, most: f64, now: Micros) -> Result<(), Refusal> {
        if now - self.since >= WINDOW {
            *self = Self { since: now, count: 0.0 };
        }
        if self.count >= most {
            return Err(Refusal::too_many());
        }
        self.count += 1.0;
        Ok(())
    }
}

/// A refusal: the status, what is wrong and the values that are wrong.
#[derive(Debug)]
struct Refusal {
    status: u16,
    id: &'static str,
    reason: String,
    params: Vec<String>,
}

impl Refusal {
    fn new(status: u16, id: &'static str, reason: impl Into<String>) -> Self {
        Self { status, id, reason: reason.into(), params: Vec::new() }
    }

    /// What is missing is a bad request here, never a 404.
    fn missing(id: &str) -> Self {
        let reason = format!("No resource exists with the given id/name :{id}");
        Self { params: vec![id.to_owned()], ..Self::new(400, "resource.not.found", reason) }
    }

    fn argument(name: &str) -> Self {
        let reason = format!("One or more input fields {name} are not valid.");
        Self { params: vec![name.to_owned()], ..Self::new(400, "invalid.resource.argument", reason) }
    }

    fn in_use(id: u64, by: &str) -> Self {
        let reason = format!("The resource is in use by {by}.");
        Self { params: vec![id.to_string()], ..Self::new(400, "resource.in.use", reason) }
    }

    fn too_many() -> Self {
        Self::new(429, "invalid.toomanyrequests", "Exceeded the number of requests allowed")
    }

    fn wrong_method() -> Self {
        Self::new(405, "method.not.allowed", "The path does not know this method")
    }

    fn no_path() -> Self {
        Self::new(404, "path.not.found", "There is no such path")
    }

    fn reply(self) -> Reply {
        let mut body = json!({"id": self.id, "reason": self.reason});
        if let Some(body) = body.as_object_mut() {
            if !self.params.is_empty() {
                body.insert("params".to_owned(), self.params.into());
            }
            if self.status == 429 {
                body.insert("exception".to_owned(), self.id.into());
            }
        }
        let reply = Reply::json(self.status, body);
        match self.status {
            429 => reply.with("retry-after", "13s"),
            503 => reply.with("retry-after", "10s"),
            _ => reply,
        }
    }
}

type Answer = Result<Reply, Refusal>;

/// The refusal of an object that cannot be seen.
pub(crate) fn missing(id: &str) -> Reply {
    Refusal::missing(id).reply()
}

/// A refusal that comes from outside, such as from a fault, with the id that goes with its status.
pub(crate) fn refusal(status: u16, message: &str) -> Reply {
    let id = match status {
        401 | 403 => "access.denied",
        404 => "resource.not.found",
        409 => "api.concurrent.access.error",
        412 => "EDIT_LOCK_NOT_AVAILABLE",
        429 => return Refusal::too_many().reply(),
        503 => "retryable.server.error",
        500.. => "internal.server.error",
        _ => "bad.request",
    };
    Refusal::new(status, id, message).reply()
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    let World { cloud, zscaler, .. } = world;
    zscaler.route(shared, cloud, call, now).unwrap_or_else(Refusal::reply)
}

/// The calls that a part of the path leads to.
struct Target<'a> {
    version: u8,
    tenant: u64,
    /// The path below the customer.
    parts: &'a [&'a str],
    call: &'a Call,
    now: Micros,
}

impl Target<'_> {
    /// The JSON object in the body.
    fn body(&self) -> Result<Fields, Refusal> {
        object(&self.call.body).map_err(|message| Refusal::new(400, "bad.request", message))
    }

    /// The ids of a body that is a list, or has a list of this name.
    fn ids(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let body: Value = serde_json::from_slice(&self.call.body).unwrap_or_default();
        kinds::all(body.get(name).unwrap_or(&body), text).ok_or_else(|| Refusal::argument(name))
    }
}

impl Zscaler {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        let mut dice = Dice::new(seed ^ 0x005c_a1e2);
        let customer = 216_196_257_331_200_000 + u64::from(dice.below(100_000)) * 1_000_000;
        let mut this = Self {
            customer: customer.to_string(),
            next: customer,
            items: BTreeMap::new(),
            domains: BTreeMap::new(),
            waiting: Vec::new(),
            dice,
            reads: Window::default(),
            writes: Window::default(),
        };
        this.furnish(now);
        this
    }

    /// What the simulated customer has without doing anything.
    fn furnish(&mut self, now: Micros) {
        let mut add = |kind: &str, fields: Value| {
            self.insert(kind, 0, fields.as_object().cloned().unwrap_or_default(), now).to_string()
        };
        let root = add("enrollmentCert", json!({"name": "Root", "cName": "root.example.com"}));
        for (name, kind) in [
            ("Client", "ZAPP_CLIENT"),
            ("Connector", "ASSISTANT"),
            ("Service Edge", "ZPN_SERVICE_EDGE"),
            ("Isolation Client", "ISOLATION_CLIENT"),
        ] {
            add(
                "enrollmentCert",
                json!({
                    "name": name, "cName": format!("{}.example.com", name.to_lowercase().replace(' ', "-")),
                    "allowSigning": true, "clientCertType": kind, "privateKeyPresent": true,
                    "parentCertId": root, "parentCertName": "Root",
                }),
            );
        }
        let idp = add(
            "idp",
            json!({
                "name": "Example", "description": "", "enabled": true, "domainList": ["example.com"],
                "ssoType": ["USER"], "scimEnabled": true, "enableScimBasedPolicy": true,
                "disableSamlBasedPolicy": false, "enableArbitraryAuthDomains": "0", "autoProvision": "0",
                "idpEntityId": "https://login.example.com", "loginUrl": "https://login.example.com/sso",
                "loginNameAttribute": "NameID", "signSamlRequest": "1", "redirectBinding": false,
                "forceAuth": false, "reauthOnUserUpdate": false, "scimSharedSecretExists": true,
            }),
        );
        for (name, saml) in [("Email", "NameID"), ("Department", "department")] {
            add(
                "samlAttribute",
                json!({"name": name, "samlName": saml, "idpId": idp, "userAttribute": name == "Email"}),
            );
        }
        for (name, is_list) in [("userName", false), ("emails.value", true), ("department", false)] {
            add(
                "scimattribute",
                json!({
                    "name": name, "idpId": idp, "dataType": "String", "multivalued": is_list,
                    "required": name == "userName", "caseSensitive": false, "mutability": "READWRITE",
                    "returned": "DEFAULT", "uniqueness": name == "userName",
                    "schemaURI": "urn:ietf:params:scim:schemas:core:2.0:User",
                }),
            );
        }
        for name in ["Engineering", "Operations"] {
            add("scimgroup", json!({"name": name, "idpId": idp, "idpGroupId": name.to_lowercase()}));
        }
        add("network", json!({"name": "Office", "networkId": "office", "zscalerCloud": "zscaler"}));
        add(
            "posture",
            json!({"name": "Encrypted disk", "postureUdid": "encrypted-disk", "domain": "example.com"}),
        );
        add("machineGroup", json!({"name": "Kiosks", "description": "", "enabled": true, "machines": []}));
        for (name, _) in policies::POLICIES {
            self.make_policy(name, now);
        }
    }

    pub(crate) fn customer(&self) -> &str {
        &self.customer
    }

    fn insert(&mut self, kind: &str, tenant: u64, fields: Fields, now: Micros) -> u64 {
        self.next += 1;
        let item = Item { tenant, created: now, modified: now, fields };
        self.items.entry(kind.to_owned()).or_default().insert(self.next, item);
        self.next
    }

    fn item(&self, kind: &str, id: u64) -> Option<&Item> {
        self.items.get(kind)?.get(&id)
    }

    fn item_mut(&mut self, kind: &str, id: u64) -> Option<&mut Item> {
        self.items.get_mut(kind)?.get_mut(&id)
    }

    fn each(&self, kind: &str) -> impl Iterator<Item = (u64, &Item)> {
        self.items.get(kind).into_iter().flatten().map(|(id, item)| (*id, item))
    }

    /// The object that a path names, when the microtenant can see it.
    fn known(&self, kind: &str, tenant: u64, id: &str) -> Result<(u64, &Item), Refusal> {
        let number = id.parse().map_err(|_| Refusal::missing(id))?;
        let item = self.item(kind, number).filter(|item| is_seen(kind, item, tenant));
        item.map(|item| (number, item)).ok_or_else(|| Refusal::missing(id))
    }

    fn route(&mut self, shared: &Shared, cloud: &Cloud, call: &Call, now: Micros) -> Answer {
        let parts = call.parts();
        let is_new = parts.first() == Some(&"zpa");
        let parts = parts.get(usize::from(is_new)..).unwrap_or_default();
        match parts {
            ["signin"] | ["oauth2", "v1", "token"] => {
                return sign_in::answer(shared, &self.customer, call, parts.len() > 1, now);
            }
            _ if !sign_in::is_known(shared, call, is_new, now) => {
                return Err(Refusal::new(401, "access.denied", "Access denied"));
            }
            _ => {}
        }
        let speed = shared.clock.speed().max(1.0);
        match call.method {
            Method::GET => self.reads.take(READS * speed, now)?,
            _ => self.writes.take(WRITES * speed, now)?,
        }
        let (version, customer, parts) = match parts {
            ["mgmtconfig", "v1", "admin", "customers", customer, parts @ ..] => (1, customer, parts),
            ["mgmtconfig", "v2", "admin", "customers", customer, parts @ ..] => (2, customer, parts),
            ["userconfig", "v1", "customers", customer, parts @ ..] => (3, customer, parts),
            _ => return Err(Refusal::no_path()),
        };
        if *customer != self.customer {
            return Err(Refusal::new(403, "access.denied", "Access denied"));
        }
        let tenant = match call.param("microtenantId").filter(|id| !["", "0"].contains(id)) {
            None => 0,
            Some(id) => self.known("microtenants", 0, id)?.0,
        };
        let target = Target { version, tenant, parts, call, now };
        self.settle(cloud, now);
        self.answer(&target)
    }

    /// Answers what does not fit the tables, and leaves the rest to them.
    fn answer(&mut self, target: &Target<'_>) -> Answer {
        let Target { version, tenant, parts, call, .. } = *target;
        match (version, call.method.clone(), parts) {
            (3, Method::GET, ["scimgroup", "idpId", idp]) => {
                self.known("idp", 0, idp).map_err(|_| Refusal::argument("idpId"))?;
                self.page(call, "scimgroup", |item| item.text("idpId") == *idp)
            }
            (3, Method::GET, ["scimgroup", id]) => self.show("scimgroup", 0, id),
            (3, Method::GET, ["scimattribute", "idpId", idp, "attributeId", id]) => {
                self.known("idp", 0, idp)?;
                self.known("scimattribute", 0, id)?;
                Ok(pages(call, Vec::new()))
            }
            (1, Method::GET, ["idp", idp, "scimattribute"]) => {
                self.known("idp", 0, idp)?;
                self.page(call, "scimattribute", |item| item.text("idpId") == *idp)
            }
            (1, Method::GET, ["idp", idp, "scimattribute", id]) => {
                self.known("idp", 0, idp)?;
                self.show("scimattribute", 0, id)
            }
            (2, Method::GET, ["samlAttribute", "idp", idp]) => {
                self.known("idp", 0, idp)?;
                self.page(call, "samlAttribute", |item| item.text("idpId") == *idp)
            }
            (2, Method::GET, ["certificate" | "clientlessCertificate", "issued"]) => {
                self.page(call, "certificate", |item| is_seen("certificate", item, tenant))
            }
            (1, Method::GET, ["clientlessCertificate", id]) => self.show("certificate", tenant, id),
            (1, Method::GET, ["clientTypes"]) => Ok(Reply::json(200, policies::client_types())),
            (1, Method::GET, ["platform"]) => Ok(Reply::json(200, policies::platforms())),
            (1, Method::GET, ["authDomains"]) => {
                let domains: Vec<&Value> = self
                    .each("idp")
                    .filter_map(|(_, idp)| idp.fields.get("domainList")?.as_array())
                    .flatten()
                    .collect();
                Ok(Reply::json(200, json!({ "authDomains": domains })))
            }
            (1, _, ["v2", "associationtype", kind, "domains"]) => self.domains(target, kind),
            (1 | 2, _, ["policySet", ..]) => self.route_policies(target),
            (1, _, ["application", id, "move" | "share" | "weightedLbConfig"]) => {
                self.change_segment(target, id)
            }
            (
                1,
                _,
                ["application", "getAppsByType" | "bulkUpdateMultiMatch" | "multimatchUnsupportedReferences"],
            ) => self.route_segments(target),
            (1, Method::POST, [kind @ ("connector" | "serviceEdge"), "bulkDelete"]) => {
                self.remove_all(target, kind)
            }
            (1, _, [kind @ ("connectorSchedule" | "serviceEdgeSchedule"), ..]) => self.schedule(target, kind),
            (1, _, ["associationType", kind, "usercodes", ..] | [kind, "usercodes", ..]) => {
                self.user_codes(target, kind)
            }
            (1, Method::GET, ["associationType", association, "zcomponent", id, "provisioningKey"]) => {
                connectors::association(association)?;
                self.page(call, "provisioningKey", |item| item.text("zcomponentId") == *id)
            }
            (1, _, ["associationType", association, "provisioningKey", rest @ ..]) => {
                connectors::association(association)?;
                self.table(target, "provisioningKey", rest, association)
            }
            (
                1,
                Method::GET,
                ["microtenants" | "appConnectorGroup" | "server" | "machineGroup", "summary"],
            ) => {
                let kind = parts.first().copied().unwrap_or_default();
                let seen = self.each(kind).filter(|(_, item)| is_seen(kind, item, tenant));
                let names = seen.map(|(id, item)| json!({"id": id.to_string(), "name": item.text("name")}));
                Ok(Reply::json(200, names.collect()))
            }
            (1 | 2, _, [kind, rest @ ..]) if *kind != "provisioningKey" => self.table(target, kind, rest, ""),
            _ => Err(Refusal::no_path()),
        }
    }

    /// What every kind of the tables can do.
    fn table(&mut self, target: &Target<'_>, path: &str, rest: &[&str], association: &str) -> Answer {
        let kind = kinds::find(path).ok_or_else(Refusal::no_path)?;
        let is_here = |item: &Item| association.is_empty() || item.text("associationType") == association;
        let verb = match (&target.call.method, rest) {
            (&Method::GET, []) => 'l',
            (&Method::POST, []) => 'c',
            (&Method::GET, [_]) => 'g',
            (&Method::PUT, [_]) => 'u',
            (&Method::DELETE, [_]) => 'd',
            (_, [] | [_]) => return Err(Refusal::wrong_method()),
            _ => return Err(Refusal::no_path()),
        };
        if !(if target.version == 1 { kind.v1 } else { kind.v2 }).contains(verb) {
            return Err(Refusal::wrong_method());
        }
        let Some(id) = rest.first() else {
            return if verb == 'l' {
                self.page(target.call, path, |item| is_here(item) && is_seen(path, item, target.tenant))
            } else {
                self.create(target, kind, association)
            };
        };
        let (id, item) = self.known(path, target.tenant, id)?;
        if !is_here(item) {
            return Err(Refusal::missing(&id.to_string()));
        }
        match verb {
            'g' => Ok(Reply::json(200, self.document(path, id))),
            'u' => self.update(target, kind, id),
            _ => self.delete(target, path, id),
        }
    }

    fn create(&mut self, target: &Target<'_>, kind: &'static Kind, association: &str) -> Answer {
        let body = target.body()?;
        let mut fields = kind.read(&body)?;
        self.check(target, kind, &mut fields, None)?;
        if kind.path == "provisioningKey" {
            self.complete_key(&mut fields, association)?;
        }
        let id = self.insert(kind.path, target.tenant, fields, target.now);
        self.relate(kind.path, id, &body)?;
        // A provisioning key is the only kind whose creation is answered with 200.
        let status = if kind.path == "provisioningKey" { 200 } else { 201 };
        Ok(Reply::json(status, self.document(kind.path, id)))
    }

    /// Replaces an object. What clients cannot write stays.
    fn update(&mut self, target: &Target<'_>, kind: &'static Kind, id: u64) -> Answer {
        let body = target.body()?;
        let mut fields = kind.read(&body)?;
        self.check(target, kind, &mut fields, Some(id))?;
        if let Some(item) = self.item_mut(kind.path, id) {
            for field in kind.fields {
                item.fields.remove(field.name);
            }
            item.fields.extend(fields);
            item.modified = target.now;
        }
        self.relate(kind.path, id, &body)?;
        Ok(Reply::empty(204))
    }

    /// What holds for every object: its name is its own, and what it refers to exists.
    fn check(
        &mut self,
        target: &Target<'_>,
        kind: &Kind,
        fields: &mut Fields,
        own: Option<u64>,
    ) -> Result<(), Refusal> {
        let name = fields.get("name").and_then(Value::as_str).unwrap_or_default();
        let is_taken = |(id, item): (u64, &Item)| {
            Some(id) != own && item.tenant == target.tenant && item.text("name").eq_ignore_ascii_case(name)
        };
        if !name.is_empty() && kind.path != "rule" && self.each(kind.path).any(is_taken) {
            let reason = format!("The name {name} is used by another resource.");
            let params = vec![name.to_owned()];
            return Err(Refusal { params, ..Refusal::new(400, "duplicate.name", reason) });
        }
        for (field, kind, id) in kind.references(fields) {
            self.known(kind, target.tenant, &id).map_err(|_| Refusal::argument(field))?;
        }
        match kind.path {
            "application" => self.check_segment(target, fields, own),
            "certificate" => sign_in::read_certificate(fields, own.is_none()),
            _ => Ok(()),
        }
    }

    /// Relations that can be written from both ends.
    fn relate(&mut self, kind: &str, id: u64, body: &Fields) -> Result<(), Refusal> {
        let link = |other: u64, list: &mut Value| {
            if let Some(list) = list.as_array_mut()
                && !list.iter().any(|item| item.get("id").and_then(Value::as_str) == Some(&other.to_string()))
            {
                list.push(json!({"id": other.to_string()}));
            }
        };
        match kind {
            "server" => {
                let groups = body.get("appServerGroupIds").filter(|ids| !ids.is_null());
                let Some(groups) = groups else { return Ok(()) };
                let groups =
                    kinds::all(groups, text).ok_or_else(|| Refusal::argument("appServerGroupIds"))?;
                for (other, group) in self.items.entry("serverGroup".to_owned()).or_default() {
                    let list = group.fields.entry("servers").or_insert_with(|| json!([]));
                    if groups.contains(&other.to_string()) {
                        link(id, list);
                    } else if let Some(list) = list.as_array_mut() {
                        list.retain(|item| item.get("id").and_then(Value::as_str) != Some(&id.to_string()));
                    }
                }
            }
            "segmentGroup" => {
                let apps = body.get("applications").cloned().unwrap_or_default();
                for app in kinds::all(&apps, |app| text(app.get("id")?)?.parse().ok()).unwrap_or_default() {
                    if let Some(app) = self.item_mut("application", app) {
                        app.fields.insert("segmentGroupId".to_owned(), id.to_string().into());
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What an object is used by, in words.
    fn user_of(&self, kind: &str, id: u64) -> Option<String> {
        let id = id.to_string();
        let tables = kinds::KINDS.iter().chain([&kinds::RULE]);
        for table in tables {
            let uses = |item: &Item| {
                table.references(&item.fields).iter().any(|(_, k, other)| *k == kind && *other == id)
                    || match table.path {
                        "application" => kind == "certificate" && segments::uses_certificate(item, &id),
                        "provisioningKey" => {
                            connectors::group_kind(item.text("associationType")) == kind
                                && item.text("zcomponentId") == id
                        }
                        "connector" => kind == "appConnectorGroup" && item.text("appConnectorGroupId") == id,
                        "serviceEdge" => kind == "serviceEdgeGroup" && item.text("serviceEdgeGroupId") == id,
                        "rule" => policies::uses(item, kind, &id),
                        _ => false,
                    }
            };
            if let Some((_, item)) = self.each(table.path).find(|(_, item)| uses(item)) {
                return Some(format!("{} {}", table.path, item.text("name")));
            }
        }
        let tenant: u64 = id.parse().unwrap_or_default();
        (kind == "microtenants" && self.items.values().flatten().any(|(_, item)| item.tenant == tenant))
            .then(|| "resources of the microtenant".to_owned())
    }

    fn delete(&mut self, target: &Target<'_>, kind: &str, id: u64) -> Answer {
        if kind == "application" && target.call.param("forceDelete") == Some("true") {
            self.cut_from_rules(id);
        }
        if let Some(user) = self.user_of(kind, id) {
            return Err(Refusal::in_use(id, &user));
        }
        self.items.get_mut(kind).and_then(|items| items.remove(&id));
        Ok(Reply::empty(204))
    }

    fn remove_all(&mut self, target: &Target<'_>, kind: &str) -> Answer {
        let ids = target.ids("ids")?;
        let ids: Vec<u64> = ids
            .iter()
            .map(|id| Ok(self.known(kind, target.tenant, id)?.0))
            .collect::<Result<_, Refusal>>()?;
        for id in ids {
            self.delete(target, kind, id)?;
        }
        Ok(Reply::empty(200))
    }

    /// Search domains: a call replaces the list of its association type.
    fn domains(&mut self, target: &Target<'_>, kind: &str) -> Answer {
        if !["SHARED", "SEARCH_SUFFIX"].contains(&kind) {
            return Err(Refusal::argument("type"));
        }
        match target.call.method {
            Method::GET => Ok(Reply::json(200, self.domains.get(kind).cloned().unwrap_or_else(|| json!([])))),
            Method::POST => {
                let body: Value = serde_json::from_slice(&target.call.body).unwrap_or_default();
                let domain = |item: &Value| {
                    let domain = text(item.get("domain")?).filter(|domain| segments::is_domain(domain))?;
                    let capture = item.get("capture").and_then(Value::as_bool).unwrap_or_default();
                    Some(json!({"domain": domain, "capture": capture, "associationType": kind}))
                };
                // The official package sends an empty list as an empty object.
                let list = if body == json!({}) { Some(Vec::new()) } else { kinds::all(&body, domain) };
                let list = list.ok_or_else(|| Refusal::argument("domain"))?;
                self.domains.insert(kind.to_owned(), list.into());
                Ok(Reply::empty(204))
            }
            _ => Err(Refusal::wrong_method()),
        }
    }

    fn schedule(&mut self, target: &Target<'_>, path: &str) -> Answer {
        let kind = kinds::find(path).ok_or_else(Refusal::no_path)?;
        let present = self.each(path).find(|(_, item)| item.tenant == target.tenant).map(|(id, _)| id);
        match (target.call.method.clone(), target.parts, present) {
            (Method::GET, [_], Some(id)) => Ok(Reply::json(200, self.document(path, id))),
            (Method::GET, [_], None) => Err(Refusal::missing(&self.customer)),
            (Method::POST, [_], Some(id)) => Err(Refusal::in_use(id, "the schedule that is there")),
            (Method::POST, [_], None) => self.create(target, kind, ""),
            (Method::PUT, [_, id], _) => {
                let (id, _) = self.known(path, target.tenant, id)?;
                self.update(target, kind, id)
            }
            _ => Err(Refusal::wrong_method()),
        }
    }

    fn show(&self, kind: &str, tenant: u64, id: &str) -> Answer {
        let (id, _) = self.known(kind, tenant, id)?;
        Ok(Reply::json(200, self.document(kind, id)))
    }

    /// An object within another one.
    fn brief(&self, kind: &str, id: u64) -> Option<Value> {
        let item = self.item(kind, id)?;
        Some(json!({
            "id": id.to_string(),
            "name": item.text("name"),
            "enabled": item.is_set("enabled"),
            "creationTime": seconds(item.created),
            "modifiedTime": seconds(item.modified),
        }))
    }

    /// Those objects of a kind that fit, each within another one.
    fn briefs(&self, kind: &str, fits: impl Fn(&Item) -> bool) -> Value {
        self.each(kind).filter(|(_, item)| fits(item)).filter_map(|(id, _)| self.brief(kind, id)).collect()
    }

    /// An object as it is shown.
    fn document(&self, path: &str, id: u64) -> Value {
        let Some(item) = self.item(path, id) else { return Value::Null };
        let mut shown = item.fields.clone();
        let own = id.to_string();
        shown.insert("id".to_owned(), own.clone().into());
        shown.insert("creationTime".to_owned(), seconds(item.created));
        shown.insert("modifiedTime".to_owned(), seconds(item.modified));
        shown.insert("modifiedBy".to_owned(), self.customer.clone().into());
        if item.tenant != 0 {
            let name = self.item("microtenants", item.tenant).map_or("", |tenant| tenant.text("name"));
            shown.insert("microtenantId".to_owned(), item.tenant.to_string().into());
            shown.insert("microtenantName".to_owned(), name.into());
        }
        let table = if path == "rule" { Some(&kinds::RULE) } else { kinds::find(path) };
        for field in table.into_iter().flat_map(|table| table.fields) {
            match (field.form, item.fields.get(field.name)) {
                (Form::Id(kind), Some(Value::String(id))) => {
                    if let (Some(other), Some(stem)) =
                        (id.parse().ok().and_then(|id| self.item(kind, id)), field.name.strip_suffix("Id"))
                    {
                        shown.insert(format!("{stem}Name"), other.text("name").into());
                    }
                }
                (Form::Ids(kind), ids) => {
                    let ids = ids.and_then(|ids| kinds::all(ids, |item| text(item.get("id")?)?.parse().ok()));
                    let list = ids.unwrap_or_default().into_iter().filter_map(|id| self.brief(kind, id));
                    shown.insert(field.name.to_owned(), list.collect());
                }
                _ => {}
            }
        }
        let has = |name: &str| {
            let own = own.clone();
            let name = name.to_owned();
            move |item: &Item| {
                let list = item.fields.get(&name).and_then(Value::as_array);
                list.into_iter().flatten().any(|item| item.get("id").and_then(Value::as_str) == Some(&own))
            }
        };
        match path {
            "segmentGroup" => {
                let apps = self.briefs("application", |app| app.text("segmentGroupId") == own);
                shown.insert("applications".to_owned(), apps);
            }
            "serverGroup" => {
                shown.insert("applications".to_owned(), self.briefs("application", has("serverGroups")));
            }
            "server" => {
                let is_member = has("servers");
                let groups = self.each("serverGroup").filter(|(_, group)| is_member(group));
                let groups = groups.map(|(id, _)| Value::from(id.to_string())).collect();
                shown.insert("appServerGroupIds".to_owned(), groups);
            }
            "appConnectorGroup" => {
                let connectors = self.briefs("connector", |item| item.text("appConnectorGroupId") == own);
                shown.insert("connectors".to_owned(), connectors);
                shown
                    .insert("serverGroups".to_owned(), self.briefs("serverGroup", has("appConnectorGroups")));
                let profile = match item.text("versionProfileId") {
                    "1" => "Previous Default",
                    "2" => "New Release",
                    _ => "Default",
                };
                shown.insert("versionProfileName".to_owned(), profile.into());
            }
            "connectorSchedule" | "serviceEdgeSchedule" => {
                shown.insert("customerId".to_owned(), self.customer.clone().into());
            }
            "application" => self.show_segment(id, item, &mut shown),
            "connector" | "serviceEdge" | "provisioningKey" => self.show_enrolled(path, item, &mut shown),
            "samlAttribute" | "scimattribute" | "scimgroup" => {
                let idp = item.text("idpId").parse().ok().and_then(|id| self.item("idp", id));
                shown.insert("idpName".to_owned(), idp.map_or("", |idp| idp.text("name")).into());
            }
            _ => {}
        }
        Value::Object(shown)
    }

    /// A page of the objects of a kind.
    fn page(&self, call: &Call, kind: &str, fits: impl Fn(&Item) -> bool) -> Answer {
        let seen = self.each(kind).filter(|(_, item)| fits(item));
        let items: Vec<Value> = seen.map(|(id, _)| self.document(kind, id)).collect();
        Ok(pages(call, items))
    }
}

/// Whether a microtenant sees an object: its own, and what comes from elsewhere for all.
fn is_seen(kind: &str, item: &Item, tenant: u64) -> bool {
    let is_for_all = matches!(
        kind,
        "enrollmentCert"
            | "idp"
            | "samlAttribute"
            | "scimattribute"
            | "scimgroup"
            | "network"
            | "posture"
            | "machineGroup"
            | "microtenants"
    );
    is_for_all || item.tenant == tenant || segments::is_shared_with(item, tenant)
}

/// Seconds since 1970, as text.
fn seconds(at: Micros) -> Value {
    (at / 1_000_000).to_string().into()
}

/// A page of a list, after search and order. Numbers that make no sense count as left out.
fn pages(call: &Call, mut items: Vec<Value>) -> Reply {
    if let Some(search) = call.param("search").filter(|search| !search.is_empty()) {
        items.retain(|item| is_found(item, search));
    }
    if let Some(name) = call.param("sortBy") {
        let key = |item: &Value| item.get(name).and_then(text).unwrap_or_default().to_lowercase();
        items.sort_by_key(key);
        let order = call.param("sortDir").or_else(|| call.param("sortOrder"));
        if order.is_some_and(|order| order.to_ascii_uppercase().starts_with("DESC")) {
            items.reverse();
        }
    }
    let number = |name: &str| call.param(name).and_then(|text| text.parse::<usize>().ok()).filter(|n| *n > 0);
    let (page, size) = (number("page").unwrap_or(1), number("pagesize").unwrap_or(20).min(500));
    let total = items.len();
    let list: Vec<Value> = items.into_iter().skip((page - 1).saturating_mul(size)).take(size).collect();
    Reply::json(
        200,
        json!({
            "totalPages": total.div_ceil(size).to_string(),
            "totalCount": total.to_string(),
            "list": list,
        }),
    )
}

/// `field OPERATOR value`, with spaces or with plus signs that official clients encode once more, joined by AND.
/// Anything else is looked for in the name.
fn is_found(item: &Value, search: &str) -> bool {
    let parts = search.split(" AND ").flat_map(|part| part.split("+AND+"));
    parts.into_iter().all(|part| {
        let mut words = part.splitn(3, [' ', '+']);
        let (field, operator, value) = (words.next(), words.next(), words.next().unwrap_or_default());
        let has =
            item.get(field.unwrap_or_default()).and_then(kinds::plain).unwrap_or_default().to_lowercase();
        let value = value.to_lowercase();
        let order = || has.parse::<f64>().ok()?.partial_cmp(&value.parse::<f64>().ok()?);
        match operator {
            Some("EQ") => has == value,
            Some("NE") => has != value,
            Some("GT") => order().is_some_and(Ordering::is_gt),
            Some("GE") => order().is_some_and(Ordering::is_ge),
            Some("LT") => order().is_some_and(Ordering::is_lt),
            Some("LE") => order().is_some_and(Ordering::is_le),
            Some("LIKE" | "CONTAINS") => has.contains(&value),
            Some("STARTSWITH") => has.starts_with(&value),
            Some("ENDSWITH") => has.ends_with(&value),
            _ => {
                let name = item.get("name").and_then(text).unwrap_or_default();
                name.to_lowercase().contains(&part.to_lowercase())
            }
        }
    })
}
