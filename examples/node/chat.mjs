// Story 3: the AI Model Hub in Berlin. A streamed answer, a tool that the model may ask for, and embeddings.

import { Client } from 'ionos-sdk';

const { ai } = Client.fromEnv({ residency: 'germany' });
const model = process.env.IONOS_AI_MODEL ?? 'openai/gpt-oss-120b';

const answer = ai.chat({
  model,
  messages: [
    { role: 'system', content: 'You answer in two sentences.' },
    { role: 'user', content: 'Why does data residency matter?' },
  ],
  stream: true,
});
for await (const piece of answer) process.stdout.write(piece.text);
console.log(`\n(${answer.usage.prompt_tokens} + ${answer.usage.completion_tokens} tokens)`);

// A tool is a promise of ours to the model: it says what to call, we call it and tell the result.
const tools = [
  {
    type: 'function',
    function: {
      name: 'count_servers',
      description: 'How many servers run in a location',
      parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
    },
  },
];
const messages = [{ role: 'user', content: 'How many servers run in de/txl? Use the tool.' }];
const asked = await ai.chat({ model, messages, tools, tool_choice: 'required' });
messages.push(asked.choices[0].message);
for (const call of asked.toolCalls) {
  console.log(`the model calls ${call.function.name}(${call.function.arguments})`);
  messages.push({ role: 'tool', tool_call_id: call.id, content: '2' });
}
console.log((await ai.chat({ model, messages, tools, tool_choice: 'none' })).text);

const input = ['The server is down', 'The machine does not answer', 'Asparagus season begins in April'];
const { data } = await ai.embeddings({ model: process.env.IONOS_AI_EMBEDDING_MODEL ?? 'BAAI/bge-m3', input });
const [first, ...others] = data.map((d) => d.embedding);
const length = (v) => Math.hypot(...v);
const similarity = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0) / (length(a) * length(b));
others.forEach((other, i) => console.log(`"${input[0]}" and "${input[i + 1]}": ${similarity(first, other).toFixed(2)}`));
