//! LANs, NICs, addresses, gateways and what protects them.

mod firewall;
mod flow_log;
mod ip_block;
mod lan;
mod nat_gateway;
mod nic;
mod security_group;

pub use firewall::{
    FirewallRule, FirewallRuleProperties, FirewallRuleUpdate, NewFirewallRule, Protocol, TrafficDirection,
};
pub use flow_log::{FlowLog, FlowLogAction, FlowLogProperties, FlowLogUpdate, NewFlowLog};
pub use ip_block::{IpBlock, IpBlockProperties, IpBlockUpdate, IpConsumer, NewIpBlock};
pub use lan::{IpFailover, Lan, LanEntities, LanProperties, LanUpdate, NewLan};
pub use nat_gateway::{
    NatGateway, NatGatewayEntities, NatGatewayLan, NatGatewayProperties, NatGatewayUpdate, NatRule,
    NatRuleProperties, NatRuleUpdate, NewNatGateway, NewNatRule, PortRange,
};
pub use nic::{NewNic, Nic, NicEntities, NicProperties, NicUpdate};
pub use security_group::{
    NewSecurityGroup, SecurityGroup, SecurityGroupEntities, SecurityGroupProperties, SecurityGroupUpdate,
};
