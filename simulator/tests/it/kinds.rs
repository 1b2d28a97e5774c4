//! Load balancers, cross-connects, cubes, clusters, backup units and users: each kind through its whole life.

use ionos_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::{Lab, until};

fn id(document: &Value) -> &str {
    document["id"].as_str().unwrap()
}

/// A password that is made for one test.
fn secret() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// Makes one, reads it alone and in its list, changes it, and takes it away.
async fn whole_life(lab: &Lab, collection: &str, properties: Value, patch: Option<Value>) {
    let made = lab.done("POST", collection, Some(json!({ "properties": properties }))).await;
    let path = format!("{collection}/{}", id(&made));
    let read = lab.get(&path).await;
    for (name, value) in properties.as_object().unwrap() {
        if name != "password" {
            assert_eq!(read["properties"][name], *value, "{collection} {name}");
        }
    }
    assert_eq!(read["href"], format!("{}/cloudapi/v6{path}", lab.sim.url()));
    let listed = lab.get(&format!("{collection}?depth=1")).await;
    assert!(listed["items"].as_array().unwrap().iter().any(|item| item["id"] == made["id"]));
    if let Some(patch) = patch {
        lab.done("PATCH", &path, Some(patch.clone())).await;
        let read = lab.get(&path).await;
        for (name, value) in patch.as_object().unwrap() {
            assert_eq!(read["properties"][name], *value, "{collection} {name}");
        }
    }
    lab.done("DELETE", &path, None).await;
    assert_eq!(lab.cloud("GET", &path, None).await.status, 404);
}

#[tokio::test]
async fn load_balancers_live_with_their_rules_and_flow_logs() {
    let lab = Lab::with(Simulator::builder().bucket("flow-logs")).await;
    let dc = lab.datacenter().await;
    let (public, private) = (lab.lan(&dc, true).await, lab.lan(&dc, false).await);
    let (public, private): (i64, i64) = (public.parse().unwrap(), private.parse().unwrap());
    let (_, ips) = lab.addresses(1).await;
    let group = json!({"name": "g", "algorithm": "ROUND_ROBIN", "protocol": "HTTP",
        "targets": [{"ip": "10.7.2.11", "port": 8080, "weight": 1}]});
    whole_life(&lab, "/targetgroups", group.clone(), Some(json!({"name": "h"}))).await;
    let group = lab.done("POST", "/targetgroups", Some(json!({ "properties": group }))).await;
    for (kind, rule) in [
        (
            "networkloadbalancers",
            json!({"name": "r", "algorithm": "RANDOM", "protocol": "TCP", "listenerIp": ips[0], "listenerPort": 443,
                "targets": [{"ip": "10.7.2.11", "port": 8443, "weight": 5, "proxyProtocol": "v2"}]}),
        ),
        (
            "applicationloadbalancers",
            json!({"name": "r", "protocol": "HTTP", "listenerIp": ips[0], "listenerPort": 80,
                "httpRules": [{"name": "all", "type": "FORWARD", "targetGroup": id(&group)}]}),
        ),
    ] {
        let balancer = json!({"name": "lb", "listenerLan": public, "targetLan": private, "ips": ips});
        whole_life(&lab, &format!("{dc}/{kind}"), balancer.clone(), Some(json!({"name": "other"}))).await;
        let made = lab.done("POST", &format!("{dc}/{kind}"), Some(json!({ "properties": balancer }))).await;
        let path = format!("{dc}/{kind}/{}", id(&made));
        whole_life(&lab, &format!("{path}/forwardingrules"), rule, Some(json!({"name": "s"}))).await;
        let log = json!({"name": "f", "action": "ALL", "direction": "INGRESS", "bucket": "flow-logs"});
        whole_life(&lab, &format!("{path}/flowlogs"), log, Some(json!({"name": "g"}))).await;
        let refused = lab.cloud("DELETE", &format!("{dc}/lans/{public}"), None).await.refused(403);
        assert!(refused.contains("delete-protected"), "{refused}");
        lab.done("DELETE", &path, None).await;
    }
}

