/** What a run costs Halo when nothing has changed: in a program that stays (one desk for many runs) and in one that starts anew. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkStore } from '../../main/ports.ts';
import { differences } from './compare.ts';
import { createDeskFor } from './desk.ts';
import { type Installation, install } from './installation.ts';

const paths = (house: Installation, from: number) =>
  house.halo.requests.slice(from).map(({ method, path, status }) => `${method} ${path} ${status}`);

const minuteMs = 60_000;
const lists = ['GET /api/Control 200', 'GET /api/Nhserverconfig 200', 'GET /api/Agent 200'];

async function aHouse(): Promise<Installation> {
  const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
  for (const name of ['Anna', 'Ben'])
    house.mailbox(name).book({ subject: 'Visit', start: '2026-03-24T09:00:00', end: '2026-03-24T10:00:00' });
  assert.equal((await house.sync()).added, 2);
  return house;
}

async function stayingProgram() {
  const house = await aHouse();
  const { desk, close } = createDeskFor(house);
  await house.sync({ desk });
  const scheduled = () => {
    house.clock.advance(15 * minuteMs);
    return house.sync({ desk, trigger: 'schedule' });
  };
  const ends = async () => {
    await close();
    await house.close();
  };
  return { house, desk, scheduled, ends };
}

test('a later scheduled run of the same program asks Halo nothing for an hour when nothing has changed', async t => {
  const { house, scheduled, ends } = await stayingProgram();
  t.after(ends);
  house.clock.advance(40 * minuteMs);
  const before = house.halo.requests.length;
  const report = await scheduled();
  assert.deepEqual([report.outcome, report.haloReads, report.haloWrites], ['done', 0, 0]);
  assert.deepEqual(paths(house, before), []);
  const later = house.halo.requests.length;
  assert.equal((await scheduled()).outcome, 'done');
  const asked = paths(house, later);
  assert.deepEqual(
    lists.filter(path => !asked.includes(path)),
    [],
  );
});

test('a person who asks gets an answer of this moment', async t => {
  const { house, desk, ends } = await stayingProgram();
  t.after(ends);
  for (const asked of [{}, { preview: true }, { verify: true }]) {
    const before = house.halo.requests.length;
    assert.equal((await house.sync({ desk, ...asked })).outcome, 'done');
    assert.deepEqual(paths(house, before).slice(0, 3), lists);
  }
});

const importers = [
  ['an importer that was switched on', 'halo.other-importer', { halointegrator_exchange: true }],
  ['a Halo that turned to local times', 'halo.times-not-utc', { useutcforappointments: false }],
] as const;

for (const [name, code, control] of importers) {
  test(`${name} since Halo was asked last lets no write pass`, async t => {
    const { house, scheduled, ends } = await stayingProgram();
    t.after(ends);
    Object.assign(house.halo.state.control, control);
    const ben = house.mailbox('Ben');
    ben.book({ subject: 'New', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
    ben.remove(ben.items().find(item => item.subject === 'Visit')?.id ?? '');
    for (const _ of [1, 2]) {
      const report = await scheduled();
      assert.deepEqual([report.haloWrites, report.problems.map(problem => problem.code)], [0, [code]]);
    }
    Object.assign(house.halo.state.control, { halointegrator_exchange: false, useutcforappointments: true });
    const healed = await scheduled();
    assert.deepEqual([healed.outcome, healed.added, healed.removed], ['done', 1, 1]);
    assert.deepEqual(differences(house), []);
  });
}

test('a scheduled run that has to write asks once, however many mailboxes write', async t => {
  const { house, scheduled, ends } = await stayingProgram();
  t.after(ends);
  for (const name of ['Anna', 'Ben'])
    house.mailbox(name).book({ subject: 'New', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
  const before = house.halo.requests.length;
  assert.equal((await scheduled()).added, 2);
  const asked = paths(house, before).filter(path => /Control|Nhserver|Agent/.test(path));
  assert.deepEqual(asked.sort(), [...lists].sort());
});

test('a program that starts anew has to learn again what it may read', async t => {
  const house = await aHouse();
  t.after(() => house.close());
  const before = house.halo.requests.length;
  const report = await house.sync();
  assert.deepEqual([report.outcome, report.haloReads, report.haloWrites], ['done', 5, 0]);
  assert.deepEqual(paths(house, before), [
    'GET /api/authinfo 200',
    'POST /auth/token 200',
    'GET /api/Control 403',
    'POST /auth/token 200',
    ...lists,
  ]);
});

test('an unchanged run looks once at what is remembered of each mailbox', async t => {
  const house = await aHouse();
  t.after(() => house.close());
  const looks: string[] = [];
  const between = (store: LinkStore): LinkStore => ({
    ...store,
    known: () => {
      looks.push('all');
      return store.known();
    },
    readState: mailbox => {
      looks.push(mailbox.address);
      return store.readState(mailbox);
    },
  });
  await house.sync({ between, trigger: 'schedule' });
  assert.deepEqual(looks.sort(), ['anna@example.org', 'ben@example.org']);
});
