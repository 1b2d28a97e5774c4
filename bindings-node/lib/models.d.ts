// What the resources look like. Fields are those of the API; ones that it gains later are there too, as `unknown`.

/** A word of the API. Known ones are suggested; others can come. */
export type Open<Known extends string> = Known | (string & {});

export interface Metadata {
  etag?: string;
  createdDate?: string;
  createdBy?: string;
  lastModifiedDate?: string;
  lastModifiedBy?: string;
  /** `AVAILABLE` when no change is pending, `BUSY` while one is. */
  state?: Open<'AVAILABLE' | 'ACTIVE' | 'BUSY' | 'INACTIVE' | 'DEPLOYING' | 'UPDATING' | 'FAILED'>;
  [field: string]: unknown;
}

/** A resource with its properties, and from the depth that covers it, what it contains. */
export interface Resource<Properties = Record<string, unknown>> {
  id: string;
  type?: string;
  href?: string;
  metadata?: Metadata;
  properties: Properties;
  entities?: Record<string, { items?: Resource[]; [field: string]: unknown }>;
  [field: string]: unknown;
}

/** A resource to be made: its properties, and in `entities` what is made inside it. */
export type New<Properties> = Properties & { entities?: Record<string, New<Record<string, unknown>>[]> };

export interface DatacenterProperties {
  name?: string;
  description?: string | null;
  location?: string;
  version?: number;
  features?: string[];
  secAuthProtection?: boolean;
  defaultSecurityGroupId?: string | null;
  [field: string]: unknown;
}

export interface NewDatacenter {
  name: string;
  /** Such as `de/txl`. Fixed at creation. */
  location: string;
  description?: string;
  secAuthProtection?: boolean;
}

export type AvailabilityZone = Open<'AUTO' | 'ZONE_1' | 'ZONE_2' | 'ZONE_3'>;

export interface ServerProperties {
  name?: string;
  hostname?: string | null;
  cores?: number;
  /** In MB. */
  ram?: number;
  availabilityZone?: AvailabilityZone;
  vmState?: Open<'RUNNING' | 'SHUTOFF' | 'PAUSED' | 'BLOCKED' | 'SUSPENDED' | 'CRASHED' | 'NOSTATE'>;
  bootVolume?: { id: string; [field: string]: unknown } | null;
  cpuFamily?: string | null;
  type?: Open<'ENTERPRISE' | 'CUBE' | 'VCPU' | 'GPU'>;
  templateUuid?: string | null;
  [field: string]: unknown;
}

export interface NewServer {
  name: string;
  hostname?: string;
  cores?: number;
  /** In MB, a multiple of 256. */
  ram?: number;
  availabilityZone?: AvailabilityZone;
  cpuFamily?: string;
  type?: Open<'ENTERPRISE' | 'CUBE' | 'VCPU' | 'GPU'>;
  templateUuid?: string;
  entities?: { volumes?: NewVolume[]; nics?: NewNic[] };
}

export interface VolumeProperties {
  name?: string;
  type?: Open<'HDD' | 'SSD' | 'SSD Standard' | 'SSD Premium' | 'DAS' | 'ISO'>;
  /** In GB. */
  size?: number;
  availabilityZone?: AvailabilityZone;
  image?: string | null;
  imageAlias?: string | null;
  bus?: string;
  licenceType?: string;
  backupunitId?: string | null;
  bootServer?: string | null;
  deviceNumber?: number | null;
  [field: string]: unknown;
}

export interface NewVolume {
  name: string;
  type: Open<'HDD' | 'SSD Standard' | 'SSD Premium'>;
  /** In GB. */
  size: number;
  availabilityZone?: AvailabilityZone;
  image?: string;
  imageAlias?: string;
  /** Public keys in OpenSSH format. Only at creation. */
  sshKeys?: string[];
  /** cloud-init, in base64. The service keeps it readable: no secret belongs in it. */
  userData?: string;
  bus?: string;
  licenceType?: string;
  backupunitId?: string;
}

export interface SnapshotProperties {
  name?: string;
  description?: string | null;
  location?: string;
  size?: number;
  licenceType?: string;
  [field: string]: unknown;
}

export interface ImageProperties {
  name?: string;
  description?: string | null;
  location?: string;
  size?: number;
  imageType?: string;
  public?: boolean;
  imageAliases?: string[];
  cloudInit?: string;
  licenceType?: string;
  [field: string]: unknown;
}

export interface LocationProperties {
  name?: string;
  features?: string[];
  imageAliases?: string[];
  [field: string]: unknown;
}

export interface LanProperties {
  name?: string | null;
  public?: boolean;
  pcc?: string | null;
  ipv4CidrBlock?: string | null;
  ipv6CidrBlock?: string | null;
  [field: string]: unknown;
}

export interface NewLan {
  name: string;
  public?: boolean;
  pcc?: string;
  ipv6CidrBlock?: string | null;
}