#[tokio::test]
async fn a_rule_listens_on_an_address_of_its_balancer_only() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.lan(&dc, false).await;
    let balancer = json!({"properties": {"name": "lb", "listenerLan": 1, "targetLan": 2}});
    let made = lab.done("POST", &format!("{dc}/networkloadbalancers"), Some(balancer)).await;
    let path = format!("{dc}/networkloadbalancers/{}/forwardingrules", id(&made));
    let rule = |ip: &str, weight: i64| {
        json!({"properties": {"name": "r", "algorithm": "RANDOM", "protocol": "TCP", "listenerIp": ip,
            "listenerPort": 1, "targets": [{"ip": "10.7.2.11", "port": 1, "weight": weight}]}})
    };
    let own = made["properties"]["ips"][0].as_str().unwrap();
    lab.cloud("POST", &path, Some(rule("10.9.9.9", 1))).await.refused(422);
    lab.cloud("POST", &path, Some(rule(own, 257))).await.refused(422);
    lab.done("POST", &path, Some(rule(own, 256))).await;
    let twice = lab.cloud("POST", &path, Some(rule(own, 1))).await.refused(422);
    assert!(twice.contains("listens"), "{twice}");
}

#[tokio::test]
async fn a_target_group_in_use_stays() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.lan(&dc, false).await;
    let group = json!({"properties": {"name": "g", "algorithm": "RANDOM", "protocol": "HTTP"}});
    let group = lab.done("POST", "/targetgroups", Some(group)).await;
    let balancer = json!({
        "properties": {"name": "lb", "listenerLan": 1, "targetLan": 2, "ips": ["10.7.1.50"]},
        "entities": {"forwardingrules": {"items": [{"properties": {"name": "r", "protocol": "HTTP",
            "listenerIp": "10.7.1.50", "listenerPort": 80,
            "httpRules": [{"name": "x", "type": "FORWARD", "targetGroup": id(&group)}]}}]}},
    });
    let made = lab.done("POST", &format!("{dc}/applicationloadbalancers"), Some(balancer)).await;
    let path = format!("/targetgroups/{}", id(&group));
    assert!(lab.cloud("DELETE", &path, None).await.refused(422).contains("in use"));
    lab.done("DELETE", &format!("{dc}/applicationloadbalancers/{}", id(&made)), None).await;
    lab.done("DELETE", &path, None).await;
}

#[tokio::test]
async fn a_classic_balancer_takes_nics_and_lets_them_go() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let nic = id(&lab.get(&format!("{server}/nics")).await["items"][0]).to_owned();
    whole_life(
        &lab,
        &format!("{dc}/loadbalancers"),
        json!({"name": "lb", "dhcp": true}),
        Some(json!({"name": "b"})),
    )
    .await;
    let made =
        lab.done("POST", &format!("{dc}/loadbalancers"), Some(json!({"properties": {"name": "lb"}}))).await;
    let balanced = format!("{dc}/loadbalancers/{}/balancednics", id(&made));
    lab.done("POST", &balanced, Some(json!({ "id": nic }))).await;
    assert_eq!(lab.get(&format!("{balanced}/{nic}")).await["id"], nic);
    lab.done("DELETE", &format!("{balanced}/{nic}"), None).await;
    assert_eq!(lab.get(&balanced).await["items"], json!([]));
    assert_eq!(lab.get(&format!("{server}/nics/{nic}")).await["id"], nic);
}

#[tokio::test]
async fn a_cross_connect_joins_private_lans_of_one_location() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let (private, public) = (lab.lan(&dc, false).await, lab.lan(&dc, true).await);
    whole_life(&lab, "/pccs", json!({"name": "p", "description": "d"}), Some(json!({"description": "e"})))
        .await;
    let pcc = lab.done("POST", "/pccs", Some(json!({"properties": {"name": "p"}}))).await;
    let join = json!({ "pcc": id(&pcc) });
    lab.cloud("PATCH", &format!("{dc}/lans/{public}"), Some(join.clone())).await.refused(422);
    lab.done("PATCH", &format!("{dc}/lans/{private}"), Some(join.clone())).await;
    let path = format!("/pccs/{}", id(&pcc));
    let read = lab.get(&path).await;
    assert_eq!(read["properties"]["peers"][0]["location"], "de/txl");
    let other = json!({"properties": {"name": "x", "location": "de/fra"}});
    let other = lab.done("POST", "/datacenters", Some(other)).await;
    let other = format!("/datacenters/{}", id(&other));
    lab.lan(&other, false).await;
    lab.cloud("PATCH", &format!("{other}/lans/1"), Some(join)).await.refused(422);
    lab.cloud("DELETE", &path, None).await.refused(422);
    lab.done("PATCH", &format!("{dc}/lans/{private}"), Some(json!({"pcc": null}))).await;
    lab.done("DELETE", &path, None).await;
}

