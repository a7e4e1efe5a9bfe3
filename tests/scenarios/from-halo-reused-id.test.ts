/** Halo comes back from a backup and gives the id of an imported appointment to another one: no event becomes that other one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TwoWay } from './two-way.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

const visit = { start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' };
const job = {
  subject: 'Somebody else’s job',
  start_date: '2026-03-26T12:00:00',
  end_date: '2026-03-26T13:00:00',
};
const noMarks = { calendar_id: '', entryid: '', changekey: '', exchange_uid: '', exchangemailboxfqdn: '' };

const inExchange = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => `${item.subject} ${item.start}`)
    .sort();

const inHalo = (house: TwoWay) =>
  house
    .appointments('Anna')
    .map(row => `${row.subject} ${row.start_date}Z`)
    .sort();

async function withImported(work: (house: TwoWay, id: number) => Promise<void>) {
  const house = await installBothWays();
  try {
    house.mailbox('Anna').book({ subject: 'Visit', ...visit });
    await house.sync();
    await house.send();
    house.clock.advance(10 * 60_000);
    await work(house, house.appointments('Anna')[0]?.id ?? 0);
  } finally {
    await house.close();
  }
}

test('the event keeps what it is and gets its own appointment again, the other one its own event', () =>
  withImported(async (house, id) => {
    house.halo.state.edit(id, { ...job, ...noMarks });
    await house.send();
    await house.sync();
    await house.send();
    const both = ['Somebody else’s job 2026-03-26T12:00:00Z', 'Visit 2026-03-25T09:00:00Z'];
    assert.deepEqual(inExchange(house), both);
    assert.deepEqual(inHalo(house), both);
    const from = requestsSoFar(house);
    for (let round = 0; round < 3; round += 1) {
      house.clock.advance(15 * 60_000);
      await house.sync();
      await house.send(2);
    }
    assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
    assert.deepEqual(house.queued(), []);
  }));

test('an appointment that somebody gives another time and another subject is still the same', () =>
  withImported(async (house, id) => {
    house.halo.state.edit(id, job);
    await house.send();
    await house.sync();
    const moved = ['Somebody else’s job 2026-03-26T12:00:00Z'];
    assert.deepEqual(inExchange(house), moved);
    assert.deepEqual(inHalo(house), moved);
  }));
