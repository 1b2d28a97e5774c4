// Every operation of the official Node SDK for the Cloud API: each kind of resource through its whole life.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, it } from 'node:test';

import sdk from '@ionos-cloud/sdk-nodejs';

import { Results } from './results.mjs';
import { Simulator } from './simulator.mjs';

const results = new Results('@ionos-cloud/sdk-nodejs', 'Cloud API v6');
const operations = new Map();
let cloud;
let configuration;

const ACTIONS =
  'create_snapshot|default|kubeconfig|reboot|remote_console|replace|restore_snapshot|resume|s3ssourl|ssourl|start|status|stop|suspend|token|upgrade';

/** The kind of resource that an operation is about: its path without words for what is done. */
function kindOf(operation) {
  return operation
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/_(get|post|put|patch|delete|find_by_.*)$/, '')
    .replace(new RegExp(`_(${ACTIONS})$`), '')
    .replace('target_groups', 'targetgroups')
    .replace('securitygroups_firewallrules', 'securitygroups_rules')
    .replaceAll('_', '/');
}

before(async () => {
  cloud = await Simulator.start();
  // The package takes the address as it is, so the path of the API belongs to it.
  Object.assign(process.env, cloud.environment, { IONOS_API_URL: `${cloud.url}/cloudapi/v6` });
  configuration = sdk.Configuration.fromEnv();
  // Without this the package waits for a second before each of its calls.
  configuration.setMaxWaitTime(0);
  for (const [name, Api] of Object.entries(sdk).filter(([name]) => /\wApi$/.test(name))) {
    const api = new Api(configuration);
    // The classes take one object; the names in it are those of the arguments of the functions below them.
    const functions = sdk[`${name}Fp`](configuration);
    for (const operation of Object.getOwnPropertyNames(Api.prototype).filter((name) => name in functions)) {
      const names = functions[operation].toString().match(/\(([^)]*)\)/)[1].split(', ');
      operations.set(operation, { names, call: api[operation].bind(api) });
      results.knows(kindOf(operation), [operation]);
    }
  }
});
after(async () => {
  results.write();
  await cloud.stop();
});
beforeEach(() => cloud.reset());

/** Lets an hour of the cloud pass. */
const pass = () => cloud.advance(3600);

/** Carries out an operation, waits, and gives the body of the answer. */
async function api(operation, ...args) {
  const { names, call } = operations.get(operation);
  const options = typeof args.at(-1) === 'object' && args.at(-1).options ? args.pop().options : {};
  const named = Object.fromEntries(args.map((value, index) => [names[index], value]));
  const { data, status, headers } = await call({ ...named, ...options });
  assert.ok([200, 201, 202].includes(status), `${operation}: ${status}`);
  if (headers.location) {
    await pass();
    const { data } = await sdk.waitForRequest(configuration, headers.location);
    assert.equal(data.metadata.status, 'DONE', data.metadata.message);
  }
  results.done(kindOf(operation), operation);
  return data;
}

const depth = (depth) => ({ options: { depth } });

function find(collection) {
  const names = [...operations.keys()].filter((name) => name.startsWith(`${collection}FindBy`));
  assert.equal(names.length, 1, `${collection}: ${names}`);
  return names[0];
}

async function gone(collection, ...place) {
  await pass();
  // The cloud does not say 404 for keys of the object storage.
  const status = collection === 'umUsersS3keys' ? 422 : 404;
  await assert.rejects(api(find(collection), ...place), (error) => error.response.status === status);
}

/** What was given is what is read, except for what is never shown. */
function shows(seen, given) {
  for (const [name, value] of Object.entries(given)) {
    if (name !== 'password') assert.deepEqual(subset(seen.properties[name], value), value, name);
  }
}

/** What of `seen` is named in `wanted`. */
function subset(seen, wanted) {
  if (Array.isArray(seen)) return seen.map((item, index) => subset(item, wanted[index]));
  if (seen === null || typeof seen !== 'object') return seen;
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, subset(seen[name], wanted[name])]));
}

