//! What the cloud demands of each kind beyond the shape of its properties.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::catalogue::{self, Usage};
use super::ipv6;
use super::kinds;
use super::problem::Problem;
use super::store::{Cloud, Doc, collection_of, datacenter, last, parent};
use super::write::Draft;
use crate::clock::{Clock, Micros};
use crate::exchange::put;

/// Looks at a document before it is written, and completes it. `before` is the present one, when there is one.
pub(crate) type Check = fn(&mut Draft<'_>, &str, Option<&Doc>, &mut Doc) -> Result<(), Problem>;

/// Says why a resource must not be deleted.
pub(crate) type Guard = fn(&Cloud, &str) -> Result<(), Problem>;

type Checked = Result<(), Problem>;

pub(crate) fn any(_: &mut Draft<'_>, _: &str, _: Option<&Doc>, _: &mut Doc) -> Checked {
    Ok(())
}

pub(crate) fn free(_: &Cloud, _: &str) -> Checked {
    Ok(())
}

/// The location of the data center a path lies in.
fn location(cloud: &Cloud, path: &str) -> String {
    datacenter(path)
        .and_then(|path| cloud.get(path))
        .and_then(|datacenter| datacenter.text("location"))
        .unwrap_or_default()
        .to_owned()
}

pub(crate) fn virtual_datacenter(
    draft: &mut Draft<'_>,
    path: &str,
    before: Option<&Doc>,
    doc: &mut Doc,
) -> Checked {
    let wants_group = doc.hidden.remove("createDefaultSecurityGroup") == Some(Value::Bool(true));
    if let Some(before) = before {
        let given = doc.text("defaultSecurityGroupId").filter(|id| !id.is_empty());
        let present = before.text("defaultSecurityGroupId");
        return match (wants_group, given) {
            (true, Some(_)) if given != present => {
                Err(Problem::invalid("Give either defaultSecurityGroupId or createDefaultSecurityGroup."))
            }
            (true, _) => match present {
                Some(id) => {
                    doc.set("defaultSecurityGroupId", id);
                    Ok(())
                }
                None => default_group(draft, path, doc),
            },
            (false, Some(id)) => draft.group(path, id),
            (false, None) => Ok(()),
        };
    }
    let location = doc.text("location").unwrap_or_default().to_owned();
    if !catalogue::has_location(&location) {
        return Err(Problem::property("location", format!("There is no location {location}.")));
    }
    doc.set("version", 1);
    doc.set("features", catalogue::features());
    doc.set("cpuArchitecture", catalogue::architecture(&location));
    doc.set("gpuArchitecture", Value::Array(Vec::new()));
    doc.set("ipv6CidrBlock", ipv6::of_datacenter(doc.seq));
    if doc.text("defaultSecurityGroupId").is_some() {
        return Err(Problem::property(
            "defaultSecurityGroupId",
            "Attribute is not allowed in create requests",
        ));
    }
    if wants_group { default_group(draft, path, doc) } else { Ok(()) }
}

/// The security group for what is in no other: everything may go out, nothing may come in.
fn default_group(draft: &mut Draft<'_>, path: &str, doc: &mut Doc) -> Checked {
    let group = draft.new_path(&format!("{path}/securitygroups"), &kinds::SECURITY_GROUPS);
    let object = |value: Value| value.as_object().cloned().unwrap_or_default();
    let about = json!({"name": "Default security group", "description": "Made with the data center"});
    draft.insert(&kinds::SECURITY_GROUPS, &group, &object(about))?;
    for version in ["IPv4", "IPv6"] {
        let rule = draft.new_path(&format!("{group}/rules"), &kinds::GROUP_RULES);
        let out = json!({"name": format!("All {version} out"), "protocol": "ANY", "type": "EGRESS", "ipVersion": version});
        draft.insert(&kinds::GROUP_RULES, &rule, &object(out))?;
    }
    doc.set("defaultSecurityGroupId", last(&group));
    Ok(())
}

pub(crate) fn server(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let kind = doc.text("type").unwrap_or_default().to_owned();
    if is_templated(doc) {
        template(draft.cloud, before, doc, &kind)?;
    } else if doc.text("templateUuid").is_some() {
        return Err(Problem::property("templateUuid", "The attribute is for CUBE and GPU servers only."));
    }
    if doc.text("placementGroupId").is_some() {
        return Err(Problem::denied("placementGroupId needs system privileges."));
    }
    if kind == "CUBE" && doc.flag("nicMultiQueue") {
        return Err(Problem::property("nicMultiQueue", "The attribute is not for CUBE servers."));
    }
    for name in ["cores", "ram"] {
        if doc.int(name).is_none() {
            return Err(Problem::property(name, "The attribute is required."));
        }
    }
    cpu_family(draft.cloud, path, before, doc, &kind)?;
    hostname(doc)?;
    if before.is_some() {
        hot_plug(draft.cloud, path, doc)?;
    }
    boot_devices(draft.cloud, path, before, doc)?;
    let used = Usage::of(draft.cloud);
    let grown = |name: &str| {
        doc.int(name).unwrap_or_default() - before.and_then(|before| before.int(name)).unwrap_or_default()
    };
    if grown("cores") > 0 && used.cores + grown("cores") > catalogue::CORES {
        return Err(Problem::refused(format!("The contract allows {} cores in all.", catalogue::CORES)));
    }
    if grown("ram") > 0 && used.ram + grown("ram") > catalogue::RAM {
        return Err(Problem::refused(format!("The contract allows {} MB of RAM in all.", catalogue::RAM)));
    }
    if before.is_none() {
        doc.set("vmState", "NOSTATE");
        doc.set("enabledFeatures", Value::Array(Vec::new()));
    }
    Ok(())
}

/// Memory can be added to a running server only when it starts with enough of it.
fn hot_plug(cloud: &Cloud, path: &str, doc: &Doc) -> Checked {
    let boot = doc.properties.get("bootVolume").and_then(|volume| volume.get("id")).and_then(Value::as_str);
    let root = datacenter(path).unwrap_or_default();
    let boot = boot.and_then(|id| cloud.get(&format!("{root}/volumes/{id}")));
    if doc.int("ram") < Some(catalogue::RAM_FOR_HOT_PLUG) && boot.is_some_and(|boot| boot.flag("ramHotPlug"))
    {
        let least = catalogue::RAM_FOR_HOT_PLUG;
        return Err(Problem::property("ram", format!("With ramHotPlug at least {least} MB are needed.")));
    }
    Ok(())
}

/// As [`hot_plug`], from the side of the volume that a server starts from.
fn allows_hot_plug(cloud: &Cloud, path: &str, before: &Doc, doc: &Doc) -> Checked {
    let Some(server) = doc.text("bootServer") else { return Ok(()) };
    let root = datacenter(path).unwrap_or_default();
    let ram = cloud.get(&format!("{root}/servers/{server}")).and_then(|server| server.int("ram"));
    let is_new = doc.flag("ramHotPlug") && !before.flag("ramHotPlug");
    if is_new && ram < Some(catalogue::RAM_FOR_HOT_PLUG) {
        let least = catalogue::RAM_FOR_HOT_PLUG;
        return Err(Problem::property("ramHotPlug", format!("The server needs at least {least} MB of RAM.")));
    }
    Ok(())
}

/// Whether a server is made from a template.
pub(crate) fn is_templated(server: &Doc) -> bool {
    matches!(server.text("type"), Some("CUBE" | "GPU"))
}

/// The processor can be chosen for ENTERPRISE servers only, from those of the location; others are given one.
fn cpu_family(cloud: &Cloud, path: &str, before: Option<&Doc>, doc: &mut Doc, kind: &str) -> Checked {
    let location = location(cloud, path);
    let offered = catalogue::families(&location);
    let given = doc.text("cpuFamily").map(ToOwned::to_owned);
    if kind == "ENTERPRISE" {
        return match given {
            Some(family) if !offered.contains(&family.as_str()) => {
                let offered = offered.join(", ");
                Err(Problem::property("cpuFamily", format!("{location} offers {offered} only.")))
            }
            Some(_) => Ok(()),
            None => {
                doc.set("cpuFamily", offered.first().copied());
                Ok(())
            }
        };
    }
    let present = before.and_then(|before| before.text("cpuFamily"));
    if given.is_some() && given.as_deref() != present {
        let name = match kind {
            "CUBE" => "Cube",
            other => other,
        };
        let what = format!("[VDC-5-1921] The attribute 'cpuFamily' must not be provided for {name} servers.");
        return Err(Problem::refused(what));
    }
    let family = if kind == "GPU" { Some("AMD_TURIN") } else { offered.first().copied() };
    doc.set("cpuFamily", family);
    Ok(())
}

/// The name within the operating system: that of the server, as far as its characters are allowed, unless one is given.
fn hostname(doc: &mut Doc) -> Checked {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match doc.text("hostname") {
        Some(name) if !name.is_empty() && name.chars().all(is_part) && !name.starts_with('-') => Ok(()),
        Some(_) => {
            let what = "The value must be a-z, 0-9 and -, and must not start with -.";
            Err(Problem::property("hostname", what))
        }
        None => {
            let name = doc.text("name").unwrap_or_default().to_ascii_lowercase();
            let name: String = name.chars().map(|c| if is_part(c) { c } else { '-' }).take(63).collect();
            let name = name.trim_matches('-');
            if !name.is_empty() {
                doc.set("hostname", name);
            }
            Ok(())
        }
    }
}

/// What a server starts from must be attached to it.
fn boot_devices(cloud: &Cloud, path: &str, before: Option<&Doc>, doc: &Doc) -> Checked {
    let id_of =
        |name: &str| doc.properties.get(name).and_then(|device| device.get("id")).and_then(Value::as_str);
    let root = datacenter(path).unwrap_or_default();
    if let Some(id) = id_of("bootVolume") {
        let is_there = match before {
            Some(_) => doc.linked("volumes").iter().any(|other| other == id),
            None => cloud.get(&format!("{root}/volumes/{id}")).is_some(),
        };
        if !is_there {
            return Err(Problem::property("bootVolume", "The volume is not attached to the server."));
        }
    }
    if let Some(id) = id_of("bootCdrom") {
        let is_there = match before {
            Some(_) => doc.linked("cdroms").iter().any(|other| other == id),
            None => cloud
                .get(&format!("images/{id}"))
                .is_some_and(|image| image.text("imageType") == Some("CDROM")),
        };
        if !is_there {
            return Err(Problem::property("bootCdrom", "The CD-ROM is not attached to the server."));
        }
    }
    Ok(())
}

/// A CUBE or GPU server takes its cores and memory from a template, and keeps them.
fn template(cloud: &Cloud, before: Option<&Doc>, doc: &mut Doc, kind: &str) -> Checked {
    let Some(id) = doc.text("templateUuid") else {
        return Err(Problem::property("templateUuid", format!("{kind} servers need a template.")));
    };
    let Some(template) = cloud.get(&format!("templates/{id}")) else {
        return Err(Problem::property("templateUuid", "There is no such template."));
    };
    let has_gpus =
        template.properties.get("gpus").and_then(Value::as_array).is_some_and(|gpus| !gpus.is_empty());
    if has_gpus != (kind == "GPU") {
        return Err(Problem::property("templateUuid", format!("The template is not for {kind} servers.")));
    }
    for name in ["cores", "ram"] {
        let is_same = before.is_some() && doc.int(name) == template.int(name);
        if doc.int(name).is_some() && !is_same {
            return Err(Problem::property(name, "The template sets the value."));
        }
    }
    if doc.text("availabilityZone").is_some_and(|zone| zone != "AUTO") {
        return Err(Problem::property("availabilityZone", format!("{kind} servers take AUTO only.")));
    }
    let (cores, ram) = (template.int("cores"), template.int("ram"));
    doc.set("cores", cores);
    doc.set("ram", ram);
    Ok(())
}

pub(crate) fn volume(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    boot_order(draft.cloud, path, doc)?;
    if let Some(before) = before {
        allows_hot_plug(draft.cloud, path, before, doc)?;
        if doc.int("size") < before.int("size") {
            return Err(Problem::property("size", "A volume cannot become smaller."));
        }
        if doc.text("type") == Some("DAS") && doc.int("size") != before.int("size") {
            return Err(Problem::property("size", "The template of the server sets the value."));
        }
        return disk_quota(draft.cloud, doc, before.int("size").unwrap_or_default());
    }
    let is_direct = matches!(doc.text("type"), Some("DAS" | "ISO"));
    if is_direct && !draft.is_inside_templated_server() {
        return Err(Problem::property("type", "This storage exists only inside CUBE and GPU servers."));
    }
    if is_direct && doc.text("availabilityZone").is_some_and(|zone| zone != "AUTO") {
        return Err(Problem::property("availabilityZone", "This storage takes AUTO only."));
    }
    disk_quota(draft.cloud, doc, 0)?;
    if let Some(id) = doc.text("backupunitId") {
        let unit = format!("backupunits/{id}");
        if draft.cloud.get(&unit).is_none_or(|found| found.deleting || !draft.cloud.sees(&unit)) {
            return Err(Problem::property("backupunitId", "There is no such backup unit."));
        }
    }

    let metro = catalogue::metro(&location(draft.cloud, path)).to_owned();
    let has_secret = |name: &str| doc.hidden.contains_key(name);
    let source = match (doc.text("image"), doc.text("imageAlias")) {
        (Some(_), Some(_)) => {
            return Err(Problem::invalid("Give either an image or an imageAlias, not both."));
        }
        (Some(id), None) => Some(find_image(draft.cloud, id, &metro)?),
        (None, Some(alias)) => Some(find_alias(draft.cloud, alias, &metro)?),
        (None, None) => None,
    };
    let Some((image_path, image)) = source else {
        if doc.text("licenceType").is_none() {
            return Err(Problem::invalid("Give an image, an imageAlias or a licenceType."));
        }
        let given = ["imagePassword", "sshKeys", "userData"].into_iter().find(|name| has_secret(name));
        let given = given.or_else(|| doc.text("backupunitId").map(|_| "backupunitId"));
        if let Some(name) = given {
            return Err(Problem::property(name, "The attribute needs an image."));
        }
        if doc.text("applicationType").is_some_and(|kind| kind != "UNKNOWN") {
            return Err(Problem::property("applicationType", "The value is for public images only."));
        }
        return Ok(());
    };
    let is_public = image.flag("public");
    let is_cloud_init = image.text("cloudInit") == Some("V1");
    if is_public && !has_secret("imagePassword") && !has_secret("sshKeys") {
        return Err(Problem::invalid("A public image needs sshKeys or an imagePassword."));
    }
    if !is_public && (has_secret("imagePassword") || has_secret("sshKeys")) {
        return Err(Problem::invalid("sshKeys and imagePassword are for public images only."));
    }
    if !is_public && doc.text("backupunitId").is_some() {
        return Err(Problem::property("backupunitId", "The attribute is for public images only."));
    }
    if !is_public && doc.text("applicationType").is_some_and(|kind| kind != "UNKNOWN") {
        return Err(Problem::property("applicationType", "The value is for public images only."));
    }
    check_secrets(doc, image.text("licenceType").unwrap_or_default(), is_cloud_init)?;
    if doc.int("size") < image.int("size") {
        let smallest = image.int("size").unwrap_or_default();
        return Err(Problem::property("size", format!("The image needs at least {smallest} GB.")));
    }
    let licence = image.properties.get("licenceType").cloned().unwrap_or_default();
    if image.text("licenceType").is_some_and(|licence| licence.starts_with("WINDOWS")) {
        doc.set("discVirtioHotUnplug", false);
    }
    let id = last(&image_path).to_owned();
    doc.set("licenceType", licence);
    doc.set("image", id);
    Ok(())
}

/// The create-only values: their form, and whether the image can take them. A password is not kept.
fn check_secrets(doc: &mut Doc, licence: &str, is_cloud_init: bool) -> Checked {
    if let Some(keys) = doc.hidden.get("sshKeys") {
        let good = keys.as_array().is_some_and(|keys| {
            !keys.is_empty()
                && keys.iter().all(|key| {
                    let mut parts = key.as_str().unwrap_or_default().split_whitespace();
                    let algorithm = parts.next().unwrap_or_default();
                    let known = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"];
                    known.iter().any(|start| algorithm.starts_with(start))
                        && parts.next().is_some_and(|blob| STANDARD.decode(blob).is_ok())
                })
        });
        if !good {
            return Err(Problem::property(
                "sshKeys",
                "The value must be a list of public keys in OpenSSH form.",
            ));
        }
        if licence != "LINUX" {
            return Err(Problem::property("sshKeys", "SSH keys are for Linux images only."));
        }
    }
    if let Some(password) = doc.hidden.remove("imagePassword") {
        let password = password.as_str().unwrap_or_default();
        if !(8..=50).contains(&password.len()) || !password.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(Problem::property("imagePassword", "The value must be 8 to 50 letters and digits."));
        }
    }
    let data = doc.hidden.get("userData").and_then(Value::as_str).unwrap_or_default();
    if !data.is_empty() && !is_cloud_init {
        return Err(Problem::property("userData", "The image does not know cloud-init."));
    }
    Ok(())
}

