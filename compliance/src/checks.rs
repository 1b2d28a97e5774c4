//! The catalogue and its checks.

use std::collections::BTreeSet;

use ionos_core::{AvailabilityZone, Datacenter, FlowLog, FlowLogAction, Nic, Server, TrafficDirection};

use crate::inventory::Inventory;
use crate::model::{Check, Finding, Verdict};

type Run = fn(&Inventory) -> (usize, Verdict);

const CHECKS: [(Check, Run); 5] = [
    (
        Check {
            id: "RES-01",
            title: "All data centers and reserved addresses are in Germany",
            c5_2020: &["PSS-12"],
            c5_2026: &["PSS-12.01B"],
            remediation: "Make the resource anew in de/txl, de/fra or de/fra/2, move the data, and delete the old one.",
        },
        in_germany,
    ),
    (
        Check {
            id: "NET-01",
            title: "No server has a public address or sits in a public LAN",
            c5_2020: &["COS-02", "COS-04"],
            c5_2026: &["COS-03.01B", "COS-04.01B"],
            remediation: "Move the NIC to a private LAN behind the NAT gateway and publish the service through a tunnel.",
        },
        no_public_address,
    ),
    (
        Check {
            id: "NET-03",
            title: "Every private LAN with servers leaves through a NAT gateway with a rule for it",
            c5_2020: &["COS-04"],
            c5_2026: &["COS-04.01B"],
            remediation: "Add the LAN to the data center's NAT gateway and a source translation rule for its subnet.",
        },
        nat_gateway,
    ),
    (
        Check {
            id: "LOG-01",
            title: "Every NIC and NAT gateway records all connections, outgoing ones included",
            c5_2020: &["OPS-10", "OPS-14"],
            c5_2026: &["OPS-10.01B", "OPS-14.01B"],
            remediation: "Add a flow log with action ALL and direction BIDIRECTIONAL or EGRESS.",
        },
        flow_logs,
    ),
    (
        Check {
            id: "HA-01",
            title: "Servers are placed in at least two named zones",
            c5_2020: &["PS-02", "BCM-03"],
            c5_2026: &["PS-02.01B"],
            remediation: "Place the replicas in ZONE_1 and ZONE_2 by name; AUTO proves nothing.",
        },
        zones,
    ),
];

/// The checks that exist.
#[must_use]
pub fn catalogue() -> Vec<Check> {
    CHECKS.iter().map(|(check, _)| *check).collect()
}

/// Runs all checks on an inventory. Reads nothing.
#[must_use]
pub fn audit(inventory: &Inventory) -> Vec<Finding> {
    CHECKS
        .iter()
        .map(|(check, run)| {
            let (examined, verdict) = run(inventory);
            let verdict =
                if examined == 0 && verdict == Verdict::Pass { Verdict::NotApplicable } else { verdict };
            Finding { check: *check, verdict, examined, evidence: inventory.evidence() }
        })
        .collect()
}

fn label(datacenter: &Datacenter) -> &str {
    datacenter.properties.name.as_deref().unwrap_or(datacenter.id.as_str())
}

fn name(server: &Server) -> &str {
    server.properties.name.as_deref().unwrap_or(server.id.as_str())
}

fn servers(datacenter: &Datacenter) -> &[Server] {
    datacenter.entities.as_ref().map(|e| e.servers.items.as_slice()).unwrap_or_default()
}

fn nics(server: &Server) -> &[Nic] {
    server.entities.as_ref().map(|e| e.nics.items.as_slice()).unwrap_or_default()
}

