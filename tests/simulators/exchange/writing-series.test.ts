/** What a client may do to a series and its occurrences, and what it may not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, codes, withSimulator } from './raw-client.ts';
import { anna, asAnna, create, remove, set, update } from './write-requests.ts';

test('a created series has its occurrences and one made of nonsense is refused', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const series = (range: string) =>
      create(
        `<t:Subject>s</t:Subject><t:Start>2026-10-19T09:00:00</t:Start><t:End>2026-10-19T10:00:00</t:End><t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>${range}</t:Recurrence><t:StartTimeZone Id="W. Europe Standard Time"/>`,
      );
    const numbered =
      '<t:NumberedRecurrence><t:StartDate>2026-10-19</t:StartDate><t:NumberOfOccurrences>2</t:NumberOfOccurrences></t:NumberedRecurrence>';
    assert.deepEqual(codes((await ask(simulator, series(numbered), asAnna)).xml), ['NoError']);
    const shown = mailbox.expand('2026-10-01T00:00:00Z', '2026-12-01T00:00:00Z').map(event => event.start);
    assert.deepEqual(shown, ['2026-10-19T07:00:00Z', '2026-10-26T08:00:00Z']);
    const ended =
      '<t:EndDateRecurrence><t:StartDate>2026-10-19</t:StartDate><t:EndDate>2026-10-01</t:EndDate></t:EndDateRecurrence>';
    assert.deepEqual(codes((await ask(simulator, series(ended), asAnna)).xml), [
      'ErrorRecurrenceHasNoOccurrence',
    ]);
    assert.deepEqual(codes((await ask(simulator, series('<t:Whatever/>'), asAnna)).xml), [
      'ErrorCalendarInvalidRecurrence',
    ]);
  }));

test('an update or deletion of an occurrence id makes an exception or a gap, not more', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({
      subject: 's',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    const all = () => mailbox.expand('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    const [first, second] = all();
    await ask(
      simulator,
      update(first?.id ?? '', first?.changeKey, set('item:Subject', '<t:Subject>e</t:Subject>')),
      asAnna,
    );
    await ask(simulator, remove(second?.id ?? ''), asAnna);
    assert.deepEqual(
      all().map(event => `${event.kind} ${event.subject} ${event.originalDate}`),
      ['Exception e 2026-11-02', 'Occurrence s 2026-11-04'],
    );
    assert.deepEqual(mailbox.items()[0]?.removedDates, ['2026-11-03']);
  }));

test('an occurrence may not be moved past its neighbours by a client', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    mailbox.book({
      subject: 's',
      start: '2026-11-02T10:00:00',
      end: '2026-11-02T11:00:00',
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1, days: ['Monday'] },
        range: { kind: 'numbered', count: 3 },
      },
    });
    const [, second] = mailbox.expand('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    const move = async (day: string) => {
      const times = [
        set('calendar:Start', `<t:Start>2026-11-${day}T10:00:00Z</t:Start>`),
        set('calendar:End', `<t:End>2026-11-${day}T11:00:00Z</t:End>`),
      ];
      const body = update(second?.id ?? '', undefined, times.join(''), 'AlwaysOverwrite');
      return codes((await ask(simulator, body, asAnna)).xml).join();
    };
    assert.equal(await move('02'), 'ErrorOccurrenceCrossingBoundary');
    assert.equal(await move('16'), 'ErrorOccurrenceCrossingBoundary');
    assert.equal(await move('15'), 'NoError');
  }));
