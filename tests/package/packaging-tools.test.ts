/** The programs that a check of the packages needs: asked for by name, and a failure when they cannot be had. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPackagingTools } from './packaging-tools.ts';

test('what is missing is installed, and only that', () => {
  const asked: string[] = [];
  const found: { makensis: string | null; sevenZip: string } = { makensis: null, sevenZip: '/usr/bin/7za' };
  const tools = findPackagingTools(
    () => {},
    () => found,
    packages => {
      asked.push(...packages);
      found.makensis = '/usr/bin/makensis';
    },
  );
  assert.deepEqual(asked, ['nsis']);
  assert.deepEqual(tools, { makensis: '/usr/bin/makensis', sevenZip: '/usr/bin/7za' });
});

test('what cannot be had is a sentence that names it and how to get it, never a check that is left out', () => {
  const none = { makensis: null, sevenZip: null };
  const said = findPackagingTools(
    () => {},
    () => none,
    () => {},
  );
  assert.equal(
    said,
    'The installer cannot be checked: there is no makensis. On Debian: apt-get install nsis',
  );
  const half = findPackagingTools(
    () => {},
    () => ({ ...none, makensis: '/usr/bin/makensis' }),
    () => {},
  );
  assert.match(String(half), /there is no 7za\. On Debian: apt-get install p7zip-full/);
});
