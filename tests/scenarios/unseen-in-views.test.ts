/** What a calendar view does not show although it matters: changes behind its cut texts, and series of a server that does not expand them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { loseSyncStates } from './dialect-house.ts';
import { install } from './installation.ts';

test('a changed note is found although the sync state was lost and no row of the view looks different', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Visit',
    start: '2026-03-24T09:00:00',
    end: '2026-03-24T10:00:00',
    body: 'Bring the list.',
    bodyType: 'Text',
  });
  await house.sync();
  await loseSyncStates(house);
  anna.change(id, { body: 'Bring both lists.' });
  assert.equal((await house.sync()).changed, 1);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});

const weekly = {
  pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] },
  range: { kind: 'noEnd' },
} as const;

test('a server that does not expand series is found out although all of them began before the window', async t => {
  const house = await install({ exchange: { dialect: { mastersInView: true } } });
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const old = { start: '2025-11-05T09:00:00', end: '2025-11-05T09:30:00', recurrence: weekly };
  anna.book({ subject: 'Stand-up', ...old });
  anna.book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
  for (const _ of [1, 2]) {
    const report = await house.sync();
    assert.deepEqual(
      report.problems.map(problem => [problem.code, problem.scope]),
      [['exchange.series-not-expanded', 'exchange']],
    );
    assert.equal(report.haloWrites, 0);
  }
});

test('a series that is over is no sign of such a server', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const recurrence = { ...weekly, range: { kind: 'numbered', count: 3 } } as const;
  anna.book({ subject: 'Course', start: '2025-11-05T09:00:00', end: '2025-11-05T09:30:00', recurrence });
  anna.book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
  const report = await house.sync();
  assert.deepEqual([report.outcome, report.added], ['done', 1]);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).exchangeRequests, 1);
});
