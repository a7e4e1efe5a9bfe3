/**
 * Carries out what the guard let pass, one effect after the other, each recorded on disk before the next (rule 4). It decides nothing:
 * every action comes from the plan.
 */
import type { EventKey, LinkBook } from '../core/link.ts';
import type { PlannedAction } from '../core/plan/action.ts';
import type { Guarded } from '../core/plan/guard.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { ChangeContext } from './apply-changes.ts';
import { applyChanges } from './apply-changes.ts';
import { applyRemoval } from './apply-removal.ts';
import type { LedgerContext } from './effect-ledger.ts';
import { EffectLedger } from './effect-ledger.ts';
import type { FirstCreate } from './first-create.ts';
import type { WriteAction } from './write-group.ts';
import { writeGroup } from './write-group.ts';

export interface ApplyContext extends ChangeContext, LedgerContext {
  readonly door: 'appointments' | 'integrator';
  readonly firstCreate: FirstCreate;
}

export interface Applied {
  readonly book: LinkBook;
  readonly done: readonly PlannedAction[];
  /** What passed the guard and then turned out to be a question for a person. */
  readonly held: Guarded['held'];
  /** Halo's ids of what was written. */
  readonly haloIds: ReadonlyMap<EventKey, number>;
  readonly failed: readonly { readonly action: PlannedAction; readonly problem: Problem }[];
  /** Why the rest was not tried; the sync state must not be saved then. */
  readonly stoppedBy: Problem | null;
}

export const stopped: Problem = { code: 'run.stopped', scope: 'installation', retryable: true };

/** `from`: what is remembered before. Never rejects for what a server or the disk did: see `failed` and `stoppedBy`. */
export async function applyPlan(
  actions: readonly PlannedAction[],
  from: LinkBook,
  context: ApplyContext,
): Promise<Applied> {
  const ledger = new EffectLedger(from, context);
  const stoppedBy = await applyInOrder(actions, ledger, context);
  const { book, done, held, haloIds, failed: notDone } = ledger;
  return { book, done, held, haloIds, failed: notDone, stoppedBy };
}

/** Null when all actions were tried. */
async function applyInOrder(
  actions: readonly PlannedAction[],
  ledger: EffectLedger,
  context: ApplyContext,
): Promise<Problem | null> {
  const writes: WriteAction[] = [];
  for (const action of actions) {
    if (context.signal.aborted) return stopped;
    let step: Result<void> = succeeded(undefined);
    if (action.kind === 'forget')
      step = await ledger.record({ kind: 'unlinked', keys: [action.key] }, [action]);
    else if (action.kind === 'leave') step = await ledger.leave(action);
    else if (action.kind === 'adopt' && action.changed.length === 0) {
      const { id: haloId, lastModified } = action.appointment;
      step = await ledger.recordWritten([{ action, haloId, lastModified }]);
    } else if (action.kind !== 'remove') writes.push(action);
    if (!step.ok) return step.problem;
  }
  // What lives on is written before anything is removed, and creations come last.
  const creates = writes.filter(action => action.kind === 'create');
  const rest = writes.filter(action => action.kind !== 'create');
  const removes = actions.filter(action => action.kind === 'remove');
  const sender = new RowSender(ledger, context);
  const first = await sender.write(removes.length === 0 ? [...rest, ...creates] : rest);
  if (!first.ok) return first.problem;
  const announced =
    context.door === 'integrator' ? succeeded(undefined) : await ledger.announceRemovals(removes);
  if (!announced.ok) return announced.problem;
  for (const action of removes) {
    if (context.signal.aborted) return stopped;
    const removed = await applyRemoval(action, creates, ledger, context);
    if (!removed.ok) return removed.problem;
  }
  const waiting = new Set(ledger.held.map(each => each.action.uid));
  for (const action of creates.filter(each => waiting.has(each.uid))) {
    const held = await ledger.hold(action, 'unit-held');
    if (!held.ok) return held.problem;
  }
  const free = creates.filter(action => !waiting.has(action.uid));
  const last = removes.length === 0 ? succeeded(undefined) : await sender.write(free);
  return last.ok ? null : last.problem;
}

