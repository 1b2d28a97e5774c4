//! Tunnels, their configuration and their connectors.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Answer, Cloudflare, Refusal, body, date, envelope, paged};
use crate::clock::Micros;
use crate::cloud::Cloud;
use crate::dice::unguessable;
use crate::exchange::{Call, put};

/// The durations of an origin request; the API takes them as whole seconds.
const DURATIONS: [&str; 4] = ["connectTimeout", "tlsTimeout", "tcpKeepAlive", "keepAliveTimeout"];

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Tunnel {
    id: String,
    name: String,
    tunnel_secret: String,
    config_src: String,
    created: Micros,
    deleted: Option<Micros>,
    config: Value,
    config_version: u64,
    config_changed: Option<Micros>,
    /// Since when there were connectors, as far as known.
    connected: Option<Micros>,
}

/// A cloudflared that runs on a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Connector {
    id: String,
    tunnel: String,
    server: String,
    /// From when on it is connected.
    pub(crate) ready: Micros,
}

impl Cloudflare {
    /// Forgets connectors whose servers are gone.
    pub(super) fn forget_lost_connectors(&mut self, cloud: &Cloud) {
        self.connectors.retain(|connector| cloud.guest(&connector.server).is_some());
    }

    /// The connector on a server.
    pub(crate) fn connector_of(&self, server: &str) -> Option<&Connector> {
        self.connectors.iter().find(|connector| connector.server == server)
    }

    /// The id of the live tunnel that a token belongs to.
    pub(crate) fn tunnel_with(&self, account: &str, tunnel: &str, secret: &str) -> Option<String> {
        let found = self.tunnels.iter().find(|one| one.id == tunnel && one.deleted.is_none())?;
        (account == self.account && secret == found.tunnel_secret).then(|| found.id.clone())
    }

    /// A server has started cloudflared with the token of a tunnel; it is connected from `ready` on.
    pub(crate) fn connect(&mut self, tunnel: &str, server: &str, ready: Micros) {
        self.connectors.retain(|connector| connector.server != server);
        self.connectors.push(Connector {
            id: self.dice.id(),
            tunnel: tunnel.to_owned(),
            server: server.to_owned(),
            ready,
        });
        if let Some(tunnel) = self.tunnels.iter_mut().find(|one| one.id == tunnel) {
            tunnel.connected.get_or_insert(ready);
        }
    }

    /// The name of a live tunnel.
    pub(super) fn tunnel_name(&self, id: &str) -> Option<&str> {
        let found = self.tunnels.iter().find(|tunnel| tunnel.id == id && tunnel.deleted.is_none());
        found.map(|tunnel| tunnel.name.as_str())
    }

    /// The connectors of a tunnel that are connected now.
    fn live(&self, cloud: &Cloud, tunnel: &str, now: Micros) -> Vec<&Connector> {
        self.connectors
            .iter()
            .filter(|connector| connector.tunnel == tunnel && connector.ready <= now)
            .filter(|connector| cloud.guest(&connector.server).is_some_and(|guest| guest.state == "RUNNING"))
            .collect()
    }

    fn token(&self, tunnel: &Tunnel) -> String {
        let token = json!({"a": self.account, "t": tunnel.id, "s": tunnel.tunnel_secret});
        STANDARD.encode(token.to_string())
    }

    fn document(&self, cloud: &Cloud, tunnel: &Tunnel, now: Micros) -> Value {
        let live = self.live(cloud, &tunnel.id, now);
        let was_connected = tunnel.connected.is_some_and(|at| at <= now);
        let status = match (live.is_empty(), was_connected) {
            (false, _) => "healthy",
            (true, true) => "down",
            (true, false) => "inactive",
        };
        json!({
            "id": tunnel.id,
            "account_tag": self.account,
            "name": tunnel.name,
            "created_at": date(Some(tunnel.created)),
            "deleted_at": date(tunnel.deleted),
            "conns_active_at": date(live.iter().map(|connector| connector.ready).min()),
            "conns_inactive_at": date(if live.is_empty() && was_connected { Some(now) } else { None }),
            "status": status,
            "tun_type": "cfd_tunnel",
            "config_src": tunnel.config_src,
            "remote_config": tunnel.config_src == "cloudflare",
            "connections": [],
            "metadata": {},
        })
    }

