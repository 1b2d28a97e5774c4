//! Publishing and taking down against the simulator: order, repetition, faults, and other people's things.

use std::time::Duration;

use http::Method;
use ionos_core::engine::Call;
use ionos_simulator::FaultRule;
use ionos_tunnel::{
    Change, Cloudflare, ConnectorHandover, ErrorKind, GuestHandover, Part, Patience, Progress, Result,
    SecretString, Step, TunnelProvider, publish, publish_patiently, unpublish,
};
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::world::{ALL_ONCE, NOTHING, publication, publication_of, world, world_with_seed, writes};

#[tokio::test]
async fn publishing_makes_everything_with_the_lock_first_and_the_name_last() {
    let world = world().await;
    let mut events = Vec::new();
    let published = publish(&world.cloudflare, &publication(), &world.handover, |event| events.push(event))
        .await
        .unwrap();
    assert_eq!(
        writes(&world.sim),
        ["POST policy", "POST app", "POST tunnel", "PUT configuration", "POST token", "POST record"]
    );
    assert!(published.connector.healthy && published.connector.connectors == 1);
    let steps: Vec<Step> = published.changes.iter().map(|(step, _)| *step).collect();
    assert_eq!(
        steps,
        [Step::Access, Step::Tunnel, Step::Configuration, Step::Handover, Step::Connector, Step::Dns]
    );
    for step in steps {
        assert!(events.iter().any(|e| matches!(e, Progress::Done { step: s, .. } if *s == step)), "{step:?}");
    }
    // The connector was seen connected between the token and the record.
    let journal = world.sim.journal();
    let at = |part: &str, method: &str| {
        journal.iter().position(|e| e.path.contains(part) && e.method == method).unwrap()
    };
    let between = &journal[at("/tunnel-token", "POST")..at("/dns_records", "POST")];
    assert!(between.iter().any(|e| e.method == "GET" && e.path.ends_with("/connections")));

    assert_eq!(world.counts().await, ALL_ONCE);
    let observed = world.cloudflare.observe(&publication()).await.unwrap();
    assert!(observed.is_complete() && !observed.is_absent(), "{observed:?}");
}

#[tokio::test]
async fn what_was_made_is_what_was_asked_for() {
    let world = world().await;
    let published = world.publish(&publication()).await.unwrap();
    let policy = &world.policies().await[0];
    assert_eq!(policy["decision"], "allow");
    let domains = json!([{ "email_domain": { "domain": "acme.example" } }, { "email_domain": { "domain": "acme.test" } }]);
    assert_eq!(policy["include"], domains);
    let app = &world.apps().await[0];
    assert_eq!((&app["domain"], &app["type"]), (&json!("app.example.com"), &json!("self_hosted")));
    assert_eq!(app["policies"].as_array().unwrap().len(), 1);
    let record = &world.records().await[0];
    assert_eq!(record["content"], format!("{}.cfargotunnel.com", published.tunnel.id));
    assert_eq!((&record["type"], &record["proxied"]), (&json!("CNAME"), &json!(true)));
    let call = world
        .account_call(Method::GET, "/accounts/{a}/cfd_tunnel/{t}/configurations")
        .param(published.tunnel.id);
    let config = world.by_hand(call).await;
    let access = json!({ "required": true, "teamName": published.access.team_name, "audTag": [published.access.audience] });
    assert_eq!(
        config["config"]["ingress"],
        json!([
            { "hostname": "app.example.com", "service": "http://127.0.0.1:8080", "originRequest": { "access": access } },
            { "service": "http_status:404" },
        ])
    );
}

#[tokio::test]
async fn a_second_run_writes_nothing() {
    let world = world().await;
    world.publish(&publication()).await.unwrap();
    world.sim.clear_journal();
    let again = world.publish(&publication()).await.unwrap();
    assert_eq!(writes(&world.sim), [] as [String; 0]);
    assert!(!again.wrote());
    // Nor is the token asked for when nobody needs it.
    assert!(!world.sim.journal().iter().any(|e| e.path.ends_with("/token")));
}

