//! LANs, NICs, firewall rules, security groups, flow logs, IP blocks and NAT gateways.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use ionos_simulator::Simulator;
use ipnet::{Ipv4Net, Ipv6Net};
use serde_json::{Value, json};

use crate::client::Lab;

#[tokio::test]
async fn lans_are_numbered_and_private_ones_have_addresses() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    assert_eq!(lab.lan(&dc, false).await, "1");
    assert_eq!(lab.lan(&dc, true).await, "2");
    let private = lab.get(&format!("{dc}/lans/1")).await;
    assert_eq!(private["properties"]["ipv4CidrBlock"], "10.7.1.0/24");
    let public = lab.get(&format!("{dc}/lans/2")).await;
    assert_eq!(public["properties"]["ipv4CidrBlock"], Value::Null);
    lab.done("PATCH", &format!("{dc}/lans/2"), Some(json!({"public": false}))).await;
    let private = lab.get(&format!("{dc}/lans/2")).await;
    assert_eq!(private["properties"]["ipv4CidrBlock"], "10.7.2.0/24");
}

#[tokio::test]
async fn a_nic_that_names_a_missing_lan_creates_it() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    lab.done("POST", &format!("{server}/nics"), Some(json!({"properties": {"lan": 5}}))).await;
    let lan = lab.get(&format!("{dc}/lans/5")).await;
    assert_eq!(lan["properties"]["public"], false);
    assert_eq!(lab.lan(&dc, false).await, "6");
}

#[tokio::test]
async fn nics_get_distinct_addresses_of_their_lan() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    for _ in 0..3 {
        lab.done("POST", &format!("{server}/nics"), Some(json!({"properties": {"lan": 1, "ips": []}}))).await;
    }
    let nics = lab.get(&format!("{dc}/lans/1/nics?depth=1")).await;
    let nics = nics["items"].as_array().unwrap();
    let block: Ipv4Net = "10.7.1.0/24".parse().unwrap();
    let ips: BTreeSet<Ipv4Addr> =
        nics.iter().map(|nic| nic["properties"]["ips"][0].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(ips.len(), 4);
    assert!(ips.iter().all(|ip| block.contains(ip)));
    let macs: BTreeSet<&str> = nics.iter().map(|nic| nic["properties"]["mac"].as_str().unwrap()).collect();
    assert_eq!(macs.len(), 4);
    assert!(macs.iter().all(|mac| mac.split(':').count() == 6 && mac.len() == 17));
    assert_eq!(nics[0]["properties"]["dhcp"], true);
    let id = nics[0]["id"].as_str().unwrap();
    assert_eq!(lab.get(&format!("{dc}/lans/1/nics/{id}")).await["id"], id);
}

#[tokio::test]
async fn a_nic_in_a_public_lan_takes_reserved_addresses_only() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.lan(&dc, true).await;
    let server = lab.server(&dc).await;
    let nics = format!("{server}/nics");
    let (block, ips) = lab.addresses(1).await;
    let body = |ip: &str| json!({"properties": {"lan": 2, "ips": [ip]}});
    let message = lab.cloud("POST", &nics, Some(body("203.0.113.250"))).await.refused(422);
    assert!(message.contains("not reserved"));
    let nic = lab.done("POST", &nics, Some(body(&ips[0]))).await;
    assert_eq!(nic["properties"]["ips"], json!([ips[0]]));
    assert!(lab.cloud("POST", &nics, Some(body(&ips[0]))).await.refused(422).contains("in use"));
    let message = lab.cloud("DELETE", &format!("/ipblocks/{block}"), None).await.refused(422);
    assert!(message.contains("in use"));
    let consumer = lab.get(&format!("/ipblocks/{block}")).await["properties"]["ipConsumers"][0].clone();
    assert_eq!((&consumer["nicId"], &consumer["ip"]), (&nic["id"], &json!(ips[0])));
    assert_eq!(consumer["serverName"], "web");

    let dynamic = lab.done("POST", &nics, Some(json!({"properties": {"lan": 2}}))).await;
    assert!(dynamic["properties"]["ips"][0].as_str().unwrap().starts_with("198.51.100."));
    let private = json!({"properties": {"lan": 1, "ips": ["8.8.8.8"]}});
    assert!(lab.cloud("POST", &nics, Some(private)).await.refused(422).contains("not a private"));

    lab.done("DELETE", &format!("{nics}/{}", nic["id"].as_str().unwrap()), None).await;
    lab.done("DELETE", &format!("/ipblocks/{block}"), None).await;
}

