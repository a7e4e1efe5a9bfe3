/**
 * Stops the store for ever at every single step on the disk, one after another, and reads what is left: all that was acknowledged and
 * at most the one effect that was under way.
 */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { emptyBook, type JournalEntry, type Link, type LinkBook, replay } from '../../../main/core/link.ts';
import type { MailboxMemory } from '../../../main/ports.ts';
import { theValue } from '../../builders/results.ts';
import { aLink, anIntent, annas } from '../../contracts/link-store.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import { type OpenStore, openStore, withFolder } from './open-store.ts';

type Act = { readonly append: JournalEntry } | { readonly imageWithout: readonly Link[] };

/** Two runs over a mailbox, as the engine makes them: effects, image, effects, image, effects. */
const acts: readonly Act[] = [
  { append: { kind: 'intent', intents: [anIntent(1), anIntent(2)] } },
  {
    append: {
      kind: 'linked',
      links: [aLink(2)],
      created: [{ key: aLink(1).key, haloId: 5001, lastModified: '2026-03-01T10:00:00.123' }],
    },
  },
  { imageWithout: [] },
  { append: { kind: 'linked', links: [aLink(3)] } },
  { append: { kind: 'unlinked', keys: [aLink(1).key] } },
  { imageWithout: [aLink(2), aLink(3)] },
  { append: { kind: 'rekeyed', from: aLink(2).key, link: aLink(4) } },
  { imageWithout: [] },
  { append: { kind: 'linked', links: [aLink(5)] } },
];

function after(book: LinkBook, act: Act): LinkBook {
  if ('append' in act) return replay(book, [act.append]);
  // What has left the window is left out without an entry: no effect, so no journal.
  return replay(book, [{ kind: 'unlinked', keys: act.imageWithout.map(link => link.key) }]);
}

/** The books after 0, 1, 2 … acts. */
const books: LinkBook[] = [emptyBook];
for (const act of acts) books.push(after(books.at(-1) ?? emptyBook, act));

/** Performs the acts, each up to so many times; answers how many were acknowledged before one was given up. */
async function perform(store: OpenStore['store'], times = 1): Promise<number> {
  const nothing: MailboxMemory = { book: emptyBook, decisions: new Map(), holds: new Map() };
  let done = 0;
  for (const act of acts) {
    const memory = { ...nothing, book: books[done + 1] ?? emptyBook };
    let ok = false;
    for (let time = 0; time < times && !ok; time += 1) {
      const result =
        'append' in act ? await store.append(annas, act.append) : await store.writeMemory(annas, memory);
      ok = result.ok;
    }
    if (!ok) break;
    done += 1;
  }
  return done;
}

/** Runs the acts on a disk that dies at the given step of them; answers how many were acknowledged. */
async function performUntil(
  path: string,
  deathAt: number,
  how: { readonly powerCut: boolean },
): Promise<{ acknowledged: number; died: boolean }> {
  let opened = Number.POSITIVE_INFINITY;
  let died = false;
  const disk = createFaultyDisk({
    fail: (_, number) => {
      if (number - opened < deathAt) return null;
      const first = !died;
      died = true;
      return { code: 'EIO', half: first };
    },
  });
  const { store } = await openStore(path, { disk });
  opened = disk.steps.length;
  const acknowledged = await perform(store);
  // No end of any kind: the process is gone, and with it the lock's holder.
  if (how.powerCut) disk.cutPower();
  await rm(join(path, 'lock'));
  await store.close();
  return { acknowledged, died };
}

async function dieEverywhere(how: { readonly powerCut: boolean }): Promise<number> {
  for (let deathAt = 1; ; deathAt += 1) {
    let over = false;
    await withFolder(async path => {
      const { acknowledged, died } = await performUntil(path, deathAt, how);
      over = !died;
      const again = await openStore(path);
      const { book } = theValue(await again.store.readMemory(annas));
      const allowed = [books[acknowledged], books[acknowledged + 1] ?? books[acknowledged]];
      assert.ok(
        allowed.some(one => JSON.stringify(plain(one)) === JSON.stringify(plain(book))),
        `death at step ${deathAt}: ${acknowledged} acknowledged, found ${JSON.stringify(plain(book))}`,
      );
      // The store goes on from there, and what it goes on with lasts as well.
      theValue(await again.store.append(annas, { kind: 'linked', links: [aLink(9)] }));
      await again.close();
      const third = await openStore(path);
      const later = theValue(await third.store.readMemory(annas)).book;
      assert.deepEqual(plain(later), plain(replay(book, [{ kind: 'linked', links: [aLink(9)] }])));
      await third.close();
    });
    if (over) return deathAt;
  }
}

function plain(book: LinkBook | undefined) {
  return { links: [...(book?.links.keys() ?? [])], intents: [...(book?.intents.keys() ?? [])] };
}

describe('a store that dies', () => {
  it('at any step, half way through a write too, keeps what was acknowledged and at most the effect under way', async () => {
    assert.ok((await dieEverywhere({ powerCut: false })) > 60);
  });

  it('with the power at any step keeps what was acknowledged, since that was synced', async () => {
    assert.ok((await dieEverywhere({ powerCut: true })) > 60);
  });

  it('no more than once, when one step fails and the next ones do not, loses nothing either', async () => {
    let failAt = 1;
    for (let failed = true; failed; failAt += 1) {
      await withFolder(async path => {
        let opened = Number.POSITIVE_INFINITY;
        failed = false;
        const disk = createFaultyDisk({
          fail: (_, number) => {
            if (number - opened !== failAt) return null;
            failed = true;
            return { code: 'EIO', half: true };
          },
        });
        const { store, folder } = await openStore(path, { disk });
        opened = disk.steps.length;
        assert.equal(await perform(store, 2), acts.length, `failure at step ${failAt}`);
        opened = Number.POSITIVE_INFINITY;
        await store.close();
        await folder.close();
        const again = await openStore(path);
        const { book } = theValue(await again.store.readMemory(annas));
        assert.deepEqual(plain(book), plain(books.at(-1)), `failure at step ${failAt}`);
        await again.close();
      });
    }
    assert.ok(failAt > 60, `${failAt} steps`);
  });
});
