/** From when on the lack of a success is said: two runs of the schedule have passed by, hours of rest left out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staleBefore } from '../../main/scheduler/stale.ts';

const every15 = { everyMinutes: 15, cron: '', hours: [], atStart: true, catchUp: true };
const zone = 'UTC';

test('two intervals and a minute of grace by interval', () => {
  assert.equal(staleBefore(every15, '2026-03-24T10:00:00Z', zone), '2026-03-24T09:29:00Z');
  assert.equal(
    staleBefore({ ...every15, everyMinutes: 60 }, '2026-03-24T10:00:00Z', zone),
    '2026-03-24T07:59:00Z',
  );
});

test('hours in which the schedule rests do not count', () => {
  const workdays = [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: 7, to: 19 }));
  // Monday at five past seven: the last runs were on Friday evening.
  const stale = staleBefore({ ...every15, hours: workdays }, '2026-03-23T07:05:00Z', zone);
  assert.ok(stale <= '2026-03-20T18:50:00Z', stale);
  assert.ok(stale >= '2026-03-20T18:20:00Z', stale);
});

test('by a cron line the longest gap of the next runs counts twice', () => {
  const monday = '2030-03-25T10:00:00Z';
  const daily = staleBefore({ ...every15, cron: '0 6 * * *' }, monday, zone);
  assert.equal(daily, '2030-03-23T09:59:00Z');
  const workdays = staleBefore({ ...every15, cron: '0 6 * * 1-5' }, monday, zone);
  assert.equal(workdays, '2030-03-19T09:59:00Z');
});
