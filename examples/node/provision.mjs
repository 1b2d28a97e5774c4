// Story 2: a data center with a private LAN and a server that takes a fresh key. Everything is removed at the end.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, KeyStore } from 'ionos-sdk';

const ionos = Client.fromEnv({ residency: 'germany' });

const secrets = process.env.IONOS_SECRETS ?? (await mkdtemp(join(tmpdir(), 'ionos-')));
const keys = await KeyStore.open(join(secrets, 'ssh'));
const { key } = await keys.ensure('provision-demo', { comment: 'the provision story' });
console.log(`key ${key.name} ${key.fingerprint}`);

const datacenter = await ionos.datacenters.create({ name: 'provision-demo', location: 'de/txl' });
const here = ionos.datacenter(datacenter.id);
try {
  await datacenter.wait();
  const lan = await here.lans.create({ name: 'internal', public: false }).wait();

  const pending = await here.servers.create({
    name: 'web',
    cores: 2,
    ram: 4096,
    availabilityZone: 'ZONE_1',
    entities: {
      volumes: [{ name: 'boot', type: 'SSD Premium', size: 20, imageAlias: 'ubuntu:24.04', sshKeys: [key.publicKey] }],
      nics: [{ name: 'internal', lan: Number(lan.id) }],
    },
  });
  let last;
  for await (const step of pending.progress()) {
    if (step !== last) console.log(`server web: ${step}`);
    last = step;
  }
  const server = await here.server(pending.id).get({ depth: 3 });
  const [nic] = server.entities.nics.items;
  console.log(`server web: ${server.properties.vmState} in ${server.properties.availabilityZone}, ${nic.properties.ips}`);
} finally {
  await here.delete().wait();
  console.log('removed');
}
