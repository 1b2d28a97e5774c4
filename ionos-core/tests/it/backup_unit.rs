//! Backup units, with a service whose read by id fails for units that exist.

use ionos_core::*;
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::client;

const ALL: &str = "/cloudapi/v6/backupunits";

fn unit(id: &str, state: &str) -> serde_json::Value {
    json!({"id": id, "type": "backupunit", "properties": {"name": id, "email": "a@example.com"}, "metadata": {"state": state}})
}

#[tokio::test]
async fn a_backup_unit_is_read_through_the_list_because_find_by_id_is_broken() {
    let server = MockServer::start().await;
    let list = json!({"id": "backupunits", "items": [unit("a", "AVAILABLE"), unit("b", "AVAILABLE")]});
    Mock::given(method("GET"))
        .and(path(ALL))
        .respond_with(ResponseTemplate::new(200).set_body_json(list))
        .mount(&server)
        .await;
    let ionos = client(&server.uri());
    let found = ionos.backup_unit("b").get().await.unwrap();
    assert_eq!((found.id.as_str(), found.properties.name.as_deref()), ("b", Some("b")));
    assert_eq!(ionos.backup_unit("c").get_opt().await.unwrap(), None);
    assert_eq!(ionos.backup_unit("c").get().await.unwrap_err().kind(), ErrorKind::NotFound);
    let requests = server.received_requests().await.unwrap();
    assert!(requests.iter().all(|r| r.url.path() == ALL && r.url.query() == Some("depth=1")));
}

#[tokio::test]
async fn backup_units_are_made_changed_and_removed_with_waits_through_the_list() {
    let server = MockServer::start().await;
    let list = |state: &str| ResponseTemplate::new(200).set_body_json(json!({"items": [unit("u", state)]}));
    let accepted = ResponseTemplate::new(202).set_body_json(unit("u", "BUSY"));
    for verb in ["POST", "PATCH", "PUT"] {
        Mock::given(method(verb)).respond_with(accepted.clone()).mount(&server).await;
    }
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(202)).mount(&server).await;
    let empty = ResponseTemplate::new(200).set_body_json(json!({"items": []}));
    // Not visible, then busy, then ready with the second read of the wait.
    for answer in [empty.clone(), list("BUSY"), list("AVAILABLE"), list("AVAILABLE")] {
        Mock::given(method("GET")).and(path(ALL)).respond_with(answer).up_to_n_times(1).mount(&server).await;
    }
    let ionos = client(&server.uri());
    let new = || NewBackupUnit::new("unit1", "secret-1", "a@example.com");
    assert!(!format!("{:?}", new()).contains("secret-1"));
    let made = ionos.backup_units().create(new()).await.unwrap().wait().await.unwrap();
    assert!(made.state().unwrap().is_settled());
    let item = ionos.backup_unit("u");
    let _ = item.patch(BackupUnitUpdate::default().email("b@example.com")).await.unwrap();
    let _ = item.replace(new()).await.unwrap();
    Mock::given(method("GET")).and(path(ALL)).respond_with(empty).mount(&server).await;
    item.delete().await.unwrap().wait().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert!(requests.iter().all(|r| r.method.as_str() != "GET" || r.url.path() == ALL));
    let bodies: Vec<serde_json::Value> =
        requests.iter().filter_map(|r| serde_json::from_slice(&r.body).ok()).collect();
    let whole = json!({"properties": {"name": "unit1", "password": "secret-1", "email": "a@example.com"}});
    assert_eq!(bodies, [whole.clone(), json!({"email": "b@example.com"}), whole]);
}

#[tokio::test]
async fn the_way_into_the_backup_console_is_a_secret() {
    let server = MockServer::start().await;
    Mock::given(path("/cloudapi/v6/backupunits/u/ssourl"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"ssoUrl": "https://x/?etp=geheim"})))
        .mount(&server)
        .await;
    let sso = client(&server.uri()).backup_unit("u").sso_url().await.unwrap();
    assert_eq!(sso.sso_url.as_ref().unwrap().expose(), "https://x/?etp=geheim");
    assert!(!format!("{sso:?}").contains("geheim"));
}
