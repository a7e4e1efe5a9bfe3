/**
 * The account of one mailbox while its plan is carried out: each effect goes to the journal on disk before the next one may happen
 * (rule 4), then into the book. It knows what is done and what failed, not what comes next.
 */
import type { Draft, OwnedFieldName } from '../core/appointment.ts';
import { remembered } from '../core/fingerprint.ts';
import type { KeyedEvent } from '../core/identity.ts';
import type { Created, EventKey, JournalEntry, Link, LinkBook, OpenBook } from '../core/link.ts';
import { enter } from '../core/link.ts';
import type { HoldReason, PlannedAction } from '../core/plan/action.ts';
import type { Guarded } from '../core/plan/guard.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { LinkStore, MailboxKey } from '../ports.ts';
import type { WriteAction } from './write-group.ts';
import { haloIdOf } from './write-group.ts';

export interface LedgerContext {
  readonly store: LinkStore;
  readonly mailbox: MailboxKey;
  /** Fingerprints of the access and of the settings under which this run reads and decides. */
  readonly access: string;
  readonly rules: string;
  /** Called after each effect. */
  readonly progress: () => void;
}

export interface WrittenRow {
  readonly action: WriteAction;
  /** Null through the `integrator` door. */
  readonly haloId: number | null;
  readonly lastModified: string;
}

type Held = Guarded['held'][number];

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

/** Halo holds only a part of the draft; the rest it had before. */
function withPartOf(link: Link, before: Link, only: readonly OwnedFieldName[]): Link {
  const written = Object.fromEntries(only.map(name => [name, link.values[name]]));
  const unseen = before.unseen === undefined ? {} : { unseen: before.unseen };
  return { ...link, values: { ...before.values, ...written }, mapped: link.values, ...unseen };
}

/** What one plan has done so far: what it changes counts once it is on disk. */
export class EffectLedger {
  readonly done: PlannedAction[] = [];
  readonly failed: { readonly action: PlannedAction; readonly problem: Problem }[] = [];
  /** Actions that a last look has made a question for a person; nothing was done of them. */
  readonly held: Held[] = [];
  /** Halo's ids of what was written or adopted. */
  readonly haloIds = new Map<EventKey, number>();
  /** Creates whose intent is on disk and whose end is not known yet. */
  readonly #announced = new Set<WriteAction>();
  readonly #book: OpenBook;
  readonly #context: LedgerContext;

  constructor(book: LinkBook, context: LedgerContext) {
    this.#book = { links: new Map(book.links), intents: new Map(book.intents) };
    this.#context = context;
  }

  get book(): LinkBook {
    return this.#book;
  }

  /** Resolves when the entry is on disk; the actions count as done then. */
  async record(entry: JournalEntry, actions: readonly PlannedAction[] = []): Promise<Result<void>> {
    return this.#recordAll([entry], actions);
  }

