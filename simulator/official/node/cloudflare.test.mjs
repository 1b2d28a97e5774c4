// The official Cloudflare package for Node: all that a published service needs.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, it } from 'node:test';

import Cloudflare, { toFile } from 'cloudflare';

import { Results } from './results.mjs';
import { Simulator } from './simulator.mjs';

const results = new Results('cloudflare', 'Cloudflare');
let cloud;
let client;
let account_id;
let zone_id;

before(async () => {
  cloud = await Simulator.start();
});
after(async () => {
  results.write();
  await cloud.stop();
});
beforeEach(async () => {
  await cloud.reset();
  Object.assign(process.env, cloud.environment);
  account_id = cloud.environment.CLOUDFLARE_ACCOUNT_ID;
  // From its environment variables.
  client = new Cloudflare();
  zone_id = (await client.zones.list({ name: 'example.com' })).result[0].id;
});

/** All items of a list, on all its pages. */
async function all(list) {
  const items = [];
  for await (const item of list) items.push(item);
  return items;
}
const ids = async (list) => (await all(list)).map((item) => item.id);
const tunnel = () => client.zeroTrust.tunnels.cloudflared.create({ account_id, name: 't', config_src: 'cloudflare' });
const refused = (call, status) => assert.rejects(call, (error) => error.status === status);

it('tunnels', async () => {
  const tunnels = results.watch('tunnels', client.zeroTrust.tunnels.cloudflared);
  const { id, status } = await tunnels.create({ account_id, name: 'web', config_src: 'cloudflare' });
  assert.equal(status, 'inactive');
  assert.equal((await tunnels.get(id, { account_id })).name, 'web');
  assert.equal((await tunnels.edit(id, { account_id, name: 'shop' })).name, 'shop');
  assert.deepEqual(await ids(tunnels.list({ account_id, is_deleted: false })), [id]);
  const every = results.watch('tunnels of all types', client.zeroTrust.tunnels);
  assert.deepEqual(await ids(every.list({ account_id })), [id]);
  assert.ok((await tunnels.delete(id, { account_id })).deleted_at);
  assert.deepEqual(await ids(tunnels.list({ account_id, is_deleted: false })), []);
});

it('the configuration of a tunnel', async () => {
  const { id } = await tunnel();
  const configurations = results.watch('tunnel configurations', client.zeroTrust.tunnels.cloudflared.configurations);
  const rule = { hostname: 'a.example.com', service: 'http://localhost:80', originRequest: { connectTimeout: 10 } };
  const ingress = [rule, { hostname: '', service: 'http_status:404' }];
  await configurations.update(id, { account_id, config: { ingress } });
  const seen = await configurations.get(id, { account_id });
  assert.deepEqual([seen.version, seen.config.ingress], [1, ingress]);
  await refused(configurations.update(id, { account_id, config: { ingress: [rule] } }), 400);
});

it('tokens, connections and connectors of a tunnel', async () => {
  const { id } = await tunnel();
  const base = client.zeroTrust.tunnels.cloudflared;
  const token = await results.watch('tunnel tokens', base.token).get(id, { account_id });
  assert.equal(JSON.parse(Buffer.from(token, 'base64')).t, id);
  const management = results.watch('tunnel management tokens', base.management);
  assert.equal((await management.create(id, { account_id, resources: ['logs'] })).split('.').length, 3);
  await cloud.connect(token);
  const connections = results.watch('tunnel connections', base.connections);
  const [connector] = await all(connections.get(id, { account_id }));
  assert.equal(connector.conns.length, 4);
  const connectors = results.watch('tunnel connectors', base.connectors);
  const one = await connectors.get(connector.id, { account_id, tunnel_id: id });
  assert.equal(one.version, connector.version);
  assert.equal((await base.get(id, { account_id })).status, 'healthy');
  await refused(base.delete(id, { account_id }), 400);
  await connections.delete(id, { account_id, client_id: connector.id });
  assert.deepEqual(await all(connections.get(id, { account_id })), []);
});

