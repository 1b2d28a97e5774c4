//! What goes over the wire, operation by operation.

use ionos_core::*;
use serde_json::{Value, json};
use wiremock::Request;

use crate::support::{client, prefix, recorder};

fn seen(request: &Request) -> (String, Value) {
    let path = request.url.path().trim_start_matches("/cloudapi/v6").to_owned();
    let query = request.url.query().map(|q| format!("?{q}")).unwrap_or_default();
    let body = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    (format!("{} {path}{query}", request.method), body)
}

#[tokio::test]
async fn every_handle_sends_the_method_path_and_body_of_its_operation() {
    let server = recorder().await;
    let ionos = client(&server.uri());
    let dc = ionos.datacenter("d");
    let server_item = dc.server("s");
    let nic = server_item.nic("n");
    let group = dc.security_groups().item("g");
    let gateway = dc.nat_gateways().item("w");
    let mut expected: Vec<(&str, Value)> = Vec::new();
    macro_rules! call {
        ($future:expr, $wire:expr, $body:expr) => {
            let _ = $future.await.unwrap();
            expected.push(($wire, $body));
        };
    }
    let none = || Value::Null;
    call!(
        ionos.datacenters().create(NewDatacenter::new("a", "de/txl")),
        "POST /datacenters",
        json!({"properties": {"name": "a", "location": "de/txl"}})
    );
    call!(dc.patch(DatacenterUpdate::default().name("b")), "PATCH /datacenters/d", json!({"name": "b"}));
    call!(dc.get().depth(3), "GET /datacenters/d?depth=3", none());
    call!(dc.delete(), "DELETE /datacenters/d", none());
    call!(
        ionos.datacenters().list().filter("name", "x y").all(),
        "GET /datacenters?depth=1&filter.name=x+y&offset=0&limit=1000",
        none()
    );
    let volume = NewVolume::new("boot", VolumeType::SsdPremium, 20)
        .image_alias("ubuntu:24.04")
        .ssh_keys(vec!["ssh-ed25519 AAAA k".into()])
        .user_data(UserData::new("#cloud-config\n"));
    let composite = NewServer::new("web", 2, Memory::gb(4))
        .availability_zone(AvailabilityZone::Zone1)
        .volume(volume)
        .nic(NewNic::new("eth", 1));
    call!(
        dc.servers().create(composite),
        "POST /datacenters/d/servers",
        json!({
        "properties": {"name": "web", "cores": 2, "ram": 4096, "availabilityZone": "ZONE_1"},
        "entities": {
            "volumes": {"items": [{"properties": {"name": "boot", "type": "SSD Premium", "size": 20, "imageAlias": "ubuntu:24.04", "sshKeys": ["ssh-ed25519 AAAA k"], "userData": "I2Nsb3VkLWNvbmZpZwo="}}]},
            "nics": {"items": [{"properties": {"name": "eth", "lan": 1}}]}}})
    );
    call!(server_item.start(), "POST /datacenters/d/servers/s/start", none());
    call!(server_item.stop(), "POST /datacenters/d/servers/s/stop", none());
    call!(server_item.reboot(), "POST /datacenters/d/servers/s/reboot", none());
    call!(server_item.delete_with_volumes(), "DELETE /datacenters/d/servers/s?deleteVolumes=true", none());
    call!(
        server_item.protect(&[Id::from("g")]),
        "PUT /datacenters/d/servers/s/securitygroups",
        json!({"ids": ["g"]})
    );
    call!(
        dc.volumes().item("v").create_snapshot("n", "t"),
        "POST /datacenters/d/volumes/v/create-snapshot",
        json!({"properties": {"name": "n", "description": "t"}})
    );
    call!(
        dc.volumes().item("v").restore_snapshot(&Id::from("p")),
        "POST /datacenters/d/volumes/v/restore-snapshot",
        json!({"properties": {"snapshotId": "p"}})
    );
    call!(
        dc.lans().create(NewLan::private("l")),
        "POST /datacenters/d/lans",
        json!({"properties": {"name": "l", "public": false}})
    );
    call!(
        dc.lans().item("1").patch(LanUpdate::default().ipv6_cidr_block(Patch::Clear)),
        "PATCH /datacenters/d/lans/1",
        json!({"ipv6CidrBlock": null})
    );
    call!(
        dc.lans().item("1").nics().list().all(),
        "GET /datacenters/d/lans/1/nics?depth=1&offset=0&limit=1000",
        none()
    );
    call!(
        nic.patch(NicUpdate::default().ips(vec!["10.0.0.2".into()])),
        "PATCH /datacenters/d/servers/s/nics/n",
        json!({"ips": ["10.0.0.2"]})
    );
    call!(
        nic.firewall_rules().item("r").delete(),
        "DELETE /datacenters/d/servers/s/nics/n/firewallrules/r",
        none()
    );
    call!(
        nic.flow_logs().create(NewFlowLog::everything("f", "b")),
        "POST /datacenters/d/servers/s/nics/n/flowlogs",
        json!({"properties": {"name": "f", "action": "ALL", "direction": "BIDIRECTIONAL", "bucket": "b"}})
    );
    call!(
        group.rules().create(NewFirewallRule::new("r", Protocol::Tcp)),
        "POST /datacenters/d/securitygroups/g/rules",
        json!({"properties": {"name": "r", "protocol": "TCP"}})
    );
    call!(
        group.rules().item("r").patch(FirewallRuleUpdate::default().name("q")),
        "PATCH /datacenters/d/securitygroups/g/rules/r",
        json!({"name": "q"})
    );
    call!(
        dc.nat_gateways().create(
            NewNatGateway::new("w", vec!["203.0.113.1".into()])
                .lans(vec![NatGatewayLan::new(1, "10.0.0.1/24")])
        ),
        "POST /datacenters/d/natgateways",
        json!({"properties": {"name": "w", "publicIps": ["203.0.113.1"], "lans": [{"id": 1, "gatewayIps": ["10.0.0.1/24"]}]}})
    );
    call!(
        gateway.rules().create(NewNatRule::snat("r", "10.0.0.0/24", "203.0.113.1")),
        "POST /datacenters/d/natgateways/w/rules",
        json!({"properties": {"name": "r", "type": "SNAT", "protocol": "ALL", "sourceSubnet": "10.0.0.0/24", "publicIp": "203.0.113.1"}})
    );
    call!(
        gateway.flow_logs().item("f").patch(FlowLogUpdate::default().name("g")),
        "PATCH /datacenters/d/natgateways/w/flowlogs/f",
        json!({"name": "g"})
    );
    call!(
        ionos.ip_blocks().create(NewIpBlock::new("b", "de/txl", 2)),
        "POST /ipblocks",
        json!({"properties": {"name": "b", "location": "de/txl", "size": 2}})
    );
    call!(
        ionos.snapshot("p").patch(SnapshotUpdate::default().name("q")),
        "PATCH /snapshots/p",
        json!({"name": "q"})
    );
    call!(
        ionos.snapshot("p").labels().set("k", "v"),
        "PUT /snapshots/p/labels/k",
        json!({"properties": {"key": "k", "value": "v"}})
    );
    call!(
        server_item.labels().create(NewLabel::new("k", "v")),
        "POST /datacenters/d/servers/s/labels",
        json!({"properties": {"key": "k", "value": "v"}})
    );
    call!(ionos.labels().list().all(), "GET /labels?depth=1", none());
    call!(
        ionos.images().list().filter("location", "de/txl").all(),
        "GET /images?depth=1&filter.location=de%2Ftxl",
        none()
    );
    call!(ionos.location("de/fra/2"), "GET /locations/de/fra%2F2", none());
    call!(
        ionos.dns().zones().create(NewZone::new("example.com")),
        "POST /zones",
        json!({"properties": {"zoneName": "example.com"}})
    );
    call!(
        ionos
            .dns()
            .zones()
            .item("z")
            .records()
            .create(NewRecord::new("www", RecordType::Cname, "x.example.com").ttl(60_u32)),
        "POST /zones/z/records",
        json!({"properties": {"name": "www", "type": "CNAME", "content": "x.example.com", "ttl": 60}})
    );
    call!(
        ionos.dns().zones().item("z").records().item("r").replace(NewRecord::new(
            "www",
            RecordType::A,
            "192.0.2.1"
        )),
        "PUT /zones/z/records/r",
        json!({"properties": {"name": "www", "type": "A", "content": "192.0.2.1"}})
    );

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), expected.len());
    for (request, (wire, body)) in requests.iter().zip(&expected) {
        let (is_wire, is_body) = seen(request);
        assert_eq!(is_wire, *wire);
        assert_eq!(is_body, *body, "{wire}");
    }
}