    fn tunnel(&self, id: &str) -> Result<&Tunnel, Refusal> {
        let found = self.tunnels.iter().find(|tunnel| tunnel.id == id);
        found.ok_or_else(|| Refusal::new(404, 1003, "Tunnel not found"))
    }

    /// A tunnel that is not deleted, to change it.
    fn tunnel_mut(&mut self, id: &str) -> Result<&mut Tunnel, Refusal> {
        let found = self.tunnels.iter_mut().find(|tunnel| tunnel.id == id && tunnel.deleted.is_none());
        found.ok_or_else(|| Refusal::new(404, 1003, "Tunnel not found"))
    }

    pub(super) fn route_tunnels(
        &mut self,
        cloud: &Cloud,
        call: &Call,
        parts: &[&str],
        now: Micros,
    ) -> Answer {
        match (call.method.clone(), parts) {
            (Method::GET, []) => {
                let found = self
                    .tunnels
                    .iter()
                    .map(|tunnel| self.document(cloud, tunnel, now))
                    .filter(|tunnel| passes(call, tunnel))
                    .collect();
                paged(call, found, 20, 1000)
            }
            (Method::POST, []) => self.create_tunnel(cloud, call, now),
            (Method::GET, [id]) => Ok(envelope(self.document(cloud, self.tunnel(id)?, now))),
            (Method::PATCH, [id]) => self.edit_tunnel(cloud, call, id, now),
            (Method::DELETE, [id]) => {
                self.tunnel_mut(id)?;
                let takes_all = call.param("cascade") == Some("true");
                if !takes_all && !self.live(cloud, id, now).is_empty() {
                    let message = "The tunnel has active connections: clean them up first";
                    return Err(Refusal::new(400, 1022, message));
                }
                if !takes_all && self.networks.has_routes_to(id) {
                    return Err(Refusal::new(400, 1023, "The tunnel still has routes: delete them first"));
                }
                self.networks.drop_routes_to(id, now);
                self.connectors.retain(|connector| connector.tunnel != *id);
                self.tunnel_mut(id)?.deleted = Some(now);
                Ok(envelope(self.document(cloud, self.tunnel(id)?, now)))
            }
            (Method::GET, [id, "token"]) => {
                self.tunnel_mut(id)?;
                Ok(envelope(Value::from(self.token(self.tunnel(id)?))))
            }
            (Method::POST, [id, "management"]) => {
                self.tunnel_mut(id)?;
                let resources = body(call)?.remove("resources").unwrap_or_default();
                let known = |one: &Value| matches!(one.as_str(), Some("logs"));
                if !resources.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(known)) {
                    return Err(Refusal::new(400, 1002, "resources must be a list of logs"));
                }
                let claims =
                    json!({"tun": {"id": id, "account_tag": self.account}, "actor": {"support": false}});
                let [header, claims] = [json!({"typ": "JWT", "alg": "ES256"}), claims]
                    .map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
                let signature = URL_SAFE_NO_PAD.encode([unguessable(), unguessable()].concat());
                Ok(envelope(Value::from(format!("{header}.{claims}.{signature}"))))
            }
            (Method::GET, [id, "configurations"]) => {
                let tunnel = self.tunnel(id)?;
                Ok(envelope(configuration(&self.account, tunnel)))
            }
            (Method::PUT, [id, "configurations"]) => self.configure(call, id, now),
            (Method::GET, [id, "connections"]) => {
                let tunnel = self.tunnel(id)?;
                let version = tunnel.config_version;
                let connectors: Vec<Value> =
                    self.live(cloud, id, now).into_iter().map(|one| connector(one, version)).collect();
                Ok(envelope(Value::Array(connectors)))
            }
            (Method::GET, [id, "connectors", client]) => {
                let version = self.tunnel(id)?.config_version;
                let live = self.live(cloud, id, now);
                let found = live.into_iter().find(|connector| connector.id == *client);
                let found = found.ok_or_else(|| Refusal::new(404, 1003, "Connector not found"))?;
                Ok(envelope(connector(found, version)))
            }
            (Method::DELETE, [id, "connections"]) => {
                self.tunnel_mut(id)?;
                let client = call.param("client_id");
                self.connectors.retain(|connector| {
                    connector.tunnel != *id || client.is_some_and(|client| client != connector.id)
                });
                Ok(envelope(Value::Null))
            }
            (_, [] | [_] | [_, "token" | "configurations" | "connections" | "management"]) => {
                Err(Refusal::wrong_method())
            }
            _ => Err(Refusal::no_route(&call.path)),
        }
    }

    fn create_tunnel(&mut self, cloud: &Cloud, call: &Call, now: Micros) -> Answer {
        let body = body(call)?;
        let name =
            self.free_name(&body, "")?.ok_or_else(|| Refusal::new(400, 1001, "A tunnel needs a name"))?;
        let config_src = body.get("config_src").and_then(Value::as_str).unwrap_or("local");
        if !["local", "cloudflare"].contains(&config_src) {
            return Err(Refusal::new(400, 1002, "config_src must be local or cloudflare"));
        }
        let tunnel_secret = secret(&body)?.unwrap_or_else(|| STANDARD.encode(unguessable()));
        let tunnel = Tunnel {
            id: self.dice.id(),
            name,
            tunnel_secret,
            config_src: config_src.to_owned(),
            created: now,
            deleted: None,
            config: Value::Null,
            config_version: 0,
            config_changed: None,
            connected: None,
        };
        let mut document = self.document(cloud, &tunnel, now);
        put(&mut document, "token", self.token(&tunnel));
        put(
            &mut document,
            "credentials_file",
            json!({
                "AccountTag": self.account,
                "TunnelID": tunnel.id,
                "TunnelName": tunnel.name,
                "TunnelSecret": tunnel.tunnel_secret,
            }),
        );
        self.tunnels.push(tunnel);
        Ok(envelope(document))
    }

    /// The name in a body, when no other live tunnel has it.
    fn free_name(&self, body: &Map<String, Value>, own: &str) -> Result<Option<String>, Refusal> {
        let name = match body.get("name") {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(name)) if !name.trim().is_empty() => name,
            Some(_) => return Err(Refusal::new(400, 1001, "The name of a tunnel must be text")),
        };
        let is_taken = self
            .tunnels
            .iter()
            .any(|tunnel| tunnel.deleted.is_none() && tunnel.name == *name && tunnel.id != own);
        if is_taken {
            return Err(Refusal::new(409, 1013, "You already have a tunnel with this name"));
        }
        Ok(Some(name.clone()))
    }

    fn edit_tunnel(&mut self, cloud: &Cloud, call: &Call, id: &str, now: Micros) -> Answer {
        let body = body(call)?;
        self.tunnel_mut(id)?;
        let name = self.free_name(&body, id)?;
        let secret = secret(&body)?;
        let tunnel = self.tunnel_mut(id)?;
        if let Some(name) = name {
            tunnel.name = name;
        }
        if let Some(secret) = secret {
            tunnel.tunnel_secret = secret;
        }
        Ok(envelope(self.document(cloud, self.tunnel(id)?, now)))
    }

    fn configure(&mut self, call: &Call, id: &str, now: Micros) -> Answer {
        let body = body(call)?;
        let account = self.account.clone();
        let tunnel = self.tunnel_mut(id)?;
        if tunnel.config_src != "cloudflare" {
            return Err(Refusal::new(400, 1055, "The tunnel is configured on its own machine"));
        }
        let config = body.get("config").cloned().unwrap_or_default();
        check(&config).map_err(|why| Refusal::new(400, 1056, format!("Bad Configuration: {why}")))?;
        tunnel.config = config;
        tunnel.config_version += 1;
        tunnel.config_changed = Some(now);
        Ok(envelope(configuration(&account, tunnel)))
    }
}

