/** Random stories for fast-check. Everything is bounded so that one story is about a second of work. */
import * as fc from 'fast-check';
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { ExchangeDialect } from '../../main/simulators/exchange/state/dialect.ts';
import { dayNames, weekIndexes } from '../../main/simulators/exchange/state/recurrence.ts';
import type { HaloDialect } from '../../main/simulators/halo/dialect.ts';
import type { FaultKind, FaultOrder } from '../../main/simulators/halo/faults.ts';
import type {
  BookingData,
  Edit,
  ExchangeFaultData,
  RangeData,
  RecurrencePattern,
  Repeating,
  Story,
  Texts,
  Times,
  Turn,
} from './story.ts';
import { zoneNames } from './zones.ts';

const zone = fc.constantFrom(...zoneNames);
const item = fc.nat({ max: 1_000 });

/** Mostly inside the window, sometimes at its edges or beyond. */
const day = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: -8 }) },
  { weight: 1, arbitrary: fc.integer({ min: 175, max: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom(-60, -30, 250, 330) },
);

const times: fc.Arbitrary<Times> = fc.record({
  day,
  minute: fc.nat({ max: 95 }).map(quarter => quarter * 15),
  length: fc.oneof(fc.constantFrom(30, 60, 0, 1), fc.integer({ min: 1, max: 3_000 })),
  allDay: fc.boolean().chain(first => (first ? fc.boolean() : fc.constant(false))),
});

const texts: fc.Arbitrary<Texts> = fc.record({
  subject: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('Server review', 'Stand-up', 'Besuch Köln', 'a < b & "c"', '') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constant('long '.repeat(60)) },
  ),
  location: fc.constantFrom('', 'Room 1', ' Head office,  2nd floor '),
  body: fc.constantFrom('', 'Bring the list.', 'Line one\r\nline <two> & three\r\n'),
  sensitivity: fc.constantFrom('Normal', 'Normal', 'Normal', 'Private', 'Confidential', 'Personal'),
  freeBusy: fc.constantFrom('Busy', 'Busy', 'Busy', 'Tentative', 'OOF', 'Free', 'WorkingElsewhere'),
  categories: fc.subarray(['Customer', 'Internal']),
  guests: fc.constantFrom(0, 0, 1, 3),
});

const someTexts: fc.Arbitrary<Partial<Texts>> = texts.chain(whole =>
  fc
    .subarray(['subject', 'location', 'body', 'sensitivity', 'freeBusy', 'categories', 'guests'] as const)
    .map(names => Object.fromEntries(names.map(name => [name, whole[name]]))),
);

const interval = fc.integer({ min: 1, max: 3 });
const relativeDay = fc.constantFrom(...dayNames, 'Day' as const, 'Weekday' as const, 'WeekendDay' as const);
const month = fc.integer({ min: 1, max: 12 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const index = fc.constantFrom(...weekIndexes);

const pattern: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ kind: fc.constant('Daily' as const), interval }),
  fc.record({
    kind: fc.constant('Weekly' as const),
    interval,
    days: fc.subarray([...dayNames], { minLength: 1, maxLength: 3 }),
    firstDayOfWeek: fc.constantFrom('Sunday' as const, 'Monday' as const),
  }),
  fc.record({ kind: fc.constant('AbsoluteMonthly' as const), interval, dayOfMonth }),
  fc.record({ kind: fc.constant('RelativeMonthly' as const), interval, day: relativeDay, index }),
  fc.record({ kind: fc.constant('AbsoluteYearly' as const), month, dayOfMonth }),
  fc.record({ kind: fc.constant('RelativeYearly' as const), month, day: relativeDay, index }),
);

const range: fc.Arbitrary<RangeData> = fc.oneof(
  fc.record({ kind: fc.constant('numbered' as const), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('endDate' as const), days: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ kind: fc.constant('noEnd' as const) }),
);

const repeating: fc.Arbitrary<Repeating> = fc.record({ pattern, range });

const booking: fc.Arbitrary<BookingData> = fc.record({
  zone,
  times,
  texts,
  repeating: fc.option(repeating, { freq: 2 }),
});

const minutes = fc.constantFrom(-1_440, -60, -15, 15, 60, 1_440, 2 * 1_440);
const nth = fc.nat({ max: 50 });

