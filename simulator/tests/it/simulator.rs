//! The simulator itself: start, stop, state, journal, faults and the interface for other languages.

use std::time::{Duration, Instant};

use ionos_simulator::{ErrorKind, FaultKind, FaultRule, Simulator};
use serde_json::{Value, json};

use crate::client::{Lab, send, until};

fn datacenter() -> Option<Value> {
    Some(json!({"properties": {"name": "dc", "location": "de/txl"}}))
}

#[tokio::test]
async fn it_refuses_settings_that_make_no_sense() {
    for (builder, kind) in [
        (Simulator::builder().speed(0.0), ErrorKind::Config),
        (Simulator::builder().speed(f64::NAN), ErrorKind::Config),
        (Simulator::builder().rate_limit(0, 1), ErrorKind::Config),
        (Simulator::builder().listen("nowhere"), ErrorKind::Listen),
    ] {
        let error = builder.start().await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(!error.to_string().contains('\n'));
    }
    let sim = Simulator::start().await.unwrap();
    let taken = sim.url().strip_prefix("http://").unwrap();
    let error = Simulator::builder().listen(taken).start().await.unwrap_err();
    assert!(error.to_string().contains(taken), "{error}");
}

#[tokio::test]
async fn it_stops_listening_when_stopped_or_dropped() {
    let sim = Simulator::start().await.unwrap();
    let url = sim.url().to_owned();
    sim.stop().await;
    assert!(send(&url, "GET", "/_sim", &[], b"").await.is_err());
    let sim = Simulator::start().await.unwrap();
    let url = sim.url().to_owned();
    drop(sim);
    until(async || send(&url, "GET", "/_sim", &[], b"").await.is_err()).await;
}

#[tokio::test]
async fn the_environment_points_clients_here() {
    let lab = Lab::new().await;
    let url = lab.sim.url();
    let environment: std::collections::BTreeMap<String, String> = lab.sim.environment().into_iter().collect();
    assert_eq!(environment["IONOS_API_URL"], url);
    assert_eq!(environment["IONOS_TOKEN"], lab.sim.token());
    assert_eq!(environment["CLOUDFLARE_BASE_URL"], format!("{url}/client/v4"));
    assert_eq!(environment["CLOUDFLARE_API_TOKEN"], lab.sim.cloudflare_token());
    assert_eq!(environment["CLOUDFLARE_ACCOUNT_ID"], lab.sim.cloudflare_account());
    assert_eq!(environment["IONOS_GUEST_URL"], format!("{url}/_guest"));
    let same = send(url, "GET", "/_sim/environment", &[], b"").await.unwrap().expect(200);
    assert_eq!(same, json!(environment));
}

#[tokio::test]
async fn the_configuration_file_names_the_prefixes() {
    let lab = Lab::new().await;
    let file = lab.sim.config_file();
    for line in [
        "version: 1.0".to_owned(),
        "currentProfile: simulator".to_owned(),
        format!("      token: \"{}\"", lab.sim.token()),
        format!("          - name: {}/_cloud", lab.sim.url()),
        format!("          - name: {}/_dns", lab.sim.url()),
        format!("          - name: {}/_registry", lab.sim.url()),
    ] {
        assert!(file.lines().any(|other| other == line), "{line}");
    }
}

#[tokio::test]
async fn the_prefixes_lead_to_the_same_products() {
    let lab = Lab::new().await;
    lab.datacenter().await;
    for (path, token) in [
        ("/cloudapi/v6/datacenters", lab.sim.token()),
        ("/zones", lab.sim.token()),
        ("/v1/models", lab.sim.token()),
        ("/client/v4/zones", lab.sim.cloudflare_token()),
    ] {
        let prefix = match path {
            "/zones" => "/_dns",
            "/v1/models" => "/_ai",
            "/client/v4/zones" => "/_cloudflare",
            _ => "/_cloud",
        };
        lab.call("GET", path, token, None).await.expect(200);
        lab.call("GET", &format!("{prefix}{path}"), token, None).await.expect(200);
        lab.call("GET", path, "wrong", None).await.expect(401);
    }
    lab.call("GET", "/nothing", lab.sim.token(), None).await.refused(404);
    lab.call("GET", "/zonesandmore", lab.sim.token(), None).await.refused(404);
}

