/** When runs start: interval, cron line, hours, start, sleep, pause, clocks that are set. No real time passes here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../main/core/event.ts';
import { type Problem, succeeded } from '../../main/core/problem.ts';
import { createScheduler, type Scheduler, type ScheduleSettings } from '../../main/scheduler/scheduler.ts';
import type { StartRun } from '../../main/scheduler/single-flight.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';

const minute = 60_000;
const done = succeeded('done');
const hour = 60 * minute;
/** A Tuesday, far ahead: node-schedule reckons from the real present when it is asked about the past. */
const tuesday: Instant = '2050-11-15T10:00:00Z';

const every15: ScheduleSettings = { everyMinutes: 15, cron: '', hours: [], atStart: false, catchUp: true };

interface Bench {
  readonly clock: HandClock;
  readonly scheduler: Scheduler<string>;
  /** `HH:MM trigger` of each run that began, and forgets them. */
  readonly runs: () => readonly string[];
  readonly problems: readonly Problem[];
}

function aBench(
  settings: Partial<ScheduleSettings> = {},
  options: {
    readonly start?: StartRun<string>;
    readonly at?: Instant;
    readonly zone?: string;
    /** Done before the schedule begins. */
    readonly before?: (scheduler: Scheduler<string>) => void;
  } = {},
): Bench {
  const clock = createHandClock(options.at ?? tuesday);
  const begun: string[] = [];
  const problems: Problem[] = [];
  const scheduler = createScheduler<string>({
    settings: { ...every15, ...settings },
    clock,
    zone: options.zone ?? 'UTC',
    log: { write: () => undefined, problem: problem => problems.push(problem) },
    start: async (order, signal, progress) => {
      begun.push(`${clock.now().slice(11, 16)} ${order.trigger}`);
      return options.start === undefined ? done : options.start(order, signal, progress);
    },
  });
  options.before?.(scheduler);
  scheduler.begin();
  return { clock, scheduler, problems, runs: () => begun.splice(0) };
}

test('runs every so many minutes, without drift', async () => {
  const { clock, runs, scheduler } = aBench();
  await clock.pass(hour);
  assert.deepEqual(runs(), ['10:15 schedule', '10:30 schedule', '10:45 schedule', '11:00 schedule']);
  assert.equal(scheduler.status().next, '2050-11-15T11:15:00Z');
});

test('runs once at start when so set', async () => {
  const { clock, runs } = aBench({ atStart: true });
  await clock.pass(20 * minute);
  assert.deepEqual(runs(), ['10:00 start', '10:15 schedule']);
});

