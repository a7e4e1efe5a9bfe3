/**
 * Sends one group of creates and updates to Halo and finds out what became of each, whatever the answer was. A create is written down
 * before it is sent; after a lost answer we look before we repeat; a group that is refused is halved until the culprit stands alone.
 */
import type { AppointmentWrite, WriteOutcome } from '../core/appointment.ts';
import type { Effect } from '../core/plan/action.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk } from '../ports.ts';
import { around } from './look-in-halo.ts';

export type WriteAction = Extract<Effect, { kind: 'create' | 'update' | 'adopt' }>;

export type Written =
  | {
      readonly action: WriteAction;
      readonly kind: 'done';
      readonly haloId: number;
      readonly lastModified: string;
      /** Halo's answer did not show the mark of this create. */
      readonly unmarked?: true;
    }
  | { readonly action: WriteAction; readonly kind: 'failed'; readonly problem: Problem }
  /** No answer came and Halo does not show it: it may still be on its way there, so this run does not send it again. */
  | { readonly action: WriteAction; readonly kind: 'deferred'; readonly problem: Problem }
  /** Refused, and Halo does not know the appointment's id any more, whatever its list showed. */
  | { readonly action: WriteAction; readonly kind: 'gone' };

export interface GroupContext {
  readonly desk: AppointmentDesk;
  readonly agentId: number;
  /** Writes the intents of these creates down; resolves when they are on disk. */
  readonly announce: (creates: readonly WriteAction[]) => Promise<Result<void>>;
  /** Records what is done; resolves when it is on disk. */
  readonly record: (done: readonly Extract<Written, { kind: 'done' }>[]) => Promise<Result<void>>;
  /** Items refused by a server error one after the other, over the groups of a mailbox: many in a row are Halo's trouble, not theirs. */
  readonly refusals: { inARow: number };
  readonly signal: AbortSignal;
}

/** So many single items in a row answered with a server error: Halo itself is in trouble. */
const mostServerErrorsInARow = 4;

/** A group that goes on failing as a whole is sent at most so often. */
const mostAttempts = 3;

/** The appointment that is written; null: one that is made, or that Halo has not told the id of. */
export function haloIdOf(action: WriteAction): number | null {
  if (action.kind === 'create') return null;
  return action.kind === 'adopt' ? action.appointment.id : action.link.haloId;
}

function toRow(action: WriteAction, agentId: number): AppointmentWrite {
  const only = action.kind === 'update' && action.only !== undefined ? { only: action.only } : {};
  return { id: haloIdOf(action), agentId, draft: action.draft, ...only };
}

/** Halo has looked at the row and does not take it: the others of the group may be fine. */
export function isTheItem(problem: Problem): boolean {
  return problem.code === 'halo.rejected' || problem.code === 'halo.server-error';
}

/** Creates whose fate is unknown, found again in Halo by their marks. */
async function findCreated(
  actions: readonly WriteAction[],
  context: GroupContext,
): Promise<Result<ReadonlyMap<WriteAction, { id: number; lastModified: string }>>> {
  const creates = actions.filter(action => action.kind === 'create');
  const span = around(creates.map(action => action.keyed.event));
  const found = new Map<WriteAction, { id: number; lastModified: string }>();
  if (span === null) return succeeded(found);
  const list = await context.desk.list(context.agentId, span, context.signal);
  if (!list.ok) return list;
  const byMark = new Map(list.value.map(row => [row.marks.mark, row]));
  for (const action of creates) {
    const row = byMark.get(action.draft.marks.mark);
    if (row !== undefined) found.set(action, { id: row.id, lastModified: row.lastModified });
  }
  return succeeded(found);
}

/** Splits outcomes into what has a name and what has to be looked for. */
function named(
  actions: readonly WriteAction[],
  outcomes: readonly WriteOutcome[],
): { done: Extract<Written, { kind: 'done' }>[]; open: WriteAction[] } {
  const done: Extract<Written, { kind: 'done' }>[] = [];
  const open: WriteAction[] = [];
  for (const [index, action] of actions.entries()) {
    const outcome = outcomes[index];
    const id = haloIdOf(action);
    if (outcome?.kind === 'written') {
      const { id: haloId, lastModified } = outcome;
      done.push({ action, kind: 'done', haloId, lastModified, ...(outcome.unmarked && { unmarked: true }) });
    } else if (id !== null) done.push({ action, kind: 'done', haloId: id, lastModified: '' });
    else open.push(action);
  }
  return { done, open };
}

