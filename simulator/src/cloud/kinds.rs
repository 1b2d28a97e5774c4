//! The table of resource kinds. A new kind is one entry here, and a check in `rules` when it has rules of its own.

use super::rules::{self, Check, Guard};
use super::schema::{Access, Field};

/// One kind of resource.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The collections from the root down, such as `datacenters`, `servers`, `nics`.
    pub(crate) path: &'static [&'static str],
    /// The name in `type`.
    pub(crate) singular: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) entities: &'static [Entity],
    /// How long work on one takes in the cloud, in seconds.
    pub(crate) seconds: f64,
    /// Default and largest `limit` of lists; `None` when lists are complete.
    pub(crate) paging: Option<(usize, usize)>,
    pub(crate) verbs: Verbs,
    pub(crate) updates: Updates,
    pub(crate) life: Life,
    pub(crate) has_labels: bool,
    /// What a user needs from a group to make one.
    pub(crate) privilege: Option<&'static str>,
    /// Looks at a resource before it is written.
    pub(crate) check: Check,
    /// Looks at a resource before it is deleted.
    pub(crate) guard: Guard,
}

/// Which writes a kind knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verbs {
    All,
    /// They are made by an action, not by POST.
    NoCreate,
    /// They belong to the provider.
    ReadOnly,
}

/// How a resource is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Updates {
    Both,
    Put,
    Patch,
    Never,
}

/// Which words tell the state of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Life {
    /// `BUSY` and `AVAILABLE`; writes name the request that does the work.
    Plain,
    /// `DEPLOYING`, `UPDATING` and `ACTIVE`; only the resource itself tells how far it is.
    Managed,
}

/// A collection shown inside a resource.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entity {
    pub(crate) name: &'static str,
    pub(crate) source: Source,
}

/// Where the items of such a collection come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Resources whose path goes on from here.
    Children,
    /// Volumes of the data center, linked by id.
    Attached,
    /// Security groups of the data center, linked by id.
    Groups,
    /// NICs that name this LAN.
    NicsOfLan,
    /// Servers or NICs that are in this security group.
    Members,
    /// CD-ROM images in the drives of a server, linked by id.
    Drives,
    /// NICs that a classic load balancer spreads traffic over, linked by id.
    Balanced,
    /// Users that are in a group, linked by id.
    Linked,
    /// Groups that a user is in.
    GroupsOfUser,
    /// What a user has made.
    Owned,
    /// Resources that a group shares.
    Shared,
}

const fn child(name: &'static str) -> Entity {
    Entity { name, source: Source::Children }
}

const fn entity(name: &'static str, source: Source) -> Entity {
    Entity { name, source }
}

/// What most kinds have in common.
const PLAIN: Kind = Kind {
    path: &[],
    singular: "",
    fields: &[],
    entities: &[],
    seconds: 4.0,
    paging: Some((1000, 10_000)),
    verbs: Verbs::All,
    updates: Updates::Both,
    life: Life::Plain,
    has_labels: false,
    privilege: None,
    check: rules::any,
    guard: rules::free,
};

const APPLICATIONS: &[&str] = &[
    "UNKNOWN",
    "MSSQL-2019-Web",
    "MSSQL-2019-Standard",
    "MSSQL-2019-Enterprise",
    "MSSQL-2022-Web",
    "MSSQL-2022-Standard",
    "MSSQL-2022-Enterprise",
];

const LICENCES: &[&str] = &[
    "UNKNOWN",
    "WINDOWS",
    "WINDOWS2016",
    "WINDOWS2019",
    "WINDOWS2022",
    "WINDOWS2025",
    "RHEL",
    "LINUX",
    "OTHER",
];

pub(crate) static DATACENTERS: Kind = Kind {
    path: &["datacenters"],
    singular: "datacenter",
    fields: &[
        Field::name(),
        Field::text("description"),
        Field::text("location").required().create_only(),
        Field::int("version", 0, i64::MAX).read_only(),
        Field::any("features").read_only(),
        Field::bool("secAuthProtection").or_bool(false),
        Field::any("cpuArchitecture").read_only(),
        Field::any("gpuArchitecture").read_only(),
        Field::any("ipv6CidrBlock").read_only(),
        Field::uuid("defaultSecurityGroupId"),
        Field::bool("createDefaultSecurityGroup").access(Access::Flag),
    ],
    entities: &[
        child("lans"),
        child("securitygroups"),
        child("volumes"),
        child("servers"),
        child("natgateways"),
        child("loadbalancers"),
        child("networkloadbalancers"),
    ],
    has_labels: true,
    check: rules::virtual_datacenter,
    guard: rules::has_no_nodes,
    privilege: Some("createDataCenter"),
    ..PLAIN
};

