/** Events that are moved to before the window: their appointments follow, or go, but none is left behind where the event is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

const hour = { start: '2026-04-18T15:00:00', end: '2026-04-18T16:00:00' };
const longAgo = { start: '2026-01-18T15:00:00', end: '2026-01-18T16:00:00' };

test('an event that is moved before the window and left out by a rule leaves no appointment inside the window', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  anna.change(id, { ...longAgo, freeBusy: 'Free' });
  const report = await house.sync();
  assert.equal(report.removed, 1);
  assert.deepEqual(differences(house), []);
  assert.deepEqual(house.appointments('Anna'), []);
});

test('the appointment of an event that is moved before the window follows it', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  anna.change(id, longAgo);
  await house.sync();
  const [row] = house.appointments('Anna');
  assert.equal(row?.start_date, '2026-01-18T14:00:00');
  anna.change(id, { freeBusy: 'Free' });
  const report = await house.sync();
  assert.equal(report.removed, 0);
  // And the same appointment goes on when the event is let in again inside the window.
  anna.change(id, { ...hour, freeBusy: 'Busy' });
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(each => each.id),
    [row?.id],
  );
  assert.deepEqual(differences(house), []);
});
