// The examples of the README are programs that run.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';

import { Simulator, root } from './simulator.mjs';

let cloud;
before(async () => {
  cloud = await Simulator.start();
});
after(() => cloud.stop());

const text = await readFile(`${root}/bindings-node/README.md`, 'utf8');
const examples = [...text.matchAll(/```js\n(.*?)```/gs)].map((match) => match[1]);

it('the README has its examples', () => assert.ok(examples.length >= 5));

for (const [i, code] of examples.entries()) {
  it(`example ${i + 1} of the README runs`, async () => {
    const options = { cwd: `${root}/bindings-node`, env: cloud.env };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], options);
    assert.notEqual(stdout, '');
  });
}
