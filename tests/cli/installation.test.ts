/** The installation's own record on disk: made once, kept through crashes, never replaced in silence. */
import assert from 'node:assert/strict';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createInstallationStore } from '../../main/adapters/store/installation.ts';
import { openStore, withFolder } from '../adapters/store/open-store.ts';
import { theValue } from '../builders/results.ts';

async function withInstallation(
  path: string,
  check: (store: ReturnType<typeof createInstallationStore>) => Promise<void>,
  role: 'writer' | 'reader' = 'writer',
): Promise<void> {
  const opened = await openStore(path, { role });
  try {
    await check(createInstallationStore(opened.folder, opened.log));
  } finally {
    await opened.close();
  }
}

test('the id is made at the first call and is the same ever after, as is what was proven', () =>
  withFolder(async path => {
    let id = '';
    await withInstallation(path, async store => {
      const made = theValue(await store.read());
      id = made.id;
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.deepEqual([made.marks, made.recognition], ['unknown', 'unknown']);
      theValue(await store.saveMarks('proven'));
      theValue(await store.saveRecognition('proven'));
    });
    await withInstallation(path, async store => {
      assert.deepEqual(theValue(await store.read()), { id, marks: 'proven', recognition: 'proven' });
    });
  }));

test('a broken record is recovered from the copy before it, and told when there is none', () =>
  withFolder(async path => {
    const file = join(path, 'installation.json');
    let id = '';
    await withInstallation(path, async store => {
      id = theValue(await store.read()).id;
      theValue(await store.saveMarks('proven'));
    });
    await writeFile(file, '{"version":1,"id":');
    await withInstallation(path, async store => assert.equal(theValue(await store.read()).id, id));
    await rm(`${file}.last`);
    await withInstallation(path, async store => {
      const read = await store.read();
      assert.equal(read.ok ? '' : read.problem.code, 'store.broken');
      const saved = await store.saveMarks('proven');
      assert.equal(saved.ok ? '' : saved.problem.code, 'store.broken');
    });
    assert.equal(
      await readFile(file, 'utf8'),
      '{"version":1,"id":',
      'what is broken stays for a person to see',
    );
  }));

test('a crash between the two renames of a write loses nothing', () =>
  withFolder(async path => {
    const file = join(path, 'installation.json');
    let id = '';
    await withInstallation(path, async store => {
      id = theValue(await store.read()).id;
    });
    await rename(file, `${file}.last`);
    await withInstallation(path, async store => assert.equal(theValue(await store.read()).id, id));
  }));

test('a record of a newer version is refused, whatever the copy before it says', () =>
  withFolder(async path => {
    await withInstallation(path, async store => {
      theValue(await store.read());
      theValue(await store.saveMarks('proven'));
    });
    await writeFile(join(path, 'installation.json'), '{"version":2,"id":"x"}');
    await withInstallation(path, async store => {
      const read = await store.read();
      assert.equal(read.ok ? '' : read.problem.code, 'store.newer');
    });
  }));

test('a viewer makes no record', () =>
  withFolder(async path => {
    await withInstallation(path, async () => {});
    await withInstallation(
      path,
      async store => {
        const read = await store.read();
        assert.equal(read.ok ? '' : read.problem.code, 'store.locked');
      },
      'reader',
    );
  }));

test('a record from before marks could be lost again is still understood', () =>
  withFolder(async path => {
    const id = '00000000-0000-4000-8000-000000000000';
    const record = { version: 1, id, marksProven: true, recognition: 'unknown' };
    await writeFile(join(path, 'installation.json'), JSON.stringify(record));
    await withInstallation(path, async store => {
      assert.deepEqual(theValue(await store.read()), { id, marks: 'proven', recognition: 'unknown' });
      theValue(await store.saveMarks('dropped'));
      assert.equal(theValue(await store.read()).marks, 'dropped');
    });
  }));
