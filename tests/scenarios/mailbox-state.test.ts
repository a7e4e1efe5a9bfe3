/** Mailboxes that move, vanish and come back, beside others that stay: one is told, nothing is removed, the others go on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

const names = ['Anna', 'Ben', 'Carla'];
const ben = 'ben@example.org';

async function threeAgents(): Promise<Installation> {
  const house = await install({ agents: names.map(name => ({ name })) });
  for (const name of names) bookDay(house, name, 24);
  await house.sync();
  return house;
}

function bookDay(house: Installation, name: string, day: number): void {
  house.mailbox(name).book({
    subject: `Visit ${day}`,
    start: `2026-03-${day}T09:00:00`,
    end: `2026-03-${day}T10:00:00`,
  });
}

/** Ben's mailbox is in trouble: he keeps what he has, the others get what is new. */
async function benIsTold(house: Installation, problem: string): Promise<void> {
  for (const name of ['Anna', 'Carla']) bookDay(house, name, 25);
  for (const _ of [1, 2]) {
    const report = await house.sync();
    assert.deepEqual(told(report), [problem]);
    assert.deepEqual(
      report.mailboxes.map(mailbox => mailbox.problems.length),
      [0, 1, 0],
    );
    assert.equal(house.appointments('Ben').length, 1);
    assert.equal(house.appointments('Anna').length, 2);
    assert.equal(house.appointments('Carla').length, 2);
  }
}

async function endsWell(house: Installation): Promise<void> {
  assert.equal((await house.sync()).outcome, 'done');
  assert.deepEqual(differences(house), []);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
}

for (const [to, problem] of [
  ['in-progress', 'mailbox.moving mailbox'],
  ['cloud', 'mailbox.elsewhere mailbox'],
] as const) {
  test(`a mailbox that moves (${to}) keeps its appointments, and is imported when it is back`, async t => {
    const house = await threeAgents();
    t.after(() => house.close());
    const [kept] = house.appointments('Ben').map(row => row.id);
    house.exchange.state.moveMailbox(ben, to);
    await benIsTold(house, problem);
    house.exchange.state.moveMailbox(ben, 'here');
    bookDay(house, 'Ben', 26);
    await endsWell(house);
    assert.equal(house.appointments('Ben')[0]?.id, kept);
  });
}

test('a mailbox that is gone keeps its appointments in Halo', async t => {
  const house = await threeAgents();
  t.after(() => house.close());
  house.exchange.state.removeMailbox(ben);
  await benIsTold(house, 'mailbox.elsewhere mailbox');
});

test('a mailbox that was renamed in Exchange alone is told, and found again once Halo knows the new address', async t => {
  const house = await threeAgents();
  t.after(() => house.close());
  const [kept] = house.appointments('Ben').map(row => row.id);
  house.exchange.state.renameMailbox(ben, 'benjamin@example.org');
  await benIsTold(house, 'mailbox.elsewhere mailbox');
  house.halo.state.setAgent(house.agentId('Ben'), { email: 'benjamin@example.org' });
  house.forgetAgents();
  await endsWell(house);
  assert.deepEqual(
    house.appointments('Ben').map(row => row.id),
    [kept],
  );
});

test('a mailbox made anew is told, and what the old one held waits for a person', async t => {
  const house = await threeAgents();
  t.after(() => house.close());
  house.exchange.state.recreateMailbox(ben);
  const report = await house.sync();
  assert.deepEqual(told(report), ['mailbox.replaced mailbox']);
  assert.deepEqual([report.removed, house.appointments('Ben').length], [0, 1]);
  bookDay(house, 'Ben', 25);
  await house.sync();
  assert.deepEqual(
    house.appointments('Ben').map(row => row.subject),
    ['Visit 24', 'Visit 25'],
  );
});

test('a mailbox that the account may not act for is told, and the others are imported', async t => {
  const house = await threeAgents();
  t.after(() => house.close());
  const allowed = ['anna@example.org', 'carla@example.org'];
  house.exchange.state.setImpersonation('EXAMPLE\\halo-sync', allowed);
  await benIsTold(house, 'mailbox.impersonation-denied mailbox');
  house.exchange.state.setImpersonation('EXAMPLE\\halo-sync', true);
  await endsWell(house);
});
