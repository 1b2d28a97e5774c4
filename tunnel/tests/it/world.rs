//! The simulator with a running server, and what a person could do in Cloudflare's dashboard.

use std::time::{Duration, Instant};

use base64::Engine as _;
use http::Method;
use ionos_core::Credentials;
use ionos_core::engine::{Call, Engine, RetryPolicy};
use ionos_simulator::{JournalEntry, Simulator};
use ionos_tunnel::{
    Cloudflare, ConnectorUnit, GuestHandover, Install, Part, Publication, SecretString, TunnelProvider,
    publish,
};
use serde_json::{Value, json};

/// A simulator with one running server that waits for a token.
pub(crate) struct World {
    pub(crate) sim: Simulator,
    pub(crate) cloudflare: Cloudflare,
    pub(crate) handover: GuestHandover,
    /// For doing by hand what a person could do in the dashboard.
    pub(crate) dashboard: Engine,
    pub(crate) server: String,
}

pub(crate) fn quick() -> RetryPolicy {
    RetryPolicy::default().attempts(6).waits(Duration::from_millis(1), Duration::from_millis(10))
}

pub(crate) async fn world() -> World {
    world_with_seed(0).await
}

pub(crate) async fn world_with_seed(seed: u64) -> World {
    let sim = Simulator::builder().seed(seed).start().await.unwrap();
    let cloudflare = Cloudflare::builder(SecretString::from(sim.cloudflare_token().to_owned()))
        .account(sim.cloudflare_account())
        .base_url(format!("{}/client/v4", sim.url()).parse().unwrap())
        .retry(quick())
        .build()
        .unwrap();
    let dashboard = Engine::builder("dashboard", format!("{}/client/v4", sim.url()).parse().unwrap())
        .credentials(Credentials::bearer(sim.cloudflare_token()))
        .build()
        .unwrap();
    let server = running_server(&sim).await;
    let guest = format!("{}/_guest", sim.url()).parse().unwrap();
    let handover = GuestHandover::new(guest, server.clone()).unwrap();
    sim.clear_journal();
    World { sim, cloudflare, handover, dashboard, server }
}

pub(crate) async fn running_server(sim: &Simulator) -> String {
    let cloud = Engine::builder("cloud", format!("{}/cloudapi/v6", sim.url()).parse().unwrap())
        .credentials(Credentials::bearer(sim.token()))
        .build()
        .unwrap();
    let send = async |call: Call| cloud.send(call).await.unwrap().json::<Value>().unwrap();
    let body = json!({ "properties": { "name": "dc", "location": "de/txl" } });
    let dc = send(Call::new("dc", Method::POST, "/datacenters").json(&body)).await;
    let dc = dc["id"].as_str().unwrap();
    let user_data = ConnectorUnit::new().cloud_init(&Install::apt()).unwrap();
    let body = json!({
        "properties": { "name": "vm", "cores": 1, "ram": 2048 },
        "entities": { "volumes": { "items": [{ "properties": {
            "name": "boot", "size": 10, "type": "SSD", "imageAlias": "debian:12",
            "sshKeys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA test"],
            "userData": base64::engine::general_purpose::STANDARD.encode(user_data),
        } }] } },
    });
    let server = send(Call::new("vm", Method::POST, "/datacenters/{dc}/servers").param(dc).json(&body)).await;
    let id = server["id"].as_str().unwrap().to_owned();
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let look =
            Call::new("look", Method::GET, "/datacenters/{dc}/servers/{id}").param(dc).param(id.clone());
        let now = send(look.query("depth", 1)).await;
        if now["metadata"]["state"] == "AVAILABLE" && now["properties"]["vmState"] == "RUNNING" {
            return id;
        }
        assert!(Instant::now() < deadline, "the server does not start: {now}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) fn publication_of(tunnel: &str, hostname: &str) -> Publication {
    Publication::new(
        tunnel,
        hostname,
        "http://127.0.0.1:8080".parse().unwrap(),
        ["acme.example", "acme.test"],
    )
    .unwrap()
}

