//! Users of the contract: how they log in, and what groups let them see and do.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ionos_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::{Answer, Lab, public_key, send};

/// Somebody who calls with an e-mail address and a password.
struct User {
    id: String,
    email: String,
    password: String,
}

/// A user and the one group that the user is in.
struct Member {
    user: User,
    group: String,
}

impl User {
    /// A user made by the owner of the contract.
    async fn made(lab: &Lab, more: Value) -> Self {
        let email = format!("{}@example.com", uuid::Uuid::new_v4().simple());
        let password = uuid::Uuid::new_v4().to_string();
        let mut properties =
            json!({"firstname": "Ada", "lastname": "Example", "email": email, "password": password});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = lab.done("POST", "/um/users", Some(json!({ "properties": properties }))).await;
        Self { id: made["id"].as_str().unwrap().to_owned(), email, password }
    }

    async fn call(&self, lab: &Lab, method: &str, path: &str, body: Option<Value>) -> Answer {
        let basic = STANDARD.encode(format!("{}:{}", self.email, self.password));
        let authorization = format!("Basic {basic}");
        let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        send(lab.sim.url(), method, path, &headers, body.as_bytes()).await.unwrap()
    }

    async fn cloud(&self, lab: &Lab, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call(lab, method, &format!("/cloudapi/v6{path}"), body).await
    }

    async fn token(&self, lab: &Lab) -> String {
        let answer = self.call(lab, "GET", "/auth/v1/tokens/generate", None).await.expect(200);
        answer["token"].as_str().unwrap().to_owned()
    }

    /// A write that must be accepted; answers the id of what was made, when the request is done.
    async fn done(&self, lab: &Lab, method: &str, path: &str, body: Option<Value>) -> String {
        let answer = self.cloud(lab, method, path, body).await;
        assert!(matches!(answer.status, 200 | 202), "{}", answer.text);
        if let Some(location) = answer.header("location") {
            lab.finished(location).await;
        }
        let id = if answer.text.is_empty() { Value::Null } else { answer.json()["id"].clone() };
        id.as_str().unwrap_or_default().to_owned()
    }

    async fn names(&self, lab: &Lab, path: &str) -> Vec<String> {
        let list = self.cloud(lab, "GET", &format!("{path}?depth=1"), None).await.expect(200);
        let items = list["items"].as_array().unwrap();
        items.iter().map(|item| item["properties"]["name"].as_str().unwrap_or("-").to_owned()).collect()
    }
}

impl Member {
    async fn made(lab: &Lab, privileges: Value) -> Self {
        let user = User::made(lab, json!({})).await;
        let mut properties = json!({"name": "group"});
        properties.as_object_mut().unwrap().extend(privileges.as_object().unwrap().clone());
        let group = lab.done("POST", "/um/groups", Some(json!({ "properties": properties }))).await;
        let group = group["id"].as_str().unwrap().to_owned();
        lab.done("POST", &format!("/um/groups/{group}/users"), Some(json!({"id": user.id}))).await;
        Self { user, group }
    }

    async fn set(&self, lab: &Lab, privileges: Value) {
        let mut properties = json!({"name": "group"});
        properties.as_object_mut().unwrap().extend(privileges.as_object().unwrap().clone());
        let body = json!({ "properties": properties });
        lab.done("PUT", &format!("/um/groups/{}", self.group), Some(body)).await;
    }

