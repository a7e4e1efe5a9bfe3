/** Appointments that were imported from Exchange, by us or before us, and that no link ties: their event is there, and stays the only one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const inside = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
const outside = { start: '2027-03-26T11:00:00Z', end: '2027-03-26T12:00:00Z' };
const haloTimes = ({ start, end }: typeof inside) => ({ start_date: start, end_date: end });

const subjects = (house: TwoWay, name: string) =>
  house
    .mailbox(name)
    .items()
    .map(item => item.subject);

for (const [name, times, freeBusy, entryid] of [
  ['whose event lies outside of the window', outside, 'Busy', null],
  ['whose event no rule lets in', inside, 'Free', null],
  ['that carries an id of another program', outside, 'Busy', '00000000ABCDEF'],
] as const)
  test(`an appointment ${name} is changed in Halo: no second event is made`, () =>
    both(async house => {
      const id = house.mailbox('Anna').book({ subject: 'Lunch', ...times, freeBusy });
      const row = book(house, { subject: 'Lunch', entryid: entryid ?? id, ...haloTimes(times) });
      await rounds(house);
      house.halo.state.edit(row.id, { note: 'With Bob' });
      await rounds(house);
      await house.outbound().heard([{ haloId: row.id, agentId: null }], 'by-hand');
      await rounds(house, 2);
      assert.deepEqual(subjects(house, 'Anna'), ['Lunch']);
      assert.equal(house.appointments('Anna').length, 1);
      await assertQuiet(house);
    }));

test('one whose event is gone is made again when it changes', () =>
  both(async house => {
    const row = book(house, { subject: 'Lunch', entryid: 'not-there', ...haloTimes(outside) });
    const anna = house.mailbox('Anna');
    const id = anna.book({ subject: 'Old', ...outside });
    anna.remove(id);
    house.halo.state.edit(row.id, { entryid: id });
    await rounds(house, 2);
    assert.deepEqual(subjects(house, 'Anna'), ['Lunch']);
    await assertQuiet(house);
  }));

test('an imported appointment that is given to another agent arrives there although Exchange failed in between', () =>
  both(
    async house => {
      house.mailbox('Anna').book({ subject: 'Lunch', ...inside });
      await rounds(house);
      const [row] = house.appointments('Anna');
      house.halo.state.moveTo(row?.id ?? 0, house.agentId('Bob'));
      await house.send();
      assert.equal(house.queued()[0]?.state.kind, 'held');
      house.exchange.faults.order({ kind: 'http-503', operation: 'CreateItem', times: 20 });
      await house.outbound().queue.answer('all', 'approve');
      await rounds(house);
      assert.deepEqual([subjects(house, 'Anna'), subjects(house, 'Bob')], [[], []]);
      house.exchange.faults.clear();
      house.clock.advance(3_600_000);
      await rounds(house, 2);
      assert.deepEqual([subjects(house, 'Anna'), subjects(house, 'Bob')], [[], ['Lunch']]);
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));
