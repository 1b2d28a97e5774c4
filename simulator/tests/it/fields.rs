//! The properties of every kind: which are required, which only read, and which values they take.

use ionos_simulator::Simulator;
use serde_json::{Map, Value, json};

use crate::client::{Lab, public_key};

/// What one kind asks of the properties in a POST.
struct Kind {
    collection: String,
    /// Properties that are accepted.
    good: Value,
    required: &'static [&'static str],
    read_only: &'static [&'static str],
    /// A property, or one inside it, with a value that it does not take.
    bad: Vec<(&'static str, Value)>,
}

impl Kind {
    fn new(collection: impl Into<String>, good: Value) -> Self {
        Self { collection: collection.into(), good, required: &[], read_only: &[], bad: Vec::new() }
    }

    fn required(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    fn read_only(self, read_only: &'static [&'static str]) -> Self {
        Self { read_only, ..self }
    }

    fn bad(self, bad: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        Self { bad: bad.into_iter().collect(), ..self }
    }

    fn body(&self, change: impl FnOnce(&mut Map<String, Value>)) -> Option<Value> {
        let mut good = self.good.clone();
        change(good.as_object_mut().unwrap());
        Some(json!({ "properties": good }))
    }

    /// Sends everything that is wrong, and in the end what is right.
    async fn check(&self, lab: &Lab) {
        let refused = async |body: Option<Value>, at: &str, word: &str| {
            let message = lab.cloud("POST", &self.collection, body.clone()).await.refused(422);
            let place = format!("[(root).properties.{at}");
            assert!(message.starts_with(&place) && message.contains(word), "{body:?}: {message}");
        };
        for name in self.required {
            refused(self.body(|good| drop(good.remove(*name))), name, "required").await;
            refused(self.body(|good| drop(good.insert((*name).to_owned(), Value::Null))), name, "required")
                .await;
        }
        for name in self.read_only {
            refused(self.body(|good| drop(good.insert((*name).to_owned(), json!("x")))), name, "").await;
        }
        for (place, value) in &self.bad {
            let body = self.body(|good| {
                let mut at = good;
                let mut names = place.split('/').peekable();
                while let Some(name) = names.next() {
                    if names.peek().is_none() {
                        at.insert(name.to_owned(), value.clone());
                        return;
                    }
                    at = match at.get_mut(name).unwrap() {
                        Value::Array(items) => items[0].as_object_mut().unwrap(),
                        inner => inner.as_object_mut().unwrap(),
                    };
                }
            });
            refused(body, place.split('/').next().unwrap(), "").await;
        }
        refused(self.body(|good| drop(good.insert("colour".to_owned(), json!("red")))), "colour", "known")
            .await;
        let answer = lab.cloud("POST", &self.collection, self.body(|_| ())).await;
        assert!(matches!(answer.status, 200 | 202), "{}: {}", self.collection, answer.text);
        if let Some(location) = answer.header("location") {
            assert_eq!(lab.finished(location).await["metadata"]["status"], "DONE");
        }
        if self.collection.ends_with("/lans") {
            return;
        }
        let id: uuid::Uuid = answer.json()["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(id.get_version_num(), 4, "{}", self.collection);
    }
}

async fn made(lab: &Lab, collection: &str, properties: Value) -> String {
    let made = lab.cloud("POST", collection, Some(json!({ "properties": properties }))).await;
    if let Some(location) = made.header("location") {
        lab.finished(location).await;
    }
    format!("{collection}/{}", made.expect(202)["id"].as_str().unwrap())
}

fn long(length: usize) -> Value {
    Value::from("x".repeat(length))
}

#[tokio::test]
async fn compute_takes_what_is_described_and_nothing_else() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    Kind::new(
        "/datacenters",
        json!({"name": "n", "description": "d", "location": "de/fra/2", "secAuthProtection": true}),
    )
    .required(&["location"])
    .read_only(&["version", "features", "cpuArchitecture", "gpuArchitecture"])
    .bad([
        ("name", json!(7)),
        ("description", json!([])),
        ("location", json!("de/none")),
        ("secAuthProtection", json!("yes")),
        ("createDefaultSecurityGroup", json!("yes")),
        ("defaultSecurityGroupId", json!("none")),
        ("defaultSecurityGroupId", json!(uuid::Uuid::new_v4())),
    ])
    .check(&lab)
    .await;
    Kind::new(format!("{dc}/servers"), json!({"name": "n", "hostname": "host-1", "cores": 1, "ram": 1024}))
        .required(&["cores", "ram"])
        .read_only(&["vmState"])
        .bad([
            ("hostname", json!("Upper")),
            ("hostname", json!("-first")),
            ("hostname", json!("under_score")),
            ("hostname", long(64)),
            ("cores", json!(0)),
            ("cores", json!(63)),
            ("cores", json!(1.5)),
            ("cores", json!("1")),
            ("ram", json!(1000)),
            ("ram", json!(128)),
            ("ram", json!(245_760 + 256)),
            ("availabilityZone", json!("ZONE_3")),
            ("type", json!("BARE_METAL")),
            ("cpuFamily", json!("Z80")),
            ("bootVolume", json!("id")),
            ("bootVolume", json!({"id": uuid::Uuid::new_v4()})),
            ("bootCdrom", json!({"id": uuid::Uuid::new_v4()})),
            ("templateUuid", json!("none")),
            ("templateUuid", json!(uuid::Uuid::new_v4())),
            ("nicMultiQueue", json!("yes")),
        ])
        .check(&lab)
        .await;
    Kind::new(
        format!("{dc}/volumes"),
        json!({"size": 5, "imageAlias": "debian:12", "sshKeys": [public_key()]}),
    )
    .required(&["size"])
    .read_only(&["deviceNumber", "pciSlot", "bootServer"])
    .bad([
        ("size", json!(0)),
        ("size", json!(4_097)),
        ("size", json!(5.5)),
        ("type", json!("NVME")),
        ("availabilityZone", json!("ZONE_4")),
        ("bus", json!("SCSI")),
        ("licenceType", json!("MACOS")),
        ("applicationType", json!("MYSQL")),
        ("image", json!("none")),
        ("sshKeys", public_key().into()),
        ("sshKeys", json!([long(8_193)])),
        ("imagePassword", json!("with-dash-inside")),
        ("userData", json!("not base64!")),
        ("backupunitId", json!("none")),
        ("backupunitId", json!(uuid::Uuid::new_v4())),
        ("bootOrder", json!("FIRST")),
        ("cpuHotPlug", json!(1)),
        ("exposeSerial", json!("no")),
        ("requireLegacyBios", json!("no")),
    ])
    .check(&lab)
    .await;
    Kind::new("/ipblocks", json!({"name": "n", "location": "de/txl", "size": 1}))
        .required(&["location", "size"])
        .read_only(&["ips", "ipConsumers"])
        .bad([("location", json!("none")), ("size", json!(0)), ("size", json!(254)), ("size", json!("1"))])
        .check(&lab)
        .await;
    Kind::new("/pccs", json!({"name": "n", "description": "d"}))
        .read_only(&["peers", "connectableDatacenters"])
        .bad([("name", json!(false))])
        .check(&lab)
        .await;
    let password = uuid::Uuid::new_v4().simple().to_string();
    Kind::new("/backupunits", json!({"name": "unit1", "password": password, "email": "a@example.com"}))
        .required(&["name", "password"])
        .bad([("name", json!("with space")), ("name", json!("")), ("email", json!(1))])
        .check(&lab)
        .await;
}