it('private networks', async () => {
  const { id: tunnel_id } = await tunnel();
  const networks = results.watch('virtual networks', client.zeroTrust.networks.virtualNetworks);
  const network = await networks.create({ account_id, name: 'lab', comment: 'x' });
  assert.equal((await networks.get(network.id, { account_id })).comment, 'x');
  assert.equal((await networks.edit(network.id, { account_id, name: 'labs' })).name, 'labs');
  assert.equal((await all(networks.list({ account_id }))).length, 2);
  const routes = results.watch('network routes', client.zeroTrust.networks.routes);
  const wanted = { account_id, network: '10.0.0.0/16', tunnel_id, virtual_network_id: network.id };
  const route = await routes.create(wanted);
  assert.equal((await routes.get(route.id, { account_id })).network, '10.0.0.0/16');
  assert.equal((await routes.edit(route.id, { account_id, comment: 'y' })).comment, 'y');
  assert.deepEqual(await ids(routes.list({ account_id, is_deleted: false })), [route.id]);
  await refused(networks.delete(network.id, { account_id }), 400);
  assert.ok((await routes.delete(route.id, { account_id })).deleted_at);
  assert.equal((await networks.delete(network.id, { account_id })).id, network.id);
  const names = results.watch('hostname routes', client.zeroTrust.networks.hostnameRoutes);
  const named = await names.create({ account_id, hostname: 'git.internal.example', tunnel_id });
  assert.equal((await names.get(named.id, { account_id })).hostname, 'git.internal.example');
  assert.equal((await names.edit(named.id, { account_id, comment: 'z' })).comment, 'z');
  assert.deepEqual(await ids(names.list({ account_id, is_deleted: false })), [named.id]);
  await names.delete(named.id, { account_id });
  assert.deepEqual(await ids(names.list({ account_id, is_deleted: false })), []);
});

it('zones', async () => {
  const zones = results.watch('zones', client.zones);
  const { id } = await zones.create({ account: { id: account_id }, name: 'example.org', type: 'full' });
  assert.equal((await zones.get({ zone_id: id })).name, 'example.org');
  assert.equal((await zones.edit({ zone_id: id, paused: true })).paused, true);
  assert.deepEqual(await ids(zones.list()), [zone_id, id]);
  const activation = results.watch('zone activation', client.zones.activationCheck);
  assert.equal((await activation.trigger({ zone_id: id })).id, id);
  assert.equal((await zones.delete({ zone_id: id })).id, id);
  await refused(zones.get({ zone_id: id }), 404);
});

it('settings of a zone', async () => {
  const settings = results.watch('zone settings', client.zones.settings);
  for (const [name, before, value] of [
    ['min_tls_version', '1.0', '1.3'],
    ['tls_1_3', 'on', 'off'],
    ['ssl', 'full', 'strict'],
    ['always_use_https', 'off', 'on'],
    ['0rtt', 'off', 'on'],
    ['ciphers', [], ['ECDHE-ECDSA-AES128-GCM-SHA256']],
    ['challenge_ttl', 1800, 300],
    ['security_header', {}, { strict_transport_security: { enabled: true, max_age: 86400 } }],
  ]) {
    assert.deepEqual((await settings.get(name, { zone_id })).value, before);
    await settings.edit(name, { zone_id, value });
    assert.deepEqual((await settings.get(name, { zone_id })).value, value);
  }
  await refused(settings.edit('min_tls_version', { zone_id, value: '1.4' }), 400);
});

const coordinates = { lat_degrees: 52, lat_minutes: 31, lat_seconds: 0, lat_direction: 'N' };
const RECORDS = [
  { type: 'A', content: '203.0.113.5', proxied: true },
  { type: 'AAAA', content: '2001:db8::1' },
  { type: 'CNAME', content: 'a.example.com' },
  { type: 'MX', content: 'mail.example.com', priority: 10 },
  { type: 'NS', content: 'ns.example.net' },
  { type: 'PTR', content: 'a.example.com' },
  { type: 'TXT', content: 'hello world' },
  { type: 'OPENPGPKEY', content: 'bWluZQ==' },
  { type: 'CAA', data: { flags: 0, tag: 'issue', value: 'ca.example' } },
  { type: 'SRV', data: { priority: 1, weight: 5, port: 5060, target: 'a.example.com' } },
  { type: 'SSHFP', data: { algorithm: 4, type: 2, fingerprint: 'ab12' } },
  { type: 'TLSA', data: { usage: 3, selector: 1, matching_type: 1, certificate: 'ab' } },
  { type: 'SMIMEA', data: { usage: 3, selector: 0, matching_type: 0, certificate: 'ab' } },
  { type: 'HTTPS', data: { priority: 1, target: '.', value: 'alpn="h3,h2"' } },
  { type: 'SVCB', data: { priority: 1, target: '.', value: 'alpn="h3"' } },
  { type: 'URI', priority: 10, data: { weight: 5, target: 'https://example.com' } },
  { type: 'DS', data: { key_tag: 1, algorithm: 13, digest_type: 2, digest: 'ab' } },
  { type: 'DNSKEY', data: { flags: 257, protocol: 3, algorithm: 13, public_key: 'ab' } },
  { type: 'CERT', data: { type: 9, key_tag: 1, algorithm: 8, certificate: 'ab' } },
  { type: 'NAPTR', data: { order: 1, preference: 2, flags: 'S', service: 'SIP', regex: '', replacement: 'a.b' } },
  {
    type: 'LOC',
    data: {
      ...coordinates,
      long_degrees: 13,
      long_minutes: 24,
      long_seconds: 0,
      long_direction: 'E',
      altitude: 34,
      size: 10,
      precision_horz: 10,
      precision_vert: 2,
    },
  },
];