pub(crate) static SERVERS: Kind = Kind {
    path: &["datacenters", "servers"],
    singular: "server",
    fields: &[
        Field::uuid("templateUuid").create_only(),
        Field::name(),
        Field::short("hostname", 63),
        Field::int("cores", 1, super::catalogue::CORES_PER_SERVER),
        Field::int("ram", 256, super::catalogue::RAM_PER_SERVER).step(256),
        Field::word("availabilityZone", &["AUTO", "ZONE_1", "ZONE_2"]).or_text("AUTO"),
        Field::any("vmState").read_only(),
        Field::reference("bootCdrom"),
        Field::reference("bootVolume"),
        Field::text("cpuFamily"),
        Field::word("type", &["ENTERPRISE", "VCPU", "CUBE", "GPU"]).or_text("ENTERPRISE").create_only(),
        Field::text("placementGroupId"),
        Field::bool("nicMultiQueue").or_bool(false),
        Field::any("enabledFeatures").read_only(),
    ],
    entities: &[
        entity("cdroms", Source::Drives),
        entity("volumes", Source::Attached),
        child("nics"),
        entity("securitygroups", Source::Groups),
    ],
    seconds: 73.0,
    has_labels: true,
    check: rules::server,
    guard: rules::not_in_failover,
    ..PLAIN
};

pub(crate) static VOLUMES: Kind = Kind {
    path: &["datacenters", "volumes"],
    singular: "volume",
    fields: &[
        Field::name(),
        Field::word("type", &["HDD", "SSD", "SSD Standard", "SSD Premium", "DAS", "ISO"])
            .or_text("HDD")
            .create_only(),
        Field::int("size", 1, super::catalogue::DISK_PER_VOLUME).required(),
        Field::word("availabilityZone", &["AUTO", "ZONE_1", "ZONE_2", "ZONE_3"])
            .or_text("AUTO")
            .create_only(),
        Field::uuid("image").create_only(),
        Field::text("imagePassword").access(Access::Secret),
        Field::text("imageAlias").create_only(),
        Field::texts("sshKeys", 8_192).access(Access::Secret),
        Field::word("bus", &["VIRTIO", "IDE", "UNKNOWN"]).or_text("VIRTIO"),
        Field::word("licenceType", LICENCES),
        Field::word("applicationType", APPLICATIONS),
        Field::bool("cpuHotPlug").or_bool(true),
        Field::bool("ramHotPlug").or_bool(true),
        Field::bool("nicHotPlug").or_bool(true),
        Field::bool("nicHotUnplug").or_bool(true),
        Field::bool("discVirtioHotPlug").or_bool(true),
        Field::bool("discVirtioHotUnplug").or_bool(true),
        Field::bool("exposeSerial").or_bool(false),
        Field::bool("requireLegacyBios").or_bool(true),
        Field::int("deviceNumber", 0, i64::MAX).read_only(),
        Field::int("pciSlot", 0, i64::MAX).read_only(),
        Field::uuid("backupunitId").create_only(),
        Field::base64("userData").access(Access::Secret),
        Field::text("bootServer").read_only(),
        Field::word("bootOrder", &["AUTO", "NONE", "PRIMARY"]).or_text("AUTO"),
    ],
    seconds: 20.0,
    has_labels: true,
    check: rules::volume,
    guard: rules::not_direct,
    ..PLAIN
};

pub(crate) static LANS: Kind = Kind {
    path: &["datacenters", "lans"],
    singular: "lan",
    fields: &[
        Field::name(),
        Field::objects(
            "ipFailover",
            &[Field::address("ip").required(), Field::uuid("nicUuid").required()],
            100,
        ),
        Field::text("ipv4CidrBlock").read_only(),
        Field::text("ipv6CidrBlock"),
        Field::text("pcc"),
        Field::bool("public").or_bool(false),
    ],
    entities: &[entity("nics", Source::NicsOfLan)],
    seconds: 5.0,
    check: rules::lan,
    guard: rules::lan_is_free,
    ..PLAIN
};

