/** What was deleted in Halo and is there again when its event goes: Halo is asked once more before its link is forgotten. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';
import { quietWhenVerified } from './quiet.ts';
import { runBothWays } from './two-way.ts';

/** An event whose appointment was deleted by hand in Halo, which the import knows. */
async function withDeleted(t: TestContext) {
  const house = await install();
  t.after(() => house.close());
  const eventId = house
    .mailbox('Anna')
    .book({ subject: 'Visit', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
  await house.sync();
  const haloId = house.appointments('Anna')[0]?.id ?? 0;
  house.halo.state.deleteByHand(haloId);
  assert.equal((await house.sync({ verify: true })).mailboxes[0]?.stayDeleted, 1);
  return { house, eventId, haloId };
}

test('an appointment that somebody brought back goes with its event', async t => {
  const { house, eventId, haloId } = await withDeleted(t);
  house.halo.state.bringBack(haloId);
  house.mailbox('Anna').remove(eventId);
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held, report.failed], [1, 0, 0]);
  assert.deepEqual(differences(house), []);
  await quietWhenVerified(house);
});

test('one that Halo once did not find although it was there goes with its event', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const eventId = anna.book({ subject: 'Visit', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
  await house.sync();
  const id = house.appointments('Anna')[0]?.id ?? 0;
  const fault = house.halo.faults.order({
    kind: 'http-status',
    status: 404,
    method: 'GET',
    path: '/appointment',
    appointmentId: id,
    times: 10,
  });
  anna.change(eventId, { location: 'Room 2' });
  assert.equal((await house.sync()).mailboxes[0]?.stayDeleted, 1);
  assert.ok(fault.hits > 0);
  house.halo.faults.clear();
  anna.remove(eventId);
  assert.equal((await house.sync()).removed, 1);
  assert.deepEqual(differences(house), []);
  await quietWhenVerified(house);
});

test('one that was brought back and worked on waits for a person', async t => {
  const { house, eventId, haloId } = await withDeleted(t);
  house.halo.state.bringBack(haloId);
  house.halo.state.attachTicket(haloId, 77);
  house.mailbox('Anna').remove(eventId);
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held], [0, 1]);
  assert.equal(house.appointments('Anna').length, 1);
  await quietWhenVerified(house);
});

test('one that is still deleted is forgotten, for one look by its id', async t => {
  const { house, eventId, haloId } = await withDeleted(t);
  house.mailbox('Anna').remove(eventId);
  const before = house.halo.requests.length;
  const report = await house.sync();
  assert.deepEqual([report.removed, report.haloWrites], [0, 0]);
  const looks = house.halo.requests.slice(before).filter(({ path }) => path.endsWith(`/${haloId}`));
  assert.equal(looks.length, 1);
  await quietWhenVerified(house);
});

for (const [about, fields, subjects] of [
  ['and changed lives on in both', { subject: 'Visit, moved by phone' }, ['Visit, moved by phone']],
  ['as it was goes with its event', {}, []],
] as const)
  test(`beside the way out, one that was brought back ${about}`, async t => {
    const { house, eventId, haloId } = await withDeleted(t);
    house.change({ outbound: { enabled: true, zone: 'Europe/Paris', conflict: 'newest' } });
    const ways = await runBothWays(house);
    house.clock.advance(60_000);
    house.halo.state.bringBack(haloId);
    house.halo.state.edit(haloId, fields);
    house.mailbox('Anna').remove(eventId);
    for (const _ of [1, 2, 3]) {
      await ways.sync();
      await ways.send();
    }
    assert.deepEqual(
      house.appointments('Anna').map(row => row.subject),
      subjects,
    );
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject),
      subjects,
    );
    await ways.end();
  });
