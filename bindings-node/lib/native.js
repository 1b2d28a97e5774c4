'use strict';

// The bridge to the native part: promises, async iterables, signals and errors as JavaScript knows them.

const native = require('../native/binding.js');
const { CanceledError, decode } = require('./errors.js');

/** Calls into the native part; what it throws becomes one of our errors. */
function call(work) {
  try {
    return work();
  } catch (thrown) {
    throw decode(thrown);
  }
}

function canceled(signal) {
  return new CanceledError({
    kind: 'CANCELED',
    message: 'the call was given up by its caller; a change that was sent goes on by itself',
    cause: signal.reason,
  });
}

/** Runs a native task. The signal closes its connection. */
async function run(start, signal) {
  if (signal?.aborted) throw canceled(signal);
  const task = call(start);
  const abort = () => task.cancel();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await task.run();
  } catch (thrown) {
    throw signal?.aborted ? canceled(signal) : decode(thrown);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** The values of a native feed. Leaving the loop, or the signal, closes it. */
async function* values(open, signal) {
  if (signal?.aborted) throw canceled(signal);
  const feed = call(open);
  const abort = () => feed.close();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      const value = await feed.next();
      if (signal?.aborted) throw canceled(signal);
      if (value === null) return;
      yield value;
    }
  } catch (thrown) {
    throw decode(thrown);
  } finally {
    signal?.removeEventListener('abort', abort);
    feed.close();
  }
}

/** Follows a run that reports events, and gives its result. */
async function narrated(open, { onEvent, signal } = {}) {
  for await (const item of values(open, signal)) {
    if ('result' in item) return item.result;
    onEvent?.(item.event);
  }
  throw new CanceledError({ kind: 'CANCELED', message: 'the run ended without a result' });
}

module.exports = { native, call, run, values, narrated };
