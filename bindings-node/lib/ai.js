'use strict';

const { run, values } = require('./native.js');
const { Service, ask } = require('./resource.js');

/** A whole answer of a model. */
class ChatAnswer {
  constructor(answer) {
    Object.assign(this, answer);
  }

  /** The text of the first choice. */
  get text() {
    return this.choices[0]?.message.content ?? '';
  }

  /** The calls of tools that the first choice asks for. */
  get toolCalls() {
    return this.choices[0]?.message.tool_calls ?? [];
  }
}

/** A piece of a streamed answer. */
class ChatChunk {
  constructor(chunk) {
    Object.assign(this, chunk);
  }

  /** The new text of the first choice; empty for pieces without text. */
  get text() {
    return this.choices[0]?.delta.content ?? '';
  }
}

/** A streamed answer, to be walked through once. Leaving the loop closes the connection. */
class ChatStream {
  #pieces;
  #usage;
  #toolCalls = [];

  constructor(pieces) {
    this.#pieces = pieces;
  }

  /** Tokens used; known at the end. */
  get usage() {
    return this.#usage;
  }

  /** The calls of tools that the model asks for; whole at the end. */
  get toolCalls() {
    return this.#toolCalls;
  }

  async *[Symbol.asyncIterator]() {
    for await (const piece of this.#pieces) {
      if (piece.toolCalls) {
        this.#toolCalls = piece.toolCalls;
        continue;
      }
      this.#usage = piece.usage ?? this.#usage;
      yield new ChatChunk(piece);
    }
  }

  /** The rest of the text at once. */
  async text() {
    let text = '';
    for await (const piece of this) text += piece.text;
    return text;
  }
}

/** The AI Model Hub. Names of options and fields are those of the API, which is OpenAI's. */
class Ai extends Service {
  #connection;

  constructor(place) {
    super(place);
    this.#connection = place.connection;
  }

  /** Asks a model. With `stream: true` the answer comes piece by piece, to be read with `for await`. */
  chat({ stream = false, signal, stop, ...question }) {
    const full = { ...question, stop: stop === undefined ? [] : [stop].flat() };
    if (stream) return new ChatStream(values(() => this.#connection.chatStream(full), signal));
    return run(() => this.#connection.chat(full), signal).then((answer) => new ChatAnswer(answer));
  }

  /** The vectors of these texts, in their order. */
  async embeddings({ model, input, signal }) {
    const order = { operation: 'embeddingsPost', body: { model, input: [input].flat() } };
    const { body } = await run(() => this.#connection.request(order), signal);
    return { ...body, data: [...body.data].sort((a, b) => a.index - b.index) };
  }

  /** Lets a model go on with a text. `max_tokens` is 1024 unless it is given. */
  complete({ signal, max_tokens = 1024, ...request }) {
    return ask(this, 'ai/completionsPost', [], { body: { max_tokens, ...request }, signal });
  }

  /** Lets a model make images. */
  generateImage({ signal, ...request }) {
    return ask(this, 'ai/imagesGenerationsPost', [], { body: request, signal });
  }

  /** The models that can be asked. */
  async models({ signal } = {}) {
    const { body } = await run(() => this.#connection.request({ operation: 'modelsGet' }), signal);
    return body.data;
  }
}

module.exports = { Ai, ChatAnswer, ChatChunk, ChatStream };
