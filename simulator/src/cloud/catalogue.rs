//! What is there from the start: locations, public images, the contract.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::kinds;
use super::problem::Problem;
use super::render::collection;
use super::store::{Cloud, Doc};
use crate::clock::Micros;
use crate::exchange::{Call, Reply, put};

pub(crate) const CONTRACT: u32 = 31_415_926;

/// The limits of the contract.
pub(crate) const CORES_PER_SERVER: i64 = 62;
pub(crate) const CORES: i64 = 4_000;
pub(crate) const RAM_PER_SERVER: i64 = 245_760;
/// Servers with less cannot get more while they run.
pub(crate) const RAM_FOR_HOT_PLUG: i64 = 1_024;
pub(crate) const RAM: i64 = 16_384_000;
pub(crate) const DISK_PER_VOLUME: i64 = 4_096;
pub(crate) const DISK: i64 = 409_600;
pub(crate) const ADDRESSES: i64 = 400;
pub(crate) const NAT_GATEWAYS: i64 = 20;
pub(crate) const NETWORK_BALANCERS: i64 = 20;
pub(crate) const CLUSTERS: i64 = 20;
pub(crate) const LANS_PER_NAT_GATEWAY: usize = 6;
pub(crate) const IPV6_LANS: usize = 256;
pub(crate) const IPV6_PER_NIC: usize = 50;
pub(crate) const DEVICES_PER_SERVER: usize = 24;
pub(crate) const GROUPS_PER_DATACENTER: usize = 200;
pub(crate) const GROUPS_PER_RESOURCE: usize = 10;
pub(crate) const RULES_PER_GROUP: usize = 100;

struct Location {
    id: &'static str,
    name: &'static str,
    metro: &'static str,
    families: &'static [(&'static str, &'static str)],
}

const INTEL: &[(&str, &str)] = &[("INTEL_SKYLAKE", "GenuineIntel"), ("INTEL_ICELAKE", "GenuineIntel")];
const MIXED: &[(&str, &str)] = &[("INTEL_ICELAKE", "GenuineIntel"), ("AMD_EPYC", "AuthenticAMD")];

const LOCATIONS: &[Location] = &[
    Location { id: "de/fra", name: "frankfurt", metro: "de/fra", families: INTEL },
    Location { id: "de/fra/2", name: "frankfurt 2", metro: "de/fra", families: MIXED },
    Location { id: "de/txl", name: "berlin", metro: "de/txl", families: MIXED },
    Location { id: "es/vit", name: "logrono", metro: "es/vit", families: INTEL },
    Location { id: "fr/par", name: "paris", metro: "fr/par", families: INTEL },
    Location { id: "gb/bhx", name: "birmingham", metro: "gb/bhx", families: MIXED },
    Location { id: "gb/lhr", name: "london", metro: "gb/lhr", families: INTEL },
    Location { id: "us/ewr", name: "newark", metro: "us/ewr", families: MIXED },
    Location { id: "us/las", name: "lasvegas", metro: "us/las", families: INTEL },
    Location { id: "us/mci", name: "lenexa", metro: "us/mci", families: MIXED },
];

struct Image {
    kind: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    size: i64,
    licence: &'static str,
    cloud_init: &'static str,
}

const IMAGES: &[Image] = &[
    Image {
        kind: "HDD",
        name: "ubuntu-24.04-server-cloudimg",
        aliases: &["ubuntu:latest", "ubuntu:24.04"],
        size: 3,
        licence: "LINUX",
        cloud_init: "V1",
    },
    Image {
        kind: "HDD",
        name: "ubuntu-22.04-server-cloudimg",
        aliases: &["ubuntu:22.04"],
        size: 3,
        licence: "LINUX",
        cloud_init: "V1",
    },
    Image {
        kind: "HDD",
        name: "debian-12-genericcloud",
        aliases: &["debian:latest", "debian:12"],
        size: 2,
        licence: "LINUX",
        cloud_init: "V1",
    },
    Image {
        kind: "HDD",
        name: "AlmaLinux-9-GenericCloud",
        aliases: &["almalinux:latest", "almalinux:9"],
        size: 10,
        licence: "LINUX",
        cloud_init: "V1",
    },
    Image {
        kind: "HDD",
        name: "rocky-9-GenericCloud",
        aliases: &["rockylinux:latest", "rockylinux:9"],
        size: 10,
        licence: "LINUX",
        cloud_init: "V1",
    },
    Image {
        kind: "HDD",
        name: "windows-2022-server",
        aliases: &["windows:2022"],
        size: 14,
        licence: "WINDOWS2022",
        cloud_init: "NONE",
    },
    Image {
        kind: "CDROM",
        name: "debian-12-netinst.iso",
        aliases: &["debian:12_iso"],
        size: 1,
        licence: "LINUX",
        cloud_init: "NONE",
    },
];

