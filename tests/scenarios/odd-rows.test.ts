/** Rows of a calendar view that say no kind or no day that there is: events all the same, told and asked again, never left out in silence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { install } from './installation.ts';

function visit(day: number) {
  return {
    subject: `Visit ${day}`,
    start: `2026-03-${day}T09:00:00`,
    end: `2026-03-${day}T10:00:00`,
  };
}

async function threeVisits() {
  const house = await install();
  const anna = house.mailbox('Anna');
  const ids = [24, 25, 26].map(day => anna.book(visit(day)));
  return { house, anna, odd: ids[1] ?? '' };
}

for (const as of ['unknown-kind', 'no-such-day'] as const) {
  test(`a row of ${as} is told at the first read, and its event is imported as soon as it can be read`, async t => {
    const { house, odd } = await threeVisits();
    t.after(() => house.close());
    house.exchange.faults.order({ kind: 'odd-item', odd, as });
    for (const added of [2, 0]) {
      const report = await house.sync();
      assert.deepEqual(
        [report.added, report.failed, report.outcome, told(report)],
        [added, 1, 'done-with-problems', ['item.unreadable item']],
      );
    }
    house.exchange.faults.clear();
    const last = await house.sync();
    assert.deepEqual([last.added, told(last)], [1, []]);
    assert.deepEqual(differences(house), []);
    assert.equal((await house.sync()).exchangeRequests, 1);
  });

  test(`an event whose row becomes one of ${as} keeps its appointment`, async t => {
    const { house, anna, odd } = await threeVisits();
    t.after(() => house.close());
    await house.sync();
    anna.change(odd, { location: 'Room 2' });
    house.exchange.faults.order({ kind: 'odd-item', odd, as });
    const report = await house.sync({ verify: true });
    assert.deepEqual(
      [report.removed, house.appointments('Anna').length, told(report)],
      [0, 3, ['item.unreadable item']],
    );
    house.exchange.faults.clear();
    assert.equal((await house.sync()).changed, 1);
    assert.deepEqual(differences(house), []);
  });
}

test('a row that is odd once is read by its id in the next run', async t => {
  const { house, odd } = await threeVisits();
  t.after(() => house.close());
  house.exchange.faults.order({ kind: 'odd-item', operation: 'FindItem', odd, as: 'unknown-kind', times: 1 });
  assert.equal((await house.sync()).added, 2);
  assert.deepEqual([(await house.sync()).added, differences(house)], [1, []]);
});

test('a row without an id makes the read incomplete: the rest is imported, and the view is read until it is whole', async t => {
  const { house, odd } = await threeVisits();
  t.after(() => house.close());
  house.exchange.faults.order({ kind: 'odd-item', operation: 'FindItem', odd, as: 'no-id' });
  for (const added of [2, 0]) {
    const report = await house.sync();
    assert.deepEqual([report.added, told(report)], [added, ['mailbox.read-incomplete mailbox']]);
  }
  house.exchange.faults.clear();
  assert.deepEqual([(await house.sync()).added, differences(house)], [1, []]);
});
