'use strict';

const { inspect } = require('node:util');

const { native, call, run } = require('./native.js');
const { Secret, reveal } = require('./secret.js');

/** A directory of SSH keys. Private files are 0600, the directory is 0700, and nothing is ever overwritten. */
class KeyStore {
  #store;
  #path;

  constructor(store, path) {
    this.#store = store;
    this.#path = path;
  }

  /** Opens the store; a missing directory is made. */
  static async open(path) {
    return new KeyStore(call(() => native.KeyStore.open(String(path))), String(path));
  }

  get path() {
    return this.#path;
  }

  /** Makes a key that does not exist yet. */
  async generate(name, options) {
    return keyInfo(await run(() => this.#store.generate(draft(name, options))));
  }

  /** Makes a key unless it exists. */
  async ensure(name, options) {
    const { key, created } = await run(() => this.#store.ensure(draft(name, options)));
    return { key: keyInfo(key), created };
  }

  /** All keys. */
  async list() {
    return (await run(() => this.#store.list())).map(keyInfo);
  }

  /** One key. */
  async get(name) {
    return keyInfo(await run(() => this.#store.get(name)));
  }

  /** The private half, in OpenSSH format. */
  async privateKey(name, { passphrase } = {}) {
    return new Secret(await run(() => this.#store.privateKey(name, reveal(passphrase))));
  }

  /** Records that a key belongs to a fleet; `false` when it is recorded already. */
  assign(place) {
    return run(() => this.#store.assign(place));
  }

  /** Removes that record; `false` when there is none. */
  unassign(place) {
    return run(() => this.#store.unassign(place));
  }

  /** Which key belongs to which fleet, person and generation. */
  async assignments() {
    const all = await run(() => this.#store.assignments());
    return all.map(({ public_key: publicKey, assigned_at: assignedAt, ...rest }) => ({ ...rest, publicKey, assignedAt }));
  }

  [inspect.custom]() {
    return `KeyStore { path: '${this.#path}' }`;
  }
}

function draft(name, { comment, passphrase } = {}) {
  const full = { name };
  if (comment !== undefined) full.comment = comment;
  if (passphrase !== undefined) full.passphrase = reveal(passphrase);
  return full;
}

function keyInfo({ public_key: publicKey, created_at: createdAt, ...rest }) {
  return { ...rest, publicKey, createdAt };
}

module.exports = { KeyStore };
