"""Resources as data: frozen classes with the names of the Rust crate.

``X`` is a resource as it is read, ``XProperties`` its fields, ``NewX`` what is needed to make one, and
``XUpdate`` what can change.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from ionos_sdk._model import CLEAR, Clear, Data, Model, entities, inner, items, needed, unknown, wired

__all__ = [
    "CLEAR",
    "AvailabilityZone",
    "Clear",
    "Contract",
    "ContractProperties",
    "CpuArchitecture",
    "Datacenter",
    "DatacenterEntities",
    "DatacenterProperties",
    "DatacenterUpdate",
    "Document",
    "FirewallRule",
    "FirewallRuleProperties",
    "FirewallRuleUpdate",
    "FlowLog",
    "FlowLogAction",
    "FlowLogProperties",
    "FlowLogUpdate",
    "Ids",
    "Image",
    "ImageProperties",
    "IpBlock",
    "IpBlockProperties",
    "IpBlockUpdate",
    "IpConsumer",
    "IpFailover",
    "Label",
    "LabelProperties",
    "Lan",
    "LanEntities",
    "LanProperties",
    "LanUpdate",
    "Location",
    "LocationProperties",
    "Metadata",
    "Model",
    "NatGateway",
    "NatGatewayEntities",
    "NatGatewayLan",
    "NatGatewayProperties",
    "NatGatewayUpdate",
    "NatRule",
    "NatRuleProperties",
    "NatRuleUpdate",
    "NewDatacenter",
    "NewFirewallRule",
    "NewFlowLog",
    "NewIpBlock",
    "NewLabel",
    "NewLan",
    "NewNatGateway",
    "NewNatRule",
    "NewNic",
    "NewRecord",
    "NewSecurityGroup",
    "NewServer",
    "NewVolume",
    "NewZone",
    "Nic",
    "NicEntities",
    "NicProperties",
    "NicUpdate",
    "PortRange",
    "Protocol",
    "Record",
    "RecordProperties",
    "RecordType",
    "Reference",
    "Request",
    "RequestProperties",
    "RequestState",
    "RequestStatus",
    "RequestStatusMetadata",
    "ResourceLimits",
    "SecurityGroup",
    "SecurityGroupEntities",
    "SecurityGroupProperties",
    "SecurityGroupUpdate",
    "Server",
    "ServerEntities",
    "ServerProperties",
    "ServerUpdate",
    "Snapshot",
    "SnapshotProperties",
    "SnapshotUpdate",
    "State",
    "TrafficDirection",
    "VmState",
    "Volume",
    "VolumeProperties",
    "VolumeType",
    "VolumeUpdate",
    "Zone",
    "ZoneProperties",
]

AvailabilityZone = Literal["AUTO", "ZONE_1", "ZONE_2", "ZONE_3"]
"""Which of the location's fire-separated zones a resource is placed in."""
FlowLogAction = Literal["ACCEPTED", "REJECTED", "ALL"]
"""Which connections are recorded."""
Protocol = Literal["TCP", "UDP", "ICMP", "ICMPv6", "GRE", "VRRP", "ESP", "AH", "ANY", "ALL"]
"""A protocol that a rule lets through; fixed at creation."""
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
RequestStatus = Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
"""How far a request is."""
State = Literal[
    "AVAILABLE",
    "ACTIVE",
    "READY",
    "INACTIVE",
    "BUSY",
    "DEPLOYING",
    "PROVISIONING",
    "UPDATING",
    "DESTROYING",
    "SUSPENDED",
    "FAILED",
]
"""Where a resource is in its life."""
TrafficDirection = Literal["INGRESS", "EGRESS", "BIDIRECTIONAL"]
"""Which way traffic flows."""
VmState = Literal["NOSTATE", "RUNNING", "BLOCKED", "PAUSED", "SHUTDOWN", "SHUTOFF", "CRASHED", "SUSPENDED"]
"""What the virtual machine is doing."""
VolumeType = Literal["HDD", "SSD", "SSD Standard", "SSD Premium", "DAS", "ISO"]
"""The hardware behind a volume; fixed at creation."""


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
    state: State | str | None = None
    """Where it is in its life."""
    status: State | str | None = None
    """Where it is in its life, with the services that call it so."""
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
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Datacenter(Document):
    """A virtual data center: the frame in which servers, volumes and networks live."""

    properties: DatacenterProperties = inner(DatacenterProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: DatacenterEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewDatacenter(Data):
    """A data center to be made."""

    name: str
    """Name."""
    location: str
    """Where, such as ``de/txl``; cannot be changed later."""
    description: str | None = None
    """Free text."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""


class DatacenterUpdate(Data):
    """Changes of a data center. The location is fixed: another one means another data center."""

    name: str | None = None
    """New name."""
    description: str | None = None
    """New description."""
    sec_auth_protection: bool | None = None
    """Whether changes need a second factor."""


class Reference(Data):
    """A mention of another resource by its id."""

    id: str | None = None
    """The resource's id."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


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
    boot_volume: Reference | None = None
    """The volume it boots from."""
    cpu_family: str | None = None
    """Processor family; not for CUBE, VCPU and GPU servers."""
    kind: str | None = wired("type")
    """``ENTERPRISE``, ``VCPU``, ``CUBE`` or ``GPU``; fixed at creation."""
    template_uuid: str | None = None
    """Template of CUBE and GPU servers."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class ServerEntities(Data):
    """What a server contains."""

    volumes: tuple[Volume, ...] = items()
    """Attached volumes."""
    nics: tuple[Nic, ...] = items()
    """Network interfaces."""
    securitygroups: tuple[SecurityGroup, ...] = items()
    """Security groups."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Server(Document):
    """A virtual machine."""

    properties: ServerProperties = inner(ServerProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: ServerEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewServer(Data):
    """A server to be made, with the volumes and NICs it starts with."""

    name: str
    """Name."""
    hostname: str | None = None
    """Host name inside the guest."""
    cores: int | None = None
    """Cores."""
    ram: int | None = None
    """Main memory, a multiple of 256 MB."""
    availability_zone: AvailabilityZone | str | None = None
    """Placement zone; cannot be changed later."""
    cpu_family: str | None = None
    """Processor family; not for CUBE, VCPU and GPU servers."""
    kind: str | None = wired("type")
    """``ENTERPRISE``, ``VCPU``, ``CUBE`` or ``GPU``; cannot be changed later."""
    template_uuid: str | None = None
    """Template of CUBE and GPU servers."""
    volumes: Sequence[NewVolume] = entities()
    """Adds a volume; the first with an image is booted from."""
    nics: Sequence[NewNic] = entities()
    """Adds a network interface; their order is kept."""


class ServerUpdate(Data):
    """Changes of a server. Type, zone and template are fixed: others mean another server."""

    name: str | None = None
    """New name."""
    hostname: str | None = None
    """New host name."""
    cores: int | None = None
    """New number of cores."""
    ram: int | None = None
    """New main memory."""


class NicProperties(Data):
    """The fields of a NIC."""

    name: str | None = None
    """Name."""
    mac: str | None = None
    """Hardware address."""
    ips: tuple[str, ...] | None = None
    """IPv4 addresses; their order carries no meaning."""
    ipv6_ips: tuple[str, ...] | None = None
    """IPv6 addresses."""
    dhcp: bool | None = None
    """Whether it gets its addresses by DHCP."""
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
    """A network interface of a server."""

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
    """IPv4 addresses; given by the service when left out."""
    dhcp: bool | None = None
    """Whether it gets its addresses by DHCP."""
    firewall_active: bool | None = None
    """Whether the firewall rules are in force."""
    firewall_type: TrafficDirection | str | None = None
    """Which direction the firewall looks at."""
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
    ips: Sequence[str] | None = None
    """New set of IPv4 addresses."""
    dhcp: bool | None = None
    """Whether it gets its addresses by DHCP."""
    firewall_active: bool | None = None
    """Whether the firewall rules are in force."""
    firewall_type: TrafficDirection | str | None = None
    """Which direction the firewall looks at."""


class FirewallRuleProperties(Data):
    """The fields of a firewall rule. An absent address, code or type means any."""

    name: str | None = None
    """Name."""
    protocol: Protocol | str | None = None
    """Protocol."""
    direction: TrafficDirection | str | None = wired("type")
    """Direction."""
    source_mac: str | None = None
    """Hardware address of the sender."""
    source_ip: str | None = None
    """Sender's address or range."""
    target_ip: str | None = None
    """Receiver's address or range."""
    ip_version: str | None = None
    """``IPv4`` or ``IPv6``."""
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
    """A firewall rule to be made."""

    name: str | None = None
    """Name."""
    protocol: Protocol | str
    """Protocol; cannot be changed later."""
    direction: TrafficDirection | str | None = wired("type")
    """Direction."""
    source_ip: str | None = None
    """Sender's address or range."""
    target_ip: str | None = None
    """Receiver's address or range."""
    port_range_start: int | None = None
    """First port, 1 to 65535."""
    port_range_end: int | None = None
    """Last port, 1 to 65535."""


class FirewallRuleUpdate(Data):
    """Changes of a firewall rule. The protocol is fixed: another one means another rule."""

    name: str | None = None
    """New name."""
    source_ip: str | None = None
    """New sender."""
    target_ip: str | None = None
    """New receiver."""
    port_range_start: int | None = None
    """New first port."""
    port_range_end: int | None = None
    """New last port."""


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
    """A flow log to be made. Everything but the name is fixed at creation."""

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


class VolumeProperties(Data):
    """The fields of a volume. Keys, passwords and user data are never read back."""

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
    image_alias: str | None = None
    """Alias of the image it was made from."""
    bus: str | None = None
    """How the guest sees it: ``VIRTIO`` or ``IDE``."""
    licence_type: str | None = None
    """Operating system for licensing."""
    backupunit_id: str | None = None
    """Backup unit that it reports to."""
    boot_server: str | None = None
    """Server that boots from it."""
    device_number: int | None = None
    """Place on the bus of the server it is attached to."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Volume(Document):
    """A block-storage volume."""

    properties: VolumeProperties = inner(VolumeProperties)
    """Its fields; all empty in answers of depth 0."""


class NewVolume(Data):
    """A volume to be made. Image, keys, user data, type and zone cannot be changed later."""

    name: str
    """Name."""
    kind: VolumeType | str = needed("type")
    """Hardware."""
    size: int
    """Size in GB."""
    availability_zone: AvailabilityZone | str | None = None
    """Placement zone."""
    image: str | None = None
    """Id of an image or snapshot."""
    image_alias: str | None = None
    """Alias of a public image, such as ``ubuntu:24.04``."""
    ssh_keys: Sequence[str] | None = None
    """Public SSH keys in OpenSSH's one-line form; for public Linux images only."""
    user_data: str | bytes | None = wired(base64=True)
    """cloud-init user data; anybody who may read the data center can read it."""
    bus: str | None = None
    """How the guest sees it: ``VIRTIO`` or ``IDE``."""
    licence_type: str | None = None
    """Operating system for licensing; needed for volumes without an image."""
    backupunit_id: str | None = None
    """Backup unit that it reports to."""


class VolumeUpdate(Data):
    """Changes of a volume."""

    name: str | None = None
    """New name."""
    size: int | None = None
    """New size in GB; volumes only grow."""


class IpFailover(Data):
    """An address that can move to another NIC."""

    ip: str | None = None
    """The address."""
    nic_uuid: str | None = None
    """The NIC that holds it."""
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
    """Addresses that move between NICs. The whole list is replaced by a change."""
    ipv4_cidr_block: str | None = None
    """IPv4 range, given by the service."""
    ipv6_cidr_block: str | None = None
    """IPv6 range."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class LanEntities(Data):
    """What a LAN contains."""

    nics: tuple[Nic, ...] = items()
    """The NICs in it."""
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class Lan(Document):
    """A network inside a data center, public or private. Its id is a small number."""

    properties: LanProperties = inner(LanProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: LanEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewLan(Data):
    """A LAN to be made."""

    name: str
    """Name."""
    public: bool = False
    """Whether it reaches the internet."""
    pcc: str | None = None
    """Cross-connect to join; private LANs only."""


class LanUpdate(Data):
    """Changes of a LAN."""

    name: str | None = None
    """New name."""
    public: bool | None = None
    """Whether it reaches the internet."""
    ipv6_cidr_block: str | Clear | None = None
    """IPv6 range: cleared, it is switched off; ``AUTO`` switches it on."""


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
    """Reserved addresses of the same location."""
    lans: Sequence[NatGatewayLan] | None = None
    """The LANs it serves."""


class NatGatewayUpdate(Data):
    """Changes of a NAT gateway."""

    name: str | None = None
    """New name."""
    public_ips: Sequence[str] | None = None
    """New set of addresses."""
    lans: Sequence[NatGatewayLan] | None = None
    """New set of LANs."""


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
    kind: str | None = wired("type")
    """``SNAT``."""
    protocol: Protocol | str | None = None
    """Protocol: ``TCP``, ``UDP``, ``ICMP`` or ``ALL``; fixed at creation."""
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
    """A NAT rule to be made."""

    name: str
    """Name."""
    kind: str = wired("type", default="SNAT")
    """``SNAT``."""
    protocol: Protocol | str = "ALL"
    """Protocol."""
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
    source_subnet: str | None = None
    """New subnet."""
    public_ip: str | None = None
    """New address."""
    target_subnet: str | None = None
    """New target."""


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
    extra: Mapping[str, Any] = unknown()
    """Kinds that this version does not know."""


class SecurityGroup(Document):
    """A named set of firewall rules that servers and NICs can share."""

    properties: SecurityGroupProperties = inner(SecurityGroupProperties)
    """Its fields; all empty in answers of depth 0."""
    entities: SecurityGroupEntities | None = None
    """What it contains; present from the depth that covers it."""


class NewSecurityGroup(Data):
    """A security group to be made, with its rules."""

    name: str
    """Name, at most 60 characters."""
    description: str | None = None
    """Free text, at most 300 characters."""
    rules: Sequence[NewFirewallRule] = entities()
    """Adds a rule."""


class SecurityGroupUpdate(Data):
    """Changes of a security group."""

    name: str | None = None
    """New name."""
    description: str | None = None
    """New description."""


class IpConsumer(Data):
    """A use of a reserved address."""

    ip: str | None = None
    """The address."""
    nic_id: str | None = None
    """NIC that uses it."""
    server_id: str | None = None
    """Server that uses it."""
    datacenter_id: str | None = None
    """Data center of the user."""
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
    """An IP block to be reserved."""

    name: str | None = None
    """Name."""
    location: str
    """Where, such as ``de/txl``."""
    size: int
    """How many addresses."""


class IpBlockUpdate(Data):
    """Changes of an IP block."""

    name: str | None = None
    """New name."""


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
    licence_type: str | None = None
    """Operating system for licensing."""
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


class ImageProperties(Data):
    """The fields of an image."""

    name: str | None = None
    """Name."""
    description: str | None = None
    """Free text."""
    location: str | None = None
    """Where it is stored."""
    size: float | None = None
    """Size in GB."""
    image_type: str | None = None
    """``HDD`` or ``CDROM``."""
    public: bool | None = None
    """Whether IONOS offers it to everybody."""
    image_aliases: tuple[str, ...] | None = None
    """Short names, such as ``ubuntu:24.04``."""
    cloud_init: str | None = None
    """``V1`` when it runs cloud-init, otherwise ``NONE``."""
    licence_type: str | None = None
    """Operating system for licensing."""
    required_features: tuple[str, ...] | None = None
    """What a server must offer to run it, such as ``SEV-SNP``."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Image(Document):
    """An image that volumes can be made from."""

    properties: ImageProperties = inner(ImageProperties)
    """Its fields; all empty in answers of depth 0."""


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
    """The domain; cannot be changed later."""
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


class ResourceLimits(Data):
    """Limits of a contract and what is in use. Memory in MB, storage in MB."""

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
    hdd_limit_per_contract: int | None = None
    """Most HDD storage in all, MB."""
    hdd_volume_provisioned: int | None = None
    """HDD storage in use, MB."""
    ssd_limit_per_contract: int | None = None
    """Most SSD storage in all, MB."""
    ssd_volume_provisioned: int | None = None
    """SSD storage in use, MB."""
    reservable_ips: int | None = None
    """Most reserved addresses."""
    reserved_ips_on_contract: int | None = None
    """Addresses reserved."""
    reserved_ips_in_use: int | None = None
    """Reserved addresses in use."""
    nat_gateway_limit_total: int | None = None
    """Most NAT gateways."""
    nat_gateway_provisioned: int | None = None
    """NAT gateways in use."""
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
    resource_limits: ResourceLimits | None = None
    """Limits and what is in use."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Contract(Document):
    """A contract with what it may use and what it uses."""

    properties: ContractProperties = inner(ContractProperties)
    """Its fields; all empty in answers of depth 0."""


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
    metro_region: str | None = None
    """The location it belongs to; itself for most."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class Location(Document):
    """A place where IONOS runs data centers. Locations can only be read."""

    properties: LocationProperties = inner(LocationProperties)
    """Its fields; all empty in answers of depth 0."""


class RequestStatusMetadata(Data):
    """How far a request is, and why it failed."""

    status: RequestStatus | str | None = None
    """How far it is."""
    message: str | None = None
    """The service's words, mostly about a failure."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


RequestState = RequestStatusMetadata
"""Former name of :class:`RequestStatusMetadata`."""
