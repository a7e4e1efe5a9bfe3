/**
 * `npm start` and `npm run demo`: builds, finds what opens a window, says which, and starts the app. Without a display the demo runs in the
 * terminal, and `npm start` names the command that does the same work without a window.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findOpener, type Opener } from './electron.ts';

const root = join(import.meta.dirname, '..');
const [what = 'start', ...words] = process.argv.slice(2);
const isDemo = what === 'demo';

async function run(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  // The child hears Ctrl+C as well and ends in its own time.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(
    one => one !== undefined && one !== '',
  );
}

/** Why no window can be shown; null when one can. */
function whyNoWindow(opener: Opener | string): string | null {
  if (typeof opener === 'string') return opener;
  const browser = opener.environment['ELECTRON_HOST_CHROMIUM'] ?? '';
  return browser.endsWith('headless-shell')
    ? `${browser} cannot show windows; a Chromium, Chrome or Edge can.`
    : null;
}

async function open(): Promise<number> {
  const inTerminal = isDemo && words.some(word => word === '--headless' || word === '--json');
  if (inTerminal) return run(process.execPath, ['main/demo.ts', ...words]);
  const opener = hasDisplay() ? await findOpener(console.log, true) : 'There is no display.';
  const why = whyNoWindow(opener);
  if (why !== null || typeof opener === 'string') {
    console.log(`No window: ${why ?? ''}`);
    if (isDemo) {
      console.log('The demo runs in the terminal.\n');
      return run(process.execPath, ['main/demo.ts', '--headless', ...words]);
    }
    console.log('Without a window the same engine runs by: npm run integrator -- serve --data DIR');
    return 2;
  }
  const built = await run(process.execPath, ['build/bundle.ts']);
  if (built !== 0) return built;
  console.log(`The window is opened by ${opener.words}.`);
  const sample = isDemo ? ['--sample-data'] : [];
  return run(opener.executable, [root, ...sample, ...words], opener.environment);
}

process.exitCode = await open();