#[tokio::test]
async fn a_lan_is_delete_protected_while_something_is_in_it() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    let server = lab.server(&dc).await;
    let message = lab.cloud("DELETE", &format!("{dc}/lans/1"), None).await.refused(403);
    assert!(message.contains("delete-protected by nic"), "{message}");
    let (_, ips) = lab.addresses(1).await;
    let body = json!({"properties": {"name": "nat", "publicIps": ips, "lans": [{"id": 1}]}});
    let nat = lab.done("POST", &format!("{dc}/natgateways"), Some(body)).await;
    lab.done("DELETE", &server, None).await;
    let message = lab.cloud("DELETE", &format!("{dc}/lans/1"), None).await.refused(403);
    assert!(message.contains("delete-protected by natgateway"), "{message}");
    lab.done("DELETE", &format!("{dc}/natgateways/{}", nat["id"].as_str().unwrap()), None).await;
    lab.done("DELETE", &format!("{dc}/lans/1"), None).await;
}

#[tokio::test]
async fn a_nic_of_a_failover_group_is_not_deleted() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics?depth=1")).await["items"][0].clone();
    let lan = format!("{dc}/lans/1");
    let wrong = json!({"ipFailover": [{"ip": "10.7.1.99", "nicUuid": nic["id"]}]});
    lab.cloud("PATCH", &lan, Some(wrong)).await.refused(422);
    let group = json!({"ipFailover": [{"ip": nic["properties"]["ips"][0], "nicUuid": nic["id"]}]});
    lab.done("PATCH", &lan, Some(group)).await;
    let nic = format!("{server}/nics/{}", nic["id"].as_str().unwrap());
    lab.cloud("DELETE", &nic, None).await.refused(422);
    lab.cloud("DELETE", &server, None).await.refused(422);
    lab.done("PATCH", &lan, Some(json!({"ipFailover": []}))).await;
    lab.done("DELETE", &nic, None).await;
}

#[tokio::test]
async fn a_nic_moves_to_another_lan() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    lab.lan(&dc, false).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    lab.done("POST", &format!("{dc}/lans/2/nics"), Some(json!({ "id": nic }))).await;
    let moved = lab.get(&format!("{server}/nics/{nic}")).await;
    assert_eq!(moved["properties"]["lan"], 2);
    assert!(moved["properties"]["ips"][0].as_str().unwrap().starts_with("10.7.2."));
    assert_eq!(lab.get(&format!("{dc}/lans/1/nics")).await["items"], json!([]));
}

#[tokio::test]
async fn firewall_rules_are_checked_by_protocol() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let rules = format!("{server}/nics/{nic}/firewallrules");
    for properties in [
        json!({}),
        json!({"protocol": "SCTP"}),
        json!({"protocol": "ICMP", "portRangeStart": 1, "portRangeEnd": 2}),
        json!({"protocol": "TCP", "portRangeStart": 9, "portRangeEnd": 2}),
        json!({"protocol": "TCP", "portRangeStart": 9}),
        json!({"protocol": "TCP", "portRangeStart": 0, "portRangeEnd": 2}),
        json!({"protocol": "TCP", "icmpType": 8}),
        json!({"protocol": "ICMP", "icmpType": 255}),
        json!({"protocol": "TCP", "sourceIp": "nowhere"}),
    ] {
        lab.cloud("POST", &rules, Some(json!({ "properties": properties }))).await.refused(422);
    }
    let good = json!({"properties": {
        "name": "ssh", "protocol": "TCP", "sourceIp": "10.0.0.0/8", "portRangeStart": 22, "portRangeEnd": 22,
    }});
    let rule = lab.done("POST", &rules, Some(good)).await;
    assert_eq!(rule["type"], "firewall-rule");
    assert_eq!(rule["properties"]["type"], "INGRESS");
    let path = format!("{rules}/{}", rule["id"].as_str().unwrap());
    lab.cloud("PATCH", &path, Some(json!({"protocol": "UDP"}))).await.refused(422);
    lab.done("PATCH", &path, Some(json!({"sourceIp": null}))).await;
    assert_eq!(lab.get(&path).await["properties"]["sourceIp"], Value::Null);
    lab.done("DELETE", &path, None).await;
}

