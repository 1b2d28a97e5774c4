//! Application load balancers. <https://api.ionos.com/docs/cloud/v6/#tag/Application-Load-Balancers>

use super::{FlowLog, TargetGroup};
use crate::declare::{body, entities, fields, model, resource, value};
use crate::document::Document;
use crate::types::{Id, open_enum};

/// A load balancer for HTTP (layer 7). Its rules send requests to [`TargetGroup`]s.
pub type ApplicationLoadBalancer =
    Document<ApplicationLoadBalancerProperties, ApplicationLoadBalancerEntities>;

model! {
    /// The fields of an application load balancer.
    ApplicationLoadBalancerProperties {
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
    /// What an application load balancer contains.
    ApplicationLoadBalancerEntities {
        /// Its forwarding rules.
        forwardingrules: AlbRule,
    }
}

fields! {
    /// An application load balancer to be made.
    NewApplicationLoadBalancer {
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
        forwarding_rule => forwardingrules: NewAlbRule,
    }
}

impl NewApplicationLoadBalancer {
    /// A load balancer of this name between these two LANs.
    #[must_use]
    pub fn new(name: impl Into<String>, listener_lan: u32, target_lan: u32) -> Self {
        Self::default().name(name).listener_lan(listener_lan).target_lan(target_lan)
    }
}

fields! {
    /// The whole of an application load balancer; its rules and flow logs stay.
    WholeApplicationLoadBalancer {
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
    /// Changes of an application load balancer.
    ApplicationLoadBalancerUpdate {
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
    /// What application load balancers and target groups speak.
    AlbProtocol {
        /// HTTP.
        Http = "HTTP",
    }
}

open_enum! {
    /// What an HTTP rule does.
    HttpRuleType {
        /// Sends the request to a target group.
        Forward = "FORWARD",
        /// Answers with a fixed text.
        Static = "STATIC",
        /// Sends the client elsewhere.
        Redirect = "REDIRECT",
    }
}

open_enum! {
    /// The part of a request that a condition looks at.
    HttpConditionType {
        /// A header, named by the key.
        Header = "HEADER",
        /// The path.
        Path = "PATH",
        /// A parameter of the query, named by the key.
        Query = "QUERY",
        /// The method.
        Method = "METHOD",
        /// The host.
        Host = "HOST",
        /// A cookie, named by the key.
        Cookie = "COOKIE",
        /// The client's address.
        SourceIp = "SOURCE_IP",
    }
}

open_enum! {
    /// How a condition compares.
    HttpConditionMatch {
        /// It is there.
        Exists = "EXISTS",
        /// It contains the value.
        Contains = "CONTAINS",
        /// It is the value.
        Equals = "EQUALS",
        /// It matches the value, a regular expression.
        Matches = "MATCHES",
        /// It starts with the value.
        StartsWith = "STARTS_WITH",
        /// It ends with the value.
        EndsWith = "ENDS_WITH",
    }
}

/// A rule of an application load balancer: requests to this address and port are handled so.
pub type AlbRule = Document<AlbRuleProperties>;

model! {
    /// The fields of a forwarding rule of an application load balancer.
    AlbRuleProperties {
        /// Name.
        name: String,
        /// What is balanced.
        protocol: AlbProtocol,
        /// Address where it listens; one of the load balancer's.
        listener_ip: String,
        /// Port where it listens, 1 to 65535.
        listener_port: u16,
        /// How long to wait for the client, in milliseconds; 50,000 by default.
        client_timeout: u32,
        /// Ids of the certificates it shows, from the certificate manager; with them it speaks HTTPS.
        server_certificates: Vec<String>,
        /// What happens to requests: in this order, but those that forward come last.
        http_rules: Vec<HttpRule>,
    }
}

value! {
    /// What happens to requests that meet all conditions.
    HttpRule {
        /// Name; unique within the forwarding rule.
        name: String,
        /// What it does.
        kind = "type": HttpRuleType,
        /// Where requests go; forwarding only, and needed there.
        target_group: Id<TargetGroup>,
        /// Whether the query is dropped; redirection only.
        drop_query: bool,
        /// Where the client is sent; redirection only, and needed there.
        location: String,
        /// Status of the answer: 301, 302, 303, 307 or 308 for a redirection (301 by default), 200 to 599 for a fixed text
        /// (503 by default).
        status_code: u16,
        /// The fixed text; needed there.
        response_message: String,
        /// Media type of the fixed text.
        content_type: String,
        /// The conditions, all of which must be met; without any the rule always applies.
        conditions: Vec<HttpCondition>,
    }
}

impl HttpRule {
    /// Sends requests to a target group.
    #[must_use]
    pub fn forward(name: impl Into<String>, group: impl Into<Id<TargetGroup>>) -> Self {
        Self::default().name(name).kind(HttpRuleType::Forward).target_group(group)
    }

    /// Sends clients to another address.
    #[must_use]
    pub fn redirect(name: impl Into<String>, location: impl Into<String>) -> Self {
        Self::default().name(name).kind(HttpRuleType::Redirect).location(location)
    }

    /// Answers with a fixed text.
    #[must_use]
    pub fn respond(name: impl Into<String>, status: u16, message: impl Into<String>) -> Self {
        Self::default().name(name).kind(HttpRuleType::Static).status_code(status).response_message(message)
    }

    /// Adds a condition.
    #[must_use]
    pub fn when(mut self, condition: HttpCondition) -> Self {
        self.conditions.get_or_insert_default().push(condition);
        self
    }
}

value! {
    /// A condition that a request meets or not.
    HttpCondition {
        /// What it looks at.
        kind = "type": HttpConditionType,
        /// How it compares; not for the client's address.
        condition: HttpConditionMatch,
        /// Whether it is met by requests that do not match; no by default.
        negate: bool,
        /// Name of the header, cookie or parameter; only for these.
        key: String,
        /// What it compares with: a range for the client's address, nothing for [`HttpConditionMatch::Exists`].
        value: String,
    }
}

impl HttpCondition {
    /// The path, host or method compares so with this value.
    #[must_use]
    pub fn new(kind: HttpConditionType, condition: HttpConditionMatch, value: impl Into<String>) -> Self {
        Self::default().kind(kind).condition(condition).value(value)
    }

    /// The header, cookie or parameter of this name is there.
    #[must_use]
    pub fn exists(kind: HttpConditionType, key: impl Into<String>) -> Self {
        Self::default().kind(kind).condition(HttpConditionMatch::Exists).key(key)
    }

    /// The client's address is in this range, such as `203.0.113.0/24`.
    #[must_use]
    pub fn source_ip(range: impl Into<String>) -> Self {
        Self::default().kind(HttpConditionType::SourceIp).value(range)
    }
}

fields! {
    /// A forwarding rule of an application load balancer to be made, or the whole of one.
    NewAlbRule {
        /// Name.
        name: String,
        /// What is balanced.
        protocol: AlbProtocol,
        /// Address where it listens; one of the load balancer's.
        listener_ip: String,
        /// Port where it listens, 1 to 65535.
        listener_port: u16,
        /// How long to wait for the client, in milliseconds; 50,000 by default.
        client_timeout: u32,
        /// Ids of the certificates it shows, from the certificate manager; with them it speaks HTTPS.
        server_certificates: Vec<String>,
        /// What happens to requests: in this order, but those that forward come last.
        http_rules: Vec<HttpRule>,
    }
}

impl NewAlbRule {
    /// HTTP to this address and port is handled by these rules.
    #[must_use]
    pub fn http(
        name: impl Into<String>,
        listener_ip: impl Into<String>,
        listener_port: u16,
        rules: Vec<HttpRule>,
    ) -> Self {
        Self::default()
            .name(name)
            .protocol(AlbProtocol::Http)
            .listener_ip(listener_ip)
            .listener_port(listener_port)
            .http_rules(rules)
    }
}

fields! {
    /// Changes of a forwarding rule of an application load balancer.
    AlbRuleUpdate {
        /// New name.
        name: String,
        /// New protocol.
        protocol: AlbProtocol,
        /// New address where it listens; one of the load balancer's.
        listener_ip: String,
        /// New port where it listens, 1 to 65535.
        listener_port: u16,
        /// How long to wait for the client, in milliseconds.
        client_timeout: u32,
        /// New set of certificates; an empty one ends HTTPS.
        server_certificates: Vec<String>,
        /// New list of HTTP rules.
        http_rules: Vec<HttpRule>,
    }
}

body!(NewApplicationLoadBalancer, WholeApplicationLoadBalancer, NewAlbRule);
resource! {
    ApplicationLoadBalancer: "application load balancer", "applicationloadbalancers" / "applicationLoadBalancerId", name: |r| r.properties.name.as_deref();
    create: NewApplicationLoadBalancer;
    update: ApplicationLoadBalancerUpdate;
    replace: WholeApplicationLoadBalancer;
    can: [Delete];
    inside {
        /// Its forwarding rules.
        forwarding_rules / forwarding_rule: AlbRule;
        /// Its flow logs.
        flow_logs / flow_log: FlowLog => "flowlogs" / "flowLogId";
    }
}
resource! {
    AlbRule: "forwarding rule", "forwardingrules" / "forwardingRuleId", name: |r| r.properties.name.as_deref();
    create: NewAlbRule;
    update: AlbRuleUpdate;
    replace: NewAlbRule;
    can: [Delete];
}
