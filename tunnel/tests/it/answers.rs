//! Answers of Cloudflare that are unusual, and what becomes of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ionos_core::engine::RetryPolicy;
use ionos_tunnel::{
    Change, Cloudflare, Error, ErrorKind, Publication, SecretString, TunnelProvider, TunnelRef,
};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, header, method, path, path_regex, query_param};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

const TOKEN: &str = "planted-api-token-5d41402abc4b2a76";
const ACCOUNT: &str = "0123456789abcdef0123456789abcdef";

fn cloudflare(server: &MockServer) -> Cloudflare {
    Cloudflare::builder(SecretString::from(TOKEN))
        .account(ACCOUNT)
        .base_url(format!("{}/client/v4", server.uri()).parse().unwrap())
        .retry(RetryPolicy::default().attempts(3).waits(Duration::from_millis(1), Duration::from_millis(5)))
        .build()
        .unwrap()
}

fn publication() -> Publication {
    Publication::new("web", "app.example.com", "http://127.0.0.1:8080".parse().unwrap(), ["example.com"])
        .unwrap()
}

fn good(result: Value) -> ResponseTemplate {
    let info = json!({ "page": 1, "per_page": 50, "count": result.as_array().map_or(0, Vec::len) });
    ResponseTemplate::new(200).set_body_json(
        json!({ "success": true, "errors": [], "messages": [], "result": result, "result_info": info }),
    )
}

fn bad(status: u16, code: u32, message: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(
        json!({ "success": false, "errors": [{ "code": code, "message": message }], "messages": [], "result": null }),
    )
}

async fn answer_everything(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(path_regex(".*")).respond_with(answer).mount(&server).await;
    server
}

fn is_clean(error: &Error) {
    let mut text = format!("{error}\n{error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text.push_str(&format!("\n{inner}\n{inner:?}"));
        source = inner.source();
    }
    assert!(!text.contains(TOKEN), "{text}");
    assert!(!error.to_string().contains('\n'), "{error}");
}

#[tokio::test]
async fn a_200_that_says_no_is_an_error() {
    let server = answer_everything(bad(200, 1234, "not today")).await;
    let error = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.codes().collect::<Vec<_>>(), ["1234"]);
    assert!(error.to_string().contains("not today"), "{error}");
    is_clean(&error);
}

#[tokio::test]
async fn an_answer_without_an_envelope_is_an_error() {
    for body in [json!([]), json!({}), json!({ "result": [] }), json!({ "success": null, "result": [] })] {
        let server = answer_everything(ResponseTemplate::new(200).set_body_json(&body)).await;
        let error = cloudflare(&server).ensure_tunnel(&publication()).await.expect_err(&body.to_string());
        assert_eq!(error.kind(), ErrorKind::Api, "{body}");
    }
    let page = ResponseTemplate::new(200).set_body_raw("<html>blocked</html>", "text/html");
    let error = cloudflare(&answer_everything(page).await).ensure_tunnel(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
}

#[tokio::test]
async fn a_bad_token_is_told_from_a_missing_permission() {
    for (status, code, kind) in [
        (401, 1000, ErrorKind::Auth),
        (401, 10000, ErrorKind::Auth),
        (400, 6003, ErrorKind::Auth),
        (403, 9109, ErrorKind::Auth),
        (403, 10000, ErrorKind::PermissionDenied),
        (400, 10000, ErrorKind::PermissionDenied),
        (403, 1, ErrorKind::PermissionDenied),
    ] {
        let server = answer_everything(bad(status, code, "no")).await;
        let error = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{status} {code}: {error}");
        is_clean(&error);
        if kind == ErrorKind::PermissionDenied {
            assert!(error.to_string().contains("Cloudflare Tunnel: Edit"), "{error}");
        }
    }
}

#[tokio::test]
async fn the_missing_permission_is_named_for_the_part_that_failed() {
    let server = MockServer::start().await;
    Mock::given(path_regex("/access/identity_providers$"))
        .respond_with(good(json!([{ "id": "i" }])))
        .mount(&server)
        .await;
    Mock::given(path_regex("/access/policies$"))
        .respond_with(bad(403, 10000, "Authentication error"))
        .mount(&server)
        .await;
    let zone = json!([{ "id": "z", "name": "example.com" }]);
    Mock::given(path_regex("/zones$")).respond_with(good(zone)).mount(&server).await;
    Mock::given(path_regex("/cfd_tunnel$")).respond_with(good(json!([]))).mount(&server).await;
    Mock::given(path_regex("/zones/z/dns_records$")).respond_with(good(json!([]))).mount(&server).await;
    let error = cloudflare(&server).ensure_access(&publication()).await.unwrap_err();
    assert!(error.to_string().contains("Access: Apps and Policies"), "{error}");
}

#[tokio::test]
async fn an_account_without_identity_provider_gets_no_application() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path_regex("/access/identity_providers$"))
        .respond_with(good(json!([])))
        .mount(&server)
        .await;
    let error = cloudflare(&server).ensure_access(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady);
    assert!(error.to_string().contains("identity provider"), "{error}");
    assert!(server.received_requests().await.unwrap().iter().all(|r| r.method.as_str() == "GET"));
}

