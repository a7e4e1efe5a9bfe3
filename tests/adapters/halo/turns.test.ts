/** Waiting for one's turn or for the end of the run, whichever is first. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { orStopped } from '../../../main/adapters/halo/turns.ts';

test('whoever waits for work is told of the stop at once, also of one that was before', async () => {
  const stop = new AbortController();
  const never = new Promise<string>(() => {});
  const waiting = [orStopped(never, stop.signal), orStopped(never, stop.signal)];
  stop.abort();
  assert.deepEqual(await Promise.all(waiting), ['stopped', 'stopped']);
  assert.equal(await orStopped(never, stop.signal), 'stopped');
});

test('all who wait put one listener on the signal of a run, and none when their work is done or has failed', async () => {
  const { signal } = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  const failure = Promise.withResolvers<string>();
  const waiting = [
    orStopped(promise, signal),
    orStopped(promise, signal),
    orStopped(failure.promise, signal),
  ];
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  resolve('value');
  failure.reject(new Error('failed'));
  assert.deepEqual(await Promise.all(waiting.slice(0, 2)), ['value', 'value']);
  await assert.rejects(waiting[2] ?? promise, /failed/);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});
