import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { inspect } from 'node:util';

import { AuthError, CanceledError, ConfigError, ConflictError, IonosError, ProvisioningError, ResidencyError, Stack, StackError } from 'ionos-sdk';

import { Simulator, plantedSecret, root } from './simulator.mjs';

const file = `${root}/examples/stacks/secure-ai.toml`;

let cloud;
before(async () => {
  cloud = await Simulator.start();
});
after(() => cloud.stop());
beforeEach(async () => {
  await cloud.reset();
  cloud.useEnvironment();
});

it('a plan says what is missing and writes nothing', async () => {
  const stack = await Stack.load(file);
  assert.deepEqual([stack.name, stack.location], ['secure-ai', 'de/txl']);
  const plan = await stack.plan();
  assert.equal(plan.counts.create, plan.steps.length);
  assert.match(plan.text, /server chat-1/);
  assert.deepEqual(await cloud.writes(), []);
});

it('up makes everything, a second up writes nothing, and down leaves only what is protected', async () => {
  const stack = await Stack.load(file);
  const events = [];
  const report = await stack.up({ onEvent: (e) => events.push(e) });
  assert.deepEqual(report.remaining, []);
  assert.equal(events[0].event, 'planned');
  assert.equal(events.filter((e) => e.event === 'done').length, report.done.length);

  const [datacenter] = await cloud.client().datacenters.list({ depth: 3 }).all();
  const servers = datacenter.entities.servers.items;
  assert.deepEqual(servers.map((s) => s.properties.availabilityZone).sort(), ['ZONE_1', 'ZONE_2']);

  await cloud.clearJournal();
  const again = await stack.up();
  assert.ok(again.done.every((step) => !step.wrote));
  assert.deepEqual(await cloud.writes(), []);

  const { plan, findings } = await stack.status();
  assert.equal(plan.counts.keep, plan.steps.length);
  const verdicts = (all) => all.map((f) => [f.id, f.verdict]);
  assert.deepEqual(verdicts(await stack.audit()), verdicts(findings));
  assert.ok(findings.length >= 5);
  assert.ok(findings.every((f) => f.verdict === 'pass'), inspect(findings, { depth: null }));

  const down = await stack.down();
  assert.ok(down.protected.length > 0);
  assert.deepEqual(await cloud.client().datacenters.list().all(), []);
});

it('drift shows in the status and is mended by up', async () => {
  const stack = await Stack.load(file);
  await stack.up();
  const client = cloud.client();
  const here = client.datacenter((await client.datacenters.list().all())[0].id);
  const server = await here.servers.find('chat-1');
  await here.server(server.id).patch({ cores: 4 }).wait();
  const { plan } = await stack.status();
  assert.equal(plan.counts.change, 1);
  await stack.up();
  assert.equal((await here.server(server.id).get()).properties.cores, 2);
});

it('a run that is given up is finished by the next', async () => {
  const stack = await Stack.load(file);
  const controller = new AbortController();
  const onEvent = (e) => e.event === 'done' && e.step.includes('LAN') && controller.abort();
  await assert.rejects(stack.up({ onEvent, signal: controller.signal }), CanceledError);
  const report = await stack.up();
  assert.deepEqual(report.remaining, []);
  assert.equal((await cloud.client().datacenters.list().all()).length, 1);
});

it('an exception of the listener ends the run and comes through', async () => {
  const stack = await Stack.load(file);
  const mine = new Error('mine');
  const onEvent = () => {
    throw mine;
  };
  await assert.rejects(stack.up({ onEvent }), (error) => error === mine);
});

it('a step that fails is a StackError with its cause and a report of what was done', async () => {
  const stack = await Stack.load(file);
  await cloud.inject({ method: 'POST', path: '/natgateways', fault: { fail_request: { message: '[VDC-0-1] no capacity' } } });
  await assert.rejects(stack.up(), (error) => {
    assert.ok(error instanceof StackError, inspect(error));
    assert.equal(error.code, 'IONOS_STEP');
    assert.ok(error.cause instanceof ProvisioningError, inspect(error));
    assert.ok(error.report.done.length > 0);
    return error.report.remaining.length > 0;
  });
});

it('a stack outside Germany is refused before anything is sent', async () => {
  const text = 'name = "x"\nlocation = "us/las"\nresidency = "germany"\n';
  await assert.rejects(async () => Stack.parse(text, 'x.toml').plan(), ResidencyError);
  assert.deepEqual(await cloud.journal(), []);
});

it('what does not fit a declared stack is told with its class', async () => {
  await cloud.client().datacenters.create({ name: 'secure-ai', location: 'de/txl' }).wait();
  await assert.rejects((await Stack.load(file)).up(), ConflictError);
  assert.deepEqual((await cloud.writes()).length, 1);
});

it('a broken file is a StackError with file, line and column', async () => {
  await assert.rejects(Stack.load(`${root}/no/such.toml`), StackError);
  assert.throws(
    () => Stack.parse('name = "x"\nlocation = de/txl\n', 'broken.toml'),
    (error) => error instanceof StackError && /broken\.toml/.test(error.message) && /2/.test(error.message),
  );
});

it('a wrong token is an AuthError that shows no secret, and changes nothing', async () => {
  const stack = await Stack.load(file);
  const planted = plantedSecret();
  process.env.IONOS_TOKEN = planted;
  await assert.rejects(stack.up(), (error) => {
    const shown = inspect(error, { depth: null, showHidden: true });
    assert.ok(error instanceof AuthError && error instanceof IonosError, shown);
    return !shown.includes(planted);
  });
  assert.deepEqual((await cloud.writes()).filter((w) => w.includes('cloudapi')).length, 0);
});

it('a missing setting is a ConfigError that names it', async () => {
  const stack = await Stack.load(file);
  delete process.env.CLOUDFLARE_API_TOKEN;
  await assert.rejects(stack.plan(), (error) => error instanceof ConfigError && /CLOUDFLARE_API_TOKEN/.test(error.message));
});