#[tokio::test]
async fn networks_take_what_is_described_and_nothing_else() {
    let lab = Lab::with(Simulator::builder().bucket("flow-logs")).await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    Kind::new(format!("{dc}/lans"), json!({"name": "n", "public": true}))
        .read_only(&["ipv4CidrBlock"])
        .bad([
            ("public", json!("yes")),
            ("ipv6CidrBlock", json!("NEVER")),
            ("ipv6CidrBlock", json!("2001:db8::/48")),
            ("pcc", json!(uuid::Uuid::new_v4())),
            ("ipFailover", json!({})),
            ("ipFailover", json!([{"ip": "10.0.0.1"}])),
            ("ipFailover", json!([{"ip": "ten", "nicUuid": uuid::Uuid::new_v4()}])),
            ("ipFailover", json!([{"ip": "10.0.0.1", "nicUuid": uuid::Uuid::new_v4()}])),
        ])
        .check(&lab)
        .await;
    let nics = format!("{server}/nics");
    Kind::new(
        &nics,
        json!({"name": "n", "lan": 1, "firewallActive": true, "firewallType": "EGRESS", "dhcp": false}),
    )
    .required(&["lan"])
    .read_only(&["mac", "pciSlot", "deviceNumber"])
    .bad([
        ("lan", json!(0)),
        ("lan", json!("1")),
        ("ips", json!("10.7.1.20")),
        ("ips", json!(["ten"])),
        ("ips", json!(["10.7.1.11"])),
        ("dhcp", json!("no")),
        ("firewallType", json!("BOTH")),
        ("ipv6CidrBlock", json!("2001:db8::/80")),
        ("ipv6Ips", json!(["2001:db8::1"])),
        ("dhcpv6", json!(true)),
    ])
    .check(&lab)
    .await;
    let nic = lab.get(&nics).await["items"][0]["id"].as_str().unwrap().to_owned();
    let group = made(&lab, &format!("{dc}/securitygroups"), json!({"name": "g"})).await;
    for rules in [format!("{nics}/{nic}/firewallrules"), format!("{group}/rules")] {
        let good = json!({"name": "n", "protocol": "TCP", "portRangeStart": 22, "portRangeEnd": 22,
            "sourceIp": "10.0.0.0/8", "sourceMac": "02:01:aa:bb:cc:dd", "ipVersion": "IPv4", "type": "INGRESS"});
        Kind::new(rules, good)
            .required(&["protocol"])
            .bad([
                ("protocol", json!("QUIC")),
                ("sourceMac", json!("02-01-aa-bb-cc-dd")),
                ("sourceMac", json!("02:01:aa:bb:cc")),
                ("sourceIp", json!("10.0.0.0/33")),
                ("targetIp", json!("nowhere")),
                ("ipVersion", json!("IPv5")),
                ("ipVersion", json!("IPv6")),
                ("portRangeStart", json!(0)),
                ("portRangeStart", json!(23)),
                ("portRangeEnd", json!(65_536)),
                ("icmpType", json!(8)),
                ("icmpType", json!(255)),
                ("icmpCode", json!(-1)),
                ("type", json!("SIDEWAYS")),
            ])
            .check(&lab)
            .await;
    }
    Kind::new(format!("{dc}/securitygroups"), json!({"name": "n", "description": "d"}))
        .required(&["name"])
        .bad([("name", long(61)), ("description", long(301))])
        .check(&lab)
        .await;
    let (_, ips) = lab.addresses(2).await;
    let gateways = format!("{dc}/natgateways");
    Kind::new(
        &gateways,
        json!({"name": "n", "publicIps": [ips[0]], "lans": [{"id": 1, "gatewayIps": ["10.7.1.1/24"]}]}),
    )
    .required(&["name", "publicIps"])
    .bad([
        ("publicIps", json!([])),
        ("publicIps", json!(["203.0.113.250"])),
        ("lans", json!({})),
        ("lans", json!([{}])),
        ("lans", json!([{"id": 9}])),
        ("lans", json!([{"id": 2}])),
        ("lans", json!([{"id": 1}, {"id": 1}, {"id": 1}, {"id": 1}, {"id": 1}, {"id": 1}, {"id": 1}])),
        ("lans", json!([{"id": 1, "gatewayIps": ["ten"]}])),
    ])
    .check(&lab)
    .await;
    let gateway = lab.get(&gateways).await["items"][0]["id"].as_str().unwrap().to_owned();
    let good = json!({"name": "n", "type": "SNAT", "protocol": "TCP", "sourceSubnet": "10.7.1.0/24",
        "publicIp": ips[0], "targetPortRange": {"start": 80, "end": 443}});
    Kind::new(format!("{gateways}/{gateway}/rules"), good)
        .required(&["name", "sourceSubnet", "publicIp"])
        .bad([
            ("type", json!("DNAT")),
            ("protocol", json!("ESP")),
            ("sourceSubnet", json!("ten")),
            ("publicIp", json!(ips[1])),
            ("targetSubnet", json!("ten")),
            ("targetPortRange/start", json!(0)),
            ("targetPortRange/end", json!(79)),
            ("targetPortRange/step", json!(1)),
        ])
        .check(&lab)
        .await;
    let log = json!({"name": "n", "action": "ALL", "direction": "INGRESS", "bucket": "flow-logs/here"});
    for owner in [format!("{nics}/{nic}"), format!("{gateways}/{gateway}")] {
        Kind::new(format!("{owner}/flowlogs"), log.clone())
            .required(&["name", "action", "direction", "bucket"])
            .bad([("action", json!("SOME")), ("direction", json!("UP")), ("bucket", json!("Not A Bucket"))])
            .check(&lab)
            .await;
    }
}