pub(crate) static NICS: Kind = Kind {
    path: &["datacenters", "servers", "nics"],
    singular: "nic",
    fields: &[
        Field::name(),
        Field::text("mac").read_only(),
        Field::addresses("ips"),
        Field::bool("dhcp").or_bool(true),
        Field::addresses("ipv6Ips"),
        Field::block("ipv6CidrBlock"),
        Field::bool("dhcpv6"),
        Field::int("lan", 1, 9_999).required(),
        Field::bool("firewallActive").or_bool(false),
        Field::word("firewallType", &["INGRESS", "EGRESS", "BIDIRECTIONAL"]).or_text("INGRESS"),
        Field::int("deviceNumber", 0, i64::MAX).read_only(),
        Field::int("pciSlot", 0, i64::MAX).read_only(),
        Field::text("vnet"),
    ],
    entities: &[child("firewallrules"), child("flowlogs"), entity("securitygroups", Source::Groups)],
    seconds: 15.0,
    check: rules::nic,
    guard: rules::not_in_failover,
    ..PLAIN
};

const RULE_FIELDS: &[Field] = &[
    Field::name(),
    Field::word("protocol", &["TCP", "UDP", "ICMP", "ICMPv6", "GRE", "VRRP", "ESP", "AH", "ANY"])
        .required()
        .create_only(),
    Field::mac("sourceMac"),
    Field::word("ipVersion", &["IPv4", "IPv6"]),
    Field::block("sourceIp"),
    Field::block("targetIp"),
    Field::int("icmpCode", 0, 254),
    Field::int("icmpType", 0, 254),
    Field::int("portRangeStart", 1, 65_535),
    Field::int("portRangeEnd", 1, 65_535),
    Field::word("type", &["INGRESS", "EGRESS"]).or_text("INGRESS"),
];

pub(crate) static FIREWALL_RULES: Kind = Kind {
    path: &["datacenters", "servers", "nics", "firewallrules"],
    singular: "firewall-rule",
    fields: RULE_FIELDS,
    check: rules::firewall_rule,
    ..PLAIN
};

const FLOW_LOG_FIELDS: &[Field] = &[
    Field::name().required(),
    Field::word("action", &["ACCEPTED", "REJECTED", "ALL"]).required().create_only(),
    Field::word("direction", &["INGRESS", "EGRESS", "BIDIRECTIONAL"]).required().create_only(),
    Field::text("bucket").required().create_only(),
];

pub(crate) static NIC_FLOW_LOGS: Kind = Kind {
    path: &["datacenters", "servers", "nics", "flowlogs"],
    singular: "flow-log",
    fields: FLOW_LOG_FIELDS,
    check: rules::flow_log,
    privilege: Some("createFlowLog"),
    ..PLAIN
};

pub(crate) static SECURITY_GROUPS: Kind = Kind {
    path: &["datacenters", "securitygroups"],
    singular: "security-group",
    fields: &[Field::short("name", 60).required(), Field::short("description", 300)],
    entities: &[child("rules"), entity("nics", Source::Members), entity("servers", Source::Members)],
    check: rules::security_group,
    privilege: Some("createNetworkSecurityGroups"),
    ..PLAIN
};

pub(crate) static GROUP_RULES: Kind = Kind {
    path: &["datacenters", "securitygroups", "rules"],
    singular: "firewall-rule",
    fields: RULE_FIELDS,
    check: rules::firewall_rule,
    ..PLAIN
};

pub(crate) static NAT_GATEWAYS: Kind = Kind {
    path: &["datacenters", "natgateways"],
    singular: "natgateway",
    fields: &[
        Field::name().required(),
        Field::addresses("publicIps").required(),
        Field::objects(
            "lans",
            &[Field::int("id", 1, 9_999).required(), Field::blocks("gatewayIps")],
            super::catalogue::LANS_PER_NAT_GATEWAY,
        ),
    ],
    entities: &[child("rules"), child("flowlogs")],
    seconds: 90.0,
    paging: None,
    check: rules::nat_gateway,
    privilege: Some("createInternetAccess"),
    ..PLAIN
};

pub(crate) static NAT_RULES: Kind = Kind {
    path: &["datacenters", "natgateways", "rules"],
    singular: "natgateway-rule",
    fields: &[
        Field::name().required(),
        Field::word("type", &["SNAT"]).or_text("SNAT"),
        Field::word("protocol", &["TCP", "UDP", "ICMP", "ALL"]).or_text("ALL"),
        Field::block("sourceSubnet").required(),
        Field::address("publicIp").required(),
        Field::block("targetSubnet"),
        Field::object("targetPortRange", &[Field::int("start", 1, 65_535), Field::int("end", 1, 65_535)]),
    ],
    paging: None,
    check: rules::nat_rule,
    ..PLAIN
};

pub(crate) static NAT_FLOW_LOGS: Kind = Kind {
    path: &["datacenters", "natgateways", "flowlogs"],
    singular: "flow-log",
    fields: FLOW_LOG_FIELDS,
    check: rules::flow_log,
    privilege: Some("createFlowLog"),
    ..PLAIN
};

