/** Halo comes back from a backup: what it has forgotten or holds as it was before is no deletion and no edit that anybody made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const dayMs = 24 * 60 * 60_000;
const numbers = [0, 1, 2, 3, 4, 5];

const inExchange = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => `${item.subject} ${item.start}`)
    .sort();

function bookSix(house: TwoWay) {
  return numbers.map(number =>
    book(house, {
      subject: `Visit ${number}`,
      start_date: `2026-03-26T1${number}:00:00Z`,
      end_date: `2026-03-26T1${number}:30:00Z`,
    }),
  );
}

/** As the rows were: neither deleted nor changed by anybody, with the moments of then. */
function putBack(house: TwoWay, before: readonly { readonly id: number }[]): void {
  for (const row of before) Object.assign(house.halo.state.appointmentBook.find(row.id) ?? {}, row);
}

for (const meets of ['comparing', 'an import that verifies', 'both'] as const)
  test(`six events of a calendar whose appointments Halo has forgotten wait for a person (found by ${meets})`, () =>
    both(async house => {
      const made = bookSix(house);
      await house.send();
      const before = inExchange(house);
      assert.equal(before.length, 6);
      // Without a line in the list of changes: the backup is older than all of them.
      for (const { id } of made)
        Object.assign(house.halo.state.appointmentBook.find(id) ?? {}, { deleted: true, last_modified: '' });
      if (meets !== 'an import that verifies') {
        house.clock.advance(dayMs);
        await house.send(3);
      }
      if (meets !== 'comparing') {
        await house.sync({ verify: true });
        await house.send(2);
      }
      assert.deepEqual(inExchange(house), before);
      assert.deepEqual(
        house.queued().map(({ state }) => state.kind === 'held' && state.reason),
        numbers.map(() => 'many-removals'),
      );
      await house.sync();
      assert.deepEqual(inExchange(house), before);
      await house.outbound().queue.answer('all', 'approve');
      await house.send();
      assert.deepEqual(inExchange(house), []);
    }));

test('two of six that are found missing are removed, as are six that somebody deletes while it looks', () =>
  both(async house => {
    const made = bookSix(house);
    await house.send();
    for (const { id } of made.slice(0, 2))
      Object.assign(house.halo.state.appointmentBook.find(id) ?? {}, { deleted: true, last_modified: '' });
    house.clock.advance(dayMs);
    await house.send(3);
    assert.equal(inExchange(house).length, 4);
    for (const { id } of made.slice(2)) house.halo.state.deleteByHand(id);
    for (const { id } of bookSix(house).slice(0, 2)) house.halo.state.deleteByHand(id);
    await house.send(2);
    assert.equal(inExchange(house).length, 4, 'the four that are new');
    assert.deepEqual(house.queued(), []);
  }));

for (const rule of ['exchange', 'newest', 'halo'] as const)
  test(`an appointment that is again as it was days ago is no edit of today (${rule} wins)`, () =>
    both(
      async house => {
        const made = book(house, { note: 'Bring the keys' });
        await house.send();
        const before = { ...made };
        house.clock.advance(2 * dayMs);
        const [event] = house.mailbox('Anna').items();
        const moved = { start: '2026-03-27T14:00:00Z', end: '2026-03-27T15:00:00Z' };
        house.mailbox('Anna').change(event?.id ?? '', { ...moved, subject: 'Visit, moved' });
        await house.sync();
        await house.send();
        putBack(house, [before]);
        house.clock.advance(dayMs);
        await house.send(3);
        await house.sync();
        const then = ['Visit 2026-03-25T09:00:00Z'];
        const now = ['Visit, moved 2026-03-27T14:00:00Z'];
        assert.deepEqual(inExchange(house), rule === 'halo' ? then : now);
        assert.deepEqual(
          house.appointments('Anna').map(row => `${row.subject} ${row.start_date}Z`),
          rule === 'halo' ? then : now,
        );
        await assertQuiet(house);
      },
      { settings: { outbound: { conflict: rule } } },
    ));

test('an appointment that is saved while Halo’s clock is half an hour behind is an edit', () =>
  both(async house => {
    const made = book(house);
    await house.send();
    house.clock.advance(dayMs);
    house.halo.state.edit(made.id, { subject: 'Visit, first' });
    await house.send();
    house.halo.state.edit(made.id, { subject: 'Visit, second' });
    const behind = new Date(house.clock.nowMs() - 30 * 60_000).toISOString().slice(0, 19);
    Object.assign(house.halo.state.appointmentBook.find(made.id) ?? {}, { last_modified: behind });
    house.clock.advance(dayMs);
    await house.send(3);
    assert.deepEqual(inExchange(house), ['Visit, second 2026-03-25T09:00:00Z']);
  }));
