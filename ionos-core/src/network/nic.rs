//! Network interfaces. <https://api.ionos.com/docs/cloud/v6/#tag/Network-interfaces>

use super::{FirewallRule, FlowLog, NewFirewallRule, NewFlowLog, SecurityGroup, TrafficDirection};
use crate::declare::{body, entities, fields, model, resource};
use crate::document::Document;

/// A network interface of a server.
pub type Nic = Document<NicProperties, NicEntities>;

model! {
    /// The fields of a NIC.
    NicProperties {
        /// Name.
        name: String,
        /// Hardware address.
        mac: String,
        /// IPv4 addresses; their order carries no meaning.
        ips: Vec<String>,
        /// IPv6 addresses.
        ipv6_ips: Vec<String>,
        /// Whether it gets its addresses by DHCP.
        dhcp: bool,
        /// Number of the LAN it is in.
        lan: u32,
        /// Whether the firewall rules are in force.
        firewall_active: bool,
        /// Which direction the firewall looks at.
        firewall_type: TrafficDirection,
        /// Place on the bus.
        device_number: i64,
        /// Slot on the bus.
        pci_slot: i64,
    }
}

entities! {
    /// What a NIC contains.
    NicEntities {
        /// Its firewall rules.
        firewallrules: FirewallRule,
        /// Its flow logs.
        flowlogs: FlowLog,
        /// Its security groups.
        securitygroups: SecurityGroup,
    }
}

fields! {
    /// A NIC to be made.
    NewNic {
        /// Name.
        name: String,
        /// Number of the LAN; a LAN that does not exist is made by the service.
        lan: u32,
        /// IPv4 addresses; given by the service when left out.
        ips: Vec<String>,
        /// Whether it gets its addresses by DHCP.
        dhcp: bool,
        /// Whether the firewall rules are in force.
        firewall_active: bool,
        /// Which direction the firewall looks at.
        firewall_type: TrafficDirection,
    } with {
        /// Adds a firewall rule.
        firewall_rule => firewallrules: NewFirewallRule,
        /// Adds a flow log.
        flow_log => flowlogs: NewFlowLog,
    }
}

impl NewNic {
    /// A NIC of this name in the LAN of this number.
    #[must_use]
    pub fn new(name: impl Into<String>, lan: u32) -> Self {
        Self::default().name(name).lan(lan)
    }
}

fields! {
    /// Changes of a NIC.
    NicUpdate {
        /// New name.
        name: String,
        /// Move to the LAN of this number.
        lan: u32,
        /// New set of IPv4 addresses.
        ips: Vec<String>,
        /// Whether it gets its addresses by DHCP.
        dhcp: bool,
        /// Whether the firewall rules are in force.
        firewall_active: bool,
        /// Which direction the firewall looks at.
        firewall_type: TrafficDirection,
    }
}

body!(NewNic);
resource! {
    Nic: "NIC", "nics" / "nicId", name: |r| r.properties.name.as_deref();
    create: NewNic;
    update: NicUpdate;
    can: [Delete];
    inside {
        /// Its firewall rules.
        firewall_rules / firewall_rule: FirewallRule;
        /// Its flow logs.
        flow_logs / flow_log: FlowLog;
    }
}