#[tokio::test]
async fn the_token_travels_as_a_bearer_header_only() {
    let server = MockServer::start().await;
    Mock::given(header("authorization", format!("Bearer {TOKEN}").as_str()))
        .and(path(format!("/client/v4/accounts/{ACCOUNT}/cfd_tunnel/t1/token")))
        .respond_with(good(json!("secret-tunnel-token")))
        .expect(1)
        .mount(&server)
        .await;
    let client = cloudflare(&server);
    let token = client.connector_token(&TunnelRef::new("t1", "web")).await.unwrap();
    assert_eq!(secrecy::ExposeSecret::expose_secret(&token), "secret-tunnel-token");
    let shown = format!("{client:?} {token:?}");
    assert!(!shown.contains("secret-tunnel-token") && !shown.contains(TOKEN), "{shown}");
}

#[tokio::test]
async fn an_unreadable_token_answer_is_not_repeated_in_the_error() {
    let server = answer_everything(good(json!({ "value": "secret-tunnel-token" }))).await;
    let error = cloudflare(&server).connector_token(&TunnelRef::new("t1", "web")).await.unwrap_err();
    is_clean(&error);
    assert!(!format!("{error} {error:?}").contains("secret-tunnel-token"), "{error:?}");
    let server = answer_everything(ResponseTemplate::new(200).set_body_string("\"secret-tunnel-token")).await;
    let error = cloudflare(&server).connector_token(&TunnelRef::new("t1", "web")).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret-tunnel-token"), "{error:?}");
}

/// Serves a list page by page, or the same page for ever.
struct Pages {
    items: Vec<Value>,
    heed: bool,
    info: bool,
    calls: Arc<AtomicUsize>,
}

impl Respond for Pages {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let of = |name: &str| {
            request.url.query_pairs().find(|(k, _)| k == name).map(|(_, v)| v.parse::<usize>().unwrap())
        };
        let (page, size) = (of("page").unwrap_or(1), of("per_page").unwrap_or(20).min(50));
        let start = if self.heed { (page - 1) * size } else { 0 };
        let part: Vec<&Value> = self.items.iter().skip(start).take(size).collect();
        let mut body = json!({ "success": true, "errors": [], "messages": [], "result": part });
        if self.info {
            body["result_info"] = json!({ "page": page, "per_page": size, "count": part.len() });
        }
        ResponseTemplate::new(200).set_body_json(body)
    }
}

fn tunnels(n: usize) -> Vec<Value> {
    (0..n).map(|i| json!({ "id": format!("id-{i}"), "name": if i + 1 == n { "web".to_owned() } else { format!("t{i}") } })).collect()
}