#[tokio::test]
async fn the_journal_holds_every_call_but_no_secret() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let password = uuid::Uuid::new_v4().simple().to_string();
    let body = json!({"properties": {"size": 5, "imageAlias": "debian:12", "imagePassword": password}});
    lab.done("POST", &format!("{dc}/volumes"), Some(body)).await;
    lab.get("/datacenters?depth=1&pretty=false").await;
    lab.call("POST", "/_guest/servers/none/credentials/tunnel-token", "", Some(&json!(password))).await;
    let secret = json!({"name": "t", "tunnel_secret": "c2VjcmV0"});
    lab.flare("POST", &format!("{}/cfd_tunnel", lab.account()), Some(secret)).await;
    let journal = lab.sim.journal();
    let text = serde_json::to_string(&journal).unwrap();
    for secret in [password.as_str(), "c2VjcmV0", lab.sim.token(), lab.sim.cloudflare_token()] {
        assert!(!text.contains(secret));
    }
    let first = &journal[0];
    assert_eq!((first.seq, first.product.as_str(), first.method.as_str()), (1, "cloud", "POST"));
    assert_eq!((first.path.as_str(), first.status), ("/cloudapi/v6/datacenters", 202));
    assert_eq!(first.body, datacenter());
    let listed = journal.iter().find(|entry| !entry.query.is_empty()).unwrap();
    assert_eq!(listed.query, "depth=1&pretty=false");
    let guest = journal.iter().find(|entry| entry.product == "guest").unwrap();
    assert_eq!(guest.body, None);
    assert!(journal.windows(2).all(|two| two[0].seq < two[1].seq && two[0].at <= two[1].at));
    lab.sim.clear_journal();
    assert!(lab.sim.journal().is_empty());
}

#[tokio::test]
async fn a_status_fault_comes_in_the_shape_of_its_product() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::status(429, Some(7)));
    let cloud = lab.cloud("GET", "/datacenters", None).await;
    assert_eq!(cloud.header("retry-after"), Some("7"));
    cloud.refused(429);
    assert!(lab.flare("GET", "/zones", None).await.expect(429)["errors"][0]["code"].is_i64());
    let ai = lab.call("GET", "/v1/models", lab.sim.token(), None).await.expect(429);
    assert!(ai["error"]["message"].is_string());
    assert!(lab.sim.journal().iter().all(|entry| entry.fault.as_deref() == Some("status 429")));
    lab.sim.clear_faults();
    lab.get("/datacenters").await;
}

#[tokio::test]
async fn a_rule_applies_only_to_the_calls_it_names() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::status(500, None).method("get").path("/lans").nth(2));
    lab.sim.inject(FaultRule::status(503, None).path("/contracts").times(2));
    let dc = lab.datacenter().await;
    let status = async |path: &str| lab.cloud("GET", path, None).await.status;
    let lans = format!("{dc}/lans");
    assert_eq!([status(&lans).await, status(&lans).await, status(&lans).await], [200, 500, 200]);
    assert_eq!(lab.cloud("POST", &lans, Some(json!({"properties": {}}))).await.status, 202);
    assert_eq!(
        [status("/contracts").await, status("/contracts").await, status("/contracts").await],
        [503, 503, 200]
    );
}

#[tokio::test]
async fn chance_follows_the_seed() {
    let outcomes = async || {
        let lab = Lab::with(Simulator::builder().seed(3)).await;
        lab.sim.inject(FaultRule::status(500, None).probability(0.5));
        let mut outcomes = Vec::new();
        for _ in 0..40 {
            outcomes.push(lab.cloud("GET", "/datacenters", None).await.status);
        }
        outcomes
    };
    let first = outcomes().await;
    assert_eq!(first, outcomes().await);
    assert!(first.contains(&500) && first.contains(&200));
}

#[tokio::test]
async fn faults_that_make_no_sense_are_refused() {
    let lab = Lab::new().await;
    for rule in [
        FaultRule::status(199, None),
        FaultRule::html(600),
        FaultRule::answer(200, [("no name", "")], ""),
        FaultRule::drop_connection().probability(2.0),
        FaultRule::drop_connection().nth(0),
        FaultRule::drop_connection().operation("nothingGet"),
    ] {
        assert_eq!(lab.sim.try_inject(rule.clone()).unwrap_err().kind(), ErrorKind::Config);
        lab.sim.inject(rule);
    }
    lab.get("/datacenters").await;
}

