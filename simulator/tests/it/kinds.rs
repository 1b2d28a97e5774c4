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

/// Whether everything sent is in what was read, which also has the defaults of what was left out.
fn holds(read: &Value, sent: &Value) -> bool {
    match (read, sent) {
        (Value::Object(read), Value::Object(sent)) => {
            sent.iter().all(|(name, value)| read.get(name).is_some_and(|read| holds(read, value)))
        }
        (Value::Array(read), Value::Array(sent)) => {
            read.len() == sent.len() && read.iter().zip(sent).all(|(read, sent)| holds(read, sent))
        }
        _ => read == sent,
    }
}

/// Makes one, reads it alone and in its list, changes it, and takes it away.
async fn whole_life(lab: &Lab, collection: &str, properties: Value, patch: Option<Value>) {
    let made = lab.done("POST", collection, Some(json!({ "properties": properties }))).await;
    let path = format!("{collection}/{}", id(&made));
    let read = lab.get(&path).await;
    for (name, value) in properties.as_object().unwrap() {
        if name != "password" {
            assert!(holds(&read["properties"][name], value), "{collection} {name}: {read}");
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

fn template<'a>(templates: &'a Value, category: &str) -> &'a Value {
    let items = templates["items"].as_array().unwrap();
    items.iter().find(|item| item["properties"]["category"] == category).unwrap()
}

/// A body for a server from this template.
fn templated(kind: &str, template: &Value, more: Value) -> Value {
    let mut properties = json!({"name": "server", "type": kind, "templateUuid": template["id"]});
    properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"properties": properties, "entities": {"volumes": {"items": [
        {"properties": {"name": "boot", "type": "DAS", "licenceType": "LINUX"}}]}}})
}

#[tokio::test]
async fn servers_from_templates_keep_what_the_template_says() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let servers = format!("{dc}/servers");
    let templates = lab.get("/templates?depth=1").await;
    let (cube, gpu) = (template(&templates, "cube"), template(&templates, "gpu"));
    let refused = async |body: Value, word: &str| {
        let message = lab.cloud("POST", &servers, Some(body)).await.refused(422);
        assert!(message.contains(word), "{message}");
    };
    refused(templated("CUBE", gpu, json!({})), "not for CUBE").await;
    refused(templated("GPU", cube, json!({})), "not for GPU").await;
    refused(templated("CUBE", cube, json!({"cores": 4})), "cores").await;
    refused(templated("CUBE", cube, json!({"ram": 4096})), "ram").await;
    refused(templated("CUBE", cube, json!({"nicMultiQueue": true})), "nicMultiQueue").await;
    refused(templated("GPU", gpu, json!({"cpuFamily": "AMD_TURIN"})), "VDC-5-1921").await;
    refused(
        json!({"properties": {"type": "VCPU", "cores": 1, "ram": 1024, "cpuFamily": "AMD_EPYC"}}),
        "VDC-5-1921",
    )
    .await;
    refused(json!({"properties": {"type": "CUBE"}}), "need a template").await;

    let graphics = lab.done("POST", &servers, Some(templated("GPU", gpu, json!({})))).await;
    assert_eq!(graphics["properties"]["cpuFamily"], "AMD_TURIN");
    let shared = json!({"properties": {"type": "VCPU", "cores": 1, "ram": 1024}});
    let shared = lab.done("POST", &servers, Some(shared)).await;
    assert!(shared["properties"]["cpuFamily"].is_string());

    let made = lab.done("POST", &servers, Some(templated("CUBE", cube, json!({})))).await;
    let path = format!("{servers}/{}", id(&made));
    for change in [
        json!({"cores": 9}),
        json!({"ram": 512}),
        json!({"availabilityZone": "ZONE_1"}),
        json!({"type": "VCPU"}),
        json!({"cpuFamily": "AMD_TURIN"}),
    ] {
        lab.cloud("PATCH", &path, Some(change)).await.refused(422);
    }
    // All that was read can be sent back.
    let read = lab.get(&path).await["properties"].clone();
    lab.done("PUT", &path, Some(json!({ "properties": read }))).await;
    assert_eq!(lab.get(&path).await["properties"]["cores"], read["cores"]);

    let volume = lab.get(&format!("{path}/volumes")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let volume_path = format!("{dc}/volumes/{volume}");
    lab.cloud("PATCH", &volume_path, Some(json!({"size": 4000}))).await.refused(422);
    lab.cloud("DELETE", &volume_path, None).await.refused(422);
    lab.cloud("DELETE", &format!("{path}/volumes/{volume}"), None).await.refused(422);
    lab.done("DELETE", &path, None).await;
    lab.cloud("GET", &volume_path, None).await.refused(404);
}

