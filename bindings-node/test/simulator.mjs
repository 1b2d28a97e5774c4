// The simulated cloud that these tests share with those of the official packages, with our client for it.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'ionos-sdk';

import { Simulator as Served, root } from '../../simulator/official/node/simulator.mjs';

export { root };

/** A text that a test can look for in everything that is printed. */
export function plantedSecret() {
  return `planted-${randomBytes(12).toString('hex')}`;
}

export class Simulator extends Served {
  static async start() {
    const simulator = await super.start();
    simulator.secrets = await mkdtemp(join(tmpdir(), 'ionos-node-'));
    return simulator;
  }

  /** The environment of a program that uses it. */
  get env() {
    return { ...process.env, ...this.environment, IONOS_SECRETS: join(this.secrets, 'secrets') };
  }

  client(settings = {}) {
    return new Client({ token: this.token, apiUrl: this.url, pollFirstMs: 5, pollLongestMs: 50, ...settings });
  }

  /** Sets the environment of this process, for what reads it. */
  useEnvironment() {
    Object.assign(process.env, this.env);
  }

  async stop() {
    await super.stop();
    await rm(this.secrets, { recursive: true, force: true });
  }
}
