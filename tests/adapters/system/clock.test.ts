import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { createSystemClock } from '../../../main/adapters/system/clock.ts';

describe('the clock of the system', () => {
  const clock = createSystemClock();
  const never = new AbortController().signal;

  it('tells the moment in UTC, in whole seconds, whatever the zone of the process', () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const now = clock.now();
    assert.match(now, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.ok(Date.parse(now) >= before && Date.parse(now) <= Date.now());
  });

  it('waits at least as long as asked on the clock that no one can set', async () => {
    const start = clock.monotonicMs();
    await clock.wait(20, never);
    assert.ok(clock.monotonicMs() - start >= 20);
  });

  it('ends a wait with the reason of the signal, before and in the middle, however long it would be', async () => {
    const stop = new AbortController();
    const wait = clock.wait(90 * 86_400_000, stop.signal);
    const first = await Promise.race([wait.then(() => 'long'), clock.wait(20, never).then(() => 'short')]);
    assert.equal(first, 'short');
    const reason = new Error('stopped');
    stop.abort(reason);
    await assert.rejects(wait, reason);
    await assert.rejects(clock.wait(0, stop.signal), reason);
    await assert.rejects(clock.wait(5, stop.signal), reason);
  });

  it('puts one listener on a signal, however many waits it ends, and leaves none behind', async () => {
    const stop = new AbortController();
    const waits = [5, 6, 7].map(ms => clock.wait(ms, stop.signal));
    assert.equal(getEventListeners(stop.signal, 'abort').length, 1);
    await Promise.all(waits);
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
  });
});
