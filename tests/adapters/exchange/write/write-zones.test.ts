/** Where Exchange lets nobody set a zone, times are written all the same, and mean the same. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { CalendarItem } from '../../../../main/core/event.ts';
import type { EventDraft } from '../../../../main/core/outbound/event-draft.ts';
import { allDayDates } from '../../../../main/core/zone.ts';
import { review } from '../../../contracts/writer-under-test.ts';
import {
  annas,
  never,
  type OverSimulator,
  type OverSimulatorOptions,
  onSimulator,
} from '../over-simulator.ts';

const helper: OverSimulatorOptions = {
  settings: { access: 'delegate', user: 'helper@example.org' },
  password: 'Passw0rd!',
  mailbox: { timeZone: 'Eastern Standard Time' },
};

function letHelp({ server }: OverSimulator): void {
  server.state.addMailbox({ address: 'helper@example.org', password: 'Passw0rd!' });
  server.state.setRights('helper@example.org', annas.address, 'editor', true);
}

const day = (first: string, last = first): EventDraft => ({
  ...review,
  when: { kind: 'all-day', first, last },
});
const later: EventDraft = {
  ...review,
  when: { kind: 'timed', start: '2026-03-10T15:00:00Z', end: '2026-03-10T16:00:00Z' },
};

async function itemOf({ source }: OverSimulator, id: string): Promise<CalendarItem> {
  const items = await source.items(annas, [id], never);
  assert.ok(items.ok && items.value[0]?.kind === 'found', JSON.stringify(items));
  return items.value[0].item;
}

async function refOf(over: OverSimulator, itemId: string) {
  return { itemId, changeKey: (await itemOf(over, itemId)).changeKey };
}

const zonesSent = ({ server }: OverSimulator) =>
  server.requests
    .filter(request => request.operation === 'UpdateItem')
    .map(request => request.requestXml.includes('calendar:StartTimeZone'));

const book = { subject: 'Booked in New York', start: '2026-03-10T09:00:00', end: '2026-03-10T10:00:00' };
const series = {
  ...book,
  recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 5 } },
} as const;

it(
  'other hours are written without a zone, and the item keeps its own',
  onSimulator(async over => {
    letHelp(over);
    const id = over.calendar.book(book);
    const done = await over.writer.update(annas, await refOf(over, id), later, ['when'], never);
    assert.ok(done.ok, JSON.stringify(done));
    assert.deepEqual(zonesSent(over), [false]);
    const item = await itemOf(over, done.value.itemId);
    assert.deepEqual([item.start, item.zone.name], ['2026-03-10T15:00:00Z', 'Eastern Standard Time']);
  }, helper),
);

it(
  'whole days are those of the draft when the zone is refused and the item is in another',
  onSimulator(async over => {
    letHelp(over);
    const id = over.calendar.book(book);
    const draft = day('2026-03-07', '2026-03-08');
    const done = await over.writer.update(annas, await refOf(over, id), draft, ['when', 'subject'], never);
    assert.ok(done.ok, JSON.stringify(done));
    assert.deepEqual(zonesSent(over), [true, false]);
    const item = await itemOf(over, done.value.itemId);
    // Clocks go forward in New York on the second day.
    assert.deepEqual(
      [item.allDay, item.start, item.end, item.subject],
      [true, '2026-03-07T05:00:00Z', '2026-03-09T04:00:00Z', draft.subject],
    );
    assert.deepEqual(allDayDates(item.start, item.end, item.zone), {
      first: '2026-03-07',
      last: '2026-03-08',
    });
  }, helper),
);

it(
  'one occurrence becomes a whole day, or gets other hours, in the zone of its series',
  onSimulator(
    async over => {
      over.calendar.book(series);
      const span = { start: '2026-03-09T00:00:00Z', end: '2026-03-16T00:00:00Z' };
      const view = await over.source.view(annas, span, never);
      assert.ok(view.ok);
      const [first, second] = view.value.rows;
      const hours = await over.writer.update(
        annas,
        await refOf(over, first?.itemId ?? ''),
        later,
        ['when'],
        never,
      );
      assert.ok(hours.ok, JSON.stringify(hours));
      const whole = await over.writer.update(
        annas,
        await refOf(over, second?.itemId ?? ''),
        day('2026-03-11'),
        ['when'],
        never,
      );
      assert.ok(whole.ok, JSON.stringify(whole));
      assert.deepEqual(zonesSent(over), [false, true, false]);
      const item = await itemOf(over, whole.value.itemId);
      assert.deepEqual([item.kind, item.allDay], ['exception', true]);
      assert.deepEqual(allDayDates(item.start, item.end, item.zone), {
        first: '2026-03-11',
        last: '2026-03-11',
      });
      assert.equal((await itemOf(over, hours.value.itemId)).start, '2026-03-10T15:00:00Z');
    },
    { mailbox: { timeZone: 'Eastern Standard Time' }, server: { dialect: { setsZonesOf: 'masters' } } },
  ),
);

it(
  'an item that is gone by the time its zone is asked for is refused as Exchange refused it',
  onSimulator(async over => {
    letHelp(over);
    const id = over.calendar.book(book);
    const ref = await refOf(over, id);
    over.server.faults.order({ kind: 'item-error', code: 'ErrorItemNotFound', operation: 'GetItem' });
    const done = await over.writer.update(annas, ref, day('2026-03-11'), ['when'], never);
    assert.equal(!done.ok && done.problem.facts?.['responseCode'], 'ErrorInvalidPropertySet');
  }, helper),
);

/** A zone that came with an update of Windows: this Exchange has not heard of it. */
const newZone = 'Africa/Juba';
const creates = ({ server }: OverSimulator) =>
  server.requests.filter(request => request.operation === 'CreateItem').length;

