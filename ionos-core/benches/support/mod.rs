//! What the benches share: the answers, the plain structs they are compared with, and a clock of CPU time.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "each bench uses a part of it, and may fail loudly"
)]

use std::time::Duration;

use criterion::Throughput;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use serde_json::{Value, json};

/// CPU time of the calling thread, user and system, in place of the time on the wall: other work on the machine hardly shows.
pub struct CpuTime;

fn thread_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(now.tv_sec).unwrap_or_default(),
        u32::try_from(now.tv_nsec).unwrap_or_default(),
    )
}

impl Measurement for CpuTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        thread_time()
    }

    fn end(&self, start: Duration) -> Duration {
        thread_time().saturating_sub(start)
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

/// The work of one decode, for a rate.
pub fn size_of_body(body: &str) -> Throughput {
    Throughput::Bytes(body.len() as u64)
}

fn id(kind: u32, n: usize) -> String {
    format!("{kind:08x}-0000-4000-8000-{n:012x}")
}

fn metadata(n: usize) -> Value {
    json!({
        "etag": format!("{n:032x}"),
        "createdDate": "2026-11-23T10:00:00Z",
        "createdBy": "someone@example.com",
        "createdByUserId": id(9, n),
        "lastModifiedDate": "2026-11-23T10:05:00Z",
        "lastModifiedBy": "someone@example.com",
        "lastModifiedByUserId": id(9, n + 1),
        "state": "AVAILABLE",
    })
}

fn document(kind: &str, id: &str, n: usize, properties: Value) -> Value {
    let href = format!("https://api.ionos.com/cloudapi/v6/{kind}s/{id}");
    json!({"id": id, "type": kind, "href": href, "metadata": metadata(n), "properties": properties})
}

fn list(kind: &str, items: Vec<Value>) -> Value {
    let id = format!("{kind}s");
    json!({"id": id, "type": "collection", "href": format!("https://api.ionos.com/cloudapi/v6/{id}"), "items": items})
}

fn server(n: usize) -> Value {
    let volumes = (0..2).map(|v| {
        let properties = json!({
            "name": format!("disk-{v}"), "type": "SSD Premium", "size": 100, "availabilityZone": "ZONE_1",
            "image": id(5, v), "imagePassword": null, "sshKeys": null, "bus": "VIRTIO", "licenceType": "LINUX",
            "cpuHotPlug": true, "ramHotPlug": true, "nicHotPlug": true, "nicHotUnplug": true,
            "discVirtioHotPlug": true, "discVirtioHotUnplug": true, "deviceNumber": v + 1, "pciSlot": 5 + v,
            "bootServer": id(1, n),
        });
        document("volume", &id(2, 2 * n + v), n, properties)
    });
    let nics = (0..2).map(|i| {
        let rules = (0..3).map(|r| {
            let properties = json!({
                "name": format!("rule-{r}"), "protocol": "TCP", "sourceMac": null, "ipVersion": "IPv4",
                "sourceIp": "203.0.113.0/24", "targetIp": null, "portRangeStart": 443, "portRangeEnd": 443,
                "icmpType": null, "icmpCode": null, "type": "INGRESS",
            });
            document("firewall-rule", &id(4, 6 * n + 3 * i + r), n, properties)
        });
        let properties = json!({
            "name": format!("nic-{i}"), "mac": "02:01:00:00:00:01", "ips": ["10.0.0.10", "10.0.0.11"], "dhcp": true,
            "lan": i + 1, "firewallActive": true, "firewallType": "INGRESS", "deviceNumber": i, "pciSlot": 6 + i,
        });
        let mut nic = document("nic", &id(3, 2 * n + i), n, properties);
        nic["entities"] = json!({"firewallrules": list("firewallrule", rules.collect())});
        nic
    });
    let entities = json!({"volumes": list("volume", volumes.collect()), "nics": list("nic", nics.collect())});
    let properties = json!({
        "name": format!("web-{n}"), "hostname": format!("web-{n}"), "cores": 4, "ram": 8192,
        "availabilityZone": "ZONE_1", "vmState": "RUNNING", "cpuFamily": "INTEL_ICELAKE", "type": "ENTERPRISE",
        "bootVolume": {"id": id(2, 2 * n), "type": "volume", "href": "https://api.ionos.com/cloudapi/v6/volumes/1"},
        "bootCdrom": null,
    });
    let mut server = document("server", &id(1, n), n, properties);
    server["entities"] = entities;
    server
}

/// An answer of depth 5: this many servers, each with 2 volumes and 2 network interfaces with 3 firewall rules.
pub fn servers(count: usize) -> String {
    // With line breaks and indents, as the service writes by default.
    serde_json::to_string_pretty(&list("server", (0..count).map(server).collect())).unwrap()
}

/// One data center of about this many bytes.
pub fn datacenter_of(bytes: usize) -> String {
    let properties = json!({
        "name": "shop", "description": "", "location": "de/txl", "version": 7, "features": ["SSD", "MULTIPLE_CPU"],
        "secAuthProtection": false, "cpuArchitecture": [
            {"cpuFamily": "INTEL_ICELAKE", "maxCores": 64, "maxRam": 245_760, "vendor": "GenuineIntel"},
            {"cpuFamily": "AMD_EPYC", "maxCores": 62, "maxRam": 235_520, "vendor": "AuthenticAMD"},
        ],
    });
    let mut datacenter = document("datacenter", &id(0, 1), 1, properties);
    let missing = bytes.saturating_sub(datacenter.to_string().len());
    datacenter["properties"]["description"] = "x".repeat(missing).into();
    datacenter.to_string()
}

/// The same fields as plain derived structs, which drop what they do not know.
pub mod plain {
    use ionos_core::Timestamp;
    use serde::Deserialize;

    #[derive(Deserialize, Default)]
    #[serde(rename_all = "camelCase")]
    pub struct Metadata {
        pub etag: Option<String>,
        pub created_date: Option<Timestamp>,
        pub created_by: Option<String>,
        pub created_by_user_id: Option<String>,
        pub last_modified_date: Option<Timestamp>,
        pub last_modified_by: Option<String>,
        pub last_modified_by_user_id: Option<String>,
        pub state: Option<String>,
        pub status: Option<String>,
    }

    #[derive(Deserialize)]
    pub struct Document<P, E = Nothing> {
        pub id: String,
        #[serde(rename = "type")]
        pub kind: String,
        pub href: Option<String>,
        pub metadata: Option<Metadata>,
        pub properties: P,
        pub entities: Option<E>,
    }

    #[derive(Deserialize)]
    pub struct Nothing {}

    #[derive(Deserialize)]
    pub struct Items<T> {
        pub id: Option<String>,
        #[serde(rename = "type")]
        pub kind: Option<String>,
        pub href: Option<String>,
        pub items: Vec<T>,
    }

    pub type Datacenter = Document<DatacenterProperties>;
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct DatacenterProperties {
        pub name: Option<String>,
        pub description: Option<String>,
        pub location: Option<String>,
        pub version: Option<i32>,
        pub features: Option<Vec<String>>,
        pub sec_auth_protection: Option<bool>,
        pub cpu_architecture: Option<Vec<CpuArchitecture>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct CpuArchitecture {
        pub cpu_family: Option<String>,
        pub max_cores: Option<i32>,
        pub max_ram: Option<i32>,
        pub vendor: Option<String>,
    }

    pub type Server = Document<ServerProperties, ServerEntities>;
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct ServerProperties {
        pub name: Option<String>,
        pub hostname: Option<String>,
        pub cores: Option<u32>,
        pub ram: Option<u32>,
        pub availability_zone: Option<String>,
        pub vm_state: Option<String>,
        pub cpu_family: Option<String>,
        #[serde(rename = "type")]
        pub kind: Option<String>,
        pub boot_volume: Option<Reference>,
        pub boot_cdrom: Option<Reference>,
    }
    #[derive(Deserialize)]
    pub struct Reference {
        pub id: Option<String>,
        #[serde(rename = "type")]
        pub kind: Option<String>,
        pub href: Option<String>,
    }
    #[derive(Deserialize)]
    pub struct ServerEntities {
        pub volumes: Option<Items<Document<VolumeProperties>>>,
        pub nics: Option<Items<Document<NicProperties, NicEntities>>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct VolumeProperties {
        pub name: Option<String>,
        #[serde(rename = "type")]
        pub kind: Option<String>,
        pub size: Option<f64>,
        pub availability_zone: Option<String>,
        pub image: Option<String>,
        pub image_password: Option<String>,
        pub ssh_keys: Option<Vec<String>>,
        pub bus: Option<String>,
        pub licence_type: Option<String>,
        pub cpu_hot_plug: Option<bool>,
        pub ram_hot_plug: Option<bool>,
        pub nic_hot_plug: Option<bool>,
        pub nic_hot_unplug: Option<bool>,
        pub disc_virtio_hot_plug: Option<bool>,
        pub disc_virtio_hot_unplug: Option<bool>,
        pub device_number: Option<i64>,
        pub pci_slot: Option<i32>,
        pub boot_server: Option<String>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct NicProperties {
        pub name: Option<String>,
        pub mac: Option<String>,
        pub ips: Option<Vec<String>>,
        pub dhcp: Option<bool>,
        pub lan: Option<u32>,
        pub firewall_active: Option<bool>,
        pub firewall_type: Option<String>,
        pub device_number: Option<i32>,
        pub pci_slot: Option<i32>,
    }
    #[derive(Deserialize)]
    pub struct NicEntities {
        pub firewallrules: Option<Items<Document<RuleProperties>>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct RuleProperties {
        pub name: Option<String>,
        pub protocol: Option<String>,
        pub source_mac: Option<String>,
        pub ip_version: Option<String>,
        pub source_ip: Option<String>,
        pub target_ip: Option<String>,
        pub port_range_start: Option<u16>,
        pub port_range_end: Option<u16>,
        pub icmp_type: Option<u16>,
        pub icmp_code: Option<u16>,
        #[serde(rename = "type")]
        pub kind: Option<String>,
    }
}
