/** Our own mark on items is asked for in every read of them, and told of no others. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sentMarkName, sentMarkSet } from '../../../main/adapters/exchange/sent-mark.ts';
import type { ViewRow } from '../../../main/core/event.ts';
import { annas, never, type OverSimulator, onSimulator } from './over-simulator.ts';

const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
const review = { subject: 'Review', start: '2026-03-10T09:00:00Z', end: '2026-03-10T10:00:00Z' };
const mark = 'hi:1:installation:7:4711';
const marked = {
  ...review,
  extended: [{ setId: sentMarkSet.toUpperCase(), name: sentMarkName, value: mark }],
};

async function rowsOf({ source }: OverSimulator): Promise<readonly ViewRow[]> {
  const listing = await source.view(annas, march, never);
  assert.ok(listing.ok);
  return listing.value.rows;
}

it(
  'an item that we made is known by its mark in a view and by its id, and so is a copy of it',
  onSimulator(async over => {
    const id = over.calendar.book(marked);
    over.calendar.copy(id);
    assert.deepEqual(
      (await rowsOf(over)).map(row => row.sentMark),
      [mark, mark],
    );
    const items = await over.source.items(annas, [id], never);
    assert.ok(items.ok && items.value[0]?.kind === 'found');
    assert.equal(items.value[0].item.sentMark, mark);
  }),
);

it(
  'the occurrences and exceptions of a series that we made carry its mark, and its master does',
  onSimulator(async over => {
    const recurrence = {
      pattern: { kind: 'Daily', interval: 1 },
      range: { kind: 'numbered', count: 3 },
    } as const;
    const master = over.calendar.book({ ...marked, recurrence });
    over.calendar.changeOccurrence(master, '2026-03-11', { subject: 'Other' });
    const rows = await rowsOf(over);
    assert.deepEqual(
      rows.map(row => row.sentMark),
      [mark, mark, mark],
    );
    const masters = await over.source.masters(annas, [rows[0]?.itemId ?? ''], never);
    assert.ok(masters.ok && masters.value[0]?.kind === 'found');
    assert.equal(masters.value[0].item.sentMark, mark);
  }),
);

it(
  'an item without our mark has none, also when somebody else has a property of that name',
  onSimulator(async over => {
    over.calendar.book(review);
    const setId = 'c11ff724-aa03-4555-9952-8fa248a11c3e';
    over.calendar.book({ ...review, extended: [{ setId, name: sentMarkName, value: mark }] });
    for (const row of await rowsOf(over)) assert.ok(!('sentMark' in row));
  }),
);
