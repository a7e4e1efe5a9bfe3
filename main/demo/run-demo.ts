/**
 * The demo: three imports by the real product into a simulated Halo (first; after exactly listed changes; unchanged), and after each the
 * verdict of a judge of its own. Ends well only when Halo agrees with Exchange every time and the third import writes nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { sayProblem } from '../../preload/contract/words/problems.ts';
import { sayRun } from '../../preload/contract/words/results.ts';
import { openIntegrator } from '../compose/integrator.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Counts, RunReport } from '../core/report.ts';
import { bookFortnight } from './calendars.ts';
import { demoChanges, expectedArrival } from './changes.ts';
import { createDemoClock, type DemoClock } from './clock.ts';
import { type Comparison, compare } from './compare.ts';
import { demoStart, demoWindow } from './people.ts';
import { type DemoServers, master, preferenceOn, startServers } from './servers.ts';
import { type WhatArrived, whatArrived } from './what-arrived.ts';

export interface DemoRun extends Counts {
  readonly exchangeRequests: number;
  readonly haloWrites: number;
  readonly ms: number;
}

/** The last line with --json. */
export interface DemoResult {
  readonly agree: boolean;
  readonly events: number;
  readonly appointments: number;
  readonly runs: readonly DemoRun[];
  /** What is not as it should be, in sentences. */
  readonly differences: readonly string[];
}

const minuteMs = 60_000;
/** The schedule's interval: on the demo's clock the next import is due so much later. */
const betweenImportsMs = 15 * minuteMs;
/** The comparison's span: whole days that are inside the window of every mailbox, wherever in the day it rolls. */
const compared = { from: '2026-03-10T00:00:00Z', to: '2026-04-12T00:00:00Z' } as const;