pub(crate) fn publication() -> Publication {
    publication_of("web", "app.example.com")
}

pub(crate) fn is_write(entry: &JournalEntry) -> bool {
    entry.method != "GET"
}

/// What was written, in order, as `METHOD what`.
pub(crate) fn writes(sim: &Simulator) -> Vec<String> {
    sim.journal()
        .iter()
        .filter(|e| is_write(e))
        .map(|e| format!("{} {}", e.method, subject(&e.path)))
        .collect()
}

pub(crate) fn subject(path: &str) -> &'static str {
    const KNOWN: [(&str, &str); 8] = [
        ("/access/policies", "policy"),
        ("/access/apps", "app"),
        ("/configurations", "configuration"),
        ("/connections", "connections"),
        ("/credentials/tunnel-token", "token"),
        ("/cfd_tunnel", "tunnel"),
        ("/dns_records", "record"),
        ("/settings", "setting"),
    ];
    KNOWN.iter().find(|(part, _)| path.contains(part)).unwrap_or_else(|| panic!("unexpected call {path}")).1
}

impl World {
    pub(crate) async fn publish(&self, p: &Publication) -> ionos_tunnel::Result<ionos_tunnel::Published> {
        publish(&self.cloudflare, p, &self.handover, |_| {}).await
    }

    /// Sends a call as somebody else.
    pub(crate) async fn by_hand(&self, call: Call) -> Value {
        self.dashboard.send(call).await.unwrap().json::<Value>().unwrap()["result"].clone()
    }

    pub(crate) fn account_call(&self, method: Method, template: &'static str) -> Call {
        Call::new("byHand", method, template).param(self.sim.cloudflare_account())
    }

    pub(crate) async fn listed(&self, template: &'static str) -> Vec<Value> {
        let result = self.by_hand(self.account_call(Method::GET, template).query("per_page", 50)).await;
        result.as_array().cloned().unwrap_or_default()
    }

    pub(crate) async fn apps(&self) -> Vec<Value> {
        self.listed("/accounts/{a}/access/apps").await
    }

    pub(crate) async fn policies(&self) -> Vec<Value> {
        self.listed("/accounts/{a}/access/policies").await
    }

    pub(crate) async fn tunnels(&self) -> Vec<Value> {
        let all = self.listed("/accounts/{a}/cfd_tunnel").await;
        all.into_iter().filter(|t| t["deleted_at"].is_null()).collect()
    }

    pub(crate) async fn zone(&self) -> String {
        let zones =
            self.by_hand(Call::new("zones", Method::GET, "/zones").query("name", "example.com")).await;
        zones[0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn records(&self) -> Vec<Value> {
        let call = Call::new("records", Method::GET, "/zones/{z}/dns_records")
            .param(self.zone().await)
            .query("per_page", 50);
        self.by_hand(call).await.as_array().cloned().unwrap_or_default()
    }

    pub(crate) async fn add_record(&self, record: Value) -> Value {
        self.by_hand(
            Call::new("add", Method::POST, "/zones/{z}/dns_records").param(self.zone().await).json(&record),
        )
        .await
    }

    pub(crate) async fn counts(&self) -> [usize; 4] {
        [
            self.policies().await.len(),
            self.apps().await.len(),
            self.tunnels().await.len(),
            self.records().await.len(),
        ]
    }

    /// The promise that holds at every moment: a host name that leads to a tunnel has its lock.
    pub(crate) async fn assert_never_open(&self, p: &Publication, when: &str) {
        let observed = self.cloudflare.observe(p).await.unwrap();
        assert!(observed.dns == Part::Missing || observed.access == Part::Matches, "{when}: {observed:?}");
    }
}

pub(crate) const ALL_ONCE: [usize; 4] = [1, 1, 1, 1];
pub(crate) const NOTHING: [usize; 4] = [0, 0, 0, 0];
