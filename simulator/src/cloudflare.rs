//! The part of Cloudflare's API that publishes a service: tunnels, Access, zones and their records.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::{Micros, iso};
use crate::dice::{Dice, unguessable};
use crate::exchange::{Call, Reply};
use crate::state::{Shared, World};

/// The zone that exists from the start.
pub(crate) const ZONE: &str = "example.com";

const DOMAIN_SUFFIX: &str = ".cfargotunnel.com";

/// Everything that the account holds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Cloudflare {
    account: String,
    dice: Dice,
    zones: Vec<Value>,
    settings: BTreeMap<String, Map<String, Value>>,
    records: Vec<Value>,
    tunnels: Vec<Tunnel>,
    apps: Vec<Value>,
    policies: Vec<Value>,
    identity_providers: Vec<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Tunnel {
    id: String,
    name: String,
    config_src: String,
    created_at: Micros,
    deleted_at: Option<Micros>,
    /// 32 bytes in base64; never shown but inside the token.
    secret: String,
    version: i64,
    config: Value,
    connectors: Vec<Connector>,
}

/// A connector that has got the tunnel's token.
#[derive(Debug, Serialize, Deserialize)]
struct Connector {
    id: String,
    /// The server it runs on.
    server: String,
    /// When its connections stand.
    ready_at: Micros,
}

/// A refusal: status, code, words.
type Refusal = (u16, i64, String);
type Answer = Result<Reply, Refusal>;

impl Cloudflare {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        let mut dice = Dice::new(seed ^ 0xc10d);
        let account = dice.hex();
        let zone = json!({"id": dice.hex(), "name": ZONE, "status": "active", "type": "full", "paused": false,
            "account": {"id": account, "name": "Simulated account"}, "created_on": iso(now),
            "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"]});
        let one_time_pin =
            json!({"id": dice.id(), "name": "One-time PIN", "type": "onetimepin", "config": {}});
        Self {
            account,
            zones: vec![zone],
            settings: BTreeMap::new(),
            records: Vec::new(),
            tunnels: Vec::new(),
            apps: Vec::new(),
            policies: Vec::new(),
            identity_providers: vec![one_time_pin],
            dice,
        }
    }

    pub(crate) fn account(&self) -> &str {
        &self.account
    }

    /// Connects a server with the tunnel that the token is for. Says what is wrong with the token otherwise.
    pub(crate) fn connect(
        &mut self,
        token: &str,
        server: &str,
        ready_at: Micros,
    ) -> Result<(), &'static str> {
        let decoded =
            STANDARD.decode(token.trim()).ok().and_then(|b| serde_json::from_slice::<Value>(&b).ok());
        let part = |name: &str| decoded.as_ref().and_then(|d| d.get(name)).and_then(Value::as_str);
        let (Some(account), Some(tunnel), Some(secret)) = (part("a"), part("t"), part("s")) else {
            return Err("the token is not one of a tunnel");
        };
        if account != self.account {
            return Err("the token is for another account");
        }
        let live = self.tunnels.iter_mut().find(|t| t.id == tunnel && t.deleted_at.is_none());
        let tunnel = live.ok_or("the token is for a tunnel that does not exist")?;
        if tunnel.secret != secret {
            return Err("the token's secret is not the tunnel's");
        }
        if !tunnel.connectors.iter().any(|c| c.server == server) {
            let id = self.dice.id();
            tunnel.connectors.push(Connector { id, server: server.to_owned(), ready_at });
        }
        Ok(())
    }

    /// Whether a server has got a token.
    pub(crate) fn has_connector(&self, server: &str) -> bool {
        self.tunnels.iter().flat_map(|t| &t.connectors).any(|c| c.server == server)
    }

    /// Whether a server's connector is connected.
    pub(crate) fn is_connected(&self, server: &str, now: Micros) -> bool {
        self.tunnels.iter().flat_map(|t| &t.connectors).any(|c| c.server == server && c.ready_at <= now)
    }
}

impl Tunnel {
    fn connected(&self, now: Micros) -> impl Iterator<Item = &Connector> {
        self.connectors.iter().filter(move |c| c.ready_at <= now)
    }