fn in_germany(inventory: &Inventory) -> (usize, Verdict) {
    let datacenters = inventory
        .datacenters
        .iter()
        .map(|d| (format!("data center {}", label(d)), d.properties.location.as_deref()));
    let blocks = inventory.ip_blocks.iter().flatten().map(|b| {
        (
            format!("IP block {}", b.properties.name.as_deref().unwrap_or(b.id.as_str())),
            b.properties.location.as_deref(),
        )
    });
    let all: Vec<_> = datacenters.chain(blocks).collect();
    if let Some((what, _)) = all.iter().find(|(_, location)| location.is_none()) {
        return (all.len(), Verdict::Unknown { reason: format!("{what} does not say where it is") });
    }
    let problems = all
        .iter()
        .filter_map(|(what, location)| {
            let location = (*location)?;
            (!location.starts_with("de/")).then(|| format!("{what} is in {location}"))
        })
        .collect();
    (all.len(), Verdict::from_problems(problems))
}

fn no_public_address(inventory: &Inventory) -> (usize, Verdict) {
    let mut examined = 0;
    let mut problems = Vec::new();
    for datacenter in &inventory.datacenters {
        let public: BTreeSet<&str> = datacenter
            .entities
            .iter()
            .flat_map(|e| &e.lans.items)
            .filter(|lan| lan.properties.public != Some(false))
            .map(|lan| lan.id.as_str())
            .collect();
        for server in servers(datacenter) {
            for nic in nics(server) {
                examined += 1;
                let lan = nic.properties.lan.map(|l| l.to_string()).unwrap_or_default();
                if public.contains(lan.as_str()) {
                    problems.push(format!(
                        "server {} in {} sits in the public LAN {lan}",
                        name(server),
                        label(datacenter)
                    ));
                }
                let addresses =
                    nic.properties.ips.iter().flatten().chain(nic.properties.ipv6_ips.iter().flatten());
                for address in addresses.filter(|a| !is_private(a)) {
                    problems.push(format!(
                        "server {} in {} has the public address {address}",
                        name(server),
                        label(datacenter)
                    ));
                }
            }
        }
    }
    (examined, Verdict::from_problems(problems))
}

fn is_private(address: &str) -> bool {
    match address.parse() {
        Ok(std::net::IpAddr::V4(ip)) => ip.is_private() || ip.is_link_local() || ip.is_loopback(),
        Ok(std::net::IpAddr::V6(ip)) => {
            ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_loopback()
        }
        Err(_) => false,
    }
}

fn nat_gateway(inventory: &Inventory) -> (usize, Verdict) {
    let mut examined = 0;
    let mut problems = Vec::new();
    for datacenter in &inventory.datacenters {
        let Some(entities) = &datacenter.entities else { continue };
        let used: BTreeSet<u32> =
            servers(datacenter).iter().flat_map(nics).filter_map(|n| n.properties.lan).collect();
        for lan in entities.lans.items.iter().filter(|l| l.properties.public == Some(false)) {
            let Ok(number) = lan.id.as_str().parse::<u32>() else { continue };
            if !used.contains(&number) {
                continue;
            }
            examined += 1;
            let gateways: Vec<_> = entities
                .natgateways
                .items
                .iter()
                .filter(|g| g.properties.lans.iter().flatten().any(|l| l.id == Some(number)))
                .collect();
            let named = lan.properties.name.as_deref().unwrap_or(lan.id.as_str());
            if gateways.is_empty() {
                problems.push(format!("LAN {named} in {} has no NAT gateway", label(datacenter)));
                continue;
            }
            let addresses: Vec<std::net::IpAddr> = servers(datacenter)
                .iter()
                .flat_map(nics)
                .filter(|n| n.properties.lan == Some(number))
                .flat_map(|n| n.properties.ips.iter().flatten())
                .filter_map(|ip| ip.parse().ok())
                .collect();
            let subnets: Vec<&str> = gateways
                .iter()
                .flat_map(|g| g.entities.iter().flat_map(|e| &e.rules.items))
                .filter_map(|r| r.properties.source_subnet.as_deref())
                .collect();
            let covered = |ip: &std::net::IpAddr| subnets.iter().any(|s| covers(s, *ip));
            if let Some(open) = addresses.iter().find(|ip| !covered(ip)) {
                problems.push(format!("LAN {named} in {} has no rule that covers {open}", label(datacenter)));
            }
        }
    }
    (examined, Verdict::from_problems(problems))
}