#[tokio::test]
async fn observing_writes_nothing() {
    let world = world().await;
    let observed = world.cloudflare.observe(&publication()).await.unwrap();
    assert!(observed.is_absent() && !observed.is_complete(), "{observed:?}");
    world.publish(&publication()).await.unwrap();
    world.sim.clear_journal();
    world.cloudflare.observe(&publication()).await.unwrap();
    assert_eq!(writes(&world.sim), [] as [String; 0]);
}

#[tokio::test]
async fn taking_down_starts_with_the_name_and_ends_with_the_lock() {
    let world = world().await;
    world.publish(&publication()).await.unwrap();
    world.sim.clear_journal();
    let gone = unpublish(&world.cloudflare, &publication(), |_| {}).await.unwrap();
    assert!(gone.changes.iter().all(|(_, change)| *change == Change::Removed), "{gone:?}");
    assert_eq!(
        writes(&world.sim),
        [
            "DELETE record",
            "PUT configuration",
            "DELETE connections",
            "DELETE tunnel",
            "DELETE app",
            "DELETE policy"
        ]
    );
    assert_eq!(world.counts().await, NOTHING);
    assert!(world.cloudflare.observe(&publication()).await.unwrap().is_absent());
    world.sim.clear_journal();
    assert!(!unpublish(&world.cloudflare, &publication(), |_| {}).await.unwrap().wrote());
    assert_eq!(writes(&world.sim), [] as [String; 0]);
}

#[tokio::test]
async fn ending_at_any_call_leaves_nothing_open_and_another_run_finishes() {
    let world = world().await;
    let p = publication();
    for (what, most) in [("publish", 60), ("unpublish", 60)] {
        let mut ended = 0;
        for n in 1..=most {
            // Start each round from the opposite state.
            match what {
                "publish" => drop(unpublish(&world.cloudflare, &p, |_| {}).await.unwrap()),
                _ => drop(world.publish(&p).await.unwrap()),
            }
            // A 403 is never tried again, so the run ends exactly here, with this call not carried out.
            world.sim.inject(FaultRule::status(403, None).nth(n));
            let result = match what {
                "publish" => world.publish(&p).await.map(|_| ()),
                _ => unpublish(&world.cloudflare, &p, |_| {}).await.map(|_| ()),
            };
            world.sim.clear_faults();
            world.assert_never_open(&p, &format!("{what} ended at call {n}")).await;
            if result.is_ok() {
                break;
            }
            ended += 1;
            match what {
                "publish" => {
                    world.publish(&p).await.unwrap();
                    assert_eq!(world.counts().await, ALL_ONCE, "{what} ended at call {n}");
                }
                _ => {
                    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
                    assert_eq!(world.counts().await, NOTHING, "{what} ended at call {n}");
                }
            }
        }
        println!("{what}: ended at each of its {ended} calls");
        assert!((10..most).contains(&ended), "{what}: {ended}");
    }
}

#[tokio::test]
async fn writes_whose_answers_are_lost_are_not_done_twice() {
    for method in ["POST", "PUT", "DELETE"] {
        let world = world().await;
        let p = publication();
        for part in [
            "/access/policies",
            "/access/apps",
            "/cfd_tunnel",
            "/configurations",
            "/dns_records",
            "/connections",
        ] {
            world.sim.inject(FaultRule::created_then_502().method(method).path(part).times(1));
        }
        world.publish(&p).await.unwrap();
        assert_eq!(world.counts().await, ALL_ONCE, "{method}");
        unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
        assert_eq!(world.counts().await, NOTHING, "{method}");
        let hit = world.sim.journal().iter().filter(|e| e.fault.is_some()).count();
        // Policy, application, tunnel and record are posted and deleted; only the configuration is put.
        assert!(hit >= if method == "PUT" { 1 } else { 4 }, "{method}: {hit} faults were met");
    }
}

#[tokio::test]
async fn what_was_made_but_is_not_found_at_once_is_not_made_again() {
    for part in ["/access/policies", "/access/apps", "/cfd_tunnel", "/dns_records"] {
        let world = world().await;
        let hidden = Duration::from_millis(400);
        world.sim.inject(FaultRule::hide_after_create(hidden).method("POST").path(part).times(1));
        world.publish(&publication()).await.unwrap_or_else(|e| panic!("{part}: {e}"));
        tokio::time::sleep(hidden).await;
        assert_eq!(world.counts().await, ALL_ONCE, "{part}");
        assert!(world.cloudflare.observe(&publication()).await.unwrap().is_complete(), "{part}");
        let posts = writes(&world.sim).into_iter().filter(|w| w.starts_with("POST")).count();
        assert_eq!(posts, 5, "{part}: policy, application, tunnel, token and record once each");
    }
}

