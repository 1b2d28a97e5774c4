"""Resources as data: frozen classes with the names of the Rust crate.

``X`` is a resource as it is read, ``XProperties`` its fields, ``NewX`` what is needed to make one, and
``XUpdate`` what can change.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from ionos_sdk._model import CLEAR, Clear, Data, Model, entities, inner, items, needed, secret, unknown, wired

__all__ = [
    "CLEAR",
    "AccessKey",
    "AccessKeyProperties",
    "Activity",
    "ActivityAction",
    "ActivityError",
    "ActivityErrorMessage",
    "ActivityEvent",
    "ActivityHit",
    "ActivityHits",
    "ActivityLogContract",
    "ActivityLogInfo",
    "ActivityMeta",
    "ActivityPage",
    "ActivityParameters",
    "ActivityResource",
    "ActivityStatus",
    "AffectedPackage",
    "AlbProtocol",
    "AlbRule",
    "AlbRuleProperties",
    "AlbRuleUpdate",
    "ApiInfo",
    "ApplicationLoadBalancer",
    "ApplicationLoadBalancerEntities",
    "ApplicationLoadBalancerProperties",
    "ApplicationLoadBalancerUpdate",
    "ApplicationType",
    "Artifact",
    "ArtifactProperties",
    "AutoCertificate",
    "AutoCertificateProperties",
    "AutoCertificateUpdate",
    "AutoScaling",
    "AvailabilityZone",
    "BackupUnit",
    "BackupUnitProperties",
    "BackupUnitSso",
    "BackupUnitUpdate",
    "BalancingAlgorithm",
    "BootOrder",
    "BucketOwnership",
    "Bus",
    "CentralLogging",
    "CentralLoggingProperties",
    "Certificate",
    "CertificateProperties",
    "CertificateProvider",
    "CertificateProviderProperties",
    "CertificateProviderUpdate",
    "CertificateUpdate",
    "Chunking",
    "ChunkingConfig",
    "ChunkingStrategy",
    "Clear",
    "CloudInit",
    "CollectionEmbedding",
    "CollectionEngine",
    "CompletionAnswer",
    "CompletionChoice",
    "ConnectableDatacenter",
    "Contract",
    "ContractProperties",
    "CpuArchitecture",
    "CrossConnect",
    "CrossConnectProperties",
    "CrossConnectUpdate",
    "Datacenter",
    "DatacenterEntities",
    "DatacenterProperties",
    "DatacenterUpdate",
    "DnsCounts",
    "DnsQuota",
    "DnssecAlgorithm",
    "DnssecKey",
    "DnssecKeyData",
    "DnssecKeyParameters",
    "DnssecKeys",
    "DnssecKeysMetadata",
    "DnssecKeysProperties",
    "Document",
    "DocumentCollection",
    "DocumentCollectionProperties",
    "DocumentMatch",
    "DocumentMatches",
    "DocumentQuery",
    "DocumentQueryAnswer",
    "DynamicDns",
    "DynamicDnsRequest",
    "ExistingImage",
    "ExistingNic",
    "ExternalAccountBinding",
    "FinishReason",
    "FirewallRule",
    "FirewallRuleProperties",
    "FirewallRuleUpdate",
    "FlowLog",
    "FlowLogAction",
    "FlowLogProperties",
    "FlowLogUpdate",
    "GeneratedImage",
    "GeneratedImages",
    "GeneratedToken",
    "Gpu",
    "GpuArchitecture",
    "GpuProperties",
    "GpuType",
    "Group",
    "GroupEntities",
    "GroupProperties",
    "GroupShare",
    "GroupShareProperties",
    "HealthCheckMatch",
    "HealthCheckMethod",
    "HostingRecord",
    "HostingRecordType",
    "HostingRecordUpdate",
    "HostingZone",
    "HostingZoneType",
    "HttpCondition",
    "HttpConditionMatch",
    "HttpConditionType",
    "HttpHealthCheck",
    "HttpRule",
    "HttpRuleType",
    "HttpVersion",
    "Ids",
    "Image",
    "ImageProperties",
    "ImageType",
    "ImageUpdate",
    "IpBlock",
    "IpBlockProperties",
    "IpBlockUpdate",
    "IpConsumer",
    "IpFailover",
    "IpVersion",
    "KeyAlgorithm",
    "KubernetesCluster",
    "KubernetesClusterEntities",
    "KubernetesClusterProperties",
    "Label",
    "LabelProperties",
    "Lan",
    "LanEntities",
    "LanProperties",
    "LanUpdate",
    "LicenceType",
    "LoadBalancer",
    "LoadBalancerEntities",
    "LoadBalancerProperties",
    "LoadBalancerUpdate",
    "Location",
    "LocationProperties",
    "LogDestination",
    "LogDestinationType",
    "LogProtocol",
    "LogSource",
    "LogStream",
    "MaintenanceWindow",
    "Metadata",
    "Model",
    "NatGateway",
    "NatGatewayEntities",
    "NatGatewayLan",
    "NatGatewayProperties",
    "NatGatewayUpdate",
    "NatProtocol",
    "NatRule",
    "NatRuleProperties",
    "NatRuleType",
    "NatRuleUpdate",
    "NetworkLoadBalancer",
    "NetworkLoadBalancerEntities",
    "NetworkLoadBalancerProperties",
    "NetworkLoadBalancerUpdate",
    "NewAccessKey",
    "NewAlbRule",
    "NewApplicationLoadBalancer",
    "NewAutoCertificate",
    "NewBackupUnit",
    "NewCertificate",
    "NewCertificateProvider",
    "NewCrossConnect",
    "NewDatacenter",
    "NewDnssecKeys",
    "NewDocumentCollection",
    "NewDocuments",
    "NewFirewallRule",
    "NewFlowLog",
    "NewGroup",
    "NewHostingRecord",
    "NewIpBlock",
    "NewKubernetesCluster",
    "NewLabel",
    "NewLan",
    "NewLoadBalancer",
    "NewMember",
    "NewNatGateway",
    "NewNatRule",
    "NewNetworkLoadBalancer",
    "NewNic",
    "NewNlbRule",
    "NewNodePool",
    "NewPipeline",
    "NewRecord",
    "NewRegistry",
    "NewRegistryToken",
    "NewReverseRecord",
    "NewSecondaryZone",
    "NewSecurityGroup",
    "NewServer",
    "NewSnapshot",
    "NewTargetGroup",
    "NewUser",
    "NewVolume",
    "NewZone",
    "Nic",
    "NicEntities",
    "NicProperties",
    "NicUpdate",
    "NlbHealthCheck",
    "NlbProtocol",
    "NlbRule",
    "NlbRuleProperties",
    "NlbRuleUpdate",
    "NlbTarget",
    "NlbTargetHealthCheck",
    "Node",
    "NodePool",
    "NodePoolLan",
    "NodePoolProperties",
    "NodePoolRoute",
    "NodePoolServerType",
    "NodePoolStorageType",
    "NodeProperties",
    "NsecMode",
    "NsecParameters",
    "Peer",
    "Pipeline",
    "PipelineProperties",
    "PipelineUpdate",
    "PortRange",
    "Principal",
    "PrincipalIdentity",
    "Privileges",
    "Protocol",
    "ProxyProtocol",
    "Record",
    "RecordProperties",
    "RecordType",
    "Reference",
    "Registry",
    "RegistryCredentials",
    "RegistryFeatures",
    "RegistryLocation",
    "RegistryLocationProperties",
    "RegistryProperties",
    "RegistryToken",
    "RegistryTokenProperties",
    "RegistryTokenStatus",
    "RegistryTokenUpdate",
    "RegistryUpdate",
    "RegistryWeekday",
    "RemoteConsole",
    "Repository",
    "RepositoryProperties",
    "Request",
    "RequestProperties",
    "RequestState",
    "RequestStatus",
    "RequestStatusDocument",
    "RequestStatusMetadata",
    "RequestTarget",
    "ResourceLimits",
    "ReverseRecord",
    "ReverseRecordProperties",
    "RuleDirection",
    "S3Bucket",
    "S3Key",
    "S3KeyProperties",
    "S3Sso",
    "SecondaryZone",
    "SecondaryZoneProperties",
    "SecurityGroup",
    "SecurityGroupEntities",
    "SecurityGroupProperties",
    "SecurityGroupUpdate",
    "Server",
    "ServerEntities",
    "ServerProperties",
    "ServerToken",
    "ServerType",
    "ServerUpdate",
    "SharedResource",
    "SharedResourceEntities",
    "SharedResourceProperties",
    "Snapshot",
    "SnapshotProperties",
    "SnapshotRestore",
    "SnapshotUpdate",
    "State",
    "StorageRegion",
    "StorageRegionCapability",
    "StorageRegionProperties",
    "StorageUsage",
    "StoredDocument",
    "StoredDocumentProperties",
    "Taint",
    "TaintEffect",
    "Target",
    "TargetGroup",
    "TargetGroupHealthCheck",
    "TargetGroupProperties",
    "TargetGroupUpdate",
    "Template",
    "TemplateGpu",
    "TemplateProperties",
    "Token",
    "TokenDeletion",
    "TokenList",
    "TokenScope",
    "TrafficDirection",
    "Usage",
    "User",
    "UserEntities",
    "UserProperties",
    "VmState",
    "Volume",
    "VolumeProperties",
    "VolumeType",
    "VolumeUpdate",
    "Vulnerability",
    "VulnerabilityProperties",
    "VulnerabilityScanning",
    "VulnerabilitySource",
    "Weekday",
    "WeeklySchedule",
    "WholeApplicationLoadBalancer",
    "WholeCentralLogging",
    "WholeDatacenter",
    "WholeDocument",
    "WholeDocumentCollection",
    "WholeImage",
    "WholeKubernetesCluster",
    "WholeNatGateway",
    "WholeNetworkLoadBalancer",
    "WholeNic",
    "WholeNodePool",
    "WholeS3Key",
    "WholeServer",
    "WholeSnapshot",
    "WholeUser",
    "WholeVolume",
    "Zone",
    "ZoneProperties",
    "ZoneTransfer",
]

ActivityAction = Literal["GET", "POST", "PATCH", "PUT", "DELETE"]
"""The HTTP method of what was asked for."""
ActivityStatus = Literal["DONE", "RUNNING", "QUEUED", "FAILED"]
"""How far what was asked for is."""
AlbProtocol = Literal["HTTP"]
"""What application load balancers and target groups speak."""
ApplicationType = Literal[
    "MSSQL-2019-Web",
    "MSSQL-2019-Standard",
    "MSSQL-2019-Enterprise",
    "MSSQL-2022-Web",
    "MSSQL-2022-Standard",
    "MSSQL-2022-Enterprise",
    "UNKNOWN",
]
"""Licensed application; other than ``UNKNOWN`` with public images only."""
AvailabilityZone = Literal["AUTO", "ZONE_1", "ZONE_2", "ZONE_3"]
"""Which of the location's fire-separated zones a resource is placed in."""
BalancingAlgorithm = Literal["ROUND_ROBIN", "LEAST_CONNECTION", "RANDOM", "SOURCE_IP"]
"""How a load balancer chooses among its targets."""
BootOrder = Literal["AUTO", "NONE", "PRIMARY"]
"""Whether a server boots from a volume."""
BucketOwnership = Literal["user-owned", "contract-owned"]
"""Who owns the buckets of a region."""
Bus = Literal["VIRTIO", "IDE", "UNKNOWN"]
"""How the guest sees a drive."""
CloudInit = Literal["NONE", "V1"]
"""Whether an image runs cloud-init."""
DnssecAlgorithm = Literal["RSASHA256"]
"""How a zone is signed."""
FinishReason = Literal["stop", "length", "tool_calls", "content_filter"]
"""Why the model stopped."""
FlowLogAction = Literal["ACCEPTED", "REJECTED", "ALL"]
"""Which connections are recorded."""
GpuType = Literal["passthrough"]
"""How a server reaches its graphics card."""
HealthCheckMatch = Literal["STATUS_CODE", "RESPONSE_BODY"]
"""The part of an answer that an HTTP health check looks at."""
HealthCheckMethod = Literal["HEAD", "PUT", "POST", "GET", "TRACE", "PATCH", "OPTIONS"]
"""The method of an HTTP health check."""
HostingRecordType = Literal[
    "A",
    "AAAA",
    "CNAME",
    "MX",
    "NS",
    "SOA",
    "SRV",
    "TXT",
    "CAA",
    "TLSA",
    "SMIMEA",
    "SSHFP",
    "DS",
    "HTTPS",
    "SVCB",
    "CERT",
    "URI",
    "RP",
    "LOC",
    "OPENPGPKEY",
]
"""Type of a record of web hosting."""
HostingZoneType = Literal["NATIVE", "SLAVE"]
"""Who owns the records of a zone."""
HttpConditionMatch = Literal["EXISTS", "CONTAINS", "EQUALS", "MATCHES", "STARTS_WITH", "ENDS_WITH"]
"""How a condition compares."""
HttpConditionType = Literal["HEADER", "PATH", "QUERY", "METHOD", "HOST", "COOKIE", "SOURCE_IP"]
"""The part of a request that a condition looks at."""
HttpRuleType = Literal["FORWARD", "STATIC", "REDIRECT"]
"""What an HTTP rule does."""
HttpVersion = Literal["HTTP1", "HTTP2"]
"""A version of HTTP."""
ImageType = Literal["HDD", "CDROM", "UNKNOWN"]
"""What an image is for."""
IpVersion = Literal["IPv4", "IPv6"]
"""A version of the internet protocol."""
KeyAlgorithm = Literal["rsa4096"]
"""How the key of a certificate is made."""
LicenceType = Literal[
    "UNKNOWN", "WINDOWS", "WINDOWS2016", "WINDOWS2019", "WINDOWS2022", "WINDOWS2025", "RHEL", "LINUX", "OTHER"
]
"""Operating system, for licensing."""
LogDestinationType = Literal["loki"]
"""Where logs are kept."""
LogProtocol = Literal["http", "tcp"]
"""How logs are sent."""
LogSource = Literal["docker", "systemd", "kubernetes", "generic"]
"""Where logs come from."""
NatProtocol = Literal["TCP", "UDP", "ICMP", "ALL"]
"""The traffic that a NAT rule translates."""
NatRuleType = Literal["SNAT"]
"""What a NAT rule translates."""
NlbProtocol = Literal["HTTP", "TCP"]
"""What a network load balancer balances."""
NodePoolServerType = Literal["DedicatedCore", "VCPU"]
"""Kind of a node's cores."""
NodePoolStorageType = Literal["HDD", "SSD"]
"""Kind of a node's disk."""
NsecMode = Literal["NSEC", "NSEC3"]
"""How it is proved that a name does not exist."""
Protocol = Literal["TCP", "UDP", "ICMP", "ICMPv6", "GRE", "VRRP", "ESP", "AH", "ANY"]
"""A protocol that a rule lets through; fixed at creation."""
ProxyProtocol = Literal["none", "v1", "v2", "v2ssl"]
"""How targets learn the client's address."""
RecordType = Literal[
    "A",
    "AAAA",
    "CNAME",
    "ALIAS",
    "MX",
    "NS",
    "SRV",
    "TXT",
    "CAA",
    "SSHFP",
    "TLSA",
    "SMIMEA",
    "DS",
    "HTTPS",
    "SVCB",
    "OPENPGPKEY",
    "CERT",
    "URI",
    "RP",
    "LOC",
]
"""Type of a record."""
RegistryTokenStatus = Literal["enabled", "disabled"]
"""Whether a token works."""
RegistryWeekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
"""A day of the week."""
RequestStatus = Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
"""How far a request is."""
RuleDirection = Literal["INGRESS", "EGRESS"]
"""Which way the traffic of a rule flows."""
ServerType = Literal["ENTERPRISE", "VCPU", "CUBE", "GPU"]
"""What a server is sized by, and what it runs on; fixed at creation."""
State = Literal[
    "AVAILABLE",
    "ACTIVE",
    "READY",
    "Running",
    "INACTIVE",
    "BUSY",
    "DEPLOYING",
    "PROVISIONING",
    "UPDATING",
    "DESTROYING",
    "PROVISIONED",
    "REBUILDING",
    "TERMINATING",
    "SUSPENDED",
    "FAILED",
    "FAILED_SUSPENDED",
    "FAILED_UPDATING",
    "FAILED_DESTROYING",
    "TERMINATED",
    "HIBERNATING",
    "FAILED_HIBERNATING",
    "MAINTENANCE",
    "FAILED_MAINTENANCE",
    "UNKNOWN",
]
"""Where a resource is in its life."""
TaintEffect = Literal["NoSchedule", "NoExecute", "PreferNoSchedule"]
"""What a taint does to pods that do not tolerate it."""
TrafficDirection = Literal["INGRESS", "EGRESS", "BIDIRECTIONAL"]
"""Which way traffic flows."""
VmState = Literal["NOSTATE", "RUNNING", "BLOCKED", "PAUSED", "SHUTDOWN", "SHUTOFF", "CRASHED", "SUSPENDED"]
"""What the virtual machine is doing."""
VolumeType = Literal["HDD", "SSD", "SSD Standard", "SSD Premium", "DAS", "ISO"]
"""The hardware behind a volume; fixed at creation."""
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
"""A day of the week."""