/** Makes one, finds it alone and in its list, changes it, and removes it unless it is to be kept. */
async function life(collection, place, { post, patch, put, entities }, keep = false) {
  const { id } = await api(`${collection}Post`, ...place, { properties: post, entities });
  const read = () => api(find(collection), ...place, id);
  shows(await read(), post);
  const { items } = await api(`${collection}Get`, ...place, depth(1));
  assert.ok(items.some((item) => item.id === id));
  if (patch) {
    await api(`${collection}Patch`, ...place, id, patch);
    shows(await read(), patch);
  }
  if (put) {
    await api(`${collection}Put`, ...place, id, { properties: put });
    shows(await read(), put);
  }
  if (!keep) await remove(collection, ...place, id);
  return id;
}

async function remove(collection, ...place) {
  await api(operations.has(`${collection}Delete`) ? `${collection}Delete` : 'targetGroupsDelete', ...place);
  await gone(collection, ...place);
}

const made = async (operation, ...args) => (await api(operation, ...args)).id;
const ids = (list) => list.items.map((item) => item.id);
const dataCenter = () => made('datacentersPost', { properties: { name: 'd', location: 'de/txl' } });
const lan = async (dc, isPublic) =>
  Number(await made('datacentersLansPost', dc, { properties: { name: 'l', public: isPublic } }));
const server = (dc) => made('datacentersServersPost', dc, { properties: { name: 's', cores: 2, ram: 2048 } });
const nic = (dc, host) => made('datacentersServersNicsPost', dc, host, { properties: { name: 'n', lan: 1 } });
const volume = (dc) =>
  made('datacentersVolumesPost', dc, { properties: { name: 'v', type: 'SSD', size: 10, licenceType: 'LINUX' } });
const snapshot = (dc, source) =>
  made('datacentersVolumesCreateSnapshotPost', dc, source, {
    options: { snapshot: { properties: { name: 'a', description: 'x' } } },
  });
const block = (size = 1) => api('ipblocksPost', { properties: { name: 'b', location: 'de/txl', size } });
const flowLog = (name) => ({ name, action: 'ALL', direction: 'BIDIRECTIONAL', bucket: 'flow-logs' });
const rule = (name) => ({ name, protocol: 'TCP', portRangeStart: 22, portRangeEnd: 22 });
const lives = (properties) => ({ post: properties('a'), patch: properties('b'), put: properties('c') });

it('data centers', async () => {
  const post = { name: 'a', description: 'x', location: 'de/txl' };
  await life('datacenters', [], { post, patch: { name: 'b' }, put: { name: 'c', description: 'y' } });
});

it('servers and their power', async () => {
  const dc = await dataCenter();
  const post = { name: 'a', cores: 1, ram: 1024, availabilityZone: 'ZONE_1' };
  const change = { post, patch: { cores: 2, ram: 2048 }, put: { name: 'c', cores: 3, ram: 4096 } };
  const one = await life('datacentersServers', [dc], change, true);
  for (const [action, state] of [
    ['Stop', 'SHUTOFF'],
    ['Start', 'RUNNING'],
    ['Reboot', 'RUNNING'],
    ['Upgrade', 'RUNNING'],
  ]) {
    await api(`datacentersServers${action}Post`, dc, one);
    assert.equal((await api('datacentersServersFindById', dc, one)).properties.vmState, state);
  }
  assert.match((await api('datacentersServersRemoteConsoleGet', dc, one)).url, /^https:/);
  assert.ok((await api('datacentersServersTokenGet', dc, one)).token);
  await remove('datacentersServers', dc, one);
});

it('a cube with its volume', async () => {
  const dc = await dataCenter();
  const { items } = await api('templatesGet', depth(1));
  const template = items.find((one) => one.properties.name === 'Basic Cube S');
  assert.equal((await api('templatesFindById', template.id)).properties.cores, template.properties.cores);
  const boot = { properties: { name: 'boot', type: 'DAS', licenceType: 'LINUX' } };
  const cube = await made('datacentersServersPost', dc, {
    properties: { name: 'cube', type: 'CUBE', templateUuid: template.id },
    entities: { volumes: { items: [boot] } },
  });
  const state = async () => (await api('datacentersServersFindById', dc, cube)).properties.vmState;
  await api('datacentersServersSuspendPost', dc, cube);
  assert.equal(await state(), 'SUSPENDED');
  await api('datacentersServersResumePost', dc, cube);
  assert.equal(await state(), 'RUNNING');
  await remove('datacentersServers', dc, cube);
});

