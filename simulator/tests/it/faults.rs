//! Faults and limits, each kind as a client sees it.

use std::time::Duration;

use ionos_simulator::{ErrorKind, FaultKind, FaultRule, Scenario, Simulator};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::{Answer, Lab, send};

fn datacenter() -> Option<Value> {
    Some(json!({"properties": {"name": "dc", "location": "de/txl"}}))
}

/// The statuses of some calls, one after the other.
async fn statuses(lab: &Lab, path: &str, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        statuses.push(lab.cloud("GET", path, None).await.status);
    }
    statuses
}

async fn count(lab: &Lab) -> usize {
    lab.get("/datacenters").await["items"].as_array().unwrap().len()
}

/// Sends a call and answers the error that the connection ends with; `None` when it is merely closed.
async fn ending(lab: &Lab, method: &str, body: &str) -> Option<std::io::ErrorKind> {
    let host = lab.sim.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let call = format!(
        "{method} /cloudapi/v6/datacenters HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        lab.sim.token(),
        body.len()
    );
    stream.write_all(call.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).await;
    assert!(bytes.is_empty(), "no byte of an answer");
    end.err().map(|error| error.kind())
}

#[tokio::test]
async fn an_operation_is_named_as_in_the_official_description() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.sim.inject(FaultRule::status(503, None).operation("datacentersLansPost"));
    lab.sim.inject(FaultRule::status(500, None).operation("datacentersFindById"));
    lab.sim.inject(FaultRule::status(502, None).operation("k8sVersionsDefaultGet"));
    lab.sim.inject(FaultRule::status(429, None).operation("zonesRecordsGet"));
    let lan = Some(json!({"properties": {}}));
    lab.cloud("POST", &format!("{dc}/lans"), lan.clone()).await.refused(503);
    lab.cloud("GET", &format!("{dc}/lans"), None).await.expect(200);
    lab.cloud("POST", "/datacenters/x/servers", lan).await.refused(404);
    lab.cloud("GET", &dc, None).await.refused(500);
    lab.cloud("GET", "/datacenters", None).await.expect(200);
    lab.cloud("GET", "/k8s/versions", None).await.expect(200);
    lab.cloud("GET", "/k8s/versions/default", None).await.refused(502);
    for prefix in ["", "/_dns"] {
        let path = format!("{prefix}/zones/some/records");
        lab.call("GET", &path, lab.sim.token(), None).await.refused(429);
    }
}

#[tokio::test]
async fn any_status_can_be_answered_in_any_form() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::status(302, None).times(1));
    lab.sim.inject(FaultRule::html(504).times(1));
    let retry =
        [("Retry-After", "Fri, 31 Dec 2999 23:59:59 GMT"), ("content-type", "application/problem+json")];
    lab.sim.inject(FaultRule::answer(599, retry, "{\"half\": ").times(1));
    lab.sim.inject(FaultRule::answer(204, [], "").times(1));
    lab.cloud("POST", "/datacenters", datacenter()).await.refused(302);
    let page = lab.cloud("POST", "/datacenters", datacenter()).await;
    assert_eq!((page.status, page.header("content-type")), (504, Some("text/html; charset=utf-8")));
    assert!(page.text.starts_with("<html>"));
    let odd = lab.cloud("POST", "/datacenters", datacenter()).await;
    assert_eq!((odd.status, odd.text.as_str()), (599, "{\"half\": "));
    assert_eq!(odd.header("retry-after"), Some(retry[0].1));
    assert_eq!(odd.header("content-type"), Some(retry[1].1));
    let empty = lab.cloud("POST", "/datacenters", datacenter()).await;
    assert_eq!((empty.status, empty.text.as_str(), empty.header("content-type")), (204, "", None));
    assert_eq!(count(&lab).await, 0);
}