#[tokio::test]
async fn a_bad_network_leads_to_the_same_result_without_twins() {
    let (mut faults, mut in_vain) = (0, 0);
    for seed in 1..=8 {
        let world = world_with_seed(seed).await;
        // Three calls in ten go wrong, each kind of fault as often as the others.
        for fault in [
            FaultRule::status(429, Some(0)),
            FaultRule::status(502, None),
            FaultRule::status(503, None),
            FaultRule::drop_connection(),
            FaultRule::html_200(),
            FaultRule::created_then_502(),
        ] {
            world.sim.inject(fault.probability(0.05));
        }
        let p = publication();
        let mut tries = 0;
        while let Err(error) = world.publish(&p).await {
            tries += 1;
            assert!(tries < 20, "seed {seed}: {error}");
        }
        faults += world.sim.journal().iter().filter(|e| e.fault.is_some()).count();
        in_vain += tries;
        world.sim.clear_faults();
        assert_eq!(world.counts().await, ALL_ONCE, "seed {seed}");
        assert!(world.cloudflare.observe(&p).await.unwrap().is_complete(), "seed {seed}");
    }
    println!("{faults} faults, {in_vain} runs in vain");
    assert!(faults > 40, "{faults}");
}

#[tokio::test]
async fn a_record_of_somebody_else_is_left_alone_and_named() {
    for (kind, content) in [
        ("A", "192.0.2.1"),
        ("CNAME", "www.example.net"),
        ("CNAME", "11111111-2222-4333-8444-555555555555.cfargotunnel.com"),
    ] {
        let world = world().await;
        let foreign = world.add_record(json!({ "type": kind, "name": "app.example.com", "content": content, "ttl": 1, "proxied": true })).await;
        world.sim.clear_journal();
        let error = world.publish(&publication()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
        assert!(error.to_string().contains(content), "{error}");
        assert_eq!(writes(&world.sim), [] as [String; 0]);
        assert_eq!(world.records().await, std::slice::from_ref(&foreign));
        assert!(
            matches!(world.cloudflare.observe(&publication()).await.unwrap().dns, Part::Differs { what } if what.contains(content))
        );
        assert_eq!(world.cloudflare.remove_dns(&publication()).await.unwrap(), Change::Kept);
        assert_eq!(world.records().await, [foreign]);
    }
}

#[tokio::test]
async fn an_identical_record_is_adopted_and_one_without_proxy_repaired() {
    let world = world().await;
    let p = publication();
    world.cloudflare.ensure_access(&p).await.unwrap();
    let (_, tunnel) = world.cloudflare.ensure_tunnel(&p).await.unwrap();
    let content = format!("{}.cfargotunnel.com", tunnel.id);
    world.add_record(json!({ "type": "CNAME", "name": "app.example.com", "content": content, "ttl": 1, "proxied": true })).await;
    assert_eq!(world.cloudflare.ensure_dns(&p, &tunnel).await.unwrap(), Change::Kept);
    let id = world.records().await[0]["id"].as_str().unwrap().to_owned();
    let call =
        Call::new("grey", Method::PATCH, "/zones/{z}/dns_records/{r}").param(world.zone().await).param(id);
    world.by_hand(call.json(&json!({ "proxied": false }))).await;
    assert_eq!(world.cloudflare.ensure_dns(&p, &tunnel).await.unwrap(), Change::Changed);
    assert_eq!(world.records().await[0]["proxied"], true);
}

#[tokio::test]
async fn an_application_of_somebody_else_stops_everything_before_the_first_write() {
    let world = world().await;
    let body = json!({ "type": "self_hosted", "name": "theirs", "domain": "app.example.com" });
    world.by_hand(world.account_call(Method::POST, "/accounts/{a}/access/apps").json(&body)).await;
    world.sim.clear_journal();
    let error = world.publish(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.to_string().contains("theirs"), "{error}");
    assert_eq!(writes(&world.sim), [] as [String; 0]);
    unpublish(&world.cloudflare, &publication(), |_| {}).await.unwrap();
    assert_eq!(world.apps().await.len(), 1);
}

#[tokio::test]
async fn no_name_without_a_lock_and_no_lock_taken_from_a_name() {
    let world = world().await;
    let p = publication();
    let (_, tunnel) = world.cloudflare.ensure_tunnel(&p).await.unwrap();
    let error = world.cloudflare.ensure_dns(&p, &tunnel).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady, "{error}");
    let error = world.cloudflare.ensure_configuration(&p, &tunnel).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady, "{error}");
    assert_eq!(world.records().await.len(), 0);

    world.publish(&p).await.unwrap();
    let error = world.cloudflare.remove_access(&p).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert_eq!(world.apps().await.len(), 1);
}

