import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, it } from 'node:test';

import * as sdk from 'ionos-sdk';
import { Client, InvalidRequestError, operations } from 'ionos-sdk';

import { Simulator } from './simulator.mjs';

let cloud;
let client;
before(async () => {
  cloud = await Simulator.start();
  client = cloud.client();
});
after(() => cloud.stop());
beforeEach(() => cloud.reset());

/** A data center that is ready. */
async function datacenter(name = 'test') {
  const made = await client.datacenters.create({ name, location: 'de/txl' }).wait();
  return client.datacenter(made.id);
}

describe('collections and items', () => {
  it('a created resource is ready after wait, and reads back as it was asked for', async () => {
    const made = await client.datacenters.create({ name: 'a', location: 'de/txl', description: 'x' }).wait();
    assert.equal(made.metadata.state, 'AVAILABLE');
    const read = await client.datacenter(made.id).get();
    assert.deepEqual(
      [read.properties.name, read.properties.location, read.properties.description],
      ['a', 'de/txl', 'x'],
    );
  });

  it('a pending change tells its id, its request and its steps', async () => {
    const pending = await client.datacenters.create({ name: 'a', location: 'de/txl' });
    assert.match(pending.id, /^[0-9a-f-]{36}$/);
    assert.match(pending.requestId, /^[0-9a-f-]{36}$/);
    assert.equal(pending.created, true);
    assert.equal(pending.accepted.properties.name, 'a');
    const steps = [];
    for await (const step of pending.progress()) steps.push(step);
    assert.equal(steps.at(-1), 'done');
    assert.equal((await pending.wait()).id, pending.id);
    assert.equal((await pending.wait()).id, pending.id, 'it can be waited for again');
  });

  it('a list walks over all pages', async () => {
    const here = await datacenter();
    const names = Array.from({ length: 7 }, (_, i) => `lan-${i}`);
    await Promise.all(names.map((name) => here.lans.create({ name, public: false }).wait()));
    const seen = [];
    for await (const lan of here.lans.list({ pageSize: 3 })) seen.push(lan.properties.name);
    assert.deepEqual(seen.sort(), names);
    const pages = [];
    for await (const page of here.lans.list({ pageSize: 3 }).pages()) pages.push(page.length);
    assert.deepEqual(pages, [3, 3, 1]);
  });

  it('leaving a list early reads no further page', async () => {
    const here = await datacenter();
    await Promise.all([1, 2, 3, 4].map((i) => here.lans.create({ name: `lan-${i}` }).wait()));
    await cloud.clearJournal();
    for await (const _ of here.lans.list({ pageSize: 2 })) break;
    assert.equal((await cloud.journal()).length, 1);
  });

  it('filters, depth and order reach the service', async () => {
    await datacenter('web-1');
    await datacenter('db-1');
    const found = await client.datacenters.list({ filter: { name: 'web' }, orderBy: 'name', depth: 3 }).all();
    assert.deepEqual(found.map((d) => d.properties.name), ['web-1']);
    assert.ok(found[0].entities.servers);
  });

  it('find gives the exact name or undefined', async () => {
    await datacenter('web-10');
    const { id } = await datacenter('web-1');
    assert.equal((await client.datacenters.find('web-1')).id, id);
    assert.equal(await client.datacenters.find('web'), undefined);
  });

  it('a server is made with what it contains', async () => {
    const here = await datacenter();
    const server = await here.servers
      .create({
        name: 'web',
        cores: 2,
        ram: 4096,
        entities: {
          volumes: [{ name: 'boot', type: 'SSD Premium', size: 10, licenceType: 'LINUX' }],
          nics: [
            { name: 'n', lan: 1, firewallActive: true, entities: { firewallrules: [{ name: 'r', protocol: 'TCP' }] } },
          ],
        },
      })
      .wait();
    const handle = here.server(server.id);
    const [nic] = await handle.nics.list().all();
    assert.equal(nic.properties.lan, 1);
    assert.deepEqual((await handle.volumes.list().all()).map((v) => v.properties.name), ['boot']);
    assert.deepEqual((await handle.nic(nic.id).firewallRules.list().all()).map((r) => r.properties.protocol), ['TCP']);

    await handle.stop().wait();
    assert.equal((await handle.get()).properties.vmState, 'SHUTOFF');
    await handle.start().wait();
    assert.equal((await handle.get()).properties.vmState, 'RUNNING');
    await handle.delete({ withVolumes: true }).wait();
    assert.equal(await handle.getOrUndefined(), undefined);
    assert.deepEqual(await here.volumes.list().all(), []);
  });

  it('a patch changes what it names and nothing else', async () => {
    const here = await datacenter('before');
    await here.patch({ description: 'text' }).wait();
    const changed = await here.patch({ name: 'after' }).wait();
    assert.deepEqual([changed.properties.name, changed.properties.description], ['after', 'text']);
  });

  it('labels are set whether they exist or not', async () => {
    const here = await datacenter();
    await here.labels.set('owner', 'a');
    await here.labels.set('owner', 'b');
    const labels = await here.labels.list().all();
    assert.deepEqual(labels.map((l) => [l.properties.key, l.properties.value]), [['owner', 'b']]);
  });

  it('security groups protect a server', async () => {
    const here = await datacenter();
    const group = await here.securityGroups
      .create({ name: 'g', entities: { rules: [{ name: 'ssh', protocol: 'TCP', sourceIp: '10.0.0.1' }] } })
      .wait();
    assert.equal((await here.securityGroup(group.id).rules.list().all()).length, 1);
    const server = await here.servers
      .create({ name: 'web', cores: 1, ram: 1024, entities: { nics: [{ lan: 1 }] } })
      .wait();
    await here.server(server.id).protect([group.id]).wait();
    const read = await here.server(server.id).get({ depth: 3 });
    assert.deepEqual(read.entities.securitygroups.items.map((g) => g.id), [group.id]);
  });

  it('a snapshot of a volume is a resource of its own', async () => {
    const here = await datacenter();
    const volume = await here.volumes.create({ name: 'v', type: 'HDD', size: 5, licenceType: 'LINUX' }).wait();
    const snapshot = await here.volume(volume.id).createSnapshot({ name: 's' }).wait();
    assert.equal(snapshot.properties.name, 's');
    await here.volume(volume.id).restoreSnapshot(snapshot.id).wait();
    await client.snapshot(snapshot.id).delete().wait();
    assert.deepEqual(await client.snapshots.list().all(), []);
  });

  it('removing what is gone succeeds', async () => {
    const here = await datacenter();
    await here.delete().wait();
    assert.equal(await here.delete().wait(), undefined);
  });

  it('ensure makes one and finds it the second time', async () => {
    const first = await client.datacenters.ensure({ name: 'once', location: 'de/txl' });
    const second = await client.datacenters.ensure({ name: 'once', location: 'de/txl' });
    assert.deepEqual([first.created, second.created, second.id], [true, false, first.id]);
    assert.equal((await second.wait()).metadata.state, 'AVAILABLE');
  });

  it('ensure makes one even when the answer to the creation is lost', async () => {
    await cloud.inject({ method: 'POST', path: '/datacenters', times: 1, fault: 'created_then_502' });
    const made = await client.datacenters.ensure({ name: 'once', location: 'de/txl' }).wait();
    const all = await client.datacenters.list().all();
    assert.deepEqual(all.map((d) => d.id), [made.id]);
  });

  it('ensure by a label survives another name', async () => {
    const first = await client.datacenters.ensureLabelled({ name: 'a', location: 'de/txl' }, 'role', 'main');
    await first.wait();
    await client.datacenter(first.id).patch({ name: 'b' }).wait();
    const second = await client.datacenters.ensureLabelled({ name: 'a', location: 'de/txl' }, 'role', 'main');
    assert.deepEqual([first.created, second.created, second.id], [true, false, first.id]);
  });

  it('many changes are waited for at once, and failures stand in their place', async () => {
    const here = await datacenter();
    await cloud.inject({ method: 'POST', path: '/lans', times: 1, fault: { fail_request: { message: 'no' } } });
    const pendings = [];
    for (const n of [0, 1, 2, 3]) pendings.push(await here.lans.create({ name: `lan-${n}` }));
    const [failed, ...made] = await client.waitAll(pendings);
    assert.ok(failed.reason instanceof sdk.ProvisioningError);
    assert.deepEqual(made.map(({ value }) => value.properties.name), ['lan-1', 'lan-2', 'lan-3']);
  });

  it('power is switched whatever it is now', async () => {
    const here = await datacenter();
    const { id } = await here.servers.create({ name: 'web', cores: 1, ram: 1024 }).wait();
    assert.equal((await here.server(id).powerOff().wait()).properties.vmState, 'SHUTOFF');
    assert.equal((await here.server(id).powerOff().wait()).properties.vmState, 'SHUTOFF');
    assert.equal((await here.server(id).powerOn().wait()).properties.vmState, 'RUNNING');
  });

  it('volumes are attached and detached', async () => {
    const here = await datacenter();
    const server = await here.servers.create({ name: 'web', cores: 1, ram: 1024 }).wait();
    const volume = await here.volumes.create({ name: 'v', type: 'HDD', size: 5, licenceType: 'LINUX' }).wait();
    const { volumes } = here.server(server.id);
    await volumes.attach(volume.id).wait();
    assert.deepEqual((await volumes.list().all()).map((v) => v.id), [volume.id]);
    await here.server(server.id).volume(volume.id).detach().wait();
    assert.deepEqual(await volumes.list().all(), []);
  });

  it('locations, images, contracts and requests can be read', async () => {
    assert.equal((await client.location('de/txl')).id, 'de/txl');
    assert.equal((await client.location('de/fra/2')).id, 'de/fra/2');
    assert.ok((await client.locations.list().all()).length > 3);
    assert.ok((await client.images.list().all()).some((i) => i.properties.imageAliases.includes('ubuntu:24.04')));
    assert.equal((await client.contracts.list().all()).length, 1);
    await datacenter();
    assert.equal((await client.requests.list().all()).length, 1);
  });

  it('DNS zones and records work by the same verbs', async () => {
    const zone = await client.dns.zones.create({ zoneName: 'example.org' }).wait();
    const records = client.dns.zone(zone.id).records;
    const record = await records.create({ name: 'www', type: 'A', content: '203.0.113.7', ttl: 300 }).wait();
    const { properties } = await records.get(record.id);
    assert.equal(properties.content, '203.0.113.7');
    await records.item(record.id).replace({ ...properties, content: '203.0.113.8' }).wait();
    assert.equal((await records.find('www')).properties.content, '203.0.113.8');
    assert.equal((await client.dns.zones.find('example.org')).id, zone.id);
    await client.dns.zone(zone.id).delete().wait();
    assert.deepEqual(await client.dns.zones.list().all(), []);
  });
});

