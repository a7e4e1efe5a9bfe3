/** Calendar items as iCalendar text, given and taken: bare, with the zone, folded and escaped, series with their exceptions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mailbox } from '../../../main/simulators/exchange/mailbox.ts';
import type { ExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import type { RecurrencePattern } from '../../../main/simulators/exchange/state/recurrence.ts';
import { ask, codes, getItems, text, withSimulator } from './raw-client.ts';

const asAnna = { as: 'anna@corp.example' };

const withAnna = (work: (simulator: ExchangeSimulator, mailbox: Mailbox) => Promise<void>) => () =>
  withSimulator({}, async simulator => {
    await work(simulator, simulator.state.addMailbox({ address: asAnna.as, displayName: 'Anna Berg' }));
  });

/** The lines of an item's MimeContent, unfolded. */
async function linesOf(simulator: ExchangeSimulator, id: string): Promise<string[]> {
  const { xml } = await ask(simulator, getItems([id], ['item:MimeContent'], 'IdOnly'), asAnna);
  const calendar = Buffer.from(text(xml, 'MimeContent') ?? '', 'base64').toString();
  assert.ok(calendar.split('\r\n').every(line => line.length <= 75));
  return calendar.replaceAll('\r\n ', '').split('\r\n');
}

async function create(simulator: ExchangeSimulator, lines: readonly string[], more = ''): Promise<string[]> {
  const mime = Buffer.from(lines.join('\r\n')).toString('base64');
  const body = `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:MimeContent>${mime}</t:MimeContent>${more}</t:CalendarItem></m:Items></m:CreateItem>`;
  return codes((await ask(simulator, body, asAnna)).xml);
}

test(
  'an item comes as a bare calendar with the zone it was made in',
  withAnna(async (simulator, mailbox) => {
    const id = mailbox.book({
      subject: `R&D; one, two ${'long '.repeat(30)}`,
      start: '2026-03-10T09:00:00',
      end: '2026-03-10T10:00:00',
      location: 'a\\b',
      body: 'one\ntwo',
      bodyType: 'Text',
      sensitivity: 'Private',
      categories: ['Red', 'a,b'],
      attendees: [{ address: 'bo@corp.example', name: 'Bo', kind: 'optional', response: 'Accept' }],
    });
    const lines = await linesOf(simulator, id);
    assert.equal(lines[0], 'BEGIN:VCALENDAR');
    assert.equal(lines.at(-2), 'END:VCALENDAR');
    for (const line of [
      'TZID:W. Europe Standard Time',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
      'DTSTART;TZID=W. Europe Standard Time:20260310T090000',
      'DTEND;TZID=W. Europe Standard Time:20260310T100000',
      `SUMMARY;LANGUAGE=en-US:R&D\\; one\\, two ${'long '.repeat(30)}`,
      'LOCATION;LANGUAGE=en-US:a\\\\b',
      'DESCRIPTION;LANGUAGE=en-US:one\\ntwo',
      'CLASS:PRIVATE',
      'CATEGORIES:Red,a\\,b',
      'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="Bo":mailto:bo@corp.example',
      'TRIGGER;RELATED=START:-PT15M',
    ])
      assert.ok(lines.includes(line), line);
    const summer = lines.indexOf('BEGIN:DAYLIGHT');
    assert.deepEqual(lines.slice(summer + 1, summer + 4), [
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
    ]);
  }),
);

test(
  'a series comes with its rule, its gaps and its exceptions, a whole day as a date',
  withAnna(async (simulator, mailbox) => {
    const id = mailbox.book({
      subject: 'Day',
      start: '2026-03-10',
      end: '2026-03-11',
      allDay: true,
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 4 } },
    });
    mailbox.removeOccurrence(id, '2026-03-11');
    mailbox.changeOccurrence(id, '2026-03-12', { subject: 'Other' });
    const lines = await linesOf(simulator, id);
    assert.ok(lines.includes('RRULE:FREQ=DAILY;INTERVAL=1;COUNT=4'));
    assert.ok(lines.includes('EXDATE;VALUE=DATE:20260311'));
    assert.ok(lines.includes('RECURRENCE-ID;VALUE=DATE:20260312'));
    assert.deepEqual(
      lines.filter(line => line.startsWith('SUMMARY')),
      ['SUMMARY;LANGUAGE=en-US:Day', 'SUMMARY;LANGUAGE=en-US:Other'],
    );
  }),
);

