import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';

import { AuthError, CanceledError, ConnectError, InvalidRequestError, NotFoundError } from 'ionos-sdk';

import { Simulator } from './simulator.mjs';

const model = 'openai/gpt-oss-120b';
const messages = [{ role: 'user', content: 'Say something about Berlin.' }];
const tools = [
  {
    type: 'function',
    function: { name: 'weather', description: 'x', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  },
];

let cloud;
let ai;
before(async () => {
  cloud = await Simulator.start();
  ai = cloud.client({ attempts: 1 }).ai;
});
after(() => cloud.stop());
beforeEach(() => cloud.reset());

it('the streamed pieces are the whole answer', async () => {
  const whole = await ai.chat({ model, messages });
  assert.ok(whole.text.length > 0);
  assert.equal(whole.choices[0].finish_reason, 'stop');
  const stream = ai.chat({ model, messages, stream: true });
  const pieces = [];
  for await (const piece of stream) pieces.push(piece.text);
  assert.ok(pieces.length > 2);
  assert.equal(pieces.join(''), whole.text);
  assert.deepEqual(stream.usage, whole.usage);
  assert.equal(await ai.chat({ model, messages, stream: true }).text(), whole.text);
});

it('answers are longer than the 16 tokens that the service stops at by itself', async () => {
  await ai.chat({ model, messages });
  const [call] = (await cloud.journal()).filter((e) => e.method === 'POST');
  assert.equal(call.body.max_completion_tokens, 1024);
  const short = await ai.chat({ model, messages, max_completion_tokens: 3 });
  assert.equal(short.choices[0].finish_reason, 'length');
});

it('tool calls are whole, in a whole answer and in a stream', async () => {
  const question = { model, messages, tools, tool_choice: 'required' };
  const whole = await ai.chat(question);
  const stream = ai.chat({ ...question, stream: true });
  assert.equal(await stream.text(), '');
  assert.equal(stream.toolCalls.length, 1);
  const strip = ({ function: f }) => ({ name: f.name, arguments: JSON.parse(f.arguments) });
  assert.deepEqual(stream.toolCalls.map(strip), whole.toolCalls.map(strip));
  const [call] = whole.toolCalls;
  const result = { role: 'tool', tool_call_id: call.id, content: 'sunny' };
  const last = await ai.chat({ model, messages: [...messages, whole.choices[0].message, result] });
  assert.match(last.text, /sunny/);
});

it('embeddings come in the order of the texts and are nearer for nearer texts', async () => {
  const input = ['a red house', 'the red house', 'quarterly tax report'];
  const { data, usage } = await ai.embeddings({ model: 'BAAI/bge-m3', input });
  assert.deepEqual(data.map((d) => d.index), [0, 1, 2]);
  const dot = (a, b) => a.embedding.reduce((sum, x, i) => sum + x * b.embedding[i], 0);
  assert.ok(dot(data[0], data[1]) > dot(data[0], data[2]));
  assert.ok(usage.total_tokens > 0);
});

it('the models can be listed', async () => {
  assert.ok((await ai.models()).some((m) => m.id === model));
});

it('leaving the loop, or the signal, ends a stream', async () => {
  for await (const piece of ai.chat({ model, messages, stream: true })) {
    assert.ok(piece);
    break;
  }
  const controller = new AbortController();
  await assert.rejects(async () => {
    for await (const _ of ai.chat({ model, messages, stream: true, signal: controller.signal })) controller.abort();
  }, CanceledError);
});

it('errors come as classes, before and within a stream', async () => {
  await assert.rejects(ai.chat({ model: 'no/such-model', messages }), NotFoundError);
  await assert.rejects(ai.chat({ model: 'no/such-model', messages, stream: true }).text(), NotFoundError);
  await assert.rejects(async () => ai.chat({ model, messages: 'text' }), InvalidRequestError);
  await assert.rejects(async () => ai.chat({ model, messages, temperatur: 1 }), InvalidRequestError);
  await cloud.inject({ path: '/chat/completions', fault: 'drop' });
  await assert.rejects(ai.chat({ model, messages, stream: true }).text(), ConnectError);
});

it('a user name and a password are not enough', async () => {
  const basic = cloud.client({ token: undefined, username: 'a@example.com', password: 'x' });
  await assert.rejects(basic.ai.models(), AuthError);
  assert.deepEqual(await cloud.journal(), []);
});
