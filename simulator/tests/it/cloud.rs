//! Writes to data centers, servers, volumes, snapshots and labels.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ionos_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::{Lab, public_key, send};

#[tokio::test]
async fn credentials_are_a_token_or_user_and_password() {
    let lab = Lab::new().await;
    let sim = &lab.sim;
    let right = STANDARD.encode(format!("{}:{}", sim.username(), sim.password()));
    let wrong = STANDARD.encode(format!("{}:wrong", sim.username()));
    for (authorization, status) in [
        (format!("Bearer {}", sim.token()), 200),
        (format!("bearer {}", sim.token()), 200),
        (format!("Basic {right}"), 200),
        (format!("Basic {wrong}"), 401),
        ("Bearer wrong".to_owned(), 401),
        ("nonsense".to_owned(), 401),
    ] {
        let headers = [("authorization", authorization.as_str())];
        let answer = send(sim.url(), "GET", "/cloudapi/v6/datacenters", &headers, b"").await.unwrap();
        assert_eq!(answer.status, status, "{}", authorization.split(' ').next().unwrap());
        if status == 401 {
            assert!(answer.refused(401).contains("not valid"));
        }
    }
    let answer = send(sim.url(), "GET", "/cloudapi/v6/datacenters", &[], b"").await.unwrap();
    answer.refused(401);
    let answer = send(sim.url(), "GET", "/cloudapi/v6/", &[], b"").await.unwrap();
    assert_eq!(answer.expect(200)["version"], "6.0");
}

#[tokio::test]
async fn bodies_must_be_json_objects_of_the_right_type() {
    let lab = Lab::new().await;
    let bearer = format!("Bearer {}", lab.sim.token());
    let post = async |kind: &str, body: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        send(lab.sim.url(), "POST", "/cloudapi/v6/datacenters", &headers, body.as_bytes()).await.unwrap()
    };
    let good = r#"{"properties": {"location": "de/txl"}}"#;
    post("text/plain", good).await.refused(415);
    post("application/json", "{").await.refused(400);
    post("application/json", "[]").await.refused(400);
    post("application/json", "").await.refused(400);
    post("application/json; charset=utf-8", good).await.expect(202);
}

#[tokio::test]
async fn unknown_paths_are_404_and_unknown_methods_405() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    for path in
        ["/nothing", "/datacenters/none", "/datacenters/none/servers", "/requests/none", "/locations/xx"]
    {
        lab.cloud("GET", path, None).await.refused(404);
    }
    lab.cloud("GET", &format!("{dc}/nothing"), None).await.refused(404);
    lab.cloud("GET", &format!("{dc}/servers/none/nics"), None).await.refused(404);
    for (method, path) in [
        ("PUT", "/datacenters"),
        ("DELETE", "/datacenters"),
        ("POST", "/locations"),
        ("DELETE", "/requests/none"),
        ("POST", "/contracts"),
        ("POST", "/snapshots"),
        ("POST", "/images"),
    ] {
        lab.cloud(method, path, Some(json!({"properties": {}}))).await.refused(405);
    }
}

#[tokio::test]
async fn a_data_center_is_made_read_changed_and_deleted() {
    let lab = Lab::new().await;
    let body = json!({"properties": {"name": "dc", "description": "d", "location": "de/fra/2"}});
    let made = lab.done("POST", "/datacenters", Some(body)).await;
    let path = format!("/datacenters/{}", made["id"].as_str().unwrap());
    assert_eq!(made["type"], "datacenter");
    assert_eq!(made["href"], format!("{}/cloudapi/v6{path}", lab.sim.url()));
    let read = lab.get(&path).await;
    assert_eq!(read["metadata"]["state"], "AVAILABLE");
    assert_eq!(read["properties"]["version"], 1);
    assert_eq!(read["properties"]["cpuArchitecture"][0]["cpuFamily"], "INTEL_ICELAKE");

    lab.done("PATCH", &path, Some(json!({"name": "new"}))).await;
    let patched = lab.get(&path).await;
    assert_eq!(patched["properties"]["name"], "new");
    assert_eq!(patched["properties"]["description"], "d");
    assert_eq!(patched["properties"]["version"], 2);
    assert_ne!(patched["metadata"]["etag"], read["metadata"]["etag"]);

    lab.done("PUT", &path, Some(json!({"properties": {"name": "put"}}))).await;
    let put = lab.get(&path).await;
    assert_eq!(put["properties"]["name"], "put");
    assert_eq!(put["properties"]["description"], Value::Null);
    assert_eq!(put["properties"]["location"], "de/fra/2");

    lab.done("DELETE", &path, None).await;
    lab.cloud("GET", &path, None).await.refused(404);
    lab.cloud("DELETE", &path, None).await.refused(404);
}