it('DNS records of every type', async () => {
  for (const given of RECORDS) {
    const kind = `DNS records: ${given.type}`;
    const records = results.watch(kind, client.dns.records, ['create', 'get', 'edit', 'delete']);
    const named = { zone_id, name: 'one', ttl: 300, ...given };
    const { id } = await records.create(named);
    const seen = await records.get(id, { zone_id });
    assert.ok(seen.content);
    for (const [name, value] of Object.entries(given)) assert.deepEqual(seen[name], value, name);
    assert.equal((await records.edit(id, { ...named, comment: 'mine' })).comment, 'mine');
    assert.equal((await records.delete(id, { zone_id })).id, id);
  }
});

it('DNS records', async () => {
  const records = results.watch('DNS records', client.dns.records);
  const a = { zone_id, type: 'A', name: 'a', content: '203.0.113.5', ttl: 300 };
  const { id } = await records.create({ ...a, tags: ['team:web'] });
  assert.equal((await records.get(id, { zone_id })).name, 'a.example.com');
  assert.equal((await records.update(id, { ...a, content: '203.0.113.6' })).content, '203.0.113.6');
  assert.equal((await records.edit(id, { ...a, proxied: true, tags: ['team:web'] })).proxied, true);
  const filter = { zone_id, name: { startswith: 'a.' }, tag: { exact: 'team:web' } };
  assert.deepEqual(await ids(records.list(filter)), [id]);
  assert.deepEqual(await ids(records.list({ zone_id, name: { exact: 'b.example.com' } })), []);
  const post = { type: 'CNAME', name: 'a', content: 'b.example.com', proxied: true, ttl: 1 };
  const done = await records.batch({ zone_id, deletes: [{ id }], posts: [post] });
  assert.deepEqual([done.deletes[0].id, done.posts[0].type], [id, 'CNAME']);
  const file = await records.export({ zone_id });
  assert.match(file, /a\.example\.com\.\t1\tIN\tCNAME\tb\.example\.com\./);
  await records.delete(done.posts[0].id, { zone_id });
  const more = await toFile(Buffer.from(`${file}b.example.com. 300 IN TXT hello\n`), 'zone.txt');
  assert.equal((await records.import({ zone_id, file: more })).recs_added, 2);
  assert.deepEqual(
    (await all(records.list({ zone_id }))).map((one) => `${one.type} ${one.name}`),
    ['CNAME a.example.com', 'TXT b.example.com'],
  );
  assert.equal((await records.scan({ zone_id, body: {} })).recs_added, 0);
  await records.scanTrigger({ zone_id });
  assert.deepEqual(await all(records.scanList({ zone_id })), []);
  const found = { id: '0'.repeat(32), type: 'A', name: 'found', content: '203.0.113.9', ttl: 1 };
  assert.equal((await records.scanReview({ zone_id, accepts: [found] })).accepts.length, 1);
});

