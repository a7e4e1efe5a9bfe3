/** The one health, by table: what is said when several things are true at once, and that time alone turns green to amber. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarHealth, type HealthFacts, healthOf } from '../../main/core/health.ts';

const staleBefore = '2026-03-24T09:30:00Z';
const fresh = { lastSuccess: '2026-03-24T09:55:00Z', held: 0, problems: 0 };
const stale = { ...fresh, lastSuccess: '2026-03-24T09:29:59Z' };
const failing = { ...fresh, problems: 1 };
const gone = { ...stale, problems: 1 };
const never = { ...fresh, lastSuccess: null };
const waiting = { ...fresh, held: 3 };

const quiet: HealthFacts = {
  now: '2026-03-24T10:00:00Z',
  staleBefore,
  isFirstStart: false,
  isRunning: false,
  isPaused: false,
  isBlocked: false,
  calendars: [fresh, fresh],
};

const table: readonly (readonly [string, Partial<HealthFacts>, ReturnType<typeof healthOf>])[] = [
  ['all calendars have a recent success', {}, 'up-to-date'],
  ['a run is under way', { isRunning: true }, 'working'],
  ['a run is under way in a pause', { isRunning: true, isPaused: true }, 'working'],
  ['a run is under way although a server was away', { isRunning: true, isBlocked: true }, 'working'],
  ['nothing is set up', { isFirstStart: true, calendars: [] }, 'needs-you'],
  ['a person paused it', { isPaused: true, calendars: [stale] }, 'paused'],
  ['a person paused it while a server is away', { isPaused: true, isBlocked: true }, 'paused'],
  ['a server is away', { isBlocked: true }, 'not-syncing'],
  ['a server is away and changes are held', { isBlocked: true, calendars: [waiting] }, 'not-syncing'],
  ['nothing is synced at all', { calendars: [] }, 'needs-you'],
  ['one calendar had no success for two intervals', { calendars: [fresh, stale] }, 'needs-you'],
  [
    'no calendar had a success for two intervals, and nothing failed',
    { calendars: [stale, stale] },
    'needs-you',
  ],
  ['one calendar fails', { calendars: [fresh, failing] }, 'needs-you'],
  ['one calendar fails for long', { calendars: [fresh, gone] }, 'needs-you'],
  ['all calendars fail for long', { calendars: [gone, gone] }, 'not-syncing'],
  ['no calendar was ever synced', { calendars: [never] }, 'not-syncing'],
  ['a change is held', { calendars: [fresh, waiting] }, 'needs-you'],
];

for (const [words, facts, expected] of table) {
  test(`${expected} when ${words}`, () => {
    assert.equal(healthOf({ ...quiet, ...facts }), expected);
  });
}

test('a calendar is judged by its last success, its held changes and its problems', () => {
  assert.equal(calendarHealth(fresh, staleBefore), 'up-to-date');
  assert.equal(calendarHealth(stale, staleBefore), 'needs-you');
  assert.equal(calendarHealth(waiting, staleBefore), 'needs-you');
  assert.equal(calendarHealth(failing, staleBefore), 'needs-you');
  assert.equal(calendarHealth(gone, staleBefore), 'not-syncing');
  assert.equal(calendarHealth(never, staleBefore), 'not-syncing');
});