#[tokio::test]
async fn balancers_take_what_is_described_and_nothing_else() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    for public in [true, false, false] {
        lab.lan(&dc, public).await;
    }
    let (_, ips) = lab.addresses(3).await;
    for (number, kind) in ["networkloadbalancers", "applicationloadbalancers"].into_iter().enumerate() {
        let good = json!({"name": "n", "listenerLan": 1, "targetLan": 2, "ips": [ips[number]], "lbPrivateIps": ["10.7.2.5/24"]});
        Kind::new(format!("{dc}/{kind}"), good)
            .required(&["name", "listenerLan", "targetLan"])
            .bad([
                ("listenerLan", json!(9)),
                ("targetLan", json!(1)),
                ("targetLan", json!("2")),
                ("ips", json!(["203.0.113.250"])),
                ("lbPrivateIps", json!(["ten"])),
                ("centralLogging", json!("yes")),
                ("loggingFormat", json!(1)),
            ])
            .check(&lab)
            .await;
    }
    let balancer = async |kind: &str| {
        let list = lab.get(&format!("{dc}/{kind}")).await;
        format!("{dc}/{kind}/{}", list["items"][0]["id"].as_str().unwrap())
    };
    let good = json!({"name": "n", "algorithm": "RANDOM", "protocol": "TCP", "listenerIp": ips[0], "listenerPort": 80,
        "healthCheck": {"retries": 3}, "targets": [{"ip": "10.7.2.9", "port": 80, "weight": 1, "healthCheck": {"check": true}}]});
    let network = balancer("networkloadbalancers").await;
    Kind::new(format!("{network}/forwardingrules"), good)
        .required(&["name", "algorithm", "protocol", "listenerIp", "listenerPort", "targets"])
        .bad([
            ("algorithm", json!("BEST")),
            ("protocol", json!("UDP")),
            ("listenerIp", json!("10.7.2.77")),
            ("listenerPort", json!(65_536)),
            ("healthCheck/retries", json!(65_536)),
            ("healthCheck/clientTimeout", json!("1s")),
            ("healthCheck/other", json!(1)),
            ("targets/ip", Value::Null),
            ("targets/port", json!(0)),
            ("targets/weight", json!(257)),
            ("targets/proxyProtocol", json!("v3")),
            ("targets/healthCheck", json!({"maintenance": 1})),
        ])
        .check(&lab)
        .await;
    let good = json!({"name": "n", "algorithm": "RANDOM", "protocol": "HTTP", "protocolVersion": "HTTP2",
        "targets": [{"ip": "10.7.2.9", "port": 80, "weight": 1}], "healthCheck": {"retries": 1},
        "httpHealthCheck": {"path": "/", "matchType": "STATUS_CODE", "response": "200"}});
    Kind::new("/targetgroups", good)
        .required(&["name", "algorithm", "protocol"])
        .bad([
            ("protocol", json!("TCP")),
            ("protocolVersion", json!("HTTP3")),
            ("targets/weight", json!(-1)),
            ("targets/healthCheckEnabled", json!("yes")),
            ("healthCheck/checkTimeout", json!(-1)),
            ("httpHealthCheck/matchType", json!("HEADER")),
            ("httpHealthCheck/response", Value::Null),
            ("httpHealthCheck/response", json!("fine")),
            ("httpHealthCheck/method", json!("DELETE")),
        ])
        .check(&lab)
        .await;
    let group = lab.get("/targetgroups").await["items"][0]["id"].clone();
    let good = json!({"name": "n", "protocol": "HTTP", "listenerIp": ips[1], "listenerPort": 80, "clientTimeout": 1_000,
        "serverCertificates": [uuid::Uuid::new_v4()],
        "httpRules": [{"name": "r", "type": "FORWARD", "targetGroup": group,
            "conditions": [{"type": "HEADER", "condition": "EQUALS", "key": "x", "value": "y"}]}]});
    let application = balancer("applicationloadbalancers").await;
    let rule = |more: Value| {
        let mut rule = json!({"name": "r"});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([rule])
    };
    let condition =
        |condition: Value| rule(json!({"type": "FORWARD", "targetGroup": group, "conditions": [condition]}));
    Kind::new(format!("{application}/forwardingrules"), good)
        .required(&["name", "protocol", "listenerIp", "listenerPort"])
        .bad([
            ("protocol", json!("HTTPS")),
            ("serverCertificates", json!(["none"])),
            ("httpRules/name", Value::Null),
            ("httpRules/type", json!("DROP")),
            ("httpRules/targetGroup", json!(uuid::Uuid::new_v4())),
            ("httpRules/targetGroup", Value::Null),
            ("httpRules/statusCode", json!(301)),
            ("httpRules", rule(json!({"type": "STATIC"}))),
            ("httpRules", rule(json!({"type": "STATIC", "responseMessage": "m", "statusCode": 199}))),
            ("httpRules", rule(json!({"type": "STATIC", "responseMessage": "m", "targetGroup": group}))),
            ("httpRules", rule(json!({"type": "REDIRECT"}))),
            ("httpRules", rule(json!({"type": "REDIRECT", "location": "/", "statusCode": 404}))),
            ("httpRules", rule(json!({"type": "REDIRECT", "location": "/", "contentType": "text/plain"}))),
            ("httpRules", condition(json!({"type": "HEADER", "key": "x", "value": "y"}))),
            (
                "httpRules",
                condition(json!({"type": "PATH", "condition": "EQUALS", "key": "x", "value": "y"})),
            ),
            ("httpRules", condition(json!({"type": "PATH", "condition": "EXISTS", "value": "y"}))),
            ("httpRules", condition(json!({"type": "PATH", "condition": "EQUALS"}))),
            ("httpRules", condition(json!({"type": "SOURCE_IP", "value": "ten"}))),
            (
                "httpRules",
                condition(json!({"type": "SOURCE_IP", "condition": "EQUALS", "value": "10.0.0.0/8"})),
            ),
        ])
        .check(&lab)
        .await;
    Kind::new(format!("{dc}/loadbalancers"), json!({"name": "n", "ip": ips[2], "dhcp": false}))
        .bad([("ip", json!("ten")), ("ip", json!("203.0.113.250")), ("dhcp", json!("no"))])
        .check(&lab)
        .await;
}