    /// Shares a resource of the owner with the group.
    async fn share(&self, lab: &Lab, id: &str, edit: bool, share: bool) {
        let body = json!({"properties": {"editPrivilege": edit, "sharePrivilege": share}});
        lab.done("POST", &format!("/um/groups/{}/shares/{id}", self.group), Some(body)).await;
    }
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_user_logs_in_with_a_password_and_with_tokens_of_the_users_own() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({"createDataCenter": true, "s3Privilege": true})).await;
    let user = &member.user;
    let metadata = async || lab.get(&format!("/um/users/{}", user.id)).await["metadata"].clone();
    assert_eq!(metadata().await.get("lastLogin"), None);
    user.cloud(&lab, "GET", "/datacenters", None).await.expect(200);
    assert!(metadata().await["lastLogin"].as_str().unwrap().ends_with('Z'));
    let token = user.token(&lab).await;
    let claims = claims(&token);
    assert_eq!((&claims["sub"], &claims["identity"]["uuid"]), (&json!(user.email), &json!(user.id)));
    assert_eq!(claims["identity"]["role"], "user");
    assert_eq!(claims["identity"]["privileges"], json!(["DATA_CENTER_CREATE", "ACCESS_S3_OBJECT_STORAGE"]));
    lab.call("GET", "/cloudapi/v6/datacenters", &token, None).await.expect(200);

    let tokens = user.call(&lab, "GET", "/auth/v1/tokens", None).await.expect(200);
    assert_eq!(tokens["tokens"].as_array().unwrap().len(), 1);
    let own = tokens["tokens"][0]["id"].as_str().unwrap();
    let owners = lab.call("GET", "/auth/v1/tokens", lab.sim.token(), None).await.expect(200);
    assert_eq!(owners["tokens"], json!([]));
    let path = format!("/auth/v1/tokens/{own}");
    lab.call("DELETE", &path, lab.sim.token(), None).await.refused(404);
    lab.call("DELETE", "/auth/v1/tokens?criteria=ALL", lab.sim.token(), None).await.expect(200);
    lab.call("GET", "/cloudapi/v6/datacenters", &token, None).await.expect(200);
    user.call(&lab, "DELETE", &path, None).await.expect(200);
    lab.call("GET", "/cloudapi/v6/datacenters", &token, None).await.refused(401);
}

#[tokio::test]
async fn a_wrong_password_a_deactivated_and_a_deleted_user_are_refused() {
    let lab = Lab::new().await;
    let mut user = User::made(&lab, json!({})).await;
    let token = user.token(&lab).await;
    let right = std::mem::replace(&mut user.password, "wrong-password".to_owned());
    user.cloud(&lab, "GET", "/contracts", None).await.refused(401);
    user.password = right;

    let path = format!("/um/users/{}", user.id);
    let put = |active: bool, more: Value| {
        let mut properties = json!({"firstname": "Ada", "lastname": "Example", "email": user.email,
            "administrator": false, "forceSecAuth": false, "active": active});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "properties": properties })
    };
    lab.done("PUT", &path, Some(put(false, json!({})))).await;
    user.cloud(&lab, "GET", "/contracts", None).await.refused(401);
    lab.call("GET", "/cloudapi/v6/contracts", &token, None).await.refused(401);
    lab.done("PUT", &path, Some(put(true, json!({})))).await;
    user.cloud(&lab, "GET", "/contracts", None).await.expect(200);
    lab.call("GET", "/cloudapi/v6/contracts", &token, None).await.expect(200);

    let new = uuid::Uuid::new_v4().to_string();
    lab.done("PUT", &path, Some(put(true, json!({ "password": new })))).await;
    user.cloud(&lab, "GET", "/contracts", None).await.refused(401);
    let user = User { password: new, ..user };
    user.cloud(&lab, "GET", "/contracts", None).await.expect(200);
    for secret in [&user.password, &token] {
        assert!(!lab.sim.state().to_string().contains(secret.as_str()));
    }
    lab.done("DELETE", &path, None).await;
    user.cloud(&lab, "GET", "/contracts", None).await.refused(401);
    lab.call("GET", "/cloudapi/v6/contracts", &token, None).await.refused(401);
}

#[tokio::test]
async fn an_active_second_factor_leaves_only_tokens() {
    let lab = Lab::new().await;
    let email = format!("{}@example.com", uuid::Uuid::new_v4().simple());
    let early = json!({"properties": {"firstname": "A", "lastname": "B", "email": email,
        "password": uuid::Uuid::new_v4().to_string(), "secAuthActive": true}});
    assert!(lab.cloud("POST", "/um/users", Some(early)).await.refused(422).contains("secAuthActive"));
    let user = User::made(&lab, json!({"forceSecAuth": true})).await;
    let token = user.token(&lab).await;
    let put = json!({"properties": {"firstname": "A", "lastname": "B", "email": user.email, "administrator": false,
        "forceSecAuth": true, "secAuthActive": true}});
    lab.done("PUT", &format!("/um/users/{}", user.id), Some(put)).await;
    user.cloud(&lab, "GET", "/contracts", None).await.refused(401);
    lab.call("GET", "/cloudapi/v6/contracts", &token, None).await.expect(200);
}