/// The first volume to start from must be the only one of its server that can be started from.
pub(crate) fn boot_order(cloud: &Cloud, path: &str, doc: &Doc) -> Checked {
    let (Some("PRIMARY"), Some(server)) = (doc.text("bootOrder"), doc.text("bootServer")) else {
        return Ok(());
    };
    let root = datacenter(path).unwrap_or_default();
    let others = cloud.get(&format!("{root}/servers/{server}")).map(|server| server.linked("volumes"));
    let is_free = others.unwrap_or_default().iter().filter(|id| *id != last(path)).all(|id| {
        cloud.get(&format!("{root}/volumes/{id}")).is_none_or(|other| other.text("bootOrder") == Some("NONE"))
    });
    if is_free {
        return Ok(());
    }
    Err(Problem::property("bootOrder", "All other volumes of the server must be set to NONE before."))
}

/// Storage of a template comes with its server, all other counts.
fn disk_quota(cloud: &Cloud, doc: &Doc, before: i64) -> Checked {
    let used = Usage::of(cloud);
    let used = match doc.text("type") {
        Some("DAS") => return Ok(()),
        Some("HDD") => used.hdd,
        _ => used.ssd,
    };
    let grown = doc.int("size").unwrap_or_default() - before;
    if grown > 0 && used + grown > catalogue::DISK {
        return Err(Problem::refused(format!("The contract allows {} GB of each storage.", catalogue::DISK)));
    }
    Ok(())
}

