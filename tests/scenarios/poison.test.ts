/** One item or appointment that breaks whatever touches it: it is told and the rest goes on, and when it is well again it is imported. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

function bookMany(house: Installation, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => {
    const start = `2026-04-${String(1 + (number % 28)).padStart(2, '0')}T09:00:00`;
    const end = start.replace('T09', 'T10');
    return house.mailbox('Anna').book({ subject: `Visit ${number}`, start, end });
  });
}

async function quiet(house: Installation): Promise<void> {
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
  assert.deepEqual(differences(house), []);
}

for (const as of ['illegal-xml', 'http-500'] as const) {
  test(`an item that makes every answer ${as} is found among 120 and told, the others are imported`, async t => {
    const house = await install();
    t.after(() => house.close());
    const ids = bookMany(house, 120);
    const poisoned = ids[77] ?? '';
    house.exchange.faults.order({ kind: 'poison-item', itemId: poisoned, as });
    const first = await house.sync();
    assert.deepEqual([first.added, told(first)], [119, ['item.unreadable item']]);
    house.mailbox('Anna').change(ids[3] ?? '', { subject: 'Moved visit' });
    const second = await house.sync();
    assert.deepEqual([second.changed, second.added, told(second)], [1, 0, ['item.unreadable item']]);
    house.exchange.faults.clear();
    const third = await house.sync();
    assert.deepEqual([third.added, told(third)], [1, []]);
    await quiet(house);
  });

  test(`an imported item that becomes ${as} is neither removed nor changed until it can be read`, async t => {
    const house = await install();
    t.after(() => house.close());
    const ids = bookMany(house, 20);
    await house.sync();
    const poisoned = ids[7] ?? '';
    house.mailbox('Anna').change(poisoned, { subject: 'Poisoned' });
    house.exchange.faults.order({ kind: 'poison-item', itemId: poisoned, as });
    for (const _ of [1, 2]) {
      const report = await house.sync();
      assert.deepEqual([report.removed, report.haloWrites, told(report)], [0, 0, ['item.unreadable item']]);
    }
    house.exchange.faults.clear();
    assert.equal((await house.sync()).changed, 1);
    await quiet(house);
  });
}

for (const [status, code] of [
  [400, 'halo.rejected item'],
  [500, 'halo.server-error item'],
] as const) {
  test(`an appointment that Halo answers with ${status} is found among 60 and told, the others are changed`, async t => {
    const house = await install();
    t.after(() => house.close());
    const ids = bookMany(house, 60);
    await house.sync();
    const row = house.appointments('Anna')[33];
    assert.ok(row !== undefined);
    const poison = { method: 'POST', appointmentId: row.id, times: 10_000, status } as const;
    house.halo.faults.order({ ...poison, kind: 'http-status' });
    for (const id of ids) house.mailbox('Anna').change(id, { location: 'Room 2' });
    const report = await house.sync();
    assert.deepEqual([report.changed, report.failed, told(report)], [59, 1, [code]]);
    house.halo.faults.clear();
    house.clock.advance(86_400_000);
    assert.equal((await house.sync()).changed, 1);
    await quiet(house);
  });
}

test('a series whose master cannot be read is imported by its occurrences, one by one', async t => {
  const house = await install();
  t.after(() => house.close());
  const master = house.mailbox('Anna').book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: {
      pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] },
      range: { kind: 'numbered', count: 6 },
    },
  });
  house.exchange.faults.order({
    kind: 'item-error',
    code: 'ErrorItemCorrupt',
    operation: 'GetItem',
    times: 1,
  });
  const first = await house.sync();
  assert.deepEqual([first.added, told(first)], [6, ['item.unreadable item']]);
  assert.deepEqual(differences(house), []);
  house.mailbox('Anna').change(master, { subject: 'Daily scrum' });
  assert.equal((await house.sync()).changed, 6);
  await quiet(house);
});