it('Access applications of every type', async () => {
  const saas_app = { auth_type: 'saml', sp_entity_id: 'x', consumer_service_url: 'https://a.example/acs' };
  const target_criteria = [{ port: 22, protocol: 'SSH', target_attributes: { hostname: ['db'] } }];
  for (const given of [
    { type: 'self_hosted', name: 'a', domain: 'chat.example.com' },
    { type: 'ssh', name: 'a', domain: 'ssh.example.com' },
    { type: 'vnc', name: 'a', domain: 'vnc.example.com' },
    { type: 'saas', name: 'a', saas_app },
    { type: 'bookmark', name: 'a', domain: 'wiki.example.net' },
    { type: 'infrastructure', name: 'a', target_criteria },
    { type: 'app_launcher' },
    { type: 'warp' },
    { type: 'biso' },
  ]) {
    const kind = `Access applications: ${given.type}`;
    const apps = results.watch(kind, client.zeroTrust.access.applications, ['create', 'get', 'update', 'delete']);
    const { id } = await apps.create({ account_id, ...given });
    assert.equal((await apps.get(id, { account_id })).type, given.type);
    assert.equal((await apps.update(id, { account_id, ...given, session_duration: '8h' })).id, id);
    assert.equal((await apps.delete(id, { account_id })).id, id);
  }
});

it('Access applications', async () => {
  const apps = results.watch('Access applications', client.zeroTrust.access.applications);
  const wanted = { account_id, type: 'self_hosted', name: 'chat', domain: 'chat.example.com' };
  const { id, aud } = await apps.create(wanted);
  assert.equal(aud.length, 64);
  assert.equal((await apps.get(id, { account_id })).domain, 'chat.example.com');
  assert.equal((await apps.update(id, { ...wanted, session_duration: '8h' })).session_duration, '8h');
  assert.deepEqual(await ids(apps.list({ account_id })), [id]);
  const settings = results.watch('Access application settings', client.zeroTrust.access.applications.settings);
  assert.ok((await settings.update(id, { account_id, allow_iframe: true, skip_interstitial: true })).allow_iframe);
  assert.ok((await settings.edit(id, { account_id, allow_iframe: false })).skip_interstitial);
  const checks = results.watch('Access policy checks', client.zeroTrust.access.applications.userPolicyChecks);
  assert.equal((await checks.list(id, { account_id })).app_state.name, 'chat');
  await apps.revokeTokens(id, { account_id });

  const policies = results.watch('Access policies of one application', client.zeroTrust.access.applications.policies);
  const include = [{ email_domain: { domain: 'example.com' } }];
  const policy = { account_id, name: 'staff', decision: 'allow', include };
  const one = await policies.create(id, policy);
  assert.equal((await policies.get(one.id, { account_id, app_id: id })).precedence, 1);
  assert.equal((await policies.update(one.id, { ...policy, app_id: id, name: 'all' })).name, 'all');
  assert.deepEqual(await ids(policies.list(id, { account_id })), [one.id]);
  assert.equal((await policies.delete(one.id, { account_id, app_id: id })).id, one.id);
  assert.equal((await apps.delete(id, { account_id })).id, id);
  await refused(apps.get(id, { account_id }), 404);
});

it('reusable policies and their tests', async () => {
  const policies = results.watch('Access policies', client.zeroTrust.access.policies);
  const include = [{ email: { email: 'a@example.com' } }];
  const wanted = { account_id, name: 'staff', decision: 'allow', include };
  const { id } = await policies.create(wanted);
  assert.equal((await policies.get(id, { account_id })).reusable, true);
  assert.equal((await policies.update(id, { ...wanted, name: 'all' })).name, 'all');
  assert.deepEqual(await ids(policies.list({ account_id })), [id]);
  const { policyTests } = client.zeroTrust.access.applications;
  const tests = results.watch('Access policy tests', policyTests);
  const test = await tests.create({ account_id, policies: [id] });
  assert.equal((await tests.get(test.id, { account_id })).status, 'complete');
  const users = results.watch('Access policy tests: users', policyTests.users);
  assert.deepEqual(await all(users.list(test.id, { account_id })), []);
  assert.equal((await policies.delete(id, { account_id })).id, id);
});

it('groups', async () => {
  const groups = results.watch('Access groups', client.zeroTrust.access.groups);
  const everyone = { account_id, name: 'staff', include: [{ everyone: {} }] };
  const { id } = await groups.create(everyone);
  assert.equal((await groups.get(id, { account_id })).name, 'staff');
  assert.equal((await groups.update(id, { ...everyone, name: 'all' })).name, 'all');
  assert.deepEqual(await ids(groups.list({ account_id })), [id]);
  assert.equal((await groups.delete(id, { account_id })).id, id);
});

