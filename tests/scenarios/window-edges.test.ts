/** Events without length at the edges of what is asked: servers differ about them, the import does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Installation, install } from './installation.ts';

const dayMs = 86_400_000;
const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const views = (house: Installation) =>
  house.entries.filter(({ operation }) => operation === 'FindItem').length;

const days = (house: Installation) =>
  house.appointments('Anna').map(row => row.subject.replace('Reminder ', ''));

for (const momentsAtEdges of ['start', 'none', 'both'] as const) {
  test(`a moment at the window's edge is imported by the window's own rule when views show it in: ${momentsAtEdges}`, async t => {
    const house = await install({
      exchange: { dialect: { momentsAtEdges } },
      settings: { import: { daysBack: 1, daysAhead: 2 } },
    });
    t.after(() => house.close());
    const midnight = Date.parse('2026-03-23T00:00:00Z');
    for (let day = -5; day <= 8; day++) {
      const moment = at(midnight + day * dayMs);
      house.mailbox('Anna').book({ subject: `Reminder ${day}`, start: moment, end: moment });
    }
    assert.equal((await house.sync()).added, 4);
    assert.deepEqual(days(house), ['-1', '0', '1', '2']);
    for (const _ of [1, 2]) {
      house.clock.advance(dayMs);
      const rolled = await house.sync();
      assert.deepEqual([rolled.added, rolled.removed, rolled.outcome], [1, 0, 'done']);
    }
    assert.deepEqual(days(house), ['-1', '0', '1', '2', '3', '4']);
    assert.equal(views(house), 3);
  });
}

test('a moment between the two halves of a view is imported once', async t => {
  const house = await install({
    exchange: { dialect: { momentsAtEdges: 'none' } },
    settings: { import: { daysBack: 0, daysAhead: 1 } },
  });
  t.after(() => house.close());
  // Every half hour of the window: whatever the middle is of two whole days, a moment is there.
  const midnight = Date.parse('2026-03-22T00:00:00Z');
  for (let half = 0; half < 4 * 48; half++) {
    const moment = at(midnight + half * 1_800_000);
    house.mailbox('Anna').book({ subject: `Reminder ${half}`, start: moment, end: moment });
  }
  house.exchange.faults.order({ kind: 'partial-view', operation: 'FindItem' });
  assert.equal((await house.sync()).added, 96);
  assert.equal(views(house), 3);
  assert.equal(new Set(house.appointments('Anna').map(row => row.start_date)).size, 96);
});
