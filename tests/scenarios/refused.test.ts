/** What Halo refuses is told in every report, sent again when it changes and once a day, and stops nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { install } from './installation.ts';

test('one refused appointment is isolated, told every time and healed when it can be', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  for (let n = 0; n < 6; n++) {
    anna.book({
      subject: `Visit ${n}`,
      start: `2026-03-25T${10 + n}:00:00Z`,
      end: `2026-03-25T${10 + n}:30:00Z`,
    });
  }
  await house.sync();
  const poisoned = house.appointments('Anna')[3];
  for (const item of anna.items()) anna.change(item.id, { location: 'Room 2' });
  house.halo.faults.order({
    method: 'POST',
    path: '/Appointment',
    appointmentId: poisoned?.id ?? 0,
    times: 1_000,
    kind: 'http-status',
    status: 400,
  });
  const report = await house.sync();
  assert.deepEqual([report.changed, report.failed], [5, 1]);
  assert.deepEqual(
    report.mailboxes[0]?.problems.map(problem => problem.code),
    ['halo.rejected'],
  );

  const unchanged = await house.sync();
  assert.deepEqual([unchanged.haloWrites, unchanged.failed, unchanged.outcome], [0, 1, 'done-with-problems']);

  house.halo.faults.clear();
  house.clock.advance(86_400_000);
  const healed = await house.sync();
  assert.deepEqual([healed.changed, healed.failed, healed.outcome], [1, 0, 'done']);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});

test('a refused appointment is told and sent again although the next run was stopped before it', async t => {
  const marksKept = ['entryid', 'changekey', 'exchange_uid', 'exchangemailboxfqdn'] as const;
  const house = await install({ settings: { halo: { rowsPerWrite: 1 } }, halo: { dialect: { marksKept } } });
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const [first = ''] = [24, 25].map(day => {
    const times = { start: `2026-03-${day}T10:00:00Z`, end: `2026-03-${day}T10:30:00Z` };
    return anna.book({ subject: `Visit ${day}`, ...times });
  });
  house.halo.faults.order({
    kind: 'http-status',
    method: 'POST',
    path: '/Appointment',
    status: 400,
    times: 2,
  });
  assert.equal((await house.sync()).failed, 2);
  anna.change(first, { categories: ['Seen'] });
  const stopped = await house.sync({ verify: true });
  assert.deepEqual([stopped.added, stopped.problems[0]?.code], [1, 'halo.marks-dropped']);
  assert.equal((await house.sync()).failed, 1);
  house.clock.advance(86_400_000);
  assert.equal((await house.sync()).problems[0]?.code, 'halo.marks-dropped');
});
