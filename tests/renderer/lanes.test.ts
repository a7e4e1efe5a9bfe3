/** Where blocks lie in the calendar: days, columns, what is missing in Halo. In local time, whatever the zone is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarView } from '../../preload/contract/views/calendar.ts';
import { addDays, daysOf, isWeekend, midnightOf, step } from '../../renderer/screens/calendar/days.ts';
import { allDayOn, blocksOf, placedOn } from '../../renderer/screens/calendar/lanes.ts';

const instantOf = (local: string) => `${new Date(local).toISOString().slice(0, 19)}Z`;

function event(tie: string, start: string, end: string): CalendarView['exchange'][number] {
  return {
    tie,
    kind: 'single',
    when: { kind: 'timed', start: instantOf(start), end: instantOf(end) },
    subject: tie,
    location: '',
    seriesId: null,
    verdict: 'skipped',
    says: 'Skipped: free time is not imported.',
    setting: 'import.free',
  };
}

function view(exchange: CalendarView['exchange'], halo: CalendarView['halo'] = []): CalendarView {
  return {
    agentId: 101,
    agent: 'Anna Keller',
    address: 'anna.keller@northwind.example',
    from: '2026-11-16',
    to: '2026-11-22',
    sentence: '',
    readAt: '2026-11-17T09:00:00Z',
    exchange,
    halo,
    series: [],
    window: { start: '2026-11-03T00:00:00Z', end: '2027-05-18T00:00:00Z' },
  };
}

test('a week begins on Monday and a month is six whole weeks', () => {
  assert.deepEqual(daysOf('week', '2026-11-22').slice(0, 2), ['2026-11-16', '2026-11-17']);
  const month = daysOf('month', '2026-11-17');
  assert.equal(month.length, 42);
  assert.equal(month[0], '2026-10-26');
  assert.ok(isWeekend('2026-11-22') && !isWeekend('2026-11-16'));
});

test('stepping by months and over the change of the clocks loses no day', () => {
  assert.equal(step('month', '2026-12-31', 1), '2027-01-01');
  assert.equal(step('month', '2027-01-15', -1), '2026-12-01');
  assert.equal(step('week', '2026-03-28', 1), '2026-04-04');
  assert.equal(addDays('2026-10-24', 2), '2026-10-26');
});

test('blocks that overlap share the lane in columns, others have it alone', () => {
  const blocks = blocksOf(
    view([
      event('a', '2026-11-17T09:00:00', '2026-11-17T11:00:00'),
      event('b', '2026-11-17T10:00:00', '2026-11-17T12:00:00'),
      event('c', '2026-11-17T14:00:00', '2026-11-17T15:00:00'),
    ]),
  );
  const placed = placedOn(blocks, 'exchange', '2026-11-17');
  assert.deepEqual(
    placed.map(one => [one.block.subject, one.column, one.columns]),
    [
      ['a', 0, 2],
      ['b', 1, 2],
      ['c', 0, 1],
    ],
  );
});

test('a block over midnight lies on both days, cut at midnight', () => {
  const blocks = blocksOf(view([event('night', '2026-11-17T22:00:00', '2026-11-18T02:00:00')]));
  const [evening] = placedOn(blocks, 'exchange', '2026-11-17');
  const [morning] = placedOn(blocks, 'exchange', '2026-11-18');
  assert.deepEqual([evening?.from, evening?.to], [1_320, 1_440]);
  assert.deepEqual([morning?.from, morning?.to], [0, 120]);
  assert.equal(placedOn(blocks, 'exchange', '2026-11-19').length, 0);
});

test('an event that Halo does not hold leaves a mark in the lane of Halo', () => {
  const skipped = event('a', '2026-11-17T09:00:00', '2026-11-17T10:00:00');
  const held = event('b', '2026-11-17T11:00:00', '2026-11-17T12:00:00');
  const blocks = blocksOf(
    view(
      [skipped, held],
      [
        {
          tie: 'b',
          haloId: 5_501,
          when: held.when,
          subject: 'b',
          location: '',
          seriesId: null,
          owner: 'ours',
          differs: false,
        },
      ],
    ),
  );
  const inHalo = placedOn(blocks, 'halo', '2026-11-17').map(one => [one.block.subject, one.block.isGone]);
  assert.deepEqual(inHalo, [
    ['a', true],
    ['b', false],
  ]);
});

test('an all-day block lies on each of its days and belongs to no zone', () => {
  const blocks = blocksOf(
    view([
      {
        ...event('x', '2026-11-17T09:00:00', '2026-11-17T10:00:00'),
        when: { kind: 'all-day', first: '2026-11-17', last: '2026-11-18' },
      },
    ]),
  );
  const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'];
  assert.deepEqual(
    days.map(day => allDayOn(blocks, 'exchange', day).length),
    [0, 1, 1, 0],
  );
  assert.equal(midnightOf('2026-11-17').getHours(), 0);
});
