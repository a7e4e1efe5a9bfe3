/**
 * What is not known of a real Halo, as named switches with the likely value as default. Data only: each switch is read
 * where the behaviour is.
 */

import type { ScheduleCodes } from './schedule-codes.ts';
import { ownCodes } from './schedule-codes.ts';

/** The Exchange marks that a client may set on an appointment. */
export type ExchangeMark =
  | 'entryid'
  | 'changekey'
  | 'exchange_uid'
  | 'exchangemailboxfqdn'
  | 'calendar_id'
  | 'recurring_master_id';

export const exchangeMarks: readonly ExchangeMark[] = [
  'entryid',
  'changekey',
  'exchange_uid',
  'exchangemailboxfqdn',
  'calendar_id',
  'recurring_master_id',
];

/** The body of an error answer. */
export type ErrorShape = 'result-code' | 'class-name' | 'message' | 'error' | 'text' | 'empty';

/** Every switch; the default of each is in `likelyDialect`. */
export interface HaloDialect {
  /** What POST /Appointment answers: all rows, only the first, or `{record_count, appointments}`. Default `array`. */
  postAnswer: 'array' | 'first-object' | 'envelope';
  /** Lists: an envelope only with `pageinate=true` (default), or one shape always. */
  listShape: 'by-pageinate' | 'always-array' | 'always-envelope';
  /** Most rows of one list answer, whatever is asked. Default 100. */
  pageCap: number;
  /** Rows of a page when `pageinate` comes without `page_size`. Default 50. */
  pageDefault: number;
  /** Lists show deleted rows without `includedeleted`. Default false. */
  listsShowDeleted: boolean;
  /** How a deleted row differs in JSON: not at all (default), by an extra `deleted: true`, or by withdrawn `_can…` rights. */
  deletedMark: 'none' | 'deleted-true' | 'no-rights';
  /** GET of a deleted appointment. Default `404`. */
  getDeleted: '404' | 'row';
  /** POST with the id of a deleted appointment: 400 (default), it lives again, or it is changed and stays deleted. */
  postDeleted: 'refused' | 'revives' | 'stays-deleted';
  /** A refused element of a POST: the ones before it are stored (default), or none of the array. */
  arrayRefusal: 'earlier-stored' | 'none-stored';
  /** Which marks survive storing. Default all. */
  marksKept: readonly ExchangeMark[];
  /** Which rows a `start_date`/`end_date` window shows: those touching it (default), starting in it, or wholly in it. */
  windowRule: 'overlap' | 'starts-inside' | 'inside';
  /** Recurring masters are in lists unless `excluderecurringmaster`. Default true. */
  mastersInLists: boolean;
  /** Dates in answers: without an offset (default) or with Z. */
  dateForm: 'plain' | 'with-z';
  /** The end of an all-day appointment in answers: as sent (default), the next midnight, or `…_only` dates besides. */
  allDayForm: 'inclusive' | 'exclusive-end' | 'date-only-fields';
  /** The server's offset from UTC in minutes; matters only when `Control.useutcforappointments` is false. Default 60. */
  serverOffsetMinutes: number;
  /** Without `_force: true` an overlap with another appointment of the agent is refused. Default true. */
  overlapRefusal: boolean;
  /** The import door knows an item again by its item id. Default true. */
  recognisesImportByItemId: boolean;
  /** What the import door answers: the change itself (default), the appointment, or nothing. */
  importAnswer: 'change' | 'appointment' | 'empty';
  /** A posted appointment that carries an `entryid` already: the exchange module leaves it (default), or makes a second item. */
  pushOfMarked: 'left' | 'creates-again';
  /** When a write mails somebody: if `inform_…` was set (default), unless both were set to false, or always. */
  mailsOnWrite: 'when-asked' | 'unless-forbidden' | 'always';
  /** Texts longer than their column are cut (default) or the write is refused. */
  longTexts: 'cut' | 'refused';
  /** Trailing blanks of texts are trimmed. Default false. */
  trimsTrailingBlanks: boolean;
  /** `note` comes back as sent (default) or as HTML. */
  noteKept: 'as-sent' | 'html';
  /** The body of refusals. Default `result-code`. */
  errorShape: ErrorShape;
  /** A 429 carries Retry-After. Default true. */
  retryAfter: boolean;
  /** Lists obey `order` and `orderdesc` (default), or come by id whatever is asked. */
  listOrder: 'as-asked' | 'by-id';
  /** `agents=0` in lists means everybody (default), or an agent whom nobody is. No `agents` at all means everybody. */
  agentZero: 'everybody' | 'nobody';
  /** Lists obey `includedeleted`. Default true. */
  obeysIncludeDeleted: boolean;
  /** Fields of a write that are taken and not kept, without a word. Default none. */
  fieldsDropped: readonly string[];
  /** `last_modified` is kept to the millisecond (default) or to the second. */
  lastModifiedTo: 'millisecond' | 'second';
  /** Rows that answer a write show `last_modified`. Default true. */
  postTellsLastModified: boolean;
  /** The numbers in schedules. Default `ownCodes`. */
  scheduleCodes: ScheduleCodes;
  /** `weeklyrecurrencestring` lists English names (default) or numbers. */
  weekDayWords: 'names' | 'numbers';
}

export const likelyDialect: Readonly<HaloDialect> = {
  postAnswer: 'array',
  listShape: 'by-pageinate',
  pageCap: 100,
  pageDefault: 50,
  listsShowDeleted: false,
  deletedMark: 'none',
  getDeleted: '404',
  postDeleted: 'refused',
  arrayRefusal: 'earlier-stored',
  marksKept: exchangeMarks,
  windowRule: 'overlap',
  mastersInLists: true,
  dateForm: 'plain',
  allDayForm: 'inclusive',
  serverOffsetMinutes: 60,
  overlapRefusal: true,
  recognisesImportByItemId: true,
  importAnswer: 'change',
  pushOfMarked: 'left',
  mailsOnWrite: 'when-asked',
  longTexts: 'cut',
  trimsTrailingBlanks: false,
  noteKept: 'as-sent',
  errorShape: 'result-code',
  retryAfter: true,
  listOrder: 'as-asked',
  agentZero: 'everybody',
  obeysIncludeDeleted: true,
  fieldsDropped: [],
  lastModifiedTo: 'millisecond',
  postTellsLastModified: true,
  scheduleCodes: ownCodes,
  weekDayWords: 'names',
};
