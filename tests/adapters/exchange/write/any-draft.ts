/** Any event that Halo could want in Exchange, many of them near a change of the clocks. */
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { When } from '../../../../main/core/appointment.ts';
import type {
  EventDraft,
  RelativeDay,
  Series,
  SeriesPattern,
  SeriesRange,
  WeekDay,
  WeekIndex,
} from '../../../../main/core/outbound/event-draft.ts';

/** Objects as the program makes them. */
const record = <T>(model: { [Name in keyof T]: fc.Arbitrary<T[Name]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true });

/** Zones whose clocks change in both halves of the year, never, and by quarters of an hour; some of them in no row of Windows' table. */
const zones = [
  'Europe/Berlin',
  'Europe/Vienna',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Toronto',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Pacific/Honolulu',
  'UTC',
] as const;

/** Around which clocks change somewhere. */
const days = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-09-27',
  '2026-10-25',
  '2026-11-01',
  '2028-02-29',
];

const letters = ['a', 'Z', '7', 'é', 'ß', '日', '\u{1f4c5}', '<', '>', '&', '"', "'", ']', ';', ' '] as const;
const words = (most: number) =>
  fc.array(fc.constantFrom(...letters), { maxLength: most }).map(found => found.join('').trim());
const lines = fc.array(words(12), { maxLength: 4 }).map(found => found.join('\n').trim());

const anyDay = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: -3, max: 3 }))
  .map(([day, plus]) => Temporal.PlainDate.from(day).add({ days: plus }));

const timed: fc.Arbitrary<When> = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 2_000 }))
  .map(([day, minute, length]) => {
    const start = day.toZonedDateTime('UTC').toInstant().add({ minutes: minute });
    const text = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'second' });
    return { kind: 'timed', start: text(start), end: text(start.add({ minutes: length })) };
  });

const wholeDays: fc.Arbitrary<When> = fc.tuple(anyDay, fc.integer({ min: 0, max: 3 })).map(([day, more]) => ({
  kind: 'all-day',
  first: day.toString(),
  last: day.add({ days: more }).toString(),
}));

const guests = fc.uniqueArray(
  record({
    name: words(6).map(name => name || 'Somebody'),
    address: fc.constantFrom('bo@example.org', 'cy@elsewhere.example', "o'hara@example.org"),
  }),
  { maxLength: 3, selector: guest => guest.address },
);

const fields = {
  subject: words(20),
  location: words(10),
  note: lines,
  guests,
  isPrivate: fc.boolean(),
  zone: fc.constantFrom(...zones),
};

export const anySingle: fc.Arbitrary<EventDraft> = record({
  ...fields,
  when: fc.oneof(timed, wholeDays),
  series: fc.constant(null),
});

const weekDays: readonly WeekDay[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];
const relativeDays: readonly RelativeDay[] = [...weekDays, 'day', 'weekday', 'weekend-day'];
const indexes: readonly WeekIndex[] = ['first', 'second', 'third', 'fourth', 'last'];
const every = fc.integer({ min: 1, max: 4 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const relative = { day: fc.constantFrom(...relativeDays), index: fc.constantFrom(...indexes) };

const anyPattern: fc.Arbitrary<SeriesPattern> = fc.oneof(
  record({ kind: fc.constant('daily' as const), every }),
  record({
    kind: fc.constant('weekly' as const),
    every,
    days: fc.uniqueArray(fc.constantFrom(...weekDays), { minLength: 1, maxLength: 7 }),
  }),
  record({ kind: fc.constant('monthly-on-date' as const), every, dayOfMonth }),
  record({ kind: fc.constant('monthly-on-weekday' as const), every, ...relative }),
  record({ kind: fc.constant('yearly-on-date' as const), month, dayOfMonth }),
  record({ kind: fc.constant('yearly-on-weekday' as const), month, ...relative }),
);

const anyRange = (from: Temporal.PlainDate): fc.Arbitrary<SeriesRange> =>
  fc.oneof(
    fc.constant({ kind: 'endless' as const }),
    record({ kind: fc.constant('times' as const), times: fc.integer({ min: 1, max: 30 }) }),
    fc
      .integer({ min: 1, max: 700 })
      .map(more => ({ kind: 'until' as const, last: from.add({ days: more }).toString() })),
  );

/** Short enough that no occurrence reaches the next one. */
const shortWhen: fc.Arbitrary<When> = fc.oneof(
  fc.tuple(anyDay, fc.integer({ min: 0, max: 1_439 })).map(([day, minute]) => {
    const start = day.toZonedDateTime('UTC').toInstant().add({ minutes: minute });
    const text = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'second' });
    return { kind: 'timed' as const, start: text(start), end: text(start.add({ minutes: 45 })) };
  }),
  anyDay.map(day => ({ kind: 'all-day' as const, first: day.toString(), last: day.toString() })),
);

/** The day in its own zone on which a draft begins. */
export function firstDayOf({ when, zone }: Pick<EventDraft, 'when' | 'zone'>): Temporal.PlainDate {
  if (when.kind === 'all-day') return Temporal.PlainDate.from(when.first);
  return Temporal.Instant.from(when.start).toZonedDateTimeISO(zone).toPlainDate();
}

export const anySeries: fc.Arbitrary<EventDraft & { readonly series: Series }> = record({
  ...fields,
  when: shortWhen,
  pattern: anyPattern,
}).chain(({ pattern, ...draft }) =>
  anyRange(firstDayOf(draft)).map(range => ({ ...draft, series: { pattern, range } })),
);
