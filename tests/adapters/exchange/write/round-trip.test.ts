/** What was written reads back as it was meant: any draft, made and changed, over the change of clocks, whole days, all patterns of series. */
import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { CalendarItem } from '../../../../main/core/event.ts';
import { type EventDraft, eventFieldNames } from '../../../../main/core/outbound/event-draft.ts';
import { allDayDates } from '../../../../main/core/zone.ts';
import { theValue } from '../../../builders/results.ts';
import { runParameters, seeds } from '../../../properties/random-runs.ts';
import {
  annas,
  never,
  type OverSimulator,
  type OverSimulatorOptions,
  overSimulator,
} from '../over-simulator.ts';
import { anySeries, anySingle, firstDayOf } from './any-draft.ts';
import { daysOfSeries } from './series-days.ts';

const runs = 25;
const helper = 'helper@example.org';
const ways: readonly (readonly [string, OverSimulatorOptions])[] = [
  ['by impersonation', { server: { version: 'Exchange2010_SP2' } }],
  // Who may not set the zone of what is there already.
  ['as delegate', { settings: { access: 'delegate', user: helper }, password: 'Passw0rd!' }],
];

/** The fields of a draft as an item shows them; a series is looked at by its occurrences. */
function shown(item: CalendarItem): Omit<EventDraft, 'zone' | 'series' | 'when'> {
  return {
    subject: item.subject,
    location: item.location,
    note: item.body,
    guests: item.attendees.map(({ name, address }) => ({ name, address })),
    isPrivate: item.sensitivity === 'private',
  };
}

function whenOf(item: CalendarItem): EventDraft['when'] {
  if (item.allDay) return { kind: 'all-day', ...allDayDates(item.start, item.end, item.zone) };
  return { kind: 'timed', start: item.start, end: item.end };
}

async function itemOf({ source }: OverSimulator, id: string): Promise<CalendarItem> {
  const [answer] = theValue(await source.items(annas, [id], never));
  assert.equal(answer?.kind, 'found', JSON.stringify(answer));
  return answer.item;
}

function assertShows(item: CalendarItem, { zone, series, when, ...meant }: EventDraft): void {
  assert.deepEqual(shown(item), meant);
  if (series === null) assert.deepEqual(whenOf(item), when, zone);
}

async function property(
  t: TestContext,
  options: OverSimulatorOptions,
  seed: number,
  drafts: fc.Arbitrary<readonly [EventDraft, EventDraft]>,
  holds: (over: OverSimulator, drafts: readonly [EventDraft, EventDraft]) => Promise<void>,
): Promise<void> {
  const over = await overSimulator(options);
  over.server.state.addMailbox({ address: helper, password: 'Passw0rd!' });
  over.server.state.setRights(helper, annas.address, 'editor', true);
  try {
    await fc.assert(
      fc.asyncProperty(drafts, async pair => {
        for (const item of over.calendar.items()) over.calendar.remove(item.id);
        await holds(over, pair);
        assert.equal(over.server.mailsSent, 0);
      }),
      { ...runParameters(t, seed, runs), examples: [] },
    );
  } finally {
    await over.end();
  }
}

/** What a person sees of the draft in the two years after its first day: start and end of each occurrence. */
function expectedOf(draft: EventDraft, from: Temporal.PlainDate, end: Temporal.PlainDate): readonly string[] {
  const { when, zone, series } = draft;
  assert.ok(series !== null);
  return daysOfSeries(series, from, end).map(day => {
    if (when.kind === 'all-day') {
      const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant().epochMilliseconds;
      return `${midnight(day)} ${midnight(day.add({ days: 1 }))}`;
    }
    const at = (instant: string) => {
      const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
      const nights = firstDayOf(draft).until(wall.toPlainDate(), { largestUnit: 'days' }).days;
      return day.add({ days: nights }).toPlainDateTime(wall.toPlainTime()).toZonedDateTime(zone)
        .epochMilliseconds;
    };
    return `${at(when.start)} ${at(when.end)}`;
  });
}

async function assertOccurs(over: OverSimulator, draft: EventDraft): Promise<void> {
  const from = firstDayOf(draft);
  const end = from.add({ days: 720 });
  const instant = (day: Temporal.PlainDate) => `${day.toString()}T00:00:00Z`;
  const { rows } = theValue(
    await over.source.view(annas, { start: instant(from.subtract({ days: 2 })), end: instant(end) }, never),
  );
  // What begins near the end of the view may be in it or not, by the zone.
  const until = Date.parse(instant(end.subtract({ days: 2 })));
  const starts = (line: string) => Number(line.split(' ')[0]);
  const seen = rows.map(row => `${Date.parse(row.start)} ${Date.parse(row.end)}`);
  assert.deepEqual(
    seen.filter(line => starts(line) < until).sort(),
    expectedOf(draft, from, end)
      .filter(line => starts(line) < until)
      .sort(),
    JSON.stringify(draft),
  );
}

for (const { name, seed } of seeds) {
  for (const [way, options] of ways) {
    it(`any single reads back as it was made, and as it was changed, ${way}, with ${name}`, t =>
      property(t, options, seed, fc.tuple(anySingle, anySingle), async (over, [first, second]) => {
        const made = theValue(await over.writer.create(annas, first, 'mark', never));
        assertShows(await itemOf(over, made.itemId), first);
        const changed = theValue(await over.writer.update(annas, made, second, eventFieldNames, never));
        assertShows(await itemOf(over, changed.itemId), second);
      }));
  }

  it(`any series falls on its days, as it was made and as it was changed, with ${name}`, t =>
    property(t, {}, seed, fc.tuple(anySeries, anySeries), async (over, [first, second]) => {
      const made = theValue(await over.writer.create(annas, first, 'mark', never));
      assertShows(await itemOf(over, made.itemId), first);
      await assertOccurs(over, first);
      const names = [...eventFieldNames, 'series'] as const;
      const changed = theValue(await over.writer.update(annas, made, second, names, never));
      assertShows(await itemOf(over, changed.itemId), second);
      await assertOccurs(over, second);
    }));
}
