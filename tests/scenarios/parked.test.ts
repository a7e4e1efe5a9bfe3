/** A mailbox that cannot be read is asked in growing distance; a person who wants it now, or saves a setting, has it asked at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStatus } from '../../main/engine/status.ts';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

const minute = 60_000;
const visit = { subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' };

async function twoAgents(): Promise<Installation> {
  const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
  house.mailbox('Anna').book(visit);
  house.mailbox('Ben').book(visit);
  return house;
}

function fail(house: Installation, code: string): void {
  const kind = 'soap-fault';
  house.exchange.faults.order({ kind, code, mailbox: 'anna@example.org', times: 10_000 });
}

/** One run of the schedule: how often it asked Exchange for Anna, and what it says of her. */
async function scheduled(house: Installation) {
  const before = house.entries.length;
  const report = await house.sync({ trigger: 'schedule' });
  const asked = house.entries.slice(before).filter(entry => entry.mailbox === 'anna@example.org').length;
  const anna = report.mailboxes.find(mailbox => mailbox.agent === 'Anna');
  return { asked: asked > 0, outcome: anna?.outcome, nextTry: anna?.problems[0]?.nextTry, report };
}

async function shownNextTry(house: Installation): Promise<string | null | undefined> {
  const { folder, store } = await house.open();
  const runs = {
    nextNumber: async () => assert.fail('numbered'),
    save: async () => assert.fail('saved'),
    latest: async () => ({ ok: true, value: house.reports }) as const,
  };
  const status = theValue(await readStatus({ store, runs, clock: house.clock }, 15));
  await store.close();
  await folder.close();
  return status.calendars.find(calendar => calendar.agent === 'Anna')?.nextTry;
}

for (const code of [
  'ErrorNonExistentMailbox',
  'ErrorAccessDenied',
  'ErrorAccountDisabled',
  'ErrorNobodyKnows',
]) {
  test(`a mailbox that answers ${code} is asked in the next run, then after 15, 30 and 60 minutes, and told in all of them`, async t => {
    const house = await twoAgents();
    t.after(() => house.close());
    await house.sync();
    house.mailbox('Anna').book({ ...visit, subject: 'Later' });
    fail(house, code);
    const asked: number[] = [];
    for (let after = 0; after <= 170; after += 5) {
      const one = await scheduled(house);
      if (one.asked) asked.push(after);
      assert.equal(one.outcome, one.asked ? 'failed' : 'parked');
      assert.equal(one.report.outcome, 'done-with-problems');
      assert.equal(told(one.report).length, 1);
      house.clock.advance(5 * minute);
    }
    assert.deepEqual(asked, [0, 5, 20, 50, 110, 170]);
    house.exchange.faults.clear();
    house.clock.advance(60 * minute);
    const last = await scheduled(house);
    assert.deepEqual([last.outcome, last.report.added, differences(house)], ['done', 1, []]);
    // Nothing is left of it: the next failure is met in the next run again.
    fail(house, code);
    for (const _ of [1, 2]) assert.equal((await scheduled(house)).asked, true);
  });
}

test('the next try is kept over a restart and shown, and the others are synced meanwhile', async t => {
  const house = await twoAgents();
  t.after(() => house.close());
  fail(house, 'ErrorNonExistentMailbox');
  const first = await scheduled(house);
  assert.deepEqual([first.nextTry, await shownNextTry(house)], [undefined, null]);
  house.clock.advance(5 * minute);
  const second = await scheduled(house);
  assert.deepEqual(
    [second.nextTry, await shownNextTry(house)],
    ['2026-03-23T07:20:00Z', '2026-03-23T07:20:00Z'],
  );
  house.clock.advance(5 * minute);
  house.mailbox('Ben').book({ ...visit, subject: 'Later' });
  const third = await scheduled(house);
  assert.deepEqual(
    [third.asked, third.nextTry, third.report.added, await shownNextTry(house)],
    [false, '2026-03-23T07:20:00Z', 1, '2026-03-23T07:20:00Z'],
  );
  assert.equal(house.appointments('Ben').length, 2);
});

async function parked(): Promise<Installation> {
  const house = await twoAgents();
  fail(house, 'ErrorNonExistentMailbox');
  for (const _ of [1, 2]) await scheduled(house);
  assert.equal((await scheduled(house)).asked, false);
  house.exchange.faults.clear();
  return house;
}

test('a person who syncs the agent, or all, has a parked mailbox tried at once', async t => {
  for (const request of [{ agent: 'Anna' }, {}]) {
    const house = await parked();
    t.after(() => house.close());
    assert.deepEqual([(await house.sync(request)).added, differences(house)], [1, []]);
    assert.equal((await scheduled(house)).outcome, 'unchanged');
  }
});

test('a setting that was saved has a parked mailbox tried in the next run', async t => {
  const house = await parked();
  t.after(() => house.close());
  assert.equal((await scheduled(house)).asked, false);
  house.change({ exchange: { access: 'delegate' } });
  assert.equal((await scheduled(house)).asked, true);
});

test('a preview looks at a parked mailbox and leaves its next try as it is', async t => {
  const house = await twoAgents();
  t.after(() => house.close());
  fail(house, 'ErrorNonExistentMailbox');
  for (const _ of [1, 2]) await scheduled(house);
  await house.sync({ preview: true, trigger: 'preview' });
  const later = await scheduled(house);
  assert.deepEqual([later.asked, later.nextTry], [false, '2026-03-23T07:15:00Z']);
});

test('a server that is away parks nobody', async t => {
  const house = await twoAgents();
  t.after(() => house.close());
  house.exchange.faults.order({ kind: 'http-503', times: 10_000 });
  for (const _ of [1, 2, 3]) assert.equal((await scheduled(house)).asked, true);
  house.exchange.faults.clear();
  assert.deepEqual([(await scheduled(house)).report.added, differences(house)], [2, []]);
});

test('a store that stays down is retried within a run, and parks its mailbox when that does not help', async t => {
  const house = await twoAgents();
  t.after(() => house.close());
  fail(house, 'ErrorMailboxStoreUnavailable');
  for (const _ of [1, 2]) assert.equal((await scheduled(house)).outcome, 'failed');
  const third = await scheduled(house);
  assert.deepEqual([third.outcome, told(third.report)], ['parked', ['mailbox.unavailable mailbox']]);
  assert.deepEqual(
    third.report.mailboxes.map(mailbox => mailbox.outcome),
    ['parked', 'unchanged'],
  );
});
