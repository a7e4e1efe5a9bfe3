/**
 * Every value of every dialect switch of both simulators, and what becomes of the import under it. The types make a switch or value
 * without a row an error of the compiler, the test one of the run. Data only.
 */
import type { ProblemCode } from '../../main/core/problem.ts';
import type { ExchangeDialect } from '../../main/simulators/exchange/state/dialect.ts';
import type { ExchangeMark, HaloDialect } from '../../main/simulators/halo/dialect.ts';
import { exchangeMarks } from '../../main/simulators/halo/dialect.ts';
import { otherCodes, ownCodes } from '../../main/simulators/halo/schedule-codes.ts';

export interface Row<Value> {
  readonly value: Value;
  /** The run ends with this, and Halo gets at most the one row that is there to find out. Default: the import is right. */
  readonly stops?: ProblemCode;
  /** Other switches without which this one shows nothing. */
  readonly besides?: Partial<HaloDialect>;
  /** Through Halo's own door, with its Exchange module on. */
  readonly throughIntegrator?: true;
  /** Halo counts requests, and more than so many a minute are too many. */
  readonly requestsPerMinute?: number;
  /** Somebody deletes an appointment in Halo while the array that changes it is on its way. */
  readonly deletedMeanwhile?: true;
  /** There is a further agent whose mailbox the account may not read: this is what is said of it. */
  readonly closedMailbox?: { readonly access: 'impersonation' | 'delegate'; readonly code: ProblemCode };
  /** The data folder holds a sync state that the server does not know. */
  readonly foreignSyncState?: true;
  /** Halo does not keep the ids by which the comparison finds an event's appointment: it finds them by their times. */
  readonly withoutIds?: true;
  /** The note is kept as HTML. */
  readonly noteAsHtml?: true;
  /** The place of an appointment is not kept. */
  readonly withoutPlace?: true;
  /** Such a Halo mails whatever it is told; nothing that a client sends prevents it. */
  readonly mailsAlways?: true;
  /** An occurrence that somebody changed is seen only when the window rolls. */
  readonly seesOccurrencesLater?: true;
  readonly timesNotInUtc?: true;
  /** Told of an item in every import that still has to do with it. */
  readonly tells?: ProblemCode;
}

/** A key per value: all of a closed union, some of an open type. */
type Rows<Value> = [Value] extends [boolean]
  ? Readonly<Record<'true' | 'false', Row<Value>>>
  : [Value] extends [string]
    ? string extends Value
      ? Readonly<Record<string, Row<Value>>>
      : { readonly [One in Value]: Row<One> }
    : Readonly<Record<string, Row<Value>>>;

type Table<Dialect> = { readonly [Switch in keyof Dialect]: Rows<Dialect[Switch]> };

const both = { true: { value: true }, false: { value: false } } as const;

function without(...dropped: readonly ExchangeMark[]): readonly ExchangeMark[] {
  return exchangeMarks.filter(mark => !dropped.includes(mark));
}

