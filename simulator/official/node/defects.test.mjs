// What breaks in the official Node SDK, each time with the simulator as it is, and that it does not break in ours. A test is about a
// scenario and a client: the faults of a scenario, where it needs any, are in `../scenarios`, and `docs/defects.md` has a row for each.
// The official package is unmodified; only the timers that it sets are watched.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, it } from 'node:test';
import { inspect } from 'node:util';

import official from '@ionos-cloud/sdk-nodejs';
import {
  Client,
  ConnectError,
  DecodeError,
  PermissionDeniedError,
  ProvisioningError,
  RateLimitedError,
  TimeoutError,
  UnavailableError,
} from 'ionos-sdk';

import { Simulator } from './simulator.mjs';

const OFFICIAL = '@ionos-cloud/sdk-nodejs';
const OURS = 'ionos-sdk';
const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** Scenarios about settings that only a Python process has. */
const PYTHON_ONLY = ['debug-switch'];
const BLOCK = { name: 'one', location: 'de/txl', size: 1 };

const here = (path) => new URL(path, import.meta.url);
const manifest = JSON.parse(readFileSync(here(`node_modules/${OFFICIAL}/package.json`), 'utf8'));
const proved = [];

let cloud;
before(async () => {
  cloud = await Simulator.start();
});
beforeEach(() => cloud.reset());
after(() => cloud.stop());

/** A test of what a client does in a scenario. */
function defect(scenario, client, name, test) {
  proved.push([scenario, client]);
  it(`${scenario}: ${name}`, async (t) => {
    const file = here(`../scenarios/${scenario}.json`);
    if (existsSync(file)) await cloud.admin('POST', 'scenario', JSON.parse(readFileSync(file, 'utf8')));
    await test(t);
  });
}

const configuration = () => new official.Configuration({ basePath: `${cloud.url}/cloudapi/v6`, apiKey: cloud.token });
const theirs = (Api) => new official[Api](configuration());
const ours = (settings) => new Client({ token: cloud.token, apiUrl: cloud.url, ...settings });

/** How long the official SDK wants to wait, each time in milliseconds; its waits are cut short. */
function waits(t) {
  const real = globalThis.setTimeout;
  const waits = [];
  t.mock.method(globalThis, 'setTimeout', (then, ms, ...rest) => {
    if (!new Error().stack.includes(OFFICIAL)) return real(then, ms, ...rest);
    waits.push(ms);
    return real(then, 0, ...rest);
  });
  return waits;
}

/** The names of the blocks that are reserved in truth. */
async function blocks() {
  const headers = { authorization: `Bearer ${cloud.token}` };
  const { items } = await (await fetch(`${cloud.url}/cloudapi/v6/ipblocks?depth=1`, { headers })).json();
  return items.map((block) => block.properties.name);
}

const sent = async (method, path) => (await cloud.journal()).filter((e) => e.method === method && e.path === path).length;

/** What anybody can see of an error who prints it or writes it to a log. */
const shown = (error) => inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;

defect('created-but-502', OFFICIAL, 'the official SDK makes two of one', async (t) => {
  waits(t);
  await theirs('IPBlocksApi').ipblocksPost({ ipblock: { properties: BLOCK } });
  assert.deepEqual(await blocks(), ['one', 'one']);
});

defect('created-but-502', OURS, 'ours makes one and says what is unclear', async () => {
  await assert.rejects(ours().ipBlocks.create(BLOCK), (error) => error instanceof UnavailableError && error.mayHaveHappened);
  assert.deepEqual(await blocks(), ['one']);
});

defect('created-but-502', OURS, 'ours can find out what became of it', async () => {
  await ours().ipBlocks.ensure(BLOCK).wait();
  assert.deepEqual(await blocks(), ['one']);
  assert.equal(await sent('POST', '/cloudapi/v6/ipblocks'), 1);
});

defect('created-but-dropped', OURS, 'ours makes one', async () => {
  await assert.rejects(ours().ipBlocks.create(BLOCK), (error) => error instanceof ConnectError && error.mayHaveHappened);
  assert.deepEqual(await blocks(), ['one']);
});

defect('unavailable-once', OURS, 'ours tries again, for DNS as well', async () => {
  const client = ours({ totalTimeoutMs: 9000 });
  assert.deepEqual(await client.datacenters.list().all(), []);
  assert.equal(await sent('GET', '/cloudapi/v6/datacenters'), 2);
  await cloud.inject({ method: 'GET', times: 1, fault: { status: { code: 503 } } });
  assert.deepEqual(await client.dns.zones.list().all(), []);
});