  async #recordAll(
    entries: readonly JournalEntry[],
    actions: readonly PlannedAction[],
  ): Promise<Result<void>> {
    const recorded = await this.#context.store.append(this.#context.mailbox, ...entries);
    if (!recorded.ok) return recorded;
    for (const entry of entries) enter(this.#book, entry);
    this.done.push(...actions);
    this.#context.progress();
    return succeeded(undefined);
  }

  /** A link that is only refreshed needs no journal line: losing it loses nothing. One that changes its key or state does. */
  async leave(action: Extract<PlannedAction, { kind: 'leave' }>): Promise<Result<void>> {
    const { link, refreshed } = action;
    if (refreshed.key !== link.key)
      return this.record({ kind: 'rekeyed', from: link.key, link: refreshed }, [action]);
    if (refreshed.state !== link.state) return this.record({ kind: 'linked', links: [refreshed] }, [action]);
    enter(this.#book, { kind: 'linked', links: [refreshed] });
    this.done.push(action);
    return succeeded(undefined);
  }

  fail(action: PlannedAction, problem: Problem): void {
    this.failed.push({ action, problem });
  }

  /** Not done after all: a person has to see it first. A link that was announced as about to go is as it was before. */
  async hold(action: PlannedAction, reason: HoldReason): Promise<Result<void>> {
    this.held.push({ action, reason });
    if (action.kind !== 'remove') return succeeded(undefined);
    return this.record({ kind: 'linked', links: [action.link] });
  }

  /** The link of an action as it is once Halo holds its draft. */
  linkAfter(action: WriteAction, haloId: number | null, lastModified: string): Link {
    const { access, rules } = this.#context;
    const origin =
      action.kind === 'create' ? 'created' : action.kind === 'adopt' ? 'adopted' : action.link.origin;
    const { fingerprint } = action;
    const about = { haloId, lastModified, fingerprint, access, rules, origin };
    const link = linkFor(action.keyed, action.draft, about);
    return action.kind === 'update' && action.only !== undefined
      ? withPartOf(link, action.link, action.only)
      : link;
  }

  /** Writes down that these creates are about to be sent, unless that was done along with the group before them. */
  async announce(creates: readonly WriteAction[]): Promise<Result<void>> {
    const announcement = this.#announcementOf(creates);
    if (announcement === null) return succeeded(undefined);
    const recorded = await this.#recordAll([announcement.entry], []);
    if (recorded.ok) announcement.stands();
    return recorded;
  }

  /** Creates that were announced and not sent after all: nothing has to be looked for in Halo. */
  async withdraw(creates: readonly WriteAction[]): Promise<Result<void>> {
    const keys = creates.filter(action => this.#announced.delete(action)).map(action => action.key);
    return keys.length === 0 ? succeeded(undefined) : this.record({ kind: 'intent-dropped', keys });
  }

  #announcementOf(creates: readonly WriteAction[]) {
    const links = new Map(
      creates
        .filter(action => !this.#announced.has(action))
        .map(action => [action, this.linkAfter(action, null, '')]),
    );
    if (links.size === 0) return null;
    const intents = [...links].map(([{ key, draft }, link]) => ({ key, mark: draft.marks.mark, link }));
    const entry: JournalEntry = { kind: 'intent', intents };
    const stands = () => {
      for (const action of links.keys()) this.#announced.add(action);
    };
    return { entry, stands };
  }

  /**
   * Writes down that these appointments are about to be removed. Should the event come back before an answer is known, an appointment
   * that is gone was removed by us and not by a person, and is made again.
   */
  async announceRemovals(
    removals: readonly Extract<PlannedAction, { kind: 'remove' }>[],
  ): Promise<Result<void>> {
    const links = removals.flatMap(({ link }): Link[] =>
      link.haloId === null || link.state === 'removing' ? [] : [{ ...link, state: 'removing' }],
    );
    return links.length === 0 ? succeeded(undefined) : this.record({ kind: 'linked', links });
  }

  /**
   * One journal line per group, and one for each appointment that goes on under a new key. `next`: creates that are sent at once
   * afterwards; they are announced in the same step on the disk, so that each group waits for it once.
   */
  async recordWritten(rows: readonly WrittenRow[], next: readonly WriteAction[] = []): Promise<Result<void>> {
    if (rows.length === 0) return succeeded(undefined);
    const links: Link[] = [];
    const created: Created[] = [];
    for (const { action, haloId, lastModified } of rows) {
      if (this.#announced.delete(action)) {
        created.push({ key: action.key, haloId, lastModified });
        continue;
      }
      const link = this.linkAfter(action, haloId, lastModified);
      links.push(link);
      if (action.kind !== 'update' || action.link.key === link.key) continue;
      const recorded = await this.record({ kind: 'rekeyed', from: action.link.key, link });
      if (!recorded.ok) return recorded;
    }
    for (const { action, haloId } of rows) {
      if (haloId !== null) this.haloIds.set(action.key, haloIdOf(action) ?? haloId);
    }
    const actions = rows.map(row => row.action);
    const entry: JournalEntry = { kind: 'linked', links, ...(created.length > 0 && { created }) };
    const announcement = this.#announcementOf(next);
    if (announcement === null) return this.record(entry, actions);
    const recorded = await this.#recordAll([entry, announcement.entry], actions);
    if (recorded.ok) announcement.stands();
    return recorded;
  }
}