/// A volume of a template goes with its server only.
pub(crate) fn not_direct(cloud: &Cloud, path: &str) -> Checked {
    match cloud.get(path) {
        Some(volume) if volume.text("type") == Some("DAS") && volume.text("bootServer").is_some() => {
            Err(Problem::refused("The volume comes with its server and goes with it."))
        }
        _ => Ok(()),
    }
}

/// An image or a snapshot by id.
fn find_image(cloud: &Cloud, id: &str, metro: &str) -> Result<(String, Doc), Problem> {
    let found = ["images", "snapshots"].iter().find_map(|collection| {
        let path = format!("{collection}/{id}");
        let doc = cloud.get(&path)?;
        (!doc.deleting && cloud.sees(&path)).then(|| (path, doc.clone()))
    });
    let Some((path, mut doc)) = found else {
        return Err(Problem::property("image", "There is no image or snapshot with this id."));
    };
    if catalogue::metro(doc.text("location").unwrap_or_default()) != metro {
        return Err(Problem::property("image", "The image is in another location."));
    }
    if path.starts_with("snapshots/") {
        doc.set("cloudInit", "V1");
    }
    Ok((path, doc))
}

fn find_alias(cloud: &Cloud, alias: &str, metro: &str) -> Result<(String, Doc), Problem> {
    let mut images = cloud.all(&kinds::IMAGES).into_iter();
    images
        .find(|(_, image)| {
            image.text("location") == Some(metro) && image.texts("imageAliases").contains(&alias)
        })
        .map(|(path, image)| (path.to_owned(), image.clone()))
        .ok_or_else(|| Problem::property("imageAlias", "The location has no image with this alias."))
}

pub(crate) fn lan(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let root = datacenter(path).unwrap_or_default().to_owned();
    let id: i64 = last(path).parse().unwrap_or_default();
    if let Some(before) = before
        && before.flag("public") != doc.flag("public")
        && !nat_gateways_of(draft.cloud, &root, id).is_empty()
    {
        return Err(Problem::property("public", "A LAN with a NAT gateway must stay private."));
    }
    joins(draft, path, before, doc)?;
    if doc.flag("public") && before.is_none_or(|before| !before.flag("public")) {
        draft.cloud.demand("createInternetAccess")?;
    }
    if doc.flag("public") {
        doc.set("ipv4CidrBlock", Value::Null);
    } else {
        doc.set("ipv4CidrBlock", private_block(id).to_string());
    }
    failover(draft.cloud, &root, id, doc)?;
    ipv6::lan(draft, path, before, doc)
}

/// Every group of a LAN has an address of its own and a NIC of the LAN that has the address.
fn failover(cloud: &Cloud, root: &str, lan: i64, doc: &Doc) -> Checked {
    let nics = nics_of(cloud, root, lan);
    let mut seen = BTreeSet::new();
    for group in objects(doc, "ipFailover")? {
        let text = |name: &str| group.get(name).and_then(Value::as_str).unwrap_or_default();
        let (nic, ip) = (text("nicUuid"), text("ip"));
        let has_it = nics.iter().any(|path| {
            last(path) == nic && cloud.get(path).is_some_and(|nic| nic.texts("ips").contains(&ip))
        });
        if !has_it {
            let what = "Every group needs an ip and the nicUuid of a NIC that has it.";
            return Err(Problem::property("ipFailover", what));
        }
        if !seen.insert(ip.to_owned()) {
            return Err(Problem::property("ipFailover", format!("{ip} is in two groups.")));
        }
    }
    Ok(())
}

/// The addresses of a private LAN.
fn private_block(lan: i64) -> ipnet::Ipv4Net {
    let [high, low] = u16::try_from(lan).unwrap_or(u16::MAX).to_be_bytes();
    ipnet::Ipv4Net::new_assert(Ipv4Addr::new(10, 7_u8.wrapping_add(high), low, 0), 24)
}

pub(crate) fn lan_is_free(cloud: &Cloud, path: &str) -> Checked {
    let root = datacenter(path).unwrap_or_default();
    let id: i64 = last(path).parse().unwrap_or_default();
    let holders: Vec<String> = nics_of(cloud, root, id)
        .into_iter()
        .chain(nat_gateways_of(cloud, root, id))
        .chain(balancers_of(cloud, root, id))
        .chain(node_pools_of(cloud, root, Some(id)))
        .collect();
    match holders.first() {
        None => Ok(()),
        Some(holder) => {
            let kind = kinds::of(holder).map_or("resource", |kind| kind.singular);
            Err(Problem::denied(format!("Lan {id} is delete-protected by {kind} {}", last(holder))))
        }
    }
}

/// The NICs of a data center that are in a LAN.
pub(crate) fn nics_of(cloud: &Cloud, datacenter: &str, lan: i64) -> Vec<String> {
    users_of_lan(cloud, datacenter, lan, &["nics"])
}

/// What of these collections is in a LAN, oldest first.
fn users_of_lan(cloud: &Cloud, datacenter: &str, lan: i64, collections: &[&str]) -> Vec<String> {
    let users = cloud.mentioning(&format!("{datacenter}/lans/{lan}"));
    users.filter(|path| collections.contains(&collection_of(path))).map(ToOwned::to_owned).collect()
}

fn nat_gateways_of(cloud: &Cloud, datacenter: &str, lan: i64) -> Vec<String> {
    users_of_lan(cloud, datacenter, lan, &["natgateways"])
}

fn balancers_of(cloud: &Cloud, datacenter: &str, lan: i64) -> Vec<String> {
    users_of_lan(cloud, datacenter, lan, &["networkloadbalancers", "applicationloadbalancers"])
}

/// The node pools in a data center; those that use this LAN, when one is given.
fn node_pools_of(cloud: &Cloud, datacenter: &str, lan: Option<i64>) -> Vec<String> {
    match lan {
        Some(lan) => users_of_lan(cloud, datacenter, lan, &["nodepools"]),
        None => {
            let users = cloud.mentioning(last(datacenter));
            users.filter(|path| collection_of(path) == "nodepools").map(ToOwned::to_owned).collect()
        }
    }
}

/// A data center in which a cluster has nodes must stay.
pub(crate) fn has_no_nodes(cloud: &Cloud, path: &str) -> Checked {
    match node_pools_of(cloud, path, None).first() {
        None => Ok(()),
        Some(pool) => {
            Err(Problem::denied(format!("Data center is delete-protected by nodepool {}", last(pool))))
        }
    }
}

fn lans_of(gateway: &Doc) -> Vec<i64> {
    let lans = gateway.properties.get("lans").and_then(Value::as_array);
    lans.map(|lans| lans.iter().filter_map(|lan| lan.get("id")?.as_i64()).collect()).unwrap_or_default()
}

