//! The smaller services: logging, container registry, certificates, object-storage management. One table, one set of rules.
//!
//! They share one form: `{id, type, href, metadata, properties}`, lists of `items`, and a state in the metadata.

use std::collections::BTreeMap;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::{self, Micros};
use crate::cloud::Problem;
use crate::cloud::schema::{self, Access, Field};
use crate::dice::{Dice, unguessable};
use crate::exchange::{Call, Content, Reply, put};
use crate::s3::region::{REGIONS, Region};
use crate::server::{Product, object};
use crate::state::Shared;

/// One kind of resource of one service.
struct Kind {
    product: Product,
    /// The collections from the root down.
    path: &'static [&'static str],
    singular: &'static str,
    fields: &'static [Field],
    /// What POST, PATCH, PUT and DELETE answer with; nothing when the service does not know the method.
    verbs: Verbs,
    /// How long a change takes in the cloud, in seconds.
    seconds: f64,
    /// The words for being made and for being ready.
    words: (&'static str, &'static str),
    /// Completes a new document, and gives what only the answer to its creation shows.
    complete: fn(&mut Dice, &mut Entry) -> Map<String, Value>,
}

#[derive(Clone, Copy)]
struct Verbs {
    post: Option<u16>,
    patch: Option<u16>,
    put: Option<u16>,
    delete: Option<u16>,
}

const fn verbs(post: u16, patch: u16, put: u16, delete: u16) -> Verbs {
    const fn some(status: u16) -> Option<u16> {
        if status == 0 { None } else { Some(status) }
    }
    Verbs { post: some(post), patch: some(patch), put: some(put), delete: some(delete) }
}

fn nothing(_: &mut Dice, _: &mut Entry) -> Map<String, Value> {
    Map::new()
}

/// A secret of 32 letters and digits that is never shown again.
fn secret() -> Value {
    let text: String = unguessable().iter().map(|byte| format!("{byte:02x}")).collect();
    Value::from(text)
}

/// Gives an access key a new secret, which is kept but shown only now.
fn new_secret(entry: &mut Entry) -> Map<String, Value> {
    let once = shown_once("secretKey");
    entry.properties.extend(once.clone());
    once
}

fn shown_once(name: &str) -> Map<String, Value> {
    [(name.to_owned(), secret())].into_iter().collect()
}

