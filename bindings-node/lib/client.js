'use strict';

const { inspect } = require('node:util');

const { native, call, run } = require('./native.js');
const { Ai } = require('./ai.js');
const { Submission } = require('./pending.js');
const { Place, Collection, Datacenter, Labelled, Zone, pairs } = require('./resource.js');
const { reveal } = require('./secret.js');

/** Cloud DNS. */
class Dns {
  #place;

  constructor(connection) {
    this.#place = new Place(connection, 'Cloud DNS', '', []);
  }

  get zones() {
    return new Collection(this.#place.below('zones'), Zone);
  }

  /** The records of all zones. */
  get records() {
    return new Collection(this.#place.below('records'));
  }

  zone(id) {
    return this.zones.item(id);
  }
}

/** A client of IONOS Cloud. */
class Client {
  #connection;
  #cloud;
  #residency;

  /** A client with these settings only: no environment, no file. */
  constructor(settings = {}) {
    const { token, password, ...rest } = settings;
    const plain = { ...rest, token: reveal(token), password: reveal(password) };
    // A setting that is not given is no setting.
    for (const name of Object.keys(plain)) if (plain[name] === undefined) delete plain[name];
    this.#connection = call(() => native.Client.open(plain));
    this.#cloud = new Place(this.#connection, 'Cloud API', '', []);
    this.#residency = settings.residency ?? 'anywhere';
  }

  /** A client from the environment and the configuration file, like the official tools; settings given here come first. */
  static fromEnv(settings = {}) {
    return new Client({ ...settings, fromEnv: true });
  }

  get datacenters() {
    return new Collection(this.#cloud.below('datacenters'), Datacenter);
  }
  get ipBlocks() {
    return new Collection(this.#cloud.below('ipblocks'), Labelled);
  }
  get snapshots() {
    return new Collection(this.#cloud.below('snapshots'), Labelled);
  }
  get images() {
    return new Collection(this.#cloud.below('images'), Labelled);
  }
  get locations() {
    return new Collection(this.#cloud.below('locations'));
  }
  get requests() {
    return new Collection(this.#cloud.below('requests'));
  }
  get labels() {
    return new Collection(this.#cloud.below('labels'));
  }
  get contracts() {
    return new Collection(this.#cloud.below('contracts'));
  }
  get dns() {
    return new Dns(this.#connection);
  }
  get ai() {
    return new Ai(this.#connection);
  }

  datacenter(id) {
    return this.datacenters.item(id);
  }
  ipBlock(id) {
    return this.ipBlocks.item(id);
  }
  snapshot(id) {
    return this.snapshots.item(id);
  }

  /** Reads a location by its id, such as `de/txl` or `de/fra/2`. */
  async location(id, options) {
    const [region, ...place] = String(id).split('/');
    const params = [region, place.join('/')];
    return this.raw('locationsFindByRegionIdAndId', { ...options, params });
  }

  /** Calls any operation by its id, and gives the body of the answer. */
  async raw(operation, options) {
    return (await this.rawReply(operation, options)).body;
  }

  /** As `raw`, with the status and the id of the call. */
  rawReply(operation, { signal, ...options } = {}) {
    return run(() => this.#connection.request(order(operation, options)), signal);
  }

  /** Calls any operation that starts a change, and gives the change. */
  rawChange(operation, { signal, ...options } = {}) {
    return Submission.of(() => run(() => this.#connection.submit(order(operation, options)), signal));
  }

  [inspect.custom]() {
    return `Client { residency: '${this.#residency}' }`;
  }
}

function order(operation, { params = [], query, body }) {
  return { operation, params: params.map(String), query: pairs(query), ...(body === undefined ? {} : { body }) };
}

/** Every operation that `raw` can call. */
function operations() {
  return native.operations();
}

module.exports = { Client, operations };
