//! The Auth API.

use std::time::Duration;

use ionos_core::{ErrorKind, TokenCriteria};
use serde_json::json;
use wiremock::matchers::{any, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::client;

#[tokio::test]
async fn a_token_is_generated_with_its_lifetime_in_seconds_and_never_printed() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/auth/v1/tokens/generate"))
        .and(query_param("ttl", "3600"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"token": "ey.J.x"})))
        .expect(1)
        .mount(&server)
        .await;
    let token = client(&server.uri()).auth().generate(Some(Duration::from_secs(3600))).await.unwrap();
    assert_eq!(token.expose(), "ey.J.x");
    assert!(!format!("{token:?}").contains("ey.J"));
}

#[tokio::test]
async fn an_unclear_generation_is_not_sent_again() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(502)).expect(1).mount(&server).await;
    let error = client(&server.uri()).auth().generate(None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.may_have_happened());
    assert_eq!(server.received_requests().await.unwrap()[0].url.query(), None);
}

#[tokio::test]
async fn tokens_are_listed_and_read() {
    let server = MockServer::start().await;
    let token = json!({"id": "t1", "href": "https://h/tokens/t1", "createdDate": "2026-01-01T00:00:00Z",
        "expirationDate": "2027-01-01T00:00:00Z", "newer": 1});
    let list = ResponseTemplate::new(200).set_body_json(json!({"tokens": [token]}));
    Mock::given(path("/auth/v1/tokens")).respond_with(list).mount(&server).await;
    let one = ResponseTemplate::new(200).set_body_json(&token);
    Mock::given(path("/auth/v1/tokens/t1")).respond_with(one).mount(&server).await;
    let auth = client(&server.uri()).auth();
    let found = auth.token("t1").await.unwrap();
    assert_eq!(auth.tokens().await.unwrap(), std::slice::from_ref(&found));
    assert_eq!(serde_json::to_value(&found).unwrap(), token);
    assert_eq!(found.id.unwrap().as_str(), "t1");
}

#[tokio::test]
async fn tokens_are_removed_by_id_and_by_criteria() {
    let server = MockServer::start().await;
    let done = ResponseTemplate::new(200).set_body_json(json!({"success": true}));
    Mock::given(method("DELETE"))
        .and(path("/auth/v1/tokens"))
        .and(query_param("criteria", "EXPIRED"))
        .respond_with(done)
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(path("/auth/v1/tokens/t1"))
        .respond_with(ResponseTemplate::new(404))
        .mount(&server)
        .await;
    let failed = ResponseTemplate::new(200).set_body_json(json!({"success": false}));
    Mock::given(path("/auth/v1/tokens/t2")).respond_with(failed).mount(&server).await;
    let auth = client(&server.uri()).auth();
    auth.delete_tokens(TokenCriteria::Expired).await.unwrap();
    auth.delete_token("t1").await.unwrap();
    assert!(auth.delete_token("t2").await.is_err());
}

#[tokio::test]
async fn the_token_in_use_is_removed_with_one_request_only() {
    let server = MockServer::start().await;
    Mock::given(query_param("criteria", "CURRENT"))
        .respond_with(ResponseTemplate::new(503))
        .expect(1)
        .mount(&server)
        .await;
    let error = client(&server.uri()).auth().delete_tokens(TokenCriteria::Current).await.unwrap_err();
    assert!(error.may_have_happened());
}