static KINDS: &[Kind] = &[
    Kind {
        product: Product::Logging,
        path: &["pipelines"],
        singular: "pipeline",
        fields: &[
            Field::name().required(),
            Field::any("logs"),
            Field::text("tcpAddress").read_only(),
            Field::text("httpAddress").read_only(),
            Field::text("grafanaAddress").read_only(),
        ],
        verbs: verbs(201, 200, 0, 202),
        seconds: 60.0,
        words: ("PROVISIONING", "AVAILABLE"),
        complete: |_, entry| {
            let host = entry.id.split('-').next().unwrap_or_default().to_owned();
            entry.set("tcpAddress", format!("{host}.logging.invalid:9000"));
            entry.set("httpAddress", format!("https://{host}.logging.invalid/http"));
            entry.set("grafanaAddress", format!("https://grafana.{host}.logging.invalid"));
            Map::new()
        },
    },
    // There is one in each contract, made with it.
    Kind {
        product: Product::Logging,
        path: &["central"],
        singular: "centrallogging",
        fields: &[Field::bool("enabled").required()],
        verbs: verbs(0, 0, 200, 0),
        seconds: 10.0,
        words: ("PROVISIONING", "AVAILABLE"),
        complete: nothing,
    },
    Kind {
        product: Product::ContainerRegistry,
        path: &["registries"],
        singular: "registry",
        fields: &[
            Field::name().required().create_only(),
            Field::text("location").required().create_only(),
            Field::any("garbageCollectionSchedule"),
            Field::any("features"),
            Field::any("apiSubnetAllowList"),
            Field::text("hostname").read_only(),
            Field::any("maintenanceWindow").read_only(),
            Field::any("storageUsage").read_only(),
        ],
        verbs: verbs(201, 200, 201, 204),
        seconds: 30.0,
        words: ("New", "Running"),
        complete: |_, entry| {
            let host = format!("{}.cr.invalid", entry.text("name"));
            entry.set("hostname", host);
            entry.set("storageUsage", json!({"bytes": 0}));
            Map::new()
        },
    },
    Kind {
        product: Product::ContainerRegistry,
        path: &["registries", "tokens"],
        singular: "token",
        fields: &[
            Field::name().required().create_only(),
            Field::text("expiryDate"),
            Field::word("status", &["enabled", "disabled"]).or_text("enabled"),
            Field::any("scopes"),
            Field::any("credentials").read_only(),
        ],
        verbs: verbs(201, 200, 201, 204),
        seconds: 0.0,
        words: ("enabled", "enabled"),
        complete: |_, entry| {
            let name = entry.text("name").to_owned();
            entry.set("credentials", json!({"username": name, "password": ""}));
            let once = json!({"username": name, "password": secret()});
            [("credentials".to_owned(), once)].into_iter().collect()
        },
    },
    Kind {
        product: Product::Certificates,
        path: &["certificates"],
        singular: "certificate",
        fields: &[
            Field::name().required(),
            Field::text("certificate").required().create_only(),
            Field::text("certificateChain").required().create_only(),
            Field::text("privateKey").required().access(Access::Secret),
        ],
        verbs: verbs(201, 200, 0, 202),
        seconds: 2.0,
        words: ("PROVISIONING", "AVAILABLE"),
        complete: nothing,
    },
    Kind {
        product: Product::Certificates,
        path: &["auto-certificates"],
        singular: "auto-certificate",
        fields: &[
            Field::name().required(),
            Field::text("provider").required().create_only(),
            Field::text("commonName").required().create_only(),
            Field::word("keyAlgorithm", &["rsa2048", "rsa3072", "rsa4096"]).required().create_only(),
            Field::any("subjectAlternativeNames").create_only(),
        ],
        verbs: verbs(201, 200, 0, 202),
        seconds: 60.0,
        words: ("PROVISIONING", "AVAILABLE"),
        complete: nothing,
    },
    Kind {
        product: Product::Certificates,
        path: &["providers"],
        singular: "provider",
        fields: &[
            Field::name().required(),
            Field::text("email").required().create_only(),
            Field::text("server").required().create_only(),
            Field::any("externalAccountBinding").create_only(),
        ],
        verbs: verbs(201, 200, 0, 202),
        seconds: 2.0,
        words: ("PROVISIONING", "AVAILABLE"),
        complete: nothing,
    },
    Kind {
        product: Product::ObjectStorage,
        path: &["accesskeys"],
        singular: "accesskey",
        fields: &[
            Field::text("description").required(),
            Field::text("accessKey").read_only(),
            Field::text("secretKey").access(Access::Secret),
            Field::text("canonicalUserId").read_only(),
            Field::text("contractUserId").read_only(),
        ],
        verbs: verbs(201, 0, 200, 202),
        seconds: 5.0,
        words: ("PROVISIONING", "AVAILABLE"),
        complete: |dice, entry| {
            // 92 letters and digits, as in the cloud.
            let letters: String = (0..3).map(|_| dice.hex()).collect();
            entry.set("accessKey", letters.get(..92).unwrap_or_default());
            entry.set("canonicalUserId", crate::s3::canonical_id(crate::cloud::USER_ID));
            entry.set("contractUserId", format!("{}:{}", crate::cloud::CONTRACT, crate::cloud::USER_ID));
            new_secret(entry)
        },
    },
];

/// A resource.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    id: String,
    seq: u64,
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

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.properties.insert(name.to_owned(), value.into());
    }
}

/// All resources of these services, by product and path such as `logging/pipelines/<id>`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Platform {
    entries: BTreeMap<String, Entry>,
    seq: u64,
    dice: Dice,
    /// Before this time nothing goes away, unless a call changes something.
    #[serde(skip)]
    next: Micros,
}

