/**
 * What waits for its way to Exchange, and what is remembered of it. One entry for each appointment, so the order within an appointment
 * is kept by itself: whatever was heard of it, what Halo holds when its turn comes is what counts. `enterOutbound` is the one place
 * that says what a record means; the store and the engine both use it.
 */
import type { OwnedFields, When } from '../appointment.ts';
import type { Instant } from '../event.ts';
import type { Problem } from '../problem.ts';
import { assertNever } from '../problem.ts';
import type { UnseenTexts } from './unseen-texts.ts';

/** Who told of the change. */
export type HeardBy = 'nudge' | 'poll' | 'import' | 'confirmation' | 'by-hand';

/** Why an appointment is not written to Exchange until somebody changes it or the settings. Words for each are in the contract. */
export const outboundRefusals = [
  'several-agents',
  'became-a-task',
  'agent-not-synced',
  'type-not-sent',
  'series-code-unknown',
  'series-incomplete',
  'refused-by-exchange',
  'fought-over',
] as const;
export type OutboundRefusal = (typeof outboundRefusals)[number];

/** Why a person is asked first. Words for each are in the contract. */
export const outboundHolds = ['not-made-by-us', 'changed-in-exchange', 'many-removals'] as const;
export type OutboundHold = (typeof outboundHolds)[number];

export type EntryState =
  | { readonly kind: 'waiting' }
  /** Something that passes went wrong; `tries` so far. */
  | { readonly kind: 'resting'; readonly until: Instant; readonly tries: number; readonly problem: Problem }
  /** Nothing is tried until the appointment changes again or a person says so. */
  | {
      readonly kind: 'parked';
      readonly reason: OutboundRefusal;
      readonly facts?: Readonly<Record<string, string | number>>;
      readonly lastModified: string;
    }
  /** A person is asked whether the event is to be removed from Exchange. */
  | { readonly kind: 'held'; readonly reason: OutboundHold; readonly proposal: string };

/** A create that was about to be sent to Exchange: nobody knows whether it arrived until its mark was looked for. */
export interface OutboundIntent {
  readonly mark: string;
  readonly agentId: number;
  readonly address: string;
  /** What both sides have in common once it has arrived, each as a link remembers it. */
  readonly values: OwnedFields;
  readonly mapped: OwnedFields;
  /** Hash of the pattern of a series; '' for a single. */
  readonly pattern: string;
}

/** What a person knows an appointment by, as Halo last held it. */
export interface AboutAppointment {
  readonly when: When;
  /** Null: private. */
  readonly subject: string | null;
}

export interface OutboundEntry {
  /** Id of the appointment in Halo; unique in the queue. */
  readonly haloId: number;
  /** Its agent as far as it was told; null for a nudge that named only the id. */
  readonly agentId: number | null;
  /** When the oldest change that is not yet in Exchange was heard of. */
  readonly since: Instant;
  readonly heard: HeardBy;
  /** Counts what was heard: more than when work on it began means that it has to be looked at again. */
  readonly count: number;
  readonly state: EntryState;
  readonly intent: OutboundIntent | null;
  /** A person has allowed the removal that this text proposes. */
  readonly approved: string | null;
  /** Agents in whose calendars an import met it: an event with its mark, or a link that it could not decide about. Absent: none. */
  readonly metBy?: readonly number[];
  /** The event that we were about to remove: when it is gone, that was our hand. Absent: none. */
  readonly removing?: string;
  /** Absent until it was read in Halo. */
  readonly about?: AboutAppointment;
}

/** The tie of a recurring master in Halo to its series in Exchange. The import knows nothing of it: it only sees the occurrences. */
export interface SeriesTie {
  readonly haloId: number;
  readonly agentId: number;
  readonly address: string;
  readonly itemId: string;
  readonly uid: string;
  /** Halo's `last_modified` when both sides last agreed. */
  readonly lastModified: string;
  /** The owned fields of the master when both sides last agreed, as a link remembers them. */
  readonly values: OwnedFields;
  /** What the import's mapping made of its master in Exchange then. */
  readonly mapped: OwnedFields;
  /** Texts of that master that Halo is not shown. */
  readonly unseen?: UnseenTexts;
  /** Hash of the pattern, range and zone. */
  readonly pattern: string;
}

/** How far the list of recent changes was read. */
export interface Watermark {
  /** The newest `last_modified` when this was first looked at: what is older is sent only when it changes. */
  readonly begun: string;
  /** The newest `last_modified` of the last complete look, as Halo says it; '' before the first. */
  readonly newest: string;
  /** `id lastModified` of what was seen within the overlap, so that it counts once. */
  readonly seen: readonly string[];
}

export type OutboundRecord =
  | { readonly kind: 'entries'; readonly entries: readonly OutboundEntry[] }
  /** In Exchange, nothing to do, or given up by a person. */
  | { readonly kind: 'done'; readonly haloId: number; readonly at: Instant; readonly wrote: boolean }
  | { readonly kind: 'watermark'; readonly watermark: Watermark }
  | { readonly kind: 'confirmed'; readonly at: Instant }
  | { readonly kind: 'series'; readonly tie: SeriesTie }
  | { readonly kind: 'series-gone'; readonly haloId: number };

export interface OutboundMemory {
  readonly entries: ReadonlyMap<number, OutboundEntry>;
  readonly series: ReadonlyMap<number, SeriesTie>;
  readonly watermark: Watermark | null;
  /** When all links were last compared with Halo; null: never. */
  readonly confirmedAt: Instant | null;
  /** When something was last written to Exchange; null: never. */
  readonly lastWrite: Instant | null;
}

export interface OpenOutboundMemory {
  entries: Map<number, OutboundEntry>;
  series: Map<number, SeriesTie>;
  watermark: Watermark | null;
  confirmedAt: Instant | null;
  lastWrite: Instant | null;
}

export function emptyOutbound(): OpenOutboundMemory {
  return { entries: new Map(), series: new Map(), watermark: null, confirmedAt: null, lastWrite: null };
}

/** What one record means. Entering it twice changes nothing. */
export function enterOutbound(memory: OpenOutboundMemory, record: OutboundRecord): void {
  switch (record.kind) {
    case 'entries':
      for (const entry of record.entries) memory.entries.set(entry.haloId, entry);
      break;
    case 'done':
      memory.entries.delete(record.haloId);
      if (record.wrote) memory.lastWrite = record.at;
      break;
    case 'watermark':
      memory.watermark = record.watermark;
      break;
    case 'confirmed':
      memory.confirmedAt = record.at;
      break;
    case 'series':
      memory.series.set(record.tie.haloId, record.tie);
      break;
    case 'series-gone':
      memory.series.delete(record.haloId);
      break;
    default:
      assertNever(record);
  }
}
