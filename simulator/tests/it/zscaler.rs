//! Zscaler Private Access: signing in, its own refusals, and the objects that publish an application.

use std::time::Duration;

use ionos_simulator::{Builder, FaultKind, FaultRule, Simulator};
use serde_json::{Value, json};

use crate::client::{Answer, Lab, send};

/// A signed-in client.
struct Zpa {
    lab: Lab,
    token: String,
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn sign_in(lab: &Lab, path: &str, secret: &str) -> Answer {
    let id = lab.sim.zscaler_client_id();
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    send(lab.sim.url(), "POST", path, &[FORM], form.as_bytes()).await.unwrap()
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("{value}")).to_owned()
}

fn ids(page: &Value) -> Vec<String> {
    page["list"].as_array().unwrap().iter().map(id).collect()
}

impl Zpa {
    async fn new() -> Self {
        Self::with(Simulator::builder()).await
    }

    async fn with(builder: Builder) -> Self {
        let lab = Lab::with(builder).await;
        let answer = sign_in(&lab, "/oauth2/v1/token", lab.sim.zscaler_client_secret()).await.expect(200);
        Self { token: answer["access_token"].as_str().unwrap().to_owned(), lab }
    }

    fn path(&self, version: u8, path: &str) -> String {
        format!("/zpa/mgmtconfig/v{version}/admin/customers/{}/{path}", self.lab.sim.zscaler_customer())
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.lab.call(method, path, &self.token, body.as_ref()).await
    }

    async fn get(&self, path: &str) -> Value {
        self.call("GET", &self.path(1, path), None).await.expect(200)
    }

    async fn make(&self, path: &str, body: Value) -> String {
        let status = if path.contains("provisioningKey") { 200 } else { 201 };
        id(&self.call("POST", &self.path(1, path), Some(body)).await.expect(status))
    }

    async fn put(&self, path: &str, body: Value) {
        let answer = self.call("PUT", &self.path(1, path), Some(body)).await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    }

    async fn delete(&self, path: &str) {
        self.call("DELETE", &self.path(1, path), None).await.expect(204);
    }

    /// A call that must be refused; answers what is wrong and the values that are.
    async fn refused(&self, method: &str, path: &str, body: Option<Value>) -> (String, Value) {
        let answer = self.call(method, &self.path(1, path), body).await.expect(400);
        assert!(answer["reason"].is_string(), "{answer}");
        (answer["id"].as_str().unwrap().to_owned(), answer["params"].clone())
    }

    async fn argument(&self, path: &str, body: Value, name: &str) {
        let wrong = self.refused("POST", path, Some(body.clone())).await;
        assert_eq!(wrong, ("invalid.resource.argument".to_owned(), json!([name])), "{body}");
    }

    async fn connector_group(&self) -> String {
        self.make("appConnectorGroup", connector_group("berlin")).await
    }

    /// A key for a new group; answers the ids of both and the value.
    async fn key(&self, uses: u8) -> (String, String, String) {
        let group = self.connector_group().await;
        let certificates =
            self.call("GET", &self.path(2, "enrollmentCert?search=Connector"), None).await.expect(200);
        let body = json!({
            "name": "key", "maxUsage": uses, "zcomponentId": group, "enrollmentCertId": certificates["list"][0]["id"],
        });
        let path = "associationType/CONNECTOR_GRP/provisioningKey";
        let key = self.call("POST", &self.path(1, path), Some(body)).await.expect(200);
        (group, id(&key), key["provisioningKey"].as_str().unwrap().to_owned())
    }

    async fn start(&self, body: Value) -> Answer {
        self.lab.call("POST", "/_guest/connectors", "", Some(&body)).await
    }

    /// A segment group, and a segment in it.
    async fn segment(&self, name: &str, domain: &str, port: &str) -> (String, String) {
        let group = self.make("segmentGroup", json!({"name": format!("{name} group")})).await;
        let segment = self.make("application", segment(&group, name, domain, port)).await;
        (group, segment)
    }

    async fn policy(&self) -> String {
        id(&self.get("policySet/policyType/ACCESS_POLICY").await)
    }

    async fn order(&self) -> Vec<String> {
        let rules = self.get("policySet/rules/policyType/ACCESS_POLICY").await;
        let rules = rules["list"].as_array().unwrap().iter();
        rules.map(|rule| rule["name"].as_str().unwrap().to_owned()).collect()
    }
}

fn connector_group(name: &str) -> Value {
    json!({"name": name, "latitude": "52.5", "longitude": 13.4, "location": "Berlin"})
}

fn segment(group: &str, name: &str, domain: &str, port: &str) -> Value {
    json!({
        "name": name, "domainNames": [domain], "segmentGroupId": group, "enabled": true,
        "tcpPortRange": [{"from": port, "to": port}],
    })
}