#[tokio::test]
async fn each_kind_is_made_with_its_own_privilege_only() {
    let lab = Lab::with(Simulator::builder().bucket("flow-logs")).await;
    let member = Member::made(&lab, json!({})).await;
    let (user, dc) = (&member.user, lab.datacenter().await);
    member.share(&lab, id(&dc), true, false).await;
    let (_, ips) = lab.addresses(1).await;
    let blocks = lab.get("/ipblocks").await;
    member.share(&lab, blocks["items"][0]["id"].as_str().unwrap(), false, false).await;
    let volume = json!({"properties": {"size": 5, "licenceType": "OTHER"}});
    let volume = lab.done("POST", &format!("{dc}/volumes"), Some(volume)).await;
    let volume = volume["id"].as_str().unwrap().to_owned();
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let backup_password = uuid::Uuid::new_v4().simple().to_string();
    let log = json!({"name": "l", "action": "ALL", "direction": "INGRESS", "bucket": "flow-logs"});
    for (privilege, path, properties) in [
        ("createDataCenter", "/datacenters".to_owned(), json!({"location": "de/txl"})),
        ("reserveIp", "/ipblocks".to_owned(), json!({"location": "de/txl", "size": 1})),
        ("createPcc", "/pccs".to_owned(), json!({"name": "p"})),
        ("createBackupUnit", "/backupunits".to_owned(), json!({"name": "unit", "password": backup_password})),
        ("createK8sCluster", "/k8s".to_owned(), json!({"name": "k"})),
        ("createSnapshot", format!("{dc}/volumes/{volume}/create-snapshot"), json!({"name": "s"})),
        ("createNetworkSecurityGroups", format!("{dc}/securitygroups"), json!({"name": "g"})),
        ("createInternetAccess", format!("{dc}/natgateways"), json!({"name": "n", "publicIps": ips})),
        ("createInternetAccess", format!("{dc}/lans"), json!({"public": true})),
        ("createFlowLog", format!("{server}/nics/{nic}/flowlogs"), log),
    ] {
        let body = json!({ "properties": properties });
        member.set(&lab, json!({})).await;
        let message = user.cloud(&lab, "POST", &path, Some(body.clone())).await.refused(403);
        assert!(message.contains(privilege), "{path}: {message}");
        member.set(&lab, json!({ privilege: true })).await;
        user.done(&lab, "POST", &path, Some(body)).await;
    }
    let public = json!({"properties": {"location": "de/txl"}, "entities": {"lans": {"items": [{"properties": {"public": true}}]}}});
    member.set(&lab, json!({"createDataCenter": true})).await;
    let message = user.cloud(&lab, "POST", "/datacenters", Some(public)).await.refused(403);
    assert!(message.contains("createInternetAccess"), "{message}");
}

#[tokio::test]
async fn users_see_what_they_have_made_and_what_is_shared_with_their_groups() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({"createDataCenter": true})).await;
    let user = &member.user;
    let hidden = lab.datacenter().await;
    assert_eq!(user.names(&lab, "/datacenters").await, Vec::<String>::new());
    user.cloud(&lab, "GET", &hidden, None).await.refused(404);
    user.cloud(&lab, "GET", &format!("{hidden}/lans"), None).await.refused(404);
    user.cloud(&lab, "PATCH", &hidden, Some(json!({"name": "mine"}))).await.refused(404);

    let body = json!({"properties": {"name": "own", "location": "de/txl"}});
    let own = user.done(&lab, "POST", "/datacenters", Some(body)).await;
    assert_eq!(user.names(&lab, "/datacenters").await, ["own"]);
    user.done(&lab, "POST", &format!("/datacenters/{own}/lans"), Some(json!({"properties": {"name": "l"}})))
        .await;
    let owns = user.cloud(&lab, "GET", &format!("/um/users/{}/owns", user.id), None).await.expect(200);
    assert_eq!(owns["items"][0]["id"], own.as_str());
    assert_eq!(lab.get("/datacenters").await["items"].as_array().unwrap().len(), 2);

    // With the next call, not with the next login.
    member.share(&lab, id(&hidden), false, false).await;
    assert_eq!(user.names(&lab, "/datacenters").await, ["dc", "own"]);
    user.cloud(&lab, "GET", &format!("{hidden}/lans"), None).await.expect(200);
    let lan = Some(json!({"properties": {"name": "l"}}));
    let message = user.cloud(&lab, "POST", &format!("{hidden}/lans"), lan.clone()).await.refused(403);
    assert!(message.contains("Access Denied"), "{message}");
    user.cloud(&lab, "DELETE", &hidden, None).await.refused(403);
    let share = format!("/um/groups/{}/shares/{}", member.group, id(&hidden));
    let edit = json!({"properties": {"editPrivilege": true, "sharePrivilege": false}});
    lab.done("PUT", &share, Some(edit)).await;
    user.done(&lab, "POST", &format!("{hidden}/lans"), lan).await;
    lab.done("DELETE", &share, None).await;
    user.cloud(&lab, "GET", &hidden, None).await.refused(404);
}

