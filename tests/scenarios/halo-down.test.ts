/** Halo goes away in the middle of an import and comes back: what was begun is finished, once, and nobody has to answer for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';
import { quiet } from './quiet.ts';

function bookMany(house: Installation, name: string, count: number): void {
  for (let number = 0; number < count; number++) {
    const start = `2026-04-${String(1 + (number % 28)).padStart(2, '0')}T09:00:00`;
    house.mailbox(name).book({ subject: `Visit ${number}`, start, end: start.replace('T09', 'T10') });
  }
}

for (const [name, fault] of [
  ['resets connections', { kind: 'reset-before' }],
  ['answers 503', { kind: 'http-status', status: 503 }],
  ['does the work and loses the answers', { kind: 'lost-answer' }],
] as const) {
  test(`a first import is finished by the next one when Halo ${name} after the first group`, async t => {
    const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
    t.after(() => house.close());
    bookMany(house, 'Anna', 120);
    bookMany(house, 'Ben', 30);
    house.halo.faults.order({ method: 'POST', path: '/appointment', after: 2, times: 1_000, ...fault });
    const cut = await house.sync();
    // Lost answers are looked for by their marks: that run may well come to its end.
    if (fault.kind !== 'lost-answer') assert.notEqual(cut.outcome, 'done');
    house.halo.faults.clear();
    const next = await house.sync();
    assert.deepEqual([next.outcome, next.held, next.failed], ['done', 0, 0]);
    assert.deepEqual(differences(house), []);
    assert.equal(house.appointments('Anna').length, 120);
    await quiet(house);
  });
}

test('what one agent alone could not be sent is sent next time, and is not taken for an unusual amount', async t => {
  const house = await install();
  t.after(() => house.close());
  bookMany(house, 'Anna', 120);
  house.halo.faults.order({
    method: 'POST',
    path: '/appointment',
    after: 2,
    times: 1_000,
    kind: 'reset-before',
  });
  const cut = await house.sync();
  assert.deepEqual([cut.outcome, cut.added, cut.failed], ['done-with-problems', 51, 69]);
  house.halo.faults.clear();
  // New events beside them are counted as ever.
  bookMany(house, 'Anna', 20);
  const next = await house.sync();
  assert.deepEqual([next.outcome, next.added, next.held], ['done', 69, 20]);
});

test('a Halo that is away altogether is asked for nothing more, and Exchange for nothing at all', async t => {
  const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
  t.after(() => house.close());
  bookMany(house, 'Anna', 3);
  await house.sync();
  bookMany(house, 'Ben', 3);
  house.halo.faults.order({ times: 1_000, kind: 'reset-before' });
  const before = house.exchange.requests.length;
  const report = await house.sync();
  assert.deepEqual(
    [report.outcome, report.problems.map(problem => `${problem.code} ${problem.scope}`)],
    ['could-not-run', ['halo.connection-lost halo']],
  );
  assert.equal(house.exchange.requests.length, before);
  house.halo.faults.clear();
  assert.equal((await house.sync()).added, 3);
  assert.deepEqual(differences(house), []);
  await quiet(house);
});
