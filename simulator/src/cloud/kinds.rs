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
    pub(crate) life: Life,
    pub(crate) has_labels: bool,
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
    life: Life::Plain,
    has_labels: false,
    check: rules::any,
    guard: rules::free,
};

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
        Field::text("defaultSecurityGroupId"),
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
    ..PLAIN
};

pub(crate) static SERVERS: Kind = Kind {
    path: &["datacenters", "servers"],
    singular: "server",
    fields: &[
        Field::text("templateUuid").create_only(),
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
        Field::text("image").create_only(),
        Field::text("imagePassword").access(Access::Secret),
        Field::text("imageAlias").create_only(),
        Field::any("sshKeys").access(Access::Secret),
        Field::word("bus", &["VIRTIO", "IDE", "UNKNOWN"]).or_text("VIRTIO"),
        Field::word("licenceType", LICENCES),
        Field::any("applicationType"),
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
        Field::text("backupunitId").create_only(),
        Field::text("userData").access(Access::Secret),
        Field::text("bootServer").read_only(),
        Field::word("bootOrder", &["AUTO", "NONE", "PRIMARY"]).or_text("AUTO"),
    ],
    seconds: 20.0,
    has_labels: true,
    check: rules::volume,
    ..PLAIN
};

pub(crate) static LANS: Kind = Kind {
    path: &["datacenters", "lans"],
    singular: "lan",
    fields: &[
        Field::name(),
        Field::any("ipFailover"),
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
        Field::text("ipv6CidrBlock"),
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
    Field::text("sourceMac"),
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
    ..PLAIN
};

pub(crate) static SECURITY_GROUPS: Kind = Kind {
    path: &["datacenters", "securitygroups"],
    singular: "security-group",
    fields: &[Field::short("name", 60).required(), Field::short("description", 300)],
    entities: &[child("rules"), entity("nics", Source::Members), entity("servers", Source::Members)],
    check: rules::security_group,
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
    fields: &[Field::name().required(), Field::addresses("publicIps").required(), Field::any("lans")],
    entities: &[child("rules"), child("flowlogs")],
    seconds: 90.0,
    paging: None,
    check: rules::nat_gateway,
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
        Field::any("targetPortRange"),
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
    ..PLAIN
};

const ALGORITHMS: &[&str] = &["ROUND_ROBIN", "LEAST_CONNECTION", "RANDOM", "SOURCE_IP"];

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
        Field::any("healthCheck"),
        Field::any("targets").required(),
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
        Field::int("clientTimeout", 0, i64::MAX),
        Field::any("serverCertificates"),
        Field::any("httpRules"),
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
        Field::any("targets"),
        Field::any("healthCheck"),
        Field::any("httpHealthCheck"),
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
    ..PLAIN
};

pub(crate) static CLUSTERS: Kind = Kind {
    path: &["k8s"],
    singular: "k8s",
    fields: &[
        Field::name().required(),
        Field::text("k8sVersion"),
        Field::any("maintenanceWindow"),
        Field::any("availableUpgradeVersions").read_only(),
        Field::any("viableNodePoolVersions").read_only(),
        Field::bool("public").or_bool(true).create_only(),
        Field::text("location").create_only(),
        Field::address("natGatewayIp").create_only(),
        Field::block("nodeSubnet").create_only(),
        Field::any("apiSubnetAllowList"),
        Field::any("s3Buckets"),
    ],
    entities: &[child("nodepools")],
    seconds: 300.0,
    paging: None,
    life: Life::Managed,
    check: rules::cluster,
    guard: rules::cluster_is_empty,
    ..PLAIN
};

pub(crate) static NODE_POOLS: Kind = Kind {
    path: &["k8s", "nodepools"],
    singular: "nodepool",
    fields: &[
        Field::name().required().create_only(),
        Field::text("datacenterId").required().create_only(),
        Field::int("nodeCount", 1, 100).required(),
        Field::text("cpuFamily").create_only(),
        Field::word("serverType", &["DedicatedCore", "VCPU"]).or_text("DedicatedCore"),
        Field::int("coresCount", 1, 62).required().create_only(),
        Field::int("ramSize", 2048, 245_760).step(1024).required().create_only(),
        Field::word("availabilityZone", &["AUTO", "ZONE_1", "ZONE_2"]).required().create_only(),
        Field::word("storageType", &["HDD", "SSD"]).required().create_only(),
        Field::int("storageSize", 10, 4_096).required().create_only(),
        Field::text("k8sVersion"),
        Field::any("maintenanceWindow"),
        Field::any("autoScaling"),
        Field::any("lans"),
        Field::any("labels"),
        Field::any("annotations"),
        Field::any("taints"),
        Field::addresses("publicIps"),
        Field::any("availableUpgradeVersions").read_only(),
    ],
    entities: &[child("nodes")],
    seconds: 400.0,
    paging: None,
    life: Life::Managed,
    check: rules::node_pool,
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
    ..PLAIN
};

pub(crate) static S3_KEYS: Kind = Kind {
    path: &["users", "s3keys"],
    singular: "s3key",
    fields: &[Field::text("secretKey").read_only(), Field::bool("active")],
    seconds: 1.0,
    paging: None,
    check: rules::s3_key,
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
    ..PLAIN
};

pub(crate) static SHARES: Kind = Kind {
    path: &["groups", "shares"],
    singular: "resource",
    fields: &[Field::bool("editPrivilege").or_bool(false), Field::bool("sharePrivilege").or_bool(false)],
    seconds: 1.0,
    paging: None,
    verbs: Verbs::NoCreate,
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
        Field::any("applicationType"),
    ],
    seconds: 30.0,
    paging: None,
    verbs: Verbs::NoCreate,
    has_labels: true,
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
        Field::word("licenceType", LICENCES),
        Field::any("applicationType"),
        Field::any("imageType").read_only(),
        Field::bool("public").read_only(),
        Field::any("imageAliases").read_only(),
        Field::any("cloudInit"),
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

    pub(crate) fn entity(&self, name: &str) -> Option<Entity> {
        self.entities.iter().copied().find(|entity| entity.name == name)
    }
}

/// The kind with these collections.
pub(crate) fn find<'a>(collections: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| collections.clone().eq(kind.path.iter().copied()))
}

/// The kind of the resource, or of the items of the collection, at a path.
pub(crate) fn of(path: &str) -> Option<&'static Kind> {
    find(path.split('/').step_by(2))
}

/// The kinds that can have labels.
pub(crate) fn labelled() -> impl Iterator<Item = &'static Kind> {
    ALL.iter().copied().filter(|kind| kind.has_labels)
}
