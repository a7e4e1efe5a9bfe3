/** *Needs attention*: what somebody has to look at, worst first. A problem of a whole server hides those of its calendars. */
import type { SecretName } from '../../../preload/contract/views/setup.ts';
import type { AttentionEntry } from '../../../preload/contract/views/status.ts';
import type { Verb } from '../../../preload/contract/views/verb.ts';
import { pasteFrom } from '../../../preload/contract/words/paste.ts';
import { saySlowDown } from '../../../preload/contract/words/status.ts';
import type { Instant } from '../../core/event.ts';
import { calendarHealth } from '../../core/health.ts';
import type { Problem } from '../../core/problem.ts';
import type { CalendarStatus, Status } from '../status.ts';
import type { Cause } from './causes.ts';
import { laterOf } from './next-try.ts';
import type { SlowDown, Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';

const mostNamed = 20;

const secretsByFact: Readonly<Record<string, SecretName>> = {
  exchange: 'exchange.password',
  outbound: 'outbound.secret',
};

/** What one does about a problem, where there is a place for it. */
export function verbFor(problem: Problem, agentId: number | null): Verb | null {
  const { code } = problem;
  const key = problem.facts?.['field'];
  if (code === 'exchange.unauthorized')
    return { does: 'enter-secret', label: 'Enter it again', secret: 'exchange.password' };
  if (code === 'halo.unauthorized')
    return { does: 'enter-secret', label: 'Enter it again', secret: 'halo.clientSecret' };
  if (code.startsWith('secret.')) {
    const secret = secretsByFact[String(problem.facts?.['secret'])] ?? 'halo.clientSecret';
    return { does: 'enter-secret', label: 'Enter it again', secret };
  }
  if (code === 'outbound.weak-secret')
    return { does: 'enter-secret', label: 'Enter a longer one', secret: 'outbound.secret' };
  if (code.startsWith('outbound.')) {
    const field = code === 'outbound.port-in-use' ? 'port' : 'address';
    return { does: 'open-settings', label: 'Open settings', key: `outbound.endpoint.${field}` };
  }
  if (code === 'agent.preference-unanswered' || code === 'agent.preference-unknown')
    return { does: 'open-settings', label: 'Say what they mean', key: 'agents.preferenceOn' };
  if (code.startsWith('settings.'))
    return { does: 'open-settings', label: 'Open settings', key: typeof key === 'string' ? key : '' };
  if (code === 'run.stopped') return { does: 'sync', label: 'Sync now' };
  if (code.startsWith('store.') || code.startsWith('run.') || code === 'internal.bug')
    return problem.retryable ? { does: 'sync', label: 'Try now' } : null;
  if (agentId !== null) return { does: 'check', label: 'Check this mailbox', agentId };
  return { does: 'check', label: 'Check the connection', agentId: null };
}

interface Ground {
  readonly where: Surroundings;
  readonly nextTry: Instant | null;
  readonly staleBefore: Instant;
  readonly slowDown: SlowDown | null;
}

function ofProblem(problem: Problem, ground: Ground, since: Instant | null): AttentionEntry {
  const view = viewProblem(problem, ground.where);
  const goesOn = problem.code.endsWith('.throttled');
  return {
    id: problem.code,
    health: goesOn ? 'working' : 'not-syncing',
    sentence: view.sentence,
    since,
    nextTry: ground.nextTry,
    verb: goesOn ? null : verbFor(problem, null),
    why: view.remedy,
    paste: pasteFrom(view.remedy),
    code: problem.code,
    agents: [],
  };
}

function ofCalendar(calendar: CalendarStatus, problem: Problem, ground: Ground): AttentionEntry {
  const { agentId, agent, address } = calendar;
  const view = viewProblem(problem, ground.where, {
    agent: agent === '' ? address : agent,
    mailbox: address,
  });
  const isBad = calendarHealth({ ...calendar, problems: 1 }, ground.staleBefore) === 'not-syncing';
  return {
    id: `${problem.code} ${agentId} ${address}`,
    health: isBad ? 'not-syncing' : 'needs-you',
    sentence: view.sentence,
    since: calendar.lastSuccess,
    nextTry: laterOf(problem.nextTry ?? null, ground.nextTry),
    verb: verbFor(problem, agentId),
    why: view.remedy,
    paste: pasteFrom(view.remedy),
    code: problem.code,
    agents: [{ agentId, name: agent === '' ? address : agent }],
  };
}

function ofHeld(status: Status): readonly AttentionEntry[] {
  if (status.held === 0) return [];
  const whose = status.calendars.filter(one => one.held > 0);
  const named = whose.slice(0, 3).map(one => `${one.held} for ${one.agent === '' ? one.address : one.agent}`);
  const more = whose.length > named.length ? ` and ${whose.length - named.length} more agents` : '';
  const many = status.held === 1 ? '1 change waits' : `${status.held} changes wait`;
  return [
    {
      id: 'held',
      health: 'needs-you',
      sentence:
        named.length === 0
          ? `${many} for your decision.`
          : `${many} for your decision: ${named.join(', ')}${more}.`,
      since: null,
      nextTry: null,
      verb: { does: 'review-held', label: status.held === 1 ? 'Review it' : `Review ${status.held} changes` },
      why: 'What is held stays as it is unless you say otherwise; everything else goes on.',
      paste: null,
      code: null,
      agents: whose.slice(0, mostNamed).map(one => ({ agentId: one.agentId, name: one.agent })),
    },
  ];
}

/** A server that wants to be left alone for a while: nothing for anybody to do, and no problem that is counted. */
function ofSlowDown({ slowDown, where }: Ground): readonly AttentionEntry[] {
  if (slowDown === null) return [];
  const { server, until } = slowDown;
  const code = server === 'Exchange' ? 'exchange.throttled' : 'halo.throttled';
  const problem: Problem = { code, scope: server === 'Exchange' ? 'exchange' : 'halo', retryable: true };
  return [
    {
      id: 'slow-down',
      health: 'working',
      sentence: saySlowDown(server, null),
      since: null,
      nextTry: until,
      verb: null,
      why: viewProblem(problem, where).remedy,
      paste: null,
      code,
      agents: [],
    },
  ];
}

function ofStale(status: Status, ground: Ground): readonly AttentionEntry[] {
  const stale = status.calendars.filter(
    one => one.problems.length === 0 && (one.lastSuccess === null || one.lastSuccess < ground.staleBefore),
  );
  if (stale.length === 0) return [];
  const [first] = stale;
  const who = stale.length === 1 ? `The calendar of ${first?.agent ?? ''}` : `${stale.length} calendars`;
  const oldest = stale.map(one => one.lastSuccess ?? '').sort()[0] ?? '';
  return [
    {
      id: 'stale',
      health: 'needs-you',
      sentence: `${who} ${stale.length === 1 ? 'was' : 'were'} not synced for two intervals.`,
      since: oldest === '' ? null : oldest,
      nextTry: ground.nextTry,
      verb: { does: 'sync', label: 'Sync now' },
      why: 'Nothing failed, but no run reached them either. The computer may have been asleep or the schedule paused.',
      paste: null,
      code: null,
      agents: stale.slice(0, mostNamed).map(one => ({ agentId: one.agentId, name: one.agent })),
    },
  ];
}

/** `causes`: problems that stop everything. */
export function attention(
  status: Status,
  causes: readonly Cause[],
  ground: Ground,
): readonly AttentionEntry[] {
  const slow = ofSlowDown(ground);
  const told = new Set(slow.map(entry => entry.code));
  const roots = causes
    .filter(({ problem }) => !told.has(problem.code))
    .map(({ problem, since }) => ofProblem(problem, ground, since));
  const held = ofHeld(status);
  if (roots.length > 0) return [...roots, ...held, ...slow];
  const calendars = status.calendars.flatMap(calendar =>
    calendar.problems.map(problem => ofCalendar(calendar, problem, ground)),
  );
  const worst = calendars.sort(
    (a, b) => Number(b.health === 'not-syncing') - Number(a.health === 'not-syncing'),
  );
  return [...worst, ...held, ...ofStale(status, ground), ...slow];
}
