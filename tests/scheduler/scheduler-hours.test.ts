/** When runs start by a cron line and within hours of the week. No real time passes here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBench, hour, minute } from './schedule-bench.ts';

test('runs by a cron line in the zone that it is read in', async () => {
  const { clock, runs, scheduler } = aBench({ cron: '*/20 11,12 * * 2' }, { zone: 'Europe/Berlin' });
  assert.equal(scheduler.status().next, '2050-11-15T10:20:00Z');
  await clock.pass(4 * hour);
  assert.deepEqual(runs(), [
    '10:20 schedule',
    '10:40 schedule',
    '11:00 schedule',
    '11:20 schedule',
    '11:40 schedule',
  ]);
  assert.equal(scheduler.status().next, '2050-11-22T10:00:00Z');
});

test('a cron line keeps its wall time across the end of summer time', async () => {
  const { clock, runs } = aBench(
    { cron: '0 9 * * *' },
    { zone: 'Europe/Berlin', at: '2050-10-29T06:00:00Z' },
  );
  await clock.pass(50 * hour);
  assert.deepEqual(runs(), ['07:00 schedule', '08:00 schedule', '08:00 schedule']);
});

test('a cron line goes on when the wall clock was years ahead and is set right', async () => {
  const { clock, runs, scheduler } = aBench({ cron: '0 * * * *' }, { at: '2055-06-01T10:30:00Z' });
  await clock.pass(minute);
  await clock.setWall('2050-11-15T10:30:00Z');
  await clock.pass(hour);
  assert.deepEqual(runs(), ['11:00 schedule']);
  assert.equal(scheduler.status().next, '2050-11-15T12:00:00Z');
});

test('times of a cron line that a sleep swallowed are caught up once', async () => {
  const { clock, runs, scheduler } = aBench({ cron: '0 * * * *' });
  await clock.sleep(5 * hour + 10 * minute, 'stands');
  scheduler.wokeUp();
  await clock.pass(hour);
  assert.deepEqual(runs(), ['15:10 catch-up', '16:00 schedule']);
});

test('a cron line that cannot be read is a problem, and the interval counts meanwhile', async () => {
  const { clock, runs, scheduler, problems } = aBench({ cron: 'every now and then ok' });
  assert.deepEqual(scheduler.status().problem?.facts?.['field'], 'schedule.cron');
  await clock.pass(15 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
  assert.deepEqual(
    problems.map(problem => problem.code),
    ['settings.invalid'],
  );
});

test('outside the hours nothing runs, and at the opening one run does', async () => {
  const hours = [
    { weekday: 2, from: 8, to: 11 },
    { weekday: 3, from: 8, to: 9 },
  ];
  const { clock, runs, scheduler } = aBench({ hours, everyMinutes: 30 });
  await clock.pass(2 * hour);
  assert.deepEqual(runs(), ['10:30 schedule']);
  assert.equal(scheduler.status().next, '2050-11-16T08:00:00Z');
  await clock.pass(22 * hour);
  assert.deepEqual(runs(), ['08:00 schedule', '08:30 schedule']);
});

test('a daily interval that begins outside the hours still runs', async () => {
  const hours = [0, 1, 2, 3, 4, 5, 6].map(weekday => ({ weekday, from: 8, to: 9 }));
  const { clock, runs } = aBench({ hours, everyMinutes: 1_440, atStart: true });
  await clock.pass(72 * hour);
  assert.deepEqual(runs(), ['08:00 schedule', '08:00 schedule']);
});

test('hours over midnight belong to the day on which they begin', async () => {
  const hours = [{ weekday: 2, from: 22, to: 2 }];
  const { clock, runs } = aBench({ hours, everyMinutes: 60 });
  await clock.pass(40 * hour);
  assert.deepEqual(runs(), ['22:00 schedule', '23:00 schedule', '00:00 schedule', '01:00 schedule']);
});

test('a cron line runs only within the hours', async () => {
  const { clock, runs, scheduler } = aBench({
    cron: '30 * * * *',
    hours: [{ weekday: 2, from: 11, to: 13 }],
  });
  assert.equal(scheduler.status().next, '2050-11-15T11:30:00Z');
  await clock.pass(24 * hour);
  assert.deepEqual(runs(), ['11:30 schedule', '12:30 schedule']);
});

test('a time of a cron line at the very opening of the hours counts', () => {
  const { scheduler } = aBench({ cron: '0 8,20 * * *', hours: [{ weekday: 3, from: 8, to: 9 }] });
  assert.equal(scheduler.status().next, '2050-11-16T08:00:00Z');
});

test('a cron line that never meets the hours has no next run', () => {
  const { scheduler } = aBench({ cron: '0 3 * * *', hours: [{ weekday: 2, from: 11, to: 13 }] });
  assert.equal(scheduler.status().next, null);
});
