/** What a first import asks of the data folder: how often, and how much it writes down. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JournalEntry } from '../../main/core/link.ts';
import type { LinkStore } from '../../main/ports.ts';
import { differences } from './compare.ts';
import { install } from './installation.ts';

const names = ['Anna', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fritz'];

/** A first import of so many calendars with three events each; what it asked of its store. */
async function firstImport(agents: number) {
  const house = await install({ agents: names.slice(0, agents).map(name => ({ name })) });
  try {
    for (const name of names.slice(0, agents)) {
      for (const hour of ['09', '11', '13'])
        house
          .mailbox(name)
          .book({ subject: 'Visit', start: `2026-03-24T${hour}:00:00`, end: `2026-03-24T${hour}:30:00` });
    }
    const calls: string[] = [];
    const entries: JournalEntry[] = [];
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
      append: (mailbox, entry) => {
        entries.push(entry);
        return store.append(mailbox, entry);
      },
    });
    assert.equal((await house.sync({ between })).added, agents * 3);
    assert.deepEqual(differences(house), []);
    const writes = house.halo.requests.filter(
      each => each.method === 'POST' && each.path.includes('Appointment'),
    );
    return { counts: Object.groupBy(calls, call => call), entries, writes: writes.length };
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
  const { entries, writes } = await firstImport(4);
  const announced = entries.flatMap(entry => (entry.kind === 'intent' ? [entry.intents.length] : []));
  const named = entries.flatMap(entry => (entry.kind === 'linked' ? [entry] : []));
  assert.deepEqual([announced.length, named.length, entries.length], [writes, writes, 2 * writes]);
  assert.equal(
    announced.reduce((sum, count) => sum + count),
    12,
  );
  assert.deepEqual(
    named.flatMap(({ links }) => links),
    [],
  );
  assert.equal(named.flatMap(({ created = [] }) => created).length, 12);
});
