// The types of the handles: what each kind of resource and each service offers.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

import type * as X from './extras';
import type {
  Attached,
  AttachedCollection,
  Collected,
  Creatable,
  Handle,
  Labelable,
  List,
  ListOptions,
  OperationOptions,
  Patchable,
  Removable,
  Replaceable,
  Submission,
} from './index';
import type * as M from './models';

/** A virtual data center: the frame in which servers, volumes and networks live. */
export interface Datacenter
  extends Handle<M.Resource<M.DatacenterProperties>>,
    Patchable<M.Resource<M.DatacenterProperties>, M.DatacenterUpdate>,
    Replaceable<M.Resource<M.DatacenterProperties>, M.WholeDatacenter>,
    Removable {
  /** Its servers. */
  readonly servers: Labelable<M.Resource<M.ServerProperties>, M.NewServer, Server>;
  /** One of `servers`, by its id; nothing is sent. */
  server(id: string | number): Server;
  /** Its volumes, attached or not. */
  readonly volumes: Labelable<M.Resource<M.VolumeProperties>, M.NewVolume, Volume>;
  /** One of `volumes`, by its id; nothing is sent. */
  volume(id: string | number): Volume;
  /** Its LANs. */
  readonly lans: Creatable<M.Resource<M.LanProperties>, M.NewLan, Lan>;
  /** One of `lans`, by its id; nothing is sent. */
  lan(id: string | number): Lan;
  /** Its NAT gateways. */
  readonly natGateways: Creatable<M.Resource<M.NatGatewayProperties>, M.NewNatGateway, NatGateway>;
  /** One of `natGateways`, by its id; nothing is sent. */
  natGateway(id: string | number): NatGateway;
  /** Its security groups. */
  readonly securityGroups: Creatable<M.Resource<M.SecurityGroupProperties>, M.NewSecurityGroup, SecurityGroup>;
  /** One of `securityGroups`, by its id; nothing is sent. */
  securityGroup(id: string | number): SecurityGroup;
  /** Its classic load balancers. */
  readonly loadBalancers: Creatable<M.Resource<M.LoadBalancerProperties>, M.NewLoadBalancer, LoadBalancer>;
  /** One of `loadBalancers`, by its id; nothing is sent. */
  loadBalancer(id: string | number): LoadBalancer;
  /** Its network load balancers. */
  readonly networkLoadBalancers: Creatable<M.Resource<M.NetworkLoadBalancerProperties>, M.NewNetworkLoadBalancer, NetworkLoadBalancer>;
  /** One of `networkLoadBalancers`, by its id; nothing is sent. */
  networkLoadBalancer(id: string | number): NetworkLoadBalancer;
  /** Its application load balancers. */
  readonly applicationLoadBalancers: Creatable<M.Resource<M.ApplicationLoadBalancerProperties>, M.NewApplicationLoadBalancer, ApplicationLoadBalancer>;
  /** One of `applicationLoadBalancers`, by its id; nothing is sent. */
  applicationLoadBalancer(id: string | number): ApplicationLoadBalancer;
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/**
 * A virtual machine. Removing one keeps its volumes, which are billed on: `server.volumes().list()` shows what would
 * remain, and `delete_with_volumes` removes them too.
 */
export interface Server
  extends Handle<M.Resource<M.ServerProperties>>,
    Patchable<M.Resource<M.ServerProperties>, M.ServerUpdate>,
    Replaceable<M.Resource<M.ServerProperties>, M.WholeServer>,
    X.ServerExtras {
  /** Its network interfaces. */
  readonly nics: Creatable<M.Resource<M.NicProperties>, M.NewNic, Nic>;
  /** One of `nics`, by its id; nothing is sent. */
  nic(id: string | number): Nic;
  /** The volumes attached to it. They live in the data center and outlive the server; with the NICs, 24 at most. */
  readonly volumes: AttachedCollection<M.Resource<M.VolumeProperties>>;
  /** One of `volumes`, by its id; nothing is sent. */
  volume(id: string | number): Attached<M.Resource<M.VolumeProperties>>;
  /**
   * The CD-ROMs in its two drives: images of type `CDROM`, by their ids. Attaching and detaching one resets the server.
   */
  readonly cdroms: AttachedCollection<M.Resource<M.ImageProperties>>;
  /** One of `cdroms`, by its id; nothing is sent. */
  cdrom(id: string | number): Attached<M.Resource<M.ImageProperties>>;
  /** Its graphics cards. */
  readonly gpus: Collected<M.Resource<M.GpuProperties>, Handle<M.Resource<M.GpuProperties>>>;
  /** One of `gpus`, by its id; nothing is sent. */
  gpu(id: string | number): Handle<M.Resource<M.GpuProperties>>;
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
  /** Switches it on. Not for CUBE and GPU servers: see `power_on`. */
  start(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /**
   * Switches it off, hard. Cores and memory are freed, and public IPv4 addresses that are not reserved are returned.
   * Not for CUBE and GPU servers: see `power_off`.
   */
  stop(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Restarts it, hard. */
  reboot(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Suspends a CUBE or GPU server; it is billed on. */
  suspend(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Resumes a suspended CUBE or GPU server. */
  resume(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Brings it to the newest version of the virtual hardware; it restarts where that is needed. */
  upgrade(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** A token for its console. */
  consoleToken(options?: OperationOptions): Promise<M.ServerToken>;
  /** The way to its console, in a browser. */
  remoteConsole(options?: OperationOptions): Promise<M.RemoteConsole>;
}

/**
 * A network interface of a server. Right after its creation it may not be found for a while: wait for the `Pending`
 * that the creation gives before it is read or changed. Multi-queue is switched at the server, for all its NICs at
 * once, and switching it restarts the server.
 */
export interface Nic
  extends Handle<M.Resource<M.NicProperties>>,
    Patchable<M.Resource<M.NicProperties>, M.NicUpdate>,
    Replaceable<M.Resource<M.NicProperties>, M.WholeNic>,
    Removable,
    X.NicExtras {
  /** Its firewall rules. */
  readonly firewallRules: Creatable<M.Resource<M.FirewallRuleProperties>, M.NewFirewallRule, FirewallRule>;
  /** One of `firewallRules`, by its id; nothing is sent. */
  firewallRule(id: string | number): FirewallRule;
  /** Its flow logs. */
  readonly flowLogs: Creatable<M.Resource<M.FlowLogProperties>, M.NewFlowLog, FlowLog>;
  /** One of `flowLogs`, by its id; nothing is sent. */
  flowLog(id: string | number): FlowLog;
}

/** A rule that lets traffic through; what no rule names is blocked. */
export interface FirewallRule
  extends Handle<M.Resource<M.FirewallRuleProperties>>,
    Patchable<M.Resource<M.FirewallRuleProperties>, M.FirewallRuleUpdate>,
    Replaceable<M.Resource<M.FirewallRuleProperties>, M.NewFirewallRule>,
    Removable {}

/** A record of connections, written to an object-storage bucket. */
export interface FlowLog
  extends Handle<M.Resource<M.FlowLogProperties>>,
    Patchable<M.Resource<M.FlowLogProperties>, M.FlowLogUpdate>,
    Replaceable<M.Resource<M.FlowLogProperties>, M.NewFlowLog>,
    Removable {}

/** A block-storage volume. */
export interface Volume
  extends Handle<M.Resource<M.VolumeProperties>>,
    Patchable<M.Resource<M.VolumeProperties>, M.VolumeUpdate>,
    Replaceable<M.Resource<M.VolumeProperties>, M.WholeVolume>,
    Removable,
    X.VolumeExtras {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
  /** Takes a snapshot of it, with everything that can be said about a snapshot. */
  takeSnapshot(request: M.NewSnapshot, options?: OperationOptions): Submission<M.Resource<M.SnapshotProperties>>;
}

/** A key and a value on a resource. Labels are written at once: there is nothing to wait for. */
export interface Label
  extends Handle<M.Resource<M.LabelProperties>>,
    Replaceable<M.Resource<M.LabelProperties>, M.NewLabel>,
    Removable {}

/** Its labels. */
export interface Labels extends Creatable<M.Resource<M.LabelProperties>, M.NewLabel, Label>, X.LabelsExtras {}

/**
 * An image that volumes can be made from. Own images are uploaded by FTP, not by this API; here they are described and
 * removed.
 */
export interface Image
  extends Handle<M.Resource<M.ImageProperties>>,
    Patchable<M.Resource<M.ImageProperties>, M.ImageUpdate>,
    Replaceable<M.Resource<M.ImageProperties>, M.WholeImage>,
    Removable {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/**
 * A network inside a data center, public or private. Its id is a small number. NICs belong to servers. A LAN shows them
 * and takes them in, but cannot make one.
 */
export interface Lan
  extends Handle<M.Resource<M.LanProperties>>,
    Patchable<M.Resource<M.LanProperties>, M.LanUpdate>,
    Replaceable<M.Resource<M.LanProperties>, M.NewLan>,
    Removable,
    X.LanExtras {
  /** The NICs in it. They are made and removed at their servers; `attach` moves one here. */
  readonly nics: Collected<M.Resource<M.NicProperties>, Handle<M.Resource<M.NicProperties>>>;
  /** One of `nics`, by its id; nothing is sent. */
  nic(id: string | number): Handle<M.Resource<M.NicProperties>>;
}

/** A gateway that lets private LANs reach the internet under reserved addresses, and nothing in. */
export interface NatGateway
  extends Handle<M.Resource<M.NatGatewayProperties>>,
    Patchable<M.Resource<M.NatGatewayProperties>, M.NatGatewayUpdate>,
    Replaceable<M.Resource<M.NatGatewayProperties>, M.WholeNatGateway>,
    Removable {
  /** Its rules. */
  readonly rules: Creatable<M.Resource<M.NatRuleProperties>, M.NewNatRule, NatRule>;
  /** One of `rules`, by its id; nothing is sent. */
  rule(id: string | number): NatRule;
  /** Its flow logs. */
  readonly flowLogs: Creatable<M.Resource<M.FlowLogProperties>, M.NewFlowLog, FlowLog>;
  /** One of `flowLogs`, by its id; nothing is sent. */
  flowLog(id: string | number): FlowLog;
}

/** A rule: traffic of this subnet leaves under this address. */
export interface NatRule
  extends Handle<M.Resource<M.NatRuleProperties>>,
    Patchable<M.Resource<M.NatRuleProperties>, M.NatRuleUpdate>,
    Replaceable<M.Resource<M.NatRuleProperties>, M.NewNatRule>,
    Removable {}

/** A named set of firewall rules that servers and NICs can share. */
export interface SecurityGroup
  extends Handle<M.Resource<M.SecurityGroupProperties>>,
    Patchable<M.Resource<M.SecurityGroupProperties>, M.SecurityGroupUpdate>,
    Replaceable<M.Resource<M.SecurityGroupProperties>, M.NewSecurityGroup>,
    Removable {
  /** Its rules. */
  readonly rules: Creatable<M.Resource<M.FirewallRuleProperties>, M.NewFirewallRule, FirewallRule>;
  /** One of `rules`, by its id; nothing is sent. */
  rule(id: string | number): FirewallRule;
}

/**
 * A load balancer of the first generation: one address, shared by the NICs behind it. New set-ups take a
 * `NetworkLoadBalancer`.
 */
export interface LoadBalancer
  extends Handle<M.Resource<M.LoadBalancerProperties>>,
    Patchable<M.Resource<M.LoadBalancerProperties>, M.LoadBalancerUpdate>,
    Replaceable<M.Resource<M.LoadBalancerProperties>, M.NewLoadBalancer>,
    Removable {
  /** The NICs behind it. */
  readonly balancedNics: AttachedCollection<M.Resource<M.NicProperties>>;
  /** One of `balancedNics`, by its id; nothing is sent. */
  balancedNic(id: string | number): Attached<M.Resource<M.NicProperties>>;
}

/** A load balancer for connections (layer 4). */
export interface NetworkLoadBalancer
  extends Handle<M.Resource<M.NetworkLoadBalancerProperties>>,
    Patchable<M.Resource<M.NetworkLoadBalancerProperties>, M.NetworkLoadBalancerUpdate>,
    Replaceable<M.Resource<M.NetworkLoadBalancerProperties>, M.WholeNetworkLoadBalancer>,
    Removable {
  /** Its forwarding rules. */
  readonly forwardingRules: Creatable<M.Resource<M.NlbRuleProperties>, M.NewNlbRule, NlbRule>;
  /** One of `forwardingRules`, by its id; nothing is sent. */
  forwardingRule(id: string | number): NlbRule;
  /** Its flow logs. */
  readonly flowLogs: Creatable<M.Resource<M.FlowLogProperties>, M.NewFlowLog, FlowLog>;
  /** One of `flowLogs`, by its id; nothing is sent. */
  flowLog(id: string | number): FlowLog;
}

/** A rule of a network load balancer: connections to this address and port go to these targets. */
export interface NlbRule
  extends Handle<M.Resource<M.NlbRuleProperties>>,
    Patchable<M.Resource<M.NlbRuleProperties>, M.NlbRuleUpdate>,
    Replaceable<M.Resource<M.NlbRuleProperties>, M.NewNlbRule>,
    Removable {}

/** A load balancer for HTTP (layer 7). Its rules send requests to `TargetGroup`s. */
export interface ApplicationLoadBalancer
  extends Handle<M.Resource<M.ApplicationLoadBalancerProperties>>,
    Patchable<M.Resource<M.ApplicationLoadBalancerProperties>, M.ApplicationLoadBalancerUpdate>,
    Replaceable<M.Resource<M.ApplicationLoadBalancerProperties>, M.WholeApplicationLoadBalancer>,
    Removable {
  /** Its forwarding rules. */
  readonly forwardingRules: Creatable<M.Resource<M.AlbRuleProperties>, M.NewAlbRule, AlbRule>;
  /** One of `forwardingRules`, by its id; nothing is sent. */
  forwardingRule(id: string | number): AlbRule;
  /** Its flow logs. */
  readonly flowLogs: Creatable<M.Resource<M.FlowLogProperties>, M.NewFlowLog, FlowLog>;
  /** One of `flowLogs`, by its id; nothing is sent. */
  flowLog(id: string | number): FlowLog;
}

/** A rule of an application load balancer: requests to this address and port are handled so. */
export interface AlbRule
  extends Handle<M.Resource<M.AlbRuleProperties>>,
    Patchable<M.Resource<M.AlbRuleProperties>, M.AlbRuleUpdate>,
    Replaceable<M.Resource<M.AlbRuleProperties>, M.NewAlbRule>,
    Removable {}

/** Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then. */
export interface IpBlock
  extends Handle<M.Resource<M.IpBlockProperties>>,
    Patchable<M.Resource<M.IpBlockProperties>, M.IpBlockUpdate>,
    Replaceable<M.Resource<M.IpBlockProperties>, M.NewIpBlock>,
    Removable {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/** A set of targets that rules of application load balancers can share, in all data centers of the contract. */
export interface TargetGroup
  extends Handle<M.Resource<M.TargetGroupProperties>>,
    Patchable<M.Resource<M.TargetGroupProperties>, M.TargetGroupUpdate>,
    Replaceable<M.Resource<M.TargetGroupProperties>, M.NewTargetGroup>,
    Removable {}

/**
 * A link between private LANs of data centers of one contract in one location. A LAN joins with `pcc` and leaves when
 * it is cleared; each LAN is part of one cross-connect at most. The addresses of all NICs in it must be distinct and of
 * one subnet.
 */
export interface CrossConnect
  extends Handle<M.Resource<M.CrossConnectProperties>>,
    Patchable<M.Resource<M.CrossConnectProperties>, M.CrossConnectUpdate>,
    Removable {}

/** A snapshot of a volume. It does not say of which volume: note that in a label. */
export interface Snapshot
  extends Handle<M.Resource<M.SnapshotProperties>>,
    Patchable<M.Resource<M.SnapshotProperties>, M.SnapshotUpdate>,
    Replaceable<M.Resource<M.SnapshotProperties>, M.WholeSnapshot>,
    Removable {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/** A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one. */
export interface Request extends Handle<M.Resource<M.RequestProperties>>, X.RequestExtras {}

/** A Kubernetes cluster: the control plane that IONOS runs, and its node pools. */
export interface KubernetesCluster
  extends Handle<M.Resource<M.KubernetesClusterProperties>>,
    Replaceable<M.Resource<M.KubernetesClusterProperties>, M.WholeKubernetesCluster>,
    Removable {
  /** Its node pools. */
  readonly nodePools: Creatable<M.Resource<M.NodePoolProperties>, M.NewNodePool, NodePool>;
  /** One of `nodePools`, by its id; nothing is sent. */
  nodePool(id: string | number): NodePool;
  /** The file with which `kubectl` administers the cluster. It holds a key: keep it like a password. */
  kubeconfig(options?: OperationOptions): Promise<string>;
}

/** A group of like nodes of a cluster, in one data center. */
export interface NodePool
  extends Handle<M.Resource<M.NodePoolProperties>>,
    Replaceable<M.Resource<M.NodePoolProperties>, M.WholeNodePool>,
    Removable {
  /** Its nodes. */
  readonly nodes: Collected<M.Resource<M.NodeProperties>, Node>;
  /** One of `nodes`, by its id; nothing is sent. */
  node(id: string | number): Node;
}

/** A node of a pool: a server that IONOS runs for the cluster. */
export interface Node extends Handle<M.Resource<M.NodeProperties>>, Removable {
  /** Makes a new node from the pool's template, moves the pods there, and removes this one. */
  replace(options?: OperationOptions): Submission<M.Resource<M.NodeProperties>>;
}

/** A user of the contract. */
export interface User
  extends Handle<M.Resource<M.UserProperties>>,
    Replaceable<M.Resource<M.UserProperties>, M.WholeUser>,
    Removable {
  /** The user's keys for the object storage. */
  readonly s3Keys: Collected<M.Resource<M.S3KeyProperties>, S3Key>;
  /** One of `s3Keys`, by its id; nothing is sent. */
  s3Key(id: string | number): S3Key;
  /** The groups that the user is a member of. */
  groups(options?: ListOptions): List<M.Resource<M.GroupProperties>>;
  /** The resources that the user owns. */
  owns(options?: ListOptions): List<M.Resource<M.SharedResourceProperties>>;
  /** Makes a key for the object storage. The secret is in the answer. */
  createS3Key(options?: OperationOptions): Submission<M.Resource<M.S3KeyProperties>>;
  /** The address under which the user is logged in to the object storage's console: keep it like a password. */
  s3Sso(options?: OperationOptions): Promise<M.S3Sso>;
}

/** A key of a user for the object storage. Its id is the access key. */
export interface S3Key
  extends Handle<M.Resource<M.S3KeyProperties>>,
    Replaceable<M.Resource<M.S3KeyProperties>, M.WholeS3Key>,
    Removable {}

/** Users with the same privileges, and the resources that are shared with them. */
export interface Group
  extends Handle<M.Resource<M.GroupProperties>>,
    Replaceable<M.Resource<M.GroupProperties>, M.NewGroup>,
    Removable,
    X.GroupExtras {
  /** The resources that its members may use, with what they may do. One is made with `create` of the item. */
  readonly shares: Collected<M.Resource<M.GroupShareProperties>, GroupShare>;
  /** One of `shares`, by its id; nothing is sent. */
  share(id: string | number): GroupShare;
  /** Its members. */
  users(options?: ListOptions): List<M.Resource<M.UserProperties>>;
  /** Ends a membership; the user goes on to exist. */
  removeUser(userId: string | number, options?: OperationOptions): Submission<M.Resource<M.GroupProperties>>;
  /** The resources that are shared with it. */
  resources(options?: ListOptions): List<M.Resource<M.SharedResourceProperties>>;
}

/** A resource that a group may use. Its id is the resource's. */
export interface GroupShare
  extends Handle<M.Resource<M.GroupShareProperties>>,
    Replaceable<M.Resource<M.GroupShareProperties>, M.Privileges>,
    Removable {
  /** Shares the resource with the group. */
  create(request: M.Privileges, options?: OperationOptions): Submission<M.Resource<M.GroupShareProperties>>;
}

/**
 * A fixed size of a server: cores, memory, storage and cards. One with cards makes GPU servers, any other CUBE servers.
 */
export interface Template extends Handle<M.Resource<M.TemplateProperties>> {}

/**
 * An account of the backup service that volumes report to. Its login is the contract number and the name. The service's
 * read by id is not reliable, so `get` reads the list and picks the unit.
 */
export interface BackupUnit
  extends Handle<M.Resource<M.BackupUnitProperties>>,
    Patchable<M.Resource<M.BackupUnitProperties>, M.BackupUnitUpdate>,
    Replaceable<M.Resource<M.BackupUnitProperties>, M.NewBackupUnit>,
    Removable {
  /** The way into the backup console, without a password. */
  ssoUrl(options?: OperationOptions): Promise<M.BackupUnitSso>;
}

/** A domain whose records IONOS serves. */
export interface Zone
  extends Handle<M.Resource<M.ZoneProperties>>,
    Replaceable<M.Resource<M.ZoneProperties>, M.NewZone>,
    Removable {
  /** Its records, all in one answer. */
  readonly records: Creatable<M.Resource<M.RecordProperties>, M.NewRecord, Record>;
  /** One of `records`, by its id; nothing is sent. */
  record(id: string | number): Record;
  /** The zone in the form of BIND's zone files. */
  zoneFile(options?: OperationOptions): Promise<string>;
  /** Replaces all records with those of a zone file in BIND's form, and gives the new ones. */
  importZoneFile(request: string, options?: OperationOptions): Promise<M.Resource<M.RecordProperties>[]>;
  /** The keys that sign it; an error of kind "not found" when it is not signed. */
  dnssecKeys(options?: OperationOptions): Promise<M.DnssecKeys>;
  /**
   * Makes keys and signs it; an error of kind "conflict" when it is signed already. The domain counts as signed once
   * its registrar has the key.
   */
  createDnssecKeys(request: M.NewDnssecKeys, options?: OperationOptions): Submission<M.Resource<M.ZoneProperties>>;
  /**
   * Removes the keys. Take them from the registrar first, or the domain no longer resolves where signatures are
   * checked.
   */
  deleteDnssecKeys(options?: OperationOptions): Submission<M.Resource<M.ZoneProperties>>;
}

/** A record of a zone. */
export interface Record
  extends Handle<M.Resource<M.RecordProperties>>,
    Replaceable<M.Resource<M.RecordProperties>, M.NewRecord>,
    Removable {}

/** A copy of a zone that other name servers own; IONOS fetches its records from them. */
export interface SecondaryZone
  extends Handle<M.Resource<M.SecondaryZoneProperties>>,
    Replaceable<M.Resource<M.SecondaryZoneProperties>, M.NewSecondaryZone>,
    Removable {
  /** Its records as they were transferred; they have no ids and are changed at the primary only. */
  records(options?: ListOptions): List<M.Resource<M.RecordProperties>>;
  /** How the transfers from each of its name servers went. */
  transfers(options?: OperationOptions): Promise<M.ZoneTransfer[]>;
  /** Starts a transfer from its name servers; `transfers` tells how it went. */
  startTransfer(options?: OperationOptions): Submission<void>;
}

/** The name of an address of the contract. It is written at once; only its removal takes a while. */
export interface ReverseRecord
  extends Handle<M.Resource<M.ReverseRecordProperties>>,
    Replaceable<M.Resource<M.ReverseRecordProperties>, M.NewReverseRecord>,
    Removable {}

/** A collection of documents that can be searched by meaning. */
export interface DocumentCollection
  extends Handle<M.Resource<M.DocumentCollectionProperties>>,
    Replaceable<M.Resource<M.DocumentCollectionProperties>, M.WholeDocumentCollection>,
    Removable {
  /** The documents of the collection. */
  readonly documents: Collected<M.Resource<M.StoredDocumentProperties>, StoredDocument>;
  /** One of `documents`, by its id; nothing is sent. */
  document(id: string | number): StoredDocument;
  /** The documents that match a question best. */
  query(request: M.DocumentQuery, options?: OperationOptions): Promise<M.DocumentQueryAnswer>;
  /** Puts documents into the collection, and gives them as they are stored. */
  addDocuments(request: M.NewDocuments, options?: OperationOptions): Promise<M.Resource<M.StoredDocumentProperties>[]>;
  /** Removes all documents of the collection. */
  clear(options?: OperationOptions): Submission<void>;
}

/** A document in a collection. */
export interface StoredDocument
  extends Handle<M.Resource<M.StoredDocumentProperties>>,
    Replaceable<M.Resource<M.StoredDocumentProperties>, M.WholeDocument>,
    Removable {
  /** The pieces that the document was cut into, as the service describes them. */
  chunks(options?: OperationOptions): Promise<unknown[]>;
}

/** One hosting zone. */
export interface HostingZoneItem extends Handle<M.HostingZone>, X.HostingZoneExtras {
  /** Replaces all records of the same names and types with these; others stay. */
  patch(request: M.NewHostingRecord[], options?: OperationOptions): Promise<void>;
  /** Replaces all records of the zone with these, those of other services included. */
  replace(request: M.NewHostingRecord[], options?: OperationOptions): Promise<void>;
  /** Makes records. */
  createRecords(request: M.NewHostingRecord[], options?: OperationOptions): Promise<M.HostingRecord[]>;
  /** Reads one record. */
  getRecord(recordId: string | number, options?: OperationOptions): Promise<M.HostingRecord>;
  /** Replaces one record; its name and type are fixed. */
  replaceRecord(recordId: string | number, request: M.HostingRecordUpdate, options?: OperationOptions): Promise<M.HostingRecord>;
}

/** A pipeline: addresses that take logs, and a Grafana that shows them. */
export interface Pipeline
  extends Handle<M.Resource<M.PipelineProperties>>,
    Patchable<M.Resource<M.PipelineProperties>, M.PipelineUpdate>,
    Removable,
    X.PipelineExtras {}

/** Where logs of other products come together. */
export interface CentralLogging
  extends Handle<M.Resource<M.CentralLoggingProperties>>,
    Replaceable<M.Resource<M.CentralLoggingProperties>, M.WholeCentralLogging> {}

/** A registry: a host that keeps images. */
export interface Registry
  extends Handle<M.Resource<M.RegistryProperties>>,
    Patchable<M.Resource<M.RegistryProperties>, M.RegistryUpdate>,
    Replaceable<M.Resource<M.RegistryProperties>, M.NewRegistry>,
    Removable {
  /** Its repositories: all images of one name. Filters: `name` and `vulnerabilitySeverity`. */
  readonly repositories: Collected<M.Resource<M.RepositoryProperties>, Repository>;
  /** One of `repositories`, by its id; nothing is sent. */
  repository(id: string | number): Repository;
  /** Its tokens: who may pull and push. */
  readonly tokens: Creatable<M.Resource<M.RegistryTokenProperties>, M.NewRegistryToken, RegistryToken>;
  /** One of `tokens`, by its id; nothing is sent. */
  token(id: string | number): RegistryToken;
  /** All its artifacts; filter: `vulnerabilityId`. */
  artifacts(options?: ListOptions): List<M.Resource<M.ArtifactProperties>>;
}

/** All images of one name. It comes into being with the first push; handles take its name, such as `team/app`. */
export interface Repository extends Handle<M.Resource<M.RepositoryProperties>>, Removable {
  /** What it holds. */
  readonly artifacts: Collected<M.Resource<M.ArtifactProperties>, Artifact>;
  /** One of `artifacts`, by its id; nothing is sent. */
  artifact(id: string | number): Artifact;
}

/** An image or another thing in a repository; its id is its digest, such as `sha256:…`. */
export interface Artifact extends Handle<M.Resource<M.ArtifactProperties>> {
  /** What is known to be wrong with it; the worst first. Filters: `severity` and `fixable`. */
  vulnerabilities(options?: ListOptions): List<M.Resource<M.VulnerabilityProperties>>;
}

/**
 * A user name and password with which images are pulled and pushed. The answer to the creation is the only one that
 * holds the password. When that answer was lost, `ensure` finds the token but not its password: remove it and make
 * another.
 */
export interface RegistryToken
  extends Handle<M.Resource<M.RegistryTokenProperties>>,
    Patchable<M.Resource<M.RegistryTokenProperties>, M.RegistryTokenUpdate>,
    Replaceable<M.Resource<M.RegistryTokenProperties>, M.NewRegistryToken>,
    Removable {}

/** A certificate with its private key. */
export interface Certificate
  extends Handle<M.Resource<M.CertificateProperties>>,
    Patchable<M.Resource<M.CertificateProperties>, M.CertificateUpdate>,
    Removable {}

/** A standing order: an authority issues a certificate, and a new one before each expires. */
export interface AutoCertificate
  extends Handle<M.Resource<M.AutoCertificateProperties>>,
    Patchable<M.Resource<M.AutoCertificateProperties>, M.AutoCertificateUpdate>,
    Removable {}

/** An authority that issues certificates by the ACME protocol. */
export interface CertificateProvider
  extends Handle<M.Resource<M.CertificateProviderProperties>>,
    Patchable<M.Resource<M.CertificateProviderProperties>, M.CertificateProviderUpdate>,
    Removable {}

/** A key that signs requests to the object storage. */
export interface AccessKey extends Handle<M.Resource<M.AccessKeyProperties>>, Removable, X.AccessKeyExtras {
  /** Gives the key a new secret; the old one is good for nothing afterwards. */
  renew(options?: OperationOptions): Promise<M.Resource<M.AccessKeyProperties>>;
}

/** Cloud API. */
export interface Cloud extends X.CloudExtras {
  /** All data centers of the contract. */
  readonly datacenters: Labelable<M.Resource<M.DatacenterProperties>, M.NewDatacenter, Datacenter>;
  /** One of `datacenters`, by its id; nothing is sent. */
  datacenter(id: string | number): Datacenter;
  /** All reserved address blocks. */
  readonly ipBlocks: Labelable<M.Resource<M.IpBlockProperties>, M.NewIpBlock, IpBlock>;
  /** One of `ipBlocks`, by its id; nothing is sent. */
  ipBlock(id: string | number): IpBlock;
  /** All target groups of the contract, for application load balancers. */
  readonly targetGroups: Creatable<M.Resource<M.TargetGroupProperties>, M.NewTargetGroup, TargetGroup>;
  /** One of `targetGroups`, by its id; nothing is sent. */
  targetGroup(id: string | number): TargetGroup;
  /** All cross-connects of the contract. */
  readonly crossConnects: Creatable<M.Resource<M.CrossConnectProperties>, M.NewCrossConnect, CrossConnect>;
  /** One of `crossConnects`, by its id; nothing is sent. */
  crossConnect(id: string | number): CrossConnect;
  /** All snapshots of the contract. They are made by `create_snapshot` of a volume. */
  readonly snapshots: Collected<M.Resource<M.SnapshotProperties>, Snapshot>;
  /** One of `snapshots`, by its id; nothing is sent. */
  snapshot(id: string | number): Snapshot;
  /** All images that the contract can use, public ones included. */
  readonly images: Collected<M.Resource<M.ImageProperties>, Image>;
  /** One of `images`, by its id; nothing is sent. */
  image(id: string | number): Image;
  /** Every label of the contract, with the resource it is on: one call shows what belongs to whom. */
  readonly labels: Collected<M.Resource<M.LabelProperties>, Handle<M.Resource<M.LabelProperties>>>;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Handle<M.Resource<M.LabelProperties>>;
  /** The journal of requests, newest first. Filters: `method`, `url`, `requestStatus`, `createdAfter` and others. */
  readonly requests: Collected<M.Resource<M.RequestProperties>, Request>;
  /** One of `requests`, by its id; nothing is sent. */
  request(id: string | number): Request;
  /** All Kubernetes clusters. */
  readonly k8sClusters: Creatable<M.Resource<M.KubernetesClusterProperties>, M.NewKubernetesCluster, KubernetesCluster>;
  /** One of `k8sClusters`, by its id; nothing is sent. */
  k8sCluster(id: string | number): KubernetesCluster;
  /** All users of the contract. */
  readonly users: Creatable<M.Resource<M.UserProperties>, M.NewUser, User>;
  /** One of `users`, by its id; nothing is sent. */
  user(id: string | number): User;
  /** All groups of users. */
  readonly groups: Creatable<M.Resource<M.GroupProperties>, M.NewGroup, Group>;
  /** One of `groups`, by its id; nothing is sent. */
  group(id: string | number): Group;
  /** The sizes of CUBE and GPU servers. */
  readonly templates: Collected<M.Resource<M.TemplateProperties>, Template>;
  /** One of `templates`, by its id; nothing is sent. */
  template(id: string | number): Template;
  /** The accounts of the backup service. */
  readonly backupUnits: Creatable<M.Resource<M.BackupUnitProperties>, M.NewBackupUnit, BackupUnit>;
  /** One of `backupUnits`, by its id; nothing is sent. */
  backupUnit(id: string | number): BackupUnit;
  /** The Kubernetes versions that there are. */
  k8sVersions(options?: OperationOptions): Promise<string[]>;
  /** The Kubernetes version that a new cluster gets when it names none. */
  k8sDefaultVersion(options?: OperationOptions): Promise<string>;
  /** All resources that can be shared with groups. */
  resources(options?: ListOptions): List<M.Resource<M.SharedResourceProperties>>;
  /** What the Cloud API says about itself. */
  apiInfo(options?: OperationOptions): Promise<M.ApiInfo>;
}

/** Cloud DNS. */
export interface Dns extends X.DnsExtras {
  /** All primary zones. Filters: `zoneName` (contains) and `state`. */
  readonly zones: Creatable<M.Resource<M.ZoneProperties>, M.NewZone, Zone>;
  /** One of `zones`, by its id; nothing is sent. */
  zone(id: string | number): Zone;
  /** All secondary zones: copies of zones that other name servers own. Filters: `zoneName` (contains) and `state`. */
  readonly secondaryZones: Creatable<M.Resource<M.SecondaryZoneProperties>, M.NewSecondaryZone, SecondaryZone>;
  /** One of `secondaryZones`, by its id; nothing is sent. */
  secondaryZone(id: string | number): SecondaryZone;
  /** The names of addresses. Filter: `recordIp`. */
  readonly reverseRecords: Creatable<M.Resource<M.ReverseRecordProperties>, M.NewReverseRecord, ReverseRecord>;
  /** One of `reverseRecords`, by its id; nothing is sent. */
  reverseRecord(id: string | number): ReverseRecord;
  /**
   * The records of all primary zones; filters: `zoneId`, `name`, `type` and `state`. Unlike those of one zone they come
   * in pages.
   */
  allRecords(options?: ListOptions): List<M.Resource<M.RecordProperties>>;
  /** How many zones and records the contract has, and may have. */
  quota(options?: OperationOptions): Promise<M.DnsQuota>;
}

/** AI Model Hub document collections. */
export interface DocumentCollections {
  /** All document collections of the contract. */
  readonly collections: Creatable<M.Resource<M.DocumentCollectionProperties>, M.NewDocumentCollection, DocumentCollection>;
  /** One of `collections`, by its id; nothing is sent. */
  collection(id: string | number): DocumentCollection;
}

/** Hosting DNS. */
export interface HostingDns {
  /** All zones of the account. */
  readonly zones: Collected<M.HostingZone, HostingZoneItem>;
  /** One of `zones`, by its id; nothing is sent. */
  zone(id: string | number): HostingZoneItem;
  /**
   * Gives domains an address that a router can call when theirs changes. At most two calls of dynamic DNS a minute from
   * one address.
   */
  createDynamicDns(request: M.DynamicDnsRequest, options?: OperationOptions): Promise<M.DynamicDns>;
  /** Changes what one update address is for. At most two calls of dynamic DNS a minute from one address. */
  replaceDynamicDns(bulkId: string | number, request: M.DynamicDnsRequest, options?: OperationOptions): Promise<void>;
  /** Withdraws one update address. At most two calls of dynamic DNS a minute from one address. */
  deleteDynamicDns(bulkId: string | number, options?: OperationOptions): Promise<void>;
  /** Withdraws all update addresses. At most two calls of dynamic DNS a minute from one address. */
  deleteAllDynamicDns(options?: OperationOptions): Promise<void>;
}

/** Logging. */
export interface Logging {
  /**
   * All pipelines of this region. Sorts by `name`, `createdDate` or `lastModifiedDate`, backwards with `-` before it.
   */
  readonly pipelines: Creatable<M.Resource<M.PipelineProperties>, M.NewPipeline, Pipeline>;
  /** One of `pipelines`, by its id; nothing is sent. */
  pipeline(id: string | number): Pipeline;
  /** Where logs of other products come together: one entry. */
  readonly centralLoggings: Collected<M.Resource<M.CentralLoggingProperties>, CentralLogging>;
  /** One of `centralLoggings`, by its id; nothing is sent. */
  centralLogging(id: string | number): CentralLogging;
}

/** Container registry. */
export interface ContainerRegistry extends X.ContainerRegistryExtras {
  /** All registries. Filter: `name`. */
  readonly registries: Creatable<M.Resource<M.RegistryProperties>, M.NewRegistry, Registry>;
  /** One of `registries`, by its id; nothing is sent. */
  registry(id: string | number): Registry;
  /** Where registries can be. */
  locations(options?: ListOptions): List<M.Resource<M.RegistryLocationProperties>>;
  /** What is known about a vulnerability, by its id such as `CVE-2024-3094`. */
  vulnerability(vulnerabilityId: string | number, options?: OperationOptions): Promise<M.Resource<M.VulnerabilityProperties>>;
}

/** Certificate manager. */
export interface Certificates {
  /** All certificates, uploaded or issued. Filters: `commonName` and `autoCertificate` (its id). */
  readonly certificates: Creatable<M.Resource<M.CertificateProperties>, M.NewCertificate, Certificate>;
  /** One of `certificates`, by its id; nothing is sent. */
  certificate(id: string | number): Certificate;
  /** All standing orders for certificates. Filter: `commonName`. */
  readonly autoCertificates: Creatable<M.Resource<M.AutoCertificateProperties>, M.NewAutoCertificate, AutoCertificate>;
  /** One of `autoCertificates`, by its id; nothing is sent. */
  autoCertificate(id: string | number): AutoCertificate;
  /** All authorities that issue certificates. */
  readonly providers: Creatable<M.Resource<M.CertificateProviderProperties>, M.NewCertificateProvider, CertificateProvider>;
  /** One of `providers`, by its id; nothing is sent. */
  provider(id: string | number): CertificateProvider;
}

/** Auth API. */
export interface Auth extends X.AuthExtras {
  /** One token by its id. */
  token(tokenId: string | number, options?: OperationOptions): Promise<M.Token>;
}

/** Activity log. */
export interface ActivityLog extends X.ActivityLogExtras {
  /** What the service says about itself. */
  info(options?: OperationOptions): Promise<M.ActivityLogInfo>;
  /** The contracts whose log these credentials may read. */
  contracts(options?: OperationOptions): Promise<M.ActivityLogContract[]>;
}

/** Object storage management. */
export interface ObjectStorage {
  /** The access keys of this user. */
  readonly accessKeys: Creatable<M.Resource<M.AccessKeyProperties>, M.NewAccessKey, AccessKey>;
  /** One of `accessKeys`, by its id; nothing is sent. */
  accessKey(id: string | number): AccessKey;
  /** The regions that buckets can be in. */
  readonly regions: Collected<M.Resource<M.StorageRegionProperties>, Handle<M.Resource<M.StorageRegionProperties>>>;
  /** One of `regions`, by its id; nothing is sent. */
  region(id: string | number): Handle<M.Resource<M.StorageRegionProperties>>;
}

/** Everything that a client offers. */
export interface Services extends Cloud {
  /** Cloud DNS. */
  readonly dns: Dns;
  /** AI Model Hub document collections. */
  readonly documentCollections: DocumentCollections;
  /** Hosting DNS. */
  readonly hostingDns: HostingDns;
  /** Logging in a region such as `de-txl`. */
  logging(region: string): Logging;
  /** Container registry. */
  readonly containerRegistry: ContainerRegistry;
  /** Certificate manager. */
  readonly certificates: Certificates;
  /** Auth API. */
  readonly auth: Auth;
  /** Activity log. */
  readonly activityLog: ActivityLog;
  /** Object storage management. */
  readonly objectStorage: ObjectStorage;
}
