//! The way of a stack from nothing to running and back.

use std::os::unix::fs::PermissionsExt as _;

use ionos_orchestration::{Action, Event};

use crate::lab::{Lab, is_write};

#[tokio::test(flavor = "multi_thread")]
async fn up_makes_everything_that_is_declared() {
    let lab = Lab::new().await;
    let (report, events) = lab.up_with_events().await;
    assert!(report.remaining.is_empty());
    assert_eq!(report.done.len(), report.counts.pending());
    assert!(matches!(events[0], Event::Planned { .. }));
    lab.assert_whole().await;

    let observed = lab.observe().await;
    let datacenter = observed.datacenter.unwrap();
    assert_eq!(datacenter.properties.location.as_deref(), Some("de/txl"));
    let inside = datacenter.entities.unwrap();
    for lan in &inside.lans.items {
        assert_eq!(lan.properties.public, Some(false));
    }
    let gateway = &inside.natgateways.items[0];
    let rules = &gateway.entities.as_ref().unwrap().rules.items;
    let mut subnets: Vec<_> = rules.iter().map(|r| r.properties.source_subnet.clone().unwrap()).collect();
    subnets.sort();
    assert_eq!(subnets, ["10.20.1.0/24", "10.20.2.0/24"]);
    let mut zones: Vec<_> = inside
        .servers
        .items
        .iter()
        .map(|s| s.properties.availability_zone.as_ref().unwrap().to_string())
        .collect();
    zones.sort();
    assert_eq!(zones, ["ZONE_1", "ZONE_2"]);
    let findings = lab.orchestrator.audit(&lab.stack).await.unwrap();
    for finding in &findings {
        assert_eq!(finding.verdict.as_str(), "pass", "{finding:?}");
    }
    assert_eq!(findings.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn access_comes_first_and_the_name_comes_last() {
    let lab = Lab::new().await;
    lab.up().await;
    let journal = lab.journal();
    let position = |method: &str, part: &str| {
        journal
            .iter()
            .position(|e| e.method == method && e.path.contains(part))
            .unwrap_or_else(|| panic!("no {method} {part}"))
    };
    let app = position("POST", "/access/apps");
    let configuration = position("PUT", "/configurations");
    let handover = position("POST", "/credentials/tunnel-token");
    let name = position("POST", "/dns_records");
    assert!(
        app < configuration && configuration < handover && handover < name,
        "{app} {configuration} {handover} {name}"
    );
    assert!(
        !journal[name + 1..].iter().any(|e| is_write(e) && e.product == "cloudflare"),
        "a tunnel write after the name"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_up_writes_nothing_and_reads_at_most_three_times() {
    let lab = Lab::new().await;
    lab.up().await;
    lab.journal();
    let report = lab.up().await;
    assert_eq!(report.done, []);
    let journal = lab.journal();
    assert_eq!(journal.iter().filter(|e| is_write(e)).count(), 0, "{journal:#?}");
    let cloud = journal.iter().filter(|e| e.product == "cloud").count();
    assert!((1..=3).contains(&cloud), "{cloud} reads of the cloud: {journal:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_kept_private_and_their_public_halves_reach_the_servers() {
    let lab = Lab::new().await;
    lab.up().await;
    let directory = lab.secrets.path().join("secrets").join("ssh");
    assert_eq!(std::fs::metadata(&directory).unwrap().permissions().mode() & 0o777, 0o700);
    let private = directory.join("secure-ai-admin");
    assert_eq!(std::fs::metadata(&private).unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&private).unwrap();
    let public = std::fs::read_to_string(directory.join("secure-ai-admin.pub")).unwrap();
    let journal = lab.journal();
    let creations: Vec<_> =
        journal.iter().filter(|e| e.method == "POST" && e.path.ends_with("/servers")).collect();
    assert_eq!(creations.len(), 2);
    for creation in creations {
        let keys =
            creation.body.as_ref().unwrap().pointer("/entities/volumes/items/0/properties/sshKeys").unwrap();
        assert_eq!(keys.as_array().unwrap().len(), 1);
        assert_eq!(keys[0].as_str().unwrap().trim(), public.trim());
    }
    lab.down().await;
    lab.up().await;
    assert_eq!(std::fs::read(&private).unwrap(), before, "the key was made anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn down_removes_everything_but_what_is_protected() {
    let lab = Lab::new().await;
    lab.up().await;
    lab.journal();
    let report = lab.down().await;
    assert!(report.done.iter().all(|s| s.action == Action::Delete));
    assert_eq!(report.protected.len(), 4, "two snapshots, one block, one key: {:?}", report.protected);
    let journal = lab.journal();
    let writes: Vec<_> = journal.iter().filter(|e| is_write(e)).collect();
    let name = writes.iter().position(|e| e.method == "DELETE" && e.path.contains("/dns_records")).unwrap();
    assert_eq!(name, 0, "the name goes first: {writes:#?}");
    let app = writes.iter().position(|e| e.method == "DELETE" && e.path.contains("/access/apps")).unwrap();
    let tunnel = writes.iter().rposition(|e| e.method == "DELETE" && e.path.contains("/cfd_tunnel")).unwrap();
    assert!(app > tunnel, "the login goes after the tunnel");
    assert!(lab.client().datacenters().list().all().await.unwrap().is_empty());
    assert_eq!(lab.client().snapshots().list().all().await.unwrap().len(), 2);
    assert_eq!(lab.client().ip_blocks().list().all().await.unwrap().len(), 1);
    assert!(lab.observe().await.tunnel.unwrap().is_absent());

    // Once more: nothing to do. And up again: the protected block is used again.
    assert_eq!(lab.down().await.done, []);
    lab.up().await;
    assert_eq!(lab.client().ip_blocks().list().all().await.unwrap().len(), 1);
    assert!(lab.orchestrator.plan(&lab.stack).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_input_gives_the_same_plan_byte_for_byte() {
    let lab = Lab::new().await;
    lab.up().await;
    let observed = lab.observe().await;
    let text = |_| serde_json::to_string(&ionos_orchestration::plan(&lab.stack, &observed)).unwrap();
    let plans: Vec<String> = (0..3).map(text).collect();
    assert!(plans.windows(2).all(|p| p[0] == p[1]));
}
