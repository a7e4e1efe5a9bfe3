/** Whatever a schedule holds and whatever was confirmed: a series that Exchange takes, or a named refusal; never a guess, never a throw. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SeriesCodes } from '../../main/core/outbound/series-codes.ts';
import { seriesOf } from '../../main/core/outbound/series-pattern.ts';
import { scheduleFields } from '../../main/simulators/halo/fields.ts';
import { oddSeriesCodes } from '../builders/series-codes.ts';
import { runParameters, seeds } from './random-runs.ts';

const names: readonly string[] = [...scheduleFields.keys()].filter(
  name => name.includes('recur') || name.startsWith('end'),
);
const odd = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom('Monday,Friday', '2026-06-30T00:00:00', '2026-02-31', '1,2', ''),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Mostly what belongs into the field. */
function valueIn(name: string) {
  const fitting =
    name === 'enddate'
      ? fc.constantFrom('2026-06-30T00:00:00', '2027-01-01')
      : name === 'weeklyrecurrencestring'
        ? fc.constantFrom('Monday,Friday', '1,2', 'sat')
        : fc.integer({ min: -1, max: 7 });
  return fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: odd });
}

/** Here and there one is missing. */
const fields = fc
  .tuple(...names.map(name => fc.option(fc.tuple(fc.constant(name), valueIn(name)), { freq: 12 })))
  .map(entries => Object.fromEntries(entries.filter(entry => entry !== null)));

/** Some of the numbers are not confirmed. */
const codes: fc.Arbitrary<SeriesCodes> = fc
  .record({
    daily: fc.constantFrom(3, null),
    weekly: fc.constantFrom(1, 3),
    january: fc.constantFrom(0, null),
  })
  .map(some => ({ ...oddSeriesCodes, ...some }));

function isWithin(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= most;
}

for (const { name, seed } of seeds) {
  test(`any schedule is a series within Exchange's bounds or refused by the name of a field, with ${name}`, t => {
    let made = 0;
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 8 }), fields, codes, (pattern, given, confirmed) => {
        const reading = seriesOf({ pattern, fields: given }, confirmed, 'Europe/Paris');
        if (reading.kind === 'refused') {
          assert.ok(reading.facts.field === 'recurrencepattern' || names.includes(reading.facts.field));
          return;
        }
        made += 1;
        const { pattern: series, range } = reading.series;
        if ('every' in series) assert.ok(isWithin(series.every, series.kind === 'daily' ? 999 : 99));
        if ('days' in series) assert.ok(isWithin(series.days.length, 7));
        if ('dayOfMonth' in series) assert.ok(isWithin(series.dayOfMonth, 31));
        if ('month' in series) assert.ok(isWithin(series.month, 12));
        if (range.kind === 'times') assert.ok(isWithin(range.times, 999));
        if (range.kind === 'until') assert.match(range.last, /^\d{4}-\d\d-\d\d$/);
        assert.notEqual(pattern === 3 && confirmed.daily === confirmed.weekly, true);
      }),
      runParameters(t, seed, 4_000),
    );
    assert.ok(made > 0);
  });
}
