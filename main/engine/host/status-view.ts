/** The status of this moment, out of what is remembered and what runs. No server is asked. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { RunningView, StatusView } from '../../../preload/contract/views/status.ts';
import {
  type BlockedBy,
  healthWords,
  type StatusFacts,
  sayFoot,
  saySentence,
  saySlowDown,
  sayUnreachable,
  sayWhen,
} from '../../../preload/contract/words/status.ts';
import type { Instant } from '../../core/event.ts';
import { countCalendars, healthOf } from '../../core/health.ts';
import type { Problem } from '../../core/problem.ts';
import { missingSettings } from '../complete-settings.ts';
import { withHeldRemovals } from '../outbound/held-removals.ts';
import { withUnsent } from '../outbound/needs-somebody.ts';
import type { Status } from '../status.ts';
import { attention } from './attention.ts';
import { type Cause, lastFinished, missingSecrets, sinceWhen, unreachable } from './causes.ts';
import { answered, type Context, readBase, told } from './context.ts';
import { outboundStatus } from './outbound-status.ts';
import type { Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';
import { recentOf } from './recent-changes.ts';
import { summarise } from './run-views.ts';
import { noFacts } from './server-facts.ts';
import { certificateOf, serverOf } from './server-status.ts';

const emptyStatus: Status = { lastRun: null, calendars: [], held: 0 };

/** A problem of the whole: it stops every calendar of a run. */
function blocking(status: Status): readonly Problem[] {
  const { lastRun } = status;
  if (lastRun === null) return [];
  return lastRun.outcome === 'could-not-run'
    ? lastRun.problems
    : lastRun.problems.filter(one => one.scope !== 'mailbox');
}

function runningView(context: Context): RunningView | null {
  const { parts, remembered } = context;
  const { running, waiting } = parts.schedule.status();
  if (running === null) return null;
  const { done, all } = parts.schedule.progress();
  const doing = running.order.trigger === 'preview' ? 'Planning' : 'Reading';
  return {
    trigger: running.order.trigger,
    since: running.since,
    done,
    all,
    label: all === 0 ? `${doing} …` : `Agent ${Math.min(done + 1, all)} of ${all}`,
    agent: running.order.agent,
    stopping: remembered.stopping,
    usualMs: remembered.lastReport === null ? null : Math.round(remembered.lastReport.ms),
    waiting: waiting.length,
  };
}

function doingOf(running: RunningView, waits: string | null): string {
  if (running.stopping) return 'Stopping';
  return waits ?? (running.trigger === 'preview' ? 'Planning; nothing is written' : 'Reading and writing');
}

/** `waits`: what the run waits for; null when it does not. */
function buttonOf(
  view: Pick<StatusView, 'running' | 'isFirstStart' | 'role' | 'pausedUntil'>,
  subtitle: string,
  waits: string | null,
): StatusView['button'] {
  const { running } = view;
  if (running !== null) return { does: 'running', label: running.label, subtitle: doingOf(running, waits) };
  if (view.role === 'viewer') return { does: 'none', label: 'Sync now', subtitle };
  if (view.isFirstStart) return { does: 'set-up', label: 'Set up', subtitle };
  if (view.pausedUntil !== null) return { does: 'resume', label: 'Resume', subtitle };
  return { does: 'sync', label: 'Sync now', subtitle };
}

/** What stops everything, for the largest type: who is away and since when; anything else in its own words. */
function sayCause({ problem, since }: Cause, { parts }: Context, where: Surroundings): BlockedBy {
  const server = unreachable(problem);
  return server === null
    ? { sentence: viewProblem(problem, where).sentence, triesAgain: problem.retryable }
    : { sentence: sayUnreachable(server, since === null ? null : parts.localTime(since)), triesAgain: true };
}

