/**
 * Lays out what stands in a package as `command-line`: the bundle, the pinned Node that runs it and the script that starts both. The
 * runAsNode fuse of the app stays off, so the app's own executable cannot do this.
 */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** As electron-builder calls them in its file names. */
export type PackageSystem = 'win' | 'linux';

export const commandLineScripts: Readonly<
  Record<PackageSystem, { readonly script: string; readonly node: string }>
> = {
  win: { script: 'integrator.cmd', node: 'node.exe' },
  linux: { script: 'integrator', node: 'node' },
};

/** `out/command-line-<system>`, as electron-builder.yml takes it. `node`: the executable of that system. */
export function layOutCommandLine(system: PackageSystem, node: string): string {
  const bundle = join(root, 'out/command-line');
  const folder = join(root, `out/command-line-${system}`);
  const names = commandLineScripts[system];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(bundle).filter(name => name.endsWith('.mjs'))) {
    copyFileSync(join(bundle, file), join(folder, file));
  }
  copyFileSync(join(root, 'build/command-line', names.script), join(folder, names.script));
  copyFileSync(node, join(folder, names.node));
  chmodSync(join(folder, names.script), 0o755);
  chmodSync(join(folder, names.node), 0o755);
  return folder;
}
