// The programs of examples/node, as a reader would run them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, beforeEach, it } from 'node:test';

import { Simulator, root } from './simulator.mjs';

let cloud;
before(async () => {
  cloud = await Simulator.start();
});
after(() => cloud.stop());
beforeEach(() => cloud.reset());

/** What a story prints. No secret may be in it, nor in what the service saw. */
async function tell(story, env = cloud.env) {
  const child = spawn(process.execPath, [`${root}/examples/node/${story}.mjs`], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (data) => (text += data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const seen = text + JSON.stringify(await cloud.journal());
  for (const secret of [cloud.token, cloud.environment.CLOUDFLARE_API_TOKEN]) assert.ok(!seen.includes(secret));
  assert.doesNotMatch(seen, /PRIVATE KEY/);
  return { text, code };
}

const product = async (name) => (await cloud.journal()).filter((e) => e.product === name);

it('first_call lists the data centers', async () => {
  await cloud.client().datacenters.create({ name: 'mine', location: 'de/fra' }).wait();
  await cloud.clearJournal();
  const { text, code } = await tell('first_call');
  assert.equal(code, 0, text);
  assert.match(text, /^[0-9a-f-]{36} {2}de\/fra {2}mine {2}AVAILABLE\n1 data centers\n$/);
  assert.deepEqual((await cloud.journal()).map((e) => `${e.method} ${e.path}`), ['GET /cloudapi/v6/datacenters']);
});

it('first_call says in one class and one line what is wrong', async () => {
  const { text, code } = await tell('first_call', { ...cloud.env, IONOS_TOKEN: 'wrong' });
  assert.equal(code, 1);
  assert.match(text, /AuthError/);
});

it('provision makes a server with a fresh key, shows progress and cleans up', async () => {
  const { text, code } = await tell('provision');
  assert.equal(code, 0, text);
  assert.match(text, /^key provision-demo SHA256:/);
  assert.match(text, /server web: done\nserver web: RUNNING in ZONE_1, 10\./);
  assert.match(text, /removed\n$/);
  const [server] = (await product('cloud')).filter((e) => e.method === 'POST' && e.path.endsWith('/servers'));
  assert.match(server.body.entities.volumes.items[0].properties.sshKeys[0], /^ssh-ed25519 /);
  assert.deepEqual(await cloud.client().datacenters.list().all(), []);
});

it('chat streams, lets a tool be called and compares texts', async () => {
  const { text, code } = await tell('chat');
  assert.equal(code, 0, text);
  assert.match(text, /\(\d+ \+ \d+ tokens\)/);
  assert.match(text, /the model calls count_servers\(/);
  const [near, far] = [...text.matchAll(/: (-?\d\.\d\d)$/gm)].map((m) => Number(m[1]));
  assert.ok(near > far, text);
  const paths = (await product('ai')).map((e) => e.path);
  assert.deepEqual(paths, ['/v1/chat/completions', '/v1/chat/completions', '/v1/chat/completions', '/v1/embeddings']);
});

it('publish puts the login before the name, and takes everything down', async () => {
  const { text, code } = await tell('publish');
  assert.equal(code, 0, text);
  assert.match(text, /https:\/\/app\.example\.com is up with 4 connections/);
  assert.match(text, /removed\n$/);
  const writes = (await product('cloudflare')).filter((e) => e.method !== 'GET').map((e) => `${e.method} ${e.path}`);
  const at = (pattern) => writes.findIndex((w) => pattern.test(w));
  assert.ok(at(/^POST .*\/access\/apps/) < at(/^POST .*\/dns_records/), writes.join('\n'));
  assert.ok(at(/^DELETE .*\/dns_records/) < at(/^DELETE .*\/access\/apps/), writes.join('\n'));
  assert.deepEqual(await cloud.client().datacenters.list().all(), []);
});

it('secure_stack plans, brings up, audits, prepares the next key and goes down', async () => {
  const { text, code } = await tell('secure_stack');
  assert.equal(code, 0, text);
  assert.match(text, /\d+ to create, 0 to change/);
  assert.match(text, /a second up writes 0 times/);
  assert.equal([...text.matchAll(/ pass: /g)].length, 5, text);
  assert.match(text, /next generation SHA256:/);
  assert.match(text, /down; left in place: .*SSH key secure-ai-admin/);
  assert.deepEqual(await cloud.client().datacenters.list().all(), []);
});
