//! LANs, NICs, addresses, gateways, load balancers and what protects them.

mod application_load_balancer;
mod cross_connect;
mod failover;
mod firewall;
mod flow_log;
mod ip_block;
mod lan;
mod load_balancer;
mod nat_gateway;
mod network_load_balancer;
mod nic;
mod security_group;
mod target_group;

pub use application_load_balancer::{
    AlbProtocol, AlbRule, AlbRuleProperties, AlbRuleUpdate, ApplicationLoadBalancer,
    ApplicationLoadBalancerEntities, ApplicationLoadBalancerProperties, ApplicationLoadBalancerUpdate,
    HttpCondition, HttpConditionMatch, HttpConditionType, HttpRule, HttpRuleType, NewAlbRule,
    NewApplicationLoadBalancer, WholeApplicationLoadBalancer,
};
pub use cross_connect::{
    ConnectableDatacenter, CrossConnect, CrossConnectProperties, CrossConnectUpdate, NewCrossConnect, Peer,
};
pub use failover::Failover;
pub use firewall::{
    FirewallRule, FirewallRuleProperties, FirewallRuleUpdate, IpVersion, NewFirewallRule, Protocol,
    RuleDirection, TrafficDirection,
};
pub use flow_log::{FlowLog, FlowLogAction, FlowLogProperties, FlowLogUpdate, NewFlowLog};
pub use ip_block::{IpBlock, IpBlockProperties, IpBlockUpdate, IpConsumer, NewIpBlock};
pub use lan::{IpFailover, Lan, LanEntities, LanProperties, LanUpdate, NewLan};
pub use load_balancer::{
    LoadBalancer, LoadBalancerEntities, LoadBalancerProperties, LoadBalancerUpdate, NewLoadBalancer,
};
pub use nat_gateway::{
    NatGateway, NatGatewayEntities, NatGatewayLan, NatGatewayProperties, NatGatewayUpdate, NatProtocol,
    NatRule, NatRuleProperties, NatRuleType, NatRuleUpdate, NewNatGateway, NewNatRule, PortRange,
    WholeNatGateway,
};
pub use network_load_balancer::{
    BalancingAlgorithm, NetworkLoadBalancer, NetworkLoadBalancerEntities, NetworkLoadBalancerProperties,
    NetworkLoadBalancerUpdate, NewNetworkLoadBalancer, NewNlbRule, NlbHealthCheck, NlbProtocol, NlbRule,
    NlbRuleProperties, NlbRuleUpdate, NlbTarget, NlbTargetHealthCheck, ProxyProtocol,
    WholeNetworkLoadBalancer,
};
pub use nic::{ExistingNic, NewNic, Nic, NicEntities, NicProperties, NicUpdate, WholeNic};
pub use security_group::{
    NewSecurityGroup, SecurityGroup, SecurityGroupEntities, SecurityGroupProperties, SecurityGroupUpdate,
};
pub use target_group::{
    HealthCheckMatch, HealthCheckMethod, HttpHealthCheck, HttpVersion, NewTargetGroup, Target, TargetGroup,
    TargetGroupHealthCheck, TargetGroupProperties, TargetGroupUpdate,
};