const ALGORITHMS: &[&str] = &["ROUND_ROBIN", "LEAST_CONNECTION", "RANDOM", "SOURCE_IP"];

const fn milliseconds(name: &'static str) -> Field {
    Field::int(name, 0, i32::MAX as i64)
}

const NETWORK_TARGET: &[Field] = &[
    Field::address("ip").required(),
    Field::int("port", 1, 65_535).required(),
    Field::int("weight", 0, 256).required(),
    Field::word("proxyProtocol", PROXY_PROTOCOLS).or_text("none"),
    Field::object(
        "healthCheck",
        &[
            Field::bool("check").or_bool(true),
            milliseconds("checkInterval").or_int(2_000),
            Field::bool("maintenance").or_bool(false),
        ],
    ),
];

const GROUP_TARGET: &[Field] = &[
    Field::address("ip").required(),
    Field::int("port", 1, 65_535).required(),
    Field::int("weight", 0, 256).required(),
    Field::word("proxyProtocol", PROXY_PROTOCOLS).or_text("none"),
    Field::bool("healthCheckEnabled").or_bool(true),
    Field::bool("maintenanceEnabled").or_bool(false),
];

const PROXY_PROTOCOLS: &[&str] = &["none", "v1", "v2", "v2ssl"];

const HTTP_RULE: &[Field] = &[
    Field::name().required(),
    Field::word("type", &["FORWARD", "STATIC", "REDIRECT"]).required(),
    Field::uuid("targetGroup"),
    Field::bool("dropQuery"),
    Field::text("location"),
    Field::int("statusCode", 200, 599),
    Field::text("responseMessage"),
    Field::text("contentType"),
    Field::objects(
        "conditions",
        &[
            Field::word("type", &["HEADER", "PATH", "QUERY", "METHOD", "HOST", "COOKIE", "SOURCE_IP"])
                .required(),
            Field::word(
                "condition",
                &["EXISTS", "CONTAINS", "EQUALS", "MATCHES", "STARTS_WITH", "ENDS_WITH"],
            ),
            Field::bool("negate").or_bool(false),
            Field::text("key"),
            Field::text("value"),
        ],
        100,
    ),
];

/// What network and application load balancers have in common.
const BALANCER_FIELDS: &[Field] = &[
    Field::name().required(),
    Field::int("listenerLan", 1, 9_999).required(),
    Field::addresses("ips"),
    Field::int("targetLan", 1, 9_999).required(),
    Field::blocks("lbPrivateIps"),
    Field::bool("centralLogging"),
    Field::text("loggingFormat"),
];

pub(crate) static NETWORK_BALANCERS: Kind = Kind {
    path: &["datacenters", "networkloadbalancers"],
    singular: "networkloadbalancer",
    fields: BALANCER_FIELDS,
    entities: &[child("forwardingrules")],
    seconds: 120.0,
    check: rules::managed_balancer,
    ..PLAIN
};

pub(crate) static NETWORK_FORWARDING_RULES: Kind = Kind {
    path: &["datacenters", "networkloadbalancers", "forwardingrules"],
    singular: "forwarding-rule",
    fields: &[
        Field::name().required(),
        Field::word("algorithm", ALGORITHMS).required(),
        Field::word("protocol", &["HTTP", "TCP"]).required(),
        Field::address("listenerIp").required(),
        Field::int("listenerPort", 1, 65_535).required(),
        Field::object(
            "healthCheck",
            &[
                milliseconds("clientTimeout").or_int(50_000),
                milliseconds("connectTimeout").or_int(5_000),
                milliseconds("targetTimeout").or_int(50_000),
                Field::int("retries", 0, 65_535).or_int(3),
            ],
        ),
        Field::objects("targets", NETWORK_TARGET, 1_000).required(),
    ],
    paging: None,
    check: rules::forwarding_rule,
    ..PLAIN
};

pub(crate) static NETWORK_BALANCER_FLOW_LOGS: Kind = Kind {
    path: &["datacenters", "networkloadbalancers", "flowlogs"],
    singular: "flow-log",
    fields: FLOW_LOG_FIELDS,
    paging: None,
    check: rules::flow_log,
    privilege: Some("createFlowLog"),
    ..PLAIN
};

pub(crate) static APPLICATION_BALANCERS: Kind = Kind {
    path: &["datacenters", "applicationloadbalancers"],
    singular: "applicationloadbalancer",
    fields: BALANCER_FIELDS,
    entities: &[child("forwardingrules")],
    seconds: 120.0,
    check: rules::managed_balancer,
    ..PLAIN
};