#[tokio::test]
async fn only_the_name_of_a_flow_log_can_be_changed() {
    let lab = Lab::with(Simulator::builder().bucket("logs")).await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let logs = format!("{server}/nics/{nic}/flowlogs");
    let good = json!({"name": "log", "action": "ALL", "direction": "BIDIRECTIONAL", "bucket": "logs/web"});
    for (name, value) in [
        ("name", Value::Null),
        ("action", json!("SOME")),
        ("direction", json!("UP")),
        ("bucket", json!("No Bucket")),
        ("bucket", Value::Null),
    ] {
        let mut properties = good.clone();
        properties[name] = value;
        lab.cloud("POST", &logs, Some(json!({ "properties": properties }))).await.refused(422);
    }
    let log = lab.done("POST", &logs, Some(json!({ "properties": good }))).await;
    let path = format!("{logs}/{}", log["id"].as_str().unwrap());
    lab.cloud("PATCH", &path, Some(json!({"bucket": "other"}))).await.refused(422);
    lab.done("PATCH", &path, Some(json!({"name": "renamed"}))).await;
    assert_eq!(lab.get(&path).await["properties"]["name"], "renamed");
}

#[tokio::test]
async fn security_groups_are_set_as_a_whole() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let groups = format!("{dc}/securitygroups");
    let long = json!({"properties": {"name": "x".repeat(61)}});
    lab.cloud("POST", &groups, Some(long)).await.refused(422);
    let mut ids = Vec::new();
    for name in ["a", "b"] {
        let body = json!({"properties": {"name": name, "description": ""}});
        ids.push(lab.done("POST", &groups, Some(body)).await["id"].as_str().unwrap().to_owned());
    }
    let rule = json!({"properties": {"protocol": "TCP", "type": "EGRESS"}});
    let answer = lab.cloud("POST", &format!("{groups}/{}/rules", ids[0]), Some(rule)).await;
    assert!(answer.header("location").is_some());
    answer.expect(200);

    let answer = lab.cloud("PUT", &format!("{server}/securitygroups"), Some(json!({ "ids": ids }))).await;
    let location = answer.header("location").unwrap().to_owned();
    assert_eq!(answer.expect(200)["items"].as_array().unwrap().len(), 2);
    lab.finished(&location).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let nic = format!("{server}/nics/{nic}");
    lab.done("PUT", &format!("{nic}/securitygroups"), Some(json!({"ids": [ids[1]]}))).await;
    let group = lab.get(&format!("{groups}/{}?depth=2", ids[1])).await;
    assert_eq!(group["entities"]["servers"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(group["entities"]["nics"]["items"].as_array().unwrap().len(), 1);
    let none = json!({"ids": [uuid::Uuid::new_v4()]});
    lab.cloud("PUT", &format!("{nic}/securitygroups"), Some(none)).await.refused(422);
    lab.cloud("PUT", &format!("{nic}/securitygroups"), Some(json!({}))).await.refused(422);

    lab.done("DELETE", &format!("{groups}/{}", ids[1]), None).await;
    let read = lab.get(&format!("{server}?depth=2")).await;
    assert_eq!(read["entities"]["securitygroups"]["items"].as_array().unwrap().len(), 1);
    lab.done("PUT", &format!("{server}/securitygroups"), Some(json!({"ids": []}))).await;
    let read = lab.get(&format!("{server}?depth=2")).await;
    assert_eq!(read["entities"]["securitygroups"]["items"], json!([]));
}

#[tokio::test]
async fn ip_blocks_hold_unique_documentation_addresses() {
    let lab = Lab::new().await;
    let (first, mut ips) = lab.addresses(3).await;
    let (_, more) = lab.addresses(250).await;
    ips.extend(more);
    let ranges: [Ipv4Net; 2] = ["203.0.113.0/24".parse().unwrap(), "192.0.2.0/24".parse().unwrap()];
    let unique: BTreeSet<Ipv4Addr> = ips.iter().map(|ip| ip.parse().unwrap()).collect();
    assert_eq!(unique.len(), 253);
    assert!(unique.iter().all(|ip| ranges.iter().any(|range| range.contains(ip))));
    let path = format!("/ipblocks/{first}");
    for change in [json!({"location": "de/fra"}), json!({"size": 4}), json!({"ips": []})] {
        lab.cloud("PATCH", &path, Some(change)).await.refused(422);
    }
    lab.done("PATCH", &path, Some(json!({"name": "renamed"}))).await;
    lab.cloud("POST", "/ipblocks", Some(json!({"properties": {"location": "de/txl"}}))).await.refused(422);
    let unknown = json!({"properties": {"location": "xx/yy", "size": 1}});
    lab.cloud("POST", "/ipblocks", Some(unknown)).await.refused(422);
    lab.done("DELETE", &path, None).await;
    let (_, new) = lab.addresses(3).await;
    assert!(new.iter().all(|ip| !ips.contains(ip)), "a returned address is given out again at once");
}

#[tokio::test]
async fn nat_gateways_serve_private_lans_with_reserved_addresses() {
    let lab = Lab::with(Simulator::builder().bucket("logs")).await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.lan(&dc, true).await;
    let (block, ips) = lab.addresses(2).await;
    let gateways = format!("{dc}/natgateways");
    let refused = async |properties: Value, word: &str| {
        let message =
            lab.cloud("POST", &gateways, Some(json!({ "properties": properties }))).await.refused(422);
        assert!(message.contains(word), "{properties}: {message}");
    };
    refused(json!({"publicIps": [ips[0]]}), "name").await;
    refused(json!({"name": "nat", "publicIps": []}), "at least one").await;
    refused(json!({"name": "nat", "publicIps": ["203.0.113.200"]}), "not reserved").await;
    refused(json!({"name": "nat", "publicIps": [ips[0]], "lans": [{"id": 9}]}), "no LAN 9").await;
    refused(json!({"name": "nat", "publicIps": [ips[0]], "lans": [{"id": 2}]}), "not private").await;
    refused(json!({"name": "nat", "publicIps": [ips[0]], "lans": [{"id": 1, "gatewayIps": ["x"]}]}), "IP")
        .await;
    let seven: Vec<Value> = (1..8).map(|id| json!({ "id": id })).collect();
    refused(json!({"name": "nat", "publicIps": [ips[0]], "lans": seven}), "at most 6").await;
    let body = json!({"properties": {"name": "nat", "publicIps": [ips[0]], "lans": [{"id": 1}]}});
    let nat = lab.done("POST", &gateways, Some(body)).await;
    assert_eq!(nat["properties"]["lans"][0]["gatewayIps"], json!(["10.7.1.1/24"]));
    refused(json!({"name": "other", "publicIps": [ips[0]]}), "in use").await;
    lab.cloud("PATCH", &format!("{dc}/lans/1"), Some(json!({"public": true}))).await.refused(422);
    lab.cloud("DELETE", &format!("/ipblocks/{block}"), None).await.refused(422);

    let path = format!("{gateways}/{}", nat["id"].as_str().unwrap());
    let rules = format!("{path}/rules");
    let rule = |ip: &str, protocol: &str, range: Value| {
        json!({"properties": {
            "name": "out", "sourceSubnet": "10.7.1.0/24", "publicIp": ip, "protocol": protocol, "targetPortRange": range,
        }})
    };
    lab.cloud("POST", &rules, Some(rule(&ips[1], "ALL", Value::Null))).await.refused(422);
    lab.cloud("POST", &rules, Some(rule(&ips[0], "ALL", json!({"start": 1, "end": 2})))).await.refused(422);
    lab.cloud("POST", &rules, Some(rule(&ips[0], "TCP", json!({"start": 3, "end": 2})))).await.refused(422);
    lab.cloud("POST", &rules, Some(rule(&ips[0], "GRE", Value::Null))).await.refused(422);
    let made = lab.done("POST", &rules, Some(rule(&ips[0], "TCP", json!({"start": 1, "end": 2})))).await;
    assert_eq!((&made["type"], &made["properties"]["type"]), (&json!("natgateway-rule"), &json!("SNAT")));
    let log = json!({"properties": {"name": "log", "action": "ALL", "direction": "BIDIRECTIONAL", "bucket": "logs"}});
    lab.done("POST", &format!("{path}/flowlogs"), Some(log)).await;
    lab.done(
        "PUT",
        &path,
        Some(json!({"properties": {"name": "nat", "publicIps": ips, "lans": [{"id": 1}]}})),
    )
    .await;
    let read = lab.get(&format!("{path}?depth=2")).await;
    assert_eq!(read["properties"]["publicIps"], json!(ips));
    assert_eq!(read["entities"]["rules"]["items"][0]["properties"]["name"], "out");
    assert_eq!(read["entities"]["flowlogs"]["items"][0]["properties"]["bucket"], "logs");
    lab.done("DELETE", &path, None).await;
    lab.done("DELETE", &format!("/ipblocks/{block}"), None).await;
}

#[tokio::test]
async fn ipv6_goes_from_the_data_center_over_the_lan_to_the_nic() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let block = |document: &Value| -> Ipv6Net {
        document["properties"]["ipv6CidrBlock"].as_str().unwrap().parse().unwrap()
    };
    let whole = block(&lab.get(&dc).await);
    assert_eq!(whole.prefix_len(), 56);
    assert!(!whole.contains(&block(&lab.get(&lab.datacenter().await).await)));
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let nic = format!("{server}/nics/{nic}");
    assert_eq!(lab.get(&nic).await["properties"]["ipv6CidrBlock"], Value::Null);

    let lan = format!("{dc}/lans/1");
    lab.done("PATCH", &lan, Some(json!({"ipv6CidrBlock": "AUTO"}))).await;
    let of_lan = block(&lab.get(&lan).await);
    assert!(whole.contains(&of_lan) && of_lan.prefix_len() == 64);
    let read = lab.get(&nic).await;
    let of_nic = block(&read);
    assert!(of_lan.contains(&of_nic) && of_nic.prefix_len() == 80);
    let first: Ipv6Addr = read["properties"]["ipv6Ips"][0].as_str().unwrap().parse().unwrap();
    assert!(of_nic.contains(&first));
    assert_eq!(read["properties"]["dhcpv6"], true);

    let own = of_nic.hosts().nth(500).unwrap();
    lab.done("PATCH", &nic, Some(json!({"ipv6Ips": [own.to_string()], "dhcpv6": false}))).await;
    let changed = lab.get(&nic).await["properties"].clone();
    assert_eq!((&changed["ipv6Ips"], &changed["dhcpv6"]), (&json!([own.to_string()]), &json!(false)));
    let outside = json!({"ipv6Ips": [whole.hosts().last().unwrap().to_string()]});
    assert!(lab.cloud("PATCH", &nic, Some(outside)).await.refused(422).contains("is not in"));
    let many: Vec<String> = of_nic.hosts().skip(1).take(51).map(|ip| ip.to_string()).collect();
    assert!(lab.cloud("PATCH", &nic, Some(json!({ "ipv6Ips": many }))).await.refused(422).contains("50"));

    // A second LAN gets another block, and can be given one that is free.
    let second =
        lab.done("POST", &format!("{dc}/lans"), Some(json!({"properties": {"ipv6CidrBlock": "AUTO"}}))).await;
    assert_ne!(block(&second), of_lan);
    let taken = json!({"properties": {"ipv6CidrBlock": of_lan.to_string()}});
    assert!(lab.cloud("POST", &format!("{dc}/lans"), Some(taken)).await.refused(422).contains("in use"));
    let free = whole.subnets(64).unwrap().last().unwrap();
    let chosen = json!({"properties": {"ipv6CidrBlock": free.to_string()}});
    assert_eq!(block(&lab.done("POST", &format!("{dc}/lans"), Some(chosen)).await), free);
    let foreign = json!({"properties": {"ipv6CidrBlock": "2001:db8:ffff:ff00::/64"}});
    assert!(lab.cloud("POST", &format!("{dc}/lans"), Some(foreign)).await.refused(422).contains("is not in"));

    // A NIC that moves gets addresses of its new LAN; null in the LAN takes them away.
    lab.done("PATCH", &nic, Some(json!({"lan": 2}))).await;
    assert!(block(&second).contains(&block(&lab.get(&nic).await)));
    lab.done("PATCH", &format!("{dc}/lans/2"), Some(json!({"ipv6CidrBlock": null}))).await;
    let read = lab.get(&nic).await["properties"].clone();
    for name in ["ipv6CidrBlock", "ipv6Ips", "dhcpv6"] {
        assert_eq!(read[name], Value::Null, "{name}");
    }
    let late = json!({"dhcpv6": true});
    assert!(lab.cloud("PATCH", &nic, Some(late)).await.refused(422).contains("no IPv6"));
}

