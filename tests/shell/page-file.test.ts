/** The page gets its own files and nothing else of the disk. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { dataFolderOf } from '../../main/shell/data-folder.ts';
import { fileFor } from '../../main/shell/page-file.ts';

const root = join('/', 'app', 'out', 'renderer');

test('a file of the page is found under its root', () => {
  assert.equal(fileFor('app://integrator/index.html', root), join(root, 'index.html'));
  assert.equal(fileFor('app://integrator/assets/main.js?x=1#y', root), join(root, 'assets', 'main.js'));
});

for (const address of [
  'app://integrator/',
  'app://integrator/../main/index.cjs/../../..',
  'app://integrator/%2e%2e/%2e%2e/package.json',
  'app://integrator/..%2f..%2fpackage.json',
  'app://integrator/..%5c..%5cpackage.json',
  'app://integrator/%00index.html',
  'app://integrator/%E0%A4%A',
  'app://other/index.html',
  'https://integrator/../index.html/../../x',
  'not an address',
]) {
  test(`nothing is given for ${address}`, () => {
    const file = fileFor(address, root);
    assert.ok(file === null || file.startsWith(`${root}/`), String(file));
  });
}

test('the data folder is the one that is named, else the place for all users, else that of this user', () => {
  assert.equal(dataFolderOf(['app', '--data', '/srv/a'], {}, '/user'), '/srv/a');
  assert.equal(dataFolderOf(['app', '--data=/srv/b'], { HALO_INTEGRATOR_DATA: '/c' }, '/user'), '/srv/b');
  assert.equal(dataFolderOf(['app'], { HALO_INTEGRATOR_DATA: '/c' }, '/user'), '/c');
  assert.equal(
    dataFolderOf(['app'], { ProgramData: '/programdata' }, '/user'),
    join('/programdata', 'Halo Integrator for Exchange'),
  );
  assert.equal(dataFolderOf(['app'], {}, '/user'), join('/user', 'data'));
});
