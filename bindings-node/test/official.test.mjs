// Another client of the same API, made by others, sees what this one made. It shares no code with this package.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import official from '@ionos-cloud/sdk-nodejs';

import { Simulator } from './simulator.mjs';

let cloud;
before(async () => {
  cloud = await Simulator.start();
});
after(() => cloud.stop());

it('the official SDK reads a data center and its server', async () => {
  const client = cloud.client();
  const { id } = await client.datacenters.create({ name: 'seen', location: 'de/txl' }).wait();
  const here = client.datacenter(id);
  const server = await here.servers
    .create({ name: 'web', cores: 2, ram: 4096, entities: { nics: [{ name: 'n', lan: 1 }] } })
    .wait();

  const configuration = new official.Configuration({ basePath: `${cloud.url}/cloudapi/v6`, apiKey: cloud.token });
  const { data } = await new official.DataCentersApi(configuration).datacentersFindById({ datacenterId: id, depth: 5 });
  assert.equal(data.properties.name, 'seen');
  assert.equal(data.properties.location, 'de/txl');
  const [seen] = data.entities.servers.items;
  assert.deepEqual([seen.id, seen.properties.ram], [server.id, 4096]);
  assert.equal(seen.entities.nics.items[0].properties.lan, 1);
});