#[tokio::test]
async fn every_operation_is_reachable_by_its_id() {
    let server = recorder().await;
    let ionos = client(&server.uri());
    for operation in Operation::all() {
        if operation.api == Api::Ai {
            continue; // Kept under five a second; the typed calls cover them.
        }
        let id = format!("{}/{}", operation.api.key(), operation.id);
        let mut call = ionos.raw(&id).unwrap().region("de-txl");
        for n in 0..operation.path.matches('{').count() {
            call = call.param(format!("p{n}"));
        }
        call.send().await.unwrap();
    }
    let requests = server.received_requests().await.unwrap();
    let operations = Operation::all().iter().filter(|o| o.api != Api::Ai);
    for (request, operation) in requests.iter().zip(operations) {
        let mut path = operation.path.to_owned();
        for n in 0.. {
            let Some((start, end)) = path.find('{').zip(path.find('}')) else { break };
            path.replace_range(start..=end, &format!("p{n}"));
        }
        let prefix = prefix(operation.api);
        assert_eq!(request.method.as_str(), operation.method, "{}", operation.id);
        assert_eq!(request.url.path(), format!("{prefix}{path}"), "{}", operation.id);
    }
    assert!(ionos.raw("noSuchOperation").is_err());
}

#[tokio::test]
async fn the_contract_number_goes_with_every_call() {
    let server = recorder().await;
    let ionos = crate::support::builder(&server.uri(), "t").contract("31415").build().unwrap();
    ionos.datacenters().list().all().await.unwrap();
    ionos
        .datacenter("d")
        .delete()
        .await
        .unwrap()
        .deadline(std::time::Duration::ZERO)
        .wait()
        .await
        .unwrap_err();
    let requests = server.received_requests().await.unwrap();
    assert!(requests.len() >= 2);
    for request in requests {
        assert_eq!(request.headers.get("x-contract-number").unwrap(), "31415");
        assert!(request.headers.contains_key("x-request-id"));
    }
}

