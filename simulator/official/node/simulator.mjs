// A simulated cloud for a test file: started once, stopped at its end.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Started by `cargo xtask test` with the program that it built; by hand, cargo finds it. */
const program =
  process.env.IONOS_SIMULATE ??
  'cargo run --quiet --package ionos-cli --bin ionos -- simulate --listen 127.0.0.1:0 --speed 1000 --json';

export class Simulator {
  /** Starts one and waits until it listens. */
  static async start() {
    const simulator = new this();
    const [command, ...args] = program.split(' ');
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    simulator.child = child;
    const first = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`\`${program}\` ended with ${code}`)));
    });
    const { url, environment } = JSON.parse(first);
    return Object.assign(simulator, { url, environment });
  }

  get token() {
    return this.environment.IONOS_TOKEN;
  }

  /** A call of the simulator's own interface. */
  async admin(method, path, body) {
    const answer = await fetch(`${this.url}/_sim/${path}`, { method, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text ? JSON.parse(text) : undefined;
  }

  journal() {
    return this.admin('GET', 'journal');
  }

  async clearJournal() {
    await this.admin('DELETE', 'journal');
  }

  /** What was written, as `POST /cloudapi/v6/datacenters`. */
  async writes() {
    return (await this.journal()).filter((e) => e.method !== 'GET').map((e) => `${e.method} ${e.path}`);
  }

  async inject(...rules) {
    await this.admin('POST', 'faults', rules);
  }

  async reset() {
    await this.admin('POST', 'reset');
    await this.admin('DELETE', 'faults');
    await this.clearJournal();
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill();
    await gone;
  }
}
