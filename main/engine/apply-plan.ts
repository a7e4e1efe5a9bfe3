/**
 * Carries out what the guard let pass, one effect after the other, each recorded on disk before the next (rule 4). It decides nothing:
 * every action comes from the plan.
 */
import type { Draft } from '../core/appointment.ts';
import { remembered } from '../core/fingerprint.ts';
import type { KeyedEvent } from '../core/identity.ts';
import type { EventKey, JournalEntry, Link, LinkBook } from '../core/link.ts';
import { replay } from '../core/link.ts';
import type { Effect, PlannedAction } from '../core/plan/action.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { AppointmentDesk, LinkStore, MailboxKey } from '../ports.ts';
import type { FirstCreate } from './first-create.ts';
import type { FirstImport } from './first-import.ts';
import { changeOf } from './import-changes.ts';
import type { WriteAction } from './write-group.ts';
import { haloIdOf, writeGroup } from './write-group.ts';

export interface ApplyContext {
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly mailbox: MailboxKey;
  readonly access: string;
  readonly rules: string;
  readonly door: 'appointments' | 'integrator';
  readonly agent: { readonly agentId: number; readonly name: string; readonly email: string };
  readonly firstCreate: FirstCreate;
  readonly firstImport: FirstImport;
  readonly progress: () => void;
  readonly signal: AbortSignal;
}

export interface Applied {
  readonly book: LinkBook;
  readonly done: readonly PlannedAction[];
  /** Halo's ids of what was written. */
  readonly haloIds: ReadonlyMap<EventKey, number>;
  readonly failed: readonly { readonly action: PlannedAction; readonly problem: Problem }[];
  /** Why the rest was not tried; the sync state must not be saved then. */
  readonly stoppedBy: Problem | null;
}

/** The link of an event as it is once Halo holds the draft. */
export function linkFor(
  keyed: KeyedEvent,
  draft: Draft,
  about: Pick<Link, 'haloId' | 'lastModified' | 'fingerprint' | 'access' | 'rules' | 'origin'>,
): Link {
  const { event, key } = keyed;
  const { itemId, changeKey, seriesId, start, end, uid } = event;
  return {
    key,
    uid,
    itemId,
    changeKey,
    seriesId,
    start,
    end,
    values: remembered(draft),
    state: 'live',
    ...about,
  };
}

export async function applyPlan(
  actions: readonly PlannedAction[],
  from: LinkBook,
  context: ApplyContext,
): Promise<Applied> {
  const applier = new PlanApplier(from, context);
  const problem = await applier.run(actions);
  return { ...applier.result(), stoppedBy: problem };
}

class PlanApplier {
  #book: LinkBook;
  readonly #context: ApplyContext;
  readonly #done: PlannedAction[] = [];
  readonly #failed: { action: PlannedAction; problem: Problem }[] = [];
  readonly #haloIds = new Map<EventKey, number>();
  readonly #refusals = { inARow: 0 };

  constructor(book: LinkBook, context: ApplyContext) {
    this.#book = book;
    this.#context = context;
  }

