// Checked by tsc, never run: what a user of the types may and may not write.

import {
  Client,
  ConflictError,
  IonosError,
  KeyStore,
  NotFoundError,
  Pending,
  Secret,
  Stack,
  publish,
  type Resource,
  type ServerProperties,
} from 'ionos-sdk';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._: Equal<A, B> extends true ? [] : ['not the same type']): void {}

const client = Client.fromEnv({ residency: 'germany' });
new Client({ token: new Secret('x'), apiUrl: 'http://127.0.0.1:1' });
// @ts-expect-error there is no such setting
new Client({ tokn: 'x' });
// @ts-expect-error there is no such region
new Client({ token: 'x', residency: 'mars' });

export async function handles(): Promise<void> {
  const servers = client.datacenter('id').servers;
  for await (const server of servers.list({ depth: 2, filter: { name: 'web' } })) {
    same<typeof server, Resource<ServerProperties>>();
    const name: string | undefined = server.properties.name;
    // A word that this version does not know is a string like any other.
    const state: string | undefined = server.properties.vmState;
    void [name, state];
  }
  const made = await servers.create({ name: 'web', cores: 2, ram: 4096 }).wait();
  same<typeof made, Resource<ServerProperties>>();
  const pending = await servers.create({ name: 'web', entities: { nics: [{ lan: 1 }] } });
  same<typeof pending, Pending<Resource<ServerProperties>>>();
  for await (const step of pending.progress()) same<typeof step, 'queued' | 'running' | 'settling' | 'done'>();
  const gone = await client.datacenter('id').server('id').delete({ withVolumes: true }).wait();
  same<typeof gone, void>();
  // @ts-expect-error the name is missing
  servers.create({ cores: 2 });
  // @ts-expect-error memory is a number
  servers.create({ name: 'web', ram: '4 GB' });
  // @ts-expect-error locations cannot be made
  client.locations.create({ name: 'moon' });
  // @ts-expect-error a LAN has no servers
  client.datacenter('id').lan(1).servers;
  const found = await client.datacenters.find('x', { signal: AbortSignal.timeout(1000) });
  // @ts-expect-error it may not be there
  found.properties;
}

export async function chat(): Promise<void> {
  const question = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
  const answer = await client.ai.chat(question);
  const text: string = answer.text;
  const stream = client.ai.chat({ ...question, stream: true });
  for await (const piece of stream) same<typeof piece.text, string>();
  // @ts-expect-error a stream has no whole text until it is read
  const early: string = stream.text;
  void [text, early];
}

export async function rest(): Promise<void> {
  const body = await client.raw<{ id: string }>('datacentersFindById', { params: ['id'], query: { depth: 1 } });
  same<typeof body, { id: string }>();
  const store = await KeyStore.open('/secrets/ssh');
  const pem = await store.privateKey('name');
  // @ts-expect-error a secret is no text
  const printed: string = pem;
  const published = await publish(
    { name: 't', hostname: 'a.example.com', service: 'http://localhost:1', emailDomains: ['example.com'] },
    { connector: { via: 'guest', server: 'id' } },
  );
  // @ts-expect-error there is no such way
  publish({ name: 't', hostname: 'a', service: 's', emailDomains: [] }, { connector: { via: 'pigeon' } });
  const stack = await Stack.load('stack.toml');
  const report = await stack.up({ onEvent: (event) => void (event.event === 'done' && event.seconds) });
  const remaining: string[] = report.remaining;
  void [printed, published.hostname, remaining];
}

export function errors(error: unknown): number | undefined {
  if (error instanceof NotFoundError || error instanceof ConflictError) return error.status;
  if (error instanceof IonosError && error.code === 'IONOS_QUOTA') return error.retryAfterMs;
  return undefined;
}
