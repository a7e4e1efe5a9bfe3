/**
 * One mailbox, once: recover -> read -> wish -> look in Halo -> settle -> guard -> apply -> remember. The order is the safety: nothing is
 * written that was not planned, and the sync state is saved last (rule 4).
 */
import type { SyncedAgent } from '../core/agents.ts';
import type { Instant } from '../core/event.ts';
import type { EventKey, LinkBook } from '../core/link.ts';
import type { Guarded, GuardLimits } from '../core/plan/guard.ts';
import { guard } from '../core/plan/guard.ts';
import { settle } from '../core/plan/settle.ts';
import type { PlanContext, Skip } from '../core/plan/wish.ts';
import { needsOf, wish } from '../core/plan/wish.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { MailboxReport } from '../core/report.ts';
import { noCounts } from '../core/report.ts';
import type { Window } from '../core/window.ts';
import type {
  AppointmentDesk,
  CalendarSource,
  Clock,
  LinkStore,
  MailboxMemory,
  MailboxState,
} from '../ports.ts';
import type { Applied } from './apply-plan.ts';
import { applyPlan } from './apply-plan.ts';
import { changedPair } from './changed-pair.ts';
import type { FirstCreate } from './first-create.ts';
import { lookInHalo } from './look-in-halo.ts';
import { reportMailbox } from './mailbox-report.ts';
import type { MailboxReading, UnchangedMailbox } from './read-mailbox.ts';
import { readMailbox } from './read-mailbox.ts';
import { recoverIntents } from './recover.ts';
import { memoryAfter, pendingAfter } from './remember.ts';

/** Counts over all mailboxes of a run; the guard looks at them. */
export interface RunTally {
  removals: number;
  links: number;
}

export interface SyncContext {
  readonly source: CalendarSource;
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly clock: Clock;
  readonly firstCreate: FirstCreate;
  readonly plan: Omit<PlanContext, 'mailbox' | 'access'>;
  readonly limits: GuardLimits;
  readonly windowOf: (agent: SyncedAgent) => Window;
  /** A person has entered this mailbox for this agent. */
  readonly isConfirmedPair: (agent: SyncedAgent) => boolean;
  readonly tally: RunTally;
  /** True: read and plan, write nothing anywhere. */
  readonly preview: boolean;
  /** Read every event in full whatever is remembered (`--verify`). */
  readonly everything: boolean;
  readonly showSubjects: boolean;
  /** Called at every step that did something: a run without progress is ended from outside. */
  readonly progress: () => void;
}

export async function syncMailbox(
  context: SyncContext,
  agent: SyncedAgent,
  signal: AbortSignal,
): Promise<MailboxReport> {
  const done = await tryMailbox(context, agent, signal);
  if (done.ok) return done.value;
  const { agentId, name, address } = agent;
  const outcome = done.problem.code === 'run.stopped' ? 'stopped' : 'failed';
  return {
    ...noCounts,
    agentId,
    agent: name,
    address,
    outcome,
    adopted: 0,
    problems: [done.problem],
    lines: [],
  };
}

async function tryMailbox(
  context: SyncContext,
  agent: SyncedAgent,
  signal: AbortSignal,
): Promise<Result<MailboxReport>> {
  const { store, source } = context;
  const state = await store.readState(agent);
  if (!state.ok) return state;
  if (state.value === null && !context.isConfirmedPair(agent)) {
    const changed = await changedPair(context, agent, signal);
    if (changed !== null) return failed(changed);
  }
  const interrupted = await store.isInterrupted(agent);
  if (!interrupted.ok) return interrupted;
  const memory = lazily(() => loadMemory(context, agent, interrupted.value, signal));
  if (interrupted.value) {
    const recovered = await memory();
    if (!recovered.ok) return recovered;
  }
  const read = await readMailbox({
    source,
    address: agent.address,
    state: state.value,
    memory,
    window: context.windowOf(agent),
    rulesFingerprint: context.plan.rulesFingerprint,
    everything: context.everything,
    signal,
  });
  if (!read.ok) return read;
  context.progress();
  if (read.value.kind === 'unchanged')
    return finishUnchanged(context, agent, state.value, read.value, interrupted.value, memory);
  return planAndApply(context, agent, read.value, state.value, signal);
}

function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

async function loadMemory(
  context: SyncContext,
  agent: SyncedAgent,
  interrupted: boolean,
  signal: AbortSignal,
): Promise<Result<MailboxMemory>> {
  const memory = await context.store.readMemory(agent);
  if (!memory.ok || !interrupted || context.preview || context.plan.door === 'integrator') return memory;
  const { desk, store } = context;
  const book = await recoverIntents({ desk, store, mailbox: agent, book: memory.value.book, signal });
  return book.ok ? succeeded({ ...memory.value, book: book.value }) : book;
}

