'use strict';

const { native, call, narrated } = require('./native.js');

/** A declared stack. Credentials and addresses come from the environment. */
class Stack {
  #stack;
  #settings;
  #facts;

  constructor(stack, { secrets = process.env.IONOS_SECRETS || '/secrets', profile } = {}) {
    this.#stack = stack;
    this.#settings = profile === undefined ? { secrets } : { secrets, profile };
    this.#facts = stack.facts();
  }

  /** Reads a stack file. */
  static async load(path, settings) {
    return new Stack(call(() => native.Stack.load(String(path))), settings);
  }

  /** Reads a stack from text; `name` stands for the file in messages. */
  static parse(text, name, settings) {
    return new Stack(call(() => native.Stack.parse(text, name)), settings);
  }

  get name() {
    return this.#facts.name;
  }
  get description() {
    return this.#facts.description;
  }
  get location() {
    return this.#facts.location;
  }

  #run(verb, options) {
    return narrated(() => this.#stack.run({ verb, ...this.#settings }), options);
  }

  /** What `up` would do. Writes nothing. */
  plan(options) {
    return this.#run('plan', options);
  }

  /** What `down` would do. Writes nothing. */
  planDown(options) {
    return this.#run('planDown', options);
  }

  /** Makes what is missing and mends what differs. */
  up(options) {
    return this.#run('up', options);
  }

  /** Takes the stack down; what is protected stays. */
  down(options) {
    return this.#run('down', options);
  }

  /** What differs, and what the compliance checks say. Writes nothing. */
  status(options) {
    return this.#run('status', options);
  }

  /** What the compliance checks say. Writes nothing. */
  audit(options) {
    return this.#run('audit', options);
  }
}

module.exports = { Stack };
