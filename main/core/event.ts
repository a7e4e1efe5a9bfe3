/**
 * What Exchange holds, in our words. Produced by the Exchange adapter, read by everything else.
 * All oddities of EWS end before this type; nothing here knows XML.
 */
import type { ZoneRules } from './zone.ts';

/** A moment: ISO 8601, UTC, whole seconds, e.g. `2026-03-29T08:00:00Z`. Compares as text. */
export type Instant = string;

/** A calendar date without time or zone: `2026-03-29`. Compares as text. */
export type DateText = string;

export type FreeBusy = 'free' | 'tentative' | 'busy' | 'out-of-office' | 'elsewhere' | 'unknown';
export type Sensitivity = 'normal' | 'personal' | 'private' | 'confidential';
export type MeetingResponse = 'unknown' | 'organizer' | 'tentative' | 'accepted' | 'declined' | 'none';

export interface Person {
  readonly name: string;
  readonly address: string;
}

export interface Attendee extends Person {
  readonly kind: 'required' | 'optional' | 'resource';
}

/** The fields that a calendar view gives cheaply; strings may be cut at 255 characters there. */
export interface ViewRow {
  /** EWS ItemId: a cache, not a key; changes when the item is moved or a series is made anew. */
  readonly itemId: string;
  /** EWS ChangeKey: a hint; occurrences share their master's. */
  readonly changeKey: string;
  /** EWS UID, or the hex of CleanGlobalObjectId where there is none. Never parsed. Null when the row has neither. */
  readonly uid: string | null;
  readonly kind: 'single' | 'occurrence' | 'exception';
  readonly start: Instant;
  readonly end: Instant;
  readonly allDay: boolean;
  readonly subject: string;
  readonly location: string;
  readonly freeBusy: FreeBusy;
  readonly sensitivity: Sensitivity;
  readonly categories: readonly string[];
  readonly isCancelled: boolean;
  readonly isMeeting: boolean;
  readonly myResponse: MeetingResponse;
  /**
   * The mark that we gave the item when we made it in Exchange for an appointment of Halo; its occurrences show it too, and so does a copy
   * that a person makes of it. Absent: none.
   */
  readonly sentMark?: string;
}

/** A changed or deleted date in a master's own lists. */
export interface OccurrenceRef {
  readonly itemId: string;
  readonly originalStart: Instant;
  readonly start: Instant;
  readonly end: Instant;
}

/** One item as GetItem gives it in full. */
export interface CalendarItem extends Omit<ViewRow, 'uid' | 'kind'> {
  readonly uid: string;
  readonly kind: 'single' | 'occurrence' | 'exception' | 'master';
  /**
   * The start this occurrence or exception had by the pattern (EWS OriginalStart, else RecurrenceId).
   * A single has it only when it is a lone invited occurrence of somebody else's series. Null otherwise.
   */
  readonly originalStart: Instant | null;
  /** The zone in which the item was made: all-day dates and occurrence dates are read in it. */
  readonly zone: ZoneRules;
  /** Plain text; '' when there is none. */
  readonly body: string;
  readonly organizer: Person | null;
  readonly attendees: readonly Attendee[];
  readonly lastModified: Instant | null;
  /** Masters only, else empty. */
  readonly modifiedOccurrences: readonly OccurrenceRef[];
  readonly deletedOccurrenceStarts: readonly Instant[];
}

/** One appointment-like thing to be decided on: a single, an occurrence or an exception, in full. Never a master. */
export interface CalendarEvent
  extends Omit<CalendarItem, 'kind' | 'modifiedOccurrences' | 'deletedOccurrenceStarts'> {
  readonly kind: 'single' | 'occurrence' | 'exception';
  /** ItemId of the recurring master; null for a single. */
  readonly seriesId: string | null;
}

/** What a calendar view listed. */
export interface ViewListing {
  readonly rows: readonly ViewRow[];
  /** Ids of rows without a kind or a date that there is: events all the same, told and asked for instead of left out (rule 12). */
  readonly unusable: readonly string[];
  /** Rows that have not even an id. */
  readonly nameless: number;
}

/** What SyncFolderItems brought, read to its end. Moves inside the mailbox are a removal and a new id. */
export interface ChangeFeed {
  /** Ids of created and updated items (singles and masters), each once. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Opaque; to be saved only when all that it brought is applied or recorded as pending (rule 4). */
  readonly state: string;
}

/** The answer to one asked id. */
export type ItemAnswer =
  | { readonly id: string; readonly kind: 'found'; readonly item: CalendarItem }
  | { readonly id: string; readonly kind: 'gone'; readonly proof: 'not-found' | 'occurrence-deleted' }
  | { readonly id: string; readonly kind: 'unreadable'; readonly responseCode: string };
