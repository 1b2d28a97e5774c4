// Story 4: a service on a server without a public address, reachable under a name, for people of one e-mail domain.
// Needs CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID. Against a simulator, IONOS_GUEST_URL stands in for the first SSH contact.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, KeyStore, connectorCloudConfig, publish, unpublish } from 'ionos-sdk';

const ionos = Client.fromEnv({ residency: 'germany' });

const secrets = process.env.IONOS_SECRETS ?? (await mkdtemp(join(tmpdir(), 'ionos-')));
const keys = await KeyStore.open(join(secrets, 'ssh'));
const { key } = await keys.ensure('publish-demo');

const service = {
  name: 'publish-demo',
  hostname: process.env.IONOS_DEMO_HOSTNAME ?? 'app.example.com',
  service: 'http://localhost:8080',
  emailDomains: [process.env.IONOS_DEMO_EMAIL_DOMAIN ?? 'example.com'],
  sessionDuration: '12h',
};

const datacenter = await ionos.datacenters.create({ name: 'publish-demo', location: 'de/txl' });
const here = ionos.datacenter(datacenter.id);
try {
  await datacenter.wait();
  const server = await here.servers
    .create({
      name: 'app',
      cores: 2,
      ram: 4096,
      entities: {
        volumes: [
          {
            name: 'boot',
            type: 'SSD Premium',
            size: 20,
            imageAlias: 'ubuntu:24.04',
            sshKeys: [key.publicKey],
            // Installs the connector. It starts when its token arrives; the token is never part of user data.
            userData: Buffer.from(connectorCloudConfig()).toString('base64'),
          },
        ],
        nics: [{ name: 'internal', lan: 1 }],
      },
    })
    .wait();

  const connector = process.env.IONOS_GUEST_URL
    ? { via: 'guest', server: server.id }
    : { via: 'ssh', user: 'root', host: process.env.IONOS_DEMO_SSH_HOST, identityFile: key.path };
  const published = await publish(service, {
    connector,
    onEvent: (e) => e.event === 'done' && console.log(`${e.step}: ${e.change}`),
  });
  console.log(`https://${published.hostname} is up with ${published.connector.connections} connections`);
} finally {
  const { changes } = await unpublish(service);
  console.log(`taken down: ${changes.map((c) => c.step).join(', ')}`);
  await here.delete().wait();
  console.log('removed');
}
