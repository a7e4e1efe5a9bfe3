/** What the way out does when its memory, its links or its agents are gone: nothing is doubled, nothing is removed by mistake. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertQuiet, book, both, morning, rounds } from './both-ways.ts';
import { installBothWays, type TwoWay, writesSince } from './two-way.ts';

const subjects = (house: TwoWay) => ({
  exchange: house
    .mailbox('Anna')
    .items()
    .map(item => item.subject)
    .sort(),
  halo: house
    .appointments('Anna')
    .map(row => row.subject)
    .sort(),
});

/** `folders` of the data folder are gone when the process starts again. */
async function lose(house: TwoWay, folders: readonly string[]): Promise<void> {
  await house.restart(async () => {
    for (const name of folders) await rm(join(house.folderPath, name), { recursive: true, force: true });
  });
}

for (const [what, folders] of Object.entries({
  'the queue': ['outbound'],
  'links and states': ['links', 'states', 'journal', 'decisions'],
  'everything that is remembered': ['links', 'states', 'journal', 'decisions', 'outbound'],
}))
  test(`${what} lost: singles and series are tied again, and a later change still arrives`, () =>
    both(async house => {
      const single = book(house, { subject: 'Visit' });
      house.halo.state.makeSeries(
        { agent_id: house.agentId('Anna'), subject: 'Round', ...morning },
        { kind: 'daily', every: 1 },
        { times: 3 },
      );
      await house.send();
      await rounds(house, 2);
      const before = subjects(house);
      assert.deepEqual(before.exchange, ['Round', 'Visit']);
      assert.deepEqual(
        before.halo,
        ['Round', 'Round', 'Round', 'Round', 'Visit'],
        'a master and its children',
      );
      await lose(house, folders);
      await rounds(house, 3);
      assert.deepEqual(subjects(house), before);
      house.halo.state.edit(single.id, { subject: 'Visit, later' });
      await rounds(house, 2);
      assert.deepEqual(subjects(house).exchange, ['Round', 'Visit, later']);
      await assertQuiet(house);
    }));

test('an event of ours that somebody takes out of Deleted Items becomes an appointment again', () =>
  both(async house => {
    const row = book(house, { subject: 'Visit' });
    await house.send();
    await rounds(house, 1);
    const [item] = house.mailbox('Anna').items();
    house.halo.state.deleteByHand(row.id);
    await house.send();
    assert.deepEqual(subjects(house).exchange, []);
    const [gone] = house.mailbox('Anna').itemsIn('deleteditems');
    assert.ok(item !== undefined && gone !== undefined);
    house.mailbox('Anna').moveTo(gone.id, 'calendar');
    await rounds(house, 3);
    assert.deepEqual(subjects(house), { exchange: ['Visit'], halo: ['Visit'] });
    await assertQuiet(house);
  }));

test('an agent who is switched off keeps events and appointments as they are', () =>
  both(async house => {
    const row = book(house, { subject: 'Visit' });
    await house.send();
    await rounds(house, 1);
    house.change({ agents: { preferenceOn: [1], preferenceOff: [0], off: [house.agentId('Anna')] } });
    await house.restart();
    house.halo.state.edit(row.id, { subject: 'Visit, later' });
    await house.send(2);
    assert.deepEqual(subjects(house).exchange, ['Visit']);
  }));

test('what was changed in Halo while an agent was switched off is sent as soon as the agent is on again', () =>
  both(async house => {
    const row = book(house, { subject: 'Visit' });
    await house.send();
    await rounds(house, 1);
    const { agents } = house.settings();
    house.change({ agents: { ...agents, off: [house.agentId('Anna')] } });
    await house.send();
    house.halo.state.edit(row.id, { subject: 'Visit, later' });
    await rounds(house, 2);
    assert.deepEqual(subjects(house).exchange, ['Visit']);
    house.change({ agents });
    await rounds(house, 1);
    await house.send();
    assert.deepEqual(subjects(house).exchange, ['Visit, later']);
    await assertQuiet(house);
  }));

test('nothing is written before the first import of a calendar', async () => {
  const house = await installBothWays();
  try {
    await house.send();
    house.clock.advance(60_000);
    book(house, { subject: 'Visit' });
    await house.send(2);
    assert.deepEqual(house.mailbox('Anna').items(), []);
    assert.equal(house.queued()[0]?.state.kind, 'resting');
    await house.sync();
    await rounds(house, 2);
    assert.deepEqual(subjects(house), { exchange: ['Visit'], halo: ['Visit'] });
    await assertQuiet(house);
  } finally {
    await house.close();
  }
});

test('where Halo itself writes Exchange nothing is sent', async () => {
  const house = await installBothWays({ settings: { halo: { door: 'integrator' } } });
  try {
    book(house, { subject: 'Visit' });
    await house.send(3);
    assert.deepEqual(house.mailbox('Anna').items(), []);
    assert.deepEqual(writesSince(house, { exchange: 0, halo: 0 }), { exchange: 0, halo: 0 });
  } finally {
    await house.close();
  }
});

test('beside another program that writes both sides nothing is sent, and the reason is told', async () => {
  const house = await installBothWays();
  try {
    house.halo.state.nhserverConfig.calendarsync = true;
    book(house, { subject: 'Visit' });
    await house.send(3);
    assert.deepEqual(writesSince(house, { exchange: 0, halo: 0 }), { exchange: 0, halo: 0 });
    assert.equal(house.outbound().status().problem?.code, 'halo.other-importer');
  } finally {
    await house.close();
  }
});
