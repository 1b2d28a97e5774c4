//! DNS of web hosting.

use ionos_core::*;
use serde_json::json;
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{answering, client, lines};

#[tokio::test]
async fn zones_come_as_a_bare_list_with_the_key_of_hosting() {
    let zones = json!([{"name": "example.com", "id": "z1", "type": "NATIVE"}, {"name": "example.net", "id": "z2", "type": "NEWER"}]);
    let server = answering(zones.clone()).await;
    let dns = client(&server.uri()).hosting_dns();
    let all = dns.zones().list().all().await.unwrap();
    assert_eq!(serde_json::to_value(&all).unwrap(), zones);
    assert_eq!(all[0].kind, Some(HostingZoneType::Native));
    assert_eq!(dns.zones().find("example.net").await.unwrap().unwrap().id.as_str(), "z2");
    assert_eq!(lines(&server).await, ["GET /dns/v1/zones", "GET /dns/v1/zones"]);
    let request = &server.received_requests().await.unwrap()[0];
    assert_eq!(request.headers.get("x-api-key").unwrap(), "test.test");
    assert!(
        !request.headers.contains_key("authorization") && !request.headers.contains_key("x-contract-number")
    );
}

#[tokio::test]
async fn every_call_of_hosting_dns_sends_what_its_description_says() {
    let server = MockServer::start().await;
    let answer = |body| ResponseTemplate::new(200).set_body_json(body);
    let record = json!({"id": "r", "name": "www.example.com", "rootName": "example.com", "type": "A", "content": "192.0.2.1",
        "changeDate": "2026-11-01T10:00:00.000Z", "ttl": 3600, "prio": 0, "disabled": false});
    let dynamic = json!({"bulkId": "b", "updateUrl": "https://ipv4.api.hosting.ionos.com/dns/v1/dyndns?q=secret", "domains": ["home.example.com"], "description": "d"});
    let zone = json!({"id": "z", "name": "example.com", "type": "NATIVE", "records": [record]});
    Mock::given(method("GET")).and(path("/dns/v1/zones/z")).respond_with(answer(zone)).mount(&server).await;
    Mock::given(method("POST"))
        .and(path("/dns/v1/zones/z/records"))
        .respond_with(answer(json!([record])))
        .mount(&server)
        .await;
    Mock::given(path("/dns/v1/zones/z/records/r")).respond_with(answer(record)).mount(&server).await;
    Mock::given(method("POST"))
        .and(path("/dns/v1/dyndns"))
        .respond_with(answer(dynamic))
        .mount(&server)
        .await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let dns = client(&server.uri()).hosting_dns();
    let zone = dns.zone("z");
    let new = || NewHostingRecord::new("www.example.com", HostingRecordType::A, "192.0.2.1");

    let read = zone.get().await.unwrap();
    assert_eq!(read.records.unwrap()[0].root_name.as_deref(), Some("example.com"));
    let only = HostingRecordFilter::default()
        .suffix("example.com")
        .record_name("www.example.com")
        .record_type(vec![HostingRecordType::A, HostingRecordType::Aaaa]);
    assert_eq!(zone.records(only).await.unwrap().len(), 1);
    zone.patch(vec![new()]).await.unwrap();
    zone.replace(vec![new().ttl(60_u32), new().disabled(true)]).await.unwrap();
    let made = zone.create_records(vec![new()]).await.unwrap();
    assert_eq!(made[0].kind, Some(HostingRecordType::A));
    assert_eq!(zone.get_record("r").await.unwrap(), made[0]);
    zone.replace_record("r", HostingRecordUpdate::new("192.0.2.2").ttl(300_u32)).await.unwrap();
    zone.delete_record("r").await.unwrap();
    let home = || DynamicDnsRequest::new(vec!["home.example.com".into()]).description("d");
    let dynamic = dns.create_dynamic_dns(home()).await.unwrap();
    assert!(!format!("{dynamic:?}").contains("q=secret"));
    assert!(dynamic.update_url.unwrap().expose().ends_with("q=secret"));
    dns.replace_dynamic_dns("b", home()).await.unwrap();
    dns.delete_dynamic_dns("b").await.unwrap();
    dns.delete_all_dynamic_dns().await.unwrap();
    let www = r#"{"name":"www.example.com","type":"A","content":"192.0.2.1""#;
    let named = r#"{"domains":["home.example.com"],"description":"d"}"#;
    assert_eq!(
        lines(&server).await,
        [
            "GET /dns/v1/zones/z".to_owned(),
            "GET /dns/v1/zones/z?suffix=example.com&recordName=www.example.com&recordType=A%2CAAAA"
                .to_owned(),
            format!("PATCH /dns/v1/zones/z [{www}}}]"),
            format!(r#"PUT /dns/v1/zones/z [{www},"ttl":60}},{www},"disabled":true}}]"#),
            format!("POST /dns/v1/zones/z/records [{www}}}]"),
            "GET /dns/v1/zones/z/records/r".to_owned(),
            r#"PUT /dns/v1/zones/z/records/r {"content":"192.0.2.2","ttl":300}"#.to_owned(),
            "DELETE /dns/v1/zones/z/records/r".to_owned(),
            format!(r#"POST /dns/v1/dyndns {}"#, sorted(named)),
            format!(r#"PUT /dns/v1/dyndns/b {}"#, sorted(named)),
            "DELETE /dns/v1/dyndns/b".to_owned(),
            "DELETE /dns/v1/dyndns".to_owned(),
        ]
    );
}

fn sorted(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).unwrap().to_string()
}

#[tokio::test]
async fn a_ttl_below_a_minute_is_refused_before_anything_is_sent() {
    let server = answering(json!([])).await;
    let zone = client(&server.uri()).hosting_dns().zone("z");
    let short = || vec![NewHostingRecord::new("a.example.com", HostingRecordType::Txt, "x").ttl(59_u32)];
    for refused in [
        zone.patch(short()).await.unwrap_err(),
        zone.replace(short()).await.unwrap_err(),
        zone.create_records(short()).await.unwrap_err(),
        zone.replace_record("r", HostingRecordUpdate::new("x").ttl(0_u32)).await.unwrap_err(),
    ] {
        assert_eq!(refused.kind(), ErrorKind::InvalidRequest);
    }
    assert!(lines(&server).await.is_empty());
}

#[tokio::test]
async fn a_record_that_is_gone_is_removed_and_its_reasons_are_told() {
    let server = MockServer::start().await;
    let gone = json!([{"code": "RECORD_NOT_FOUND", "message": "Record does not exist."}]);
    Mock::given(any()).respond_with(ResponseTemplate::new(404).set_body_json(gone)).mount(&server).await;
    let zone = client(&server.uri()).hosting_dns().zone("z");
    zone.delete_record("r").await.unwrap();
    let error = zone.get_record("r").await.unwrap_err();
    assert!(error.to_string().contains("Record does not exist."), "{error}");
}

#[tokio::test]
async fn the_third_call_of_dynamic_dns_in_a_minute_says_why_it_failed() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(429)).mount(&server).await;
    let error = client(&server.uri()).hosting_dns().delete_all_dynamic_dns().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert!(format!("{error:?} {error}").contains("two calls a minute"), "{error:?}");
}