/// Users of several contracts name the one that they mean; everybody here has one.
pub(crate) fn check_contract(call: &Call) -> Result<(), Problem> {
    let Some(text) = call.header("x-contract-number").map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(());
    };
    match text.parse::<u32>() {
        Ok(CONTRACT) => Ok(()),
        Ok(number) => Err(Problem::denied(format!("the contract {number} belongs to somebody else."))),
        Err(_) => Err(Problem::invalid("X-Contract-Number must be a number.")),
    }
}

/// Whether the location exists.
pub(crate) fn has_location(id: &str) -> bool {
    LOCATIONS.iter().any(|location| location.id == id)
}

/// The location whose images count for this one.
pub(crate) fn metro(id: &str) -> &str {
    LOCATIONS.iter().find(|location| location.id == id).map_or(id, |location| location.metro)
}

/// The CPU families of a location.
pub(crate) fn architecture(id: &str) -> Value {
    let families =
        LOCATIONS.iter().find(|location| location.id == id).map_or(&[][..], |location| location.families);
    families
        .iter()
        .map(|(family, vendor)| {
            json!({
                "cpuFamily": family,
                "maxCores": CORES_PER_SERVER,
                "maxRam": RAM_PER_SERVER,
                "vendor": vendor,
                "enabledFeatures": [],
            })
        })
        .collect()
}

/// The names of the CPU families of a location.
pub(crate) fn families(id: &str) -> Vec<&'static str> {
    let location = LOCATIONS.iter().find(|location| location.id == id);
    location.map(|found| found.families.iter().map(|(family, _)| *family).collect()).unwrap_or_default()
}

pub(crate) fn features() -> Value {
    json!(["SSD", "MULTIPLE_CPU", "SSD_STORAGE_ZONING", "FLOW_LOG", "NAT_GATEWAY"])
}

fn document(location: &Location, root: &str, depth: u8) -> Value {
    let mut document = json!({
        "id": location.id,
        "type": "location",
        "href": format!("{root}/locations/{}", location.id),
    });
    if depth > 0 {
        let aliases: Vec<&str> = IMAGES.iter().flat_map(|image| image.aliases).copied().collect();
        put(
            &mut document,
            "metadata",
            json!({"etag": super::render::etag(location.id, 0), "state": "AVAILABLE"}),
        );
        put(
            &mut document,
            "properties",
            json!({
                "name": location.name,
                "features": features(),
                "imageAliases": aliases,
                "cpuArchitecture": architecture(location.id),
                "gpuArchitecture": [],
                "metroRegion": location.metro,
            }),
        );
    }
    document
}

/// `/locations`, `/locations/de` and `/locations/de/fra`; the child `de/fra/2` is written `de/fra%2F2`.
pub(crate) fn locations(parts: &[&str], root: &str, depth: u8) -> Result<Reply, Problem> {
    let (collection_path, found): (String, Vec<&Location>) = match parts {
        [] => ("locations".to_owned(), LOCATIONS.iter().collect()),
        [region] => {
            let prefix = format!("{region}/");
            let found: Vec<_> =
                LOCATIONS.iter().filter(|location| location.id.starts_with(&prefix)).collect();
            if found.is_empty() {
                return Err(Problem::not_found());
            }
            (format!("locations/{region}"), found)
        }
        parts => {
            let id = parts.join("/");
            let found = LOCATIONS.iter().find(|location| location.id == id && parts.len() == 2);
            let location = found.ok_or_else(Problem::not_found)?;
            return Ok(Reply::json(200, document(location, root, 1)));
        }
    };
    let items = found.into_iter().map(|location| document(location, root, depth)).collect();
    Ok(Reply::json(200, collection(&collection_path, root, items, None)))
}

pub(crate) fn add_images(cloud: &mut Cloud, now: Micros) {
    for location in LOCATIONS.iter().filter(|location| location.id == location.metro) {
        for image in IMAGES {
            let mut doc = new_image(cloud, image.name, location.id, now);
            doc.set("size", image.size);
            doc.set("licenceType", image.licence);
            doc.set("imageType", image.kind);
            doc.set("public", true);
            doc.set("imageAliases", image.aliases.to_vec());
            doc.set("cloudInit", image.cloud_init);
            let path = format!("images/{}", cloud.dice.id());
            cloud.put(&path, doc);
        }
    }
}

