// What the resources look like. Fields are those of the API; ones that it gains later are there too, as `unknown`.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

import type { Secret } from './index';

/** A word of the API. Known ones are suggested; others can come. */
export type Open<Known extends string> = Known | (string & {});

/** Ties what a resource contains to its properties; there is no such field. */
declare const contains: unique symbol;

/** What a resource contains. */
export type Contents<Properties> = Properties extends { readonly [contains]?: infer Entities }
  ? unknown extends Entities
    ? Record<string, { items?: Resource[]; [field: string]: unknown }>
    : Entities
  : never;

/** A resource with its properties, and from the depth that covers it, what it contains. */
export interface Resource<Properties = Record<string, unknown>> {
  id: string;
  type?: string;
  href?: string;
  metadata?: Metadata;
  properties: Properties;
  entities?: Contents<Properties>;
  [field: string]: unknown;
}

/** A list inside a resource. */
export interface Items<Properties> {
  items?: Resource<Properties>[];
  [field: string]: unknown;
}

/** A resource to be made: its properties, and in `entities` what is made inside it. */
export type New<Properties> = Properties & { entities?: Record<string, New<Record<string, unknown>>[]> };

/** Which of the location's fire-separated zones a resource is placed in. */
export type AvailabilityZone = Open<'AUTO' | 'ZONE_1' | 'ZONE_2' | 'ZONE_3'>;

/** Which connections are recorded. */
export type FlowLogAction = Open<'ACCEPTED' | 'REJECTED' | 'ALL'>;

/** A protocol that a rule lets through; fixed at creation. */
export type Protocol = Open<'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'GRE' | 'VRRP' | 'ESP' | 'AH' | 'ANY' | 'ALL'>;

/** Type of a record. */
export type RecordType = Open<
  | 'A'
  | 'AAAA'
  | 'CNAME'
  | 'ALIAS'
  | 'MX'
  | 'NS'
  | 'SRV'
  | 'TXT'
  | 'CAA'
  | 'SSHFP'
  | 'TLSA'
  | 'SMIMEA'
  | 'DS'
  | 'HTTPS'
  | 'SVCB'
  | 'OPENPGPKEY'
  | 'CERT'
  | 'URI'
  | 'RP'
  | 'LOC'
>;

/** How far a request is. */
export type RequestStatus = Open<'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED'>;

/** Where a resource is in its life. */
export type State = Open<
  | 'AVAILABLE'
  | 'ACTIVE'
  | 'READY'
  | 'INACTIVE'
  | 'BUSY'
  | 'DEPLOYING'
  | 'PROVISIONING'
  | 'UPDATING'
  | 'DESTROYING'
  | 'SUSPENDED'
  | 'FAILED'
>;

/** Which way traffic flows. */
export type TrafficDirection = Open<'INGRESS' | 'EGRESS' | 'BIDIRECTIONAL'>;

/** What the virtual machine is doing. */
export type VmState = Open<
  | 'NOSTATE'
  | 'RUNNING'
  | 'BLOCKED'
  | 'PAUSED'
  | 'SHUTDOWN'
  | 'SHUTOFF'
  | 'CRASHED'
  | 'SUSPENDED'
>;

/** The hardware behind a volume; fixed at creation. */
export type VolumeType = Open<'HDD' | 'SSD' | 'SSD Standard' | 'SSD Premium' | 'DAS' | 'ISO'>;

/** The fields of a contract. */
export interface ContractProperties {
  /** Number of the contract. */
  contractNumber?: number;
  /** Who owns it. */
  owner?: string;
  /** Status, such as `BILLABLE`. */
  status?: string;
  /** Limits and what is in use. */
  resourceLimits?: ResourceLimits;
  [field: string]: unknown;
}