#[tokio::test]
async fn both_ways_of_signing_in_give_tokens_that_end_after_an_hour() {
    let lab = Lab::new().await;
    let secret = lab.sim.zscaler_client_secret();
    let new = sign_in(&lab, "/oauth2/v1/token", secret).await.expect(200);
    let old = sign_in(&lab, "/signin", secret).await.expect(200);
    assert_eq!((&new["expires_in"], &old["expires_in"]), (&json!(3600), &json!("3600")));

    let below = format!("/mgmtconfig/v1/admin/customers/{}/segmentGroup", lab.sim.zscaler_customer());
    let by = |answer: &Value| answer["access_token"].as_str().unwrap().to_owned();
    for (prefix, right, wrong) in [("/zpa", by(&new), by(&old)), ("", by(&old), by(&new))] {
        for prefix in [prefix.to_owned(), format!("/_zscaler{prefix}")] {
            let path = format!("{prefix}{below}");
            lab.call("GET", &path, &right, None).await.expect(200);
            let refused = lab.call("GET", &path, &wrong, None).await.expect(401);
            assert_eq!(refused["id"], "access.denied");
        }
    }
    lab.sim.advance(Duration::from_secs(3599));
    lab.call("GET", &below, &by(&old), None).await.expect(200);
    lab.sim.advance(Duration::from_secs(2));
    lab.call("GET", &below, &by(&old), None).await.expect(401);
}

#[tokio::test]
async fn wrong_secrets_forged_tokens_and_other_customers_are_refused() {
    let zpa = Zpa::new().await;
    assert_eq!(sign_in(&zpa.lab, "/oauth2/v1/token", "wrong").await.expect(401)["error"], "invalid_client");
    assert_eq!(sign_in(&zpa.lab, "/signin", "wrong").await.expect(401)["id"], "access.denied");
    let (head, _) = zpa.token.rsplit_once('.').unwrap();
    let path = zpa.path(1, "segmentGroup");
    zpa.lab.call("GET", &path, &format!("{head}.AAAA"), None).await.expect(401);
    let other = "/zpa/mgmtconfig/v1/admin/customers/1/segmentGroup";
    assert_eq!(zpa.call("GET", other, None).await.expect(403)["id"], "access.denied");
}

#[tokio::test]
async fn a_missing_object_is_a_bad_request() {
    let zpa = Zpa::new().await;
    for path in ["segmentGroup/7", "appConnectorGroup/7", "application/x", "policySet/7/rule/8", "idp/7"] {
        let name = path.split('/').nth(1).unwrap();
        assert_eq!(
            zpa.refused("GET", path, None).await,
            ("resource.not.found".to_owned(), json!([name])),
            "{path}"
        );
    }
    let group = zpa.make("segmentGroup", json!({"name": "apps"})).await;
    zpa.delete(&format!("segmentGroup/{group}")).await;
    assert_eq!(zpa.refused("DELETE", &format!("segmentGroup/{group}"), None).await.0, "resource.not.found");
    zpa.call("GET", &zpa.path(1, "nothing"), None).await.expect(404);
    zpa.call("POST", &zpa.path(2, "segmentGroup"), Some(json!({}))).await.expect(405);
}

#[tokio::test]
async fn reads_and_writes_are_limited_apart_and_the_pause_has_a_unit() {
    let zpa = Zpa::with(Simulator::builder().speed(1.0).manual_clock()).await;
    let path = zpa.path(1, "segmentGroup");
    for _ in 0..20 {
        zpa.call("GET", &path, None).await.expect(200);
    }
    let refused = zpa.call("GET", &path, None).await;
    assert_eq!(refused.header("retry-after"), Some("13s"));
    let refused = refused.expect(429);
    assert_eq!((&refused["id"], &refused["exception"]), (&json!("invalid.toomanyrequests"), &refused["id"]));
    for number in 0..10 {
        zpa.make("segmentGroup", json!({"name": number.to_string()})).await;
    }
    zpa.call("POST", &path, Some(json!({"name": "10"}))).await.expect(429);
    zpa.lab.sim.advance(Duration::from_secs(10));
    assert_eq!(zpa.call("GET", &path, None).await.expect(200)["totalCount"], "10");
}

#[tokio::test]
async fn faults_have_the_ids_that_go_with_their_status() {
    let zpa = Zpa::new().await;
    for (status, id, pause) in [
        (409, "api.concurrent.access.error", None),
        (412, "EDIT_LOCK_NOT_AVAILABLE", None),
        (503, "retryable.server.error", Some("10s")),
    ] {
        zpa.lab.sim.inject(FaultRule::new(FaultKind::Status { code: status, retry_after: None }).times(1));
        let answer = zpa.call("GET", &zpa.path(1, "segmentGroup"), None).await;
        assert_eq!(answer.header("retry-after"), pause);
        assert_eq!(answer.expect(status)["id"], id);
    }
}