interface Stage {
  readonly clock: DemoClock;
  readonly servers: DemoServers;
  readonly integrator: Integrator;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

function settingsFor(servers: DemoServers) {
  return settingsSchema.parse({
    halo: { url: servers.halo.url, clientId: servers.halo.clientId },
    exchange: { url: servers.exchange.url, user: master.user, version: 'Exchange2016' },
    agents: { preferenceOn: [preferenceOn], preferenceOff: [0] },
    import: demoWindow,
  });
}

async function importOnce(stage: Stage): Promise<RunReport> {
  const done = await stage.integrator.run({
    trigger: 'by-hand',
    agent: null,
    verify: false,
    preview: false,
    progress: () => {},
    signal: stage.signal,
  });
  if (!done.ok) throw new Error(sayProblem(done.problem).sentence);
  return done.value;
}

function judge(stage: Stage): Promise<Comparison> {
  const { servers, clock } = stage;
  // The judge's requests count at Halo like anybody's: it begins and ends with a fresh minute.
  clock.jump(2 * minuteMs);
  const { halo } = servers;
  return compare({
    exchange: { url: servers.exchange.url, ...master },
    halo: {
      url: halo.url,
      clientId: halo.clientId,
      clientSecret: halo.clientSecret,
      pass: async ms => clock.jump(ms),
    },
    people: servers.people,
    madeInHalo: servers.madeInHalo,
    ...compared,
  });
}

function sayVerdict(stage: Stage, run: RunReport, verdict: Comparison): void {
  const { say } = stage;
  say(`  ${sayRun(run)}`);
  const { exchangeRequests, haloReads, haloWrites, ms } = run;
  const reads = `${exchangeRequests} requests to Exchange, ${haloReads} reads and ${haloWrites} writes in Halo`;
  say(`  ${reads}, ${(ms / 1_000).toFixed(1)} s.`);
  const counts = `${verdict.events} events in Exchange, ${verdict.appointments} appointments in Halo`;
  const [from, to] = [compared.from, compared.to].map(moment => moment.slice(0, 10));
  say(
    `  Compared from ${from} to ${to}: ${counts}. ${verdict.agree ? 'Halo agrees with Exchange.' : 'HALO DOES NOT AGREE:'}`,
  );
  for (const difference of verdict.differences) say(`    ${difference}`);
}

function unexpected(run: RunReport, name: string): readonly string[] {
  const problems = [...run.problems, ...run.mailboxes.flatMap(mailbox => mailbox.problems)];
  const said = problems.map(problem => `${name} import: ${sayProblem(problem).sentence}`);
  if (run.held > 0) said.push(`${name} import: ${run.held} changes were held.`);
  if (run.failed > 0) said.push(`${name} import: ${run.failed} changes failed.`);
  return said;
}

/** Compares what Halo shows, what the run said and what the list of changes promised. */
function arrivalDifferences(run: RunReport, arrived: WhatArrived): readonly string[] {
  const promised = expectedArrival();
  return (['added', 'changed', 'removed'] as const).flatMap(name =>
    promised[name] === arrived[name] && run[name] === arrived[name]
      ? []
      : [`${name}: ${promised[name]} expected, ${arrived[name]} in Halo, ${run[name]} in the report.`],
  );
}

async function perform(stage: Stage): Promise<DemoResult> {
  const { clock, servers, say } = stage;
  const booked = bookFortnight(servers.exchange.state);
  say(`The demo's clock stands at ${clock.now()}; time between imports is not waited for.`);
  say('First import: Halo knows nothing of these calendars.');
  const first = await importOnce(stage);
  const afterFirst = await judge(stage);
  sayVerdict(stage, first, afterFirst);

  say('');
  say('What people do now:');
  clock.jump(betweenImportsMs);
  for (const { words, make } of demoChanges) {
    make(servers.exchange.state, booked);
    say(`  - ${words}.`);
  }
  say('Second import, 15 minutes later:');
  const second = await importOnce(stage);
  const afterSecond = await judge(stage);
  const arrived = whatArrived(afterFirst, afterSecond, servers.people);
  for (const line of arrived.lines) say(`  ${line}`);
  sayVerdict(stage, second, afterSecond);

  say('');
  say('Third import, another 15 minutes later; nobody has changed anything:');
  clock.jump(betweenImportsMs);
  const third = await importOnce(stage);
  const afterThird = await judge(stage);
  sayVerdict(stage, third, afterThird);

  const differences = [
    ...unexpected(first, 'First'),
    ...afterFirst.differences,
    ...unexpected(second, 'Second'),
    ...afterSecond.differences,
    ...arrivalDifferences(second, arrived),
    ...unexpected(third, 'Third'),
    ...afterThird.differences,
    ...(third.haloWrites === 0 ? [] : [`The unchanged import wrote ${third.haloWrites} times.`]),
    ...(servers.exchange.mailsSent + servers.halo.mailsSent === 0 ? [] : ['Somebody was mailed.']),
  ];
  const runs = [first, second, third].map(
    ({ added, changed, removed, held, skipped, failed, exchangeRequests, haloWrites, ms }) => ({
      added,
      changed,
      removed,
      held,
      skipped,
      failed,
      exchangeRequests,
      haloWrites,
      ms,
    }),
  );
  const { events, appointments } = afterThird;
  return { agree: differences.length === 0, events, appointments, runs, differences };
}

/** Everything is closed and the data folder is gone when this settles. */
export async function runDemo(say: (line: string) => void, signal: AbortSignal): Promise<DemoResult> {
  const clock = createDemoClock(demoStart);
  const servers = await startServers(() => clock.nowMs());
  const dataPath = await mkdtemp(join(tmpdir(), 'halo-integrator-demo-'));
  try {
    const opened = await openIntegrator({
      dataPath,
      role: 'writer',
      environment: {
        HALO_CLIENT_SECRET: servers.halo.clientSecret,
        EXCHANGE_PASSWORD: master.password,
      },
      clock,
    });
    if (!opened.ok) throw new Error(sayProblem(opened.problem).sentence);
    const integrator = opened.value;
    try {
      const saved = await integrator.settings.save(settingsFor(servers), 'demo');
      if (!saved.ok) throw new Error(sayProblem(saved.problem).sentence);
      return await perform({ clock, servers, integrator, say, signal });
    } finally {
      await integrator.close();
    }
  } finally {
    await servers.close();
    await rm(dataPath, { recursive: true, force: true });
  }
}