#[tokio::test]
async fn properties_are_validated() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let refused = async |method: &str, path: &str, body: Value, word: &str| {
        let message = lab.cloud(method, path, Some(body.clone())).await.refused(422);
        assert!(message.contains(word), "{body}: {message}");
    };
    refused("POST", "/datacenters", json!({}), "properties").await;
    refused("POST", "/datacenters", json!({"properties": {"name": "x"}}), "location").await;
    refused("POST", "/datacenters", json!({"properties": {"location": "xx/yy"}}), "xx/yy").await;
    refused("POST", "/datacenters", json!({"properties": {"location": "de/txl", "colour": "red"}}), "colour")
        .await;
    refused("POST", "/datacenters", json!({"properties": {"location": "de/txl", "version": 7}}), "read-only")
        .await;
    refused("POST", "/datacenters", json!({"properties": {"location": "de/txl"}, "extra": 1}), "extra").await;
    refused("PATCH", &dc, json!({"location": "de/fra"}), "after creation").await;
    refused("PATCH", &dc, json!({"version": 9}), "read-only").await;
    refused("PATCH", &dc, json!({"name": 5}), "text").await;
    let servers = format!("{dc}/servers");
    refused("POST", &servers, json!({"properties": {"ram": 2048}}), "cores").await;
    refused("POST", &servers, json!({"properties": {"cores": 1}}), "ram").await;
    refused("POST", &servers, json!({"properties": {"cores": 1, "ram": 1000}}), "multiple of 256").await;
    refused("POST", &servers, json!({"properties": {"cores": 0, "ram": 1024}}), "cores").await;
    refused("POST", &servers, json!({"properties": {"cores": 63, "ram": 1024}}), "cores").await;
    refused(
        "POST",
        &servers,
        json!({"properties": {"cores": 1, "ram": 1024, "availabilityZone": "ZONE_9"}}),
        "ZONE_1",
    )
    .await;
    refused(
        "POST",
        &servers,
        json!({"properties": {"cores": 1, "ram": 1024, "cpuFamily": "Z80"}}),
        "AMD_EPYC",
    )
    .await;
    refused(
        "POST",
        &servers,
        json!({"properties": {"cores": 1, "ram": 1024, "type": "VCPU", "cpuFamily": "AMD_EPYC"}}),
        "must not",
    )
    .await;
    assert_eq!(lab.get(&servers).await["items"], json!([]));
}