/// A private image of the contract, as an upload by FTP leaves it.
pub(crate) fn upload(cloud: &mut Cloud, given: &Map<String, Value>, now: Micros) -> Result<String, Problem> {
    let text = |name: &str| given.get(name).and_then(Value::as_str);
    let location = text("location").filter(|location| has_location(location));
    let location = location.ok_or_else(|| Problem::property("location", "Give a location that exists."))?;
    let name = text("name").filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Problem::property("name", "Give the name of a file."))?;
    let size = given.get("size").map_or(Some(1), Value::as_i64).filter(|size| *size > 0);
    let size = size.ok_or_else(|| Problem::property("size", "Give a number of GB."))?;
    // It belongs to the contract, whoever has called last.
    cloud.act_for(None);
    let mut doc = new_image(cloud, name, location, now);
    doc.set("size", size);
    doc.set("licenceType", "UNKNOWN");
    let is_disc = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("iso"));
    doc.set("imageType", if is_disc { "CDROM" } else { "HDD" });
    doc.set("public", false);
    doc.set("imageAliases", Value::Array(Vec::new()));
    doc.set("cloudInit", "NONE");
    let id = cloud.dice.id();
    cloud.put(&format!("images/{id}"), doc);
    cloud.keep();
    Ok(id)
}

fn new_image(cloud: &mut Cloud, name: &str, location: &str, now: Micros) -> Doc {
    let mut doc = cloud.fresh(now);
    for hot_plug in ["cpuHotPlug", "ramHotPlug", "nicHotPlug", "nicHotUnplug", "discVirtioHotPlug"] {
        doc.set(hot_plug, true);
    }
    for hot_plug in
        ["cpuHotUnplug", "ramHotUnplug", "discVirtioHotUnplug", "discScsiHotPlug", "discScsiHotUnplug"]
    {
        doc.set(hot_plug, false);
    }
    doc.set("name", name);
    doc.set("description", "");
    doc.set("location", location);
    doc.set("requiredFeatures", Value::Array(Vec::new()));
    doc
}

/// Versions of Kubernetes, newest first.
pub(crate) const KUBERNETES: [&str; 4] = ["1.33.4", "1.32.8", "1.31.12", "1.30.14"];

/// `/k8s/{id}/kubeconfig`, made up: it leads nowhere.
pub(crate) fn kubeconfig(cloud: &Cloud, id: &str) -> Result<Reply, Problem> {
    let cluster = cloud.get(&format!("k8s/{id}")).ok_or_else(Problem::not_found)?;
    let name = cluster.text("name").unwrap_or_default();
    let token = super::render::etag(id, 11);
    let text = format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: admin@{name}\nclusters:\n- name: {name}\n  cluster: {{server: 'https://{id}.k8s.invalid:8888'}}\ncontexts:\n- name: admin@{name}\n  context: {{cluster: {name}, user: admin}}\nusers:\n- name: admin\n  user: {{token: {token}}}\n"
    );
    Ok(Reply::json(200, Value::from(text)))
}

struct Template {
    name: &'static str,
    cores: i64,
    ram: i64,
    storage: i64,
    category: &'static str,
    gpus: i64,
}

const TEMPLATES: &[Template] = &[
    Template { name: "Basic Cube XS", cores: 1, ram: 2_048, storage: 60, category: "cube", gpus: 0 },
    Template { name: "Basic Cube S", cores: 2, ram: 4_096, storage: 120, category: "cube", gpus: 0 },
    Template { name: "Basic Cube M", cores: 4, ram: 8_192, storage: 240, category: "cube", gpus: 0 },
    Template { name: "Memory Cube L", cores: 4, ram: 32_768, storage: 240, category: "cube", gpus: 0 },
    Template { name: "GPU S", cores: 15, ram: 122_880, storage: 1_024, category: "gpu", gpus: 1 },
    Template { name: "GPU M", cores: 30, ram: 245_760, storage: 2_048, category: "gpu", gpus: 2 },
];

/// Templates of CUBE and GPU servers.
pub(crate) fn add_templates(cloud: &mut Cloud, now: Micros) {
    for template in TEMPLATES {
        let mut doc = cloud.fresh(now);
        doc.set("name", template.name);
        doc.set("cores", template.cores);
        doc.set("ram", template.ram);
        doc.set("storageSize", template.storage);
        doc.set("storageType", "SSD Premium");
        doc.set("category", template.category);
        let cards =
            json!({"vendor": "NVIDIA", "model": "H200", "type": "passthrough", "count": template.gpus});
        let cards = if template.gpus > 0 { vec![cards] } else { Vec::new() };
        doc.set("gpus", cards);
        let path = format!("templates/{}", cloud.dice.id());
        cloud.put(&path, doc);
    }
}

/// `/backupunits/{id}/ssourl`.
pub(crate) fn backup_sign_on(cloud: &Cloud, id: &str) -> Result<Reply, Problem> {
    let unit = cloud.get(&format!("backupunits/{id}")).ok_or_else(Problem::not_found)?;
    let name = unit.text("name").unwrap_or_default();
    Ok(Reply::json(200, json!({"ssoUrl": format!("https://backup.invalid/sso/{CONTRACT}-{name}")})))
}

