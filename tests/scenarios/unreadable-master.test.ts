/** A series whose master cannot be read for once: its occurrences are imported nevertheless, and the next run learns their series. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHeld } from '../../main/engine/held.ts';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import { install } from './installation.ts';

test('occurrences imported without their master follow it when it becomes a single', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
  });
  house.exchange.faults.order({ kind: 'item-error', operation: 'GetItem', code: 'ErrorItemCorrupt' });
  const first = await house.sync();
  assert.equal(first.added, 3);
  assert.equal(first.mailboxes[0]?.problems[0]?.code, 'item.unreadable');

  const second = await house.sync();
  assert.deepEqual(second.mailboxes[0]?.problems, []);
  assert.equal((await house.sync()).haloWrites, 0);
  const made = house.appointments('Anna');
  assert.equal(made.length, 3);

  anna.makeSingle(id);
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    [made[0]?.id],
  );
});

test('occurrences imported without their master follow it when it becomes a single before it could be read', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
  });
  house.exchange.faults.order({ kind: 'item-error', operation: 'GetItem', code: 'ErrorItemCorrupt' });
  await house.sync();
  const made = house.appointments('Anna');
  anna.makeSingle(id);
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    [made[0]?.id],
  );
});

test('a removal of an occurrence that was imported without its master is carried out once a person approves it', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book({
    subject: 'Stand-up',
    categories: ['Internal'],
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 2 } },
  });
  house.exchange.faults.order({ kind: 'item-error', operation: 'GetItem', code: 'ErrorItemCorrupt' });
  assert.equal((await house.sync()).added, 2);
  house.change({ import: { excludeCategories: ['Internal'] } });
  assert.equal((await house.sync()).held, 2);
  const { folder, store } = await house.open();
  theValue(await answerHeld(store, 'all', 'approved'));
  await store.close();
  await folder.close();
  await house.sync();
  assert.deepEqual(house.appointments('Anna'), []);
  assert.equal((await house.sync()).haloWrites, 0);
});