it('volumes, attached and detached', async () => {
  const dc = await dataCenter();
  const post = { name: 'a', type: 'SSD', size: 10, licenceType: 'LINUX' };
  const change = { post, patch: { size: 20 }, put: { name: 'c', size: 30 } };
  const one = await life('datacentersVolumes', [dc], change, true);
  const host = await server(dc);
  assert.equal(await made('datacentersServersVolumesPost', dc, host, { id: one }), one);
  assert.deepEqual(ids(await api('datacentersServersVolumesGet', dc, host)), [one]);
  assert.equal((await api('datacentersServersVolumesFindById', dc, host, one)).properties.name, 'c');
  await api('datacentersServersVolumesDelete', dc, host, one);
  assert.deepEqual(ids(await api('datacentersServersVolumesGet', dc, host)), []);
  await remove('datacentersVolumes', dc, one);
});

it('CD-ROMs', async () => {
  const dc = await dataCenter();
  const host = await server(dc);
  const { items } = await api('imagesGet', depth(1));
  const image = items.find(({ properties: p }) => p.imageType === 'CDROM' && p.location === 'de/txl');
  await api('datacentersServersCdromsPost', dc, host, { id: image.id });
  assert.deepEqual(ids(await api('datacentersServersCdromsGet', dc, host)), [image.id]);
  assert.equal((await api('datacentersServersCdromsFindById', dc, host, image.id)).properties.imageType, 'CDROM');
  await api('datacentersServersCdromsDelete', dc, host, image.id);
  assert.deepEqual(ids(await api('datacentersServersCdromsGet', dc, host)), []);
});

it('LANs and NICs', async () => {
  const dc = await dataCenter();
  const network = { post: { name: 'a', public: false }, patch: { name: 'b' }, put: { name: 'c', public: true } };
  await life('datacentersLans', [dc], network);
  const [first, second] = [await lan(dc, true), await lan(dc, false)];
  const host = await server(dc);
  const card = {
    post: { name: 'a', lan: first },
    patch: { name: 'b', dhcp: false },
    put: { name: 'c', lan: first, firewallActive: true },
  };
  const one = await life('datacentersServersNics', [dc, host], card, true);
  assert.equal(await made('datacentersLansNicsPost', dc, second, { id: one }), one);
  assert.deepEqual(ids(await api('datacentersLansNicsGet', dc, second)), [one]);
  assert.equal((await api('datacentersLansNicsFindById', dc, second, one)).properties.lan, second);
  await remove('datacentersServersNics', dc, host, one);
});

it('what lies in a NIC', async () => {
  const dc = await dataCenter();
  const host = await server(dc);
  const place = [dc, host, await nic(dc, host)];
  const patch = { name: 'b', portRangeStart: 80, portRangeEnd: 90 };
  await life('datacentersServersNicsFirewallrules', place, { post: rule('a'), patch, put: rule('c') });
  await life('datacentersServersNicsFlowlogs', place, { ...lives(flowLog), patch: { name: 'b' } });
});

it('security groups of servers and NICs', async () => {
  const dc = await dataCenter();
  const named = (name) => ({ name, description: `${name} group` });
  const group = await life('datacentersSecuritygroups', [dc], lives(named), true);
  const one = await made('datacentersSecuritygroupsFirewallrulesPost', dc, group, { properties: rule('a') });
  assert.deepEqual(ids(await api('datacentersSecuritygroupsRulesGet', dc, group)), [one]);
  const read = () => api('datacentersSecuritygroupsRulesFindById', dc, group, one);
  shows(await read(), rule('a'));
  await api('datacentersSecuritygroupsRulesPatch', dc, group, one, { name: 'b' });
  shows(await read(), { name: 'b' });
  await api('datacentersSecuritygroupsRulesPut', dc, group, one, { properties: rule('c') });
  shows(await read(), rule('c'));
  const host = await server(dc);
  const card = await nic(dc, host);
  await api('datacentersServersSecuritygroupsPut', dc, host, { ids: [group] });
  await api('datacentersServersNicsSecuritygroupsPut', dc, host, card, { ids: [group] });
  const { entities } = await api('datacentersServersFindById', dc, host, depth(3));
  assert.deepEqual(ids(entities.securitygroups), [group]);
  assert.deepEqual(ids(entities.nics.items[0].entities.securitygroups), [group]);
  await api('datacentersServersSecuritygroupsPut', dc, host, { ids: [] });
  await api('datacentersServersNicsSecuritygroupsPut', dc, host, card, { ids: [] });
  await api('datacentersSecuritygroupsFirewallrulesDelete', dc, group, one);
  await gone('datacentersSecuritygroupsRules', dc, group, one);
  await remove('datacentersSecuritygroups', dc, group);
});