#[tokio::test]
async fn a_cd_rom_of_another_location_fails_its_request() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let images = lab.get("/images?depth=1&filter.imageType=CDROM").await;
    let at = |location: &str| {
        let items = images["items"].as_array().unwrap();
        id(items.iter().find(|item| item["properties"]["location"] == location).unwrap()).to_owned()
    };
    let drives = format!("{server}/cdroms");
    let answer = lab.cloud("POST", &drives, Some(json!({"id": at("us/las")}))).await;
    assert_eq!(answer.status, 202);
    let status = lab.finished(answer.header("location").unwrap()).await;
    assert_eq!(status["metadata"]["status"], "FAILED");
    let message = status["metadata"]["message"].as_str().unwrap();
    assert!(
        message.starts_with("[VDC-5-622]") && message.contains("us/las") && message.contains("de/txl"),
        "{message}"
    );
    assert_eq!(lab.get(&drives).await["items"], json!([]));

    // One of the own location can be started from, until it is taken out.
    let image = at("de/txl");
    let body = json!({"properties": {"cores": 1, "ram": 1024, "bootCdrom": {"id": image}}});
    let made = lab.done("POST", &format!("{dc}/servers"), Some(body)).await;
    let path = format!("{dc}/servers/{}", id(&made));
    assert_eq!(lab.get(&format!("{path}/cdroms")).await["items"][0]["id"], image.as_str());
    lab.done("DELETE", &format!("{path}/cdroms/{image}"), None).await;
    assert_eq!(lab.get(&path).await["properties"]["bootCdrom"], Value::Null);
    lab.cloud("PATCH", &path, Some(json!({"bootCdrom": {"id": image}}))).await.refused(422);
}

#[tokio::test]
async fn the_first_volume_to_start_from_is_the_only_one() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let boot = lab.get(&format!("{server}/volumes")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let second = json!({"properties": {"size": 1, "licenceType": "OTHER", "bootOrder": "NONE"}});
    let second = lab.done("POST", &format!("{server}/volumes"), Some(second)).await;
    let (boot, second) = (format!("{dc}/volumes/{boot}"), format!("{dc}/volumes/{}", id(&second)));
    lab.done("PATCH", &boot, Some(json!({"bootOrder": "PRIMARY"}))).await;
    lab.cloud("PATCH", &second, Some(json!({"bootOrder": "PRIMARY"}))).await.refused(422);
    lab.done("PATCH", &boot, Some(json!({"bootOrder": null}))).await;
    assert_eq!(lab.get(&boot).await["properties"]["bootOrder"], "AUTO");
}

#[tokio::test]
async fn a_backup_unit_goes_with_volumes_of_public_images() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let unit = json!({"properties": {"name": "unit", "password": secret()}});
    let unit = lab.done("POST", "/backupunits", Some(unit)).await;
    let volumes = format!("{dc}/volumes");
    let empty = json!({"properties": {"size": 5, "licenceType": "OTHER", "backupunitId": unit["id"]}});
    lab.cloud("POST", &volumes, Some(empty)).await.refused(422);
    let body = json!({"properties": {"size": 5, "imageAlias": "debian:12", "imagePassword": secret(), "backupunitId": unit["id"]}});
    let volume = lab.done("POST", &volumes, Some(body)).await;
    let path = format!("{volumes}/{}", id(&volume));
    assert_eq!(lab.get(&path).await["properties"]["backupunitId"], unit["id"]);
    lab.cloud("PATCH", &path, Some(json!({"backupunitId": null}))).await.refused(422);
    lab.done("DELETE", &format!("/backupunits/{}", id(&unit)), None).await;
    assert_eq!(lab.get(&path).await["properties"]["backupunitId"], Value::Null);
}

