// A simulated cloud for a test file: started once, stopped at its end.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Started by `cargo xtask test` with the program that it built; by hand, cargo finds it. */
const program =
  process.env.IONOS_SIMULATE ??
  'cargo run --quiet --package ionos-cli --bin ionos -- simulate --listen 127.0.0.1:0 --speed 1000 --json';

export class Simulator {
  /** Starts one with these options and waits until it listens. */
  static async start(...options) {
    const simulator = new this();
    const [command, ...args] = program.split(' ');
    const child = spawn(command, [...args, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    simulator.child = child;
    const first = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`\`${program}\` ended with ${code}`)));
    });
    return Object.assign(simulator, JSON.parse(first));
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

  /** A call with the token of the cloud. */
  async call(method, path, body) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.token}` };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${this.url}/${path}`, { method, headers, body: text });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.status === 204 ? undefined : answer.json();
  }

  /** Lets time pass in the cloud. */
  advance(seconds) {
    return this.admin('POST', 'clock', { advance_ms: seconds * 1000 });
  }

  /** A new server whose cloudflared has the token of a tunnel and is connected. */
  async connect(tunnelToken) {
    const unit = '#cloud-config\nwrite_files:\n  - path: /etc/systemd/system/cloudflared.service\n';
    const boot = {
      name: 'boot',
      type: 'SSD',
      size: 10,
      imageAlias: 'debian:12',
      imagePassword: randomBytes(8).toString('hex'),
      userData: Buffer.from(unit).toString('base64'),
    };
    const all = 'cloudapi/v6/datacenters';
    const datacenter = await this.call('POST', all, { properties: { name: 'd', location: 'de/txl' } });
    const server = await this.call('POST', `${all}/${datacenter.id}/servers`, {
      properties: { name: 's', cores: 1, ram: 1024 },
      entities: { volumes: { items: [{ properties: boot }] } },
    });
    await this.advance(3600);
    await this.call('POST', `_guest/servers/${server.id}/credentials/tunnel-token`, tunnelToken);
    await this.advance(60);
    return server.id;
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
    await this.admin('PUT', 'buckets/flow-logs');
    await this.admin('DELETE', 'faults');
    await this.clearJournal();
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill();
    await gone;
  }
}
