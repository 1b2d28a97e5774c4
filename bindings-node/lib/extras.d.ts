// The types of what handles can do beyond what is declared.

import type * as M from './models';
import type { CallOptions, Collected, Handle, Submission } from './index';

export interface CloudExtras {
  readonly locations: Collected<M.Resource<M.LocationProperties>, Handle<M.Resource<M.LocationProperties>>>;
  readonly contracts: Collected<M.Resource<M.ContractProperties>, Handle<M.Resource<M.ContractProperties>>>;
  /** Reads a location by its id, such as `de/txl` or `de/fra/2`. */
  location(id: string, options?: CallOptions): Promise<M.Resource<M.LocationProperties>>;
}

export interface LabelsExtras {
  /** Gives a label this value, whether it exists or not. */
  set(key: string, value: string, options?: CallOptions): Promise<void>;
}

export interface NicExtras {
  /** Replaces the set of security groups that protect it. */
  protect(securityGroupIds: string[], options?: CallOptions): Submission<M.Resource<M.NicProperties>>;
}

export interface ServerExtras {
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
