//! Aliases in the three kinds of DNS that the simulator has: whose they are, what they replace, and what is left when the
//! program dies in between.

use std::fmt::Debug;
use std::time::Duration;

use ionos_core::engine::RetryPolicy;
use ionos_core::{Api, Client, Credentials, NewZone, PollPolicy};
use ionos_simulator::{FaultRule, Simulator};
use ionos_tunnel::{
    Alias, Anchor, Change, CloudDnsNames, Cloudflare, ErrorKind, HostingNames, NameProvider, NameRecord,
    SecretString, sign, sweep,
};
use serde_json::Value;

const HOST: &str = "app.example.com";
const TARGET: &str = "67.tenant.h.b.zpa-app.net";

fn client(sim: &Simulator, attempts: u32) -> Client {
    let at = |path: &str| [format!("{}{path}", sim.url()).parse().unwrap()];
    Client::builder()
        .credentials(Credentials::bearer(sim.token()))
        .hosting_key(sim.hosting_key())
        .endpoint(Api::Dns, at("/_dns"))
        .endpoint(Api::HostingDns, at("/_hosting-dns/dns"))
        .retry(RetryPolicy::default().attempts(attempts))
        .polling(PollPolicy::default().intervals(Duration::from_millis(1), Duration::from_millis(10)))
        .build()
        .unwrap()
}

/// The three kinds, each of which holds `example.com`.
const KINDS: [&str; 3] = ["cloud", "hosting", "cloudflare"];

async fn world(kind: &str) -> (Simulator, Box<dyn NameProvider>) {
    let sim = Simulator::start().await.unwrap();
    if kind == "cloud" {
        let dns = client(&sim, 3).dns();
        dns.zones().create(NewZone::new("example.com")).await.unwrap().wait().await.unwrap();
    }
    let provider = provider(&sim, kind, 3);
    sim.clear_journal();
    (sim, provider)
}

fn provider(sim: &Simulator, kind: &str, attempts: u32) -> Box<dyn NameProvider> {
    match kind {
        "cloud" => Box::new(CloudDnsNames::new(&client(sim, attempts))),
        "hosting" => Box::new(HostingNames::new(&client(sim, attempts))),
        _ => Box::new(
            Cloudflare::builder(SecretString::from(sim.cloudflare_token().to_owned()))
                .account(sim.cloudflare_account())
                .base_url(format!("{}/client/v4", sim.url()).parse().unwrap())
                .retry(RetryPolicy::default().attempts(attempts))
                .build()
                .unwrap(),
        ),
    }
}

fn alias() -> Alias {
    Alias::new(HOST, TARGET, "web").unwrap()
}

/// The records at a name as `TYPE content`, sorted.
async fn at(provider: &dyn NameProvider, name: &str) -> Vec<String> {
    let zone = provider.zone_of(HOST).await.unwrap();
    let mut found: Vec<String> = provider
        .records(&zone, Some(name))
        .await
        .unwrap()
        .into_iter()
        .map(|record| format!("{} {}", record.kind, record.content))
        .collect();
    found.sort();
    found
}

async fn put(provider: &dyn NameProvider, kind: &str, content: &str) {
    let zone = provider.zone_of(HOST).await.unwrap();
    let record = NameRecord::new(HOST, kind, content).with_ttl(Some(300));
    provider.create(&zone, &record).await.unwrap();
}

fn writes(sim: &Simulator) -> usize {
    sim.journal().iter().filter(|entry| entry.method != "GET").count()
}

fn cname() -> String {
    format!("CNAME {TARGET}")
}

const MARKER: &str = "_ionos-tunnel.app.example.com";