it('NAT gateways', async () => {
  const dc = await dataCenter();
  const { ips } = (await block(2)).properties;
  const lans = [{ id: await lan(dc, false), gatewayIps: ['10.11.2.5/32'] }];
  const gateway = await life(
    'datacentersNatgateways',
    [dc],
    lives((name) => ({ name, publicIps: ips, lans })),
    true,
  );
  const properties = (name) => ({
    name,
    type: 'SNAT',
    protocol: 'TCP',
    sourceSubnet: '10.0.1.0/24',
    publicIp: ips[0],
    targetPortRange: { start: 80, end: 90 },
  });
  await life('datacentersNatgatewaysRules', [dc, gateway], lives(properties));
  await life('datacentersNatgatewaysFlowlogs', [dc, gateway], lives(flowLog));
  await remove('datacentersNatgateways', dc, gateway);
});

it('network load balancers', async () => {
  const dc = await dataCenter();
  const { ips } = (await block()).properties;
  const lans = { listenerLan: await lan(dc, true), targetLan: await lan(dc, false) };
  const all = 'datacentersNetworkloadbalancers';
  const balancer = await life(all, [dc], lives((name) => ({ name, ...lans, ips })), true);
  const targets = [{ ip: '10.8.2.5', port: 80, weight: 1 }];
  const listener = { listenerIp: ips[0], listenerPort: 80, targets };
  const forwarding = (name) => ({ name, algorithm: 'ROUND_ROBIN', protocol: 'TCP', ...listener });
  await life(`${all}Forwardingrules`, [dc, balancer], lives(forwarding));
  await life(`${all}Flowlogs`, [dc, balancer], lives(flowLog));
  await remove(all, dc, balancer);
});

it('application load balancers and target groups', async () => {
  const dc = await dataCenter();
  const targets = [{ ip: '10.8.2.5', port: 80, weight: 1 }];
  const grouped = (name) => ({ name, algorithm: 'RANDOM', protocol: 'HTTP', targets });
  const group = await life('targetgroups', [], lives(grouped), true);
  const { ips } = (await block()).properties;
  const lans = { listenerLan: await lan(dc, true), targetLan: await lan(dc, false) };
  const all = 'datacentersApplicationloadbalancers';
  const balancer = await life(all, [dc], lives((name) => ({ name, ...lans, ips })), true);
  const httpRules = [{ name: 'all', type: 'FORWARD', targetGroup: group }];
  const forwarding = (name) => ({ name, protocol: 'HTTP', listenerIp: ips[0], listenerPort: 80, httpRules });
  await life(`${all}Forwardingrules`, [dc, balancer], lives(forwarding));
  await life(`${all}Flowlogs`, [dc, balancer], lives(flowLog));
  await remove(all, dc, balancer);
  await remove('targetgroups', group);
});

it('classic load balancers', async () => {
  const dc = await dataCenter();
  const change = { post: { name: 'a', dhcp: true }, patch: { name: 'b' }, put: { name: 'c', dhcp: false } };
  const balancer = await life('datacentersLoadbalancers', [dc], change, true);
  const one = await nic(dc, await server(dc));
  assert.equal(await made('datacentersLoadbalancersBalancednicsPost', dc, balancer, { id: one }), one);
  assert.deepEqual(ids(await api('datacentersLoadbalancersBalancednicsGet', dc, balancer)), [one]);
  assert.equal(await made('datacentersLoadbalancersBalancednicsFindByNicId', dc, balancer, one), one);
  await api('datacentersLoadbalancersBalancednicsDelete', dc, balancer, one);
  assert.deepEqual(ids(await api('datacentersLoadbalancersBalancednicsGet', dc, balancer)), []);
  await remove('datacentersLoadbalancers', dc, balancer);
});

it('IP blocks and cross-connects', async () => {
  await life('ipblocks', [], lives((name) => ({ name, location: 'de/txl', size: 2 })));
  await life('pccs', [], { post: { name: 'a', description: 'x' }, patch: { name: 'b', description: 'y' } });
});

