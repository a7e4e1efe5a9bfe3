import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createDurableFile } from '../../../main/adapters/store/durable-file.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createFaultyDisk, type Faults } from './faulty-disk.ts';
import { withFolder } from './open-store.ts';

const withFile = (
  faults: Faults,
  check: (
    file: ReturnType<typeof createDurableFile>,
    disk: ReturnType<typeof createFaultyDisk>,
    folder: string,
  ) => Promise<void>,
): Promise<void> =>
  withFolder(async folder => {
    const disk = createFaultyDisk(faults);
    const clock = createManualClock(undefined, { skipsWaits: true });
    await check(createDurableFile({ disk, clock, path: join(folder, 'a.json') }), disk, folder);
  });
const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

describe('a durable file', () => {
  it('is written beside, synced, renamed over, and its folder synced, in this order', () =>
    withFile({}, async (file, disk, folder) => {
      await file.write('one');
      const before = disk.steps.length;
      await file.write(['t', 'wo']);
      assert.deepEqual(disk.steps.slice(before), [
        'open a.json.tmp',
        'write a.json.tmp',
        'sync a.json.tmp',
        'rename a.json',
        'rename a.json.tmp',
        `syncFolder ${folder.split('/').at(-1)}`,
      ]);
      assert.equal(textOf(await file.read()), 'two');
      assert.equal(textOf(await file.read('last')), 'one');
      assert.deepEqual((await readdir(folder)).sort(), ['a.json', 'a.json.last']);
    }));

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`is renamed in the end although somebody holds it for a moment (${code})`, () => {
      let refusals = 5;
      const fail: Faults['fail'] = step => {
        if (step.kind !== 'rename' || refusals === 0) return null;
        refusals -= 1;
        return { code };
      };
      return withFile({ fail }, async file => {
        await file.write('one');
        assert.equal(textOf(await file.read()), 'one');
        assert.equal(refusals, 0);
      });
    });
  }

  it('gives up within a bound when it is held for ever, and tells why', () =>
    withFile(
      { fail: step => (step.kind === 'rename' ? { code: 'EBUSY' } : null) },
      async (file, disk, folder) => {
        await assert.rejects(file.write('one'), { code: 'EBUSY' });
        assert.equal(disk.steps.filter(step => step.startsWith('rename')).length, 9);
        assert.deepEqual(await readdir(folder), ['a.json.tmp']);
      },
    ));

  it('does not try again what will not pass', () =>
    withFile({ fail: step => (step.kind === 'rename' ? { code: 'EIO' } : null) }, async (file, disk) => {
      await assert.rejects(file.write('one'), { code: 'EIO' });
      assert.equal(disk.steps.filter(step => step.startsWith('rename')).length, 1);
    }));

  it('keeps the old text and leaves no half file when the disk is full', () => {
    let full = false;
    return withFile(
      { fail: step => (full && step.kind === 'write' ? { code: 'ENOSPC', half: true } : null) },
      async (file, _, folder) => {
        await file.write('one');
        full = true;
        await assert.rejects(file.write('two'), { code: 'ENOSPC' });
        assert.equal(textOf(await file.read()), 'one');
        assert.deepEqual(await readdir(folder), ['a.json']);
      },
    );
  });

  it('is written whole however long it is, over what an earlier crash left', () =>
    withFile({}, async (file, _, folder) => {
      await writeFile(join(folder, 'a.json.tmp'), 'x'.repeat(2_000_000));
      const parts = Array.from(
        { length: 5000 },
        (_, index) => `${index} grüße \u{1f4c5} ${'y'.repeat(97)}\n`,
      );
      await file.write(parts);
      assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), parts.join(''));
    }));

  it('is set aside under a name with the time', () =>
    withFile({}, async (file, _, folder) => {
      await file.write('one');
      await file.setAside();
      assert.deepEqual(await readdir(folder), ['a.json.broken-20260302T080000Z']);
      await file.setAside();
    }));
});
