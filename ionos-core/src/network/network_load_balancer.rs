//! Network load balancers. <https://api.ionos.com/docs/cloud/v6/#tag/Network-Load-Balancers>

use super::{FlowLog, NewFlowLog};
use crate::declare::{body, entities, fields, model, resource, value};
use crate::document::Document;
use crate::types::open_enum;

/// A load balancer for connections (layer 4).
pub type NetworkLoadBalancer = Document<NetworkLoadBalancerProperties, NetworkLoadBalancerEntities>;

model! {
    /// The fields of a network load balancer.
    NetworkLoadBalancerProperties {
        /// Name.
        name: String,
        /// Number of the LAN where it listens.
        listener_lan: u32,
        /// Number of the private LAN of its targets.
        target_lan: u32,
        /// Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN.
        ips: Vec<String>,
        /// Its addresses inside the target LAN, with prefix length.
        lb_private_ips: Vec<String>,
        /// Whether its log goes to the logging service.
        central_logging: bool,
        /// Format of the log lines.
        logging_format: String,
    }
}

entities! {
    /// What a network load balancer contains.
    NetworkLoadBalancerEntities {
        /// Its forwarding rules.
        forwardingrules: NlbRule,
        /// Its flow logs.
        flowlogs: FlowLog,
    }
}

fields! {
    /// A network load balancer to be made.
    NewNetworkLoadBalancer {
        /// Name.
        name: String,
        /// Number of the LAN where it listens.
        listener_lan: u32,
        /// Number of the private LAN of its targets.
        target_lan: u32,
        /// Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN.
        ips: Vec<String>,
        /// Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out.
        lb_private_ips: Vec<String>,
        /// Whether its log goes to the logging service; no by default.
        central_logging: bool,
        /// Format of the log lines.
        logging_format: String,
    } with {
        /// Adds a forwarding rule.
        forwarding_rule => forwardingrules: NewNlbRule,
        /// Adds a flow log.
        flow_log => flowlogs: NewFlowLog,
    }
}

impl NewNetworkLoadBalancer {
    /// A load balancer of this name between these two LANs.
    #[must_use]
    pub fn new(name: impl Into<String>, listener_lan: u32, target_lan: u32) -> Self {
        Self::default().name(name).listener_lan(listener_lan).target_lan(target_lan)
    }
}

fields! {
    /// The whole of a network load balancer; its rules and flow logs stay.
    WholeNetworkLoadBalancer {
        /// Name.
        name: String,
        /// Number of the LAN where it listens.
        listener_lan: u32,
        /// Number of the private LAN of its targets.
        target_lan: u32,
        /// Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN.
        ips: Vec<String>,
        /// Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out.
        lb_private_ips: Vec<String>,
        /// Whether its log goes to the logging service; no by default.
        central_logging: bool,
        /// Format of the log lines.
        logging_format: String,
    }
}

fields! {
    /// Changes of a network load balancer.
    NetworkLoadBalancerUpdate {
        /// New name.
        name: String,
        /// Number of the new LAN where it listens.
        listener_lan: u32,
        /// Number of the new private LAN of its targets.
        target_lan: u32,
        /// New set of addresses.
        ips: Vec<String>,
        /// New set of addresses inside the target LAN, with prefix length.
        lb_private_ips: Vec<String>,
        /// Whether its log goes to the logging service.
        central_logging: bool,
        /// New format of the log lines.
        logging_format: String,
    }
}

open_enum! {
    /// How a load balancer chooses among its targets.
    BalancingAlgorithm {
        /// One after the other, by weight.
        RoundRobin = "ROUND_ROBIN",
        /// The one with the fewest connections.
        LeastConnection = "LEAST_CONNECTION",
        /// Any.
        Random = "RANDOM",
        /// Always the same one for the same client address.
        SourceIp = "SOURCE_IP",
    }
}

open_enum! {
    /// What a network load balancer balances.
    NlbProtocol {
        /// HTTP.
        Http = "HTTP",
        /// TCP.
        Tcp = "TCP",
    }
}

open_enum! {
    /// How targets learn the client's address.
    ProxyProtocol {
        /// Not at all; the default.
        None = "none",
        /// Version 1 of the PROXY protocol.
        V1 = "v1",
        /// Version 2.
        V2 = "v2",
        /// Version 2 with the facts of the TLS connection.
        V2Ssl = "v2ssl",
    }
}

/// A rule of a network load balancer: connections to this address and port go to these targets.
pub type NlbRule = Document<NlbRuleProperties>;

