/** Random calendars for fast-check, and what people do to them in Outlook. */
import * as fc from 'fast-check';
import { dayNames, weekIndexes } from '../../main/simulators/exchange/state/recurrence.ts';
import type {
  BookingData,
  Edit,
  RangeData,
  RecurrencePattern,
  Repeating,
  Texts,
  Times,
  ZoneName,
} from './story.ts';
import { zoneNames } from './zones.ts';

/** Any zone, also one that is known by its rules alone. */
export const anyZone = fc.constantFrom(...zoneNames);
/** Zones that are known by their ids. */
export const namedZone = fc.constantFrom(...zoneNames.filter(name => name !== 'nameless'));
export const item = fc.nat({ max: 1_000 });

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

const minutes = fc.constantFrom(-1_440, -60, -15, 15, 60, 1_440, 2 * 1_440);
const nth = fc.nat({ max: 50 });

/** Bookings and what one person does to one calendar, in such zones. */
export function calendarIn(zone: fc.Arbitrary<ZoneName>): {
  readonly booking: fc.Arbitrary<BookingData>;
  readonly edit: fc.Arbitrary<Edit>;
} {
  const booking = fc.record({
    zone,
    times,
    texts,
    repeating: fc.option(repeating, { freq: 2 }),
  });

  const edit: fc.Arbitrary<Edit> = fc.oneof(
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
    fc.record({
      do: fc.constant('move-away-and-back' as const),
      item,
      minutes: fc.constantFrom(0, 90, 7_200),
    }),
    fc.record({ do: fc.constant('bring-back' as const), removed: item }),
    fc.record({
      do: fc.constantFrom('copy' as const, 'remove' as const, 'cancel' as const),
      item,
    }),
  );
  return { booking, edit };
}
