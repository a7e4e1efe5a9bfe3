/**
 * One mailbox, once: recover -> read -> wish -> look in Halo -> settle -> guard -> apply -> remember. The order is the safety: nothing is
 * written that was not planned, and the sync state is saved last (rule 4).
 */
import type { SyncedAgent } from '../core/agents.ts';
import type { EventKey, Link, LinkBook } from '../core/link.ts';
import { laterTry } from '../core/next-try.ts';
import type { Guarded } from '../core/plan/guard.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { MailboxReport } from '../core/report.ts';
import { noCounts } from '../core/report.ts';
import type { MailboxMemory, MailboxState } from '../ports.ts';
import type { Applied } from './apply-plan.ts';
import { applyPlan, stopped } from './apply-plan.ts';
import { askForNew } from './ask-for-new.ts';
import { changedPair } from './changed-pair.ts';
import { finishUnchanged } from './finish-unchanged.ts';
import { reportMailbox, withRecovered } from './mailbox-report.ts';
import type { Stay } from './mailbox-stages.ts';
import { park, restingIds, whileParked } from './park.ts';
import { planMailbox } from './plan-mailbox.ts';
import type { MailboxReading } from './read-mailbox.ts';
import { readMailbox } from './read-mailbox.ts';
import { loadMemory } from './recover.ts';
import { memoryAfter, stateAfter } from './remember.ts';
import type { SyncContext } from './sync-context.ts';

export async function syncMailbox(
  context: SyncContext,
  agent: SyncedAgent,
  stay: Stay,
  signal: AbortSignal,
): Promise<MailboxReport> {
  const parked = await whileParked(context, agent);
  if (!parked.ok) return notSynced(agent, 'failed', parked.problem);
  if (parked.value !== null) return notSynced(agent, 'parked', parked.value);
  let found: readonly Link[] = [];
  const recovered = (links: readonly Link[]) => {
    found = links;
  };
  const work = () => tryMailbox(context, agent, recovered, stay, signal);
  const turn = context.outbound === null ? work() : context.outbound.turns.take(agent, work);
  const done = await turn.catch(thrown => failed(bugIn(agent, thrown, context)));
  const told = (report: MailboxReport) => withRecovered(report, found, context.showSubjects);
  if (done.ok) return told(done.value);
  if (done.problem.code === 'run.stopped') return told(notSynced(agent, 'stopped', done.problem));
  return told(notSynced(agent, 'failed', await park(context, agent, done.problem)));
}

function notSynced(
  { agentId, name, address }: SyncedAgent,
  outcome: MailboxReport['outcome'],
  problem: Problem,
): MailboxReport {
  return { ...noCounts, agentId, agent: name, address, outcome, adopted: 0, problems: [problem], lines: [] };
}

/**
 * A bug of ours that one mailbox brings to light must not take the import from all others (rule 8). What was written until then is in
 * the journal, as after a run that was cut off.
 */
function bugIn({ address }: SyncedAgent, thrown: unknown, { log }: SyncContext): Problem {
  const problem: Problem = { code: 'internal.bug', scope: 'mailbox', retryable: true };
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  log.problem(problem, { mailbox: address, stack });
  return problem;
}

async function tryMailbox(
  context: SyncContext,
  agent: SyncedAgent,
  recovered: (links: readonly Link[]) => void,
  stay: Stay,
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
  const memory = lazily(() => loadMemory(context, agent, interrupted.value, recovered, signal));
  if (interrupted.value) {
    const loaded = await memory();
    if (!loaded.ok) return loaded;
  }
  const read = await readMailbox({
    source,
    address: agent.address,
    state: state.value,
    memory,
    window: context.windowOf(agent),
    rulesFingerprint: context.plan.rulesFingerprint,
    everything: context.everything,
    resting: restingIds(context, state.value),
    interrupted: interrupted.value,
    signal,
  });
  if (!read.ok) return notRead(context, agent, state.value, read.problem);
  context.progress();
  if (!(await stay.toHalo())) return failed(stopped);
  if (read.value.kind === 'unchanged') return finishUnchanged(context, agent, state.value, read.value);
  return planAndApply(context, agent, read.value, state.value, interrupted.value, signal);
}

