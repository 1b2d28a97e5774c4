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

/** A value with the texts of the secrets in it. */
function revealed(value) {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revealed(inner)]));
}

module.exports = { Secret, reveal, revealed };
