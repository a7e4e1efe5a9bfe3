/** Links of one calendar that cannot be read: the others go on, and nothing of which the broken ones may know is made a second time. */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TwoWay } from './two-way.ts';
import { installBothWays } from './two-way.ts';

const times = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };

const book = (house: TwoWay, agent: string, subject: string) =>
  house.halo.state.book({ agent_id: house.agentId(agent), subject, ...times });

const subjects = (house: TwoWay, agent: string) =>
  house
    .mailbox(agent)
    .items()
    .map(item => item.subject)
    .sort();

/** Both copies of the links of this address. Answers what puts them right again. */
async function breakLinks(house: TwoWay, address: string): Promise<() => Promise<void>> {
  const folder = join(house.folderPath, 'links');
  const before: [string, string][] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8');
    if (!text.includes(address)) continue;
    before.push([path, text]);
    await writeFile(path, '{"version":1,');
  }
  return async () => {
    for (const [path, text] of before) await writeFile(path, text);
  };
}

async function withBroken(
  work: (house: TwoWay, ids: { anna: number; bob: number }, mend: () => Promise<void>) => Promise<void>,
) {
  const house = await installBothWays({ agents: [{ name: 'Anna' }, { name: 'Bob' }] });
  try {
    await house.sync();
    await house.send();
    house.mailbox('Bob').book({ subject: 'Lunch', start: times.start_date, end: times.end_date });
    const ids = { anna: book(house, 'Anna', 'Visit').id, bob: book(house, 'Bob', 'Repair').id };
    await house.send();
    await house.sync();
    let mend = async () => {};
    await house.restart(async () => {
      mend = await breakLinks(house, 'bob@example.org');
    });
    house.clock.advance(5_000);
    await work(house, ids, mend);
  } finally {
    await house.close();
  }
}

test('changes and new appointments of the other calendars arrive, by a poll, by a nudge and by comparing', () =>
  withBroken(async (house, ids) => {
    house.halo.state.edit(ids.anna, { subject: 'Visit 2' });
    book(house, 'Anna', 'New');
    await house.send();
    assert.deepEqual(subjects(house, 'Anna'), ['New', 'Visit 2']);
    house.halo.state.edit(ids.anna, { subject: 'Visit 3' });
    await house.outbound().heard([{ haloId: ids.anna, agentId: null }], 'nudge');
    await house.turn();
    assert.deepEqual(subjects(house, 'Anna'), ['New', 'Visit 3']);
    house.clock.advance(25 * 60 * 60_000);
    await house.send(2);
    assert.ok(house.outbound().queue.memory.confirmedAt?.startsWith('2026-03-24') === true, 'compared again');
  }));

test('what may be tied in the broken calendar waits, and goes on when that is mended', () =>
  withBroken(async (house, ids, mend) => {
    house.halo.state.edit(ids.bob, { subject: 'Repair 2' });
    const lunch = house.appointments('Bob').find(row => row.subject === 'Lunch');
    const handedOn = book(house, 'Bob', 'Late');
    await house.send();
    house.clock.advance(5_000);
    for (const id of [ids.bob, lunch?.id ?? 0, handedOn.id])
      house.halo.state.moveTo(id, house.agentId('Anna'));
    await house.send(3);
    assert.deepEqual(
      subjects(house, 'Anna'),
      ['Late', 'Visit'],
      'what is in Bob’s calendar is not made twice',
    );
    assert.deepEqual(subjects(house, 'Bob'), ['Lunch', 'Repair']);
    assert.deepEqual(
      house.queued().map(({ state }) => state.kind === 'resting' && state.problem.code),
      ['store.broken', 'store.broken'],
    );
    await mend();
    house.clock.advance(15 * 60_000);
    await house.sync();
    await house.send(4);
    assert.deepEqual(
      subjects(house, 'Anna').filter(subject => subject !== 'Lunch'),
      ['Late', 'Repair 2', 'Visit'],
    );
    assert.ok(!subjects(house, 'Bob').includes('Repair'));
  }));
