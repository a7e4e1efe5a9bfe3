/** Looks at an unpacked package and says each fault as a sentence that names its subject. Changes nothing. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, readArchive } from './archive.ts';
import {
  allowedInArchive,
  expectedFuses,
  largestBytes,
  neededInArchive,
  neededInCommandLine,
  productName,
} from './expected.ts';
import { fuseNames, readFuses } from './fuses.ts';
import { readArchiveIntegrity, readVersionStrings } from './windows-resources.ts';

export type PackedSystem = 'win' | 'linux';

export function executableOf(folder: string, system: PackedSystem): string {
  return join(folder, system === 'win' ? `${productName}.exe` : productName);
}

/** One character beyond Latin doubles what a script takes in memory while the app lives. */
const isPlain = (content: Buffer) => content.every(byte => byte < 0x80);

export function examineArchive(archive: Archive): readonly string[] {
  const paths = new Set(archive.files.map(file => file.path));
  const size = archive.files.reduce((sum, file) => sum + file.size, 0);
  return [
    ...archive.files
      .filter(file => !allowedInArchive.some(allowed => allowed.test(file.path)))
      .map(file => `app.asar holds ${file.path}, which no package should.`),
    ...archive.files.filter(file => file.fault !== null).map(file => `app.asar: ${file.path} ${file.fault}.`),
    ...archive.files
      .filter(file => file.path.startsWith('out/main/') && !isPlain(file.content))
      .map(file => `app.asar: ${file.path} is not plain ASCII, which takes twice the memory.`),
    ...neededInArchive.filter(path => !paths.has(path)).map(path => `app.asar lacks ${path}.`),
    ...(size <= largestBytes.archive ? [] : [`app.asar holds ${size} bytes, over ${largestBytes.archive}.`]),
  ];
}

export function examineFuses(executable: Buffer): readonly string[] {
  const fuses = readFuses(executable);
  if (typeof fuses === 'string') return [fuses];
  const word = (isOn: boolean) => (isOn ? 'on' : 'off');
  return fuseNames
    .filter(name => fuses[name] !== expectedFuses[name])
    .map(name => `The fuse ${name} is ${word(fuses[name])} and must be ${word(expectedFuses[name])}.`);
}

function examineCommandLine(folder: string, system: PackedSystem): readonly string[] {
  const where = join(folder, 'resources/command-line');
  const present = existsSync(where) ? readdirSync(where) : [];
  const missing = neededInCommandLine[system].filter(name => !present.includes(name));
  const node = neededInCommandLine[system][2];
  const ours = present.filter(name => name !== node);
  const size = ours.reduce((sum, name) => sum + statSync(join(where, name)).size, 0);
  const strange = ours.filter(name => !/^(integrator(\.cmd)?|[\w.-]+\.mjs)$/.test(name));
  return [
    ...missing.map(name => `resources/command-line lacks ${name}.`),
    ...strange.map(name => `resources/command-line holds ${name}, which no package should.`),
    ...(size <= largestBytes.commandLine ? [] : [`resources/command-line holds ${size} bytes of ours.`]),
  ];
}

/** Version strings and the hash that Electron compares the archive with; Windows alone has them in the executable. */
function examineWindows(executable: Buffer, archive: Archive, version: string): readonly string[] {
  const strings = readVersionStrings(executable);
  const wanted = { ProductName: productName, FileDescription: productName, FileVersion: version };
  const integrity = readArchiveIntegrity(executable) ?? '';
  return [
    ...Object.entries(wanted)
      .filter(([name, value]) => strings.get(name) !== value)
      .map(
        ([name, value]) => `The version resource ${name} is "${strings.get(name) ?? ''}", not "${value}".`,
      ),
    ...(integrity.includes(archive.headerHash)
      ? []
      : ['The executable does not hold the hash of app.asar: Electron would not start it.']),
  ];
}

/** `folder`: what electron-builder unpacks, e.g. `win-unpacked`. */
export function examinePackage(folder: string, system: PackedSystem, version: string): readonly string[] {
  const path = join(folder, 'resources/app.asar');
  if (!existsSync(path)) return ['There is no resources/app.asar.'];
  const archive = readArchive(path);
  const executable = readFileSync(executableOf(folder, system));
  const locales = readdirSync(join(folder, 'locales')).filter(name => name !== 'en-US.pak');
  return [
    ...examineArchive(archive),
    ...examineFuses(executable),
    ...examineCommandLine(folder, system),
    ...(system === 'win' ? examineWindows(executable, archive, version) : []),
    ...locales.map(name => `locales holds ${name}; only en-US.pak is shipped.`),
  ];
}
