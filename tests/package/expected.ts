/** What a package must be, written down a second time on purpose: a slip in electron-builder.yml is found because it is not repeated here. */
import type { FuseName } from './fuses.ts';

export const productName = 'Halo Integrator for Exchange';

export const expectedFuses: Readonly<Record<FuseName, boolean>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

/** Every file of the archive is one of these. */
export const allowedInArchive: readonly RegExp[] = [
  /^package\.json$/,
  /^build\/tray\/[a-z-]+(@[\d.]+x)?\.png$/,
  /^out\/main\/[\w.-]+\.cjs$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css|woff2|svg|png)$/,
];

/** And these are there. */
export const neededInArchive: readonly string[] = [
  'package.json',
  'out/main/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'build/tray/up-to-date.png',
  'build/tray/working.png',
  'build/tray/needs-you.png',
  'build/tray/not-syncing.png',
  'build/tray/paused.png',
];

/** Beside the executable, on each system: resources/command-line. */
export const neededInCommandLine = {
  win: ['integrator.cmd', 'integrator.mjs', 'node.exe'],
  linux: ['integrator', 'integrator.mjs', 'node'],
} as const;

const megabyte = 1024 * 1024;
/** What is ours, without Electron and Node: far above what it is, far below what a forgotten folder makes of it. */
export const largestBytes = { archive: 15 * megabyte, commandLine: 15 * megabyte } as const;