#[tokio::test]
async fn the_failover_of_a_lan_is_replaced_as_a_whole_and_holds_its_nics() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let (first, second) = (lab.server(&dc).await, lab.server(&dc).await);
    let nic = async |server: &str| lab.get(&format!("{server}/nics?depth=1")).await["items"][0].clone();
    let (a, b) = (nic(&first).await, nic(&second).await);
    let group = |nic: &Value| json!({"ip": nic["properties"]["ips"][0], "nicUuid": nic["id"]});
    let lan = format!("{dc}/lans/1");
    lab.done("PATCH", &lan, Some(json!({"ipFailover": [group(&a)]}))).await;
    lab.done("PATCH", &lan, Some(json!({"ipFailover": [group(&b)]}))).await;
    assert_eq!(lab.get(&lan).await["properties"]["ipFailover"], json!([group(&b)]));
    lab.cloud("PATCH", &lan, Some(json!({"ipFailover": [group(&b), group(&b)]}))).await.refused(422);

    // The address of a group can be that of another NIC too, which may then take its place.
    let other = format!("{first}/nics/{}", a["id"].as_str().unwrap());
    let both = json!({"ips": [a["properties"]["ips"][0], b["properties"]["ips"][0]]});
    lab.done("PATCH", &other, Some(both)).await;
    let taken = json!({"ips": [a["properties"]["ips"][0], b["properties"]["ips"][0], "10.7.1.99"]});
    lab.done("PATCH", &other, Some(taken)).await;
    let third = lab
        .cloud(
            "POST",
            &format!("{second}/nics"),
            Some(json!({"properties": {"lan": 1, "ips": ["10.7.1.99"]}})),
        )
        .await;
    assert!(third.refused(422).contains("in use"));

    let held = format!("{second}/nics/{}", b["id"].as_str().unwrap());
    for change in [json!({"lan": 2}), json!({"ips": ["10.7.1.98"]})] {
        let message = lab.cloud("PATCH", &held, Some(change)).await.refused(422);
        assert!(message.contains("failover"), "{message}");
    }
    lab.done("DELETE", &first, None).await;
    lab.done("PATCH", &lan, Some(json!({"ipFailover": []}))).await;
    lab.done("PATCH", &held, Some(json!({"lan": 2}))).await;
}

