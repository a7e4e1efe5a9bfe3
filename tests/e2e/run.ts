/**
 * Builds the app and runs the end-to-end specs on it: with Electron when its binary is here, else with the test host. Skips nothing in
 * silence. `INTEGRATOR_APP` names the folder of an app that came out of a package; then nothing is built. `--update-screens` takes the
 * pictures in `screens/` anew and runs nothing else.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findOpener } from '../../build/electron.ts';

const root = join(import.meta.dirname, '../..');
const opener = await findOpener(console.log, false);
if (typeof opener === 'string') {
  console.error(`The end-to-end specs cannot run. ${opener}`);
  process.exit(1);
}
console.log(`End-to-end specs on ${opener.words}.`);
const isUpdating = process.argv.includes('--update-screens');
const others = process.argv.slice(2).filter(word => word !== '--update-screens');
// What follows names some of them: a part of a file name.
const words = isUpdating && others.length === 0 ? ['screens.*spec.ts'] : others;
const node = (all: readonly string[]) =>
  spawnSync(process.execPath, all, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...opener.environment, ...(isUpdating ? { UPDATE_SCREENS: '1' } : {}) },
  }).status ?? 1;
const built = process.env['INTEGRATOR_APP'] === undefined ? node(['build/bundle.ts']) : 0;
process.exit(
  built === 0
    ? node([
        'node_modules/@playwright/test/cli.js',
        'test',
        '-c',
        'tests/e2e/playwright.config.cjs',
        ...words,
      ])
    : built,
);
