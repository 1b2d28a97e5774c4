//! Users, groups, shares and keys for the object storage.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ionos_core::engine::{Clock, RetryPolicy};
use ionos_core::{
    ErrorKind, Group, NewGroup, NewUser, PollPolicy, Privileges, ResourceKind, User, WholeS3Key, WholeUser,
};
use serde_json::{Value, json};
use tokio::time::Instant;
use wiremock::matchers::{any, body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{builder, client};

const KEYS: &str = "/cloudapi/v6/um/users/u1/s3keys";
const KEY: &str = "/cloudapi/v6/um/users/u1/s3keys/k1";

fn refusal(text: &str) -> ResponseTemplate {
    let body = json!({"httpStatus": 422, "messages": [{"errorCode": "309", "message": text}]});
    ResponseTemplate::new(422).set_body_json(body)
}

fn unknown_key() -> ResponseTemplate {
    refusal("The access key cannot be found, please double-check the key id and try again.")
}

fn no_privilege() -> ResponseTemplate {
    refusal("The user needs to be part of a group that has ACCESS_S3_OBJECT_STORAGE privilege")
}

/// A clock on which short waits are over at once; it remembers them.
#[derive(Debug, Default)]
struct Fast(Mutex<Vec<Duration>>);

impl Clock for Fast {
    fn now(&self) -> Instant {
        Instant::now() + self.0.lock().unwrap().iter().sum::<Duration>()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        if duration > Duration::from_secs(20) {
            return Box::pin(tokio::time::sleep(duration));
        }
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn an_s3_key_that_is_not_there_answers_422_and_counts_as_not_found() {
    let server = MockServer::start().await;
    Mock::given(path(KEY)).respond_with(unknown_key()).mount(&server).await;
    let key = client(&server.uri()).user("u1").s3_key("k1");
    assert_eq!(key.get().await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(key.get_opt().await.unwrap().is_none());
    key.delete().await.unwrap().wait().await.unwrap();
    let change = key.replace(WholeS3Key::default().active(false)).await.unwrap_err();
    assert_eq!(change.kind(), ErrorKind::NotFound);
    assert_eq!(change.status().unwrap().as_u16(), 422);
}

#[tokio::test]
async fn the_deletion_of_an_s3_key_ends_with_the_422() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE"))
        .and(path(KEY))
        .respond_with(ResponseTemplate::new(202))
        .mount(&server)
        .await;
    let there = ResponseTemplate::new(200).set_body_json(json!({"id": "k1", "properties": {"active": true}}));
    Mock::given(method("GET")).and(path(KEY)).respond_with(there).up_to_n_times(2).mount(&server).await;
    Mock::given(method("GET")).and(path(KEY)).respond_with(unknown_key()).mount(&server).await;
    let policy = PollPolicy::default().intervals(Duration::from_millis(1), Duration::from_millis(2));
    let client = builder(&server.uri(), "t").polling(policy).build().unwrap();
    client.user("u1").s3_key("k1").delete().await.unwrap().wait().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn any_other_422_of_an_s3_key_stays_a_refusal() {
    let server = MockServer::start().await;
    Mock::given(path(KEY)).respond_with(refusal("Attribute x is invalid.")).mount(&server).await;
    Mock::given(path("/cloudapi/v6/um/users/u2")).respond_with(unknown_key()).mount(&server).await;
    let client = client(&server.uri());
    let key = client.user("u1").s3_key("k1");
    assert_eq!(key.get_opt().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    assert_eq!(key.delete().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    assert_eq!(client.user("u2").get_opt().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn an_s3_key_is_asked_for_again_until_the_new_privilege_is_known() {
    let server = MockServer::start().await;
    let made = json!({"id": "k1", "type": "s3key", "properties": {"secretKey": "hush", "active": true}});
    let created = ResponseTemplate::new(202)
        .insert_header("location", format!("{}/cloudapi/v6/requests/r1/status", server.uri()).as_str())
        .set_body_json(&made);
    Mock::given(path(KEYS)).respond_with(no_privilege()).up_to_n_times(2).mount(&server).await;
    Mock::given(path(KEYS)).respond_with(created).mount(&server).await;
    let done = ResponseTemplate::new(200).set_body_json(json!({"id": "r1", "metadata": {"status": "DONE"}}));
    Mock::given(path("/cloudapi/v6/requests/r1/status")).respond_with(done).mount(&server).await;
    Mock::given(path(KEY)).respond_with(ResponseTemplate::new(200).set_body_json(&made)).mount(&server).await;
    let clock = Arc::new(Fast::default());
    let client = builder(&server.uri(), "t").clock(clock.clone()).build().unwrap();
    let key = client.user("u1").create_s3_key().await.unwrap().wait().await.unwrap();
    assert_eq!(key.properties.secret_key.as_ref().unwrap().expose(), "hush");
    assert!(!format!("{key:?}").contains("hush"));
    assert_eq!(*clock.0.lock().unwrap(), [Duration::from_secs(5); 2]);
    let posts = server.received_requests().await.unwrap();
    let posts: Vec<_> = posts.iter().filter(|r| r.method == "POST").collect();
    assert_eq!(posts.len(), 3);
    assert!(posts.iter().all(|r| r.body.is_empty() && !r.headers.contains_key("content-type")));
}

#[tokio::test]
async fn an_s3_key_without_the_privilege_is_refused_in_the_end() {
    let server = MockServer::start().await;
    Mock::given(path(KEYS)).respond_with(no_privilege()).mount(&server).await;
    let client = builder(&server.uri(), "t")
        .clock(Arc::new(Fast::default()))
        .retry(RetryPolicy::default().attempts(4))
        .build()
        .unwrap();
    let error = client.user("u1").create_s3_key().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 4));
    assert!(error.to_string().contains("ACCESS_S3_OBJECT_STORAGE"), "{error}");
}

#[tokio::test]
async fn an_s3_key_refused_for_another_reason_is_asked_for_once() {
    let server = MockServer::start().await;
    Mock::given(path(KEYS)).respond_with(refusal("The user has five keys.")).expect(1).mount(&server).await;
    let error = client(&server.uri()).user("u1").create_s3_key().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 1));
}

#[tokio::test]
async fn a_new_member_is_waited_for_and_read_as_a_user() {
    let server = MockServer::start().await;
    let user = json!({"id": "u1", "type": "user", "properties": {"email": "a@example.com"}});
    Mock::given(method("POST"))
        .and(path("/cloudapi/v6/um/groups/g1/users"))
        .and(body_json(json!({"id": "u1"})))
        .respond_with(
            ResponseTemplate::new(202)
                .insert_header(
                    "location",
                    format!("{}/cloudapi/v6/requests/r1/status", server.uri()).as_str(),
                )
                .set_body_json(&user),
        )
        .mount(&server)
        .await;
    let done = ResponseTemplate::new(200).set_body_json(json!({"id": "r1", "metadata": {"status": "DONE"}}));
    Mock::given(path("/cloudapi/v6/requests/r1/status")).respond_with(done).expect(2).mount(&server).await;
    Mock::given(path("/cloudapi/v6/um/users/u1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&user))
        .mount(&server)
        .await;
    let client = client(&server.uri());
    let member = client.group("g1").add_user("u1").await.unwrap().wait().await.unwrap();
    assert_eq!(member.properties.email.as_deref(), Some("a@example.com"));
    let raw = client.raw("umGroupsUsersPost").unwrap().param("g1").body(&json!({"id": "u1"}));
    assert_eq!(raw.pending().await.unwrap().wait().await.unwrap(), user);
}

#[tokio::test]
async fn a_membership_that_has_ended_can_be_ended_again() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE"))
        .and(path("/cloudapi/v6/um/groups/g1/users/u1"))
        .respond_with(ResponseTemplate::new(404))
        .expect(1)
        .mount(&server)
        .await;
    client(&server.uri()).group("g1").remove_user("u1").await.unwrap().wait().await.unwrap();
}

#[tokio::test]
async fn a_share_is_made_under_the_id_of_its_resource() {
    let server = MockServer::start().await;
    let share = json!({"id": "d1", "type": "resource", "properties": {"editPrivilege": true, "sharePrivilege": false}});
    Mock::given(method("POST"))
        .and(path("/cloudapi/v6/um/groups/g1/shares/d1"))
        .and(body_json(json!({"properties": {"editPrivilege": true}})))
        .respond_with(ResponseTemplate::new(202).set_body_json(&share))
        .expect(2)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/cloudapi/v6/um/groups/g1/shares/d1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&share))
        .mount(&server)
        .await;
    let client = client(&server.uri());
    let item = client.group("g1").share("d1");
    let made = item.create(Privileges::default().edit_privilege(true)).await.unwrap().wait().await.unwrap();
    assert_eq!(made.properties.edit_privilege, Some(true));
    let body = json!({"properties": {"editPrivilege": true}});
    let raw = client.raw("umGroupsSharesPost").unwrap().param("g1").param("d1").body(&body);
    assert_eq!(raw.pending().await.unwrap().wait().await.unwrap(), share);
}

#[tokio::test]
async fn resources_are_listed_in_all_by_kind_and_read_by_id() {
    let server = MockServer::start().await;
    let resource =
        json!({"id": "d1", "type": "datacenter", "properties": {"name": "demo", "secAuthProtection": false}});
    let list = ResponseTemplate::new(200).set_body_json(json!({"items": [resource]}));
    for at in ["/cloudapi/v6/um/resources", "/cloudapi/v6/um/resources/datacenter"] {
        Mock::given(path(at)).respond_with(list.clone()).expect(1).mount(&server).await;
    }
    Mock::given(path("/cloudapi/v6/um/resources/datacenter/d1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&resource))
        .expect(1)
        .mount(&server)
        .await;
    let client = client(&server.uri());
    let all = client.resources().all().await.unwrap();
    assert_eq!(client.resources_of(ResourceKind::Datacenter).list().all().await.unwrap(), all);
    assert_eq!(client.resource(ResourceKind::Datacenter, "d1").get().await.unwrap(), all[0]);
}

#[tokio::test]
async fn users_come_in_pages_of_a_hundred_and_passwords_are_not_printed() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"items": []})))
        .mount(&server)
        .await;
    assert!(client(&server.uri()).users().find("a@example.com").await.unwrap().is_none());
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[0].url.query(), Some("depth=1&filter.email=a%40example.com&offset=0&limit=100"));
    let new = NewUser::new("A", "B", "a@example.com", "hush-hush");
    assert!(!format!("{new:?}").contains("hush-hush"));
    assert_eq!(serde_json::to_value(&new).unwrap()["password"], "hush-hush");
}