async function finishUnchanged(
  context: SyncContext,
  agent: SyncedAgent,
  state: MailboxState | null,
  read: UnchangedMailbox,
  interrupted: boolean,
  memory: () => Promise<Result<MailboxMemory>>,
): Promise<Result<MailboxReport>> {
  if (state !== null && !context.preview) {
    if (interrupted) {
      const recovered = await memory();
      if (!recovered.ok) return recovered;
      const written = await context.store.writeMemory(agent, recovered.value);
      if (!written.ok) return written;
    }
    const saved = await context.store.writeState(agent, {
      ...state,
      syncState: read.syncState,
      lastSuccess: context.clock.now(),
    });
    if (!saved.ok) return saved;
  }
  const { agentId, name, address } = agent;
  return succeeded({
    ...noCounts,
    agentId,
    agent: name,
    address,
    outcome: 'unchanged',
    adopted: 0,
    problems: [],
    lines: [],
  });
}

interface Planned {
  readonly guarded: Guarded;
  readonly skips: readonly Skip[];
}

async function planMailbox(
  context: SyncContext,
  agent: SyncedAgent,
  reading: MailboxReading,
  signal: AbortSignal,
): Promise<Result<Planned>> {
  const { links } = reading.memory.book;
  const planContext: PlanContext = { ...context.plan, mailbox: agent.address, access: reading.access };
  const { wishes, skips } = wish(links, reading.observation, planContext);
  const needs = needsOf(wishes, planContext);
  const halo = await lookInHalo({
    desk: context.desk,
    agentId: agent.agentId,
    needs,
    links: [...links.values()],
    signal,
  });
  if (!halo.ok) return halo;
  const actions = settle(wishes, links, halo.value, planContext);
  const ours = new Set([...links.values()].map(link => link.haloId));
  const adopted = new Set(
    actions.flatMap(action => (action.kind === 'adopt' ? [action.appointment.id] : [])),
  );
  const foreign = halo.value.listed.filter(
    row => row.marks.entryId !== '' && !ours.has(row.id) && !adopted.has(row.id),
  );
  const guarded = guard({
    actions,
    links,
    holds: reading.memory.holds,
    foreignMarked: foreign.length,
    run: context.tally,
    limits: context.limits,
  });
  return succeeded({ guarded, skips });
}

async function planAndApply(
  context: SyncContext,
  agent: SyncedAgent,
  reading: MailboxReading,
  state: MailboxState | null,
  signal: AbortSignal,
): Promise<Result<MailboxReport>> {
  const planned = await planMailbox(context, agent, reading, signal);
  if (!planned.ok) return planned;
  const { guarded, skips } = planned.value;
  context.tally.removals += guarded.removals;
  context.progress();
  const applied = context.preview
    ? previewed(guarded, reading.memory.book)
    : await applyPlan(guarded.pass, reading.memory.book, {
        desk: context.desk,
        store: context.store,
        mailbox: agent,
        access: reading.access,
        rules: context.plan.rulesFingerprint,
        door: context.plan.door,
        agent,
        firstCreate: context.firstCreate,
        progress: context.progress,
        signal,
      });
  const outcome = { reading, skips, guarded, applied, at: context.clock.now() };
  if (!context.preview) {
    const memory = memoryAfter(outcome);
    const written = await context.store.writeMemory(agent, memory);
    if (!written.ok) return written;
    // Only what was read to its end and applied to its end may move the sync state on.
    if (reading.incomplete === null && applied.stoppedBy === null) {
      const saved = await context.store.writeState(
        agent,
        stateAfter(context, agent, reading, state, memory, pendingAfter(outcome)),
      );
      if (!saved.ok) return saved;
    }
  }
  const report = reportMailbox({
    agent,
    ...outcome,
    showSubjects: context.showSubjects,
    problems: problemsOf(reading, applied),
  });
  return succeeded(report);
}

/** A preview carries nothing out: everything that passed counts as what would be done. */
function previewed(guarded: Guarded, book: LinkBook): Applied {
  return { book, done: guarded.pass, haloIds: new Map<EventKey, number>(), failed: [], stoppedBy: null };
}

function problemsOf(reading: MailboxReading, applied: Applied): readonly Problem[] {
  const problems: Problem[] = [];
  if (reading.replaced) problems.push({ code: 'mailbox.replaced', scope: 'mailbox', retryable: false });
  if (reading.incomplete !== null) problems.push(reading.incomplete);
  const codes = new Map<string, number>();
  for (const { responseCode } of reading.unreadable)
    codes.set(responseCode, (codes.get(responseCode) ?? 0) + 1);
  for (const [responseCode, count] of codes) {
    problems.push({
      code: 'item.unreadable',
      scope: 'item',
      retryable: true,
      facts: { responseCode, count },
    });
  }
  problems.push(...applied.failed.map(each => each.problem));
  if (applied.stoppedBy !== null) problems.push(applied.stoppedBy);
  return problems;
}

function stateAfter(
  context: SyncContext,
  agent: SyncedAgent,
  reading: MailboxReading,
  state: MailboxState | null,
  memory: MailboxMemory,
  pending: readonly string[],
): MailboxState {
  const at: Instant = context.clock.now();
  return {
    folderId: reading.folderId,
    access: reading.access,
    rights: reading.rights,
    rules: context.plan.rulesFingerprint,
    viewed: reading.unchanged === null ? (state?.viewed ?? null) : context.windowOf(agent),
    syncState: reading.syncState,
    pending,
    lastSuccess: at,
    waitingHolds: [...memory.holds.values()].filter(hold => hold.state === 'waiting').length,
    linkedUnits: new Set([...memory.book.links.values()].map(link => link.uid)).size,
  };
}
