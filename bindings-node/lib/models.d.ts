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

/** The HTTP method of what was asked for. */
export type ActivityAction = Open<'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'>;

/** How far what was asked for is. */
export type ActivityStatus = Open<'DONE' | 'RUNNING' | 'QUEUED' | 'FAILED'>;

/** What application load balancers and target groups speak. */
export type AlbProtocol = Open<'HTTP'>;

/** Licensed application; other than `UNKNOWN` with public images only. */
export type ApplicationType = Open<
  | 'MSSQL-2019-Web'
  | 'MSSQL-2019-Standard'
  | 'MSSQL-2019-Enterprise'
  | 'MSSQL-2022-Web'
  | 'MSSQL-2022-Standard'
  | 'MSSQL-2022-Enterprise'
  | 'UNKNOWN'
>;

/** Which of the location's fire-separated zones a resource is placed in. */
export type AvailabilityZone = Open<'AUTO' | 'ZONE_1' | 'ZONE_2' | 'ZONE_3'>;

/** How a load balancer chooses among its targets. */
export type BalancingAlgorithm = Open<'ROUND_ROBIN' | 'LEAST_CONNECTION' | 'RANDOM' | 'SOURCE_IP'>;

/** Whether a server boots from a volume. */
export type BootOrder = Open<'AUTO' | 'NONE' | 'PRIMARY'>;

/** Who owns the buckets of a region. */
export type BucketOwnership = Open<'user-owned' | 'contract-owned'>;

/** How the guest sees a drive. */
export type Bus = Open<'VIRTIO' | 'IDE' | 'UNKNOWN'>;

/** Whether an image runs cloud-init. */
export type CloudInit = Open<'NONE' | 'V1'>;

/** How a zone is signed. */
export type DnssecAlgorithm = Open<'RSASHA256'>;

/** Why the model stopped. */
export type FinishReason = Open<'stop' | 'length' | 'tool_calls' | 'content_filter'>;

/** Which connections are recorded. */
export type FlowLogAction = Open<'ACCEPTED' | 'REJECTED' | 'ALL'>;

/** How a server reaches its graphics card. */
export type GpuType = Open<'passthrough'>;

/** The part of an answer that an HTTP health check looks at. */
export type HealthCheckMatch = Open<'STATUS_CODE' | 'RESPONSE_BODY'>;

/** The method of an HTTP health check. */
export type HealthCheckMethod = Open<'HEAD' | 'PUT' | 'POST' | 'GET' | 'TRACE' | 'PATCH' | 'OPTIONS'>;

/** Type of a record of web hosting. */
export type HostingRecordType = Open<
  | 'A'
  | 'AAAA'
  | 'CNAME'
  | 'MX'
  | 'NS'
  | 'SOA'
  | 'SRV'
  | 'TXT'
  | 'CAA'
  | 'TLSA'
  | 'SMIMEA'
  | 'SSHFP'
  | 'DS'
  | 'HTTPS'
  | 'SVCB'
  | 'CERT'
  | 'URI'
  | 'RP'
  | 'LOC'
  | 'OPENPGPKEY'
>;

/** Who owns the records of a zone. */
export type HostingZoneType = Open<'NATIVE' | 'SLAVE'>;

/** How a condition compares. */
export type HttpConditionMatch = Open<'EXISTS' | 'CONTAINS' | 'EQUALS' | 'MATCHES' | 'STARTS_WITH' | 'ENDS_WITH'>;

/** The part of a request that a condition looks at. */
export type HttpConditionType = Open<'HEADER' | 'PATH' | 'QUERY' | 'METHOD' | 'HOST' | 'COOKIE' | 'SOURCE_IP'>;

/** What an HTTP rule does. */
export type HttpRuleType = Open<'FORWARD' | 'STATIC' | 'REDIRECT'>;

/** A version of HTTP. */
export type HttpVersion = Open<'HTTP1' | 'HTTP2'>;

/** What an image is for. */
export type ImageType = Open<'HDD' | 'CDROM' | 'UNKNOWN'>;

/** A version of the internet protocol. */
export type IpVersion = Open<'IPv4' | 'IPv6'>;

/** How the key of a certificate is made. */
export type KeyAlgorithm = Open<'rsa4096'>;

/** Operating system, for licensing. */
export type LicenceType = Open<
  | 'UNKNOWN'
  | 'WINDOWS'
  | 'WINDOWS2016'
  | 'WINDOWS2019'
  | 'WINDOWS2022'
  | 'WINDOWS2025'
  | 'RHEL'
  | 'LINUX'
  | 'OTHER'
>;

/** Where logs are kept. */
export type LogDestinationType = Open<'loki'>;

/** How logs are sent. */
export type LogProtocol = Open<'http' | 'tcp'>;

/** Where logs come from. */
export type LogSource = Open<'docker' | 'systemd' | 'kubernetes' | 'generic'>;

/** The traffic that a NAT rule translates. */
export type NatProtocol = Open<'TCP' | 'UDP' | 'ICMP' | 'ALL'>;

/** What a NAT rule translates. */
export type NatRuleType = Open<'SNAT'>;

/** What a network load balancer balances. */
export type NlbProtocol = Open<'HTTP' | 'TCP'>;

/** Kind of a node's cores. */
export type NodePoolServerType = Open<'DedicatedCore' | 'VCPU'>;

/** Kind of a node's disk. */
export type NodePoolStorageType = Open<'HDD' | 'SSD'>;

/** How it is proved that a name does not exist. */
export type NsecMode = Open<'NSEC' | 'NSEC3'>;

/** A protocol that a rule lets through; fixed at creation. */
export type Protocol = Open<'TCP' | 'UDP' | 'ICMP' | 'ICMPv6' | 'GRE' | 'VRRP' | 'ESP' | 'AH' | 'ANY'>;

/** How targets learn the client's address. */
export type ProxyProtocol = Open<'none' | 'v1' | 'v2' | 'v2ssl'>;

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

/** Whether a token works. */
export type RegistryTokenStatus = Open<'enabled' | 'disabled'>;

/** A day of the week. */
export type RegistryWeekday = Open<'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday'>;

/** How far a request is. */
export type RequestStatus = Open<'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED'>;

/** Which way the traffic of a rule flows. */
export type RuleDirection = Open<'INGRESS' | 'EGRESS'>;

/** What a server is sized by, and what it runs on; fixed at creation. */
export type ServerType = Open<'ENTERPRISE' | 'VCPU' | 'CUBE' | 'GPU'>;

/** Where a resource is in its life. */
export type State = Open<
  | 'AVAILABLE'
  | 'ACTIVE'
  | 'READY'
  | 'Running'
  | 'INACTIVE'
  | 'BUSY'
  | 'DEPLOYING'
  | 'PROVISIONING'
  | 'UPDATING'
  | 'DESTROYING'
  | 'PROVISIONED'
  | 'REBUILDING'
  | 'TERMINATING'
  | 'SUSPENDED'
  | 'FAILED'
  | 'FAILED_SUSPENDED'
  | 'FAILED_UPDATING'
  | 'FAILED_DESTROYING'
  | 'TERMINATED'
  | 'HIBERNATING'
  | 'FAILED_HIBERNATING'
  | 'MAINTENANCE'
  | 'FAILED_MAINTENANCE'
  | 'UNKNOWN'
>;

/** What a taint does to pods that do not tolerate it. */
export type TaintEffect = Open<'NoSchedule' | 'NoExecute' | 'PreferNoSchedule'>;

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

/** A day of the week. */
export type Weekday = Open<'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday'>;

/** The fields of an access key. */
export interface AccessKeyProperties {
  /** Free text. */
  description?: string;
  /** The public half, 92 characters. */
  accessKey?: string;
  /** The secret half; shown when the key is made or renewed. */
  secretKey?: string;
  /** Id of its user in policies of user-owned buckets. */
  canonicalUserId?: string;
  /** Id of its user in policies of contract-owned buckets. */
  contractUserId?: string;
  [field: string]: unknown;
}

/** An entry of the log: who did what, and what came of it. */
export interface Activity {
  /** Identifier of the entry. */
  '@uuid'?: string;
  /** Who did it. */
  principal?: Principal;
  /** When, and as part of which request. */
  meta?: ActivityMeta;
  /** What was done. */
  event?: ActivityEvent;
  [field: string]: unknown;
}

/** How a request was refused. */
export interface ActivityError {
  /** HTTP status. */
  httpStatus?: string;
  /** The service's words. */
  messages?: ActivityErrorMessage[];
  [field: string]: unknown;
}

/** One reason of a refusal. */
export interface ActivityErrorMessage {
  /** The service's code. */
  errorCode?: string;
  /** The service's words. */
  message?: string;
  [field: string]: unknown;
}

/** What was done. */
export interface ActivityEvent {
  /** What there is to know beside. */
  param?: ActivityParameters;
  /** The resources it was done to. */
  resources?: ActivityResource[];
  /** How the request stands. */
  message?: string;
  /** How far it is. */
  status?: ActivityStatus;
  /** Kind of entry, such as `RequestAccepted`, `RequestStatusUpdate`, `Provision` or `Error`. */
  type?: string;
  [field: string]: unknown;
}

/** An entry with what the search engine notes about it. */
export interface ActivityHit {
  /** The entry. */
  _source?: Activity;
  [field: string]: unknown;
}

/** What was found. */
export interface ActivityHits {
  /** How many entries there are in all. */
  total?: number;
  /** Those of this page. */
  hits?: ActivityHit[];
  [field: string]: unknown;
}

/** A contract whose log can be read. */
export interface ActivityLogContract {
  /** Number of the contract. */
  id?: string;
  /** `contracts`. */
  type?: string;
  /** Address of its log. */
  href?: string;
  [field: string]: unknown;
}

/** What the service says about itself. */
export interface ActivityLogInfo {
  /** Its address. */
  href?: string;
  /** Its name. */
  name?: string;
  /** Its version. */
  version?: string;
  [field: string]: unknown;
}

/** When something was done, and as part of which request. */
export interface ActivityMeta {
  /** Version of the log's form. */
  auditVersion?: string;
  /** Id of the request that caused it. */
  requestId?: string;
  /** Entries with the same number belong to one provisioning request. */
  queueRefId?: number;
  /** When, in UTC. */
  time?: string;
  /** Id of the transaction that caused it. */
  transactionId?: string;
  [field: string]: unknown;
}

/** An answer of the log. */
export interface ActivityPage {
  /** What was found. */
  hits?: ActivityHits;
  [field: string]: unknown;
}

/** What there is to know about a request. */
export interface ActivityParameters {
  /** Its HTTP method. */
  action?: ActivityAction;
  /** How it was refused. */
  error?: ActivityError;
  /** Its address. */
  uri?: string;
  /** What began it; mostly the service it came through. */
  initiator?: string;
  /** The service's code for the error. */
  errorCode?: string;
  /** The service that did it, such as `PUBLIC_REST` or `Provisioning`. */
  sourceService?: string;
  [field: string]: unknown;
}

/** A resource that something was done to. */
export interface ActivityResource {
  /** What was done, such as `sec.user.create` or `sn.snapshot.create`. */
  action?: string[];
  /** Its identifier. */
  id?: string;
  /** Its kind, such as `datacenter`, `firewallrule` or `backupUnit`. */
  type?: string;
  [field: string]: unknown;
}

/** A package that has a vulnerability. */
export interface AffectedPackage {
  /** Kind of package, such as `deb`. */
  type?: string;
  /** Name. */
  name?: string;
  /** Version. */
  version?: string;
  [field: string]: unknown;
}

/** The fields of a forwarding rule of an application load balancer. */
export interface AlbRuleProperties {
  /** Name. */
  name?: string;
  /** What is balanced. */
  protocol?: AlbProtocol;
  /** Address where it listens; one of the load balancer's. */
  listenerIp?: string;
  /** Port where it listens, 1 to 65535. */
  listenerPort?: number;
  /** How long to wait for the client, in milliseconds; 50,000 by default. */
  clientTimeout?: number;
  /** Ids of the certificates it shows, from the certificate manager; with them it speaks HTTPS. */
  serverCertificates?: string[];
  /** What happens to requests: in this order, but those that forward come last. */
  httpRules?: HttpRule[];
  [field: string]: unknown;
}

/** Changes of a forwarding rule of an application load balancer. */
export interface AlbRuleUpdate {
  /** New name. */
  name?: string;
  /** New protocol. */
  protocol?: AlbProtocol;
  /** New address where it listens; one of the load balancer's. */
  listenerIp?: string;
  /** New port where it listens, 1 to 65535. */
  listenerPort?: number;
  /** How long to wait for the client, in milliseconds. */
  clientTimeout?: number;
  /** New set of certificates; an empty one ends HTTPS. */
  serverCertificates?: string[];
  /** New list of HTTP rules. */
  httpRules?: HttpRule[];
}

