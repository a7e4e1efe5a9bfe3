/** Real processes, ended by SIGKILL in the middle of appends and image writes; and a system that lets no file grow. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startChild } from '../adapters/store/child.ts';
import { openStore, withFolder } from '../adapters/store/open-store.ts';
import { theValue } from '../builders/results.ts';
import { aLink, annas } from '../contracts/link-store.ts';

/** After how many answers each child is killed: early, at images, far on. */
const rounds = [1, 7, 13, 14, 30, 43];

async function linksIn(path: string): Promise<ReadonlySet<string>> {
  const open = await openStore(path);
  const { book } = theValue(await open.store.readMemory(annas));
  assert.deepEqual(open.log.problems, []);
  await open.close();
  return new Set(book.links.keys());
}

describe('a process that is killed', () => {
  it('loses nothing that it acknowledged, round after round on one folder', () =>
    withFolder(async path => {
      const acknowledged = new Set<number>();
      let next = 1;
      for (const answers of rounds) {
        const child = startChild(path);
        try {
          child.tell('take');
          assert.equal(await child.answer(), 'won');
          child.tell(`work ${next}`);
          for (let count = 0; count < answers; count += 1) acknowledged.add(Number(await child.answer()));
        } finally {
          for (const line of await child.kill()) acknowledged.add(Number(line));
        }
        const links = await linksIn(path);
        const lost = [...acknowledged].filter(number => !links.has(aLink(number).key));
        assert.deepEqual(lost, []);
        // At most the one append that was under way.
        assert.ok(links.size <= acknowledged.size + 1);
        next = links.size + 1;
        for (let number = 1; number < next; number += 1) acknowledged.add(number);
      }
    }));

  it('whose files may not grow says store.full, and what it acknowledged is there', () =>
    withFolder(async path => {
      const child = startChild(path, { blocks: 16 });
      const acknowledged: number[] = [];
      try {
        child.tell('take');
        assert.equal(await child.answer(), 'won');
        child.tell('work 1');
        let answer = await child.answer();
        for (; answer !== null && /^\d+$/.test(answer); answer = await child.answer()) {
          acknowledged.push(Number(answer));
        }
        assert.equal(answer, 'store.full');
      } finally {
        await child.kill();
      }
      assert.ok(acknowledged.length > 3);
      const links = await linksIn(path);
      assert.deepEqual(
        [...links],
        acknowledged.map(number => aLink(number).key),
      );
    }));
});

describe('processes that want one data folder', () => {
  it('get it one at a time, and after a kill exactly one of those who race for it', () =>
    withFolder(async path => {
      const children = Array.from({ length: 4 }, () => startChild(path));
      try {
        for (let round = 0; round < 5; round += 1) {
          for (const child of children) child.tell('take');
          const answers = await Promise.all(children.map(child => child.answer()));
          const winner = answers.indexOf('won');
          const pid = children[winner]?.pid;
          assert.deepEqual(
            answers,
            answers.map((_, index) => (index === winner ? 'won' : `store.locked ${pid}`)),
          );
          // Killed while it holds the folder: the others race for a dead one's lock.
          await children[winner]?.kill();
          children[winner] = startChild(path);
        }
      } finally {
        for (const child of children) await child.kill();
      }
    }));
});