    fn show(&self, account: &str, now: Micros) -> Value {
        let connected = self.connected(now).count();
        let status = match (connected, self.connectors.len()) {
            (0, _) => "inactive",
            _ => "healthy",
        };
        json!({"id": self.id, "account_tag": account, "name": self.name, "config_src": self.config_src, "remote_config": self.config_src == "cloudflare",
            "tun_type": "cfd_tunnel", "status": status, "created_at": iso(self.created_at), "deleted_at": self.deleted_at.map(iso),
            "conns_active_at": (connected > 0).then(|| iso(now)), "conns_inactive_at": null, "metadata": {}, "connections": []})
    }

    fn token(&self, account: &str) -> String {
        STANDARD.encode(json!({"a": account, "t": self.id, "s": self.secret}).to_string())
    }
}

pub(crate) fn refusal(status: u16, code: i64, message: &str) -> Reply {
    Reply::json(
        status,
        json!({"success": false, "errors": [{"code": code, "message": message}], "messages": [], "result": null}),
    )
}

fn refuse<T>(status: u16, code: i64, message: impl Into<String>) -> Result<T, Refusal> {
    Err((status, code, message.into()))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler answers in this form")]
fn good(result: Value) -> Answer {
    Ok(Reply::json(200, json!({"success": true, "errors": [], "messages": [], "result": result})))
}

/// A page of a list; beyond the end it is empty.
fn page(call: &Call, items: Vec<Value>) -> Answer {
    let number = |name: &str, default: usize| {
        call.param(name).and_then(|v| v.parse::<usize>().ok()).unwrap_or(default)
    };
    let (page, per_page) = (number("page", 1).max(1), number("per_page", 20).clamp(1, 1000));
    let total = items.len();
    let shown: Vec<Value> =
        items.into_iter().skip((page - 1).saturating_mul(per_page)).take(per_page).collect();
    let info = json!({"page": page, "per_page": per_page, "count": shown.len(), "total_count": total, "total_pages": total.div_ceil(per_page)});
    Ok(Reply::json(
        200,
        json!({"success": true, "errors": [], "messages": [], "result": shown, "result_info": info}),
    ))
}

fn body(call: &Call) -> Result<Map<String, Value>, Refusal> {
    crate::server::object(&call.body).or_else(|message| refuse(400, 6007, message))
}

fn text<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    map.get(name).and_then(Value::as_str)
}

fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn position(items: &[Value], id: &str, what: &str) -> Result<usize, Refusal> {
    items
        .iter()
        .position(|i| field(i, "id") == id)
        .map_or_else(|| refuse(404, 7003, format!("there is no {what} {id}")), Ok)
}

fn matches(call: &Call, filter: &str, value: &str) -> bool {
    call.param(filter).is_none_or(|wanted| wanted.eq_ignore_ascii_case(value))
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    if call.bearer() != Some(shared.keys.cloudflare_token.as_str()) {
        return refusal(401, 1000, "Invalid API Token");
    }
    // A connector lives as long as its server runs.
    let World { cloud, cloudflare, .. } = world;
    for tunnel in &mut cloudflare.tunnels {
        tunnel.connectors.retain(|c| cloud.guest(&c.server).is_some_and(|g| g.state == "RUNNING"));
    }
    route(cloudflare, call, now).unwrap_or_else(|(status, code, message)| refusal(status, code, &message))
}

fn route(cf: &mut Cloudflare, call: &Call, now: Micros) -> Answer {
    let parts = call.parts();
    let method = call.method.as_str();
    match (method, parts.as_slice()) {
        ("GET", ["user", "tokens", "verify"]) => good(json!({"id": "simulated", "status": "active"})),
        ("GET", ["zones"]) => {
            let zones =
                cf.zones.iter().filter(|z| matches(call, "name", field(z, "name"))).cloned().collect();
            page(call, zones)
        }
        (_, ["zones", zone, rest @ ..]) => {
            position(&cf.zones, zone, "zone")?;
            zone_route(cf, call, zone, rest, now)
        }
        (_, ["accounts", account, rest @ ..]) => {
            if *account != cf.account {
                return refuse(403, 10000, "Authentication error");
            }
            account_route(cf, call, rest, now)
        }
        _ => refuse(404, 7003, "could not route to this path, perhaps the object identifier is invalid"),
    }
}