pub(crate) static APPLICATION_FORWARDING_RULES: Kind = Kind {
    path: &["datacenters", "applicationloadbalancers", "forwardingrules"],
    singular: "forwarding-rule",
    fields: &[
        Field::name().required(),
        Field::word("protocol", &["HTTP"]).required(),
        Field::address("listenerIp").required(),
        Field::int("listenerPort", 1, 65_535).required(),
        milliseconds("clientTimeout").or_int(50_000),
        Field::uuids("serverCertificates"),
        Field::objects("httpRules", HTTP_RULE, 1_000),
    ],
    paging: None,
    check: rules::forwarding_rule,
    ..PLAIN
};

pub(crate) static APPLICATION_BALANCER_FLOW_LOGS: Kind = Kind {
    path: &["datacenters", "applicationloadbalancers", "flowlogs"],
    singular: "flow-log",
    fields: FLOW_LOG_FIELDS,
    paging: None,
    check: rules::flow_log,
    privilege: Some("createFlowLog"),
    ..PLAIN
};

pub(crate) static CLASSIC_BALANCERS: Kind = Kind {
    path: &["datacenters", "loadbalancers"],
    singular: "loadbalancer",
    fields: &[Field::name(), Field::address("ip"), Field::bool("dhcp").or_bool(true)],
    entities: &[entity("balancednics", Source::Balanced)],
    seconds: 20.0,
    check: rules::classic_balancer,
    ..PLAIN
};

pub(crate) static TARGET_GROUPS: Kind = Kind {
    path: &["targetgroups"],
    singular: "target-group",
    fields: &[
        Field::name().required(),
        Field::word("algorithm", ALGORITHMS).required(),
        Field::word("protocol", &["HTTP"]).required(),
        Field::word("protocolVersion", &["HTTP1", "HTTP2"]).or_text("HTTP1"),
        Field::objects("targets", GROUP_TARGET, 1_000),
        Field::object(
            "healthCheck",
            &[
                milliseconds("checkTimeout").or_int(5_000),
                milliseconds("checkInterval").or_int(2_000),
                Field::int("retries", 0, 65_535).or_int(3),
            ],
        ),
        Field::object(
            "httpHealthCheck",
            &[
                Field::text("path").or_text("/"),
                Field::word("method", &["HEAD", "PUT", "POST", "GET", "TRACE", "PATCH", "OPTIONS"])
                    .or_text("GET"),
                Field::word("matchType", &["STATUS_CODE", "RESPONSE_BODY"]).required(),
                Field::text("response").required(),
                Field::bool("regex").or_bool(false),
                Field::bool("negate").or_bool(false),
            ],
        ),
    ],
    paging: Some((100, 200)),
    check: rules::target_group,
    guard: rules::target_group_is_free,
    ..PLAIN
};

pub(crate) static CROSS_CONNECTS: Kind = Kind {
    path: &["pccs"],
    singular: "pcc",
    fields: &[
        Field::name(),
        Field::text("description"),
        Field::any("peers").read_only(),
        Field::any("connectableDatacenters").read_only(),
    ],
    paging: None,
    guard: rules::cross_connect_is_free,
    privilege: Some("createPcc"),
    updates: Updates::Patch,
    ..PLAIN
};

pub(crate) static BACKUP_UNITS: Kind = Kind {
    path: &["backupunits"],
    singular: "backupunit",
    fields: &[
        Field::name().required().create_only(),
        Field::text("password").access(Access::Password),
        Field::text("email"),
    ],
    paging: None,
    check: rules::backup_unit,
    privilege: Some("createBackupUnit"),
    ..PLAIN
};

pub(crate) static TEMPLATES: Kind = Kind {
    path: &["templates"],
    singular: "template",
    fields: &[
        Field::name().read_only(),
        Field::int("cores", 1, 62).read_only(),
        Field::int("ram", 1024, i64::MAX).read_only(),
        Field::int("storageSize", 1, i64::MAX).read_only(),
        Field::text("storageType").read_only(),
        Field::text("category").read_only(),
        Field::any("gpus").read_only(),
    ],
    paging: None,
    verbs: Verbs::ReadOnly,
    updates: Updates::Never,
    ..PLAIN
};

pub(crate) static GPUS: Kind = Kind {
    path: &["datacenters", "servers", "gpus"],
    singular: "gpu",
    fields: &[
        Field::name().read_only(),
        Field::text("vendor").read_only(),
        Field::text("model").read_only(),
        Field::text("type").read_only(),
    ],
    paging: None,
    verbs: Verbs::ReadOnly,
    updates: Updates::Never,
    ..PLAIN
};

