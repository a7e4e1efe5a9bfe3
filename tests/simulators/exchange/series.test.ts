/** What a client sees of a series: occurrences, exceptions, gaps, and what a change of the series does to them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, codes, getItems, items, syncAll, text, texts, view, withSimulator } from './raw-client.ts';
import { anna, asAnna } from './write-requests.ts';

const noEnd = { kind: 'noEnd' } as const;

test('a view shows occurrences and exceptions, never masters; exceptions where they were moved to', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna, timeZone: 'UTC' });
    const master = mailbox.book({
      subject: 'Stand-up',
      start: '2026-11-02T09:00:00',
      end: '2026-11-02T09:15:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 5 } },
    });
    mailbox.changeOccurrence(master, '2026-11-03', {
      subject: 'Stand-up, late',
      start: '2026-11-20T11:00:00',
    });
    mailbox.removeOccurrence(master, '2026-11-04');
    const uris = ['calendar:RecurrenceId', 'item:ItemClass', 'calendar:IsRecurring'];
    const week = await ask(simulator, view('2026-11-02T00:00:00Z', '2026-11-09T00:00:00Z', uris), asAnna);
    assert.deepEqual(texts(week.xml, 'CalendarItemType'), ['Occurrence', 'Occurrence', 'Occurrence']);
    assert.deepEqual(texts(week.xml, 'RecurrenceId'), [
      '2026-11-02T09:00:00Z',
      '2026-11-05T09:00:00Z',
      '2026-11-06T09:00:00Z',
    ]);
    assert.equal(text(week.xml, 'ItemClass'), 'IPM.Appointment.Occurrence');
    const later = await ask(simulator, view('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', uris), asAnna);
    const [row] = items(later.xml);
    assert.equal(text(row ?? '', 'CalendarItemType'), 'Exception');
    assert.equal(text(row ?? '', 'Subject'), 'Stand-up, late');
    assert.equal(text(row ?? '', 'RecurrenceId'), '2026-11-03T09:00:00Z');
    assert.equal(text(row ?? '', 'End'), '2026-11-20T11:15:00Z');
    assert.match(text(row ?? '', 'ItemClass') ?? '', /^IPM\.OLE\.CLASS\.\{00061055-/);
    const keys = new Set(
      [...`${week.xml}${later.xml}`.matchAll(/<t:ItemId Id="[^"]*" ChangeKey="([^"]*)"/g)].map(one => one[1]),
    );
    assert.equal(keys.size, 1);
    assert.equal(new Set(texts(`${week.xml}${later.xml}`, 'UID')).size, 1);
  }));

test('a master tells its recurrence, edges, changed and removed occurrences', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const master = mailbox.book({
      subject: 'Review',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1, days: ['Monday', 'Wednesday'] },
        range: { kind: 'endDate', endDate: '2026-11-11' },
      },
    });
    mailbox.changeOccurrence(master, '2026-11-04', { start: '2026-11-04T14:00:00' });
    mailbox.removeOccurrence(master, '2026-11-11');
    const { xml } = await ask(simulator, getItems([master]), asAnna);
    assert.match(
      xml,
      /<t:WeeklyRecurrence><t:Interval>1<\/t:Interval><t:DaysOfWeek>Monday Wednesday<\/t:DaysOfWeek>/,
    );
    assert.match(
      xml,
      /<t:StartDate>2026-11-02\+01:00<\/t:StartDate><t:EndDate>2026-11-11\+01:00<\/t:EndDate>/,
    );
    assert.match(text(xml, 'FirstOccurrence') ?? '', /<t:Start>2026-11-02T09:00:00Z/);
    assert.match(text(xml, 'LastOccurrence') ?? '', /<t:Start>2026-11-09T09:00:00Z/);
    assert.match(
      text(xml, 'ModifiedOccurrences') ?? '',
      /<t:Start>2026-11-04T13:00:00Z<\/t:Start><t:End>2026-11-04T14:00:00Z<\/t:End><t:OriginalStart>2026-11-04T09:00:00Z/,
    );
    assert.equal(
      text(xml, 'DeletedOccurrences'),
      '<t:DeletedOccurrence><t:Start>2026-11-11T09:00:00Z</t:Start></t:DeletedOccurrence>',
    );
    assert.equal(text(xml, 'IsRecurring'), 'false');
  }));

test('occurrences are had by id, by index and lead back to their master', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const master = mailbox.book({
      subject: 'Review',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    const [first, second] = mailbox.expand('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    mailbox.removeOccurrence(master, '2026-11-04');
    const index = (n: number) => `<t:OccurrenceItemId RecurringMasterId="${master}" InstanceIndex="${n}"/>`;
    const up = (id: string) => `<t:RecurringMasterItemId OccurrenceId="${id}"/>`;
    const wanted = [
      second?.id ?? '',
      index(1),
      index(3),
      index(4),
      index(0),
      up(first?.id ?? ''),
      up(master),
    ];
    const { xml } = await ask(simulator, getItems(wanted), asAnna);
    assert.deepEqual(codes(xml), [
      'NoError',
      'NoError',
      'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
      'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
      'NoError',
      'ErrorCalendarCannotUseIdForRecurringMasterId',
    ]);
    assert.deepEqual(texts(xml, 'CalendarItemType'), ['Occurrence', 'Occurrence', 'RecurringMaster']);
    assert.equal(first?.id.length, 168);
  }));

test('an occurrence id is not found once its occurrence is removed or its series begins elsewhere', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const master = mailbox.book({
      subject: 'Review',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: { pattern: { kind: 'Weekly', interval: 1, days: ['Monday'] }, range: noEnd },
    });
    const ids = mailbox.expand('2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z').map(event => event.id);
    mailbox.remove(ids[0] ?? '');
    const code = async () => codes((await ask(simulator, getItems(ids), asAnna)).xml);
    assert.deepEqual(await code(), ['ErrorItemNotFound', 'NoError', 'NoError']);
    mailbox.change(master, {
      recurrence: { pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'] }, range: noEnd },
    });
    assert.deepEqual(await code(), ['ErrorItemNotFound', 'ErrorItemNotFound', 'ErrorItemNotFound']);
  }));

test('a changed or removed occurrence reaches sync as an update of its master, unless the dialect says no', async () => {
  for (const occurrenceChangeUpdatesMaster of [true, false])
    await withSimulator({ dialect: { occurrenceChangeUpdatesMaster } }, async simulator => {
      const mailbox = simulator.state.addMailbox({ address: anna });
      const master = mailbox.book({
        subject: 'Review',
        start: '2026-11-02T10:00:00',
        end: '2026-11-02T11:00:00',
        recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: noEnd },
      });
      const { state } = await syncAll(simulator, asAnna);
      mailbox.changeOccurrence(master, '2026-11-05', { location: 'Room 2' });
      mailbox.removeOccurrence(master, '2026-11-06');
      const expected = occurrenceChangeUpdatesMaster ? [`Update ${master}`] : [];
      assert.deepEqual((await syncAll(simulator, asAnna, state)).changes, expected);
    });
});

test('a single item becomes a series and a series a single item under the same id', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const id = mailbox.book({ subject: 'One', start: '2026-11-02T10:00:00', end: '2026-11-02T11:00:00' });
    const kinds = () =>
      mailbox.expand('2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z').map(event => event.kind);
    const { uid } = mailbox.items()[0] ?? {};
    mailbox.makeRecurring(id, {
      pattern: { kind: 'Daily', interval: 1 },
      range: { kind: 'numbered', count: 3 },
    });
    assert.deepEqual(kinds(), ['Occurrence', 'Occurrence', 'Occurrence']);
    mailbox.makeSingle(id);
    assert.deepEqual(kinds(), ['Single']);
    assert.deepEqual([mailbox.items()[0]?.id, mailbox.items()[0]?.uid], [id, uid]);
  }));

test('changing the time of a series drops its exceptions, changing its subject keeps them', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const master = mailbox.book({
      subject: 'Review',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    mailbox.changeOccurrence(master, '2026-11-03', { location: 'Room 2' });
    mailbox.removeOccurrence(master, '2026-11-04');
    mailbox.change(master, { subject: 'Review 2' });
    const shown = () =>
      mailbox
        .expand('2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z')
        .map(event => `${event.start} ${event.subject} ${event.location}`);
    assert.deepEqual(shown(), ['2026-11-02T09:00:00Z Review 2 ', '2026-11-03T09:00:00Z Review 2 Room 2']);
    mailbox.change(master, { start: '2026-11-02T12:00:00' });
    assert.deepEqual(shown(), [
      '2026-11-02T11:00:00Z Review 2 ',
      '2026-11-03T11:00:00Z Review 2 ',
      '2026-11-04T11:00:00Z Review 2 ',
    ]);
  }));
