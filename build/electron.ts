/**
 * What opens the window: a real Electron when its binary is there (or can be fetched), else the test host over a Chromium of this machine.
 * Says which. Never hangs where nothing can be downloaded: a look at the release comes before any download, with a short deadline.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, noBrowser } from './browser.ts';

const root = join(import.meta.dirname, '..');
const electron = join(root, 'node_modules/electron');
const testHost = join(root, 'tests/electron-host/dist');
const lookMs = 4_000;
const fetchMs = 300_000;

export interface Opener {
  readonly kind: 'electron' | 'test-host';
  readonly executable: string;
  /** For whoever starts Electron by its package, as Playwright does. */
  readonly environment: Readonly<Record<string, string>>;
  readonly words: string;
}

/** The executable that the npm package has downloaded; null when it has not. */
function installed(): string | null {
  const named = join(electron, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(electron, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : null;
}

async function canFetch(): Promise<boolean> {
  if ((process.env['ELECTRON_MIRROR'] ?? '') !== '') return true;
  const { version } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8'));
  const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(address, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(lookMs),
    });
    return answer.status < 400;
  } catch {
    return false;
  }
}

async function fetched(say: (line: string) => void): Promise<string | null> {
  if (!(await canFetch())) return null;
  say('Fetching Electron, once.');
  spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'inherit', timeout: fetchMs });
  return installed();
}

/** `mayFetch`: whether Electron may be downloaded and, on Debian, a browser installed. A sentence when there is nothing. */
export async function findOpener(say: (line: string) => void, mayFetch: boolean): Promise<Opener | string> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || undefined;
  const real = installed() ?? (override === undefined && mayFetch ? await fetched(say) : null);
  if (real !== null && override === undefined) {
    return { kind: 'electron', executable: real, environment: {}, words: 'Electron' };
  }
  const browser = findBrowser(say);
  if (browser === null) return noBrowser;
  const folder = override ?? testHost;
  return {
    kind: 'test-host',
    executable: join(folder, 'electron'),
    environment: {
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      ELECTRON_HOST_CHROMIUM: browser,
      ELECTRON_HOST_NODE: process.execPath,
    },
    words: `the test host over ${browser} (Electron's binary is not here)`,
  };
}