#[tokio::test]
async fn lists_come_in_pages_with_numbers_as_text() {
    let zpa = Zpa::new().await;
    for number in 0..45 {
        zpa.make("segmentGroup", json!({"name": format!("g{number:02}"), "description": number})).await;
    }
    let first = zpa.get("segmentGroup").await;
    assert_eq!((&first["totalPages"], &first["totalCount"]), (&json!("3"), &json!("45")));
    assert_eq!(ids(&first).len(), 20);
    assert_eq!(ids(&zpa.get("segmentGroup?page=3").await).len(), 5);
    assert_eq!(ids(&zpa.get("segmentGroup?page=4").await).len(), 0);
    assert_eq!(ids(&zpa.get("segmentGroup?pagesize=500").await).len(), 45);
    let name = |page: &Value| page["list"][0]["name"].as_str().unwrap().to_owned();
    assert_eq!(name(&zpa.get("segmentGroup?sortBy=name&sortDir=DESC").await), "g44");
    assert_eq!(zpa.get("segmentGroup?search=g1").await["totalCount"], "10");
    let found = zpa.get("segmentGroup?search=name+EQ+g07").await;
    assert_eq!((name(&found), &found["totalCount"]), ("g07".to_owned(), &json!("1")));
    for (search, count) in [
        ("name+EQ+g0", "0"),
        ("name%2BEQ%2Bg07", "1"),
        ("name+STARTSWITH+g0", "10"),
        ("name+STARTSWITH+g1+AND+description+GT+12", "7"),
        ("enabled+EQ+true", "0"),
    ] {
        assert_eq!(zpa.get(&format!("segmentGroup?search={search}")).await["totalCount"], count, "{search}");
    }
}

#[tokio::test]
async fn a_change_replaces_the_whole_object() {
    let zpa = Zpa::new().await;
    let mut body = connector_group("berlin");
    body["description"] = json!("first");
    body["upgradeDay"] = json!("MONDAY");
    body["praEnabled"] = json!("true");
    let group = zpa.make("appConnectorGroup", body).await;
    let path = format!("appConnectorGroup/{group}");
    let made = zpa.get(&path).await;
    assert_eq!(
        (&made["longitude"], &made["praEnabled"], &made["upgradeDay"]),
        (&json!("13.4"), &json!(true), &json!("MONDAY"))
    );
    assert!(made["creationTime"].as_str().unwrap().parse::<i64>().unwrap() > 1_600_000_000);
    zpa.put(&path, connector_group("Berlin")).await;
    let changed = zpa.get(&path).await;
    assert_eq!(
        (&changed["name"], &changed["upgradeDay"], &changed["praEnabled"]),
        (&json!("Berlin"), &json!("SUNDAY"), &json!(false))
    );
    assert_eq!((&changed["description"], &changed["id"]), (&Value::Null, &json!(group)));
}

#[tokio::test]
async fn bodies_are_checked() {
    let zpa = Zpa::new().await;
    let mut wrong = connector_group("berlin");
    wrong["latitude"] = json!("91");
    zpa.argument("appConnectorGroup", wrong, "latitude").await;
    zpa.argument("appConnectorGroup", json!({"name": "berlin"}), "latitude").await;
    zpa.argument("segmentGroup", json!({"description": "no name"}), "name").await;
    zpa.argument("segmentGroup", json!({"name": "apps", "enabled": "maybe"}), "enabled").await;
    zpa.argument(
        "serverGroup",
        json!({"name": "webs", "appConnectorGroups": [{"id": "7"}]}),
        "appConnectorGroups",
    )
    .await;
    zpa.argument("serverGroup", json!({"name": "webs", "servers": ["7"]}), "servers").await;
    zpa.make("segmentGroup", json!({"name": "apps"})).await;
    assert_eq!(zpa.refused("POST", "segmentGroup", Some(json!({"name": "APPS"}))).await.0, "duplicate.name");
}

#[tokio::test]
async fn what_is_in_use_stays() {
    let zpa = Zpa::new().await;
    let connectors = zpa.connector_group().await;
    let group =
        zpa.make("serverGroup", json!({"name": "webs", "appConnectorGroups": [{"id": connectors}]})).await;
    let server =
        zpa.make("server", json!({"name": "web", "address": "10.0.0.5", "appServerGroupIds": [group]})).await;
    let segments = zpa.make("segmentGroup", json!({"name": "apps"})).await;
    let mut body = segment(&segments, "web", "web.example.com", "443");
    body["serverGroups"] = json!([{"id": group}]);
    let segment = zpa.make("application", body).await;

    let shown = zpa.get(&format!("serverGroup/{group}")).await;
    assert_eq!(
        (&shown["servers"][0]["name"], &shown["applications"][0]["name"]),
        (&json!("web"), &json!("web"))
    );
    assert_eq!(zpa.get(&format!("server/{server}")).await["appServerGroupIds"], json!([group]));
    assert_eq!(zpa.get(&format!("appConnectorGroup/{connectors}")).await["serverGroups"][0]["id"], group);
    assert_eq!(zpa.get(&format!("application/{segment}")).await["segmentGroupName"], "apps");

    let chain = [
        format!("appConnectorGroup/{connectors}"),
        format!("server/{server}"),
        format!("serverGroup/{group}"),
        format!("segmentGroup/{segments}"),
    ];
    for path in &chain {
        assert_eq!(zpa.refused("DELETE", path, None).await.0, "resource.in.use");
    }
    zpa.delete(&format!("application/{segment}")).await;
    for path in [&chain[3], &chain[2], &chain[1], &chain[0]] {
        zpa.delete(path).await;
    }
}