#[tokio::test]
async fn a_refused_composite_leaves_nothing_behind() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let version = lab.get(&dc).await["properties"]["version"].clone();
    let body = json!({
        "properties": {"cores": 1, "ram": 1024},
        "entities": {
            "volumes": {"items": [{"properties": {"size": 10, "licenceType": "OTHER"}}]},
            "nics": {"items": [{"properties": {"lan": 7}}, {"properties": {"lan": 0}}]},
        },
    });
    lab.cloud("POST", &format!("{dc}/servers"), Some(body)).await.refused(422);
    for collection in ["servers", "volumes", "lans"] {
        assert_eq!(lab.get(&format!("{dc}/{collection}")).await["items"], json!([]), "{collection}");
    }
    assert_eq!(lab.get(&dc).await["properties"]["version"], version);
    assert_eq!(lab.get("/requests").await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_call_makes_a_whole_data_center() {
    let lab = Lab::with(Simulator::builder().bucket("flow-logs")).await;
    let body = json!({
        "properties": {"name": "all", "location": "de/txl", "createDefaultSecurityGroup": true},
        "entities": {
            "lans": {"items": [{"properties": {"name": "a"}}, {"properties": {"name": "b", "public": true}}]},
            "volumes": {"items": [{"properties": {"name": "data", "size": 5, "licenceType": "OTHER"}}]},
            "securitygroups": {"items": [{
                "properties": {"name": "closed"},
                "entities": {"rules": {"items": [{"properties": {"protocol": "TCP", "portRangeStart": 22, "portRangeEnd": 22}}]}},
            }]},
            "servers": {"items": [{
                "properties": {"name": "web", "cores": 1, "ram": 1024},
                "entities": {
                    "volumes": {"items": [{"properties": {"size": 5, "imageAlias": "debian:12", "sshKeys": [public_key()]}}]},
                    "nics": {"items": [{
                        "properties": {"lan": 2},
                        "entities": {
                            "firewallrules": {"items": [{"properties": {"protocol": "ICMP"}}]},
                            "flowlogs": {"items": [{"properties": {
                                "name": "log", "action": "ALL", "direction": "BIDIRECTIONAL", "bucket": "flow-logs",
                            }}]},
                        },
                    }]},
                },
            }]},
        },
    });
    let made = lab.done("POST", "/datacenters", Some(body)).await;
    let nic = "/entities/servers/items/0/entities/nics/items/0";
    assert_eq!(made.pointer(&format!("{nic}/properties/lan")), Some(&json!(2)));
    let read = lab.get(&format!("/datacenters/{}?depth=7", made["id"].as_str().unwrap())).await;
    let names = |pointer: &str| -> Vec<String> {
        let items = read.pointer(pointer).unwrap_or_else(|| panic!("{pointer}: {read:#}"));
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["properties"]["name"].as_str().unwrap_or("-").to_owned())
            .collect()
    };
    assert_eq!(names("/entities/lans/items"), ["a", "b"]);
    assert_eq!(names("/entities/volumes/items").len(), 2);
    assert_eq!(names("/entities/securitygroups/items"), ["Default security group", "closed"]);
    assert_eq!(names("/entities/servers/items"), ["web"]);
    assert_eq!(names(&format!("{nic}/entities/flowlogs/items")), ["log"]);
    assert_eq!(names(&format!("{nic}/entities/firewallrules/items")), ["-"]);
    assert_eq!(
        read["properties"]["defaultSecurityGroupId"],
        read["entities"]["securitygroups"]["items"][0]["id"]
    );
    assert_eq!(read["properties"].get("createDefaultSecurityGroup"), None);
}

#[tokio::test]
async fn a_server_starts_stops_and_reboots() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let state = async || lab.get(&server).await["properties"]["vmState"].clone();
    assert_eq!(state().await, "RUNNING");
    lab.done("POST", &format!("{server}/stop"), None).await;
    assert_eq!(state().await, "SHUTOFF");
    lab.cloud("POST", &format!("{server}/reboot"), None).await.refused(422);
    lab.done("POST", &format!("{server}/start"), None).await;
    assert_eq!(state().await, "RUNNING");
    lab.done("POST", &format!("{server}/reboot"), None).await;
    assert_eq!(state().await, "RUNNING");
    lab.cloud("POST", &format!("{server}/suspend"), None).await.refused(422);
}

#[tokio::test]
async fn a_server_has_defaults_and_its_boot_volume() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.get(&format!("{}?depth=3", lab.server(&dc).await)).await;
    let properties = &server["properties"];
    assert_eq!(properties["hostname"], "web");
    assert_eq!(properties["type"], "ENTERPRISE");
    assert_eq!(properties["availabilityZone"], "AUTO");
    let volume = &server["entities"]["volumes"]["items"][0];
    assert_eq!(properties["bootVolume"]["id"], volume["id"]);
    assert_eq!(volume["properties"]["bootServer"], server["id"]);
    assert_eq!(volume["properties"]["deviceNumber"], 1);
    assert_eq!(volume["properties"]["licenceType"], "LINUX");
}

#[tokio::test]
async fn create_only_values_read_back_as_null_and_cannot_be_changed() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.server(&dc).await;
    let volumes = lab.get(&format!("{dc}/volumes?depth=1")).await;
    let volume = &volumes["items"][0];
    let path = format!("{dc}/volumes/{}", volume["id"].as_str().unwrap());
    for name in ["sshKeys", "imagePassword", "userData"] {
        assert_eq!(volume["properties"].get(name), Some(&Value::Null), "{name}");
    }
    for change in [
        json!({"sshKeys": [public_key()]}),
        json!({"userData": "eA=="}),
        json!({"image": uuid::Uuid::new_v4()}),
        json!({"type": "HDD"}),
        json!({"size": 1}),
    ] {
        lab.cloud("PATCH", &path, Some(change)).await.refused(422);
    }
    lab.done("PATCH", &path, Some(json!({"size": 20, "name": "bigger"}))).await;
    let read = lab.get(&path).await;
    assert_eq!(read["properties"]["size"], 20);
    lab.done("PUT", &path, Some(json!({"properties": read["properties"]}))).await;
}

