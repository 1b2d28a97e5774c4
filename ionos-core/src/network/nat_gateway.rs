//! NAT gateways. <https://api.ionos.com/docs/cloud/v6/#tag/NAT-Gateways>

use serde::{Deserialize, Serialize};

use super::{FlowLog, Protocol};
use crate::document::{Document, Items};
use crate::resource::{Collection, Item, body, fields, model, resource};

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

/// A LAN that a NAT gateway serves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NatGatewayLan {
    /// Number of the LAN.
    pub id: u32,
    /// Addresses of the gateway inside the LAN, with prefix length, such as `10.0.1.1/24`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway_ips: Option<Vec<String>>,
}

impl NatGatewayLan {
    /// A LAN with the gateway's address in it, such as `10.0.1.1/24`.
    #[must_use]
    pub fn new(lan: u32, gateway_ip: impl Into<String>) -> Self {
        Self { id: lan, gateway_ips: Some(vec![gateway_ip.into()]) }
    }
}

/// What a NAT gateway contains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct NatGatewayEntities {
    /// Its rules.
    pub rules: Items<NatRule>,
    /// Its flow logs.
    pub flowlogs: Items<FlowLog>,
}

fields! {
    /// A NAT gateway to be made.
    NewNatGateway {
        /// Name.
        name: String,
        /// Reserved addresses of the same location.
        public_ips: Vec<String>,
        /// The LANs it serves.
        lans: Vec<NatGatewayLan>,
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

/// A rule: traffic of this subnet leaves under this address.
pub type NatRule = Document<NatRuleProperties>;

model! {
    /// The fields of a NAT rule.
    NatRuleProperties {
        /// Name.
        name: String,
        /// `SNAT`.
        kind = "type": String,
        /// Protocol: `TCP`, `UDP`, `ICMP` or `ALL`; fixed at creation.
        protocol: Protocol,
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

/// Ports from start to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PortRange {
    /// First port, 1 to 65535.
    pub start: u16,
    /// Last port, 1 to 65535.
    pub end: u16,
}

impl PortRange {
    /// Ports from `start` to `end`, both included.
    #[must_use]
    pub const fn new(start: u16, end: u16) -> Self {
        Self { start, end }
    }
}

fields! {
    /// A NAT rule to be made.
    NewNatRule {
        /// Name.
        name: String,
        /// `SNAT`.
        kind = "type": String,
        /// Protocol.
        protocol: Protocol,
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
            .kind("SNAT")
            .protocol(Protocol::All)
            .source_subnet(source_subnet)
            .public_ip(public_ip)
    }
}

fields! {
    /// Changes of a NAT rule.
    NatRuleUpdate {
        /// New name.
        name: String,
        /// New subnet.
        source_subnet: String,
        /// New address.
        public_ip: String,
        /// New target.
        target_subnet: String,
    }
}

body!(NewNatGateway, NewNatRule);
resource!(NatGateway, "NAT gateway", "natgateways" / "natGatewayId", name: |r| r.properties.name.as_deref(),
    create: NewNatGateway, update: NatGatewayUpdate; Delete);
resource!(NatRule, "NAT rule", "rules" / "natGatewayRuleId", name: |r| r.properties.name.as_deref(),
    create: NewNatRule, update: NatRuleUpdate; Delete);

impl Item<NatGateway> {
    /// Its rules.
    #[must_use]
    pub fn rules(&self) -> Collection<NatRule> {
        self.collection()
    }

    /// Its flow logs.
    #[must_use]
    pub fn flow_logs(&self) -> Collection<FlowLog> {
        self.collection_at("flowlogs", "flowLogId")
    }
}