/// The filters of the list of tunnels.
fn passes(call: &Call, tunnel: &Value) -> bool {
    let text = |name: &str| tunnel.get(name).and_then(Value::as_str).unwrap_or_default();
    let is_deleted = tunnel.get("deleted_at").is_some_and(Value::is_string);
    call.query.iter().all(|(name, value)| match name.as_str() {
        "name" => text("name") == value,
        "uuid" => text("id") == value,
        "status" => text("status") == value,
        "is_deleted" => is_deleted == (value == "true"),
        "include_prefix" => text("name").starts_with(value.as_str()),
        "exclude_prefix" => !text("name").starts_with(value.as_str()),
        _ => true,
    })
}

/// The secret in a body: base64 of at least 32 bytes.
fn secret(body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    match body.get("tunnel_secret") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(secret)) if STANDARD.decode(secret).is_ok_and(|bytes| bytes.len() >= 32) => {
            Ok(Some(secret.clone()))
        }
        Some(_) => Err(Refusal::new(400, 1014, "tunnel_secret must be base64 of at least 32 bytes")),
    }
}

fn configuration(account: &str, tunnel: &Tunnel) -> Value {
    json!({
        "account_id": account,
        "tunnel_id": tunnel.id,
        "version": tunnel.config_version,
        "config": tunnel.config,
        "source": tunnel.config_src,
        "created_at": date(tunnel.config_changed.or(Some(tunnel.created))),
    })
}

