//! A simulated cloud, an orchestrator for it, and ways to look at what came of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use ionos_core::engine::{MinTls, RetryPolicy};
use ionos_core::{Client, Credentials, Residency};
use ionos_orchestration::{Event, GuestAccess, Observed, Orchestrator, Report, Stack};
use ionos_simulator::{JournalEntry, Simulator};
use ionos_tunnel::{Cloudflare, SecretString};
use tempfile::TempDir;

pub(crate) const EXAMPLE: &str = include_str!("../../../examples/stacks/secure-ai.toml");

pub(crate) struct Lab {
    pub(crate) simulator: Simulator,
    pub(crate) orchestrator: Orchestrator,
    pub(crate) stack: Stack,
    pub(crate) secrets: TempDir,
}

pub(crate) fn client(simulator: &Simulator) -> Client {
    Client::builder()
        .credentials(Credentials::bearer(simulator.token()))
        .api_url(simulator.url())
        .unwrap()
        .residency(Residency::Germany)
        .min_tls(MinTls::V1_3)
        // Patient in number, quick in time: the simulated cloud is a thousand times faster than the real one.
        .retry(
            RetryPolicy::default()
                .attempts(10)
                .waits(std::time::Duration::from_millis(5), std::time::Duration::from_millis(50)),
        )
        .build()
        .unwrap()
}

impl Lab {
    pub(crate) async fn new() -> Self {
        Self::with(EXAMPLE).await
    }

    pub(crate) async fn with(text: &str) -> Self {
        let simulator = Simulator::builder().bucket("secure-ai-flow-logs").start().await.unwrap();
        let secrets = tempfile::tempdir().unwrap();
        let cloudflare = Cloudflare::builder(SecretString::from(simulator.cloudflare_token().to_owned()))
            .account(simulator.cloudflare_account())
            .base_url(format!("{}/client/v4", simulator.url()).parse().unwrap())
            .build()
            .unwrap();
        let orchestrator = Orchestrator::builder(client(&simulator))
            .secrets(secrets.path().join("secrets"))
            .tunnel(Arc::new(cloudflare))
            .handover(Arc::new(GuestAccess::new(&format!("{}/_guest", simulator.url())).unwrap()))
            .build();
        std::fs::create_dir(secrets.path().join("secrets")).unwrap();
        std::fs::set_permissions(
            secrets.path().join("secrets"),
            std::os::unix::fs::PermissionsExt::from_mode(0o700),
        )
        .unwrap();
        Self { simulator, orchestrator, stack: Stack::parse(text, "stack.toml").unwrap(), secrets }
    }

    pub(crate) async fn up(&self) -> Report {
        self.orchestrator.up(&self.stack, &mut |_| {}).await.unwrap()
    }

    pub(crate) async fn down(&self) -> Report {
        self.orchestrator.down(&self.stack, &mut |_| {}).await.unwrap()
    }

    pub(crate) async fn up_with_events(&self) -> (Report, Vec<Event>) {
        let mut events = Vec::new();
        let report = self.orchestrator.up(&self.stack, &mut |event| events.push(event)).await.unwrap();
        (report, events)
    }

    pub(crate) async fn observe(&self) -> Observed {
        self.orchestrator.observe(&self.stack).await.unwrap()
    }

    pub(crate) fn client(&self) -> &Client {
        self.orchestrator.client()
    }

    /// Everything the simulator saw since the last look.
    pub(crate) fn journal(&self) -> Vec<JournalEntry> {
        let journal = self.simulator.journal();
        self.simulator.clear_journal();
        journal
    }

    /// Nothing exists twice, and everything the stack declares exists.
    pub(crate) async fn assert_whole(&self) {
        let plan = self.orchestrator.plan(&self.stack).await.unwrap();
        assert!(plan.is_empty(), "something is left to do:\n{plan}");
        assert_eq!(plan.unmanaged, Vec::<String>::new());
        let client = self.client();
        let count = |names: Vec<String>| {
            let mut counts = BTreeMap::new();
            for name in names {
                *counts.entry(name).or_insert(0) += 1;
            }
            counts.into_iter().filter(|(_, n)| *n > 1).collect::<Vec<_>>()
        };
        let datacenters = client.datacenters().list().depth(10).all().await.unwrap();
        assert_eq!(datacenters.len(), 1, "data centers");
        let inside = datacenters[0].entities.clone().unwrap();
        let mut names = Vec::new();
        for server in &inside.servers.items {
            names.push(format!("server {}", server.properties.name.clone().unwrap()));
            let entities = server.entities.clone().unwrap();
            for nic in &entities.nics.items {
                let nic_name = format!("{} nic {}", server.id, nic.properties.name.clone().unwrap());
                for log in &nic.entities.clone().unwrap().flowlogs.items {
                    names.push(format!("{nic_name} log {}", log.properties.name.clone().unwrap()));
                }
                names.push(nic_name);
            }
        }
        names.extend(
            inside.volumes.items.iter().map(|v| format!("volume {}", v.properties.name.clone().unwrap())),
        );
        names.extend(inside.lans.items.iter().map(|l| format!("lan {}", l.properties.name.clone().unwrap())));
        for gateway in &inside.natgateways.items {
            names.push(format!("gateway {}", gateway.properties.name.clone().unwrap()));
            let entities = gateway.entities.clone().unwrap();
            names.extend(
                entities
                    .rules
                    .items
                    .iter()
                    .map(|r| format!("nat rule {}", r.properties.name.clone().unwrap())),
            );
            names.extend(
                entities
                    .flowlogs
                    .items
                    .iter()
                    .map(|l| format!("nat log {}", l.properties.name.clone().unwrap())),
            );
        }
        for group in &inside.securitygroups.items {
            names.push(format!("group {}", group.properties.name.clone().unwrap()));
            names.extend(
                group
                    .entities
                    .clone()
                    .unwrap()
                    .rules
                    .items
                    .iter()
                    .map(|r| format!("rule {}", r.properties.name.clone().unwrap())),
            );
        }
        assert_eq!(count(names.clone()), [], "duplicates");
        assert_eq!(inside.servers.items.len(), self.stack.servers.len());
        assert_eq!(inside.volumes.items.len(), self.stack.servers.len(), "orphaned volumes");
        assert_eq!(client.ip_blocks().list().all().await.unwrap().len(), 1, "IP blocks");
        assert_eq!(
            client.snapshots().list().all().await.unwrap().len(),
            self.stack.servers.len(),
            "snapshots"
        );
        let state = self.simulator.state();
        let tunnels = self.observe().await.tunnel.unwrap();
        assert!(
            tunnels.is_complete(),
            "{tunnels:?}\n{}",
            serde_json::to_string(&state["cloudflare"]).unwrap_or_default()
        );
    }
}

pub(crate) fn is_write(entry: &JournalEntry) -> bool {
    entry.method != "GET"
}
