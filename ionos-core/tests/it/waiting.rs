//! Waiting for changes, with a service that tells the stages of its work.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use ionos_core::{ErrorKind, NewDatacenter, PollPolicy, Progress};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::builder;

const REQUEST: &str = "/cloudapi/v6/requests/r1/status";

fn status(word: &str) -> Value {
    json!({"id": "r1", "metadata": {"status": word, "message": "[VDC-5-0] An unexpected error occurred", "targets": [{"target": {"id": "d1", "type": "datacenter"}}]}})
}

fn datacenter(state: &str) -> Value {
    json!({"id": "d1", "type": "datacenter", "properties": {"name": "a"}, "metadata": {"state": state}})
}

async fn mount(server: &MockServer, at: &str, answers: Vec<ResponseTemplate>) {
    let last = answers.len() - 1;
    for (i, answer) in answers.into_iter().enumerate() {
        let mock = Mock::given(method("GET")).and(path(at)).respond_with(answer);
        if i == last { mock.mount(server).await } else { mock.up_to_n_times(1).mount(server).await }
    }
}

async fn accepting() -> MockServer {
    let server = MockServer::start().await;
    let accepted = ResponseTemplate::new(202)
        .insert_header("location", format!("{}{REQUEST}", server.uri()).as_str())
        .set_body_json(datacenter("BUSY"));
    Mock::given(method("POST")).respond_with(accepted).mount(&server).await;
    server
}

fn quick(server: &MockServer) -> ionos_core::Client {
    let policy = PollPolicy::default()
        .intervals(Duration::from_millis(1), Duration::from_millis(2))
        .deadline(Duration::from_millis(300));
    builder(&server.uri(), "t").polling(policy).build().unwrap()
}

#[tokio::test]
async fn wait_follows_the_request_and_then_the_resource() {
    let server = accepting().await;
    mount(
        &server,
        REQUEST,
        ["QUEUED", "RUNNING", "DONE"].map(|s| ResponseTemplate::new(200).set_body_json(status(s))).to_vec(),
    )
    .await;
    let not_yet = ResponseTemplate::new(404);
    let busy = ResponseTemplate::new(200).set_body_json(datacenter("BUSY"));
    let ready = ResponseTemplate::new(200).set_body_json(datacenter("AVAILABLE"));
    mount(&server, "/cloudapi/v6/datacenters/d1", vec![not_yet, busy, ready]).await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    assert_eq!((pending.id(), pending.request_id()), (Some("d1"), Some("r1")));
    let made = pending.wait().await.unwrap();
    assert!(made.state().unwrap().is_settled());
}

#[tokio::test]
async fn progress_tells_the_stages() {
    let server = accepting().await;
    mount(
        &server,
        REQUEST,
        ["QUEUED", "RUNNING", "DONE"].map(|s| ResponseTemplate::new(200).set_body_json(status(s))).to_vec(),
    )
    .await;
    mount(
        &server,
        "/cloudapi/v6/datacenters/d1",
        vec![ResponseTemplate::new(200).set_body_json(datacenter("AVAILABLE"))],
    )
    .await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let stages: Vec<_> = pending.progress().try_collect().await.unwrap();
    assert_eq!(stages, [Progress::Queued, Progress::Running, Progress::Done]);
}

#[tokio::test]
async fn a_failed_request_gives_reason_targets_and_a_hint() {
    let server = accepting().await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("FAILED"))]).await;
    let error = quick(&server)
        .datacenters()
        .create(NewDatacenter::new("a", "de/txl"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provisioning);
    assert_eq!((error.request_id(), error.codes().next()), (Some("r1"), Some("VDC-5-0")));
    let text = error.to_string();
    assert!(text.contains("datacenter d1") && text.contains("support"), "{text}");
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_and_says_that_the_change_goes_on() {
    let server = accepting().await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("RUNNING"))]).await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let error = pending.deadline(Duration::from_millis(20)).wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("goes on"), "{error}");
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let progress = pending.deadline(Duration::from_millis(20)).progress();
    let error = progress.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_foreign_location_header_is_never_followed() {
    let server = MockServer::start().await;
    let accepted = ResponseTemplate::new(202)
        .insert_header("location", "http://192.0.2.1/cloudapi/v6/requests/r1/status")
        .set_body_json(datacenter("BUSY"));
    Mock::given(method("POST")).respond_with(accepted).mount(&server).await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("DONE"))]).await;
    mount(
        &server,
        "/cloudapi/v6/datacenters/d1",
        vec![ResponseTemplate::new(200).set_body_json(datacenter("AVAILABLE"))],
    )
    .await;
    quick(&server)
        .datacenters()
        .create(NewDatacenter::new("a", "de/txl"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
}

#[tokio::test]
async fn lists_end_on_a_repeated_page() {
    let server = MockServer::start().await;
    let items: Vec<_> = (0..2).map(|i| json!({"id": format!("d{i}"), "properties": {}})).collect();
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"items": items})))
        .mount(&server)
        .await;
    let all = quick(&server).datacenters().list().page_size(2).all().await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_service_that_ignores_the_limit_does_not_lose_items() {
    let server = MockServer::start().await;
    let items: Vec<_> = (0..5).map(|i| json!({"id": format!("d{i}"), "properties": {}})).collect();
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"items": items})))
        .mount(&server)
        .await;
    assert_eq!(quick(&server).datacenters().list().page_size(2).all().await.unwrap().len(), 5);
}

#[tokio::test]
async fn deleting_what_is_gone_succeeds() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(404)).mount(&server).await;
    quick(&server).datacenter("d").delete().await.unwrap().wait().await.unwrap();
}
