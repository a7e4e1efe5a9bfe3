import assert from 'node:assert/strict';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  type DataFolderOptions,
  mailboxHash,
  openDataFolder,
  runningAccount,
  subfolders,
} from '../../../main/adapters/store/data-folder.ts';
import type { WindowsRights } from '../../../main/adapters/store/folder-rights.ts';
import { theValue } from '../../builders/results.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createFaultyDisk, type Faults } from './faulty-disk.ts';
import { withFolder } from './open-store.ts';

const open = (path: string, change: Partial<DataFolderOptions> = {}) =>
  openDataFolder(path, { role: 'writer', clock: createManualClock(), ...change });

const problemOf = async (path: string, change: Partial<DataFolderOptions> = {}) => {
  const opened = await open(path, change);
  if (opened.ok) await opened.value.close();
  return opened.ok ? 'opened' : opened.problem;
};

const codeOf = async (path: string, change: Partial<DataFolderOptions> = {}) => {
  const problem = await problemOf(path, change);
  return problem === 'opened' ? problem : problem.code;
};

describe('the data folder', () => {
  it('is made with its parts, closed to all others', () =>
    withFolder(async root => {
      const path = join(root, 'deep', 'data');
      const folder = theValue(await open(path));
      assert.deepEqual((await readdir(path)).sort(), [...subfolders, 'lock'].sort());
      for (const name of ['.', ...subfolders]) {
        assert.equal((await stat(join(path, name))).mode & 0o777, 0o700);
      }
      assert.equal(folder.whyNotWritable(), null);
      await folder.close();
      assert.deepEqual((await readdir(path)).sort(), [...subfolders].sort());
      assert.equal(folder.whyNotWritable()?.code, 'store.locked');
    }));

  it('has one writer; a second one is told who, a viewer comes in and writes nothing', () =>
    withFolder(async path => {
      const first = theValue(await open(path));
      const second = await problemOf(path);
      assert.ok(second !== 'opened');
      assert.equal(second.code, 'store.locked');
      assert.equal(second.facts?.['account'], runningAccount());
      assert.equal(second.facts?.['pid'], process.pid);
      const viewer = theValue(await open(path, { role: 'reader' }));
      assert.equal(viewer.whyNotWritable()?.code, 'store.locked');
      const written = await viewer.privateFile('secrets').write('x');
      assert.equal(written.ok ? 'written' : written.problem.code, 'store.locked');
      await viewer.close();
      assert.equal(await codeOf(path), 'store.locked');
      await first.close();
      assert.equal(await codeOf(path), 'opened');
    }));

  it('is not made by a viewer', () =>
    withFolder(async root => {
      const problem = await problemOf(join(root, 'none'), { role: 'reader' });
      assert.deepEqual(problem, {
        code: 'store.failed',
        scope: 'installation',
        retryable: false,
        facts: { file: '.', error: 'ENOENT' },
      });
      assert.deepEqual(await readdir(root), []);
    }));

  it('that others may write is refused, by writer and viewer, whole or in a part', () =>
    withFolder(async path => {
      await theValue(await open(path)).close();
      for (const [name, mode] of [
        ['.', 0o770],
        ['.', 0o722],
        ['links', 0o702],
        ['journal', 0o777],
      ] as const) {
        await chmod(join(path, name), mode);
        for (const role of ['writer', 'reader'] as const) {
          const problem = await problemOf(path, { role });
          assert.ok(problem !== 'opened');
          assert.equal(problem.code, 'store.open-to-others');
          assert.deepEqual(problem.facts, { file: name, who: `mode ${mode.toString(8)}` });
        }
        await chmod(join(path, name), 0o700);
      }
      await chmod(path, 0o755);
      assert.equal(await codeOf(path), 'opened');
    }));

  it('of another account is refused; of root it is not', () =>
    withFolder(async path => {
      const { uid } = await stat(path);
      assert.equal(await codeOf(path, { ownUser: uid }), 'opened');
      const facts = createFaultyDisk();
      const disk = {
        ...facts,
        facts: async (name: string) => ({ ...(await facts.facts(name)), owner: 4711 }),
      };
      const problem = await problemOf(path, { disk, ownUser: uid });
      assert.ok(problem !== 'opened');
      assert.deepEqual([problem.code, problem.facts?.['who']], ['store.open-to-others', 'owner 4711']);
      const roots = { ...facts, facts: async (name: string) => ({ ...(await facts.facts(name)), owner: 0 }) };
      assert.equal(await codeOf(path, { disk: roots, ownUser: 4711 }), 'opened');
    }));

  // Root may write whatever the modes say, so the disk itself says no here.
  const refusals: readonly (readonly [string, string])[] = [
    ['ENOSPC', 'store.full'],
    ['EDQUOT', 'store.full'],
    ['EFBIG', 'store.full'],
    ['EROFS', 'store.read-only'],
    ['EACCES', 'store.read-only'],
    ['EPERM', 'store.read-only'],
    ['EIO', 'store.failed'],
  ];
  for (const [error, code] of refusals) {
    it(`on a disk that answers ${error} is ${code}, and the lock is free again`, () =>
      withFolder(async path => {
        for (const kind of ['makeFolder', 'write'] as const) {
          const fail: Faults['fail'] = step =>
            step.kind === kind && (kind !== 'write' || step.path.includes('probe')) ? { code: error } : null;
          const problem = await problemOf(path, { disk: createFaultyDisk({ fail }) });
          assert.ok(problem !== 'opened');
          assert.deepEqual([problem.code, problem.facts?.['error']], [code, error]);
          assert.doesNotMatch(JSON.stringify(problem), /halo-store/);
        }
        assert.equal(await codeOf(path), 'opened');
        assert.deepEqual((await readdir(path)).sort(), [...subfolders].sort());
      }));
  }

  it('where a file stands in its place is store.failed', () =>
    withFolder(async root => {
      await writeFile(join(root, 'data'), 'x');
      assert.equal(await codeOf(join(root, 'data')), 'store.failed');
    }));

  it('keeps private files for the running account alone', () =>
    withFolder(async path => {
      const folder = theValue(await open(path));
      const file = folder.privateFile('secrets.key');
      assert.equal(theValue(await file.read()), null);
      theValue(await file.write('one'));
      theValue(await file.write('two'));
      assert.equal(theValue(await file.read()), 'two');
      assert.equal((await stat(join(path, 'secrets.key'))).mode & 0o777, 0o600);
      // No second copy of a key lies about.
      assert.ok(!(await readdir(path)).some(name => name.endsWith('.last')));
      theValue(await file.setAside());
      assert.equal(theValue(await file.read()), null);
      await folder.close();
    }));

  it('names the files of a mailbox by a hash that shows nothing of it', () => {
    const hash = mailboxHash({ agentId: 7, address: 'Anna@example.org' });
    assert.match(hash, /^[0-9a-f]{20}$/);
    assert.equal(hash, mailboxHash({ agentId: 7, address: 'anna@EXAMPLE.org' }));
    assert.notEqual(hash, mailboxHash({ agentId: 8, address: 'anna@example.org' }));
    assert.notEqual(hash, mailboxHash({ agentId: 7, address: 'bo@example.org' }));
  });

  it('on Windows is judged by its access list, and restricted when it is made', () =>
    withFolder(async root => {
      const restricted: string[] = [];
      let list = 'D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1105)';
      const rights: WindowsRights = {
        accessList: async () => list,
        ownIdentifier: async () => 'S-1-5-21-1-2-3-1105',
        restrict: async (path, kind) => {
          assert.equal((await readFile(path).catch(() => '')).length, 0);
          restricted.push(`${kind} ${path.slice(root.length)}`);
        },
      };
      const path = join(root, 'data');
      const windows = { platform: 'win32', rights, run: async () => '1' } as const;
      const folder = theValue(await open(path, windows));
      theValue(await folder.privateFile('secrets.key').write('x'));
      await folder.close();
      assert.deepEqual(restricted, ['folder /data', 'file /data/secrets.key.tmp']);
      list += '(A;OICI;0x1301bf;;;BU)';
      const problem = await problemOf(path, windows);
      assert.ok(problem !== 'opened');
      assert.deepEqual([problem.code, problem.facts?.['who']], ['store.open-to-others', 'S-1-5-32-545']);
      assert.match(String(problem.facts?.['account']), /\\/);
      // A folder that exists is never changed behind the administrator's back.
      assert.equal(restricted.length, 2);
    }));
});
