'use strict';

const { native, call, narrated } = require('./native.js');
const { reveal } = require('./secret.js');

function account(given) {
  return given && { ...given, token: reveal(given.token) };
}


/** A service that is published. With `await using` it is taken down at the end of the block. */
class Published {
  #publication;
  #account;

  constructor(result, publication, given) {
    const { changes, ...rest } = result;
    Object.assign(this, rest, { changes: changes.map(([step, change]) => ({ step, change })) });
    this.#publication = publication;
    this.#account = given;
  }

  unpublish(options) {
    return unpublish(this.#publication, { ...options, account: this.#account });
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.unpublish();
  }
}

/** Publishes a service: login first, then the tunnel and its connector, the name last. */
async function publish(publication, { connector, account: given, onEvent, signal }) {
  const open = () => native.publish(publication, connector, account(given));
  return new Published(await narrated(open, { onEvent, signal }), publication, given);
}

/** Takes a publication down: the name first, the login last. */
async function unpublish(publication, { account: given, onEvent, signal } = {}) {
  const open = () => native.unpublish(publication, account(given));
  const { changes } = await narrated(open, { onEvent, signal });
  return { changes: changes.map(([step, change]) => ({ step, change })) };
}

/** First-boot instructions (`#cloud-config`) that install the connector and start it when its token arrives. */
function connectorCloudConfig() {
  return call(() => native.connectorCloudConfig());
}

module.exports = { publish, unpublish, connectorCloudConfig, Published };