/// Whether a subnet such as `10.0.1.0/24` holds an IPv4 address.
fn covers(subnet: &str, ip: std::net::IpAddr) -> bool {
    let std::net::IpAddr::V4(ip) = ip else { return false };
    let Some((base, length)) = subnet.split_once('/') else { return subnet.parse() == Ok(ip) };
    let (Ok(base), Ok(length)) = (base.parse::<std::net::Ipv4Addr>(), length.parse::<u32>()) else {
        return false;
    };
    let mask = if length == 0 { 0 } else { u32::MAX.checked_shl(32_u32.saturating_sub(length)).unwrap_or(0) };
    u32::from(base) & mask == u32::from(ip) & mask
}

fn records_everything(log: &FlowLog) -> bool {
    log.properties.action == Some(FlowLogAction::All)
        && matches!(
            log.properties.direction,
            Some(TrafficDirection::Bidirectional | TrafficDirection::Egress)
        )
}

fn flow_logs(inventory: &Inventory) -> (usize, Verdict) {
    let mut examined = 0;
    let mut problems = Vec::new();
    for datacenter in &inventory.datacenters {
        for server in servers(datacenter) {
            for nic in nics(server) {
                examined += 1;
                if !nic.entities.iter().flat_map(|e| &e.flowlogs.items).any(records_everything) {
                    let nic = nic.properties.name.as_deref().unwrap_or(nic.id.as_str());
                    problems.push(format!(
                        "NIC {nic} of server {} in {} has no flow log of all connections",
                        name(server),
                        label(datacenter)
                    ));
                }
            }
        }
        for gateway in datacenter.entities.iter().flat_map(|e| &e.natgateways.items) {
            examined += 1;
            if !gateway.entities.iter().flat_map(|e| &e.flowlogs.items).any(records_everything) {
                let gateway = gateway.properties.name.as_deref().unwrap_or(gateway.id.as_str());
                problems.push(format!(
                    "NAT gateway {gateway} in {} has no flow log of all connections",
                    label(datacenter)
                ));
            }
        }
    }
    (examined, Verdict::from_problems(problems))
}

