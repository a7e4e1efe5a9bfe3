import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantOf, inWindow, windowAt } from '../../main/core/window.ts';
import type { ZoneRules } from '../../main/core/zone.ts';
import { allDayDates, dateIn, wallTime } from '../../main/core/zone.ts';

const yearly = { kind: 'yearly', weekday: 0, day: null } as const;

const berlin: ZoneRules = {
  name: 'W. Europe Standard Time',
  eras: [
    {
      from: null,
      offsetMinutes: 60,
      changes: [
        { ...yearly, month: 3, occurrence: -1, minuteOfDay: 120, offsetMinutes: 120 },
        { ...yearly, month: 10, occurrence: -1, minuteOfDay: 180, offsetMinutes: 60 },
      ],
    },
  ],
};

/** The southern half: summer begins in the old year. */
const auckland: ZoneRules = {
  name: '',
  eras: [
    {
      from: null,
      offsetMinutes: 720,
      changes: [
        { ...yearly, month: 4, occurrence: 1, minuteOfDay: 180, offsetMinutes: 720 },
        { ...yearly, month: 9, occurrence: -1, minuteOfDay: 120, offsetMinutes: 780 },
      ],
    },
  ],
};

test('wall time changes at the second at which the rules say so', () => {
  assert.equal(wallTime('2026-03-29T00:59:59Z', berlin), '2026-03-29T01:59:59');
  assert.equal(wallTime('2026-03-29T01:00:00Z', berlin), '2026-03-29T03:00:00');
  assert.equal(wallTime('2026-10-25T00:59:59Z', berlin), '2026-10-25T02:59:59');
  assert.equal(wallTime('2026-10-25T01:00:00Z', berlin), '2026-10-25T02:00:00');
  assert.equal(wallTime('2026-01-01T00:00:00Z', auckland), '2026-01-01T13:00:00');
  assert.equal(wallTime('2026-04-04T14:00:00Z', auckland), '2026-04-05T02:00:00');
  assert.equal(wallTime('2026-07-01T00:00:00Z', auckland), '2026-07-01T12:00:00');
});

test('a later era replaces the rules from its date on', () => {
  const moved: ZoneRules = {
    name: '',
    eras: [
      { from: null, offsetMinutes: 0, changes: [] },
      { from: '2026-06-01T00:00:00', offsetMinutes: 180, changes: [] },
    ],
  };
  assert.equal(wallTime('2026-05-31T23:59:59Z', moved), '2026-05-31T23:59:59');
  assert.equal(wallTime('2026-06-01T00:00:00Z', moved), '2026-06-01T03:00:00');
});

test('all-day dates are those of the zone in which they were made', () => {
  assert.equal(dateIn('2026-03-28T23:00:00Z', berlin), '2026-03-29');
  assert.deepEqual(allDayDates('2026-03-27T23:00:00Z', '2026-03-29T22:00:00Z', berlin), {
    first: '2026-03-28',
    last: '2026-03-29',
  });
  assert.deepEqual(allDayDates('2026-03-24T00:00:00Z', '2026-03-25T00:00:00Z', berlin), {
    first: '2026-03-24',
    last: '2026-03-24',
  });
});

test('the window is whole days and rolls at the minute of the mailbox', () => {
  const span = { daysBack: 1, daysAhead: 2 };
  assert.deepEqual(windowAt('2026-03-25T10:00:00Z', span, 0), {
    start: '2026-03-24T00:00:00Z',
    end: '2026-03-28T00:00:00Z',
  });
  assert.deepEqual(windowAt('2026-03-25T10:00:00Z', span, 601), {
    start: '2026-03-23T00:00:00Z',
    end: '2026-03-27T00:00:00Z',
  });
});

test('what only touches the window is outside, what has no length belongs to its start', () => {
  const window = { start: '2026-03-24T00:00:00Z', end: '2026-03-28T00:00:00Z' };
  const at = (start: string, end: string) =>
    inWindow({ start: `2026-03-${start}:00:00Z`, end: `2026-03-${end}:00:00Z` }, window);
  assert.deepEqual(
    [at('23T22', '24T00'), at('23T23', '24T01'), at('27T23', '28T05'), at('28T00', '28T01')],
    [false, true, true, false],
  );
  assert.deepEqual([at('24T00', '24T00'), at('28T00', '28T00')], [true, false]);
});

test('a moment, wall time or date beyond the ends of the calendar counts as its first or last', () => {
  const far: ZoneRules = {
    name: '',
    eras: [{ from: null, offsetMinutes: Number.POSITIVE_INFINITY, changes: [] }],
  };
  const behind: ZoneRules = { name: '', eras: [{ from: null, offsetMinutes: -720, changes: [] }] };
  assert.equal(instantOf(Date.parse('9999-12-31T23:00:00Z') + 86_400_000), '9999-12-31T23:59:59Z');
  assert.equal(instantOf(Date.parse('0001-01-01T00:00:00Z') - 86_400_000), '0001-01-01T00:00:00Z');
  assert.equal(wallTime('9999-12-31T23:30:00Z', berlin), '9999-12-31T23:59:59');
  assert.equal(dateIn('0001-01-01T06:00:00Z', behind), '0001-01-01');
  assert.deepEqual(allDayDates('9999-12-31T12:00:00Z', '9999-12-31T23:59:59Z', auckland), {
    first: '9999-12-31',
    last: '9999-12-31',
  });
  assert.equal(dateIn('2026-03-25T09:00:00Z', far), '9999-12-31');
});
