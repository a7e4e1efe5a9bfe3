/**
 * What is remembered of one (agent, mailbox): links, decisions, holds, and the journal entries from which they can be rebuilt.
 * `enter` is the one place that says what an entry means; the store and the engine both use it.
 */
import type { OwnedFields } from './appointment.ts';
import type { Instant } from './event.ts';
import type { UnseenTexts } from './outbound/unseen-texts.ts';
import { assertNever } from './problem.ts';

/** UID + original date in the series' own zone (+ copy number), as `core/identity.ts` makes it. Unique within (agent, mailbox). */
export type EventKey = string;

/** The tie event <-> appointment. */
export interface Link {
  readonly key: EventKey;
  readonly uid: string;
  readonly itemId: string;
  readonly changeKey: string;
  /** ItemId of the recurring master; null for a single. */
  readonly seriesId: string | null;
  /** Halo's id; null through the `integrator` door, where Halo maps and does not tell. */
  readonly haloId: number | null;
  /** Halo's `last_modified` after our last write; '' when unknown. */
  readonly lastModified: string;
  /** The last common value of every owned field; texts of private appointments are hashed. */
  readonly values: OwnedFields;
  /**
   * What the import made of the event when both sides last agreed, remembered like `values`. Only where that differs from `values`
   * because the appointment was made or changed in Halo: the import then writes what changed against this, and nothing else.
   */
  readonly mapped?: OwnedFields;
  /** Texts of the event that Halo is not shown, when both sides last agreed. Only of what was made in Halo. */
  readonly unseen?: UnseenTexts;
  readonly fingerprint: string;
  /** Start and end in Exchange at the last read. */
  readonly start: Instant;
  readonly end: Instant;
  /** Under which access (account, method, folder) it was read: rule 1 asks for the same one before a removal. */
  readonly access: string;
  /** Fingerprint of the filter and mapping settings under which it was decided. */
  readonly rules: string;
  /**
   * `deleted-in-halo`: somebody removed the appointment by hand; it stays deleted. `removing`: we were about to remove it; when it is
   * gone, that was our hand.
   */
  readonly state: 'live' | 'removing' | 'deleted-in-halo';
  /** How they became a pair; `sent`: the appointment was made in Halo and we made its event in Exchange. */
  readonly origin: 'created' | 'adopted' | 'sent';
}

export type Verdict = 'imported' | 'skipped' | 'held' | 'failed';

/** The last verdict on an event of the window, kept for trace and to know an unchanged row again. */
export interface Decision {
  readonly key: EventKey;
  readonly itemId: string;
  readonly seriesId: string | null;
  /** Hash of the cheap fields of the view row. */
  readonly rowHash: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly verdict: Verdict;
  /** From the closed list in `core/decide.ts` and `core/plan.ts`, e.g. `free-time`, `created`, `guard-removals`. */
  readonly reason: string;
  readonly at: Instant;
}

/** An action that the guard parked. Known by agent + event key, so it does not multiply. */
export interface Hold {
  readonly key: EventKey;
  readonly action: 'create' | 'update' | 'remove' | 'adopt';
  /** Why it was parked: closed list in `core/guard.ts`. */
  readonly reason: string;
  readonly since: Instant;
  /** `kept`: a person said leave it; remembered until the event changes. `approved`: planned again on a fresh read. */
  readonly state: 'waiting' | 'kept' | 'approved';
  /** What exactly was proposed; another proposal is another question. */
  readonly proposal: string;
  readonly itemId: string;
  readonly seriesId: string | null;
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * A create that was about to be sent. If no `linked` follows, nobody knows whether Halo has it: Halo is asked for the mark before
 * anything else is done in the mailbox (rule 3).
 */
export interface Intent {
  readonly key: EventKey;
  readonly mark: string;
  /** The link as it would be, without Halo's id. */
  readonly link: Link;
}

/** What Halo said of an appointment that an intent announced. */
export interface Created {
  readonly key: EventKey;
  /** Null through the `integrator` door. */
  readonly haloId: number | null;
  readonly lastModified: string;
}

export interface LinkBook {
  readonly links: ReadonlyMap<EventKey, Link>;
  readonly intents: ReadonlyMap<EventKey, Intent>;
}

export type JournalEntry =
  | { readonly kind: 'intent'; readonly intents: readonly Intent[] }
  /** `created`: creates whose intent came before are in Halo now; the rest of their links stands there. */
  | { readonly kind: 'linked'; readonly links: readonly Link[]; readonly created?: readonly Created[] }
  | { readonly kind: 'unlinked'; readonly keys: readonly EventKey[] }
  /** The same appointment under a new key: a series was edited, a single became a series. */
  | { readonly kind: 'rekeyed'; readonly from: EventKey; readonly link: Link }
  | { readonly kind: 'intent-dropped'; readonly keys: readonly EventKey[] };

export const emptyBook: LinkBook = { links: new Map(), intents: new Map() };

/** A book that is being written in. */
export interface OpenBook {
  readonly links: Map<EventKey, Link>;
  readonly intents: Map<EventKey, Intent>;
}

/** What one entry means: the only place that says so. Entering it twice changes nothing. */
export function enter(book: OpenBook, entry: JournalEntry): void {
  const { links, intents } = book;
  switch (entry.kind) {
    case 'intent':
      for (const intent of entry.intents) intents.set(intent.key, intent);
      break;
    case 'linked':
      for (const link of entry.links) {
        links.set(link.key, link);
        intents.delete(link.key);
      }
      for (const { key, haloId, lastModified } of entry.created ?? []) {
        const intent = intents.get(key);
        // Entered before: its link is there.
        if (intent === undefined) continue;
        links.set(key, { ...intent.link, haloId, lastModified });
        intents.delete(key);
      }
      break;
    case 'unlinked':
      for (const key of entry.keys) links.delete(key);
      break;
    case 'rekeyed':
      links.delete(entry.from);
      links.set(entry.link.key, entry.link);
      break;
    case 'intent-dropped':
      for (const key of entry.keys) intents.delete(key);
      break;
    default:
      assertNever(entry);
  }
}

/** Image + journal = the state after the last recorded effect. */
export function replay(book: LinkBook, entries: readonly JournalEntry[]): LinkBook {
  const open: OpenBook = { links: new Map(book.links), intents: new Map(book.intents) };
  for (const entry of entries) enter(open, entry);
  return open;
}