/** Sends creates and updates in groups, the very first create of an installation alone. */
class RowSender {
  readonly #ledger: EffectLedger;
  readonly #context: ApplyContext;
  readonly #refusals = { inARow: 0 };

  constructor(ledger: EffectLedger, context: ApplyContext) {
    this.#ledger = ledger;
    this.#context = context;
  }

  async write(actions: readonly WriteAction[]): Promise<Result<void>> {
    const { desk, firstCreate, signal, mailbox } = this.#context;
    if (this.#context.door === 'integrator') return applyChanges(actions, this.#ledger, this.#context);
    const creates = actions.filter(action => action.kind === 'create');
    if (creates.length > 0 && firstCreate.isOpen()) {
      const linked = this.#ledger.book.links.values();
      const alone = async (action: WriteAction) => {
        const sent = await this.#send([action]);
        const refused = this.#ledger.failed.find(each => each.action === action);
        return sent.ok ? succeeded(refused?.problem ?? null) : sent;
      };
      const proven = await firstCreate.prove(mailbox.agentId, creates, linked, alone, signal);
      if (!proven.ok) return proven;
    }
    const tried = new Set([...this.#ledger.done, ...this.#ledger.failed.map(each => each.action)]);
    const open = actions.filter(action => !tried.has(action));
    for (let index = 0; index < open.length; index += desk.writeLimit) {
      const rest = open.slice(index + desk.writeLimit);
      // Another mailbox may have found meanwhile that marks are dropped.
      const why = signal.aborted ? stopped : creates.length > 0 ? firstCreate.failure : null;
      const group = open.slice(index, index + desk.writeLimit);
      const sent = why === null ? await this.#send(group, rest.slice(0, desk.writeLimit)) : failed(why);
      if (sent.ok) continue;
      // Best effort: what is not withdrawn is looked for in the next run.
      await this.#ledger.withdraw(why === null ? rest : [...group, ...rest]);
      return sent;
    }
    return succeeded(undefined);
  }

  /** `next`: what is sent at once afterwards. */
  async #send(actions: readonly WriteAction[], next: readonly WriteAction[] = []): Promise<Result<void>> {
    const { desk, firstCreate, mailbox, signal } = this.#context;
    const ledger = this.#ledger;
    const nextCreates = next.filter(action => action.kind === 'create');
    const written = await writeGroup(actions, {
      desk,
      agentId: mailbox.agentId,
      announce: creates => ledger.announce(creates),
      record: done => ledger.recordWritten(done, nextCreates),
      refusals: this.#refusals,
      signal,
    });
    if (!written.ok) {
      const { problem } = written;
      return problem.code === 'halo.marks-dropped' ? firstCreate.distrust(problem) : written;
    }
    const marked = await firstCreate.watch(mailbox.agentId, written.value, signal);
    if (!marked.ok) return marked;
    const refused = written.value.filter(each => each.kind === 'failed' && each.action.kind === 'create');
    if (refused.length > 0) {
      const keys = refused.map(each => each.action.key);
      const dropped = await ledger.record({ kind: 'intent-dropped', keys });
      if (!dropped.ok) return dropped;
    }
    for (const each of written.value) {
      if (each.kind === 'failed' || each.kind === 'deferred') ledger.fail(each.action, each.problem);
      if (each.kind !== 'gone') continue;
      const settled = await this.#goneMeanwhile(each.action);
      if (!settled.ok) return settled;
    }
    return succeeded(undefined);
  }

  /** What a person deleted in Halo stays deleted; what was to be adopted, to take another's place or to be removed by us is made instead. */
  async #goneMeanwhile(action: WriteAction): Promise<Result<void>> {
    const { key, uid, keyed, draft, fingerprint } = action;
    const about = { key, uid, keyed, hold: null, reasons: [], proposal: action.proposal };
    if (action.kind !== 'update' || action.link.key !== key || action.link.state === 'removing') {
      const proposal = `create:${fingerprint}`;
      return this.#send([{ ...about, kind: 'create', draft, fingerprint, proposal }]);
    }
    const { link } = action;
    const refreshed = {
      ...this.#ledger.linkAfter(action, link.haloId, ''),
      state: 'deleted-in-halo',
    } as const;
    return this.#ledger.leave({ ...about, kind: 'leave', link, refreshed, reason: 'deleted-in-halo' });
  }
}