/** What the Cloud API says about itself. */
export interface ApiInfo {
  /** Its address. */
  href?: string;
  /** Its name. */
  name?: string;
  /** Its version. */
  version?: string;
  [field: string]: unknown;
}

/** What an application load balancer contains. */
export interface ApplicationLoadBalancerEntities {
  /** Its forwarding rules. */
  forwardingrules?: Items<AlbRuleProperties>;
  [field: string]: unknown;
}

/** The fields of an application load balancer. */
export interface ApplicationLoadBalancerProperties {
  readonly [contains]?: ApplicationLoadBalancerEntities;
  /** Name. */
  name?: string;
  /** Number of the LAN where it listens. */
  listenerLan?: number;
  /** Number of the private LAN of its targets. */
  targetLan?: number;
  /** Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN. */
  ips?: string[];
  /** Its addresses inside the target LAN, with prefix length. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service. */
  centralLogging?: boolean;
  /** Format of the log lines. */
  loggingFormat?: string;
  [field: string]: unknown;
}

/** Changes of an application load balancer. */
export interface ApplicationLoadBalancerUpdate {
  /** New name. */
  name?: string;
  /** Number of the new LAN where it listens. */
  listenerLan?: number;
  /** Number of the new private LAN of its targets. */
  targetLan?: number;
  /** New set of addresses. */
  ips?: string[];
  /** New set of addresses inside the target LAN, with prefix length. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service. */
  centralLogging?: boolean;
  /** New format of the log lines. */
  loggingFormat?: string;
}

/** The fields of an artifact. */
export interface ArtifactProperties {
  /** Name of its repository. */
  repositoryName?: string;
  /** Digest. */
  digest?: string;
  /** Tags. */
  tags?: string[];
  /** Kind of content, such as `application/vnd.oci.image.manifest.v1+json`. */
  mediaType?: string;
  [field: string]: unknown;
}

/** The fields of a standing order. */
export interface AutoCertificateProperties {
  /** The authority that issues. */
  provider?: string;
  /** The name that the certificate is for, in a zone of Cloud DNS. */
  commonName?: string;
  /** How its key is made. */
  keyAlgorithm?: KeyAlgorithm;
  /** Name for people. */
  name?: string;
  /** Further names that the certificate is for, each in a zone of Cloud DNS. */
  subjectAlternativeNames?: string[];
  [field: string]: unknown;
}

/** Changes of a standing order: only its name; everything else is fixed at creation. */
export interface AutoCertificateUpdate {
  /** New name. */
  name?: string;
}

/** Lets the service choose the number of nodes. */
export interface AutoScaling {
  /** Fewest nodes, at least 1; 0 switches it off. */
  minNodeCount?: number;
  /** Most nodes; 0 switches it off. */
  maxNodeCount?: number;
  [field: string]: unknown;
}

/** The fields of a backup unit. */
export interface BackupUnitProperties {
  /** Name, letters and digits only; fixed at creation. */
  name?: string;
  /** Password; not given back. */
  password?: string;
  /** Where messages about backups go. */
  email?: string;
  [field: string]: unknown;
}

/** The way into the backup console. */
export interface BackupUnitSso {
  /** Address that logs in whoever opens it: keep it secret. */
  ssoUrl?: string;
  [field: string]: unknown;
}

/** Changes of a backup unit. The name is fixed: another one means another unit. */
export interface BackupUnitUpdate {
  /** New password. */
  password?: string | Secret;
  /** New e-mail address. */
  email?: string;
}

/** The fields of central logging. */
export interface CentralLoggingProperties {
  /** Whether other products may send their logs. */
  enabled?: boolean;
  [field: string]: unknown;
}

/** The fields of a certificate. */
export interface CertificateProperties {
  /** Name. */
  name?: string;
  /** The certificate in PEM. */
  certificate?: string;
  /** The certificates of its issuers in PEM. */
  certificateChain?: string;
  /** Its private key in PEM; the service takes it and does not usually give it back. */
  privateKey?: string;
  [field: string]: unknown;
}

/** The fields of an authority. */
export interface CertificateProviderProperties {
  /** Name. */
  name?: string;
  /** Address of whoever orders, for warnings of the authority. */
  email?: string;
  /** Address of the authority's ACME directory. */
  server?: string;
  /** The account at the authority, where it wants one. */
  externalAccountBinding?: ExternalAccountBinding;
  [field: string]: unknown;
}

/** Changes of an authority: only its name; everything else is fixed at creation. */
export interface CertificateProviderUpdate {
  /** New name. */
  name?: string;
}

/** Changes of a certificate: only its name; everything else is fixed at creation. */
export interface CertificateUpdate {
  /** New name. */
  name?: string;
}

/** How documents are cut into pieces that are found by themselves. */
export interface Chunking {
  /** Whether they are cut at all. */
  enabled?: boolean;
  /** How. */
  strategy?: ChunkingStrategy;
  [field: string]: unknown;
}

/** How long the pieces are. */
export interface ChunkingConfig {
  /** Length of a piece, at least 128. */
  chunk_size?: number;
  /** How much of it the next piece repeats, at least 50. */
  chunk_overlap?: number;
  [field: string]: unknown;
}

/** A way to cut documents. */
export interface ChunkingStrategy {
  /** Its name: `fixed_size`. */
  name?: string;
  /** Its settings. */
  config?: ChunkingConfig;
  [field: string]: unknown;
}

/** How texts become vectors. */
export interface CollectionEmbedding {
  /** Model that computes them, such as `BAAI/bge-m3`. */
  model?: string;
  [field: string]: unknown;
}

/** What stores the vectors. */
export interface CollectionEngine {
  /** Database: `chromadb` or `pgvector`. */
  db_type?: string;
  [field: string]: unknown;
}

/** What a model went on with. */
export interface CompletionAnswer {
  /** The texts; one unless more were asked for. */
  choices?: CompletionChoice[];
  /** Its id. */
  id?: string;
  /** Model that wrote it. */
  model?: string;
  /** What was used, where the service says it. */
  usage?: Usage;
  [field: string]: unknown;
}

/** One of the texts. */
export interface CompletionChoice {
  /** Why it ends. */
  finish_reason?: FinishReason | null;
  /** Which one. */
  index?: number;
  /** What was written. */
  text?: string;
  [field: string]: unknown;
}

/** A data center whose LANs can join a cross-connect. */
export interface ConnectableDatacenter {
  /** Its id. */
  id?: string;
  /** Its name. */
  name?: string;
  /** Its location. */
  location?: string;
  [field: string]: unknown;
}

