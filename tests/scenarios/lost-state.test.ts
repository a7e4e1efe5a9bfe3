/** A sync state that Exchange no longer knows: everything is read again, nothing is lost, doubled or overlooked. */
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { install } from './installation.ts';

test('changes and removals made while the sync state was lost are found, bodies too', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const at = (hour: number) => ({ start: `2026-03-25T${hour}:00:00Z`, end: `2026-03-25T${hour}:30:00Z` });
  const [kept, changed, removed] = [10, 11, 12].map(hour =>
    anna.book({ subject: `Visit ${hour}`, body: 'before', bodyType: 'Text', ...at(hour) }),
  );
  await house.sync();
  const before = house.appointments('Anna').map(row => row.id);
  anna.change(changed ?? '', { body: 'after' });
  anna.remove(removed ?? '');
  house.exchange.faults.order({
    operation: 'SyncFolderItems',
    kind: 'soap-fault',
    code: 'ErrorInvalidSyncStateData',
  });
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed, report.outcome], [0, 1, 1, 'done']);
  assert.deepEqual(
    house.appointments('Anna').map(row => [row.id, row.note]),
    [
      [before[0], 'before'],
      [before[1], 'after'],
    ],
  );
  assert.ok(kept);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});

test('links that were lost while the sync state was kept are found again, and nothing is doubled', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const [first] = [12, 10, 11].map(hour =>
    anna.book({
      subject: `Visit ${hour}`,
      start: `2026-03-25T${hour}:00:00Z`,
      end: `2026-03-25T${hour}:30:00Z`,
    }),
  );
  await house.sync();
  for (const lost of ['links', 'journal', 'decisions']) {
    const folder = join(house.folderPath, lost);
    for (const file of await readdir(folder)) await rm(join(folder, file));
  }
  anna.change(first ?? '', { subject: 'Visit later' });
  await house.sync();
  anna.remove(first ?? '');
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(row => row.subject),
    ['Visit 10', 'Visit 11'],
  );
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});

test('an event that moved while all memory was lost goes on with its appointment, wherever that stands in the window', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const visit = anna.book({ subject: 'Visit', start: '2026-03-25T10:00:00Z', end: '2026-03-25T11:00:00Z' });
  await house.sync();
  const before = house.appointments('Anna').map(row => row.id);
  for (const lost of ['links', 'journal', 'decisions', 'states'])
    await rm(join(house.folderPath, lost), { recursive: true });
  anna.moveAwayAndBack(visit);
  const [item] = anna.items();
  anna.change(item?.id ?? '', { start: '2026-05-06T10:00:00Z', end: '2026-05-06T11:00:00Z' });
  const report = await house.sync();
  assert.deepEqual([report.added, report.outcome], [0, 'done']);
  assert.deepEqual(
    house.appointments('Anna').map(row => [row.id, row.start_date]),
    before.map(id => [id, '2026-05-06T10:00:00']),
  );
  assert.equal((await house.sync()).haloWrites, 0);
});