#[tokio::test]
async fn a_cube_comes_with_its_volume_and_is_suspended_not_stopped() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let templates = lab.get("/templates?depth=1").await;
    let named = |name: &str| {
        let items = templates["items"].as_array().unwrap();
        items.iter().find(|item| item["properties"]["name"] == name).unwrap().clone()
    };
    let cube = |extra: Value, kind: &str| {
        let mut properties =
            json!({"name": "cube", "type": "CUBE", "templateUuid": id(&named("Basic Cube S"))});
        properties.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({"properties": properties, "entities": {"volumes": {"items": [{"properties": {
            "name": "boot", "type": kind, "licenceType": "LINUX"}}]}}})
    };
    let servers = format!("{dc}/servers");
    let refused =
        lab.cloud("POST", &servers, Some(cube(json!({"cpuFamily": "AMD_EPYC"}), "DAS"))).await.refused(422);
    assert!(refused.contains("VDC-5-1921"), "{refused}");
    lab.cloud("POST", &servers, Some(cube(json!({}), "SSD"))).await.refused(422);
    lab.cloud("POST", &servers, Some(cube(json!({"availabilityZone": "ZONE_1"}), "DAS"))).await.refused(422);
    let made = lab.done("POST", &servers, Some(cube(json!({}), "DAS"))).await;
    let path = format!("{servers}/{}", id(&made));
    let read = lab.get(&format!("{path}?depth=2")).await;
    assert_eq!((&read["properties"]["cores"], &read["properties"]["ram"]), (&json!(2), &json!(4096)));
    assert_eq!(read["entities"]["volumes"]["items"][0]["properties"]["size"], 120);
    lab.cloud("POST", &format!("{path}/stop"), None).await.refused(422);
    lab.done("POST", &format!("{path}/suspend"), None).await;
    assert_eq!(lab.get(&path).await["properties"]["vmState"], "SUSPENDED");
    lab.done("POST", &format!("{path}/resume"), None).await;
    assert_eq!(lab.get(&path).await["properties"]["vmState"], "RUNNING");

    let mut gpu = cube(json!({"type": "GPU", "templateUuid": id(&named("GPU M"))}), "DAS");
    gpu["properties"]["name"] = json!("gpu");
    let made = lab.done("POST", &servers, Some(gpu)).await;
    let gpus = lab.get(&format!("{servers}/{}/gpus?depth=1", id(&made))).await;
    assert_eq!(gpus["items"].as_array().unwrap().len(), 2);
    assert_eq!(gpus["items"][0]["properties"]["vendor"], "NVIDIA");
}

#[tokio::test]
async fn drives_take_cd_roms_only() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let images = lab.get("/images?depth=1&filter.location=de/txl").await;
    let of = |kind: &str| {
        let items = images["items"].as_array().unwrap();
        id(items.iter().find(|i| i["properties"]["imageType"] == kind).unwrap()).to_owned()
    };
    let drives = format!("{server}/cdroms");
    lab.cloud("POST", &drives, Some(json!({"id": of("HDD")}))).await.refused(422);
    let disc = of("CDROM");
    lab.done("POST", &drives, Some(json!({ "id": disc }))).await;
    assert_eq!(lab.get(&format!("{drives}/{disc}")).await["id"], disc);
    lab.done("DELETE", &format!("{drives}/{disc}"), None).await;
    assert_eq!(lab.get(&drives).await["items"], json!([]));
    lab.cloud("PATCH", &format!("/images/{disc}"), Some(json!({"name": "mine"}))).await.refused(403);
}

