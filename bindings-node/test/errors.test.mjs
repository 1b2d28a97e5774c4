import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';

import {
  AuthError,
  CanceledError,
  Client,
  ConfigError,
  ConnectError,
  DecodeError,
  InvalidRequestError,
  IonosError,
  NotFoundError,
  ProvisioningError,
  RateLimitedError,
  ResidencyError,
  Secret,
  TimeoutError,
  UnavailableError,
} from 'ionos-sdk';

import { Simulator, plantedSecret } from './simulator.mjs';

let cloud;
let client;
before(async () => {
  cloud = await Simulator.start();
  client = cloud.client();
});
after(() => cloud.stop());
beforeEach(() => cloud.reset());

/** The error of a promise that must fail with this class. */
async function failure(promise, Class) {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (thrown) => thrown,
  );
  assert.ok(error instanceof Class, `${error?.constructor?.name}: ${error?.message}`);
  assert.ok(error instanceof IonosError && error instanceof Error);
  assert.equal(error.name, Class.name);
  assert.doesNotMatch(error.message, /\n/);
  return error;
}

const missing = '00000000-0000-4000-8000-000000000000';

describe('what a service answers', () => {
  it('404 is a NotFoundError with everything that support asks for', async () => {
    const error = await failure(client.datacenter(missing).get(), NotFoundError);
    assert.equal(error.code, 'IONOS_NOT_FOUND');
    assert.equal(error.status, 404);
    assert.equal(error.operation, 'datacentersFindById');
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    assert.equal(error.attempts, 1);
    assert.equal(error.mayHaveHappened, false);
    assert.equal(error.retryable, false);
    assert.match(error.stack, /errors\.test\.mjs/, 'the stack leads to the caller');
  });

  it('401 is an AuthError, and the wrong token is nowhere in it', async () => {
    const token = plantedSecret();
    const error = await failure(cloud.client({ token }).datacenters.list().all(), AuthError);
    assert.equal(error.status, 401);
    assert.ok(!inspect(error, { depth: null, showHidden: true }).includes(token));
  });

  it('refused input is an InvalidRequestError with the service codes', async () => {
    const error = await failure(client.datacenters.create({ name: 'x', location: 'xx/yy' }), InvalidRequestError);
    assert.equal(error.status, 422);
    assert.ok(error.codes.length > 0);
  });

  it('429 is a RateLimitedError that says how long to wait', async () => {
    const impatient = cloud.client({ attempts: 1 });
    await cloud.inject({ fault: { status: { code: 429, retry_after: 7 } } });
    const error = await failure(impatient.datacenters.list().all(), RateLimitedError);
    assert.equal(error.retryAfterMs, 7000);
    assert.equal(error.retryable, true);
  });

  it('503 is tried again, and an UnavailableError when it stays', async () => {
    await cloud.inject({ path: '/datacenters', times: 1, fault: { status: { code: 503 } } });
    assert.deepEqual(await client.datacenters.list().all(), []);
    await cloud.inject({ path: '/datacenters', fault: { status: { code: 503 } } });
    const error = await failure(cloud.client({ attempts: 2 }).datacenters.list().all(), UnavailableError);
    assert.equal(error.attempts, 2);
  });

  it('a creation whose answer is lost may have happened, and is sent once', async () => {
    await cloud.inject({ method: 'POST', path: '/datacenters', times: 1, fault: 'created_then_502' });
    const error = await failure(client.datacenters.create({ name: 'x', location: 'de/txl' }), UnavailableError);
    assert.equal(error.mayHaveHappened, true);
    assert.deepEqual(await cloud.writes(), ['POST /cloudapi/v6/datacenters']);
  });

  it('HTML in place of JSON is a DecodeError', async () => {
    await cloud.inject({ path: '/datacenters', fault: 'html_200' });
    await failure(cloud.client({ attempts: 1 }).datacenters.list().all(), DecodeError);
  });

  it('a request that fails later is a ProvisioningError with the reason', async () => {
    const fault = { fail_request: { message: '[VDC-0-1] no capacity' } };
    await cloud.inject({ method: 'POST', path: '/datacenters', fault });
    const pending = await client.datacenters.create({ name: 'x', location: 'de/txl' });
    const error = await failure(pending.wait(), ProvisioningError);
    assert.match(error.message, /no capacity/);
    await assert.rejects(async () => {
      for await (const _ of pending.progress());
    }, ProvisioningError);
  });
});

