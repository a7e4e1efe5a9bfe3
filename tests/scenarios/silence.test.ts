/** Servers that take a request and never answer: every wait has an end, and what may have been done is looked for before it is repeated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunReport } from '../../main/core/report.ts';
import { HeldDeadlines } from '../fakes/held-deadlines.ts';
import { differences } from './compare.ts';
import { type Ending, expectedOf, told } from './ending.ts';
import { exchangePlaces } from './exchange-fault-rows.ts';
import { works } from './halo-fault-rows.ts';
import { type Installation, install } from './installation.ts';

const deadlines = new HeldDeadlines();

/** One import, during which every deadline passes whenever a further request stays without an answer. */
async function outwait(house: Installation, unanswered: () => number): Promise<RunReport> {
  let isOver = false;
  const run = house.sync().finally(() => {
    isOver = true;
  });
  for (let passed = 0; !isOver; await new Promise(resolve => setImmediate(resolve))) {
    if (unanswered() <= passed) continue;
    passed = unanswered();
    deadlines.ring();
  }
  return run;
}

async function houseWithVisits(): Promise<Installation> {
  const house = await install({ startTimer: deadlines.start });
  const anna = house.mailbox('Anna');
  for (const day of [24, 25, 26, 27])
    anna.book({
      subject: `Visit ${day}`,
      start: `2026-03-${day}T09:00:00`,
      end: `2026-03-${day}T10:00:00`,
    });
  anna.book({
    subject: 'Stand-up',
    start: '2026-03-24T14:00:00',
    end: '2026-03-24T15:00:00',
    recurrence: {
      pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'] },
      range: { kind: 'numbered', count: 4 },
    },
  });
  return house;
}

async function recovers(house: Installation): Promise<void> {
  house.exchange.faults.clear();
  house.halo.faults.clear();
  assert.equal((await house.sync()).outcome, 'done');
  assert.deepEqual(differences(house), []);
  assert.equal(house.appointments('Anna').length, 8);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
}

for (const [name, place] of Object.entries(exchangePlaces)) {
  for (const [times, ending] of [
    [1, 'heals'],
    [1_000, 'exchange.timeout exchange'],
  ] as const) {
    test(`Exchange, asked for ${name}, is silent ${times === 1 ? 'once' : 'for ever'}: ${ending}`, async t => {
      const house = await houseWithVisits();
      t.after(() => house.close());
      house.exchange.faults.order({ ...place, kind: 'never', times });
      const silent = () => house.exchange.requests.filter(each => each.status === 0).length;
      const report = await outwait(house, silent);
      assert.ok(silent() > 0, 'the fault has not struck');
      assert.deepEqual(told(report), expectedOf(ending));
      if (ending === 'heals') assert.deepEqual(differences(house), []);
      await recovers(house);
    });
  }
}

const haloCases: readonly (readonly [string, object, Ending, Ending])[] = [
  ['a token', { path: '/auth/token' }, 'heals', 'halo.timeout halo'],
  ['its agents', { path: '/agent', after: 1 }, 'heals', 'halo.timeout halo'],
  ['a list', works.list, 'heals', 'halo.timeout mailbox'],
  ['a write, and does nothing,', works.write, 'halo.timeout item', 'halo.timeout item'],
  ['a write, and does it,', { ...works.write, done: true }, 'heals', 'heals'],
];
for (const [name, place, once, lasting] of haloCases) {
  for (const [times, ending] of [
    [1, once],
    [1_000, lasting],
  ] as const) {
    test(`Halo, asked for ${name} is silent ${times === 1 ? 'once' : 'for ever'}: ${ending}`, async t => {
      const house = await houseWithVisits();
      t.after(() => house.close());
      const fault = house.halo.faults.order({ ...place, kind: 'never', times });
      const report = await outwait(house, () => fault.hits);
      assert.ok(fault.hits > 0, 'the fault has not struck');
      assert.deepEqual(told(report), expectedOf(ending));
      if (ending === 'heals') assert.deepEqual(differences(house), []);
      await recovers(house);
    });
  }
}

test('an import that is stopped while a server is silent ends at once, and the next one is right', async t => {
  const house = await houseWithVisits();
  t.after(() => house.close());
  for (const order of [
    () => house.exchange.faults.order({ kind: 'never', operation: 'FindItem' }),
    () => house.halo.faults.order({ ...works.write, kind: 'never', done: true }),
  ]) {
    order();
    const stop = new AbortController();
    const silent = () =>
      house.exchange.requests.some(each => each.status === 0) ||
      house.halo.requests.some(each => each.status === 0);
    const run = house.sync({ signal: stop.signal });
    while (!silent()) await new Promise(resolve => setImmediate(resolve));
    stop.abort();
    assert.equal((await run).outcome, 'stopped');
    house.exchange.clearRequests();
    house.halo.clearRequests();
  }
  await recovers(house);
});
