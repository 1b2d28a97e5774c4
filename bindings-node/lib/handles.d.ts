// The types of the handles: what each kind of resource and each service offers.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

import type * as X from './extras';
import type {
  Collected,
  Creatable,
  Handle,
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
    Removable {
  /** Its servers. */
  readonly servers: Creatable<M.Resource<M.ServerProperties>, M.NewServer, Server>;
  /** One of `servers`, by its id; nothing is sent. */
  server(id: string | number): Server;
  /** Its volumes, attached or not. */
  readonly volumes: Creatable<M.Resource<M.VolumeProperties>, M.NewVolume, Volume>;
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
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/** A virtual machine. */
export interface Server
  extends Handle<M.Resource<M.ServerProperties>>,
    Patchable<M.Resource<M.ServerProperties>, M.ServerUpdate>,
    X.ServerExtras {
  /** Its network interfaces. */
  readonly nics: Creatable<M.Resource<M.NicProperties>, M.NewNic, Nic>;
  /** One of `nics`, by its id; nothing is sent. */
  nic(id: string | number): Nic;
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
  /** Switches it on. */
  start(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Switches it off, hard. Cores and memory are freed, and public addresses that are not reserved are returned. */
  stop(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Restarts it, hard. */
  reboot(options?: OperationOptions): Submission<M.Resource<M.ServerProperties>>;
}

/** A network interface of a server. */
export interface Nic
  extends Handle<M.Resource<M.NicProperties>>,
    Patchable<M.Resource<M.NicProperties>, M.NicUpdate>,
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
    Removable {}

/** A record of connections, written to an object-storage bucket. */
export interface FlowLog
  extends Handle<M.Resource<M.FlowLogProperties>>,
    Patchable<M.Resource<M.FlowLogProperties>, M.FlowLogUpdate>,
    Removable {}

/** A key and a value on a resource. Labels are written at once: there is nothing to wait for. */
export interface Label
  extends Handle<M.Resource<M.LabelProperties>>,
    Replaceable<M.Resource<M.LabelProperties>, M.NewLabel>,
    Removable {}

/** Its labels. */
export interface Labels extends Creatable<M.Resource<M.LabelProperties>, M.NewLabel, Label>, X.LabelsExtras {}

/** A block-storage volume. */
export interface Volume
  extends Handle<M.Resource<M.VolumeProperties>>,
    Patchable<M.Resource<M.VolumeProperties>, M.VolumeUpdate>,
    Removable,
    X.VolumeExtras {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/** A network inside a data center, public or private. Its id is a small number. */
export interface Lan
  extends Handle<M.Resource<M.LanProperties>>,
    Patchable<M.Resource<M.LanProperties>, M.LanUpdate>,
    Removable {
  /** The NICs in it. */
  readonly nics: Collected<M.Resource<M.NicProperties>, Handle<M.Resource<M.NicProperties>>>;
  /** One of `nics`, by its id; nothing is sent. */
  nic(id: string | number): Handle<M.Resource<M.NicProperties>>;
}

/** A gateway that lets private LANs reach the internet under reserved addresses, and nothing in. */
export interface NatGateway
  extends Handle<M.Resource<M.NatGatewayProperties>>,
    Patchable<M.Resource<M.NatGatewayProperties>, M.NatGatewayUpdate>,
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
    Removable {}

/** A named set of firewall rules that servers and NICs can share. */
export interface SecurityGroup
  extends Handle<M.Resource<M.SecurityGroupProperties>>,
    Patchable<M.Resource<M.SecurityGroupProperties>, M.SecurityGroupUpdate>,
    Removable {
  /** Its rules. */
  readonly rules: Creatable<M.Resource<M.FirewallRuleProperties>, M.NewFirewallRule, FirewallRule>;
  /** One of `rules`, by its id; nothing is sent. */
  rule(id: string | number): FirewallRule;
}

/** Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then. */
export interface IpBlock
  extends Handle<M.Resource<M.IpBlockProperties>>,
    Patchable<M.Resource<M.IpBlockProperties>, M.IpBlockUpdate>,
    Removable {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/** A snapshot of a volume. It does not say of which volume: note that in a label. */
export interface Snapshot
  extends Handle<M.Resource<M.SnapshotProperties>>,
    Patchable<M.Resource<M.SnapshotProperties>, M.SnapshotUpdate>,
    Removable {
  /** Its labels. */
  readonly labels: Labels;
  /** One of `labels`, by its id; nothing is sent. */
  label(id: string | number): Label;
}

/** An image that volumes can be made from. */
export interface Image extends Handle<M.Resource<M.ImageProperties>> {}

/** A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one. */
export interface Request extends Handle<M.Resource<M.RequestProperties>>, X.RequestExtras {}

/** A domain whose records IONOS serves. */
export interface Zone
  extends Handle<M.Resource<M.ZoneProperties>>,
    Replaceable<M.Resource<M.ZoneProperties>, M.NewZone>,
    Removable {
  /** Its records, all in one answer. */
  readonly records: Creatable<M.Resource<M.RecordProperties>, M.NewRecord, Record>;
  /** One of `records`, by its id; nothing is sent. */
  record(id: string | number): Record;
}

/** A record of a zone. */
export interface Record
  extends Handle<M.Resource<M.RecordProperties>>,
    Replaceable<M.Resource<M.RecordProperties>, M.NewRecord>,
    Removable {}

/** Cloud API. */
export interface Cloud extends X.CloudExtras {
  /** All data centers of the contract. */
  readonly datacenters: Creatable<M.Resource<M.DatacenterProperties>, M.NewDatacenter, Datacenter>;
  /** One of `datacenters`, by its id; nothing is sent. */
  datacenter(id: string | number): Datacenter;
  /** All reserved address blocks. */
  readonly ipBlocks: Creatable<M.Resource<M.IpBlockProperties>, M.NewIpBlock, IpBlock>;
  /** One of `ipBlocks`, by its id; nothing is sent. */
  ipBlock(id: string | number): IpBlock;
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
}

/** Cloud DNS. */
export interface Dns {
  /** All primary zones. */
  readonly zones: Creatable<M.Resource<M.ZoneProperties>, M.NewZone, Zone>;
  /** One of `zones`, by its id; nothing is sent. */
  zone(id: string | number): Zone;
  /**
   * The records of all zones; filter by `zoneId`, `name`, `type` or `state`. Unlike those of one zone they come in
   * pages.
   */
  readonly allRecords: Collected<M.Resource<M.RecordProperties>, Handle<M.Resource<M.RecordProperties>>>;
  /** One of `allRecords`, by its id; nothing is sent. */
  anyRecord(id: string | number): Handle<M.Resource<M.RecordProperties>>;
}

/** AI Model Hub. */
export interface AiOperations {}

/** Everything that a client offers. */
export interface Services extends Cloud {
  /** Cloud DNS. */
  readonly dns: Dns;
}
