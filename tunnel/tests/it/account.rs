//! What else the account holds: tunnels by themselves, logins, service tokens, the zone's TLS.

use std::time::Duration;

use http::Method;
use ionos_core::engine::Call;
use ionos_simulator::FaultRule;
use ionos_tunnel::{Change, ErrorKind, Part, Publication, Step, TunnelProvider, publish, unpublish};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::kill::{fault_met, never_answered};
use crate::world::{ALL_ONCE, NOTHING, World, publication, publication_of, world, writes};

#[tokio::test]
async fn tunnels_are_listed_renamed_and_looked_into() {
    let world = world().await;
    let p = publication();
    let published = world.publish(&p).await.unwrap();
    let mut other = p.clone();
    other.name = "other".to_owned();
    let (_, spare) = world.cloudflare.ensure_tunnel(&other).await.unwrap();
    let names = async || {
        let all = world.cloudflare.tunnels().await.unwrap();
        all.into_iter().map(|t| t.name.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["web", "other"]);

    let taken = world.cloudflare.rename_tunnel(&spare, "web").await.unwrap_err();
    assert_eq!(taken.kind(), ErrorKind::Conflict);
    assert!(taken.codes().any(|code| code == "1013"), "{taken}");
    let renamed = world.cloudflare.rename_tunnel(&spare, "  third ").await.unwrap();
    assert_eq!((renamed.id.as_str(), renamed.name.as_str()), (spare.id.as_str(), "third"));
    assert_eq!(names().await, ["web", "third"]);
    world.by_hand(world.account_call(Method::DELETE, "/accounts/{a}/cfd_tunnel/{t}").param(spare.id)).await;
    assert_eq!(names().await, ["web"], "deleted ones are not listed");

    let connectors = world.cloudflare.connectors(&published.tunnel).await.unwrap();
    assert_eq!((connectors.len(), connectors[0].connections.len()), (1, 4));
    assert_eq!(connectors[0].config_version, Some(1));
    assert_eq!(
        world.cloudflare.connector(&published.tunnel, &connectors[0].id).await.unwrap(),
        connectors[0]
    );
    let nobody = world.cloudflare.connector(&published.tunnel, "00000000-0000-4000-8000-000000000000").await;
    assert_eq!(nobody.unwrap_err().kind(), ErrorKind::NotFound);
    world.cloudflare.disconnect(&published.tunnel, None).await.unwrap();
    assert_eq!(world.cloudflare.connectors(&published.tunnel).await.unwrap(), []);
}

#[tokio::test]
async fn a_service_token_is_made_rotated_with_an_overlap_and_ended() {
    let world = world().await;
    let day = Duration::from_secs(24 * 3600);
    let (token, first) = world.cloudflare.create_service_token("ci", day).await.unwrap();
    assert!(token.client_id.is_some() && token.expires_at.is_some(), "{token:?}");
    assert_eq!(world.cloudflare.service_tokens().await.unwrap(), std::slice::from_ref(&token));
    world.sim.clear_journal();
    let (same, second) = world.cloudflare.rotate_service_token(&token.id, Some(day)).await.unwrap();
    assert_eq!(same.client_id, token.client_id);
    assert_ne!(first.expose_secret(), second.expose_secret());
    world.cloudflare.rotate_service_token(&token.id, None).await.unwrap();
    let sent: Vec<Value> = world.sim.journal().into_iter().filter_map(|e| e.body).collect();
    let has_overlap =
        |body: &Value| body.as_object().unwrap().contains_key("previous_client_secret_expires_at");
    assert_eq!(sent.iter().map(has_overlap).collect::<Vec<_>>(), [true, false]);
    for secret in [first, second] {
        let shown = format!("{secret:?} {token:?} {:?}", world.sim.journal());
        assert!(secret.expose_secret().len() > 20 && !shown.contains(secret.expose_secret()));
    }
    for _ in 0..2 {
        world.cloudflare.delete_service_token(&token.id).await.unwrap();
    }
    assert_eq!(world.cloudflare.service_tokens().await.unwrap(), []);
    let bad = world.cloudflare.create_service_token(" ", day).await.unwrap_err();
    assert_eq!(bad.kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn logins_are_listed_and_a_policy_is_tested() {
    let world = world().await;
    let providers = world.cloudflare.identity_providers().await.unwrap();
    assert!(providers.iter().any(|p| p.kind.as_deref() == Some("onetimepin")), "{providers:?}");
    assert_eq!(world.cloudflare.team_name().await.unwrap(), "example");
    let untested = world.cloudflare.test_policy(&publication()).await.unwrap_err();
    assert_eq!(untested.kind(), ErrorKind::NotFound);
    world.publish(&publication()).await.unwrap();
    world.sim.clear_journal();
    let test = world.cloudflare.test_policy(&publication()).await.unwrap();
    assert_eq!((test.status.as_str(), test.total_users), ("complete", Some(0)));
    let started = world.sim.journal().into_iter().find(|e| e.method == "POST").unwrap();
    assert_eq!(started.body.unwrap(), json!({ "policies": [world.policies().await[0]["id"]] }));
}

fn with_tls(hostname: &str) -> Publication {
    Publication::builder("web", hostname, "http://127.0.0.1:8080".parse().unwrap(), ["acme.example"])
        .zone_tls_1_3(true)
        .build()
        .unwrap()
}

impl World {
    async fn set(&self, name: &str, value: &str) {
        let call = Call::new("set", Method::PATCH, "/zones/{z}/settings/{s}")
            .param(self.zone().await)
            .param(name)
            .json(&json!({ "value": value }));
        self.by_hand(call).await;
    }

    async fn tls(&self) -> (String, String) {
        let now = self.cloudflare.zone_tls("example.com").await.unwrap();
        (now.min_version, now.tls_1_3)
    }
}

fn pair(min: &str, offered: &str) -> (String, String) {
    (min.to_owned(), offered.to_owned())
}

#[tokio::test]
async fn the_tls_of_a_zone_is_shown_with_everybody_who_shares_it_and_not_touched_without_consent() {
    let world = world().await;
    for (name, proxied) in [("www.example.com", true), ("mail.example.com", false)] {
        let record =
            json!({ "type": "A", "name": name, "content": "192.0.2.7", "ttl": 1, "proxied": proxied });
        world.add_record(record).await;
    }
    world.publish(&publication()).await.unwrap();
    let tls = world.cloudflare.zone_tls("App.Example.com").await.unwrap();
    assert_eq!(
        (tls.zone.as_str(), tls.min_version.as_str(), tls.is_1_3_only()),
        ("example.com", "1.0", false)
    );
    assert_eq!(tls.others, ["www.example.com"], "only what goes through Cloudflare, without the host itself");
    let refused = world.cloudflare.ensure_tls(&publication()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    assert!(!writes(&world.sim).iter().any(|w| w.ends_with("setting")));
}

#[tokio::test]
async fn with_consent_the_zone_is_set_before_the_name_is_public_and_put_back_afterwards() {
    let world = world().await;
    world.set("tls_1_3", "off").await;
    world.set("min_tls_version", "1.1").await;
    world.sim.clear_journal();
    let p = with_tls("app.example.com");
    let published = world.publish(&p).await.unwrap();
    assert!(published.changes.contains(&(Step::Tls, Change::Changed)));
    assert_eq!(world.tls().await, pair("1.3", "on"));
    let writes_made = writes(&world.sim);
    assert_eq!(
        writes_made[writes_made.len() - 4..],
        ["POST record", "PATCH setting", "PATCH setting", "POST record"]
    );
    assert!(!world.publish(&p).await.unwrap().wrote());

    // Another publication of the zone needs it too: the value from before the first is kept.
    let other = with_tls("other.example.com");
    world.publish(&other).await.unwrap();
    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
    assert_eq!(world.tls().await, pair("1.3", "on"));
    unpublish(&world.cloudflare, &other, |_| {}).await.unwrap();
    assert_eq!(world.tls().await, pair("1.1", "off"));
    assert_eq!(world.counts().await, NOTHING, "no mark stays");
}

#[tokio::test]
async fn what_was_tls_1_3_before_stays_so_and_needs_no_mark() {
    let world = world().await;
    world.set("min_tls_version", "1.3").await;
    // With early data on, TLS 1.3 reads back as another word.
    world.set("0rtt", "on").await;
    let p = with_tls("app.example.com");
    let published = world.publish(&p).await.unwrap();
    assert!(published.changes.contains(&(Step::Tls, Change::Kept)), "{published:?}");
    assert_eq!(world.counts().await, ALL_ONCE);
    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
    assert_eq!(world.tls().await, pair("1.3", "zrt"));
}

#[tokio::test]
async fn the_old_tls_settings_survive_an_end_at_any_call() {
    let world = world().await;
    world.set("tls_1_3", "off").await;
    world.set("min_tls_version", "1.2").await;
    let p = with_tls("app.example.com");
    for n in 1.. {
        assert!(n < 120, "it does not end");
        world.sim.clear_journal();
        world.sim.inject(never_answered(n));
        let met = tokio::select! {
            biased;
            () = fault_met(&world.sim) => true,
            result = async {
                publish(&world.cloudflare, &p, &world.handover, |_| {}).await.unwrap();
                unpublish(&world.cloudflare, &p, |_| {}).await
            } => { result.unwrap(); false }
        };
        world.sim.clear_faults();
        // The name is never public with less than was asked for.
        let observed = world.cloudflare.observe(&p).await.unwrap();
        assert!(observed.dns == Part::Missing || world.tls().await.0 == "1.3", "ended at call {n}");
        unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
        assert_eq!(world.tls().await, pair("1.2", "off"), "ended at call {n}");
        assert_eq!(world.counts().await, NOTHING, "ended at call {n}");
        if !met {
            println!("ended at each of {} calls", n - 1);
            assert!(n > 40, "{n}");
            break;
        }
    }
}

#[tokio::test]
async fn a_foreign_record_is_replaced_in_one_step_when_that_is_allowed() {
    let world = world().await;
    for (kind, content) in [("A", "192.0.2.1"), ("AAAA", "2001:db8::1")] {
        let record =
            json!({ "type": kind, "name": "app.example.com", "content": content, "ttl": 1, "proxied": true });
        world.add_record(record).await;
    }
    let p = Publication::builder(
        "web",
        "app.example.com",
        "http://127.0.0.1:8080".parse().unwrap(),
        ["acme.example"],
    )
    .replace_record(true)
    .build()
    .unwrap();
    world.sim.clear_journal();
    let published = world.publish(&p).await.unwrap();
    assert!(published.changes.contains(&(Step::Dns, Change::Changed)));
    let touched: Vec<_> = world
        .sim
        .journal()
        .into_iter()
        .filter(|e| e.method != "GET" && e.path.contains("dns_records"))
        .collect();
    assert_eq!(touched.len(), 1, "one transaction");
    assert!(touched[0].path.ends_with("/dns_records/batch"));
    assert_eq!(world.counts().await, ALL_ONCE);
    assert!(!world.publish(&p).await.unwrap().wrote());
}

#[tokio::test]
async fn name_servers_of_a_zone_below_are_never_replaced() {
    let world = world().await;
    let record = json!({ "type": "NS", "name": "app.example.com", "content": "ns1.example.net", "ttl": 300 });
    world.add_record(record).await;
    let mut p = publication();
    p.replace_record = true;
    world.sim.clear_journal();
    assert_eq!(world.publish(&p).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(writes(&world.sim), [] as [String; 0]);
}

#[tokio::test]
async fn too_many_calls_for_five_minutes_are_one_clear_error_and_nothing_is_half_published() {
    for n in [1, 6, 10, 14] {
        let world = world().await;
        let p = publication();
        // From this call on Cloudflare refuses everything, as it does when the quota is used up.
        world.sim.inject(FaultRule::pass().times(n));
        world.sim.inject(FaultRule::status(429, Some(300)));
        let error = world.publish(&p).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::RateLimited | ErrorKind::Handover), "{n}: {error}");
        if error.kind() == ErrorKind::RateLimited {
            assert!(error.to_string().contains("1200 calls in five minutes"), "{error}");
            assert!(error.is_retryable());
        }
        world.sim.clear_faults();
        assert_eq!(world.records().await, [] as [Value; 0], "{n}");
        // The client keeps the pause that was asked for: it does not even ask again.
        world.sim.clear_journal();
        if error.kind() == ErrorKind::RateLimited {
            assert_eq!(world.cloudflare.observe(&p).await.unwrap_err().kind(), ErrorKind::RateLimited);
            assert_eq!(world.sim.journal(), []);
        }
    }
}

#[tokio::test]
async fn a_tunnel_kept_on_a_machine_stops_everything_before_the_first_write() {
    let world = world().await;
    let body = json!({ "name": "web", "config_src": "local" });
    world.by_hand(world.account_call(Method::POST, "/accounts/{a}/cfd_tunnel").json(&body)).await;
    world.sim.clear_journal();
    let error = world.publish(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.to_string().contains("web"), "{error}");
    assert_eq!(writes(&world.sim), [] as [String; 0]);
}

#[tokio::test]
async fn a_connector_with_an_old_configuration_keeps_the_name_private() {
    let world = world().await;
    let p = publication();
    // The first version of a configuration is 1.
    let old = FaultRule::edit("/result/0/config_version", 0).method("GET").path("/connections");
    world.sim.inject(old);
    let error = world.publish(&p).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady);
    assert!(error.to_string().contains("version 0") && error.is_retryable(), "{error}");
    assert_eq!(world.records().await, [] as [Value; 0]);
    world.sim.clear_faults();
    world.publish(&p).await.unwrap();
    assert_eq!(world.counts().await, ALL_ONCE);
}

#[tokio::test]
async fn a_token_without_the_zone_settings_permission_is_told_which_one_and_the_name_stays_private() {
    let world = world().await;
    let no = r#"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null}"#;
    let rule = FaultRule::answer(403, [("content-type", "application/json")], no);
    world.sim.inject(rule.path("/settings/"));
    let error = world.publish(&with_tls("app.example.com")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert!(error.to_string().contains("Zone Settings: Edit"), "{error}");
    assert_eq!(world.records().await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_zone_of_another_account_stops_everything_before_the_first_write() {
    let world = world().await;
    world
        .sim
        .inject(FaultRule::edit("/result/0/account/id", "ffffffffffffffffffffffffffffffff").path("/zones"));
    let error = world.publish(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("belongs to the account ffffffff"), "{error}");
    assert_eq!(writes(&world.sim), [] as [String; 0]);
}

#[tokio::test]
async fn the_longest_zone_gets_the_record() {
    let world = world().await;
    let body = json!({ "name": "team.example.com", "account": { "id": world.sim.cloudflare_account() } });
    let inner = world.by_hand(Call::new("zone", Method::POST, "/zones").json(&body)).await;
    let p = publication_of("web", "app.team.example.com");
    world.publish(&p).await.unwrap();
    assert_eq!(world.records().await, [] as [Value; 0]);
    let call =
        Call::new("records", Method::GET, "/zones/{z}/dns_records").param(inner["id"].as_str().unwrap());
    assert_eq!(world.by_hand(call.clone()).await[0]["name"], "app.team.example.com");
    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
    assert_eq!(world.by_hand(call).await, json!([]));
}

#[tokio::test]
async fn a_foreign_record_that_shows_only_when_ours_is_refused_is_left_alone() {
    let world = world().await;
    let hidden = FaultRule::hide_after_create(Duration::from_secs(1)).method("POST").path("/dns_records");
    world.sim.inject(hidden.times(1));
    let record =
        json!({ "type": "A", "name": "app.example.com", "content": "192.0.2.1", "ttl": 1, "proxied": true });
    let foreign = world.add_record(record).await;
    let error = world.publish(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    while world.records().await.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(world.records().await, [foreign]);
}

#[tokio::test]
async fn connectors_that_come_back_do_not_keep_a_tunnel_alive() {
    let world = world().await;
    let p = publication();
    world.publish(&p).await.unwrap();
    // The clean-up is answered and changes nothing, as if the connector were back at once.
    let yes = r#"{"success":true,"errors":[],"messages":[],"result":null}"#;
    let rule = FaultRule::answer(200, [("content-type", "application/json")], yes);
    world.sim.inject(rule.method("DELETE").path("/connections"));
    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
    assert_eq!(world.counts().await, NOTHING);
    let deletes =
        world.sim.journal().into_iter().filter(|e| e.method == "DELETE" && !e.path.ends_with("/connections"));
    let tunnels: Vec<_> = deletes.filter(|e| e.path.contains("/cfd_tunnel/")).collect();
    let (last, before) = tunnels.split_last().unwrap();
    assert!(
        before.iter().all(|e| e.answer.as_ref().unwrap()["errors"][0]["code"] == 1022 && e.query.is_empty())
    );
    assert_eq!((last.query.as_str(), last.status), ("cascade=true", 200), "only when nothing else helps");
}

#[tokio::test]
async fn a_tunnel_with_private_routes_is_not_deleted_with_them() {
    let world = world().await;
    let p = publication();
    let tunnel = world.publish(&p).await.unwrap().tunnel;
    let body = json!({ "network": "10.0.0.0/24", "tunnel_id": tunnel.id });
    world.by_hand(world.account_call(Method::POST, "/accounts/{a}/teamnet/routes").json(&body)).await;
    let error = unpublish(&world.cloudflare, &p, |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.codes().any(|code| code == "1023"), "{error}");
    assert_eq!(world.records().await, [] as [Value; 0], "the name is gone first");
    assert_eq!(world.tunnels().await.len(), 1);
}
