/** Halo or the data folder comes back from a backup: ids mean something else, and still no one else's appointment is touched. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { differences } from './compare.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';
import { quiet } from './quiet.ts';

const hour = { start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' };
const job = 'Somebody else’s job';

/** One imported event; later its id in Halo belongs to what somebody booked by hand. */
async function withReusedId(house: Installation): Promise<{ itemId: string; rowId: number }> {
  const itemId = house.mailbox('Anna').book({ subject: 'Visit', ...hour });
  await house.sync();
  const rowId = house.appointments('Anna')[0]?.id ?? 0;
  house.clock.advance(600_000);
  house.halo.state.edit(rowId, {
    subject: job,
    start_date: '2026-03-26T12:00:00',
    end_date: '2026-03-26T13:00:00',
    calendar_id: '',
    entryid: '',
    changekey: '',
    exchange_uid: '',
    exchangemailboxfqdn: '',
  });
  return { itemId, rowId };
}

test('an id that Halo gave to another appointment is left alone, and the event gets its own', async t => {
  const house = await install();
  t.after(() => house.close());
  const { itemId, rowId } = await withReusedId(house);
  house.mailbox('Anna').change(itemId, { subject: 'Visit, second floor' });
  await house.sync();
  assert.equal(house.appointments('Anna').find(row => row.id === rowId)?.subject, job);
  assert.deepEqual(differences(house), []);
  await quiet(house);
});

test('an id that Halo gave to another appointment is not deleted with the event', async t => {
  const house = await install();
  t.after(() => house.close());
  const { itemId, rowId } = await withReusedId(house);
  house.mailbox('Anna').remove(itemId);
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(row => [row.id, row.subject]),
    [[rowId, job]],
  );
  await quiet(house);
});

test('an appointment that was moved and renamed by hand is still ours', async t => {
  const house = await install();
  t.after(() => house.close());
  const itemId = house.mailbox('Anna').book({ subject: 'Visit', ...hour });
  await house.sync();
  const rowId = house.appointments('Anna')[0]?.id ?? 0;
  house.clock.advance(600_000);
  const moved = { start_date: '2026-03-26T12:00:00', end_date: '2026-03-26T13:00:00' };
  house.halo.state.edit(rowId, { subject: job, ...moved });
  house.mailbox('Anna').change(itemId, { subject: 'Visit, second floor' });
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    [rowId],
  );
  assert.deepEqual(differences(house), []);
});

test('under an old data folder an event that came back meanwhile keeps the appointment that it has now', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const first = anna.book({ subject: 'Visit', uid: 'uid-visit', ...hour });
  await house.sync();
  const backup = await mkdtemp(join(tmpdir(), 'backup-'));
  t.after(() => rm(backup, { recursive: true }));
  await cp(house.folderPath, backup, { recursive: true });

  anna.remove(first);
  await house.sync();
  const second = anna.book({ subject: 'Visit', uid: 'uid-visit', ...hour });
  await house.sync();
  const rows = house.appointments('Anna').map(row => row.id);

  await rm(house.folderPath, { recursive: true });
  await cp(backup, house.folderPath, { recursive: true });
  await house.sync();
  anna.change(second, { subject: 'Visit, second floor' });
  await house.sync();
  assert.deepEqual(differences(house), []);
  assert.deepEqual(
    house.appointments('Anna').map(row => row.id),
    rows,
  );
  anna.remove(second);
  await house.sync();
  assert.deepEqual(house.appointments('Anna'), []);
  await quiet(house);
});