#[test]
fn a_whole_user_is_the_user_as_read_without_a_password() {
    let user: User = serde_json::from_value(json!({"id": "u1", "properties": {
        "firstname": "A", "lastname": "B", "email": "a@example.com", "administrator": false, "forceSecAuth": true,
        "secAuthActive": false, "s3CanonicalUserId": "c", "active": true}}))
    .unwrap();
    assert!(user.properties.extra.is_empty());
    assert_eq!(
        serde_json::to_value(WholeUser::of(&user).administrator(true)).unwrap(),
        json!({"firstname": "A", "lastname": "B", "email": "a@example.com", "administrator": true, "forceSecAuth": true,
            "secAuthActive": false, "active": true})
    );
}

#[test]
fn a_group_has_all_25_privileges_and_survives_a_round_trip() {
    const PRIVILEGES: [&str; 25] = [
        "createDataCenter",
        "createSnapshot",
        "reserveIp",
        "accessActivityLog",
        "createPcc",
        "s3Privilege",
        "createBackupUnit",
        "createInternetAccess",
        "createK8sCluster",
        "createFlowLog",
        "accessAndManageMonitoring",
        "accessAndManageCertificates",
        "manageDBaaS",
        "accessAndManageDns",
        "manageRegistry",
        "manageDataplatform",
        "accessAndManageLogging",
        "accessAndManageCdn",
        "accessAndManageVpn",
        "accessAndManageApiGateway",
        "accessAndManageKaas",
        "accessAndManageNetworkFileStorage",
        "accessAndManageAiModelHub",
        "accessAndManageIamResources",
        "createNetworkSecurityGroups",
    ];
    let mut properties: serde_json::Map<String, Value> =
        PRIVILEGES.iter().map(|p| ((*p).to_owned(), json!(true))).collect();
    properties.insert("name".to_owned(), json!("g"));
    let member = json!({"id": "u1", "type": "user", "properties": {"email": "a@example.com"}});
    let document = json!({"id": "g1", "type": "group", "properties": properties,
        "entities": {"users": {"items": [member]}, "resources": {"items": []}}});
    let group: Group = serde_json::from_value(document.clone()).unwrap();
    assert!(group.properties.extra.is_empty(), "{:?}", group.properties.extra);
    assert_eq!(serde_json::to_value(&group).unwrap(), document);
    assert_eq!(serde_json::to_value(NewGroup::of(&group)).unwrap(), document["properties"]);
}