/// `/datacenters/{id}/servers/{id}/token`: for the console in the browser.
pub(crate) fn console_token(cloud: &Cloud, parts: &[&str], id: &str) -> Result<Reply, Problem> {
    let path = parts.get(..4).unwrap_or_default().join("/");
    cloud.get(&path).ok_or_else(Problem::not_found)?;
    Ok(Reply::json(200, json!({"token": format!("console.{}", super::render::etag(id, 7))})))
}

/// `/datacenters/{id}/servers/{id}/remoteconsole`.
pub(crate) fn remote_console(cloud: &Cloud, parts: &[&str], id: &str) -> Result<Reply, Problem> {
    let path = parts.get(..4).unwrap_or_default().join("/");
    cloud.get(&path).ok_or_else(Problem::not_found)?;
    Ok(Reply::json(200, json!({"url": format!("https://console.invalid/{id}")})))
}

/// `/contracts`: the limits, and how much of them is used.
pub(crate) fn contracts(cloud: &Cloud, root: &str, depth: u8) -> Reply {
    let mut item = json!({"type": "contract"});
    if depth > 0 {
        put(
            &mut item,
            "properties",
            json!({
                "contractNumber": CONTRACT,
                "owner": super::USER,
                "status": "BILLABLE",
                "regDomain": "ionos.de",
                "resourceLimits": limits(cloud),
            }),
        );
    }
    Reply::json(200, collection("contracts", root, vec![item], None))
}

fn limits(cloud: &Cloud) -> Value {
    let used = Usage::of(cloud);
    json!({
        "coresPerServer": CORES_PER_SERVER,
        "coresPerContract": CORES,
        "coresProvisioned": used.cores,
        "ramPerServer": RAM_PER_SERVER,
        "ramPerContract": RAM,
        "ramProvisioned": used.ram,
        "hddLimitPerVolume": DISK_PER_VOLUME * 1024,
        "hddLimitPerContract": DISK * 1024,
        "hddVolumeProvisioned": used.hdd * 1024,
        "ssdLimitPerVolume": DISK_PER_VOLUME * 1024,
        "ssdLimitPerContract": DISK * 1024,
        "ssdVolumeProvisioned": used.ssd * 1024,
        "dasVolumeProvisioned": used.das * 1024,
        "reservableIps": ADDRESSES,
        "reservedIpsOnContract": used.addresses,
        "reservedIpsInUse": super::rules::addresses_in_use(cloud),
        "k8sClusterLimitTotal": CLUSTERS,
        "k8sClustersProvisioned": used.clusters,
        "nlbLimitTotal": NETWORK_BALANCERS,
        "nlbProvisioned": used.network_balancers,
        "natGatewayLimitTotal": NAT_GATEWAYS,
        "natGatewayProvisioned": used.nat_gateways,
        "securityGroupsPerVdc": GROUPS_PER_DATACENTER,
        "securityGroupsPerResource": GROUPS_PER_RESOURCE,
        "rulesPerSecurityGroup": RULES_PER_GROUP,
    })
}

/// What counts against the limits of the contract.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    pub(crate) cores: i64,
    pub(crate) ram: i64,
    pub(crate) hdd: i64,
    pub(crate) ssd: i64,
    pub(crate) das: i64,
    pub(crate) addresses: i64,
    pub(crate) nat_gateways: i64,
    pub(crate) network_balancers: i64,
    pub(crate) clusters: i64,
}

impl Usage {
    pub(crate) fn of(cloud: &Cloud) -> Self {
        cloud.usage()
    }

    /// Counts a document in, or out with a `sign` of -1.
    pub(crate) fn count(&mut self, path: &str, doc: &Doc, sign: i64) {
        let int = |name: &str| sign * doc.int(name).unwrap_or_default();
        match kinds::of(path).map(|kind| kind.path) {
            Some(["datacenters", "servers"]) if doc.text("vmState") != Some("SHUTOFF") => {
                self.cores += int("cores");
                self.ram += int("ram");
            }
            Some(["datacenters", "volumes"]) => match doc.text("type") {
                Some("HDD") => self.hdd += int("size"),
                Some("DAS") => self.das += int("size"),
                _ => self.ssd += int("size"),
            },
            Some(["ipblocks"]) => self.addresses += int("size"),
            Some(["datacenters", "natgateways"]) => self.nat_gateways += sign,
            Some(["datacenters", "networkloadbalancers"]) => self.network_balancers += sign,
            Some(["k8s"]) => self.clusters += sign,
            _ => {}
        }
    }
}