#[tokio::test]
async fn a_key_enrols_as_many_connectors_as_it_may() {
    let zpa = Zpa::new().await;
    let (group, key, value) = zpa.key(2).await;
    assert!(value.starts_with("1|api.private.zscaler.com|"), "{value}");
    let path = format!("associationType/CONNECTOR_GRP/provisioningKey/{key}");
    let connector = id(&zpa.start(json!({"provisioningKey": value})).await.expect(201));
    assert_eq!(zpa.get(&path).await["usageCount"], "1");
    zpa.start(json!({"provisioningKey": "1|api.private.zscaler.com|AAAA"})).await.expect(422);
    zpa.start(json!({"provisioningKey": value})).await.expect(201);
    let full = zpa.start(json!({"provisioningKey": value})).await.refused(422);
    assert!(full.contains("as often"), "{full}");

    zpa.lab.sim.advance(Duration::from_secs(60));
    let shown = zpa.get(&format!("connector/{connector}")).await;
    assert_eq!(shown["controlChannelStatus"], "ZPN_STATUS_AUTHENTICATED");
    assert_eq!(
        (&shown["appConnectorGroupName"], &shown["provisioningKeyName"]),
        (&json!("berlin"), &json!("key"))
    );
    assert_eq!(
        zpa.get(&format!("appConnectorGroup/{group}")).await["connectors"].as_array().unwrap().len(),
        2
    );
    assert_eq!(zpa.refused("DELETE", &format!("appConnectorGroup/{group}"), None).await.0, "resource.in.use");

    let unplug = format!("/_guest/connectors/{connector}");
    zpa.lab.call("DELETE", &unplug, "", None).await.expect(204);
    assert_eq!(
        zpa.get(&format!("connector/{connector}")).await["controlChannelStatus"],
        "ZPN_STATUS_DISCONNECTED"
    );
    zpa.lab.call("PUT", &unplug, "", None).await.expect(204);
    assert_eq!(
        zpa.get(&format!("connector/{connector}")).await["controlChannelStatus"],
        "ZPN_STATUS_AUTHENTICATED"
    );
    zpa.call("POST", &zpa.path(1, "connector/bulkDelete"), Some(json!({"ids": [connector]})))
        .await
        .expect(200);
    assert_eq!(zpa.get("connector").await["totalCount"], "1");
}

