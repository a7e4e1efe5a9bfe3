/** Reads the command line as Electron does, puts the host in place of `electron`, runs the app's main script, then makes it ready. */
import { readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import Module from 'node:module';
import { join, resolve } from 'node:path';
import { findBrowser, noBrowser } from '../../build/browser.ts';
import { app } from './app.ts';
import { ipcMain, WebContents } from './contents.ts';
import { dialog, Menu, MenuItem, nativeImage, powerMonitor, shell, Tray } from './desktop.ts';
import { net, protocol, session } from './protocol.ts';
import { host } from './state.ts';
import { strict, strictClass } from './strict.ts';
import { BrowserWindow } from './window.ts';

const electronVersion = readFileSync(join(import.meta.dirname, 'dist/version'), 'utf8').trim();

const webContents = strict(
  {
    fromDevToolsTargetId: WebContents.fromDevToolsTargetId,
    getAllWebContents: WebContents.getAllWebContents,
  },
  'webContents',
);
/** All that there is of Electron here. */
const electron = strict(
  {
    app: strict(app, 'app'),
    BrowserWindow: strictClass(BrowserWindow, 'BrowserWindow'),
    dialog,
    ipcMain,
    Menu,
    MenuItem,
    nativeImage,
    net,
    powerMonitor,
    protocol,
    session,
    shell,
    Tray: strictClass(Tray, 'Tray'),
    webContents,
    /** For tests of the host itself. */
    testHost: host,
  },
  'electron',
);

interface CommandLine {
  readonly preloads: readonly string[];
  readonly inspect: number | null;
  readonly app: string;
}

function readWords(words: readonly string[]): CommandLine {
  const preloads: string[] = [];
  let inspect: number | null = null;
  let path: string | null = null;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before === '-r' || before === '--require') preloads.push(word);
    else if (word.startsWith('--inspect')) inspect = Number(word.split('=')[1] ?? 9229);
    else if (word.startsWith('--remote-debugging-port='))
      process.env['ELECTRON_HOST_PORT'] = word.split('=')[1];
    else if (word.startsWith('--')) {
      const [name = '', value = ''] = word.slice(2).split(/=(.*)/s);
      app.commandLine.appendSwitch(name, value);
    } else if (!word.startsWith('-')) path ??= word;
  }
  return { preloads, inspect, app: resolve(path ?? '.') };
}

/** `require('electron')` gives the host, whoever asks. */
function replaceElectron(): void {
  const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = function replaced(name, ...rest) {
    return name === 'electron' ? electron : load.call(this, name, ...rest);
  };
}

export async function start(requireScript: (path: string) => unknown): Promise<void> {
  const [executable = '', ...words] = process.argv.slice(2);
  if (words.includes('--version')) {
    console.log(`v${electronVersion} (test host)`);
    return;
  }
  process.argv = [executable, ...words];
  const versions = Object.freeze({ ...process.versions, electron: electronVersion });
  Object.defineProperty(process, 'versions', { value: versions, configurable: true });
  replaceElectron();
  const line = readWords(words);
  if (line.inspect !== null) inspector.open(line.inspect, '127.0.0.1');
  const browser = findBrowser(console.error);
  if (browser === null) throw new Error(noBrowser);
  const file = statSync(line.app).isDirectory() ? join(line.app, 'package.json') : line.app;
  const about = JSON.parse(readFileSync(file, 'utf8'));
  app.name = about.productName ?? about.name;
  app.version = about.version;
  app.path = line.app;
  for (const preload of line.preloads) requireScript(resolve(preload));
  requireScript(join(line.app, about.main));
  if (app.lostLock) return;
  await app.becomeReady(browser);
}