#[tokio::test]
async fn volumes_of_public_images_need_a_key_or_a_password() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let volumes = format!("{dc}/volumes");
    let refused = async |properties: Value, word: &str| {
        let message =
            lab.cloud("POST", &volumes, Some(json!({ "properties": properties }))).await.refused(422);
        assert!(message.contains(word), "{properties}: {message}");
    };
    refused(json!({"size": 5}), "licenceType").await;
    refused(json!({"size": 5, "imageAlias": "debian:12"}), "sshKeys").await;
    refused(json!({"size": 5, "imageAlias": "none:1", "sshKeys": [public_key()]}), "alias").await;
    refused(json!({"size": 1, "imageAlias": "debian:12", "sshKeys": [public_key()]}), "at least 2 GB").await;
    refused(json!({"size": 5, "imageAlias": "debian:12", "sshKeys": ["nonsense"]}), "OpenSSH").await;
    refused(json!({"size": 5, "imageAlias": "debian:12", "sshKeys": []}), "OpenSSH").await;
    refused(json!({"size": 5, "imageAlias": "debian:12", "imagePassword": "short"}), "letters and digits")
        .await;
    refused(
        json!({"size": 5, "imageAlias": "debian:12", "sshKeys": [public_key()], "userData": "%"}),
        "base64",
    )
    .await;
    refused(json!({"size": 20, "imageAlias": "windows:2022", "sshKeys": [public_key()]}), "Linux").await;
    refused(json!({"size": 5, "licenceType": "OTHER", "sshKeys": [public_key()]}), "image").await;
    refused(json!({"size": 5, "image": uuid::Uuid::new_v4(), "sshKeys": [public_key()]}), "no image").await;
    refused(json!({"size": 5000, "licenceType": "OTHER"}), "4096").await;
    refused(json!({"size": 5, "licenceType": "OTHER", "type": "DAS"}), "CUBE").await;
    let password = uuid::Uuid::new_v4().simple().to_string();
    let body = json!({"properties": {"size": 5, "imageAlias": "debian:12", "imagePassword": password}});
    let volume = lab.done("POST", &volumes, Some(body)).await;
    assert_eq!(volume["properties"]["imagePassword"], Value::Null);
    assert!(!lab.sim.state().to_string().contains(&password));
}

#[tokio::test]
async fn an_image_counts_in_its_metro_region_only() {
    let lab = Lab::new().await;
    let images = lab.get("/images?depth=1&filter.location=de/fra&filter.imageAliases=debian:12").await;
    let image = images["items"][0]["id"].clone();
    for (location, status) in [("de/fra", 202), ("de/fra/2", 202), ("de/txl", 422)] {
        let dc = lab.done("POST", "/datacenters", Some(json!({"properties": {"location": location}}))).await;
        let path = format!("/datacenters/{}/volumes", dc["id"].as_str().unwrap());
        let body = json!({"properties": {"size": 5, "image": image, "sshKeys": [public_key()]}});
        lab.cloud("POST", &path, Some(body)).await.expect(status);
    }
}

