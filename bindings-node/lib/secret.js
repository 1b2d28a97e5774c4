'use strict';

const { inspect } = require('node:util');

/** A text that must not be printed. Only `reveal` shows it. */
class Secret {
  #text;

  constructor(text) {
    this.#text = String(text);
  }

  /** The text itself. Keep it out of logs. */
  reveal() {
    return this.#text;
  }

  toString() {
    return '[redacted]';
  }

  toJSON() {
    return '[redacted]';
  }

  [inspect.custom]() {
    return 'Secret [redacted]';
  }
}

/** The text of a secret, or of a string. */
function reveal(value) {
  return value instanceof Secret ? value.reveal() : value;
}

module.exports = { Secret, reveal };
