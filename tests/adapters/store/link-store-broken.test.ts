import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { mailboxHash } from '../../../main/adapters/store/data-folder.ts';
import type { JournalEntry } from '../../../main/core/link.ts';
import type { MailboxMemory } from '../../../main/ports.ts';
import { theValue } from '../../builders/results.ts';
import { aDecision, aLink, aMemory, annas, aState } from '../../contracts/link-store.ts';
import { type OpenStore, openStore, withFolder } from './open-store.ts';

const hash = mailboxHash(annas);
const linked = (number: number): JournalEntry => ({ kind: 'linked', links: [aLink(number)] });
const memoryOf = (...numbers: number[]): MailboxMemory => ({
  ...aMemory(numbers.map(number => aLink(number))),
  decisions: new Map(numbers.map(number => [aDecision(number).key, aDecision(number)])),
});
const keysOf = async ({ store }: OpenStore) => [...theValue(await store.readMemory(annas)).book.links.keys()];
const keys = (...numbers: number[]) => numbers.map(number => aLink(number).key);
const inFolder = (path: string, place: string) => join(path, place, `${hash}.json`);
const journalIn = (path: string) => join(path, 'journal', `${hash}.jsonl`);

/** Links 1, image, link 2, image, link 3. */
async function fill(path: string): Promise<void> {
  const open = await openStore(path);
  theValue(await open.store.append(annas, linked(1)));
  theValue(await open.store.writeMemory(annas, memoryOf(1)));
  theValue(await open.store.append(annas, linked(2)));
  theValue(await open.store.writeMemory(annas, memoryOf(1, 2)));
  theValue(await open.store.append(annas, linked(3)));
  theValue(await open.store.writeState(annas, aState()));
  await open.close();
}

const damages: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ['empty', path => writeFile(path, '')],
  ['cut in half', async path => writeFile(path, (await readFile(path)).subarray(0, 700))],
  ['zeros', async path => writeFile(path, new Uint8Array((await readFile(path)).length))],
  ['of another shape', path => writeFile(path, '{"version":1,"links":{}}')],
  [
    'with a field that nobody knows',
    async path => writeFile(path, (await readFile(path, 'utf8')).replace('"uid":', '"x":1,"uid":')),
  ],
  ['not text', async path => writeFile(path, Buffer.concat([await readFile(path), Buffer.from([0xff])]))],
  ['gone', path => rm(path)],
];