const MAINTENANCE: &[Field] = &[
    Field::word(
        "dayOfTheWeek",
        &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    )
    .required(),
    Field::time("time").required(),
];

const NODE_POOL_LAN: &[Field] = &[
    Field::uuid("datacenterId"),
    Field::int("id", 1, 9_999).required(),
    Field::bool("dhcp").or_bool(true),
    Field::objects(
        "routes",
        &[Field::block("network").required(), Field::address("gatewayIp").required()],
        100,
    ),
];

pub(crate) static CLUSTERS: Kind = Kind {
    path: &["k8s"],
    singular: "k8s",
    fields: &[
        Field::name().required(),
        Field::text("k8sVersion"),
        Field::object("maintenanceWindow", MAINTENANCE),
        Field::any("availableUpgradeVersions").read_only(),
        Field::any("viableNodePoolVersions").read_only(),
        Field::bool("public").or_bool(true).create_only(),
        Field::text("location").create_only(),
        Field::address("natGatewayIp").create_only(),
        Field::block("nodeSubnet").create_only(),
        Field::blocks("apiSubnetAllowList"),
        Field::objects("s3Buckets", &[Field::name().required()], 1),
    ],
    entities: &[child("nodepools")],
    seconds: 300.0,
    paging: None,
    life: Life::Managed,
    check: rules::cluster,
    guard: rules::cluster_is_empty,
    privilege: Some("createK8sCluster"),
    updates: Updates::Put,
    ..PLAIN
};

pub(crate) static NODE_POOLS: Kind = Kind {
    path: &["k8s", "nodepools"],
    singular: "nodepool",
    fields: &[
        Field::name().required().create_only(),
        Field::text("datacenterId").required().create_only(),
        Field::int("nodeCount", 1, 100),
        Field::text("cpuFamily").create_only(),
        Field::word("serverType", &["DedicatedCore", "VCPU"]).or_text("DedicatedCore"),
        Field::int("coresCount", 1, 62).required().create_only(),
        Field::int("ramSize", 2048, 245_760).step(1024).required().create_only(),
        Field::word("availabilityZone", &["AUTO", "ZONE_1", "ZONE_2"]).required().create_only(),
        Field::word("storageType", &["HDD", "SSD"]).required().create_only(),
        Field::int("storageSize", 10, 4_096).required().create_only(),
        Field::text("k8sVersion"),
        Field::object("maintenanceWindow", MAINTENANCE),
        Field::object(
            "autoScaling",
            &[Field::int("minNodeCount", 0, 100).required(), Field::int("maxNodeCount", 0, 100).required()],
        ),
        Field::objects("lans", NODE_POOL_LAN, 100),
        Field::map("labels"),
        Field::map("annotations"),
        Field::objects(
            "taints",
            &[
                Field::text("key").required(),
                Field::text("value"),
                Field::word("effect", &["NoSchedule", "NoExecute", "PreferNoSchedule"]).required(),
            ],
            50,
        ),
        Field::addresses("publicIps"),
        Field::any("availableUpgradeVersions").read_only(),
    ],
    entities: &[child("nodes")],
    seconds: 400.0,
    paging: None,
    life: Life::Managed,
    check: rules::node_pool,
    updates: Updates::Put,
    ..PLAIN
};

pub(crate) static NODES: Kind = Kind {
    path: &["k8s", "nodepools", "nodes"],
    singular: "node",
    fields: &[
        Field::name().read_only(),
        Field::text("publicIP").read_only(),
        Field::text("privateIP").read_only(),
        Field::text("k8sVersion").read_only(),
    ],
    seconds: 200.0,
    paging: None,
    verbs: Verbs::NoCreate,
    life: Life::Managed,
    updates: Updates::Never,
    ..PLAIN
};

pub(crate) static USERS: Kind = Kind {
    path: &["users"],
    singular: "user",
    fields: &[
        Field::text("firstname").required(),
        Field::text("lastname").required(),
        Field::text("email").required(),
        Field::bool("administrator").or_bool(false),
        Field::bool("forceSecAuth").or_bool(false),
        Field::bool("secAuthActive"),
        Field::text("s3CanonicalUserId").read_only(),
        Field::bool("active").or_bool(true),
        Field::text("password").access(Access::Flag),
    ],
    entities: &[entity("groups", Source::GroupsOfUser), entity("owns", Source::Owned)],
    seconds: 2.0,
    paging: Some((100, 100)),
    check: rules::user,
    updates: Updates::Put,
    ..PLAIN
};

