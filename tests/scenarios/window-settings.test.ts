/** The span of days is made narrower and wider again: nothing goes, and what happened meanwhile in the days outside is not missed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

const near = { subject: 'Near', start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' };

test('an event booked outside a narrower window is imported as soon as the window is wide again', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  anna.book(near);
  anna.book({ subject: 'Far', start: '2026-06-24T09:00:00Z', end: '2026-06-24T10:00:00Z' });
  await house.sync();
  house.change({ import: { daysAhead: 30 } });
  anna.book({ subject: 'Far and new', start: '2026-06-25T09:00:00Z', end: '2026-06-25T10:00:00Z' });
  assert.equal((await house.sync()).haloWrites, 0);
  house.change({ import: {} });
  const report = await house.sync();
  assert.deepEqual([report.added, report.removed], [1, 0]);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});

test('more days back are read at once', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book(near);
  house
    .mailbox('Anna')
    .book({ subject: 'Last month', start: '2026-02-25T09:00:00Z', end: '2026-02-25T10:00:00Z' });
  assert.equal((await house.sync()).added, 1);
  house.change({ import: { daysBack: 60 } });
  assert.equal((await house.sync()).added, 1);
  assert.deepEqual(differences(house, { rules: { daysBack: 60 } }), []);
  assert.equal((await house.sync()).haloWrites, 0);
});