pub(crate) fn nic(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let root = datacenter(path).unwrap_or_default().to_owned();
    let lan = doc.int("lan").unwrap_or_default();
    let lan_path = format!("{root}/lans/{lan}");
    match draft.cloud.get(&lan_path) {
        Some(lan) if lan.deleting => {
            return Err(Problem::property("lan", "The LAN is being deleted."));
        }
        Some(_) => {}
        None => draft.insert(&kinds::LANS, &lan_path, &Map::new())?,
    }
    if doc.text("vnet").is_some() {
        return Err(Problem::denied("vnet needs system privileges."));
    }
    if before.is_none() {
        let server = draft.cloud.get(parent(path)).cloned();
        has_room(draft.cloud, parent(path), &server.ok_or_else(Problem::not_found)?)?;
    }
    let is_public = draft.cloud.get(&lan_path).is_some_and(|lan| lan.flag("public"));
    let kept: Vec<IpAddr> = before
        .filter(|before| before.int("lan") == Some(lan))
        .map(|before| addresses(before, "ips"))
        .unwrap_or_default();
    let wanted = addresses(doc, "ips");
    // Addresses that were not given anew stay in the LAN they belong to.
    let is_unchanged = before.is_some_and(|before| wanted == addresses(before, "ips"));
    let given: Vec<IpAddr> = if is_unchanged { Vec::new() } else { wanted };

    if given.is_empty() && !kept.is_empty() {
        doc.set("ips", kept.iter().map(ToString::to_string).collect::<Vec<_>>());
    } else if given.is_empty() {
        let address =
            if is_public { dynamic_address(draft.cloud)? } else { private_address(draft.cloud, &root, lan)? };
        doc.set("ips", vec![address.to_string()]);
    } else {
        let location = location(draft.cloud, path);
        // The address of a failover group is that of several NICs.
        let shared = draft.cloud.get(&lan_path).map(failover_addresses).unwrap_or_default();
        for address in given.iter().filter(|address| !kept.contains(address)) {
            let is_reserved = is_reserved(draft.cloud, *address, &location);
            if is_public && !is_reserved {
                return Err(Problem::property("ips", format!("{address} is not reserved in {location}.")));
            }
            if is_public && is_used(draft.cloud, *address) && !shared.contains(address) {
                return Err(Problem::property("ips", format!("{address} is in use.")));
            }
            if !is_public && !is_private(*address) {
                return Err(Problem::property("ips", format!("{address} is not a private address.")));
            }
            let others = addresses_of_lan(draft.cloud, &root, lan, path);
            if !is_public && others.contains(address) && !shared.contains(address) {
                return Err(Problem::property("ips", format!("{address} is in use in the LAN {lan}.")));
            }
        }
    }
    if let Some(before) = before {
        keeps_failover(draft.cloud, path, before, doc)?;
    }
    ipv6::nic(draft.cloud, path, before, doc)?;
    if before.is_none() {
        let number = draft.cloud.count_in(parent_collection(path));
        doc.set("deviceNumber", number + 1);
        doc.set("pciSlot", number + 6);
        let mac = format!("02:01:{:08x}", draft.cloud.dice.below(u32::MAX));
        let (start, digits) = mac.split_at(6);
        let digits: Vec<String> =
            digits.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
        doc.set("mac", format!("{start}{}", digits.join(":")));
    }
    Ok(())
}

/// Whether a server can take one more volume or NIC.
pub(crate) fn has_room(cloud: &Cloud, path: &str, server: &Doc) -> Checked {
    let count = server.linked("volumes").len() + cloud.count_in(&format!("{path}/nics"));
    if count < catalogue::DEVICES_PER_SERVER {
        return Ok(());
    }
    let what = format!("A server has at most {} volumes and NICs.", catalogue::DEVICES_PER_SERVER);
    Err(Problem::refused(what))
}

/// The addresses of the other NICs of a LAN.
fn addresses_of_lan(cloud: &Cloud, root: &str, lan: i64, nic: &str) -> BTreeSet<IpAddr> {
    let nics = nics_of(cloud, root, lan);
    let others = nics.iter().filter(|path| *path != nic).filter_map(|path| cloud.get(path));
    others.flat_map(|other| addresses(other, "ips")).collect()
}

fn failover_addresses(lan: &Doc) -> Vec<IpAddr> {
    let groups = lan.properties.get("ipFailover").and_then(Value::as_array);
    groups.into_iter().flatten().filter_map(|group| group.get("ip")?.as_str()?.parse().ok()).collect()
}

/// A NIC of a failover group stays in its LAN and keeps the address of the group.
fn keeps_failover(cloud: &Cloud, path: &str, before: &Doc, doc: &Doc) -> Checked {
    let root = datacenter(path).unwrap_or_default();
    let lan = before.int("lan").unwrap_or_default();
    let Some(lan) = cloud.get(&format!("{root}/lans/{lan}")) else { return Ok(()) };
    for group in objects(lan, "ipFailover")? {
        let text = |name: &str| group.get(name).and_then(Value::as_str).unwrap_or_default();
        let has_it = before.int("lan") == doc.int("lan") && doc.texts("ips").contains(&text("ip"));
        if text("nicUuid") == last(path) && !has_it {
            let what = format!("{} belongs to a failover group of the LAN.", text("ip"));
            return Err(Problem::property("ips", what));
        }
    }
    Ok(())
}

/// A NIC is not found by its id at first, though its server and its LAN show it.
pub(crate) fn is_late(cloud: &Cloud, path: &str, now: Micros, clock: &Clock) -> bool {
    const SECONDS: f64 = 1.0;
    kinds::of(path).is_some_and(|kind| std::ptr::eq(kind, &kinds::NICS))
        && cloud.get(path).is_some_and(|nic| now < nic.created.saturating_add(clock.scaled(SECONDS)))
}

/// `a/b/c` → `a/b`.
fn parent_collection(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(collection, _)| collection)
}

fn addresses(doc: &Doc, property: &str) -> Vec<IpAddr> {
    doc.texts(property).into_iter().filter_map(|text| text.parse().ok()).collect()
}

pub(crate) fn is_private(address: IpAddr) -> bool {
    match address {
        // Also what carriers share, 100.64.0.0/10.
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            address.is_private() || (first == 100 && second & 0b1100_0000 == 64)
        }
        IpAddr::V6(_) => false,
    }
}

fn is_reserved(cloud: &Cloud, address: IpAddr, location: &str) -> bool {
    let path = cloud.block_of(address);
    path.and_then(|path| cloud.get(path).filter(|_| cloud.sees(path)))
        .is_some_and(|block| !block.deleting && block.text("location") == Some(location))
}

/// Whether something uses a public address.
fn is_used(cloud: &Cloud, address: IpAddr) -> bool {
    cloud.users_of(address).next().is_some()
}

/// How many of the reserved addresses are used.
pub(crate) fn addresses_in_use(cloud: &Cloud) -> usize {
    cloud.reserved().into_iter().filter(|address| is_used(cloud, *address)).count()
}

/// Who uses the addresses of an IP block.
pub(crate) fn consumers(cloud: &Cloud, block: &Doc) -> Value {
    let about = |ip: IpAddr, path: &str| {
        let doc = cloud.get(path)?;
        let root = match doc.text("datacenterId") {
            Some(id) => format!("datacenters/{id}"),
            None => datacenter(path).unwrap_or_default().to_owned(),
        };
        let mut consumer = json!({"ip": ip});
        if let Some(center) = cloud.get(&root) {
            put(&mut consumer, "datacenterId", last(&root));
            put(&mut consumer, "datacenterName", center.text("name"));
        }
        match collection_of(path) {
            "nics" => {
                let server = parent(path);
                put(&mut consumer, "mac", doc.text("mac"));
                put(&mut consumer, "nicId", last(path));
                put(&mut consumer, "serverId", last(server));
                put(&mut consumer, "serverName", cloud.get(server).and_then(|doc| doc.text("name")));
            }
            "nodepools" => {
                put(&mut consumer, "k8sNodePoolUuid", last(path));
                put(&mut consumer, "k8sClusterUuid", last(parent(path)));
            }
            "k8s" => put(&mut consumer, "k8sClusterUuid", last(path)),
            _ => {}
        }
        Some(consumer)
    };
    let all = addresses(block, "ips").into_iter();
    all.flat_map(|ip| cloud.users_of(ip).filter_map(move |path| about(ip, path))).collect()
}

/// The first free address of a private LAN, from `.11` on.
fn private_address(cloud: &Cloud, datacenter: &str, lan: i64) -> Result<IpAddr, Problem> {
    let used: BTreeSet<IpAddr> = nics_of(cloud, datacenter, lan)
        .iter()
        .filter_map(|path| cloud.get(path))
        .flat_map(|nic| addresses(nic, "ips"))
        .collect();
    private_block(lan)
        .hosts()
        .skip(10)
        .map(IpAddr::V4)
        .find(|address| !used.contains(address))
        .ok_or_else(|| Problem::property("ips", "The LAN has no free address."))
}

