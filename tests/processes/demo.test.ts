/** The demo as a process: three imports, each judged, and a last line that scripts read. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { lastLine, objects, start } from './started.ts';

const numbers = [
  'added',
  'changed',
  'removed',
  'held',
  'skipped',
  'failed',
  'exchangeRequests',
  'haloWrites',
  'ms',
] as const;

async function demoFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter(name => name.startsWith('halo-integrator-demo-')).sort();
}

test('the demo ends with 0 after three imports that Halo agrees with, and the third writes nothing', async () => {
  const before = await demoFolders();
  const ended = await start('main/demo.ts', ['--headless', '--json']).ended;
  assert.equal(ended.code, 0, ended.out + ended.err);
  assert.equal(ended.out.trimEnd().split('\n').length, 1);
  const said = lastLine(ended);
  assert.equal(said['agree'], true);
  assert.ok(Number(said['events']) > 300 && Number(said['appointments']) > 300);
  const runs = objects(said['runs']);
  assert.equal(runs.length, 3);
  for (const run of runs)
    for (const name of numbers) assert.equal(typeof run[name], 'number', `${name} of ${JSON.stringify(run)}`);
  const [first, second, third] = runs;
  assert.ok(Number(first?.['added']) > 300 && Number(first?.['skipped']) > 0);
  assert.deepEqual(
    ['added', 'changed', 'removed', 'held', 'failed'].map(name => second?.[name]),
    [3, 7, 4, 0, 0],
  );
  assert.deepEqual(
    ['added', 'changed', 'removed', 'haloWrites', 'exchangeRequests'].map(name => third?.[name]),
    [0, 0, 0, 0, 12],
    'one request per calendar that did not change',
  );
  assert.deepEqual(
    (await demoFolders()).filter(name => !before.includes(name)),
    [],
  );
});

test('without a display the demo runs in the terminal, says so, and lists what was done and what arrived', async () => {
  const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };
  const ended = await start('build/launch.ts', ['demo'], noDisplay).ended;
  assert.equal(ended.code, 0, ended.out + ended.err);
  assert.match(ended.out, /No window: There is no display\.\nThe demo runs in the terminal\./);
  assert.match(
    ended.out,
    /- The project meeting of Anna Keller, Bruno Costa and Farid Ghani moves from 13:00 to 15:00/,
  );
  assert.match(
    ended.out,
    /changed +\d+ +Bruno Costa: Project meeting: new telephone system, .*start 2026-03-24T12:00:00 -> 2026-03-24T14:00:00/,
  );
  assert.equal(ended.out.match(/Halo agrees with Exchange\./g)?.length, 3);
  assert.doesNotMatch(ended.out, /Dentist|Physiotherapy|Bank appointment/, 'private subjects are nowhere');
});

test('what the demo does not understand is refused with 2', async () => {
  const ended = await start('main/demo.ts', ['--loud']).ended;
  assert.equal(ended.code, 2);
  assert.match(ended.err, /npm run demo/);
});
