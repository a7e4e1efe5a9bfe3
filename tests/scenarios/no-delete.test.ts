/** "No delete": what a rule leaves out stays in Halo, and is still the appointment of its event when that is let in again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

test('an event that is left out, moved and let in again while nothing is removed goes on with its appointment', async t => {
  const house = await install({ settings: { import: { noDelete: true } } });
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const visit = anna.book({
    subject: 'Visit',
    start: '2026-03-24T09:00:00Z',
    end: '2026-03-24T10:00:00Z',
  });
  await house.sync();
  const before = house.appointments('Anna').map(row => row.id);
  anna.change(visit, { freeBusy: 'Free' });
  const left = await house.sync();
  assert.deepEqual([left.removed, left.haloWrites, left.held], [0, 0, 0]);
  anna.change(visit, { start: '2026-04-14T09:00:00Z', end: '2026-04-14T10:00:00Z' });
  await house.sync();
  anna.change(visit, { freeBusy: 'Busy' });
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    before,
  );
  assert.deepEqual(differences(house, { rules: { noDelete: true } }), []);
  assert.equal((await house.sync()).haloWrites, 0);
});
