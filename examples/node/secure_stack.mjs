// Story 5: a whole stack from one file: plan, up, audit, the next key, down.
// Needs IONOS_TOKEN, CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID; IONOS_SECRETS names the directory for keys.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { KeyStore, Stack } from 'ionos-sdk';

const file = process.argv[2] ?? fileURLToPath(new URL('../stacks/secure-ai.toml', import.meta.url));
const secrets = process.env.IONOS_SECRETS ?? '/secrets';
const stack = await Stack.load(file, { secrets });

const plan = await stack.plan();
console.log(plan.text);

const onEvent = (e) => e.event === 'done' && e.wrote && console.log(`${e.action} ${e.step} (${e.seconds.toFixed(1)} s)`);
try {
  await stack.up({ onEvent });

  const again = await stack.up();
  console.log(`a second up writes ${again.done.filter((step) => step.wrote).length} times`);

  for (const finding of await stack.audit()) {
    console.log(`${finding.id} ${finding.verdict}: ${finding.title}`);
  }

  // A server takes keys only when it is made: the next generation is ready for the servers that are made from now on.
  const keys = await KeyStore.open(join(secrets, 'ssh'));
  const first = (await keys.list()).filter((k) => k.name.startsWith(stack.name) && !k.name.endsWith('.2'));
  for (const key of first) {
    await keys.assign({ key: key.name, fleet: stack.name });
    const { key: next } = await keys.ensure(`${key.name}.2`);
    await keys.assign({ key: next.name, fleet: stack.name, generation: 2 });
    console.log(`${key.name}: next generation ${next.fingerprint}`);
  }
} finally {
  const { protected: kept } = await stack.down({ onEvent });
  console.log(`down; left in place: ${kept.join(', ') || 'nothing'}`);
}