#[tokio::test]
async fn a_policy_that_was_opened_by_hand_is_seen_and_closed() {
    let world = world().await;
    let p = publication();
    world.publish(&p).await.unwrap();
    let policy = world.policies().await.remove(0);
    let id = policy["id"].as_str().unwrap();
    let body = json!({ "name": policy["name"], "decision": "allow", "include": [{ "everyone": {} }] });
    world
        .by_hand(world.account_call(Method::PUT, "/accounts/{a}/access/policies/{p}").param(id).json(&body))
        .await;
    let Part::Differs { what } = world.cloudflare.observe(&p).await.unwrap().access else {
        panic!("not seen")
    };
    assert!(what.contains("more than e-mail domains"), "{what}");
    let tunnel = world.cloudflare.ensure_tunnel(&p).await.unwrap().1;
    assert_eq!(world.cloudflare.ensure_dns(&p, &tunnel).await.unwrap_err().kind(), ErrorKind::NotReady);
    let again = world.publish(&p).await.unwrap();
    assert_eq!(again.changes[0], (Step::Access, Change::Changed));
    assert!(world.cloudflare.observe(&p).await.unwrap().is_complete());
    assert!(!world.policies().await[0]["include"].to_string().contains("everyone"));
}

#[tokio::test]
async fn other_domains_change_the_policy_and_nothing_else() {
    let world = world().await;
    let mut p = publication();
    world.publish(&p).await.unwrap();
    world.sim.clear_journal();
    p.email_domains = vec!["acme.example".to_owned()];
    let changed = world.publish(&p).await.unwrap();
    assert_eq!(writes(&world.sim), ["PUT policy"]);
    assert_eq!(changed.changes[0], (Step::Access, Change::Changed));
}

#[tokio::test]
async fn publications_that_share_a_tunnel_do_not_disturb_each_other() {
    let world = world().await;
    let (one, two) = (publication_of("web", "one.example.com"), publication_of("web", "two.example.com"));
    world.publish(&one).await.unwrap();
    world.publish(&two).await.unwrap();
    assert_eq!(world.counts().await, [2, 2, 1, 2]);
    let gone = unpublish(&world.cloudflare, &one, |_| {}).await.unwrap();
    assert!(gone.changes.contains(&(Step::Tunnel, Change::Kept)), "{gone:?}");
    assert!(world.cloudflare.observe(&two).await.unwrap().is_complete());
    let left = world.cloudflare.observe(&one).await.unwrap();
    assert_eq!((left.dns, left.access, left.configuration), (Part::Missing, Part::Missing, Part::Missing));
    unpublish(&world.cloudflare, &two, |_| {}).await.unwrap();
    assert_eq!(world.counts().await, NOTHING);
}

#[tokio::test]
async fn leftovers_that_lead_to_our_tunnel_are_swept_whatever_their_name() {
    let world = world().await;
    let p = publication();
    let published = world.publish(&p).await.unwrap();
    let content = format!("{}.cfargotunnel.com", published.tunnel.id);
    for name in ["old.example.com", "older.example.com"] {
        world
            .add_record(
                json!({ "type": "CNAME", "name": name, "content": content, "ttl": 1, "proxied": true }),
            )
            .await;
    }
    let keep = world.add_record(json!({ "type": "A", "name": "www.example.com", "content": "192.0.2.7", "ttl": 1, "proxied": true })).await;
    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
    assert_eq!(world.records().await, [keep]);
}

