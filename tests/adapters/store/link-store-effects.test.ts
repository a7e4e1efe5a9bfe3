/** The order of effects on the disk, what they cost, and what the store says when the disk refuses. */
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { mailboxHash } from '../../../main/adapters/store/data-folder.ts';
import { heartbeatMs } from '../../../main/adapters/store/lock.ts';
import type { JournalEntry } from '../../../main/core/link.ts';
import type { Result } from '../../../main/core/problem.ts';
import { theValue } from '../../builders/results.ts';
import { aLink, aMemory, annas, aState } from '../../contracts/link-store.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createFaultyDisk, type Faults, type FaultyDisk } from './faulty-disk.ts';
import { type OpenStore, openStore, until, withFolder } from './open-store.ts';

const hash = mailboxHash(annas);
const linked = (number: number): JournalEntry => ({ kind: 'linked', links: [aLink(number)] });
const codeOf = (result: Result<unknown>) => (result.ok ? 'done' : result.problem.code);

const withStore = (
  check: (open: OpenStore & { readonly disk: FaultyDisk; readonly path: string }) => Promise<void>,
  fail?: Faults['fail'],
): Promise<void> =>
  withFolder(async path => {
    const disk = createFaultyDisk(fail === undefined ? {} : { fail });
    const open = await openStore(path, { disk });
    await check({ ...open, disk, path });
    await open.close();
  });

describe('effects on the disk', () => {
  it('an append is written and synced before it resolves, on a file that stays open', () =>
    withStore(async ({ store, disk }) => {
      theValue(await store.append(annas, linked(1)));
      const before = disk.steps.length;
      theValue(await store.append(annas, linked(2)));
      assert.deepEqual(disk.steps.slice(before), [`write ${hash}.jsonl`, `sync ${hash}.jsonl`]);
    }));

  it('a journal that is made is also made known to its folder', () =>
    withStore(async ({ store, disk }) => {
      theValue(await store.append(annas, linked(1)));
      const tail = disk.steps.slice(-3);
      assert.deepEqual(tail, ['syncFolder journal', `write ${hash}.jsonl`, `sync ${hash}.jsonl`]);
    }));

  it('the image is on disk before the journal goes, and decisions come last', () =>
    withStore(async ({ store, disk }) => {
      theValue(await store.append(annas, linked(1)));
      theValue(await store.writeMemory(annas, aMemory([aLink(1)])));
      theValue(await store.append(annas, linked(2)));
      const before = disk.steps.length;
      theValue(await store.writeMemory(annas, aMemory([aLink(1), aLink(2)])));
      const document = [
        ...[`open ${hash}.json.tmp`, `write ${hash}.json.tmp`],
        ...[`sync ${hash}.json.tmp`, `rename ${hash}.json`, `rename ${hash}.json.tmp`],
      ];
      assert.deepEqual(disk.steps.slice(before), [
        ...document,
        'syncFolder links',
        `rename ${hash}.jsonl`,
        ...document,
        'syncFolder decisions',
      ]);
    }));

  it('an unchanged mailbox costs its state alone', () =>
    withStore(async ({ store, disk, path }) => {
      theValue(await store.append(annas, linked(1)));
      theValue(await store.writeMemory(annas, aMemory([aLink(1)])));
      theValue(await store.writeState(annas, aState()));
      await store.close();
      const before = disk.steps.length;
      theValue(await store.isInterrupted(annas));
      theValue(await store.readState(annas));
      theValue(await store.writeState(annas, aState({ syncState: 'next' })));
      const names = ['facts .jsonl', 'read .json', 'open .json.tmp', 'write .json.tmp'];
      assert.deepEqual(
        disk.steps.slice(before).map(step => step.replace(hash, '')),
        [...names, 'sync .json.tmp', 'rename .json.tmp'],
      );
      assert.ok(path.length > 0);
    }));

  it('no more than a bounded number of journals is open, however many mailboxes are written', () =>
    withStore(async ({ store, disk }) => {
      const mailboxes = Array.from({ length: 100 }, (_, agentId) => ({ agentId, address: 'a@example.org' }));
      for (let round = 0; round < 3; round += 1) {
        for (const mailbox of mailboxes) theValue(await store.append(mailbox, linked(round)));
        assert.ok(disk.openFiles() <= 34, `${disk.openFiles()} open`);
      }
      await Promise.all(mailboxes.map(mailbox => store.append(mailbox, linked(3))));
      for (const mailbox of mailboxes) {
        assert.equal(theValue(await store.readMemory(mailbox)).book.links.size, 4);
      }
      await store.close();
      assert.equal(disk.openFiles(), 0);
    }));
});

