/**
 * Folders that pass for unpacked Electron distributions, so that packages are made offline. They hold what electron-builder touches (an
 * executable with a fuse wire, version resources, languages) and run nothing: what comes of them is never to be started or given away.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuseSentinel } from './fuses.ts';

const root = join(import.meta.dirname, '../..');

/** Wire version 1, nine fuses, as Electron's own executable has them before anybody sets them. */
const fuseWire = Buffer.concat([
  Buffer.from(fuseSentinel, 'latin1'),
  Buffer.from([1, 9]),
  Buffer.from('101100010', 'latin1'),
]);

const windowsScript = `Unicode true
Target amd64-unicode
VIProductVersion 1.0.0.0
VIAddVersionKey ProductName stand-in
VIAddVersionKey FileVersion 1.0
VIAddVersionKey FileDescription stand-in
VIAddVersionKey LegalCopyright stand-in
Name stand-in
RequestExecutionLevel user
Section
SectionEnd
`;

/** An archive without files: electron-builder wants every archive of a distribution to be one. */
function emptyArchive(): Buffer {
  const text = Buffer.from(JSON.stringify({ files: {} }));
  const padding = (4 - (text.length % 4)) % 4;
  const header = Buffer.alloc(16);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(8 + text.length + padding, 4);
  header.writeUInt32LE(4 + text.length + padding, 8);
  header.writeUInt32LE(text.length, 12);
  return Buffer.concat([header, text, Buffer.alloc(padding)]);
}

function common(folder: string): void {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  writeFileSync(join(folder, 'version'), String(version));
  writeFileSync(join(folder, 'resources/default_app.asar'), emptyArchive());
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'icudtl.dat',
    'locales/en-US.pak',
    'locales/de.pak',
  ]) {
    writeFileSync(join(folder, name), 'stand-in');
  }
}

/** An executable of Windows that does nothing, with the version resources that a package replaces. */
export function makeWindowsExecutable(folder: string): string {
  const script = join(folder, 'stand-in.nsi');
  const executable = join(folder, 'stand-in.exe');
  writeFileSync(script, `${windowsScript}OutFile "${executable}"\n`);
  const made = spawnSync('makensis', ['-V1', script], { encoding: 'utf8', timeout: 60_000 });
  if (made.status !== 0) throw new Error(`makensis made no executable: ${made.stdout}${made.stderr}`);
  return executable;
}

export interface StandIns {
  readonly linux: string;
  readonly win: string;
  /** Passes for node.exe. */
  readonly windowsExecutable: string;
}

/** `folder` must be empty and one's own. */
export function makeStandIns(folder: string): StandIns {
  const linux = join(folder, 'linux');
  common(linux);
  const says = "#!/bin/sh\necho 'This is a stand-in for Electron: it runs nothing.' >&2\nexit 1\n# ";
  writeFileSync(join(linux, 'electron'), Buffer.concat([Buffer.from(says), fuseWire, Buffer.from('\n')]), {
    mode: 0o755,
  });
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(linux, name), 'stand-in', { mode: 0o755 });
  }
  const win = join(folder, 'win');
  common(win);
  const windowsExecutable = makeWindowsExecutable(folder);
  writeFileSync(join(win, 'electron.exe'), readFileSync(windowsExecutable));
  appendFileSync(join(win, 'electron.exe'), fuseWire);
  return { linux, win, windowsExecutable };
}