impl Platform {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x9a45);
        let id = dice.id();
        let properties = [("enabled".to_owned(), Value::Bool(false))].into_iter().collect();
        let central =
            Entry { id, seq: 0, properties, created: 0, modified: 0, busy_until: 0, deleting: false };
        Self {
            entries: [(format!("logging/central/{}", central.id), central)].into_iter().collect(),
            seq: 0,
            dice,
            next: 0,
        }
    }

    /// Takes away what was deleted and is gone by now.
    pub(crate) fn settle(&mut self, now: Micros) {
        if now < self.next {
            return;
        }
        let gone: Vec<String> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.deleting && entry.busy_until <= now)
            .map(|(path, _)| format!("{path}/"))
            .collect();
        if !gone.is_empty() {
            self.entries.retain(|path, _| !gone.iter().any(|gone| format!("{path}/").starts_with(gone)));
        }
        let going = self.entries.values().filter(|entry| entry.deleting).map(|entry| entry.busy_until);
        self.next = going.min().unwrap_or(Micros::MAX);
    }

    /// The secret and the user of an access key of the object storage that is ready.
    pub(crate) fn access_key(&self, access_key: &str, now: Micros) -> Option<(String, String)> {
        let entry = self.entries.values().find(|entry| entry.text("accessKey") == access_key)?;
        let is_new = entry.modified == entry.created && entry.busy_until > now;
        let (_, user) = entry.text("contractUserId").split_once(':')?;
        (!entry.deleting && !is_new).then(|| (entry.text("secretKey").to_owned(), user.to_owned()))
    }

    fn document(&self, kind: &Kind, path: &str, base: &str, now: Micros) -> Value {
        let Some(entry) = self.entries.get(path) else { return Value::Null };
        let state = match (entry.deleting, entry.busy_until > now) {
            (true, _) => "DESTROYING",
            (false, true) => kind.words.0,
            (false, false) => kind.words.1,
        };
        let below = path.split_once('/').map_or(path, |(_, below)| below);
        let mut metadata = json!({
            "createdDate": clock::iso(entry.created),
            "createdBy": crate::cloud::USER,
            "createdByUserId": crate::cloud::USER_ID,
            "lastModifiedDate": clock::iso(entry.modified),
            "lastModifiedBy": crate::cloud::USER,
            "lastModifiedByUserId": crate::cloud::USER_ID,
        });
        if kind.product == Product::ObjectStorage {
            put(&mut metadata, "status", state);
            put(&mut metadata, "supportedRegions", json!(REGIONS.each_ref().map(|region| region.name)));
        } else if kind.singular == "centrallogging" {
            put(&mut metadata, "grafanaEndpoint", "https://grafana.logging.invalid");
            put(&mut metadata, "products", json!([]));
        } else {
            put(&mut metadata, "state", state);
        }
        if kind.product != Product::ContainerRegistry {
            let urn = format!("ionos:{}:{}:{}", kind.product.name(), kind.singular, entry.id);
            put(&mut metadata, "resourceURN", urn);
        }
        json!({
            "id": entry.id,
            "type": kind.singular,
            "href": format!("{base}/{below}"),
            "metadata": metadata,
            "properties": schema::show(kind.fields, &entry.properties),
        })
    }
}

fn not_found() -> Problem {
    Problem::new(404, "paas-not-found", "The resource does not exist.")
}

fn wrong_method() -> Problem {
    Problem::new(405, "paas-method", "The path does not know this method.")
}

/// Answers a call; whoever sent it has been let in already.
pub(crate) fn handle(
    shared: &Shared,
    platform: &mut Platform,
    product: Product,
    call: &Call,
    now: Micros,
) -> Reply {
    if call.method != Method::GET {
        platform.next = 0;
    }
    let reply = route(shared, platform, product, call, now).unwrap_or_else(|problem| problem.reply());
    match reply.status {
        // Registries know no other status for what cannot be done.
        422 if product == Product::ContainerRegistry => {
            let Content::Json(mut problem) = reply.content else { return Reply::empty(400) };
            put(&mut problem, "httpStatus", 400);
            Reply::json(400, problem)
        }
        _ => reply,
    }
}

fn properties(call: &Call) -> Result<Map<String, Value>, Problem> {
    let body = object(&call.body).map_err(|message| Problem::new(400, "paas-body", message))?;
    match body.get("properties") {
        Some(Value::Object(properties)) => Ok(properties.clone()),
        _ => Err(Problem::new(400, "paas-body", "properties is required.")),
    }
}