model! {
    /// The fields of a forwarding rule of a network load balancer.
    NlbRuleProperties {
        /// Name.
        name: String,
        /// How targets are chosen.
        algorithm: BalancingAlgorithm,
        /// What is balanced.
        protocol: NlbProtocol,
        /// Address where it listens; one of the load balancer's.
        listener_ip: String,
        /// Port where it listens, 1 to 65535.
        listener_port: u16,
        /// Time limits and retries.
        health_check: NlbHealthCheck,
        /// Where connections go.
        targets: Vec<NlbTarget>,
    }
}

value! {
    /// Time limits and retries of a forwarding rule.
    NlbHealthCheck {
        /// How long to wait for the client, in milliseconds; 50,000 by default.
        client_timeout: u32,
        /// How long a connection to a target may take, in milliseconds; 5,000 by default.
        connect_timeout: u32,
        /// How long a target may be silent, in milliseconds; 50,000 by default.
        target_timeout: u32,
        /// How often to connect again after a failure, 0 to 65535; 3 by default.
        retries: u32,
    }
}

value! {
    /// Where connections of a forwarding rule go.
    NlbTarget {
        /// Address of the target.
        ip: String,
        /// Port of the target, 1 to 65535.
        port: u16,
        /// Its share of the traffic, 0 to 256, in relation to the sum of all weights; 0 takes no new connections.
        weight: u32,
        /// How the target learns the client's address.
        proxy_protocol: ProxyProtocol,
        /// How its health is checked.
        health_check: NlbTargetHealthCheck,
    }
}

impl NlbTarget {
    /// This address and port, with weight 1.
    #[must_use]
    pub fn new(ip: impl Into<String>, port: u16) -> Self {
        Self::default().ip(ip).port(port).weight(1_u32)
    }
}

value! {
    /// How the health of a target is checked.
    NlbTargetHealthCheck {
        /// Whether it must accept connections to be used.
        check: bool,
        /// Time between checks, in milliseconds; 2,000 by default.
        check_interval: u32,
        /// Whether it is under maintenance and gets no traffic.
        maintenance: bool,
    }
}

fields! {
    /// A forwarding rule of a network load balancer to be made, or the whole of one.
    NewNlbRule {
        /// Name.
        name: String,
        /// How targets are chosen.
        algorithm: BalancingAlgorithm,
        /// What is balanced.
        protocol: NlbProtocol,
        /// Address where it listens; one of the load balancer's.
        listener_ip: String,
        /// Port where it listens, 1 to 65535.
        listener_port: u16,
        /// Time limits and retries.
        health_check: NlbHealthCheck,
        /// Where connections go.
        targets: Vec<NlbTarget>,
    }
}

impl NewNlbRule {
    /// TCP to this address and port goes in turn to these targets.
    #[must_use]
    pub fn tcp(
        name: impl Into<String>,
        listener_ip: impl Into<String>,
        listener_port: u16,
        targets: Vec<NlbTarget>,
    ) -> Self {
        Self::default()
            .name(name)
            .algorithm(BalancingAlgorithm::RoundRobin)
            .protocol(NlbProtocol::Tcp)
            .listener_ip(listener_ip)
            .listener_port(listener_port)
            .targets(targets)
    }
}

fields! {
    /// Changes of a forwarding rule of a network load balancer.
    NlbRuleUpdate {
        /// New name.
        name: String,
        /// New way to choose targets.
        algorithm: BalancingAlgorithm,
        /// New protocol.
        protocol: NlbProtocol,
        /// New address where it listens; one of the load balancer's.
        listener_ip: String,
        /// New port where it listens, 1 to 65535.
        listener_port: u16,
        /// New time limits and retries.
        health_check: NlbHealthCheck,
        /// New set of targets.
        targets: Vec<NlbTarget>,
    }
}

body!(NewNetworkLoadBalancer, WholeNetworkLoadBalancer, NewNlbRule);
resource! {
    NetworkLoadBalancer: "network load balancer", "networkloadbalancers" / "networkLoadBalancerId", name: |r| r.properties.name.as_deref();
    create: NewNetworkLoadBalancer;
    update: NetworkLoadBalancerUpdate;
    replace: WholeNetworkLoadBalancer;
    can: [Delete];
    inside {
        /// Its forwarding rules.
        forwarding_rules / forwarding_rule: NlbRule;
        /// Its flow logs.
        flow_logs / flow_log: FlowLog => "flowlogs" / "flowLogId";
    }
}
resource! {
    NlbRule: "forwarding rule", "forwardingrules" / "forwardingRuleId", name: |r| r.properties.name.as_deref();
    create: NewNlbRule;
    update: NlbRuleUpdate;
    replace: NewNlbRule;
    can: [Delete];
}