describe('what goes wrong on this side', () => {
  it('an unreachable host is a ConnectError with its cause', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    const nowhere = new Client({ token: plantedSecret(), apiUrl: `http://127.0.0.1:${port}`, attempts: 1 });
    const error = await failure(nowhere.datacenters.list().all(), ConnectError);
    assert.ok(error.cause instanceof Error);
    assert.equal(error.status, undefined);
  });

  it('an answer that does not come is a TimeoutError', async () => {
    await cloud.inject({ path: '/datacenters', fault: { delay: { ms: 60_000 } } });
    const hasty = cloud.client({ attempts: 1, attemptTimeoutMs: 50, totalTimeoutMs: 100 });
    await failure(hasty.datacenters.list().all(), TimeoutError);
  });

  it('a wait that is too long is a TimeoutError, and the change goes on', async () => {
    const fault = { hide_after_create: { ms: 300 } };
    await cloud.inject({ method: 'POST', path: '/datacenters', times: 1, fault });
    const pending = await client.datacenters.create({ name: 'x', location: 'de/txl' });
    await failure(pending.wait({ timeoutMs: 0 }), TimeoutError);
    assert.equal((await pending.wait()).metadata.state, 'AVAILABLE');
  });

  it('a place outside Germany is refused before anything is sent', async () => {
    const german = cloud.client({ residency: 'germany' });
    await failure(german.datacenters.create({ name: 'x', location: 'us/las' }), ResidencyError);
    assert.deepEqual(await cloud.journal(), []);
    assert.throws(
      () => new Client({ token: 'x', residency: 'germany', apiUrl: 'https://example.com' }),
      ResidencyError,
    );
  });

  it('bad settings are ConfigErrors that say what to do and show no value', () => {
    const planted = plantedSecret();
    for (const settings of [
      {},
      { token: planted, tokn: planted },
      { token: planted, apiUrl: 'no address' },
      { token: planted, residency: 'mars' },
      { token: planted, minTls: '1.0' },
      { username: planted },
      { token: { [planted]: planted } },
      { token: planted, attempts: planted },
      { token: `${planted}\n` },
    ]) {
      assert.throws(
        () => new Client(settings),
        (error) => {
          assert.ok(error instanceof ConfigError, inspect(error));
          return !inspect(error, { depth: null, showHidden: true }).includes(planted);
        },
      );
    }
  });

  it('an operation that a resource does not have is refused', async () => {
    await assert.rejects(async () => client.locations.create({ name: 'moon' }), InvalidRequestError);
  });
});

describe('giving up', () => {
  it('an aborted call is a CanceledError whose cause is the reason', async () => {
    await cloud.inject({ path: '/datacenters', fault: { delay: { ms: 60_000 } } });
    const reason = new Error('no longer needed');
    const controller = new AbortController();
    const call = client.datacenters.find('x', { signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    const error = await failure(call, CanceledError);
    assert.equal(error.cause, reason);
    assert.equal(error.code, 'IONOS_CANCELED');
  });

  it('a signal that was given already sends nothing', async () => {
    const signal = AbortSignal.abort();
    await failure(client.datacenters.list({ signal }).all(), CanceledError);
    await failure(client.raw('datacentersGet', { signal }), CanceledError);
    await failure(client.datacenters.create({ name: 'x', location: 'de/txl' }, { signal }), CanceledError);
    assert.deepEqual(await cloud.journal(), []);
  });

  it('an aborted wait leaves the change alone', async () => {
    const pending = await client.datacenters.create({ name: 'x', location: 'de/txl' });
    const controller = new AbortController();
    await cloud.inject({ path: '/requests', fault: { delay: { ms: 60_000 } } });
    const wait = pending.wait({ signal: controller.signal });
    setImmediate(() => controller.abort());
    await failure(wait, CanceledError);
    await fetch(`${cloud.url}/_sim/faults`, { method: 'DELETE' });
    assert.equal((await pending.wait()).properties.name, 'x');
  });

  it('no listener stays on the signal', async () => {
    const { getEventListeners } = await import('node:events');
    const { signal } = new AbortController();
    await client.datacenters.list({ signal }).all();
    await client.raw('datacentersGet', { signal });
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });
});

describe('secrets', () => {
  it('appear in no inspection of a client and its handles', async () => {
    const token = cloud.token;
    const shown = [client, client.datacenters, client.datacenter('x'), client.dns, client.ai, client.datacenters.list()]
      .flatMap((one) => [inspect(one, { depth: null, showHidden: true }), JSON.stringify(one), String(one)])
      .join();
    assert.ok(!shown.includes(token));
    const pending = await client.datacenters.create({ name: 'x', location: 'de/txl' });
    assert.ok(!inspect(pending, { depth: null, showHidden: true }).includes(token));
  });

  it('can be given as a Secret, which only reveal shows', async () => {
    const text = plantedSecret();
    const secret = new Secret(text);
    const shown = `${secret} ${JSON.stringify({ secret })} ${inspect({ secret }, { showHidden: true, depth: null })}`;
    assert.ok(!shown.includes(text));
    assert.equal(secret.reveal(), text);
    assert.deepEqual(await cloud.client({ token: new Secret(cloud.token) }).datacenters.list().all(), []);
  });
});