#[tokio::test]
async fn clusters_and_users_take_what_is_described_and_nothing_else() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.lan(&dc, true).await;
    let (_, ips) = lab.addresses(3).await;
    let good = json!({"name": "n", "k8sVersion": "1.32.8", "public": false, "location": "de/txl", "natGatewayIp": ips[0],
        "nodeSubnet": "10.9.0.0/16", "apiSubnetAllowList": ["198.51.100.0/24"], "s3Buckets": [{"name": "logs"}],
        "maintenanceWindow": {"dayOfTheWeek": "Monday", "time": "03:00:00Z"}});
    Kind::new("/k8s", good)
        .required(&["name"])
        .bad([
            ("name", json!("-first")),
            ("name", long(64)),
            ("k8sVersion", json!("0.9")),
            ("location", Value::Null),
            ("location", json!("none")),
            ("natGatewayIp", Value::Null),
            ("natGatewayIp", json!("203.0.113.250")),
            ("nodeSubnet", json!("10.9.0.0/24")),
            ("apiSubnetAllowList", json!(["ten"])),
            ("s3Buckets", json!([{}])),
            ("maintenanceWindow/dayOfTheWeek", json!("Someday")),
            ("maintenanceWindow/time", json!("25:00:00")),
            ("maintenanceWindow/time", Value::Null),
        ])
        .check(&lab)
        .await;
    let public = json!({"properties": {"name": "n", "natGatewayIp": ips[1]}});
    lab.cloud("POST", "/k8s", Some(public)).await.refused(422);
    let cluster = lab.get("/k8s").await["items"][0]["id"].as_str().unwrap().to_owned();
    let datacenter = dc.rsplit('/').next().unwrap();
    let good = json!({"name": "n", "datacenterId": datacenter, "nodeCount": 1, "serverType": "DedicatedCore",
        "cpuFamily": "AMD_EPYC", "coresCount": 2, "ramSize": 2048, "availabilityZone": "AUTO", "storageType": "SSD",
        "storageSize": 10, "k8sVersion": "1.32.8", "autoScaling": {"minNodeCount": 1, "maxNodeCount": 1},
        "lans": [{"id": 1, "routes": [{"network": "10.0.0.0/8", "gatewayIp": "10.7.1.1"}]}],
        "labels": {"a": "b"}, "annotations": {"c": "d"}, "taints": [{"key": "k", "effect": "NoExecute"}],
        "publicIps": [ips[1], ips[2]]});
    Kind::new(format!("/k8s/{cluster}/nodepools"), good)
        .required(&[
            "name",
            "datacenterId",
            "nodeCount",
            "coresCount",
            "ramSize",
            "availabilityZone",
            "storageType",
            "storageSize",
        ])
        .bad([
            ("datacenterId", json!(uuid::Uuid::new_v4())),
            ("nodeCount", json!(0)),
            ("serverType", json!("CUBE")),
            ("ramSize", json!(1024)),
            ("ramSize", json!(2_500)),
            ("availabilityZone", json!("ZONE_3")),
            ("storageType", json!("NVME")),
            ("k8sVersion", json!("1.33.4")),
            ("autoScaling", json!({"minNodeCount": 2, "maxNodeCount": 1})),
            ("autoScaling", json!({"minNodeCount": 1})),
            ("lans/id", json!(9)),
            ("lans/id", json!(2)),
            ("lans/routes", json!([{"network": "ten", "gatewayIp": "10.7.1.1"}])),
            ("labels", json!({"a": 1})),
            ("annotations", json!([])),
            ("taints/effect", json!("Never")),
            ("taints/key", Value::Null),
            ("publicIps", json!([ips[1]])),
            ("publicIps", json!(["203.0.113.249", "203.0.113.250"])),
        ])
        .check(&lab)
        .await;

    let password = uuid::Uuid::new_v4().to_string();
    let good = json!({"firstname": "A", "lastname": "B", "email": "a@example.com", "password": password,
        "administrator": false, "forceSecAuth": false});
    Kind::new("/um/users", good)
        .required(&["firstname", "lastname", "email"])
        .read_only(&["s3CanonicalUserId"])
        .bad([
            ("email", json!("nobody")),
            ("password", json!("short")),
            ("administrator", json!("no")),
            ("secAuthActive", json!(true)),
        ])
        .check(&lab)
        .await;
    Kind::new("/um/groups", json!({"name": "n", "createDataCenter": true, "accessAndManageDns": true}))
        .required(&["name"])
        .bad([("createDataCenter", json!("yes")), ("s3Privilege", json!(1))])
        .check(&lab)
        .await;
}

