/** One data folder behind the window: the product, its schedule and the host that answers for both. */

import { nothingPlanned } from '../adapters/store/activity.ts';
import { idleWay } from '../core/outbound/way-state.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { HostParts, ScheduleDoor } from '../engine/host/parts.ts';
import { createHost, type Host } from '../engine/host.ts';
import type { Clock } from '../ports.ts';
import type { Scheduler, SchedulerStatus } from '../scheduler/scheduler.ts';
import { staleBefore } from '../scheduler/stale.ts';
import { openIntegrator } from './integrator.ts';
import type { Integrator } from './integrator-door.ts';
import { createLogReader } from './log-lines.ts';
import { type WriterWatch, watchWriter } from './viewer.ts';

export interface SessionOptions {
  readonly dataPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  readonly isSampleData: boolean;
  readonly product: HostParts['product'];
  readonly sampleData: HostParts['sampleData'];
}

export interface Session {
  /** A viewer looks at what somebody else writes; it starts nothing. */
  readonly role: 'writer' | 'viewer';
  readonly host: Host;
  readonly integrator: Integrator;
  readonly schedule: ScheduleDoor;
  /** The computer woke up. */
  wokeUp(): void;
  close(): Promise<void>;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' });

function doorTo(
  scheduler: Scheduler<RunReport>,
  progress: () => { done: number; all: number },
  clock: Clock,
  isWriter: boolean,
  begun: () => void,
): ScheduleDoor {
  let isOn = false;
  return {
    begin(runNow) {
      if (isOn || !isWriter) return;
      isOn = true;
      scheduler.begin();
      begun();
      const { running } = scheduler.status();
      if (runNow && running === null)
        void scheduler.request({ trigger: 'start', agent: null, verify: false });
    },
    isOn: () => isOn,
    request(order) {
      if (isWriter) void scheduler.request(order);
    },
    pause: how => scheduler.pause(how),
    resume: () => scheduler.resume(),
    change: settings => scheduler.change(settings),
    stopRun: () => scheduler.stopRun(),
    status: () => {
      const status = scheduler.status();
      return isOn ? status : { ...status, next: null };
    },
    progress,
    staleBefore: settings => staleBefore(settings, clock.now(), null),
  };
}

/** The schedule as a viewer sees it: the writer's run, its pause and what comes next, and nothing of its own. */
function doorOfViewer(watch: () => WriterWatch | null, own: ScheduleDoor): ScheduleDoor {
  const status = (): SchedulerStatus => {
    const running = watch()?.running() ?? null;
    const planned = { ...nothingPlanned, ...watch()?.planned(), waiting: [], problem: null };
    if (running === null) return { ...planned, running: null };
    const { trigger, agent, verify, since } = running;
    return { ...planned, running: { order: { trigger, agent, verify }, since } };
  };
  return {
    ...own,
    begin: () => {},
    request: () => {},
    stopRun: () => {},
    status,
    progress: () => watch()?.running() ?? { done: 0, all: 0 },
  };
}

/** A second window on the same data folder only looks. */
async function openBest(
  options: SessionOptions,
): Promise<Result<{ integrator: Integrator; lockedBy: Problem | null }>> {
  const { dataPath, environment, clock } = options;
  const base = { dataPath, environment, ...(clock === undefined ? {} : { clock }) };
  const writer = await openIntegrator({ ...base, role: 'writer' });
  if (writer.ok) return succeeded({ integrator: writer.value, lockedBy: null });
  if (writer.problem.code !== 'store.locked') return writer;
  const reader = await openIntegrator({ ...base, role: 'reader' });
  return reader.ok ? succeeded({ integrator: reader.value, lockedBy: writer.problem }) : writer;
}

function sayWriter(problem: Problem | null): string {
  if (problem === null) return '';
  const who = problem.facts?.['account'] ?? problem.facts?.['who'];
  return `${who === undefined ? 'Another session' : String(who)} writes to this data folder. This window only looks.`;
}

/** Problems: store.* and settings.*; then there is nothing to show but the problem. */
export async function openSession(options: SessionOptions): Promise<Result<Session>> {
  const opened = await openBest(options);
  if (!opened.ok) return opened;
  const { integrator, lockedBy } = opened.value;
  const { clock } = integrator;
  let progress = { done: 0, all: 0 };
  let host: Host | null = null;
  const scheduler = await integrator.schedule(
    (outcome, order) => {
      progress = { done: 0, all: 0 };
      host?.runEnded(outcome, order.trigger === 'preview');
    },
    (done, all) => {
      progress = { done, all };
      host?.progressed();
    },
  );
  if (!scheduler.ok) {
    await integrator.close();
    return scheduler;
  }
  let watch: WriterWatch | null = null;
  const own = doorTo(
    scheduler.value,
    () => progress,
    clock,
    lockedBy === null,
    () => {
      void integrator.way.start().then(started => {
        if (!started.ok) integrator.log.problem(started.problem);
      });
    },
  );
  const schedule = lockedBy === null ? own : doorOfViewer(() => watch, own);
  const today = () => day.format(Date.parse(clock.now()));
  const isToday = (instant: string) => day.format(Date.parse(instant)) === today();
  const { settings, secrets } = integrator;
  const made = createHost({
    role: lockedBy === null ? 'writer' : 'viewer',
    writer: sayWriter(lockedBy),
    isSampleData: options.isSampleData,
    account: integrator.account,
    // Of a viewer nothing stops: what imports is somebody else's, perhaps a task that needs nobody.
    stopsWhen:
      options.isSampleData || lockedBy !== null
        ? ''
        : `The import stops when ${integrator.account} logs off.`,
    dataFolder: integrator.folder,
    product: options.product,
    clock,
    log: integrator.log,
    memory: integrator.memory,
    runs: integrator.runs,
    requests: limit => integrator.requests.latest(limit),
    logLines: createLogReader(integrator.logFolder),
    settings,
    settingsChanges: integrator.settingsChanges,
    secrets,
    agents: async (anew, signal) => {
      const desk = await integrator.connectToHalo();
      if (!desk.ok) return desk;
      if (anew) integrator.agents.forget();
      return integrator.agents.read(desk.value, signal);
    },
    connect: integrator.connect,
    previewWith: (draft, tell, signal) =>
      integrator.previewWith(draft, {
        trigger: 'preview',
        agent: null,
        verify: false,
        preview: true,
        progress: tell,
        signal,
      }),
    status: integrator.status,
    // Who only looks knows what the writer tells.
    outbound:
      lockedBy === null
        ? integrator.way.door
        : { ...integrator.way.door, state: () => watch?.way() ?? idleWay },
    held: integrator.held,
    answerHeld: integrator.answerHeld,
    check: integrator.check,
    findAddress: (exchange, wanted, signal) => integrator.findAddress(wanted, signal, exchange),
    trace: integrator.trace,
    schedule,
    slowDown: integrator.slowDowns.current,
    keepPause: integrator.keptPause.save,
    surroundings: integrator.surroundings,
    localTime: instant => (isToday(instant) ? time : dayAndTime).format(Date.parse(instant)),
    dayStart: (date, hours = 0) => {
      const [year = 1970, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
      const start = new Date(year, month - 1, dayOfMonth, hours);
      return `${start.toISOString().slice(0, 19)}Z`;
    },
    today,
    sampleData: options.sampleData,
  });
  host = made;
  integrator.slowDowns.listen(made.progressed);
  integrator.way.listen(made.progressed);
  integrator.way.listenToSent(made.sent);
  if (lockedBy !== null) {
    watch = watchWriter({
      integrator,
      log: integrator.log,
      clock,
      changed: () => made.progressed(),
      ended: report => made.runEnded(succeeded(report), false),
    });
  }
  return succeeded({
    role: lockedBy === null ? 'writer' : 'viewer',
    host: made,
    integrator,
    schedule,
    wokeUp() {
      scheduler.value.wokeUp();
      made.wokeUp();
    },
    async close() {
      watch?.close();
      made.close();
      await scheduler.value.stop();
      await integrator.close();
    },
  });
}