fn zones(inventory: &Inventory) -> (usize, Verdict) {
    let mut examined = 0;
    let mut problems = Vec::new();
    let mut automatic = Vec::new();
    for datacenter in &inventory.datacenters {
        let mut named = BTreeSet::new();
        let mut undecided = false;
        for server in servers(datacenter) {
            examined += 1;
            match &server.properties.availability_zone {
                None | Some(AvailabilityZone::Auto) => {
                    automatic.push(format!("server {} in {}", name(server), label(datacenter)));
                    undecided = true;
                }
                Some(zone) => {
                    named.insert(zone.as_str().to_owned());
                }
            }
        }
        if !undecided && !servers(datacenter).is_empty() && named.len() < 2 {
            problems.push(format!("all servers of {} are in one zone", label(datacenter)));
        }
    }
    if problems.is_empty() && !automatic.is_empty() {
        return (
            examined,
            Verdict::Unknown { reason: format!("the service chose the zone of {}", automatic.join(", ")) },
        );
    }
    (examined, Verdict::from_problems(problems))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A data center that passes every check.
    fn good() -> Value {
        let flow_logs = json!({"items": [{"id": "f", "properties": {"action": "ALL", "direction": "BIDIRECTIONAL", "bucket": "b"}}]});
        let server = |id: &str, zone: &str, ip: &str| {
            json!({"id": id, "properties": {"name": id, "availabilityZone": zone}, "entities": {"nics": {"items": [
                {"id": "n", "properties": {"lan": 1, "ips": [ip]}, "entities": {"flowlogs": flow_logs}}]}}})
        };
        json!({"id": "d", "href": "http://x/d", "properties": {"name": "dc", "location": "de/txl"}, "entities": {
            "servers": {"items": [server("a", "ZONE_1", "10.0.1.11"), server("b", "ZONE_2", "10.0.1.12")]},
            "lans": {"items": [{"id": "1", "properties": {"name": "services", "public": false}}]},
            "natgateways": {"items": [{"id": "g", "properties": {"lans": [{"id": 1}]}, "entities": {
                "rules": {"items": [{"id": "r", "properties": {"sourceSubnet": "10.0.1.0/24"}}]}, "flowlogs": flow_logs}}]}}})
    }

    fn failing(document: Value) -> Vec<(&'static str, &'static str)> {
        let inventory = Inventory::of(vec![serde_json::from_value(document).unwrap()]);
        let findings = audit(&inventory);
        findings
            .iter()
            .filter(|f| f.verdict != Verdict::Pass)
            .map(|f| (f.check.id, f.verdict.as_str()))
            .collect()
    }

    fn changed(pointer: &str, value: Value) -> Vec<(&'static str, &'static str)> {
        let mut document = good();
        *document.pointer_mut(pointer).unwrap() = value;
        failing(document)
    }

    #[test]
    fn a_compliant_data_center_passes_every_check() {
        assert_eq!(failing(good()), []);
    }

    #[test]
    fn each_violation_flips_exactly_its_check() {
        let nic = "/entities/servers/items/0/entities/nics/items/0";
        assert_eq!(changed("/properties/location", json!("us/las")), [("RES-01", "fail")]);
        assert_eq!(changed("/properties/location", Value::Null), [("RES-01", "unknown")]);
        assert_eq!(
            changed(&format!("{nic}/entities/flowlogs/items/0/properties/action"), json!("REJECTED")),
            [("LOG-01", "fail")]
        );
        assert_eq!(
            changed(&format!("{nic}/entities/flowlogs/items/0/properties/direction"), json!("INGRESS")),
            [("LOG-01", "fail")]
        );
        assert_eq!(
            changed("/entities/natgateways/items/0/entities/flowlogs/items", json!([])),
            [("LOG-01", "fail")]
        );
        assert_eq!(changed("/entities/natgateways/items/0/properties/lans", json!([])), [("NET-03", "fail")]);
        assert_eq!(
            changed(
                "/entities/natgateways/items/0/entities/rules/items/0/properties/sourceSubnet",
                json!("10.0.2.0/24")
            ),
            [("NET-03", "fail")]
        );
        assert_eq!(
            changed("/entities/natgateways/items/0/entities/rules/items", json!([])),
            [("NET-03", "fail")]
        );
        assert_eq!(
            changed("/entities/servers/items/1/properties/availabilityZone", json!("ZONE_1")),
            [("HA-01", "fail")]
        );
        assert_eq!(
            changed("/entities/servers/items/1/properties/availabilityZone", json!("AUTO")),
            [("HA-01", "unknown")]
        );
        assert_eq!(
            changed(&format!("{nic}/properties/ips"), json!(["10.0.1.11", "203.0.113.9"]))[0],
            ("NET-01", "fail")
        );
        // A public LAN is no private LAN that would need a gateway.
        assert_eq!(
            changed("/entities/lans/items/0/properties/public", json!(true)),
            [("NET-01", "fail"), ("NET-03", "not-applicable")]
        );
    }

    #[test]
    fn subnets_cover_their_addresses_only() {
        let ip = "10.20.1.11".parse().unwrap();
        assert!(
            covers("10.20.1.0/24", ip)
                && covers("0.0.0.0/0", ip)
                && covers("10.20.1.11", ip)
                && covers("10.20.1.11/32", ip)
        );
        assert!(
            !covers("10.20.2.0/24", ip)
                && !covers("nonsense", ip)
                && !covers("10.20.1.0/99", "10.20.1.1".parse().unwrap())
        );
    }
}
