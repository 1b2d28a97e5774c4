//! Firewall rules of NICs and security groups. <https://api.ionos.com/docs/cloud/v6/#tag/Firewall-rules>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::{Patch, open_enum};

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
    }
}

open_enum! {
    /// Which way the traffic of a rule flows.
    RuleDirection {
        /// Towards the server; the default.
        Ingress = "INGRESS",
        /// Away from the server.
        Egress = "EGRESS",
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

open_enum! {
    /// A version of the internet protocol.
    IpVersion {
        /// IPv4.
        V4 = "IPv4",
        /// IPv6.
        V6 = "IPv6",
    }
}

model! {
    /// The fields of a firewall rule. An absent address, port, code or type means any.
    FirewallRuleProperties {
        /// Name.
        name: String,
        /// Protocol.
        protocol: Protocol,
        /// Direction.
        direction = "type": RuleDirection,
        /// Hardware address of the sender.
        source_mac: String,
        /// Sender's address or range.
        source_ip: String,
        /// Receiver's address or range.
        target_ip: String,
        /// Version of the addresses.
        ip_version: IpVersion,
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
    /// A firewall rule to be made, or the whole of one. An address, port, code or type that is left out means any.
    NewFirewallRule {
        /// Name.
        name: String,
        /// Protocol; fixed at creation, so another one means another rule.
        protocol: Protocol,
        /// Direction; towards the server by default.
        direction = "type": RuleDirection,
        /// Hardware address of the sender, such as `aa:bb:cc:dd:ee:ff`.
        source_mac: String,
        /// Sender's address or range.
        source_ip: String,
        /// Receiver's address or range, for NICs with several addresses.
        target_ip: String,
        /// Version of the addresses; follows from them when left out.
        ip_version: IpVersion,
        /// First port, 1 to 65535; TCP and UDP only, and only together with the last.
        port_range_start: u16,
        /// Last port, 1 to 65535.
        port_range_end: u16,
        /// ICMP type, 0 to 254; ICMP and ICMPv6 only.
        icmp_type: u8,
        /// ICMP code, 0 to 254; ICMP and ICMPv6 only.
        icmp_code: u8,
    }
}

impl NewFirewallRule {
    /// A rule of this name for this protocol.
    #[must_use]
    pub fn new(name: impl Into<String>, protocol: Protocol) -> Self {
        Self::default().name(name).protocol(protocol)
    }

    /// The ports that it lets through, both ends included; TCP and UDP only.
    #[must_use]
    pub fn ports(self, first: u16, last: u16) -> Self {
        self.port_range_start(first).port_range_end(last)
    }
}

fields! {
    /// Changes of a firewall rule. The protocol is fixed: another one means another rule. A cleared value means any.
    FirewallRuleUpdate {
        /// New name.
        name: String,
        /// New direction.
        direction = "type": RuleDirection,
        /// New hardware address of the sender.
        source_mac: Patch<String>,
        /// New sender.
        source_ip: Patch<String>,
        /// New receiver.
        target_ip: Patch<String>,
        /// New version of the addresses.
        ip_version: Patch<IpVersion>,
        /// New first port; cleared together with the last, all ports.
        port_range_start: Patch<u16>,
        /// New last port.
        port_range_end: Patch<u16>,
        /// New ICMP type.
        icmp_type: Patch<u8>,
        /// New ICMP code.
        icmp_code: Patch<u8>,
    }
}

body!(NewFirewallRule);
resource! {
    FirewallRule: "firewall rule", "firewallrules" / "firewallruleId", name: |r| r.properties.name.as_deref();
    create: NewFirewallRule;
    update: FirewallRuleUpdate;
    replace: NewFirewallRule;
    can: [Delete];
}