export const haloRows: Table<HaloDialect> = {
  postAnswer: {
    array: { value: 'array' },
    'first-object': { value: 'first-object' },
    envelope: { value: 'envelope' },
  },
  listShape: {
    'by-pageinate': { value: 'by-pageinate' },
    'always-array': { value: 'always-array' },
    'always-envelope': { value: 'always-envelope' },
  },
  pageCap: { seven: { value: 7 }, thousand: { value: 1000 } },
  pageDefault: { three: { value: 3 } },
  listsShowDeleted: both,
  deletedMark: {
    none: { value: 'none' },
    'deleted-true': { value: 'deleted-true', besides: { getDeleted: 'row', listsShowDeleted: true } },
    'no-rights': { value: 'no-rights', besides: { getDeleted: 'row' }, tells: 'halo.rejected' },
  },
  getDeleted: { '404': { value: '404' }, row: { value: 'row', tells: 'halo.rejected' } },
  postDeleted: {
    refused: { value: 'refused', deletedMeanwhile: true },
    revives: { value: 'revives', deletedMeanwhile: true },
    'stays-deleted': { value: 'stays-deleted', deletedMeanwhile: true },
  },
  arrayRefusal: {
    'earlier-stored': { value: 'earlier-stored', deletedMeanwhile: true },
    'none-stored': { value: 'none-stored', deletedMeanwhile: true },
  },
  marksKept: {
    all: { value: exchangeMarks },
    none: { value: [], stops: 'halo.marks-dropped' },
    'without calendar_id': { value: without('calendar_id'), stops: 'halo.marks-dropped' },
    'without entryid': { value: without('entryid'), withoutIds: true },
    'without changekey': { value: without('changekey') },
    'without exchange_uid': { value: without('exchange_uid') },
    'without exchangemailboxfqdn': { value: without('exchangemailboxfqdn') },
    'without recurring_master_id': { value: without('recurring_master_id') },
    'calendar_id alone': { value: ['calendar_id'], withoutIds: true },
  },
  windowRule: {
    overlap: { value: 'overlap' },
    'starts-inside': { value: 'starts-inside' },
    inside: { value: 'inside' },
  },
  mastersInLists: both,
  dateForm: { plain: { value: 'plain' }, 'with-z': { value: 'with-z' } },
  allDayForm: {
    inclusive: { value: 'inclusive' },
    'exclusive-end': { value: 'exclusive-end' },
    'date-only-fields': { value: 'date-only-fields' },
  },
  serverOffsetMinutes: {
    'five hours behind': {
      value: -300,
      timesNotInUtc: true,
      stops: 'halo.times-not-utc',
    },
  },
  overlapRefusal: both,
  recognisesImportByItemId: {
    true: { value: true, throughIntegrator: true },
    false: { value: false, throughIntegrator: true, stops: 'halo.items-not-recognised' },
  },
  importAnswer: {
    change: { value: 'change', throughIntegrator: true },
    appointment: { value: 'appointment', throughIntegrator: true },
    empty: { value: 'empty', throughIntegrator: true },
  },
  pushOfMarked: {
    left: { value: 'left', throughIntegrator: true },
    'creates-again': { value: 'creates-again', throughIntegrator: true },
  },
  mailsOnWrite: {
    'when-asked': { value: 'when-asked' },
    'unless-forbidden': { value: 'unless-forbidden' },
    always: { value: 'always', mailsAlways: true },
  },
  longTexts: { cut: { value: 'cut' }, refused: { value: 'refused' } },
  trimsTrailingBlanks: both,
  noteKept: { 'as-sent': { value: 'as-sent' }, html: { value: 'html', noteAsHtml: true } },
  errorShape: {
    'result-code': { value: 'result-code', deletedMeanwhile: true },
    'class-name': { value: 'class-name', deletedMeanwhile: true },
    message: { value: 'message', deletedMeanwhile: true },
    error: { value: 'error', deletedMeanwhile: true },
    text: { value: 'text', deletedMeanwhile: true },
    empty: { value: 'empty', deletedMeanwhile: true },
  },
  retryAfter: {
    true: { value: true, requestsPerMinute: 9 },
    false: { value: false, requestsPerMinute: 9 },
  },
  listOrder: { 'as-asked': { value: 'as-asked' }, 'by-id': { value: 'by-id' } },
  agentZero: { everybody: { value: 'everybody' }, nobody: { value: 'nobody' } },
  obeysIncludeDeleted: both,
  fieldsDropped: {
    none: { value: [] },
    location: { value: ['appointment_location_free_text'], withoutPlace: true },
  },
  lastModifiedTo: { millisecond: { value: 'millisecond' }, second: { value: 'second' } },
  postTellsLastModified: both,
  scheduleCodes: { own: { value: ownCodes }, other: { value: otherCodes } },
  weekDayWords: { names: { value: 'names' }, numbers: { value: 'numbers' } },
};

export const exchangeRows: Table<ExchangeDialect> = {
  occurrenceChangeUpdatesMaster: {
    true: { value: true },
    false: { value: false, seesOccurrencesLater: true },
  },
  syncOrder: { newest: { value: 'newest' }, oldest: { value: 'oldest' } },
  duplicatedElements: both,
  fractions: both,
  zonesIdOnly: both,
  offset: {
    none: { value: null },
    east: { value: '+02:00' },
    west: { value: '-05:30' },
  },
  mastersInView: {
    true: { value: true, stops: 'exchange.series-not-expanded' },
    false: { value: false },
  },
  momentsAtEdges: { start: { value: 'start' }, none: { value: 'none' }, both: { value: 'both' } },
  blankSubjects: both,
  findRefusesDetails: both,
  setsZonesOf: { all: { value: 'all' }, own: { value: 'own' }, masters: { value: 'masters' } },
  withoutRights: {
    ErrorFolderNotFound: {
      value: 'ErrorFolderNotFound',
      closedMailbox: { access: 'delegate', code: 'mailbox.folder-not-found' },
    },
    ErrorAccessDenied: {
      value: 'ErrorAccessDenied',
      closedMailbox: { access: 'delegate', code: 'mailbox.access-denied' },
    },
  },
  removedOccurrence: {
    ErrorItemNotFound: { value: 'ErrorItemNotFound' },
    ErrorCalendarOccurrenceIsDeletedFromRecurrence: {
      value: 'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    },
  },
  changeKeyOnDelete: both,
  forgivesSyncState: {
    true: { value: true, foreignSyncState: true },
    false: { value: false, foreignSyncState: true },
  },
  impersonationFaultIn200: {
    true: {
      value: true,
      closedMailbox: { access: 'impersonation', code: 'mailbox.impersonation-denied' },
    },
    false: {
      value: false,
      closedMailbox: { access: 'impersonation', code: 'mailbox.impersonation-denied' },
    },
  },
};