describe('a disk that refuses', () => {
  for (const [error, code] of [
    ['ENOSPC', 'store.full'],
    ['EDQUOT', 'store.full'],
    ['EROFS', 'store.read-only'],
    ['EIO', 'store.failed'],
  ] as const) {
    for (const kind of ['write', 'sync'] as const) {
      it(`${error} at a ${kind} is ${code}; nothing acknowledged is lost and the store goes on when it can`, () => {
        let refuses = false;
        const fail: Faults['fail'] = step =>
          refuses && step.kind === kind ? { code: error, half: true } : null;
        return withStore(async ({ store, path }) => {
          theValue(await store.append(annas, linked(1)));
          theValue(await store.writeMemory(annas, aMemory([aLink(1)])));
          theValue(await store.append(annas, linked(2)));
          refuses = true;
          assert.equal(codeOf(await store.append(annas, linked(3))), code);
          assert.equal(codeOf(await store.writeMemory(annas, aMemory([]))), code);
          const state = await store.writeState(annas, aState());
          assert.equal(codeOf(state), code);
          assert.doesNotMatch(JSON.stringify(state), new RegExp(path));
          assert.deepEqual(state.ok ? {} : state.problem.facts, {
            file: `states/${hash}.json`,
            error,
          });
          const keys = [...theValue(await store.readMemory(annas)).book.links.keys()];
          assert.deepEqual(keys, [aLink(1).key, aLink(2).key]);
          refuses = false;
          theValue(await store.append(annas, linked(4)));
          assert.equal(theValue(await store.readMemory(annas)).book.links.size, 3);
        }, fail);
      });
    }
  }

  it('that refuses even to cut what it half did costs nothing either: it is read anew before the next append', () => {
    let refuses = false;
    const fail: Faults['fail'] = step =>
      refuses && (step.kind === 'sync' || step.kind === 'truncate') ? { code: 'EIO' } : null;
    return withStore(async ({ store }) => {
      theValue(await store.append(annas, linked(1)));
      refuses = true;
      const long: JournalEntry = { kind: 'linked', links: [aLink(2), aLink(3), aLink(4)] };
      assert.equal(codeOf(await store.append(annas, long)), 'store.failed');
      refuses = false;
      theValue(await store.append(annas, linked(5)));
      const keys = [...theValue(await store.readMemory(annas)).book.links.keys()];
      assert.ok(keys.includes(aLink(1).key) && keys.includes(aLink(5).key));
    }, fail);
  });

  it('a programming error is not called a problem of the disk', () =>
    withFolder(async path => {
      const disk = createFaultyDisk();
      const broken = { ...disk, read: async () => Promise.reject(new TypeError('a bug')) };
      const open = await openStore(path);
      await open.close();
      const viewer = await openStore(path, { role: 'reader', disk: broken });
      await assert.rejects(viewer.store.readState(annas), TypeError);
    }));
});

describe('a viewer', () => {
  it('reads whole links wherever the writer is between two files', () =>
    withFolder(async path => {
      const writer = await openStore(path);
      theValue(await writer.store.append(annas, linked(1)));
      theValue(await writer.store.writeMemory(annas, aMemory([aLink(1)])));
      theValue(await writer.store.append(annas, linked(2)));
      let held = true;
      for (let holdAt = 1; held; holdAt += 1) {
        held = false;
        let number = 0;
        const hold: Faults['hold'] = async step => {
          number += step.kind === 'read' ? 1 : 0;
          if (step.kind !== 'read' || number !== holdAt) return;
          held = true;
          const memory = theValue(await writer.store.readMemory(annas));
          theValue(await writer.store.writeMemory(annas, memory));
          theValue(await writer.store.append(annas, linked(2)));
        };
        const viewer = await openStore(path, { role: 'reader', disk: createFaultyDisk({ hold }) });
        assert.equal(theValue(await viewer.store.readMemory(annas)).book.links.size, 2);
        assert.deepEqual(viewer.log.problems, []);
      }
      await writer.close();
    }));
});

describe('a writer that was taken for dead', () => {
  it('writes no more once it finds out', () =>
    withFolder(async path => {
      const clock = createManualClock();
      const first = await openStore(path, { clock, host: 'one' });
      theValue(await first.store.append(annas, linked(1)));
      await utimes(join(path, 'lock'), 1, 1);
      const second = await openStore(path, { host: 'two' });
      await clock.advance(heartbeatMs);
      await until(() => first.folder.whyNotWritable() !== null);
      assert.equal(codeOf(await first.store.append(annas, linked(2))), 'store.locked');
      assert.equal(codeOf(await first.store.writeMemory(annas, aMemory([]))), 'store.locked');
      assert.equal(codeOf(await first.store.writeState(annas, aState())), 'store.locked');
      assert.equal(codeOf(await first.store.acceptLoss(annas)), 'store.locked');
      assert.equal(theValue(await second.store.readMemory(annas)).book.links.size, 1);
      await first.close();
      theValue(await second.store.append(annas, linked(3)));
      await second.close();
    }));
});
