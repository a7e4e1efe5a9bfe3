/** A wrong password must not lock the master account: how often it is sent is counted at the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

const names = ['Anna', 'Ben', 'Carla', 'Dora', 'Emil', 'Fritz', 'Gerda', 'Hugo', 'Ida', 'Jan', 'Kai', 'Lea'];
const master = { user: 'EXAMPLE\\halo-sync', password: 'master-password' };
/** Most requests at once, and so the most that can be on their way when the password changes. */
const concurrency = 4;

async function manyAgents(): Promise<Installation> {
  const house = await install({
    agents: names.map(name => ({ name })),
    settings: { exchange: { concurrency } },
  });
  for (const name of names)
    house.mailbox(name).book({
      subject: `Visit of ${name}`,
      start: '2026-03-24T09:00:00',
      end: '2026-03-24T10:00:00',
    });
  return house;
}

const refused = (house: Installation) => house.exchange.requests.filter(each => each.status === 401).length;

async function isRight(house: Installation): Promise<void> {
  assert.equal((await house.sync()).outcome, 'done');
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).haloWrites, 0);
}

test('a password that was wrong from the start is sent once an import, however many mailboxes wait', async t => {
  const house = await manyAgents();
  t.after(() => house.close());
  house.exchange.state.addUser(master.user, 'another-password');
  for (const times of [1, 2]) {
    const report = await house.sync();
    assert.deepEqual([report.outcome, told(report)], ['could-not-run', ['exchange.unauthorized exchange']]);
    assert.equal(refused(house), times);
    // The one cause is told once, not for each mailbox.
    assert.equal(report.problems.length, 1);
    assert.deepEqual(
      report.mailboxes.flatMap(mailbox => mailbox.problems),
      [],
    );
    assert.equal(house.exchange.requests.length, times);
  }
  assert.equal(house.appointments('Anna').length, 0);
  house.exchange.state.addUser(master.user, master.password);
  await isRight(house);
});

test('a password that is changed in the middle of an import is tried once more, alone and a minute later, then never', async t => {
  const house = await manyAgents();
  t.after(() => house.close());
  house.exchange.faults.order({ kind: 'http-401', after: 7, times: 1_000 });
  const before = house.clock.monotonicMs();
  const report = await house.sync();
  assert.deepEqual(told(report), ['exchange.unauthorized exchange']);
  assert.ok(house.clock.monotonicMs() - before >= 60_000);
  assert.ok(refused(house) >= 2 && refused(house) <= concurrency + 1, `${refused(house)} times`);
  assert.equal(house.exchange.requests.length, 7 + refused(house));
  house.exchange.faults.clear();
  await isRight(house);
});

test('a single 401 of a server that has too much to do stops nobody', async t => {
  const house = await manyAgents();
  t.after(() => house.close());
  house.exchange.faults.order({ kind: 'http-401', after: 9 });
  const report = await house.sync();
  assert.deepEqual([report.outcome, report.added], ['done', names.length]);
  assert.equal(refused(house), 1);
  await isRight(house);
});

test('a client secret that Halo refuses is sent once an import, and Exchange is not asked at all', async t => {
  const house = await manyAgents();
  t.after(() => house.close());
  house.halo.faults.order({ path: '/auth/token', kind: 'http-status', status: 401, times: 1_000 });
  const report = await house.sync();
  assert.deepEqual([report.outcome, told(report)], ['could-not-run', ['halo.unauthorized halo']]);
  assert.equal(house.halo.requests.filter(each => each.path.startsWith('/auth/')).length, 1);
  assert.equal(house.exchange.requests.length, 0);
  house.halo.faults.clear();
  await isRight(house);
});

test('tokens that stop being good in the middle of an import are renewed, and nothing is lost or doubled', async t => {
  const house = await manyAgents();
  t.after(() => house.close());
  const slow = house.halo.faults.order({ method: 'GET', path: '/appointment', kind: 'slow', ms: 1 });
  const run = house.sync();
  while (slow.hits === 0) await new Promise(resolve => setImmediate(resolve));
  house.halo.forgetTokens();
  assert.equal((await run).outcome, 'done');
  assert.equal(house.halo.state.appointments().length, names.length);
  await isRight(house);
});