const patterns: readonly RecurrencePattern[] = [
  { kind: 'Daily', interval: 3 },
  { kind: 'Weekly', interval: 2, days: ['Monday', 'Friday'], firstDayOfWeek: 'Monday' },
  { kind: 'AbsoluteMonthly', interval: 1, dayOfMonth: 10 },
  { kind: 'RelativeMonthly', interval: 1, day: 'Tuesday', index: 'Second' },
  { kind: 'RelativeMonthly', interval: 2, day: 'Weekday', index: 'Last' },
  { kind: 'AbsoluteYearly', month: 3, dayOfMonth: 10 },
  { kind: 'RelativeYearly', month: 3, day: 'Tuesday', index: 'Second' },
];

test(
  'what is given as iCalendar can be taken as iCalendar: every pattern falls on the same days again',
  withAnna(async (simulator, mailbox) => {
    for (const pattern of patterns)
      for (const range of [
        { kind: 'numbered', count: 5 },
        { kind: 'endDate', endDate: '2027-12-31' },
      ] as const) {
        const id = mailbox.book({
          subject: 'Series',
          start: '2026-03-10T09:00:00',
          end: '2026-03-10T10:00:00',
          timeZone: 'Eastern Standard Time',
          recurrence: { pattern, range },
        });
        const days = () =>
          mailbox.expand('2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z').map(event => event.start);
        const lines = await linesOf(simulator, id);
        const before = days();
        mailbox.remove(id);
        assert.deepEqual(await create(simulator, lines), ['NoError']);
        assert.deepEqual(days(), before, JSON.stringify(pattern));
        mailbox.remove(mailbox.items()[0]?.id ?? '');
      }
  }),
);

const given = (event: readonly string[], zone: readonly string[] = []) => [
  'BEGIN:VCALENDAR',
  ...zone,
  'BEGIN:VEVENT',
  'UID:mine@client.example',
  ...event,
  'END:VEVENT',
  'END:VCALENDAR',
];

test(
  'a client may create an item of iCalendar text in a zone of its own; properties beside it win',
  withAnna(async (simulator, mailbox) => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700329T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    const event = [
      'SUMMARY:Long',
      ' er',
      'DTSTART;TZID=Europe/Berlin:20260710T090000',
      'DTEND;TZID=Europe/Berlin:20260710T093000',
      'CLASS:CONFIDENTIAL',
      'TRANSP:TRANSPARENT',
      'DESCRIPTION:a\\nb\\, c',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="Bo: Ek":mailto:bo@corp.example',
    ];
    const reminder = '<t:ReminderIsSet>false</t:ReminderIsSet><t:Location>Beside</t:Location>';
    assert.deepEqual(await create(simulator, given(event, zone), reminder), ['NoError']);
    const [item] = mailbox.items();
    assert.deepEqual(
      [item?.subject, item?.start, item?.end, item?.body, item?.location, item?.uid],
      ['Longer', '2026-07-10T07:00:00Z', '2026-07-10T07:30:00Z', 'a\nb, c', 'Beside', 'mine@client.example'],
    );
    assert.deepEqual([item?.sensitivity, item?.freeBusy], ['Confidential', 'Free']);
    assert.deepEqual(item?.attendees, [{ address: 'bo@corp.example', name: 'Bo: Ek', kind: 'required' }]);
  }),
);

test(
  'the gaps of a series come along, in its zone or in UTC',
  withAnna(async (simulator, mailbox) => {
    const event = [
      'DTSTART;TZID=Tokyo Standard Time:20260310T080000',
      'DTEND;TZID=Tokyo Standard Time:20260310T083000',
      'RRULE:FREQ=DAILY;COUNT=5',
      'EXDATE;TZID=Tokyo Standard Time:20260311T080000,20260401T080000',
      'EXDATE:20260312T230000Z',
    ];
    assert.deepEqual(await create(simulator, given(event)), ['NoError']);
    assert.deepEqual(
      mailbox.expand('2026-03-01T00:00:00Z', '2026-05-01T00:00:00Z').map(one => one.originalDate),
      ['2026-03-10', '2026-03-12', '2026-03-14'],
    );
  }),
);

test(
  'text that is no calendar is refused and nothing is made of it',
  withAnna(async (simulator, mailbox) => {
    for (const lines of [
      ['From: somebody', '', 'a mail'],
      given(['SUMMARY:without a start']),
      given(['DTSTART:soon']),
      given(['DTSTART:20260310T090000Z', 'RRULE:FREQ=SECONDLY']),
      ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART:20260310T090000Z', 'END:VCALENDAR'],
    ])
      assert.deepEqual(await create(simulator, lines), ['ErrorMimeContentInvalid'], lines.join());
    assert.deepEqual(mailbox.items(), []);
  }),
);