fn account_route(cf: &mut Cloudflare, call: &Call, parts: &[&str], now: Micros) -> Answer {
    match (call.method.as_str(), parts) {
        ("GET", ["tokens", "verify"]) => good(json!({"id": "simulated", "status": "active"})),
        (_, ["cfd_tunnel", rest @ ..]) => tunnel_route(cf, call, rest, now),
        ("GET", ["access", "organizations"]) => {
            good(json!({"name": "Simulated team", "auth_domain": "simulated.cloudflareaccess.com"}))
        }
        ("GET", ["access", "identity_providers"]) => page(call, cf.identity_providers.clone()),
        (_, ["access", "apps", rest @ ..]) => app_route(cf, call, rest, now),
        (_, ["access", "policies", rest @ ..]) => policy_route(cf, call, rest, now),
        _ => refuse(404, 7003, "could not route to this path"),
    }
}

fn tunnel_route(cf: &mut Cloudflare, call: &Call, parts: &[&str], now: Micros) -> Answer {
    let account = cf.account.clone();
    if parts.is_empty() {
        return match call.method {
            Method::GET => {
                let tunnels = cf.tunnels.iter().filter(|t| {
                    matches(call, "name", &t.name)
                        && matches(call, "uuid", &t.id)
                        && call.param("is_deleted").is_none_or(|d| (d == "true") == t.deleted_at.is_some())
                });
                page(call, tunnels.map(|t| t.show(&account, now)).collect())
            }
            Method::POST => {
                let body = body(call)?;
                let name = text(&body, "name").unwrap_or_default().trim();
                if name.is_empty() || name.len() > 100 {
                    return refuse(400, 1002, "the tunnel needs a name of 1 to 100 characters");
                }
                if cf.tunnels.iter().any(|t| t.deleted_at.is_none() && t.name == name) {
                    return refuse(409, 1013, "You already have a tunnel with this name");
                }
                let secret = text(&body, "tunnel_secret")
                    .map_or_else(|| STANDARD.encode(unguessable()), str::to_owned);
                if STANDARD.decode(&secret).map_or(0, |s| s.len()) < 32 {
                    return refuse(400, 1004, "the tunnel secret must be at least 32 bytes in base64");
                }
                let config_src = text(&body, "config_src").unwrap_or("local").to_owned();
                if !["cloudflare", "local"].contains(&config_src.as_str()) {
                    return refuse(400, 1003, "config_src must be cloudflare or local");
                }
                let tunnel = Tunnel {
                    id: cf.dice.id(),
                    name: name.to_owned(),
                    config_src,
                    created_at: now,
                    deleted_at: None,
                    secret,
                    version: 0,
                    config: Value::Null,
                    connectors: Vec::new(),
                };
                let mut shown = tunnel.show(&account, now);
                if let Some(shown) = shown.as_object_mut() {
                    shown.insert("token".to_owned(), tunnel.token(&account).into());
                }
                cf.tunnels.push(tunnel);
                good(shown)
            }
            _ => refuse(405, 10405, "Method not allowed"),
        };
    }
    let Some((id, rest)) = parts.split_first() else { return refuse(404, 7003, "no tunnel") };
    let Some(tunnel) = cf.tunnels.iter_mut().find(|t| t.id == *id) else {
        return refuse(404, 1003, "Tunnel not found");
    };
    match (call.method.as_str(), rest) {
        ("GET", []) => good(tunnel.show(&account, now)),
        ("PATCH", []) => {
            let body = body(call)?;
            if let Some(name) = text(&body, "name") {
                tunnel.name = name.to_owned();
            }
            if let Some(secret) = text(&body, "tunnel_secret") {
                if STANDARD.decode(secret).map_or(0, |s| s.len()) < 32 {
                    return refuse(400, 1004, "the tunnel secret must be at least 32 bytes in base64");
                }
                tunnel.secret = secret.to_owned();
            }
            good(tunnel.show(&account, now))
        }
        ("DELETE", []) => {
            let cascade = call.param("cascade") == Some("true");
            if tunnel.connected(now).count() > 0 && !cascade {
                return refuse(400, 1022, "Cannot delete tunnel because it has active connections");
            }
            tunnel.connectors.clear();
            tunnel.deleted_at.get_or_insert(now);
            good(tunnel.show(&account, now))
        }
        ("GET", ["token"]) => good(Value::String(tunnel.token(&account))),
        ("GET", ["connections"]) => {
            let version = tunnel.version;
            let shown = tunnel.connected(now).map(|c| {
                let conns: Vec<Value> = (0..4)
                    .map(|n| json!({"id": format!("{}-{n}", c.id), "client_id": c.id, "client_version": "2026.8.2", "colo_name": "ber01",
                        "origin_ip": "203.0.113.200", "opened_at": iso(c.ready_at), "is_pending_reconnect": false}))
                    .collect();
                json!({"id": c.id, "arch": "linux_amd64", "version": "2026.8.2", "features": ["ha-origin"], "run_at": iso(c.ready_at),
                    "config_version": version, "conns": conns})
            });
            good(shown.collect())
        }
        ("DELETE", ["connections"]) => {
            tunnel.connectors.retain(|c| call.param("client_id").is_some_and(|id| id != c.id));
            good(Value::Null)
        }
        ("GET", ["configurations"]) => good(
            json!({"tunnel_id": tunnel.id, "version": tunnel.version, "config": tunnel.config, "source": tunnel.config_src, "created_at": iso(tunnel.created_at)}),
        ),
        ("PUT", ["configurations"]) => {
            let body = body(call)?;
            let Some(config) = body.get("config").filter(|c| c.is_object()) else {
                return refuse(400, 1056, "Bad Configuration: the body holds no config");
            };
            check_configuration(config)?;
            tunnel.config = config.clone();
            tunnel.version += 1;
            good(
                json!({"tunnel_id": tunnel.id, "version": tunnel.version, "config": tunnel.config, "source": tunnel.config_src, "created_at": iso(now)}),
            )
        }
        _ => refuse(404, 7003, "could not route to this path"),
    }
}

