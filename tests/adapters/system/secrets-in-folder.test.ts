import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { DataFolder } from '../../../main/adapters/store/data-folder.ts';
import { createRedactor } from '../../../main/adapters/system/redactor.ts';
import { createSecretStore } from '../../../main/adapters/system/secrets.ts';
import { theValue } from '../../builders/results.ts';
import { openStore, withFolder } from '../store/open-store.ts';

const storeIn = (folder: DataFolder) =>
  createSecretStore({
    file: folder.privateFile('secrets'),
    keyFile: folder.privateFile('secrets.key'),
    account: folder.account,
    clock: folder.clock,
    redactor: createRedactor(),
    environment: {},
  });

describe('secrets in the data folder', () => {
  it('outlive a restart, are readable by the account alone, and no file of the folder shows them', () =>
    withFolder(async path => {
      const first = await openStore(path);
      theValue(await storeIn(first.folder).save('exchange.password', 'correct horse'));
      await first.close();
      for (const name of ['secrets', 'secrets.key']) {
        assert.equal((await stat(join(path, name))).mode & 0o777, 0o600);
        assert.doesNotMatch(await readFile(join(path, name), 'utf8'), /correct|horse/);
      }
      assert.ok(!(await readdir(path)).some(name => /\.(?:last|tmp)$/.test(name)));

      const second = await openStore(path);
      assert.equal(theValue(await storeIn(second.folder).read('exchange.password')), 'correct horse');
      const viewer = await openStore(path, { role: 'reader' });
      const seen = storeIn(viewer.folder);
      assert.equal(theValue(await seen.read('exchange.password')), 'correct horse');
      const saved = await seen.save('exchange.password', 'other');
      assert.equal(saved.ok ? 'saved' : saved.problem.code, 'store.locked');
      await second.close();
    }));
});