#[tokio::test]
async fn an_alias_is_made_kept_and_removed_without_a_trace() {
    for kind in KINDS {
        let (sim, names) = world(kind).await;
        assert_eq!(alias().point(&*names).await.unwrap(), Change::Created, "{kind}");
        assert_eq!(at(&*names, HOST).await, [cname()], "{kind}");
        assert_eq!(at(&*names, MARKER).await, ["TXT ionos-tunnel owner=web"], "{kind}");
        sim.clear_journal();
        assert_eq!(alias().point(&*names).await.unwrap(), Change::Kept, "{kind}");
        assert_eq!(writes(&sim), 0, "{kind}");

        let moved = Alias::new(HOST, "other.example.net", "web").unwrap();
        assert_eq!(moved.point(&*names).await.unwrap(), Change::Changed, "{kind}");
        assert_eq!(at(&*names, HOST).await, ["CNAME other.example.net"], "{kind}");

        assert_eq!(moved.withdraw(&*names).await.unwrap(), Change::Removed, "{kind}");
        assert!(at(&*names, HOST).await.is_empty() && at(&*names, MARKER).await.is_empty(), "{kind}");
        sim.clear_journal();
        assert_eq!(moved.withdraw(&*names).await.unwrap(), Change::Kept, "{kind}");
        assert_eq!(writes(&sim), 0, "{kind}");
    }
}

#[tokio::test]
async fn records_of_somebody_else_stay_until_it_is_allowed_and_come_back_afterwards() {
    for kind in KINDS {
        let (sim, names) = world(kind).await;
        put(&*names, "A", "192.0.2.1").await;
        put(&*names, "AAAA", "2001:db8::1").await;
        sim.clear_journal();
        let error = alias().point(&*names).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict, "{kind}");
        assert!(error.to_string().contains("192.0.2.1"), "{error}");
        assert_eq!(writes(&sim), 0, "{kind}");

        let alias = alias().replace_existing(true);
        assert_eq!(alias.point(&*names).await.unwrap(), Change::Changed, "{kind}");
        assert_eq!(at(&*names, HOST).await, [cname()], "{kind}");
        assert_eq!(alias.withdraw(&*names).await.unwrap(), Change::Removed, "{kind}");
        assert_eq!(at(&*names, HOST).await, ["A 192.0.2.1", "AAAA 2001:db8::1"], "{kind}");
        assert!(at(&*names, MARKER).await.is_empty(), "{kind}");
        let zone = names.zone_of(HOST).await.unwrap();
        let ttls = names.records(&zone, Some(HOST)).await.unwrap().into_iter().map(|record| record.ttl);
        assert!(ttls.into_iter().all(|ttl| ttl == Some(300)), "{kind}");
    }
}

#[tokio::test]
async fn names_of_another_owner_are_left_alone() {
    for kind in KINDS {
        let (sim, names) = world(kind).await;
        alias().point(&*names).await.unwrap();
        sim.clear_journal();
        let other = Alias::new(HOST, "elsewhere.example.net", "shop").unwrap().replace_existing(true);
        for error in [other.point(&*names).await.unwrap_err(), other.withdraw(&*names).await.unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{kind}");
            assert!(error.to_string().contains("belongs to `web`"), "{error}");
        }
        assert_eq!(writes(&sim), 0, "{kind}");
    }
}

#[tokio::test]
async fn an_identical_alias_is_adopted_and_a_mail_server_is_never_replaced() {
    let (_sim, names) = world("hosting").await;
    put(&*names, "CNAME", TARGET).await;
    assert_eq!(alias().point(&*names).await.unwrap(), Change::Changed);
    assert_eq!(at(&*names, MARKER).await, ["TXT ionos-tunnel owner=web"]);

    let (sim, names) = world("cloud").await;
    put(&*names, "TXT", "v=spf1 -all").await;
    sim.clear_journal();
    let error = alias().replace_existing(true).point(&*names).await.unwrap_err();
    assert!(error.to_string().contains("cannot stand beside"), "{error}");
    assert_eq!(writes(&sim), 0);
}

