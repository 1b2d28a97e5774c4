'use strict';

// What handles can do beyond what is declared: the generated classes extend these.
// `XExtras` belongs to the handle of one `X`, or to the collection or the service that is called so; its methods come first.

const { Collection, Item, Service, ask, change } = require('./resource.js');
const { NotFoundError } = require('./errors.js');

class CloudExtras extends Service {
  get locations() {
    return new Collection(Service.place(this).below('locations'));
  }

  get contracts() {
    return new Collection(Service.place(this).below('contracts'));
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
  protect(securityGroupIds, options) {
    const body = { ids: securityGroupIds };
    return change(this, 'cloud/datacentersServersNicsSecuritygroupsPut', [], { ...options, body });
  }
}

class ServerExtras extends Item {
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

module.exports = { CloudExtras, LabelsExtras, NicExtras, RequestExtras, ServerExtras, VolumeExtras };
