//! `up` is killed with SIGKILL in the middle, and the next run goes on.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use http::Method;
use ionos_core::engine::{Call, Engine, MinTls};
use ionos_core::{Client, Credentials};
use ionos_simulator::Simulator;
use serde_json::Value;

use crate::lab::{Lab, good};

/// A list of the simulated Cloudflare, without what was deleted.
async fn items(lab: &Lab, path: &str) -> Vec<Value> {
    let base = format!("{}/client/v4", lab.simulator.url()).parse().unwrap();
    let credentials = Credentials::bearer(lab.simulator.cloudflare_token());
    let engine = Engine::builder("cloudflare", base).credentials(credentials).build().unwrap();
    let call = Call::new("list", Method::GET, path.to_owned()).query("is_deleted", false);
    let reply = engine.send(call).await.unwrap();
    reply.json::<Value>().unwrap()["result"].as_array().unwrap().clone()
}

/// How many of each kind there are.
async fn census(lab: &Lab) -> BTreeMap<&'static str, usize> {
    let client = Client::builder()
        .credentials(Credentials::bearer(lab.simulator.token()))
        .api_url(lab.simulator.url())
        .unwrap()
        .min_tls(MinTls::V1_3)
        .build()
        .unwrap();
    let datacenters = client.datacenters().list().depth(10).all().await.unwrap();
    let mut census = BTreeMap::from([("data centers", datacenters.len())]);
    for inside in datacenters.into_iter().filter_map(|d| d.entities) {
        let nics: Vec<_> =
            inside.servers.items.iter().flat_map(|s| s.entities.clone().unwrap().nics.items).collect();
        let gateways: Vec<_> = inside.natgateways.items.iter().map(|g| g.entities.clone().unwrap()).collect();
        let logs = nics.iter().map(|n| n.entities.clone().unwrap().flowlogs.items.len()).sum::<usize>()
            + gateways.iter().map(|g| g.flowlogs.items.len()).sum::<usize>();
        for (what, count) in [
            ("servers", inside.servers.items.len()),
            ("volumes", inside.volumes.items.len()),
            ("LANs", inside.lans.items.len()),
            ("NICs", nics.len()),
            ("flow logs", logs),
            ("NAT gateways", gateways.len()),
            ("NAT rules", gateways.iter().map(|g| g.rules.items.len()).sum()),
            ("security groups", inside.securitygroups.items.len()),
            (
                "rules",
                inside
                    .securitygroups
                    .items
                    .iter()
                    .map(|g| g.entities.clone().unwrap().rules.items.len())
                    .sum(),
            ),
        ] {
            *census.entry(what).or_default() += count;
        }
    }
    census.insert("IP blocks", client.ip_blocks().list().all().await.unwrap().len());
    census.insert("snapshots", client.snapshots().list().all().await.unwrap().len());
    let account = lab.simulator.cloudflare_account();
    let zone = items(lab, "/zones").await[0]["id"].as_str().unwrap().to_owned();
    for (what, path) in [
        ("tunnels", format!("/accounts/{account}/cfd_tunnel")),
        ("applications", format!("/accounts/{account}/access/apps")),
        ("policies", format!("/accounts/{account}/access/policies")),
        ("DNS records", format!("/zones/{zone}/dns_records")),
    ] {
        census.insert(what, items(lab, &path).await.len());
    }
    census
}

fn whole() -> BTreeMap<&'static str, usize> {
    BTreeMap::from([
        ("data centers", 1),
        ("servers", 2),
        ("volumes", 2),
        ("LANs", 2),
        ("NICs", 4),
        ("flow logs", 5),
        ("NAT gateways", 1),
        ("NAT rules", 2),
        ("security groups", 1),
        ("rules", 2),
        ("IP blocks", 1),
        ("snapshots", 2),
        ("tunnels", 1),
        ("applications", 1),
        ("policies", 1),
        ("DNS records", 1),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_ten_points_the_next_up_finishes_without_duplicates_or_orphans() {
    let undisturbed = Lab::new().await;
    good(&undisturbed.up());
    assert_eq!(census(&undisturbed).await, whole());
    let total = undisturbed.writes();
    let mut met = 0;
    for point in 0..10 {
        let lab = Lab::of(Simulator::builder().speed(1000.0).seed(point)).await;
        let after = 1 + total * usize::try_from(point).unwrap() / 11;
        let mut child = lab.command().args(["up", "stack.toml", "--yes"]).spawn().unwrap();
        let begun = Instant::now();
        while lab.writes() < after && child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the run hangs before write {after}");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // SIGKILL: nothing can be tidied up.
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            met += 1;
        }
        child.wait().unwrap();
        good(&lab.up());
        assert_eq!(census(&lab).await, whole(), "killed after write {after} of {total}");
        lab.simulator.clear_journal();
        good(&lab.up());
        assert_eq!(lab.writes(), 0, "a third run still wrote something");
    }
    assert_eq!(met, 10, "some runs ended before they could be killed");
}
