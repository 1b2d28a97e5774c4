'use strict';

// Collections and items: the same few verbs for every resource. Which operation a verb is, the table of the native part says.

const { native, run, values } = require('./native.js');
const { InvalidRequestError, NotFoundError } = require('./errors.js');
const { Submission } = require('./pending.js');

const TABLE = new Map(
  native.operations().map((o) => [`${o.api} ${o.method} ${o.path.replace(/\{[^}]*\}/g, '{}')}`, o.id]),
);

/** Lists that come in pages; the others come whole. */
const PAGED = new Set([
  '/datacenters',
  '/datacenters/{}/lans',
  '/datacenters/{}/lans/{}/nics',
  '/datacenters/{}/natgateways/{}/flowlogs',
  '/datacenters/{}/securitygroups',
  '/datacenters/{}/securitygroups/{}/rules',
  '/datacenters/{}/servers',
  '/datacenters/{}/servers/{}/nics',
  '/datacenters/{}/servers/{}/nics/{}/firewallrules',
  '/datacenters/{}/servers/{}/nics/{}/flowlogs',
  '/datacenters/{}/servers/{}/volumes',
  '/datacenters/{}/volumes',
  '/ipblocks',
  '/requests',
  '/zones',
]);
const PAGE_SIZE = 1000;

/** `{a: 1, b: [2, 3]}` as the pairs that the native part takes. */
function pairs(query = {}) {
  return Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null)
      .map((one) => [name, String(one)]),
  );
}

/** The resources that are made inside another: `{nics: [{lan: 1, entities: {..}}]}`. */
function contained(entities) {
  return Object.fromEntries(
    Object.entries(entities).map(([name, items]) => [name, { items: items.map(document) }]),
  );
}

/** A resource as requests carry it. */
function document({ entities, ...properties }) {
  return entities === undefined ? { properties } : { properties, entities: contained(entities) };
}

/** A place in an API: the path with `{}` for each of its values. */
class Place {
  constructor(connection, api, path, params) {
    Object.assign(this, { connection, api, path, params });
  }

  below(segment) {
    return new Place(this.connection, this.api, `${this.path}/${segment}`, this.params);
  }

  at(id) {
    return new Place(this.connection, this.api, `${this.path}/{}`, [...this.params, String(id)]);
  }

  order(method, { query, body } = {}) {
    const operation = TABLE.get(`${this.api} ${method} ${this.path}`);
    if (operation === undefined) {
      throw new InvalidRequestError({
        kind: 'INVALID_REQUEST',
        message: `the ${this.api} has no ${method} on ${this.path.replaceAll('{}', '{id}')}; nothing was sent`,
      });
    }
    return { operation, params: this.params, query: pairs(query), ...(body === undefined ? {} : { body }) };
  }

  async send(method, { signal, ...rest } = {}) {
    return (await run(() => this.connection.request(this.order(method, rest)), signal)).body;
  }

  submit(method, { signal, ...rest } = {}) {
    return Submission.of(() => run(() => this.connection.submit(this.order(method, rest)), signal));
  }
}

/** A list that is read while it is walked through. */
class List {
  #place;
  #options;

  constructor(place, options = {}) {
    this.#place = place;
    this.#options = options;
  }

