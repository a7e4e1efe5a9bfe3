/** A schedule of Halo as a series of Exchange: each pattern and range, and each thing that is refused by its name instead of guessed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Series } from '../../../main/core/outbound/event-draft.ts';
import type { HaloSchedule } from '../../../main/core/outbound/halo-side.ts';
import type { SeriesCodes } from '../../../main/core/outbound/series-codes.ts';
import { seriesOf } from '../../../main/core/outbound/series-pattern.ts';
import { settingsSchema } from '../../../preload/contract/settings.ts';
import { oddSeriesCodes as codes } from '../../builders/series-codes.ts';

type Fields = HaloSchedule['fields'];

function read(pattern: number, fields: Fields, using: SeriesCodes = codes) {
  return seriesOf({ pattern, fields: { rangeofrecurrence: 2, ...fields } }, using, 'Europe/Paris');
}

function patternOf(pattern: number, fields: Fields): Series['pattern'] {
  const reading = read(pattern, fields);
  if (reading.kind === 'refused') assert.fail(JSON.stringify(reading));
  return reading.series.pattern;
}

function refusalOf(pattern: number, fields: Fields, using?: SeriesCodes): string {
  const reading = read(pattern, fields, using);
  if (reading.kind === 'series') assert.fail(JSON.stringify(reading));
  return [reading.reason, ...Object.values(reading.facts)].join(' ');
}

const everyTwoDays = { dailyrecurrencepattern: 1, dailyrecurrencedays: 2 };

test('every so many days is a daily series', () => {
  assert.deepEqual(patternOf(3, everyTwoDays), { kind: 'daily', every: 2 });
});

test('every working day is a weekly series from Monday to Friday', () => {
  assert.deepEqual(patternOf(3, { dailyrecurrencepattern: 0 }), {
    kind: 'weekly',
    every: 1,
    days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  });
});

for (const days of ['Wednesday,Monday', 'mon; wed', '3,1', '1 3 1', 'Mon|3']) {
  test(`the weekdays "${days}" are Monday and Wednesday`, () => {
    const weekly = { weeklyrecurrenceweeks: 2, weeklyrecurrencestring: days };
    assert.deepEqual(patternOf(1, weekly), { kind: 'weekly', every: 2, days: ['monday', 'wednesday'] });
  });
}

test('a day of every so many months is a monthly series on a date', () => {
  const fields = {
    monthlyrecurrencepattern: 5,
    monthlyrecurrencespecificdate: 31,
    monthlyrecurrencespecificdateinterval: 3,
  };
  assert.deepEqual(patternOf(0, fields), { kind: 'monthly-on-date', every: 3, dayOfMonth: 31 });
});

const secondTuesday = {
  monthlyrecurrencepattern: 6,
  monthlyrecurrencespecificday: 2,
  monthlyrecurrencespecificdayofweek: 2,
  monthlyrecurrencespecificdayinterval: 1,
};

test('a weekday of every so many months is a monthly series on a weekday', () => {
  const expected = { kind: 'monthly-on-weekday', every: 1, day: 'tuesday', index: 'second' } as const;
  assert.deepEqual(patternOf(0, secondTuesday), expected);
  for (const [code, day] of [
    [10, 'day'],
    [11, 'weekday'],
    [12, 'weekend-day'],
  ] as const) {
    const fields = { ...secondTuesday, monthlyrecurrencespecificdayofweek: code };
    assert.deepEqual(patternOf(0, fields), { ...expected, day });
  }
});

const lastFridayOfJune = {
  yearlyrecurrencepattern: 5,
  yearlyrecurrencespecificday: -1,
  yearlyrecurrencespecificdayofweek: 5,
  yearlyrecurrencespecificdaymonth: 5,
};
const lastDayOfYear = {
  yearlyrecurrencepattern: 6,
  yearlyrecurrencespecificdate: 31,
  yearlyrecurrencespecificdatemonth: 11,
};

test('a date or a weekday of a month of the year is a yearly series', () => {
  assert.deepEqual(patternOf(7, lastDayOfYear), { kind: 'yearly-on-date', month: 12, dayOfMonth: 31 });
  assert.deepEqual(patternOf(7, lastFridayOfJune), {
    kind: 'yearly-on-weekday',
    month: 6,
    day: 'friday',
    index: 'last',
  });
  for (const interval of [0, 1]) {
    assert.equal(
      patternOf(7, { ...lastDayOfYear, yearlyrecurrencespecificdateinterval: interval }).kind,
      'yearly-on-date',
    );
  }
});

test('a series of every second year is refused, because Exchange has none', () => {
  assert.equal(
    refusalOf(7, { ...lastDayOfYear, yearlyrecurrencespecificdateinterval: 2 }),
    'series-incomplete yearlyrecurrencespecificdateinterval',
  );
  assert.equal(
    refusalOf(7, { ...lastFridayOfJune, yearlyrecurrencespecificdayinterval: 2 }),
    'series-incomplete yearlyrecurrencespecificdayinterval',
  );
});

function rangeOf(fields: Fields): Series['range'] {
  const reading = read(3, { ...everyTwoDays, ...fields });
  if (reading.kind === 'refused') assert.fail(JSON.stringify(reading));
  return reading.series.range;
}

test('a series goes on for ever, a number of times, or to a day', () => {
  assert.deepEqual(rangeOf({}), { kind: 'endless' });
  assert.deepEqual(rangeOf({ rangeofrecurrence: 0, endafteramount: 10 }), { kind: 'times', times: 10 });
  assert.deepEqual(rangeOf({ rangeofrecurrence: 1, enddate: '2026-06-30T00:00:00' }), {
    kind: 'until',
    last: '2026-06-30',
  });
});

test('the last day is a date, also where Halo writes a moment of it in UTC', () => {
  for (const enddate of [
    '2026-06-30',
    '2026-06-30T00:00:00Z',
    '2026-06-30T23:59:59',
    '2026-06-29T22:00:00',
    '2026-06-30T09:00:00.000Z',
  ]) {
    assert.deepEqual(rangeOf({ rangeofrecurrence: 1, enddate }), { kind: 'until', last: '2026-06-30' });
  }
});

test('a midnight in UTC is a date and no moment of the day before, wherever the agents are', () => {
  const schedule = { rangeofrecurrence: 1, enddate: '2026-06-30T00:00:00', ...everyTwoDays };
  const reading = seriesOf({ pattern: 3, fields: schedule }, codes, 'America/New_York');
  assert.deepEqual(reading.kind === 'series' && reading.series.range, { kind: 'until', last: '2026-06-30' });
});

test('numbers that come as text count too', () => {
  assert.deepEqual(patternOf(3, { dailyrecurrencepattern: '1', dailyrecurrencedays: ' 4 ' }), {
    kind: 'daily',
    every: 4,
  });
});

for (const [pattern, fields, refusal] of [
  [9, {}, 'recurrencepattern 9'],
  [3, { dailyrecurrencepattern: 8 }, 'dailyrecurrencepattern 8'],
  [1, { weeklyrecurrenceweeks: 1, weeklyrecurrencestring: 'Monday,8' }, 'weeklyrecurrencestring 8'],
  [1, { weeklyrecurrenceweeks: 1, weeklyrecurrencestring: '0111110' }, 'weeklyrecurrencestring 0111110'],
  [1, { weeklyrecurrenceweeks: 1, weeklyrecurrencestring: 'Montag' }, 'weeklyrecurrencestring montag'],
  [0, { monthlyrecurrencepattern: 8 }, 'monthlyrecurrencepattern 8'],
  [0, { ...secondTuesday, monthlyrecurrencespecificday: 5 }, 'monthlyrecurrencespecificday 5'],
  [0, { ...secondTuesday, monthlyrecurrencespecificdayofweek: 9 }, 'monthlyrecurrencespecificdayofweek 9'],
  [7, { yearlyrecurrencepattern: 8 }, 'yearlyrecurrencepattern 8'],
  [7, { ...lastFridayOfJune, yearlyrecurrencespecificdaymonth: 12 }, 'yearlyrecurrencespecificdaymonth 12'],
  [7, { ...lastDayOfYear, yearlyrecurrencespecificdatemonth: 12 }, 'yearlyrecurrencespecificdatemonth 12'],
  [3, { ...everyTwoDays, rangeofrecurrence: 9 }, 'rangeofrecurrence 9'],
] as const) {
  test(`the code that nobody confirmed in ${refusal} is refused by its name`, () => {
    assert.equal(refusalOf(pattern, fields), `series-code-unknown ${refusal}`);
  });
}

for (const [pattern, fields, field] of [
  [3, {}, 'dailyrecurrencepattern'],
  [3, { dailyrecurrencepattern: 1 }, 'dailyrecurrencedays'],
  [3, { dailyrecurrencepattern: 1, dailyrecurrencedays: 0 }, 'dailyrecurrencedays'],
  [3, { dailyrecurrencepattern: 1, dailyrecurrencedays: 1_000 }, 'dailyrecurrencedays'],
  [3, { dailyrecurrencepattern: 1, dailyrecurrencedays: 1.5 }, 'dailyrecurrencedays'],
  [3, { dailyrecurrencepattern: true, dailyrecurrencedays: 1 }, 'dailyrecurrencepattern'],
  [1, { weeklyrecurrenceweeks: 1 }, 'weeklyrecurrencestring'],
  [1, { weeklyrecurrenceweeks: 1, weeklyrecurrencestring: ' , ' }, 'weeklyrecurrencestring'],
  [1, { weeklyrecurrencestring: 'Monday', weeklyrecurrenceweeks: 100 }, 'weeklyrecurrenceweeks'],
  [
    0,
    { monthlyrecurrencepattern: 5, monthlyrecurrencespecificdateinterval: 1 },
    'monthlyrecurrencespecificdate',
  ],
  [0, { ...secondTuesday, monthlyrecurrencespecificdayinterval: 0 }, 'monthlyrecurrencespecificdayinterval'],
  [7, { yearlyrecurrencepattern: 6, yearlyrecurrencespecificdate: 1 }, 'yearlyrecurrencespecificdatemonth'],
  [3, { ...everyTwoDays, rangeofrecurrence: 0 }, 'endafteramount'],
  [3, { ...everyTwoDays, rangeofrecurrence: 1, enddate: '2026-02-30' }, 'enddate'],
  [3, { ...everyTwoDays, rangeofrecurrence: 1, enddate: 'soon' }, 'enddate'],
  [3, { ...everyTwoDays, rangeofrecurrence: '' }, 'rangeofrecurrence'],
] as const) {
  test(`a schedule with ${JSON.stringify(fields)} lacks ${field}`, () => {
    assert.equal(refusalOf(pattern, fields), `series-incomplete ${field}`);
  });
}

test('with no code confirmed, as the settings begin, every schedule is refused', () => {
  const unconfirmed = settingsSchema.parse({}).outbound.seriesCodes;
  for (const [pattern, fields] of [
    [3, everyTwoDays],
    [1, { weeklyrecurrenceweeks: 1, weeklyrecurrencestring: 'Monday' }],
    [0, secondTuesday],
    [7, lastDayOfYear],
  ] as const) {
    assert.equal(refusalOf(pattern, fields, unconfirmed), `series-code-unknown recurrencepattern ${pattern}`);
  }
});

test('a month is not counted from a January that nobody confirmed', () => {
  assert.equal(
    refusalOf(7, lastDayOfYear, { ...codes, january: null }),
    'series-code-unknown yearlyrecurrencespecificdatemonth 11',
  );
});

test('a code that was given to two meanings means neither', () => {
  assert.equal(
    refusalOf(3, everyTwoDays, { ...codes, weekly: 3 }),
    'series-code-unknown recurrencepattern 3',
  );
});