#[tokio::test]
async fn answers_can_hold_values_that_clients_do_not_know() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let rule: FaultRule = serde_json::from_value(json!({
        "times": 1,
        "fault": {"edit": {"set": {"/metadata/state": "TELEPORTING", "/properties/new~1er": [1], "/no/where": 1}}},
    }))
    .unwrap();
    lab.sim.inject(rule);
    let edited = lab.get(&dc).await;
    assert_eq!(edited["metadata"]["state"], "TELEPORTING");
    assert_eq!(edited["properties"]["new/er"], json!([1]));
    assert_eq!(edited.get("no"), None);
    assert_eq!(lab.get(&dc).await["metadata"]["state"], "AVAILABLE");
    lab.sim.inject(FaultRule::edit("/items/-", json!({"id": "alien"})).times(1));
    assert_eq!(count(&lab).await, 2);
}

#[tokio::test]
async fn a_connection_is_closed_or_reset_with_and_without_effect() {
    let lab = Lab::new().await;
    let body = datacenter().unwrap().to_string();
    for (rule, ends, made) in [
        (FaultRule::drop_connection(), None, 0),
        (FaultRule::reset(), Some(std::io::ErrorKind::ConnectionReset), 0),
        (FaultRule::created_then_reset(), Some(std::io::ErrorKind::ConnectionReset), 1),
    ] {
        lab.sim.inject(rule.times(1));
        assert_eq!(ending(&lab, "POST", &body).await, ends);
        assert_eq!(count(&lab).await, made);
    }
    let journal = lab.sim.journal();
    let last = journal.iter().rev().find(|entry| entry.method == "POST").unwrap();
    assert_eq!((last.status, last.fault.as_deref()), (0, Some("created_then_reset")));
    assert!(last.request_id.is_some(), "the request that the client knows nothing of");
}

#[tokio::test]
async fn credentials_expire_in_the_shape_of_each_product() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::expired_token());
    lab.cloud("POST", "/datacenters", datacenter()).await.refused(401);
    lab.call("GET", "/zones", lab.sim.token(), None).await.refused(401);
    let ai = lab.call("GET", "/v1/models", lab.sim.token(), None).await.expect(401);
    assert_eq!(ai["error"]["type"], "authentication_error");
    assert_ne!(lab.flare("GET", "/zones", None).await.json()["errors"][0]["code"], Value::Null);
    let hosting = async || {
        let key = [("x-api-key", lab.sim.hosting_key())];
        send(lab.sim.url(), "GET", "/dns/v1/zones", &key, b"").await.unwrap()
    };
    assert!(hosting().await.expect(401)[0]["code"].is_string());
    lab.sim.clear_faults();
    hosting().await.expect(200);
    assert_eq!(count(&lab).await, 0);
}

#[tokio::test]
async fn an_issued_token_expires_with_the_clock() {
    let lab = Lab::with(Simulator::builder().manual_clock()).await;
    let token = lab.call("GET", "/auth/v1/tokens/generate?ttl=3600", lab.sim.token(), None).await.expect(200);
    let token = token["token"].as_str().unwrap();
    lab.sim.advance(Duration::from_secs(3599));
    lab.call("GET", "/cloudapi/v6/datacenters", token, None).await.expect(200);
    lab.sim.advance(Duration::from_secs(1));
    lab.call("GET", "/cloudapi/v6/datacenters", token, None).await.refused(401);
}

#[tokio::test]
async fn a_slow_body_comes_in_pieces_and_whole() {
    let lab = Lab::new().await;
    let whole = lab.cloud("GET", "/locations?depth=1", None).await.text;
    lab.sim.inject(FaultRule::slow_body(Duration::from_millis(20)).times(1));
    let host = lab.sim.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let call = format!(
        "GET /cloudapi/v6/locations?depth=1 HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nauthorization: Bearer {}\r\n\r\n",
        lab.sim.token()
    );
    stream.write_all(call.as_bytes()).await.unwrap();
    let (mut reads, mut text) = (0, String::new());
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = stream.read(&mut buffer).await.unwrap();
        if read == 0 {
            break;
        }
        reads += 1;
        text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
    }
    assert!(reads > 4, "{reads} reads");
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    assert!(letters(&text) >= letters(&whole));
}

#[tokio::test]
async fn pass_shields_a_call_from_later_rules() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::pass().path("/datacenters").times(2));
    lab.sim.inject(FaultRule::status(500, None));
    assert_eq!(statuses(&lab, "/datacenters", 3).await, [200, 200, 500]);
    assert_eq!(statuses(&lab, "/contracts", 1).await, [500]);
    assert_eq!(lab.sim.journal()[0].fault.as_deref(), Some("pass"));
}