#[tokio::test]
async fn a_nic_is_found_by_its_id_only_after_a_while() {
    let lab = Lab::with(Simulator::builder().speed(1.0).manual_clock()).await;
    let dc = lab.cloud("POST", "/datacenters", Some(json!({"properties": {"location": "de/txl"}}))).await;
    let dc = format!("/datacenters/{}", dc.expect(202)["id"].as_str().unwrap());
    let server = json!({"properties": {"cores": 1, "ram": 1024}});
    let server = lab.cloud("POST", &format!("{dc}/servers"), Some(server)).await.expect(202);
    let server = format!("{dc}/servers/{}", server["id"].as_str().unwrap());
    let nic = lab.cloud("POST", &format!("{server}/nics"), Some(json!({"properties": {"lan": 1}}))).await;
    let nic = nic.expect(202)["id"].as_str().unwrap().to_owned();
    let path = format!("{server}/nics/{nic}");
    lab.cloud("GET", &path, None).await.refused(404);
    assert_eq!(lab.get(&format!("{dc}/lans/1/nics")).await["items"][0]["id"], nic.as_str());
    lab.sim.advance(std::time::Duration::from_secs(1));
    assert_eq!(lab.get(&path).await["id"], nic.as_str());
}

#[tokio::test]
async fn a_stopped_server_gives_back_addresses_that_are_not_reserved() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.lan(&dc, true).await;
    let server = lab.server(&dc).await;
    let nics = format!("{server}/nics");
    let (_, ips) = lab.addresses(1).await;
    let dynamic = lab.done("POST", &nics, Some(json!({"properties": {"lan": 2}}))).await;
    let reserved = lab.done("POST", &nics, Some(json!({"properties": {"lan": 2, "ips": ips}}))).await;
    let addresses = async |nic: &Value| {
        lab.get(&format!("{nics}/{}", nic["id"].as_str().unwrap())).await["properties"]["ips"].clone()
    };
    lab.done("POST", &format!("{server}/stop"), None).await;
    assert_eq!(addresses(&dynamic).await, json!([]));
    assert_eq!(addresses(&reserved).await, json!(ips));
    lab.done("POST", &format!("{server}/start"), None).await;
    assert_eq!(addresses(&dynamic).await.as_array().unwrap().len(), 1);
    assert_eq!(addresses(&reserved).await, json!(ips));
}