/// A public address that belongs to nobody.
fn dynamic_address(cloud: &mut Cloud) -> Result<IpAddr, Problem> {
    for _ in 0..253 {
        let [_, cursor] = &mut cloud.cursors;
        *cursor += 1;
        let host = u8::try_from(*cursor % 253 + 1).unwrap_or(1);
        let address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, host));
        if !is_used(cloud, address) {
            return Ok(address);
        }
    }
    Err(Problem::refused("There is no free public address."))
}

/// The addresses of a NIC when its server comes into this state, if they change: a server that is stopped gives back what
/// nobody has reserved, and gets another address when it starts.
pub(crate) fn addresses_after(cloud: &mut Cloud, path: &str, state: &str) -> Result<Option<Value>, Problem> {
    let root = datacenter(path).unwrap_or_default();
    let Some(nic) = cloud.get(path) else { return Ok(None) };
    let lan = format!("{root}/lans/{}", nic.int("lan").unwrap_or_default());
    let present = addresses(nic, "ips");
    if !cloud.get(&lan).is_some_and(|lan| lan.flag("public")) {
        return Ok(None);
    }
    match state {
        "SHUTOFF" => {
            let kept: Vec<String> =
                present.iter().filter(|ip| cloud.block_of(**ip).is_some()).map(ToString::to_string).collect();
            Ok((kept.len() < present.len()).then(|| Value::from(kept)))
        }
        "RUNNING" if present.is_empty() => Ok(Some(Value::from(vec![dynamic_address(cloud)?.to_string()]))),
        _ => Ok(None),
    }
}

/// Addresses for a new IP block, from the two ranges that are set aside for documentation.
fn reserve(cloud: &mut Cloud, count: usize) -> Result<Vec<String>, Problem> {
    let mut found = Vec::with_capacity(count);
    for _ in 0..506 {
        if found.len() == count {
            break;
        }
        let [cursor, _] = &mut cloud.cursors;
        let number = *cursor % 506;
        *cursor += 1;
        let host = u8::try_from(number % 253 + 1).unwrap_or(1);
        let address = if number < 253 { [203, 0, 113, host] } else { [192, 0, 2, host] };
        let address = IpAddr::from(address);
        if cloud.block_of(address).is_none() {
            found.push(address.to_string());
        }
    }
    if found.len() == count {
        Ok(found)
    } else {
        Err(Problem::refused("There are not enough free public addresses."))
    }
}

pub(crate) fn ip_block(draft: &mut Draft<'_>, _: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    if before.is_some() {
        return Ok(());
    }
    let location = doc.text("location").unwrap_or_default();
    if !catalogue::has_location(location) {
        return Err(Problem::property("location", format!("There is no location {location}.")));
    }
    let size = doc.int("size").unwrap_or_default();
    if Usage::of(draft.cloud).addresses + size > catalogue::ADDRESSES {
        return Err(Problem::refused(format!(
            "The contract allows {} reserved addresses.",
            catalogue::ADDRESSES
        )));
    }
    let ips = reserve(draft.cloud, usize::try_from(size).unwrap_or_default())?;
    doc.set("ips", ips);
    Ok(())
}

pub(crate) fn ip_block_is_free(cloud: &Cloud, path: &str) -> Checked {
    let Some(block) = cloud.get(path) else { return Ok(()) };
    match addresses(block, "ips").into_iter().find(|address| is_used(cloud, *address)) {
        None => Ok(()),
        Some(address) => Err(Problem::refused(format!("[VDC-5-1080] IP {address} is still in use."))),
    }
}

pub(crate) fn firewall_rule(
    draft: &mut Draft<'_>,
    path: &str,
    before: Option<&Doc>,
    doc: &mut Doc,
) -> Checked {
    let protocol = doc.text("protocol").unwrap_or_default();
    let has_ports = doc.int("portRangeStart").is_some() || doc.int("portRangeEnd").is_some();
    let has_icmp = doc.int("icmpType").is_some() || doc.int("icmpCode").is_some();
    if has_ports && !matches!(protocol, "TCP" | "UDP") {
        return Err(Problem::property("portRangeStart", "Ports go with TCP and UDP only."));
    }
    if has_icmp && !matches!(protocol, "ICMP" | "ICMPv6") {
        return Err(Problem::property("icmpType", "ICMP types and codes go with ICMP only."));
    }
    match (doc.int("portRangeStart"), doc.int("portRangeEnd")) {
        (Some(start), Some(end)) if start > end => {
            return Err(Problem::property("portRangeStart", "The range of ports is empty."));
        }
        (Some(_), None) | (None, Some(_)) => {
            return Err(Problem::property("portRangeEnd", "A range of ports needs both ends."));
        }
        _ => {}
    }
    ip_version(doc, protocol)?;
    let is_in_group = path.contains("/securitygroups/");
    if before.is_none()
        && is_in_group
        && draft.cloud.count_in(parent_collection(path)) >= catalogue::RULES_PER_GROUP
    {
        return Err(Problem::refused("The security group has as many rules as it may."));
    }
    Ok(())
}

/// The version of a rule is that of its addresses, and ICMP comes in two.
fn ip_version(doc: &Doc, protocol: &str) -> Checked {
    let of = |name: &str| {
        let text = doc.text(name)?;
        Some(if text.contains(':') { "IPv6" } else { "IPv4" })
    };
    let by_protocol = match protocol {
        "ICMP" => Some("IPv4"),
        "ICMPv6" => Some("IPv6"),
        _ => None,
    };
    let named = [doc.text("ipVersion"), of("sourceIp"), of("targetIp"), by_protocol];
    let mut versions = named.into_iter().flatten();
    let first = versions.next();
    if versions.all(|version| Some(version) == first) {
        return Ok(());
    }
    Err(Problem::property("ipVersion", "Version, addresses and protocol must go together."))
}

pub(crate) fn flow_log(draft: &mut Draft<'_>, _: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let name = doc.text("bucket").unwrap_or_default().split('/').next().unwrap_or_default();
    // A bucket can go later; the flow log stays, and writes nothing.
    if before.is_some() || draft.cloud.log_buckets.contains(name) {
        Ok(())
    } else {
        let what = "The value must be BUCKET or BUCKET/PREFIX, of an existing user-owned bucket.";
        Err(Problem::property("bucket", what))
    }
}

pub(crate) fn security_group(
    draft: &mut Draft<'_>,
    path: &str,
    before: Option<&Doc>,
    _: &mut Doc,
) -> Checked {
    let count = draft.cloud.count_in(parent_collection(path));
    if before.is_none() && count >= catalogue::GROUPS_PER_DATACENTER {
        return Err(Problem::refused("The data center has as many security groups as it may."));
    }
    Ok(())
}

pub(crate) fn nat_gateway(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let root = datacenter(path).unwrap_or_default().to_owned();
    let location = location(draft.cloud, path);
    if before.is_none() && Usage::of(draft.cloud).nat_gateways >= catalogue::NAT_GATEWAYS {
        return Err(Problem::refused(format!(
            "The contract allows {} NAT gateways.",
            catalogue::NAT_GATEWAYS
        )));
    }
    let public = addresses(doc, "publicIps");
    if public.is_empty() {
        return Err(Problem::property("publicIps", "A NAT gateway needs at least one reserved address."));
    }
    let own = before.map(|before| addresses(before, "publicIps")).unwrap_or_default();
    for address in public {
        if !is_reserved(draft.cloud, address, &location) {
            return Err(Problem::property("publicIps", format!("{address} is not reserved in {location}.")));
        }
        if is_used(draft.cloud, address) && !own.contains(&address) {
            return Err(Problem::property("publicIps", format!("{address} is in use.")));
        }
    }
    keeps_rules(draft.cloud, path, "rules", "publicIp", &doc.texts("publicIps"))?;
    let mut completed = Vec::new();
    for lan in objects(doc, "lans")? {
        let id = lan.get("id").and_then(Value::as_i64).unwrap_or_default();
        let found = draft.cloud.get(&format!("{root}/lans/{id}")).filter(|lan| !lan.deleting);
        let Some(found) = found else {
            return Err(Problem::property("lans", format!("There is no LAN {id} in this data center.")));
        };
        if found.flag("public") {
            return Err(Problem::property("lans", format!("The LAN {id} is not private.")));
        }
        let given = lan.get("gatewayIps").and_then(Value::as_array).cloned().unwrap_or_default();
        let ips = if given.is_empty() {
            let block = private_block(id);
            let first = block.hosts().next().unwrap_or_else(|| block.addr());
            vec![Value::from(format!("{first}/24"))]
        } else {
            given
        };
        completed.push(json!({"id": id, "gatewayIps": ips}));
    }
    doc.set("lans", completed);
    Ok(())
}