fn connector(connector: &Connector, config_version: u64) -> Value {
    let connections: Vec<Value> = ["fra03", "fra08", "txl01", "txl02"]
        .into_iter()
        .map(|colo| {
            json!({
                "id": format!("{}-{colo}", connector.id),
                "client_id": connector.id,
                "client_version": "2026.8.2",
                "colo_name": colo,
                "origin_ip": "198.51.100.254",
                "opened_at": date(Some(connector.ready)),
                "is_pending_reconnect": false,
            })
        })
        .collect();
    json!({
        "id": connector.id,
        "arch": "linux_amd64",
        "version": "2026.8.2",
        "features": ["allow_remote_config", "serialized_headers", "support_datagram_v2"],
        "run_at": date(Some(connector.ready)),
        "config_version": config_version,
        "conns": connections,
    })
}

/// Looks at a remote configuration as the API does.
fn check(config: &Value) -> Result<(), String> {
    let config = config.as_object().ok_or("config must be an object")?;
    check_origin(config.get("originRequest"))?;
    let Some(ingress) = config.get("ingress") else { return Ok(()) };
    let rules = ingress.as_array().ok_or("ingress must be a list")?;
    for (index, rule) in rules.iter().enumerate() {
        let rule = rule.as_object().ok_or("an ingress rule must be an object")?;
        let text = |name: &str| rule.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("service").is_empty() {
            return Err(format!("rule {} has no service", index + 1));
        }
        let hostname = text("hostname");
        if hostname.contains(':') || hostname.trim_start_matches("*.").contains('*') {
            return Err(format!("rule {} has a host name that cannot be used", index + 1));
        }
        let is_catch_all = matches!(hostname, "" | "*") && text("path").is_empty();
        let is_last = index + 1 == rules.len();
        if is_last && !is_catch_all {
            return Err("the last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)".to_owned());
        }
        if !is_last && is_catch_all {
            return Err(format!("rule {} matches all URLs, so the rules after it are never used", index + 1));
        }
        check_origin(rule.get("originRequest"))?;
    }
    Ok(())
}

fn check_origin(origin: Option<&Value>) -> Result<(), String> {
    let Some(Value::Object(origin)) = origin else {
        return if origin.is_none_or(Value::is_null) {
            Ok(())
        } else {
            Err("originRequest must be an object".into())
        };
    };
    for name in DURATIONS {
        if origin.get(name).is_some_and(|value| !value.is_u64() && !value.is_null()) {
            return Err(format!("{name} must be a whole number of seconds"));
        }
    }
    Ok(())
}
