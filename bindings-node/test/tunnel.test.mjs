import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { inspect } from 'node:util';

import {
  AuthError,
  CanceledError,
  InvalidRequestError,
  KeyStore,
  NotFoundError,
  TunnelError,
  connectorCloudConfig,
  publish,
  unpublish,
} from 'ionos-sdk';

import { Simulator, plantedSecret } from './simulator.mjs';

let cloud;
let account;
let connector;
const service = {
  name: 'app',
  hostname: 'app.example.com',
  service: 'http://localhost:8080',
  emailDomains: ['example.com'],
};

before(async () => {
  cloud = await Simulator.start();
});
after(() => cloud.stop());
beforeEach(async () => {
  await cloud.reset();
  const { environment: env } = cloud;
  account = { token: env.CLOUDFLARE_API_TOKEN, account: env.CLOUDFLARE_ACCOUNT_ID, baseUrl: env.CLOUDFLARE_BASE_URL };
  const client = cloud.client();
  const { key } = await (await KeyStore.open(`${cloud.secrets}/ssh`)).ensure('tunnel');
  const { id } = await client.datacenters.create({ name: 'x', location: 'de/txl' }).wait();
  const userData = Buffer.from(connectorCloudConfig()).toString('base64');
  const boot = { name: 'b', type: 'SSD', size: 10, imageAlias: 'ubuntu:24.04', sshKeys: [key.publicKey], userData };
  const entities = { volumes: [boot], nics: [{ lan: 1 }] };
  const server = await client.datacenter(id).servers.create({ name: 's', cores: 1, ram: 1024, entities }).wait();
  connector = { via: 'guest', server: server.id, url: env.IONOS_GUEST_URL };
  await cloud.clearJournal();
});

const cloudflareWrites = async () =>
  (await cloud.journal()).filter((e) => e.product === 'cloudflare' && e.method !== 'GET').map((e) => e.path);

it('publishing makes the login first and the name last, and tells its steps', async () => {
  const events = [];
  const published = await publish(service, { connector, account, onEvent: (e) => events.push(e) });
  assert.equal(published.hostname, 'app.example.com');
  assert.equal(published.connector.healthy, true);
  const steps = ['access', 'tunnel', 'configuration', 'handover', 'connector', 'dns'];
  assert.deepEqual(published.changes.map((c) => c.step), steps);
  assert.deepEqual(events.filter((e) => e.event === 'done').map((e) => e.step), steps);
  const writes = await cloudflareWrites();
  assert.match(writes[0], /\/access\//);
  assert.match(writes.at(-1), /\/dns_records/);
});

it('a second publish writes nothing', async () => {
  await publish(service, { connector, account });
  await cloud.clearJournal();
  const again = await publish(service, { connector, account });
  assert.ok(again.changes.every((c) => c.change === 'kept'));
  assert.deepEqual(await cloud.writes(), []);
});

it('what is published can be taken down, also at the end of a block', async () => {
  const published = await publish(service, { connector, account });
  await published[Symbol.asyncDispose]();
  const { changes } = await unpublish(service, { account });
  assert.deepEqual(changes.map((c) => c.change), ['kept', 'kept', 'kept', 'kept']);
  const writes = await cloudflareWrites();
  assert.match(writes.at(-1), /\/access\//);
});

it('an open policy and a bad name are refused before anything is sent', async () => {
  for (const wrong of [
    { emailDomains: [] },
    { emailDomains: ['gmail.com'] },
    { hostname: '*.example.com' },
    { service: 'gopher://localhost' },
    { service: 'no address' },
  ]) {
    await assert.rejects(publish({ ...service, ...wrong }, { connector, account }), InvalidRequestError);
  }
  await assert.rejects(publish(service, { connector: { via: 'pigeon' }, account }), InvalidRequestError);
  assert.deepEqual(await cloud.journal(), []);
});

it('a wrong token and a server that is not there come as classes that show no secret', async () => {
  const token = plantedSecret();
  const shows = (error) => inspect(error, { depth: null, showHidden: true });
  await assert.rejects(publish(service, { connector, account: { ...account, token } }), (error) => {
    assert.ok(error instanceof AuthError, shows(error));
    assert.equal(error.cause.status, 401);
    return !shows(error).includes(token);
  });
  const missing = { ...connector, server: '00000000-0000-4000-8000-000000000000' };
  await assert.rejects(publish(service, { connector: missing, account }), (error) => {
    assert.ok(error instanceof TunnelError, shows(error));
    assert.equal(error.code, 'IONOS_HANDOVER');
    assert.ok(error.cause instanceof NotFoundError, shows(error));
    return !shows(error).includes(account.token);
  });
});

it('a signal stops a run, and the next one goes on', async () => {
  const controller = new AbortController();
  const onEvent = (e) => e.event === 'done' && e.step === 'tunnel' && controller.abort();
  await assert.rejects(publish(service, { connector, account, onEvent, signal: controller.signal }), CanceledError);
  const published = await publish(service, { connector, account });
  assert.equal(published.changes.find((c) => c.step === 'tunnel').change, 'kept');
});