/// An address that a rule below a gateway or balancer names must stay with it.
fn keeps_rules(cloud: &Cloud, path: &str, rules: &str, property: &str, kept: &[&str]) -> Checked {
    for rule in cloud.paths_in(&format!("{path}/{rules}")) {
        let named = cloud.get(&rule).and_then(|rule| rule.text(property));
        if let Some(address) = named.filter(|address| !kept.contains(address)) {
            return Err(Problem::refused(format!("{address} is used by the rule {}.", last(&rule))));
        }
    }
    Ok(())
}

pub(crate) fn nat_rule(draft: &mut Draft<'_>, path: &str, _: Option<&Doc>, doc: &mut Doc) -> Checked {
    let gateway = draft.cloud.get(parent(path)).ok_or_else(Problem::not_found)?;
    let public = doc.text("publicIp").unwrap_or_default();
    if !gateway.texts("publicIps").contains(&public) {
        return Err(Problem::property("publicIp", "The NAT gateway does not have this address."));
    }
    if let Some(range) = doc.properties.get("targetPortRange").filter(|range| !range.is_null()) {
        if !matches!(doc.text("protocol"), Some("TCP" | "UDP")) {
            return Err(Problem::property("targetPortRange", "Ports go with TCP and UDP only."));
        }
        let port =
            |name: &str| range.get(name).and_then(Value::as_i64).filter(|port| (1..=65_535).contains(port));
        match (port("start"), port("end")) {
            (Some(start), Some(end)) if start <= end => {}
            _ => {
                return Err(Problem::property(
                    "targetPortRange",
                    "start and end must be ports, in this order.",
                ));
            }
        }
    }
    Ok(())
}

/// A NIC of a failover group must leave the group before it or its server is deleted.
pub(crate) fn not_in_failover(cloud: &Cloud, path: &str) -> Checked {
    let nics = cloud.children(&format!("{path}/nics")).into_iter().chain([path]);
    for nic in nics.map(last) {
        if cloud.mentioning(nic).any(|holder| collection_of(holder) == "lans") {
            return Err(Problem::invalid(format!("The NIC {nic} is in a failover group of a LAN.")));
        }
    }
    Ok(())
}

/// A list of objects in a property; nothing is an empty list.
fn objects<'a>(doc: &'a Doc, name: &'static str) -> Result<Vec<&'a Map<String, Value>>, Problem> {
    match doc.properties.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_object().ok_or_else(|| Problem::property(name, "The items must be objects.")))
            .collect(),
        Some(_) => Err(Problem::property(name, "The value must be a list.")),
    }
}

fn lan_exists(cloud: &Cloud, root: &str, doc: &Doc, name: &'static str) -> Checked {
    let number = doc.int(name).unwrap_or_default();
    match cloud.get(&format!("{root}/lans/{number}")) {
        Some(lan) if !lan.deleting => Ok(()),
        _ => Err(Problem::property(name, format!("There is no LAN {number} in this data center."))),
    }
}

/// A network or application load balancer.
pub(crate) fn managed_balancer(
    draft: &mut Draft<'_>,
    path: &str,
    before: Option<&Doc>,
    doc: &mut Doc,
) -> Checked {
    let root = datacenter(path).unwrap_or_default().to_owned();
    for name in ["listenerLan", "targetLan"] {
        lan_exists(draft.cloud, &root, doc, name)?;
    }
    if doc.int("listenerLan") == doc.int("targetLan") {
        return Err(Problem::property("targetLan", "Listener and target must be different LANs."));
    }
    let target = format!("{root}/lans/{}", doc.int("targetLan").unwrap_or_default());
    if draft.cloud.get(&target).is_some_and(|lan| lan.flag("public")) {
        return Err(Problem::property("targetLan", "The LAN is not private."));
    }
    let is_network = path.contains("/networkloadbalancers/");
    let count = draft.cloud.usage().network_balancers;
    if before.is_none() && is_network && count >= catalogue::NETWORK_BALANCERS {
        let most = catalogue::NETWORK_BALANCERS;
        return Err(Problem::refused(format!("The contract allows {most} network load balancers.")));
    }
    let listener = format!("{root}/lans/{}", doc.int("listenerLan").unwrap_or_default());
    let is_public = draft.cloud.get(&listener).is_some_and(|lan| lan.flag("public"));
    let location = location(draft.cloud, path);
    let own = before.map(|before| addresses(before, "ips")).unwrap_or_default();
    for address in addresses(doc, "ips") {
        if is_public && !is_reserved(draft.cloud, address, &location) {
            return Err(Problem::property("ips", format!("{address} is not reserved in {location}.")));
        }
        if is_public && is_used(draft.cloud, address) && !own.contains(&address) {
            return Err(Problem::property("ips", format!("{address} is in use.")));
        }
        if !is_public && !is_private(address) {
            return Err(Problem::property("ips", format!("{address} is not a private address.")));
        }
    }
    if doc.texts("ips").is_empty() {
        let lan = doc.int("listenerLan").unwrap_or_default();
        let address =
            if is_public { dynamic_address(draft.cloud)? } else { private_address(draft.cloud, &root, lan)? };
        doc.set("ips", vec![address.to_string()]);
    }
    keeps_rules(draft.cloud, path, "forwardingrules", "listenerIp", &doc.texts("ips"))?;
    if doc.texts("lbPrivateIps").is_empty() {
        let block = private_block(doc.int("targetLan").unwrap_or_default());
        let address = block.hosts().nth(223).unwrap_or_else(|| block.addr());
        doc.set("lbPrivateIps", vec![format!("{address}/24")]);
    }
    Ok(())
}

/// A forwarding rule of a network or application load balancer.
pub(crate) fn forwarding_rule(draft: &mut Draft<'_>, path: &str, _: Option<&Doc>, doc: &mut Doc) -> Checked {
    let balancer = draft.cloud.get(parent(path)).ok_or_else(Problem::not_found)?;
    let listener = doc.text("listenerIp").unwrap_or_default();
    if !balancer.texts("ips").contains(&listener) {
        return Err(Problem::property("listenerIp", "The load balancer does not have this address."));
    }
    let is_taken = draft.cloud.paths_in(parent_collection(path)).iter().any(|other| {
        other != path
            && draft.cloud.get(other).is_some_and(|other| {
                other.text("listenerIp") == Some(listener)
                    && other.int("listenerPort") == doc.int("listenerPort")
            })
    });
    if is_taken {
        return Err(Problem::property("listenerPort", "Another rule listens on this address and port."));
    }
    let mut names = BTreeSet::new();
    for rule in objects(doc, "httpRules")? {
        let text = |name: &str| rule.get(name).and_then(Value::as_str);
        let name = text("name").unwrap_or_default();
        if !names.insert(name) {
            return Err(Problem::property("httpRules", format!("Two rules have the name {name}.")));
        }
        let code = rule.get("statusCode").and_then(Value::as_i64);
        let (needed, code_is_good) = match text("type") {
            Some("FORWARD") => ("targetGroup", code.is_none()),
            Some("STATIC") => ("responseMessage", true),
            _ => ("location", code.is_none_or(|code| matches!(code, 301 | 302 | 303 | 307 | 308))),
        };
        if text(needed).is_none() {
            return Err(Problem::property("httpRules", format!("The rule {name} needs a {needed}.")));
        }
        if !code_is_good {
            let what = format!("The statusCode of the rule {name} does not go with its type.");
            return Err(Problem::property("httpRules", what));
        }
        let foreign = [
            ("targetGroup", "FORWARD"),
            ("location", "REDIRECT"),
            ("responseMessage", "STATIC"),
            ("contentType", "STATIC"),
        ];
        if let Some((other, _)) =
            foreign.iter().find(|(other, kind)| text("type") != Some(kind) && text(other).is_some())
        {
            return Err(Problem::property("httpRules", format!("The rule {name} must not have a {other}.")));
        }
        if let Some(id) = text("targetGroup") {
            let group = format!("targetgroups/{id}");
            if draft.cloud.get(&group).is_none_or(|found| found.deleting || !draft.cloud.sees(&group)) {
                return Err(Problem::property("httpRules", format!("There is no target group {id}.")));
            }
        }
        for condition in rule.get("conditions").and_then(Value::as_array).into_iter().flatten() {
            http_condition(condition)?;
        }
    }
    Ok(())
}

/// What the parts of a condition of a rule ask of each other.
fn http_condition(condition: &Value) -> Checked {
    let text = |name: &str| condition.get(name).and_then(Value::as_str);
    let kind = text("type").unwrap_or_default();
    let word = text("condition");
    let is_source = kind == "SOURCE_IP";
    let is_good = word.is_some() != is_source
        && (text("key").is_none() || matches!(kind, "COOKIE" | "HEADER" | "QUERY"))
        && text("value").is_none() == (word == Some("EXISTS"))
        && (!is_source || text("value").is_some_and(|value| value.parse::<IpNet>().is_ok()));
    if is_good {
        return Ok(());
    }
    let what = format!("The condition of type {kind} has parts that do not go together.");
    Err(Problem::property("httpRules", what))
}

