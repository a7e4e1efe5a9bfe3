/** People go on working in Halo while a run is under way: what they do between the look and the removal counts as done before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listHeld } from '../../main/engine/held.ts';
import type { AppointmentDesk } from '../../main/ports.ts';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import { createDeskFor } from './desk.ts';
import { type Installation, install } from './installation.ts';

const hour = { start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' };

async function held(house: Installation): Promise<readonly string[]> {
  const { folder, store } = await house.open();
  const changes = theValue(await listHeld(store));
  await store.close();
  await folder.close();
  return changes.map(({ hold }) => `${hold.action} ${hold.reason} ${hold.state}`);
}

/** Anna's event that is kept, and one that is removed in the same run after the kept one was written. */
async function twoVisits() {
  const house = await install();
  const anna = house.mailbox('Anna');
  const kept = anna.book({ subject: 'Kept', ...hour });
  const gone = anna.book({ subject: 'Gone', start: '2026-03-26T09:00:00', end: '2026-03-26T10:00:00' });
  await house.sync();
  anna.change(kept, { location: 'Room 2' });
  anna.remove(gone);
  const appointment = house.appointments('Anna').find(row => row.subject === 'Gone')?.id ?? 0;
  return { house, appointment };
}

/** One run in which something happens in Halo as soon as the first write was answered. */
async function syncWhile(house: Installation, happens: () => void) {
  const { desk, close } = createDeskFor(house);
  let isOver = false;
  const watched: AppointmentDesk = {
    ...desk,
    async write(rows, signal) {
      const answer = await desk.write(rows, signal);
      if (!isOver) happens();
      isOver = true;
      return answer;
    },
  };
  const report = await house.sync({ desk: watched });
  await close();
  assert.ok(isOver, 'nothing was written');
  return report;
}

for (const [name, work] of [
  ['a ticket that was attached', (house: Installation, id: number) => house.halo.state.attachTicket(id, 77)],
  ['a completion', (house: Installation, id: number) => house.halo.state.complete(id)],
] as const) {
  test(`${name} after the plan was made keeps the appointment until a person has answered`, async t => {
    const { house, appointment } = await twoVisits();
    t.after(() => house.close());
    const report = await syncWhile(house, () => work(house, appointment));
    assert.deepEqual([report.changed, report.removed, report.held, report.failed], [1, 0, 1, 0]);
    assert.ok(house.appointments('Anna').some(row => row.id === appointment));
    assert.deepEqual(await held(house), ['remove halo-work waiting']);
    const next = await house.sync();
    assert.deepEqual([next.removed, next.haloWrites], [0, 0]);
    assert.deepEqual(await held(house), ['remove halo-work waiting']);
  });
}

test('another appointment that has taken the id meanwhile is not removed', async t => {
  const { house, appointment } = await twoVisits();
  t.after(() => house.close());
  const report = await syncWhile(house, () => {
    house.clock.advance(1_000);
    house.halo.state.edit(appointment, {
      subject: 'Somebody else’s',
      start_date: '2026-04-26T09:00:00Z',
      end_date: '2026-04-26T10:00:00Z',
      calendar_id: '',
      entryid: '',
    });
  });
  assert.deepEqual([report.removed, report.held, report.failed], [0, 0, 0]);
  assert.ok(house.appointments('Anna').some(row => row.subject === 'Somebody else’s'));
  assert.equal((await house.sync()).haloWrites, 0);
});

test('what somebody saves after the plan was made is looked at anew by the next run', async t => {
  const { house, appointment } = await twoVisits();
  t.after(() => house.close());
  const report = await syncWhile(house, () => {
    house.clock.advance(1_000);
    house.halo.state.edit(appointment, { subject: 'Gone, or is it?' });
  });
  assert.deepEqual([report.changed, report.removed, report.held, report.failed], [1, 0, 0, 1]);
  assert.ok(house.appointments('Anna').some(row => row.id === appointment));
  const next = await house.sync();
  assert.deepEqual([next.removed, next.failed], [1, 0]);
  assert.deepEqual(differences(house), []);
});

test('without any work the removal goes on, for one read more', async t => {
  const { house } = await twoVisits();
  t.after(() => house.close());
  const report = await syncWhile(house, () => {});
  assert.deepEqual([report.removed, report.held], [1, 0]);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
});