/**
 * Ends with one outcome per action, or with a problem that is not about any of them (Halo is away, the disk is full, stopped).
 * Everything that is done by then is recorded.
 */
export async function writeGroup(
  actions: readonly WriteAction[],
  context: GroupContext,
): Promise<Result<readonly Written[]>> {
  const written: Written[] = [];
  let open: readonly WriteAction[] = actions;
  for (let attempt = 1; open.length > 0; attempt++) {
    if (context.signal.aborted)
      return failed({ code: 'run.stopped', scope: 'installation', retryable: true });
    const announced = await context.announce(open.filter(action => action.kind === 'create'));
    if (!announced.ok) return announced;
    const answer = await context.desk.write(
      open.map(action => toRow(action, context.agentId)),
      context.signal,
    );
    if (answer.ok) {
      const { done, open: unnamed } = named(open, answer.value);
      const recorded = await context.record(done);
      if (!recorded.ok) return recorded;
      written.push(...done);
      context.refusals.inARow = 0;
      if (unnamed.length === 0) break;
      const rest = await adoptUnnamed(unnamed, context);
      if (!rest.ok) return rest;
      written.push(...rest.value);
      break;
    }
    const { problem } = answer;
    if (problem.effectUnknown === true) {
      const survivors = await recordFound(open, context);
      if (!survivors.ok) return survivors;
      written.push(...survivors.value.done);
      open = survivors.value.open;
    }
    if (isTheItem(problem)) {
      const split = await halve(open, problem, context);
      if (!split.ok) return split;
      written.push(...split.value);
      break;
    }
    if (problem.effectUnknown === true) {
      const creates = open.filter(action => action.kind === 'create');
      written.push(...creates.map(action => ({ action, kind: 'deferred' as const, problem })));
      open = open.filter(action => action.kind !== 'create');
    }
    // Of a busy Halo the adapter has waited long enough already.
    const isOver = !problem.retryable || problem.code === 'halo.throttled' || attempt >= mostAttempts;
    if (open.length > 0 && isOver) return failed(problem);
  }
  return succeeded(written);
}

/** Looks for creates by their marks and records those that Halo has. */
async function recordFound(
  actions: readonly WriteAction[],
  context: GroupContext,
): Promise<Result<{ readonly done: readonly Written[]; readonly open: readonly WriteAction[] }>> {
  const found = await findCreated(actions, context);
  if (!found.ok) return found;
  const done = [...found.value].map(([action, row]) => ({
    action,
    kind: 'done' as const,
    haloId: row.id,
    lastModified: row.lastModified,
  }));
  const recorded = await context.record(done);
  if (!recorded.ok) return recorded;
  return succeeded({ done, open: actions.filter(action => !found.value.has(action)) });
}

/** Halo stored them but did not say under which id: they are in its list by their marks, or it drops marks. */
async function adoptUnnamed(
  unnamed: readonly WriteAction[],
  context: GroupContext,
): Promise<Result<readonly Written[]>> {
  const found = await recordFound(unnamed, context);
  if (!found.ok) return found;
  const { done, open } = found.value;
  if (open.length === 0) return succeeded(done);
  return failed({
    code: 'halo.marks-dropped',
    scope: 'halo',
    retryable: false,
    facts: { missing: open.length },
  });
}

/** Some lists go on showing what was deleted: only the id tells. Where it cannot be asked the refusal stands. */
async function isGone(action: WriteAction, context: GroupContext): Promise<boolean> {
  const id = haloIdOf(action);
  if (id === null) return false;
  const reading = await context.desk.read(id, context.signal);
  return reading.ok && reading.value.kind !== 'found';
}

async function halve(
  open: readonly WriteAction[],
  problem: Problem,
  context: GroupContext,
): Promise<Result<readonly Written[]>> {
  const [only] = open;
  if (only === undefined) return succeeded([]);
  if (open.length === 1) {
    if (problem.code === 'halo.rejected' && (await isGone(only, context)))
      return succeeded([{ action: only, kind: 'gone' }]);
    context.refusals.inARow = problem.code === 'halo.server-error' ? context.refusals.inARow + 1 : 0;
    if (context.refusals.inARow >= mostServerErrorsInARow) return failed(problem);
    return succeeded([{ action: only, kind: 'failed', problem: { ...problem, scope: 'item' } }]);
  }
  const middle = Math.ceil(open.length / 2);
  const first = await writeGroup(open.slice(0, middle), context);
  if (!first.ok) return first;
  const second = await writeGroup(open.slice(middle), context);
  if (!second.ok) return second;
  return succeeded([...first.value, ...second.value]);
}
