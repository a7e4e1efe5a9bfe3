/** What is known of a server that wants to be left alone, while it lasts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSlowDowns } from '../../main/compose/slow-downs.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

test('the pause that lasts longest is told with its end, and is over by itself', async () => {
  const clock = createManualClock('2026-03-02T08:00:00Z');
  const slowDowns = createSlowDowns(clock);
  let heard = 0;
  slowDowns.listen(() => {
    heard += 1;
  });
  assert.equal(slowDowns.current(), null);
  slowDowns.asked('Exchange', 300_000);
  slowDowns.asked('Halo', 60_000);
  assert.deepEqual(slowDowns.current(), { server: 'Exchange', until: '2026-03-02T08:05:00Z' });
  assert.equal(heard, 1);
  await clock.advance(299_000);
  assert.equal(slowDowns.current()?.server, 'Exchange');
  await clock.advance(1_000);
  assert.equal(slowDowns.current(), null);
});