describe('raw calls', () => {
  it('reach an operation that has no handle', async () => {
    const info = await client.raw('apiInfoGet');
    assert.ok(info.name);
    const reply = await client.rawReply('datacentersGet', { query: { depth: 1, limit: 5 } });
    assert.equal(reply.status, 200);
    assert.ok(reply.requestId);
    assert.deepEqual(reply.body.items, []);
    const [call] = (await cloud.journal()).filter((e) => e.path === '/cloudapi/v6/datacenters');
    assert.equal(call.query, 'depth=1&limit=5');
  });

  it('can be waited for', async () => {
    const body = { properties: { name: 'raw', location: 'de/txl' } };
    const made = await client.rawChange('datacentersPost', { body }).wait();
    assert.equal(made.metadata.state, 'AVAILABLE');
    await client.rawChange('datacentersDelete', { params: [made.id] }).wait();
    assert.deepEqual(await client.datacenters.list().all(), []);
  });

  it('know every operation of every API', () => {
    const count = (api) => operations().filter((o) => o.api === api).length;
    assert.deepEqual([count('Cloud API'), count('Cloud DNS'), count('AI Model Hub')], [266, 30, 5]);
  });

  it('refuse an operation that does not exist, and a path that would reach something else', async () => {
    await assert.rejects(client.raw('datacentersGte'), InvalidRequestError);
    await assert.rejects(client.raw('datacentersFindById', { params: ['..'] }), InvalidRequestError);
    assert.deepEqual(await cloud.journal(), []);
  });
});

describe('the package', () => {
  it('is the same by import and by require', () => {
    const required = createRequire(import.meta.url)('ionos-sdk');
    assert.deepEqual(Object.keys(required).sort(), Object.keys(sdk).filter((k) => k !== 'default').sort());
    assert.equal(required.Client, Client);
  });

  it('leaves the event loop free while a call is on its way', async () => {
    await cloud.inject({ path: '/datacenters', times: 1, fault: { delay: { ms: 300 } } });
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    await client.datacenters.list().all();
    clearInterval(timer);
    assert.ok(ticks > 1);
  });

  it('reads the environment like the official tools', async () => {
    cloud.useEnvironment();
    assert.deepEqual(await Client.fromEnv().datacenters.list().all(), []);
  });
});
