// Builds the native part with cargo and puts it where lib/native.js looks for it.
// Usage: node build.mjs [--profile NAME]

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const at = process.argv.indexOf('--profile');
const profile = at > 0 ? process.argv[at + 1] : 'dev';
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const cargo = ['build', '--package', 'ionos-node', '--profile', profile, '--message-format', 'json-render-diagnostics'];
const messages = execFileSync('cargo', cargo, { cwd: here, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
const artifact = messages
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))
  .find((m) => m.reason === 'compiler-artifact' && m.target.name === 'ionos_node' && m.target.kind.includes('cdylib'));
if (!artifact) throw new Error('cargo built no library of the package ionos-node');
const library = artifact.filenames.find((name) => /\.(so|dylib|dll)$/.test(name));

const folder = join(here, 'native');
mkdirSync(folder, { recursive: true });
// A running process may have the old one open: the new one takes its place in one step.
copyFileSync(library, join(folder, 'ionos.node.new'));
renameSync(join(folder, 'ionos.node.new'), join(folder, 'ionos.node'));
writeFileSync(join(folder, 'binding.js'), "module.exports = require('./ionos.node');\n");
