/** When runs start: interval, start, sleep, clocks that are set, new settings, the end. No real time passes here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBench, done, every15, hour, minute } from './schedule-bench.ts';

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