/** What one person does to one calendar. */
export const oneEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant('book' as const), booking }),
  fc.record({ do: fc.constant('move' as const), item, times }),
  fc.record({
    do: fc.constant('shift' as const),
    item,
    minutes,
    longer: fc.constantFrom(0, 0, 30, -30),
  }),
  fc.record({ do: fc.constant('write' as const), item, texts: someTexts }),
  fc.record({ do: fc.constant('repeat' as const), item, repeating }),
  fc.record({ do: fc.constant('rezone' as const), item, zone }),
  fc.record({ do: fc.constant('make-single' as const), item }),
  fc.record({ do: fc.constant('remove-occurrence' as const), item, nth }),
  fc.record({ do: fc.constant('change-occurrence' as const), item, nth, minutes, texts: someTexts }),
  fc.record({ do: fc.constant('bring-back' as const), removed: item }),
  fc.record({
    do: fc.constantFrom('copy' as const, 'move-away-and-back' as const, 'remove' as const, 'cancel' as const),
    item,
  }),
);

const after = fc.nat({ max: 5 });
const few = fc.integer({ min: 1, max: 4 });

const exchangeKind: fc.Arbitrary<OrderedFault> = fc.oneof(
  fc
    .constantFrom('ErrorInternalServerError', 'ErrorMailboxStoreUnavailable', 'ErrorTimeoutExpired')
    .map(code => ({ kind: 'soap-fault', code }) as const),
  fc
    .constantFrom('ErrorInternalServerError', 'ErrorItemCorrupt', 'ErrorContentConversionFailed')
    .map(code => ({ kind: 'item-error', code }) as const),
  fc
    .record({
      backOffMs: fc.constantFrom(1, 5_000),
      as: fc.constantFrom('fault' as const, 'message' as const),
    })
    .map(busy => ({ kind: 'server-busy', ...busy }) as const),
  fc.constantFrom(
    { kind: 'http-403' } as const,
    { kind: 'http-503' } as const,
    { kind: 'http-503', retryAfter: 3 } as const,
    { kind: 'empty-500' } as const,
    { kind: 'html-page' } as const,
    { kind: 'cut-at', bytes: 700 } as const,
    { kind: 'cut-at', bytes: 3_000 } as const,
    { kind: 'slow', ms: 5 } as const,
    { kind: 'reset' } as const,
    { kind: 'partial-view', missing: 2 } as const,
    { kind: 'illegal-characters' } as const,
    { kind: 'duplicate-response' } as const,
    { kind: 'fault-in-200', code: 'ErrorInternalServerError' } as const,
  ),
);

const exchangeFault: fc.Arbitrary<ExchangeFaultData> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        kind: exchangeKind,
        where: fc.constantFrom(
          {},
          { operation: 'GetItem' },
          { operation: 'FindItem' },
          { operation: 'SyncFolderItems' },
        ),
        after,
        times: few,
      })
      .map(({ kind, where, ...rest }) => ({ order: { ...kind, ...where, ...rest }, target: null })),
  },
  {
    // A view that is short and says that it is whole.
    weight: 1,
    arbitrary: fc.record({ missing: few, after: fc.nat({ max: 2 }), times: few }).map(lie => ({
      order: { kind: 'partial-view', operation: 'FindItem', marked: false, ...lie } as const,
      target: null,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ target: item, as: fc.constantFrom('illegal-xml' as const, 'http-500' as const) })
      .map(({ target, as }) => ({ order: { kind: 'poison-item', itemId: '', as } as const, target })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ target: item, after: fc.nat({ max: 1 }) }).map(({ target, after }) => ({
      order: { kind: 'moved-between-views', moves: '', start: '', end: '', after } as const,
      target,
    })),
  },
);

const haloKind: fc.Arbitrary<FaultKind> = fc.oneof(
  fc.constantFrom(401, 403, 500, 502, 503).map(status => ({ kind: 'http-status', status }) as const),
  fc
    .constantFrom(null, 2, 30)
    .map(retryAfterSeconds => ({ kind: 'too-many-requests', retryAfterSeconds }) as const),
  fc.nat({ max: 5 }).map(stored => ({ kind: 'partial-array', stored }) as const),
  fc.constantFrom(
    { kind: 'reset-before' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'lost-answer' } as const,
    { kind: 'slow', ms: 5 } as const,
    { kind: 'html-page' } as const,
    { kind: 'html-page', status: 503 } as const,
    { kind: 'invalid-json' } as const,
    { kind: 'cut-at', bytes: 40 } as const,
  ),
);

