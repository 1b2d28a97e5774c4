//! Target groups of application load balancers. <https://api.ionos.com/docs/cloud/v6/#tag/Target-Groups>

use super::{AlbProtocol, BalancingAlgorithm, ProxyProtocol};
use crate::declare::{body, fields, model, resource, value};
use crate::document::Document;
use crate::types::{Patch, open_enum};

/// A set of targets that rules of application load balancers can share, in all data centers of the contract.
pub type TargetGroup = Document<TargetGroupProperties>;

open_enum! {
    /// A version of HTTP.
    HttpVersion {
        /// HTTP/1.1.
        Http1 = "HTTP1",
        /// HTTP/2.
        Http2 = "HTTP2",
    }
}

open_enum! {
    /// The method of an HTTP health check.
    HealthCheckMethod {
        /// HEAD.
        Head = "HEAD",
        /// PUT.
        Put = "PUT",
        /// POST.
        Post = "POST",
        /// GET.
        Get = "GET",
        /// TRACE.
        Trace = "TRACE",
        /// PATCH.
        Patch = "PATCH",
        /// OPTIONS.
        Options = "OPTIONS",
    }
}

open_enum! {
    /// The part of an answer that an HTTP health check looks at.
    HealthCheckMatch {
        /// The status.
        StatusCode = "STATUS_CODE",
        /// The body.
        ResponseBody = "RESPONSE_BODY",
    }
}

model! {
    /// The fields of a target group.
    TargetGroupProperties {
        /// Name.
        name: String,
        /// How targets are chosen.
        algorithm: BalancingAlgorithm,
        /// What the targets speak.
        protocol: AlbProtocol,
        /// Version of HTTP.
        protocol_version: HttpVersion,
        /// Where requests go.
        targets: Vec<Target>,
        /// How connections to the targets are checked.
        health_check: TargetGroupHealthCheck,
        /// How answers of the targets are checked.
        http_health_check: HttpHealthCheck,
    }
}

value! {
    /// A target of a group.
    Target {
        /// Address.
        ip: String,
        /// Port, 1 to 65535.
        port: u16,
        /// Its share of the traffic, 0 to 256, in relation to the sum of all weights; 0 takes no new connections.
        weight: u32,
        /// How it learns the client's address.
        proxy_protocol: ProxyProtocol,
        /// Whether it must pass the health check to be used.
        health_check_enabled: bool,
        /// Whether it is under maintenance and gets no traffic; no by default.
        maintenance_enabled: bool,
    }
}

impl Target {
    /// This address and port, with weight 1.
    #[must_use]
    pub fn new(ip: impl Into<String>, port: u16) -> Self {
        Self::default().ip(ip).port(port).weight(1_u32)
    }
}

value! {
    /// How connections to the targets of a group are checked.
    TargetGroupHealthCheck {
        /// How long a target may take to answer a check, in milliseconds.
        check_timeout: u32,
        /// Time between checks, in milliseconds; 2,000 by default.
        check_interval: u32,
        /// How often to connect again after a failure, 0 to 65535; 3 by default.
        retries: u32,
    }
}

value! {
    /// How answers of the targets of a group are checked.
    HttpHealthCheck {
        /// Path that is asked for; `/` by default.
        path: String,
        /// Method.
        method: HealthCheckMethod,
        /// What is looked at.
        match_type: HealthCheckMatch,
        /// What is expected: a status such as `200`, or a text in the body.
        response: String,
        /// Whether the expected text is a regular expression; no by default.
        regex: bool,
        /// Whether a target is healthy when it does not match; no by default.
        negate: bool,
    }
}

impl HttpHealthCheck {
    /// A GET of this path answers with this status.
    #[must_use]
    pub fn status(path: impl Into<String>, status: u16) -> Self {
        Self::default()
            .path(path)
            .method(HealthCheckMethod::Get)
            .match_type(HealthCheckMatch::StatusCode)
            .response(status.to_string())
    }
}

fields! {
    /// A target group to be made, or the whole of one.
    NewTargetGroup {
        /// Name.
        name: String,
        /// How targets are chosen.
        algorithm: BalancingAlgorithm,
        /// What the targets speak.
        protocol: AlbProtocol,
        /// Version of HTTP.
        protocol_version: HttpVersion,
        /// Where requests go.
        targets: Vec<Target>,
        /// How connections to the targets are checked.
        health_check: TargetGroupHealthCheck,
        /// How answers of the targets are checked.
        http_health_check: HttpHealthCheck,
    }
}

impl NewTargetGroup {
    /// A group of HTTP targets that take turns.
    #[must_use]
    pub fn http(name: impl Into<String>, targets: Vec<Target>) -> Self {
        Self::default()
            .name(name)
            .algorithm(BalancingAlgorithm::RoundRobin)
            .protocol(AlbProtocol::Http)
            .targets(targets)
    }
}

fields! {
    /// Changes of a target group.
    TargetGroupUpdate {
        /// New name.
        name: String,
        /// New way to choose targets.
        algorithm: BalancingAlgorithm,
        /// New protocol.
        protocol: AlbProtocol,
        /// New version of HTTP.
        protocol_version: HttpVersion,
        /// New set of targets.
        targets: Vec<Target>,
        /// New check of connections; cleared, the defaults.
        health_check: Patch<TargetGroupHealthCheck>,
        /// New check of answers; cleared, none.
        http_health_check: Patch<HttpHealthCheck>,
    }
}

body!(NewTargetGroup);
resource! {
    TargetGroup: "target group", "targetgroups" / "targetGroupId", name: |r| r.properties.name.as_deref();
    create: NewTargetGroup;
    update: TargetGroupUpdate;
    replace: NewTargetGroup;
    can: [Delete];
}