#[tokio::test]
async fn what_is_on_the_last_page_is_found() {
    for (n, info) in [(1, true), (50, true), (51, true), (130, true), (100, false), (101, false)] {
        let server = MockServer::start().await;
        let calls = Arc::new(AtomicUsize::new(0));
        let pages = Pages { items: tunnels(n), heed: true, info, calls: calls.clone() };
        Mock::given(method("GET"))
            .and(query_param("is_deleted", "false"))
            .respond_with(pages)
            .mount(&server)
            .await;
        let (change, tunnel) = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap();
        assert_eq!((change, tunnel.id), (Change::Kept, format!("id-{}", n - 1)));
        assert!(calls.load(Ordering::SeqCst) <= n / 50 + 1);
    }
}

#[tokio::test]
async fn a_server_that_repeats_its_first_page_for_ever_does_not_hang_us() {
    let server = MockServer::start().await;
    let calls = Arc::new(AtomicUsize::new(0));
    let items = (0..50).map(|i| json!({ "id": format!("id-{i}"), "name": "other" })).collect();
    Mock::given(method("GET"))
        .respond_with(Pages { items, heed: false, info: true, calls: calls.clone() })
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(good(json!({ "id": "new", "name": "web" })))
        .mount(&server)
        .await;
    let (change, _) = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap();
    assert_eq!(change, Change::Created);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_name_that_was_taken_meanwhile_is_looked_up() {
    let server = MockServer::start().await;
    let list = || path(format!("/client/v4/accounts/{ACCOUNT}/cfd_tunnel"));
    Mock::given(method("GET"))
        .and(list())
        .respond_with(good(json!([])))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(list())
        .respond_with(good(
            json!([{ "id": "t1", "name": "web", "config_src": "cloudflare", "deleted_at": null }]),
        ))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(body_partial_json(json!({ "name": "web", "config_src": "cloudflare" })))
        .respond_with(bad(409, 1013, "You already have a tunnel with this name."))
        .expect(1)
        .mount(&server)
        .await;
    let (_, tunnel) = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap();
    assert_eq!(tunnel.id, "t1");
}

#[tokio::test]
async fn deleted_and_similar_tunnels_are_not_taken_for_ours() {
    let server = MockServer::start().await;
    let others = json!([
        { "id": "a", "name": "web", "deleted_at": "2026-01-01T00:00:00Z" },
        { "id": "b", "name": "website", "deleted_at": null },
    ]);
    Mock::given(method("GET")).respond_with(good(others)).mount(&server).await;
    Mock::given(method("POST"))
        .respond_with(good(json!({ "id": "c", "name": "web", "token": "x" })))
        .expect(1)
        .mount(&server)
        .await;
    let (change, tunnel) = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap();
    assert_eq!((change, tunnel.id.as_str()), (Change::Created, "c"));
}

#[tokio::test]
async fn a_tunnel_configured_on_its_machine_is_a_conflict() {
    let server = answer_everything(good(json!([{ "id": "a", "name": "web", "config_src": "local" }]))).await;
    let error = cloudflare(&server).ensure_tunnel(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn the_configuration_keeps_what_is_not_ours_and_is_read_again_after_the_write() {
    let server = MockServer::start().await;
    let base = format!("/client/v4/accounts/{ACCOUNT}");
    let app = json!({ "id": "app1", "name": "web: app.example.com", "type": "self_hosted", "domain": "app.example.com", "aud": "aud1" });
    let answers = [
        ("access/policies", json!([])),
        ("access/apps", json!([app, { "id": "strange", "type": "warp", "destinations": "not a list" }])),
        ("access/organizations", json!({ "auth_domain": "acme.cloudflareaccess.com" })),
    ];
    for (at, result) in answers {
        Mock::given(method("GET"))
            .and(path(format!("{base}/{at}")))
            .respond_with(good(result))
            .mount(&server)
            .await;
    }
    let at = || path(format!("{base}/cfd_tunnel/t1/configurations"));
    let foreign = json!({ "hostname": "other.example.com", "service": "http://o:1", "originRequest": { "somethingNew": 7 } });
    let last = json!({ "service": "http_status:503" });
    let before = json!({ "version": 4, "source": "cloudflare", "config": {
        "ingress": [foreign, last], "warp-routing": { "enabled": true }, "futureKey": [1] } });
    let ours = json!({ "hostname": "app.example.com", "service": "http://127.0.0.1:8080", "originRequest": {
        "access": { "required": true, "teamName": "acme", "audTag": ["aud1"] } } });
    let config =
        json!({ "ingress": [foreign, ours, last], "warp-routing": { "enabled": true }, "futureKey": [1] });
    Mock::given(method("GET"))
        .and(at())
        .respond_with(good(before))
        .up_to_n_times(1)
        .expect(1)
        .mount(&server)
        .await;
    let after = json!({ "version": 5, "source": "cloudflare", "config": config });
    Mock::given(method("GET")).and(at()).respond_with(good(after.clone())).expect(1).mount(&server).await;
    Mock::given(method("PUT")).and(at()).respond_with(good(after)).expect(1).mount(&server).await;
    let change =
        cloudflare(&server).ensure_configuration(&publication(), &TunnelRef::new("t1", "web")).await.unwrap();
    assert_eq!(change, Change::Created);
    let sent = server.received_requests().await.unwrap();
    let put = sent.iter().find(|r| r.method.as_str() == "PUT").unwrap();
    assert_eq!(put.body_json::<Value>().unwrap(), json!({ "config": config }));
}

#[tokio::test]
async fn the_calls_left_are_read_from_the_headers_and_none_is_sent_when_there_are_none() {
    let full = answer_everything(
        good(json!([{ "id": "t1", "name": "web" }]))
            .insert_header("ratelimit", "\"default\";r=0;t=250")
            .insert_header("ratelimit-policy", "\"default\";q=1200;w=300"),
    )
    .await;
    let client = cloudflare(&full);
    client.ensure_tunnel(&publication()).await.unwrap();
    let error = client.ensure_tunnel(&publication()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert!(error.to_string().contains("1200 calls in five minutes"), "{error}");
    assert_eq!(full.received_requests().await.unwrap().len(), 1);
    is_clean(&error);
}

#[test]
fn a_token_is_never_sent_without_tls_outside_this_machine() {
    let build = |base: &str| {
        Cloudflare::builder(SecretString::from(TOKEN))
            .account(ACCOUNT)
            .base_url(base.parse().unwrap())
            .build()
    };
    for bad in [
        "http://api.example.com/client/v4",
        "http://10.0.0.1/",
        "ftp://localhost/",
        "http://localhost.example.com/",
    ] {
        let error = build(bad).expect_err(bad);
        assert_eq!(error.kind(), ErrorKind::Config);
        is_clean(&error);
    }
    for good in
        ["https://api.example.com/client/v4", "http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost:1/"]
    {
        assert!(build(good).is_ok(), "{good}");
    }
}

#[test]
fn missing_settings_are_named() {
    let empty = Cloudflare::builder(SecretString::from("")).account(ACCOUNT).build().unwrap_err();
    assert!(empty.to_string().contains("CLOUDFLARE_API_TOKEN"), "{empty}");
    let no_account = Cloudflare::builder(SecretString::from(TOKEN)).build().unwrap_err();
    assert!(no_account.to_string().contains("CLOUDFLARE_ACCOUNT_ID"), "{no_account}");
    let odd = Cloudflare::builder(SecretString::from(TOKEN)).account("../zones").build().unwrap_err();
    assert_eq!(odd.kind(), ErrorKind::Config);
}
