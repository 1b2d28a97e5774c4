import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { inspect } from 'node:util';

import { InvalidRequestError, KeyStore, KeyStoreError, NotFoundError, Secret } from 'ionos-sdk';

import { plantedSecret } from './simulator.mjs';

let directory;
let path;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ionos-keys-'));
  path = join(directory, 'ssh');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const mode = async (file) => ((await stat(file)).mode & 0o777).toString(8);

it('a new key is private, and OpenSSH reads it', async () => {
  const store = await KeyStore.open(path);
  const key = await store.generate('admin', { comment: 'the admin' });
  assert.equal(await mode(path), '700');
  assert.equal(await mode(key.path), '600');
  assert.match(key.fingerprint, /^SHA256:.{43}$/);
  assert.match(key.publicKey, /^ssh-ed25519 \S+ the admin$/);
  assert.equal(key.encrypted, false);
  assert.ok(!Number.isNaN(Date.parse(key.createdAt)));
  const derived = execFileSync('ssh-keygen', ['-y', '-f', key.path], { encoding: 'utf8' }).trim();
  assert.equal(derived, key.publicKey);
  assert.deepEqual(await store.list(), [key]);
  assert.deepEqual(await store.get('admin'), key);
});

it('a key is never overwritten', async () => {
  const store = await KeyStore.open(path);
  const first = await store.generate('admin');
  await assert.rejects(store.generate('admin'), (error) => {
    assert.ok(error instanceof KeyStoreError);
    return error.code === 'IONOS_ALREADY_EXISTS';
  });
  assert.deepEqual(await store.ensure('admin'), { key: first, created: false });
  assert.equal((await store.ensure('other')).created, true);
});

it('the private half is a Secret, and a passphrase protects it', async () => {
  const store = await KeyStore.open(path);
  const passphrase = plantedSecret();
  const key = await store.generate('admin', { passphrase: new Secret(passphrase) });
  assert.equal(key.encrypted, true);
  assert.ok(!(await readFile(key.path, 'utf8')).includes(passphrase));
  const pem = await store.privateKey('admin', { passphrase });
  assert.match(pem.reveal(), /^-----BEGIN OPENSSH PRIVATE KEY-----/);
  assert.ok(!inspect({ pem, store, key }, { depth: null, showHidden: true }).includes('BEGIN'));
  const wrong = plantedSecret();
  await assert.rejects(store.privateKey('admin', { passphrase: wrong }), (error) => {
    assert.ok(error instanceof KeyStoreError);
    assert.equal(error.code, 'IONOS_WRONG_PASSPHRASE');
    const shown = inspect(error, { depth: null, showHidden: true });
    return !shown.includes(wrong) && !shown.includes(passphrase);
  });
  await assert.rejects(store.privateKey('admin'), KeyStoreError);
});

it('a key belongs to fleets, persons and generations', async () => {
  const store = await KeyStore.open(path);
  const key = await store.generate('admin');
  assert.equal(await store.assign({ key: 'admin', fleet: 'web' }), true);
  assert.equal(await store.assign({ key: 'admin', fleet: 'web' }), false);
  assert.equal(await store.assign({ key: 'admin', fleet: 'web', person: 'ada', generation: 2 }), true);
  const all = await store.assignments();
  assert.deepEqual(
    all.map((a) => [a.fleet, a.person, a.generation, a.fingerprint]),
    [
      ['web', undefined, 1, key.fingerprint],
      ['web', 'ada', 2, key.fingerprint],
    ],
  );
  assert.equal(await store.unassign({ key: 'admin', fleet: 'web' }), true);
  assert.equal((await store.assignments()).length, 1);
});

it('what is unsafe or unusable is refused with the way to repair it', async () => {
  const store = await KeyStore.open(path);
  await assert.rejects(store.get('nobody'), NotFoundError);
  await assert.rejects(store.generate('../up'), InvalidRequestError);
  await assert.rejects(store.assign({ key: 'nobody', fleet: 'web' }), NotFoundError);
  await chmod(path, 0o755);
  await assert.rejects(KeyStore.open(path), (error) => {
    assert.ok(error instanceof KeyStoreError);
    assert.equal(error.code, 'IONOS_WIDE_PERMISSIONS');
    return /chmod/.test(error.message);
  });
});