/// Durations are whole seconds, and the last rule takes every request.
fn check_configuration(config: &Value) -> Result<(), Refusal> {
    let rules = config.get("ingress").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if let Some(last) = rules.last()
        && (!field(last, "hostname").is_empty() || !field(last, "path").is_empty())
    {
        return refuse(400, 1056, "Bad Configuration: The last ingress rule must match all URLs");
    }
    for rule in rules {
        if field(rule, "service").is_empty() {
            return refuse(400, 1056, "Bad Configuration: a rule has no service");
        }
        let origin = rule.get("originRequest").and_then(Value::as_object);
        for name in ["connectTimeout", "tlsTimeout", "tcpKeepAlive", "keepAliveTimeout"] {
            if origin.and_then(|o| o.get(name)).is_some_and(|v| !v.is_i64() && !v.is_u64()) {
                return refuse(400, 1056, format!("Bad Configuration: {name} must be whole seconds"));
            }
        }
    }
    Ok(())
}

fn check_policy(policy: &Map<String, Value>) -> Result<(), Refusal> {
    if text(policy, "name").unwrap_or_default().is_empty() {
        return refuse(400, 12130, "access.api.error.invalid_request: name is required");
    }
    if !["allow", "deny", "non_identity", "bypass"].contains(&text(policy, "decision").unwrap_or_default()) {
        return refuse(400, 12130, "access.api.error.invalid_request: unknown decision");
    }
    if policy.get("include").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        return refuse(400, 12130, "access.api.error.invalid_request: include must not be empty");
    }
    Ok(())
}

/// Adds what the service adds: id and times.
fn stamped(dice: &mut Dice, mut map: Map<String, Value>, now: Micros) -> Value {
    map.insert("id".to_owned(), dice.id().into());
    map.insert("created_at".to_owned(), iso(now).into());
    map.insert("updated_at".to_owned(), iso(now).into());
    Value::Object(map)
}

/// A whole replacement that keeps what the service has given.
fn replaced(old: &Value, mut map: Map<String, Value>, now: Micros) -> Value {
    for name in ["id", "created_at", "aud"] {
        if let Some(value) = old.get(name) {
            map.insert(name.to_owned(), value.clone());
        }
    }
    map.insert("updated_at".to_owned(), iso(now).into());
    Value::Object(map)
}

