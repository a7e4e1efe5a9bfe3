/** A preview is looked at and forgotten: the next run is what it would have been without it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

test('a preview writes nothing, keeps no report and takes no number from the runs', async t => {
  const house = await install();
  t.after(() => house.close());
  const event = { subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' };
  house.mailbox('Anna').book(event);
  const preview = await house.sync({ preview: true });
  assert.deepEqual([preview.number, preview.added, preview.haloWrites], [0, 1, 0]);
  assert.deepEqual([house.reports.length, house.appointments('Anna').length], [0, 0]);
  const first = await house.sync();
  assert.deepEqual([first.number, first.added], [1, 1]);
  await house.sync({ preview: true });
  assert.equal((await house.sync()).number, 2);
  assert.deepEqual(differences(house), []);
});