#[tokio::test]
async fn volumes_are_attached_and_detached() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let (first, second) = (lab.server(&dc).await, lab.server(&dc).await);
    let body = json!({"properties": {"size": 5, "licenceType": "OTHER"}});
    let data = lab.done("POST", &format!("{dc}/volumes"), Some(body)).await;
    let id = data["id"].as_str().unwrap();
    lab.done("POST", &format!("{first}/volumes"), Some(json!({ "id": id }))).await;
    let attached = lab.get(&format!("{first}/volumes?depth=1")).await;
    assert_eq!(attached["items"].as_array().unwrap().len(), 2);
    assert_eq!(attached["items"][1]["properties"]["deviceNumber"], 2);
    assert_eq!(lab.get(&format!("{first}/volumes/{id}")).await["id"], id);
    let message =
        lab.cloud("POST", &format!("{second}/volumes"), Some(json!({ "id": id }))).await.refused(422);
    assert!(message.contains("another server"));
    lab.done("DELETE", &format!("{first}/volumes/{id}"), None).await;
    lab.cloud("GET", &format!("{first}/volumes/{id}"), None).await.refused(404);
    assert_eq!(lab.get(&format!("{dc}/volumes/{id}")).await["properties"]["bootServer"], Value::Null);
    let body = json!({"properties": {"size": 5, "licenceType": "OTHER"}});
    lab.done("POST", &format!("{second}/volumes"), Some(body)).await;
    assert_eq!(lab.get(&format!("{dc}/volumes")).await["items"].as_array().unwrap().len(), 4);
    lab.done("DELETE", &format!("{dc}/volumes/{id}"), None).await;
    lab.cloud("POST", &format!("{second}/volumes"), Some(json!({ "id": id }))).await.refused(422);
}

#[tokio::test]
async fn deleting_a_server_keeps_its_volumes_unless_told_otherwise() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let volumes =
        async || lab.get(&format!("{dc}/volumes?depth=1")).await["items"].as_array().unwrap().clone();
    let kept = lab.server(&dc).await;
    lab.done("DELETE", &kept, None).await;
    assert_eq!(volumes().await.len(), 1);
    assert_eq!(volumes().await[0]["properties"]["bootServer"], Value::Null);
    let gone = lab.server(&dc).await;
    lab.done("DELETE", &format!("{gone}?deleteVolumes=true"), None).await;
    assert_eq!(volumes().await.len(), 1);
    assert_eq!(lab.get(&format!("{dc}/lans/1/nics")).await["items"], json!([]));
}

#[tokio::test]
async fn deleting_a_data_center_deletes_what_is_inside() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    lab.done("DELETE", &dc, None).await;
    lab.cloud("GET", &server, None).await.refused(404);
    let usage = &lab.get("/contracts?depth=1").await["items"][0]["properties"]["resourceLimits"];
    assert_eq!(usage["coresProvisioned"], 0);
}

#[tokio::test]
async fn snapshots_are_made_from_volumes_and_restored_to_them() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.server(&dc).await;
    let volume = lab.get(&format!("{dc}/volumes")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let volume = format!("{dc}/volumes/{volume}");
    let body = json!({"properties": {"name": "backup", "description": "first"}});
    let made = lab.done("POST", &format!("{volume}/create-snapshot"), Some(body)).await;
    let id = made["id"].as_str().unwrap();
    let snapshot = lab.get(&format!("/snapshots/{id}")).await;
    assert_eq!(snapshot["properties"]["name"], "backup");
    assert_eq!(snapshot["properties"]["size"], 10);
    assert_eq!(snapshot["properties"]["location"], "de/txl");
    assert_eq!(snapshot["properties"]["licenceType"], "LINUX");
    lab.done("POST", &format!("{volume}/restore-snapshot"), Some(json!({"properties": {"snapshotId": id}})))
        .await;
    let none = json!({"properties": {"snapshotId": uuid::Uuid::new_v4()}});
    lab.cloud("POST", &format!("{volume}/restore-snapshot"), Some(none)).await.refused(422);
    lab.done("PATCH", &format!("/snapshots/{id}"), Some(json!({"name": "renamed"}))).await;
    lab.cloud("PATCH", &format!("/snapshots/{id}"), Some(json!({"size": 3}))).await.refused(422);
    let keyed = json!({"properties": {"size": 10, "image": id, "sshKeys": [public_key()]}});
    lab.cloud("POST", &format!("{dc}/volumes"), Some(keyed)).await.refused(422);
    let plain = json!({"properties": {"size": 10, "image": id}});
    lab.done("POST", &format!("{dc}/volumes"), Some(plain)).await;
    lab.done("DELETE", &dc, None).await;
    assert_eq!(lab.get(&format!("/snapshots/{id}")).await["properties"]["name"], "renamed");
    lab.done("DELETE", &format!("/snapshots/{id}"), None).await;
    lab.cloud("GET", &format!("/snapshots/{id}"), None).await.refused(404);
}

