// The official OpenAI package against the AI Model Hub.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import OpenAI from 'openai';

import { Results } from './results.mjs';
import { Simulator } from './simulator.mjs';

const results = new Results('openai', 'AI Model Hub');
let cloud;
let client;
before(async () => {
  cloud = await Simulator.start();
  client = new OpenAI({ baseURL: `${cloud.url}/_ai/v1`, apiKey: cloud.token });
});
after(async () => {
  results.write();
  await cloud.stop();
});

it('lists the models', async () => {
  const models = results.watch('models', client.models, ['list']);
  const { data } = await models.list();
  assert.ok(data.some((model) => model.id === 'openai/gpt-oss-120b'));
});