fn policy_route(cf: &mut Cloudflare, call: &Call, parts: &[&str], now: Micros) -> Answer {
    match (call.method.as_str(), parts) {
        ("GET", []) => page(call, cf.policies.clone()),
        ("POST", []) => {
            let body = body(call)?;
            check_policy(&body)?;
            let mut policy = stamped(&mut cf.dice, body, now);
            if let Some(policy) = policy.as_object_mut() {
                policy.insert("reusable".to_owned(), true.into());
            }
            cf.policies.push(policy.clone());
            good(policy)
        }
        (_, [id]) => {
            let at = position(&cf.policies, id, "policy")?;
            let Some(policy) = cf.policies.get_mut(at) else { return refuse(404, 7003, "no policy") };
            match call.method {
                Method::GET => good(policy.clone()),
                Method::PUT => {
                    let body = body(call)?;
                    check_policy(&body)?;
                    *policy = replaced(policy, body, now);
                    good(policy.clone())
                }
                Method::DELETE => {
                    let in_use = cf.apps.iter().any(|a| links(a).any(|l| l == *id));
                    if in_use {
                        return refuse(
                            409,
                            12132,
                            "access.api.error.conflict: the policy is used by an application",
                        );
                    }
                    cf.policies.remove(at);
                    good(json!({"id": id}))
                }
                _ => refuse(405, 10405, "Method not allowed"),
            }
        }
        _ => refuse(404, 7003, "could not route to this path"),
    }
}

/// The ids of the reusable policies of an application.
fn links(app: &Value) -> impl Iterator<Item = &str> {
    app.get("policies")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|l| l.as_str().or_else(|| l.get("id")?.as_str()))
}

fn check_app(cf: &mut Cloudflare, app: &mut Map<String, Value>, now: Micros) -> Result<(), Refusal> {
    let kind = text(app, "type").unwrap_or_default();
    if kind != "self_hosted" {
        return refuse(
            400,
            12130,
            format!("access.api.error.invalid_request: the type `{kind}` is not simulated"),
        );
    }
    let domain = text(app, "domain").unwrap_or_default().to_owned();
    if domain.is_empty() {
        return refuse(400, 12130, "access.api.error.invalid_request: domain is required");
    }
    let host = domain.split('/').next().unwrap_or_default();
    let in_zone = |z: &Value| host == field(z, "name") || host.ends_with(&format!(".{}", field(z, "name")));
    if !cf.zones.iter().any(in_zone) {
        return refuse(
            400,
            12130,
            format!("access.api.error.invalid_request: domain {host} does not belong to zone"),
        );
    }
    let given = app.get("policies").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut policies = Vec::new();
    for (n, policy) in given.into_iter().enumerate() {
        let linked = policy.as_str().or_else(|| policy.get("id").and_then(Value::as_str)).map(str::to_owned);
        let precedence = policy.get("precedence").and_then(Value::as_u64).unwrap_or(n as u64 + 1);
        let mut full = match (linked, policy) {
            (Some(id), _) => {
                let at = position(&cf.policies, &id, "policy")?;
                cf.policies.get(at).cloned().unwrap_or_default()
            }
            (None, Value::Object(inline)) => {
                check_policy(&inline)?;
                stamped(&mut cf.dice, inline, now)
            }
            _ => {
                return refuse(
                    400,
                    12130,
                    "access.api.error.invalid_request: a policy is neither an id nor an object",
                );
            }
        };
        if let Some(full) = full.as_object_mut() {
            full.insert("precedence".to_owned(), precedence.into());
        }
        policies.push(full);
    }
    app.insert("policies".to_owned(), policies.into());
    if !app.contains_key("destinations") {
        app.insert("destinations".to_owned(), json!([{"type": "public", "uri": domain}]));
    }
    app.entry("session_duration").or_insert_with(|| "24h".into());
    Ok(())
}

fn app_route(cf: &mut Cloudflare, call: &Call, parts: &[&str], now: Micros) -> Answer {
    match (call.method.as_str(), parts) {
        ("GET", []) => {
            let apps = cf.apps.iter().filter(|a| {
                matches(call, "name", field(a, "name")) && matches(call, "domain", field(a, "domain"))
            });
            page(call, apps.cloned().collect())
        }
        ("POST", []) => {
            let mut body = body(call)?;
            check_app(cf, &mut body, now)?;
            body.insert("aud".to_owned(), format!("{}{}", cf.dice.hex(), cf.dice.hex()).into());
            let app = stamped(&mut cf.dice, body, now);
            cf.apps.push(app.clone());
            good(app)
        }
        (_, [id]) => {
            let at = position(&cf.apps, id, "application")?;
            match call.method {
                Method::GET => good(cf.apps.get(at).cloned().unwrap_or_default()),
                Method::PUT => {
                    let mut body = body(call)?;
                    check_app(cf, &mut body, now)?;
                    let Some(app) = cf.apps.get_mut(at) else { return refuse(404, 7003, "no application") };
                    *app = replaced(app, body, now);
                    good(app.clone())
                }
                Method::DELETE => {
                    cf.apps.remove(at);
                    good(json!({"id": id}))
                }
                _ => refuse(405, 10405, "Method not allowed"),
            }
        }
        _ => refuse(404, 7003, "could not route to this path"),
    }
}

