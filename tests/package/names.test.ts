/** Names and steps that installer, scripts and app must agree on, since no compiler sees all three. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dataFolderOf } from '../../main/shell/data-folder.ts';
import { productName } from './expected.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const installer = read('build/installer.nsh');

test('installer, command line and window mean the same data folder', () => {
  const folder = dataFolderOf([], { ProgramData: 'C:\\ProgramData' }, '').split(/[\\/]/).at(-1);
  assert.equal(folder, productName);
  assert.match(installer, new RegExp(`!define DATA_FOLDER_NAME "${folder}"`));
  assert.match(read('build/command-line/integrator.cmd'), new RegExp(`%ProgramData%\\\\${folder}"`));
});

test('the installer takes the inheritance off a folder that it makes, and names accounts by number', () => {
  assert.match(installer, /StrCpy \$R6 "\/inheritance:r \/grant:r"/);
  assert.match(installer, /"\*S-1-5-18:\(OI\)\(CI\)F" "\*S-1-5-32-544:\(OI\)\(CI\)F" "\*\$9:\(OI\)\(CI\)F"/);
});

test('the installer waits for a run by the command that the product has, and ends nothing by force', () => {
  assert.match(installer, /integrator\.cmd" stop --minutes \$\{WAIT_MINUTES\}/);
  assert.doesNotMatch(installer, /taskkill|KILL_PROCESS|Stop-Process/i);
});

test('the uninstaller leaves the data where it is unless it is ticked', () => {
  assert.match(installer, /Section \/o "un\.Delete settings, links, secrets and logs"/);
  assert.equal(installer.match(/RMDir \/r/g)?.length, 1);
});

test('the task that README tells to make is the one that an upgrade starts again', () => {
  const [, task = ''] = /!define TASK_NAME "([^"]+)"/.exec(installer) ?? [];
  assert.ok(read('README.md').includes(`-TaskName '${task}'`), `README.md makes no task ${task}`);
});

test('scripts for Windows have its line ends and hand the exit code on', () => {
  const script = read('build/command-line/integrator.cmd');
  assert.deepEqual(
    script.split('\n').filter(line => line !== '' && !line.endsWith('\r')),
    [],
  );
  assert.match(script, /exit \/b %ERRORLEVEL%\r\n$/);
});
