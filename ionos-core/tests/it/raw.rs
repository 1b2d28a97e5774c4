//! Calls by the ids of operations, and methods by their names, as the language packages make them.

use futures_util::TryStreamExt as _;
use ionos_core::*;
use serde_json::{Value, json};
use wiremock::matchers::{any, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{answering, client, lines, simulated};

#[tokio::test]
async fn a_text_is_sent_as_a_text() {
    let server = answering(json!({ "items": [] })).await;
    let call = client(&server.uri()).raw("dns/zonesZonefilePut").unwrap().param("1").text("$ORIGIN a.org.");
    call.send().await.unwrap();
    let request = server.received_requests().await.unwrap().remove(0);
    assert_eq!(request.body, b"$ORIGIN a.org.");
    assert!(request.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
}

#[tokio::test]
async fn pages_follow_the_token_that_names_the_next_one() {
    let server = MockServer::start().await;
    let page = |id: &str, token: &str| json!({ "items": [{ "id": id }], "pagination": { "token": token } });
    let list = "/containerregistries/registries";
    for (matcher, answer) in [(Some("t2"), page("b", "")), (None, page("a", "t2"))] {
        let mock = Mock::given(method("GET")).and(path(list));
        let mock = match matcher {
            Some(token) => mock.and(query_param("pagination.token", token)),
            None => mock.and(query_param_is_missing("pagination.token")),
        };
        mock.respond_with(ResponseTemplate::new(200).set_body_json(answer)).mount(&server).await;
    }
    let call = client(&server.uri()).raw("container-registry/registriesGet").unwrap();
    let pages: Vec<Vec<Value>> = call.pages(None).try_collect().await.unwrap();
    let ids: Vec<_> = pages.iter().flatten().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[tokio::test]
async fn a_new_member_is_awaited_where_users_are() {
    let server = answering(json!({ "id": "u", "type": "user", "properties": {} })).await;
    let ionos = client(&server.uri());
    let call = ionos.raw("umGroupsUsersPost").unwrap().param("g").body(&json!({ "id": "u" }));
    call.pending().await.unwrap().wait().await.unwrap();
    let seen = lines(&server).await;
    assert_eq!(seen[0], r#"POST /cloudapi/v6/um/groups/g/users {"id":"u"}"#);
    assert!(seen[1..].iter().all(|line| line.starts_with("GET /cloudapi/v6/um/users/u")), "{seen:?}");
}

#[tokio::test]
async fn the_end_of_a_membership_is_not_looked_for() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(202)).mount(&server).await;
    let call = client(&server.uri()).raw("umGroupsUsersDelete").unwrap().param("g").param("u");
    call.pending().await.unwrap().wait().await.unwrap();
    assert_eq!(lines(&server).await, ["DELETE /cloudapi/v6/um/groups/g/users/u"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_labelled_resource_is_made_once_by_its_label() {
    let (_simulator, ionos) = simulated().await;
    let body = json!({ "properties": { "name": "dc", "location": "de/txl" } });
    let make = || ionos.raw("datacentersPost").unwrap().body(&body).ensure_labelled("role", "main");
    let (first, made) = make().await.unwrap();
    assert!(made);
    let id = first.id().unwrap().to_owned();
    first.wait().await.unwrap();
    let (second, made) = make().await.unwrap();
    assert_eq!((second.id(), made), (Some(id.as_str()), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_with_logic_are_reached_by_their_names() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("dc", "de/txl")).await.unwrap().wait().await.unwrap();
    let servers = ionos.datacenter(&dc.id).servers();
    let server = servers.create(NewServer::new("web", 1, Memory::gb(1))).await.unwrap().wait().await.unwrap();
    let place = [dc.id.to_string(), server.id.to_string()];
    for (name, state) in [("server.power_off", "SHUTOFF"), ("server.power_on", "RUNNING")] {
        let pending = ionos.perform(name, &place, &json!({})).await.unwrap().unwrap();
        assert_eq!(pending.wait().await.unwrap()["properties"]["vmState"], state);
    }
    let lans = ionos.datacenter(&dc.id).lans();
    let lan = lans.create(NewLan::private("inside")).await.unwrap().wait().await.unwrap();
    let place = [dc.id.to_string(), lan.id.to_string()];
    let pending = ionos.perform("lan.delete_when_free", &place, &json!({ "deadline": 30 })).await.unwrap();
    pending.unwrap().wait().await.unwrap();
    assert!(lans.item(&lan.id).get_opt().await.unwrap().is_none());
}

#[tokio::test]
async fn a_method_that_is_none_is_refused_before_anything_is_sent() {
    let server = answering(json!({})).await;
    let ionos = client(&server.uri());
    let place = ["1".to_owned(), "2".to_owned()];
    for (name, given) in [("server.explode", json!({})), ("lan.add_failover", json!({ "ip": 1 }))] {
        let error = ionos.perform(name, &place, &given).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    assert!(lines(&server).await.is_empty());
}

#[tokio::test]
async fn ensure_tells_records_of_one_name_apart_by_type_and_content() {
    let (simulator, ionos) = simulated().await;
    let zone = ionos.dns().zones().create(NewZone::new("example.net")).await.unwrap().wait().await.unwrap();
    let ensure = async |kind: &str, content: &str| {
        let body = json!({"properties": {"name": "www", "type": kind, "content": content}});
        let call = ionos.raw("zonesRecordsPost").unwrap().param(zone.id.as_str()).body(&body);
        call.ensure().await.unwrap().1
    };
    assert!(ensure("A", "192.0.2.1").await);
    assert!(ensure("AAAA", "2001:db8::1").await, "another type is another record");
    assert!(!ensure("A", "192.0.2.1").await, "the same record is found");
    assert_eq!(ionos.dns().zone(&zone.id).records().list().all().await.unwrap().len(), 2);
    simulator.stop().await;
}
