/** What a first import asks of the data folder: how often, and how much it writes down. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEntry } from '../../main/core/link.ts';
import type { LinkStore } from '../../main/ports.ts';
import { differences } from './compare.ts';
import { install } from './installation.ts';

const names = ['Anna', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fritz'];

/** A house in which so many people have three events each, and one row goes in each POST. */
async function aHouse(agents: number) {
  const people = names.slice(0, agents).map(name => ({ name }));
  const house = await install({ agents: people, settings: { halo: { rowsPerWrite: 1 } } });
  for (const { name } of people) {
    for (const hour of ['09', '11', '13'])
      house
        .mailbox(name)
        .book({ subject: 'Visit', start: `2026-03-24T${hour}:00:00`, end: `2026-03-24T${hour}:30:00` });
  }
  return house;
}

/** What the first import asked of its store. */
async function firstImport(agents: number) {
  const house = await aHouse(agents);
  try {
    const calls: string[] = [];
    const journal: JournalEntry[] = [];
    const counted =
      <Asked extends unknown[], Answer>(name: string, ask: (...asked: Asked) => Answer) =>
      (...asked: Asked): Answer => {
        calls.push(name);
        return ask(...asked);
      };
    const between = (store: LinkStore): LinkStore => ({
      ...store,
      readMemory: counted('readMemory', store.readMemory),
      writeMemory: counted('writeMemory', store.writeMemory),
      writeState: counted('writeState', store.writeState),
      known: counted('known', store.known),
      append: (mailbox, ...entries) => {
        calls.push('append');
        journal.push(...entries);
        return store.append(mailbox, ...entries);
      },
    });
    assert.equal((await house.sync({ between })).added, agents * 3);
    assert.deepEqual(differences(house), []);
    const writes = house.halo.requests.filter(
      each => each.method === 'POST' && each.path.includes('Appointment'),
    );
    return { counts: Object.groupBy(calls, call => call), journal, writes: writes.length };
  } finally {
    await house.close();
  }
}

test('the list of remembered mailboxes is read once a run, however many are new', async () => {
  for (const agents of [2, 6]) assert.equal((await firstImport(agents)).counts['known']?.length, 1);
});

test('image and state of a mailbox are written once a run, and its memory is read once', async () => {
  const { counts } = await firstImport(4);
  for (const name of ['readMemory', 'writeMemory', 'writeState']) assert.equal(counts[name]?.length, 4, name);
});

test('a POST takes two lines of the journal: what is to be made, in full, and what Halo said of it', async () => {
  const { journal, writes } = await firstImport(4);
  const announced = journal.flatMap(entry => (entry.kind === 'intent' ? [entry] : []));
  const named = journal.flatMap(entry => (entry.kind === 'linked' ? [entry] : []));
  assert.deepEqual([writes, announced.length, named.length, journal.length], [12, 12, 12, 24]);
  assert.deepEqual(
    named.flatMap(({ links }) => links),
    [],
  );
  assert.equal(named.flatMap(({ created = [] }) => created).length, 12);
});

test('a POST waits for the disk once: what became of it and what is sent next are written together', async () => {
  const { counts, writes } = await firstImport(4);
  // Besides, the first intent of each mailbox, and one for the very first appointment, which is sent alone.
  assert.equal(counts['append']?.length, writes + 4 + 1);
});

test('what was announced and not sent when a run is stopped need not be looked for', async t => {
  const house = await aHouse(1);
  t.after(() => house.close());
  const stop = new AbortController();
  let groups = 0;
  const between = (store: LinkStore): LinkStore => ({
    ...store,
    append: (mailbox, ...entries) => {
      groups += entries[0]?.kind === 'linked' ? 1 : 0;
      if (groups === 2) stop.abort();
      return store.append(mailbox, ...entries);
    },
  });
  const stopped = await house.sync({ between, signal: stop.signal });
  assert.deepEqual([stopped.outcome, stopped.added], ['stopped', 2]);
  const { folder, store } = await house.open();
  const anna = {
    agentId: house.halo.state.agents().find(agent => agent.name === 'Anna')?.id ?? 0,
    address: 'anna@example.org',
  };
  const interrupted = await store.isInterrupted(anna);
  const memory = await store.readMemory(anna);
  assert.deepEqual(
    [interrupted.ok && interrupted.value, memory.ok && memory.value.book.intents.size],
    [false, 0],
  );
  await store.close();
  await folder.close();
  assert.equal((await house.sync()).added, 1);
  assert.deepEqual(differences(house), []);
});