pub(crate) static S3_KEYS: Kind = Kind {
    path: &["users", "s3keys"],
    singular: "s3key",
    fields: &[Field::text("secretKey").read_only(), Field::bool("active")],
    seconds: 1.0,
    paging: None,
    check: rules::s3_key,
    updates: Updates::Put,
    ..PLAIN
};

pub(crate) static GROUPS: Kind = Kind {
    path: &["groups"],
    singular: "group",
    fields: &[
        Field::name().required(),
        Field::bool("createDataCenter").or_bool(false),
        Field::bool("createSnapshot").or_bool(false),
        Field::bool("reserveIp").or_bool(false),
        Field::bool("accessActivityLog").or_bool(false),
        Field::bool("createPcc").or_bool(false),
        Field::bool("s3Privilege").or_bool(false),
        Field::bool("createBackupUnit").or_bool(false),
        Field::bool("createInternetAccess").or_bool(false),
        Field::bool("createK8sCluster").or_bool(false),
        Field::bool("createFlowLog").or_bool(false),
        Field::bool("accessAndManageMonitoring").or_bool(false),
        Field::bool("accessAndManageCertificates").or_bool(false),
        Field::bool("manageDBaaS").or_bool(false),
        Field::bool("accessAndManageDns").or_bool(false),
        Field::bool("manageRegistry").or_bool(false),
        Field::bool("manageDataplatform").or_bool(false),
        Field::bool("accessAndManageLogging").or_bool(false),
        Field::bool("accessAndManageCdn").or_bool(false),
        Field::bool("accessAndManageVpn").or_bool(false),
        Field::bool("accessAndManageApiGateway").or_bool(false),
        Field::bool("accessAndManageKaas").or_bool(false),
        Field::bool("accessAndManageNetworkFileStorage").or_bool(false),
        Field::bool("accessAndManageAiModelHub").or_bool(false),
        Field::bool("accessAndManageIamResources").or_bool(false),
        Field::bool("createNetworkSecurityGroups").or_bool(false),
    ],
    entities: &[entity("users", Source::Linked), entity("resources", Source::Shared)],
    seconds: 2.0,
    paging: None,
    updates: Updates::Put,
    ..PLAIN
};

pub(crate) static SHARES: Kind = Kind {
    path: &["groups", "shares"],
    singular: "resource",
    fields: &[Field::bool("editPrivilege").or_bool(false), Field::bool("sharePrivilege").or_bool(false)],
    seconds: 1.0,
    paging: None,
    verbs: Verbs::NoCreate,
    updates: Updates::Put,
    ..PLAIN
};

pub(crate) static IP_BLOCKS: Kind = Kind {
    path: &["ipblocks"],
    singular: "ipblock",
    fields: &[
        Field::any("ips").read_only(),
        Field::text("location").required().create_only(),
        Field::int("size", 1, 253).required().create_only(),
        Field::name(),
        Field::any("ipConsumers").read_only(),
    ],
    seconds: 3.0,
    paging: Some((100, 1000)),
    has_labels: true,
    check: rules::ip_block,
    guard: rules::ip_block_is_free,
    privilege: Some("reserveIp"),
    ..PLAIN
};

pub(crate) static SNAPSHOTS: Kind = Kind {
    path: &["snapshots"],
    singular: "snapshot",
    fields: &[
        Field::name(),
        Field::text("description"),
        Field::text("location").read_only(),
        Field::int("size", 1, super::catalogue::DISK_PER_VOLUME).read_only(),
        Field::bool("secAuthProtection").or_bool(false),
        Field::bool("cpuHotPlug").or_bool(true),
        Field::bool("cpuHotUnplug").or_bool(false),
        Field::bool("ramHotPlug").or_bool(true),
        Field::bool("ramHotUnplug").or_bool(false),
        Field::bool("nicHotPlug").or_bool(true),
        Field::bool("nicHotUnplug").or_bool(true),
        Field::bool("discVirtioHotPlug").or_bool(true),
        Field::bool("discVirtioHotUnplug").or_bool(true),
        Field::bool("discScsiHotPlug").or_bool(false),
        Field::bool("exposeSerial").or_bool(false),
        Field::bool("requireLegacyBios").or_bool(true),
        Field::bool("discScsiHotUnplug").or_bool(false),
        Field::word("licenceType", LICENCES),
        Field::word("applicationType", APPLICATIONS),
    ],
    seconds: 30.0,
    paging: None,
    verbs: Verbs::NoCreate,
    has_labels: true,
    privilege: Some("createSnapshot"),
    ..PLAIN
};

