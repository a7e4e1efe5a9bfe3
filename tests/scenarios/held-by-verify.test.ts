/** What only a look at everything finds is asked of a person like anything else: the question stays, and its answer is carried out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHeld, listHeld } from '../../main/engine/held.ts';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';

async function held(house: Installation): Promise<readonly string[]> {
  const { folder, store } = await house.open();
  const found = theValue(await listHeld(store)).map(({ hold }) => `${hold.state} ${hold.reason}`);
  await store.close();
  await folder.close();
  return found;
}

test('a completed appointment that was moved in Halo is put back once a person approves what --verify asked', async t => {
  const house = await install();
  t.after(() => house.close());
  const visit = house.mailbox('Anna').book({
    subject: 'Visit',
    start: '2026-03-24T09:00:00Z',
    end: '2026-03-24T10:00:00Z',
  });
  await house.sync();
  house.clock.advance(60_000);
  const [row] = house.appointments('Anna');
  assert.ok(row !== undefined);
  house.halo.state.complete(row.id);
  house.halo.state.edit(row.id, { start_date: '2026-03-24T09:30:00Z', end_date: '2026-03-24T10:30:00Z' });
  assert.equal((await house.sync({ verify: true })).held, 1);
  // The event is read again and has not changed: the question stays.
  house.mailbox('Anna').change(visit, { categories: ['Seen'] });
  await house.sync();
  assert.deepEqual(await held(house), ['waiting completed-in-halo']);
  const { folder, store } = await house.open();
  theValue(await answerHeld(store, 'all', 'approved'));
  await store.close();
  await folder.close();
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(await held(house), []);
  assert.equal((await house.sync({ verify: true })).haloWrites, 0);
});