fn route(
    shared: &Shared,
    platform: &mut Platform,
    product: Product,
    call: &Call,
    now: Micros,
) -> Result<Reply, Problem> {
    let parts = call.parts();
    let base = format!("{}{}", call.base, root(product));
    if let Some(reply) = special(platform, product, call, &parts, &base, now) {
        return reply;
    }
    let collections: Vec<&str> = parts.iter().step_by(2).copied().collect();
    let kind = KINDS.iter().find(|kind| kind.product == product && kind.path == collections);
    let kind = kind.ok_or_else(not_found)?;
    let path = format!("{}/{}", product.name(), parts.join("/"));
    if let Some((owner, _)) =
        parts.get(..collections.len() * 2 - 2).filter(|owner| !owner.is_empty()).map(|o| (o.join("/"), ()))
        && !platform.entries.contains_key(&format!("{}/{owner}", product.name()))
    {
        return Err(not_found());
    }
    let seconds = if call.method == Method::GET { 0.0 } else { platform.dice.duration(kind.seconds) };
    let ends = now + shared.clock.scaled(seconds);
    let is_item = parts.len() == collections.len() * 2;
    match (call.method.clone(), is_item) {
        (Method::GET, false) => Ok(Reply::json(200, list(platform, kind, &path, call, &base, now)?)),
        (Method::POST, false) => {
            let status = kind.verbs.post.ok_or_else(wrong_method)?;
            let id = platform.dice.id();
            make(platform, kind, &format!("{path}/{id}"), &id, call, (&base, now, ends), status)
        }
        (Method::GET, true) => {
            platform.entries.get(&path).ok_or_else(not_found)?;
            Ok(Reply::json(200, platform.document(kind, &path, &base, now)))
        }
        (Method::PATCH | Method::PUT, true) => {
            let is_put = call.method == Method::PUT;
            let status = if is_put { kind.verbs.put } else { kind.verbs.patch };
            let status = status.ok_or_else(wrong_method)?;
            let id = object(&call.body).ok().and_then(|body| body.get("id").cloned());
            if product == Product::ObjectStorage
                && id.as_ref().and_then(Value::as_str) != parts.last().copied()
            {
                return Err(Problem::new(400, "paas-id", "id must be that of the path."));
            }
            let Some(entry) = platform.entries.get(&path).filter(|entry| !entry.deleting) else {
                if is_put {
                    let id = parts.last().copied().unwrap_or_default().to_owned();
                    uuid::Uuid::parse_str(&id)
                        .map_err(|_| Problem::new(400, "paas-id", "The id is not a UUID."))?;
                    return make(platform, kind, &path, &id, call, (&base, now, ends), 201);
                }
                return Err(not_found());
            };
            // Changes to registries and their tokens come without the frame around the properties.
            let given = match product {
                Product::ContainerRegistry if !is_put => {
                    object(&call.body).map_err(|message| Problem::new(400, "paas-body", message))?
                }
                _ => properties(call)?,
            };
            let (shown, _) = schema::update(kind.fields, &entry.properties, &given, is_put)?;
            check(&shown)?;
            if let Some(entry) = platform.entries.get_mut(&path) {
                entry.properties = shown;
                entry.modified = now;
                entry.busy_until = ends;
            }
            Ok(Reply::json(status, platform.document(kind, &path, &base, now)))
        }
        (Method::DELETE, true) => {
            let status = kind.verbs.delete.ok_or_else(wrong_method)?;
            let entry = platform.entries.get_mut(&path).ok_or_else(not_found)?;
            entry.deleting = true;
            entry.busy_until = if status == 204 { now } else { ends };
            Ok(Reply::empty(status))
        }
        _ => Err(wrong_method()),
    }
}

/// The rules that go beyond the table.
fn check(properties: &Map<String, Value>) -> Result<(), Problem> {
    if let Some(logs) = properties.get("logs").filter(|logs| !logs.is_null()) {
        let is_destination = |to: &Value| {
            let days = to.get("retentionInDays").and_then(Value::as_i64);
            to.get("type").is_some_and(|kind| kind == "loki") && matches!(days, Some(0 | 7 | 14 | 30))
        };
        let is_log = |log: &Value| {
            let texts = ["source", "tag", "protocol"].map(|name| log.get(name));
            let to = log.get("destinations").and_then(Value::as_array);
            texts.iter().all(|text| text.is_some_and(Value::is_string))
                && to.is_some_and(|to| to.iter().all(is_destination))
        };
        if !logs.as_array().is_some_and(|logs| logs.iter().all(is_log)) {
            let expected = "The value must be a list of logs with source, tag, protocol and destinations.";
            return Err(Problem::property("logs", expected));
        }
    }
    Ok(())
}