#[tokio::test]
async fn a_dropped_call_gets_no_answer_and_does_nothing() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::drop_connection().method("POST").times(1));
    let bearer = format!("Bearer {}", lab.sim.token());
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let body = datacenter().unwrap().to_string();
    let answer = send(lab.sim.url(), "POST", "/cloudapi/v6/datacenters", &headers, body.as_bytes()).await;
    assert!(answer.is_err());
    assert_eq!(lab.get("/datacenters").await["items"], json!([]));
    let entry = &lab.sim.journal()[0];
    assert_eq!((entry.status, entry.fault.as_deref()), (0, Some("drop")));
}

#[tokio::test]
async fn created_then_502_does_the_work_and_answers_html() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::created_then_502().method("POST"));
    let answer = lab.cloud("POST", "/datacenters", datacenter()).await;
    assert_eq!(answer.status, 502);
    assert!(answer.header("content-type").unwrap().starts_with("text/html"));
    assert!(answer.text.contains("502 Bad Gateway"));
    assert_eq!(lab.get("/datacenters").await["items"].as_array().unwrap().len(), 1);
    assert!(lab.sim.journal()[0].request_id.is_some());
}

#[tokio::test]
async fn html_200_answers_a_page_and_does_nothing() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::html_200().times(1));
    let answer = lab.cloud("POST", "/datacenters", datacenter()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text.starts_with("<html>"));
    assert_eq!(lab.get("/datacenters").await["items"], json!([]));
}

#[tokio::test]
async fn a_delayed_call_is_answered_later() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::delay(Duration::from_millis(80)));
    let begun = Instant::now();
    lab.get("/datacenters").await;
    assert!(begun.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn new_resources_can_be_hidden_for_a_while() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::hide_after_create(Duration::from_secs(3600)).method("POST").times(1));
    let hidden = lab.datacenter().await;
    lab.cloud("GET", &hidden, None).await.refused(404);
    lab.cloud("GET", &format!("{hidden}/lans"), None).await.refused(404);
    let seen = lab.datacenter().await;
    lab.get(&seen).await;
    lab.sim.inject(FaultRule::hide_after_create(Duration::from_millis(50)).method("POST").times(1));
    let soon = lab.datacenter().await;
    until(async || lab.cloud("GET", &soon, None).await.status == 200).await;
}

#[tokio::test]
async fn the_state_shows_resources_but_no_secret() {
    let lab = Lab::new().await;
    lab.datacenter().await;
    let made = lab.result("POST", &format!("{}/cfd_tunnel", lab.account()), Some(json!({"name": "t"}))).await;
    let secret = made["credentials_file"]["TunnelSecret"].as_str().unwrap();
    let state = lab.sim.state();
    assert!(state["cloudflare"]["tunnels"][0]["name"] == "t");
    assert!(!state.to_string().contains(secret));
}