it('snapshots', async () => {
  const dc = await dataCenter();
  const source = await volume(dc);
  const one = await snapshot(dc, source);
  const read = () => api('snapshotsFindById', one);
  shows(await read(), { name: 'a', description: 'x', size: 10 });
  assert.deepEqual(ids(await api('snapshotsGet')), [one]);
  await api('snapshotsPatch', one, { name: 'b' });
  shows(await read(), { name: 'b' });
  const put = { name: 'c', licenceType: 'LINUX' };
  await api('snapshotsPut', one, { properties: put });
  shows(await read(), put);
  const restoreSnapshot = { properties: { snapshotId: one } };
  await api('datacentersVolumesRestoreSnapshotPost', dc, source, { options: { restoreSnapshot } });
  await remove('snapshots', one);
});

it('labels of everything that has them', async () => {
  const dc = await dataCenter();
  const source = await volume(dc);
  for (const [owner, ...place] of [
    ['datacenters', dc],
    ['datacentersServers', dc, await server(dc)],
    ['datacentersVolumes', dc, source],
    ['ipblocks', (await block()).id],
    ['snapshots', await snapshot(dc, source)],
    ['images', (await api('imagesGet')).items[0].id],
  ]) {
    const all = `${owner}Labels`;
    const label = (value) => ({ properties: { key: 'k', value } });
    shows(await api(`${all}Post`, ...place, label('a')), { value: 'a' });
    const { items } = await api(`${all}Get`, ...place, depth(1));
    assert.deepEqual(items.map((item) => item.properties.key), ['k']);
    const [seen] = (await api('labelsGet', depth(1))).items;
    shows(await api('labelsFindByUrn', seen.id), { value: 'a', resourceId: place.at(-1) });
    await api(`${all}Put`, ...place, 'k', label('b'));
    shows(await api(`${all}FindByKey`, ...place, 'k'), { value: 'b' });
    await api(`${all}Delete`, ...place, 'k');
    await gone(all, ...place, 'k');
  }
});

it('images of the contract', async () => {
  const { id } = await cloud.admin('POST', 'images', { location: 'de/txl', name: 'mine', size: 2 });
  shows(await api('imagesFindById', id), { name: 'mine', public: false });
  await api('imagesPatch', id, { name: 'b', licenceType: 'LINUX' });
  shows(await api('imagesFindById', id), { name: 'b', licenceType: 'LINUX' });
  await api('imagesPut', id, { properties: { name: 'c', licenceType: 'OTHER' } });
  shows(await api('imagesFindById', id), { name: 'c', licenceType: 'OTHER' });
  await remove('images', id);
});

it('Kubernetes', async () => {
  const dc = await dataCenter();
  assert.ok((await api('k8sVersionsGet')).includes(await api('k8sVersionsDefaultGet')));
  const cluster = await made('k8sPost', { properties: { name: 'a' } });
  await pass();
  assert.equal((await api('k8sFindByClusterId', cluster)).metadata.state, 'ACTIVE');
  assert.deepEqual(ids(await api('k8sGet')), [cluster]);
  const put = { name: 'c', maintenanceWindow: { dayOfTheWeek: 'Monday', time: '04:00:00Z' } };
  await api('k8sPut', cluster, { properties: put });
  await pass();
  shows(await api('k8sFindByClusterId', cluster), put);
  assert.match(JSON.stringify(await api('k8sKubeconfigGet', cluster)), /apiVersion/);
  const properties = {
    name: 'p',
    datacenterId: dc,
    nodeCount: 2,
    coresCount: 2,
    ramSize: 4096,
    availabilityZone: 'AUTO',
    storageType: 'SSD',
    storageSize: 20,
  };
  const pool = await made('k8sNodepoolsPost', cluster, { properties });
  await pass();
  shows(await api('k8sNodepoolsFindById', cluster, pool), properties);
  assert.deepEqual(ids(await api('k8sNodepoolsGet', cluster)), [pool]);
  await api('k8sNodepoolsPut', cluster, pool, { properties: { nodeCount: 3 } });
  await pass();
  const nodes = async () => ids(await api('k8sNodepoolsNodesGet', cluster, pool));
  const [first, second] = await nodes();
  assert.equal((await nodes()).length, 3);
  assert.equal(await made('k8sNodepoolsNodesFindById', cluster, pool, first), first);
  await api('k8sNodepoolsNodesReplacePost', cluster, pool, first);
  await pass();
  assert.ok(!(await nodes()).includes(first));
  await api('k8sNodepoolsNodesDelete', cluster, pool, second);
  await pass();
  assert.ok(!(await nodes()).includes(second));
  await remove('k8sNodepools', cluster, pool);
  await remove('k8s', cluster);
});

