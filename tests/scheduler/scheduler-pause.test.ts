/** What a pause holds back, and what it does not. No real time passes here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBench, done, hour, minute } from './schedule-bench.ts';

test('a pause for a time lasts as long although the wall clock is set, and what was due then runs', async () => {
  const { clock, runs, scheduler } = aBench();
  scheduler.pause({ forMs: hour });
  await clock.pass(30 * minute);
  assert.equal(scheduler.status().pausedUntil, '2050-11-15T11:00:00Z');
  assert.equal(scheduler.status().next, '2050-11-15T11:00:00Z');
  await clock.setWall('2050-11-15T20:00:00Z');
  await clock.pass(29 * minute);
  assert.deepEqual(runs(), []);
  await clock.pass(2 * minute);
  assert.deepEqual(runs(), ['20:30 schedule']);
  assert.equal(scheduler.status().pausedUntil, null);
});

test('a pause until a moment ends at that moment or when it is lifted', async () => {
  const { clock, runs, scheduler } = aBench({ cron: '*/10 * * * *' });
  scheduler.pause({ until: '2050-11-15T10:25:00Z' });
  assert.equal(scheduler.status().next, '2050-11-15T10:30:00Z');
  await clock.pass(30 * minute);
  assert.deepEqual(runs(), ['10:30 schedule']);
  scheduler.pause({ until: '2050-11-16T10:00:00Z' });
  await clock.pass(hour);
  assert.deepEqual(runs(), []);
  scheduler.resume();
  await clock.pass(10 * minute);
  assert.deepEqual(runs(), ['11:40 schedule']);
});

test('a pause of an earlier program holds back the run at start too', async () => {
  const { clock, runs, scheduler } = aBench(
    { atStart: true },
    { before: made => made.pause({ until: '2050-11-15T10:40:00Z' }) },
  );
  await clock.pass(10 * minute);
  assert.equal(scheduler.status().pausedUntil, '2050-11-15T10:40:00Z');
  await clock.pass(40 * minute);
  assert.deepEqual(runs(), ['10:40 schedule']);
});

test('a run by hand is served in a pause and outside the hours', async () => {
  const { clock, runs, scheduler } = aBench({ hours: [{ weekday: 5, from: 8, to: 9 }] });
  scheduler.pause({ forMs: hour });
  const asked = await scheduler.request({ trigger: 'by-hand', agent: null, verify: false });
  assert.deepEqual(asked, done);
  await clock.pass(minute);
  assert.deepEqual(runs(), ['10:00 by-hand']);
});