#[tokio::test]
async fn labels_are_written_at_once_on_every_kind_that_has_them() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let volume = lab.get(&format!("{dc}/volumes")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let volume = format!("{dc}/volumes/{volume}");
    let snapshot = lab.done("POST", &format!("{volume}/create-snapshot"), None).await;
    let snapshot = format!("/snapshots/{}", snapshot["id"].as_str().unwrap());
    let (block, _) = lab.addresses(1).await;
    let label = json!({"properties": {"key": "owner", "value": "team-a"}});
    for path in [&dc, &server, &volume, &snapshot, &format!("/ipblocks/{block}")] {
        let made = lab.cloud("POST", &format!("{path}/labels"), Some(label.clone())).await.expect(201);
        assert_eq!((&made["id"], &made["type"]), (&json!("owner"), &json!("label")), "{path}");
        lab.cloud("POST", &format!("{path}/labels"), Some(label.clone())).await.refused(422);
        let all = lab.get(&format!("{path}/labels?depth=1")).await;
        assert_eq!(all["items"][0]["properties"]["value"], "team-a");
    }
    let one = format!("{server}/labels/owner");
    let put = json!({"properties": {"key": "owner", "value": "team-b"}});
    assert_eq!(lab.cloud("PUT", &one, Some(put)).await.expect(200)["properties"]["value"], "team-b");
    let global = lab.get("/labels?depth=1").await;
    assert_eq!(global["items"].as_array().unwrap().len(), 5);
    let urn = format!("urn:label:server:{}:owner", server.rsplit('/').next().unwrap());
    let found = lab.get(&format!("/labels/{urn}")).await;
    assert_eq!(found["properties"]["value"], "team-b");
    assert_eq!(found["properties"]["resourceHref"], format!("{}/cloudapi/v6{server}", lab.sim.url()));
    let filtered = lab.get("/labels?depth=1&filter.value=team-b").await;
    assert_eq!(filtered["items"].as_array().unwrap().len(), 1);
    lab.cloud("DELETE", &one, None).await.expect(200);
    lab.cloud("GET", &one, None).await.refused(404);
    lab.cloud("PUT", &one, Some(json!({"properties": {"value": "x"}}))).await.refused(404);
    lab.cloud("POST", &format!("{dc}/labels"), Some(json!({"properties": {"key": "k"}}))).await.refused(422);
    lab.cloud("GET", &format!("{dc}/lans/labels"), None).await.refused(404);
    lab.done("DELETE", &dc, None).await;
    assert_eq!(lab.get("/labels").await["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn images_belong_to_the_provider() {
    let lab = Lab::new().await;
    let image = lab.get("/images").await["items"][0]["id"].as_str().unwrap().to_owned();
    lab.cloud("DELETE", &format!("/images/{image}"), None).await.refused(403);
    lab.cloud("PATCH", &format!("/images/{image}"), Some(json!({"name": "mine"}))).await.refused(403);
}

#[tokio::test]
async fn the_contract_counts_what_is_used() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    lab.addresses(3).await;
    let limits =
        async || lab.get("/contracts?depth=1").await["items"][0]["properties"]["resourceLimits"].clone();
    let used = limits().await;
    assert_eq!(used["coresProvisioned"], 2);
    assert_eq!(used["ramProvisioned"], 2048);
    assert_eq!(used["ssdVolumeProvisioned"], 10 * 1024);
    assert_eq!(used["reservedIpsOnContract"], 3);
    assert_eq!(used["reservedIpsInUse"], 0);
    lab.done("POST", &format!("{server}/stop"), None).await;
    assert_eq!(limits().await["coresProvisioned"], 0);
    let body = json!({"properties": {"location": "de/txl", "size": 250}});
    lab.done("POST", "/ipblocks", Some(body.clone())).await;
    let message = lab.cloud("POST", "/ipblocks", Some(body)).await.refused(422);
    assert!(message.contains("400"), "{message}");
}

#[tokio::test]
async fn calls_beyond_the_rate_limit_are_429() {
    let lab = Lab::with(Simulator::builder().rate_limit(1, 2)).await;
    let first = lab.cloud("GET", "/", None).await;
    assert_eq!(first.header("x-ratelimit-limit"), Some("1"));
    assert_eq!(first.header("x-ratelimit-burst"), Some("2"));
    assert_eq!(first.header("x-ratelimit-remaining"), Some("1"));
    lab.cloud("GET", "/", None).await.expect(200);
    let third = lab.cloud("GET", "/", None).await;
    let seconds: u64 = third.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds));
    third.refused(429);
}

