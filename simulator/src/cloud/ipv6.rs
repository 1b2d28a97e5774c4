//! Addresses of version 6: a data center has a /56, a LAN that wants one a /64 of it, a NIC a /80 of that.

use std::net::Ipv6Addr;

use ipnet::Ipv6Net;
use serde_json::Value;

use super::catalogue;
use super::problem::Problem;
use super::rules::nics_of;
use super::store::{Cloud, Doc, datacenter, last};
use super::write::Draft;

/// The range that is set aside for documentation.
const POOL: u128 = 0x2001_0db8 << 96;

/// The block of the data center that was the `seq`-th resource.
pub(crate) fn of_datacenter(seq: u64) -> String {
    let number = u128::from(seq & 0x00ff_ffff);
    format!("{}/56", Ipv6Addr::from(POOL | (number << 72)))
}

fn block(doc: &Doc) -> Option<Ipv6Net> {
    doc.text("ipv6CidrBlock")?.parse().ok()
}

/// The lowest part of `whole` with this prefix that is not used.
fn free(whole: Ipv6Net, prefix: u8, used: &[Ipv6Net]) -> Option<Ipv6Net> {
    whole.subnets(prefix).ok()?.find(|part| !used.contains(part))
}

/// A block that was asked for: part of `whole`, as large as it must be, and free.
fn wanted(text: &str, whole: Ipv6Net, prefix: u8, used: &[Ipv6Net]) -> Result<Ipv6Net, Problem> {
    let asked = text.parse::<Ipv6Net>().ok().filter(|asked| asked.prefix_len() == prefix);
    match asked.map(|asked| asked.trunc()) {
        Some(asked) if !whole.contains(&asked) => {
            Err(Problem::property("ipv6CidrBlock", format!("{asked} is not in {whole}.")))
        }
        Some(asked) if used.contains(&asked) => {
            Err(Problem::property("ipv6CidrBlock", format!("{asked} is in use.")))
        }
        Some(asked) => Ok(asked),
        None => Err(Problem::property("ipv6CidrBlock", format!("The value must be a block /{prefix}."))),
    }
}

/// `AUTO` or a block switches the version on in a LAN, null switches it off; its NICs follow.
pub(crate) fn lan(
    draft: &mut Draft<'_>,
    path: &str,
    before: Option<&Doc>,
    doc: &mut Doc,
) -> Result<(), Problem> {
    let root = datacenter(path).unwrap_or_default();
    let present = before.and_then(block);
    let asked = doc.text("ipv6CidrBlock").map(ToOwned::to_owned);
    let chosen = match asked.as_deref() {
        // The official Terraform provider sends an empty text for a LAN that shall have none.
        None | Some("") => None,
        Some("AUTO") if present.is_some() => present,
        Some(text) => {
            let others = draft.cloud.paths_in(&format!("{root}/lans"));
            let others = others.iter().filter(|other| *other != path);
            let used: Vec<Ipv6Net> = others.filter_map(|other| block(draft.cloud.get(other)?)).collect();
            let whole = draft.cloud.get(root).and_then(block).ok_or_else(Problem::not_found)?;
            if used.len() >= catalogue::IPV6_LANS {
                return Err(Problem::refused(format!(
                    "A data center has at most {} LANs with IPv6.",
                    catalogue::IPV6_LANS
                )));
            }
            if text == "AUTO" { free(whole, 64, &used) } else { Some(wanted(text, whole, 64, &used)?) }
        }
    };
    doc.set("ipv6CidrBlock", chosen.map(|block| block.to_string()));
    if chosen == present {
        return Ok(());
    }
    let mut used = Vec::new();
    for nic_path in nics_of(draft.cloud, root, last(path).parse().unwrap_or_default()) {
        let Some(mut nic) = draft.cloud.get(&nic_path).cloned() else { continue };
        let count = nic.texts("ipv6Ips").len();
        match chosen {
            Some(whole) => {
                let own = free(whole, 80, &used).ok_or_else(full)?;
                used.push(own);
                assign(&mut nic, own, count);
            }
            None => clear(&mut nic),
        }
        nic.revision += 1;
        draft.write(&nic_path, nic);
    }
    Ok(())
}