it(
  'hours in a zone that this Exchange does not know are written in UTC, where they are the same moments',
  onSimulator(async over => {
    const made = await over.writer.create(annas, { ...later, zone: newZone }, 'mark', never);
    assert.ok(made.ok, JSON.stringify(made));
    const { start, end, zone } = await itemOf(over, made.value.itemId);
    assert.deepEqual([start, end, zone.name], ['2026-03-10T15:00:00Z', '2026-03-10T16:00:00Z', 'UTC']);
    assert.equal(over.calendar.items().length, 1);
  }),
);

it(
  'whole days and series in a zone that this Exchange does not know are refused, not moved into another',
  onSimulator(async over => {
    const daily = {
      pattern: { kind: 'daily', every: 1 },
      range: { kind: 'times', times: 3 },
    } satisfies EventDraft['series'];
    for (const draft of [day('2026-03-11'), { ...later, series: daily }]) {
      const made = await over.writer.create(annas, { ...draft, zone: newZone }, 'mark', never);
      assert.equal(!made.ok && made.problem.facts?.['responseCode'], 'ErrorTimeZone');
    }
    assert.deepEqual([creates(over), over.calendar.items()], [2, []]);
  }),
);

it(
  'an Exchange that does not even know UTC is asked no third time',
  onSimulator(async over => {
    over.server.faults.order({
      kind: 'soap-fault',
      code: 'ErrorTimeZone',
      operation: 'CreateItem',
      times: 9,
    });
    const made = await over.writer.create(annas, later, 'mark', never);
    assert.equal(!made.ok && made.problem.code, 'item.refused');
    assert.equal(creates(over), 2);
  }),
);

it(
  'a field that is not named is no reason to refuse a change',
  onSimulator(async over => {
    const made = await over.writer.create(annas, review, 'mark', never);
    assert.ok(made.ok);
    const draft: EventDraft = {
      ...day('2026-03-11'),
      zone: 'Nowhere/Town',
      guests: [{ name: 'x', address: '' }],
    };
    assert.ok((await over.writer.update(annas, made.value, draft, ['subject', 'location'], never)).ok);
  }),
);
