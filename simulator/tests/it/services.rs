//! Tokens, logging, registries, certificates and access keys.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ionos_simulator::{FaultRule, Simulator};
use serde_json::{Value, json};

use crate::client::{Answer, Lab, until};

impl Lab {
    async fn own(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call(method, path, self.sim.token(), body.as_ref()).await
    }
}

async fn token(lab: &Lab, ttl: u32) -> String {
    let answer = lab.own("GET", &format!("/auth/v1/tokens/generate?ttl={ttl}"), None).await.expect(200);
    answer["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_issued_token_works_everywhere_and_tells_user_and_contract() {
    let lab = Lab::new().await;
    let issued = token(&lab, 3600).await;
    let claims = URL_SAFE_NO_PAD.decode(issued.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert!(claims["identity"]["contractNumber"].is_number());
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 3600);
    for path in ["/cloudapi/v6/datacenters", "/zones", "/v1/models", "/pipelines", "/auth/v1/tokens"] {
        lab.call("GET", path, &issued, None).await.expect(200);
    }
    let listed = lab.own("GET", "/auth/v1/tokens", None).await.expect(200);
    let id = listed["tokens"][0]["id"].as_str().unwrap();
    assert_eq!(lab.own("GET", &format!("/auth/v1/tokens/{id}"), None).await.expect(200)["id"], id);
    lab.own("DELETE", &format!("/auth/v1/tokens/{id}"), None).await.expect(200);
    assert_eq!(lab.call("GET", "/cloudapi/v6/datacenters", &issued, None).await.status, 401);
}

#[tokio::test]
async fn a_token_of_another_simulator_or_with_other_claims_is_refused() {
    let lab = Lab::new().await;
    let other = Lab::with(Simulator::builder()).await;
    let issued = token(&other, 3600).await;
    assert_eq!(lab.call("GET", "/cloudapi/v6/datacenters", &issued, None).await.status, 401);
    let own = token(&lab, 3600).await;
    let mut parts: Vec<&str> = own.split('.').collect();
    let claims = URL_SAFE_NO_PAD.encode(json!({"exp": 99_999_999_999_i64}).to_string());
    parts[1] = &claims;
    assert_eq!(lab.call("GET", "/cloudapi/v6/datacenters", &parts.join("."), None).await.status, 401);
    assert_eq!(lab.own("GET", "/auth/v1/tokens/generate?ttl=5", None).await.status, 422);
}

#[tokio::test]
async fn tokens_are_removed_by_what_they_are() {
    let lab = Lab::new().await;
    let (one, two) = (token(&lab, 60).await, token(&lab, 60).await);
    lab.own("DELETE", "/auth/v1/tokens?criteria=CURRENT", None).await.refused(422);
    lab.call("DELETE", "/auth/v1/tokens?criteria=CURRENT", &one, None).await.expect(200);
    assert_eq!(lab.call("GET", "/zones", &one, None).await.status, 401);
    lab.call("GET", "/zones", &two, None).await.expect(200);
    lab.own("DELETE", "/auth/v1/tokens?criteria=ALL", None).await.expect(200);
    assert_eq!(lab.call("GET", "/zones", &two, None).await.status, 401);
}

/// Makes one, reads it alone and in its list, changes it where it can be changed, and takes it away.
async fn whole_life(lab: &Lab, collection: &str, properties: Value, change: Option<(&str, Value)>) -> Value {
    let made = lab.own("POST", collection, Some(json!({ "properties": properties }))).await.expect(201);
    let path = format!("{collection}/{}", made["id"].as_str().unwrap());
    let read = lab.own("GET", &path, None).await.expect(200);
    assert_eq!(read["id"], made["id"]);
    let listed = lab.own("GET", collection, None).await.expect(200);
    assert_eq!(listed["items"][0]["id"], made["id"]);
    if let Some((method, change)) = change {
        let body = json!({"id": made["id"], "properties": change});
        let changed = lab.own(method, &path, Some(body)).await.expect(200);
        for (name, value) in change.as_object().unwrap() {
            assert_eq!(changed["properties"][name], *value, "{collection} {name}");
        }
    }
    let status = lab.own("DELETE", &path, None).await.status;
    assert!(matches!(status, 202 | 204), "{collection} {status}");
    until(async || lab.own("GET", &path, None).await.status == 404).await;
    made
}

#[tokio::test]
async fn every_kind_lives_from_creation_to_removal() {
    let lab = Lab::new().await;
    let log = json!({"name": "p", "logs": [{"source": "generic", "tag": "t", "protocol": "http",
        "destinations": [{"type": "loki", "retentionInDays": 7}]}]});
    whole_life(&lab, "/pipelines", log, Some(("PATCH", json!({"name": "q"})))).await;
    let provider = json!({"name": "acme", "email": "a@example.com", "server": "https://acme.invalid"});
    whole_life(&lab, "/providers", provider, Some(("PATCH", json!({"name": "b"})))).await;
    let key = uuid::Uuid::new_v4().to_string();
    let certificate =
        json!({"name": "c", "certificate": "PEM", "certificateChain": "PEM", "privateKey": key});
    let made = whole_life(&lab, "/certificates", certificate, Some(("PATCH", json!({"name": "d"})))).await;
    assert!(!made.to_string().contains(&key));
    let auto =
        json!({"name": "a", "provider": "x", "commonName": "www.example.com", "keyAlgorithm": "rsa4096"});
    whole_life(&lab, "/auto-certificates", auto, None).await;
    let key = whole_life(
        &lab,
        "/accesskeys",
        json!({"description": "k"}),
        Some(("PUT", json!({"description": "l"}))),
    )
    .await;
    assert!(key["properties"]["secretKey"].is_string());
    let registry = json!({"name": "images", "location": "de/fra"});
    whole_life(&lab, "/containerregistries/registries", registry.clone(), None).await;
    lab.own("POST", "/containerregistries/registries", Some(json!({ "properties": registry })))
        .await
        .expect(201);
    lab.own("POST", "/containerregistries/registries", Some(json!({ "properties": registry })))
        .await
        .refused(400);
}

#[tokio::test]
async fn what_the_services_do_not_know_is_refused() {
    let lab = Lab::new().await;
    let log = |to: Value| {
        let log = json!({"source": "generic", "tag": "t", "protocol": "http", "destinations": to});
        Some(json!({"properties": {"name": "p", "logs": [log]}}))
    };
    lab.own("POST", "/pipelines", log(json!([{"type": "loki", "retentionInDays": 8}]))).await.refused(422);
    lab.own("POST", "/pipelines", log(Value::Null)).await.refused(422);
    lab.own("POST", "/pipelines", log(json!([{"type": "loki", "retentionInDays": 0}]))).await.expect(201);
    let made = lab.own("POST", "/accesskeys", Some(json!({"properties": {"description": "k"}}))).await;
    let path = format!("/accesskeys/{}", made.expect(201)["id"].as_str().unwrap());
    lab.own("PUT", &path, Some(json!({"properties": {"description": "l"}}))).await.refused(400);
    lab.own("POST", "/containerregistries/registries", Some(json!({"properties": {}}))).await.refused(400);
}

#[tokio::test]
async fn a_secret_is_shown_once() {
    let lab = Lab::new().await;
    let registry = json!({"properties": {"name": "images", "location": "de/fra"}});
    let registry = lab.own("POST", "/containerregistries/registries", Some(registry)).await.expect(201);
    let tokens = format!("/containerregistries/registries/{}/tokens", registry["id"].as_str().unwrap());
    let made = lab.own("POST", &tokens, Some(json!({"properties": {"name": "ci"}}))).await.expect(201);
    let password = made["properties"]["credentials"]["password"].as_str().unwrap();
    assert_eq!(password.len(), 64);
    let read = lab.own("GET", &format!("{tokens}/{}", made["id"].as_str().unwrap()), None).await.expect(200);
    assert_eq!(read["properties"]["credentials"]["password"], "");
    let key =
        lab.own("POST", "/accesskeys", Some(json!({"properties": {"description": "k"}}))).await.expect(201);
    let path = format!("/accesskeys/{}", key["id"].as_str().unwrap());
    assert_eq!(lab.own("GET", &path, None).await.expect(200)["properties"]["secretKey"], Value::Null);
    let renewed = lab.own("PUT", &format!("{path}/renew"), None).await.expect(200);
    assert_ne!(renewed["properties"]["secretKey"], key["properties"]["secretKey"]);
    assert!(
        lab.own("GET", "/regions", None).await.expect(200)["items"][0]["properties"]["endpoint"].is_string()
    );
}

#[tokio::test]
async fn the_activity_log_tells_what_was_written_and_what_became_of_it() {
    let lab = Lab::with(Simulator::builder().speed(1.0).manual_clock()).await;
    let contracts = lab.own("GET", "/activitylog/v1/contracts", None).await.expect(200);
    let path = format!("/activitylog/v1/contracts/{}", contracts[0]["id"]);
    let hits = async |query: &str| -> Vec<Value> {
        let log = lab.own("GET", &format!("{path}?{query}"), None).await.expect(200);
        let hits = log["hits"]["hits"].as_array().unwrap();
        hits.iter().map(|hit| hit["_source"].clone()).collect()
    };
    let body = json!({"properties": {"name": "dc", "location": "de/txl"}});
    let made = lab.cloud("POST", "/datacenters", Some(body.clone())).await.expect(202);
    let request = lab.sim.journal().last().unwrap().request_id.clone().unwrap();
    let accepted = hits("").await.remove(0);
    assert_eq!(accepted["event"]["type"], "RequestAccepted");
    assert_eq!(accepted["event"]["param"]["action"], "POST");
    assert_eq!(accepted["event"]["param"]["uri"], "/cloudapi/v6/datacenters");
    assert_eq!(
        accepted["event"]["resources"],
        json!([{"id": made["id"], "type": "datacenter", "action": ["vr.datacenter.create"]}])
    );
    assert_eq!(accepted["meta"]["requestId"], request.as_str());
    assert_eq!(accepted["principal"]["identity"]["username"], lab.sim.username());
    lab.sim.advance(Duration::from_secs(60));
    let ended = hits("").await.remove(0);
    assert_eq!(
        (&ended["event"]["type"], &ended["event"]["status"]),
        (&json!("RequestStatusUpdate"), &json!("DONE"))
    );
    assert_eq!(ended["meta"]["requestId"], request.as_str());
    assert_ne!(ended["@uuid"], accepted["@uuid"]);
    lab.sim.inject(FaultRule::fail_request("[VDC-5-0] no luck").method("POST").times(1));
    lab.cloud("POST", "/datacenters", Some(body)).await.expect(202);
    lab.sim.advance(Duration::from_secs(60));
    let failed = hits("").await.remove(0);
    assert_eq!(
        (&failed["event"]["status"], &failed["event"]["message"]),
        (&json!("FAILED"), &json!("[VDC-5-0] no luck"))
    );
    lab.sim.advance(Duration::from_secs(1));
    let why = lab.cloud("POST", "/datacenters", Some(json!({"properties": {}}))).await.refused(422);
    lab.cloud("GET", "/datacenters/none", None).await.refused(404);
    lab.call("POST", "/cloudapi/v6/datacenters", "wrong", Some(&json!({}))).await.refused(401);
    let refused = hits("").await.remove(0);
    assert_eq!(refused["event"]["type"], "Error");
    assert_eq!(refused["event"]["param"]["error"]["httpStatus"], "422");
    assert_eq!(refused["event"]["param"]["error"]["messages"][0]["message"], why.as_str());
    assert_eq!(hits("").await.len(), 5, "no reads, and nothing of strangers");
}

#[tokio::test]
async fn the_activity_log_is_paged_and_cut_by_dates() {
    let lab = Lab::with(Simulator::builder().manual_clock()).await;
    let contracts = lab.own("GET", "/activitylog/v1/contracts", None).await.expect(200);
    let path = format!("/activitylog/v1/contracts/{}", contracts[0]["id"]);
    for _ in 0..26 {
        lab.cloud("POST", "/datacenters", Some(json!({"properties": {}}))).await.refused(422);
        lab.sim.advance(Duration::from_secs(3600));
    }
    let log = async |query: &str| lab.own("GET", &format!("{path}?{query}"), None).await.expect(200);
    let count =
        |log: &Value| (log["hits"]["total"].as_u64().unwrap(), log["hits"]["hits"].as_array().unwrap().len());
    assert_eq!(count(&log("").await), (26, 20));
    assert_eq!(count(&log("offset=20&limit=20").await), (26, 6));
    assert_eq!(count(&log("dateEnd=2020-01-01").await), (0, 0));
    let all = log("limit=100").await;
    let time = |index: usize| all["hits"]["hits"][index]["_source"]["meta"]["time"].as_str().unwrap();
    assert!(time(0) > time(25), "newest first");
    // The entry at the start is in it, that at the end is not; times are shown in whole seconds.
    assert_eq!(count(&log(&format!("dateStart={}&dateEnd={}", time(10), time(4))).await).0, 6);
    lab.own("GET", &format!("{path}?dateStart=soon"), None).await.refused(422);
    lab.own("GET", "/activitylog/v1/contracts/1", None).await.refused(403);
}

#[tokio::test]
async fn hosting_dns_takes_its_own_key_and_bare_lists() {
    let lab = Lab::new().await;
    let send = async |method: &str, path: &str, body: Option<Value>| {
        let bytes = body.map(|body| body.to_string()).unwrap_or_default();
        let headers = [("x-api-key", lab.sim.hosting_key()), ("content-type", "application/json")];
        crate::client::send(lab.sim.url(), method, path, &headers, bytes.as_bytes()).await.unwrap()
    };
    let refused = lab.own("GET", "/dns/v1/zones", None).await.expect(401);
    assert_eq!(refused[0]["code"], "UNAUTHORIZED");
    let zones = send("GET", "/dns/v1/zones", None).await.expect(200);
    let zone = format!("/dns/v1/zones/{}", zones[0]["id"].as_str().unwrap());
    let record =
        |name: &str, content: &str| json!({"name": name, "type": "TXT", "content": content, "ttl": 60});
    let bad = json!([{"name": "a.example.com", "type": "TXT", "content": "x", "ttl": 59}]);
    assert_eq!(send("POST", &format!("{zone}/records"), Some(bad)).await.status, 400);
    let two = json!([record("a.example.com", "1"), record("b.example.com", "2")]);
    let made = send("POST", &format!("{zone}/records"), Some(two)).await.expect(201);
    let one = format!("{zone}/records/{}", made[0]["id"].as_str().unwrap());
    let changed = send("PUT", &one, Some(json!({"content": "3"}))).await.expect(200);
    assert_eq!((&changed["content"], &changed["ttl"]), (&json!("3"), &json!(60)));
    send("PATCH", &zone, Some(json!([record("a.example.com", "4")]))).await.expect(200);
    let read = send("GET", &format!("{zone}?recordName=a.example.com"), None).await.expect(200);
    assert_eq!((read["records"].as_array().unwrap().len(), &read["records"][0]["content"]), (1, &json!("4")));
    send("PUT", &zone, Some(json!([record("c.example.com", "5")]))).await.expect(200);
    let read = send("GET", &zone, None).await.expect(200);
    assert_eq!(read["records"].as_array().unwrap().len(), 1);
    let dynamic = json!({"domains": ["home.example.com"], "description": "d"});
    let bulk = send("POST", "/dns/v1/dyndns", Some(dynamic.clone())).await.expect(200);
    assert!(bulk["updateUrl"].as_str().unwrap().starts_with(lab.sim.url()));
    let path = format!("/dns/v1/dyndns/{}", bulk["bulkId"].as_str().unwrap());
    send("PUT", &path, Some(dynamic.clone())).await.expect(200);
    send("DELETE", &path, None).await.expect(200);
    send("PUT", &path, Some(dynamic)).await.expect(404);
}
