//! The activity log.

use futures_util::TryStreamExt as _;
use ionos_core::{Activity, ActivityStatus};
use serde_json::{Value, json};
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::client;

const LOG: &str = "/activitylog/v1/contracts/31721060";

fn entry(number: u64) -> Value {
    json!({"_source": {"@uuid": format!("e{number}"), "event": {"type": "RequestAccepted"}}})
}

async fn page(server: &MockServer, offset: u64, hits: Vec<Value>) {
    let body = json!({"hits": {"total": 5, "hits": hits}});
    Mock::given(path(LOG))
        .and(query_param("offset", offset.to_string()))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .expect(1)
        .mount(server)
        .await;
}

#[tokio::test]
async fn events_are_a_stream_over_all_pages_until_a_short_one() {
    let server = MockServer::start().await;
    page(&server, 0, vec![entry(0), entry(1)]).await;
    page(&server, 2, vec![entry(2), entry(3)]).await;
    page(&server, 4, vec![entry(4)]).await;
    let log = client(&server.uri()).activity_log();
    let events = log.events(31_721_060).start("2026-07-01").end("2026-08-01").page_size(2);
    let found: Vec<_> = events.items().map_ok(|e| e.uuid.unwrap()).try_collect().await.unwrap();
    assert_eq!(found, ["e0", "e1", "e2", "e3", "e4"]);
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[1].url.query(), Some("offset=2&limit=2&dateStart=2026-07-01&dateEnd=2026-08-01"));
}

#[tokio::test]
async fn events_end_on_a_page_that_repeats_itself() {
    let server = MockServer::start().await;
    page(&server, 0, vec![entry(0), entry(1)]).await;
    page(&server, 2, vec![entry(0), entry(1)]).await;
    let all = client(&server.uri()).activity_log().events("31721060").page_size(2).all().await.unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn a_page_holds_twenty_entries_by_default() {
    let server = MockServer::start().await;
    page(&server, 0, Vec::new()).await;
    assert!(client(&server.uri()).activity_log().events("31721060").all().await.unwrap().is_empty());
    assert_eq!(server.received_requests().await.unwrap()[0].url.query(), Some("offset=0&limit=20"));
}

#[tokio::test]
async fn contracts_are_read_whether_their_number_is_a_number_or_a_text() {
    let server = MockServer::start().await;
    let body = json!([{"id": 31_721_060, "type": "contracts"}, {"id": "98765432", "type": "contracts"}]);
    Mock::given(path("/activitylog/v1/contracts"))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(&server)
        .await;
    let info = json!({"name": "CLOUD API", "version": "1.0"});
    Mock::given(path("/activitylog/v1/"))
        .respond_with(ResponseTemplate::new(200).set_body_json(info))
        .mount(&server)
        .await;
    let log = client(&server.uri()).activity_log();
    let contracts = log.contracts().await.unwrap();
    let numbers: Vec<_> = contracts.iter().map(|c| c.id.as_ref().unwrap().as_str()).collect();
    assert_eq!(numbers, ["31721060", "98765432"]);
    assert_eq!(log.info().await.unwrap().version.as_deref(), Some("1.0"));
}

#[test]
fn an_entry_survives_a_round_trip_with_fields_nobody_knows() {
    let document = json!({
        "@uuid": "c1", "newer": true,
        "principal": {"sourceIP": "203.0.113.42", "identity": {"contractNumber": "31721060", "username": "a@example.com"},
            "sourceService": "DCD", "serviceHost": "h"},
        "meta": {"auditVersion": "0.1", "requestId": "r1", "queueRefId": 7, "time": "2026-09-23T12:02:52.394Z",
            "transactionId": "x"},
        "event": {
            "param": {"action": "POST", "error": {"httpStatus": "422", "messages": [{"errorCode": "309", "message": "no"}]},
                "uri": "/cloudapi/v6/datacenters", "initiator": "DCD", "errorCode": "309", "sourceService": "PUBLIC_REST"},
            "resources": [{"action": ["vdc.create"], "id": "d1", "type": "datacenter"}],
            "message": "m", "status": "SOMETHING_NEW", "type": "Error",
        },
    });
    let entry: Activity = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(serde_json::to_value(&entry).unwrap(), document);
    let status = entry.event.unwrap().status.unwrap();
    assert!(matches!(status, ActivityStatus::Unknown(_)), "{status}");
}
