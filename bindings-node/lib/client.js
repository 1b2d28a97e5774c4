'use strict';

const { inspect } = require('node:util');

const { native, call, run } = require('./native.js');
const { Ai } = require('./ai.js');
const { Pending, Submission } = require('./pending.js');
const { made } = require('./errors.js');
const { Services } = require('./handles.js');
const { Place, Service, pairs } = require('./resource.js');
const { reveal, revealed } = require('./secret.js');

/** A client of IONOS Cloud. */
class Client extends Services {
  #connection;
  #residency;

  /** A client with these settings only: no environment, no file. */
  constructor(settings = {}) {
    const { token, password, hostingKey, ...rest } = settings;
    const plain = {
      ...rest,
      token: reveal(token),
      password: reveal(password),
      hostingKey: reveal(hostingKey),
    };
    // A setting that is not given is no setting.
    for (const name of Object.keys(plain)) if (plain[name] === undefined) delete plain[name];
    const connection = call(() => native.Client.open(plain));
    super(new Place(connection, 'cloud'));
    this.#connection = connection;
    this.#residency = settings.residency ?? 'anywhere';
  }

  /** A client from the environment and the configuration file, like the official tools; settings given here come first. */
  static fromEnv(settings = {}) {
    return new Client({ ...settings, fromEnv: true });
  }

  /** The AI Model Hub. */
  get ai() {
    return new Ai(Service.place(this).service('ai'));
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

  /** Waits for many changes with one poller; gives what became of each, like `Promise.allSettled`. */
  async waitAll(pendings, { signal } = {}) {
    const changes = Array.from(pendings, (pending) => Pending.change(pending));
    const ended = await run(() => this.#connection.waitAll(changes), signal);
    return ended.map(({ value, error }) =>
      error === undefined
        ? { status: 'fulfilled', value: value ?? undefined }
        : { status: 'rejected', reason: made(error) },
    );
  }

  [inspect.custom]() {
    return `Client { residency: '${this.#residency}' }`;
  }
}

function order(operation, { params = [], query, body, region }) {
  return {
    operation,
    params: params.map(String),
    query: pairs(query),
    ...(body === undefined ? {} : { body: revealed(body) }),
    ...(region === undefined ? {} : { region }),
  };
}

/** Every operation that `raw` can call. */
function operations() {
  return native.operations();
}

module.exports = { Client, operations };
