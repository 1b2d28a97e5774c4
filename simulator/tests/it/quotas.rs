//! The limits of `/contracts`: what counts against them, and that nothing passes them.

use serde_json::{Value, json};

use crate::client::{Lab, public_key};

impl Lab {
    async fn limits(&self) -> Value {
        self.get("/contracts?depth=1").await["items"][0]["properties"]["resourceLimits"].clone()
    }

    /// Makes as many as are allowed, and answers the refusal of one more.
    async fn fill(&self, collection: &str, count: i64, body: impl Fn(i64) -> Value) -> String {
        for number in 0..count {
            let answer = self.cloud("POST", collection, Some(json!({ "properties": body(number) }))).await;
            assert_eq!(answer.status, 202, "{number}: {}", answer.text);
        }
        self.cloud("POST", collection, Some(json!({ "properties": body(count) }))).await.refused(422)
    }
}

fn number(limits: &Value, name: &str) -> i64 {
    limits[name].as_i64().unwrap_or_else(|| panic!("{name}: {limits}"))
}

#[tokio::test]
async fn cores_and_ram_are_limited_for_a_server_and_for_the_contract() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let servers = format!("{dc}/servers");
    let limits = lab.limits().await;
    let (one, all) = (number(&limits, "coresPerServer"), number(&limits, "coresPerContract"));
    let body = |cores: i64, ram: i64| json!({"cores": cores, "ram": ram});
    let too_large = json!({"properties": body(one + 1, 1024)});
    lab.cloud("POST", &servers, Some(too_large)).await.refused(422);
    let refused = lab.fill(&servers, all / one, |_| body(one, 1024)).await;
    assert!(refused.contains("cores"), "{refused}");
    let rest = all % one;
    assert!(rest > 0);
    let last = lab.done("POST", &servers, Some(json!({"properties": body(rest, 1024)}))).await;
    assert_eq!(number(&lab.limits().await, "coresProvisioned"), all);
    let last = format!("{servers}/{}", last["id"].as_str().unwrap());
    lab.cloud("PATCH", &last, Some(json!({"cores": rest + 1}))).await.refused(422);
    lab.done("DELETE", &last, None).await;
    assert_eq!(number(&lab.limits().await, "coresProvisioned"), all - rest);

    let (one, all) = (number(&limits, "ramPerServer"), number(&limits, "ramPerContract"));
    let lab = Lab::new().await;
    let servers = format!("{}/servers", lab.datacenter().await);
    let refused = lab.fill(&servers, all / one, |_| body(1, one)).await;
    assert!(refused.contains("RAM"), "{refused}");
}

#[tokio::test]
async fn disks_are_limited_by_kind_of_storage() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let volumes = format!("{dc}/volumes");
    let limits = lab.limits().await;
    for (kind, words) in [("HDD", "hdd"), ("SSD Premium", "ssd")] {
        let one = number(&limits, &format!("{words}LimitPerVolume")) / 1024;
        let all = number(&limits, &format!("{words}LimitPerContract")) / 1024;
        let body = |_| json!({"size": one, "type": kind, "licenceType": "OTHER"});
        let refused = lab.fill(&volumes, all / one, body).await;
        assert!(refused.contains("GB"), "{refused}");
        assert_eq!(number(&lab.limits().await, &format!("{words}VolumeProvisioned")), all * 1024);
    }
}

#[tokio::test]
async fn storage_of_templates_is_counted_apart() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let templates = lab.get("/templates?depth=1").await;
    let cube =
        templates["items"].as_array().unwrap().iter().find(|item| item["properties"]["category"] == "cube");
    let cube = cube.unwrap();
    let body = json!({
        "properties": {"type": "CUBE", "templateUuid": cube["id"]},
        "entities": {"volumes": {"items": [{"properties": {"type": "DAS", "imageAlias": "debian:12", "sshKeys": [public_key()]}}]}},
    });
    lab.done("POST", &format!("{dc}/servers"), Some(body)).await;
    let used = lab.limits().await;
    let size = cube["properties"]["storageSize"].as_i64().unwrap();
    assert_eq!(number(&used, "dasVolumeProvisioned"), size * 1024);
    assert_eq!((number(&used, "ssdVolumeProvisioned"), number(&used, "hddVolumeProvisioned")), (0, 0));
}