#[tokio::test]
async fn every_kind_that_can_be_shared_is_seen_through_its_share() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({})).await;
    let user = &member.user;
    let dc = lab.datacenter().await;
    let body = json!({"properties": {"size": 5, "licenceType": "OTHER"}});
    let volume = lab.done("POST", &format!("{dc}/volumes"), Some(body)).await;
    let volume = format!("{dc}/volumes/{}", volume["id"].as_str().unwrap());
    let password = uuid::Uuid::new_v4().simple().to_string();
    let mut made = vec![(dc.clone(), json!({"description": "d"}))];
    for (collection, path, properties, change) in [
        ("/snapshots", format!("{volume}/create-snapshot"), json!({"name": "s"}), json!({"name": "t"})),
        ("/ipblocks", "/ipblocks".to_owned(), json!({"location": "de/txl", "size": 1}), json!({"name": "t"})),
        ("/pccs", "/pccs".to_owned(), json!({"name": "p"}), json!({"name": "t"})),
        (
            "/backupunits",
            "/backupunits".to_owned(),
            json!({"name": "u", "password": password}),
            json!({"email": "t@example.com"}),
        ),
    ] {
        let answer = lab.done("POST", &path, Some(json!({ "properties": properties }))).await;
        made.push((format!("{collection}/{}", answer["id"].as_str().unwrap()), change));
    }
    for (path, change) in made {
        let collection = path.rsplit_once('/').unwrap().0;
        user.cloud(&lab, "GET", &path, None).await.refused(404);
        assert!(user.names(&lab, collection).await.is_empty(), "{collection}");
        member.share(&lab, id(&path), false, false).await;
        user.cloud(&lab, "GET", &path, None).await.expect(200);
        assert_eq!(user.names(&lab, collection).await.len(), 1, "{collection}");
        user.cloud(&lab, "PATCH", &path, Some(change.clone())).await.refused(403);
        let share = format!("/um/groups/{}/shares/{}", member.group, id(&path));
        lab.done("PUT", &share, Some(json!({"properties": {"editPrivilege": true}}))).await;
        user.done(&lab, "PATCH", &path, Some(change)).await;
    }
    assert_eq!(
        user.names(&lab, "/um/resources").await.len(),
        5 + lab.get("/images").await["items"].as_array().unwrap().len()
    );
    let resource = lab.get(&format!("/um/resources/datacenter/{}?depth=2", id(&dc))).await;
    assert_eq!(resource["entities"]["groups"]["items"][0]["id"], member.group.as_str());
    assert_eq!(resource["properties"], json!({"name": "dc", "secAuthProtection": false}));
    let cluster = lab.cloud("POST", "/k8s", Some(json!({"properties": {"name": "k"}}))).await.expect(202);
    let cluster = format!("/k8s/{}", cluster["id"].as_str().unwrap());
    user.cloud(&lab, "GET", &format!("{cluster}/kubeconfig"), None).await.refused(404);
    member.share(&lab, id(&cluster), false, false).await;
    user.cloud(&lab, "GET", &format!("{cluster}/kubeconfig"), None).await.expect(200);
    user.cloud(&lab, "DELETE", &cluster, None).await.refused(403);
}

#[tokio::test]
async fn a_reference_to_something_unseen_is_a_reference_to_nothing() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({"createDataCenter": true, "createInternetAccess": true})).await;
    let user = &member.user;
    let body = json!({"properties": {"name": "own", "location": "de/txl"}});
    let own = format!("/datacenters/{}", user.done(&lab, "POST", "/datacenters", Some(body)).await);
    let (block, ips) = lab.addresses(1).await;
    let pcc = lab.done("POST", "/pccs", Some(json!({"properties": {"name": "p"}}))).await;
    let pcc = pcc["id"].as_str().unwrap();
    let gateway = Some(json!({"properties": {"name": "n", "publicIps": ips}}));
    let lan = Some(json!({"properties": {"pcc": pcc}}));
    user.cloud(&lab, "POST", &format!("{own}/natgateways"), gateway.clone()).await.refused(422);
    user.cloud(&lab, "POST", &format!("{own}/lans"), lan.clone()).await.refused(422);
    member.share(&lab, &block, false, false).await;
    member.share(&lab, pcc, false, false).await;
    user.done(&lab, "POST", &format!("{own}/natgateways"), gateway).await;
    user.done(&lab, "POST", &format!("{own}/lans"), lan).await;
    let volume = json!({"properties": {"size": 5, "imageAlias": "debian:12", "sshKeys": [public_key()]}});
    user.done(&lab, "POST", &format!("{own}/volumes"), Some(volume)).await;
}