fn make(
    platform: &mut Platform,
    kind: &Kind,
    path: &str,
    id: &str,
    call: &Call,
    (base, now, ends): (&str, Micros, Micros),
    status: u16,
) -> Result<Reply, Problem> {
    let (shown, _) = schema::create(kind.fields, &properties(call)?)?;
    check(&shown)?;
    let name = shown.get("name").and_then(Value::as_str).map(ToOwned::to_owned);
    let collection = path.rsplit_once('/').map_or(path, |(collection, _)| collection);
    if kind.product == Product::ContainerRegistry
        && platform.entries.iter().any(|(other, entry)| {
            other.rsplit_once('/').is_some_and(|(c, _)| c == collection)
                && Some(entry.text("name")) == name.as_deref()
        })
    {
        let status = if kind.singular == "token" { 409 } else { 400 };
        return Err(Problem::new(status, "paas-name", "The name is taken."));
    }
    platform.seq += 1;
    let mut entry = Entry {
        id: id.to_owned(),
        seq: platform.seq,
        properties: shown,
        created: now,
        modified: now,
        busy_until: ends,
        deleting: false,
    };
    let once = (kind.complete)(&mut platform.dice, &mut entry);
    platform.entries.insert(path.to_owned(), entry);
    let mut document = platform.document(kind, path, base, now);
    if let Some(properties) = document.get_mut("properties") {
        for (name, value) in once {
            put(properties, &name, value);
        }
    }
    Ok(Reply::json(status, document))
}

fn list(
    platform: &mut Platform,
    kind: &Kind,
    path: &str,
    call: &Call,
    base: &str,
    now: Micros,
) -> Result<Value, Problem> {
    let prefix = format!("{path}/");
    let mut found: Vec<(&String, u64)> = platform
        .entries
        .iter()
        .filter(|(path, _)| path.strip_prefix(&prefix).is_some_and(|id| !id.contains('/')))
        .map(|(path, entry)| (path, entry.seq))
        .collect();
    found.sort_unstable_by_key(|(_, seq)| *seq);
    let items: Vec<Value> = found
        .into_iter()
        .map(|(path, _)| platform.document(kind, path, base, now))
        .filter(|item| {
            call.query.iter().all(|(name, wanted)| {
                name.strip_prefix("filter.").is_none_or(|name| {
                    let value = item.get("properties").and_then(|p| p.get(name)).and_then(Value::as_str);
                    value.is_some_and(|value| value.to_lowercase().contains(&wanted.to_lowercase()))
                })
            })
        })
        .collect();
    let below = path.split_once('/').map_or(path, |(_, below)| below);
    page(platform, kind.product, below, base, call, items)
}

/// A page of a list, in the form of the service.
fn page(
    platform: &mut Platform,
    product: Product,
    path: &str,
    base: &str,
    call: &Call,
    items: Vec<Value>,
) -> Result<Value, Problem> {
    let number = |name: &str, default: usize, least: usize| match call.param(name).map(str::parse::<usize>) {
        None => Ok(default),
        Some(Ok(number)) if (least..=1000.max(default)).contains(&number) || least == 0 => Ok(number),
        Some(_) => {
            Err(Problem::new(400, "paas-page", format!("{name} must be a number from {least} to 1000.")))
        }
    };
    if product == Product::Logging && path == "central" {
        // There is one, so there are no pages.
        let id = platform.dice.id();
        return Ok(json!({"id": id, "type": "collection", "href": format!("{base}/{path}"), "items": items}));
    }
    // Registries are paged by a token, which here is the number of those before.
    let is_by_token = product == Product::ContainerRegistry && path == "registries";
    let start = if is_by_token { "pagination.token" } else { "offset" };
    let (offset, limit) = (number(start, 0, 0)?, number("limit", 100, 1)?);
    let total = items.len();
    let items: Vec<Value> = items.into_iter().skip(offset).take(limit).collect();
    let count = items.len();
    let href = format!("{base}/{path}");
    let link = |offset: usize| format!("{href}?{start}={offset}&limit={limit}");
    let next = Some(offset.saturating_add(limit)).filter(|next| *next < total);
    let before = (offset > 0).then(|| offset.saturating_sub(limit));
    let mut document = json!({"type": "collection", "href": href, "items": items});
    if product == Product::ContainerRegistry {
        put(&mut document, "id", path);
        let links = json!({
            "self": link(offset),
            "next": next.map(link).unwrap_or_default(),
            "previous": before.map(link).unwrap_or_default(),
        });
        put(&mut document, "_links", links);
    } else {
        put(&mut document, "id", platform.dice.id());
        let mut links = json!({"self": link(offset)});
        for (name, offset) in [("next", next), ("prev", before)] {
            if let Some(offset) = offset {
                put(&mut links, name, link(offset));
            }
        }
        put(&mut document, "_links", links);
    }
    if is_by_token {
        let token = next.map(|next| next.to_string()).unwrap_or_default();
        put(&mut document, "pagination", json!({"limit": limit, "token": token}));
        return Ok(document);
    }
    put(&mut document, "offset", offset);
    put(&mut document, "limit", limit);
    if product == Product::ContainerRegistry {
        put(&mut document, "count", count);
        put(&mut document, "total", total);
    }
    Ok(document)
}

