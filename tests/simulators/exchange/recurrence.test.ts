/** On which days and at which hours a recurrence falls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recurrence } from '../../../main/simulators/exchange/state/recurrence.ts';
import { DaySequence, dateOfDay, dayNumber } from '../../../main/simulators/exchange/state/recurrence.ts';
import { ask, texts, view, withSimulator } from './raw-client.ts';
import { anna, asAnna } from './write-requests.ts';

function dates(recurrence: Recurrence, start: string, count: number): string[] {
  const days = new DaySequence(recurrence, dayNumber(start));
  const found: string[] = [];
  for (let index = 0; index < count; index++) {
    const day = days.at(index);
    if (day !== undefined) found.push(dateOfDay(day));
  }
  return found;
}

const noEnd = { kind: 'noEnd' } as const;

test('every pattern falls on the days that Outlook shows', () => {
  const cases: [Recurrence['pattern'], string, string][] = [
    [{ kind: 'Daily', interval: 3 }, '2026-02-26', '2026-02-26 2026-03-01 2026-03-04'],
    [
      { kind: 'Weekly', interval: 1, days: ['Monday', 'Friday'] },
      '2026-11-04',
      '2026-11-06 2026-11-09 2026-11-13',
    ],
    [
      { kind: 'Weekly', interval: 2, days: ['Sunday', 'Tuesday'], firstDayOfWeek: 'Monday' },
      '2026-11-03',
      '2026-11-03 2026-11-08 2026-11-17 2026-11-22',
    ],
    [
      { kind: 'Weekly', interval: 2, days: ['Sunday', 'Tuesday'] },
      '2026-11-03',
      '2026-11-03 2026-11-15 2026-11-17 2026-11-29',
    ],
    [
      { kind: 'AbsoluteMonthly', interval: 1, dayOfMonth: 31 },
      '2027-01-31',
      '2027-01-31 2027-02-28 2027-03-31 2027-04-30',
    ],
    [
      { kind: 'RelativeMonthly', interval: 2, day: 'Thursday', index: 'Last' },
      '2026-11-01',
      '2026-11-26 2027-01-28 2027-03-25',
    ],
    [
      { kind: 'RelativeMonthly', interval: 1, day: 'Weekday', index: 'First' },
      '2026-11-01',
      '2026-11-02 2026-12-01 2027-01-01',
    ],
    [
      { kind: 'RelativeMonthly', interval: 1, day: 'WeekendDay', index: 'Second' },
      '2026-11-01',
      '2026-11-07 2026-12-06',
    ],
    [
      { kind: 'RelativeMonthly', interval: 1, day: 'Day', index: 'Last' },
      '2027-02-01',
      '2027-02-28 2027-03-31',
    ],
    [{ kind: 'AbsoluteYearly', month: 2, dayOfMonth: 29 }, '2027-01-01', '2027-02-28 2028-02-29 2029-02-28'],
    [
      { kind: 'RelativeYearly', month: 3, day: 'Sunday', index: 'Fourth' },
      '2026-04-01',
      '2027-03-28 2028-03-26',
    ],
  ];
  for (const [pattern, start, expected] of cases) {
    const wanted = expected.split(' ');
    assert.deepEqual(dates({ pattern, range: noEnd }, start, wanted.length), wanted, pattern.kind);
  }
});

test('a range ends by number or by date, that date included', () => {
  const pattern = { kind: 'Daily', interval: 2 } as const;
  assert.equal(dates({ pattern, range: { kind: 'numbered', count: 3 } }, '2026-11-01', 9).length, 3);
  assert.deepEqual(
    dates({ pattern, range: { kind: 'endDate', endDate: '2026-11-05' } }, '2026-11-01', 9).at(-1),
    '2026-11-05',
  );
  assert.equal(dates({ pattern, range: noEnd }, '2010-11-01', 5000).length, 5000);
});

test('a series keeps its wall time over daylight saving time, everywhere', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const recurrence: Recurrence = {
      pattern: { kind: 'Weekly', interval: 1, days: ['Monday'] },
      range: noEnd,
    };
    const book = (timeZone: string, day: string) =>
      mailbox.book({
        subject: timeZone,
        start: `${day}T09:00:00`,
        end: `${day}T10:00:00`,
        timeZone,
        recurrence,
      });
    book('W. Europe Standard Time', '2026-10-19');
    const starts = async (from: string, until: string) =>
      texts((await ask(simulator, view(from, until), asAnna)).xml, 'Start');
    assert.deepEqual(await starts('2026-10-19T00:00:00Z', '2026-11-01T00:00:00Z'), [
      '2026-10-19T07:00:00Z',
      '2026-10-26T08:00:00Z',
    ]);
    mailbox.remove(mailbox.items()[0]?.id ?? '');
    book('New Zealand Standard Time', '2026-09-21');
    assert.deepEqual(await starts('2026-09-20T00:00:00Z', '2026-10-01T00:00:00Z'), [
      '2026-09-20T21:00:00Z',
      '2026-09-27T20:00:00Z',
    ]);
  }));

test('all-day items and series are midnights of their zone, also on the days that daylight saving time bends', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({
      subject: 'On call',
      start: '2026-10-24',
      end: '2026-10-25',
      allDay: true,
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    mailbox.book({
      subject: 'Away',
      start: '2026-11-02',
      end: '2026-11-04',
      allDay: true,
      timeZone: 'Line Islands Standard Time',
    });
    mailbox.book({
      subject: 'Sloppy',
      start: '2026-11-09T08:00:00',
      end: '2026-11-09T09:00:00',
      allDay: true,
    });
    const shown = mailbox
      .expand('2026-10-20T00:00:00Z', '2026-11-20T00:00:00Z')
      .map(event => [event.subject, event.start, event.end, event.firstDate, event.lastDate].join(' '));
    assert.deepEqual(shown, [
      'On call 2026-10-23T22:00:00Z 2026-10-24T22:00:00Z 2026-10-24 2026-10-24',
      'On call 2026-10-24T22:00:00Z 2026-10-25T23:00:00Z 2026-10-25 2026-10-25',
      'On call 2026-10-25T23:00:00Z 2026-10-26T23:00:00Z 2026-10-26 2026-10-26',
      'Away 2026-11-01T10:00:00Z 2026-11-03T10:00:00Z 2026-11-02 2026-11-03',
      'Sloppy 2026-11-08T23:00:00Z 2026-11-09T23:00:00Z 2026-11-09 2026-11-09',
    ]);
  }));
