/** What a person is asked about goes on changing: an answer counts for what was asked, and a question without an object closes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HeldChange } from '../../main/engine/held.ts';
import { answerHeld, listHeld } from '../../main/engine/held.ts';
import { theValue } from '../builders/results.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';

const hour = { start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' };
const day = 86_400_000;

async function approveAll(house: Installation): Promise<void> {
  const { folder, store } = await house.open();
  theValue(await answerHeld(store, 'all', 'approved'));
  await store.close();
  await folder.close();
}

async function held(house: Installation): Promise<readonly string[]> {
  const { folder, store } = await house.open();
  const changes: readonly HeldChange[] = theValue(await listHeld(store));
  await store.close();
  await folder.close();
  return changes.map(({ hold }) => `${hold.action} ${hold.reason} ${hold.state}`);
}

test('a removal that was approved is asked again when a ticket has been attached since', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book({ subject: 'Maybe', freeBusy: 'Tentative', ...hour });
  await house.sync();
  house.change({ import: { tentative: false } });
  await house.sync();
  assert.deepEqual(await held(house), ['remove filter-changed waiting']);
  await approveAll(house);
  house.halo.state.attachTicket(house.appointments('Anna')[0]?.id ?? 0, 77);
  assert.equal((await house.sync()).removed, 0);
  assert.deepEqual(await held(house), ['remove halo-work waiting']);
  await approveAll(house);
  assert.equal((await house.sync()).removed, 1);
  assert.deepEqual(await held(house), []);
});

/** An event that looks like two appointments of Halo: which of them it is, or neither, is a question. */
async function withQuestion(house: Installation): Promise<string> {
  for (const _ of [1, 2])
    house.halo.state.book({
      agent_id: house.agentId('Anna'),
      subject: 'Visit',
      start_date: hour.start,
      end_date: hour.end,
    });
  const id = house.mailbox('Anna').book({ subject: 'Visit', ...hour });
  await house.sync();
  assert.deepEqual(await held(house), ['create ambiguous waiting']);
  return id;
}

test('a held creation closes when its event is deleted', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').remove(await withQuestion(house));
  await house.sync();
  assert.deepEqual(await held(house), []);
});

test('a held creation closes when its event is past the window, not before', async t => {
  const house = await install();
  t.after(() => house.close());
  await withQuestion(house);
  house.clock.advance(10 * day);
  await house.sync();
  assert.deepEqual(await held(house), ['create ambiguous waiting']);
  house.clock.advance(30 * day);
  await house.sync();
  assert.deepEqual(await held(house), []);
});
