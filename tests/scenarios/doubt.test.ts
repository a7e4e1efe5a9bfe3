/** Identity in doubt: an old id that the feed named only once, a namesake that cannot be read. Nothing is lost, doubled or left behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

const hour = { start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' };
const serverError = {
  kind: 'http-status',
  status: 500,
  method: 'POST',
  path: '/appointment',
  times: 1,
} as const;

test('an event with a new id whose update Halo failed on is still the same event in the next run', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  const [made] = house.appointments('Anna');

  anna.change(id, { start: '2027-03-25T09:00:00', end: '2027-03-25T10:00:00' });
  anna.moveAwayAndBack(id);
  house.halo.faults.order(serverError);
  const failed = await house.sync();
  assert.equal(failed.failed, 1);

  await house.sync();
  assert.deepEqual(differences(house), []);
  const rows = house.appointments('Anna');
  assert.deepEqual(
    rows.map(row => [row.id, row.start_date]),
    [[made?.id, '2027-03-25T08:00:00']],
  );
});

test('a copy that becomes a series while the first cannot be read keeps its appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  const copy = anna.copy(id);
  await house.sync();
  const before = house.appointments('Anna').map(row => row.id);
  assert.equal(before.length, 2);

  anna.makeRecurring(copy, {
    pattern: { kind: 'Daily', interval: 1 },
    range: { kind: 'numbered', count: 3 },
  });
  house.exchange.faults.order({ kind: 'poison-item', itemId: id });
  await house.sync();
  house.exchange.faults.clear();
  await house.sync();
  assert.deepEqual(differences(house), []);
  const after = house.appointments('Anna').map(row => row.id);
  assert.equal(after.length, 4);
  for (const kept of before) assert.ok(after.includes(kept));
});

test('a series that cannot be read while its occurrences moved loses no appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Stand-up',
    ...hour,
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
  });
  await house.sync();
  const before = house.appointments('Anna').map(row => row.id);

  anna.change(id, { start: '2026-03-30T09:00:00', end: '2026-03-30T10:00:00' });
  house.exchange.faults.order({ kind: 'poison-item', itemId: id });
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    before,
  );
  house.exchange.faults.clear();
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    before,
  );
});