#[tokio::test]
async fn rules_tell_how_often_they_were_applied() {
    let lab = Lab::new().await;
    lab.sim.inject(FaultRule::status(500, None).path("/lans").nth(2));
    statuses(&lab, "/datacenters", 1).await;
    statuses(&lab, "/datacenters/x/lans", 3).await;
    let rules = lab.call("GET", "/_sim/faults", "", None).await.expect(200);
    assert_eq!((&rules[0]["matched"], &rules[0]["applied"]), (&json!(3), &json!(1)));
}

#[tokio::test]
async fn rules_hold_between_two_moments() {
    let lab = Lab::with(Simulator::builder().manual_clock()).await;
    let rule = FaultRule::status(503, None).from(Duration::from_secs(60)).until(Duration::from_secs(90));
    lab.sim.inject(rule);
    for (seconds, status) in [(0, 200), (59, 200), (1, 503), (29, 503), (1, 200), (1000, 200)] {
        lab.sim.advance(Duration::from_secs(seconds));
        assert_eq!(statuses(&lab, "/datacenters", 1).await, [status], "{seconds} s later");
    }
}

const STORY: &str = r#"
# What happens to a rollout.
[[rules]]
path = "/contracts"
fault = { status = { code = 403 } }

[[steps]]
operation = "datacentersPost"
fault = "created_then_502"

[[steps]]
operation = "datacentersGet"
times = 2
fault = "pass"

[[steps]]
from_ms = 60000
until_ms = 120000
times = 1000
fault = { status = { code = 503, retry_after = 9 } }

[[steps]]
fault = "html_200"
"#;

/// Plays [`STORY`], however it has begun.
async fn play(lab: &Lab) {
    // The first step waits for its operation, and the later ones for it.
    assert_eq!(statuses(lab, "/datacenters", 2).await, [200, 200]);
    assert_eq!(statuses(lab, "/contracts", 2).await, [403, 403]);
    assert_eq!(lab.cloud("POST", "/datacenters", datacenter()).await.status, 502);
    assert_eq!(statuses(lab, "/datacenters", 3).await, [200, 200, 200]);
    lab.sim.advance(Duration::from_secs(60));
    let down = lab.cloud("GET", "/datacenters", None).await;
    assert_eq!((down.status, down.header("retry-after")), (503, Some("9")));
    lab.sim.advance(Duration::from_secs(60));
    let page = lab.cloud("GET", "/datacenters", None).await;
    assert!(page.status == 200 && page.text.starts_with("<html>"));
    assert_eq!(count(lab).await, 1);
}

#[tokio::test]
async fn a_scenario_plays_its_steps_in_the_order_of_calls_and_of_time() {
    let still = || Simulator::builder().manual_clock();
    let folder = tempfile::tempdir().unwrap();
    let (as_toml, as_json) = (folder.path().join("story.toml"), folder.path().join("story.json"));
    std::fs::write(&as_toml, STORY).unwrap();
    let parsed = Scenario::parse(STORY).unwrap();
    std::fs::write(&as_json, serde_json::to_string_pretty(&parsed).unwrap()).unwrap();
    assert_eq!(Scenario::read(&as_json).unwrap(), parsed);
    let lab = Lab::with(still().scenario(Scenario::read(&as_toml).unwrap())).await;
    play(&lab).await;
    // Twice: its times begin anew.
    lab.sim.clear_faults();
    lab.cloud(
        "DELETE",
        &format!("/datacenters/{}", lab.get("/datacenters").await["items"][0]["id"].as_str().unwrap()),
        None,
    )
    .await
    .expect(202);
    lab.sim.advance(Duration::from_secs(3600));
    lab.sim.play(parsed);
    play(&lab).await;
    for body in [std::fs::read(&as_toml).unwrap(), std::fs::read(&as_json).unwrap()] {
        let lab = Lab::with(still()).await;
        let rules = send(lab.sim.url(), "POST", "/_sim/scenario", &[], &body).await.unwrap().expect(201);
        assert_eq!(rules.as_array().unwrap().len(), 5);
        play(&lab).await;
    }
}