/** A processor family that a location offers. */
export interface CpuArchitecture {
  /** Family name, to be used as `cpu_family`. */
  cpuFamily?: string;
  /** Most cores a server of it can have. */
  maxCores?: number;
  /** Most memory in MB a server of it can have. */
  maxRam?: number;
  /** Vendor. */
  vendor?: string;
  /** Features that are switched on, such as `SEV-SNP`. */
  enabledFeatures?: string[];
  [field: string]: unknown;
}

/** What a data center contains. */
export interface DatacenterEntities {
  /** Its servers. */
  servers?: Items<ServerProperties>;
  /** Its volumes, attached or not. */
  volumes?: Items<VolumeProperties>;
  /** Its LANs. */
  lans?: Items<LanProperties>;
  /** Its NAT gateways. */
  natgateways?: Items<NatGatewayProperties>;
  /** Its security groups. */
  securitygroups?: Items<SecurityGroupProperties>;
  [field: string]: unknown;
}

/** The fields of a data center. */
export interface DatacenterProperties {
  readonly [contains]?: DatacenterEntities;
  /** Name; need not be unique. */
  name?: string;
  /** Free text. */
  description?: string;
  /** Where it is, such as `de/txl`; fixed at creation. */
  location?: string;
  /** Grows by one with every change inside. */
  version?: number;
  /** What the location offers, such as `SSD`. */
  features?: string[];
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** The processors it offers. */
  cpuArchitecture?: CpuArchitecture[];
  /** Security group of every NIC that names no other. */
  defaultSecurityGroupId?: string;
  [field: string]: unknown;
}