/// The path of the product below the host.
fn root(product: Product) -> &'static str {
    if product == Product::ContainerRegistry { "/containerregistries" } else { "" }
}

/// What does not fit the table.
fn special(
    platform: &mut Platform,
    product: Product,
    call: &Call,
    parts: &[&str],
    base: &str,
    now: Micros,
) -> Option<Result<Reply, Problem>> {
    let ok = |value: Value| Some(Ok(Reply::json(200, value)));
    let collection = |items: Vec<Value>, path: &str| json!({"id": path, "type": "collection", "href": format!("{base}/{path}"), "items": items});
    match (product, call.method.clone(), parts) {
        (Product::Logging, Method::POST, ["pipelines", id, "key"]) => {
            if !platform.entries.contains_key(&format!("logging/pipelines/{id}")) {
                return Some(Err(not_found()));
            }
            Some(Ok(Reply::json(201, json!({"key": secret()}))))
        }
        (Product::ContainerRegistry, Method::HEAD, ["names", name]) => {
            let mut registries = platform.entries.iter().filter(|(path, _)| path.matches('/').count() == 2);
            let is_taken = registries.any(|(path, entry)| {
                path.starts_with("container-registry/registries/") && entry.text("name") == *name
            });
            Some(if is_taken { Ok(Reply::empty(200)) } else { Err(not_found()) })
        }
        (Product::ContainerRegistry, Method::GET, ["locations"]) => {
            let items = ["de/fra", "de/txl", "es/vit"].map(|id| json!({ "id": id }));
            ok(collection(items.to_vec(), "locations"))
        }
        (Product::ContainerRegistry, Method::GET, ["registries", id, "repositories" | "artifacts"]) => {
            if !platform.entries.contains_key(&format!("container-registry/registries/{id}")) {
                return Some(Err(not_found()));
            }
            // Nothing is ever pushed to a simulated registry.
            ok(collection(Vec::new(), &parts.join("/")))
        }
        (Product::ObjectStorage, Method::GET, ["regions"]) => {
            let regions = REGIONS.iter().map(|region| region_document(region, base)).collect();
            Some(page(platform, product, "regions", base, call, regions).map(|page| Reply::json(200, page)))
        }
        (Product::ObjectStorage, Method::GET, ["regions", id]) => {
            let region = Region::named(id);
            Some(region.map(|region| Reply::json(200, region_document(region, base))).ok_or_else(not_found))
        }
        (Product::ObjectStorage, Method::PUT, ["accesskeys", id, "renew"]) => {
            let path = format!("object-storage/accesskeys/{id}");
            let Some(entry) = platform.entries.get_mut(&path) else { return Some(Err(not_found())) };
            entry.modified = now;
            let once = new_secret(entry);
            let kind = KINDS.iter().find(|kind| kind.singular == "accesskey")?;
            let mut document = platform.document(kind, &path, base, now);
            if let Some(properties) = document.get_mut("properties") {
                once.into_iter().for_each(|(name, value)| put(properties, &name, value));
            }
            ok(document)
        }
        _ => None,
    }
}

fn region_document(region: &Region, base: &str) -> Value {
    let Region { name, endpoint, location, is_contract_owned } = region;
    json!({
        "id": name,
        "type": "region",
        "href": format!("{base}/regions/{name}"),
        "metadata": {},
        "properties": {
            "version": 2,
            "endpoint": endpoint,
            "website": endpoint.replace("s3.", "s3-website."),
            "storageClasses": ["STANDARD"],
            "location": location,
            "capability": {"iam": false, "s3select": false},
            "bucketOwnership": if *is_contract_owned { "contract-owned" } else { "user-owned" },
        },
    })
}