#[tokio::test]
async fn the_version_of_a_data_center_counts_every_change_inside() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let version = async || lab.get(&dc).await["properties"]["version"].as_i64().unwrap();
    let mut last = version().await;
    assert_eq!(last, 1);
    lab.lan(&dc, false).await;
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    last += 2;
    assert_eq!(version().await, last);
    for (method, path, body) in [
        ("PATCH", dc.clone(), Some(json!({"name": "n"}))),
        ("PATCH", format!("{dc}/lans/1"), Some(json!({"name": "n"}))),
        ("POST", format!("{server}/stop"), None),
        (
            "POST",
            format!("{server}/nics/{nic}/firewallrules"),
            Some(json!({"properties": {"protocol": "ANY"}})),
        ),
        ("DELETE", format!("{server}/nics/{nic}"), None),
        ("DELETE", server.clone(), None),
    ] {
        lab.done(method, &path, body).await;
        last += 1;
        assert_eq!(version().await, last, "{method} {path}");
    }
    // What is refused and what is read changes nothing.
    lab.cloud("PATCH", &dc, Some(json!({"name": 1}))).await.refused(422);
    assert_eq!(version().await, last);
}

#[tokio::test]
async fn memory_can_be_added_later_only_to_servers_that_start_with_enough() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let body = |ram: i64| {
        json!({"properties": {"cores": 1, "ram": ram}, "entities": {"volumes": {"items": [
            {"properties": {"size": 1, "licenceType": "OTHER"}}]}}})
    };
    let boot = async |ram: i64| {
        let server = lab.done("POST", &format!("{dc}/servers"), Some(body(ram))).await;
        let server = format!("{dc}/servers/{}", server["id"].as_str().unwrap());
        let volume = lab.get(&format!("{server}/volumes?depth=1")).await["items"][0].clone();
        (
            server,
            format!("{dc}/volumes/{}", volume["id"].as_str().unwrap()),
            volume["properties"]["ramHotPlug"].clone(),
        )
    };
    let (server, volume, plugs) = boot(768).await;
    assert_eq!(plugs, false);
    lab.cloud("PATCH", &volume, Some(json!({"ramHotPlug": true}))).await.refused(422);
    lab.done("PATCH", &server, Some(json!({"ram": 1024}))).await;
    lab.done("PATCH", &volume, Some(json!({"ramHotPlug": true}))).await;
    let message = lab.cloud("PATCH", &server, Some(json!({"ram": 768}))).await.refused(422);
    assert!(message.contains("ramHotPlug"), "{message}");
    let (_, _, plugs) = boot(1024).await;
    assert_eq!(plugs, true);
}

#[tokio::test]
async fn images_and_processors_are_those_of_the_location() {
    let lab = Lab::new().await;
    let images = lab.get("/images?depth=1&filter.imageType=HDD&filter.imageAliases=debian:12").await;
    let at = |location: &str| {
        let items = images["items"].as_array().unwrap();
        items.iter().find(|item| item["properties"]["location"] == location).unwrap()["id"].clone()
    };
    let body = json!({"properties": {"name": "x", "location": "de/fra/2"}});
    let dc = lab.done("POST", "/datacenters", Some(body)).await;
    let dc = format!("/datacenters/{}", dc["id"].as_str().unwrap());
    let volume =
        |image: Value| Some(json!({"properties": {"size": 5, "image": image, "sshKeys": [public_key()]}}));
    let message = lab.cloud("POST", &format!("{dc}/volumes"), volume(at("us/las"))).await.refused(422);
    assert!(message.contains("another location"), "{message}");
    // Those of the parent location are for its children too.
    lab.done("POST", &format!("{dc}/volumes"), volume(at("de/fra"))).await;
    let server = |family: &str| Some(json!({"properties": {"cores": 1, "ram": 1024, "cpuFamily": family}}));
    lab.cloud("POST", &format!("{dc}/servers"), server("INTEL_SKYLAKE")).await.refused(422);
    let offered = lab.get(&dc).await["properties"]["cpuArchitecture"].clone();
    for family in offered.as_array().unwrap() {
        lab.done("POST", &format!("{dc}/servers"), server(family["cpuFamily"].as_str().unwrap())).await;
    }
}