fn full() -> Problem {
    Problem::refused("The LAN has no free IPv6 block.")
}

fn clear(nic: &mut Doc) {
    for name in ["ipv6CidrBlock", "ipv6Ips", "dhcpv6"] {
        nic.set(name, Value::Null);
    }
}

/// Gives a NIC its block and the first addresses of it.
fn assign(nic: &mut Doc, own: Ipv6Net, count: usize) {
    let addresses: Vec<String> = own.hosts().skip(1).take(count.max(1)).map(|ip| ip.to_string()).collect();
    nic.set("ipv6CidrBlock", own.to_string());
    nic.set("ipv6Ips", addresses);
    if nic.properties.get("dhcpv6").is_none_or(Value::is_null) {
        nic.set("dhcpv6", true);
    }
}

/// What a NIC has of its LAN's block.
pub(crate) fn nic(cloud: &Cloud, path: &str, before: Option<&Doc>, doc: &mut Doc) -> Result<(), Problem> {
    let root = datacenter(path).unwrap_or_default();
    let lan = doc.int("lan").unwrap_or_default();
    let Some(whole) = cloud.get(&format!("{root}/lans/{lan}")).and_then(block) else {
        let has_moved = before.is_some_and(|before| before.int("lan") != Some(lan));
        let given = ["ipv6CidrBlock", "ipv6Ips", "dhcpv6"].into_iter().find(|name| {
            let value = doc.properties.get(name).filter(|value| !value.is_null());
            value.is_some() && value != before.and_then(|before| before.properties.get(name))
        });
        return match given {
            Some(name) if !has_moved && doc.properties.get(name) != Some(&Value::Array(Vec::new())) => {
                Err(Problem::property(name, "The LAN of the NIC has no IPv6."))
            }
            _ => {
                clear(doc);
                Ok(())
            }
        };
    };
    let others = nics_of(cloud, root, lan);
    let others = others.iter().filter(|other| *other != path).filter_map(|other| cloud.get(other));
    let used: Vec<Ipv6Net> = others.filter_map(block).collect();
    let present = before.and_then(block).filter(|present| whole.contains(present));
    let asked = doc.text("ipv6CidrBlock").map(ToOwned::to_owned);
    let was = before.and_then(|before| before.text("ipv6CidrBlock"));
    // A block of the LAN that the NIC has left does not count as asked for.
    let asked = asked.filter(|asked| present.is_some() || was != Some(asked.as_str()));
    let own = match (asked, present) {
        (Some(text), _) => wanted(&text, whole, 80, &used)?,
        (None, Some(present)) => present,
        (None, None) => free(whole, 80, &used).ok_or_else(full)?,
    };
    let listed = doc.texts("ipv6Ips");
    let earlier = before.map(|before| before.texts("ipv6Ips")).unwrap_or_default();
    let is_kept = present == Some(own);
    if listed.is_empty() || (!is_kept && listed == earlier) {
        let keeps = is_kept && !earlier.is_empty();
        let count = earlier.len();
        let earlier: Vec<String> = earlier.into_iter().map(ToOwned::to_owned).collect();
        assign(doc, own, count);
        if keeps {
            doc.set("ipv6Ips", earlier);
        }
        return Ok(());
    }
    if listed.len() > catalogue::IPV6_PER_NIC {
        let what = format!("A NIC has at most {} IPv6 addresses.", catalogue::IPV6_PER_NIC);
        return Err(Problem::property("ipv6Ips", what));
    }
    let is_inside = |text: &&str| text.parse::<Ipv6Addr>().is_ok_and(|address| own.contains(&address));
    if let Some(outside) = listed.iter().find(|text| !is_inside(text)) {
        return Err(Problem::property("ipv6Ips", format!("{outside} is not in {own}.")));
    }
    doc.set("ipv6CidrBlock", own.to_string());
    if doc.properties.get("dhcpv6").is_none_or(Value::is_null) {
        doc.set("dhcpv6", true);
    }
    Ok(())
}