#[tokio::test]
async fn what_cannot_be_an_alias_is_refused_before_anything_is_written() {
    for (host, target, owner) in [
        ("*.example.com", TARGET, "web"),
        ("app", TARGET, "web"),
        (HOST, "192.0.2.1", "web"),
        (HOST, HOST, "web"),
        (HOST, TARGET, "two words"),
        (HOST, TARGET, ""),
    ] {
        assert_eq!(
            Alias::new(host, target, owner).unwrap_err().kind(),
            ErrorKind::InvalidInput,
            "{host} {target}"
        );
    }
    let (sim, names) = world("cloud").await;
    let error = Alias::new("example.com", TARGET, "web").unwrap().point(&*names).await.unwrap_err();
    assert!(error.to_string().contains("whole zone"), "{error}");
    let error = Alias::new("app.example.net", TARGET, "web").unwrap().point(&*names).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(writes(&sim), 0);
}

#[tokio::test]
async fn the_longest_zone_takes_the_name() {
    let (sim, names) = world("cloud").await;
    let dns = client(&sim, 3).dns();
    dns.zones().create(NewZone::new("eu.example.com")).await.unwrap().wait().await.unwrap();
    assert_eq!(names.zone_of("a.eu.example.com").await.unwrap().name, "eu.example.com");
    assert_eq!(names.zone_of("a.neu.example.com").await.unwrap().name, "example.com");
}

/// Runs an action until it is done, killed once at each of its calls: before the call is carried out, or after.
async fn killed_everywhere<A>(kind: &str, with_old: bool, withdraw: bool, answer_lost: bool, invariant: A)
where
    A: AsyncFn(&dyn NameProvider, u64),
{
    for calls in 0..60 {
        let (sim, names) = world(kind).await;
        if with_old {
            put(&*names, "A", "192.0.2.1").await;
            put(&*names, "AAAA", "2001:db8::1").await;
        }
        let alias = alias().replace_existing(true);
        if withdraw {
            alias.point(&*names).await.unwrap();
        }
        // From some call on nothing is answered any more: to the cloud that is how a killed program looks.
        if calls > 0 {
            sim.inject(FaultRule::pass().times(calls));
        }
        if answer_lost {
            sim.inject(FaultRule::created_then_reset().times(1));
        }
        sim.inject(FaultRule::reset());
        let dying = provider(&sim, kind, 1);
        let done = if withdraw { alias.withdraw(&*dying).await } else { alias.point(&*dying).await };
        sim.clear_faults();
        invariant(&*names, calls).await;
        if withdraw {
            alias.withdraw(&*names).await.unwrap();
        } else {
            alias.point(&*names).await.unwrap();
            assert_eq!(at(&*names, HOST).await, [cname()], "{kind} after {calls} calls");
            alias.withdraw(&*names).await.unwrap();
        }
        let left = if with_old { vec!["A 192.0.2.1", "AAAA 2001:db8::1"] } else { Vec::new() };
        assert_eq!(at(&*names, HOST).await, left, "{kind} after {calls} calls");
        assert!(at(&*names, MARKER).await.is_empty(), "{kind} after {calls} calls");
        if done.is_ok() {
            assert!(calls > 2, "{kind}: killed at no call");
            return;
        }
    }
    panic!("{kind}: it never ends");
}

#[tokio::test]
async fn killed_at_any_call_of_a_swap_the_name_has_a_record_and_a_rerun_finishes() {
    for kind in KINDS {
        for answer_lost in [false, true] {
            for withdraw in [false, true] {
                killed_everywhere(kind, true, withdraw, answer_lost, async |names, calls| {
                    let here = at(names, HOST).await;
                    assert!(!here.is_empty(), "{kind}: the name is empty after {calls} calls");
                    // Whatever leads to the target is marked, so nobody has to remember it.
                    let marked = !at(names, MARKER).await.is_empty();
                    assert!(marked || !here.contains(&cname()), "{kind}: not marked after {calls} calls");
                })
                .await;
            }
        }
    }
}

#[tokio::test]
async fn killed_at_any_call_a_new_alias_is_marked_before_it_exists_and_never_left_over() {
    for kind in KINDS {
        for withdraw in [false, true] {
            killed_everywhere(kind, false, withdraw, true, async |names, calls| {
                let marked = !at(names, MARKER).await.is_empty();
                assert!(marked || at(names, HOST).await.is_empty(), "{kind}: not marked after {calls} calls");
            })
            .await;
        }
    }
}