#[tokio::test]
async fn mistakes_inside_a_composite_are_named_by_their_place() {
    let lab = Lab::new().await;
    let body = json!({
        "properties": {"location": "de/txl"},
        "entities": {"servers": {"items": [
            {"properties": {"cores": 1, "ram": 1024}},
            {"properties": {"cores": 1, "ram": 1024}, "entities": {"volumes": {"items": [
                {"properties": {"size": 5, "imageAlias": "debian:12", "sshKeys": [long(8_193)]}},
            ]}}},
        ]}},
    });
    let message = lab.cloud("POST", "/datacenters", Some(body)).await.refused(422);
    let place = "[(root).entities.servers.items.[1].entities.volumes.items.[0].properties.sshKeys]";
    assert!(message.starts_with(place), "{message}");
}

#[tokio::test]
async fn methods_are_those_of_the_description() {
    let lab = Lab::new().await;
    let group = made(&lab, "/um/groups", json!({"name": "g"})).await;
    let pcc = made(&lab, "/pccs", json!({"name": "p"})).await;
    let cluster = made(&lab, "/k8s", json!({"name": "k"})).await;
    let template = lab.get("/templates").await["items"][0]["id"].as_str().unwrap().to_owned();
    for (method, path) in [("PATCH", &group), ("PUT", &pcc), ("PATCH", &cluster)] {
        let body = match method {
            "PUT" => json!({"properties": {"name": "n"}}),
            _ => json!({"name": "n"}),
        };
        lab.cloud(method, path, Some(body)).await.refused(405);
    }
    let change = Some(json!({"name": "n"}));
    assert!(lab.cloud("PATCH", &format!("/templates/{template}"), change).await.status >= 400);
}
