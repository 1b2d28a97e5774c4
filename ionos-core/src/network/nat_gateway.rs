//! NAT gateways. <https://api.ionos.com/docs/cloud/v6/#tag/NAT-Gateways>

use super::{FlowLog, NewFlowLog};
use crate::declare::{body, entities, fields, model, resource, value};
use crate::document::Document;
use crate::types::{Patch, open_enum};

/// A gateway that lets private LANs reach the internet under reserved addresses, and nothing in.
pub type NatGateway = Document<NatGatewayProperties, NatGatewayEntities>;

model! {
    /// The fields of a NAT gateway.
    NatGatewayProperties {
        /// Name.
        name: String,
        /// Reserved addresses of the same location.
        public_ips: Vec<String>,
        /// The LANs it serves; private ones, six at most.
        lans: Vec<NatGatewayLan>,
    }
}

value! {
    /// A LAN that a NAT gateway serves.
    NatGatewayLan {
        /// Number of the LAN.
        id: u32,
        /// Addresses of the gateway inside the LAN, with prefix length, such as `10.0.1.1/24`.
        gateway_ips: Vec<String>,
    }
}

impl NatGatewayLan {
    /// A LAN with the gateway's address in it, such as `10.0.1.1/24`.
    #[must_use]
    pub fn new(lan: u32, gateway_ip: impl Into<String>) -> Self {
        Self::default().id(lan).gateway_ips(vec![gateway_ip.into()])
    }
}

entities! {
    /// What a NAT gateway contains.
    NatGatewayEntities {
        /// Its rules.
        rules: NatRule,
        /// Its flow logs.
        flowlogs: FlowLog,
    }
}

fields! {
    /// A NAT gateway to be made.
    NewNatGateway {
        /// Name.
        name: String,
        /// Reserved addresses of the same location; one at least.
        public_ips: Vec<String>,
        /// The LANs it serves; private ones, six at most.
        lans: Vec<NatGatewayLan>,
    } with {
        /// Adds a rule.
        rule => rules: NewNatRule,
        /// Adds a flow log.
        flow_log => flowlogs: NewFlowLog,
    }
}

impl NewNatGateway {
    /// A gateway of this name with these reserved addresses.
    #[must_use]
    pub fn new(name: impl Into<String>, public_ips: Vec<String>) -> Self {
        Self::default().name(name).public_ips(public_ips)
    }
}

fields! {
    /// The whole of a NAT gateway; its rules and flow logs stay.
    WholeNatGateway {
        /// Name.
        name: String,
        /// Reserved addresses of the same location; one at least.
        public_ips: Vec<String>,
        /// The LANs it serves; private ones, six at most.
        lans: Vec<NatGatewayLan>,
    }
}

fields! {
    /// Changes of a NAT gateway.
    NatGatewayUpdate {
        /// New name.
        name: String,
        /// New set of addresses.
        public_ips: Vec<String>,
        /// New set of LANs.
        lans: Vec<NatGatewayLan>,
    }
}

open_enum! {
    /// What a NAT rule translates.
    NatRuleType {
        /// The sender's address.
        Snat = "SNAT",
    }
}

open_enum! {
    /// The traffic that a NAT rule translates.
    NatProtocol {
        /// TCP.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// ICMP.
        Icmp = "ICMP",
        /// All of them; the default.
        All = "ALL",
    }
}

/// A rule: traffic of this subnet leaves under this address.
pub type NatRule = Document<NatRuleProperties>;

model! {
    /// The fields of a NAT rule.
    NatRuleProperties {
        /// Name.
        name: String,
        /// What it translates.
        kind = "type": NatRuleType,
        /// Protocol.
        protocol: NatProtocol,
        /// Subnet whose traffic is translated.
        source_subnet: String,
        /// One of the gateway's addresses.
        public_ip: String,
        /// Where to; everywhere when absent.
        target_subnet: String,
        /// Ports at the target; TCP and UDP only.
        target_port_range: PortRange,
    }
}

value! {
    /// Ports from start to end.
    PortRange {
        /// First port, 1 to 65535.
        start: u16,
        /// Last port, 1 to 65535.
        end: u16,
    }
}

impl PortRange {
    /// Ports from `start` to `end`, both included.
    #[must_use]
    pub fn new(start: u16, end: u16) -> Self {
        Self::default().start(start).end(end)
    }
}

fields! {
    /// A NAT rule to be made, or the whole of one.
    NewNatRule {
        /// Name.
        name: String,
        /// What it translates; the sender's address by default.
        kind = "type": NatRuleType,
        /// Protocol; all by default.
        protocol: NatProtocol,
        /// Subnet whose traffic is translated.
        source_subnet: String,
        /// One of the gateway's addresses.
        public_ip: String,
        /// Where to; everywhere when left out.
        target_subnet: String,
        /// Ports at the target; TCP and UDP only.
        target_port_range: PortRange,
    }
}

impl NewNatRule {
    /// Source translation of a subnet, all protocols.
    #[must_use]
    pub fn snat(
        name: impl Into<String>,
        source_subnet: impl Into<String>,
        public_ip: impl Into<String>,
    ) -> Self {
        Self::default()
            .name(name)
            .kind(NatRuleType::Snat)
            .protocol(NatProtocol::All)
            .source_subnet(source_subnet)
            .public_ip(public_ip)
    }
}

fields! {
    /// Changes of a NAT rule.
    NatRuleUpdate {
        /// New name.
        name: String,
        /// New kind of translation.
        kind = "type": NatRuleType,
        /// New protocol.
        protocol: NatProtocol,
        /// New subnet.
        source_subnet: String,
        /// New address; one of the gateway's.
        public_ip: String,
        /// New target; cleared, everywhere.
        target_subnet: Patch<String>,
        /// New ports at the target; cleared, all.
        target_port_range: Patch<PortRange>,
    }
}

body!(NewNatGateway, WholeNatGateway, NewNatRule);
resource! {
    NatGateway: "NAT gateway", "natgateways" / "natGatewayId", name: |r| r.properties.name.as_deref();
    create: NewNatGateway;
    update: NatGatewayUpdate;
    replace: WholeNatGateway;
    can: [Delete];
    inside {
        /// Its rules.
        rules / rule: NatRule;
        /// Its flow logs.
        flow_logs / flow_log: FlowLog => "flowlogs" / "flowLogId";
    }
}
resource! {
    NatRule: "NAT rule", "rules" / "natGatewayRuleId", name: |r| r.properties.name.as_deref();
    create: NewNatRule;
    update: NatRuleUpdate;
    replace: NewNatRule;
    can: [Delete];
}
