/** Views that are too large for one answer: read in halves, complete, and right also when something moves between the halves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';

/** More than one answer of a view may hold. */
const many = 1_100;

function crowd(house: Installation): readonly string[] {
  const calendar = house.mailbox('Anna');
  return Array.from({ length: many }, (_, number) => {
    const day = Date.UTC(2026, 2, 20) + Math.floor(number / 10) * 86_400_000;
    const date = new Date(day).toISOString().slice(0, 10);
    const hour = String(8 + (number % 10)).padStart(2, '0');
    return calendar.book({
      subject: `Visit ${number}`,
      start: `${date}T${hour}:00:00`,
      end: `${date}T${hour}:30:00`,
    });
  });
}

async function settles(house: Installation): Promise<void> {
  assert.equal((await house.sync()).outcome, 'done');
  assert.deepEqual(differences(house), []);
  assert.equal(house.appointments('Anna').length, many);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
}

for (const [name, from, to] of [
  ['a half that is read already', -1, 5],
  ['a half that is still to be read', 5, -1],
] as const) {
  test(`an event that moves into ${name} is neither lost nor there twice`, async t => {
    const house = await install();
    t.after(() => house.close());
    const ids = crowd(house);
    const moved = ids.at(from) ?? '';
    const target = house.mailbox('Anna').item(ids.at(to) ?? '');
    const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    house.exchange.faults.order({
      kind: 'moved-between-views',
      operation: 'FindItem',
      // The whole window first, then its halves: the first half has just been answered.
      after: 1,
      moves: moved,
      start: at(target.start),
      end: at(target.end),
    });
    const first = await house.sync();
    assert.equal(house.exchange.faults.pending, 0, 'nothing has moved');
    assert.ok(first.added >= many - 1);
    assert.equal(first.removed, 0);
    await settles(house);

    house.exchange.faults.order({
      kind: 'moved-between-views',
      operation: 'FindItem',
      after: 1,
      moves: moved,
      start: at(target.start + 86_400_000),
      end: at(target.end + 86_400_000),
    });
    house.clock.advance(86_400_000);
    const rolled = await house.sync();
    assert.deepEqual([rolled.added, rolled.removed], [0, 0]);
    await settles(house);
  });
}
