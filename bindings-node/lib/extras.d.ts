// The types of what handles can do beyond what is declared.

import type * as M from './models';
import type { CallOptions, Collected, Handle, Submission } from './index';

export interface CloudExtras {
  readonly locations: Collected<M.Resource<M.LocationProperties>, Handle<M.Resource<M.LocationProperties>>>;
  readonly contracts: Collected<M.Resource<M.ContractProperties>, Handle<M.Resource<M.ContractProperties>>>;
  /** All resources of one kind that can be shared, such as `image`. */
  resourcesOf(kind: string): Collected<M.Resource<M.SharedResourceProperties>, Handle<M.Resource<M.SharedResourceProperties>>>;
  /** One resource that can be shared, by its kind and id; nothing is sent. */
  resource(kind: string, id: string): Handle<M.Resource<M.SharedResourceProperties>>;
  /** The locations of one region, such as `de`. */
  locationsIn(region: string, options?: CallOptions): Promise<M.Resource<M.LocationProperties>[]>;
  /** Reads a location by its id, such as `de/txl` or `de/fra/2`. */
  location(id: string, options?: CallOptions): Promise<M.Resource<M.LocationProperties>>;
}

export interface LabelsExtras {
  /** Gives a label this value, whether it exists or not. */
  set(key: string, value: string, options?: CallOptions): Promise<void>;
}

export interface NicExtras {
  /** Takes it out of the failover groups of its LAN, then removes it: a master cannot be removed. */
  deleteFromFailover(options?: CallOptions): Submission<void>;
  /** Replaces the set of security groups that protect it. */
  protect(securityGroupIds: string[], options?: CallOptions): Submission<M.Resource<M.NicProperties>>;
}

export interface ServerExtras {
  /** Switches it on, whatever its type, until it runs. Switching on what runs already succeeds. */
  powerOn(options?: CallOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Switches it off, whatever its type, until it is off; as hard as pulling the plug. CUBE and GPU servers are billed on. */
  powerOff(options?: CallOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Replaces the set of security groups that protect all of its NICs. */
  protect(securityGroupIds: string[], options?: CallOptions): Submission<M.Resource<M.ServerProperties>>;
  /** Removes it; with `withVolumes` together with its volumes, which a plain delete keeps. */
  delete(options?: { withVolumes?: boolean } & CallOptions): Submission<void>;
}

export interface VolumeExtras {
  /** Takes a snapshot of it. */
  createSnapshot(
    properties: { name: string; description?: string },
    options?: CallOptions,
  ): Submission<M.Resource<M.SnapshotProperties>>;
  /** Writes a snapshot back onto it; what was on it is lost. */
  restoreSnapshot(snapshotId: string, options?: CallOptions): Submission<M.Resource<M.VolumeProperties>>;
}

export interface RequestExtras {
  /** How far it is. */
  status(options?: CallOptions): Promise<M.RequestStatusMetadata>;
}

export interface DnsExtras {
  /** The records of all primary zones; filter by `zoneId`, `name`, `type` or `state`. */
  readonly records: Collected<M.Resource<M.RecordProperties>, Handle<M.Resource<M.RecordProperties>>>;
}

export interface LanExtras {
  /** Removes it as soon as nothing is left in it, and waits for that as long as the client waits for changes. */
  deleteWhenFree(options?: { timeoutMs?: number } & CallOptions): Submission<void>;
  /** Adds the failover group of an address that this NIC has. Adding what is there succeeds. */
  addFailover(ip: string, master: string, options?: CallOptions): Promise<void>;
  /** Makes another NIC, which has the address as well, the master of its failover group. */
  handOverFailover(ip: string, master: string, options?: CallOptions): Promise<void>;
  /** Dissolves the failover group of an address; the NICs keep the address. Removing what is gone succeeds. */
  removeFailover(ip: string, options?: CallOptions): Promise<void>;
  /** Moves a NIC of the same data center into this LAN. */
  attach(nic: string, options?: CallOptions): Submission<void>;
}

export interface GroupExtras {
  /** Makes a user a member. */
  addUser(user: string, options?: CallOptions): Submission<M.Resource<M.UserProperties>>;
}

export interface PipelineExtras {
  /** Makes a new key and gives it, once; the one before no longer works. */
  newKey(options?: CallOptions): Promise<string>;
}

export interface AccessKeyExtras {
  /** Gives the key this description; makes it under this id (a UUID of your choice) when it does not exist. */
  replace(properties: M.NewAccessKey, options?: CallOptions): Submission<M.Resource<M.AccessKeyProperties>>;
}

export interface ContainerRegistryExtras {
  /** Whether a name is free for a new registry; names are unique among all customers. */
  isNameFree(name: string, options?: CallOptions): Promise<boolean>;
}

export interface AuthExtras {
  /** Makes a token for this user and contract, good for `ttl` seconds, or for a year. It is a secret. */
  generate(options?: { ttl?: number } & CallOptions): Promise<string>;
  /** All tokens of this user. */
  tokens(options?: CallOptions): Promise<M.Token[]>;
  /** Removes one token. Removing what is gone already succeeds. */
  deleteToken(id: string, options?: CallOptions): Promise<void>;
  /** Removes tokens of this contract by what they have in common; `CURRENT` is the one that is in use. */
  deleteTokens(criteria: M.Open<'ALL' | 'EXPIRED' | 'CURRENT'>, options?: CallOptions): Promise<void>;
}

export interface ActivityLogExtras {
  /** The log of a contract, page after page. `start` and `end` are days or moments: `2026-07-01`. */
  events(
    contractNumber: string | number,
    options?: { start?: string; end?: string; pageSize?: number } & CallOptions,
  ): AsyncGenerator<M.Activity, void, undefined>;
}

export interface HostingZoneExtras {
  /** Its records that fit; all of them without conditions. */
  records(
    filter?: { suffix?: string; recordName?: string; recordType?: M.HostingRecordType[] } & CallOptions,
  ): Promise<M.HostingRecord[]>;
  /** Removes one record. Removing what is gone already succeeds. */
  deleteRecord(recordId: string, options?: CallOptions): Promise<void>;
}