/** The fields of a contract. */
export interface ContractProperties {
  /** Number of the contract. */
  contractNumber?: number;
  /** Who owns it. */
  owner?: string;
  /** Status, such as `BILLABLE`. */
  status?: string;
  /** Domain it was registered under, such as `ionos.de`. */
  regDomain?: string;
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

/** The fields of a cross-connect. */
export interface CrossConnectProperties {
  /** Name. */
  name?: string;
  /** Free text. */
  description?: string;
  /** The LANs that are part of it. */
  peers?: Peer[];
  /** The data centers whose LANs can join: all that the user may see while it is empty, then those of its location. */
  connectableDatacenters?: ConnectableDatacenter[];
  [field: string]: unknown;
}

/** Changes of a cross-connect. Its members are changed at the LANs. */
export interface CrossConnectUpdate {
  /** New name. */
  name?: string;
  /** New description. */
  description?: string;
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
  /** Its classic load balancers. */
  loadbalancers?: Items<LoadBalancerProperties>;
  /** Its network load balancers. */
  networkloadbalancers?: Items<NetworkLoadBalancerProperties>;
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
  /** The graphics cards it offers. */
  gpuArchitecture?: GpuArchitecture[];
  /** The IPv6 addresses of the data center, a `/56` that the service chooses; absent where IPv6 is off. */
  ipv6CidrBlock?: string;
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
  /** An existing security group, to be that of every NIC that names no other. */
  defaultSecurityGroupId?: string;
  /** Whether a default security group is made where there is none. */
  createDefaultSecurityGroup?: boolean;
}

/** Numbers of zones and records. */
export interface DnsCounts {
  /** Primary zones. */
  zones?: number;
  /** Secondary zones. */
  secondaryZones?: number;
  /** Records of primary zones. */
  records?: number;
  /** Reverse records. */
  reverseRecords?: number;
  [field: string]: unknown;
}

/** How many zones and records the contract has, and may have. */
export interface DnsQuota {
  /** What it has. */
  quotaUsage?: DnsCounts;
  /** What it may have. */
  quotaLimits?: DnsCounts;
  [field: string]: unknown;
}

/** One public key of a zone. */
export interface DnssecKey {
  /** Short number of the key. */
  keyTag?: number;
  /** How the digest is made, such as `SHA-256`. */
  digestAlgorithmMnemonic?: string;
  /** Digest of the key, for the DS record at the registrar. */
  digest?: string;
  /** The key in its parts. */
  keyData?: DnssecKeyData;
  /** The key as in a DNSKEY record: flags, protocol, algorithm, key. */
  composedKeyData?: string;
  [field: string]: unknown;
}

/** A public key in its parts. */
export interface DnssecKeyData {
  /** 257 for the key-signing key, 256 for the zone-signing key. */
  flags?: number;
  /** The key in Base64. */
  pubKey?: string;
  [field: string]: unknown;
}

/** The keys that sign a zone. */
export interface DnssecKeyParameters {
  /** How it is signed. */
  algorithm?: DnssecAlgorithm;
  /**
   * Bits of the key-signing key: 1024, 2048 or 4096; not less than those of the other key. Not part of what is read
   * later.
   */
  kskBits?: number;
  /** Bits of the zone-signing key: 1024, 2048 or 4096. Not part of what is read later. */
  zskBits?: number;
  [field: string]: unknown;
}

/** The keys of a signed zone. The registrar of the domain needs the entry with the flags 257. */
export interface DnssecKeys {
  /** Identifier. */
  id?: string;
  /** `dnsseckeys`. */
  type?: string;
  /** Address. */
  href?: string;
  /** The keys. */
  metadata?: DnssecKeysMetadata;
  /** How the zone is signed. */
  properties?: DnssecKeysProperties;
  [field: string]: unknown;
}

/** The keys of a signed zone. */
export interface DnssecKeysMetadata {
  /** Id of the zone. */
  zoneId?: string;
  /** The keys. */
  items?: DnssecKey[];
  [field: string]: unknown;
}

/** How a zone is signed. */
export interface DnssecKeysProperties {
  /** The keys. */
  keyParameters?: DnssecKeyParameters;
  /** How it is proved that a name does not exist. */
  nsecParameters?: NsecParameters;
  [field: string]: unknown;
}

/** The fields of a document collection. */
export interface DocumentCollectionProperties {
  /** Its name, 3 to 256 characters. */
  name?: string;
  /** What it is for, up to 1024 characters. */
  description?: string;
  /** Labels of your own, each value up to 256 characters; the service adds `number_of_tokens`. */
  labels?: Record<string, string>;
  /** How documents are cut. */
  chunking?: Chunking;
  /** How texts become vectors. */
  embedding?: CollectionEmbedding;
  /** What stores the vectors. */
  engine?: CollectionEngine;
  /** How many documents it holds; read-only. */
  documentsCount?: number;
  /** How many tokens they have; read-only. */
  totalTokens?: number;
  [field: string]: unknown;
}

/** A document that matches. How well it does is in `extra`, as the service says it. */
export interface DocumentMatch {
  /** The document. */
  document?: Resource<StoredDocumentProperties>;
  [field: string]: unknown;
}

/** The matches of a question. */
export interface DocumentMatches {
  /** The matches, the best first. */
  matches?: DocumentMatch[];
  [field: string]: unknown;
}

/** A question to a collection. */
export interface DocumentQuery {
  /** What is looked for, in plain words. */
  query: string;
  /** How many documents to give at most. */
  limit?: number;
}

/** What a collection found. */
export interface DocumentQueryAnswer {
  /** The matches. */
  properties?: DocumentMatches;
  [field: string]: unknown;
}

/** An address that a router calls when its own address changes. */
export interface DynamicDns {
  /** Its id, for `replace_dynamic_dns` and `delete_dynamic_dns`. */
  bulkId?: string;
  /**
   * The address: a GET with the query `ipv4` or `ipv6` changes the records, and nothing else is asked for. So it is a
   * secret.
   */
  updateUrl?: string;
  /** The names. */
  domains?: string[];
  /** Free text. */
  description?: string;
  [field: string]: unknown;
}

/** Names whose addresses shall follow a router's. */
export interface DynamicDnsRequest {
  /** The names, such as `home.example.com`. */
  domains: string[];
  /** Free text. */
  description?: string;
}

/** An image that exists, for requests that use it. */
export interface ExistingImage {
  /** Its id. */
  id: string;
}

/** A NIC that exists, for requests that take one in. */
export interface ExistingNic {
  /** Its id. */
  id: string;
}

/** An account at an authority. */
export interface ExternalAccountBinding {
  /** Id of the key. */
  keyId?: string;
  /** The key. */
  keySecret?: string;
  [field: string]: unknown;
}

/** The fields of a firewall rule. An absent address, port, code or type means any. */
export interface FirewallRuleProperties {
  /** Name. */
  name?: string;
  /** Protocol. */
  protocol?: Protocol;
  /** Direction. */
  type?: RuleDirection;
  /** Hardware address of the sender. */
  sourceMac?: string;
  /** Sender's address or range. */
  sourceIp?: string;
  /** Receiver's address or range. */
  targetIp?: string;
  /** Version of the addresses. */
  ipVersion?: IpVersion;
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

/** Changes of a firewall rule. The protocol is fixed: another one means another rule. A cleared value means any. */
export interface FirewallRuleUpdate {
  /** New name. */
  name?: string;
  /** New direction. */
  type?: RuleDirection;
  /** New hardware address of the sender. */
  sourceMac?: string | null;
  /** New sender. */
  sourceIp?: string | null;
  /** New receiver. */
  targetIp?: string | null;
  /** New version of the addresses. */
  ipVersion?: IpVersion | null;
  /** New first port; cleared together with the last, all ports. */
  portRangeStart?: number | null;
  /** New last port. */
  portRangeEnd?: number | null;
  /** New ICMP type. */
  icmpType?: number | null;
  /** New ICMP code. */
  icmpCode?: number | null;
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

/** A generated image. */
export interface GeneratedImage {
  /** The file in base64, mostly a PNG or a JPEG. */
  b64_json?: string;
  [field: string]: unknown;
}

/** Generated images. */
export interface GeneratedImages {
  /** The images; one unless more were asked for. */
  data?: GeneratedImage[];
  [field: string]: unknown;
}

/** A new token. */
export interface GeneratedToken {
  /** The token: a JWT, to be used as bearer token. */
  token?: string;
  [field: string]: unknown;
}

/** A graphics card that a location offers. */
export interface GpuArchitecture {
  /** Vendor. */
  vendor?: string;
  /** Model. */
  model?: string;
  [field: string]: unknown;
}

/** The fields of a graphics card. */
export interface GpuProperties {
  /** Name. */
  name?: string;
  /** Vendor. */
  vendor?: string;
  /** Model. */
  model?: string;
  /** How the server reaches it. */
  type?: GpuType;
  [field: string]: unknown;
}

/** What belongs to a group. */
export interface GroupEntities {
  /** Its members. */
  users?: Items<UserProperties>;
  /** The resources that are shared with it. */
  resources?: Items<SharedResourceProperties>;
  [field: string]: unknown;
}

/** The fields of a group: its name, and what its members may do. */
export interface GroupProperties {
  readonly [contains]?: GroupEntities;
  /** Name. */
  name?: string;
  /** Make data centers. */
  createDataCenter?: boolean;
  /** Make snapshots. */
  createSnapshot?: boolean;
  /** Reserve address blocks. */
  reserveIp?: boolean;
  /** Read the activity log. */
  accessActivityLog?: boolean;
  /** Make cross-connects. */
  createPcc?: boolean;
  /** Use the object storage. */
  s3Privilege?: boolean;
  /** Make backup units. */
  createBackupUnit?: boolean;
  /** Connect LANs to the internet. */
  createInternetAccess?: boolean;
  /** Make Kubernetes clusters. */
  createK8sCluster?: boolean;
  /** Make flow logs. */
  createFlowLog?: boolean;
  /** Use monitoring: metrics, alarms and their actions. */
  accessAndManageMonitoring?: boolean;
  /** Use the certificate manager. */
  accessAndManageCertificates?: boolean;
  /** Use the databases. */
  manageDBaaS?: boolean;
  /** Use Cloud DNS. */
  accessAndManageDns?: boolean;
  /** Use the container registry. */
  manageRegistry?: boolean;
  /** Use the data platform. */
  manageDataplatform?: boolean;
  /** Use logging. */
  accessAndManageLogging?: boolean;
  /** Use the CDN. */
  accessAndManageCdn?: boolean;
  /** Use VPN gateways. */
  accessAndManageVpn?: boolean;
  /** Use the API gateway. */
  accessAndManageApiGateway?: boolean;
  /** Use Kafka. */
  accessAndManageKaas?: boolean;
  /** Use network file storage. */
  accessAndManageNetworkFileStorage?: boolean;
  /** Use the AI Model Hub. */
  accessAndManageAiModelHub?: boolean;
  /** Manage password policies. */
  accessAndManageIamResources?: boolean;
  /** Make network security groups. */
  createNetworkSecurityGroups?: boolean;
  [field: string]: unknown;
}

/** What the group may do with the resource beyond reading it. */
export interface GroupShareProperties {
  /** Change it. */
  editPrivilege?: boolean;
  /** Share it with other groups. */
  sharePrivilege?: boolean;
  [field: string]: unknown;
}

/** A record of web hosting. */
export interface HostingRecord {
  /** Identifier. */
  id?: string;
  /** Full name, such as `www.example.com`; unlike in Cloud DNS it holds the zone's. */
  name?: string;
  /** Name of its zone. */
  rootName?: string;
  /** Type. */
  type?: HostingRecordType;
  /** Content, in the form of its type. */
  content?: string;
  /** When it was last changed. */
  changeDate?: string;
  /** Seconds it may be cached. */
  ttl?: number;
  /** Priority, with MX and SRV. */
  prio?: number;
  /** Whether it is kept but not served. */
  disabled?: boolean;
  [field: string]: unknown;
}

/** The whole of a record of web hosting but its name and type, which are fixed. */
export interface HostingRecordUpdate {
  /** Whether it is kept but not served; false by default. */
  disabled?: boolean;
  /** Content, in the form of its type. */
  content: string;
  /** Seconds it may be cached, 60 at least; 3600 is advised. */
  ttl?: number;
  /** Priority, for MX and SRV. */
  prio?: number;
}

/** A zone of web hosting. */
export interface HostingZone {
  /** Identifier. */
  id?: string;
  /** The domain. */
  name?: string;
  /** Its records; absent in lists. */
  records?: HostingRecord[];
  /** Who owns its records. */
  type?: HostingZoneType;
  [field: string]: unknown;
}

/** A condition that a request meets or not. */
export interface HttpCondition {
  /** What it looks at. */
  type?: HttpConditionType;
  /** How it compares; not for the client's address. */
  condition?: HttpConditionMatch;
  /** Whether it is met by requests that do not match; no by default. */
  negate?: boolean;
  /** Name of the header, cookie or parameter; only for these. */
  key?: string;
  /** What it compares with: a range for the client's address, nothing for `Exists`. */
  value?: string;
  [field: string]: unknown;
}

/** How answers of the targets of a group are checked. */
export interface HttpHealthCheck {
  /** Path that is asked for; `/` by default. */
  path?: string;
  /** Method. */
  method?: HealthCheckMethod;
  /** What is looked at. */
  matchType?: HealthCheckMatch;
  /** What is expected: a status such as `200`, or a text in the body. */
  response?: string;
  /** Whether the expected text is a regular expression; no by default. */
  regex?: boolean;
  /** Whether a target is healthy when it does not match; no by default. */
  negate?: boolean;
  [field: string]: unknown;
}

/** What happens to requests that meet all conditions. */
export interface HttpRule {
  /** Name; unique within the forwarding rule. */
  name?: string;
  /** What it does. */
  type?: HttpRuleType;
  /** Where requests go; forwarding only, and needed there. */
  targetGroup?: string;
  /** Whether the query is dropped; redirection only. */
  dropQuery?: boolean;
  /** Where the client is sent; redirection only, and needed there. */
  location?: string;
  /**
   * Status of the answer: 301, 302, 303, 307 or 308 for a redirection (301 by default), 200 to 599 for a fixed text
   * (503 by default).
   */
  statusCode?: number;
  /** The fixed text; needed there. */
  responseMessage?: string;
  /** Media type of the fixed text. */
  contentType?: string;
  /** The conditions, all of which must be met; without any the rule always applies. */
  conditions?: HttpCondition[];
  [field: string]: unknown;
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
  /** Where it is stored. What is stored in a metro region serves its child locations too. */
  location?: string;
  /** Size in GB. */
  size?: number;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether cores can be taken away without a reboot. */
  cpuHotUnplug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether memory can be taken away without a reboot. */
  ramHotUnplug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether SCSI drives can be added without a reboot. */
  discScsiHotPlug?: boolean;
  /** Whether SCSI drives can be taken away without a reboot; not with Windows. */
  discScsiHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it; public images only. */
  applicationType?: ApplicationType;
  /** Whether it is a disk or a CD-ROM. */
  imageType?: ImageType;
  /** Whether IONOS offers it to everybody. */
  public?: boolean;
  /** Short names, such as `ubuntu:24.04`. */
  imageAliases?: string[];
  /** Whether it runs cloud-init. */
  cloudInit?: CloudInit;
  /** What a server must offer to run it, such as `SEV-SNP` for confidential computing. */
  requiredFeatures?: string[];
  [field: string]: unknown;
}

/** Changes of an own image. Public images cannot be changed. */
export interface ImageUpdate {
  /** New name. */
  name?: string;
  /** New description. */
  description?: string;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether cores can be taken away without a reboot. */
  cpuHotUnplug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether memory can be taken away without a reboot. */
  ramHotUnplug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether SCSI drives can be added without a reboot. */
  discScsiHotPlug?: boolean;
  /** Whether SCSI drives can be taken away without a reboot; not with Windows. */
  discScsiHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it; own images take `UNKNOWN` only. */
  applicationType?: ApplicationType;
  /** Whether it runs cloud-init. */
  cloudInit?: CloudInit;
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

/** Changes of an IP block. Location and size are fixed: others mean another block, with other addresses. */
export interface IpBlockUpdate {
  /** New name. */
  name?: string;
}

/** A use of a reserved address. */
export interface IpConsumer {
  /** The address. */
  ip?: string;
  /** Hardware address of the NIC. */
  mac?: string;
  /** NIC that uses it. */
  nicId?: string;
  /** Server of the NIC. */
  serverId?: string;
  /** Name of the server. */
  serverName?: string;
  /** Data center of the user. */
  datacenterId?: string;
  /** Name of the data center. */
  datacenterName?: string;
  /** Kubernetes node pool that uses it. */
  k8sNodePoolUuid?: string;
  /** Kubernetes cluster of the node pool. */
  k8sClusterUuid?: string;
  [field: string]: unknown;
}

/** A failover group: an address that several NICs of a LAN have, and the one of them that answers to it. */
export interface IpFailover {
  /** The address. */
  ip?: string;
  /** The master: the NIC that holds the address. */
  nicUuid?: string;
  [field: string]: unknown;
}

/** What a Kubernetes cluster contains. */
export interface KubernetesClusterEntities {
  /** Its node pools. */
  nodepools?: Items<NodePoolProperties>;
  [field: string]: unknown;
}

/** The fields of a Kubernetes cluster. */
export interface KubernetesClusterProperties {
  readonly [contains]?: KubernetesClusterEntities;
  /** Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends. */
  name?: string;
  /** Kubernetes version of the control plane. */
  k8sVersion?: string;
  /** When it may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** Versions to which it can be upgraded. */
  availableUpgradeVersions?: string[];
  /** Versions that its node pools can have. */
  viableNodePoolVersions?: string[];
  /** Whether its nodes have public addresses; true by default. Fixed at creation. */
  public?: boolean;
  /** Location of a private cluster. Fixed at creation. */
  location?: string;
  /** Reserved address under which a private cluster's nodes reach the internet. Fixed at creation. */
  natGatewayIp?: string;
  /** Subnet of a private cluster's nodes, an IPv4 network of 16 bits. Fixed at creation. */
  nodeSubnet?: string;
  /** Networks that may reach the API server; everybody when empty. */
  apiSubnetAllowList?: string[];
  /** Where audit logs of the API server are kept; one bucket at most. */
  s3Buckets?: S3Bucket[];
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
  /** Addresses that move between NICs: see `failover`. */
  ipFailover?: IpFailover[];
  /** IPv4 range, given by the service; private LANs only. */
  ipv4CidrBlock?: string;
  /** IPv6 range, a /64; absent while IPv6 is off. */
  ipv6CidrBlock?: string;
  [field: string]: unknown;
}

/** Changes of a LAN. */
export interface LanUpdate {
  /** New name. */
  name?: string;
  /** Whether it reaches the internet. */
  public?: boolean;
  /** Cross-connect to join, private LANs only; cleared, the LAN leaves it. */
  pcc?: string | null;
  /** All failover groups at once: groups that are left out are lost. `failover` changes one and keeps the others. */
  ipFailover?: IpFailover[];
  /** IPv6 range, `AUTO` or a /64 of the data center's range; cleared, IPv6 is switched off. */
  ipv6CidrBlock?: string | null;
}

/** What a classic load balancer contains. */
export interface LoadBalancerEntities {
  /** The NICs behind it. */
  balancednics?: Items<NicProperties>;
  [field: string]: unknown;
}

/** The fields of a classic load balancer. */
export interface LoadBalancerProperties {
  readonly [contains]?: LoadBalancerEntities;
  /** Name. */
  name?: string;
  /** Its IPv4 address, which all NICs behind it share. */
  ip?: string;
  /** Whether it gets its address by DHCP. */
  dhcp?: boolean;
  [field: string]: unknown;
}

/** Changes of a classic load balancer. */
export interface LoadBalancerUpdate {
  /** New name. */
  name?: string;
  /** New address; cleared, the service gives one. */
  ip?: string | null;
  /** Whether it gets its address by DHCP. */
  dhcp?: boolean;
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
  /** The graphics cards it offers. */
  gpuArchitecture?: GpuArchitecture[];
  /** The location it belongs to, whose images count here too: `de/fra` for `de/fra/2`. Most belong to themselves. */
  metroRegion?: string;
  [field: string]: unknown;
}

/** Where logs are kept, and how long. */
export interface LogDestination {
  /** Kind of store. */
  type?: LogDestinationType;
  /** Days: 0, 7, 14 or 30. */
  retentionInDays?: number;
  [field: string]: unknown;
}

/** Logs of one kind. */
export interface LogStream {
  /** Where they come from. */
  source?: LogSource;
  /** By what they are told from others: 3 to 20 letters and digits. */
  tag?: string;
  /** How they are sent. */
  protocol?: LogProtocol;
  /** Where they are kept. */
  destinations?: LogDestination[];
  [field: string]: unknown;
}

/** When IONOS may update software. It may begin up to 15 minutes off. */
export interface MaintenanceWindow {
  /** Day. */
  dayOfTheWeek?: Weekday;
  /** Time of day, such as `03:00:00Z`. */
  time?: string;
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
  /** When the software of a Kubernetes node was last updated. */
  lastSoftwareUpdatedDate?: string;
  /** When a user last logged in. */
  lastLogin?: string;
  /** Why an access key of the object storage failed. */
  statusMessage?: string;
  /** Whether an access key can make buckets and set their policies. */
  administrative?: boolean;
  /** The regions of the object storage that accept an access key. */
  supportedRegions?: string[];
  /** Where it is in its life. */
  state?: State;
  /** Where it is in its life, with the services that call it so. */
  status?: State;
  /** More about its state, in words; some services say so. */
  message?: string;
  /** Its name among all resources of IONOS; newer services give it. */
  resourceURN?: string;
  /** How far a request is; with `Request` from depth 2 on. */
  requestStatus?: RequestStatusDocument;
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
  /** What it translates. */
  type?: NatRuleType;
  /** Protocol. */
  protocol?: NatProtocol;
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
  /** New kind of translation. */
  type?: NatRuleType;
  /** New protocol. */
  protocol?: NatProtocol;
  /** New subnet. */
  sourceSubnet?: string;
  /** New address; one of the gateway's. */
  publicIp?: string;
  /** New target; cleared, everywhere. */
  targetSubnet?: string | null;
  /** New ports at the target; cleared, all. */
  targetPortRange?: PortRange | null;
}

/** What a network load balancer contains. */
export interface NetworkLoadBalancerEntities {
  /** Its forwarding rules. */
  forwardingrules?: Items<NlbRuleProperties>;
  /** Its flow logs. */
  flowlogs?: Items<FlowLogProperties>;
  [field: string]: unknown;
}

/** The fields of a network load balancer. */
export interface NetworkLoadBalancerProperties {
  readonly [contains]?: NetworkLoadBalancerEntities;
  /** Name. */
  name?: string;
  /** Number of the LAN where it listens. */
  listenerLan?: number;
  /** Number of the private LAN of its targets. */
  targetLan?: number;
  /** Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN. */
  ips?: string[];
  /** Its addresses inside the target LAN, with prefix length. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service. */
  centralLogging?: boolean;
  /** Format of the log lines. */
  loggingFormat?: string;
  [field: string]: unknown;
}

/** Changes of a network load balancer. */
export interface NetworkLoadBalancerUpdate {
  /** New name. */
  name?: string;
  /** Number of the new LAN where it listens. */
  listenerLan?: number;
  /** Number of the new private LAN of its targets. */
  targetLan?: number;
  /** New set of addresses. */
  ips?: string[];
  /** New set of addresses inside the target LAN, with prefix length. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service. */
  centralLogging?: boolean;
  /** New format of the log lines. */
  loggingFormat?: string;
}

/** An access key to be made, or to be described anew. */
export interface NewAccessKey {
  /** Free text. */
  description: string;
}

/** A forwarding rule of an application load balancer to be made, or the whole of one. */
export interface NewAlbRule {
  /** Name. */
  name: string;
  /** What is balanced. */
  protocol?: AlbProtocol;
  /** Address where it listens; one of the load balancer's. */
  listenerIp: string;
  /** Port where it listens, 1 to 65535. */
  listenerPort: number;
  /** How long to wait for the client, in milliseconds; 50,000 by default. */
  clientTimeout?: number;
  /** Ids of the certificates it shows, from the certificate manager; with them it speaks HTTPS. */
  serverCertificates?: string[];
  /** What happens to requests: in this order, but those that forward come last. */
  httpRules: HttpRule[];
}

/** An application load balancer to be made. */
export interface NewApplicationLoadBalancer {
  /** Name. */
  name: string;
  /** Number of the LAN where it listens. */
  listenerLan: number;
  /** Number of the private LAN of its targets. */
  targetLan: number;
  /** Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN. */
  ips?: string[];
  /** Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service; no by default. */
  centralLogging?: boolean;
  /** Format of the log lines. */
  loggingFormat?: string;
  /** What is made inside it. */
  entities?: { forwardingrules?: NewAlbRule[] };
}

/** A standing order to be made. */
export interface NewAutoCertificate {
  /** The authority that issues. */
  provider: string;
  /** The name that the certificate is for; it must be in a zone of Cloud DNS of this contract. */
  commonName: string;
  /** How its key is made. */
  keyAlgorithm?: KeyAlgorithm;
  /** Name for people. */
  name: string;
  /** Further names that the certificate is for; each must be in a zone of Cloud DNS of this contract. */
  subjectAlternativeNames?: string[];
}

/** A backup unit to be made. The name cannot be changed later. */
export interface NewBackupUnit {
  /** Name, letters and digits only. */
  name: string;
  /** Password. */
  password: string | Secret;
  /** Where messages about backups go; need not be the address of a user. */
  email: string;
}

/** A certificate to be uploaded. */
export interface NewCertificate {
  /** Name. */
  name: string;
  /** The certificate in PEM. */
  certificate: string;
  /** The certificates of its issuers in PEM. */
  certificateChain: string;
  /** Its RSA private key in PEM. */
  privateKey: string | Secret;
}

/** An authority to be made known. */
export interface NewCertificateProvider {
  /** Name. */
  name: string;
  /** Address of whoever orders, for warnings of the authority. */
  email: string;
  /** Address of the authority's ACME directory, such as `https://acme-v02.api.letsencrypt.org/directory`. */
  server: string;
  /** The account at the authority, where it wants one. */
  externalAccountBinding?: ExternalAccountBinding;
}

/** A cross-connect to be made. */
export interface NewCrossConnect {
  /** Name. */
  name: string;
  /** Free text. */
  description?: string;
}

/** A data center to be made. What it is to contain can be made in the same call. */
export interface NewDatacenter {
  /** Name. */
  name: string;
  /** Where, such as `de/txl`; cannot be changed later. */
  location: string;
  /** Free text. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** Whether a security group with the usual rules is made, for every NIC that names no other. Off by default. */
  createDefaultSecurityGroup?: boolean;
  /** What is made inside it. */
  entities?: {
    servers?: NewServer[];
    volumes?: NewVolume[];
    lans?: NewLan[];
    natgateways?: NewNatGateway[];
    securitygroups?: NewSecurityGroup[];
  };
}

/**
 * The signing of a zone, to be begun. A zone is signed once: other values mean that the keys are removed and made anew.
 */
export interface NewDnssecKeys {
  /** The keys. */
  keyParameters?: DnssecKeyParameters;
  /** How it is proved that a name does not exist. */
  nsecParameters?: NsecParameters;
  /** Days for which a signature is valid, 90 to 365. */
  validity?: number;
}

/** A document collection to be made. */
export interface NewDocumentCollection {
  /** Its name, 3 to 256 characters. */
  name: string;
  /** What it is for, up to 1024 characters. */
  description?: string;
  /** Labels of your own, each value up to 256 characters. */
  labels?: Record<string, string>;
  /** How documents are cut. Fixed at creation: another way means another collection. */
  chunking?: Chunking;
  /** How texts become vectors. Fixed at creation: another model means another collection. */
  embedding?: CollectionEmbedding;
  /** What stores the vectors. Fixed at creation: another database means another collection. */
  engine?: CollectionEngine;
}

/** Documents to be put into a collection at once. */
export interface NewDocuments {
  /** The documents. */
  items?: WholeDocument[];
}

/** A firewall rule to be made, or the whole of one. An address, port, code or type that is left out means any. */
export interface NewFirewallRule {
  /** Name. */
  name?: string;
  /** Protocol; fixed at creation, so another one means another rule. */
  protocol: Protocol;
  /** Direction; towards the server by default. */
  type?: RuleDirection;
  /** Hardware address of the sender, such as `aa:bb:cc:dd:ee:ff`. */
  sourceMac?: string;
  /** Sender's address or range. */
  sourceIp?: string;
  /** Receiver's address or range, for NICs with several addresses. */
  targetIp?: string;
  /** Version of the addresses; follows from them when left out. */
  ipVersion?: IpVersion;
  /** First port, 1 to 65535; TCP and UDP only, and only together with the last. */
  portRangeStart?: number;
  /** Last port, 1 to 65535. */
  portRangeEnd?: number;
  /** ICMP type, 0 to 254; ICMP and ICMPv6 only. */
  icmpType?: number;
  /** ICMP code, 0 to 254; ICMP and ICMPv6 only. */
  icmpCode?: number;
}

/** A flow log to be made, or the whole of one. Everything but the name is fixed at creation. */
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

/** A group to be made: its name, and what its members may do. What is left out they may not. */
export interface NewGroup {
  /** Name. */
  name: string;
  /** Make data centers. */
  createDataCenter?: boolean;
  /** Make snapshots. */
  createSnapshot?: boolean;
  /** Reserve address blocks. */
  reserveIp?: boolean;
  /** Read the activity log. */
  accessActivityLog?: boolean;
  /** Make cross-connects. */
  createPcc?: boolean;
  /** Use the object storage. */
  s3Privilege?: boolean;
  /** Make backup units. */
  createBackupUnit?: boolean;
  /** Connect LANs to the internet. */
  createInternetAccess?: boolean;
  /** Make Kubernetes clusters. */
  createK8sCluster?: boolean;
  /** Make flow logs. */
  createFlowLog?: boolean;
  /** Use monitoring: metrics, alarms and their actions. */
  accessAndManageMonitoring?: boolean;
  /** Use the certificate manager. */
  accessAndManageCertificates?: boolean;
  /** Use the databases. */
  manageDBaaS?: boolean;
  /** Use Cloud DNS. */
  accessAndManageDns?: boolean;
  /** Use the container registry. */
  manageRegistry?: boolean;
  /** Use the data platform. */
  manageDataplatform?: boolean;
  /** Use logging. */
  accessAndManageLogging?: boolean;
  /** Use the CDN. */
  accessAndManageCdn?: boolean;
  /** Use VPN gateways. */
  accessAndManageVpn?: boolean;
  /** Use the API gateway. */
  accessAndManageApiGateway?: boolean;
  /** Use Kafka. */
  accessAndManageKaas?: boolean;
  /** Use network file storage. */
  accessAndManageNetworkFileStorage?: boolean;
  /** Use the AI Model Hub. */
  accessAndManageAiModelHub?: boolean;
  /** Manage password policies. */
  accessAndManageIamResources?: boolean;
  /** Make network security groups. */
  createNetworkSecurityGroups?: boolean;
}

/** A record of web hosting to be made. */
export interface NewHostingRecord {
  /** Full name, such as `www.example.com`; unlike in Cloud DNS it holds the zone's. */
  name: string;
  /** Type. */
  type: HostingRecordType;
  /** Content, in the form of its type. */
  content: string;
  /** Seconds it may be cached, 60 at least; 3600 is advised. */
  ttl?: number;
  /** Priority, for MX and SRV. */
  prio?: number;
  /** Whether it is kept but not served; false by default. */
  disabled?: boolean;
}

/** An IP block to be reserved, or the whole of one. */
export interface NewIpBlock {
  /** Name. */
  name?: string;
  /** Where, such as `de/txl`; fixed at creation. */
  location: string;
  /** How many addresses; fixed at creation. */
  size: number;
}

/** A Kubernetes cluster to be made. */
export interface NewKubernetesCluster {
  /** Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends. */
  name: string;
  /** Kubernetes version; the default version when left out. */
  k8sVersion?: string;
  /** When it may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** Whether its nodes have public addresses; true by default. A private cluster needs a location and a NAT address. */
  public?: boolean;
  /** Location; needed for a private cluster. It must be enabled, or hold a data center of the contract. */
  location?: string;
  /** Reserved address of that location, under which a private cluster's nodes reach the internet. */
  natGatewayIp?: string;
  /** Subnet of a private cluster's nodes, an IPv4 network of 16 bits. */
  nodeSubnet?: string;
  /** Networks that may reach the API server; everybody when left out. An address alone means /32 or /128. */
  apiSubnetAllowList?: string[];
  /** Where audit logs of the API server are kept; one bucket at most. */
  s3Buckets?: S3Bucket[];
}

/** A label to be put on a resource. */
export interface NewLabel {
  /** Key. */
  key: string;
  /** Value. */
  value: string;
}

/** A LAN to be made, or the whole of one. */
export interface NewLan {
  /** Name. */
  name: string;
  /** Whether it reaches the internet. */
  public?: boolean;
  /** Cross-connect to join; private LANs only, and one cross-connect each. */
  pcc?: string;
  /** The failover groups. Where the whole is replaced, groups that are left out are lost. */
  ipFailover?: IpFailover[];
  /** IPv6 range: `AUTO`, or a /64 of the data center's range; without one, IPv6 stays off. */
  ipv6CidrBlock?: string;
  /** What is made inside it. */
  entities?: { nics?: ExistingNic[] };
}

/** A classic load balancer to be made, or the whole of one. */
export interface NewLoadBalancer {
  /** Name. */
  name: string;
  /** Its IPv4 address; given by the service when left out. */
  ip?: string;
  /** Whether it gets its address by DHCP. */
  dhcp?: boolean;
  /** What is made inside it. */
  entities?: { balancednics?: ExistingNic[] };
}

/** A user who becomes a member. */
export interface NewMember {
  /** The user. */
  id?: string;
}

/** A NAT gateway to be made. */
export interface NewNatGateway {
  /** Name. */
  name: string;
  /** Reserved addresses of the same location; one at least. */
  publicIps: string[];
  /** The LANs it serves; private ones, six at most. */
  lans?: NatGatewayLan[];
  /** What is made inside it. */
  entities?: { rules?: NewNatRule[]; flowlogs?: NewFlowLog[] };
}

/** A NAT rule to be made, or the whole of one. */
export interface NewNatRule {
  /** Name. */
  name: string;
  /** What it translates; the sender's address by default. */
  type?: NatRuleType;
  /** Protocol; all by default. */
  protocol?: NatProtocol;
  /** Subnet whose traffic is translated. */
  sourceSubnet: string;
  /** One of the gateway's addresses. */
  publicIp: string;
  /** Where to; everywhere when left out. */
  targetSubnet?: string;
  /** Ports at the target; TCP and UDP only. */
  targetPortRange?: PortRange;
}

/** A network load balancer to be made. */
export interface NewNetworkLoadBalancer {
  /** Name. */
  name: string;
  /** Number of the LAN where it listens. */
  listenerLan: number;
  /** Number of the private LAN of its targets. */
  targetLan: number;
  /** Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN. */
  ips?: string[];
  /** Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service; no by default. */
  centralLogging?: boolean;
  /** Format of the log lines. */
  loggingFormat?: string;
  /** What is made inside it. */
  entities?: { forwardingrules?: NewNlbRule[]; flowlogs?: NewFlowLog[] };
}

/** A NIC to be made. */
export interface NewNic {
  /** Name. */
  name?: string;
  /** Number of the LAN; a LAN that does not exist is made by the service. */
  lan: number;
  /** IPv4 addresses; given by the service when left out. Public ones must be of a reserved block. */
  ips?: string[];
  /** IPv6 addresses, 50 at most; given by the service when left out. */
  ipv6Ips?: string[];
  /** IPv6 range, a /80 of the LAN's; given by the service when left out. */
  ipv6CidrBlock?: string;
  /** Whether it gets its IPv4 addresses by DHCP; yes by default. */
  dhcp?: boolean;
  /** Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only. */
  dhcpv6?: boolean;
  /** Whether the firewall rules are in force. Without rules, nothing comes in then. */
  firewallActive?: boolean;
  /** Which direction the firewall looks at; incoming by default. */
  firewallType?: TrafficDirection;
  /** What is made inside it. */
  entities?: { firewallrules?: NewFirewallRule[]; flowlogs?: NewFlowLog[] };
}

/** A forwarding rule of a network load balancer to be made, or the whole of one. */
export interface NewNlbRule {
  /** Name. */
  name: string;
  /** How targets are chosen. */
  algorithm?: BalancingAlgorithm;
  /** What is balanced. */
  protocol?: NlbProtocol;
  /** Address where it listens; one of the load balancer's. */
  listenerIp: string;
  /** Port where it listens, 1 to 65535. */
  listenerPort: number;
  /** Time limits and retries. */
  healthCheck?: NlbHealthCheck;
  /** Where connections go. */
  targets: NlbTarget[];
}

/** A node pool to be made. */
export interface NewNodePool {
  /** Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends. */
  name: string;
  /** Data center of the nodes; for a private cluster, in the cluster's location. */
  datacenterId: string;
  /** Number of nodes. */
  nodeCount: number;
  /** Processor family of the nodes; one that the data center's `cpu_architecture` names. */
  cpuFamily?: string;
  /** Kind of cores; dedicated ones by default. */
  serverType?: NodePoolServerType;
  /** Cores of a node. */
  coresCount: number;
  /** Main memory of a node, a multiple of 1024 MB from 2048 MB. */
  ramSize: number;
  /** Availability zone: `AUTO`, `ZONE_1` or `ZONE_2`. */
  availabilityZone?: AvailabilityZone;
  /** Kind of disk. */
  storageType?: NodePoolStorageType;
  /** Size of a node's disk in GB; more than 100 is faster on SSD. */
  storageSize: number;
  /** Kubernetes version of the nodes; one of the cluster's `viable_node_pool_versions`. */
  k8sVersion?: string;
  /** When they may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** Lets the service choose the number of nodes within these bounds. */
  autoScaling?: AutoScaling;
  /** Private LANs that the nodes shall have a NIC in. */
  lans?: NodePoolLan[];
  /** Kubernetes labels of the nodes. */
  labels?: Record<string, string>;
  /** Kubernetes annotations of the nodes. */
  annotations?: Record<string, string>;
  /**
   * Reserved addresses for the nodes: one more than the most nodes there can be, since one is needed during updates.
   */
  publicIps?: string[];
  /** Taints of the nodes, 50 at most. */
  taints?: Taint[];
}

/** A pipeline to be made. */
export interface NewPipeline {
  /** Name, 20 characters at most. */
  name: string;
  /** What it takes and where it keeps it. */
  logs: LogStream[];
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

/** A registry to be made, or the whole of one. */
export interface NewRegistry {
  /**
   * Name, unique among all customers: 3 to 63 of a-z, 0-9 and -, beginning with a letter and not ending with -. Another
   * name means another registry.
   */
  name: string;
  /** Location, one of `locations`. Another one means another registry. */
  location: string;
  /** When layers that no image needs are removed. */
  garbageCollectionSchedule?: WeeklySchedule;
  /** What can be added to it; some of it costs extra. */
  features?: RegistryFeatures;
  /**
   * The only networks that may reach it, 25 at most, IPv4 or IPv6; an address without prefix length stands for itself.
   * Everybody may when empty, and nobody with `0.0.0.0/0`.
   */
  apiSubnetAllowList?: string[];
}

/** A token to be made, or the whole of one. */
export interface NewRegistryToken {
  /** Name, unique in its registry: 2 to 63 letters, digits and -, beginning with a letter and not ending with -. */
  name: string;
  /** When it ceases to work; never when left out. */
  expiryDate?: string;
  /** What it allows. */
  scopes: TokenScope[];
  /** Whether it works. */
  status?: RegistryTokenStatus;
}

/** A reverse record to be made, or the whole of one. */
export interface NewReverseRecord {
  /** The name that the address resolves to. */
  name: string;
  /** Free text. */
  description?: string;
  /** The address, IPv4 or IPv6; it must belong to the contract. */
  ip: string;
}

/** A secondary zone to be made, or the whole of one. */
export interface NewSecondaryZone {
  /** The domain; another one means another zone. */
  zoneName: string;
  /** Free text. */
  description?: string;
  /** Addresses of the name servers that own the zone, IPv4 or IPv6; at least one, each once. */
  primaryIps: string[];
}

/** A security group to be made, or the whole of one, with its rules. */
export interface NewSecurityGroup {
  /** Name, at most 60 characters. */
  name: string;
  /** Free text, at most 300 characters. */
  description?: string;
  /** What is made inside it. */
  entities?: { rules?: NewFirewallRule[] };
}

/**
 * A server to be made, with the volumes and NICs it starts with. The four types take different fields; `new`, `vcpu`,
 * `cube` and `gpu` start with the right ones. A mixture that the service would refuse is an error of kind
 * `InvalidRequest` before anything is sent.
 */
export interface NewServer {
  /** Name. */
  name: string;
  /** Host name inside the guest: `a-z`, `0-9` and `-`, 63 at most; the name by default. */
  hostname?: string;
  /** Cores; not for CUBE and GPU servers. */
  cores?: number;
  /** Main memory, a multiple of 256 MB; not for CUBE and GPU servers. More than 240 GB switches hot plug off. */
  ram?: number;
  /** Placement zone; cannot be changed later, and not for CUBE and GPU servers. */
  availabilityZone?: AvailabilityZone;
  /** Processor family; not for CUBE, VCPU and GPU servers. The location names those it offers. */
  cpuFamily?: string;
  /** What it is sized by; ENTERPRISE by default. Cannot be changed later. */
  type?: ServerType;
  /** Template of CUBE and GPU servers. */
  templateUuid?: string;
  /** An existing CD-ROM image to boot from. */
  bootCdrom?: Reference;
  /** An existing volume to boot from. */
  bootVolume?: Reference;
  /** Whether its network interfaces have several queues each; not for CUBE servers. Off by default. */
  nicMultiQueue?: boolean;
  /** What is made inside it. */
  entities?: { volumes?: NewVolume[]; nics?: NewNic[]; cdroms?: ExistingImage[] };
}

/** A snapshot to be taken of a volume; all of it may be left out. */
export interface NewSnapshot {
  /** Name. */
  name: string;
  /** Free text. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** Operating system for licensing; the volume's by default. */
  licenceType?: LicenceType;
  /** Licensed application on it; the volume's by default. */
  applicationType?: ApplicationType;
}

/** A target group to be made, or the whole of one. */
export interface NewTargetGroup {
  /** Name. */
  name: string;
  /** How targets are chosen. */
  algorithm?: BalancingAlgorithm;
  /** What the targets speak. */
  protocol?: AlbProtocol;
  /** Version of HTTP. */
  protocolVersion?: HttpVersion;
  /** Where requests go. */
  targets: Target[];
  /** How connections to the targets are checked. */
  healthCheck?: TargetGroupHealthCheck;
  /** How answers of the targets are checked. */
  httpHealthCheck?: HttpHealthCheck;
}

/** A user to be made. */
export interface NewUser {
  /** First name. */
  firstname: string;
  /** Last name. */
  lastname: string;
  /** E-mail address; the name to log in with. */
  email: string;
  /** Password. */
  password: string | Secret;
  /** Whether the user may do everything; false by default. */
  administrator?: boolean;
  /** Whether the user must log in with a second factor; false by default. */
  forceSecAuth?: boolean;
  /** Whether the user logs in with a second factor. */
  secAuthActive?: boolean;
  /** Whether the user can log in; true by default. */
  active?: boolean;
}

/**
 * A volume to be made. Image, password, keys, user data, type, zone and backup unit cannot be changed later. A volume
 * from a public image needs `ssh_keys` or an `image_password`; one from a snapshot or an own image takes neither; one
 * without an image needs a `licence_type`.
 */
export interface NewVolume {
  /** Name. */
  name: string;
  /** Hardware. */
  type?: VolumeType;
  /** Size in GB. DAS volumes take none: the server's template says it. */
  size?: number;
  /** Placement zone. */
  availabilityZone?: AvailabilityZone;
  /** Id of an image or snapshot. */
  image?: string;
  /**
   * Password of the first user, letters and digits only; for public images only. It stays in the journal of requests,
   * so prefer SSH keys, or change it at the first login.
   */
  imagePassword?: string | Secret;
  /** Alias of a public image, such as `ubuntu:24.04`. */
  imageAlias?: string;
  /** Public SSH keys in OpenSSH's one-line form; for public Linux images only. */
  sshKeys?: string[];
  /** cloud-init user data; anybody who may read the data center can read it. */
  userData?: string;
  /** How the guest sees it; VirtIO by default. */
  bus?: Bus;
  /** Operating system for licensing; needed for volumes without an image. */
  licenceType?: LicenceType;
  /** Licensed application on it; public images only. */
  applicationType?: ApplicationType;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Backup unit that it reports to. */
  backupunitId?: string;
  /** Whether its server boots from it. */
  bootOrder?: BootOrder;
}

/** A zone to be made. */
export interface NewZone {
  /** The domain; another one means another zone. */
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
  /** IPv4 addresses. Their order carries no meaning and changes between reads: compare with `has_ips`. */
  ips?: string[];
  /** IPv6 addresses, in no order; LANs with IPv6 only. */
  ipv6Ips?: string[];
  /** IPv6 range, a /80 of the LAN's; LANs with IPv6 only. */
  ipv6CidrBlock?: string;
  /** Whether it gets its IPv4 addresses by DHCP. */
  dhcp?: boolean;
  /** Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only. */
  dhcpv6?: boolean;
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
  /** Virtual network of the NIC; for internal use of the service. */
  vnet?: string;
  [field: string]: unknown;
}

/** Changes of a NIC. */
export interface NicUpdate {
  /** New name. */
  name?: string;
  /** Move to the LAN of this number. */
  lan?: number;
  /** New set of IPv4 addresses; cleared, the service gives one. */
  ips?: string[] | null;
  /** New set of IPv6 addresses; cleared, the service gives one. */
  ipv6Ips?: string[] | null;
  /** New IPv6 range, a /80 of the LAN's; cleared, the service gives one. */
  ipv6CidrBlock?: string | null;
  /** Whether it gets its IPv4 addresses by DHCP. */
  dhcp?: boolean;
  /** Whether it gets its IPv6 addresses by DHCP. */
  dhcpv6?: boolean | null;
  /** Whether the firewall rules are in force. */
  firewallActive?: boolean;
  /** Which direction the firewall looks at. */
  firewallType?: TrafficDirection;
}

/** Time limits and retries of a forwarding rule. */
export interface NlbHealthCheck {
  /** How long to wait for the client, in milliseconds; 50,000 by default. */
  clientTimeout?: number;
  /** How long a connection to a target may take, in milliseconds; 5,000 by default. */
  connectTimeout?: number;
  /** How long a target may be silent, in milliseconds; 50,000 by default. */
  targetTimeout?: number;
  /** How often to connect again after a failure, 0 to 65535; 3 by default. */
  retries?: number;
  [field: string]: unknown;
}

/** The fields of a forwarding rule of a network load balancer. */
export interface NlbRuleProperties {
  /** Name. */
  name?: string;
  /** How targets are chosen. */
  algorithm?: BalancingAlgorithm;
  /** What is balanced. */
  protocol?: NlbProtocol;
  /** Address where it listens; one of the load balancer's. */
  listenerIp?: string;
  /** Port where it listens, 1 to 65535. */
  listenerPort?: number;
  /** Time limits and retries. */
  healthCheck?: NlbHealthCheck;
  /** Where connections go. */
  targets?: NlbTarget[];
  [field: string]: unknown;
}

/** Changes of a forwarding rule of a network load balancer. */
export interface NlbRuleUpdate {
  /** New name. */
  name?: string;
  /** New way to choose targets. */
  algorithm?: BalancingAlgorithm;
  /** New protocol. */
  protocol?: NlbProtocol;
  /** New address where it listens; one of the load balancer's. */
  listenerIp?: string;
  /** New port where it listens, 1 to 65535. */
  listenerPort?: number;
  /** New time limits and retries. */
  healthCheck?: NlbHealthCheck;
  /** New set of targets. */
  targets?: NlbTarget[];
}

/** Where connections of a forwarding rule go. */
export interface NlbTarget {
  /** Address of the target. */
  ip?: string;
  /** Port of the target, 1 to 65535. */
  port?: number;
  /** Its share of the traffic, 0 to 256, in relation to the sum of all weights; 0 takes no new connections. */
  weight?: number;
  /** How the target learns the client's address. */
  proxyProtocol?: ProxyProtocol;
  /** How its health is checked. */
  healthCheck?: NlbTargetHealthCheck;
  [field: string]: unknown;
}

/** How the health of a target is checked. */
export interface NlbTargetHealthCheck {
  /** Whether it must accept connections to be used. */
  check?: boolean;
  /** Time between checks, in milliseconds; 2,000 by default. */
  checkInterval?: number;
  /** Whether it is under maintenance and gets no traffic. */
  maintenance?: boolean;
  [field: string]: unknown;
}

/** A private LAN of the data center that the nodes have a NIC in. */
export interface NodePoolLan {
  /** Number of the LAN. */
  id?: number;
  /** For internal use of the service. */
  datacenterId?: string;
  /** Whether nodes get addresses by DHCP. */
  dhcp?: boolean;
  /** Further networks behind gateways in this LAN. */
  routes?: NodePoolRoute[];
  [field: string]: unknown;
}

/** The fields of a node pool. */
export interface NodePoolProperties {
  /** Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends. */
  name?: string;
  /** Data center of the nodes. Fixed at creation. */
  datacenterId?: string;
  /** Number of nodes. */
  nodeCount?: number;
  /** Processor family of the nodes. Fixed at creation. */
  cpuFamily?: string;
  /** Kind of cores. */
  serverType?: NodePoolServerType;
  /** Cores of a node. Fixed at creation. */
  coresCount?: number;
  /** Main memory of a node, a multiple of 1024 MB from 2048 MB. Fixed at creation. */
  ramSize?: number;
  /** Availability zone. Fixed at creation. */
  availabilityZone?: AvailabilityZone;
  /** Kind of disk. Fixed at creation. */
  storageType?: NodePoolStorageType;
  /** Size of a node's disk in GB. Fixed at creation. */
  storageSize?: number;
  /** Kubernetes version of the nodes. */
  k8sVersion?: string;
  /** When they may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** Bounds of the number of nodes, where the service chooses it. */
  autoScaling?: AutoScaling;
  /** Private LANs that the nodes have a NIC in. */
  lans?: NodePoolLan[];
  /** Kubernetes labels of the nodes. */
  labels?: Record<string, string>;
  /** Kubernetes annotations of the nodes. */
  annotations?: Record<string, string>;
  /** Reserved addresses for the nodes: one more than the most nodes there can be. */
  publicIps?: string[];
  /** Versions to which it can be upgraded. */
  availableUpgradeVersions?: string[];
  /** Taints of the nodes, 50 at most. */
  taints?: Taint[];
  [field: string]: unknown;
}

/** A network behind a gateway in a LAN. */
export interface NodePoolRoute {
  /** Network, such as `10.2.0.0/16`. */
  network?: string;
  /** Address of the gateway. */
  gatewayIp?: string;
  [field: string]: unknown;
}

/** The fields of a node. */
export interface NodeProperties {
  /** Name inside the cluster. */
  name?: string;
  /** Public address, in public clusters. */
  publicIP?: string;
  /** Private address. */
  privateIP?: string;
  /** Kubernetes version. */
  k8sVersion?: string;
  [field: string]: unknown;
}

/** How it is proved that a name does not exist. */
export interface NsecParameters {
  /** The kind of proof. */
  nsecMode?: NsecMode;
  /** Rounds of hashing for NSEC3, 0 to 50. Not part of what is read later. */
  nsec3Iterations?: number;
  /** Bits of salt for NSEC3, 64 to 128 in steps of 8. Not part of what is read later. */
  nsec3SaltBits?: number;
  [field: string]: unknown;
}

/** A LAN that is part of a cross-connect. */
export interface Peer {
  /** Number of the LAN. */
  id?: string;
  /** Name of the LAN. */
  name?: string;
  /** Its data center. */
  datacenterId?: string;
  /** Name of the data center. */
  datacenterName?: string;
  /** Location of the data center. */
  location?: string;
  [field: string]: unknown;
}

/** The fields of a pipeline. */
export interface PipelineProperties {
  /** Name. */
  name?: string;
  /** What it takes and where it keeps it. */
  logs?: LogStream[];
  /** Where logs are sent over TCP. */
  tcpAddress?: string;
  /** Where logs are sent over HTTP. */
  httpAddress?: string;
  /** Where people read them. */
  grafanaAddress?: string;
  /** How much of the service it may use. */
  resourceTier?: string;
  /** What authenticates the sender; in the answer to its creation only. */
  key?: string;
  [field: string]: unknown;
}

/** Changes of a pipeline. */
export interface PipelineUpdate {
  /** Name; the service wants it even if it stays. */
  name?: string;
  /** New set of logs: those left out are no longer taken. */
  logs?: LogStream[];
}

/** Ports from start to end. */
export interface PortRange {
  /** First port, 1 to 65535. */
  start?: number;
  /** Last port, 1 to 65535. */
  end?: number;
  [field: string]: unknown;
}

/** Who did something. */
export interface Principal {
  /** Address it came from. */
  sourceIP?: string;
  /** The user. */
  identity?: PrincipalIdentity;
  /** The service it came through, such as `PUBLIC_REST_V6` or `DCD`. */
  sourceService?: string;
  /** Host of that service. */
  serviceHost?: string;
  [field: string]: unknown;
}

/** A user in the log. */
export interface PrincipalIdentity {
  /** Number of the contract. */
  contractNumber?: string;
  /** Name of the user. */
  username?: string;
  [field: string]: unknown;
}

/** What a group may do with a resource beyond reading it; nothing when left out. */
export interface Privileges {
  /** Change it. */
  editPrivilege?: boolean;
  /** Share it with other groups. */
  sharePrivilege?: boolean;
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
  /** The resource's kind; written by the service. */
  type?: string;
  /** The resource's address; written by the service. */
  href?: string;
  [field: string]: unknown;
}

/** A user name and a password. */
export interface RegistryCredentials {
  /** User name. */
  username?: string;
  /** Password. */
  password?: string;
  [field: string]: unknown;
}

/** What can be added to a registry; some of it costs extra. */
export interface RegistryFeatures {
  /** Looks for known vulnerabilities in its images; costs extra. */
  vulnerabilityScanning?: VulnerabilityScanning;
  [field: string]: unknown;
}

/** A location has no fields but its id. */
export interface RegistryLocationProperties {
  [field: string]: unknown;
}

/** The fields of a registry. */
export interface RegistryProperties {
  /** Name, unique among all customers. */
  name?: string;
  /** Location, such as `de/fra`. */
  location?: string;
  /** Its host, to which images are pushed. */
  hostname?: string;
  /** When layers that no image needs are removed. */
  garbageCollectionSchedule?: WeeklySchedule;
  /** How much it holds. */
  storageUsage?: StorageUsage;
  /** What can be added to it. */
  features?: RegistryFeatures;
  /** The only networks that may reach it; everybody may when empty. */
  apiSubnetAllowList?: string[];
  [field: string]: unknown;
}

/** The fields of a token. */
export interface RegistryTokenProperties {
  /** Name, unique in its registry. */
  name?: string;
  /** User name and password; the password is in the answer to the creation only. */
  credentials?: RegistryCredentials;
  /** When it ceases to work; never when absent. */
  expiryDate?: string;
  /** What it allows. */
  scopes?: TokenScope[];
  /** Whether it works. */
  status?: RegistryTokenStatus;
  [field: string]: unknown;
}

/** Changes of a token; another name means another token. */
export interface RegistryTokenUpdate {
  /** When it ceases to work; cleared it never does. */
  expiryDate?: string | null;
  /** What it allows, in place of what it allowed; cleared it allows nothing. */
  scopes?: TokenScope[] | null;
  /** Whether it works. */
  status?: RegistryTokenStatus;
}

/** Changes of a registry. */
export interface RegistryUpdate {
  /** When layers that no image needs are removed; cleared they stay. */
  garbageCollectionSchedule?: WeeklySchedule | null;
  /** What can be added to it; some of it costs extra. */
  features?: RegistryFeatures;
  /** The only networks that may reach it, 25 at most; everybody may when empty. */
  apiSubnetAllowList?: string[];
}

/** The way to the console of a server. */
export interface RemoteConsole {
  /** Address that shows the console to whoever opens it: keep it secret. */
  url?: string;
  [field: string]: unknown;
}

/** The fields of a repository. */
export interface RepositoryProperties {
  /** Name, such as `team/app`. */
  name?: string;
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

/** How far a request is, with the address of this answer; also in the metadata of `Request` from depth 2 on. */
export interface RequestStatusDocument {
  /** `<id of the request>/status`. */
  id?: string;
  /** `request-status`. */
  type?: string;
  /** Its address. */
  href?: string;
  /** How far the request is. */
  metadata?: RequestStatusMetadata;
  [field: string]: unknown;
}

/** How far a request is, and why it failed. */
export interface RequestStatusMetadata {
  /** How far it is. */
  status?: RequestStatus;
  /** The service's words, mostly about a failure. */
  message?: string;
  /** Changes with every change of the status. */
  etag?: string;
  /** What it works on, and how far it is with each. */
  targets?: RequestTarget[];
  [field: string]: unknown;
}

/** One resource that a request works on. */
export interface RequestTarget {
  /** The resource. */
  target?: Reference;
  /** How far the request is with it. */
  status?: RequestStatus;
  [field: string]: unknown;
}

/** Limits of a contract and what is in use. Memory and storage are in MB. */
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
  /** Largest HDD volume, MB. */
  hddLimitPerVolume?: number;
  /** Most HDD storage in all, MB. */
  hddLimitPerContract?: number;
  /** HDD storage in use, MB. */
  hddVolumeProvisioned?: number;
  /** Largest SSD volume, MB. */
  ssdLimitPerVolume?: number;
  /** Most SSD storage in all, MB. */
  ssdLimitPerContract?: number;
  /** SSD storage in use, MB. */
  ssdVolumeProvisioned?: number;
  /** Directly attached storage in use, MB. */
  dasVolumeProvisioned?: number;
  /** Most addresses that the customer can reserve in all contracts. */
  reservableIps?: number;
  /** Addresses that this contract can reserve. */
  reservedIpsOnContract?: number;
  /** Reserved addresses in use. */
  reservedIpsInUse?: number;
  /** Most Kubernetes clusters. */
  k8sClusterLimitTotal?: number;
  /** Kubernetes clusters in use. */
  k8sClustersProvisioned?: number;
  /** Most network load balancers. */
  nlbLimitTotal?: number;
  /** Network load balancers in use. */
  nlbProvisioned?: number;
  /** Most NAT gateways. */
  natGatewayLimitTotal?: number;
  /** NAT gateways in use. */
  natGatewayProvisioned?: number;
  /** Most security groups of one data center. */
  securityGroupsPerVdc?: number;
  /** Most security groups of one NIC, and of one server. */
  securityGroupsPerResource?: number;
  /** Most rules of one security group. */
  rulesPerSecurityGroup?: number;
  [field: string]: unknown;
}

/** The fields of a reverse record. */
export interface ReverseRecordProperties {
  /** The name that the address resolves to. */
  name?: string;
  /** Free text. */
  description?: string;
  /** The address, IPv4 or IPv6. */
  ip?: string;
  [field: string]: unknown;
}

/** A bucket of the object storage. */
export interface S3Bucket {
  /** Name of the bucket. */
  name?: string;
  [field: string]: unknown;
}

/** The fields of a key. */
export interface S3KeyProperties {
  /** The secret that requests are signed with. */
  secretKey?: string;
  /** Whether it is accepted. */
  active?: boolean;
  [field: string]: unknown;
}

/** Single sign-on to the object storage. */
export interface S3Sso {
  /** Address that logs in whoever opens it. */
  ssoUrl?: string;
  [field: string]: unknown;
}

/** The fields of a secondary zone. */
export interface SecondaryZoneProperties {
  /** The domain; fixed at creation. */
  zoneName?: string;
  /** Free text. */
  description?: string;
  /** Addresses of the name servers that own the zone, IPv4 or IPv6. */
  primaryIps?: string[];
  [field: string]: unknown;
}

/** What a security group contains. */
export interface SecurityGroupEntities {
  /** Its rules. */
  rules?: Items<FirewallRuleProperties>;
  /** The NICs it protects. */
  nics?: Items<NicProperties>;
  /** The servers it protects. */
  servers?: Items<ServerProperties>;
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
  /** New name, at most 60 characters. */
  name?: string;
  /** New description, at most 300 characters. */
  description?: string;
}

/** What a server contains. */
export interface ServerEntities {
  /** CD-ROMs in its drives. */
  cdroms?: Items<ImageProperties>;
  /** Attached volumes. */
  volumes?: Items<VolumeProperties>;
  /** Network interfaces. */
  nics?: Items<NicProperties>;
  /** Security groups. */
  securitygroups?: Items<SecurityGroupProperties>;
  /** Graphics cards. */
  gpus?: Items<GpuProperties>;
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
  /** The CD-ROM it boots from. */
  bootCdrom?: Reference;
  /** The volume it boots from. */
  bootVolume?: Reference;
  /** Processor family; not for CUBE, VCPU and GPU servers. */
  cpuFamily?: string;
  /** What it is sized by; fixed at creation. */
  type?: ServerType;
  /** Template of CUBE and GPU servers. */
  templateUuid?: string;
  /** Group of servers placed together; of use to the service itself only. */
  placementGroupId?: string;
  /** Whether its network interfaces have several queues each. */
  nicMultiQueue?: boolean;
  /** Features of the processor that are in use, such as `SEV-SNP` on a confidential machine. */
  enabledFeatures?: string[];
  [field: string]: unknown;
}

/** A token for the console of a server. */
export interface ServerToken {
  /** The token. */
  token?: string;
  [field: string]: unknown;
}

/**
 * Changes of a server. Type, zone and template are fixed: others mean another server. CUBE and GPU servers keep their
 * cores, memory and processor family too.
 */
export interface ServerUpdate {
  /** New name. */
  name?: string;
  /** New host name. */
  hostname?: string;
  /** New number of cores. */
  cores?: number;
  /** New main memory. */
  ram?: number;
  /** New processor family; ENTERPRISE servers only, and they restart. */
  cpuFamily?: string;
  /** Another CD-ROM to boot from. */
  bootCdrom?: Reference;
  /** Another attached volume to boot from. */
  bootVolume?: Reference;
  /** Whether its network interfaces have several queues each; a change restarts the server. */
  nicMultiQueue?: boolean;
}

/** Who a resource is shared with. */
export interface SharedResourceEntities {
  /** The groups it is shared with. */
  groups?: Items<GroupProperties>;
  [field: string]: unknown;
}

/** The fields of a resource, as user management sees it. */
export interface SharedResourceProperties {
  readonly [contains]?: SharedResourceEntities;
  /** Name. */
  name?: string;
  /** Whether it can be changed only by users who logged in with a second factor; data centers and snapshots only. */
  secAuthProtection?: boolean;
  [field: string]: unknown;
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
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether cores can be taken away without a reboot. */
  cpuHotUnplug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether memory can be taken away without a reboot. */
  ramHotUnplug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether SCSI drives can be added without a reboot. */
  discScsiHotPlug?: boolean;
  /** Whether SCSI drives can be taken away without a reboot; not with Windows. */
  discScsiHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it. */
  applicationType?: ApplicationType;
  [field: string]: unknown;
}

/** Which snapshot is written back onto a volume. */
export interface SnapshotRestore {
  /** The snapshot. */
  snapshotId?: string;
}

/** Changes of a snapshot. */
export interface SnapshotUpdate {
  /** New name. */
  name?: string;
  /** New description. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether cores can be taken away without a reboot. */
  cpuHotUnplug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether memory can be taken away without a reboot. */
  ramHotUnplug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether SCSI drives can be added without a reboot. */
  discScsiHotPlug?: boolean;
  /** Whether SCSI drives can be taken away without a reboot; not with Windows. */
  discScsiHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it. */
  applicationType?: ApplicationType;
}

/** What a region can do. */
export interface StorageRegionCapability {
  /** Access policies. */
  iam?: boolean;
  /** S3 Select. */
  s3select?: boolean;
  [field: string]: unknown;
}

/** The fields of a region. */
export interface StorageRegionProperties {
  /** Version of this description. */
  version?: number;
  /** Address of its data. */
  endpoint?: string;
  /** Address of websites that are served from its buckets. */
  website?: string;
  /** What it can do. */
  capability?: StorageRegionCapability;
  /** Storage classes of its objects. */
  storageClasses?: string[];
  /** Location of the data center, such as `de/txl`; no `LocationConstraint`. */
  location?: string;
  /** Who owns its buckets. */
  bucketOwnership?: BucketOwnership;
  [field: string]: unknown;
}

/** How much a registry holds. */
export interface StorageUsage {
  /** Bytes. */
  bytes?: number;
  /** When it was measured. */
  updatedAt?: string;
  [field: string]: unknown;
}

/** The fields of a document. */
export interface StoredDocumentProperties {
  /** Its name. */
  name?: string;
  /** What it is about. */
  description?: string;
  /** Media type of the content: `text/plain`. */
  contentType?: string;
  /** The content in base64; `text` reads it. */
  content?: string;
  /** Labels; the service adds `number_of_tokens`. */
  labels?: Record<string, string>;
  [field: string]: unknown;
}

/** Keeps pods that do not tolerate it off the nodes of a pool. */
export interface Taint {
  /** Key. */
  key?: string;
  /** Value. */
  value?: string;
  /** What it does. */
  effect?: TaintEffect;
  [field: string]: unknown;
}

/** A target of a group. */
export interface Target {
  /** Address. */
  ip?: string;
  /** Port, 1 to 65535. */
  port?: number;
  /** Its share of the traffic, 0 to 256, in relation to the sum of all weights; 0 takes no new connections. */
  weight?: number;
  /** How it learns the client's address. */
  proxyProtocol?: ProxyProtocol;
  /** Whether it must pass the health check to be used. */
  healthCheckEnabled?: boolean;
  /** Whether it is under maintenance and gets no traffic; no by default. */
  maintenanceEnabled?: boolean;
  [field: string]: unknown;
}

/** How connections to the targets of a group are checked. */
export interface TargetGroupHealthCheck {
  /** How long a target may take to answer a check, in milliseconds. */
  checkTimeout?: number;
  /** Time between checks, in milliseconds; 2,000 by default. */
  checkInterval?: number;
  /** How often to connect again after a failure, 0 to 65535; 3 by default. */
  retries?: number;
  [field: string]: unknown;
}

/** The fields of a target group. */
export interface TargetGroupProperties {
  /** Name. */
  name?: string;
  /** How targets are chosen. */
  algorithm?: BalancingAlgorithm;
  /** What the targets speak. */
  protocol?: AlbProtocol;
  /** Version of HTTP. */
  protocolVersion?: HttpVersion;
  /** Where requests go. */
  targets?: Target[];
  /** How connections to the targets are checked. */
  healthCheck?: TargetGroupHealthCheck;
  /** How answers of the targets are checked. */
  httpHealthCheck?: HttpHealthCheck;
  [field: string]: unknown;
}

/** Changes of a target group. */
export interface TargetGroupUpdate {
  /** New name. */
  name?: string;
  /** New way to choose targets. */
  algorithm?: BalancingAlgorithm;
  /** New protocol. */
  protocol?: AlbProtocol;
  /** New version of HTTP. */
  protocolVersion?: HttpVersion;
  /** New set of targets. */
  targets?: Target[];
  /** New check of connections; cleared, the defaults. */
  healthCheck?: TargetGroupHealthCheck | null;
  /** New check of answers; cleared, none. */
  httpHealthCheck?: HttpHealthCheck | null;
}

/** The cards of one model that a template brings. */
export interface TemplateGpu {
  /** Vendor. */
  vendor?: string;
  /** Model. */
  model?: string;
  /** How the server reaches them. */
  type?: GpuType;
  /** How many. */
  count?: number;
  [field: string]: unknown;
}

/** The fields of a template. */
export interface TemplateProperties {
  /** Name. */
  name?: string;
  /** Cores. */
  cores?: number;
  /** Main memory in MB. */
  ram?: number;
  /** Storage in GB. */
  storageSize?: number;
  /** What the storage is, where it is not directly attached: `SSD Premium`. */
  storageType?: VolumeType;
  /** The family it belongs to. */
  category?: string;
  /** The cards that a server of it gets. */
  gpus?: TemplateGpu[];
  [field: string]: unknown;
}

/** A token as the service remembers it; the token itself is shown only once, when it is made. */
export interface Token {
  /** Its identifier. */
  id?: string;
  /** Its address. */
  href?: string;
  /** When it was made. */
  createdDate?: string;
  /** When it ends. */
  expirationDate?: string;
  [field: string]: unknown;
}

/** What became of a removal. */
export interface TokenDeletion {
  /** Whether it was done. */
  success?: boolean;
  [field: string]: unknown;
}

/** All tokens of a user. */
export interface TokenList {
  /** The tokens. */
  tokens?: Token[];
  [field: string]: unknown;
}

/** What a token allows. */
export interface TokenScope {
  /** `repository`, or another kind of thing. */
  type?: string;
  /** Which of them: a name, or a pattern such as `team/*`. */
  name?: string;
  /** What may be done: `pull`, `push`, `delete`, or `*` for everything. */
  actions?: string[];
  [field: string]: unknown;
}

/** Tokens used. */
export interface Usage {
  /** Tokens of the answer; 0 for embeddings. */
  completion_tokens?: number;
  /** Tokens of the question. */
  prompt_tokens?: number;
  /** Both. */
  total_tokens?: number;
  [field: string]: unknown;
}

/** What belongs to a user. */
export interface UserEntities {
  /** The resources that the user owns. */
  owns?: Items<SharedResourceProperties>;
  /** The groups that the user is a member of. */
  groups?: Items<GroupProperties>;
  [field: string]: unknown;
}

/** The fields of a user. */
export interface UserProperties {
  readonly [contains]?: UserEntities;
  /** First name. */
  firstname?: string;
  /** Last name. */
  lastname?: string;
  /** E-mail address; the name to log in with. */
  email?: string;
  /** Whether the user may do everything. */
  administrator?: boolean;
  /** Whether the user must log in with a second factor. */
  forceSecAuth?: boolean;
  /** Whether the user logs in with a second factor. */
  secAuthActive?: boolean;
  /** Id of the user in bucket policies of the object storage. */
  s3CanonicalUserId?: string;
  /** Whether the user can log in. */
  active?: boolean;
  [field: string]: unknown;
}

/** The fields of a volume. The service does not give keys, passwords and user data back. */
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
  /** Password of the first user; not given back. */
  imagePassword?: string;
  /** Alias of the image it was made from. */
  imageAlias?: string;
  /** Public SSH keys; not given back. */
  sshKeys?: string[];
  /** How the guest sees it. */
  bus?: Bus;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it. */
  applicationType?: ApplicationType;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Place on the bus of the server it is attached to. */
  deviceNumber?: number;
  /** PCI slot in the server it is attached to. */
  pciSlot?: number;
  /** Backup unit that it reports to. */
  backupunitId?: string;
  /** cloud-init user data; not given back. */
  userData?: string;
  /** The server it is attached to. */
  bootServer?: string;
  /** Whether its server boots from it. */
  bootOrder?: BootOrder;
  [field: string]: unknown;
}

/** Changes of a volume. Type, zone, image and what was put into it are fixed: others mean another volume. */
export interface VolumeUpdate {
  /** New name. */
  name?: string;
  /** New size in GB; volumes only grow. */
  size?: number;
  /** How the guest sees it. */
  bus?: Bus;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it. */
  applicationType?: ApplicationType;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Whether its server boots from it; `Clear` is the same as `AUTO`. */
  bootOrder?: BootOrder | null;
}

/** The fields of a vulnerability. */
export interface VulnerabilityProperties {
  /** What it is. */
  description?: string;
  /** What to do. */
  recommendations?: string;
  /** Who published it. */
  dataSource?: VulnerabilitySource;
  /** Whether a newer package removes it. */
  fixable?: boolean;
  /** The packages that have it. */
  affects?: AffectedPackage[];
  /** Addresses of further reading. */
  references?: string[];
  /** How bad it is: the word for its score, such as `high`. */
  severity?: string;
  /** CVSS score, 0 to 10. */
  score?: number;
  [field: string]: unknown;
}

/** The search for known vulnerabilities. */
export interface VulnerabilityScanning {
  /** Whether it is on. */
  enabled?: boolean;
  [field: string]: unknown;
}

/** Who published a vulnerability. */
export interface VulnerabilitySource {
  /** Its id, such as `nvd`. */
  id?: string;
  /** Its address. */
  url?: string;
  [field: string]: unknown;
}

/** A time on some days of the week. */
export interface WeeklySchedule {
  /** The days. */
  days?: RegistryWeekday[];
  /** Time of day in UTC, such as `01:00:00`. */
  time?: string;
  [field: string]: unknown;
}

/** The whole of an application load balancer; its rules and flow logs stay. */
export interface WholeApplicationLoadBalancer {
  /** Name. */
  name?: string;
  /** Number of the LAN where it listens. */
  listenerLan?: number;
  /** Number of the private LAN of its targets. */
  targetLan?: number;
  /** Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN. */
  ips?: string[];
  /** Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service; no by default. */
  centralLogging?: boolean;
  /** Format of the log lines. */
  loggingFormat?: string;
}

/** Central logging, on or off. */
export interface WholeCentralLogging {
  /** Whether other products may send their logs; false by default. */
  enabled: boolean;
}

/** The whole of a data center. What is left out falls back to its default; the location and what it contains stay. */
export interface WholeDatacenter {
  /** Name. */
  name: string;
  /** Free text. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** An existing security group, to be that of every NIC that names no other. */
  defaultSecurityGroupId?: string;
  /** Whether a default security group is made where there is none. */
  createDefaultSecurityGroup?: boolean;
}

/** A document to be put into a collection. */
export interface WholeDocument {
  /** Its name. */
  name: string;
  /** What it is about. */
  description?: string;
  /** Media type of the content: `text/plain`. */
  contentType?: string;
  /** The content in base64; at most 65,535 bytes. */
  content: string;
  /** Labels of your own. */
  labels?: Record<string, string>;
}

/** What can be changed in a document collection, as a whole: fields that are left out are emptied. */
export interface WholeDocumentCollection {
  /** Its name, 3 to 256 characters. */
  name?: string;
  /** What it is for, up to 1024 characters. */
  description?: string;
  /** Labels of your own, each value up to 256 characters. */
  labels?: Record<string, string>;
}

/** The whole of an own image. What is left out falls back to its default. */
export interface WholeImage {
  /** Name. */
  name: string;
  /** Free text. */
  description?: string;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether cores can be taken away without a reboot. */
  cpuHotUnplug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether memory can be taken away without a reboot. */
  ramHotUnplug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether SCSI drives can be added without a reboot. */
  discScsiHotPlug?: boolean;
  /** Whether SCSI drives can be taken away without a reboot; not with Windows. */
  discScsiHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Operating system for licensing; needed. */
  licenceType: LicenceType;
  /** Licensed application on it; own images take `UNKNOWN` only. */
  applicationType?: ApplicationType;
  /** Whether it runs cloud-init. */
  cloudInit?: CloudInit;
}

/**
 * The whole of a Kubernetes cluster, as far as it can change: what is left out falls back to its default. `public`,
 * `location`, `nat_gateway_ip` and `node_subnet` are fixed at creation: other values mean another cluster.
 */
export interface WholeKubernetesCluster {
  /** Name. */
  name?: string;
  /** Kubernetes version; only to one of `available_upgrade_versions`, never back. */
  k8sVersion?: string;
  /** When it may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** Networks that may reach the API server; everybody when left out. */
  apiSubnetAllowList?: string[];
  /** Where audit logs of the API server are kept; one bucket at most. */
  s3Buckets?: S3Bucket[];
}

/** The whole of a NAT gateway; its rules and flow logs stay. */
export interface WholeNatGateway {
  /** Name. */
  name?: string;
  /** Reserved addresses of the same location; one at least. */
  publicIps?: string[];
  /** The LANs it serves; private ones, six at most. */
  lans?: NatGatewayLan[];
}

/** The whole of a network load balancer; its rules and flow logs stay. */
export interface WholeNetworkLoadBalancer {
  /** Name. */
  name?: string;
  /** Number of the LAN where it listens. */
  listenerLan?: number;
  /** Number of the private LAN of its targets. */
  targetLan?: number;
  /** Its addresses in both directions: reserved ones on a public LAN, private ones on a private LAN. */
  ips?: string[];
  /** Its addresses inside the target LAN, with prefix length; given by the service, with /24, when left out. */
  lbPrivateIps?: string[];
  /** Whether its log goes to the logging service; no by default. */
  centralLogging?: boolean;
  /** Format of the log lines. */
  loggingFormat?: string;
}

/** The whole of a NIC; its firewall rules and flow logs stay. */
export interface WholeNic {
  /** Name. */
  name: string;
  /** Number of the LAN; a LAN that does not exist is made by the service. */
  lan: number;
  /** IPv4 addresses; given by the service when left out. Public ones must be of a reserved block. */
  ips?: string[];
  /** IPv6 addresses, 50 at most; given by the service when left out. */
  ipv6Ips?: string[];
  /** IPv6 range, a /80 of the LAN's; given by the service when left out. */
  ipv6CidrBlock?: string;
  /** Whether it gets its IPv4 addresses by DHCP; yes by default. */
  dhcp?: boolean;
  /** Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only. */
  dhcpv6?: boolean;
  /** Whether the firewall rules are in force. Without rules, nothing comes in then. */
  firewallActive?: boolean;
  /** Which direction the firewall looks at; incoming by default. */
  firewallType?: TrafficDirection;
}

/**
 * The whole of a node pool, as far as it can change: what is left out falls back to its default. While `auto_scaling`
 * is on, the number of nodes is the service's to choose and `node_count` is not sent. Data center, cores, memory, disk,
 * zone and processor family are fixed at creation: other values mean another pool.
 */
export interface WholeNodePool {
  /** Name. */
  name?: string;
  /** Number of nodes; not sent while `auto_scaling` is on. */
  nodeCount?: number;
  /** Kind of cores. */
  serverType?: NodePoolServerType;
  /** Kubernetes version of the nodes; only upwards. */
  k8sVersion?: string;
  /** When they may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** Bounds of the number of nodes; `off` to choose it yourself. */
  autoScaling?: AutoScaling;
  /** Private LANs that the nodes shall have a NIC in. */
  lans?: NodePoolLan[];
  /** Kubernetes labels of the nodes. */
  labels?: Record<string, string>;
  /** Kubernetes annotations of the nodes. */
  annotations?: Record<string, string>;
  /** Reserved addresses for the nodes: one more than the most nodes there can be. */
  publicIps?: string[];
  /** Taints of the nodes, 50 at most. */
  taints?: Taint[];
}

/** The whole of a key, as far as it can change. */
export interface WholeS3Key {
  /** Whether it is accepted. */
  active?: boolean;
}

/** The whole of a server. What is left out falls back to its default; type, zone and template stay as they are. */
export interface WholeServer {
  /** Name. */
  name: string;
  /** Host name inside the guest. */
  hostname?: string;
  /** Cores. */
  cores: number;
  /** Main memory, a multiple of 256 MB. */
  ram: number;
  /** Processor family; ENTERPRISE servers only. */
  cpuFamily?: string;
  /** The CD-ROM to boot from. */
  bootCdrom?: Reference;
  /** The attached volume to boot from. */
  bootVolume?: Reference;
  /** Whether its network interfaces have several queues each; a change restarts the server. */
  nicMultiQueue?: boolean;
}

/** The whole of a snapshot. What is left out falls back to its default. */
export interface WholeSnapshot {
  /** Name. */
  name: string;
  /** Free text. */
  description?: string;
  /** Whether changes need a second factor. */
  secAuthProtection?: boolean;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether cores can be taken away without a reboot. */
  cpuHotUnplug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether memory can be taken away without a reboot. */
  ramHotUnplug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether SCSI drives can be added without a reboot. */
  discScsiHotPlug?: boolean;
  /** Whether SCSI drives can be taken away without a reboot; not with Windows. */
  discScsiHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it. */
  applicationType?: ApplicationType;
}

/** The whole of a user, to replace it with. Without a password the old one stays. */
export interface WholeUser {
  /** First name. */
  firstname?: string;
  /** Last name. */
  lastname?: string;
  /** E-mail address; the name to log in with. */
  email?: string;
  /** New password. */
  password?: string | Secret;
  /** Whether the user may do everything. */
  administrator?: boolean;
  /** Whether the user must log in with a second factor. */
  forceSecAuth?: boolean;
  /** Whether the user logs in with a second factor. */
  secAuthActive?: boolean;
  /** Whether the user can log in. */
  active?: boolean;
}

/** The whole of a volume. What is left out falls back to its default; type, zone and image stay. */
export interface WholeVolume {
  /** Name. */
  name: string;
  /** Size in GB; volumes only grow. */
  size: number;
  /** How the guest sees it. */
  bus?: Bus;
  /** Operating system for licensing. */
  licenceType?: LicenceType;
  /** Licensed application on it. */
  applicationType?: ApplicationType;
  /** Whether cores can be added without a reboot. */
  cpuHotPlug?: boolean;
  /** Whether memory can be added without a reboot. */
  ramHotPlug?: boolean;
  /** Whether network interfaces can be added without a reboot. */
  nicHotPlug?: boolean;
  /** Whether network interfaces can be taken away without a reboot. */
  nicHotUnplug?: boolean;
  /** Whether VirtIO drives can be added without a reboot. */
  discVirtioHotPlug?: boolean;
  /** Whether VirtIO drives can be taken away without a reboot; not with Windows. */
  discVirtioHotUnplug?: boolean;
  /** Whether the serial number of the disk is shown to the guest; some software is licensed by it. Off by default. */
  exposeSerial?: boolean;
  /** Whether it boots with a legacy BIOS instead of UEFI. On by default. */
  requireLegacyBios?: boolean;
  /** Whether its server boots from it; `Clear` is the same as `AUTO`. */
  bootOrder?: BootOrder | null;
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

/** How the last transfer from one name server went. */
export interface ZoneTransfer {
  /** Address of the name server. */
  primaryIp?: string;
  /** How it went, in words. */
  status?: string;
  /** What went wrong, in words. */
  errorMessage?: string;
  [field: string]: unknown;
}