async function notRead(
  context: SyncContext,
  agent: SyncedAgent,
  state: MailboxState | null,
  problem: Problem,
): Promise<Result<never>> {
  if (state === null) return failed(problem);
  // What was read of such a server before cannot be trusted: the calendar is read anew until its series are expanded.
  if (problem.code === 'exchange.series-not-expanded' && state.syncState !== null && !context.preview) {
    const saved = await context.store.writeState(agent, { ...state, syncState: null });
    if (!saved.ok) return saved;
  }
  return failed(notHereAnyMore(problem));
}

/** Exchange says of a mailbox that went to the cloud what it says of one that never was: ours to know that it was here. */
function notHereAnyMore(problem: Problem): Problem {
  return problem.code === 'mailbox.unknown' ? { ...problem, code: 'mailbox.elsewhere' } : problem;
}

function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

async function planAndApply(
  context: SyncContext,
  agent: SyncedAgent,
  reading: MailboxReading,
  state: MailboxState | null,
  interrupted: boolean,
  signal: AbortSignal,
): Promise<Result<MailboxReport>> {
  const planned = await planMailbox(context, agent, reading, state, signal);
  if (!planned.ok) return planned;
  const { guarded, skips, changedInHalo } = planned.value;
  const handed = await handOver(context, agent, changedInHalo);
  if (!handed.ok) return handed;
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
        firstImport: context.firstImport,
        progress: context.progress,
        signal,
      });
  // What turned out to be a question is held like what the guard has parked.
  const held = { ...guarded, held: [...guarded.held, ...applied.held] };
  const outcome = { reading, skips, guarded: held, applied, at: context.clock.now() };
  const memory = context.preview ? reading.memory : memoryAfter(outcome);
  // Only what was read to its end and applied to its end may move the sync state on.
  const isKept = !context.preview && reading.incomplete === null && applied.stoppedBy === null;
  const after = stateAfter(outcome, memory, state, context.plan.rulesFingerprint);
  if (!context.preview) {
    const asking = await askForNew(context.store, agent, reading.memory.book, applied.book, state);
    if (!asking.ok) return asking;
    const written = await keepMemory(context, agent, memory);
    if (!written.ok) return written;
    const saved = isKept
      ? await context.store.writeState(agent, after)
      : await notKept(context, agent, asking.value, interrupted);
    if (!saved.ok) return saved;
  }
  const report = reportMailbox({
    agent,
    ...outcome,
    showSubjects: context.showSubjects,
    memory,
    nextTry: isKept && after.resting !== undefined ? laterTry(after.resting) : null,
    nextRoll: context.nextRollOf(agent),
  });
  return succeeded(report);
}

/**
 * What a look at everything found and could not carry out is told by no change feed: it is looked for again. And of what a run before this
 * one had linked when it was cut off nobody knows which is new: the whole window is looked at again.
 */
async function notKept(
  { everything, store }: SyncContext,
  agent: SyncedAgent,
  state: MailboxState | null,
  interrupted: boolean,
): Promise<Result<void>> {
  if (state === null) return succeeded(undefined);
  if (everything && state.syncState !== null) return store.writeState(agent, { ...state, syncState: null });
  return interrupted ? store.writeState(agent, { ...state, viewed: null }) : succeeded(undefined);
}

/** What was changed in Halo is written down for its way to Exchange before the sync state moves on. */
async function handOver(
  { outbound }: SyncContext,
  { agentId }: SyncedAgent,
  haloIds: readonly number[],
): Promise<Result<void>> {
  if (outbound === null || haloIds.length === 0) return succeeded(undefined);
  const heard = await outbound.heard(
    haloIds.map(haloId => ({ haloId, agentId })),
    'import',
  );
  return heard.ok ? succeeded(undefined) : heard;
}

/** Creates whose fate is open stay in the journal: that is where the next run sees that it has to look for them first. */
async function keepMemory(
  context: SyncContext,
  agent: SyncedAgent,
  memory: MailboxMemory,
): Promise<Result<void>> {
  const written = await context.store.writeMemory(agent, memory);
  context.outbound?.touched(agent);
  const intents = [...memory.book.intents.values()];
  if (!written.ok || intents.length === 0) return written;
  return context.store.append(agent, { kind: 'intent', intents });
}

/** A preview carries nothing out: everything that passed counts as what would be done. */
function previewed(guarded: Guarded, book: LinkBook): Applied {
  const haloIds = new Map<EventKey, number>();
  return { book, done: guarded.pass, held: [], haloIds, failed: [], stoppedBy: null };
}
