/**
 * The two programs of the system that a check of the packages needs: makensis and 7za. On Debian they are installed when this account may;
 * else it is said which are missing, and that is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const installMs = 300_000;

export interface PackagingTools {
  readonly makensis: string;
  readonly sevenZip: string;
}

function onPath(names: readonly string[]): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(':'), '/usr/bin']) {
    const name = names.find(one => folder !== '' && existsSync(join(folder, one)));
    if (name !== undefined) return join(folder, name);
  }
  return null;
}

function install(packages: readonly string[], say: (line: string) => void): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say(`Installing ${packages.join(' and ')} with apt-get.`);
  const run = (words: readonly string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: installMs,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const wanted = ['install', '-y', '--no-install-recommends', ...packages];
  if (!run(wanted) && run(['update'])) run(wanted);
}

type Found = { readonly [N in keyof PackagingTools]: string | null };

/** A sentence when one of them cannot be had. `look` and `add` are for tests. */
export function findPackagingTools(
  say: (line: string) => void,
  look: () => Found = () => ({ makensis: onPath(['makensis']), sevenZip: onPath(['7za', '7z']) }),
  add: (packages: readonly string[], say: (line: string) => void) => void = install,
): PackagingTools | string {
  const before = look();
  const missing = [
    ...(before.makensis === null ? ['nsis'] : []),
    ...(before.sevenZip === null ? ['p7zip-full'] : []),
  ];
  if (missing.length > 0) add(missing, say);
  const { makensis, sevenZip } = look();
  if (makensis === null) {
    return 'The installer cannot be checked: there is no makensis. On Debian: apt-get install nsis';
  }
  if (sevenZip === null) {
    return 'The installer cannot be checked: there is no 7za. On Debian: apt-get install p7zip-full';
  }
  return { makensis, sevenZip };
}