test('setting the wall clock back neither stops nor doubles the interval', async () => {
  const { clock, runs, scheduler } = aBench();
  await clock.pass(20 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
  await clock.setWall('2049-01-01T00:00:00Z');
  await clock.pass(30 * minute);
  assert.deepEqual(runs(), ['00:10 schedule', '00:25 schedule']);
  assert.equal(scheduler.status().next, '2049-01-01T00:40:00Z');
});

test('setting the wall clock ahead neither stops nor doubles the interval', async () => {
  const { clock, runs } = aBench();
  await clock.setWall('2051-01-01T00:00:00Z');
  await clock.pass(45 * minute);
  assert.deepEqual(runs(), ['00:15 schedule', '00:30 schedule', '00:45 schedule']);
});

for (const monotonic of ['runs', 'stands'] as const) {
  test(`a sleep is caught up exactly once when the monotonic clock ${monotonic} in it`, async () => {
    const { clock, runs, scheduler } = aBench();
    await clock.pass(5 * minute);
    await clock.sleep(8 * hour, monotonic);
    scheduler.wokeUp();
    scheduler.wokeUp();
    await clock.pass(minute);
    scheduler.wokeUp();
    await clock.pass(14 * minute);
    assert.deepEqual(runs(), ['18:05 catch-up', '18:20 schedule']);
  });
}

test('a sleep is noticed without being told when the monotonic clock runs in it', async () => {
  const { clock, runs } = aBench();
  await clock.sleep(8 * hour, 'runs');
  await clock.pass(15 * minute);
  assert.deepEqual(runs(), ['18:00 catch-up', '18:15 schedule']);
});

test('a clock that is set long after a sleep is no second sleep', async () => {
  const { clock, runs, scheduler } = aBench();
  scheduler.wokeUp();
  await clock.pass(minute);
  await clock.setWall('2050-11-16T10:01:00Z');
  await clock.pass(14 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
});

test('a sleep in which nothing was due is not caught up', async () => {
  const { clock, runs, scheduler } = aBench();
  await clock.sleep(5 * minute, 'runs');
  scheduler.wokeUp();
  await clock.pass(10 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
});

test('without catching up the next run after a sleep is the next regular one', async () => {
  const { clock, runs } = aBench({ catchUp: false });
  await clock.sleep(8 * hour, 'runs');
  await clock.pass(20 * minute);
  assert.deepEqual(runs(), ['18:15 schedule']);
});

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

test('new settings count at once, and saving the same ones does not put off the next run', async () => {
  const { clock, runs, scheduler } = aBench();
  await clock.pass(10 * minute);
  scheduler.change({ ...every15 });
  await clock.pass(5 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
  scheduler.change({ ...every15, everyMinutes: 5 });
  await clock.pass(10 * minute);
  assert.deepEqual(runs(), ['10:20 schedule', '10:25 schedule']);
});

test('a new cron line, hours or interval tell another next run at once', async () => {
  const { clock, runs, scheduler } = aBench({ cron: '0 18 * * *' });
  assert.equal(scheduler.status().next, '2050-11-15T18:00:00Z');
  scheduler.change({ ...every15, cron: '30 10 * * *' });
  assert.equal(scheduler.status().next, '2050-11-15T10:30:00Z');
  scheduler.change({ ...every15, cron: '30 10 * * *', hours: [{ weekday: 5, from: 8, to: 12 }] });
  assert.equal(scheduler.status().next?.slice(11), '10:30:00Z');
  assert.notEqual(scheduler.status().next, '2050-11-15T10:30:00Z');
  scheduler.change({ ...every15, everyMinutes: 7 });
  assert.equal(scheduler.status().next, '2050-11-15T10:07:00Z');
  await clock.pass(8 * minute);
  assert.deepEqual(runs(), ['10:07 schedule']);
});

test('a run that throws never stops the schedule', async () => {
  const { clock, runs, problems } = aBench({}, { start: () => Promise.reject(new Error('broken')) });
  await clock.pass(45 * minute);
  assert.deepEqual(runs(), ['10:15 schedule', '10:30 schedule', '10:45 schedule']);
  assert.deepEqual(
    problems.map(problem => problem.code),
    ['internal.bug', 'internal.bug', 'internal.bug'],
  );
});

test('a run that is longer than the interval is joined, not doubled', async () => {
  const { clock, runs, scheduler } = aBench(
    {},
    {
      start: async (_order, signal, progress) => {
        for (let minutes = 0; minutes < 40; minutes += 1) {
          await clock.wait(minute, signal);
          progress();
        }
        return done;
      },
    },
  );
  await clock.pass(50 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
  assert.equal(scheduler.status().running?.since, '2050-11-15T10:15:00Z');
  await clock.pass(15 * minute);
  assert.deepEqual(runs(), ['11:00 schedule']);
});

test('after stop nothing runs, nothing waits and no timer is left', async () => {
  const { clock, runs, scheduler } = aBench(
    { atStart: true },
    {
      start: (_order, signal) =>
        clock.wait(hour, signal).then(
          () => done,
          () => done,
        ),
    },
  );
  await clock.pass(minute);
  assert.deepEqual(runs(), ['10:00 start']);
  await scheduler.stop();
  await clock.pass(2 * hour);
  assert.deepEqual(runs(), []);
  assert.equal(clock.waiting(), 0);
  assert.deepEqual(scheduler.status().next, null);
  const asked = await scheduler.request({ trigger: 'by-hand', agent: null, verify: false });
  assert.equal(asked.ok, false);
});

test('the status tells what runs, what waits and what is next without changing it', async () => {
  const { clock, scheduler, runs } = aBench();
  for (let looks = 0; looks < 5; looks += 1) scheduler.status();
  assert.deepEqual(scheduler.status(), {
    running: null,
    waiting: [],
    next: '2050-11-15T10:15:00Z',
    pausedUntil: null,
    problem: null,
  });
  await clock.pass(15 * minute);
  assert.deepEqual(runs(), ['10:15 schedule']);
});
