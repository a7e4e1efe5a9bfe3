/**
 * Runs the tests with Node's own runner. `fast` is what a developer runs all the time; `all` adds the slow ones: real processes, SIGKILL,
 * packages, and the matrices of every dialect and every fault at every place. Nothing is skipped: a file is in one of the two lists by its path,
 * and after them `all` runs the end-to-end specs on the built app. The process zone is an unkind one on purpose: no result may depend on
 * it (tests/README.md).
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const slow = [
  'tests/package/',
  'tests/processes/',
  'tests/scenarios/dialects.',
  'tests/scenarios/exchange-faults.',
  'tests/scenarios/halo-gate-faults.',
  'tests/scenarios/halo-work-faults.',
  'tests/scenarios/silence.',
];
const which = process.argv[2] ?? 'fast';
const wanted = process.argv.slice(3);
const files = globSync('tests/**/*.test.ts')
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => which === 'all' || !slow.some(beginning => file.startsWith(beginning)))
  .filter(file => wanted.length === 0 || wanted.some(part => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error('No test file matches.');
  process.exit(1);
}
const done = spawnSync(process.execPath, ['--test', '--test-timeout=300000', ...files], {
  stdio: 'inherit',
  env: { ...process.env, TZ: process.env['TZ'] ?? 'Asia/Kathmandu', NODE_NO_WARNINGS: '1' },
});
// The specs have a runner of their own; a part of a file name is about the files above.
const isWhole = which === 'all' && wanted.length === 0;
const specs = isWhole
  ? spawnSync(process.execPath, ['tests/e2e/run.ts'], { stdio: 'inherit' })
  : { status: 0 };
process.exit(done.status !== 0 ? (done.status ?? 1) : (specs.status ?? 1));