  /** The pages, each an array. */
  pages() {
    const { depth = 1, filter = {}, orderBy, pageSize, query, signal } = this.#options;
    const filters = Object.fromEntries(Object.entries(filter).map(([name, value]) => [`filter.${name}`, value]));
    const all = { ...(this.#place.api === 'Cloud API' ? { depth } : {}), ...filters, orderBy, ...query };
    const size = PAGED.has(this.#place.path) ? (pageSize ?? PAGE_SIZE) : undefined;
    return values(() => this.#place.connection.pages(this.#place.order('GET', { query: all }), size), signal);
  }

  /** The items, page after page. */
  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page;
  }

  /** All items at once. */
  async all() {
    const all = [];
    for await (const page of this.pages()) all.push(...page);
    return all;
  }
}

/** All resources of one kind in one place, such as the servers of a data center. */
class Collection {
  #place;
  #Item;

  constructor(place, ItemClass = Item) {
    this.#place = place;
    this.#Item = ItemClass;
  }

  /** The handle of one of them; nothing is sent. */
  item(id) {
    return new this.#Item(this.#place.at(id), String(id));
  }

  /** Lists them. */
  list(options) {
    return new List(this.#place, options);
  }

  /** Reads one of them. */
  get(id, options) {
    return this.item(id).get(options);
  }

  /** Looks one up by its exact name; `undefined` when there is none. */
  async find(name, options = {}) {
    const field = this.#place.path === '/zones' ? 'zoneName' : 'name';
    for await (const one of this.list({ ...options, filter: { [field]: name } })) {
      if (one.properties?.[field] === name) return one;
    }
    return undefined;
  }

  /** Makes a new one. The request is never repeated blindly. */
  create(resource, { signal } = {}) {
    return this.#place.submit('POST', { body: document(resource), signal });
  }

  /** Makes a new one unless one of that name exists, and finds out what happened after an unclear answer. */
  ensure(resource, { signal } = {}) {
    const order = () => this.#place.order('POST', { body: document(resource) });
    return Submission.of(() => run(() => this.#place.connection.ensure(order()), signal));
  }
}

/** One resource; holds its address only. */
class Item {
  #place;
  #id;

  constructor(place, id) {
    this.#place = place;
    this.#id = id;
  }

  /** Its identifier. */
  get id() {
    return this.#id;
  }

  /** Reads it. */
  get({ depth, signal } = {}) {
    return this.#place.send('GET', { query: { depth }, signal });
  }

  /** Reads it; `undefined` when it does not exist. */
  async getOrUndefined(options) {
    try {
      return await this.get(options);
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  /** Changes the fields that are given; the others stay. `null` clears a field. */
  patch(properties, { signal } = {}) {
    return this.#place.submit('PATCH', { body: properties, signal });
  }

  /** Replaces it as a whole; what is left out falls back to its default. */
  replace(resource, { signal } = {}) {
    return this.#place.submit('PUT', { body: document(resource), signal });
  }

  /** Removes it. Removing what is gone already succeeds. */
  delete({ query, signal } = {}) {
    return this.#place.submit('DELETE', { query, signal });
  }

  /** What lies inside it, by the name that the path has for it, such as `nics`. */
  collection(segment, ItemClass) {
    return new Collection(this.below(segment), ItemClass);
  }

  below(segment) {
    return this.#place.below(segment);
  }

  /** Does something to it, such as `reboot`. */
  act(action, { body, signal } = {}) {
    return this.#place.below(action).submit('POST', { body, signal });
  }

  /** Replaces a side of it, such as the security groups of a server. */
  assign(side, body, { signal } = {}) {
    return this.#place.below(side).submit('PUT', { body, signal });
  }
}

class Labels extends Collection {
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

class Labelled extends Item {
  get labels() {
    return new Labels(this.below('labels'));
  }
}

class Nic extends Item {
  get firewallRules() {
    return this.collection('firewallrules');
  }
  get flowLogs() {
    return this.collection('flowlogs');
  }
  protect(securityGroupIds, options) {
    return this.assign('securitygroups', { ids: securityGroupIds }, options);
  }
}

class Server extends Labelled {
  get nics() {
    return this.collection('nics', Nic);
  }
  get volumes() {
    return this.collection('volumes');
  }
  nic(id) {
    return this.nics.item(id);
  }
  start(options) {
    return this.act('start', options);
  }
  stop(options) {
    return this.act('stop', options);
  }
  reboot(options) {
    return this.act('reboot', options);
  }
  protect(securityGroupIds, options) {
    return this.assign('securitygroups', { ids: securityGroupIds }, options);
  }
  delete({ withVolumes = false, ...options } = {}) {
    return super.delete(withVolumes ? { ...options, query: { deleteVolumes: true } } : options);
  }
}

class Volume extends Labelled {
  createSnapshot(properties, options) {
    return this.act('create-snapshot', { ...options, body: { properties } });
  }
  restoreSnapshot(snapshotId, options) {
    return this.act('restore-snapshot', { ...options, body: { properties: { snapshotId } } });
  }
}

class Lan extends Item {
  get nics() {
    return this.collection('nics');
  }
}

class NatGateway extends Item {
  get rules() {
    return this.collection('rules');
  }
  get flowLogs() {
    return this.collection('flowlogs');
  }
}

class SecurityGroup extends Item {
  get rules() {
    return this.collection('rules');
  }
}

class Datacenter extends Labelled {
  get servers() {
    return this.collection('servers', Server);
  }
  get volumes() {
    return this.collection('volumes', Volume);
  }
  get lans() {
    return this.collection('lans', Lan);
  }
  get natGateways() {
    return this.collection('natgateways', NatGateway);
  }
  get securityGroups() {
    return this.collection('securitygroups', SecurityGroup);
  }
  server(id) {
    return this.servers.item(id);
  }
  volume(id) {
    return this.volumes.item(id);
  }
  lan(id) {
    return this.lans.item(id);
  }
  natGateway(id) {
    return this.natGateways.item(id);
  }
  securityGroup(id) {
    return this.securityGroups.item(id);
  }
}

class Zone extends Item {
  get records() {
    return this.collection('records');
  }
}

module.exports = { Place, Collection, Item, List, Datacenter, Labelled, Zone, pairs };
