'use strict';

// Collections and items: the same few verbs for every resource. Which operation a verb is, the table of the native part says.

const { native, run, values } = require('./native.js');
const { InvalidRequestError, NotFoundError } = require('./errors.js');
const { Submission } = require('./pending.js');
const { revealed } = require('./secret.js');

const BLANK = (path) => path.replace(/\{[^}]*\}/g, '{}');
const NAMES = new Map();
const BY_PATH = new Map();
const BY_ID = new Map();
for (const { id, api, key, method, path, page } of native.operations()) {
  const operation = { id: `${key}/${id.split('/').pop()}`, path: BLANK(path), page };
  NAMES.set(key, api);
  BY_PATH.set(`${key} ${method} ${operation.path}`, operation);
  BY_ID.set(operation.id, operation);
}

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
    Object.entries(entities).map(([name, items]) => [name, { items: items.map((item) => document(item)) }]),
  );
}

/** A resource as requests carry it. */
function document(resource, { bare = false } = {}) {
  if (bare || Array.isArray(resource)) return resource;
  const { entities, ...properties } = resource;
  return entities === undefined ? { properties } : { properties, entities: contained(entities) };
}

/** A place in an API: the path with `{}` for each of its values. */
class Place {
  constructor(connection, api, path = '', params = [], region = undefined) {
    Object.assign(this, { connection, api, path, params, region });
  }

  /** The root of another service. */
  service(api, region) {
    return new Place(this.connection, api, '', [], region);
  }

  below(segment) {
    return new Place(this.connection, this.api, `${this.path}/${segment}`, this.params, this.region);
  }

  at(id) {
    return new Place(this.connection, this.api, `${this.path}/{}`, [...this.params, String(id)], this.region);
  }

  /** The path of an operation below this place. */
  of(operation, params = []) {
    const { path } = BY_ID.get(operation);
    const given = [...this.params, ...params.map(String)].slice(0, path.split('{}').length - 1);
    return new Place(this.connection, this.api, path, given, this.region);
  }

  operation(method) {
    const operation = BY_PATH.get(`${this.api} ${method} ${this.path}`);
    if (operation !== undefined) return operation;
    throw new InvalidRequestError({
      kind: 'INVALID_REQUEST',
      message: `the ${NAMES.get(this.api)} has no ${method} on ${this.path.replaceAll('{}', '{id}')}; nothing was sent`,
    });
  }

  order(operation, { query, body } = {}) {
    return {
      operation,
      params: this.params,
      query: pairs(query),
      ...(body === undefined ? {} : { body: revealed(body) }),
      ...(this.region === undefined ? {} : { region: this.region }),
    };
  }

  /** Sends the call of a method here, or of an operation by its id. */
  async send(what, { signal, ...rest } = {}) {
    const operation = what.includes('/') ? what : this.operation(what).id;
    return (await run(() => this.connection.request(this.order(operation, rest)), signal)).body;
  }

