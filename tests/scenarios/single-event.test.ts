/** The first thread through every room of the house: one single event made, moved and deleted in Exchange. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { install } from './installation.ts';

test('a single event is created, moved and removed, and unchanged runs write nothing', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Server review',
    start: '2026-03-24T10:00:00',
    end: '2026-03-24T11:00:00',
    location: 'Room 1',
  });

  const first = await house.sync();
  assert.deepEqual(first.problems, []);
  assert.deepEqual(
    first.mailboxes.flatMap(mailbox => mailbox.problems),
    [],
  );
  assert.equal(first.added, 1);
  const [made] = house.appointments('Anna');
  assert.equal(made?.subject, 'Server review');
  assert.equal(made?.start_date, '2026-03-24T09:00:00');

  const unchanged = await house.sync();
  assert.equal(unchanged.haloWrites, 0);
  assert.equal(unchanged.exchangeRequests, 1);

  anna.change(id, { start: '2026-03-24T11:00:00', end: '2026-03-24T12:00:00' });
  const moved = await house.sync();
  assert.equal(moved.changed, 1);
  const [after] = house.appointments('Anna');
  assert.equal(after?.id, made?.id);
  assert.equal(after?.start_date, '2026-03-24T10:00:00');

  anna.remove(id);
  const removed = await house.sync();
  assert.equal(removed.removed, 1);
  assert.deepEqual(house.appointments('Anna'), []);

  const quiet = await house.sync();
  assert.equal(quiet.haloWrites, 0);
  assert.equal(house.halo.mailsSent + house.exchange.mailsSent, 0);
});
