/**
 * What electron-builder needs to compile an installer offline: Debian's makensis, plugins that only export the names which the scripts
 * call, and a `wine` that puts a placeholder where the uninstaller would be. Enough to find every fault in a script; not to be run.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportingLibrary } from './exporting-library.ts';

const root = join(import.meta.dirname, '../..');
/** Plugins that electron-builder brings and Debian does not have. */
const plugins = ['StdUtils', 'UAC', 'nsProcess', 'SpiderBanner', 'WinShell', 'nsis7z', 'inetc'];

/** The functions that electron-builder's scripts call, by plugin. */
function calledFunctions(): ReadonlyMap<string, ReadonlySet<string>> {
  const called = new Map(plugins.map(plugin => [plugin, new Set<string>()]));
  const templates = join(root, 'node_modules/app-builder-lib/templates/nsis');
  const call = new RegExp(`\\b(${plugins.join('|')})::(\\w+)`, 'gi');
  for (const file of globSync('**/*.{nsh,nsi}', { cwd: templates })) {
    for (const [, plugin = '', name = ''] of readFileSync(join(templates, file), 'utf8').matchAll(call)) {
      const known = plugins.find(one => one.toLowerCase() === plugin.toLowerCase());
      called.get(known ?? '')?.add(name);
    }
  }
  return called;
}

/** `makensis` and `sevenZip` are paths; `uninstaller` is put where the real one would be written. */
export function makeInstallerTools(
  folder: string,
  found: { readonly makensis: string; readonly sevenZip: string },
  uninstaller: string,
): Readonly<Record<string, string>> {
  const programs = join(folder, 'programs');
  const bundle = join(folder, 'bundle');
  const resources = join(folder, 'resources/plugins/x86-unicode');
  for (const one of [programs, bundle, resources]) mkdirSync(one, { recursive: true });
  for (const [plugin, names] of calledFunctions()) {
    writeFileSync(join(resources, `${plugin}.dll`), exportingLibrary(plugin, [...names]));
  }
  const script = (path: string, text: string) => writeFileSync(path, `#!/bin/sh\n${text}`, { mode: 0o755 });
  // Packed by electron-builder for its own updater, which we do not have; it cannot be told to leave it out.
  writeFileSync(join(bundle, 'elevate.exe'), 'stand-in');
  script(join(bundle, 'makensis'), `NSISDIR=/usr/share/nsis exec "${found.makensis}" "$@"\n`);
  // electron-builder runs the first installer under wine only to let it write its uninstaller.
  script(
    join(programs, 'wine'),
    `case "$1" in
--version) echo wine-11.0 ;;
*) cp "${uninstaller}" "$(dirname "$1")/$(basename "$1" exe)__uninstaller.exe" ;;
esac
`,
  );
  return {
    ELECTRON_BUILDER_7ZIP_PATH: found.sevenZip,
    ELECTRON_BUILDER_NSIS_DIR: bundle,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: join(folder, 'resources'),
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
  };
}
