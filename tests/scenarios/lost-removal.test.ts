/** A removal whose answer was lost: the appointment is gone by our own hand, which must not be taken for a person's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

const dayMs = 86_400_000;

test('an occurrence that comes in while a removal in its series lost its answer is imported', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'noEnd' } },
  });
  await house.sync();

  anna.removeOccurrence(id, '2026-04-10');
  house.halo.faults.order({ kind: 'lost-answer', method: 'DELETE', path: '/appointment', times: 4 });
  await house.sync();
  house.halo.faults.clear();
  house.clock.advance(3 * dayMs);
  await house.sync();
  assert.deepEqual(differences(house), []);
});

test('an occurrence that comes in for one that was also deleted in Halo is imported', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
  });
  await house.sync();
  const [first] = house.appointments('Anna');

  house.halo.state.deleteByHand(first?.id ?? 0);
  anna.change(id, {
    recurrence: { pattern: { kind: 'Daily', interval: 2 }, range: { kind: 'numbered', count: 4 } },
  });
  anna.removeOccurrence(id, '2026-03-25');
  await house.sync();
  assert.deepEqual(differences(house), []);
});

const hour = { start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' };
const lostAnswers = { kind: 'lost-answer', method: 'DELETE', path: '/appointment', times: 4 } as const;

test('an event that is let in again after a removal without an answer has its appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  anna.change(id, { freeBusy: 'Free' });
  house.halo.faults.order(lostAnswers);
  await house.sync();
  assert.deepEqual(house.appointments('Anna'), []);
  house.halo.faults.clear();

  anna.change(id, { freeBusy: 'Busy' });
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});

test('an event that is brought back after a removal without an answer has its appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const booking = { subject: 'Server review', ...hour, uid: 'uid-of-the-review' };
  anna.remove(anna.book({ ...booking, uid: 'another' }));
  const id = anna.book(booking);
  await house.sync();
  anna.remove(id);
  house.halo.faults.order(lostAnswers);
  await house.sync();
  house.halo.faults.clear();

  anna.book(booking);
  await house.sync();
  assert.deepEqual(differences(house), []);
});

test('an event that is let in again after a removal that never reached Halo keeps its appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  const [made] = house.appointments('Anna');
  anna.change(id, { freeBusy: 'Free' });
  house.halo.faults.order({ kind: 'reset-before', method: 'DELETE', path: '/appointment', times: 4 });
  await house.sync();
  house.halo.faults.clear();

  anna.change(id, { freeBusy: 'Busy' });
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    [made?.id],
  );
});

test('a removal without an answer is believed by a Halo that goes on showing the appointment by its id', async t => {
  const house = await install({ halo: { dialect: { getDeleted: 'row' } } });
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Server review', ...hour });
  await house.sync();
  anna.remove(id);
  house.halo.faults.order(lostAnswers);
  await house.sync();
  house.halo.faults.clear();

  const report = await house.sync();
  assert.deepEqual(report.mailboxes[0]?.problems, []);
  assert.equal((await house.sync()).haloWrites, 0);
  assert.deepEqual(differences(house), []);
});