defect('dropped-once', OFFICIAL, 'the official SDK gives up', async (t) => {
  waits(t);
  await assert.rejects(theirs('DataCentersApi').datacentersGet(), /ECONNRESET|socket hang up/);
  assert.equal(await sent('GET', '/cloudapi/v6/datacenters'), 1);
});

defect('dropped-once', OURS, 'ours reads again', async () => {
  assert.deepEqual(await ours().datacenters.list().all(), []);
  assert.equal(await sent('GET', '/cloudapi/v6/datacenters'), 2);
});

defect('too-many-calls', OURS, 'ours needs no header', async () => {
  assert.deepEqual(await ours().datacenters.list().all(), []);
});

defect('wait-seven-seconds', OFFICIAL, 'the official SDK waits for as long as it likes', async (t) => {
  const waited = waits(t);
  await theirs('DataCentersApi').datacentersGet();
  assert.deepEqual(waited, [1000, 2000]);
});

defect('wait-seven-seconds', OURS, 'ours does not come back before it is told to', async () => {
  await assert.rejects(ours({ totalTimeoutMs: 5000 }).datacenters.list().all(), (error) => {
    return error instanceof RateLimitedError && error.retryAfterMs === 7000;
  });
  assert.equal(await sent('GET', '/cloudapi/v6/datacenters'), 1);
});

defect('wait-until-a-date', OURS, 'ours reads dates', async () => {
  await assert.rejects(ours().datacenters.list().all(), (error) => {
    return error instanceof RateLimitedError && error.retryAfterMs > 86_400_000;
  });
  assert.equal(await sent('GET', '/cloudapi/v6/datacenters'), 1);
});

defect('first-call', OFFICIAL, 'the official SDK waits for a second before it calls', async (t) => {
  const waited = waits(t);
  await theirs('DataCentersApi').datacentersGet();
  assert.deepEqual(waited, [1000]);
});

defect('first-call', OURS, 'ours calls at once', async () => {
  assert.deepEqual(await ours({ totalTimeoutMs: 900 }).datacenters.list().all(), []);
});

defect('page-of-html', OFFICIAL, 'the official SDK takes a web page for a data center', async (t) => {
  waits(t);
  const { data } = await theirs('DataCentersApi').datacentersFindById({ datacenterId: NOWHERE });
  assert.match(data, /^<html>/);
});

defect('page-of-html', OURS, 'ours says that it is no answer', async () => {
  await assert.rejects(ours({ attempts: 2 }).datacenter(NOWHERE).get(), DecodeError);
});

defect('new-record-type', OURS, 'ours reads new words', async () => {
  const client = ours();
  const { id } = await client.dns.zones.create({ zoneName: 'stack.example' }).wait();
  const { records } = client.dns.zone(id);
  for (const name of ['a', 'b']) await records.create({ name, type: 'A', content: '192.0.2.1' }).wait();
  const types = (await records.list().all()).map((record) => record.properties.type);
  assert.deepEqual(types.sort(), ['A', 'OPENPGPKEY2']);
});

defect('new-field', OURS, 'ours keeps new fields', async () => {
  const client = ours();
  const { id } = await client.datacenters.create({ name: 'one', location: 'de/txl' }).wait();
  assert.equal((await client.datacenter(id).get()).properties.metroRegion, 'de/txl');
});

defect('clear-a-field', OURS, 'ours clears a field', async () => {
  const client = ours();
  const { id } = await client.datacenters.create({ name: 'one', location: 'de/txl' }).wait();
  const lans = client.datacenter(id).lans;
  const lan = await lans.create({ name: 'six', ipv6CidrBlock: 'AUTO' }).wait();
  assert.ok(lan.properties.ipv6CidrBlock);
  const changed = await lans.item(lan.id).patch({ ipv6CidrBlock: null }).wait();
  assert.equal(changed.properties.ipv6CidrBlock ?? null, null);
});

defect('failed-request', OFFICIAL, 'the official SDK ends a failed wait like any other', async (t) => {
  waits(t);
  const { headers } = await theirs('IPBlocksApi').ipblocksPost({ ipblock: { properties: BLOCK } });
  const { data } = await official.waitForRequest(configuration(), headers.location);
  assert.equal(data.metadata.status, 'FAILED');
  assert.deepEqual(await blocks(), []);
});

defect('failed-request', OURS, 'ours says that it failed, and why', async () => {
  const pending = await ours().ipBlocks.create(BLOCK);
  await assert.rejects(pending.wait(), (error) => error instanceof ProvisioningError && error.message.includes('VDC-5-0'));
});