  result(): Omit<Applied, 'stoppedBy'> {
    return { book: this.#book, done: this.#done, haloIds: this.#haloIds, failed: this.#failed };
  }

  /** Null when all actions were tried. */
  async run(actions: readonly PlannedAction[]): Promise<Problem | null> {
    const writes: WriteAction[] = [];
    for (const action of actions) {
      if (this.#context.signal.aborted)
        return { code: 'run.stopped', scope: 'installation', retryable: true };
      let step: Result<void> = succeeded(undefined);
      if (action.kind === 'forget')
        step = await this.#record({ kind: 'unlinked', keys: [action.key] }, [action]);
      else if (action.kind === 'leave') step = await this.#leave(action);
      else if (action.kind === 'adopt' && action.changed.length === 0) step = await this.#adopt(action);
      else if (action.kind !== 'remove') writes.push(action);
      if (!step.ok) return step.problem;
    }
    // What lives on is written before anything is removed, and creations come last.
    const rest = writes.filter(action => action.kind !== 'create');
    const creates = writes.filter(action => action.kind === 'create');
    const removes = actions.filter(action => action.kind === 'remove');
    const written = removes.length === 0 ? await this.#write([...rest, ...creates]) : await this.#write(rest);
    if (!written.ok) return written.problem;
    for (const action of removes) {
      if (this.#context.signal.aborted)
        return { code: 'run.stopped', scope: 'installation', retryable: true };
      const removed = await this.#remove(action);
      if (!removed.ok) return removed.problem;
    }
    const created = removes.length === 0 ? succeeded(undefined) : await this.#write(creates);
    return created.ok ? null : created.problem;
  }

  async #record(entry: JournalEntry, actions: readonly PlannedAction[]): Promise<Result<void>> {
    const recorded = await this.#context.store.append(this.#context.mailbox, entry);
    if (!recorded.ok) return recorded;
    this.#book = replay(this.#book, [entry]);
    this.#done.push(...actions);
    this.#context.progress();
    return succeeded(undefined);
  }

  /** A link that is only refreshed needs no journal line: losing it loses nothing. One that changes its key or state does. */
  async #leave(action: Extract<PlannedAction, { kind: 'leave' }>): Promise<Result<void>> {
    const { link, refreshed } = action;
    if (refreshed.key !== link.key)
      return this.#record({ kind: 'rekeyed', from: link.key, link: refreshed }, [action]);
    if (refreshed.state !== link.state) return this.#record({ kind: 'linked', links: [refreshed] }, [action]);
    this.#book = replay(this.#book, [{ kind: 'linked', links: [refreshed] }]);
    this.#done.push(action);
    return succeeded(undefined);
  }

  async #adopt(action: Extract<PlannedAction, { kind: 'adopt' }>): Promise<Result<void>> {
    const link = this.#linkAfter(action, action.appointment.id, action.appointment.lastModified);
    this.#haloIds.set(action.key, action.appointment.id);
    return this.#record({ kind: 'linked', links: [link] }, [action]);
  }

