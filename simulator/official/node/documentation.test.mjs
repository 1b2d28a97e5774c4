// The programs for Node in `docs/simulator.md`, each run as it stands, in a process of its own.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Simulator } from './simulator.mjs';

const text = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8');
const programs = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

let cloud;
before(async () => {
  cloud = await Simulator.start();
});
after(() => cloud.stop());

for (const code of programs) {
  it(code.split('\n', 1)[0], async () => {
    await cloud.reset();
    const options = { cwd: fileURLToPath(new URL('.', import.meta.url)), env: { ...process.env, ...cloud.environment } };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], options);
    assert.ok(stdout);
    assert.notEqual((await cloud.journal()).length, 0, 'it has called nothing');
  });
}

it('there are programs', () => assert.ok(programs.length >= 4));