defect('no-answer-in-time', OURS, 'ours has one error for it', async () => {
  await assert.rejects(ours({ attemptTimeoutMs: 100, totalTimeoutMs: 300 }).datacenters.list().all(), TimeoutError);
});

defect('half-a-second', OURS, 'ours counts fractions', async () => {
  await assert.rejects(ours({ attemptTimeoutMs: 100, totalTimeoutMs: 200 }).datacenters.list().all(), TimeoutError);
});

/** Sets the variables that the simulator prints, for one test. */
function withVariables(t) {
  const before = { ...process.env };
  t.after(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
  Object.assign(process.env, cloud.environment);
}

defect('variables', OFFICIAL, 'the official SDK misunderstands an address that suits the official tools', async (t) => {
  waits(t);
  withVariables(t);
  await assert.rejects(new official.DataCentersApi(official.Configuration.fromEnv()).datacentersGet(), /404/);
  assert.equal(await sent('GET', '/datacenters'), 1);
});

defect('variables', OURS, 'ours reads the variables', async (t) => {
  withVariables(t);
  assert.deepEqual(await Client.fromEnv().datacenters.list().all(), []);
  assert.equal(await sent('GET', '/cloudapi/v6/datacenters'), 1);
});

/** What is printed while something is done. */
async function printed(t, work) {
  const pieces = [];
  for (const stream of [process.stdout, process.stderr]) {
    t.mock.method(stream, 'write', (piece) => Boolean(pieces.push(String(piece))));
  }
  try {
    await work();
  } finally {
    t.mock.restoreAll();
  }
  return pieces.join('');
}

defect('debug-output', OURS, 'ours prints no token', async (t) => {
  const text = await printed(t, async () => {
    const client = ours();
    console.log(client, inspect(client, { depth: 20, showHidden: true }));
    await client.datacenters.list().all();
  });
  assert.match(text, /Client/);
  assert.ok(!text.includes(cloud.token));
});

defect('pinned-certificate', OURS, 'ours demands the pin in addition', async (t) => {
  const encrypted = await Simulator.start('--tls');
  t.after(() => encrypted.stop());
  const folder = mkdtempSync(join(tmpdir(), 'ionos-pin-'));
  t.after(() => {
    delete process.env.SSL_CERT_FILE;
    rmSync(folder, { recursive: true });
  });
  const list = (pinnedCertificate) => {
    const client = new Client({ token: encrypted.token, apiUrl: encrypted.url, pinnedCertificate, attempts: 1 });
    return client.datacenters.list().all();
  };
  await assert.rejects(list(encrypted.pin), ConnectError);
  process.env.SSL_CERT_FILE = join(folder, 'ca.pem');
  writeFileSync(process.env.SSL_CERT_FILE, encrypted.authority);
  assert.deepEqual(await list(encrypted.pin), []);
  await assert.rejects(list('00'.repeat(32)), ConnectError);
  await assert.rejects(fetch(`${encrypted.url}/_sim`), (error) => /VERIFY|CERT/.test(error.cause.code));
});

defect('refused', OFFICIAL, 'the error of the official SDK holds the token', async (t) => {
  waits(t);
  await assert.rejects(theirs('DataCentersApi').datacentersGet(), (error) => JSON.stringify(error).includes(cloud.token));
});

defect('refused', OURS, 'ours keeps the token out of errors', async () => {
  await assert.rejects(ours().datacenters.list().all(), (error) => {
    assert.ok(!shown(error).includes(cloud.token));
    return error instanceof PermissionDeniedError;
  });
});

// The rows for Python are proved by `../python/test_defects.py`, which has a test like this one.
it('every row of the documentation is proved', () => {
  const table = readFileSync(here('../../../docs/defects.md'), 'utf8');
  const rows = [...table.matchAll(/^\| \[?`([\w-]+)`\S* \| `(.+?)` (\S+) \|/gm)].map((row) => row.slice(1));
  const official = rows.filter(([, client]) => client === OFFICIAL).map(([scenario, , version]) => `${scenario} ${version}`);
  const of = (client) => new Set(proved.filter((pair) => pair[1] === client).map(([scenario]) => scenario));
  assert.deepEqual(new Set(official), new Set([...of(OFFICIAL)].map((scenario) => `${scenario} ${manifest.version}`)));
  const all = rows.map(([scenario]) => scenario);
  assert.deepEqual(of(OURS), new Set(all.filter((scenario) => !PYTHON_ONLY.includes(scenario))));
});
