/** Halo goes away in the middle of an import and comes back: what was begun is finished, once, and nobody has to answer for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';

function bookMany(house: Installation, name: string, count: number): void {
  for (let number = 0; number < count; number++) {
    const start = `2026-04-${String(1 + (number % 28)).padStart(2, '0')}T09:00:00`;
    house.mailbox(name).book({ subject: `Visit ${number}`, start, end: start.replace('T09', 'T10') });
  }
}

async function quiet(house: Installation) {
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
}

for (const [name, fault] of [
  ['refuses connections', { kind: 'reset-before' }],
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
