/**
 * The deployment in which Halo itself writes Exchange, at once, and the import goes through Halo's own door: both sides hold the same, each
 * event once, whichever side it was made on.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weeklySchedule } from '../../main/simulators/halo/schedule.ts';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';

async function managedHouse(privacy: 'time-only' | 'full' = 'time-only'): Promise<Installation> {
  const exchangeModule = { url: '', user: 'EXAMPLE\\halo-sync', password: 'master-password' };
  const house = await install({
    agents: [{ name: 'Anna' }, { name: 'Ben' }],
    halo: { exchangeModule },
    settings: { halo: { door: 'integrator' }, import: { private: privacy } },
  });
  exchangeModule.url = house.exchange.url;
  return house;
}

/** What the door cannot carry is left out of the comparison. */
function disagreements(house: Installation): readonly string[] {
  return differences(house, { rules: { private: 'skip' }, isHalosOwn: row => row._recurringmaster }).filter(
    line => !/: (location|note|attendees|isPrivate) is /.test(line),
  );
}

async function staysQuiet(house: Installation): Promise<void> {
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
  assert.equal(house.halo.mailsSent + house.exchange.mailsSent, 0);
}

async function weeklyMaster(house: Installation): Promise<number> {
  const master = house.halo.state.book({
    agent_id: house.agentId('Anna'),
    subject: 'Review',
    start_date: '2026-03-25T09:00:00Z',
    end_date: '2026-03-25T09:30:00Z',
    _recurringmaster: true,
    schedule: weeklySchedule(1, ['Wednesday'], 6),
  });
  await house.halo.settled();
  return master.id;
}

const children = (house: Installation) => house.appointments('Anna').filter(row => !row._recurringmaster);

test('a weekly series made in Halo is a series in Exchange at once, and its children are in Halo once each after an import', async t => {
  const house = await managedHouse();
  t.after(() => house.close());
  const id = await weeklyMaster(house);
  const [series, ...others] = house.mailbox('Anna').items();
  assert.deepEqual(others, []);
  assert.equal(series?.recurrence?.pattern.kind, 'Weekly');
  assert.equal(series?.subject, 'Review');

  const report = await house.sync();
  assert.deepEqual([report.outcome, report.added], ['done', 6]);
  const master = house.halo.state.appointmentBook.find(id);
  assert.equal(master?.entryid, series?.id);
  assert.equal(children(house).length, 6);
  for (const child of children(house)) {
    assert.equal(child.halo_recurring_master_id, id);
    assert.equal(child.recurring_master_id, series?.id);
  }
  assert.equal(new Set(children(house).map(row => row.start_date)).size, 6);
  assert.deepEqual(disagreements(house), []);
  await staysQuiet(house);
});

test('an exception and a deletion in Exchange reach the children of a series made in Halo', async t => {
  const house = await managedHouse();
  t.after(() => house.close());
  await weeklyMaster(house);
  await house.sync();
  const ids = children(house).map(row => row.id);
  const anna = house.mailbox('Anna');
  const series = anna.items()[0]?.id ?? '';
  anna.changeOccurrence(series, '2026-04-08', {
    start: '2026-04-09T12:00:00Z',
    end: '2026-04-09T13:00:00Z',
    subject: 'Review, longer',
  });
  anna.removeOccurrence(series, '2026-04-15');
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed], [0, 1, 1]);
  assert.deepEqual(
    children(house).map(row => row.id),
    ids.filter((_, index) => index !== 3),
  );
  assert.deepEqual(disagreements(house), []);
  await staysQuiet(house);
});

test('what people make, change and delete in Halo is in Exchange at once and comes back to the same appointment', async t => {
  const house = await managedHouse();
  t.after(() => house.close());
  const row = house.halo.state.book({
    agent_id: house.agentId('Anna'),
    subject: 'On site',
    start_date: '2026-03-26T09:00:00Z',
    end_date: '2026-03-26T11:00:00Z',
  });
  await house.halo.settled();
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(each => each.id),
    [row.id],
  );
  house.halo.state.edit(row.id, { start_date: '2026-03-26T10:00:00Z', end_date: '2026-03-26T12:00:00Z' });
  await house.halo.settled();
  assert.equal(house.mailbox('Anna').items()[0]?.start, '2026-03-26T10:00:00Z');
  await house.sync();
  assert.deepEqual(disagreements(house), []);
  await staysQuiet(house);
  house.halo.state.deleteByHand(row.id);
  await house.halo.settled();
  assert.deepEqual(house.mailbox('Anna').items(), []);
  const report = await house.sync();
  assert.deepEqual([report.outcome, report.added], ['done', 0]);
  assert.deepEqual(house.appointments('Anna'), []);
  await staysQuiet(house);
});

test('an occurrence that is moved in Halo is an exception in Exchange and stays one appointment', async t => {
  const house = await managedHouse();
  t.after(() => house.close());
  await weeklyMaster(house);
  await house.sync();
  const ids = children(house).map(row => row.id);
  const third = children(house)[2];
  assert.ok(third !== undefined);
  const day = third.start_date.slice(0, 10);
  house.halo.state.edit(third.id, { start_date: `${day}T15:00:00Z`, end_date: `${day}T15:30:00Z` });
  await house.halo.settled();
  assert.deepEqual(house.halo.state.integrationErrors, []);
  assert.equal(house.mailbox('Anna').items()[0]?.changedDates.length, 1);
  await house.sync();
  assert.deepEqual(
    children(house).map(row => row.id),
    ids,
  );
  assert.deepEqual(disagreements(house), []);
  await staysQuiet(house);
});

for (const privacy of ['time-only', 'full'] as const) {
  test(`private events go through Halo's door ${privacy === 'full' ? 'when privacy is full' : 'never while only their time may be shown'}`, async t => {
    const house = await managedHouse(privacy);
    t.after(() => house.close());
    const times = { start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' };
    const anna = house.mailbox('Anna');
    anna.book({ subject: 'Doctor', sensitivity: 'Private', ...times });
    const id = anna.book({ subject: 'Visit', ...times });
    const report = await house.sync();
    assert.deepEqual([report.added, report.skipped], privacy === 'full' ? [2, 0] : [1, 1]);
    const bodies = house.halo.requests.map(each => each.body).join();
    assert.equal(bodies.includes('Doctor'), privacy === 'full');
    await staysQuiet(house);
    anna.change(id, { sensitivity: 'Confidential' });
    assert.equal((await house.sync()).removed, privacy === 'full' ? 0 : 1);
    assert.equal(house.appointments('Anna').length, privacy === 'full' ? 2 : 0);
    await staysQuiet(house);
  });
}
