/**
 * `npm run package`: the installer and the zip for Windows into `release/`. Fetches Electron, the pinned Node and electron-builder's own
 * tools; on Linux it also needs wine for the uninstaller. What can be checked without any of them is `npm run package:check`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { layOutCommandLine } from './lay-out-command-line.ts';
import { pinnedNodeForWindows } from './pinned-node.ts';

const root = join(import.meta.dirname, '..');

function node(words: readonly string[]): number {
  return spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function make(): number {
  const built = node(['build/bundle.ts']);
  if (built !== 0) return built;
  const runtime = pinnedNodeForWindows(console.log);
  if (typeof runtime === 'string') {
    console.error(runtime);
    return 1;
  }
  layOutCommandLine('win', runtime.path);
  return node(['node_modules/electron-builder/cli.js', '--win', '--x64', ...process.argv.slice(2)]);
}

process.exitCode = make();