#[tokio::test]
async fn a_bad_scenario_names_the_line() {
    let wrong_words = [
        ("fault = \"explode\"", "explode"),
        ("fault = { status = { code = 99 } }", "200 to 599"),
        ("fault = \"drop\"\noperation = \"serverPost\"", "serverPost"),
        ("fault = \"drop\"\nprobability = 1.5", "from 0 to 1"),
        ("fault = \"drop\"\nnth = 0", "from 1"),
        ("fault = \"drop\"\ncolour = \"red\"", "colour"),
        ("fault = { answer = { code = 200, headers = { \"a b\" = \"c\" } } }", "a b"),
        ("times = 3", "fault"),
        ("fault = ", ""),
    ];
    for (words, part) in wrong_words {
        let text = format!("[[rules]]\nfault = \"drop\"\n\n[[steps]]\n{words}\n");
        let error = Scenario::parse(&text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Scenario);
        let message = error.to_string();
        let line: usize = message.split(':').next().unwrap().parse().unwrap();
        assert!((4..=6).contains(&line) && message.contains(part) && !message.contains('\n'), "{message}");
    }
    let json = "{\n  \"steps\": [\n    {\"fault\": \"drop\"},\n    {\"fault\": \"explode\"}\n  ]\n}";
    let message = Scenario::parse(json).unwrap_err().to_string();
    assert!(message.starts_with("4:") && message.contains("explode"), "{message}");
    assert!(!message.contains("line 4"), "{message}");
    let message =
        Scenario::parse("[\n  {\"fault\": \"drop\", \"operation\": \"x\"}\n]").unwrap_err().to_string();
    assert!(message.starts_with("2:") && message.contains("`x`"), "{message}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("story.toml");
    let message = Scenario::read(&file).unwrap_err().to_string();
    assert!(message.contains("story.toml"), "{message}");
    std::fs::write(&file, "steps = 3\n").unwrap();
    let message = Scenario::read(&file).unwrap_err().to_string();
    assert!(message.starts_with(&format!("{}:1:9: ", file.display())), "{message}");
    let lab = Lab::new().await;
    let answer = send(lab.sim.url(), "POST", "/_sim/scenario", &[], b"[[steps]]\n").await.unwrap();
    assert!(answer.refused(400).starts_with("1:"));
}

#[tokio::test]
async fn every_kind_of_fault_has_a_json_form_that_is_read_back() {
    for (fault, form) in [
        (FaultRule::pass(), json!("pass")),
        (FaultRule::status(503, Some(2)), json!({"status": {"code": 503, "retry_after": 2}})),
        (FaultRule::html(502), json!({"html": {"code": 502}})),
        (
            FaultRule::answer(200, [("a", "b")], "x"),
            json!({"answer": {"code": 200, "headers": {"a": "b"}, "body": "x"}}),
        ),
        (FaultRule::edit("/a", 1), json!({"edit": {"set": {"/a": 1}}})),
        (FaultRule::expired_token(), json!("expired_token")),
        (FaultRule::delay(Duration::from_millis(5)), json!({"delay": {"ms": 5}})),
        (FaultRule::drop_connection(), json!("drop")),
        (FaultRule::reset(), json!("reset")),
        (FaultRule::created_then_reset(), json!("created_then_reset")),
        (FaultRule::created_then_502(), json!("created_then_502")),
        (FaultRule::html_200(), json!("html_200")),
        (FaultRule::hide_after_create(Duration::from_millis(5)), json!({"hide_after_create": {"ms": 5}})),
        (FaultRule::truncated_body(), json!("truncated_body")),
        (FaultRule::slow_body(Duration::from_millis(5)), json!({"slow_body": {"ms": 5}})),
        (FaultRule::content_type("text/css"), json!({"content_type": {"value": "text/css"}})),
        (FaultRule::clock_skew(-5), json!({"clock_skew": {"seconds": -5}})),
        (FaultRule::fail_request("why"), json!({"fail_request": {"message": "why"}})),
    ] {
        let rule = json!(fault);
        assert_eq!(rule, json!({ "fault": form }));
        assert_eq!(serde_json::from_value::<FaultRule>(rule).unwrap(), fault);
        serde_json::from_value::<FaultKind>(form).unwrap();
    }
}

#[tokio::test]
async fn every_answer_of_the_contract_tells_what_is_left() {
    let lab = Lab::with(Simulator::builder().rate_limit(60, 100).manual_clock()).await;
    let mut left = 100;
    let mut check = |answer: &Answer| {
        left -= 1;
        assert_eq!(answer.header("x-ratelimit-limit"), Some("60"));
        assert_eq!(answer.header("x-ratelimit-burst"), Some("100"));
        assert_eq!(answer.header("x-ratelimit-remaining"), Some(left.to_string().as_str()));
    };
    check(&lab.cloud("GET", "/datacenters", None).await);
    check(&lab.cloud("POST", "/datacenters", datacenter()).await);
    check(&lab.cloud("POST", "/datacenters", Some(json!({}))).await);
    check(&lab.cloud("GET", "/nothing", None).await);
    check(&lab.call("GET", "/cloudapi/v6/datacenters", "wrong", None).await);
    check(&lab.call("GET", "/auth/v1/tokens", lab.sim.token(), None).await);
    check(&lab.call("GET", "/activitylog/v1", lab.sim.token(), None).await);
    lab.sim.inject(FaultRule::status(500, None).times(1));
    check(&lab.cloud("GET", "/datacenters", None).await);
    lab.sim.inject(FaultRule::status(429, Some(3)).times(1));
    let answer = lab.cloud("GET", "/datacenters", None).await;
    assert_eq!(answer.header("x-ratelimit-remaining"), Some("0"));
    // A gateway knows nothing of the contract.
    lab.sim.inject(FaultRule::html(502).times(1));
    assert_eq!(lab.cloud("GET", "/datacenters", None).await.header("x-ratelimit-limit"), None);
}

#[tokio::test]
async fn the_limit_is_one_for_all_of_the_contract_and_returns_with_time() {
    let lab = Lab::with(Simulator::builder().rate_limit(60, 3).manual_clock()).await;
    let password = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("{}:{}", lab.sim.username(), lab.sim.password()),
    );
    let basic = format!("Basic {password}");
    let by_password = async || {
        let headers = [("authorization", basic.as_str())];
        send(lab.sim.url(), "GET", "/cloudapi/v6/datacenters", &headers, b"").await.unwrap()
    };
    assert_eq!(statuses(&lab, "/datacenters", 2).await, [200, 200]);
    by_password().await.expect(200);
    let refused = by_password().await;
    assert_eq!(refused.header("retry-after"), Some("1"));
    refused.refused(429);
    lab.call("GET", "/auth/v1/tokens", lab.sim.token(), None).await.refused(429);
    assert_eq!(lab.sim.journal().last().unwrap().status, 429);
    // The DNS service has no such limit.
    lab.call("GET", "/zones", lab.sim.token(), None).await.expect(200);
    lab.sim.advance(Duration::from_secs(2));
    assert_eq!(statuses(&lab, "/datacenters", 3).await, [200, 200, 429]);
    lab.sim.advance(Duration::from_secs(3600));
    assert_eq!(statuses(&lab, "/datacenters", 4).await, [200, 200, 200, 429]);
}

#[tokio::test]
async fn images_of_the_model_hub_have_a_limit_of_their_own() {
    let lab = Lab::with(Simulator::builder().speed(1.0).manual_clock()).await;
    let image = async || {
        let body = json!({"model": "black-forest-labs/FLUX.1-schnell", "prompt": "a tree"});
        lab.call("POST", "/v1/images/generations", lab.sim.token(), Some(&body)).await
    };
    // Ten calls at once, five a second; of images 20 at once, ten a minute.
    for _ in 0..2 {
        for _ in 0..10 {
            image().await.expect(200);
        }
        lab.sim.advance(Duration::from_secs(2));
    }
    let refused = image().await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("2")));
    for _ in 0..10 {
        lab.call("GET", "/v1/models", lab.sim.token(), None).await.expect(200);
    }
    assert_eq!(lab.call("GET", "/v1/models", lab.sim.token(), None).await.status, 429);
    lab.sim.advance(Duration::from_secs(6));
    image().await.expect(200);
}
