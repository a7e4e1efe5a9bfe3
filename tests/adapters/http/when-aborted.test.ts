/** Many short works hear of one signal's abort, through one listener. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { it } from 'node:test';
import { whenAborted } from '../../../main/adapters/http/when-aborted.ts';

it('tells all who wait, in their order, once', () => {
  const controller = new AbortController();
  const told: string[] = [];
  whenAborted(controller.signal, () => told.push('first'));
  whenAborted(controller.signal, () => told.push('second'));
  controller.abort();
  controller.abort();
  assert.deepEqual(told, ['first', 'second']);
});

it('does not tell whoever is done, nor whom another one called off meanwhile', () => {
  const controller = new AbortController();
  const told: string[] = [];
  const then = () => told.push('same');
  const done = whenAborted(controller.signal, then);
  whenAborted(controller.signal, then);
  done();
  let callOff = () => {};
  whenAborted(controller.signal, () => callOff());
  callOff = whenAborted(controller.signal, () => told.push('called off'));
  controller.abort();
  assert.deepEqual(told, ['same']);
});

it('puts one listener on a signal, however many wait, and none when they are gone', () => {
  const { signal } = new AbortController();
  const leave = Array.from({ length: 100 }, () => whenAborted(signal, () => {}));
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  for (const go of [...leave, ...leave]) go();
  assert.equal(getEventListeners(signal, 'abort').length, 0);
  whenAborted(signal, () => {});
  assert.equal(getEventListeners(signal, 'abort').length, 1);
});