fn zone_route(cf: &mut Cloudflare, call: &Call, zone: &str, parts: &[&str], now: Micros) -> Answer {
    match (call.method.as_str(), parts) {
        ("GET", []) => {
            let at = position(&cf.zones, zone, "zone")?;
            good(cf.zones.get(at).cloned().unwrap_or_default())
        }
        (_, ["settings", name @ ("min_tls_version" | "tls_1_3" | "ssl" | "always_use_https")]) => {
            setting(cf, call, zone, name)
        }
        ("GET", ["dns_records"]) => {
            let records = cf.records.iter().filter(|r| field(r, "zone_id") == zone && is_wanted(call, r));
            page(call, records.cloned().collect())
        }
        ("POST", ["dns_records"]) => {
            let record = add_record(cf, zone, body(call)?, now)?;
            good(record)
        }
        ("POST", ["dns_records", "batch"]) => batch(cf, zone, &body(call)?, now),
        (_, ["dns_records", id]) => match call.method {
            Method::GET => {
                let at = position(&cf.records, id, "record")?;
                good(cf.records.get(at).cloned().unwrap_or_default())
            }
            Method::PUT | Method::PATCH => {
                let record = change_record(cf, zone, id, body(call)?, call.method == Method::PATCH, now)?;
                good(record)
            }
            Method::DELETE => {
                let at = position(&cf.records, id, "record")?;
                cf.records.remove(at);
                good(json!({"id": id}))
            }
            _ => refuse(405, 10405, "Method not allowed"),
        },
        _ => refuse(404, 7003, "could not route to this path"),
    }
}

fn setting(cf: &mut Cloudflare, call: &Call, zone: &str, name: &str) -> Answer {
    let (default, allowed): (&str, &[&str]) = match name {
        "min_tls_version" => ("1.0", &["1.0", "1.1", "1.2", "1.3"]),
        "tls_1_3" => ("on", &["on", "off", "zrt"]),
        "ssl" => ("full", &["off", "flexible", "full", "strict"]),
        _ => ("off", &["on", "off"]),
    };
    let settings = cf.settings.entry(zone.to_owned()).or_default();
    if call.method == Method::PATCH {
        let body = body(call)?;
        match text(&body, "value") {
            Some(value) if allowed.contains(&value) => settings.insert(name.to_owned(), value.into()),
            _ => return refuse(400, 1007, format!("Invalid value for zone setting {name}")),
        };
    } else if call.method != Method::GET {
        return refuse(405, 10405, "Method not allowed");
    }
    let value = settings.get(name).cloned().unwrap_or_else(|| default.into());
    good(json!({"id": name, "value": value, "editable": true}))
}

/// Whether a record passes the filters of a list.
fn is_wanted(call: &Call, record: &Value) -> bool {
    call.query.iter().all(|(key, wanted)| {
        let (name, how) = key.split_once('.').unwrap_or((key, "exact"));
        if !["name", "content", "comment", "type"].contains(&name) {
            return true;
        }
        let (value, wanted) = (field(record, name).to_ascii_lowercase(), wanted.to_ascii_lowercase());
        match how {
            "contains" => value.contains(&wanted),
            "startswith" => value.starts_with(&wanted),
            "endswith" => value.ends_with(&wanted),
            _ => value == wanted,
        }
    })
}