#[test]
fn documents_keep_unknown_fields_and_values() {
    let text = json!({
        "id": "s", "type": "server", "href": "http://x/s",
        "metadata": {"etag": "e", "createdDate": "2026-11-01T10:00:00Z", "state": "HIBERNATING", "newInMetadata": 1},
        "properties": {"name": "web", "cores": 2, "ram": 4096, "availabilityZone": "ZONE_7", "vmState": "DREAMING", "newField": {"a": [1]}},
        "entities": {"volumes": {"items": []}, "nics": {"items": []}, "securitygroups": {"items": []}, "newInside": {"items": [{"id": "g"}]}}
    });
    let server: Server = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(server.properties.vm_state.as_ref().unwrap().as_str(), "DREAMING");
    assert_eq!(server.properties.extra["newField"]["a"][0], 1);
    assert_eq!(serde_json::to_value(&server).unwrap(), text);
}

#[test]
fn a_patch_keeps_clears_or_sets_a_field() {
    let json = |update: LanUpdate| serde_json::to_value(update).unwrap();
    assert_eq!(json(LanUpdate::default().ipv6_cidr_block(Patch::Keep)), json!({}));
    assert_eq!(json(LanUpdate::default().ipv6_cidr_block(Patch::Clear)), json!({"ipv6CidrBlock": null}));
    assert_eq!(json(LanUpdate::default().ipv6_cidr_block("AUTO")), json!({"ipv6CidrBlock": "AUTO"}));
}

#[tokio::test]
async fn filters_and_order_take_the_fields_of_a_resource() {
    let server = recorder().await;
    let servers = client(&server.uri()).datacenter("d").servers();
    servers
        .list()
        .matching(|s| &s.vm_state, VmState::Running)
        .matching(|s| &s.cores, 4_u32)
        .filter("newInTheService", "x")
        .sorted_by(|s| &s.availability_zone)
        .all()
        .await
        .unwrap();
    let (wire, _) = seen(&server.received_requests().await.unwrap()[0]);
    let query =
        "depth=1&filter.vmState=RUNNING&filter.cores=4&filter.newInTheService=x&orderBy=availabilityZone";
    assert_eq!(wire, format!("GET /datacenters/d/servers?{query}&offset=0&limit=1000"));
}