it('users, groups, shares and keys', async () => {
  const dc = await dataCenter();
  const person = { firstname: 'A', lastname: 'B', email: 'a@example.com', administrator: false };
  const post = { ...person, password: randomBytes(8).toString('hex') };
  const put = { ...person, firstname: 'C', forceSecAuth: false };
  const user = await life('umUsers', [], { post, put }, true);
  const rights = { post: { name: 'a', createDataCenter: true }, put: { name: 'c', s3Privilege: true } };
  const group = await life('umGroups', [], rights, true);
  await api('umGroupsUsersPost', group, { id: user });
  assert.deepEqual(ids(await api('umGroupsUsersGet', group)), [user]);
  assert.deepEqual(ids(await api('umUsersGroupsGet', user)), [group]);
  assert.deepEqual(ids(await api('umUsersOwnsGet', user)), []);
  await api('umGroupsSharesPost', group, dc, { properties: { editPrivilege: true } });
  assert.deepEqual(ids(await api('umGroupsSharesGet', group)), [dc]);
  assert.deepEqual(ids(await api('umGroupsResourcesGet', group)), [dc]);
  const share = { editPrivilege: false, sharePrivilege: true };
  await api('umGroupsSharesPut', group, dc, { properties: share });
  shows(await api('umGroupsSharesFindByResourceId', group, dc), share);
  await api('umGroupsSharesDelete', group, dc);
  await gone('umGroupsShares', group, dc);
  assert.ok(ids(await api('umResourcesGet')).includes(dc));
  assert.deepEqual(ids(await api('umResourcesFindByType', 'datacenter')), [dc]);
  assert.equal(await made('umResourcesFindByTypeAndId', 'datacenter', dc), dc);
  const key = await api('umUsersS3keysPost', user);
  assert.ok(key.properties.secretKey);
  assert.deepEqual(ids(await api('umUsersS3keysGet', user)), [key.id]);
  await api('umUsersS3keysPut', user, key.id, { properties: { active: false } });
  shows(await api('umUsersS3keysFindByKeyId', user, key.id), { active: false });
  assert.match((await api('umUsersS3ssourlGet', user)).ssoUrl, /^https:/);
  await remove('umUsersS3keys', user, key.id);
  await api('umGroupsUsersDelete', group, user);
  assert.deepEqual(ids(await api('umGroupsUsersGet', group)), []);
  await remove('umGroups', group);
  await remove('umUsers', user);
});

it('backup units', async () => {
  const password = randomBytes(8).toString('hex');
  const post = { name: 'nightly', email: 'a@example.com', password };
  const patch = { email: 'b@example.com' };
  const unit = await life('backupunits', [], { post, patch, put: { ...post, email: 'c@example.com' } }, true);
  assert.match((await api('backupunitsSsourlGet', unit)).ssoUrl, /^https:/);
  await remove('backupunits', unit);
});

it('what can only be read', async () => {
  const dc = await dataCenter();
  assert.ok((await api('apiInfoGet')).version);
  const contract = (await api('contractsGet', depth(1))).items[0];
  assert.equal(contract.properties.resourceLimits.coresProvisioned, 0);
  const locations = ids(await api('locationsGet'));
  assert.ok(locations.includes('de/fra/2'));
  const german = locations.filter((id) => id.startsWith('de/'));
  assert.deepEqual(ids(await api('locationsFindByRegionId', 'de')), german);
  assert.ok((await api('locationsFindByRegionIdAndId', 'de', 'txl')).properties.imageAliases.length);
  const [request] = (await api('requestsGet', depth(1))).items;
  assert.equal((await api('requestsFindById', request.id)).properties.method, 'POST');
  assert.equal((await api('requestsStatusGet', request.id)).metadata.targets[0].target.id, dc);
});

it('no operation was left out', () => {
  assert.deepEqual(results.missing(), []);
});