class Reference(Data):
    """A mention of another resource by its id."""

    id: str | None = None
    """The resource's id."""
    kind: str | None = wired("type")
    """The resource's kind; written by the service."""
    href: str | None = None
    """The resource's address; written by the service."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RequestTarget(Data):
    """One resource that a request works on."""

    target: Reference | None = None
    """The resource."""
    status: RequestStatus | str | None = None
    """How far the request is with it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RequestStatusMetadata(Data):
    """How far a request is, and why it failed."""

    status: RequestStatus | str | None = None
    """How far it is."""
    message: str | None = None
    """The service's words, mostly about a failure."""
    etag: str | None = None
    """Changes with every change of the status."""
    targets: tuple[RequestTarget, ...] | None = None
    """What it works on, and how far it is with each."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RequestStatusDocument(Data):
    """How far a request is, with the address of this answer; also in the metadata of ``Request`` from depth 2 on."""

    id: str | None = None
    """``<id of the request>/status``."""
    kind: str | None = wired("type")
    """``request-status``."""
    href: str | None = None
    """Its address."""
    metadata: RequestStatusMetadata | None = None
    """How far the request is."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Metadata(Data):
    """What the service notes about a resource."""

    etag: str | None = None
    """Changes with every change of the resource."""
    created_date: str | None = None
    """When it was made."""
    created_by: str | None = None
    """Who made it."""
    created_by_user_id: str | None = None
    """The id of who made it."""
    last_modified_date: str | None = None
    """When it was last changed."""
    last_modified_by: str | None = None
    """Who last changed it."""
    last_modified_by_user_id: str | None = None
    """The id of who last changed it."""
    last_software_updated_date: str | None = None
    """When the software of a Kubernetes node was last updated."""
    last_login: str | None = None
    """When a user last logged in."""
    status_message: str | None = None
    """Why an access key of the object storage failed."""
    administrative: bool | None = None
    """Whether an access key can make buckets and set their policies."""
    supported_regions: tuple[str, ...] | None = None
    """The regions of the object storage that accept an access key."""
    state: State | str | None = None
    """Where it is in its life."""
    status: State | str | None = None
    """Where it is in its life, with the services that call it so."""
    message: str | None = None
    """More about its state, in words; some services say so."""
    resource_urn: str | None = wired("resourceURN")
    """Its name among all resources of IONOS; newer services give it."""
    request_status: RequestStatusDocument | None = None
    """How far a request is; with ``Request`` from depth 2 on."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Document(Data):
    """A resource as the service sends it."""

    id: str = ""
    """Its identifier; empty for the few kinds that have none, such as contracts."""
    kind: str = wired("type", default="")
    """Its kind in the service's words, such as ``server``."""
    href: str | None = None
    """Its address."""
    metadata: Metadata | None = None
    """What the service notes about it; absent in answers of depth 0."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""

    @property
    def state(self) -> str | None:
        """Where it is in its life, if the answer was deep enough to say."""
        return None if self.metadata is None else self.metadata.state or self.metadata.status


class CpuArchitecture(Data):
    """A processor family that a location offers."""

    cpu_family: str | None = None
    """Family name, to be used as ``cpu_family``."""
    max_cores: int | None = None
    """Most cores a server of it can have."""
    max_ram: int | None = None
    """Most memory in MB a server of it can have."""
    vendor: str | None = None
    """Vendor."""
    enabled_features: tuple[str, ...] | None = None
    """Features that are switched on, such as ``SEV-SNP``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class GpuArchitecture(Data):
    """A graphics card that a location offers."""

    vendor: str | None = None
    """Vendor."""
    model: str | None = None
    """Model."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DatacenterProperties(Data):
    """The fields of a data center."""

    name: str | None = None
    """Name; need not be unique."""
    description: str | None = None
    """Free text."""
    location: str | None = None
    """Where it is, such as ``de/txl``; fixed at creation."""
    version: int | None = None
    """Grows by one with every change inside."""
    features: tuple[str, ...] | None = None
    """What the location offers, such as ``SSD``."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    cpu_architecture: tuple[CpuArchitecture, ...] | None = None
    """The processors it offers."""
    gpu_architecture: tuple[GpuArchitecture, ...] | None = None
    """The graphics cards it offers."""
    ipv6_cidr_block: str | None = None
    """The IPv6 addresses of the data center, a ``/56`` that the service chooses; absent where IPv6 is off."""
    default_security_group_id: str | None = None
    """Security group of every NIC that names no other."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DatacenterEntities(Data):
    """What a data center contains."""

    servers: tuple[Server, ...] = items()
    """Its servers."""
    volumes: tuple[Volume, ...] = items()
    """Its volumes, attached or not."""
    lans: tuple[Lan, ...] = items()
    """Its LANs."""
    natgateways: tuple[NatGateway, ...] = items()
    """Its NAT gateways."""
    securitygroups: tuple[SecurityGroup, ...] = items()
    """Its security groups."""
    loadbalancers: tuple[LoadBalancer, ...] = items()
    """Its classic load balancers."""
    networkloadbalancers: tuple[NetworkLoadBalancer, ...] = items()
    """Its network load balancers."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Datacenter(Document):
    """A virtual data center: the frame in which servers, volumes and networks live."""

    properties: DatacenterProperties = inner(DatacenterProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: DatacenterEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewDatacenter(Data):
    """A data center to be made. What it is to contain can be made in the same call."""

    name: str
    """Name."""
    location: str
    """Where, such as ``de/txl``; cannot be changed later."""
    description: str | None = None
    """Free text."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    create_default_security_group: bool | None = None
    """Whether a security group with the usual rules is made, for every NIC that names no other. Off by default."""
    servers: Sequence[NewServer] = entities()
    """Adds a server, with all that it brings."""
    volumes: Sequence[NewVolume] = entities()
    """Adds a volume that no server uses yet."""
    lans: Sequence[NewLan] = entities()
    """Adds a LAN."""
    natgateways: Sequence[NewNatGateway] = entities()
    """Adds a NAT gateway."""
    securitygroups: Sequence[NewSecurityGroup] = entities()
    """Adds a security group."""


class DatacenterUpdate(Data):
    """Changes of a data center. The location is fixed: another one means another data center."""

    name: str | None = None
    """New name."""
    description: str | None = None
    """New description."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    default_security_group_id: str | None = None
    """An existing security group, to be that of every NIC that names no other."""
    create_default_security_group: bool | None = None
    """Whether a default security group is made where there is none."""


class WholeDatacenter(Data):
    """The whole of a data center.

    What is left out falls back to its default; the location and what it contains stay.
    """

    name: str
    """Name."""
    description: str | None = None
    """Free text."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    default_security_group_id: str | None = None
    """An existing security group, to be that of every NIC that names no other."""
    create_default_security_group: bool | None = None
    """Whether a default security group is made where there is none."""


class ServerProperties(Data):
    """The fields of a server."""

    name: str | None = None
    """Name."""
    hostname: str | None = None
    """Host name inside the guest; the name by default."""
    cores: int | None = None
    """Cores."""
    ram: int | None = None
    """Main memory, a multiple of 256 MB."""
    availability_zone: AvailabilityZone | str | None = None
    """Placement zone."""
    vm_state: VmState | str | None = None
    """What the machine is doing."""
    boot_cdrom: Reference | None = None
    """The CD-ROM it boots from."""
    boot_volume: Reference | None = None
    """The volume it boots from."""
    cpu_family: str | None = None
    """Processor family; not for CUBE, VCPU and GPU servers."""
    kind: ServerType | str | None = wired("type")
    """What it is sized by; fixed at creation."""
    template_uuid: str | None = None
    """Template of CUBE and GPU servers."""
    placement_group_id: str | None = None
    """Group of servers placed together; of use to the service itself only."""
    nic_multi_queue: bool | None = None
    """Whether its network interfaces have several queues each."""
    enabled_features: tuple[str, ...] | None = None
    """Features of the processor that are in use, such as ``SEV-SNP`` on a confidential machine."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ServerEntities(Data):
    """What a server contains."""

    cdroms: tuple[Image, ...] = items()
    """CD-ROMs in its drives."""
    volumes: tuple[Volume, ...] = items()
    """Attached volumes."""
    nics: tuple[Nic, ...] = items()
    """Network interfaces."""
    securitygroups: tuple[SecurityGroup, ...] = items()
    """Security groups."""
    gpus: tuple[Gpu, ...] = items()
    """Graphics cards."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Server(Document):
    """A virtual machine.

    Removing one keeps its volumes, which are billed on: ``server.volumes().list()`` shows what would remain, and
    ``delete_with_volumes`` removes them too.
    """

    properties: ServerProperties = inner(ServerProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: ServerEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewServer(Data):
    """A server to be made, with the volumes and NICs it starts with.

    The four types take different fields; ``new``, ``vcpu``, ``cube`` and ``gpu`` start with the right ones. A mixture
    that the service would refuse is an error of kind ``InvalidRequest`` before anything is sent.
    """

    name: str
    """Name."""
    hostname: str | None = None
    """Host name inside the guest: ``a-z``, ``0-9`` and ``-``, 63 at most; the name by default."""
    cores: int | None = None
    """Cores; not for CUBE and GPU servers."""
    ram: int | None = None
    """Main memory, a multiple of 256 MB; not for CUBE and GPU servers. More than 240 GB switches hot plug off."""
    availability_zone: AvailabilityZone | str | None = None
    """Placement zone; cannot be changed later, and not for CUBE and GPU servers."""
    cpu_family: str | None = None
    """Processor family; not for CUBE, VCPU and GPU servers. The location names those it offers."""
    kind: ServerType | str | None = wired("type")
    """What it is sized by; ENTERPRISE by default. Cannot be changed later."""
    template_uuid: str | None = None
    """Template of CUBE and GPU servers."""
    boot_cdrom: Reference | None = None
    """An existing CD-ROM image to boot from."""
    boot_volume: Reference | None = None
    """An existing volume to boot from."""
    nic_multi_queue: bool | None = None
    """Whether its network interfaces have several queues each; not for CUBE servers. Off by default."""
    volumes: Sequence[NewVolume] = entities()
    """Adds a volume; the first with an image is booted from."""
    nics: Sequence[NewNic] = entities()
    """Adds a network interface; their order is kept."""
    cdroms: Sequence[ExistingImage] = entities()
    """Puts a CD-ROM into a drive."""


class ServerUpdate(Data):
    """Changes of a server.

    Type, zone and template are fixed: others mean another server. CUBE and GPU servers keep their cores, memory and
    processor family too.
    """

    name: str | None = None
    """New name."""
    hostname: str | None = None
    """New host name."""
    cores: int | None = None
    """New number of cores."""
    ram: int | None = None
    """New main memory."""
    cpu_family: str | None = None
    """New processor family; ENTERPRISE servers only, and they restart."""
    boot_cdrom: Reference | None = None
    """Another CD-ROM to boot from."""
    boot_volume: Reference | None = None
    """Another attached volume to boot from."""
    nic_multi_queue: bool | None = None
    """Whether its network interfaces have several queues each; a change restarts the server."""


class WholeServer(Data):
    """The whole of a server. What is left out falls back to its default; type, zone and template stay as they are."""

    name: str
    """Name."""
    hostname: str | None = None
    """Host name inside the guest."""
    cores: int
    """Cores."""
    ram: int
    """Main memory, a multiple of 256 MB."""
    cpu_family: str | None = None
    """Processor family; ENTERPRISE servers only."""
    boot_cdrom: Reference | None = None
    """The CD-ROM to boot from."""
    boot_volume: Reference | None = None
    """The attached volume to boot from."""
    nic_multi_queue: bool | None = None
    """Whether its network interfaces have several queues each; a change restarts the server."""


class NicProperties(Data):
    """The fields of a NIC."""

    name: str | None = None
    """Name."""
    mac: str | None = None
    """Hardware address."""
    ips: tuple[str, ...] | None = None
    """IPv4 addresses. Their order carries no meaning and changes between reads: compare with ``has_ips``."""
    ipv6_ips: tuple[str, ...] | None = None
    """IPv6 addresses, in no order; LANs with IPv6 only."""
    ipv6_cidr_block: str | None = None
    """IPv6 range, a /80 of the LAN's; LANs with IPv6 only."""
    dhcp: bool | None = None
    """Whether it gets its IPv4 addresses by DHCP."""
    dhcpv6: bool | None = None
    """Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only."""
    lan: int | None = None
    """Number of the LAN it is in."""
    firewall_active: bool | None = None
    """Whether the firewall rules are in force."""
    firewall_type: TrafficDirection | str | None = None
    """Which direction the firewall looks at."""
    device_number: int | None = None
    """Place on the bus."""
    pci_slot: int | None = None
    """Slot on the bus."""
    vnet: str | None = None
    """Virtual network of the NIC; for internal use of the service."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NicEntities(Data):
    """What a NIC contains."""

    firewallrules: tuple[FirewallRule, ...] = items()
    """Its firewall rules."""
    flowlogs: tuple[FlowLog, ...] = items()
    """Its flow logs."""
    securitygroups: tuple[SecurityGroup, ...] = items()
    """Its security groups."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Nic(Document):
    """A network interface of a server.

    Right after its creation it may not be found for a while: wait for the ``Pending`` that the creation gives before it
    is read or changed. Multi-queue is switched at the server, for all its NICs at once, and switching it restarts the
    server.
    """

    properties: NicProperties = inner(NicProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: NicEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewNic(Data):
    """A NIC to be made."""

    name: str | None = None
    """Name."""
    lan: int
    """Number of the LAN; a LAN that does not exist is made by the service."""
    ips: Sequence[str] | None = None
    """IPv4 addresses; given by the service when left out. Public ones must be of a reserved block."""
    ipv6_ips: Sequence[str] | None = None
    """IPv6 addresses, 50 at most; given by the service when left out."""
    ipv6_cidr_block: str | None = None
    """IPv6 range, a /80 of the LAN's; given by the service when left out."""
    dhcp: bool | None = None
    """Whether it gets its IPv4 addresses by DHCP; yes by default."""
    dhcpv6: bool | None = None
    """Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only."""
    firewall_active: bool | None = None
    """Whether the firewall rules are in force. Without rules, nothing comes in then."""
    firewall_type: TrafficDirection | str | None = None
    """Which direction the firewall looks at; incoming by default."""
    firewallrules: Sequence[NewFirewallRule] = entities()
    """Adds a firewall rule."""
    flowlogs: Sequence[NewFlowLog] = entities()
    """Adds a flow log."""


class NicUpdate(Data):
    """Changes of a NIC."""

    name: str | None = None
    """New name."""
    lan: int | None = None
    """Move to the LAN of this number."""
    ips: Sequence[str] | Clear | None = None
    """New set of IPv4 addresses; cleared, the service gives one."""
    ipv6_ips: Sequence[str] | Clear | None = None
    """New set of IPv6 addresses; cleared, the service gives one."""
    ipv6_cidr_block: str | Clear | None = None
    """New IPv6 range, a /80 of the LAN's; cleared, the service gives one."""
    dhcp: bool | None = None
    """Whether it gets its IPv4 addresses by DHCP."""
    dhcpv6: bool | Clear | None = None
    """Whether it gets its IPv6 addresses by DHCP."""
    firewall_active: bool | None = None
    """Whether the firewall rules are in force."""
    firewall_type: TrafficDirection | str | None = None
    """Which direction the firewall looks at."""


class WholeNic(Data):
    """The whole of a NIC; its firewall rules and flow logs stay."""

    name: str
    """Name."""
    lan: int
    """Number of the LAN; a LAN that does not exist is made by the service."""
    ips: Sequence[str] | None = None
    """IPv4 addresses; given by the service when left out. Public ones must be of a reserved block."""
    ipv6_ips: Sequence[str] | None = None
    """IPv6 addresses, 50 at most; given by the service when left out."""
    ipv6_cidr_block: str | None = None
    """IPv6 range, a /80 of the LAN's; given by the service when left out."""
    dhcp: bool | None = None
    """Whether it gets its IPv4 addresses by DHCP; yes by default."""
    dhcpv6: bool | None = None
    """Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only."""
    firewall_active: bool | None = None
    """Whether the firewall rules are in force. Without rules, nothing comes in then."""
    firewall_type: TrafficDirection | str | None = None
    """Which direction the firewall looks at; incoming by default."""


class FirewallRuleProperties(Data):
    """The fields of a firewall rule. An absent address, port, code or type means any."""

    name: str | None = None
    """Name."""
    protocol: Protocol | str | None = None
    """Protocol."""
    direction: RuleDirection | str | None = wired("type")
    """Direction."""
    source_mac: str | None = None
    """Hardware address of the sender."""
    source_ip: str | None = None
    """Sender's address or range."""
    target_ip: str | None = None
    """Receiver's address or range."""
    ip_version: IpVersion | str | None = None
    """Version of the addresses."""
    port_range_start: int | None = None
    """First port, 1 to 65535."""
    port_range_end: int | None = None
    """Last port, 1 to 65535."""
    icmp_type: int | None = None
    """ICMP type, 0 to 254."""
    icmp_code: int | None = None
    """ICMP code, 0 to 254."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class FirewallRule(Document):
    """A rule that lets traffic through; what no rule names is blocked."""

    properties: FirewallRuleProperties = inner(FirewallRuleProperties)
    """Its fields; all empty in answers of depth 0."""


class NewFirewallRule(Data):
    """A firewall rule to be made, or the whole of one. An address, port, code or type that is left out means any."""

    name: str | None = None
    """Name."""
    protocol: Protocol | str
    """Protocol; fixed at creation, so another one means another rule."""
    direction: RuleDirection | str | None = wired("type")
    """Direction; towards the server by default."""
    source_mac: str | None = None
    """Hardware address of the sender, such as ``aa:bb:cc:dd:ee:ff``."""
    source_ip: str | None = None
    """Sender's address or range."""
    target_ip: str | None = None
    """Receiver's address or range, for NICs with several addresses."""
    ip_version: IpVersion | str | None = None
    """Version of the addresses; follows from them when left out."""
    port_range_start: int | None = None
    """First port, 1 to 65535; TCP and UDP only, and only together with the last."""
    port_range_end: int | None = None
    """Last port, 1 to 65535."""
    icmp_type: int | None = None
    """ICMP type, 0 to 254; ICMP and ICMPv6 only."""
    icmp_code: int | None = None
    """ICMP code, 0 to 254; ICMP and ICMPv6 only."""


class FirewallRuleUpdate(Data):
    """Changes of a firewall rule. The protocol is fixed: another one means another rule. A cleared value means any."""

    name: str | None = None
    """New name."""
    direction: RuleDirection | str | None = wired("type")
    """New direction."""
    source_mac: str | Clear | None = None
    """New hardware address of the sender."""
    source_ip: str | Clear | None = None
    """New sender."""
    target_ip: str | Clear | None = None
    """New receiver."""
    ip_version: IpVersion | str | Clear | None = None
    """New version of the addresses."""
    port_range_start: int | Clear | None = None
    """New first port; cleared together with the last, all ports."""
    port_range_end: int | Clear | None = None
    """New last port."""
    icmp_type: int | Clear | None = None
    """New ICMP type."""
    icmp_code: int | Clear | None = None
    """New ICMP code."""


class FlowLogProperties(Data):
    """The fields of a flow log."""

    name: str | None = None
    """Name; the prefix of the files."""
    action: FlowLogAction | str | None = None
    """Which connections."""
    direction: TrafficDirection | str | None = None
    """Which direction."""
    bucket: str | None = None
    """The bucket, as ``name`` or ``name/prefix``; it must exist."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class FlowLog(Document):
    """A record of connections, written to an object-storage bucket."""

    properties: FlowLogProperties = inner(FlowLogProperties)
    """Its fields; all empty in answers of depth 0."""


class NewFlowLog(Data):
    """A flow log to be made, or the whole of one. Everything but the name is fixed at creation."""

    name: str
    """Name."""
    action: FlowLogAction | str = "ALL"
    """Which connections."""
    direction: TrafficDirection | str = "BIDIRECTIONAL"
    """Which direction."""
    bucket: str
    """The bucket, as ``name`` or ``name/prefix``; it must exist."""


class FlowLogUpdate(Data):
    """Changes of a flow log. Only the name can change; anything else means another flow log."""

    name: str | None = None
    """New name."""


class VolumeProperties(Data):
    """The fields of a volume. The service does not give keys, passwords and user data back."""

    name: str | None = None
    """Name."""
    kind: VolumeType | str | None = wired("type")
    """Hardware."""
    size: float | None = None
    """Size in GB."""
    availability_zone: AvailabilityZone | str | None = None
    """Placement zone."""
    image: str | None = None
    """Id of the image or snapshot it was made from."""
    image_password: str | None = secret()
    """Password of the first user; not given back."""
    image_alias: str | None = None
    """Alias of the image it was made from."""
    ssh_keys: tuple[str, ...] | None = None
    """Public SSH keys; not given back."""
    bus: Bus | str | None = None
    """How the guest sees it."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    device_number: int | None = None
    """Place on the bus of the server it is attached to."""
    pci_slot: int | None = None
    """PCI slot in the server it is attached to."""
    backupunit_id: str | None = None
    """Backup unit that it reports to."""
    user_data: str | None = None
    """cloud-init user data; not given back."""
    boot_server: str | None = None
    """The server it is attached to."""
    boot_order: BootOrder | str | None = None
    """Whether its server boots from it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Volume(Document):
    """A block-storage volume."""

    properties: VolumeProperties = inner(VolumeProperties)
    """Its fields; all empty in answers of depth 0."""


class NewVolume(Data):
    """A volume to be made.

    Image, password, keys, user data, type, zone and backup unit cannot be changed later. A volume from a public image
    needs ``ssh_keys`` or an ``image_password``; one from a snapshot or an own image takes neither; one without an image
    needs a ``licence_type``.
    """

    name: str
    """Name."""
    kind: VolumeType | str | None = wired("type")
    """Hardware."""
    size: int | None = None
    """Size in GB. DAS volumes take none: the server's template says it."""
    availability_zone: AvailabilityZone | str | None = None
    """Placement zone."""
    image: str | None = None
    """Id of an image or snapshot."""
    image_password: str | None = secret()
    """Password of the first user, letters and digits only; for public images only.

    It stays in the journal of requests, so prefer SSH keys, or change it at the first login.
    """
    image_alias: str | None = None
    """Alias of a public image, such as ``ubuntu:24.04``."""
    ssh_keys: Sequence[str] | None = None
    """Public SSH keys in OpenSSH's one-line form; for public Linux images only."""
    user_data: str | bytes | None = wired(base64=True)
    """cloud-init user data; anybody who may read the data center can read it."""
    bus: Bus | str | None = None
    """How the guest sees it; VirtIO by default."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing; needed for volumes without an image."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it; public images only."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    backupunit_id: str | None = None
    """Backup unit that it reports to."""
    boot_order: BootOrder | str | None = None
    """Whether its server boots from it."""


class VolumeUpdate(Data):
    """Changes of a volume. Type, zone, image and what was put into it are fixed: others mean another volume."""

    name: str | None = None
    """New name."""
    size: int | None = None
    """New size in GB; volumes only grow."""
    bus: Bus | str | None = None
    """How the guest sees it."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    boot_order: BootOrder | str | Clear | None = None
    """Whether its server boots from it; ``Clear`` is the same as ``AUTO``."""


class WholeVolume(Data):
    """The whole of a volume. What is left out falls back to its default; type, zone and image stay."""

    name: str
    """Name."""
    size: int
    """Size in GB; volumes only grow."""
    bus: Bus | str | None = None
    """How the guest sees it."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    boot_order: BootOrder | str | Clear | None = None
    """Whether its server boots from it; ``Clear`` is the same as ``AUTO``."""


class LabelProperties(Data):
    """The fields of a label."""

    key: str | None = None
    """Key, unique on its resource."""
    value: str | None = None
    """Value."""
    resource_id: str | None = None
    """Id of the labelled resource; in lists over the whole contract."""
    resource_type: str | None = None
    """Kind of the labelled resource, such as ``server``; in lists over the whole contract."""
    resource_href: str | None = None
    """Address of the labelled resource; in lists over the whole contract."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Label(Document):
    """A key and a value on a resource. Labels are written at once: there is nothing to wait for."""

    properties: LabelProperties = inner(LabelProperties)
    """Its fields; all empty in answers of depth 0."""


class NewLabel(Data):
    """A label to be put on a resource."""

    key: str
    """Key."""
    value: str
    """Value."""


class ImageProperties(Data):
    """The fields of an image."""

    name: str | None = None
    """Name."""
    description: str | None = None
    """Free text."""
    location: str | None = None
    """Where it is stored. What is stored in a metro region serves its child locations too."""
    size: float | None = None
    """Size in GB."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    cpu_hot_unplug: bool | None = None
    """Whether cores can be taken away without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    ram_hot_unplug: bool | None = None
    """Whether memory can be taken away without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    disc_scsi_hot_plug: bool | None = None
    """Whether SCSI drives can be added without a reboot."""
    disc_scsi_hot_unplug: bool | None = None
    """Whether SCSI drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it; public images only."""
    image_type: ImageType | str | None = None
    """Whether it is a disk or a CD-ROM."""
    public: bool | None = None
    """Whether IONOS offers it to everybody."""
    image_aliases: tuple[str, ...] | None = None
    """Short names, such as ``ubuntu:24.04``."""
    cloud_init: CloudInit | str | None = None
    """Whether it runs cloud-init."""
    required_features: tuple[str, ...] | None = None
    """What a server must offer to run it, such as ``SEV-SNP`` for confidential computing."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Image(Document):
    """An image that volumes can be made from.

    Own images are uploaded by FTP, not by this API; here they are described and removed.
    """

    properties: ImageProperties = inner(ImageProperties)
    """Its fields; all empty in answers of depth 0."""


class ImageUpdate(Data):
    """Changes of an own image. Public images cannot be changed."""

    name: str | None = None
    """New name."""
    description: str | None = None
    """New description."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    cpu_hot_unplug: bool | None = None
    """Whether cores can be taken away without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    ram_hot_unplug: bool | None = None
    """Whether memory can be taken away without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    disc_scsi_hot_plug: bool | None = None
    """Whether SCSI drives can be added without a reboot."""
    disc_scsi_hot_unplug: bool | None = None
    """Whether SCSI drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it; own images take ``UNKNOWN`` only."""
    cloud_init: CloudInit | str | None = None
    """Whether it runs cloud-init."""


class WholeImage(Data):
    """The whole of an own image. What is left out falls back to its default."""

    name: str
    """Name."""
    description: str | None = None
    """Free text."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    cpu_hot_unplug: bool | None = None
    """Whether cores can be taken away without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    ram_hot_unplug: bool | None = None
    """Whether memory can be taken away without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    disc_scsi_hot_plug: bool | None = None
    """Whether SCSI drives can be added without a reboot."""
    disc_scsi_hot_unplug: bool | None = None
    """Whether SCSI drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    licence_type: LicenceType | str
    """Operating system for licensing; needed."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it; own images take ``UNKNOWN`` only."""
    cloud_init: CloudInit | str | None = None
    """Whether it runs cloud-init."""


class GpuProperties(Data):
    """The fields of a graphics card."""

    name: str | None = None
    """Name."""
    vendor: str | None = None
    """Vendor."""
    model: str | None = None
    """Model."""
    kind: GpuType | str | None = wired("type")
    """How the server reaches it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Gpu(Document):
    """A graphics card of a GPU server; it comes with the server's template and cannot be changed."""

    properties: GpuProperties = inner(GpuProperties)
    """Its fields; all empty in answers of depth 0."""


class IpFailover(Data):
    """A failover group: an address that several NICs of a LAN have, and the one of them that answers to it."""

    ip: str | None = None
    """The address."""
    nic_uuid: str | None = None
    """The master: the NIC that holds the address."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class LanProperties(Data):
    """The fields of a LAN."""

    name: str | None = None
    """Name."""
    public: bool | None = None
    """Whether it reaches the internet."""
    pcc: str | None = None
    """Cross-connect it is part of."""
    ip_failover: tuple[IpFailover, ...] | None = None
    """Addresses that move between NICs: see ``failover``."""
    ipv4_cidr_block: str | None = None
    """IPv4 range, given by the service; private LANs only."""
    ipv6_cidr_block: str | None = None
    """IPv6 range, a /64; absent while IPv6 is off."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class LanEntities(Data):
    """What a LAN contains."""

    nics: tuple[Nic, ...] = items()
    """The NICs in it."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Lan(Document):
    """A network inside a data center, public or private.

    Its id is a small number. NICs belong to servers. A LAN shows them and takes them in, but cannot make one.
    """

    properties: LanProperties = inner(LanProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: LanEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewLan(Data):
    """A LAN to be made, or the whole of one."""

    name: str
    """Name."""
    public: bool = False
    """Whether it reaches the internet."""
    pcc: str | None = None
    """Cross-connect to join; private LANs only, and one cross-connect each."""
    ip_failover: Sequence[IpFailover] | None = None
    """The failover groups. Where the whole is replaced, groups that are left out are lost."""
    ipv6_cidr_block: str | None = None
    """IPv6 range: ``AUTO``, or a /64 of the data center's range; without one, IPv6 stays off."""
    nics: Sequence[ExistingNic] = entities()
    """Takes a NIC of the data center in."""


class LanUpdate(Data):
    """Changes of a LAN."""

    name: str | None = None
    """New name."""
    public: bool | None = None
    """Whether it reaches the internet."""
    pcc: str | Clear | None = None
    """Cross-connect to join, private LANs only; cleared, the LAN leaves it."""
    ip_failover: Sequence[IpFailover] | None = None
    """All failover groups at once: groups that are left out are lost. ``failover`` changes one and keeps the others."""
    ipv6_cidr_block: str | Clear | None = None
    """IPv6 range, ``AUTO`` or a /64 of the data center's range; cleared, IPv6 is switched off."""


class NatGatewayLan(Data):
    """A LAN that a NAT gateway serves."""

    id: int | None = None
    """Number of the LAN."""
    gateway_ips: Sequence[str] | None = None
    """Addresses of the gateway inside the LAN, with prefix length, such as ``10.0.1.1/24``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NatGatewayProperties(Data):
    """The fields of a NAT gateway."""

    name: str | None = None
    """Name."""
    public_ips: tuple[str, ...] | None = None
    """Reserved addresses of the same location."""
    lans: tuple[NatGatewayLan, ...] | None = None
    """The LANs it serves; private ones, six at most."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NatGatewayEntities(Data):
    """What a NAT gateway contains."""

    rules: tuple[NatRule, ...] = items()
    """Its rules."""
    flowlogs: tuple[FlowLog, ...] = items()
    """Its flow logs."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class NatGateway(Document):
    """A gateway that lets private LANs reach the internet under reserved addresses, and nothing in."""

    properties: NatGatewayProperties = inner(NatGatewayProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: NatGatewayEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewNatGateway(Data):
    """A NAT gateway to be made."""

    name: str
    """Name."""
    public_ips: Sequence[str]
    """Reserved addresses of the same location; one at least."""
    lans: Sequence[NatGatewayLan] | None = None
    """The LANs it serves; private ones, six at most."""
    rules: Sequence[NewNatRule] = entities()
    """Adds a rule."""
    flowlogs: Sequence[NewFlowLog] = entities()
    """Adds a flow log."""


class NatGatewayUpdate(Data):
    """Changes of a NAT gateway."""

    name: str | None = None
    """New name."""
    public_ips: Sequence[str] | None = None
    """New set of addresses."""
    lans: Sequence[NatGatewayLan] | None = None
    """New set of LANs."""


class WholeNatGateway(Data):
    """The whole of a NAT gateway; its rules and flow logs stay."""

    name: str | None = None
    """Name."""
    public_ips: Sequence[str] | None = None
    """Reserved addresses of the same location; one at least."""
    lans: Sequence[NatGatewayLan] | None = None
    """The LANs it serves; private ones, six at most."""


class PortRange(Data):
    """Ports from start to end."""

    start: int | None = None
    """First port, 1 to 65535."""
    end: int | None = None
    """Last port, 1 to 65535."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NatRuleProperties(Data):
    """The fields of a NAT rule."""

    name: str | None = None
    """Name."""
    kind: NatRuleType | str | None = wired("type")
    """What it translates."""
    protocol: NatProtocol | str | None = None
    """Protocol."""
    source_subnet: str | None = None
    """Subnet whose traffic is translated."""
    public_ip: str | None = None
    """One of the gateway's addresses."""
    target_subnet: str | None = None
    """Where to; everywhere when absent."""
    target_port_range: PortRange | None = None
    """Ports at the target; TCP and UDP only."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NatRule(Document):
    """A rule: traffic of this subnet leaves under this address."""

    properties: NatRuleProperties = inner(NatRuleProperties)
    """Its fields; all empty in answers of depth 0."""


class NewNatRule(Data):
    """A NAT rule to be made, or the whole of one."""

    name: str
    """Name."""
    kind: NatRuleType | str = wired("type", default="SNAT")
    """What it translates; the sender's address by default."""
    protocol: NatProtocol | str = "ALL"
    """Protocol; all by default."""
    source_subnet: str
    """Subnet whose traffic is translated."""
    public_ip: str
    """One of the gateway's addresses."""
    target_subnet: str | None = None
    """Where to; everywhere when left out."""
    target_port_range: PortRange | None = None
    """Ports at the target; TCP and UDP only."""


class NatRuleUpdate(Data):
    """Changes of a NAT rule."""

    name: str | None = None
    """New name."""
    kind: NatRuleType | str | None = wired("type")
    """New kind of translation."""
    protocol: NatProtocol | str | None = None
    """New protocol."""
    source_subnet: str | None = None
    """New subnet."""
    public_ip: str | None = None
    """New address; one of the gateway's."""
    target_subnet: str | Clear | None = None
    """New target; cleared, everywhere."""
    target_port_range: PortRange | Clear | None = None
    """New ports at the target; cleared, all."""


class SecurityGroupProperties(Data):
    """The fields of a security group."""

    name: str | None = None
    """Name, at most 60 characters."""
    description: str | None = None
    """Free text, at most 300 characters."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class SecurityGroupEntities(Data):
    """What a security group contains."""

    rules: tuple[FirewallRule, ...] = items()
    """Its rules."""
    nics: tuple[Nic, ...] = items()
    """The NICs it protects."""
    servers: tuple[Server, ...] = items()
    """The servers it protects."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class SecurityGroup(Document):
    """A named set of firewall rules that servers and NICs can share."""

    properties: SecurityGroupProperties = inner(SecurityGroupProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: SecurityGroupEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewSecurityGroup(Data):
    """A security group to be made, or the whole of one, with its rules."""

    name: str
    """Name, at most 60 characters."""
    description: str | None = None
    """Free text, at most 300 characters."""
    rules: Sequence[NewFirewallRule] = entities()
    """Adds a rule."""


class SecurityGroupUpdate(Data):
    """Changes of a security group."""

    name: str | None = None
    """New name, at most 60 characters."""
    description: str | None = None
    """New description, at most 300 characters."""


class LoadBalancerProperties(Data):
    """The fields of a classic load balancer."""

    name: str | None = None
    """Name."""
    ip: str | None = None
    """Its IPv4 address, which all NICs behind it share."""
    dhcp: bool | None = None
    """Whether it gets its address by DHCP."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class LoadBalancerEntities(Data):
    """What a classic load balancer contains."""

    balancednics: tuple[Nic, ...] = items()
    """The NICs behind it."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class LoadBalancer(Document):
    """A load balancer of the first generation: one address, shared by the NICs behind it.

    New set-ups take a ``NetworkLoadBalancer``.
    """

    properties: LoadBalancerProperties = inner(LoadBalancerProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: LoadBalancerEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewLoadBalancer(Data):
    """A classic load balancer to be made, or the whole of one."""

    name: str
    """Name."""
    ip: str | None = None
    """Its IPv4 address; given by the service when left out."""
    dhcp: bool | None = None
    """Whether it gets its address by DHCP."""
    balancednics: Sequence[ExistingNic] = entities()
    """Puts a NIC behind it."""


class LoadBalancerUpdate(Data):
    """Changes of a classic load balancer."""

    name: str | None = None
    """New name."""
    ip: str | Clear | None = None
    """New address; cleared, the service gives one."""
    dhcp: bool | None = None
    """Whether it gets its address by DHCP."""


class NetworkLoadBalancerProperties(Data):
    """The fields of a network load balancer."""

    name: str | None = None
    """Name."""
    listener_lan: int | None = None
    """Number of the LAN where it listens."""
    target_lan: int | None = None
    """Number of the private LAN of its targets."""
    ips: tuple[str, ...] | None = None
    """Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN."""
    lb_private_ips: tuple[str, ...] | None = None
    """Its addresses inside the target LAN, with prefix length."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service."""
    logging_format: str | None = None
    """Format of the log lines."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NetworkLoadBalancerEntities(Data):
    """What a network load balancer contains."""

    forwardingrules: tuple[NlbRule, ...] = items()
    """Its forwarding rules."""
    flowlogs: tuple[FlowLog, ...] = items()
    """Its flow logs."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class NetworkLoadBalancer(Document):
    """A load balancer for connections (layer 4)."""

    properties: NetworkLoadBalancerProperties = inner(NetworkLoadBalancerProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: NetworkLoadBalancerEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewNetworkLoadBalancer(Data):
    """A network load balancer to be made."""

    name: str
    """Name."""
    listener_lan: int
    """Number of the LAN where it listens."""
    target_lan: int
    """Number of the private LAN of its targets."""
    ips: Sequence[str] | None = None
    """Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN."""
    lb_private_ips: Sequence[str] | None = None
    """Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service; no by default."""
    logging_format: str | None = None
    """Format of the log lines."""
    forwardingrules: Sequence[NewNlbRule] = entities()
    """Adds a forwarding rule."""
    flowlogs: Sequence[NewFlowLog] = entities()
    """Adds a flow log."""


class NetworkLoadBalancerUpdate(Data):
    """Changes of a network load balancer."""

    name: str | None = None
    """New name."""
    listener_lan: int | None = None
    """Number of the new LAN where it listens."""
    target_lan: int | None = None
    """Number of the new private LAN of its targets."""
    ips: Sequence[str] | None = None
    """New set of addresses."""
    lb_private_ips: Sequence[str] | None = None
    """New set of addresses inside the target LAN, with prefix length."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service."""
    logging_format: str | None = None
    """New format of the log lines."""


class WholeNetworkLoadBalancer(Data):
    """The whole of a network load balancer; its rules and flow logs stay."""

    name: str | None = None
    """Name."""
    listener_lan: int | None = None
    """Number of the LAN where it listens."""
    target_lan: int | None = None
    """Number of the private LAN of its targets."""
    ips: Sequence[str] | None = None
    """Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN."""
    lb_private_ips: Sequence[str] | None = None
    """Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service; no by default."""
    logging_format: str | None = None
    """Format of the log lines."""


class NlbHealthCheck(Data):
    """Time limits and retries of a forwarding rule."""

    client_timeout: int | None = None
    """How long to wait for the client, in milliseconds; 50,000 by default."""
    connect_timeout: int | None = None
    """How long a connection to a target may take, in milliseconds; 5,000 by default."""
    target_timeout: int | None = None
    """How long a target may be silent, in milliseconds; 50,000 by default."""
    retries: int | None = None
    """How often to connect again after a failure, 0 to 65535; 3 by default."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NlbTargetHealthCheck(Data):
    """How the health of a target is checked."""

    check: bool | None = None
    """Whether it must accept connections to be used."""
    check_interval: int | None = None
    """Time between checks, in milliseconds; 2,000 by default."""
    maintenance: bool | None = None
    """Whether it is under maintenance and gets no traffic."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NlbTarget(Data):
    """Where connections of a forwarding rule go."""

    ip: str | None = None
    """Address of the target."""
    port: int | None = None
    """Port of the target, 1 to 65535."""
    weight: int | None = None
    """Its share of the traffic, 0 to 256, in relation to the sum of all weights; 0 takes no new connections."""
    proxy_protocol: ProxyProtocol | str | None = None
    """How the target learns the client's address."""
    health_check: NlbTargetHealthCheck | None = None
    """How its health is checked."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NlbRuleProperties(Data):
    """The fields of a forwarding rule of a network load balancer."""

    name: str | None = None
    """Name."""
    algorithm: BalancingAlgorithm | str | None = None
    """How targets are chosen."""
    protocol: NlbProtocol | str | None = None
    """What is balanced."""
    listener_ip: str | None = None
    """Address where it listens; one of the load balancer's."""
    listener_port: int | None = None
    """Port where it listens, 1 to 65535."""
    health_check: NlbHealthCheck | None = None
    """Time limits and retries."""
    targets: tuple[NlbTarget, ...] | None = None
    """Where connections go."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NlbRule(Document):
    """A rule of a network load balancer: connections to this address and port go to these targets."""

    properties: NlbRuleProperties = inner(NlbRuleProperties)
    """Its fields; all empty in answers of depth 0."""


class NewNlbRule(Data):
    """A forwarding rule of a network load balancer to be made, or the whole of one."""

    name: str
    """Name."""
    algorithm: BalancingAlgorithm | str = "ROUND_ROBIN"
    """How targets are chosen."""
    protocol: NlbProtocol | str = "TCP"
    """What is balanced."""
    listener_ip: str
    """Address where it listens; one of the load balancer's."""
    listener_port: int
    """Port where it listens, 1 to 65535."""
    health_check: NlbHealthCheck | None = None
    """Time limits and retries."""
    targets: Sequence[NlbTarget]
    """Where connections go."""


class NlbRuleUpdate(Data):
    """Changes of a forwarding rule of a network load balancer."""

    name: str | None = None
    """New name."""
    algorithm: BalancingAlgorithm | str | None = None
    """New way to choose targets."""
    protocol: NlbProtocol | str | None = None
    """New protocol."""
    listener_ip: str | None = None
    """New address where it listens; one of the load balancer's."""
    listener_port: int | None = None
    """New port where it listens, 1 to 65535."""
    health_check: NlbHealthCheck | None = None
    """New time limits and retries."""
    targets: Sequence[NlbTarget] | None = None
    """New set of targets."""


class ApplicationLoadBalancerProperties(Data):
    """The fields of an application load balancer."""

    name: str | None = None
    """Name."""
    listener_lan: int | None = None
    """Number of the LAN where it listens."""
    target_lan: int | None = None
    """Number of the private LAN of its targets."""
    ips: tuple[str, ...] | None = None
    """Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN."""
    lb_private_ips: tuple[str, ...] | None = None
    """Its addresses inside the target LAN, with prefix length."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service."""
    logging_format: str | None = None
    """Format of the log lines."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ApplicationLoadBalancerEntities(Data):
    """What an application load balancer contains."""

    forwardingrules: tuple[AlbRule, ...] = items()
    """Its forwarding rules."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class ApplicationLoadBalancer(Document):
    """A load balancer for HTTP (layer 7). Its rules send requests to ``TargetGroup``s."""

    properties: ApplicationLoadBalancerProperties = inner(ApplicationLoadBalancerProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: ApplicationLoadBalancerEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewApplicationLoadBalancer(Data):
    """An application load balancer to be made."""

    name: str
    """Name."""
    listener_lan: int
    """Number of the LAN where it listens."""
    target_lan: int
    """Number of the private LAN of its targets."""
    ips: Sequence[str] | None = None
    """Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN."""
    lb_private_ips: Sequence[str] | None = None
    """Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service; no by default."""
    logging_format: str | None = None
    """Format of the log lines."""
    forwardingrules: Sequence[NewAlbRule] = entities()
    """Adds a forwarding rule."""


class ApplicationLoadBalancerUpdate(Data):
    """Changes of an application load balancer."""

    name: str | None = None
    """New name."""
    listener_lan: int | None = None
    """Number of the new LAN where it listens."""
    target_lan: int | None = None
    """Number of the new private LAN of its targets."""
    ips: Sequence[str] | None = None
    """New set of addresses."""
    lb_private_ips: Sequence[str] | None = None
    """New set of addresses inside the target LAN, with prefix length."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service."""
    logging_format: str | None = None
    """New format of the log lines."""


class WholeApplicationLoadBalancer(Data):
    """The whole of an application load balancer; its rules and flow logs stay."""

    name: str | None = None
    """Name."""
    listener_lan: int | None = None
    """Number of the LAN where it listens."""
    target_lan: int | None = None
    """Number of the private LAN of its targets."""
    ips: Sequence[str] | None = None
    """Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN."""
    lb_private_ips: Sequence[str] | None = None
    """Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out."""
    central_logging: bool | None = None
    """Whether its log goes to the logging service; no by default."""
    logging_format: str | None = None
    """Format of the log lines."""


class HttpCondition(Data):
    """A condition that a request meets or not."""

    kind: HttpConditionType | str | None = wired("type")
    """What it looks at."""
    condition: HttpConditionMatch | str | None = None
    """How it compares; not for the client's address."""
    negate: bool | None = None
    """Whether it is met by requests that do not match; no by default."""
    key: str | None = None
    """Name of the header, cookie or parameter; only for these."""
    value: str | None = None
    """What it compares with: a range for the client's address, nothing for ``Exists``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class HttpRule(Data):
    """What happens to requests that meet all conditions."""

    name: str | None = None
    """Name; unique within the forwarding rule."""
    kind: HttpRuleType | str | None = wired("type")
    """What it does."""
    target_group: str | None = None
    """Where requests go; forwarding only, and needed there."""
    drop_query: bool | None = None
    """Whether the query is dropped; redirection only."""
    location: str | None = None
    """Where the client is sent; redirection only, and needed there."""
    status_code: int | None = None
    """Status of the answer: 301, 302, 303, 307 or 308 for a redirection (301 by default), 200 to 599 for a fixed text
    (503 by default).
    """
    response_message: str | None = None
    """The fixed text; needed there."""
    content_type: str | None = None
    """Media type of the fixed text."""
    conditions: Sequence[HttpCondition] | None = None
    """The conditions, all of which must be met; without any the rule always applies."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class AlbRuleProperties(Data):
    """The fields of a forwarding rule of an application load balancer."""

    name: str | None = None
    """Name."""
    protocol: AlbProtocol | str | None = None
    """What is balanced."""
    listener_ip: str | None = None
    """Address where it listens; one of the load balancer's."""
    listener_port: int | None = None
    """Port where it listens, 1 to 65535."""
    client_timeout: int | None = None
    """How long to wait for the client, in milliseconds; 50,000 by default."""
    server_certificates: tuple[str, ...] | None = None
    """Ids of the certificates it shows, from the certificate manager; with them it speaks HTTPS."""
    http_rules: tuple[HttpRule, ...] | None = None
    """What happens to requests: in this order, but those that forward come last."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class AlbRule(Document):
    """A rule of an application load balancer: requests to this address and port are handled so."""

    properties: AlbRuleProperties = inner(AlbRuleProperties)
    """Its fields; all empty in answers of depth 0."""


class NewAlbRule(Data):
    """A forwarding rule of an application load balancer to be made, or the whole of one."""

    name: str
    """Name."""
    protocol: AlbProtocol | str = "HTTP"
    """What is balanced."""
    listener_ip: str
    """Address where it listens; one of the load balancer's."""
    listener_port: int
    """Port where it listens, 1 to 65535."""
    client_timeout: int | None = None
    """How long to wait for the client, in milliseconds; 50,000 by default."""
    server_certificates: Sequence[str] | None = None
    """Ids of the certificates it shows, from the certificate manager; with them it speaks HTTPS."""
    http_rules: Sequence[HttpRule]
    """What happens to requests: in this order, but those that forward come last."""


class AlbRuleUpdate(Data):
    """Changes of a forwarding rule of an application load balancer."""

    name: str | None = None
    """New name."""
    protocol: AlbProtocol | str | None = None
    """New protocol."""
    listener_ip: str | None = None
    """New address where it listens; one of the load balancer's."""
    listener_port: int | None = None
    """New port where it listens, 1 to 65535."""
    client_timeout: int | None = None
    """How long to wait for the client, in milliseconds."""
    server_certificates: Sequence[str] | None = None
    """New set of certificates; an empty one ends HTTPS."""
    http_rules: Sequence[HttpRule] | None = None
    """New list of HTTP rules."""


class IpConsumer(Data):
    """A use of a reserved address."""

    ip: str | None = None
    """The address."""
    mac: str | None = None
    """Hardware address of the NIC."""
    nic_id: str | None = None
    """NIC that uses it."""
    server_id: str | None = None
    """Server of the NIC."""
    server_name: str | None = None
    """Name of the server."""
    datacenter_id: str | None = None
    """Data center of the user."""
    datacenter_name: str | None = None
    """Name of the data center."""
    k8s_node_pool_uuid: str | None = None
    """Kubernetes node pool that uses it."""
    k8s_cluster_uuid: str | None = None
    """Kubernetes cluster of the node pool."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class IpBlockProperties(Data):
    """The fields of an IP block."""

    name: str | None = None
    """Name."""
    location: str | None = None
    """Where the addresses can be used; fixed at creation."""
    size: int | None = None
    """How many addresses; fixed at creation."""
    ips: tuple[str, ...] | None = None
    """The addresses."""
    ip_consumers: tuple[IpConsumer, ...] | None = None
    """Who uses which address."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class IpBlock(Document):
    """Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then."""

    properties: IpBlockProperties = inner(IpBlockProperties)
    """Its fields; all empty in answers of depth 0."""


class NewIpBlock(Data):
    """An IP block to be reserved, or the whole of one."""

    name: str | None = None
    """Name."""
    location: str
    """Where, such as ``de/txl``; fixed at creation."""
    size: int
    """How many addresses; fixed at creation."""


class IpBlockUpdate(Data):
    """Changes of an IP block. Location and size are fixed: others mean another block, with other addresses."""

    name: str | None = None
    """New name."""


class Target(Data):
    """A target of a group."""

    ip: str | None = None
    """Address."""
    port: int | None = None
    """Port, 1 to 65535."""
    weight: int | None = None
    """Its share of the traffic, 0 to 256, in relation to the sum of all weights; 0 takes no new connections."""
    proxy_protocol: ProxyProtocol | str | None = None
    """How it learns the client's address."""
    health_check_enabled: bool | None = None
    """Whether it must pass the health check to be used."""
    maintenance_enabled: bool | None = None
    """Whether it is under maintenance and gets no traffic; no by default."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TargetGroupHealthCheck(Data):
    """How connections to the targets of a group are checked."""

    check_timeout: int | None = None
    """How long a target may take to answer a check, in milliseconds."""
    check_interval: int | None = None
    """Time between checks, in milliseconds; 2,000 by default."""
    retries: int | None = None
    """How often to connect again after a failure, 0 to 65535; 3 by default."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class HttpHealthCheck(Data):
    """How answers of the targets of a group are checked."""

    path: str | None = None
    """Path that is asked for; ``/`` by default."""
    method: HealthCheckMethod | str | None = None
    """Method."""
    match_type: HealthCheckMatch | str | None = None
    """What is looked at."""
    response: str | None = None
    """What is expected: a status such as ``200``, or a text in the body."""
    regex: bool | None = None
    """Whether the expected text is a regular expression; no by default."""
    negate: bool | None = None
    """Whether a target is healthy when it does not match; no by default."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TargetGroupProperties(Data):
    """The fields of a target group."""

    name: str | None = None
    """Name."""
    algorithm: BalancingAlgorithm | str | None = None
    """How targets are chosen."""
    protocol: AlbProtocol | str | None = None
    """What the targets speak."""
    protocol_version: HttpVersion | str | None = None
    """Version of HTTP."""
    targets: tuple[Target, ...] | None = None
    """Where requests go."""
    health_check: TargetGroupHealthCheck | None = None
    """How connections to the targets are checked."""
    http_health_check: HttpHealthCheck | None = None
    """How answers of the targets are checked."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TargetGroup(Document):
    """A set of targets that rules of application load balancers can share, in all data centers of the contract."""

    properties: TargetGroupProperties = inner(TargetGroupProperties)
    """Its fields; all empty in answers of depth 0."""


class NewTargetGroup(Data):
    """A target group to be made, or the whole of one."""

    name: str
    """Name."""
    algorithm: BalancingAlgorithm | str = "ROUND_ROBIN"
    """How targets are chosen."""
    protocol: AlbProtocol | str = "HTTP"
    """What the targets speak."""
    protocol_version: HttpVersion | str | None = None
    """Version of HTTP."""
    targets: Sequence[Target]
    """Where requests go."""
    health_check: TargetGroupHealthCheck | None = None
    """How connections to the targets are checked."""
    http_health_check: HttpHealthCheck | None = None
    """How answers of the targets are checked."""


class TargetGroupUpdate(Data):
    """Changes of a target group."""

    name: str | None = None
    """New name."""
    algorithm: BalancingAlgorithm | str | None = None
    """New way to choose targets."""
    protocol: AlbProtocol | str | None = None
    """New protocol."""
    protocol_version: HttpVersion | str | None = None
    """New version of HTTP."""
    targets: Sequence[Target] | None = None
    """New set of targets."""
    health_check: TargetGroupHealthCheck | Clear | None = None
    """New check of connections; cleared, the defaults."""
    http_health_check: HttpHealthCheck | Clear | None = None
    """New check of answers; cleared, none."""


class Peer(Data):
    """A LAN that is part of a cross-connect."""

    id: str | None = None
    """Number of the LAN."""
    name: str | None = None
    """Name of the LAN."""
    datacenter_id: str | None = None
    """Its data center."""
    datacenter_name: str | None = None
    """Name of the data center."""
    location: str | None = None
    """Location of the data center."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ConnectableDatacenter(Data):
    """A data center whose LANs can join a cross-connect."""

    id: str | None = None
    """Its id."""
    name: str | None = None
    """Its name."""
    location: str | None = None
    """Its location."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CrossConnectProperties(Data):
    """The fields of a cross-connect."""

    name: str | None = None
    """Name."""
    description: str | None = None
    """Free text."""
    peers: tuple[Peer, ...] | None = None
    """The LANs that are part of it."""
    connectable_datacenters: tuple[ConnectableDatacenter, ...] | None = None
    """The data centers whose LANs can join: all that the user may see while it is empty, then those of its location."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CrossConnect(Document):
    """A link between private LANs of data centers of one contract in one location.

    A LAN joins with ``pcc`` and leaves when it is cleared; each LAN is part of one cross-connect at most. The addresses
    of all NICs in it must be distinct and of one subnet.
    """

    properties: CrossConnectProperties = inner(CrossConnectProperties)
    """Its fields; all empty in answers of depth 0."""


class NewCrossConnect(Data):
    """A cross-connect to be made."""

    name: str
    """Name."""
    description: str | None = None
    """Free text."""


class CrossConnectUpdate(Data):
    """Changes of a cross-connect. Its members are changed at the LANs."""

    name: str | None = None
    """New name."""
    description: str | None = None
    """New description."""


class SnapshotProperties(Data):
    """The fields of a snapshot."""

    name: str | None = None
    """Name."""
    description: str | None = None
    """Free text."""
    location: str | None = None
    """Where it is stored."""
    size: float | None = None
    """Size in GB."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    cpu_hot_unplug: bool | None = None
    """Whether cores can be taken away without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    ram_hot_unplug: bool | None = None
    """Whether memory can be taken away without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    disc_scsi_hot_plug: bool | None = None
    """Whether SCSI drives can be added without a reboot."""
    disc_scsi_hot_unplug: bool | None = None
    """Whether SCSI drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Snapshot(Document):
    """A snapshot of a volume. It does not say of which volume: note that in a label."""

    properties: SnapshotProperties = inner(SnapshotProperties)
    """Its fields; all empty in answers of depth 0."""


class SnapshotUpdate(Data):
    """Changes of a snapshot."""

    name: str | None = None
    """New name."""
    description: str | None = None
    """New description."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    cpu_hot_unplug: bool | None = None
    """Whether cores can be taken away without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    ram_hot_unplug: bool | None = None
    """Whether memory can be taken away without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    disc_scsi_hot_plug: bool | None = None
    """Whether SCSI drives can be added without a reboot."""
    disc_scsi_hot_unplug: bool | None = None
    """Whether SCSI drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it."""


class WholeSnapshot(Data):
    """The whole of a snapshot. What is left out falls back to its default."""

    name: str
    """Name."""
    description: str | None = None
    """Free text."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    cpu_hot_plug: bool | None = None
    """Whether cores can be added without a reboot."""
    cpu_hot_unplug: bool | None = None
    """Whether cores can be taken away without a reboot."""
    ram_hot_plug: bool | None = None
    """Whether memory can be added without a reboot."""
    ram_hot_unplug: bool | None = None
    """Whether memory can be taken away without a reboot."""
    nic_hot_plug: bool | None = None
    """Whether network interfaces can be added without a reboot."""
    nic_hot_unplug: bool | None = None
    """Whether network interfaces can be taken away without a reboot."""
    disc_virtio_hot_plug: bool | None = None
    """Whether VirtIO drives can be added without a reboot."""
    disc_virtio_hot_unplug: bool | None = None
    """Whether VirtIO drives can be taken away without a reboot; not with Windows."""
    disc_scsi_hot_plug: bool | None = None
    """Whether SCSI drives can be added without a reboot."""
    disc_scsi_hot_unplug: bool | None = None
    """Whether SCSI drives can be taken away without a reboot; not with Windows."""
    expose_serial: bool | None = None
    """Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default."""
    require_legacy_bios: bool | None = None
    """Whether it boots with a legacy BIOS instead of UEFI. On by default."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it."""


class RequestProperties(Data):
    """The fields of a request."""

    method: str | None = None
    """HTTP method."""
    headers: Any = None
    """HTTP headers, without credentials."""
    body: str | None = None
    """Body as it was sent."""
    url: str | None = None
    """Address."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Request(Document):
    """A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one."""

    properties: RequestProperties = inner(RequestProperties)
    """Its fields; all empty in answers of depth 0."""


class MaintenanceWindow(Data):
    """When IONOS may update software. It may begin up to 15 minutes off."""

    day_of_the_week: Weekday | str | None = None
    """Day."""
    time: str | None = None
    """Time of day, such as ``03:00:00Z``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class S3Bucket(Data):
    """A bucket of the object storage."""

    name: str | None = None
    """Name of the bucket."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class KubernetesClusterProperties(Data):
    """The fields of a Kubernetes cluster."""

    name: str | None = None
    """Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends."""
    k8s_version: str | None = None
    """Kubernetes version of the control plane."""
    maintenance_window: MaintenanceWindow | None = None
    """When it may be updated."""
    available_upgrade_versions: tuple[str, ...] | None = None
    """Versions to which it can be upgraded."""
    viable_node_pool_versions: tuple[str, ...] | None = None
    """Versions that its node pools can have."""
    public: bool | None = None
    """Whether its nodes have public addresses; true by default. Fixed at creation."""
    location: str | None = None
    """Location of a private cluster. Fixed at creation."""
    nat_gateway_ip: str | None = None
    """Reserved address under which a private cluster's nodes reach the internet. Fixed at creation."""
    node_subnet: str | None = None
    """Subnet of a private cluster's nodes, an IPv4 network of 16 bits. Fixed at creation."""
    api_subnet_allow_list: tuple[str, ...] | None = None
    """Networks that may reach the API server; everybody when empty."""
    s3_buckets: tuple[S3Bucket, ...] | None = None
    """Where audit logs of the API server are kept; one bucket at most."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class KubernetesClusterEntities(Data):
    """What a Kubernetes cluster contains."""

    nodepools: tuple[NodePool, ...] = items()
    """Its node pools."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class KubernetesCluster(Document):
    """A Kubernetes cluster: the control plane that IONOS runs, and its node pools."""

    properties: KubernetesClusterProperties = inner(KubernetesClusterProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: KubernetesClusterEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewKubernetesCluster(Data):
    """A Kubernetes cluster to be made."""

    name: str
    """Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends."""
    k8s_version: str | None = None
    """Kubernetes version; the default version when left out."""
    maintenance_window: MaintenanceWindow | None = None
    """When it may be updated."""
    public: bool | None = None
    """Whether its nodes have public addresses; true by default.

    A private cluster needs a location and a NAT address.
    """
    location: str | None = None
    """Location; needed for a private cluster. It must be enabled, or hold a data center of the contract."""
    nat_gateway_ip: str | None = None
    """Reserved address of that location, under which a private cluster's nodes reach the internet."""
    node_subnet: str | None = None
    """Subnet of a private cluster's nodes, an IPv4 network of 16 bits."""
    api_subnet_allow_list: Sequence[str] | None = None
    """Networks that may reach the API server; everybody when left out. An address alone means /32 or /128."""
    s3_buckets: Sequence[S3Bucket] | None = None
    """Where audit logs of the API server are kept; one bucket at most."""


class WholeKubernetesCluster(Data):
    """The whole of a Kubernetes cluster, as far as it can change: what is left out falls back to its default.

    ``public``, ``location``, ``nat_gateway_ip`` and ``node_subnet`` are fixed at creation: other values mean another
    cluster.
    """

    name: str | None = None
    """Name."""
    k8s_version: str | None = None
    """Kubernetes version; only to one of ``available_upgrade_versions``, never back."""
    maintenance_window: MaintenanceWindow | None = None
    """When it may be updated."""
    api_subnet_allow_list: Sequence[str] | None = None
    """Networks that may reach the API server; everybody when left out."""
    s3_buckets: Sequence[S3Bucket] | None = None
    """Where audit logs of the API server are kept; one bucket at most."""


class AutoScaling(Data):
    """Lets the service choose the number of nodes."""

    min_node_count: int | None = None
    """Fewest nodes, at least 1; 0 switches it off."""
    max_node_count: int | None = None
    """Most nodes; 0 switches it off."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NodePoolRoute(Data):
    """A network behind a gateway in a LAN."""

    network: str | None = None
    """Network, such as ``10.2.0.0/16``."""
    gateway_ip: str | None = None
    """Address of the gateway."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NodePoolLan(Data):
    """A private LAN of the data center that the nodes have a NIC in."""

    id: int | None = None
    """Number of the LAN."""
    datacenter_id: str | None = None
    """For internal use of the service."""
    dhcp: bool | None = None
    """Whether nodes get addresses by DHCP."""
    routes: Sequence[NodePoolRoute] | None = None
    """Further networks behind gateways in this LAN."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Taint(Data):
    """Keeps pods that do not tolerate it off the nodes of a pool."""

    key: str | None = None
    """Key."""
    value: str | None = None
    """Value."""
    effect: TaintEffect | str | None = None
    """What it does."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NodePoolProperties(Data):
    """The fields of a node pool."""

    name: str | None = None
    """Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends."""
    datacenter_id: str | None = None
    """Data center of the nodes. Fixed at creation."""
    node_count: int | None = None
    """Number of nodes."""
    cpu_family: str | None = None
    """Processor family of the nodes. Fixed at creation."""
    server_type: NodePoolServerType | str | None = None
    """Kind of cores."""
    cores_count: int | None = None
    """Cores of a node. Fixed at creation."""
    ram_size: int | None = None
    """Main memory of a node, a multiple of 1024 MB from 2048 MB. Fixed at creation."""
    availability_zone: AvailabilityZone | str | None = None
    """Availability zone. Fixed at creation."""
    storage_type: NodePoolStorageType | str | None = None
    """Kind of disk. Fixed at creation."""
    storage_size: int | None = None
    """Size of a node's disk in GB. Fixed at creation."""
    k8s_version: str | None = None
    """Kubernetes version of the nodes."""
    maintenance_window: MaintenanceWindow | None = None
    """When they may be updated."""
    auto_scaling: AutoScaling | None = None
    """Bounds of the number of nodes, where the service chooses it."""
    lans: tuple[NodePoolLan, ...] | None = None
    """Private LANs that the nodes have a NIC in."""
    labels: Mapping[str, str] | None = None
    """Kubernetes labels of the nodes."""
    annotations: Mapping[str, str] | None = None
    """Kubernetes annotations of the nodes."""
    public_ips: tuple[str, ...] | None = None
    """Reserved addresses for the nodes: one more than the most nodes there can be."""
    available_upgrade_versions: tuple[str, ...] | None = None
    """Versions to which it can be upgraded."""
    taints: tuple[Taint, ...] | None = None
    """Taints of the nodes, 50 at most."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NodePool(Document):
    """A group of like nodes of a cluster, in one data center."""

    properties: NodePoolProperties = inner(NodePoolProperties)
    """Its fields; all empty in answers of depth 0."""


class NewNodePool(Data):
    """A node pool to be made."""

    name: str
    """Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends."""
    datacenter_id: str
    """Data center of the nodes; for a private cluster, in the cluster's location."""
    node_count: int
    """Number of nodes."""
    cpu_family: str | None = None
    """Processor family of the nodes; one that the data center's ``cpu_architecture`` names."""
    server_type: NodePoolServerType | str | None = None
    """Kind of cores; dedicated ones by default."""
    cores_count: int
    """Cores of a node."""
    ram_size: int
    """Main memory of a node, a multiple of 1024 MB from 2048 MB."""
    availability_zone: AvailabilityZone | str = "AUTO"
    """Availability zone: ``AUTO``, ``ZONE_1`` or ``ZONE_2``."""
    storage_type: NodePoolStorageType | str = "SSD"
    """Kind of disk."""
    storage_size: int
    """Size of a node's disk in GB; more than 100 is faster on SSD."""
    k8s_version: str | None = None
    """Kubernetes version of the nodes; one of the cluster's ``viable_node_pool_versions``."""
    maintenance_window: MaintenanceWindow | None = None
    """When they may be updated."""
    auto_scaling: AutoScaling | None = None
    """Lets the service choose the number of nodes within these bounds."""
    lans: Sequence[NodePoolLan] | None = None
    """Private LANs that the nodes shall have a NIC in."""
    labels: Mapping[str, str] | None = None
    """Kubernetes labels of the nodes."""
    annotations: Mapping[str, str] | None = None
    """Kubernetes annotations of the nodes."""
    public_ips: Sequence[str] | None = None
    """Reserved addresses for the nodes: one more than the most nodes there can be, since one is needed during updates.
    """
    taints: Sequence[Taint] | None = None
    """Taints of the nodes, 50 at most."""


class WholeNodePool(Data):
    """The whole of a node pool, as far as it can change: what is left out falls back to its default.

    While ``auto_scaling`` is on, the number of nodes is the service's to choose and ``node_count`` is not sent. Data
    center, cores, memory, disk, zone and processor family are fixed at creation: other values mean another pool.
    """

    name: str | None = None
    """Name."""
    node_count: int | None = None
    """Number of nodes; not sent while ``auto_scaling`` is on."""
    server_type: NodePoolServerType | str | None = None
    """Kind of cores."""
    k8s_version: str | None = None
    """Kubernetes version of the nodes; only upwards."""
    maintenance_window: MaintenanceWindow | None = None
    """When they may be updated."""
    auto_scaling: AutoScaling | None = None
    """Bounds of the number of nodes; ``off`` to choose it yourself."""
    lans: Sequence[NodePoolLan] | None = None
    """Private LANs that the nodes shall have a NIC in."""
    labels: Mapping[str, str] | None = None
    """Kubernetes labels of the nodes."""
    annotations: Mapping[str, str] | None = None
    """Kubernetes annotations of the nodes."""
    public_ips: Sequence[str] | None = None
    """Reserved addresses for the nodes: one more than the most nodes there can be."""
    taints: Sequence[Taint] | None = None
    """Taints of the nodes, 50 at most."""


class NodeProperties(Data):
    """The fields of a node."""

    name: str | None = None
    """Name inside the cluster."""
    public_ip: str | None = wired("publicIP")
    """Public address, in public clusters."""
    private_ip: str | None = wired("privateIP")
    """Private address."""
    k8s_version: str | None = None
    """Kubernetes version."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Node(Document):
    """A node of a pool: a server that IONOS runs for the cluster."""

    properties: NodeProperties = inner(NodeProperties)
    """Its fields; all empty in answers of depth 0."""


class UserProperties(Data):
    """The fields of a user."""

    firstname: str | None = None
    """First name."""
    lastname: str | None = None
    """Last name."""
    email: str | None = None
    """E-mail address; the name to log in with."""
    administrator: bool | None = None
    """Whether the user may do everything."""
    force_sec_auth: bool | None = None
    """Whether the user must log in with a second factor."""
    sec_auth_active: bool | None = None
    """Whether the user logs in with a second factor."""
    s3_canonical_user_id: str | None = None
    """Id of the user in bucket policies of the object storage."""
    active: bool | None = None
    """Whether the user can log in."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class UserEntities(Data):
    """What belongs to a user."""

    owns: tuple[SharedResource, ...] = items()
    """The resources that the user owns."""
    groups: tuple[Group, ...] = items()
    """The groups that the user is a member of."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class User(Document):
    """A user of the contract."""

    properties: UserProperties = inner(UserProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: UserEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewUser(Data):
    """A user to be made."""

    firstname: str
    """First name."""
    lastname: str
    """Last name."""
    email: str
    """E-mail address; the name to log in with."""
    password: str = needed(secret=True)
    """Password."""
    administrator: bool = False
    """Whether the user may do everything; false by default."""
    force_sec_auth: bool = False
    """Whether the user must log in with a second factor; false by default."""
    sec_auth_active: bool | None = None
    """Whether the user logs in with a second factor."""
    active: bool | None = None
    """Whether the user can log in; true by default."""


class WholeUser(Data):
    """The whole of a user, to replace it with. Without a password the old one stays."""

    firstname: str | None = None
    """First name."""
    lastname: str | None = None
    """Last name."""
    email: str | None = None
    """E-mail address; the name to log in with."""
    password: str | None = secret()
    """New password."""
    administrator: bool | None = None
    """Whether the user may do everything."""
    force_sec_auth: bool | None = None
    """Whether the user must log in with a second factor."""
    sec_auth_active: bool | None = None
    """Whether the user logs in with a second factor."""
    active: bool | None = None
    """Whether the user can log in."""


class S3KeyProperties(Data):
    """The fields of a key."""

    secret_key: str | None = secret()
    """The secret that requests are signed with."""
    active: bool | None = None
    """Whether it is accepted."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class S3Key(Document):
    """A key of a user for the object storage. Its id is the access key."""

    properties: S3KeyProperties = inner(S3KeyProperties)
    """Its fields; all empty in answers of depth 0."""


class WholeS3Key(Data):
    """The whole of a key, as far as it can change."""

    active: bool | None = None
    """Whether it is accepted."""


class GroupProperties(Data):
    """The fields of a group: its name, and what its members may do."""

    name: str | None = None
    """Name."""
    create_data_center: bool | None = None
    """Make data centers."""
    create_snapshot: bool | None = None
    """Make snapshots."""
    reserve_ip: bool | None = None
    """Reserve address blocks."""
    access_activity_log: bool | None = None
    """Read the activity log."""
    create_pcc: bool | None = None
    """Make cross-connects."""
    s3_privilege: bool | None = None
    """Use the object storage."""
    create_backup_unit: bool | None = None
    """Make backup units."""
    create_internet_access: bool | None = None
    """Connect LANs to the internet."""
    create_k8s_cluster: bool | None = None
    """Make Kubernetes clusters."""
    create_flow_log: bool | None = None
    """Make flow logs."""
    access_and_manage_monitoring: bool | None = None
    """Use monitoring: metrics, alarms and their actions."""
    access_and_manage_certificates: bool | None = None
    """Use the certificate manager."""
    manage_dbaas: bool | None = wired("manageDBaaS")
    """Use the databases."""
    access_and_manage_dns: bool | None = None
    """Use Cloud DNS."""
    manage_registry: bool | None = None
    """Use the container registry."""
    manage_dataplatform: bool | None = None
    """Use the data platform."""
    access_and_manage_logging: bool | None = None
    """Use logging."""
    access_and_manage_cdn: bool | None = None
    """Use the CDN."""
    access_and_manage_vpn: bool | None = None
    """Use VPN gateways."""
    access_and_manage_api_gateway: bool | None = None
    """Use the API gateway."""
    access_and_manage_kaas: bool | None = None
    """Use Kafka."""
    access_and_manage_network_file_storage: bool | None = None
    """Use network file storage."""
    access_and_manage_ai_model_hub: bool | None = None
    """Use the AI Model Hub."""
    access_and_manage_iam_resources: bool | None = None
    """Manage password policies."""
    create_network_security_groups: bool | None = None
    """Make network security groups."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class GroupEntities(Data):
    """What belongs to a group."""

    users: tuple[User, ...] = items()
    """Its members."""
    resources: tuple[SharedResource, ...] = items()
    """The resources that are shared with it."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Group(Document):
    """Users with the same privileges, and the resources that are shared with them."""

    properties: GroupProperties = inner(GroupProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: GroupEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewGroup(Data):
    """A group to be made: its name, and what its members may do. What is left out they may not."""

    name: str
    """Name."""
    create_data_center: bool | None = None
    """Make data centers."""
    create_snapshot: bool | None = None
    """Make snapshots."""
    reserve_ip: bool | None = None
    """Reserve address blocks."""
    access_activity_log: bool | None = None
    """Read the activity log."""
    create_pcc: bool | None = None
    """Make cross-connects."""
    s3_privilege: bool | None = None
    """Use the object storage."""
    create_backup_unit: bool | None = None
    """Make backup units."""
    create_internet_access: bool | None = None
    """Connect LANs to the internet."""
    create_k8s_cluster: bool | None = None
    """Make Kubernetes clusters."""
    create_flow_log: bool | None = None
    """Make flow logs."""
    access_and_manage_monitoring: bool | None = None
    """Use monitoring: metrics, alarms and their actions."""
    access_and_manage_certificates: bool | None = None
    """Use the certificate manager."""
    manage_dbaas: bool | None = wired("manageDBaaS")
    """Use the databases."""
    access_and_manage_dns: bool | None = None
    """Use Cloud DNS."""
    manage_registry: bool | None = None
    """Use the container registry."""
    manage_dataplatform: bool | None = None
    """Use the data platform."""
    access_and_manage_logging: bool | None = None
    """Use logging."""
    access_and_manage_cdn: bool | None = None
    """Use the CDN."""
    access_and_manage_vpn: bool | None = None
    """Use VPN gateways."""
    access_and_manage_api_gateway: bool | None = None
    """Use the API gateway."""
    access_and_manage_kaas: bool | None = None
    """Use Kafka."""
    access_and_manage_network_file_storage: bool | None = None
    """Use network file storage."""
    access_and_manage_ai_model_hub: bool | None = None
    """Use the AI Model Hub."""
    access_and_manage_iam_resources: bool | None = None
    """Manage password policies."""
    create_network_security_groups: bool | None = None
    """Make network security groups."""


class GroupShareProperties(Data):
    """What the group may do with the resource beyond reading it."""

    edit_privilege: bool | None = None
    """Change it."""
    share_privilege: bool | None = None
    """Share it with other groups."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class GroupShare(Document):
    """A resource that a group may use. Its id is the resource's."""

    properties: GroupShareProperties = inner(GroupShareProperties)
    """Its fields; all empty in answers of depth 0."""


class Privileges(Data):
    """What a group may do with a resource beyond reading it; nothing when left out."""

    edit_privilege: bool | None = None
    """Change it."""
    share_privilege: bool | None = None
    """Share it with other groups."""


class TemplateGpu(Data):
    """The cards of one model that a template brings."""

    vendor: str | None = None
    """Vendor."""
    model: str | None = None
    """Model."""
    kind: GpuType | str | None = wired("type")
    """How the server reaches them."""
    count: int | None = None
    """How many."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TemplateProperties(Data):
    """The fields of a template."""

    name: str | None = None
    """Name."""
    cores: float | None = None
    """Cores."""
    ram: float | None = None
    """Main memory in MB."""
    storage_size: float | None = None
    """Storage in GB."""
    storage_type: VolumeType | str | None = None
    """What the storage is, where it is not directly attached: ``SSD Premium``."""
    category: str | None = None
    """The family it belongs to."""
    gpus: tuple[TemplateGpu, ...] | None = None
    """The cards that a server of it gets."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Template(Document):
    """A fixed size of a server: cores, memory, storage and cards.

    One with cards makes GPU servers, any other CUBE servers.
    """

    properties: TemplateProperties = inner(TemplateProperties)
    """Its fields; all empty in answers of depth 0."""


class BackupUnitProperties(Data):
    """The fields of a backup unit."""

    name: str | None = None
    """Name, letters and digits only; fixed at creation."""
    password: str | None = secret()
    """Password; not given back."""
    email: str | None = None
    """Where messages about backups go."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class BackupUnit(Document):
    """An account of the backup service that volumes report to.

    Its login is the contract number and the name. The service's read by id is not reliable, so ``get`` reads the list
    and picks the unit.
    """

    properties: BackupUnitProperties = inner(BackupUnitProperties)
    """Its fields; all empty in answers of depth 0."""


class NewBackupUnit(Data):
    """A backup unit to be made. The name cannot be changed later."""

    name: str
    """Name, letters and digits only."""
    password: str = needed(secret=True)
    """Password."""
    email: str
    """Where messages about backups go; need not be the address of a user."""


class BackupUnitUpdate(Data):
    """Changes of a backup unit. The name is fixed: another one means another unit."""

    password: str | None = secret()
    """New password."""
    email: str | None = None
    """New e-mail address."""


class ZoneProperties(Data):
    """The fields of a zone."""

    zone_name: str | None = None
    """The domain; fixed at creation."""
    description: str | None = None
    """Free text."""
    enabled: bool | None = None
    """Whether it is served."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Zone(Document):
    """A domain whose records IONOS serves."""

    properties: ZoneProperties = inner(ZoneProperties)
    """Its fields; all empty in answers of depth 0."""


class NewZone(Data):
    """A zone to be made."""

    zone_name: str
    """The domain; another one means another zone."""
    description: str | None = None
    """Free text."""
    enabled: bool | None = None
    """Whether it is served; true by default."""


class RecordProperties(Data):
    """The fields of a record."""

    name: str | None = None
    """Name relative to the zone; empty for the apex. Fixed at creation."""
    kind: RecordType | str | None = wired("type")
    """Type."""
    content: str | None = None
    """Content, in the form of its type."""
    ttl: int | None = None
    """Seconds it may be cached, 60 to 604800."""
    priority: int | None = None
    """Priority, 0 to 65535; for MX, SRV and URI."""
    enabled: bool | None = None
    """Whether it is served."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Record(Document):
    """A record of a zone."""

    properties: RecordProperties = inner(RecordProperties)
    """Its fields; all empty in answers of depth 0."""


class NewRecord(Data):
    """A record to be made."""

    name: str
    """Name relative to the zone; empty for the apex."""
    kind: RecordType | str = needed("type")
    """Type."""
    content: str
    """Content, in the form of its type."""
    ttl: int | None = None
    """Seconds it may be cached, 60 to 604800; 3600 by default."""
    priority: int | None = None
    """Priority, 0 to 65535; for MX, SRV and URI."""
    enabled: bool | None = None
    """Whether it is served; true by default."""


class SecondaryZoneProperties(Data):
    """The fields of a secondary zone."""

    zone_name: str | None = None
    """The domain; fixed at creation."""
    description: str | None = None
    """Free text."""
    primary_ips: tuple[str, ...] | None = None
    """Addresses of the name servers that own the zone, IPv4 or IPv6."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class SecondaryZone(Document):
    """A copy of a zone that other name servers own; IONOS fetches its records from them."""

    properties: SecondaryZoneProperties = inner(SecondaryZoneProperties)
    """Its fields; all empty in answers of depth 0."""


class NewSecondaryZone(Data):
    """A secondary zone to be made, or the whole of one."""

    zone_name: str
    """The domain; another one means another zone."""
    description: str | None = None
    """Free text."""
    primary_ips: Sequence[str]
    """Addresses of the name servers that own the zone, IPv4 or IPv6; at least one, each once."""


class ReverseRecordProperties(Data):
    """The fields of a reverse record."""

    name: str | None = None
    """The name that the address resolves to."""
    description: str | None = None
    """Free text."""
    ip: str | None = None
    """The address, IPv4 or IPv6."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ReverseRecord(Document):
    """The name of an address of the contract. It is written at once; only its removal takes a while."""

    properties: ReverseRecordProperties = inner(ReverseRecordProperties)
    """Its fields; all empty in answers of depth 0."""


class NewReverseRecord(Data):
    """A reverse record to be made, or the whole of one."""

    name: str
    """The name that the address resolves to."""
    description: str | None = None
    """Free text."""
    ip: str
    """The address, IPv4 or IPv6; it must belong to the contract."""


class ChunkingConfig(Data):
    """How long the pieces are."""

    chunk_size: int | None = wired("chunk_size")
    """Length of a piece, at least 128."""
    chunk_overlap: int | None = wired("chunk_overlap")
    """How much of it the next piece repeats, at least 50."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ChunkingStrategy(Data):
    """A way to cut documents."""

    name: str | None = None
    """Its name: ``fixed_size``."""
    config: ChunkingConfig | None = None
    """Its settings."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Chunking(Data):
    """How documents are cut into pieces that are found by themselves."""

    enabled: bool | None = None
    """Whether they are cut at all."""
    strategy: ChunkingStrategy | None = None
    """How."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CollectionEmbedding(Data):
    """How texts become vectors."""

    model: str | None = None
    """Model that computes them, such as ``BAAI/bge-m3``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CollectionEngine(Data):
    """What stores the vectors."""

    db_type: str | None = wired("db_type")
    """Database: ``chromadb`` or ``pgvector``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DocumentCollectionProperties(Data):
    """The fields of a document collection."""

    name: str | None = None
    """Its name, 3 to 256 characters."""
    description: str | None = None
    """What it is for, up to 1024 characters."""
    labels: Mapping[str, str] | None = None
    """Labels of your own, each value up to 256 characters; the service adds ``number_of_tokens``."""
    chunking: Chunking | None = None
    """How documents are cut."""
    embedding: CollectionEmbedding | None = None
    """How texts become vectors."""
    engine: CollectionEngine | None = None
    """What stores the vectors."""
    documents_count: int | None = None
    """How many documents it holds; read-only."""
    total_tokens: int | None = None
    """How many tokens they have; read-only."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DocumentCollection(Document):
    """A collection of documents that can be searched by meaning."""

    properties: DocumentCollectionProperties = inner(DocumentCollectionProperties)
    """Its fields; all empty in answers of depth 0."""


class NewDocumentCollection(Data):
    """A document collection to be made."""

    name: str
    """Its name, 3 to 256 characters."""
    description: str | None = None
    """What it is for, up to 1024 characters."""
    labels: Mapping[str, str] | None = None
    """Labels of your own, each value up to 256 characters."""
    chunking: Chunking | None = None
    """How documents are cut. Fixed at creation: another way means another collection."""
    embedding: CollectionEmbedding | None = None
    """How texts become vectors. Fixed at creation: another model means another collection."""
    engine: CollectionEngine | None = None
    """What stores the vectors. Fixed at creation: another database means another collection."""


class WholeDocumentCollection(Data):
    """What can be changed in a document collection, as a whole: fields that are left out are emptied."""

    name: str | None = None
    """Its name, 3 to 256 characters."""
    description: str | None = None
    """What it is for, up to 1024 characters."""
    labels: Mapping[str, str] | None = None
    """Labels of your own, each value up to 256 characters."""


class StoredDocumentProperties(Data):
    """The fields of a document."""

    name: str | None = None
    """Its name."""
    description: str | None = None
    """What it is about."""
    content_type: str | None = None
    """Media type of the content: ``text/plain``."""
    content: str | None = None
    """The content in base64; ``text`` reads it."""
    labels: Mapping[str, str] | None = None
    """Labels; the service adds ``number_of_tokens``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class StoredDocument(Document):
    """A document in a collection."""

    properties: StoredDocumentProperties = inner(StoredDocumentProperties)
    """Its fields; all empty in answers of depth 0."""


class WholeDocument(Data):
    """A document to be put into a collection."""

    name: str
    """Its name."""
    description: str | None = None
    """What it is about."""
    content_type: str = "text/plain"
    """Media type of the content: ``text/plain``."""
    content: str
    """The content in base64; at most 65,535 bytes."""
    labels: Mapping[str, str] | None = None
    """Labels of your own."""


class HostingRecord(Data):
    """A record of web hosting."""

    id: str | None = None
    """Identifier."""
    name: str | None = None
    """Full name, such as ``www.example.com``; unlike in Cloud DNS it holds the zone's."""
    root_name: str | None = None
    """Name of its zone."""
    kind: HostingRecordType | str | None = wired("type")
    """Type."""
    content: str | None = None
    """Content, in the form of its type."""
    change_date: str | None = None
    """When it was last changed."""
    ttl: int | None = None
    """Seconds it may be cached."""
    prio: int | None = None
    """Priority, with MX and SRV."""
    disabled: bool | None = None
    """Whether it is kept but not served."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class HostingZone(Data):
    """A zone of web hosting."""

    id: str | None = None
    """Identifier."""
    name: str | None = None
    """The domain."""
    records: tuple[HostingRecord, ...] | None = None
    """Its records; absent in lists."""
    kind: HostingZoneType | str | None = wired("type")
    """Who owns its records."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class LogDestination(Data):
    """Where logs are kept, and how long."""

    kind: LogDestinationType | str | None = wired("type")
    """Kind of store."""
    retention_in_days: int | None = None
    """Days: 0, 7, 14 or 30."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class LogStream(Data):
    """Logs of one kind."""

    source: LogSource | str | None = None
    """Where they come from."""
    tag: str | None = None
    """By what they are told from others: 3 to 20 letters and digits."""
    protocol: LogProtocol | str | None = None
    """How they are sent."""
    destinations: Sequence[LogDestination] | None = None
    """Where they are kept."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class PipelineProperties(Data):
    """The fields of a pipeline."""

    name: str | None = None
    """Name."""
    logs: tuple[LogStream, ...] | None = None
    """What it takes and where it keeps it."""
    tcp_address: str | None = None
    """Where logs are sent over TCP."""
    http_address: str | None = None
    """Where logs are sent over HTTP."""
    grafana_address: str | None = None
    """Where people read them."""
    resource_tier: str | None = None
    """How much of the service it may use."""
    key: str | None = secret()
    """What authenticates the sender; in the answer to its creation only."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Pipeline(Document):
    """A pipeline: addresses that take logs, and a Grafana that shows them."""

    properties: PipelineProperties = inner(PipelineProperties)
    """Its fields; all empty in answers of depth 0."""


class NewPipeline(Data):
    """A pipeline to be made."""

    name: str
    """Name, 20 characters at most."""
    logs: Sequence[LogStream]
    """What it takes and where it keeps it."""


class PipelineUpdate(Data):
    """Changes of a pipeline."""

    WRAPPED: ClassVar[bool] = True
    name: str | None = None
    """Name; the service wants it even if it stays."""
    logs: Sequence[LogStream] | None = None
    """New set of logs: those left out are no longer taken."""


class CentralLoggingProperties(Data):
    """The fields of central logging."""

    enabled: bool | None = None
    """Whether other products may send their logs."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CentralLogging(Document):
    """Where logs of other products come together."""

    properties: CentralLoggingProperties = inner(CentralLoggingProperties)
    """Its fields; all empty in answers of depth 0."""


class WholeCentralLogging(Data):
    """Central logging, on or off."""

    enabled: bool
    """Whether other products may send their logs; false by default."""


class WeeklySchedule(Data):
    """A time on some days of the week."""

    days: Sequence[RegistryWeekday | str] | None = None
    """The days."""
    time: str | None = None
    """Time of day in UTC, such as ``01:00:00``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class StorageUsage(Data):
    """How much a registry holds."""

    bytes: int | None = None
    """Bytes."""
    updated_at: str | None = None
    """When it was measured."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class VulnerabilityScanning(Data):
    """The search for known vulnerabilities."""

    enabled: bool | None = None
    """Whether it is on."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RegistryFeatures(Data):
    """What can be added to a registry; some of it costs extra."""

    vulnerability_scanning: VulnerabilityScanning | None = None
    """Looks for known vulnerabilities in its images; costs extra."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RegistryProperties(Data):
    """The fields of a registry."""

    name: str | None = None
    """Name, unique among all customers."""
    location: str | None = None
    """Location, such as ``de/fra``."""
    hostname: str | None = None
    """Its host, to which images are pushed."""
    garbage_collection_schedule: WeeklySchedule | None = None
    """When layers that no image needs are removed."""
    storage_usage: StorageUsage | None = None
    """How much it holds."""
    features: RegistryFeatures | None = None
    """What can be added to it."""
    api_subnet_allow_list: tuple[str, ...] | None = None
    """The only networks that may reach it; everybody may when empty."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Registry(Document):
    """A registry: a host that keeps images."""

    properties: RegistryProperties = inner(RegistryProperties)
    """Its fields; all empty in answers of depth 0."""


class NewRegistry(Data):
    """A registry to be made, or the whole of one."""

    name: str
    """Name, unique among all customers: 3 to 63 of a-z, 0-9 and -, beginning with a letter and not ending with -.

    Another name means another registry.
    """
    location: str
    """Location, one of ``locations``. Another one means another registry."""
    garbage_collection_schedule: WeeklySchedule | None = None
    """When layers that no image needs are removed."""
    features: RegistryFeatures | None = None
    """What can be added to it; some of it costs extra."""
    api_subnet_allow_list: Sequence[str] | None = None
    """The only networks that may reach it, 25 at most, IPv4 or IPv6; an address without prefix length stands for
    itself. Everybody may when empty, and nobody with ``0.0.0.0/0``.
    """


class RegistryUpdate(Data):
    """Changes of a registry."""

    garbage_collection_schedule: WeeklySchedule | Clear | None = None
    """When layers that no image needs are removed; cleared they stay."""
    features: RegistryFeatures | None = None
    """What can be added to it; some of it costs extra."""
    api_subnet_allow_list: Sequence[str] | None = None
    """The only networks that may reach it, 25 at most; everybody may when empty."""


class RepositoryProperties(Data):
    """The fields of a repository."""

    name: str | None = None
    """Name, such as ``team/app``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Repository(Document):
    """All images of one name. It comes into being with the first push; handles take its name, such as ``team/app``."""

    properties: RepositoryProperties = inner(RepositoryProperties)
    """Its fields; all empty in answers of depth 0."""


class ArtifactProperties(Data):
    """The fields of an artifact."""

    repository_name: str | None = None
    """Name of its repository."""
    digest: str | None = None
    """Digest."""
    tags: tuple[str, ...] | None = None
    """Tags."""
    media_type: str | None = None
    """Kind of content, such as ``application/vnd.oci.image.manifest.v1+json``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Artifact(Document):
    """An image or another thing in a repository; its id is its digest, such as ``sha256:…``."""

    properties: ArtifactProperties = inner(ArtifactProperties)
    """Its fields; all empty in answers of depth 0."""


class RegistryCredentials(Data):
    """A user name and a password."""

    username: str | None = None
    """User name."""
    password: str | None = secret()
    """Password."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TokenScope(Data):
    """What a token allows."""

    kind: str | None = wired("type")
    """``repository``, or another kind of thing."""
    name: str | None = None
    """Which of them: a name, or a pattern such as ``team/*``."""
    actions: Sequence[str] | None = None
    """What may be done: ``pull``, ``push``, ``delete``, or ``*`` for everything."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RegistryTokenProperties(Data):
    """The fields of a token."""

    name: str | None = None
    """Name, unique in its registry."""
    credentials: RegistryCredentials | None = None
    """User name and password; the password is in the answer to the creation only."""
    expiry_date: str | None = None
    """When it ceases to work; never when absent."""
    scopes: tuple[TokenScope, ...] | None = None
    """What it allows."""
    status: RegistryTokenStatus | str | None = None
    """Whether it works."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RegistryToken(Document):
    """A user name and password with which images are pulled and pushed.

    The answer to the creation is the only one that holds the password. When that answer was lost, ``ensure`` finds the
    token but not its password: remove it and make another.
    """

    properties: RegistryTokenProperties = inner(RegistryTokenProperties)
    """Its fields; all empty in answers of depth 0."""


class NewRegistryToken(Data):
    """A token to be made, or the whole of one."""

    name: str
    """Name, unique in its registry: 2 to 63 letters, digits and -, beginning with a letter and not ending with -."""
    expiry_date: str | None = None
    """When it ceases to work; never when left out."""
    scopes: Sequence[TokenScope]
    """What it allows."""
    status: RegistryTokenStatus | str | None = None
    """Whether it works."""


class RegistryTokenUpdate(Data):
    """Changes of a token; another name means another token."""

    expiry_date: str | Clear | None = None
    """When it ceases to work; cleared it never does."""
    scopes: Sequence[TokenScope] | Clear | None = None
    """What it allows, in place of what it allowed; cleared it allows nothing."""
    status: RegistryTokenStatus | str | None = None
    """Whether it works."""


class CertificateProperties(Data):
    """The fields of a certificate."""

    name: str | None = None
    """Name."""
    certificate: str | None = None
    """The certificate in PEM."""
    certificate_chain: str | None = None
    """The certificates of its issuers in PEM."""
    private_key: str | None = secret()
    """Its private key in PEM; the service takes it and does not usually give it back."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Certificate(Document):
    """A certificate with its private key."""

    properties: CertificateProperties = inner(CertificateProperties)
    """Its fields; all empty in answers of depth 0."""


class NewCertificate(Data):
    """A certificate to be uploaded."""

    name: str
    """Name."""
    certificate: str
    """The certificate in PEM."""
    certificate_chain: str
    """The certificates of its issuers in PEM."""
    private_key: str = needed(secret=True)
    """Its RSA private key in PEM."""


class CertificateUpdate(Data):
    """Changes of a certificate: only its name; everything else is fixed at creation."""

    WRAPPED: ClassVar[bool] = True
    name: str | None = None
    """New name."""


class AutoCertificateProperties(Data):
    """The fields of a standing order."""

    provider: str | None = None
    """The authority that issues."""
    common_name: str | None = None
    """The name that the certificate is for, in a zone of Cloud DNS."""
    key_algorithm: KeyAlgorithm | str | None = None
    """How its key is made."""
    name: str | None = None
    """Name for people."""
    subject_alternative_names: tuple[str, ...] | None = None
    """Further names that the certificate is for, each in a zone of Cloud DNS."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class AutoCertificate(Document):
    """A standing order: an authority issues a certificate, and a new one before each expires."""

    properties: AutoCertificateProperties = inner(AutoCertificateProperties)
    """Its fields; all empty in answers of depth 0."""


class NewAutoCertificate(Data):
    """A standing order to be made."""

    provider: str
    """The authority that issues."""
    common_name: str
    """The name that the certificate is for; it must be in a zone of Cloud DNS of this contract."""
    key_algorithm: KeyAlgorithm | str = "rsa4096"
    """How its key is made."""
    name: str
    """Name for people."""
    subject_alternative_names: Sequence[str] | None = None
    """Further names that the certificate is for; each must be in a zone of Cloud DNS of this contract."""


class AutoCertificateUpdate(Data):
    """Changes of a standing order: only its name; everything else is fixed at creation."""

    WRAPPED: ClassVar[bool] = True
    name: str | None = None
    """New name."""


class ExternalAccountBinding(Data):
    """An account at an authority."""

    key_id: str | None = None
    """Id of the key."""
    key_secret: str | None = secret()
    """The key."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CertificateProviderProperties(Data):
    """The fields of an authority."""

    name: str | None = None
    """Name."""
    email: str | None = None
    """Address of whoever orders, for warnings of the authority."""
    server: str | None = None
    """Address of the authority's ACME directory."""
    external_account_binding: ExternalAccountBinding | None = None
    """The account at the authority, where it wants one."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CertificateProvider(Document):
    """An authority that issues certificates by the ACME protocol."""

    properties: CertificateProviderProperties = inner(CertificateProviderProperties)
    """Its fields; all empty in answers of depth 0."""


class NewCertificateProvider(Data):
    """An authority to be made known."""

    name: str
    """Name."""
    email: str
    """Address of whoever orders, for warnings of the authority."""
    server: str
    """Address of the authority's ACME directory, such as ``https://acme-v02.api.letsencrypt.org/directory``."""
    external_account_binding: ExternalAccountBinding | None = None
    """The account at the authority, where it wants one."""


class CertificateProviderUpdate(Data):
    """Changes of an authority: only its name; everything else is fixed at creation."""

    WRAPPED: ClassVar[bool] = True
    name: str | None = None
    """New name."""


class AccessKeyProperties(Data):
    """The fields of an access key."""

    description: str | None = None
    """Free text."""
    access_key: str | None = None
    """The public half, 92 characters."""
    secret_key: str | None = secret()
    """The secret half; shown when the key is made or renewed."""
    canonical_user_id: str | None = None
    """Id of its user in policies of user-owned buckets."""
    contract_user_id: str | None = None
    """Id of its user in policies of contract-owned buckets."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class AccessKey(Document):
    """A key that signs requests to the object storage."""

    properties: AccessKeyProperties = inner(AccessKeyProperties)
    """Its fields; all empty in answers of depth 0."""


class NewAccessKey(Data):
    """An access key to be made, or to be described anew."""

    description: str
    """Free text."""


class StorageRegionCapability(Data):
    """What a region can do."""

    iam: bool | None = None
    """Access policies."""
    s3select: bool | None = None
    """S3 Select."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class StorageRegionProperties(Data):
    """The fields of a region."""

    version: int | None = None
    """Version of this description."""
    endpoint: str | None = None
    """Address of its data."""
    website: str | None = None
    """Address of websites that are served from its buckets."""
    capability: StorageRegionCapability | None = None
    """What it can do."""
    storage_classes: tuple[str, ...] | None = None
    """Storage classes of its objects."""
    location: str | None = None
    """Location of the data center, such as ``de/txl``; no ``LocationConstraint``."""
    bucket_ownership: BucketOwnership | str | None = None
    """Who owns its buckets."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class StorageRegion(Document):
    """A region that buckets can be in. Its id is the ``LocationConstraint`` of its buckets."""

    properties: StorageRegionProperties = inner(StorageRegionProperties)
    """Its fields; all empty in answers of depth 0."""


class PrincipalIdentity(Data):
    """A user in the log."""

    contract_number: str | None = None
    """Number of the contract."""
    username: str | None = None
    """Name of the user."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Principal(Data):
    """Who did something."""

    source_ip: str | None = wired("sourceIP")
    """Address it came from."""
    identity: PrincipalIdentity | None = None
    """The user."""
    source_service: str | None = None
    """The service it came through, such as ``PUBLIC_REST_V6`` or ``DCD``."""
    service_host: str | None = None
    """Host of that service."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityMeta(Data):
    """When something was done, and as part of which request."""

    audit_version: str | None = None
    """Version of the log's form."""
    request_id: str | None = None
    """Id of the request that caused it."""
    queue_ref_id: int | None = None
    """Entries with the same number belong to one provisioning request."""
    time: str | None = None
    """When, in UTC."""
    transaction_id: str | None = None
    """Id of the transaction that caused it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityErrorMessage(Data):
    """One reason of a refusal."""

    error_code: str | None = None
    """The service's code."""
    message: str | None = None
    """The service's words."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityError(Data):
    """How a request was refused."""

    http_status: str | None = None
    """HTTP status."""
    messages: tuple[ActivityErrorMessage, ...] | None = None
    """The service's words."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityParameters(Data):
    """What there is to know about a request."""

    action: ActivityAction | str | None = None
    """Its HTTP method."""
    error: ActivityError | None = None
    """How it was refused."""
    uri: str | None = None
    """Its address."""
    initiator: str | None = None
    """What began it; mostly the service it came through."""
    error_code: str | None = None
    """The service's code for the error."""
    source_service: str | None = None
    """The service that did it, such as ``PUBLIC_REST`` or ``Provisioning``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityResource(Data):
    """A resource that something was done to."""

    action: tuple[str, ...] | None = None
    """What was done, such as ``sec.user.create`` or ``sn.snapshot.create``."""
    id: str | None = None
    """Its identifier."""
    kind: str | None = wired("type")
    """Its kind, such as ``datacenter``, ``firewallrule`` or ``backupUnit``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityEvent(Data):
    """What was done."""

    param: ActivityParameters | None = None
    """What there is to know beside."""
    resources: tuple[ActivityResource, ...] | None = None
    """The resources it was done to."""
    message: str | None = None
    """How the request stands."""
    status: ActivityStatus | str | None = None
    """How far it is."""
    kind: str | None = wired("type")
    """Kind of entry, such as ``RequestAccepted``, ``RequestStatusUpdate``, ``Provision`` or ``Error``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Activity(Data):
    """An entry of the log: who did what, and what came of it."""

    uuid: str | None = wired("@uuid")
    """Identifier of the entry."""
    principal: Principal | None = None
    """Who did it."""
    meta: ActivityMeta | None = None
    """When, and as part of which request."""
    event: ActivityEvent | None = None
    """What was done."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityHit(Data):
    """An entry with what the search engine notes about it."""

    source: Activity | None = wired("_source")
    """The entry."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityHits(Data):
    """What was found."""

    total: int | None = None
    """How many entries there are in all."""
    hits: tuple[ActivityHit, ...] | None = None
    """Those of this page."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityLogContract(Data):
    """A contract whose log can be read."""

    id: str | None = None
    """Number of the contract."""
    kind: str | None = wired("type")
    """``contracts``."""
    href: str | None = None
    """Address of its log."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityLogInfo(Data):
    """What the service says about itself."""

    href: str | None = None
    """Its address."""
    name: str | None = None
    """Its name."""
    version: str | None = None
    """Its version."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ActivityPage(Data):
    """An answer of the log."""

    hits: ActivityHits | None = None
    """What was found."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class AffectedPackage(Data):
    """A package that has a vulnerability."""

    kind: str | None = wired("type")
    """Kind of package, such as ``deb``."""
    name: str | None = None
    """Name."""
    version: str | None = None
    """Version."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ApiInfo(Data):
    """What the Cloud API says about itself."""

    href: str | None = None
    """Its address."""
    name: str | None = None
    """Its name."""
    version: str | None = None
    """Its version."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class BackupUnitSso(Data):
    """The way into the backup console."""

    sso_url: str | None = secret()
    """Address that logs in whoever opens it: keep it secret."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CompletionChoice(Data):
    """One of the texts."""

    finish_reason: FinishReason | str | None = wired("finish_reason")
    """Why it ends."""
    index: int | None = None
    """Which one."""
    text: str | None = None
    """What was written."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Usage(Data):
    """Tokens used."""

    completion_tokens: int | None = wired("completion_tokens")
    """Tokens of the answer; 0 for embeddings."""
    prompt_tokens: int | None = wired("prompt_tokens")
    """Tokens of the question."""
    total_tokens: int | None = wired("total_tokens")
    """Both."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class CompletionAnswer(Data):
    """What a model went on with."""

    choices: tuple[CompletionChoice, ...] | None = None
    """The texts; one unless more were asked for."""
    id: str | None = None
    """Its id."""
    model: str | None = None
    """Model that wrote it."""
    usage: Usage | None = None
    """What was used, where the service says it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ResourceLimits(Data):
    """Limits of a contract and what is in use. Memory and storage are in MB."""

    cores_per_server: int | None = None
    """Most cores of one server."""
    cores_per_contract: int | None = None
    """Most cores in all."""
    cores_provisioned: int | None = None
    """Cores in use."""
    ram_per_server: int | None = None
    """Most memory of one server, MB."""
    ram_per_contract: int | None = None
    """Most memory in all, MB."""
    ram_provisioned: int | None = None
    """Memory in use, MB."""
    hdd_limit_per_volume: int | None = None
    """Largest HDD volume, MB."""
    hdd_limit_per_contract: int | None = None
    """Most HDD storage in all, MB."""
    hdd_volume_provisioned: int | None = None
    """HDD storage in use, MB."""
    ssd_limit_per_volume: int | None = None
    """Largest SSD volume, MB."""
    ssd_limit_per_contract: int | None = None
    """Most SSD storage in all, MB."""
    ssd_volume_provisioned: int | None = None
    """SSD storage in use, MB."""
    das_volume_provisioned: int | None = None
    """Directly attached storage in use, MB."""
    reservable_ips: int | None = None
    """Most addresses that the customer can reserve in all contracts."""
    reserved_ips_on_contract: int | None = None
    """Addresses that this contract can reserve."""
    reserved_ips_in_use: int | None = None
    """Reserved addresses in use."""
    k8s_cluster_limit_total: int | None = None
    """Most Kubernetes clusters."""
    k8s_clusters_provisioned: int | None = None
    """Kubernetes clusters in use."""
    nlb_limit_total: int | None = None
    """Most network load balancers."""
    nlb_provisioned: int | None = None
    """Network load balancers in use."""
    nat_gateway_limit_total: int | None = None
    """Most NAT gateways."""
    nat_gateway_provisioned: int | None = None
    """NAT gateways in use."""
    security_groups_per_vdc: int | None = None
    """Most security groups of one data center."""
    security_groups_per_resource: int | None = None
    """Most security groups of one NIC, and of one server."""
    rules_per_security_group: int | None = None
    """Most rules of one security group."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ContractProperties(Data):
    """The fields of a contract."""

    contract_number: int | None = None
    """Number of the contract."""
    owner: str | None = None
    """Who owns it."""
    status: str | None = None
    """Status, such as ``BILLABLE``."""
    reg_domain: str | None = None
    """Domain it was registered under, such as ``ionos.de``."""
    resource_limits: ResourceLimits | None = None
    """Limits and what is in use."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Contract(Document):
    """A contract with what it may use and what it uses."""

    properties: ContractProperties = inner(ContractProperties)
    """Its fields; all empty in answers of depth 0."""


class DnsCounts(Data):
    """Numbers of zones and records."""

    zones: int | None = None
    """Primary zones."""
    secondary_zones: int | None = None
    """Secondary zones."""
    records: int | None = None
    """Records of primary zones."""
    reverse_records: int | None = None
    """Reverse records."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnsQuota(Data):
    """How many zones and records the contract has, and may have."""

    quota_usage: DnsCounts | None = None
    """What it has."""
    quota_limits: DnsCounts | None = None
    """What it may have."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnssecKeyData(Data):
    """A public key in its parts."""

    flags: int | None = None
    """257 for the key-signing key, 256 for the zone-signing key."""
    pub_key: str | None = None
    """The key in Base64."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnssecKey(Data):
    """One public key of a zone."""

    key_tag: int | None = None
    """Short number of the key."""
    digest_algorithm_mnemonic: str | None = None
    """How the digest is made, such as ``SHA-256``."""
    digest: str | None = None
    """Digest of the key, for the DS record at the registrar."""
    key_data: DnssecKeyData | None = None
    """The key in its parts."""
    composed_key_data: str | None = None
    """The key as in a DNSKEY record: flags, protocol, algorithm, key."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnssecKeyParameters(Data):
    """The keys that sign a zone."""

    algorithm: DnssecAlgorithm | str | None = None
    """How it is signed."""
    ksk_bits: int | None = None
    """Bits of the key-signing key: 1024, 2048 or 4096; not less than those of the other key.

    Not part of what is read later.
    """
    zsk_bits: int | None = None
    """Bits of the zone-signing key: 1024, 2048 or 4096. Not part of what is read later."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnssecKeysMetadata(Data):
    """The keys of a signed zone."""

    zone_id: str | None = None
    """Id of the zone."""
    items: tuple[DnssecKey, ...] | None = None
    """The keys."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class NsecParameters(Data):
    """How it is proved that a name does not exist."""

    nsec_mode: NsecMode | str | None = None
    """The kind of proof."""
    nsec3_iterations: int | None = None
    """Rounds of hashing for NSEC3, 0 to 50. Not part of what is read later."""
    nsec3_salt_bits: int | None = None
    """Bits of salt for NSEC3, 64 to 128 in steps of 8. Not part of what is read later."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnssecKeysProperties(Data):
    """How a zone is signed."""

    key_parameters: DnssecKeyParameters | None = None
    """The keys."""
    nsec_parameters: NsecParameters | None = None
    """How it is proved that a name does not exist."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DnssecKeys(Data):
    """The keys of a signed zone. The registrar of the domain needs the entry with the flags 257."""

    id: str | None = None
    """Identifier."""
    kind: str | None = wired("type")
    """``dnsseckeys``."""
    href: str | None = None
    """Address."""
    metadata: DnssecKeysMetadata | None = None
    """The keys."""
    properties: DnssecKeysProperties | None = None
    """How the zone is signed."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DocumentMatch(Data):
    """A document that matches. How well it does is in ``extra``, as the service says it."""

    document: StoredDocument | None = None
    """The document."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DocumentMatches(Data):
    """The matches of a question."""

    matches: tuple[DocumentMatch, ...] | None = None
    """The matches, the best first."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DocumentQuery(Data):
    """A question to a collection."""

    BARE: ClassVar[bool] = True
    query: str
    """What is looked for, in plain words."""
    limit: int | None = None
    """How many documents to give at most."""


class DocumentQueryAnswer(Data):
    """What a collection found."""

    properties: DocumentMatches | None = None
    """The matches."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DynamicDns(Data):
    """An address that a router calls when its own address changes."""

    bulk_id: str | None = None
    """Its id, for ``replace_dynamic_dns`` and ``delete_dynamic_dns``."""
    update_url: str | None = secret()
    """The address: a GET with the query ``ipv4`` or ``ipv6`` changes the records, and nothing else is asked for.

    So it is a secret.
    """
    domains: tuple[str, ...] | None = None
    """The names."""
    description: str | None = None
    """Free text."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class DynamicDnsRequest(Data):
    """Names whose addresses shall follow a router's."""

    BARE: ClassVar[bool] = True
    domains: Sequence[str]
    """The names, such as ``home.example.com``."""
    description: str | None = None
    """Free text."""


class ExistingImage(Data):
    """An image that exists, for requests that use it."""

    BARE: ClassVar[bool] = True
    id: str
    """Its id."""


class ExistingNic(Data):
    """A NIC that exists, for requests that take one in."""

    BARE: ClassVar[bool] = True
    id: str
    """Its id."""


class GeneratedImage(Data):
    """A generated image."""

    bytes: str | None = wired("b64_json")
    """The file in base64, mostly a PNG or a JPEG."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class GeneratedImages(Data):
    """Generated images."""

    data: tuple[GeneratedImage, ...] | None = None
    """The images; one unless more were asked for."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class GeneratedToken(Data):
    """A new token."""

    token: str | None = secret()
    """The token: a JWT, to be used as bearer token."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class HostingRecordUpdate(Data):
    """The whole of a record of web hosting but its name and type, which are fixed."""

    BARE: ClassVar[bool] = True
    disabled: bool | None = None
    """Whether it is kept but not served; false by default."""
    content: str
    """Content, in the form of its type."""
    ttl: int | None = None
    """Seconds it may be cached, 60 at least; 3600 is advised."""
    prio: int | None = None
    """Priority, for MX and SRV."""


class Ids(Data):
    """A set of resources by their ids."""

    BARE: ClassVar[bool] = True
    ids: Sequence[str]
    """The ids."""


class LocationProperties(Data):
    """The fields of a location."""

    name: str | None = None
    """Name for people, such as ``berlin``."""
    features: tuple[str, ...] | None = None
    """What it offers, such as ``SSD``."""
    image_aliases: tuple[str, ...] | None = None
    """Image aliases that can be used here."""
    cpu_architecture: tuple[CpuArchitecture, ...] | None = None
    """The processors it offers."""
    gpu_architecture: tuple[GpuArchitecture, ...] | None = None
    """The graphics cards it offers."""
    metro_region: str | None = None
    """The location it belongs to, whose images count here too: ``de/fra`` for ``de/fra/2``.

    Most belong to themselves.
    """
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Location(Document):
    """A place where IONOS runs data centers. Locations can only be read."""

    properties: LocationProperties = inner(LocationProperties)
    """Its fields; all empty in answers of depth 0."""


class NewDnssecKeys(Data):
    """The signing of a zone, to be begun.

    A zone is signed once: other values mean that the keys are removed and made anew.
    """

    key_parameters: DnssecKeyParameters | None = None
    """The keys."""
    nsec_parameters: NsecParameters | None = None
    """How it is proved that a name does not exist."""
    validity: int = 90
    """Days for which a signature is valid, 90 to 365."""


class NewDocuments(Data):
    """Documents to be put into a collection at once."""

    BARE: ClassVar[bool] = True
    items: Sequence[WholeDocument] | None = None
    """The documents."""


class NewHostingRecord(Data):
    """A record of web hosting to be made."""

    BARE: ClassVar[bool] = True
    name: str
    """Full name, such as ``www.example.com``; unlike in Cloud DNS it holds the zone's."""
    kind: HostingRecordType | str = needed("type")
    """Type."""
    content: str
    """Content, in the form of its type."""
    ttl: int | None = None
    """Seconds it may be cached, 60 at least; 3600 is advised."""
    prio: int | None = None
    """Priority, for MX and SRV."""
    disabled: bool | None = None
    """Whether it is kept but not served; false by default."""


class NewMember(Data):
    """A user who becomes a member."""

    BARE: ClassVar[bool] = True
    id: str | None = None
    """The user."""


class NewSnapshot(Data):
    """A snapshot to be taken of a volume; all of it may be left out."""

    name: str
    """Name."""
    description: str | None = None
    """Free text."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""
    licence_type: LicenceType | str | None = None
    """Operating system for licensing; the volume's by default."""
    application_type: ApplicationType | str | None = None
    """Licensed application on it; the volume's by default."""


class RegistryLocationProperties(Data):
    """A location has no fields but its id."""

    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class RegistryLocation(Document):
    """Where registries can be; its id is a location such as ``de/fra``."""

    properties: RegistryLocationProperties = inner(RegistryLocationProperties)
    """Its fields; all empty in answers of depth 0."""


class RemoteConsole(Data):
    """The way to the console of a server."""

    url: str | None = secret()
    """Address that shows the console to whoever opens it: keep it secret."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class S3Sso(Data):
    """Single sign-on to the object storage."""

    sso_url: str | None = secret()
    """Address that logs in whoever opens it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ServerToken(Data):
    """A token for the console of a server."""

    token: str | None = secret()
    """The token."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class SharedResourceProperties(Data):
    """The fields of a resource, as user management sees it."""

    name: str | None = None
    """Name."""
    sec_auth_protection: bool | None = None
    """Whether it can be changed only by users who logged in with a second factor; data centers and snapshots only."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class SharedResourceEntities(Data):
    """Who a resource is shared with."""

    groups: tuple[Group, ...] = items()
    """The groups it is shared with."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class SharedResource(Document):
    """A resource as user management sees it: something that a user owns and that can be shared with groups."""

    properties: SharedResourceProperties = inner(SharedResourceProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: SharedResourceEntities | None = None
    """What it contains; present from the depth that covers it."""


class SnapshotRestore(Data):
    """Which snapshot is written back onto a volume."""

    snapshot_id: str | None = None
    """The snapshot."""


class Token(Data):
    """A token as the service remembers it; the token itself is shown only once, when it is made."""

    id: str | None = None
    """Its identifier."""
    href: str | None = None
    """Its address."""
    created_date: str | None = None
    """When it was made."""
    expiration_date: str | None = None
    """When it ends."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TokenDeletion(Data):
    """What became of a removal."""

    success: bool | None = None
    """Whether it was done."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class TokenList(Data):
    """All tokens of a user."""

    tokens: tuple[Token, ...] | None = None
    """The tokens."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class VulnerabilitySource(Data):
    """Who published a vulnerability."""

    id: str | None = None
    """Its id, such as ``nvd``."""
    url: str | None = None
    """Its address."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class VulnerabilityProperties(Data):
    """The fields of a vulnerability."""

    description: str | None = None
    """What it is."""
    recommendations: str | None = None
    """What to do."""
    data_source: VulnerabilitySource | None = None
    """Who published it."""
    fixable: bool | None = None
    """Whether a newer package removes it."""
    affects: tuple[AffectedPackage, ...] | None = None
    """The packages that have it."""
    references: tuple[str, ...] | None = None
    """Addresses of further reading."""
    severity: str | None = None
    """How bad it is: the word for its score, such as ``high``."""
    score: float | None = None
    """CVSS score, 0 to 10."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Vulnerability(Document):
    """A known vulnerability; its id is that of the database that lists it, such as ``CVE-2024-3094``."""

    properties: VulnerabilityProperties = inner(VulnerabilityProperties)
    """Its fields; all empty in answers of depth 0."""


class ZoneTransfer(Data):
    """How the last transfer from one name server went."""

    primary_ip: str | None = None
    """Address of the name server."""
    status: str | None = None
    """How it went, in words."""
    error_message: str | None = None
    """What went wrong, in words."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


RequestState = RequestStatusMetadata
"""Former name of :class:`RequestStatusMetadata`."""