#[tokio::test]
async fn other_languages_have_the_same_through_the_admin_paths() {
    let lab = Lab::new().await;
    let sim = async |method: &str, path: &str, body: &str| {
        send(lab.sim.url(), method, &format!("/_sim{path}"), &[], body.as_bytes()).await.unwrap()
    };
    lab.datacenter().await;
    let journal = sim("GET", "/journal", "").await.expect(200);
    assert_eq!(journal[0]["path"], "/cloudapi/v6/datacenters");
    sim("DELETE", "/journal", "").await.expect(204);
    assert_eq!(sim("GET", "/journal", "").await.expect(200), json!([]));

    let rule = r#"{"method": "GET", "path": "/datacenters", "times": 1, "fault": {"status": {"code": 503, "retry_after": 1}}}"#;
    sim("POST", "/faults", rule).await.expect(201);
    lab.cloud("GET", "/datacenters", None).await.refused(503);
    lab.get("/datacenters").await;
    let rules = r#"["drop", "created_then_502", "html_200"]"#;
    sim("POST", "/faults", rules).await.refused(400);
    let rules = r#"[{"fault": "html_200", "nth": 9}, {"fault": {"delay": {"ms": 1}}}]"#;
    sim("POST", "/faults", rules).await.expect(201);
    assert_eq!(sim("GET", "/faults", "").await.expect(200).as_array().unwrap().len(), 3);
    sim("POST", "/faults", r#"{"fault": "drop", "probability": 7}"#).await.refused(400);
    sim("POST", "/faults", r#"{"fault": "drop", "colour": 7}"#).await.refused(400);
    sim("DELETE", "/faults", "").await.expect(204);

    let state = sim("GET", "/state", "").await.expect(200);
    assert!(state["cloud"]["docs"].is_object());
    sim("PUT", "/buckets/flow-logs", "").await.expect(204);
    sim("PUT", "/buckets/No%20Bucket", "").await.refused(422);
    sim("GET", "/buckets/flow-logs", "").await.refused(405);
    assert!(lab.sim.state()["s3"]["buckets"]["flow-logs"].is_object());
    sim("POST", "/reset", "").await.expect(204);
    assert_eq!(lab.get("/datacenters").await["items"], json!([]));
    sim("PUT", "/reset", "").await.refused(405);
    sim("GET", "/nothing", "").await.refused(404);
    assert_eq!(sim("GET", "", "").await.expect(200)["products"].as_array().unwrap().len(), 15);
}

#[tokio::test]
async fn fault_rules_have_one_json_form() {
    let rule = FaultRule::hide_after_create(Duration::from_millis(5)).method("post").path("/nics").nth(2);
    let json = serde_json::to_value(&rule).unwrap();
    assert_eq!(
        json,
        json!({"method": "POST", "path": "/nics", "nth": 2, "fault": {"hide_after_create": {"ms": 5}}})
    );
    assert_eq!(serde_json::from_value::<FaultRule>(json).unwrap(), rule);
    assert_eq!(serde_json::to_value(FaultKind::CreatedThen502).unwrap(), json!("created_then_502"));
}

#[tokio::test]
async fn time_that_stands_still_moves_by_hand_only() {
    let lab = Lab::with(Simulator::builder().manual_clock()).await;
    let body = json!({"properties": {"name": "dc", "location": "de/txl"}});
    let answer = lab.cloud("POST", "/datacenters", Some(body)).await;
    let status = answer.header("location").unwrap().strip_prefix(lab.sim.url()).unwrap().to_owned();
    let state = async || {
        let status = lab.call("GET", &status, lab.sim.token(), None).await.expect(200);
        status["metadata"]["status"].as_str().unwrap().to_owned()
    };
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(state().await, "RUNNING");
    lab.sim.advance(Duration::from_secs(60));
    assert_eq!(state().await, "DONE");
    let before = lab.call("GET", "/_sim/clock", "", None).await.expect(200);
    let moved =
        lab.call("POST", "/_sim/clock", "", Some(&json!({"advance_ms": 3_600_000}))).await.expect(200);
    assert_ne!(before["now"], moved["now"]);
    assert_eq!(moved["manual"], true);
    lab.call("POST", "/_sim/clock", "", Some(&json!({"advance_ms": -1}))).await.refused(400);
}

#[tokio::test]
async fn a_state_can_be_taken_out_and_put_into_another_simulator() {
    let (one, two) = (Lab::new().await, Lab::new().await);
    let dc = one.datacenter().await;
    let state = one.call("GET", "/_sim/state", "", None).await.expect(200);
    two.call("PUT", "/_sim/state", "", Some(&state)).await.expect(204);
    assert_eq!(two.get(&dc).await["properties"]["name"], "dc");
    two.call("PUT", "/_sim/state", "", Some(&json!({"cloud": 1}))).await.refused(400);
    assert_eq!(two.get(&dc).await["properties"]["name"], "dc");
}

#[tokio::test]
async fn answers_can_be_cut_slow_mislabelled_and_misdated() {
    let lab = Lab::with(Simulator::builder().faults([FaultRule::content_type("text/css").times(1)])).await;
    let answer = lab.cloud("GET", "/datacenters", None).await;
    assert_eq!(answer.header("content-type"), Some("text/css"));
    lab.sim.inject(FaultRule::clock_skew(-86_400).times(1));
    let yesterday = lab.cloud("GET", "/datacenters", None).await.header("date").unwrap().to_owned();
    let today = lab.cloud("GET", "/datacenters", None).await.header("date").unwrap().to_owned();
    assert_ne!(yesterday.get(..16), today.get(..16));
    lab.sim.inject(FaultRule::slow_body(Duration::from_millis(1)).times(1));
    lab.cloud("GET", "/datacenters", None).await.expect(200);
    lab.sim.inject(FaultRule::truncated_body().times(1));
    let (host, mut bytes) = (lab.sim.url().strip_prefix("http://").unwrap(), Vec::new());
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let call = format!(
        "GET /cloudapi/v6/locations HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\n\r\n",
        lab.sim.token()
    );
    tokio::io::AsyncWriteExt::write_all(&mut stream, call.as_bytes()).await.unwrap();
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut bytes).await;
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("\"id\"") && !text.ends_with("0\r\n\r\n"), "{text}");
}