  /** As `send`, for what starts a change. */
  submit(what, { signal, ...rest } = {}) {
    return Submission.of(() => {
      const operation = what.includes('/') ? what : this.operation(what).id;
      return run(() => this.connection.submit(this.order(operation, rest)), signal);
    });
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
    const all = { ...(this.#place.api === 'cloud' ? { depth } : {}), ...filters, orderBy, ...query };
    return values(() => {
      const { id, page } = this.#place.operation('GET');
      // Lists that do not come in pages come whole.
      const size = page === null ? undefined : (pageSize ?? page);
      return this.#place.connection.pages(this.#place.order(id, { query: all }), size);
    }, signal);
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

/** What has operations: it holds a place. */
class Service {
  #place;

  constructor(place) {
    this.#place = place;
  }

  /** Where a handle is. */
  static place(handle) {
    return handle.#place;
  }
}

/** All resources of one kind in one place, such as the servers of a data center. */
class Collection extends Service {
  #place;
  #Item;
  #kind;

  constructor(place, ItemClass = Item, kind = {}) {
    super(place);
    this.#place = place;
    this.#Item = ItemClass;
    this.#kind = kind;
  }

  /** The handle of one of them; nothing is sent. */
  item(id) {
    return new this.#Item(this.#place.at(id), String(id), this.#kind);
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
    const field = this.#kind.named ?? 'name';
    const filter = this.#kind.unfiltered ? {} : { [field]: name };
    for await (const one of this.list({ ...options, filter })) {
      if ((one.properties ?? one)[field] === name) return one;
    }
    return undefined;
  }

  /** Makes a new one. The request is never repeated blindly. */
  create(resource, { signal } = {}) {
    return this.#place.submit('POST', { body: document(resource, this.#kind), signal });
  }

  /** Makes a new one unless one of that name exists, and finds out what happened after an unclear answer. */
  ensure(resource, { signal } = {}) {
    const order = () => this.#place.order(this.#place.operation('POST').id, { body: document(resource, this.#kind) });
    return Submission.of(() => run(() => this.#place.connection.ensure(order()), signal));
  }

  /** Makes a new one unless one with this label exists, and labels it: names need not be unique. */
  ensureLabelled(resource, key, value, { signal } = {}) {
    const order = () => this.#place.order(this.#place.operation('POST').id, { body: document(resource, this.#kind) });
    const label = [String(key), String(value)];
    return Submission.of(() => run(() => this.#place.connection.ensure(order(), label), signal));
  }
}

/** One resource; holds its address only. */
class Item extends Service {
  #place;
  #id;
  #kind;

  constructor(place, id, kind = {}) {
    super(place);
    this.#place = place;
    this.#id = id;
    this.#kind = kind;
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
    const body = this.#kind.wraps ? { properties } : properties;
    return this.#place.submit('PATCH', { body, signal });
  }

  /** Replaces it as a whole; what is left out falls back to its default. */
  replace(resource, { signal } = {}) {
    return this.#place.submit('PUT', { body: document(resource, this.#kind), signal });
  }

  /** Removes it. Removing what is gone already succeeds. */
  delete({ query, signal } = {}) {
    return this.#place.submit('DELETE', { query, signal });
  }

  /** What lies inside it, by the name that the path has for it, such as `nics`. */
  collection(segment, ItemClass) {
    return new Collection(this.#place.below(segment), ItemClass);
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

/** A resource that lives elsewhere and is attached here. */
class AttachedItem extends Item {
  /** Detaches it; it goes on to exist. Detaching what is detached already succeeds. */
  detach({ signal } = {}) {
    return Service.place(this).submit('DELETE', { signal });
  }
}

/** Resources that live elsewhere and are attached here. */
class AttachedCollection extends Collection {
  constructor(place, ItemClass = AttachedItem, kind = {}) {
    super(place, ItemClass, kind);
  }

  /** Attaches one that exists. */
  attach(id, { signal } = {}) {
    return Service.place(this).submit('POST', { body: { id: String(id) }, signal });
  }
}

/** An operation of a handle that is no verb: its answer. */
function ask(handle, operation, params, options) {
  return Service.place(handle).of(operation, params).send(operation, options);
}

/** An operation of a handle that is no verb: the change that it starts. */
function change(handle, operation, params, options) {
  return Service.place(handle).of(operation, params).submit(operation, options);
}

/** The items of an answer that may be a list, or a document with one. */
function listed(answer) {
  return Array.isArray(answer) ? answer : (answer?.items ?? []);
}

/** A method that is more than one operation: the change that it starts. */
function perform(handle, name, given, { signal } = {}) {
  const { connection, params } = Service.place(handle);
  return Submission.of(() => run(() => connection.perform(name, params, given), signal));
}

/** A method that is more than one operation and ends with nothing. */
async function performed(handle, name, given, { signal } = {}) {
  const { connection, params } = Service.place(handle);
  await run(() => connection.perform(name, params, given), signal);
}

/** An operation of a handle that is no verb: the list that it gives. */
function listing(handle, operation, params, options) {
  return new List(Service.place(handle).of(operation, params), options);
}

module.exports = {
  Place,
  Service,
  Collection,
  Item,
  List,
  AttachedCollection,
  AttachedItem,
  ask,
  change,
  document,
  listed,
  listing,
  pairs,
  perform,
  performed,
};