pub(crate) static IMAGES: Kind = Kind {
    path: &["images"],
    singular: "image",
    fields: &[
        Field::name(),
        Field::text("description"),
        Field::text("location").read_only(),
        Field::int("size", 1, super::catalogue::DISK_PER_VOLUME).read_only(),
        Field::bool("cpuHotPlug"),
        Field::bool("cpuHotUnplug"),
        Field::bool("ramHotPlug"),
        Field::bool("ramHotUnplug"),
        Field::bool("nicHotPlug"),
        Field::bool("nicHotUnplug"),
        Field::bool("discVirtioHotPlug"),
        Field::bool("discVirtioHotUnplug"),
        Field::bool("discScsiHotPlug"),
        Field::bool("discScsiHotUnplug"),
        Field::bool("exposeSerial"),
        Field::bool("requireLegacyBios"),
        Field::word("licenceType", LICENCES).required(),
        Field::word("applicationType", APPLICATIONS),
        Field::any("imageType").read_only(),
        Field::bool("public").read_only(),
        Field::any("imageAliases").read_only(),
        Field::word("cloudInit", &["NONE", "V1"]),
        Field::any("requiredFeatures").read_only(),
    ],
    paging: None,
    verbs: Verbs::NoCreate,
    has_labels: true,
    guard: rules::own_image,
    check: rules::image,
    ..PLAIN
};

static ALL: &[&Kind] = &[
    &DATACENTERS,
    &SERVERS,
    &VOLUMES,
    &LANS,
    &NICS,
    &FIREWALL_RULES,
    &NIC_FLOW_LOGS,
    &SECURITY_GROUPS,
    &GROUP_RULES,
    &NAT_GATEWAYS,
    &NAT_RULES,
    &NAT_FLOW_LOGS,
    &NETWORK_BALANCERS,
    &NETWORK_FORWARDING_RULES,
    &NETWORK_BALANCER_FLOW_LOGS,
    &APPLICATION_BALANCERS,
    &APPLICATION_FORWARDING_RULES,
    &APPLICATION_BALANCER_FLOW_LOGS,
    &CLASSIC_BALANCERS,
    &TARGET_GROUPS,
    &CROSS_CONNECTS,
    &BACKUP_UNITS,
    &TEMPLATES,
    &GPUS,
    &CLUSTERS,
    &NODE_POOLS,
    &NODES,
    &USERS,
    &S3_KEYS,
    &GROUPS,
    &SHARES,
    &IP_BLOCKS,
    &SNAPSHOTS,
    &IMAGES,
];

impl Kind {
    /// The name of the collection.
    pub(crate) fn plural(&self) -> &'static str {
        self.path.last().copied().unwrap_or_default()
    }

    /// The kind below this one.
    pub(crate) fn child(&self, name: &str) -> Option<&'static Self> {
        find(self.path.iter().copied().chain([name]))
    }

    /// The names of the collections right below one of these.
    pub(crate) fn children(&self) -> impl Iterator<Item = &'static str> {
        let is_child = |kind: &&Self| kind.path.split_last().is_some_and(|(_, above)| above == self.path);
        ALL.iter().copied().filter(is_child).map(Self::plural)
    }

    pub(crate) fn entity(&self, name: &str) -> Option<Entity> {
        self.entities.iter().copied().find(|entity| entity.name == name)
    }
}

/// The kind with these collections.
pub(crate) fn find<'a>(mut collections: impl Iterator<Item = &'a str>) -> Option<&'static Kind> {
    // No kind lies deeper. This is asked so often that it must not cost memory.
    let mut path = [""; 5];
    let mut depth = 0;
    for (place, collection) in path.iter_mut().zip(&mut collections) {
        *place = collection;
        depth += 1;
    }
    let path = path.get(..depth)?;
    // The last names differ most.
    let is_same = |kind: &&Kind| kind.path.len() == depth && kind.path.iter().rev().eq(path.iter().rev());
    ALL.iter().copied().find(is_same).filter(|_| collections.next().is_none())
}

/// The kind of the resource, or of the items of the collection, at a path.
pub(crate) fn of(path: &str) -> Option<&'static Kind> {
    find(path.split('/').step_by(2))
}

/// Every kind.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    ALL.iter().copied()
}

/// The kinds that can have labels.
pub(crate) fn labelled() -> impl Iterator<Item = &'static Kind> {
    ALL.iter().copied().filter(|kind| kind.has_labels)
}