/** `5 minutes ago` beside a time. */
function ago(from: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(from)) / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} ${hours === 1 ? 'hour' : 'hours'} ago` : `${Math.floor(hours / 24)} days ago`;
}

/** First start is over once everything needed is there and a run has ended, by whatever means it was started. */
async function isFirstStart(
  context: Context,
  status: Status,
): Promise<{ first: boolean; missing: Problem | null }> {
  const settings = await context.parts.settings.read();
  if (!settings.ok) return { first: false, missing: settings.problem };
  const { halo, exchange } = missingSettings(settings.value);
  if (status.lastRun !== null || context.parts.schedule.isOn())
    return { first: false, missing: halo ?? exchange };
  return { first: true, missing: null };
}

export async function readStatusView(context: Context): Promise<Reply<StatusView>> {
  const { parts, remembered } = context;
  const base = await readBase(context);
  if (!base.ok) return told(context, base.problem);
  const where = await parts.surroundings();
  const settings = await parts.settings.read();
  const outbound = await outboundStatus(context, settings.ok ? settings.value : null, where);
  const status = withUnsent(withHeldRemovals(base.value ?? emptyStatus, outbound.removals), outbound.unsent);
  const schedule = parts.schedule.status();
  const now = parts.clock.now();
  const { first, missing } = await isFirstStart(context, status);
  const staleBefore = settings.ok ? parts.schedule.staleBefore(settings.value.schedule) : now;
  const stops = [
    ...(missing === null ? [] : [missing]),
    ...(remembered.notRun === null ? [] : [remembered.notRun]),
    ...(await missingSecrets(context)),
  ];
  const causes = first
    ? []
    : [...new Map([...stops, ...blocking(status)].map(one => [one.code, one])).values()];
  const roots = await sinceWhen(context, causes);
  const running = runningView(context);
  const isBlocked = causes.length > 0 && (stops.length > 0 || status.lastRun?.outcome === 'could-not-run');
  const calendars = status.calendars.map(one => ({
    ...one,
    held: one.held + (one.unsent ?? 0),
    problems: one.problems.length + one.failed,
  }));
  const counts = countCalendars(calendars, staleBefore);
  const health = healthOf({
    now,
    staleBefore,
    isFirstStart: first,
    isRunning: running !== null,
    isPaused: schedule.pausedUntil !== null,
    isBlocked,
    calendars,
    heldElsewhere: calendars.reduce((left, one) => left - one.held, status.held + (status.unsent ?? 0)),
  });
  const finished = await lastFinished(context);
  const facts: StatusFacts = {
    health,
    calendars: counts,
    isFirstStart: first,
    hasRun: status.lastRun !== null,
    running:
      running === null
        ? null
        : { done: running.done, all: running.all, isPreview: running.trigger === 'preview' },
    blockedBy: isBlocked && roots[0] !== undefined ? sayCause(roots[0], context, where) : null,
    finished: finished === null ? null : parts.localTime(finished),
    next: schedule.next === null ? null : parts.localTime(schedule.next),
    pausedUntil: schedule.pausedUntil === null ? null : parts.localTime(schedule.pausedUntil),
  };
  const subtitle =
    finished === null
      ? 'Never finished yet'
      : `Last finished ${parts.localTime(finished)}, ${ago(finished, now)}`;
  const slowDown = parts.slowDown();
  const waits = slowDown === null ? null : saySlowDown(slowDown.server, parts.localTime(slowDown.until));
  const { role, writer, isSampleData } = parts;
  const hasRun = status.lastRun !== null;
  const servers = remembered.servers ?? noFacts;
  const factsOf = (name: 'exchange' | 'halo', host: string) => {
    const certificate = certificateOf(status.certificates?.[name], host, now);
    return { hasRun, says: servers[name], certificate };
  };
  return answered({
    health,
    healthWord: healthWords[health],
    sentence: saySentence(facts),
    when: sayWhen(facts),
    foot: sayFoot(facts),
    at: now,
    calendars: counts,
    lastFinished: finished,
    nextRun: schedule.next,
    pausedUntil: schedule.pausedUntil,
    button: buttonOf(
      { running, isFirstStart: first, role, pausedUntil: schedule.pausedUntil },
      subtitle,
      waits,
    ),
    running,
    exchange: serverOf(
      where.exchangeHost,
      causes,
      /^exchange\./,
      factsOf('exchange', where.exchangeHost),
      where,
    ),
    halo: serverOf(where.haloHost, causes, /^halo\./, factsOf('halo', where.haloHost), where),
    outbound: outbound.fact,
    held: status.held,
    attention: first
      ? []
      : [
          ...attention(status, roots, { where, nextTry: schedule.next, staleBefore, slowDown }),
          ...outbound.attention.filter(({ code }) => roots.every(({ problem }) => problem.code !== code)),
        ],
    recent: await recentOf(context, status.lastRun),
    lastRun:
      remembered.lastReport === null
        ? status.lastRun === null
          ? null
          : summarise(status.lastRun, where)
        : summarise(remembered.lastReport, where),
    stopsWhen: first ? '' : parts.stopsWhen,
    role,
    writer,
    isSampleData,
    isFirstStart: first,
    problem: schedule.problem === null ? null : viewProblem(schedule.problem, where),
  });
}