#[tokio::test]
async fn clusters_tell_their_state_themselves() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let dc = dc.strip_prefix("/datacenters/").unwrap();
    let answer = lab.cloud("POST", "/k8s", Some(json!({"properties": {"name": "cluster"}}))).await;
    assert_eq!(answer.header("location"), None);
    let cluster = answer.expect(202);
    assert_eq!(cluster["metadata"]["state"], "DEPLOYING");
    let path = format!("/k8s/{}", id(&cluster));
    let active = async |path: &str| {
        until(async || lab.get(path).await["metadata"]["state"] == "ACTIVE").await;
    };
    active(&path).await;
    assert_eq!(lab.get("/k8s/versions/default").await, cluster["properties"]["k8sVersion"]);
    let pool = json!({"properties": {"name": "pool", "datacenterId": dc, "nodeCount": 2, "coresCount": 2,
        "ramSize": 4096, "availabilityZone": "AUTO", "storageType": "SSD", "storageSize": 20,
        "taints": [{"key": "a", "effect": "NoSchedule"}]}});
    let pool = lab.cloud("POST", &format!("{path}/nodepools"), Some(pool)).await.expect(202);
    let pool = format!("{path}/nodepools/{}", id(&pool));
    active(&pool).await;
    let nodes = lab.get(&format!("{pool}/nodes")).await;
    assert_eq!(nodes["items"].as_array().unwrap().len(), 2);
    let node = id(&nodes["items"][0]).to_owned();
    lab.cloud("POST", &format!("{pool}/nodes/{node}/replace"), None).await.expect(202);
    until(async || lab.cloud("GET", &format!("{pool}/nodes/{node}"), None).await.status == 404).await;
    let config = lab.get(&format!("{path}/kubeconfig")).await;
    assert!(config.as_str().unwrap().contains("kind: Config"));
    lab.cloud("DELETE", &path, None).await.refused(422);
    lab.cloud("DELETE", &pool, None).await.expect(202);
    until(async || lab.cloud("GET", &pool, None).await.status == 404).await;
    lab.cloud("DELETE", &path, None).await.expect(202);
    until(async || lab.cloud("GET", &path, None).await.status == 404).await;
}

#[tokio::test]
async fn a_backup_unit_never_shows_its_password() {
    let lab = Lab::new().await;
    let password = secret();
    let unit = json!({"name": "nightly1", "email": "ops@example.com", "password": password});
    whole_life(&lab, "/backupunits", unit.clone(), Some(json!({"email": "it@example.com"}))).await;
    let made = lab.done("POST", "/backupunits", Some(json!({ "properties": unit }))).await;
    assert!(!lab.get(&format!("/backupunits/{}", id(&made))).await.to_string().contains(&password));
    assert!(lab.get(&format!("/backupunits/{}/ssourl", id(&made))).await["ssoUrl"].is_string());
    let bad = json!({"properties": {"name": "with space", "password": password}});
    lab.cloud("POST", "/backupunits", Some(bad)).await.refused(422);
}

#[tokio::test]
async fn users_get_keys_for_the_object_storage_through_a_group() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let dc = dc.strip_prefix("/datacenters/").unwrap();
    let user = json!({"properties": {"firstname": "A", "lastname": "B", "email": "a@example.com",
        "administrator": false, "password": secret()}});
    let user = lab.done("POST", "/um/users", Some(user)).await;
    let (user_path, user_id) = (format!("/um/users/{}", id(&user)), id(&user).to_owned());
    let refused = lab.cloud("POST", &format!("{user_path}/s3keys"), None).await.refused(422);
    assert!(refused.contains("ACCESS_S3_OBJECT_STORAGE"), "{refused}");
    let group = json!({"properties": {"name": "storage", "s3Privilege": true}});
    let group = lab.done("POST", "/um/groups", Some(group)).await;
    let group = format!("/um/groups/{}", id(&group));
    lab.done("POST", &format!("{group}/users"), Some(json!({ "id": user_id }))).await;
    assert_eq!(lab.get(&format!("{group}/users")).await["items"][0]["id"], user["id"]);
    assert_eq!(lab.get(&format!("{user_path}/groups")).await["items"].as_array().unwrap().len(), 1);
    let key = lab.done("POST", &format!("{user_path}/s3keys"), None).await;
    assert!(key["properties"]["secretKey"].is_string());
    lab.done("POST", &format!("{group}/shares/{dc}"), Some(json!({"properties": {"editPrivilege": true}})))
        .await;
    assert_eq!(lab.get(&format!("{group}/shares/{dc}")).await["properties"]["editPrivilege"], true);
    assert_eq!(lab.get(&format!("{group}/resources")).await["items"][0]["id"], dc);
    assert_eq!(lab.get("/um/resources/datacenter").await["items"][0]["id"], dc);
    lab.done("DELETE", &format!("{group}/shares/{dc}"), None).await;
    lab.done("DELETE", &format!("{group}/users/{user_id}"), None).await;
    assert_eq!(lab.get(&format!("{group}/users")).await["items"], json!([]));
    lab.done("DELETE", &user_path, None).await;
    assert_eq!(lab.cloud("GET", &user_path, None).await.status, 404);
}
