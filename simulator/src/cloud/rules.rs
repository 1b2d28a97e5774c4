//! What the cloud demands of each kind beyond the shape of its properties.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::catalogue::{self, Usage};
use super::kinds;
use super::problem::Problem;
use super::store::{Cloud, Doc, datacenter, last, parent};
use super::write::Draft;
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
    if before.is_some() {
        return match doc.text("defaultSecurityGroupId").filter(|id| !id.is_empty()) {
            Some(id) => draft.group(path, id),
            None => Ok(()),
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
    if doc.hidden.remove("createDefaultSecurityGroup") == Some(Value::Bool(true)) {
        let group = draft.new_path(&format!("{path}/securitygroups"), &kinds::SECURITY_GROUPS);
        let properties = [
            ("name".to_owned(), Value::from("Default security group")),
            ("description".to_owned(), Value::from("Made with the data center")),
        ];
        draft.insert(&kinds::SECURITY_GROUPS, &group, &properties.into_iter().collect())?;
        doc.set("defaultSecurityGroupId", last(&group));
    }
    Ok(())
}

pub(crate) fn server(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let kind = doc.text("type").unwrap_or_default().to_owned();
    let is_templated = matches!(kind.as_str(), "CUBE" | "GPU");
    if before.is_none() && is_templated {
        template(draft.cloud, doc, &kind)?;
    } else if !is_templated && doc.text("templateUuid").is_some() {
        return Err(Problem::property("templateUuid", "The attribute is for CUBE and GPU servers only."));
    }
    for name in ["cores", "ram"] {
        if doc.int(name).is_none() {
            return Err(Problem::property(name, "The attribute is required."));
        }
    }
    let location = location(draft.cloud, path);
    match (doc.text("cpuFamily"), kind.as_str()) {
        (Some(_), "VCPU" | "CUBE" | "GPU") if before.is_none() => {
            let what =
                format!("[VDC-5-1921] The attribute 'cpuFamily' must not be provided for {kind} servers.");
            return Err(Problem::property("cpuFamily", what));
        }
        (Some(_), "VCPU" | "CUBE" | "GPU") => {}
        (Some(family), _) => {
            let architecture = catalogue::architecture(&location);
            let offered: Vec<&str> = architecture
                .as_array()
                .map(|families| families.iter().filter_map(|one| one.get("cpuFamily")?.as_str()).collect())
                .unwrap_or_default();
            if !offered.contains(&family) {
                let offered = offered.join(", ");
                return Err(Problem::property("cpuFamily", format!("{location} offers {offered} only.")));
            }
        }
        (None, "ENTERPRISE") => {
            let architecture = catalogue::architecture(&location);
            if let Some(first) = architecture.get(0).and_then(|family| family.get("cpuFamily")) {
                doc.set("cpuFamily", first.clone());
            }
        }
        (None, _) => {}
    }
    if doc.text("hostname").is_none()
        && let Some(name) = doc.text("name").map(ToOwned::to_owned)
    {
        doc.set("hostname", name);
    }
    if let Some(id) =
        doc.properties.get("bootVolume").and_then(|volume| volume.get("id")).and_then(Value::as_str)
    {
        let is_attached = doc.linked("volumes").iter().any(|other| other == id);
        if before.is_some() && !is_attached {
            return Err(Problem::property("bootVolume", "The volume is not attached to the server."));
        }
    }
    let used = Usage::of(draft.cloud);
    let grown = |name: &str| {
        doc.int(name).unwrap_or_default() - before.and_then(|before| before.int(name)).unwrap_or_default()
    };
    if grown("cores") > 0 && used.cores + grown("cores") > catalogue::CORES {
        return Err(Problem::quota(format!("The contract allows {} cores in all.", catalogue::CORES)));
    }
    if grown("ram") > 0 && used.ram + grown("ram") > catalogue::RAM {
        return Err(Problem::quota(format!("The contract allows {} MB of RAM in all.", catalogue::RAM)));
    }
    if before.is_none() {
        doc.set("vmState", "NOSTATE");
        doc.set("enabledFeatures", Value::Array(Vec::new()));
    }
    Ok(())
}

/// A CUBE or GPU server takes its cores and memory from a template.
fn template(cloud: &Cloud, doc: &mut Doc, kind: &str) -> Checked {
    let Some(id) = doc.text("templateUuid") else {
        return Err(Problem::property("templateUuid", format!("{kind} servers need a template.")));
    };
    let Some(template) = cloud.get(&format!("templates/{id}")) else {
        return Err(Problem::property("templateUuid", "There is no such template."));
    };
    for name in ["cores", "ram"] {
        if doc.int(name).is_some_and(|given| Some(given) != template.int(name)) {
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
    if let Some(before) = before {
        if doc.int("size") < before.int("size") {
            return Err(Problem::property("size", "A volume cannot become smaller."));
        }
        return disk_quota(draft.cloud, doc, before.int("size").unwrap_or_default());
    }
    if matches!(doc.text("type"), Some("DAS" | "ISO")) && !draft.is_inside_templated_server() {
        return Err(Problem::property("type", "This storage exists only inside CUBE and GPU servers."));
    }
    disk_quota(draft.cloud, doc, 0)?;

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
        for name in ["imagePassword", "sshKeys", "userData"] {
            if has_secret(name) {
                return Err(Problem::property(name, "The attribute needs an image."));
            }
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
    check_secrets(doc, image.text("licenceType").unwrap_or_default(), is_cloud_init)?;
    if doc.int("size") < image.int("size") {
        let smallest = image.int("size").unwrap_or_default();
        return Err(Problem::property("size", format!("The image needs at least {smallest} GB.")));
    }
    let licence = image.properties.get("licenceType").cloned().unwrap_or_default();
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
    if let Some(data) = doc.hidden.get("userData").and_then(Value::as_str) {
        if STANDARD.decode(data).is_err() {
            return Err(Problem::property("userData", "The value must be base64."));
        }
        if !is_cloud_init {
            return Err(Problem::property("userData", "The image does not know cloud-init."));
        }
    }
    Ok(())
}

fn disk_quota(cloud: &Cloud, doc: &Doc, before: i64) -> Checked {
    let used = Usage::of(cloud);
    let used = if doc.text("type") == Some("HDD") { used.hdd } else { used.ssd };
    let grown = doc.int("size").unwrap_or_default() - before;
    if grown > 0 && used + grown > catalogue::DISK {
        return Err(Problem::quota(format!("The contract allows {} GB of each storage.", catalogue::DISK)));
    }
    Ok(())
}

/// An image or a snapshot by id.
fn find_image(cloud: &Cloud, id: &str, metro: &str) -> Result<(String, Doc), Problem> {
    let found = ["images", "snapshots"].iter().find_map(|collection| {
        let path = format!("{collection}/{id}");
        let doc = cloud.get(&path)?;
        (!doc.deleting).then(|| (path, doc.clone()))
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
        .map(|(path, image)| (path.clone(), image.clone()))
        .ok_or_else(|| Problem::property("imageAlias", "The location has no image with this alias."))
}

pub(crate) fn lan(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let root = datacenter(path).unwrap_or_default();
    let id: i64 = last(path).parse().unwrap_or_default();
    if let Some(before) = before
        && before.flag("public") != doc.flag("public")
        && !nat_gateways_of(draft.cloud, root, id).is_empty()
    {
        return Err(Problem::property("public", "A LAN with a NAT gateway must stay private."));
    }
    joins(draft, path, before, doc)?;
    if doc.flag("public") {
        doc.set("ipv4CidrBlock", Value::Null);
    } else {
        doc.set("ipv4CidrBlock", private_block(id).to_string());
    }
    if let Some(failover) = doc.properties.get("ipFailover").filter(|value| !value.is_null()) {
        let nics = nics_of(draft.cloud, root, id);
        let good = failover.as_array().is_some_and(|groups| {
            groups.iter().all(|group| {
                let nic = group.get("nicUuid").and_then(Value::as_str).unwrap_or_default();
                let ip = group.get("ip").and_then(Value::as_str).unwrap_or_default();
                nics.iter().any(|path| {
                    last(path) == nic
                        && draft.cloud.get(path).is_some_and(|nic| nic.texts("ips").contains(&ip))
                })
            })
        });
        if !good {
            return Err(Problem::property(
                "ipFailover",
                "Every group needs an ip and the nicUuid of a NIC that has it.",
            ));
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
        .collect();
    match holders.first() {
        None => Ok(()),
        Some(holder) => {
            let kind = kinds::of(holder).map_or("resource", |kind| kind.singular);
            Err(Problem::new(
                403,
                "324",
                format!("[VDC-9-61] The LAN {id} is delete-protected by {kind} {}.", last(holder)),
            ))
        }
    }
}

/// The NICs of a data center that are in a LAN.
pub(crate) fn nics_of(cloud: &Cloud, datacenter: &str, lan: i64) -> Vec<String> {
    let mut found: Vec<(u64, String)> = cloud
        .below(&format!("{datacenter}/servers"))
        .filter(|(path, doc)| {
            kinds::of(path).is_some_and(|kind| std::ptr::eq(kind, &kinds::NICS))
                && doc.int("lan") == Some(lan)
        })
        .map(|(path, doc)| (doc.seq, path.clone()))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, path)| path).collect()
}

fn nat_gateways_of(cloud: &Cloud, datacenter: &str, lan: i64) -> Vec<String> {
    let mut paths = cloud.paths_in(&format!("{datacenter}/natgateways"));
    paths.retain(|path| cloud.get(path).is_some_and(|gateway| lans_of(gateway).contains(&lan)));
    paths
}

fn balancers_of(cloud: &Cloud, datacenter: &str, lan: i64) -> Vec<String> {
    let mut paths = cloud.paths_in(&format!("{datacenter}/networkloadbalancers"));
    paths.extend(cloud.paths_in(&format!("{datacenter}/applicationloadbalancers")));
    paths.retain(|path| {
        cloud.get(path).is_some_and(|balancer| {
            ["listenerLan", "targetLan"].iter().any(|name| balancer.int(name) == Some(lan))
        })
    });
    paths
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
        let used = addresses_in_use(draft.cloud);
        for address in given.iter().filter(|address| !kept.contains(address)) {
            let is_reserved = is_reserved(draft.cloud, *address, &location);
            if is_public && !is_reserved {
                return Err(Problem::property("ips", format!("{address} is not reserved in {location}.")));
            }
            if is_public && used.contains(address) {
                return Err(Problem::property("ips", format!("{address} is in use.")));
            }
            if !is_public && !is_private(*address) {
                return Err(Problem::property("ips", format!("{address} is not a private address.")));
            }
        }
    }
    if before.is_none() {
        let number = draft.cloud.paths_in(parent_collection(path)).len();
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

/// `a/b/c` → `a/b`.
fn parent_collection(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(collection, _)| collection)
}

fn addresses(doc: &Doc, property: &str) -> Vec<IpAddr> {
    doc.texts(property).into_iter().filter_map(|text| text.parse().ok()).collect()
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.octets().starts_with(&[100]),
        IpAddr::V6(_) => false,
    }
}

fn is_reserved(cloud: &Cloud, address: IpAddr, location: &str) -> bool {
    cloud.all(&kinds::IP_BLOCKS).iter().any(|(_, block)| {
        !block.deleting
            && block.text("location") == Some(location)
            && addresses(block, "ips").contains(&address)
    })
}

/// Public addresses of NICs and NAT gateways.
pub(crate) fn addresses_in_use(cloud: &Cloud) -> BTreeSet<IpAddr> {
    let reserved: BTreeSet<IpAddr> =
        cloud.all(&kinds::IP_BLOCKS).iter().flat_map(|(_, block)| addresses(block, "ips")).collect();
    let nics = cloud.all(&kinds::NICS).into_iter().flat_map(|(_, nic)| addresses(nic, "ips"));
    let gateways =
        cloud.all(&kinds::NAT_GATEWAYS).into_iter().flat_map(|(_, doc)| addresses(doc, "publicIps"));
    let balancers = [&kinds::NETWORK_BALANCERS, &kinds::APPLICATION_BALANCERS];
    let balancers =
        balancers.into_iter().flat_map(|kind| cloud.all(kind)).flat_map(|(_, doc)| addresses(doc, "ips"));
    nics.chain(gateways).chain(balancers).filter(|address| reserved.contains(address)).collect()
}

/// Who uses the addresses of an IP block.
pub(crate) fn consumers(cloud: &Cloud, block: &Doc) -> Value {
    let addresses: Vec<&str> = block.texts("ips");
    let mut found = Vec::new();
    let about = |path: &str, ip: &str| {
        let root = datacenter(path).unwrap_or_default();
        json!({
            "ip": ip,
            "datacenterId": last(root),
            "datacenterName": cloud.get(root).and_then(|doc| doc.text("name")),
        })
    };
    for (path, nic) in cloud.all(&kinds::NICS) {
        for ip in nic.texts("ips").into_iter().filter(|ip| addresses.contains(ip)) {
            let server = parent(path);
            let mut consumer = about(path, ip);
            put(&mut consumer, "mac", nic.text("mac"));
            put(&mut consumer, "nicId", last(path));
            put(&mut consumer, "serverId", last(server));
            put(&mut consumer, "serverName", cloud.get(server).and_then(|doc| doc.text("name")));
            found.push(consumer);
        }
    }
    for (path, gateway) in cloud.all(&kinds::NAT_GATEWAYS) {
        found.extend(
            gateway
                .texts("publicIps")
                .into_iter()
                .filter(|ip| addresses.contains(ip))
                .map(|ip| about(path, ip)),
        );
    }
    Value::Array(found)
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
    let used: BTreeSet<IpAddr> =
        cloud.all(&kinds::NICS).into_iter().flat_map(|(_, nic)| addresses(nic, "ips")).collect();
    for _ in 0..253 {
        let [_, cursor] = &mut cloud.cursors;
        *cursor += 1;
        let host = u8::try_from(*cursor % 253 + 1).unwrap_or(1);
        let address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, host));
        if !used.contains(&address) {
            return Ok(address);
        }
    }
    Err(Problem::quota("There is no free public address."))
}

/// Addresses for a new IP block, from the two ranges that are set aside for documentation.
fn reserve(cloud: &mut Cloud, count: usize) -> Result<Vec<String>, Problem> {
    let taken: BTreeSet<IpAddr> =
        cloud.all(&kinds::IP_BLOCKS).iter().flat_map(|(_, block)| addresses(block, "ips")).collect();
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
        if !taken.contains(&address) {
            found.push(address.to_string());
        }
    }
    if found.len() == count {
        Ok(found)
    } else {
        Err(Problem::quota("There are not enough free public addresses."))
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
        return Err(Problem::quota(format!(
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
    let used = addresses_in_use(cloud);
    match addresses(block, "ips").into_iter().find(|address| used.contains(address)) {
        None => Ok(()),
        Some(address) => {
            Err(Problem::new(422, "330", format!("The IP block is in use: {address} is assigned.")))
        }
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
    let is_in_group = path.contains("/securitygroups/");
    if before.is_none()
        && is_in_group
        && draft.cloud.paths_in(parent_collection(path)).len() >= catalogue::RULES_PER_GROUP
    {
        return Err(Problem::quota("The security group has as many rules as it may."));
    }
    Ok(())
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
    let count = draft.cloud.paths_in(parent_collection(path)).len();
    if before.is_none() && count >= catalogue::GROUPS_PER_DATACENTER {
        return Err(Problem::quota("The data center has as many security groups as it may."));
    }
    Ok(())
}

pub(crate) fn nat_gateway(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let root = datacenter(path).unwrap_or_default().to_owned();
    let location = location(draft.cloud, path);
    if before.is_none() && Usage::of(draft.cloud).nat_gateways >= catalogue::NAT_GATEWAYS {
        return Err(Problem::quota(format!("The contract allows {} NAT gateways.", catalogue::NAT_GATEWAYS)));
    }
    let public = addresses(doc, "publicIps");
    if public.is_empty() {
        return Err(Problem::property("publicIps", "A NAT gateway needs at least one reserved address."));
    }
    let own = before.map(|before| addresses(before, "publicIps")).unwrap_or_default();
    let used = addresses_in_use(draft.cloud);
    for address in public {
        if !is_reserved(draft.cloud, address, &location) {
            return Err(Problem::property("publicIps", format!("{address} is not reserved in {location}.")));
        }
        if used.contains(&address) && !own.contains(&address) {
            return Err(Problem::property("publicIps", format!("{address} is in use.")));
        }
    }
    let lans = match doc.properties.get("lans") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(lans)) => lans.clone(),
        Some(_) => return Err(Problem::property("lans", "The value must be a list.")),
    };
    if lans.len() > 6 {
        return Err(Problem::property("lans", "A NAT gateway serves at most 6 LANs."));
    }
    let mut completed = Vec::with_capacity(lans.len());
    for lan in lans {
        let id = lan.get("id").and_then(Value::as_i64).unwrap_or_default();
        let found = draft.cloud.get(&format!("{root}/lans/{id}")).filter(|lan| !lan.deleting);
        let Some(found) = found else {
            return Err(Problem::property("lans", format!("There is no LAN {id} in this data center.")));
        };
        if found.flag("public") {
            return Err(Problem::property("lans", format!("The LAN {id} is not private.")));
        }
        let given = match lan.get("gatewayIps") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(ips)) => ips.clone(),
            Some(_) => return Err(Problem::property("lans", "gatewayIps must be a list.")),
        };
        let good = given.iter().all(|ip| {
            ip.as_str().is_some_and(|ip| ip.parse::<IpAddr>().is_ok() || ip.parse::<IpNet>().is_ok())
        });
        if !good {
            return Err(Problem::property("lans", "gatewayIps must be IP addresses."));
        }
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
    let root = datacenter(path).unwrap_or_default();
    for lan in cloud.paths_in(&format!("{root}/lans")) {
        let groups =
            cloud.get(&lan).and_then(|lan| lan.properties.get("ipFailover")).and_then(Value::as_array);
        for nic in groups.into_iter().flatten().filter_map(|group| group.get("nicUuid")?.as_str()) {
            if last(path) == nic || cloud.get(&format!("{path}/nics/{nic}")).is_some() {
                return Err(Problem::invalid(format!("The NIC {nic} is in a failover group of a LAN.")));
            }
        }
    }
    Ok(())
}

/// A member of a JSON object that must be a whole number in this range.
fn number(value: &Value, name: &'static str, smallest: i64, largest: i64) -> Result<i64, Problem> {
    value
        .get(name)
        .and_then(super::schema::whole)
        .filter(|number| (smallest..=largest).contains(number))
        .ok_or_else(|| {
            Problem::property(name, format!("The value must be a whole number from {smallest} to {largest}."))
        })
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
    let listener = format!("{root}/lans/{}", doc.int("listenerLan").unwrap_or_default());
    let is_public = draft.cloud.get(&listener).is_some_and(|lan| lan.flag("public"));
    let location = location(draft.cloud, path);
    let own = before.map(|before| addresses(before, "ips")).unwrap_or_default();
    let used = addresses_in_use(draft.cloud);
    for address in addresses(doc, "ips") {
        if is_public && !is_reserved(draft.cloud, address, &location) {
            return Err(Problem::property("ips", format!("{address} is not reserved in {location}.")));
        }
        if is_public && used.contains(&address) && !own.contains(&address) {
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
    targets(doc)?;
    for rule in objects(doc, "httpRules")? {
        let text = |name: &str| rule.get(name).and_then(Value::as_str);
        if text("name").is_none_or(str::is_empty) {
            return Err(Problem::property("httpRules", "Every rule needs a name."));
        }
        match text("type") {
            Some("FORWARD") => {
                let id = text("targetGroup").unwrap_or_default();
                if draft.cloud.get(&format!("targetgroups/{id}")).is_none_or(|group| group.deleting) {
                    return Err(Problem::property("httpRules", format!("There is no target group {id}.")));
                }
            }
            Some("STATIC") if text("responseMessage").is_some() => {}
            Some("REDIRECT") if text("location").is_some() => {}
            _ => {
                let what = "type must be FORWARD with a targetGroup, STATIC with a responseMessage, or REDIRECT with a location.";
                return Err(Problem::property("httpRules", what));
            }
        }
    }
    Ok(())
}

/// The targets of a rule or a target group.
fn targets(doc: &Doc) -> Checked {
    for target in objects(doc, "targets")? {
        let target = Value::Object(target.clone());
        if target.get("ip").and_then(Value::as_str).is_none_or(|ip| ip.parse::<IpAddr>().is_err()) {
            return Err(Problem::property("targets", "Every target needs an ip."));
        }
        number(&target, "port", 1, 65_535)?;
        number(&target, "weight", 0, 256)?;
        let protocol = target.get("proxyProtocol").filter(|value| !value.is_null());
        if protocol.is_some_and(|value| !matches!(value.as_str(), Some("none" | "v1" | "v2" | "v2ssl"))) {
            return Err(Problem::property("targets", "proxyProtocol must be one of none, v1, v2, v2ssl."));
        }
    }
    Ok(())
}

pub(crate) fn target_group(_: &mut Draft<'_>, _: &str, _: Option<&Doc>, doc: &mut Doc) -> Checked {
    targets(doc)
}

/// A target group that a rule forwards to must stay.
pub(crate) fn target_group_is_free(cloud: &Cloud, path: &str) -> Checked {
    let id = last(path);
    let holder = cloud.all(&kinds::APPLICATION_FORWARDING_RULES).into_iter().find(|(_, rule)| {
        objects(rule, "httpRules").is_ok_and(|rules| {
            rules.iter().any(|rule| rule.get("targetGroup").and_then(Value::as_str) == Some(id))
        })
    });
    match holder {
        None => Ok(()),
        Some((rule, _)) => Err(Problem::invalid(format!(
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
        .all(&kinds::LANS)
        .into_iter()
        .filter(|(_, lan)| lan.text("pcc") == Some(id))
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
    if before.and_then(|before| before.text("pcc")) == Some(id) {
        return Ok(());
    }
    let pcc = format!("pccs/{id}");
    if draft.cloud.get(&pcc).is_none_or(|pcc| pcc.deleting) {
        return Err(Problem::property("pcc", "There is no such cross-connect."));
    }
    if doc.flag("public") {
        return Err(Problem::property("pcc", "Only private LANs can join a cross-connect."));
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

pub(crate) fn cluster(_: &mut Draft<'_>, _: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let name = doc.text("name").unwrap_or_default();
    let is_name = name.len() <= 63
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.ends_with(|c: char| c.is_ascii_alphanumeric());
    if !is_name {
        return Err(Problem::property("name", "The value must be at most 63 letters, digits, dashes, dots."));
    }
    if !doc.flag("public") && doc.text("location").is_none() {
        return Err(Problem::property("location", "A private cluster needs a location."));
    }
    kubernetes_version(doc, before)?;
    let versions: Vec<&str> = catalogue::KUBERNETES.to_vec();
    doc.set("viableNodePoolVersions", versions);
    doc.set("availableUpgradeVersions", Value::Array(Vec::new()));
    Ok(())
}

/// A cluster with node pools must stay.
pub(crate) fn cluster_is_empty(cloud: &Cloud, path: &str) -> Checked {
    match cloud.paths_in(&format!("{path}/nodepools")).len() {
        0 => Ok(()),
        count => Err(Problem::invalid(format!("The cluster still has {count} node pools."))),
    }
}

pub(crate) fn node_pool(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let datacenter = doc.text("datacenterId").unwrap_or_default();
    if draft.cloud.get(&format!("datacenters/{datacenter}")).is_none_or(|center| center.deleting) {
        return Err(Problem::property("datacenterId", "There is no such data center."));
    }
    kubernetes_version(doc, before)?;
    doc.set("availableUpgradeVersions", Value::Array(Vec::new()));
    if let Some(scaling) = doc.properties.get("autoScaling").filter(|value| value.is_object()) {
        let (least, most) = (scaling.get("minNodeCount"), scaling.get("maxNodeCount"));
        let (least, most) = (least.and_then(Value::as_i64), most.and_then(Value::as_i64));
        if least.unwrap_or_default() > most.unwrap_or_default() {
            return Err(Problem::property("autoScaling", "minNodeCount must not exceed maxNodeCount."));
        }
        let scales = most.unwrap_or_default() > 0;
        if scales && before.is_some_and(|before| before.int("nodeCount") != doc.int("nodeCount")) {
            let what = "nodeCount must not be given while autoscaling is on.";
            return Err(Problem::property("nodeCount", what));
        }
    }
    draft.set_nodes(path, doc)
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
    let password = doc.hidden.remove("password");
    if before.is_none() {
        if password.as_ref().and_then(Value::as_str).is_none_or(|password| password.len() < 10) {
            return Err(Problem::property("password", "The value must have at least 10 characters."));
        }
        doc.set("secAuthActive", false);
        doc.set("s3CanonicalUserId", super::render::etag(path, 3));
    }
    Ok(())
}

/// Whether somebody may have keys for the object storage: an administrator, or a member of a group that may.
pub(crate) fn s3_key(draft: &mut Draft<'_>, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Checked {
    let user = parent(path);
    let is_admin = draft.cloud.get(user).is_some_and(|user| user.flag("administrator"));
    let may = draft.cloud.all(&kinds::GROUPS).iter().any(|(_, group)| {
        group.flag("s3Privilege") && group.linked("users").iter().any(|id| id == last(user))
    });
    if !is_admin && !may {
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