#[tokio::test]
async fn only_those_who_may_share_share_further() {
    let lab = Lab::new().await;
    let (first, second) = (Member::made(&lab, json!({})).await, Member::made(&lab, json!({})).await);
    let dc = lab.datacenter().await;
    let path = format!("/um/groups/{}/shares/{}", second.group, id(&dc));
    let body = Some(json!({"properties": {"editPrivilege": false}}));
    first.user.cloud(&lab, "POST", &path, body.clone()).await.refused(404);
    first.share(&lab, id(&dc), true, false).await;
    first.user.cloud(&lab, "POST", &path, body.clone()).await.refused(403);
    let share = format!("/um/groups/{}/shares/{}", first.group, id(&dc));
    lab.done("PUT", &share, Some(json!({"properties": {"sharePrivilege": true}}))).await;
    second.user.cloud(&lab, "GET", &dc, None).await.refused(404);
    first.user.done(&lab, "POST", &path, body).await;
    second.user.cloud(&lab, "GET", &dc, None).await.expect(200);
    // With nothing in the body nothing changes, and the present permissions are shown.
    let shown = lab.cloud("PUT", &share, Some(json!({}))).await.expect(200);
    assert_eq!(shown["properties"], json!({"editPrivilege": false, "sharePrivilege": true}));
}

#[tokio::test]
async fn users_and_groups_are_managed_by_administrators() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({"s3Privilege": true})).await;
    let (user, other) = (&member.user, User::made(&lab, json!({})).await);
    let admin = User::made(&lab, json!({"administrator": true})).await;
    let group = json!({"properties": {"name": "g"}});
    user.cloud(&lab, "POST", "/um/groups", Some(group.clone())).await.refused(403);
    user.cloud(&lab, "DELETE", &format!("/um/users/{}", other.id), None).await.refused(403);
    user.cloud(&lab, "GET", &format!("/um/users/{}", other.id), None).await.refused(404);
    let seen = user.cloud(&lab, "GET", "/um/users", None).await.expect(200);
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    assert_eq!(seen["items"][0]["id"], user.id.as_str());
    let groups = user.cloud(&lab, "GET", "/um/groups", None).await.expect(200);
    assert_eq!(groups["items"][0]["id"], member.group.as_str());
    user.done(&lab, "POST", &format!("/um/users/{}/s3keys", user.id), None).await;
    user.cloud(&lab, "POST", &format!("/um/users/{}/s3keys", other.id), None).await.refused(403);

    admin.done(&lab, "POST", "/um/groups", Some(group)).await;
    let dc = lab.datacenter().await;
    admin.done(&lab, "PATCH", &dc, Some(json!({"name": "by the administrator"}))).await;
    assert_eq!(claims(&admin.token(&lab).await)["identity"]["role"], "administrator");
    admin.done(&lab, "DELETE", &format!("/um/users/{}", other.id), None).await;
}