pub(crate) fn target_group(_: &mut Draft<'_>, _: &str, _: Option<&Doc>, doc: &mut Doc) -> Checked {
    let Some(check) = doc.properties.get("httpHealthCheck").filter(|check| !check.is_null()) else {
        return Ok(());
    };
    let text = |name: &str| check.get(name).and_then(Value::as_str);
    let is_regex = check.get("regex") == Some(&Value::Bool(true));
    let is_code = |text: &str| text.parse::<u16>().is_ok_and(|code| (100..=599).contains(&code));
    if text("matchType") == Some("STATUS_CODE") && !is_regex && !text("response").is_some_and(is_code) {
        return Err(Problem::property("httpHealthCheck.response", "The value must be a status code."));
    }
    Ok(())
}

/// A target group that a rule forwards to must stay.
pub(crate) fn target_group_is_free(cloud: &Cloud, path: &str) -> Checked {
    let id = last(path);
    let holder = cloud.mentioning(id).find(|holder| collection_of(holder) == "forwardingrules");
    match holder {
        None => Ok(()),
        Some(rule) => Err(Problem::invalid(format!(
            "The target group is in use by the forwarding rule {}.",
            last(rule)
        ))),
    }
}

pub(crate) fn classic_balancer(
    draft: &mut Draft<'_>,
    path: &str,
    before: Option<&Doc>,
    doc: &mut Doc,
) -> Checked {
    let Some(ip) = doc.text("ip").and_then(|ip| ip.parse::<IpAddr>().ok()) else { return Ok(()) };
    let location = location(draft.cloud, path);
    let kept = before.and_then(|before| before.text("ip")) == doc.text("ip");
    if !kept && !is_private(ip) && !is_reserved(draft.cloud, ip, &location) {
        return Err(Problem::property("ip", format!("{ip} is not reserved in {location}.")));
    }
    Ok(())
}

/// The LANs that are part of a cross-connect, each with its data center.
pub(crate) fn peers(cloud: &Cloud, path: &str) -> Value {
    let id = last(path);
    cloud
        .mentioning(id)
        .filter(|holder| collection_of(holder) == "lans")
        .filter_map(|holder| Some((holder, cloud.get(holder)?)))
        .map(|(lan_path, lan)| {
            let root = datacenter(lan_path).unwrap_or_default();
            let center = cloud.get(root);
            json!({
                "id": last(lan_path),
                "name": lan.text("name"),
                "datacenterId": last(root),
                "datacenterName": center.and_then(|center| center.text("name")),
                "location": center.and_then(|center| center.text("location")),
            })
        })
        .collect()
}

/// The data centers whose LANs can join a cross-connect: all of one location once it has a peer.
pub(crate) fn connectable(cloud: &Cloud, path: &str) -> Value {
    let peers = peers(cloud, path);
    let place =
        peers.get(0).and_then(|peer| peer.get("location")).and_then(Value::as_str).map(ToOwned::to_owned);
    cloud
        .all(&kinds::DATACENTERS)
        .into_iter()
        .filter(|(path, _)| cloud.sees(path))
        .filter(|(_, center)| place.is_none() || center.text("location") == place.as_deref())
        .map(|(path, center)| {
            json!({"id": last(path), "name": center.text("name"), "location": center.text("location")})
        })
        .collect()
}

pub(crate) fn cross_connect_is_free(cloud: &Cloud, path: &str) -> Checked {
    match peers(cloud, path).as_array().map_or(0, Vec::len) {
        0 => Ok(()),
        count => Err(Problem::invalid(format!("The cross-connect still joins {count} LANs."))),
    }
}

/// What joining a cross-connect asks of a LAN.
fn joins(draft: &Draft<'_>, path: &str, before: Option<&Doc>, doc: &Doc) -> Checked {
    let Some(id) = doc.text("pcc").filter(|id| !id.is_empty()) else { return Ok(()) };
    if doc.flag("public") {
        return Err(Problem::property("pcc", "Only private LANs can join a cross-connect."));
    }
    if before.and_then(|before| before.text("pcc")) == Some(id) {
        return Ok(());
    }
    let pcc = format!("pccs/{id}");
    if draft.cloud.get(&pcc).is_none_or(|found| found.deleting || !draft.cloud.sees(&pcc)) {
        return Err(Problem::property("pcc", "There is no such cross-connect."));
    }
    let here = location(draft.cloud, path);
    let other = peers(draft.cloud, &pcc)
        .get(0)
        .and_then(|peer| peer.get("location")?.as_str().map(ToOwned::to_owned));
    match other {
        Some(other) if other != here => {
            Err(Problem::property("pcc", format!("The cross-connect joins LANs of {other}.")))
        }
        _ => Ok(()),
    }
}

pub(crate) fn backup_unit(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let name = doc.text("name").unwrap_or_default().to_owned();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(Problem::property("name", "The value must be letters and digits."));
    }
    if before.is_none() && !doc.hidden.contains_key("password") {
        return Err(Problem::property("password", "The attribute is required."));
    }
    doc.hidden.remove("password");
    let is_taken = draft
        .cloud
        .all(&kinds::BACKUP_UNITS)
        .iter()
        .any(|(other, unit)| *other != path && unit.text("name") == Some(name.as_str()));
    if is_taken {
        return Err(Problem::property("name", "A backup unit of this name exists."));
    }
    Ok(())
}

pub(crate) fn image(_: &mut Draft<'_>, path: &str, _: Option<&Doc>, doc: &mut Doc) -> Checked {
    if doc.flag("public") {
        return Err(Problem::new(403, "403", format!("The image {} belongs to the provider.", last(path))));
    }
    Ok(())
}

pub(crate) fn own_image(cloud: &Cloud, path: &str) -> Checked {
    match cloud.get(path) {
        Some(image) if image.flag("public") => {
            Err(Problem::new(403, "403", format!("The image {} belongs to the provider.", last(path))))
        }
        _ => Ok(()),
    }
}

/// Whether the text is a version that clusters can have.
fn kubernetes_version(doc: &mut Doc, before: Option<&Doc>) -> Checked {
    match doc.text("k8sVersion").map(ToOwned::to_owned) {
        None => doc.set("k8sVersion", catalogue::KUBERNETES[0]),
        Some(version) if catalogue::KUBERNETES.contains(&version.as_str()) => {
            let age = |version: &str| catalogue::KUBERNETES.iter().position(|one| *one == version);
            let now = before.and_then(|before| before.text("k8sVersion"));
            if now.is_some_and(|now| age(&version) > age(now)) {
                return Err(Problem::property("k8sVersion", "A version cannot become older."));
            }
        }
        Some(version) => {
            return Err(Problem::property("k8sVersion", format!("There is no version {version}.")));
        }
    }
    if doc.properties.get("maintenanceWindow").is_none_or(Value::is_null) {
        doc.set("maintenanceWindow", json!({"dayOfTheWeek": "Sunday", "time": "03:00:00Z"}));
    }
    Ok(())
}

/// The form of the names of clusters and node pools.
fn kubernetes_name(doc: &Doc) -> Checked {
    let name = doc.text("name").unwrap_or_default();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let has_ends = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.ends_with(|c: char| c.is_ascii_alphanumeric());
    if name.is_empty() || (name.len() <= 63 && name.chars().all(is_part) && has_ends) {
        return Ok(());
    }
    let what = "The value must be at most 63 letters, digits, dashes, underscores and dots.";
    Err(Problem::property("name", what))
}

pub(crate) fn cluster(draft: &mut Draft<'_>, _: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    kubernetes_name(doc)?;
    let count = draft.cloud.usage().clusters;
    if before.is_none() && count >= catalogue::CLUSTERS {
        let most = catalogue::CLUSTERS;
        return Err(Problem::refused(format!("The contract allows {most} Kubernetes clusters.")));
    }
    if before.is_none() {
        private_cluster(draft.cloud, doc)?;
    }
    kubernetes_version(doc, before)?;
    let versions: Vec<&str> = catalogue::KUBERNETES.to_vec();
    doc.set("viableNodePoolVersions", versions);
    doc.set("availableUpgradeVersions", Value::Array(Vec::new()));
    Ok(())
}