describe('broken files of a mailbox', () => {
  for (const [how, damage] of damages) {
    it(`links that are ${how} are put together from the last good copy without a loss`, () =>
      withFolder(async path => {
        await fill(path);
        await damage(inFolder(path, 'links'));
        const open = await openStore(path);
        assert.deepEqual(await keysOf(open), keys(1, 2, 3));
        assert.equal(open.log.problems[0]?.problem.code, 'store.broken');
        assert.equal(open.log.problems[0]?.fields['recovered'], true);
        // Repaired on disk: the next start has nothing to say, and what was broken can be looked at.
        theValue(await open.store.append(annas, linked(4)));
        await open.close();
        const again = await openStore(path);
        assert.deepEqual(await keysOf(again), keys(1, 2, 3, 4));
        assert.equal(again.log.problems.length, 0);
        await again.close();
        const aside = (await readdir(join(path, 'links'))).filter(name => name.includes('.broken-'));
        assert.equal(aside.length, how === 'gone' ? 0 : 1);
      }));
  }

  it('a first image that breaks is put together from the journal that made it', () =>
    withFolder(async path => {
      const open = await openStore(path);
      theValue(await open.store.append(annas, linked(1)));
      theValue(await open.store.writeMemory(annas, memoryOf(1)));
      await open.close();
      await writeFile(inFolder(path, 'links'), '');
      const again = await openStore(path);
      assert.deepEqual(await keysOf(again), keys(1));
      await again.close();
    }));

  const beyondRepair: readonly (readonly [string, (path: string) => Promise<void>])[] = [
    [
      'links and their last copy are broken',
      async path => {
        await writeFile(inFolder(path, 'links'), '{');
        await writeFile(`${inFolder(path, 'links')}.last`, '{');
      },
    ],
    [
      'links are gone without a copy',
      async path => {
        await rm(inFolder(path, 'links'));
        await rm(`${inFolder(path, 'links')}.last`);
      },
    ],
    [
      'links, copies and journals are gone but decisions tell that there were some',
      async path => {
        await rm(join(path, 'links'), { recursive: true });
        await rm(join(path, 'journal'), { recursive: true });
      },
    ],
    [
      'the journal between the copy and the image is gone',
      async path => {
        await rm(inFolder(path, 'links'));
        await rm(`${inFolder(path, 'links')}.last`);
        await rm(`${journalIn(path)}.last`);
      },
    ],
    [
      'links were put back from an old backup',
      path =>
        readFile(`${inFolder(path, 'links')}.last`).then(old => writeFile(inFolder(path, 'links'), old)),
    ],
    [
      'links were put back from an old backup of that folder alone',
      async path => {
        await writeFile(inFolder(path, 'links'), await readFile(`${inFolder(path, 'links')}.last`));
        await rm(journalIn(path));
      },
    ],
    [
      'a line in the middle of the journal is broken',
      async path => {
        const [header, line] = (await readFile(journalIn(path), 'utf8')).split('\n');
        await writeFile(journalIn(path), `${header}\n{"kind":"linked","li\n${line}\n`);
      },
    ],
    [
      'links are those of another mailbox',
      async path => {
        const text = await readFile(inFolder(path, 'links'), 'utf8');
        await writeFile(inFolder(path, 'links'), text.replace('"agentId":7', '"agentId":8'));
      },
    ],
  ];
  for (const [what, damage] of beyondRepair) {
    it(`${what}: said each time, never taken for empty, until a person accepts the loss`, () =>
      withFolder(async path => {
        await fill(path);
        await damage(path);
        const open = await openStore(path);
        for (let time = 0; time < 2; time += 1) {
          const read = await open.store.readMemory(annas);
          assert.equal(read.ok ? 'read' : read.problem.code, 'store.broken');
          assert.equal(read.ok ? '' : read.problem.scope, 'mailbox');
        }
        const appended = await open.store.append(annas, linked(4));
        assert.equal(appended.ok ? 'appended' : appended.problem.code, 'store.broken');
        const written = await open.store.writeMemory(annas, memoryOf(4));
        assert.equal(written.ok ? 'written' : written.problem.code, 'store.broken');
        await open.close();

        const again = await openStore(path);
        assert.equal((await again.store.readMemory(annas)).ok, false);
        theValue(await again.store.acceptLoss(annas));
        assert.deepEqual(await keysOf(again), []);
        assert.equal(theValue(await again.store.readState(annas)), null);
        theValue(await again.store.append(annas, linked(5)));
        theValue(await again.store.writeMemory(annas, memoryOf(5)));
        await again.close();
        const third = await openStore(path);
        assert.deepEqual(await keysOf(third), keys(5));
        await third.close();
      }));
  }

  it('a last line that a crash tore is cut, whether it ends early or holds zeros', () =>
    withFolder(async path => {
      await fill(path);
      const good = await readFile(journalIn(path), 'utf8');
      for (const torn of [
        '{"kind":"linked","links":[{"key"',
        '{"kind":"lin\0\0\0\0\0\n',
        '\0\0\0\0',
        '{',
        '{'.repeat(9000),
      ]) {
        await writeFile(journalIn(path), good + torn);
        const open = await openStore(path);
        assert.deepEqual(await keysOf(open), keys(1, 2, 3));
        theValue(await open.store.append(annas, linked(4)));
        await open.close();
        const again = await openStore(path);
        assert.deepEqual(await keysOf(again), keys(1, 2, 3, 4));
        await again.close();
        const lines = (await readFile(journalIn(path), 'utf8')).split('\n');
        assert.deepEqual([lines.length, lines.at(-1)], [4, '']);
      }
    }));

  it('a torn line is cut also when nobody read the memory before the next append', () =>
    withFolder(async path => {
      await fill(path);
      await writeFile(journalIn(path), `${await readFile(journalIn(path), 'utf8')}{"kind":"linked","li`);
      const open = await openStore(path);
      theValue(await open.store.append(annas, linked(4)));
      assert.deepEqual(await keysOf(open), keys(1, 2, 3, 4));
      await open.close();
    }));

  it('a broken state is said and forgotten: the mailbox is read in full again', () =>
    withFolder(async path => {
      await fill(path);
      await writeFile(inFolder(path, 'states'), '{"version":1}');
      const open = await openStore(path);
      assert.equal(theValue(await open.store.readState(annas)), null);
      assert.equal(open.log.problems[0]?.problem.code, 'store.broken');
      assert.ok((await readdir(join(path, 'states'))).some(name => name.includes('.broken-')));
      await open.close();
    }));

  it('broken decisions are said and come from the last copy; links stay', () =>
    withFolder(async path => {
      await fill(path);
      await writeFile(inFolder(path, 'decisions'), '');
      const open = await openStore(path);
      const memory = theValue(await open.store.readMemory(annas));
      assert.deepEqual([...memory.decisions.keys()], keys(1));
      assert.deepEqual([...memory.book.links.keys()], keys(1, 2, 3));
      assert.equal(open.log.problems[0]?.problem.code, 'store.broken');
      await open.close();
    }));

  it('broken decisions without a copy are said; the links stay and decisions come anew', () =>
    withFolder(async path => {
      await fill(path);
      await writeFile(inFolder(path, 'decisions'), '');
      await rm(`${inFolder(path, 'decisions')}.last`);
      const open = await openStore(path);
      const memory = theValue(await open.store.readMemory(annas));
      assert.equal(memory.decisions.size, 0);
      assert.deepEqual([...memory.book.links.keys()], keys(1, 2, 3));
      assert.equal(open.log.problems[0]?.problem.code, 'store.broken');
      await open.close();
    }));

  for (const place of ['links', 'decisions', 'states']) {
    it(`${place} of a newer version are refused and left as they are`, () =>
      withFolder(async path => {
        await fill(path);
        const file = inFolder(path, place);
        await writeFile(file, '{"version":2,"future":true}');
        const open = await openStore(path);
        const read =
          place === 'states' ? await open.store.readState(annas) : await open.store.readMemory(annas);
        assert.equal(read.ok ? 'read' : read.problem.code, 'store.newer');
        assert.equal(await readFile(file, 'utf8'), '{"version":2,"future":true}');
        await open.close();
      }));
  }

  it('a viewer reads around what is broken and moves nothing', () =>
    withFolder(async path => {
      await fill(path);
      await writeFile(inFolder(path, 'links'), '');
      const before = await readdir(join(path, 'links'));
      const viewer = await openStore(path, { role: 'reader' });
      assert.deepEqual(await keysOf(viewer), keys(1, 2, 3));
      const appended = await viewer.store.append(annas, linked(4));
      assert.equal(appended.ok ? 'appended' : appended.problem.code, 'store.locked');
      assert.deepEqual(await readdir(join(path, 'links')), before);
      await viewer.close();
    }));
});
