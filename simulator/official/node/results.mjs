// Which operations of an official package were carried out; see `../python/results.py`.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './simulator.mjs';

/** The public methods of an object of a package. */
export function methods(target) {
  const names = [];
  for (let at = Object.getPrototypeOf(target); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    names.push(...Object.getOwnPropertyNames(at));
  }
  return names.filter((name) => name !== 'constructor' && !name.startsWith('_') && typeof target[name] === 'function');
}

export class Results {
  constructor(client, api) {
    Object.assign(this, { client, api, kinds: {} });
  }

  knows(kind, operations) {
    const all = (this.kinds[kind] ??= {});
    for (const operation of operations) all[operation] ??= false;
  }

  done(kind, operation) {
    (this.kinds[kind] ??= {})[operation] = true;
  }

  /** `target`, whose `operations` (all its methods unless they are named) are noted when they succeed. */
  watch(kind, target, operations = methods(target)) {
    this.knows(kind, operations);
    return new Proxy(target, {
      get: (_, name) => {
        const value = target[name];
        if (typeof value !== 'function') return value;
        if (!operations.includes(name)) return value.bind(target);
        return (...args) => {
          const answer = value.apply(target, args);
          // Pages, streams and promises that are more than promises are given on as they are.
          Promise.resolve(answer).then(
            () => this.done(kind, name),
            () => {},
          );
          return answer;
        };
      },
    });
  }

  missing() {
    const all = Object.entries(this.kinds);
    return all.flatMap(([kind, ops]) => Object.keys(ops).filter((name) => !ops[name]).map((name) => `${kind}: ${name}`));
  }

  write() {
    const folder = process.env.IONOS_OFFICIAL_RESULTS || join(root, 'target', 'official');
    const manifest = new URL(`node_modules/${this.client}/package.json`, import.meta.url);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    mkdirSync(folder, { recursive: true });
    const record = { api: this.api, client: this.client, language: 'Node', version, kinds: this.kinds };
    writeFileSync(join(folder, `node-${this.client.replaceAll('/', '-')}.json`), JSON.stringify(record, null, 1));
  }
}
