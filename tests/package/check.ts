/**
 * `npm run package:check`: makes the packages offline with a stand-in for Electron and looks at what they are: configuration, files and
 * sizes, the archive and its hashes, fuses, version resources, the compiled installer, the packed command line on both simulators, and the
 * end-to-end specs on the packed app. Ends 1 with a sentence for each fault. What it makes is called check-only and thrown away.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openPackageMaker, type PackageKind, type PackageMaker } from './check-only-packages.ts';
import { examinePackage } from './examine.ts';
import { examineInstaller } from './examine-installer.ts';
import { tryCommandLine } from './packed-command-line.ts';
import { runSpecsOnArchive } from './packed-specs.ts';
import { whyNotMade } from './why-not-made.ts';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function sizeOf(path: string): string {
  const folder = statSync(path);
  const bytes = folder.isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
    : folder.size;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Packs one kind; a fault when electron-builder did not. */
function pack(maker: PackageMaker, kind: PackageKind, faults: string[]): string | null {
  const packed = maker.make(kind);
  if (packed.ok) return packed.folder;
  faults.push(`electron-builder could not make the ${kind} package:\n${whyNotMade(packed.output)}`);
  return null;
}

async function check(maker: PackageMaker): Promise<readonly string[]> {
  const faults: string[] = [];
  const installer = pack(maker, 'installer', faults);
  if (installer !== null) {
    const unpacked = join(installer, 'win-unpacked');
    faults.push(...examinePackage(unpacked, 'win', version), ...examineInstaller(installer));
    console.log(`app.asar: ${sizeOf(join(unpacked, 'resources/app.asar'))}`);
    for (const name of readdirSync(installer).filter(one => one.startsWith('check-only-'))) {
      console.log(`${name}: ${sizeOf(join(installer, name))} without Electron and Node`);
    }
  }
  const linux = pack(maker, 'linux', faults);
  if (linux === null) return faults;
  const unpacked = join(linux, 'linux-unpacked');
  faults.push(...examinePackage(unpacked, 'linux', version));
  console.log(`command-line with its Node: ${sizeOf(join(unpacked, 'resources/command-line'))}`);
  console.log('The packed command line imports on both simulators.');
  faults.push(...(await tryCommandLine(join(unpacked, 'resources/command-line'))));
  if (faults.length === 0) faults.push(...(await runSpecsOnArchive(join(unpacked, 'resources/app.asar'))));
  return faults;
}

const built = spawnSync(process.execPath, ['build/bundle.ts'], { cwd: root, stdio: 'inherit' });
const maker = built.status === 0 ? openPackageMaker(console.log) : 'The app could not be built.';
if (typeof maker === 'string') {
  console.error(maker);
  process.exitCode = 1;
} else {
  try {
    const faults = await check(maker);
    for (const fault of faults) console.error(fault);
    console.log(faults.length === 0 ? 'The packages are what they must be.' : `${faults.length} faults.`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    maker.close();
  }
}
