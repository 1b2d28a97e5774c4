// Story 1: who am I, and what do I have? Credentials come from the environment (IONOS_TOKEN) or from ~/.ionos/config.

import { Client } from 'ionos-sdk';

const ionos = Client.fromEnv();

let count = 0;
for await (const { id, properties, metadata } of ionos.datacenters.list()) {
  console.log(`${id}  ${properties.location}  ${properties.name}  ${metadata.state}`);
  count += 1;
}
console.log(`${count} data centers`);
