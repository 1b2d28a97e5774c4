//! Cloud DNS.

use ionos_core::*;
use ionos_simulator::FaultRule;
use serde_json::json;
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{answering, client, lines, simulated};

#[tokio::test(flavor = "multi_thread")]
async fn records_of_one_name_are_told_apart_by_type_and_content() {
    let (simulator, ionos) = simulated().await;
    let zones = ionos.dns().zones();
    let zone = zones.create(NewZone::new("example.org")).await.unwrap().wait().await.unwrap();
    let records = zones.item(&zone.id).records();
    let addresses = [
        NewRecord::new("www", RecordType::A, "192.0.2.1"),
        NewRecord::new("www", RecordType::A, "192.0.2.2"),
        NewRecord::new("www", RecordType::Aaaa, "2001:db8::1"),
    ];
    for address in &addresses {
        simulator.inject(FaultRule::created_then_502().method("POST").times(1));
        assert!(records.ensure(address.clone()).await.unwrap().is_created());
    }
    for address in addresses {
        assert!(!records.ensure(address).await.unwrap().is_created());
    }
    assert_eq!(records.list().all().await.unwrap().len(), 3);
    assert_eq!(ionos.dns().all_records().page_size(2).all().await.unwrap().len(), 3);
    let aaaa =
        ionos.dns().all_records().matching(|record| &record.kind, RecordType::Aaaa).one().await.unwrap();
    assert_eq!((aaaa.fqdn(), aaaa.zone_id()), (Some("www.example.org"), Some(zone.id.as_str())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replacement_makes_what_does_not_exist_under_the_given_id() {
    let (_simulator, ionos) = simulated().await;
    let id = "6f1c6c4e-6c0b-4b6e-9d64-2d8f0a1c0b11";
    for description in ["first", "second"] {
        let whole = NewZone::new("example.net").description(description);
        let zone = ionos.dns().zone(id).replace(whole).await.unwrap().wait().await.unwrap();
        assert_eq!(zone.properties.description.as_deref(), Some(description));
        assert_eq!(zone.state(), Some(&State::Available));
        assert_eq!(zone.nameservers().len(), 4);
    }
    assert_eq!(ionos.dns().zones().list().all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_made_is_waited_for_by_its_state() {
    let server = MockServer::start().await;
    let zone = |state| json!({"id": "z", "type": "secondaryzone", "metadata": {"state": state}, "properties": {"zoneName": "example.org"}});
    let answer = |status, state| ResponseTemplate::new(status).set_body_json(zone(state));
    Mock::given(method("POST")).respond_with(answer(202, "PROVISIONING")).mount(&server).await;
    let get = || Mock::given(method("GET")).and(path("/secondaryzones/z"));
    get().respond_with(answer(200, "PROVISIONING")).up_to_n_times(1).mount(&server).await;
    get().respond_with(answer(200, "AVAILABLE")).up_to_n_times(1).mount(&server).await;
    get().respond_with(answer(200, "FAILED")).mount(&server).await;
    let zones = client(&server.uri()).dns().secondary_zones();
    let new = || NewSecondaryZone::new("example.org", vec!["192.0.2.53".into()]);
    let made = zones.create(new()).await.unwrap().wait().await.unwrap();
    assert_eq!(made.state(), Some(&State::Available));
    let error = zones.create(new()).await.unwrap().wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provisioning);
}

#[tokio::test]
async fn records_without_ids_come_in_pages_and_end_on_a_repeated_one() {
    let server = MockServer::start().await;
    let record = |name: &str| json!({"type": "record", "metadata": {"rootName": "example.org"}, "properties": {"name": name, "type": "A", "content": "192.0.2.1"}});
    for (offset, name) in [("0", "a"), ("1", "b"), ("2", "b")] {
        Mock::given(path("/secondaryzones/z/records"))
            .and(query_param("offset", offset))
            .and(query_param("limit", "1"))
            .respond_with(ResponseTemplate::new(200).set_body_json(json!({"items": [record(name)]})))
            .mount(&server)
            .await;
    }
    let records = client(&server.uri()).dns().secondary_zone("z").records().page_size(1).all().await.unwrap();
    let names: Vec<_> = records.iter().filter_map(Resource::name).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(records[0].root_name(), Some("example.org"));
}

#[tokio::test]
async fn a_zone_file_goes_as_plain_text() {
    let file = "$ORIGIN example.org.\n$TTL 3600\nwww A 192.0.2.1\n";
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_string(file))
        .mount(&server)
        .await;
    let imported = json!({"id": "l", "type": "collection", "items": [{"id": "r", "type": "record", "properties": {"name": "www"}}]});
    Mock::given(method("PUT"))
        .respond_with(ResponseTemplate::new(200).set_body_json(imported))
        .mount(&server)
        .await;
    let zone = client(&server.uri()).dns().zone("z");
    let exported = zone.zone_file().await.unwrap();
    assert_eq!(exported, file);
    let records = zone.import_zone_file(exported).await.unwrap();
    assert_eq!(records[0].id.as_str(), "r");
    let requests = server.received_requests().await.unwrap();
    assert_eq!(lines(&server).await[1], format!("PUT /zones/z/zonefile {}", file.trim_end()));
    assert_eq!(requests[1].headers.get("content-type").unwrap(), "text/plain; charset=utf-8");
}

#[tokio::test]
async fn the_keys_of_a_signed_zone_are_read_with_their_ds_digests() {
    let answer = json!({
        "id": "k", "type": "dnsseckeys", "href": "x",
        "metadata": {"zoneId": "z", "items": [{"keyTag": 30334, "digestAlgorithmMnemonic": "SHA-256", "digest": "84AB",
            "keyData": {"flags": 257, "pubKey": "AwEA"}, "composedKeyData": "257 3 8 AwEA"}]},
        "properties": {"keyParameters": {"algorithm": "RSASHA256"}, "nsecParameters": {"nsecMode": "NSEC"}},
    });
    let server = answering(answer.clone()).await;
    let keys = client(&server.uri()).dns().zone("z").dnssec_keys().await.unwrap();
    assert_eq!(serde_json::to_value(&keys).unwrap(), answer);
    let key = &keys.metadata.unwrap().items.unwrap()[0];
    assert_eq!(key.key_data.as_ref().unwrap().flags, Some(257));
}

#[tokio::test]
async fn every_call_of_cloud_dns_sends_what_its_description_says() {
    let server =
        answering(json!({"id": "n", "metadata": {"state": "AVAILABLE"}, "properties": {}, "items": []}))
            .await;
    let dns = client(&server.uri()).dns();
    let (zone, copy, reverse) = (dns.zone("z"), dns.secondary_zone("s"), dns.reverse_record("v"));
    let new_copy = || NewSecondaryZone::new("example.org", vec!["192.0.2.53".into()]);
    let new_reverse = || NewReverseRecord::new("192.0.2.1", "www.example.org");
    dns.zones().list().matching(|zone| &zone.zone_name, "example").all().await.unwrap();
    dns.all_records().filter("zoneId", "z").all().await.unwrap();
    dns.quota().await.unwrap();
    let _ = zone.create_dnssec_keys(NewDnssecKeys::new()).await.unwrap();
    zone.delete_dnssec_keys().await.unwrap().wait().await.unwrap();
    copy.get().await.unwrap();
    let _ = copy.replace(new_copy().description("d")).await.unwrap();
    copy.transfers().await.unwrap();
    copy.start_transfer().await.unwrap().wait().await.unwrap();
    let _ = copy.delete().await.unwrap();
    dns.secondary_zones().list().all().await.unwrap();
    dns.reverse_records().create(new_reverse()).await.unwrap().wait().await.unwrap();
    dns.reverse_records().find("192.0.2.1").await.unwrap();
    let _ = reverse.replace(new_reverse().description("d")).await.unwrap();
    let _ = reverse.delete().await.unwrap();
    zone.records().find("www").await.unwrap();
    assert_eq!(
        lines(&server).await,
        [
            "GET /zones?filter.zoneName=example&offset=0&limit=1000",
            "GET /records?filter.zoneId=z&offset=0&limit=1000",
            "GET /quota",
            r#"POST /zones/z/keys {"properties":{"keyParameters":{"algorithm":"RSASHA256","kskBits":4096,"zskBits":2048},"nsecParameters":{"nsec3Iterations":0,"nsec3SaltBits":64,"nsecMode":"NSEC3"},"validity":90}}"#,
            "DELETE /zones/z/keys",
            "GET /zones/z",
            "GET /secondaryzones/s",
            r#"PUT /secondaryzones/s {"properties":{"description":"d","primaryIps":["192.0.2.53"],"zoneName":"example.org"}}"#,
            "GET /secondaryzones/s/axfr",
            "PUT /secondaryzones/s/axfr",
            "DELETE /secondaryzones/s",
            "GET /secondaryzones?offset=0&limit=1000",
            r#"POST /reverserecords {"properties":{"ip":"192.0.2.1","name":"www.example.org"}}"#,
            "GET /reverserecords?filter.recordIp=192.0.2.1&offset=0&limit=1000",
            r#"PUT /reverserecords/v {"properties":{"description":"d","ip":"192.0.2.1","name":"www.example.org"}}"#,
            "DELETE /reverserecords/v",
            "GET /zones/z/records",
        ]
    );
}
