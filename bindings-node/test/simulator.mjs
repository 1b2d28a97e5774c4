// A simulated cloud for a test file: started once, stopped at its end.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Client } from 'ionos-sdk';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Started by `cargo xtask test` with the program that it built; by hand, cargo finds it. */
const program =
  process.env.IONOS_SIMULATE ??
  'cargo run --quiet --package ionos-cli --bin ionos -- simulate --listen 127.0.0.1:0 --speed 1000 --json';

/** A text that a test can look for in everything that is printed. */
export function plantedSecret() {
  return `planted-${randomBytes(12).toString('hex')}`;
}

export class Simulator {
  /** Starts one and waits until it listens. */
  static async start() {
    const simulator = new Simulator();
    const [command, ...args] = program.split(' ');
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    simulator.child = child;
    const first = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`\`${program}\` ended with ${code}`)));
    });
    const { url, environment } = JSON.parse(first);
    Object.assign(simulator, { url, environment });
    simulator.secrets = await mkdtemp(join(tmpdir(), 'ionos-node-'));
    return simulator;
  }

  /** The environment of a program that uses it. */
  get env() {
    return { ...process.env, ...this.environment, IONOS_SECRETS: join(this.secrets, 'secrets') };
  }

  get token() {
    return this.environment.IONOS_TOKEN;
  }

  client(settings = {}) {
    return new Client({ token: this.token, apiUrl: this.url, pollFirstMs: 5, pollLongestMs: 50, ...settings });
  }

  /** Sets the environment of this process, for what reads it. */
  useEnvironment() {
    Object.assign(process.env, this.env);
  }

  async journal() {
    return (await fetch(`${this.url}/_sim/journal`)).json();
  }

  async clearJournal() {
    await fetch(`${this.url}/_sim/journal`, { method: 'DELETE' });
  }

  /** What was written, as `POST /cloudapi/v6/datacenters`. */
  async writes() {
    return (await this.journal()).filter((e) => e.method !== 'GET').map((e) => `${e.method} ${e.path}`);
  }

  async inject(...rules) {
    const answer = await fetch(`${this.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(rules) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async reset() {
    await fetch(`${this.url}/_sim/reset`, { method: 'POST' });
    await fetch(`${this.url}/_sim/faults`, { method: 'DELETE' });
    await this.clearJournal();
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill();
    await gone;
    await rm(this.secrets, { recursive: true, force: true });
  }
}