const haloFault: fc.Arbitrary<FaultOrder> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        kind: haloKind,
        where: fc.constantFrom(
          {},
          { method: 'POST', path: '/appointment' },
          { method: 'DELETE', path: '/appointment' },
          { method: 'GET', path: '/appointment' },
        ),
        after,
        times: few,
      })
      .map(({ kind, where, ...rest }) => ({ ...kind, ...where, ...rest })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ after, times: few })
      .map(
        counts =>
          ({ kind: 'http-status', status: 400, method: 'POST', path: '/appointment', ...counts }) as const,
      ),
  },
);

export interface StoryOptions {
  /** Most faults on each side in a turn. */
  readonly faults: number;
  readonly turns: number;
  readonly dialects: boolean;
}

const exchangeDialect: fc.Arbitrary<Partial<ExchangeDialect>> = fc.record(
  {
    syncOrder: fc.constantFrom('newest', 'oldest'),
    duplicatedElements: fc.boolean(),
    fractions: fc.boolean(),
    offset: fc.constantFrom(null, '+02:00', '-09:30'),
    blankSubjects: fc.boolean(),
    findRefusesDetails: fc.boolean(),
    withoutRights: fc.constantFrom('ErrorFolderNotFound', 'ErrorAccessDenied'),
    removedOccurrence: fc.constantFrom('ErrorItemNotFound', 'ErrorCalendarOccurrenceIsDeletedFromRecurrence'),
    changeKeyOnDelete: fc.boolean(),
    forgivesSyncState: fc.boolean(),
    occurrenceChangeUpdatesMaster: fc.boolean(),
  },
  { requiredKeys: [] },
);

const haloDialect: fc.Arbitrary<Partial<HaloDialect>> = fc.record(
  {
    postAnswer: fc.constantFrom('array', 'first-object', 'envelope'),
    listShape: fc.constantFrom('by-pageinate', 'always-array', 'always-envelope'),
    pageCap: fc.constantFrom(3, 10, 100),
    getDeleted: fc.constantFrom('404', 'row'),
    deletedMark: fc.constantFrom('deleted-true', 'no-rights'),
    postDeleted: fc.constantFrom('refused', 'revives', 'stays-deleted'),
    arrayRefusal: fc.constantFrom('earlier-stored', 'none-stored'),
    windowRule: fc.constantFrom('overlap', 'starts-inside', 'inside'),
    dateForm: fc.constantFrom('plain', 'with-z'),
    allDayForm: fc.constantFrom('inclusive', 'exclusive-end', 'date-only-fields'),
    overlapRefusal: fc.boolean(),
    mailsOnWrite: fc.constantFrom('when-asked', 'unless-forbidden'),
    longTexts: fc.constantFrom('cut', 'refused'),
    trimsTrailingBlanks: fc.boolean(),
    noteKept: fc.constantFrom('as-sent', 'html'),
    errorShape: fc.constantFrom('result-code', 'class-name', 'message', 'error', 'text', 'empty'),
    retryAfter: fc.boolean(),
  },
  { requiredKeys: [] },
);

export function stories(options: StoryOptions): fc.Arbitrary<Story> {
  const person = fc.nat({ max: 1 });
  const turn: fc.Arbitrary<Turn> = fc.record({
    edits: fc.array(fc.record({ person, edit: oneEdit }), { maxLength: 5 }),
    hours: fc.constantFrom(0, 0, 1, 9, 25, 24 * 8),
    exchangeFaults: fc.array(exchangeFault, { maxLength: options.faults }),
    haloFaults: fc.array(haloFault, { maxLength: options.faults }),
    verify: fc.boolean().chain(first => (first ? fc.boolean() : fc.constant(false))),
  });
  return fc.record({
    people: fc.array(zone, { minLength: 1, maxLength: 2 }),
    exchange: options.dialects ? exchangeDialect : fc.constant({}),
    halo: options.dialects ? haloDialect : fc.constant({}),
    guarded: fc.boolean(),
    rowsPerWrite: fc.constantFrom(1, 3, 50),
    first: fc.array(fc.record({ person, booking }), { maxLength: 6 }),
    turns: fc.array(turn, { minLength: 1, maxLength: options.turns }),
  });
}
