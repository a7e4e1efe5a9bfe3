/**
 * Makes packages offline, for looking at only: everything lies in a folder of its own below the temporary one, every artefact is called
 * check-only, and all of it is thrown away at the end.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutCommandLine } from '../../build/lay-out-command-line.ts';
import { makeInstallerTools } from './installer-tools.ts';
import { findPackagingTools } from './packaging-tools.ts';
import { makeStandIns } from './stand-in-electron.ts';

const root = join(import.meta.dirname, '../..');
const builder = join(root, 'node_modules/electron-builder/cli.js');
const packMs = 300_000;

/** `linux` and `win` are folders that could be started if Electron were real; `installer` compiles the installer as well. */
export type PackageKind = 'linux' | 'win' | 'installer';

export interface Packed {
  readonly ok: boolean;
  /** Of electron-builder, for a person. */
  readonly output: string;
  /** Where it put its files. */
  readonly folder: string;
}

export interface PackageMaker {
  /** `change`: what to break in electron-builder.yml, as text. */
  make(kind: PackageKind, change?: (configuration: string) => string): Packed;
  /** Throws everything away. */
  close(): void;
}

const words: Readonly<Record<PackageKind, readonly string[]>> = {
  linux: ['--linux', 'dir'],
  win: ['--win', 'dir', '--x64'],
  installer: ['--win', 'nsis', 'zip', '--x64'],
};

/** Needs the bundles in `out/`. A sentence when a program of the system is missing. */
export function openPackageMaker(say: (line: string) => void): PackageMaker | string {
  const tools = findPackagingTools(say);
  if (typeof tools === 'string') return tools;
  const folder = mkdtempSync(join(tmpdir(), 'integrator-check-only-'));
  const standIns = makeStandIns(join(folder, 'electron'));
  const environment = makeInstallerTools(join(folder, 'tools'), tools, standIns.windowsExecutable);
  layOutCommandLine('win', standIns.windowsExecutable);
  layOutCommandLine('linux', process.execPath);
  let made = 0;
  return {
    make(kind, change = text => text) {
      made += 1;
      const place = join(folder, `package-${made}`);
      mkdirSync(place);
      const configuration = join(place, 'electron-builder.yml');
      const original = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
      writeFileSync(configuration, change(original));
      const output = join(place, 'check-only');
      const done = spawnSync(
        process.execPath,
        [
          builder,
          ...words[kind],
          '--config',
          configuration,
          `-c.electronDist=${kind === 'linux' ? standIns.linux : standIns.win}`,
          `-c.directories.output=${output}`,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
          '-c.artifactName=check-only-do-not-run-${version}-${os}-${arch}.${ext}',
        ],
        { cwd: root, encoding: 'utf8', timeout: packMs, env: { ...process.env, ...environment } },
      );
      return { ok: done.status === 0, output: `${done.stdout}${done.stderr}`, folder: output };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
