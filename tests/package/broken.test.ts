/** Each subject of the package check, broken once: the check fails, and its sentence names what is broken. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readArchive } from './archive.ts';
import { openPackageMaker, type PackageMaker } from './check-only-packages.ts';
import { examineArchive, examinePackage } from './examine.ts';
import { whyNotMade } from './why-not-made.ts';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const place = mkdtempSync(join(tmpdir(), 'integrator-broken-'));
let maker: PackageMaker | null = null;

before(() => {
  const built = spawnSync(process.execPath, ['build/bundle.ts'], { cwd: root, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const opened = openPackageMaker(console.log);
  assert.ok(typeof opened !== 'string', String(opened));
  maker = opened;
});
after(() => {
  maker?.close();
  rmSync(place, { recursive: true, force: true });
});

/** Changes one place of electron-builder.yml that must be there. */
function instead(found: string, put: string): (configuration: string) => string {
  return text => {
    assert.ok(text.includes(found), `electron-builder.yml has no ${found}`);
    return text.replace(found, put);
  };
}

function faultsWith(change: (configuration: string) => string): string {
  assert.ok(maker !== null);
  const packed = maker.make('linux', change);
  assert.ok(packed.ok, packed.output);
  return examinePackage(join(packed.folder, 'linux-unpacked'), 'linux', version).join('\n');
}

function refusedWith(kind: 'linux' | 'installer', change: (configuration: string) => string): string {
  assert.ok(maker !== null);
  const packed = maker.make(kind, change);
  assert.equal(packed.ok, false, 'electron-builder made it all the same');
  return whyNotMade(packed.output);
}

test('a source map in the archive is named', () => {
  const faults = faultsWith(instead('out/main/*.cjs', 'out/main/*'));
  assert.match(faults, /^app\.asar holds out\/main\/index\.cjs\.map, which no package should\.$/m);
});

test('a script of the main process that is not plain ASCII is named', () => {
  const file = (path: string, text: string) => {
    const content = Buffer.from(text);
    return { path, size: content.length, content, fault: null };
  };
  const files = [file('out/main/index.cjs', 'say("…")'), file('out/renderer/index.html', '…')];
  const faults = examineArchive({ headerHash: '', files }).filter(fault => fault.includes('ASCII'));
  assert.deepEqual(faults, [
    'app.asar: out/main/index.cjs is not plain ASCII, which takes twice the memory.',
  ]);
});

test('a wrong fuse is named', () => {
  const faults = faultsWith(instead('runAsNode: false', 'runAsNode: true'));
  assert.equal(faults, 'The fuse runAsNode is on and must be off.');
});

test('a missing resource is named', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in
  const faults = faultsWith(instead('out/command-line-${os}', 'out/no-such-folder'));
  assert.match(faults, /^resources\/command-line lacks integrator\.mjs\.$/m);
});

test('a language too many and a picture too few are named', () => {
  const more = faultsWith(text =>
    instead('[en-US]', '[en-US, de]')(instead("filter: '*.png'", "filter: 'p*.png'")(text)),
  );
  assert.match(more, /locales holds de\.pak/);
  assert.match(more, /app\.asar lacks build\/tray\/working\.png/);
});

test('an unknown key of the configuration is named', () => {
  const said = refusedWith('linux', instead('npmRebuild: false', 'npmRebuilt: false'));
  assert.match(said, /unknown property 'npmRebuilt'/);
});

test('a typo in installer.nsh is named with its line', () => {
  const script = join(place, 'installer.nsh');
  copyFileSync(join(root, 'build/installer.nsh'), script);
  appendFileSync(script, '\n!macro customHeader\n  DetialPrint "a typo"\n!macroend\n');
  const said = refusedWith('installer', instead('include: build/installer.nsh', `include: ${script}`));
  assert.match(said, /DetialPrint/);
});

test('a changed byte in the archive is named', () => {
  assert.ok(maker !== null);
  const packed = maker.make('linux');
  assert.ok(packed.ok, packed.output);
  const folder = join(packed.folder, 'linux-unpacked');
  assert.deepEqual(examinePackage(folder, 'linux', version), []);
  const path = join(folder, 'resources/app.asar');
  const bytes = readFileSync(path);
  const at = bytes.lastIndexOf('"productName"');
  bytes.write('"prodictName"', at);
  writeFileSync(path, bytes);
  assert.deepEqual(examineArchive(readArchive(path)), ['app.asar: package.json is not what its hash says.']);
});