#[tokio::test]
async fn a_name_left_behind_by_a_deleted_tunnel_is_found_again() {
    let world = world().await;
    let p = publication();
    let published = world.publish(&p).await.unwrap();
    // Somebody deletes the tunnel in the dashboard; the CNAME stays, as it does at Cloudflare.
    let tunnel = |template| world.account_call(Method::DELETE, template).param(published.tunnel.id.clone());
    world.by_hand(tunnel("/accounts/{a}/cfd_tunnel/{t}/connections")).await;
    world.by_hand(tunnel("/accounts/{a}/cfd_tunnel/{t}")).await;
    assert_eq!(world.records().await.len(), 1);
    assert_eq!(world.cloudflare.remove_dns(&p).await.unwrap(), Change::Removed);
    assert_eq!(world.records().await.len(), 0);
}

#[derive(Debug)]
struct Nobody;

#[async_trait::async_trait]
impl ConnectorHandover for Nobody {
    async fn deliver(&self, _: &SecretString) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn without_a_connected_connector_the_name_stays_private() {
    let world = world().await;
    let patience = Patience { timeout: Duration::from_millis(300), ..Patience::default() };
    let mut waited = 0;
    let error = publish_patiently(&world.cloudflare, &publication(), &Nobody, patience, |event| {
        waited += usize::from(matches!(event, Progress::Waiting { .. }));
    })
    .await
    .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady);
    assert!(error.is_retryable() && waited > 0);
    assert_eq!(world.records().await.len(), 0);
}

#[tokio::test]
async fn a_server_that_does_not_take_the_token_is_a_clear_error_without_the_token() {
    let world = world().await;
    let (_, tunnel) = world.cloudflare.ensure_tunnel(&publication()).await.unwrap();
    let token = world.cloudflare.connector_token(&tunnel).await.unwrap();
    let guest: url::Url = format!("{}/_guest", world.sim.url()).parse().unwrap();
    let nowhere = GuestHandover::new(guest, "00000000-0000-4000-8000-000000000000").unwrap();
    let error = nowhere.deliver(&token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Handover);
    assert!(!format!("{error} {error:?}").contains(token.expose_secret()));
    let wrong = SecretString::from("bm90IGEgdG9rZW4=");
    assert_eq!(world.handover.deliver(&wrong).await.unwrap_err().kind(), ErrorKind::Handover);
    assert!(format!("{:?}", world.handover).contains(&world.server));
}

#[tokio::test]
async fn no_secret_shows_in_journal_events_or_results() {
    let world = world().await;
    let mut shown = String::new();
    let published = publish(&world.cloudflare, &publication(), &world.handover, |event| {
        shown.push_str(&format!("{event:?} {}", serde_json::to_string(&event).unwrap()));
    })
    .await
    .unwrap();
    let token = world.cloudflare.connector_token(&published.tunnel).await.unwrap();
    let observed = world.cloudflare.observe(&publication()).await.unwrap();
    shown.push_str(&format!("{published:?} {observed:?} {:?} {:?}", world.cloudflare, world.sim.journal()));
    shown.push_str(&serde_json::to_string(&(published, observed)).unwrap());
    for secret in [token.expose_secret(), world.sim.cloudflare_token(), world.sim.token()] {
        assert!(secret.len() > 20);
        assert!(!shown.contains(secret));
    }
}

#[tokio::test]
async fn a_wrong_token_changes_nothing_and_says_so() {
    let world = world().await;
    let stranger = Cloudflare::builder(SecretString::from("not-the-token"))
        .account(world.sim.cloudflare_account())
        .base_url(format!("{}/client/v4", world.sim.url()).parse().unwrap())
        .build()
        .unwrap();
    let error = publish(&stranger, &publication(), &world.handover, |_| {}).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Auth | ErrorKind::PermissionDenied), "{error}");
    assert_eq!(world.counts().await, NOTHING);
}

#[tokio::test]
async fn a_host_name_outside_every_zone_is_a_clear_error() {
    let world = world().await;
    let p = publication_of("web", "app.elsewhere.test");
    let error = world.publish(&p).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("app.elsewhere.test"), "{error}");
    assert_eq!(writes(&world.sim), [] as [String; 0]);
    unpublish(&world.cloudflare, &p, |_| {}).await.unwrap();
    assert_eq!(world.counts().await, NOTHING);
}