#[tokio::test]
async fn addresses_that_rules_name_stay_with_their_gateway_and_balancer() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    let (_, ips) = lab.addresses(2).await;
    let gateway = json!({"properties": {"name": "n", "publicIps": ips, "lans": [{"id": 1}]},
        "entities": {"rules": {"items": [{"properties": {"name": "r", "sourceSubnet": "10.7.1.0/24", "publicIp": ips[0]}}]}}});
    let gateway = lab.done("POST", &format!("{dc}/natgateways"), Some(gateway)).await;
    let path = format!("{dc}/natgateways/{}", gateway["id"].as_str().unwrap());
    let message = lab.cloud("PATCH", &path, Some(json!({"publicIps": [ips[1]]}))).await.refused(422);
    assert!(message.contains("is used by the rule"), "{message}");
    lab.done("PATCH", &path, Some(json!({"publicIps": [ips[0]]}))).await;
    let message =
        lab.cloud("PATCH", &format!("{dc}/lans/1"), Some(json!({"public": true}))).await.refused(422);
    assert!(message.contains("NAT gateway"), "{message}");

    lab.lan(&dc, false).await;
    let balancer = json!({"properties": {"name": "n", "listenerLan": 1, "targetLan": 2, "ips": ["10.7.1.50", "10.7.1.51"]},
        "entities": {"forwardingrules": {"items": [{"properties": {"name": "r", "algorithm": "RANDOM", "protocol": "TCP",
            "listenerIp": "10.7.1.51", "listenerPort": 1, "targets": []}}]}}});
    let balancer = lab.done("POST", &format!("{dc}/networkloadbalancers"), Some(balancer)).await;
    let path = format!("{dc}/networkloadbalancers/{}", balancer["id"].as_str().unwrap());
    lab.cloud("PATCH", &path, Some(json!({"ips": ["10.7.1.50"]}))).await.refused(422);
}
