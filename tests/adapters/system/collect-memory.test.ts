/** Whether a collection collects, and leaves no trace in the program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectMemory } from '../../../main/adapters/system/collect-memory.ts';

test('what nobody holds any more is gone after a collection, and what somebody holds is not', async () => {
  const held = { text: 'held' };
  const refs = [new WeakRef(held), new WeakRef({ text: 'dropped' })];
  // A reference just made keeps its target until the turn is over.
  await new Promise(resolve => setImmediate(resolve));
  collectMemory();
  assert.deepEqual(
    refs.map(ref => ref.deref()?.text),
    ['held', undefined],
  );
  assert.equal(held.text, 'held');
});

test('no context made later sees how memory is collected', async () => {
  collectMemory();
  const { runInNewContext } = await import('node:vm');
  assert.equal(runInNewContext('typeof gc'), 'undefined');
  assert.equal(Reflect.has(globalThis, 'gc'), process.execArgv.includes('--expose-gc'));
});
