/**
 * A Chromium of this machine, for the test host and for drawing icons: the one that is named, an installed one, else on Debian the package
 * chromium-headless-shell when this account may install it. Says what it found or why there is none; downloads nothing by itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];
const debianPackage = 'chromium-headless-shell';
const installMs = 300_000;

function onPath(): string | null {
  const folders = (process.env['PATH'] ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .concat('/usr/bin');
  for (const name of names) {
    const folder = folders.find(one => one !== '' && existsSync(`${one}/${name}`));
    if (folder !== undefined) return `${folder}/${name}`;
  }
  return null;
}

function onWindows(): string | null {
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map(name => process.env[name] ?? '');
  const paths = roots.flatMap(root => windowsPaths.map(path => `${root}\\${path}`));
  return paths.find(path => existsSync(path)) ?? null;
}

function mayInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function install(say: (line: string) => void): string | null {
  say(`No browser is installed: installing ${debianPackage} with apt-get.`);
  const run = (words: readonly string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: installMs,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const isDone =
    run(['install', '-y', '--no-install-recommends', debianPackage]) ||
    (run(['update']) && run(['install', '-y', '--no-install-recommends', debianPackage]));
  return isDone ? onPath() : null;
}

/** Null: there is none and none could be installed. `mayAsk` false looks and installs nothing. */
export function findBrowser(say: (line: string) => void, mayAsk = true): string | null {
  const named = process.env['ELECTRON_HOST_CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const found = process.platform === 'win32' ? onWindows() : onPath();
  if (found !== null || !mayAsk || !mayInstall()) return found;
  return install(say);
}

/** What to say when there is none. */
export const noBrowser =
  'No Chromium, Chrome or Edge was found. Install one (on Debian: apt-get install chromium-headless-shell) or name it in ELECTRON_HOST_CHROMIUM.';