/// A private cluster lies in a location and speaks through a reserved address of it.
fn private_cluster(cloud: &Cloud, doc: &Doc) -> Checked {
    if let Some(location) = doc.text("location").filter(|location| !catalogue::has_location(location)) {
        return Err(Problem::property("location", format!("There is no location {location}.")));
    }
    if doc.flag("public") {
        let given = ["natGatewayIp", "nodeSubnet"].into_iter().find(|name| doc.text(name).is_some());
        return match given {
            Some(name) => Err(Problem::property(name, "The attribute is for private clusters only.")),
            None => Ok(()),
        };
    }
    let Some(location) = doc.text("location") else {
        return Err(Problem::property("location", "A private cluster needs a location."));
    };
    let Some(address) = doc.text("natGatewayIp").and_then(|ip| ip.parse().ok()) else {
        return Err(Problem::property("natGatewayIp", "A private cluster needs a reserved address."));
    };
    if !is_reserved(cloud, address, location) {
        return Err(Problem::property("natGatewayIp", format!("{address} is not reserved in {location}.")));
    }
    if is_used(cloud, address) {
        return Err(Problem::property("natGatewayIp", format!("{address} is in use.")));
    }
    let subnet = doc.text("nodeSubnet").map(str::parse::<ipnet::Ipv4Net>);
    if subnet.is_some_and(|subnet| subnet.map_or(true, |subnet| subnet.prefix_len() != 16)) {
        return Err(Problem::property("nodeSubnet", "The value must be an IPv4 block of 16 bits."));
    }
    Ok(())
}

/// A cluster with node pools must stay.
pub(crate) fn cluster_is_empty(cloud: &Cloud, path: &str) -> Checked {
    match cloud.count_in(&format!("{path}/nodepools")) {
        0 => Ok(()),
        count => Err(Problem::invalid(format!("The cluster still has {count} node pools."))),
    }
}

pub(crate) fn node_pool(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    kubernetes_name(doc)?;
    let center = format!("datacenters/{}", doc.text("datacenterId").unwrap_or_default());
    let found = draft.cloud.get(&center).filter(|found| !found.deleting && draft.cloud.sees(&center));
    let Some(place) = found.and_then(|found| found.text("location")).map(ToOwned::to_owned) else {
        return Err(Problem::property("datacenterId", "There is no such data center."));
    };
    let cluster = draft.cloud.get(parent(path)).ok_or_else(Problem::not_found)?;
    if !cluster.flag("public") && cluster.text("location") != Some(&place) {
        return Err(Problem::property("datacenterId", "The data center is not where the cluster is."));
    }
    let newest = cluster.text("k8sVersion").map(ToOwned::to_owned);
    if before.is_none() && doc.text("k8sVersion").is_none() {
        doc.set("k8sVersion", newest.clone());
    }
    kubernetes_version(doc, before)?;
    let age = |version: Option<&str>| catalogue::KUBERNETES.iter().position(|one| Some(*one) == version);
    if age(doc.text("k8sVersion")) < age(newest.as_deref()) {
        return Err(Problem::property("k8sVersion", "Nodes cannot be newer than their cluster."));
    }
    doc.set("availableUpgradeVersions", Value::Array(Vec::new()));
    if doc.text("serverType") == Some("VCPU") && before.is_none() && doc.text("cpuFamily").is_some() {
        return Err(Problem::property("cpuFamily", "The attribute is not for VCPU nodes."));
    }
    for lan in lans_of(doc) {
        let found = draft.cloud.get(&format!("{center}/lans/{lan}")).filter(|lan| !lan.deleting);
        if found.is_none_or(|lan| lan.flag("public")) {
            return Err(Problem::property(
                "lans",
                format!("There is no private LAN {lan} in the data center."),
            ));
        }
    }
    let most = node_count(before, doc)?;
    pool_addresses(draft.cloud, before, doc, &place, most)?;
    draft.set_nodes(path, doc)
}

/// Settles how many nodes a pool has; answers how many it may come to have.
fn node_count(before: Option<&Doc>, doc: &mut Doc) -> Result<i64, Problem> {
    let bounds = doc.properties.get("autoScaling").filter(|value| value.is_object());
    let bound =
        |name: &str| bounds.and_then(|bounds| bounds.get(name)).and_then(Value::as_i64).unwrap_or_default();
    let (least, most) = (bound("minNodeCount"), bound("maxNodeCount"));
    let present = before.and_then(|before| before.int("nodeCount"));
    if least > most {
        return Err(Problem::property("autoScaling", "minNodeCount must not exceed maxNodeCount."));
    }
    if most > 0 && least < 1 {
        return Err(Problem::property("autoScaling", "minNodeCount must be at least 1."));
    }
    match (doc.int("nodeCount"), present) {
        (None, Some(present)) if most > 0 => {
            doc.set("nodeCount", present);
            Ok(most)
        }
        (None, _) => Err(Problem::property("nodeCount", "The attribute is required.")),
        (Some(given), Some(present)) if most > 0 && given != present => {
            Err(Problem::property("nodeCount", "nodeCount must not be given while autoscaling is on."))
        }
        (Some(given), None) if most > 0 && given > most => {
            Err(Problem::property("autoScaling", "maxNodeCount must not be below nodeCount."))
        }
        (Some(given), _) => Ok(given.max(most)),
    }
}

/// Nodes with addresses of their own need one more than there can be nodes, for the time in which one is replaced.
fn pool_addresses(cloud: &Cloud, before: Option<&Doc>, doc: &Doc, place: &str, most: i64) -> Checked {
    let given = addresses(doc, "publicIps");
    if given.is_empty() {
        return Ok(());
    }
    if i64::try_from(given.len()).unwrap_or(i64::MAX) <= most {
        return Err(Problem::property("publicIps", format!("{} addresses are needed.", most + 1)));
    }
    let own = before.map(|before| addresses(before, "publicIps")).unwrap_or_default();
    for address in given {
        if !is_reserved(cloud, address, place) {
            return Err(Problem::property("publicIps", format!("{address} is not reserved in {place}.")));
        }
        if is_used(cloud, address) && !own.contains(&address) {
            return Err(Problem::property("publicIps", format!("{address} is in use.")));
        }
    }
    Ok(())
}

pub(crate) fn user(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let email = doc.text("email").unwrap_or_default().to_owned();
    if !email.contains('@') {
        return Err(Problem::property("email", "The value must be an e-mail address."));
    }
    let is_taken = draft
        .cloud
        .all(&kinds::USERS)
        .iter()
        .any(|(other, user)| *other != path && user.text("email") == Some(email.as_str()));
    if is_taken {
        return Err(Problem::new(409, "409", format!("The user {email} exists.")));
    }
    let kept = before.and_then(|before| before.hidden.get("password"));
    if before.is_none() || doc.hidden.get("password") != kept {
        let password = doc.hidden.get("password").and_then(Value::as_str).unwrap_or_default();
        if password.chars().count() < 10 {
            return Err(Problem::property("password", "The value must have at least 10 characters."));
        }
        let sealed = crate::auth::seal(password);
        doc.hidden.insert("password", Value::from(sealed));
    }
    if before.is_none() {
        if !doc.properties.get("secAuthActive").is_none_or(Value::is_null) {
            return Err(Problem::property("secAuthActive", "Attribute is not allowed in create requests"));
        }
        doc.set("secAuthActive", false);
        doc.set("s3CanonicalUserId", super::render::etag(path, 3));
    }
    Ok(())
}

/// Whether somebody may have keys for the object storage: an administrator, or a member of a group that may.
pub(crate) fn s3_key(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let user = parent(path);
    if !draft.cloud.has_privilege(last(user), "s3Privilege") {
        let what = "The user needs the privilege ACCESS_S3_OBJECT_STORAGE.";
        return Err(Problem::invalid(what));
    }
    if before.is_none() {
        let secret: String = crate::dice::unguessable().iter().map(|byte| format!("{byte:02x}")).collect();
        doc.set("secretKey", secret);
        if doc.properties.get("active").is_none_or(Value::is_null) {
            doc.set("active", true);
        }
    }
    Ok(())
}

/// The path of a resource that groups can share, by its id.
pub(crate) fn shareable(cloud: &Cloud, id: &str) -> Option<String> {
    SHAREABLE
        .iter()
        .map(|(collection, _)| format!("{collection}/{id}"))
        .find(|path| cloud.get(path).is_some())
}

/// What groups can share: the collection, and the word for it in `/um/resources/{word}`.
pub(crate) const SHAREABLE: [(&str, &str); 7] = [
    ("datacenters", "datacenter"),
    ("images", "image"),
    ("snapshots", "snapshot"),
    ("ipblocks", "ipblock"),
    ("pccs", "pcc"),
    ("backupunits", "backupunit"),
    ("k8s", "k8s"),
];