#[tokio::test]
async fn a_refused_swap_leaves_the_old_records() {
    for kind in KINDS {
        let (sim, names) = world(kind).await;
        put(&*names, "A", "192.0.2.1").await;
        let refuse = FaultRule::status(400, None);
        sim.inject(match kind {
            "cloud" => refuse.method("PUT"),
            // The marker's two lines come first.
            "hosting" => refuse.method("POST").nth(3),
            _ => refuse.method("POST").path("/batch"),
        });
        alias().replace_existing(true).point(&*names).await.unwrap_err();
        assert_eq!(at(&*names, HOST).await, ["A 192.0.2.1"], "{kind}");
        sim.clear_faults();
        alias().withdraw(&*names).await.unwrap();
        assert_eq!(at(&*names, HOST).await, ["A 192.0.2.1"], "{kind}");
        assert!(at(&*names, MARKER).await.is_empty(), "{kind}");
    }
}

#[tokio::test]
async fn a_sweep_finds_every_alias_of_a_dead_target_in_all_zones() {
    for kind in ["hosting", "cloudflare"] {
        let (_sim, names) = world(kind).await;
        let zones = names.zones().await.unwrap();
        assert!(kind == "cloudflare" || zones.len() > 1, "{kind}");
        for zone in &zones {
            let host = format!("left.{}", zone.name);
            names.create(zone, &NameRecord::new(&host, "CNAME", TARGET)).await.unwrap();
        }
        put(&*names, "A", "192.0.2.1").await;
        assert_eq!(sweep(&*names, TARGET).await.unwrap().len(), zones.len(), "{kind}");
        assert!(sweep(&*names, TARGET).await.unwrap().is_empty(), "{kind}");
        assert_eq!(at(&*names, HOST).await, ["A 192.0.2.1"], "{kind}");
    }
}

#[tokio::test]
async fn what_a_swept_alias_had_replaced_still_comes_back() {
    for kind in KINDS {
        let (_sim, names) = world(kind).await;
        put(&*names, "A", "192.0.2.1").await;
        let alias = alias().replace_existing(true);
        alias.point(&*names).await.unwrap();
        assert_eq!(sweep(&*names, TARGET).await.unwrap().len(), 1, "{kind}");
        assert!(at(&*names, HOST).await.is_empty(), "{kind}");
        alias.withdraw(&*names).await.unwrap();
        assert_eq!(at(&*names, HOST).await, ["A 192.0.2.1"], "{kind}");
        assert!(at(&*names, MARKER).await.is_empty(), "{kind}");
    }
}

#[tokio::test]
async fn a_zone_is_signed_once_and_the_registrar_gets_its_ds_record() {
    let (sim, _names) = world("cloud").await;
    let ionos = client(&sim, 3);
    let signed = sign(&ionos, HOST).await.unwrap();
    let ds = &signed.ds;
    assert_eq!(ds.len(), 1, "{ds:?}");
    assert!(ds[0].starts_with("example.com. IN DS "), "{ds:?}");
    assert!(
        matches!(&signed.anchor, Anchor::Keys(text) if text.starts_with("example.com. 3600 IN DNSKEY 257 3 8 "))
    );
    let digest = ds[0].rsplit(' ').next().unwrap();
    let keys: Value = sim
        .journal()
        .iter()
        .rev()
        .find(|entry| entry.path.ends_with("/keys") && entry.status == 200)
        .and_then(|entry| entry.answer.clone())
        .unwrap();
    assert!(keys.to_string().contains(digest));
    sim.clear_journal();
    assert_eq!(sign(&ionos, HOST).await.unwrap(), signed);
    assert_eq!(writes(&sim), 0);
}

/// Futures of aliases can be spawned, and what holds a client shows no secret.
#[tokio::test]
async fn providers_show_no_secret() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let (sim, names) = world("cloud").await;
    let shown = format!("{:?}", &names as &dyn Debug);
    assert!(!shown.contains(sim.token()));
    is_send(alias().point(&*names)).await.unwrap();
}