#[tokio::test]
async fn a_key_that_is_disabled_or_over_enrols_nothing() {
    let zpa = Zpa::new().await;
    let (group, key, value) = zpa.key(9).await;
    let path = format!("associationType/CONNECTOR_GRP/provisioningKey/{key}");
    let shown = zpa.get(&path).await;
    let whole = |more: Value| {
        let mut body = json!({
            "name": "key", "maxUsage": "9", "zcomponentId": group, "enrollmentCertId": shown["enrollmentCertId"],
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    zpa.put(&path, whole(json!({"enabled": false}))).await;
    assert!(zpa.start(json!({"provisioningKey": value})).await.refused(422).contains("disabled"));
    let ends = shown["creationTime"].as_str().unwrap().parse::<i64>().unwrap() + 600;
    zpa.put(&path, whole(json!({"expirationInEpochSec": ends}))).await;
    zpa.start(json!({"provisioningKey": value})).await.expect(201);
    zpa.lab.sim.advance(Duration::from_secs(601));
    assert!(zpa.start(json!({"provisioningKey": value})).await.refused(422).contains("over"));
    assert_eq!(zpa.get(&path).await["provisioningKey"], value, "a change keeps the value");
    zpa.call("GET", &zpa.path(1, "associationType/OTHER/provisioningKey"), None).await.expect(400);
}

#[tokio::test]
async fn a_connector_on_a_server_lives_with_it() {
    let zpa = Zpa::new().await;
    let datacenter = zpa.lab.datacenter().await;
    zpa.lab.lan(&datacenter, true).await;
    let (_, _, value) = zpa.key(2).await;
    let on = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let bare = zpa.lab.server(&datacenter).await;
    zpa.start(json!({"provisioningKey": value, "server": on(&bare)})).await.refused(409);
    let server = zpa.lab.server_with(&datacenter, "#cloud-config\npackages: [zpa-connector]\n").await;
    let connector =
        id(&zpa.start(json!({"provisioningKey": value, "server": on(&server)})).await.expect(201));
    zpa.lab.sim.advance(Duration::from_secs(60));
    let path = format!("connector/{connector}");
    assert_eq!(zpa.get(&path).await["controlChannelStatus"], "ZPN_STATUS_AUTHENTICATED");
    zpa.lab.done("POST", &format!("{server}/stop"), None).await;
    assert_eq!(zpa.get(&path).await["controlChannelStatus"], "ZPN_STATUS_DISCONNECTED");
}

#[tokio::test]
async fn a_connector_without_a_key_shows_a_code_that_is_bound_to_a_group() {
    let zpa = Zpa::new().await;
    let group = zpa.connector_group().await;
    let code = zpa.start(json!({})).await.expect(201)["userCode"].as_str().unwrap().to_owned();
    let status = |body: Value| async {
        let answer =
            zpa.call("POST", &zpa.path(1, "CONNECTOR_GRP/usercodes/status"), Some(body)).await.expect(200);
        answer["userCodes"][0]["status"].clone()
    };
    assert_eq!(status(json!({"userCodes": [code]})).await, "PENDING");
    let bind = |group: &str, code: &str| json!({"componentGroupId": group, "user_codes": [code]});
    zpa.argument("CONNECTOR_GRP/usercodes", bind("7", &code), "componentGroupId").await;
    assert_eq!(
        zpa.refused("POST", "CONNECTOR_GRP/usercodes", Some(bind(&group, "NONE"))).await.0,
        "resource.not.found"
    );
    zpa.call("POST", &zpa.path(1, "CONNECTOR_GRP/usercodes"), Some(bind(&group, &code))).await.expect(200);
    zpa.lab.sim.advance(Duration::from_secs(60));
    assert_eq!(status(json!({"userCodes": [code]})).await, "VERIFIED");
    let connectors = zpa.get("connector").await;
    assert_eq!(connectors["totalCount"], "1");
    assert_eq!(connectors["list"][0]["controlChannelStatus"], "ZPN_STATUS_AUTHENTICATED");
}

#[tokio::test]
async fn segments_share_no_port_of_a_domain() {
    let zpa = Zpa::new().await;
    let (group, first) = zpa.segment("web", "web.example.com", "443").await;
    let again = segment(&group, "again", "WEB.example.com", "443");
    assert_eq!(zpa.refused("POST", "application", Some(again)).await.0, "domain.port.conflict");
    zpa.make("application", segment(&group, "ssh", "web.example.com", "22")).await;
    let mut inclusive = segment(&group, "more", "web.example.com", "443");
    inclusive["matchStyle"] = json!("INCLUSIVE");
    zpa.refused("POST", "application", Some(inclusive.clone())).await;
    zpa.call(
        "PUT",
        &zpa.path(1, "application/bulkUpdateMultiMatch"),
        Some(json!({"applicationIds": [first], "matchStyle": "INCLUSIVE"})),
    )
    .await
    .expect(204);
    zpa.make("application", inclusive).await;
    // The same object may keep what it has.
    let mut own = segment(&group, "web", "web.example.com", "443");
    own["matchStyle"] = json!("INCLUSIVE");
    zpa.put(&format!("application/{first}"), own).await;
}

#[tokio::test]
async fn ports_are_read_in_both_forms_and_shown_in_both() {
    let zpa = Zpa::new().await;
    let group = zpa.make("segmentGroup", json!({"name": "apps"})).await;
    let with = |ports: Value| {
        let mut body = segment(&group, "web", "web.example.com", "443");
        body.as_object_mut().unwrap().remove("tcpPortRange");
        body.as_object_mut().unwrap().extend(ports.as_object().unwrap().clone());
        body
    };
    let made = zpa.make("application", with(json!({"tcpPortRanges": ["8000", 8010, "443", "443"]}))).await;
    let shown = zpa.get(&format!("application/{made}")).await;
    assert_eq!(shown["tcpPortRange"], json!([{"from": "443", "to": "443"}, {"from": "8000", "to": "8010"}]));
    assert_eq!(shown["tcpPortRanges"], json!(["443", "443", "8000", "8010"]));
    for wrong in [
        json!({}),
        json!({"tcpPortRanges": ["443"]}),
        json!({"tcpPortRanges": ["443", "80"]}),
        json!({"tcpPortRange": [{"from": "0", "to": "80"}]}),
        json!({"tcpPortRange": [{"from": "80", "to": "90"}, {"from": "85", "to": "99"}]}),
    ] {
        let mut body = with(wrong);
        body["name"] = json!("other");
        zpa.argument("application", body, "tcpPortRange").await;
    }
    let mut wrong = segment(&group, "two", "not a domain", "1");
    zpa.argument("application", wrong.clone(), "domainNames").await;
    wrong["domainNames"] = json!(["*.example.com", "10.0.0.0/8"]);
    zpa.make("application", wrong).await;
}

#[tokio::test]
async fn browser_access_needs_a_domain_and_a_port_of_its_segment() {
    let zpa = Zpa::new().await;
    let group = zpa.make("segmentGroup", json!({"name": "apps"})).await;
    let key = rcgen::generate_simple_self_signed(vec!["web.example.com".to_owned()]).unwrap();
    let blob = format!("{}{}", key.cert.pem(), key.signing_key.serialize_pem());
    zpa.argument("certificate", json!({"name": "web", "certBlob": key.cert.pem()}), "certBlob").await;
    zpa.argument("certificate", json!({"name": "web", "certBlob": "nonsense"}), "certBlob").await;
    let certificate = zpa.make("certificate", json!({"name": "web", "certBlob": blob})).await;
    let shown = zpa.get(&format!("certificate/{certificate}")).await;
    assert_eq!(shown["san"], json!(["web.example.com"]));
    assert!(shown["validToInEpochSec"].as_str().unwrap().parse::<i64>().is_ok());
    for text in [shown.to_string(), zpa.lab.sim.state().to_string(), format!("{:?}", zpa.lab.sim.journal())] {
        assert!(!text.contains("PRIVATE KEY"));
    }

    let app = json!({
        "name": "web", "domain": "web.example.com", "applicationProtocol": "HTTPS", "applicationPort": "443",
        "certificateId": certificate,
    });
    let with = |name: &str, value: Value| {
        let mut body = segment(&group, "web", "web.example.com", "443");
        body["clientlessApps"] = json!([app]);
        body["clientlessApps"][0][name] = value;
        body
    };
    for (name, value) in [
        ("domain", json!("other.example.com")),
        ("applicationPort", json!("80")),
        ("applicationProtocol", json!("FTP")),
        ("certificateId", json!("7")),
        ("certificateId", Value::Null),
    ] {
        zpa.argument("application", with(name, value), name).await;
    }
    let made = zpa.make("application", with("allowOptions", json!(true))).await;
    let shown = zpa.get(&format!("application/{made}")).await;
    let app = &shown["clientlessApps"][0];
    assert!(app["cname"].as_str().unwrap().ends_with(".h.b.zpa-app.net"));
    assert_eq!((&app["certificateName"], &app["appId"]), (&json!("web"), &json!(made)));
    zpa.put(&format!("application/{made}"), with("description", json!("changed"))).await;
    assert_eq!(zpa.get(&format!("application/{made}")).await["clientlessApps"][0]["cname"], app["cname"]);
    let listed = zpa.get("application/getAppsByType?applicationType=BROWSER_ACCESS").await;
    assert_eq!(listed["list"][0]["appId"], made);
    assert_eq!(zpa.get("application/getAppsByType?applicationType=INSPECT").await["totalCount"], "0");
    assert_eq!(zpa.refused("DELETE", &format!("certificate/{certificate}"), None).await.0, "resource.in.use");
}

#[tokio::test]
async fn rules_keep_an_order_that_ends_with_the_default_rule() {
    let zpa = Zpa::new().await;
    let path = format!("policySet/{}", zpa.policy().await);
    let rule = |name: &str| json!({"name": name, "action": "ALLOW"});
    let mut made = Vec::new();
    for name in ["a", "b", "c"] {
        made.push(zpa.make(&format!("{path}/rule"), rule(name)).await);
    }
    assert_eq!(zpa.order().await, ["a", "b", "c", "Default_Rule"]);
    zpa.put(&format!("{path}/rule/{}/reorder/1", made[2]), json!({})).await;
    assert_eq!(zpa.order().await, ["c", "a", "b", "Default_Rule"]);
    zpa.put(&format!("{path}/reorder"), json!([made[1], made[0], made[2]])).await;
    assert_eq!(zpa.order().await, ["b", "a", "c", "Default_Rule"]);
    assert_eq!(zpa.get(&format!("{path}/rule/{}", made[0])).await["ruleOrder"], "2");
    for wrong in
        [json!([made[1], made[0]]), json!([made[1], made[0], "7"]), json!([made[0], made[0], made[2]])]
    {
        let refused = zpa.refused("PUT", &format!("{path}/reorder"), Some(wrong)).await;
        assert_eq!(refused.0, "invalid.resource.argument");
    }
    for place in ["0", "5", "x"] {
        zpa.refused("PUT", &format!("{path}/rule/{}/reorder/{place}", made[0]), Some(json!({}))).await;
    }
    let default = id(&zpa.get("policySet/policyType/GLOBAL_POLICY").await["rules"][3]);
    zpa.refused("DELETE", &format!("{path}/rule/{default}"), None).await;
    zpa.delete(&format!("{path}/rule/{}", made[1])).await;
    assert_eq!(zpa.order().await, ["a", "c", "Default_Rule"]);
    assert_eq!(zpa.get(&format!("{path}/rule/{}", made[0])).await["ruleOrder"], "1");
    zpa.argument(&format!("{path}/rule"), json!({"name": "d", "action": "RE_AUTH"}), "action").await;
}

#[tokio::test]
async fn conditions_name_what_exists_and_are_shown_in_the_form_of_the_first_version() {
    let zpa = Zpa::new().await;
    let (group, segment) = zpa.segment("web", "web.example.com", "443").await;
    let idp = id(&zpa.call("GET", &zpa.path(2, "idp"), None).await.expect(200)["list"][0]);
    let customer = zpa.lab.sim.zscaler_customer();
    let groups = format!("/zpa/userconfig/v1/customers/{customer}/scimgroup/idpId/{idp}");
    let scim = id(&zpa.call("GET", &groups, None).await.expect(200)["list"][0]);
    let path = format!("policySet/{}/rule", zpa.policy().await);
    let rule = json!({
        "name": "web", "action": "ALLOW", "conditions": [
            {"operator": "OR", "operands": [{"objectType": "APP_GROUP", "values": [group]}, {"objectType": "APP", "values": [segment]}]},
            {"operator": "OR", "operands": [{"objectType": "SCIM_GROUP", "entryValues": [{"lhs": idp, "rhs": scim}]}]},
        ],
    });
    let made = id(&zpa.call("POST", &zpa.path(2, &path), Some(rule)).await.expect(201));
    let shown = zpa.get(&format!("{path}/{made}")).await;
    let first = &shown["conditions"][0]["operands"];
    assert_eq!(
        (&first[0]["lhs"], &first[0]["rhs"], &first[0]["name"]),
        (&json!("id"), &json!(group), &json!("web group"))
    );
    assert_eq!(shown["conditions"][1]["operands"][0]["rhs"], scim);

    // What was read can be written back.
    zpa.put(&format!("{path}/{made}"), shown).await;
    let with =
        |operand: Value| json!({"name": "x", "action": "ALLOW", "conditions": [{"operands": [operand]}]});
    for (operand, name) in [
        (json!({"objectType": "EMAIL_DOMAIN", "values": ["example.com"]}), "objectType"),
        (json!({"objectType": "PLATFORM", "lhs": "amiga", "rhs": "true"}), "lhs"),
        (json!({"objectType": "PLATFORM", "lhs": "linux", "rhs": "yes"}), "rhs"),
        (json!({"objectType": "APP"}), "conditions"),
    ] {
        zpa.argument(&path, with(operand), name).await;
    }
    let missing = zpa.refused("POST", &path, Some(with(json!({"objectType": "APP", "values": ["7"]})))).await;
    assert_eq!(missing, ("resource.not.found".to_owned(), json!(["7"])));

    // A segment that a rule names goes only by force, and leaves the rule.
    let segment = format!("application/{segment}");
    assert_eq!(zpa.refused("DELETE", &segment, None).await.0, "resource.in.use");
    zpa.delete(&format!("{segment}?forceDelete=true")).await;
    let shown = zpa.get(&format!("{path}/{made}")).await;
    assert_eq!(shown["conditions"][0]["operands"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn microtenants_see_their_own() {
    let zpa = Zpa::new().await;
    let tenant = zpa.make("microtenants", json!({"name": "lab"})).await;
    let inside = format!("?microtenantId={tenant}");
    let group = zpa.make(&format!("segmentGroup{inside}"), json!({"name": "apps"})).await;
    let servers = zpa.make(&format!("serverGroup{inside}"), json!({"name": "webs"})).await;
    zpa.refused("GET", &format!("segmentGroup/{group}"), None).await;
    let shown = zpa.get(&format!("segmentGroup/{group}{inside}")).await;
    assert_eq!((&shown["microtenantId"], &shown["microtenantName"]), (&json!(tenant), &json!("lab")));
    assert_eq!(zpa.get("segmentGroup").await["totalCount"], "0");
    zpa.refused("GET", "segmentGroup?microtenantId=7", None).await;

    let (_, segment) = zpa.segment("web", "web.example.com", "443").await;
    let path = format!("application/{segment}");
    zpa.put(&format!("{path}/share"), json!({"shareToMicrotenants": [tenant]})).await;
    let shown = zpa.get(&format!("{path}{inside}")).await;
    assert_eq!(shown["sharedMicrotenantDetails"]["sharedToMicrotenants"][0]["name"], "lab");
    zpa.put(&format!("{path}/share"), json!({"shareToMicrotenants": []})).await;
    zpa.refused("GET", &format!("{path}{inside}"), None).await;

    let body =
        json!({"targetMicrotenantId": tenant, "targetSegmentGroupId": group, "targetServerGroupId": servers});
    zpa.call("POST", &zpa.path(1, &format!("{path}/move")), Some(body)).await.expect(204);
    zpa.refused("GET", &path, None).await;
    assert_eq!(zpa.get(&format!("{path}{inside}")).await["segmentGroupId"], group);
    assert_eq!(zpa.refused("DELETE", &format!("microtenants/{tenant}"), None).await.0, "resource.in.use");
}

#[tokio::test]
async fn weights_belong_to_the_server_groups_of_the_segment() {
    let zpa = Zpa::new().await;
    let servers = zpa.make("serverGroup", json!({"name": "webs"})).await;
    let other = zpa.make("serverGroup", json!({"name": "others"})).await;
    let group = zpa.make("segmentGroup", json!({"name": "apps"})).await;
    let mut body = segment(&group, "web", "web.example.com", "443");
    body["serverGroups"] = json!([{"id": servers}]);
    let path = format!("application/{}/weightedLbConfig", zpa.make("application", body).await);
    let weights = |group: &str| json!({"weightedLoadBalancing": true, "applicationToServerGroupMappings": [{"id": group, "weight": 10}]});
    zpa.refused("PUT", &path, Some(weights(&other))).await;
    zpa.put(&path, weights(&servers)).await;
    let shown = zpa.get(&path).await;
    assert_eq!(
        (&shown["weightedLoadBalancing"], &shown["applicationToServerGroupMappings"][0]["weight"]),
        (&json!(true), &json!("10"))
    );
}

#[tokio::test]
async fn secrets_of_keys_stay_out_of_state_and_journal() {
    let zpa = Zpa::new().await;
    let (group, key, value) = zpa.key(2).await;
    let path = format!("associationType/CONNECTOR_GRP/provisioningKey/{key}");
    let mut shown = zpa.get(&path).await;
    assert_eq!((&shown["provisioningKey"], &shown["zcomponentId"]), (&json!(value), &json!(group)));
    shown["name"] = json!("Key");
    zpa.put(&path, shown).await;
    zpa.start(json!({"provisioningKey": value})).await.expect(201);
    for text in [zpa.lab.sim.state().to_string(), format!("{:?}", zpa.lab.sim.journal())] {
        for secret in [value.as_str(), zpa.lab.sim.zscaler_client_secret(), zpa.token.as_str()] {
            assert!(!text.contains(secret));
        }
    }
}

/// The operations of the API: methods and path below the customer, with the version in front. `_` is an id.
const OPERATIONS: &str = "
1 GET,POST appConnectorGroup
1 GET,PUT,DELETE appConnectorGroup/_
1 GET connector
1 POST connector/bulkDelete
1 GET,PUT,DELETE connector/_
1 GET,POST connectorSchedule
1 PUT connectorSchedule/_
1 GET,POST associationType/CONNECTOR_GRP/provisioningKey
1 GET,PUT,DELETE associationType/CONNECTOR_GRP/provisioningKey/_
1 POST CONNECTOR_GRP/usercodes
1 POST CONNECTOR_GRP/usercodes/status
1 GET,POST segmentGroup
1 GET,PUT,DELETE segmentGroup/_
2 PUT segmentGroup/_
1 GET,POST serverGroup
1 GET,PUT,DELETE serverGroup/_
1 GET,POST application
1 PUT application/bulkUpdateMultiMatch
1 GET application/getAppsByType
1 POST application/multimatchUnsupportedReferences
1 GET,PUT,DELETE application/_
1 POST application/_/move
1 PUT application/_/share
1 GET,PUT application/_/weightedLbConfig
1 GET clientTypes
1 GET platform
1 GET policySet/policyType/ACCESS_POLICY
1 GET policySet/rules/policyType/ACCESS_POLICY
1 PUT policySet/_/reorder
1 POST policySet/_/rule
1 GET,PUT,DELETE policySet/_/rule/_
1 PUT policySet/_/rule/_/reorder/1
2 POST policySet/_/rule
2 PUT policySet/_/rule/_
1 GET,POST certificate
1 GET,PUT,DELETE certificate/_
1 GET clientlessCertificate/_
2 GET certificate/issued
2 GET clientlessCertificate/issued
1 GET idp/_
2 GET idp
1 GET enrollmentCert/_
2 GET enrollmentCert
1 GET samlAttribute/_
2 GET samlAttribute
2 GET samlAttribute/idp/_
1 GET,POST server
1 GET,PUT,DELETE server/_
1 GET,POST v2/associationtype/SEARCH_SUFFIX/domains
1 GET authDomains
";

#[tokio::test]
async fn every_operation_is_answered() {
    let zpa = Zpa::new().await;
    let mut count = 0;
    for line in OPERATIONS.trim().lines() {
        let [version, methods, path] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for method in methods.split(',') {
            count += 1;
            let path = zpa.path(
                version.parse().unwrap(),
                &path
                    .replace('_', "7")
                    .replace("CONNECTOR7GRP", "CONNECTOR_GRP")
                    .replace("ACCESS7POLICY", "ACCESS_POLICY")
                    .replace("SEARCH7SUFFIX", "SEARCH_SUFFIX"),
            );
            let answer = zpa.call(method, &path, (method != "GET").then(|| json!({"name": 7}))).await;
            // An empty body or an id that nobody has is refused as such; a path or method that is not known is not.
            let known = match answer.status {
                200 | 201 => !path.contains("/7"),
                400 => ["resource.not.found", "invalid.resource.argument"]
                    .contains(&answer.json()["id"].as_str().unwrap()),
                _ => false,
            };
            assert!(known, "{method} {path}: {} {}", answer.status, answer.text);
        }
    }
    assert_eq!(count, 78);
}
