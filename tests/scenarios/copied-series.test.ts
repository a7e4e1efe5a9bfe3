/** Two series with one UID (a copied one): each keeps its own texts, zone and appointments, whatever happens to the other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';

const weekly = {
  pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] },
  range: { kind: 'numbered', count: 4 },
} as const;

function standUp(house: Installation): { first: string; second: string } {
  const anna = house.mailbox('Anna');
  const first = anna.book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    body: 'Of the first.',
    bodyType: 'Text',
    recurrence: weekly,
  });
  return { first, second: anna.copy(first) };
}

const ids = (house: Installation) => house.appointments('Anna').map(row => row.id);

test('a copy at another time has its own texts from the first import on', async t => {
  const house = await install();
  t.after(() => house.close());
  const { second } = standUp(house);
  house.mailbox('Anna').change(second, {
    start: '2026-03-25T11:00:00',
    end: '2026-03-25T11:30:00',
    body: 'Of the second.',
    subject: 'Stand-up again',
  });
  await house.sync();
  assert.deepEqual(differences(house), []);
});

test('a copy on other days has its own texts from the first import on', async t => {
  const house = await install();
  t.after(() => house.close());
  const { second } = standUp(house);
  house.mailbox('Anna').change(second, {
    start: '2026-03-26T09:00:00',
    end: '2026-03-26T09:30:00',
    recurrence: { ...weekly, pattern: { ...weekly.pattern, days: ['Thursday'] } },
    body: 'Of the second.',
  });
  await house.sync();
  assert.deepEqual(differences(house), []);
});

test('a change of one copy leaves the other as it is', async t => {
  const house = await install();
  t.after(() => house.close());
  const { first, second } = standUp(house);
  const anna = house.mailbox('Anna');
  anna.change(second, { start: '2026-03-25T11:00:00', end: '2026-03-25T11:30:00' });
  await house.sync();
  const before = ids(house);
  assert.equal(before.length, 8);

  anna.change(first, { subject: 'Stand-up of all', body: 'Of all.', bodyType: 'Text' });
  const renamed = await house.sync();
  assert.equal(renamed.changed, 4);
  assert.deepEqual(differences(house), []);
  assert.deepEqual(ids(house), before);

  anna.change(first, { timeZone: 'New Zealand Standard Time' });
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(ids(house).toSorted(), before.toSorted());
  assert.equal((await house.sync()).haloWrites, 0);
});
