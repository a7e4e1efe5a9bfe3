/**
 * What a mailbox holds: calendar items as data, and how the verbs name their values. No behaviour.
 * Instants are milliseconds since the epoch; days are numbers of days (recurrence.ts).
 */
import type { Instance } from './instances.ts';
import type { DaySequence, Recurrence } from './recurrence.ts';
import type { Zone, ZoneDefinition } from './zone.ts';

export type Sensitivity = 'Normal' | 'Personal' | 'Private' | 'Confidential';
export type FreeBusy = 'Free' | 'Tentative' | 'Busy' | 'OOF' | 'WorkingElsewhere' | 'NoData';
export type ResponseType =
  | 'Unknown'
  | 'Organizer'
  | 'Tentative'
  | 'Accept'
  | 'Decline'
  | 'NoResponseReceived';
export type AttendeeKind = 'required' | 'optional' | 'resource';
export type ItemKind = 'Single' | 'Occurrence' | 'Exception' | 'RecurringMaster';
export type BodyType = 'HTML' | 'Text';

export interface Attendee {
  readonly address: string;
  readonly name: string;
  readonly kind: AttendeeKind;
  /** Default Unknown. */
  readonly response?: ResponseType;
}

export interface Person {
  readonly address: string;
  readonly name: string;
}

/** A named or tagged property; `key` is its identity, the others are what the wire says of it. */
export interface ExtendedPath {
  readonly key: string;
  readonly attributes: readonly (readonly [string, string])[];
}

export interface ExtendedValue {
  readonly path: ExtendedPath;
  readonly values: readonly string[];
  readonly multiple: boolean;
}

/**
 * What `book` takes. Times are local wall time ('YYYY-MM-DDTHH:mm:ss') in `timeZone`, or instants ending in Z.
 * All-day items begin and end at midnight of their zone (`end` is the day after the last one; dates alone are enough).
 */
export interface Booking {
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  /** Windows id or an own definition; default: the mailbox's. */
  readonly timeZone?: string | ZoneDefinition;
  /** Default: `timeZone`. Changes only what StartTimeZone and EndTimeZone say, not how times are read. */
  readonly endTimeZone?: string | ZoneDefinition;
  readonly allDay?: boolean;
  readonly location?: string;
  readonly body?: string;
  readonly bodyType?: BodyType;
  readonly sensitivity?: Sensitivity;
  readonly freeBusy?: FreeBusy;
  readonly categories?: readonly string[];
  readonly importance?: 'Low' | 'Normal' | 'High';
  readonly attendees?: readonly Attendee[];
  /** Default: the mailbox itself. */
  readonly organizer?: Person;
  /** Default: Organizer when the mailbox organizes, else NoResponseReceived. */
  readonly myResponse?: ResponseType;
  /** Default: there are attendees or another organizer. */
  readonly isMeeting?: boolean;
  readonly isCancelled?: boolean;
  readonly uid?: string;
  /** 'YYYY-MM-DD': this is one occurrence of a series to which the mailbox was not invited as a whole. */
  readonly instanceDate?: string;
  readonly recurrence?: Recurrence;
  readonly reminderMinutes?: number | null;
  readonly itemClass?: string;
  /** Named String properties: {setId, name, value}. */
  readonly extended?: readonly { readonly setId: string; readonly name: string; readonly value: string }[];
}

export type BookingChange = Partial<Omit<Booking, 'uid' | 'instanceDate'>>;

/** The values that an exception may hold of its own. */
export interface Content {
  readonly subject: string;
  readonly location: string;
  readonly body: string;
  readonly bodyType: BodyType;
  readonly sensitivity: Sensitivity;
  readonly freeBusy: FreeBusy;
  readonly categories: readonly string[];
  readonly importance: 'Low' | 'Normal' | 'High';
  readonly attendees: readonly Attendee[];
  readonly organizer: Person;
  readonly myResponse: ResponseType;
  readonly isMeeting: boolean;
  readonly isCancelled: boolean;
  readonly allDay: boolean;
  /** Minutes before the start, null without a reminder. */
  readonly reminderMinutes: number | null;
  readonly extended: ReadonlyMap<string, ExtendedValue>;
}

export interface OccurrenceChange {
  readonly start: number;
  readonly end: number;
  readonly content: Partial<Content>;
  readonly modified: number;
}

export interface StoredItem {
  readonly id: string;
  readonly counter: number;
  readonly uid: string;
  readonly instanceDate: string | undefined;
  readonly itemClass: string;
  readonly created: number;
  /** Sync versions: when it came into this folder, and when it last changed as sync tells. */
  readonly createdVersion: number;
  syncVersion: number;
  changeKey: string;
  modified: number;
  modifiedBy: string;
  sequence: number;
  content: Content;
  /** Of a series: those of the first occurrence. */
  start: number;
  end: number;
  zone: Zone;
  endZone: Zone;
  series: Series | undefined;
  /** The item, master or occurrences as shown; emptied at every change. */
  readonly shown: Map<number | 'self', Instance>;
}

export interface Series {
  readonly recurrence: Recurrence;
  readonly days: DaySequence;
  /** Milliseconds after local midnight of the day. */
  readonly startOffset: number;
  readonly endOffset: number;
  readonly changes: Map<number, OccurrenceChange>;
  readonly removed: Set<number>;
}
