/** A pause of the schedule outlives the program that made it, and never a file that cannot be read. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createKeptPause, type KeptPause } from '../../../main/adapters/store/kept-pause.ts';
import { theValue } from '../../builders/results.ts';
import { openStore, withFolder } from './open-store.ts';

const until = '2026-03-24T06:00:00Z';

async function withPause(
  path: string,
  check: (pause: KeptPause) => Promise<void>,
  role: 'writer' | 'reader' = 'writer',
): Promise<void> {
  const opened = await openStore(path, { role });
  try {
    await check(createKeptPause(opened.folder));
  } finally {
    await opened.close();
  }
}

test('a pause is there after a restart, and gone once it was lifted', () =>
  withFolder(async path => {
    await withPause(path, async pause => {
      assert.equal(await pause.read(), null);
      theValue(await pause.save(until));
    });
    await withPause(path, async pause => {
      assert.equal(await pause.read(), until);
      await Promise.all([pause.save('2026-03-25T06:00:00Z'), pause.save(null)]);
    });
    await withPause(path, async pause => assert.equal(await pause.read(), null));
  }));

test('what is no pause is none', () =>
  withFolder(async path => {
    await withPause(path, async pause => void theValue(await pause.save(until)));
    for (const text of ['{"version":1,', '{"version":2,"until":null}', '{"version":1,"until":"soon"}']) {
      await writeFile(join(path, 'pause.json'), text);
      await withPause(path, async pause => assert.equal(await pause.read(), null));
    }
  }));

test('a viewer reads it and cannot change it', () =>
  withFolder(async path => {
    await withPause(path, async pause => void theValue(await pause.save(until)));
    await withPause(
      path,
      async pause => {
        assert.equal(await pause.read(), until);
        assert.equal((await pause.save(null)).ok, false);
      },
      'reader',
    );
  }));
