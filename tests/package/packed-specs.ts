/**
 * The end-to-end specs on the app out of a package: its archive is taken apart into a folder, each file compared with its hashes, and the
 * specs are launched on that folder. Nothing of the project's own `out/` takes part.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readArchive } from './archive.ts';

const root = join(import.meta.dirname, '../..');
const specs = join(root, 'tests/e2e');
/**
 * What packing cannot break, and the built app is looked at for anyway: colours and places of every screen, for minutes; the keyboard; and
 * the rules of Electron, which have an app of their own.
 */
const leftOut = ['screens.spec.ts', 'keyboard.spec.ts', 'electron-rules.spec.ts'];

export async function runSpecsOnArchive(
  archive: string,
  words: readonly string[] = readdirSync(specs).filter(
    name => name.endsWith('.spec.ts') && !leftOut.includes(name),
  ),
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'integrator-packed-app-'));
  try {
    for (const file of readArchive(archive).files) {
      if (file.fault !== null) return [`app.asar: ${file.path} ${file.fault}.`];
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.content);
    }
    const done = spawnSync(process.execPath, ['tests/e2e/run.ts', ...words], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, INTEGRATOR_APP: folder },
    });
    return done.status === 0 ? [] : ['The end-to-end specs fail on the packed app.'];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
