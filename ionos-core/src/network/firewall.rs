//! Firewall rules of NICs and security groups. <https://api.ionos.com/docs/cloud/v6/#tag/Firewall-rules>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::open_enum;

/// A rule that lets traffic through; what no rule names is blocked.
pub type FirewallRule = Document<FirewallRuleProperties>;

open_enum! {
    /// A protocol that a rule lets through; fixed at creation.
    Protocol {
        /// TCP.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// ICMP for IPv4.
        Icmp = "ICMP",
        /// ICMP for IPv6.
        Icmpv6 = "ICMPv6",
        /// GRE.
        Gre = "GRE",
        /// VRRP.
        Vrrp = "VRRP",
        /// ESP.
        Esp = "ESP",
        /// AH.
        Ah = "AH",
        /// Any.
        Any = "ANY",
        /// All (NAT rules).
        All = "ALL",
    }
}

open_enum! {
    /// Which way traffic flows.
    TrafficDirection {
        /// Towards the server.
        Ingress = "INGRESS",
        /// Away from the server.
        Egress = "EGRESS",
        /// Both ways.
        Bidirectional = "BIDIRECTIONAL",
    }
}

model! {
    /// The fields of a firewall rule. An absent address, code or type means any.
    FirewallRuleProperties {
        /// Name.
        name: String,
        /// Protocol.
        protocol: Protocol,
        /// Direction.
        direction = "type": TrafficDirection,
        /// Hardware address of the sender.
        source_mac: String,
        /// Sender's address or range.
        source_ip: String,
        /// Receiver's address or range.
        target_ip: String,
        /// `IPv4` or `IPv6`.
        ip_version: String,
        /// First port, 1 to 65535.
        port_range_start: u16,
        /// Last port, 1 to 65535.
        port_range_end: u16,
        /// ICMP type, 0 to 254.
        icmp_type: u8,
        /// ICMP code, 0 to 254.
        icmp_code: u8,
    }
}

fields! {
    /// A firewall rule to be made.
    NewFirewallRule {
        /// Name.
        name: String,
        /// Protocol; cannot be changed later.
        protocol: Protocol,
        /// Direction.
        direction = "type": TrafficDirection,
        /// Sender's address or range.
        source_ip: String,
        /// Receiver's address or range.
        target_ip: String,
        /// First port, 1 to 65535.
        port_range_start: u16,
        /// Last port, 1 to 65535.
        port_range_end: u16,
    }
}

impl NewFirewallRule {
    /// A rule of this name for this protocol.
    #[must_use]
    pub fn new(name: impl Into<String>, protocol: Protocol) -> Self {
        Self::default().name(name).protocol(protocol)
    }
}

fields! {
    /// Changes of a firewall rule. The protocol is fixed: another one means another rule.
    FirewallRuleUpdate {
        /// New name.
        name: String,
        /// New sender.
        source_ip: String,
        /// New receiver.
        target_ip: String,
        /// New first port.
        port_range_start: u16,
        /// New last port.
        port_range_end: u16,
    }
}

body!(NewFirewallRule);
resource! {
    FirewallRule: "firewall rule", "firewallrules" / "firewallruleId", name: |r| r.properties.name.as_deref();
    create: NewFirewallRule;
    update: FirewallRuleUpdate;
    can: [Delete];
}
