/** Cron lines are read as the setting promises, and node-schedule leaves no timer and no job behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import schedule from 'node-schedule';
import { cronAfter } from '../../main/scheduler/cron-line.ts';
import type { ScheduleSettings } from '../../main/scheduler/scheduler.ts';
import type { Settings } from '../../preload/contract/settings.ts';

const cases: readonly (readonly [line: string, after: string, zone: string, expected: string])[] = [
  ['*/15 * * * *', '2050-03-27T00:00:00Z', 'UTC', '2050-03-27T00:15:00Z'],
  ['0 8 * * 1-5', '2050-03-26T12:00:00Z', 'Europe/Berlin', '2050-03-28T06:00:00Z'],
  ['0 9 * * MON', '2050-03-27T00:00:00Z', 'America/New_York', '2050-03-28T13:00:00Z'],
  ['0 0 29 2 *', '2050-03-27T00:00:00Z', 'UTC', '2052-02-29T00:00:00Z'],
  // 02:30 does not exist on the last Sunday of March in Berlin
  ['30 2 * * *', '2050-03-27T00:00:00Z', 'Europe/Berlin', '2050-03-27T01:30:00Z'],
  // and exists twice on the last Sunday of October: the first one counts
  ['30 2 * * *', '2050-10-29T22:00:00Z', 'Europe/Berlin', '2050-10-30T00:30:00Z'],
  ['30 2 * * *', '2050-10-30T00:30:00Z', 'Europe/Berlin', '2050-10-31T01:30:00Z'],
  // a time is after, never at
  ['0 * * * *', '2050-03-27T10:00:00Z', 'UTC', '2050-03-27T11:00:00Z'],
];

for (const [line, after, zone, expected] of cases) {
  test(`${line} in ${zone} after ${after} is ${expected}`, () => {
    assert.deepEqual(cronAfter(line, after, zone), { ok: true, value: expected });
  });
}

const refused = [
  '',
  '@daily',
  '* * * * * *',
  '* * * *',
  'x y z a b',
  '0 0 31 2 *',
  '99 * * * *',
  'Jan 1 2060 10:00 UTC',
];

for (const line of refused) {
  test(`"${line}" is no cron line of five fields`, () => {
    const read = cronAfter(line, '2050-03-27T00:00:00Z', 'UTC');
    assert.equal(read.ok ? read.value : read.problem.code, 'settings.invalid');
  });
}

test('a zone that this system does not know is a problem, not a crash', () => {
  assert.equal(cronAfter('0 * * * *', '2050-03-27T00:00:00Z', 'Nowhere/Land').ok, false);
});

test('without a zone the line is read in the zone of the computer', () => {
  const named = cronAfter('0 9 * * *', '2050-03-27T00:00:00Z', null);
  assert.ok(named.ok);
  const here = Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  assert.equal(here.format(Date.parse(named.value)), '09:00');
});

test('asking leaves no job and no timer of node-schedule behind', () => {
  const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
  const before = timers();
  for (const [line, after, zone] of cases) cronAfter(line, after, zone);
  assert.deepEqual(Object.keys(schedule.scheduledJobs), []);
  assert.equal(timers(), before);
});

test('the schedule section of the settings is what the scheduler takes', () => {
  const take = (settings: Settings['schedule']): ScheduleSettings => settings;
  assert.equal(typeof take, 'function');
});