#[tokio::test]
async fn clusters_balancers_and_gateways_are_limited_by_number() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let (private, other) = (lab.lan(&dc, false).await, lab.lan(&dc, false).await);
    let (private, other): (i64, i64) = (private.parse().unwrap(), other.parse().unwrap());
    let limits = lab.limits().await;
    let (_, ips) = lab.addresses(30).await;
    for (collection, limit, used, body) in [
        ("/k8s".to_owned(), "k8sClusterLimitTotal", "k8sClustersProvisioned", json!({"name": "k"})),
        (
            format!("{dc}/networkloadbalancers"),
            "nlbLimitTotal",
            "nlbProvisioned",
            json!({"name": "n", "listenerLan": private, "targetLan": other}),
        ),
        (
            format!("{dc}/natgateways"),
            "natGatewayLimitTotal",
            "natGatewayProvisioned",
            json!({"name": "n", "publicIps": []}),
        ),
    ] {
        let most = number(&limits, limit);
        let refused = lab
            .fill(&collection, most, |number| {
                let mut body = body.clone();
                if let Some(own) = body.get_mut("publicIps") {
                    *own = json!([ips[usize::try_from(number).unwrap()]]);
                }
                body
            })
            .await;
        assert!(refused.contains(&most.to_string()), "{refused}");
        assert_eq!(number(&lab.limits().await, used), most);
    }
    assert_eq!(number(&lab.limits().await, "reservedIpsInUse"), number(&limits, "natGatewayLimitTotal"));
}

#[tokio::test]
async fn addresses_are_limited_and_come_back() {
    let lab = Lab::new().await;
    let most = number(&lab.limits().await, "reservableIps");
    let (block, _) = lab.addresses(200).await;
    let rest = json!({"properties": {"location": "de/fra", "size": most - 200}});
    lab.done("POST", "/ipblocks", Some(rest)).await;
    let one = Some(json!({"properties": {"location": "de/fra", "size": 1}}));
    lab.cloud("POST", "/ipblocks", one.clone()).await.refused(422);
    assert_eq!(number(&lab.limits().await, "reservedIpsOnContract"), most);
    lab.done("DELETE", &format!("/ipblocks/{block}"), None).await;
    lab.done("POST", "/ipblocks", one).await;
}

#[tokio::test]
async fn security_groups_and_their_rules_are_limited() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let limits = lab.limits().await;
    let groups = format!("{dc}/securitygroups");
    let name = |number: i64| json!({"name": format!("group {number}")});
    let refused = lab.fill(&groups, number(&limits, "securityGroupsPerVdc"), name).await;
    assert!(refused.contains("security groups"), "{refused}");
    let ids: Vec<Value> =
        lab.get(&groups).await["items"].as_array().unwrap().iter().map(|group| group["id"].clone()).collect();
    let rules = format!("{groups}/{}/rules", ids[0].as_str().unwrap());
    for _ in 0..number(&limits, "rulesPerSecurityGroup") {
        lab.cloud("POST", &rules, Some(json!({"properties": {"protocol": "ANY"}}))).await.expect(200);
    }
    lab.cloud("POST", &rules, Some(json!({"properties": {"protocol": "ANY"}}))).await.refused(422);
    let server = lab.server(&dc).await;
    let most = usize::try_from(number(&limits, "securityGroupsPerResource")).unwrap();
    let path = format!("{server}/securitygroups");
    lab.cloud("PUT", &path, Some(json!({"ids": ids[..=most]}))).await.refused(422);
    lab.done("PUT", &path, Some(json!({"ids": ids[..most]}))).await;
}

#[tokio::test]
async fn a_server_has_room_for_24_volumes_and_nics() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let nics = format!("{server}/nics");
    let refused = lab.fill(&nics, 22, |_| json!({"lan": 1})).await;
    assert!(refused.contains("24"), "{refused}");
    let volume = json!({"properties": {"size": 1, "licenceType": "OTHER"}});
    lab.cloud("POST", &format!("{server}/volumes"), Some(volume)).await.refused(422);
    assert_eq!(lab.get(&format!("{dc}/volumes")).await["items"].as_array().unwrap().len(), 1);
}
