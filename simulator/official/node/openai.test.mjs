// The official OpenAI package for Node against the AI Model Hub.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import OpenAI from 'openai';

import { Results } from './results.mjs';
import { Simulator } from './simulator.mjs';

const results = new Results('openai', 'AI Model Hub');
const model = 'meta-llama/Llama-3.3-70B-Instruct';
let cloud;
let client;
before(async () => {
  cloud = await Simulator.start();
  client = new OpenAI({ baseURL: `${cloud.url}/v1`, apiKey: cloud.token });
});
after(async () => {
  results.write();
  await cloud.stop();
});

const say = (content) => [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content },
];
const words = (text) => text.split(/\s+/).length;

it('models', async () => {
  // Only the list is among the documented calls of the hub.
  const models = results.watch('models', client.models, ['list']);
  const known = [];
  for await (const one of await models.list()) known.push(one.id);
  assert.ok(known.includes(model));
});

it('chat answers depend on the question and count tokens', async () => {
  const chat = results.watch('chat completions', client.chat.completions, ['create']);
  const ask = (text, more) => chat.create({ model, messages: say(text), max_completion_tokens: 100, ...more });
  const one = await ask('What is a tunnel?');
  const { content } = one.choices[0].message;
  assert.equal((await ask('What is a tunnel?')).choices[0].message.content, content);
  assert.notEqual((await ask('What is a firewall?')).choices[0].message.content, content);
  assert.equal(one.usage.completion_tokens, words(content));
  assert.equal(one.usage.total_tokens, one.usage.prompt_tokens + one.usage.completion_tokens);
  const short = await ask('What is a tunnel?', { max_completion_tokens: 3 });
  assert.deepEqual([short.choices[0].finish_reason, short.usage.completion_tokens], ['length', 3]);
  assert.equal((await ask('What is a tunnel?', { n: 3 })).choices.length, 3);
  await assert.rejects(ask('x', { messages: [] }), OpenAI.BadRequestError);
  await assert.rejects(ask('x', { model: 'nobody/knows-this' }), OpenAI.NotFoundError);
});

it('chat in a stream', async () => {
  const chat = results.watch('chat completions, streamed', client.chat.completions, ['create', 'stream']);
  const asked = { model, messages: say('What is a tunnel?'), max_tokens: 100 };
  const whole = await chat.create(asked);
  const stream = await chat.create({ ...asked, stream: true, stream_options: { include_usage: true } });
  let text = '';
  let usage;
  for await (const piece of stream) {
    text += piece.choices[0]?.delta.content ?? '';
    usage = piece.usage ?? usage;
  }
  assert.equal(text, whole.choices[0].message.content);
  assert.deepEqual(usage, whole.usage);
  const final = await chat.stream(asked).finalChatCompletion();
  assert.equal(final.choices[0].message.content, text);
});

it('tools', async () => {
  const chat = results.watch('chat with tools', client.chat.completions, ['create', 'stream', 'runTools']);
  const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  const weather = { name: 'weather', description: 'The weather in a city', parameters };
  const asked = { model, messages: say('How is the weather in Berlin?'), tools: [{ type: 'function', function: weather }] };
  const whole = await chat.create({ ...asked, tool_choice: 'required' });
  const streamed = await chat.stream({ ...asked, tool_choice: 'required' }).finalChatCompletion();
  for (const { choices } of [whole, streamed]) {
    const [call] = choices[0].message.tool_calls;
    assert.deepEqual([choices[0].finish_reason, call.function.name], ['tool_calls', 'weather']);
    assert.equal(JSON.parse(call.function.arguments).city, 'Berlin');
  }
  const runnable = { ...weather, parse: JSON.parse, function: ({ city }) => `18 degrees in ${city}` };
  const tools = [{ type: 'function', function: runnable }];
  assert.match(await chat.runTools({ ...asked, tools, max_tokens: 50 }).finalContent(), /18 degrees in Berlin/);
});

it('answers in a schema', async () => {
  const chat = results.watch('chat with a JSON schema', client.chat.completions, ['create', 'parse']);
  const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, homes: { type: 'array', items: { $ref: '#/$defs/home' }, minItems: 2 } },
    $defs: { home: { type: 'object', properties: { number: { type: 'integer', minimum: 10 } } } },
  };
  const response_format = { type: 'json_schema', json_schema: { name: 'person', schema } };
  const asked = { model, messages: say('Who is Ada?'), response_format, max_tokens: 500 };
  const wanted = { name: 'Ada', homes: [{ number: 10 }, { number: 10 }] };
  assert.deepEqual(JSON.parse((await chat.create(asked)).choices[0].message.content), wanted);
  assert.deepEqual(JSON.parse((await chat.parse(asked)).choices[0].message.content), wanted);
});

it('completions', async () => {
  const completions = results.watch('completions', client.completions, ['create']);
  const asked = { model, prompt: 'A tunnel is', max_tokens: 30 };
  const whole = await completions.create(asked);
  assert.equal(whole.usage.completion_tokens, words(whole.choices[0].text));
  const streamed = results.watch('completions, streamed', client.completions, ['create']);
  let text = '';
  for await (const piece of await streamed.create({ ...asked, stream: true })) text += piece.choices[0].text;
  assert.equal(text, whole.choices[0].text);
});

it('embeddings of equal words are near', async () => {
  const embeddings = results.watch('embeddings', client.embeddings, ['create']);
  const input = ['the cat sits on the mat', 'a cat sits on a mat', 'quarterly revenue grew strongly'];
  const { data } = await embeddings.create({ model: 'BAAI/bge-m3', input });
  const [cat, otherCat, revenue] = data.map((item) => item.embedding);
  const similarity = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  assert.ok(similarity(cat, otherCat) > similarity(cat, revenue) + 0.2);
  assert.equal(cat.length, 1024);
});

it('images', async () => {
  const images = results.watch('images', client.images, ['generate']);
  const asked = { model: 'black-forest-labs/FLUX.1-schnell', prompt: 'a lighthouse', n: 2 };
  const { data } = await images.generate({ ...asked, response_format: 'b64_json' });
  assert.equal(data.length, 2);
  assert.equal(Buffer.from(data[0].b64_json, 'base64').subarray(1, 4).toString(), 'PNG');
});

it('no operation was left out', () => {
  assert.deepEqual(results.missing(), []);
});
