//! Labels.

use ionos_core::*;
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{client, simulated};

#[tokio::test(flavor = "multi_thread")]
async fn labels_are_set_listed_and_removed() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("l", "de/txl")).await.unwrap().wait().await.unwrap();
    let labels = ionos.datacenter(&dc.id).labels();
    labels.set("owner", "a").await.unwrap();
    labels.set("owner", "b").await.unwrap();
    let all = ionos.labels().list().all().await.unwrap();
    let label = all.iter().find(|l| l.properties.resource_id.as_deref() == Some(dc.id.as_str())).unwrap();
    assert_eq!(
        (label.properties.key.as_deref(), label.properties.value.as_deref()),
        (Some("owner"), Some("b"))
    );
    labels.item("owner").delete().await.unwrap().wait().await.unwrap();
    assert!(labels.list().all().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_is_found_by_its_urn_and_replaced() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("l", "de/txl")).await.unwrap().wait().await.unwrap();
    let labels = ionos.datacenter(&dc.id).labels();
    let made = labels.create(NewLabel::new("stage", "test")).await.unwrap().wait().await.unwrap();
    assert_eq!(made.properties.value.as_deref(), Some("test"));
    let replaced =
        labels.item("stage").replace(NewLabel::new("stage", "live")).await.unwrap().wait().await.unwrap();
    assert_eq!(replaced.properties.value.as_deref(), Some("live"));
    assert_eq!(labels.item("stage").get().await.unwrap().properties.value.as_deref(), Some("live"));
    let urn = format!("urn:label:datacenter:{}:stage", dc.id);
    let label = ionos.label(urn.as_str()).get().await.unwrap();
    assert_eq!(label.properties.resource_id.as_deref(), Some(dc.id.as_str()));
    assert_eq!(label.properties.value.as_deref(), Some("live"));
}

#[tokio::test]
async fn labels_are_written_on_all_six_kinds() {
    let server = MockServer::start().await;
    let label = json!({"id": "k", "type": "label", "properties": {"key": "k", "value": "v"}, "items": []});
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(label)).mount(&server).await;
    let ionos = client(&server.uri());
    let dc = ionos.datacenter("d");
    let places = [
        (dc.labels(), "/datacenters/d/labels"),
        (dc.server("s").labels(), "/datacenters/d/servers/s/labels"),
        (dc.volume("v").labels(), "/datacenters/d/volumes/v/labels"),
        (ionos.snapshot("p").labels(), "/snapshots/p/labels"),
        (ionos.ip_block("b").labels(), "/ipblocks/b/labels"),
        (ionos.image("i").labels(), "/images/i/labels"),
    ];
    let body = json!({"properties": {"key": "k", "value": "v"}});
    let mut expected = Vec::new();
    for (labels, at) in places {
        labels.list().all().await.unwrap();
        labels.create(NewLabel::new("k", "v")).await.unwrap().wait().await.unwrap();
        labels.item("k").get().await.unwrap();
        labels.item("k").replace(NewLabel::new("k", "v")).await.unwrap().wait().await.unwrap();
        let _ = labels.item("k").delete().await.unwrap();
        expected.push(("GET", at.to_owned(), None));
        expected.push(("POST", at.to_owned(), Some(body.clone())));
        expected.push(("GET", format!("{at}/k"), None));
        expected.push(("PUT", format!("{at}/k"), Some(body.clone())));
        expected.push(("DELETE", format!("{at}/k"), None));
    }
    // A wait that reads the label again is of no interest here.
    let mut requests = server.received_requests().await.unwrap().into_iter();
    for (method, at, body) in expected {
        let seen = requests
            .find(|r| r.method.as_str() == method && r.url.path() == format!("/cloudapi/v6{at}"))
            .unwrap_or_else(|| panic!("{method} {at} was not sent"));
        assert_eq!(serde_json::from_slice(&seen.body).ok(), body, "{method} {at}");
    }
}