  #linkAfter(action: WriteAction, haloId: number | null, lastModified: string): Link {
    const { access, rules } = this.#context;
    const origin =
      action.kind === 'create' ? 'created' : action.kind === 'adopt' ? 'adopted' : action.link.origin;
    const { fingerprint } = action;
    return linkFor(action.keyed, action.draft, { haloId, lastModified, fingerprint, access, rules, origin });
  }

  async #remove(action: Extract<PlannedAction, { kind: 'remove' }>): Promise<Result<void>> {
    const { haloId } = action.link;
    if (this.#context.door === 'integrator') return this.#change(action);
    if (haloId !== null) {
      const removed = await this.#context.desk.remove(haloId, this.#context.signal);
      if (!removed.ok) {
        // An unknown effect is no danger here: the next run finds the appointment gone, or removes it.
        if (removed.problem.code !== 'halo.rejected') return removed;
        this.#failed.push({ action, problem: { ...removed.problem, scope: 'item' } });
        return succeeded(undefined);
      }
    }
    return this.#record({ kind: 'unlinked', keys: [action.key] }, [action]);
  }

  async #write(actions: readonly WriteAction[]): Promise<Result<void>> {
    const { desk, firstCreate, signal } = this.#context;
    if (this.#context.door === 'integrator') return this.#changeAll(actions);
    const first = actions.find(action => action.kind === 'create');
    if (first !== undefined && firstCreate.isOpen()) {
      const proven = await firstCreate.prove(
        this.#context.mailbox.agentId,
        first,
        this.#book.links.values(),
        alone => this.#send([alone]),
        signal,
      );
      if (!proven.ok) return proven;
    }
    const open = actions.filter(
      action => !this.#haloIds.has(action.key) && !this.#failed.some(each => each.action === action),
    );
    for (let index = 0; index < open.length; index += desk.writeLimit) {
      if (signal.aborted) return failed({ code: 'run.stopped', scope: 'installation', retryable: true });
      const sent = await this.#send(open.slice(index, index + desk.writeLimit));
      if (!sent.ok) return sent;
    }
    return succeeded(undefined);
  }

  async #changeAll(actions: readonly WriteAction[]): Promise<Result<void>> {
    const { desk, agent, firstImport, signal } = this.#context;
    const send = async (action: WriteAction) => {
      const sent = await this.#change(action);
      return sent.ok ? succeeded(this.#done.includes(action)) : sent;
    };
    const proven = await firstImport.prove(actions, { desk, agent, signal, send });
    if (!proven.ok) return proven;
    const tried = new Set<PlannedAction>([...this.#done, ...this.#failed.map(each => each.action)]);
    for (const action of actions) {
      if (tried.has(action)) continue;
      if (signal.aborted) return failed({ code: 'run.stopped', scope: 'installation', retryable: true });
      const imported = await this.#change(action);
      if (!imported.ok) return imported;
    }
    return succeeded(undefined);
  }

  /** A lost answer is repeated by the next run: Halo recognises the item by its id. */
  async #change(action: Effect): Promise<Result<void>> {
    const { desk, agent, signal } = this.#context;
    const moved =
      action.kind === 'update' && action.link.itemId !== action.keyed.event.itemId ? action.link : null;
    if (moved !== null) {
      // Halo knows this appointment by an id that Exchange has given up: the old one goes before the new one comes.
      const { itemId: entryId, changeKey } = moved;
      const who = { id: agent.agentId, name: agent.name, email: agent.email };
      const old = await desk.importChange(
        { kind: 'delete', agent: who, entryId, changeKey, item: null },
        signal,
      );
      if (!old.ok) return old;
    }
    const sent = await desk.importChange(changeOf(action, agent), signal);
    if (!sent.ok) {
      if (sent.problem.code !== 'halo.rejected') return sent;
      this.#failed.push({ action, problem: { ...sent.problem, scope: 'item' } });
      return succeeded(undefined);
    }
    if (action.kind === 'remove') return this.#record({ kind: 'unlinked', keys: [action.key] }, [action]);
    return this.#recordWritten([{ action, haloId: null, lastModified: '' }]);
  }

  async #send(actions: readonly WriteAction[]): Promise<Result<void>> {
    const { desk, mailbox, signal } = this.#context;
    const written = await writeGroup(actions, {
      desk,
      agentId: mailbox.agentId,
      announce: async creates => {
        if (creates.length === 0) return succeeded(undefined);
        const intents = creates.map(action => ({
          key: action.key,
          mark: action.draft.marks.mark,
          link: this.#linkAfter(action, null, ''),
        }));
        return this.#record({ kind: 'intent', intents }, []);
      },
      record: done => this.#recordWritten(done),
      refusals: this.#refusals,
      signal,
    });
    if (!written.ok) return written;
    const refused = written.value.filter(each => each.kind === 'failed' && each.action.kind === 'create');
    if (refused.length > 0) {
      const dropped = await this.#record(
        { kind: 'intent-dropped', keys: refused.map(each => each.action.key) },
        [],
      );
      if (!dropped.ok) return dropped;
    }
    for (const each of written.value) {
      if (each.kind === 'failed' || each.kind === 'deferred')
        this.#failed.push({ action: each.action, problem: each.problem });
      if (each.kind !== 'gone') continue;
      const settled = await this.#goneMeanwhile(each.action);
      if (!settled.ok) return settled;
    }
    return succeeded(undefined);
  }

  /** What a person deleted in Halo stays deleted; what was only to be adopted is made instead. */
  async #goneMeanwhile(action: WriteAction): Promise<Result<void>> {
    const { key, uid, keyed, draft, fingerprint } = action;
    const about = { key, uid, keyed, hold: null, reasons: [], proposal: action.proposal };
    if (action.kind !== 'update')
      return this.#send([
        { ...about, kind: 'create', draft, fingerprint, proposal: `create:${fingerprint}` },
      ]);
    const { link } = action;
    const refreshed = { ...this.#linkAfter(action, link.haloId, ''), state: 'deleted-in-halo' } as const;
    return this.#leave({ ...about, kind: 'leave', link, refreshed, reason: 'deleted-in-halo' });
  }

  async #recordWritten(
    done: readonly { action: WriteAction; haloId: number | null; lastModified: string }[],
  ): Promise<Result<void>> {
    if (done.length === 0) return succeeded(undefined);
    for (const { action, haloId, lastModified } of done) {
      const link = this.#linkAfter(action, haloId, lastModified);
      const rekeyed = action.kind === 'update' && action.link.key !== link.key;
      if (!rekeyed) continue;
      const recorded = await this.#record({ kind: 'rekeyed', from: action.link.key, link }, []);
      if (!recorded.ok) return recorded;
    }
    const links = done.map(({ action, haloId, lastModified }) =>
      this.#linkAfter(action, haloId, lastModified),
    );
    for (const { action, haloId } of done)
      if (haloId !== null) this.#haloIds.set(action.key, haloIdOf(action) ?? haloId);
    return this.#record(
      { kind: 'linked', links },
      done.map(each => each.action),
    );
  }
}
