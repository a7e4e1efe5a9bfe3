/** One run at a time: who joins, who waits, and how a run ends that does not end by itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Problem, type Result, succeeded } from '../../main/core/problem.ts';
import { createSingleFlight, type RunOrder, type SingleFlight } from '../../main/scheduler/single-flight.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';

const minute = 60_000;
const all: RunOrder = { trigger: 'schedule', agent: null, verify: false };
const byHand: RunOrder = { ...all, trigger: 'by-hand' };
const preview: RunOrder = { ...all, trigger: 'preview' };
const anna: RunOrder = { ...byHand, agent: 'anna' };
const verify: RunOrder = { ...byHand, verify: true };

interface OpenRun {
  readonly order: RunOrder;
  readonly signal: AbortSignal;
  readonly progress: () => void;
  readonly finish: (value: string) => void;
}

interface Bench {
  readonly clock: HandClock;
  readonly flights: SingleFlight<string>;
  readonly runs: readonly OpenRun[];
  readonly problems: readonly Problem[];
  readonly messages: readonly string[];
}

/** Runs that end only when the test says so. */
function aBench(): Bench {
  const clock = createHandClock('2050-11-15T10:00:00Z');
  const runs: OpenRun[] = [];
  const problems: Problem[] = [];
  const messages: string[] = [];
  const flights = createSingleFlight<string>({
    clock,
    log: {
      write: (_level, message) => messages.push(message),
      problem: problem => problems.push(problem),
    },
    start: (order, signal, progress) => {
      const { promise, resolve } = Promise.withResolvers<Result<string>>();
      runs.push({ order, signal, progress, finish: value => resolve(succeeded(value)) });
      return promise;
    },
  });
  return { clock, flights, runs, problems, messages };
}

const codeOf = (result: Result<string>) => (result.ok ? result.value : result.problem.code);

test('a request that the run under way covers joins it', async () => {
  const { clock, flights, runs } = aBench();
  const first = flights.request(all);
  const joined = flights.request(byHand);
  const alsoJoined = flights.request(anna);
  assert.equal(runs.length, 1);
  runs[0]?.finish('one');
  assert.deepEqual((await Promise.all([first, joined, alsoJoined])).map(codeOf), ['one', 'one', 'one']);
  await clock.pass(minute);
  assert.equal(runs.length, 1);
  assert.equal(clock.waiting(), 0);
});

test('a request that asks for more waits once, however often it is made', async () => {
  const { clock, flights, runs } = aBench();
  const first = flights.request(all);
  const later = [flights.request(verify), flights.request(verify), flights.request(preview)];
  assert.deepEqual(flights.waiting(), [verify, preview]);
  runs[0]?.finish('first');
  assert.equal(codeOf(await first), 'first');
  await clock.pass(0);
  assert.equal(flights.running()?.order, verify);
  runs[1]?.finish('second');
  await clock.pass(0);
  runs[2]?.finish('third');
  assert.deepEqual((await Promise.all(later)).map(codeOf), ['second', 'second', 'third']);
  assert.equal(runs.length, 3);
});

test('a run for one agent is not joined by a request for all, nor a preview by a sync', async () => {
  const { flights, runs } = aBench();
  void flights.request(anna);
  void flights.request(all);
  void flights.request(preview);
  assert.equal(runs.length, 1);
  assert.deepEqual(flights.waiting(), [all, preview]);
});

test('a run without progress for ten minutes ends as a problem, and the next one starts', async () => {
  const { clock, flights, runs, problems } = aBench();
  const asked = flights.request(all);
  await clock.pass(9 * minute);
  runs[0]?.progress();
  await clock.pass(9 * minute);
  assert.equal(runs[0]?.signal.aborted, false);
  await clock.pass(1.5 * minute);
  assert.equal(codeOf(await asked), 'run.stalled');
  assert.equal(runs[0]?.signal.aborted, true);
  assert.deepEqual(runs[0]?.signal.reason, { code: 'run.stalled', scope: 'installation', retryable: true });
  assert.deepEqual(
    problems.map(problem => problem.code),
    ['run.stalled'],
  );
  const next = flights.request(all);
  assert.equal(runs.length, 1);
  runs[0]?.finish('too late');
  await clock.pass(0);
  assert.equal(runs.length, 2);
  runs[1]?.finish('two');
  assert.equal(codeOf(await next), 'two');
});

test('a run that does not end when asked is left behind after a minute, although it still shows progress', async () => {
  const { clock, flights, runs, messages } = aBench();
  void flights.request(all);
  await clock.pass(10 * minute);
  const next = flights.request(all);
  await clock.pass(minute / 2);
  runs[0]?.progress();
  assert.equal(runs.length, 1);
  await clock.pass(minute / 2 + 1);
  assert.equal(runs.length, 2);
  assert.deepEqual(messages, ['A run did not end when asked and is left behind']);
  runs[1]?.finish('two');
  assert.equal(codeOf(await next), 'two');
});

test('a sleep of the computer is no silence of the run', async () => {
  const { clock, flights, runs } = aBench();
  void flights.request(all);
  await clock.pass(minute);
  await clock.sleep(600 * minute, 'runs');
  await clock.pass(minute);
  assert.equal(runs[0]?.signal.aborted, false);
});

test('a run that is stopped answers with what it gives, and the next one goes on', async () => {
  const { clock, flights, runs } = aBench();
  const first = flights.request(all);
  const second = flights.request(preview);
  flights.stopRun();
  const third = flights.request(all);
  assert.deepEqual(flights.waiting(), [preview, all]);
  assert.equal(runs[0]?.signal.aborted, true);
  runs[0]?.finish('report of a stopped run');
  assert.equal(codeOf(await first), 'report of a stopped run');
  await clock.pass(0);
  runs[1]?.finish('preview');
  assert.equal(codeOf(await second), 'preview');
  await clock.pass(0);
  runs[2]?.finish('three');
  assert.equal(codeOf(await third), 'three');
});

test('a run that ignores being stopped is given up after a minute', async () => {
  const { clock, flights } = aBench();
  const asked = flights.request(all);
  flights.stopRun();
  await clock.pass(minute + 1);
  assert.equal(codeOf(await asked), 'run.stopped');
  assert.equal(flights.running(), null);
});

test('a run that throws before its first wait is a problem, not a crash', async () => {
  const clock = createHandClock('2050-11-15T10:00:00Z');
  const problems: Problem[] = [];
  const flights = createSingleFlight<string>({
    clock,
    log: { write: () => undefined, problem: problem => problems.push(problem) },
    start: () => {
      throw new Error('at once');
    },
  });
  assert.equal(codeOf(await flights.request(all)), 'internal.bug');
  assert.equal(codeOf(await flights.request(all)), 'internal.bug');
  assert.equal(problems.length, 2);
});

test('closing refuses what waits and what comes, and ends what runs', async () => {
  const { flights, runs, clock } = aBench();
  const first = flights.request(all);
  const second = flights.request(preview);
  const closed = flights.close();
  assert.equal(runs[0]?.signal.aborted, true);
  runs[0]?.finish('stopped report');
  await closed;
  assert.deepEqual((await Promise.all([first, second, flights.request(all)])).map(codeOf), [
    'stopped report',
    'run.stopped',
    'run.stopped',
  ]);
  assert.equal(clock.waiting(), 0);
});
