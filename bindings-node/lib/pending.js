'use strict';

const { run, values } = require('./native.js');

/** A change that the service accepted and works on. Dropping it does not cancel the change. */
class Pending {
  #change;
  #facts;

  constructor(change) {
    this.#change = change;
    this.#facts = change.facts();
  }

  /** The native part of one. */
  static change(pending) {
    return pending.#change;
  }

  /** Identifier of the resource. */
  get id() {
    return this.#facts.id ?? undefined;
  }

  /** Identifier of the request that does the work, when the service named one. */
  get requestId() {
    return this.#facts.requestId ?? undefined;
  }

  /** Whether this call made it; `false` only when `ensure` found it. */
  get created() {
    return this.#facts.created;
  }

  /** The resource as it was accepted. */
  get accepted() {
    return this.#facts.resource ?? undefined;
  }

  /** Waits until the change is finished and gives the resource as it is then. */
  async wait({ signal, timeoutMs } = {}) {
    return (await run(() => this.#change.wait(timeoutMs), signal)) ?? undefined;
  }

  /** How far the change is, until it ends: `queued`, `running`, `settling`, `done`. */
  progress({ signal, timeoutMs } = {}) {
    return values(() => this.#change.progress(timeoutMs), signal);
  }
}

/** The promise of a `Pending`, with a short way to its end: `await servers.create(..).wait()`. */
class Submission extends Promise {
  static get [Symbol.species]() {
    return Promise;
  }

  /** A submission of the change that this work gives. */
  static of(work) {
    return new Submission((resolve, reject) => {
      work().then((change) => resolve(new Pending(change)), reject);
    });
  }

  /** Waits until the change is finished and gives the resource as it is then. */
  wait(options) {
    return this.then((pending) => pending.wait(options));
  }
}

module.exports = { Pending, Submission };
