/**
 * What the answers of Exchange do not tell, or tell in two ways: nothing is believed that would remove or lose something, it is asked again,
 * and changes behind the cut texts of a view and series that a server does not expand are found out.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { loseSyncStates } from './dialect-house.ts';
import { type Installation, install } from './installation.ts';

function visits(house: Installation): readonly string[] {
  return [24, 25, 26, 27].map(day =>
    house.mailbox('Anna').book({
      subject: `Visit ${day}`,
      start: `2026-03-${day}T09:00:00`,
      end: `2026-03-${day}T10:00:00`,
    }),
  );
}

const told = (report: { mailboxes: readonly { problems: readonly { code: string }[] }[] }) =>
  report.mailboxes.flatMap(mailbox => mailbox.problems.map(problem => problem.code));

test('items that a view shows and nobody finds are told, and imported when they are found', async t => {
  const house = await install();
  t.after(() => house.close());
  visits(house);
  house.exchange.faults.order({ kind: 'item-error', code: 'ErrorItemNotFound', operation: 'GetItem' });
  const first = await house.sync();
  assert.deepEqual([first.added, told(first)], [0, ['item.unreadable']]);
  assert.equal((await house.sync()).added, 4);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).exchangeRequests, 1);
});

test('an item that the feed calls changed and nobody finds is not removed at once', async t => {
  const house = await install();
  t.after(() => house.close());
  const [first = ''] = visits(house);
  await house.sync();
  house.mailbox('Anna').change(first, { subject: 'Moved visit' });
  house.exchange.faults.order({ kind: 'item-error', code: 'ErrorItemNotFound', operation: 'GetItem' });
  const doubtful = await house.sync();
  assert.deepEqual([doubtful.removed, doubtful.haloWrites, told(doubtful)], [0, 0, ['item.unreadable']]);
  const next = await house.sync();
  assert.deepEqual([next.changed, next.removed], [1, 0]);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});

test('an item that is removed while it is read is removed by the next import', async t => {
  const house = await install();
  t.after(() => house.close());
  const [first = ''] = visits(house);
  await house.sync();
  house.mailbox('Anna').change(first, { subject: 'Moved visit' });
  house.exchange.faults.order({ kind: 'item-error', code: 'ErrorItemNotFound', operation: 'GetItem' });
  await house.sync();
  house.mailbox('Anna').remove(first);
  assert.equal((await house.sync()).removed, 1);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});

test('a view that leaves rows out without saying so removes nothing, and what it hid at first comes with the next day', async t => {
  const house = await install();
  t.after(() => house.close());
  visits(house);
  const short = { kind: 'partial-view', missing: 2, marked: false, operation: 'FindItem' } as const;
  house.exchange.faults.order(short);
  assert.equal((await house.sync()).added, 2);
  house.clock.advance(86_400_000);
  assert.equal((await house.sync()).added, 2);
  assert.deepEqual(differences(house), []);

  house.exchange.faults.order({ ...short, times: 10 });
  house.clock.advance(86_400_000);
  const lied = await house.sync();
  assert.deepEqual([lied.removed, lied.haloWrites, told(lied)], [0, 0, ['mailbox.read-incomplete']]);
  house.exchange.faults.clear();
  assert.equal((await house.sync()).haloWrites, 0);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).exchangeRequests, 1);
});

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

test('a server that hid its series once is found out by a look at everything', async t => {
  const house = await install({ exchange: { dialect: { mastersInView: true } } });
  t.after(() => house.close());
  const old = { start: '2025-11-05T09:00:00', end: '2025-11-05T09:30:00', recurrence: weekly };
  house.mailbox('Anna').book({ subject: 'Stand-up', ...old });
  house.exchange.faults.order({ kind: 'partial-view', operation: 'FindItem', marked: false, times: 2 });
  assert.deepEqual((await house.sync()).problems, []);
  for (const verify of [true, false]) {
    const report = await house.sync({ verify });
    assert.deepEqual(
      report.problems.map(problem => problem.code),
      ['exchange.series-not-expanded'],
    );
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
