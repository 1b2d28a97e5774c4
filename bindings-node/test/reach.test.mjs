// Every operation of every API is reached through the handles, and its request is as the service wants it.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, it } from 'node:test';

import { Client, IonosError, List, Secret, operations } from 'ionos-sdk';

const { Service } = createRequire(import.meta.url)('../lib/resource.js');

/** Where each API is below a host that serves all of them. */
const PREFIX = {
  cloud: '/cloudapi/v6',
  auth: '/auth/v1',
  'activity-log': '/activitylog/v1',
  'container-registry': '/containerregistries',
  'hosting-dns': '/dns',
};
const ANSWER = JSON.stringify({
  id: '1',
  metadata: { status: 'DONE', state: 'AVAILABLE' },
  properties: {},
  items: [],
  choices: [],
  data: [],
});

let server;
let client;
const calls = [];
before(async () => {
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const [path, query = ''] = request.url.split('?');
    calls.push({ method: request.method, path, query, body: Buffer.concat(chunks).toString() });
    response.setHeader('content-type', 'application/json');
    response.end(request.method === 'HEAD' ? undefined : ANSWER);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${server.address().port}`;
  client = new Client({ token: 't', hostingKey: 'a.b', apiUrl, attempts: 1 });
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => calls.splice(0));

/** The sample answer does not fit everywhere; what counts is that the request was sent. */
async function sent(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IonosError)) throw error;
    return undefined;
  }
}

const SKIPPED = new Set(
  'constructor act assign collection ensure ensureLabelled fromEnv raw rawReply rawChange waitAll'.split(' '),
);
const GIVEN = { attach: ['1'], patch: [{}], replace: [{}], create: [{}], find: ['x'], logging: ['de-txl'] };
const ASKED = {
  chat: { model: 'm', messages: [{ role: 'user', content: 'x' }] },
  complete: { model: 'm', prompt: 'x' },
  embeddings: { model: 'm', input: 'x' },
  generateImage: { model: 'm', prompt: 'x' },
};

async function walk(handle, seen) {
  const { api, path } = Service.place(handle);
  const place = `${handle.constructor.name} ${api} ${path}`;
  if (seen.has(place)) return;
  seen.add(place);
  for (let type = Object.getPrototypeOf(handle); type !== Service.prototype; type = Object.getPrototypeOf(type)) {
    for (const [name, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (SKIPPED.has(name)) continue;
      let found;
      if (get) {
        found = handle[name];
      } else if (handle.constructor.name === 'Ai') {
        found = await sent(() => handle[name](ASKED[name]));
      } else {
        const given = GIVEN[name] ?? Array.from({ length: value.length }, () => 'de/txl');
        found = await sent(async () => {
          const answer = handle[name](...given);
          if (answer instanceof List) return answer.all();
          if (answer?.[Symbol.asyncIterator]) for await (const _ of answer) break;
          return answer;
        });
      }
      if (found instanceof Service) await walk(found, seen);
    }
  }
}

function pattern({ key, path }) {
  const escaped = path === '/' ? '/?' : path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${PREFIX[key] ?? ''}${escaped}$`);
}

describe('the handles', () => {
  it('reach every operation, and nothing else', async () => {
    await walk(client, new Set());
    const table = operations().map((o) => ({ ...o, pattern: pattern(o) }));
    const fits = (o, call) => o.method === call.method && o.pattern.test(call.path);
    const missing = table.filter((o) => !calls.some((call) => fits(o, call))).map((o) => `${o.key} ${o.id}`);
    assert.deepEqual(missing, []);
    const unknown = calls.filter((call) => !table.some((o) => fits(o, call)));
    assert.deepEqual(unknown, []);
  });

  const WIRE = [
    [
      (c) => c.datacenter('1').servers.create({ name: 's', entities: { nics: [{ lan: 1 }] } }),
      'POST /cloudapi/v6/datacenters/1/servers',
      { properties: { name: 's' }, entities: { nics: { items: [{ properties: { lan: 1 } }] } } },
    ],
    [(c) => c.datacenter('1').server('2').patch({ name: 'n' }), 'PATCH /cloudapi/v6/datacenters/1/servers/2', { name: 'n' }],
    [
      (c) => c.datacenter('1').server('2').volumes.attach('3'),
      'POST /cloudapi/v6/datacenters/1/servers/2/volumes',
      { id: '3' },
    ],
    [(c) => c.datacenter('1').server('2').volume('3').detach(), 'DELETE /cloudapi/v6/datacenters/1/servers/2/volumes/3', ''],
    [
      (c) => c.datacenter('1').server('2').delete({ withVolumes: true }),
      'DELETE /cloudapi/v6/datacenters/1/servers/2?deleteVolumes=true',
      '',
    ],
    [
      (c) => c.datacenter('1').server('2').protect(['4']),
      'PUT /cloudapi/v6/datacenters/1/servers/2/securitygroups',
      { ids: ['4'] },
    ],
    [(c) => c.dns.zone('1').replace({ zoneName: 'a.org' }), 'PUT /zones/1', { properties: { zoneName: 'a.org' } }],
    [(c) => c.dns.zone('1').importZoneFile('$ORIGIN a.org.'), 'PUT /zones/1/zonefile', '$ORIGIN a.org.'],
    [
      (c) => c.hostingDns.zone('1').patch([{ name: 'a.org', type: 'A', content: '::1' }]),
      'PATCH /dns/v1/zones/1',
      [{ name: 'a.org', type: 'A', content: '::1' }],
    ],
    [(c) => c.auth.generate({ ttl: 60 }), 'GET /auth/v1/tokens/generate?ttl=60', ''],
    [(c) => c.activityLog.events(31).next(), 'GET /activitylog/v1/contracts/31?offset=0&limit=20', ''],
    [
      (c) => c.objectStorage.accessKey('7').replace({ description: 'd' }),
      'PUT /accesskeys/7',
      { id: '7', properties: { description: 'd' } },
    ],
    [(c) => c.logging('de-txl').pipeline('1').patch({ name: 'p' }), 'PATCH /pipelines/1', { properties: { name: 'p' } }],
    [
      (c) => c.containerRegistry.registry('1').repository('team/app').delete(),
      'DELETE /containerregistries/registries/1/repositories/team%2Fapp',
      '',
    ],
    [(c) => c.certificates.certificate('1').patch({ name: 'c' }), 'PATCH /certificates/1', { properties: { name: 'c' } }],
    [
      (c) => c.ai.complete({ model: 'm', prompt: 'p' }),
      'POST /v1/completions',
      { model: 'm', prompt: 'p', max_tokens: 1024 },
    ],
    [(c) => c.documentCollections.collection('1').query({ query: 'q' }), 'POST /collections/1/query', { query: 'q' }],
    [
      (c) => c.users.create({ firstname: 'A', password: new Secret('hunter2') }),
      'POST /cloudapi/v6/um/users',
      { properties: { firstname: 'A', password: 'hunter2' } },
    ],
  ];
  for (const [work, line, body] of WIRE) {
    it(`send ${line} as the service wants it`, async () => {
      await sent(() => work(client));
      const [call] = calls;
      assert.equal(`${call.method} ${call.path}${call.query && '?'}${call.query}`, line);
      assert.deepEqual(typeof body === 'string' ? call.body : JSON.parse(call.body), body);
    });
  }
});