#[tokio::test]
async fn what_somebody_has_done_is_told_by_name() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({"createDataCenter": true})).await;
    let user = &member.user;
    let body = json!({"properties": {"name": "own", "location": "de/txl"}});
    let own = format!("/datacenters/{}", user.done(&lab, "POST", "/datacenters", Some(body)).await);
    lab.done("PATCH", &own, Some(json!({"name": "changed"}))).await;
    let metadata = lab.get(&own).await["metadata"].clone();
    assert_eq!((&metadata["createdBy"], &metadata["createdByUserId"]), (&json!(user.email), &json!(user.id)));
    assert_eq!(metadata["lastModifiedBy"], lab.sim.username());

    let requests = user.cloud(&lab, "GET", "/requests?depth=1", None).await.expect(200);
    assert_eq!(requests["items"].as_array().unwrap().len(), 1);
    assert_eq!(requests["items"][0]["metadata"]["createdBy"], user.email.as_str());
    let all = lab.get("/requests?depth=1").await;
    assert_eq!(all["items"][0]["metadata"]["createdBy"], lab.sim.username());
    let foreign = all["items"][0]["id"].as_str().unwrap();
    user.cloud(&lab, "GET", &format!("/requests/{foreign}/status"), None).await.refused(404);

    let contract = lab.get("/contracts?depth=1").await["items"][0]["properties"]["contractNumber"].clone();
    let log = format!("/activitylog/v1/contracts/{contract}?limit=100");
    user.call(&lab, "GET", &log, None).await.refused(403);
    member.set(&lab, json!({"accessActivityLog": true})).await;
    let log = user.call(&lab, "GET", &log, None).await.expect(200).to_string();
    assert!(log.contains(&format!("\"username\":\"{}\"", user.email)), "{log}");
    // Requests stay the user's own under a new address, and the old name stays where it was when the user goes.
    let moved = format!("new-{}", user.email);
    let put = json!({"properties": {"firstname": "A", "lastname": "B", "email": moved, "administrator": false,
        "forceSecAuth": false}});
    lab.done("PUT", &format!("/um/users/{}", user.id), Some(put)).await;
    let renamed = User { id: user.id.clone(), email: moved, password: user.password.clone() };
    let requests = renamed.cloud(&lab, "GET", "/requests", None).await.expect(200);
    assert_eq!(requests["items"].as_array().unwrap().len(), 1);
    lab.done("DELETE", &format!("/um/users/{}", user.id), None).await;
    assert_eq!(lab.get(&own).await["metadata"]["createdBy"], user.email.as_str());
}

#[tokio::test]
async fn labels_are_listed_for_what_is_seen() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({})).await;
    let dc = lab.datacenter().await;
    let label = json!({"properties": {"key": "team", "value": "a"}});
    lab.cloud("POST", &format!("{dc}/labels"), Some(label.clone())).await.expect(201);
    let seen = async || member.user.cloud(&lab, "GET", "/labels", None).await.expect(200)["items"].clone();
    assert_eq!(seen().await, json!([]));
    member.share(&lab, id(&dc), false, false).await;
    assert_eq!(seen().await.as_array().unwrap().len(), 1);
    let path = format!("{dc}/labels/team");
    member.user.cloud(&lab, "PUT", &path, Some(label)).await.refused(403);
}

#[tokio::test]
async fn other_products_ask_for_their_privilege() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({})).await;
    let token = member.user.token(&lab).await;
    for (privilege, path) in [
        ("accessAndManageDns", "/zones"),
        ("accessAndManageAiModelHub", "/v1/models"),
        ("accessAndManageLogging", "/pipelines"),
        ("manageRegistry", "/containerregistries/registries"),
        ("accessAndManageCertificates", "/certificates"),
        ("s3Privilege", "/accesskeys"),
    ] {
        member.set(&lab, json!({})).await;
        assert_eq!(lab.call("GET", path, &token, None).await.status, 403, "{path}");
        member.set(&lab, json!({ privilege: true })).await;
        assert_eq!(lab.call("GET", path, &token, None).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn groups_forget_what_is_deleted() {
    let lab = Lab::new().await;
    let member = Member::made(&lab, json!({})).await;
    let dc = lab.datacenter().await;
    member.share(&lab, id(&dc), false, false).await;
    lab.done("DELETE", &dc, None).await;
    lab.done("DELETE", &format!("/um/users/{}", member.user.id), None).await;
    let group = format!("/um/groups/{}", member.group);
    assert_eq!(lab.get(&format!("{group}/shares")).await["items"], json!([]));
    assert_eq!(lab.get(&format!("{group}/users")).await["items"], json!([]));
    assert!(!lab.sim.state()["cloud"]["docs"].to_string().contains(&member.user.id));
}

#[tokio::test]
async fn the_contract_number_must_be_that_of_the_contract() {
    let lab = Lab::new().await;
    let contract = lab.get("/contracts?depth=1").await["items"][0]["properties"]["contractNumber"].clone();
    let bearer = format!("Bearer {}", lab.sim.token());
    for (number, status) in [(contract.to_string(), 200), ("1".to_owned(), 403), ("none".to_owned(), 422)] {
        let headers = [("authorization", bearer.as_str()), ("x-contract-number", number.as_str())];
        for path in ["/cloudapi/v6/datacenters", "/auth/v1/tokens"] {
            let answer = send(lab.sim.url(), "GET", path, &headers, b"").await.unwrap();
            assert_eq!(answer.status, status, "{path} {number}");
        }
    }
}
