/** A Halo that goes on showing what was deleted: nothing is brought back against a person's will, and nothing is lost because of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';
import { quiet } from './quiet.ts';

const five = [1, 2, 3, 4, 5] as const;

async function withFive(house: Installation): Promise<readonly string[]> {
  const calendar = house.mailbox('Anna');
  const ids = five.map(number =>
    calendar.book({
      subject: `Visit ${number}`,
      start: `2026-03-2${number + 3}T09:00:00`,
      end: `2026-03-2${number + 3}T10:00:00`,
      body: 'Bring the list.',
      bodyType: 'Text',
    }),
  );
  await house.sync();
  return ids;
}

test('what a person deleted in Halo stays deleted although its lists show it, and is not sent again', async t => {
  const house = await install({ halo: { dialect: { listsShowDeleted: true } } });
  t.after(() => house.close());
  const ids = await withFive(house);
  const third = house.appointments('Anna')[2]?.id ?? 0;
  house.halo.state.deleteByHand(third);
  for (const id of ids) house.mailbox('Anna').change(id, { location: 'Room 2' });
  const report = await house.sync();
  assert.deepEqual([report.changed, report.added, report.failed], [4, 0, 0]);
  assert.deepEqual(
    house.appointments('Anna').map(row => row.appointment_location_free_text),
    ['Room 2', 'Room 2', 'Room 2', 'Room 2'],
  );
  await quiet(house);
});

test('an event that comes back is made again although its deleted appointment is still listed', async t => {
  const house = await install({ halo: { dialect: { listsShowDeleted: true } } });
  t.after(() => house.close());
  const [first = ''] = await withFive(house);
  const { uid } = house.mailbox('Anna').item(first);
  house.mailbox('Anna').remove(first);
  assert.equal((await house.sync()).removed, 1);
  house
    .mailbox('Anna')
    .book({ subject: 'Visit 1', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00', uid });
  const report = await house.sync();
  assert.deepEqual([report.added, report.failed], [1, 0]);
  assert.deepEqual(differences(house), []);
  await quiet(house);
});
