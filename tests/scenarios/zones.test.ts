/** All-day events are dates and a 09:00 series is at 09:00, in every zone, whatever zone this process runs in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ZoneDefinition } from '../../main/simulators/exchange/state/zone.ts';
import { install } from './installation.ts';

/** Half an hour off, with rules of its own and without any name, as some servers transmit custom zones. */
const nameless: ZoneDefinition = {
  id: '',
  name: '',
  periods: [
    { id: 'std', name: 'Standard', bias: -210 },
    { id: 'dst', name: 'Daylight', bias: -270 },
  ],
  groups: [
    {
      id: '0',
      changes: [
        { to: 'dst', month: 4, weekday: 0, occurrence: 1, at: 120 },
        { to: 'std', month: 10, weekday: 0, occurrence: -1, at: 180 },
      ],
    },
  ],
  starts: [{ group: '0' }],
};

interface Case {
  readonly zone: string | ZoneDefinition;
  /** Around a change of the clocks of that zone, where it has one: dates of a weekly series and the UTC times of 09:00. */
  readonly start: string;
  readonly weekly: readonly string[];
  /** First and last date of an all-day event over that change. */
  readonly leave: readonly [string, string];
}

const cases: readonly Case[] = [
  {
    zone: 'Romance Standard Time',
    start: '2026-03-23',
    weekly: ['2026-03-23T08:00:00', '2026-03-30T07:00:00'],
    leave: ['2026-03-28', '2026-03-30'],
  },
  {
    zone: 'Eastern Standard Time',
    start: '2026-03-02',
    weekly: ['2026-03-02T14:00:00', '2026-03-09T13:00:00'],
    leave: ['2026-03-07', '2026-03-09'],
  },
  {
    zone: 'New Zealand Standard Time',
    start: '2026-03-30',
    weekly: ['2026-03-29T20:00:00', '2026-04-05T21:00:00'],
    leave: ['2026-04-04', '2026-04-06'],
  },
  {
    zone: 'India Standard Time',
    start: '2026-03-23',
    weekly: ['2026-03-23T03:30:00', '2026-03-30T03:30:00'],
    leave: ['2026-03-28', '2026-03-30'],
  },
  {
    zone: 'Line Islands Standard Time',
    start: '2026-03-23',
    weekly: ['2026-03-22T19:00:00', '2026-03-29T19:00:00'],
    leave: ['2026-03-28', '2026-03-30'],
  },
  {
    zone: nameless,
    start: '2026-03-31',
    weekly: ['2026-03-31T05:30:00', '2026-04-07T04:30:00'],
    leave: ['2026-04-04', '2026-04-06'],
  },
];

const nextDay = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

for (const { zone, start, weekly, leave } of cases) {
  const name = typeof zone === 'string' ? zone : 'a zone without a name';
  test(`${name}: 09:00 stays 09:00 and leave is whole days`, async t => {
    const house = await install({ start: `${start}T00:00:00Z` });
    t.after(() => house.close());
    const anna = house.mailbox('Anna');
    const noDays = { start: `${start}T09:00:00`, end: `${start}T10:00:00`, timeZone: zone };
    anna.book({
      ...noDays,
      subject: 'Weekly',
      recurrence: { pattern: { kind: 'Daily', interval: 7 }, range: { kind: 'numbered', count: 2 } },
    });
    anna.book({
      subject: 'Leave',
      start: `${leave[0]}T00:00:00`,
      end: `${nextDay(leave[1])}T00:00:00`,
      allDay: true,
      timeZone: zone,
      freeBusy: 'OOF',
    });
    anna.book({
      subject: 'Day off',
      start: `${leave[1]}T00:00:00`,
      end: `${nextDay(leave[1])}T00:00:00`,
      allDay: true,
      timeZone: zone,
      freeBusy: 'OOF',
    });
    const days = anna.book({
      subject: 'Every week',
      start: `${start}T00:00:00`,
      end: `${nextDay(start)}T00:00:00`,
      allDay: true,
      timeZone: zone,
      freeBusy: 'OOF',
      recurrence: { pattern: { kind: 'Daily', interval: 7 }, range: { kind: 'numbered', count: 3 } },
    });
    await house.sync();
    const rows = house.appointments('Anna');
    const of = (subject: string) => rows.filter(row => row.subject === subject);
    assert.deepEqual(
      of('Weekly').map(row => row.start_date),
      weekly,
    );
    assert.deepEqual(
      of('Leave').map(row => [row.allday, row.start_date, row.end_date]),
      [[true, `${leave[0]}T00:00:00`, `${leave[1]}T23:59:59`]],
    );
    assert.deepEqual(
      of('Day off').map(row => [row.start_date, row.end_date]),
      [[`${leave[1]}T00:00:00`, `${leave[1]}T23:59:59`]],
    );
    const second = new Date(Date.parse(start) + 7 * 86_400_000).toISOString().slice(0, 10);
    const third = new Date(Date.parse(start) + 14 * 86_400_000).toISOString().slice(0, 10);
    assert.deepEqual(
      of('Every week').map(row => row.start_date),
      [start, second, third].map(date => `${date}T00:00:00`),
    );
    // An exception of an all-day series is found again by its date in the zone of the series.
    anna.changeOccurrence(days, second, {
      subject: 'Every week, but longer',
      end: `${nextDay(nextDay(second))}T00:00:00`,
    });
    const changed = await house.sync();
    assert.deepEqual([changed.added, changed.changed, changed.removed], [0, 1, 0]);
    anna.removeOccurrence(days, third);
    assert.equal((await house.sync()).removed, 1);
    for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
  });
}
