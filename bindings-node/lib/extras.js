'use strict';

// What handles can do beyond what is declared: the generated classes extend these.
// `XExtras` belongs to the handle of one `X`, or to the collection or the service that is called so; its methods come first.

const { InvalidRequestError, NotFoundError } = require('./errors.js');
const { Collection, Item, Service, ask, change, listed, perform, performed } = require('./resource.js');

class CloudExtras extends Service {
  get locations() {
    return new Collection(Service.place(this).below('locations'));
  }

  get contracts() {
    return new Collection(Service.place(this).below('contracts'));
  }

  /** All resources of one kind that can be shared, such as `image`. */
  resourcesOf(kind) {
    return new Collection(Service.place(this).below('um/resources').at(kind));
  }

  /** One resource that can be shared, by its kind and id; nothing is sent. */
  resource(kind, id) {
    return this.resourcesOf(kind).item(id);
  }

  /** The locations of one region, such as `de`. */
  locationsIn(region, options) {
    return ask(this, 'cloud/locationsFindByRegionId', [region], options).then(listed);
  }

  /** Reads a location by its id, such as `de/txl` or `de/fra/2`. */
  location(id, options) {
    const [region, ...place] = String(id).split('/');
    return ask(this, 'cloud/locationsFindByRegionIdAndId', [region, place.join('/')], options);
  }
}

class LabelsExtras extends Collection {
  /** Gives a label this value, whether it exists or not. */
  async set(key, value, options) {
    const label = { key, value: String(value) };
    try {
      await this.item(key).replace(label, options);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      await this.create(label, options);
    }
  }
}

class NicExtras extends Item {
  deleteFromFailover(options) {
    return perform(this, 'nic.delete_from_failover', {}, options);
  }

  protect(securityGroupIds, options) {
    const body = { ids: securityGroupIds };
    return change(this, 'cloud/datacentersServersNicsSecuritygroupsPut', [], { ...options, body });
  }
}

class ServerExtras extends Item {
  powerOn(options) {
    return perform(this, 'server.power_on', {}, options);
  }

  powerOff(options) {
    return perform(this, 'server.power_off', {}, options);
  }

  protect(securityGroupIds, options) {
    const body = { ids: securityGroupIds };
    return change(this, 'cloud/datacentersServersSecuritygroupsPut', [], { ...options, body });
  }

  /** Removes it; with `withVolumes` together with its volumes. */
  delete({ withVolumes = false, ...options } = {}) {
    return super.delete(withVolumes ? { ...options, query: { deleteVolumes: true } } : options);
  }
}

class VolumeExtras extends Item {
  createSnapshot(properties, options) {
    return change(this, 'cloud/datacentersVolumesCreate-snapshotPost', [], { ...options, body: { properties } });
  }

  restoreSnapshot(snapshotId, options) {
    const body = { properties: { snapshotId } };
    return change(this, 'cloud/datacentersVolumesRestore-snapshotPost', [], { ...options, body });
  }
}

class RequestExtras extends Item {
  /** How far it is. */
  async status(options) {
    return (await ask(this, 'cloud/requestsStatusGet', [], options)).metadata;
  }
}

class DnsExtras extends Service {
  get records() {
    return new Collection(Service.place(this).below('records'));
  }
}

class LanExtras extends Item {
  deleteWhenFree({ timeoutMs, signal } = {}) {
    const given = timeoutMs === undefined ? {} : { deadline: timeoutMs / 1000 };
    return perform(this, 'lan.delete_when_free', given, { signal });
  }

  addFailover(ip, master, options) {
    return performed(this, 'lan.add_failover', { ip, master: String(master) }, options);
  }

  handOverFailover(ip, master, options) {
    return performed(this, 'lan.hand_over_failover', { ip, master: String(master) }, options);
  }

  removeFailover(ip, options) {
    return performed(this, 'lan.remove_failover', { ip }, options);
  }

  /** Moves a NIC of the same data center into this LAN. */
  attach(nic, options) {
    return change(this, 'cloud/datacentersLansNicsPost', [], { ...options, body: { id: String(nic) } });
  }
}

class GroupExtras extends Item {
  /** Makes a user a member. */
  addUser(user, options) {
    return change(this, 'cloud/umGroupsUsersPost', [], { ...options, body: { id: String(user) } });
  }
}

class PipelineExtras extends Item {
  /** Makes a new key and gives it, once; the one before no longer works. */
  async newKey(options) {
    return (await ask(this, 'logging/pipelinesKeyPost', [], { ...options, body: {} })).key;
  }
}

class AccessKeyExtras extends Item {
  /** Gives the key this description; makes it under this id (a UUID of your choice) when it does not exist. */
  replace(properties, options) {
    const body = { id: this.id, properties };
    return change(this, 'object-storage/accesskeysPut', [], { ...options, body });
  }
}

class ContainerRegistryExtras extends Service {
  /** Whether a name is free for a new registry; names are unique among all customers. */
  async isNameFree(name, options) {
    try {
      await ask(this, 'container-registry/namesCheckUsage', [name], options);
    } catch (error) {
      if (error instanceof NotFoundError) return true;
      throw error;
    }
    return false;
  }
}

function removed(answer) {
  if (answer?.success === false) {
    throw new InvalidRequestError({ kind: 'INVALID_REQUEST', message: 'the service did not remove the tokens' });
  }
}

class AuthExtras extends Service {
  /** Makes a token for this user and contract. */
  async generate({ ttl, ...options } = {}) {
    return (await ask(this, 'auth/tokensGenerate', [], { ...options, query: { ttl } })).token;
  }

  async tokens(options) {
    return (await ask(this, 'auth/tokensGet', [], options)).tokens ?? [];
  }

  /** Removing what is gone already succeeds. */
  async deleteToken(id, options) {
    try {
      removed(await ask(this, 'auth/tokensDeleteById', [id], options));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  async deleteTokens(criteria, options) {
    removed(await ask(this, 'auth/tokensDeleteByCriteria', [], { ...options, query: { criteria } }));
  }
}

class ActivityLogExtras extends Service {
  async *events(contractNumber, { start, end, pageSize = 20, signal } = {}) {
    let before;
    for (let offset = 0; ; ) {
      const query = { offset, limit: pageSize, dateStart: start, dateEnd: end };
      const answer = await ask(this, 'activity-log/getByContract', [contractNumber], { query, signal });
      const hits = answer?.hits?.hits ?? [];
      const text = JSON.stringify(hits);
      if (hits.length === 0 || text === before) return;
      for (const { _source: entry } of hits) if (entry !== undefined) yield entry;
      if (hits.length < pageSize) return;
      offset += hits.length;
      before = text;
    }
  }
}

class HostingZoneExtras extends Item {
  /** Its records that fit; all of them without conditions. */
  async records({ suffix, recordName, recordType, signal } = {}) {
    const query = { suffix, recordName, recordType: recordType?.join(',') };
    return (await ask(this, 'hosting-dns/getZone', [], { query, signal })).records ?? [];
  }

  /** Removing what is gone already succeeds. */
  async deleteRecord(recordId, options) {
    try {
      await ask(this, 'hosting-dns/deleteRecord', [recordId], options);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
}

module.exports = {
  AccessKeyExtras,
  ActivityLogExtras,
  AuthExtras,
  CloudExtras,
  ContainerRegistryExtras,
  DnsExtras,
  GroupExtras,
  HostingZoneExtras,
  LabelsExtras,
  LanExtras,
  NicExtras,
  PipelineExtras,
  RequestExtras,
  ServerExtras,
  VolumeExtras,
};