/** Changes of a data center. The location is fixed: another one means another data center. */
export interface DatacenterUpdate {
  /** New name. */
  name?: string;
  /** New description. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
}

/** The fields of a firewall rule. An absent address, code or type means any. */
export interface FirewallRuleProperties {
  /** Name. */
  name?: string;
  /** Protocol. */
  protocol?: Protocol;
  /** Direction. */
  type?: TrafficDirection;
  /** Hardware address of the sender. */
  sourceMac?: string;
  /** Sender's address or range. */
  sourceIp?: string;
  /** Receiver's address or range. */
  targetIp?: string;
  /** `IPv4` or `IPv6`. */
  ipVersion?: string;
  /** First port, 1 to 65535. */
  portRangeStart?: number;
  /** Last port, 1 to 65535. */
  portRangeEnd?: number;
  /** ICMP type, 0 to 254. */
  icmpType?: number;
  /** ICMP code, 0 to 254. */
  icmpCode?: number;
  [field: string]: unknown;
}

/** Changes of a firewall rule. The protocol is fixed: another one means another rule. */
export interface FirewallRuleUpdate {
  /** New name. */
  name?: string;
  /** New sender. */
  sourceIp?: string;
  /** New receiver. */
  targetIp?: string;
  /** New first port. */
  portRangeStart?: number;
  /** New last port. */
  portRangeEnd?: number;
}

/** The fields of a flow log. */
export interface FlowLogProperties {
  /** Name; the prefix of the files. */
  name?: string;
  /** Which connections. */
  action?: FlowLogAction;
  /** Which direction. */
  direction?: TrafficDirection;
  /** The bucket, as `name` or `name/prefix`; it must exist. */
  bucket?: string;
  [field: string]: unknown;
}

/** Changes of a flow log. Only the name can change; anything else means another flow log. */
export interface FlowLogUpdate {
  /** New name. */
  name?: string;
}

/** A set of resources by their ids. */
export interface Ids {
  /** The ids. */
  ids: string[];
}

/** The fields of an image. */
export interface ImageProperties {
  /** Name. */
  name?: string;
  /** Free text. */
  description?: string;
  /** Where it is stored. */
  location?: string;
  /** Size in GB. */
  size?: number;
  /** `HDD` or `CDROM`. */
  imageType?: string;
  /** Whether IONOS offers it to everybody. */
  public?: boolean;
  /** Short names, such as `ubuntu:24.04`. */
  imageAliases?: string[];
  /** `V1` when it runs cloud-init, otherwise `NONE`. */
  cloudInit?: string;
  /** Operating system for licensing. */
  licenceType?: string;
  /** What a server must offer to run it, such as `SEV-SNP`. */
  requiredFeatures?: string[];
  [field: string]: unknown;
}

/** The fields of an IP block. */
export interface IpBlockProperties {
  /** Name. */
  name?: string;
  /** Where the addresses can be used; fixed at creation. */
  location?: string;
  /** How many addresses; fixed at creation. */
  size?: number;
  /** The addresses. */
  ips?: string[];
  /** Who uses which address. */
  ipConsumers?: IpConsumer[];
  [field: string]: unknown;
}

/** Changes of an IP block. */
export interface IpBlockUpdate {
  /** New name. */
  name?: string;
}

/** A use of a reserved address. */
export interface IpConsumer {
  /** The address. */
  ip?: string;
  /** NIC that uses it. */
  nicId?: string;
  /** Server that uses it. */
  serverId?: string;
  /** Data center of the user. */
  datacenterId?: string;
  [field: string]: unknown;
}

/** An address that can move to another NIC. */
export interface IpFailover {
  /** The address. */
  ip?: string;
  /** The NIC that holds it. */
  nicUuid?: string;
  [field: string]: unknown;
}

/** The fields of a label. */
export interface LabelProperties {
  /** Key, unique on its resource. */
  key?: string;
  /** Value. */
  value?: string;
  /** Id of the labelled resource; in lists over the whole contract. */
  resourceId?: string;
  /** Kind of the labelled resource, such as `server`; in lists over the whole contract. */
  resourceType?: string;
  /** Address of the labelled resource; in lists over the whole contract. */
  resourceHref?: string;
  [field: string]: unknown;
}

/** What a LAN contains. */
export interface LanEntities {
  /** The NICs in it. */
  nics?: Items<NicProperties>;
  [field: string]: unknown;
}

/** The fields of a LAN. */
export interface LanProperties {
  readonly [contains]?: LanEntities;
  /** Name. */
  name?: string;
  /** Whether it reaches the internet. */
  public?: boolean;
  /** Cross-connect it is part of. */
  pcc?: string;
  /** Addresses that move between NICs. The whole list is replaced by a change. */
  ipFailover?: IpFailover[];
  /** IPv4 range, given by the service. */
  ipv4CidrBlock?: string;
  /** IPv6 range. */
  ipv6CidrBlock?: string;
  [field: string]: unknown;
}

/** Changes of a LAN. */
export interface LanUpdate {
  /** New name. */
  name?: string;
  /** Whether it reaches the internet. */
  public?: boolean;
  /** IPv6 range: cleared, it is switched off; `AUTO` switches it on. */
  ipv6CidrBlock?: string | null;
}

/** The fields of a location. */
export interface LocationProperties {
  /** Name for people, such as `berlin`. */
  name?: string;
  /** What it offers, such as `SSD`. */
  features?: string[];
  /** Image aliases that can be used here. */
  imageAliases?: string[];
  /** The processors it offers. */
  cpuArchitecture?: CpuArchitecture[];
  /** The location it belongs to; itself for most. */
  metroRegion?: string;
  [field: string]: unknown;
}

/** What the service notes about a resource. */
export interface Metadata {
  /** Changes with every change of the resource. */
  etag?: string;
  /** When it was made. */
  createdDate?: string;
  /** Who made it. */
  createdBy?: string;
  /** The id of who made it. */
  createdByUserId?: string;
  /** When it was last changed. */
  lastModifiedDate?: string;
  /** Who last changed it. */
  lastModifiedBy?: string;
  /** The id of who last changed it. */
  lastModifiedByUserId?: string;
  /** Where it is in its life. */
  state?: State;
  /** Where it is in its life, with the services that call it so. */
  status?: State;
  [field: string]: unknown;
}

/** What a NAT gateway contains. */
export interface NatGatewayEntities {
  /** Its rules. */
  rules?: Items<NatRuleProperties>;
  /** Its flow logs. */
  flowlogs?: Items<FlowLogProperties>;
  [field: string]: unknown;
}

/** A LAN that a NAT gateway serves. */
export interface NatGatewayLan {
  /** Number of the LAN. */
  id?: number;
  /** Addresses of the gateway inside the LAN, with prefix length, such as `10.0.1.1/24`. */
  gatewayIps?: string[];
  [field: string]: unknown;
}

/** The fields of a NAT gateway. */
export interface NatGatewayProperties {
  readonly [contains]?: NatGatewayEntities;
  /** Name. */
  name?: string;
  /** Reserved addresses of the same location. */
  publicIps?: string[];
  /** The LANs it serves; private ones, six at most. */
  lans?: NatGatewayLan[];
  [field: string]: unknown;
}

/** Changes of a NAT gateway. */
export interface NatGatewayUpdate {
  /** New name. */
  name?: string;
  /** New set of addresses. */
  publicIps?: string[];
  /** New set of LANs. */
  lans?: NatGatewayLan[];
}

/** The fields of a NAT rule. */
export interface NatRuleProperties {
  /** Name. */
  name?: string;
  /** `SNAT`. */
  type?: string;
  /** Protocol: `TCP`, `UDP`, `ICMP` or `ALL`; fixed at creation. */
  protocol?: Protocol;
  /** Subnet whose traffic is translated. */
  sourceSubnet?: string;
  /** One of the gateway's addresses. */
  publicIp?: string;
  /** Where to; everywhere when absent. */
  targetSubnet?: string;
  /** Ports at the target; TCP and UDP only. */
  targetPortRange?: PortRange;
  [field: string]: unknown;
}

/** Changes of a NAT rule. */
export interface NatRuleUpdate {
  /** New name. */
  name?: string;
  /** New subnet. */
  sourceSubnet?: string;
  /** New address. */
  publicIp?: string;
  /** New target. */
  targetSubnet?: string;
}

/** A data center to be made. */
export interface NewDatacenter {
  /** Name. */
  name: string;
  /** Where, such as `de/txl`; cannot be changed later. */
  location: string;
  /** Free text. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
}

/** A firewall rule to be made. */
export interface NewFirewallRule {
  /** Name. */
  name?: string;
  /** Protocol; cannot be changed later. */
  protocol: Protocol;
  /** Direction. */
  type?: TrafficDirection;
  /** Sender's address or range. */
  sourceIp?: string;
  /** Receiver's address or range. */
  targetIp?: string;
  /** First port, 1 to 65535. */
  portRangeStart?: number;
  /** Last port, 1 to 65535. */
  portRangeEnd?: number;
}

/** A flow log to be made. Everything but the name is fixed at creation. */
export interface NewFlowLog {
  /** Name. */
  name: string;
  /** Which connections. */
  action: FlowLogAction;
  /** Which direction. */
  direction: TrafficDirection;
  /** The bucket, as `name` or `name/prefix`; it must exist. */
  bucket: string;
}

/** An IP block to be reserved. */
export interface NewIpBlock {
  /** Name. */
  name?: string;
  /** Where, such as `de/txl`. */
  location: string;
  /** How many addresses. */
  size: number;
}

/** A label to be put on a resource. */
export interface NewLabel {
  /** Key. */
  key: string;
  /** Value. */
  value: string;
}

/** A LAN to be made. */
export interface NewLan {
  /** Name. */
  name: string;
  /** Whether it reaches the internet. */
  public?: boolean;
  /** Cross-connect to join; private LANs only. */
  pcc?: string;
}

/** A NAT gateway to be made. */
export interface NewNatGateway {
  /** Name. */
  name: string;
  /** Reserved addresses of the same location. */
  publicIps: string[];
  /** The LANs it serves. */
  lans?: NatGatewayLan[];
}

/** A NAT rule to be made. */
export interface NewNatRule {
  /** Name. */
  name: string;
  /** `SNAT`. */
  type?: string;
  /** Protocol. */
  protocol?: Protocol;
  /** Subnet whose traffic is translated. */
  sourceSubnet: string;
  /** One of the gateway's addresses. */
  publicIp: string;
  /** Where to; everywhere when left out. */
  targetSubnet?: string;
  /** Ports at the target; TCP and UDP only. */
  targetPortRange?: PortRange;
}

/** A NIC to be made. */
export interface NewNic {
  /** Name. */
  name?: string;
  /** Number of the LAN; a LAN that does not exist is made by the service. */
  lan: number;
  /** IPv4 addresses; given by the service when left out. */
  ips?: string[];
  /** Whether it gets its addresses by DHCP. */
  dhcp?: boolean;
  /** Whether the firewall rules are in force. */
  firewallActive?: boolean;
  /** Which direction the firewall looks at. */
  firewallType?: TrafficDirection;
  /** What is made inside it. */
  entities?: { firewallrules?: NewFirewallRule[]; flowlogs?: NewFlowLog[] };
}

/** A record to be made. */
export interface NewRecord {
  /** Name relative to the zone; empty for the apex. */
  name: string;
  /** Type. */
  type: RecordType;
  /** Content, in the form of its type. */
  content: string;
  /** Seconds it may be cached, 60 to 604800; 3600 by default. */
  ttl?: number;
  /** Priority, 0 to 65535; for MX, SRV and URI. */
  priority?: number;
  /** Whether it is served; true by default. */
  enabled?: boolean;
}

/** A security group to be made, with its rules. */
export interface NewSecurityGroup {
  /** Name, at most 60 characters. */
  name: string;
  /** Free text, at most 300 characters. */
  description?: string;
  /** What is made inside it. */
  entities?: { rules?: NewFirewallRule[] };
}

/** A server to be made, with the volumes and NICs it starts with. */
export interface NewServer {
  /** Name. */
  name: string;
  /** Host name inside the guest. */
  hostname?: string;
  /** Cores. */
  cores?: number;
  /** Main memory, a multiple of 256 MB. */
  ram?: number;
  /** Placement zone; cannot be changed later. */
  availabilityZone?: AvailabilityZone;
  /** Processor family; not for CUBE, VCPU and GPU servers. */
  cpuFamily?: string;
  /** `ENTERPRISE`, `VCPU`, `CUBE` or `GPU`; cannot be changed later. */
  type?: string;
  /** Template of CUBE and GPU servers. */
  templateUuid?: string;
  /** What is made inside it. */
  entities?: { volumes?: NewVolume[]; nics?: NewNic[] };
}

/** A volume to be made. Image, keys, user data, type and zone cannot be changed later. */
export interface NewVolume {
  /** Name. */
  name: string;
  /** Hardware. */
  type: VolumeType;
  /** Size in GB. */
  size: number;
  /** Placement zone. */
  availabilityZone?: AvailabilityZone;
  /** Id of an image or snapshot. */
  image?: string;
  /** Alias of a public image, such as `ubuntu:24.04`. */
  imageAlias?: string;
  /** Public SSH keys in OpenSSH's one-line form; for public Linux images only. */
  sshKeys?: string[];
  /** cloud-init user data; anybody who may read the data center can read it. */
  userData?: string;
  /** How the guest sees it: `VIRTIO` or `IDE`. */
  bus?: string;
  /** Operating system for licensing; needed for volumes without an image. */
  licenceType?: string;
  /** Backup unit that it reports to. */
  backupunitId?: string;
}

/** A zone to be made. */
export interface NewZone {
  /** The domain; cannot be changed later. */
  zoneName: string;
  /** Free text. */
  description?: string;
  /** Whether it is served; true by default. */
  enabled?: boolean;
}

/** What a NIC contains. */
export interface NicEntities {
  /** Its firewall rules. */
  firewallrules?: Items<FirewallRuleProperties>;
  /** Its flow logs. */
  flowlogs?: Items<FlowLogProperties>;
  /** Its security groups. */
  securitygroups?: Items<SecurityGroupProperties>;
  [field: string]: unknown;
}

/** The fields of a NIC. */
export interface NicProperties {
  readonly [contains]?: NicEntities;
  /** Name. */
  name?: string;
  /** Hardware address. */
  mac?: string;
  /** IPv4 addresses; their order carries no meaning. */
  ips?: string[];
  /** IPv6 addresses. */
  ipv6Ips?: string[];
  /** Whether it gets its addresses by DHCP. */
  dhcp?: boolean;
  /** Number of the LAN it is in. */
  lan?: number;
  /** Whether the firewall rules are in force. */
  firewallActive?: boolean;
  /** Which direction the firewall looks at. */
  firewallType?: TrafficDirection;
  /** Place on the bus. */
  deviceNumber?: number;
  /** Slot on the bus. */
  pciSlot?: number;
  [field: string]: unknown;
}

/** Changes of a NIC. */
export interface NicUpdate {
  /** New name. */
  name?: string;
  /** Move to the LAN of this number. */
  lan?: number;
  /** New set of IPv4 addresses. */
  ips?: string[];
  /** Whether it gets its addresses by DHCP. */
  dhcp?: boolean;
  /** Whether the firewall rules are in force. */
  firewallActive?: boolean;
  /** Which direction the firewall looks at. */
  firewallType?: TrafficDirection;
}

/** Ports from start to end. */
export interface PortRange {
  /** First port, 1 to 65535. */
  start?: number;
  /** Last port, 1 to 65535. */
  end?: number;
  [field: string]: unknown;
}

/** The fields of a record. */
export interface RecordProperties {
  /** Name relative to the zone; empty for the apex. Fixed at creation. */
  name?: string;
  /** Type. */
  type?: RecordType;
  /** Content, in the form of its type. */
  content?: string;
  /** Seconds it may be cached, 60 to 604800. */
  ttl?: number;
  /** Priority, 0 to 65535; for MX, SRV and URI. */
  priority?: number;
  /** Whether it is served. */
  enabled?: boolean;
  [field: string]: unknown;
}

/** A mention of another resource by its id. */
export interface Reference {
  /** The resource's id. */
  id?: string;
  [field: string]: unknown;
}

/** The fields of a request. */
export interface RequestProperties {
  /** HTTP method. */
  method?: string;
  /** HTTP headers, without credentials. */
  headers?: unknown;
  /** Body as it was sent. */
  body?: string;
  /** Address. */
  url?: string;
  [field: string]: unknown;
}

/** How far a request is, and why it failed. */
export interface RequestStatusMetadata {
  /** How far it is. */
  status?: RequestStatus;
  /** The service's words, mostly about a failure. */
  message?: string;
  [field: string]: unknown;
}

/** Limits of a contract and what is in use. Memory in MB, storage in MB. */
export interface ResourceLimits {
  /** Most cores of one server. */
  coresPerServer?: number;
  /** Most cores in all. */
  coresPerContract?: number;
  /** Cores in use. */
  coresProvisioned?: number;
  /** Most memory of one server, MB. */
  ramPerServer?: number;
  /** Most memory in all, MB. */
  ramPerContract?: number;
  /** Memory in use, MB. */
  ramProvisioned?: number;
  /** Most HDD storage in all, MB. */
  hddLimitPerContract?: number;
  /** HDD storage in use, MB. */
  hddVolumeProvisioned?: number;
  /** Most SSD storage in all, MB. */
  ssdLimitPerContract?: number;
  /** SSD storage in use, MB. */
  ssdVolumeProvisioned?: number;
  /** Most reserved addresses. */
  reservableIps?: number;
  /** Addresses reserved. */
  reservedIpsOnContract?: number;
  /** Reserved addresses in use. */
  reservedIpsInUse?: number;
  /** Most NAT gateways. */
  natGatewayLimitTotal?: number;
  /** NAT gateways in use. */
  natGatewayProvisioned?: number;
  [field: string]: unknown;
}

/** What a security group contains. */
export interface SecurityGroupEntities {
  /** Its rules. */
  rules?: Items<FirewallRuleProperties>;
  [field: string]: unknown;
}

/** The fields of a security group. */
export interface SecurityGroupProperties {
  readonly [contains]?: SecurityGroupEntities;
  /** Name, at most 60 characters. */
  name?: string;
  /** Free text, at most 300 characters. */
  description?: string;
  [field: string]: unknown;
}

/** Changes of a security group. */
export interface SecurityGroupUpdate {
  /** New name. */
  name?: string;
  /** New description. */
  description?: string;
}

/** What a server contains. */
export interface ServerEntities {
  /** Attached volumes. */
  volumes?: Items<VolumeProperties>;
  /** Network interfaces. */
  nics?: Items<NicProperties>;
  /** Security groups. */
  securitygroups?: Items<SecurityGroupProperties>;
  [field: string]: unknown;
}

/** The fields of a server. */
export interface ServerProperties {
  readonly [contains]?: ServerEntities;
  /** Name. */
  name?: string;
  /** Host name inside the guest; the name by default. */
  hostname?: string;
  /** Cores. */
  cores?: number;
  /** Main memory, a multiple of 256 MB. */
  ram?: number;
  /** Placement zone. */
  availabilityZone?: AvailabilityZone;
  /** What the machine is doing. */
  vmState?: VmState;
  /** The volume it boots from. */
  bootVolume?: Reference;
  /** Processor family; not for CUBE, VCPU and GPU servers. */
  cpuFamily?: string;
  /** `ENTERPRISE`, `VCPU`, `CUBE` or `GPU`; fixed at creation. */
  type?: string;
  /** Template of CUBE and GPU servers. */
  templateUuid?: string;
  [field: string]: unknown;
}

/** Changes of a server. Type, zone and template are fixed: others mean another server. */
export interface ServerUpdate {
  /** New name. */
  name?: string;
  /** New host name. */
  hostname?: string;
  /** New number of cores. */
  cores?: number;
  /** New main memory. */
  ram?: number;
}

/** The fields of a snapshot. */
export interface SnapshotProperties {
  /** Name. */
  name?: string;
  /** Free text. */
  description?: string;
  /** Where it is stored. */
  location?: string;
  /** Size in GB. */
  size?: number;
  /** Operating system for licensing. */
  licenceType?: string;
  [field: string]: unknown;
}

/** Changes of a snapshot. */
export interface SnapshotUpdate {
  /** New name. */
  name?: string;
  /** New description. */
  description?: string;
}

/** The fields of a volume. Keys, passwords and user data are never read back. */
export interface VolumeProperties {
  /** Name. */
  name?: string;
  /** Hardware. */
  type?: VolumeType;
  /** Size in GB. */
  size?: number;
  /** Placement zone. */
  availabilityZone?: AvailabilityZone;
  /** Id of the image or snapshot it was made from. */
  image?: string;
  /** Alias of the image it was made from. */
  imageAlias?: string;
  /** How the guest sees it: `VIRTIO` or `IDE`. */
  bus?: string;
  /** Operating system for licensing. */
  licenceType?: string;
  /** Backup unit that it reports to. */
  backupunitId?: string;
  /** Server that boots from it. */
  bootServer?: string;
  /** Place on the bus of the server it is attached to. */
  deviceNumber?: number;
  [field: string]: unknown;
}

/** Changes of a volume. */
export interface VolumeUpdate {
  /** New name. */
  name?: string;
  /** New size in GB; volumes only grow. */
  size?: number;
}

/** The fields of a zone. */
export interface ZoneProperties {
  /** The domain; fixed at creation. */
  zoneName?: string;
  /** Free text. */
  description?: string;
  /** Whether it is served. */
  enabled?: boolean;
  [field: string]: unknown;
}