export interface NicProperties {
  name?: string | null;
  mac?: string;
  ips?: string[];
  dhcp?: boolean;
  lan?: number;
  firewallActive?: boolean;
  firewallType?: Open<'INGRESS' | 'EGRESS' | 'BIDIRECTIONAL'>;
  [field: string]: unknown;
}

export interface NewNic {
  name?: string;
  /** Number of the LAN. */
  lan: number;
  ips?: string[];
  dhcp?: boolean;
  firewallActive?: boolean;
  firewallType?: Open<'INGRESS' | 'EGRESS' | 'BIDIRECTIONAL'>;
  entities?: { firewallrules?: NewFirewallRule[]; flowlogs?: NewFlowLog[] };
}

export interface FirewallRuleProperties {
  name?: string | null;
  protocol?: Open<'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'ANY'>;
  type?: Open<'INGRESS' | 'EGRESS'>;
  sourceIp?: string | null;
  targetIp?: string | null;
  portRangeStart?: number | null;
  portRangeEnd?: number | null;
  [field: string]: unknown;
}

export interface NewFirewallRule {
  name?: string;
  protocol: Open<'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'ANY'>;
  type?: Open<'INGRESS' | 'EGRESS'>;
  sourceIp?: string;
  targetIp?: string;
  portRangeStart?: number;
  portRangeEnd?: number;
}

export interface FlowLogProperties {
  name?: string;
  action?: Open<'ACCEPTED' | 'REJECTED' | 'ALL'>;
  direction?: Open<'INGRESS' | 'EGRESS' | 'BIDIRECTIONAL'>;
  bucket?: string;
  [field: string]: unknown;
}

export interface NewFlowLog {
  name: string;
  action: Open<'ACCEPTED' | 'REJECTED' | 'ALL'>;
  direction: Open<'INGRESS' | 'EGRESS' | 'BIDIRECTIONAL'>;
  bucket: string;
}

export interface SecurityGroupProperties {
  name?: string;
  description?: string | null;
  [field: string]: unknown;
}

export interface NewSecurityGroup {
  name: string;
  description?: string;
  entities?: { rules?: NewFirewallRule[] };
}

export interface IpBlockProperties {
  name?: string | null;
  location?: string;
  size?: number;
  ips?: string[];
  [field: string]: unknown;
}

export interface NewIpBlock {
  name?: string;
  location: string;
  size: number;
}

export interface NatGatewayLan {
  /** Number of the LAN. */
  id: number;
  gatewayIps?: string[];
}

export interface NatGatewayProperties {
  name?: string;
  publicIps?: string[];
  lans?: NatGatewayLan[];
  [field: string]: unknown;
}

export interface NewNatGateway {
  name: string;
  publicIps: string[];
  lans?: NatGatewayLan[];
  entities?: { rules?: NewNatRule[]; flowlogs?: NewFlowLog[] };
}

export interface NatRuleProperties {
  name?: string;
  type?: Open<'SNAT'>;
  protocol?: Open<'TCP' | 'UDP' | 'ICMP' | 'ALL'>;
  sourceSubnet?: string;
  publicIp?: string;
  targetSubnet?: string | null;
  [field: string]: unknown;
}

export interface NewNatRule {
  name: string;
  type?: Open<'SNAT'>;
  protocol?: Open<'TCP' | 'UDP' | 'ICMP' | 'ALL'>;
  sourceSubnet: string;
  publicIp: string;
  targetSubnet?: string;
  targetPortRange?: { start: number; end: number };
}

export interface LabelProperties {
  key?: string;
  value?: string;
  resourceId?: string;
  resourceType?: string;
  [field: string]: unknown;
}

export interface NewLabel {
  key: string;
  value: string;
}

export interface RequestProperties {
  method?: string;
  url?: string;
  body?: string;
  [field: string]: unknown;
}

export interface ContractProperties {
  contractNumber?: number;
  owner?: string;
  status?: string;
  resourceLimits?: Record<string, number>;
  [field: string]: unknown;
}

export interface ZoneProperties {
  zoneName?: string;
  description?: string;
  enabled?: boolean;
  [field: string]: unknown;
}

export interface NewZone {
  zoneName: string;
  description?: string;
  enabled?: boolean;
}

export interface RecordProperties {
  /** Relative to the zone; empty for the apex. */
  name?: string;
  type?: Open<'A' | 'AAAA' | 'CNAME' | 'ALIAS' | 'MX' | 'NS' | 'SRV' | 'TXT' | 'CAA' | 'SSHFP' | 'TLSA'>;
  content?: string;
  /** In seconds, 60 to 604800. */
  ttl?: number;
  priority?: number;
  enabled?: boolean;
  [field: string]: unknown;
}

export interface NewRecord {
  name: string;
  type: Open<'A' | 'AAAA' | 'CNAME' | 'ALIAS' | 'MX' | 'NS' | 'SRV' | 'TXT' | 'CAA' | 'SSHFP' | 'TLSA'>;
  content: string;
  ttl?: number;
  priority?: number;
  enabled?: boolean;
}