/// Checks a record and gives it in the service's spelling.
fn checked_record(
    cf: &Cloudflare,
    zone: &str,
    mut record: Map<String, Value>,
    own: Option<&str>,
) -> Result<Map<String, Value>, Refusal> {
    let zone_at = position(&cf.zones, zone, "zone")?;
    let zone_name = cf.zones.get(zone_at).map(|z| field(z, "name").to_owned()).unwrap_or_default();
    let kind = text(&record, "type").unwrap_or_default().to_owned();
    let content = text(&record, "content").unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let mut name = text(&record, "name").unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    if name.is_empty() || kind.is_empty() || content.is_empty() {
        return refuse(400, 9000, "DNS name, type and content are required");
    }
    if name == "@" {
        name.clone_from(&zone_name);
    } else if name != zone_name && !name.ends_with(&format!(".{zone_name}")) {
        name = format!("{name}.{zone_name}");
    }
    if !["A", "AAAA", "CNAME", "TXT", "MX", "NS", "CAA", "SRV"].contains(&kind.as_str()) {
        return refuse(400, 1004, format!("DNS Validation Error: the type {kind} is not simulated"));
    }
    let address = match kind.as_str() {
        "A" => content.parse::<std::net::Ipv4Addr>().is_ok(),
        "AAAA" => content.parse::<std::net::Ipv6Addr>().is_ok(),
        _ => true,
    };
    if !address {
        return refuse(400, 9005, format!("Content for {kind} record is invalid"));
    }
    for other in cf.records.iter().filter(|r| field(r, "name") == name && own != Some(field(r, "id"))) {
        let other_kind = field(other, "type");
        if other_kind == kind && field(other, "content") == content {
            return refuse(400, 81058, "An identical record already exists.");
        }
        let is_host = |k: &str| ["A", "AAAA", "CNAME"].contains(&k);
        if kind == "CNAME" && is_host(other_kind) {
            return refuse(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
        }
        if is_host(&kind) && other_kind == "CNAME" {
            return refuse(400, 81054, "A CNAME record with that host already exists.");
        }
    }
    if content.ends_with(DOMAIN_SUFFIX) && record.get("proxied").and_then(Value::as_bool) != Some(true) {
        record.insert("meta".to_owned(), json!({"warning": "the target answers only behind the proxy"}));
    }
    record.insert("name".to_owned(), name.into());
    record.insert("content".to_owned(), content.into());
    record.insert("zone_id".to_owned(), zone.into());
    record.insert("zone_name".to_owned(), zone_name.into());
    record.entry("ttl").or_insert_with(|| 1.into());
    record.entry("proxied").or_insert_with(|| false.into());
    record.entry("comment").or_insert(Value::Null);
    record.entry("tags").or_insert_with(|| json!([]));
    Ok(record)
}

fn add_record(
    cf: &mut Cloudflare,
    zone: &str,
    record: Map<String, Value>,
    now: Micros,
) -> Result<Value, Refusal> {
    let mut record = checked_record(cf, zone, record, None)?;
    record.insert("id".to_owned(), cf.dice.hex().into());
    record.insert("created_on".to_owned(), iso(now).into());
    record.insert("modified_on".to_owned(), iso(now).into());
    let record = Value::Object(record);
    cf.records.push(record.clone());
    Ok(record)
}

fn change_record(
    cf: &mut Cloudflare,
    zone: &str,
    id: &str,
    change: Map<String, Value>,
    partly: bool,
    now: Micros,
) -> Result<Value, Refusal> {
    let at = position(&cf.records, id, "record")?;
    let old = cf.records.get(at).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut wanted = if partly { old.clone() } else { Map::new() };
    wanted.extend(change);
    let mut record = checked_record(cf, zone, wanted, Some(id))?;
    for name in ["id", "created_on"] {
        if let Some(value) = old.get(name) {
            record.insert(name.to_owned(), value.clone());
        }
    }
    record.insert("modified_on".to_owned(), iso(now).into());
    let record = Value::Object(record);
    if let Some(place) = cf.records.get_mut(at) {
        *place = record.clone();
    }
    Ok(record)
}

/// Deletes, patches, puts and posts, in this order; all or nothing.
fn batch(cf: &mut Cloudflare, zone: &str, body: &Map<String, Value>, now: Micros) -> Answer {
    let before = cf.records.clone();
    let list = |name: &str| body.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut run = || -> Result<Value, Refusal> {
        let mut results: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for item in list("deletes") {
            let at = position(&cf.records, field(&item, "id"), "record")?;
            results.entry("deletes").or_default().push(cf.records.remove(at));
        }
        for (name, partly) in [("patches", true), ("puts", false)] {
            for item in list(name) {
                let map = item.as_object().cloned().unwrap_or_default();
                let record = change_record(cf, zone, field(&item, "id"), map, partly, now)?;
                results.entry(name).or_default().push(record);
            }
        }
        for item in list("posts") {
            let record = add_record(cf, zone, item.as_object().cloned().unwrap_or_default(), now)?;
            results.entry("posts").or_default().push(record);
        }
        Ok(json!(results))
    };
    match run() {
        Ok(results) => good(results),
        Err(refusal) => {
            cf.records = before;
            Err(refusal)
        }
    }
}
