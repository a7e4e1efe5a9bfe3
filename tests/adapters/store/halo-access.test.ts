/** With which token Halo gave its settings is known after a restart, and a file that cannot be read is no harm. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createHaloAccess } from '../../../main/adapters/store/halo-access.ts';
import type { HaloAccessHint } from '../../../main/ports.ts';
import { openStore, withFolder } from './open-store.ts';

async function withHint(
  path: string,
  check: (hint: HaloAccessHint) => Promise<void>,
  role: 'writer' | 'reader' = 'writer',
): Promise<void> {
  const opened = await openStore(path, { role });
  try {
    await check(createHaloAccess(opened.folder));
  } finally {
    await opened.close();
  }
}

test('what was kept last is known after a restart', () =>
  withFolder(async path => {
    await withHint(path, async hint => {
      assert.equal(await hint.read(), null);
      await Promise.all([hint.keep('calendar'), hint.keep('administrator')]);
    });
    await withHint(path, async hint => assert.equal(await hint.read(), 'administrator'));
  }));

test('what is no hint is none', () =>
  withFolder(async path => {
    await withHint(path, hint => hint.keep('administrator'));
    for (const text of [
      '',
      '{"version":1,',
      '{"version":2,"settings":"calendar"}',
      '{"version":1,"settings":"all"}',
    ]) {
      await writeFile(join(path, 'halo-access.json'), text);
      await withHint(path, async hint => assert.equal(await hint.read(), null));
    }
  }));

test('a viewer reads it and writes nothing', () =>
  withFolder(async path => {
    await withHint(path, hint => hint.keep('administrator'));
    await withHint(path, hint => hint.keep('calendar'), 'reader');
    await withHint(path, async hint => assert.equal(await hint.read(), 'administrator'), 'reader');
  }));