#[tokio::test]
async fn nodes_protect_their_data_center_their_lans_and_their_addresses() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    let (block, ips) = lab.addresses(3).await;
    let cluster = lab.cloud("POST", "/k8s", Some(json!({"properties": {"name": "k"}}))).await.expect(202);
    let cluster = format!("/k8s/{}", id(&cluster));
    let pool = json!({"properties": {"name": "pool", "datacenterId": dc.rsplit('/').next(), "nodeCount": 2, "coresCount": 2,
        "ramSize": 4096, "availabilityZone": "AUTO", "storageType": "SSD", "storageSize": 20,
        "lans": [{"id": 1}], "publicIps": ips}});
    let pool = lab.cloud("POST", &format!("{cluster}/nodepools"), Some(pool)).await.expect(202);
    for path in [dc.clone(), format!("{dc}/lans/1")] {
        let message = lab.cloud("DELETE", &path, None).await.refused(403);
        assert!(message.contains("delete-protected by nodepool"), "{message}");
    }
    let message = lab.cloud("DELETE", &format!("/ipblocks/{block}"), None).await.refused(422);
    assert!(message.starts_with("[VDC-5-1080]"), "{message}");
    let consumer = lab.get(&format!("/ipblocks/{block}")).await["properties"]["ipConsumers"][0].clone();
    assert_eq!(consumer["k8sNodePoolUuid"], pool["id"]);
    let pool = format!("{cluster}/nodepools/{}", id(&pool));
    until(async || lab.get(&pool).await["metadata"]["state"] == "ACTIVE").await;
    let nodes = lab.get(&format!("{pool}/nodes?depth=1")).await;
    assert_eq!(nodes["items"][1]["properties"]["publicIP"], ips[1].as_str());

    // While the pool scales itself, the number of nodes may be left out but not changed.
    let scaling = json!({"minNodeCount": 1, "maxNodeCount": 2});
    let put = |more: Value| {
        let mut properties = json!({"autoScaling": scaling, "lans": [{"id": 1}], "publicIps": ips});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Some(json!({ "properties": properties }))
    };
    lab.cloud("PUT", &pool, put(json!({"nodeCount": 1}))).await.refused(422);
    lab.cloud("PUT", &pool, put(json!({}))).await.expect(202);
    assert_eq!(lab.get(&pool).await["properties"]["nodeCount"], 2);
    let none = json!({"properties": {"autoScaling": null}});
    assert!(lab.cloud("PUT", &pool, Some(none)).await.refused(422).contains("nodeCount"));
    lab.cloud("DELETE", &pool, None).await.expect(202);
    until(async || lab.cloud("GET", &pool, None).await.status == 404).await;
    lab.done("DELETE", &dc, None).await;
}

#[tokio::test]
async fn a_default_security_group_is_made_once_or_named() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let put = |more: Value| {
        let mut properties = json!({"name": "dc"});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Some(json!({ "properties": properties }))
    };
    let default = async || lab.get(&dc).await["properties"]["defaultSecurityGroupId"].clone();
    assert_eq!(default().await, Value::Null);
    lab.done("PUT", &dc, put(json!({"createDefaultSecurityGroup": true}))).await;
    let first = default().await;
    lab.done("PUT", &dc, put(json!({"createDefaultSecurityGroup": true}))).await;
    assert_eq!(default().await, first);
    let rules = lab.get(&format!("{dc}/securitygroups/{}/rules?depth=1", first.as_str().unwrap())).await;
    assert!(rules["items"].as_array().unwrap().iter().all(|rule| rule["properties"]["type"] == "EGRESS"));
    assert_eq!(rules["items"].as_array().unwrap().len(), 2);
    let other = json!({"properties": {"name": "other"}});
    let other = lab.done("POST", &format!("{dc}/securitygroups"), Some(other)).await;
    let both = json!({"createDefaultSecurityGroup": true, "defaultSecurityGroupId": other["id"]});
    lab.cloud("PUT", &dc, put(both)).await.refused(422);
    let nobody = json!({"defaultSecurityGroupId": uuid::Uuid::new_v4()});
    lab.cloud("PATCH", &dc, Some(nobody)).await.refused(422);
    lab.done("PATCH", &dc, Some(json!({"defaultSecurityGroupId": other["id"]}))).await;
    assert_eq!(default().await, other["id"]);
    // It is the default no longer when it is gone.
    lab.done("DELETE", &format!("{dc}/securitygroups/{}", id(&other)), None).await;
    assert_eq!(default().await, Value::Null);
}

#[tokio::test]
async fn a_missing_key_of_the_object_storage_is_422() {
    let lab = Lab::new().await;
    let user = json!({"properties": {"firstname": "A", "lastname": "B", "email": "a@example.com",
        "administrator": true, "password": secret()}});
    let user = lab.done("POST", "/um/users", Some(user)).await;
    let missing = uuid::Uuid::new_v4();
    lab.cloud("GET", &format!("/um/users/{}/s3keys/{missing}", id(&user)), None).await.refused(422);
    lab.cloud("GET", &format!("/um/users/{missing}/s3keys/{missing}"), None).await.refused(404);
}