it('identity providers', async () => {
  const providers = results.watch('Access identity providers', client.zeroTrust.identityProviders);
  const [pin] = await all(providers.list({ account_id }));
  assert.equal(pin.type, 'onetimepin');
  for (const [type, config] of [
    ['oidc', { client_id: 'x', auth_url: 'https://a.example/auth', token_url: 'https://a.example/token' }],
    ['saml', { issuer_url: 'https://a.example', sso_target_url: 'https://a.example/sso' }],
    ['google-apps', { client_id: 'x', apps_domain: 'example.com' }],
    ['okta', { client_id: 'x', okta_account: 'https://a.example' }],
    ['github', { client_id: 'x' }],
    ['azureAD', { client_id: 'x', directory_id: 'y' }],
  ]) {
    const client_secret = randomBytes(8).toString('hex');
    const { id } = await providers.create({ account_id, name: 'n', type, config: { ...config, client_secret } });
    const seen = await providers.get(id, { account_id });
    assert.deepEqual([seen.type, seen.config], [type, config]);
    assert.equal((await providers.update(id, { account_id, name: 'm', type, config })).name, 'm');
    assert.equal((await providers.delete(id, { account_id })).id, id);
  }
});

it('service tokens', async () => {
  const tokens = results.watch('Access service tokens', client.zeroTrust.access.serviceTokens);
  const made = await tokens.create({ account_id, name: 'ci', duration: '60m' });
  assert.match(made.client_id, /\.access$/);
  assert.equal((await tokens.get(made.id, { account_id })).duration, '60m');
  assert.equal((await tokens.update(made.id, { account_id, name: 'deploy', duration: '8760h' })).name, 'deploy');
  const rotated = await tokens.rotate(made.id, { account_id });
  assert.equal(rotated.client_id, made.client_id);
  assert.notEqual(rotated.client_secret, made.client_secret);
  assert.ok((await tokens.refresh(made.id, { account_id })).expires_at);
  assert.deepEqual(await ids(tokens.list({ account_id })), [made.id]);
  assert.equal((await tokens.delete(made.id, { account_id })).id, made.id);
});

it('organizations and keys', async () => {
  const organizations = results.watch('Access organizations', client.zeroTrust.organizations);
  assert.equal((await organizations.list({ account_id })).auth_domain, 'example.cloudflareaccess.com');
  assert.equal((await organizations.update({ account_id, session_duration: '12h' })).session_duration, '12h');
  await organizations.create({ zone_id, name: 'Zone', auth_domain: 'zone.cloudflareaccess.com' });
  assert.equal((await organizations.list({ zone_id })).name, 'Zone');
  assert.equal(await organizations.revokeUsers({ account_id, email: 'a@example.com' }), true);
  const keys = results.watch('Access keys', client.zeroTrust.access.keys);
  const changed = await keys.update({ account_id, key_rotation_interval_days: 60 });
  assert.equal(changed.key_rotation_interval_days, 60);
  assert.equal((await keys.rotate({ account_id })).days_until_next_rotation, 60);
  assert.ok((await keys.get({ account_id })).last_key_rotation_at);
});

it('API tokens', async () => {
  for (const [kind, resource, owner] of [
    ['API tokens of the user', client.user.tokens, undefined],
    ['API tokens of the account', client.accounts.tokens, { account_id }],
  ]) {
    const tokens = results.watch(kind, resource);
    const permission_groups = [{ id: '1'.repeat(32) }];
    const resources = { 'com.cloudflare.api.account.zone.*': '*' };
    const wanted = { ...owner, name: 'dns', policies: [{ effect: 'allow', permission_groups, resources }] };
    const made = await tokens.create(wanted);
    assert.equal((await tokens.get(made.id, owner)).status, 'active');
    assert.equal((await tokens.verify(owner)).status, 'active');
    const mine = client.withOptions({ apiToken: made.value });
    assert.equal((await mine.user.tokens.verify()).id, made.id);
    assert.equal((await tokens.update(made.id, { ...wanted, status: 'disabled' })).status, 'disabled');
    await refused(mine.user.tokens.verify(), 401);
    assert.deepEqual(await ids(tokens.list(owner)), [made.id]);
    assert.equal((await tokens.delete(made.id, owner)).id, made.id);
  }
  const accounts = results.watch('accounts', client.accounts, ['list', 'get']);
  assert.deepEqual(await ids(accounts.list()), [account_id]);
  assert.equal((await accounts.get({ account_id })).id, account_id);
});

it('no operation was left out', () => {
  assert.deepEqual(results.missing(), []);
});
