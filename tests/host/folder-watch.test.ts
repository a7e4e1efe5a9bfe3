/** What a long-lived program does when its data folder becomes free, and when somebody asks it to end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothingPlanned, type RunningRun } from '../../main/adapters/store/activity.ts';
import { watchFolder } from '../../main/compose/folder-watch.ts';
import { watchWriter } from '../../main/compose/viewer.ts';
import { idleWay } from '../../main/core/outbound/way-state.ts';
import { succeeded } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import { noCounts } from '../../main/core/report.ts';
import { createCollectingLog } from '../fakes/collecting-log.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

function watched() {
  const clock = createManualClock();
  const facts = { writes: false, free: false, asked: false, running: false };
  const did: string[] = [];
  const stop = new AbortController();
  let looks = 0;
  const over = watchFolder({
    clock,
    signal: stop.signal,
    isContent: () => facts.writes,
    isFree: async () => facts.free,
    takeOver: async () => void did.push('take over'),
    isStopAsked: async () => {
      looks += 1;
      return facts.asked;
    },
    startNoMore: () => void (did.at(-1) === 'hold back' || did.push('hold back')),
    isRunning: () => facts.running,
    end: () => void did.push('end'),
  });
  return { clock, facts, did, looks: () => looks, over, stop };
}

test('a viewer takes over as soon as the folder is free, and tries now and then when a claim stays', async () => {
  const { clock, facts, did, stop, over } = watched();
  await clock.advance(20_000);
  assert.deepEqual(did, []);
  await clock.advance(12_000);
  assert.deepEqual(did, ['take over'], 'a dead writer leaves its claim behind');
  facts.free = true;
  await clock.advance(2_000);
  assert.equal(did.length, 2);
  facts.writes = true;
  await clock.advance(120_000);
  assert.equal(did.length, 2, 'a writer has what it wants');
  stop.abort();
  await over;
});

test('a request to end lets the run under way end first and starts no other', async () => {
  const { clock, facts, did, over } = watched();
  facts.writes = true;
  facts.running = true;
  facts.asked = true;
  await clock.advance(60_000);
  assert.deepEqual(did, ['hold back']);
  facts.running = false;
  await clock.advance(5_000);
  assert.deepEqual(did, ['hold back', 'end']);
  await over;
});

test('a writer looks every five seconds, for nothing but a request concerns it', async () => {
  const { clock, facts, did, looks, over, stop } = watched();
  facts.writes = true;
  await clock.advance(2_000);
  const before = looks();
  await clock.advance(60_000);
  assert.equal(looks() - before, 12);
  assert.deepEqual(did, []);
  stop.abort();
  await over;
});

test('a viewer is told of the run that another program does, of its pause and of what comes next', async () => {
  const clock = createManualClock();
  const told: string[] = [];
  let running: RunningRun | null = null;
  let planned = nothingPlanned;
  const report: RunReport = {
    ...noCounts,
    number: 7,
    trigger: 'by-hand',
    outcome: 'done',
    startedAt: clock.now(),
    ms: 1,
    mailboxes: [],
    problems: [],
    exchangeRequests: 0,
    haloReads: 0,
    haloWrites: 0,
  };
  let kept = 6;
  const runs = {
    heads: async () => succeeded([{ ...report, number: kept }]),
    read: async (number: number) => succeeded({ ...report, number }),
  };
  const watch = watchWriter({
    integrator: { activity: { readAll: async () => ({ running, planned, way: idleWay }) }, runs },
    log: createCollectingLog(),
    clock,
    changed: () => told.push(`${watch.running()?.done ?? 'none'}`),
    ended: ended => told.push(`run ${ended.number} ended`),
  });
  await clock.advance(2_000);
  running = { trigger: 'by-hand', agent: null, verify: false, since: clock.now(), done: 0, all: 3 };
  await clock.advance(2_000);
  running = { ...running, done: 2 };
  await clock.advance(2_000);
  [running, kept] = [null, 7];
  await clock.advance(4_000);
  const [next, pausedUntil] = ['2026-03-02T08:01:00Z', '2026-03-02T08:02:00Z'];
  planned = { next: pausedUntil, pausedUntil };
  await clock.advance(2_000);
  assert.equal(told.pop(), 'none', 'a pause is told as it comes');
  assert.deepEqual(watch.planned(), planned);
  planned = { next, pausedUntil: null };
  await clock.advance(2_000);
  assert.equal(told.pop(), 'none');
  assert.deepEqual(watch.planned(), planned);
  await clock.advance(120_000);
  assert.deepEqual(watch.planned(), nothingPlanned, 'of a writer that has gone nothing comes');
  watch.close();
  assert.deepEqual(told, ['0', '2', 'run 7 ended', 'none']);
});
