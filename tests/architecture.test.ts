/**
 * The shape of the program, executed: reads every source file and names file, line and rule of what breaks it.
 * The rules are in `architecture/`; the second half shows that each of them can go red.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { folderRules, longTables } from './architecture/folders.ts';
import { judge, judgeText, lineLimit } from './architecture/judge.ts';
import { readSource } from './architecture/source.ts';

const paths = (pattern: string) =>
  globSync(pattern)
    .map(file => file.replaceAll('\\', '/'))
    .sort();
const texts = () => paths('{*.md,{main,preload,renderer,tests,build}/**/*.md}');
const read = (file: string) => readFileSync(file, 'utf8');

test('every source file keeps the rules of the house', () => {
  const files = paths('{main,preload,renderer,tests}/**/*.{ts,tsx}');
  assert.ok(files.length > 10);
  const broken = files.flatMap(file => judge(file, read(file)));
  assert.deepEqual(
    broken.map(one => `${one.file}:${one.line}: ${one.rule}`),
    [],
  );
});

test('project texts name only what is in the project and leave nothing for later', () => {
  assert.deepEqual(
    texts()
      .flatMap(file => judgeText(file, read(file)))
      .map(one => `${one.file}:${one.line}: ${one.rule}`),
    [],
  );
});

test('every file that a project text names is there', () => {
  const sources = paths('{main,preload,renderer,tests,build}/**/*.{ts,tsx,md}').concat(paths('*.{md,json}'));
  const missing = texts().flatMap(file =>
    [...read(file).matchAll(/`([\w./-]+\.(?:tsx?|md))`/g)].flatMap(([, name = '']) =>
      sources.some(path => path === name || path.endsWith(`/${name}`)) ? [] : [`${file}: ${name}`],
    ),
  );
  assert.deepEqual(missing, []);
});

test('the list of long tables holds only files that exist and need it', () => {
  for (const file of longTables) {
    assert.ok(
      read(file).trimEnd().split('\n').length > lineLimit,
      `${file} is short enough without the list`,
    );
  }
});

test('packages that belong to one folder are in the row of that folder alone', () => {
  const homes = (name: string) =>
    folderRules
      .filter(row => row.folder.startsWith('main/') && row.packages.includes(name))
      .map(row => row.folder);
  assert.deepEqual(homes('ews-javascript-api'), ['main/adapters/exchange/']);
  assert.deepEqual(homes('lowdb'), ['main/adapters/store/']);
  assert.deepEqual(homes('node-schedule'), ['main/scheduler/']);
  assert.deepEqual(homes('saxes'), ['main/adapters/exchange/', 'main/simulators/']);
});

const later = `TO${'DO'}`;
const bad: readonly (readonly [path: string, text: string, rule: RegExp])[] = [
  // imports of our own
  [
    'main/core/plan.ts',
    "import { pool } from '../adapters/http/pool.ts';",
    /core\/ must not import main\/adapters\/http/,
  ],
  ['main/core/plan.ts', "import type { Clock } from '../ports.ts';", /core\/ must not import main\/ports/],
  [
    'main/core/plan.ts',
    "import type { Settings } from '../../preload/contract/settings.ts';",
    /core\/ must not/,
  ],
  ['main/ports.ts', "import { replay } from './core/link.ts';", /only types of main\/core\/link/],
  ['main/engine/run.ts', "import { mail } from '../adapters/exchange/mail.ts';", /engine\/ must not import/],
  [
    'main/engine/run.ts',
    "import { settingsSchema } from '../../preload/contract/settings.ts';",
    /only types/,
  ],
  ['main/adapters/halo/desk.ts', "import { mail } from '../exchange/mail.ts';", /halo\/ must not import/],
  ['main/adapters/exchange/mail.ts', "import { desk } from '../halo/desk.ts';", /exchange\/ must not import/],
  ['main/adapters/system/log.ts', "import { pool } from '../http/pool.ts';", /system\/ must not import/],
  ['main/adapters/http/pool.ts', "import { open } from '../store/open.ts';", /http\/ must not import/],
  ['main/scheduler/scheduler.ts', "import { run } from '../engine/run.ts';", /scheduler\/ must not import/],
  [
    'main/simulators/halo/server.ts',
    "import { desk } from '../../adapters/halo/desk.ts';",
    /simulators\/ must not/,
  ],
  [
    'main/simulators/halo/server.ts',
    "import type { Link } from '../../core/link.ts';",
    /simulators\/ must not/,
  ],
  ['main/cli.ts', "import { desk } from './adapters/halo/desk.ts';", /cli must not import main\/adapters/],
  ['main/shell/tray.ts', "import { plan } from '../core/plan.ts';", /only types of main\/core/],
  [
    'preload/contract/words/problems.ts',
    "import { failed } from '../../../main/core/problem.ts';",
    /only types/,
  ],
  [
    'preload/contract/views.ts',
    "import type { Clock } from '../../main/ports.ts';",
    /contract\/ must not import/,
  ],
  ['renderer/status.tsx', "import type { Link } from '../main/core/link.ts';", /renderer\/ must not import/],
  ['main/engine/run.ts', "import { aLink } from '../../tests/builders/link.ts';", /must not import tests/],
  [
    'main/core/plan.ts',
    "const late = await import('../compose/integrator.ts');",
    /core\/ must not import main\/compose/,
  ],
  ['main/core/plan.ts', "export type { Link } from './link.ts';", /no barrels/],
  ['main/core/plan.ts', "export * from './link.ts';", /no barrels/],
  ['main/core/plan.ts', "import { link } from './link';", /end in \.ts/],
  ['main/core/plan.ts', 'const late = await import(name);', /written out/],
  ['elsewhere/thing.ts', "import { link } from './link.ts';", /every folder has a row/],
  // packages and Node's modules
  ['main/core/plan.ts', "import { createHash } from 'node:crypto';", /core\/ must not import node:crypto/],
  ['main/core/plan.ts', "import { z } from 'zod';", /core\/ must not import package zod/],
  ['main/engine/run.ts', "import { readFile } from 'node:fs/promises';", /engine\/ must not import node:fs/],
  ['main/engine/run.ts', "import http from 'node:http';", /engine\/ must not import node:http/],
  ['main/engine/run.ts', "import { z } from 'zod';", /engine\/ must not import package zod/],
  ['main/adapters/exchange/mail.ts', "import net from 'node:net';", /exchange\/ must not import node:net/],
  [
    'main/adapters/halo/desk.ts',
    "import { SaxesParser } from 'saxes';",
    /halo\/ must not import package saxes/,
  ],
  ['main/adapters/halo/desk.ts', "import * as ews from 'ews-javascript-api';", /must not import package ews/],
  ['main/adapters/system/log.ts', "import { Low } from 'lowdb';", /must not import package lowdb/],
  ['main/engine/run.ts', "import schedule from 'node-schedule';", /must not import package node-schedule/],
  ['main/simulators/halo/server.ts', "import { z } from 'zod';", /simulators\/ must not import package zod/],
  ['main/core/hash.ts', "import 'fs';", /must not import package fs/],
  [
    'renderer/status.tsx',
    "import { ipcRenderer } from 'electron';",
    /renderer\/ must not import package electron/,
  ],
  [
    'tests/core/plan.test.ts',
    "import chai from '@chai/expect/more';",
    /must not import package @chai\/expect$/,
  ],
  // one way between window and main process
  [
    'main/shell/tray.ts',
    "import { ipcMain } from 'electron';\nipcMain.handle('x', () => 1);",
    /through main\/shell\/ipc\/ alone/,
  ],
  ['preload/more.ts', "import { ipcRenderer } from 'electron';", /only preload\/index\.ts speaks IPC/],
  ['main/shell/tray.ts', "window.webContents.send('x');", /through main\/shell\/window\.ts alone/],
  ['renderer/status.tsx', "void window.integrator.ask('status.read', {});", /window-link\.ts alone/],
  ['main/core/identity.ts', "import { hash } from 'node:crypto';", /node:crypto/],
  // names and shape
  ['main/core/utils/date.ts', '', /named by the thing inside/],
  ['main/engine/helpers.ts', '', /named by the thing inside/],
  ['tests/common/builders.ts', '', /named by the thing inside/],
  ['main/services/mail.ts', '', /named by the thing inside/],
  ['main/core/plan.ts', '//\n'.repeat(lineLimit + 1), /longer than 400 lines/],
  ['main/core/plan.ts', 'export default function plan() {}', /no default exports/],
  ['main/core/plan.ts', 'export { plan as default };', /no default exports/],
  ['main/core/plan.ts', 'const x: any = 1;', /no any/],
  ['main/core/plan.ts', 'const x = y as any;', /no any/],
  ['main/core/plan.ts', 'const x = new Map<string, any>();', /no any/],
  ['main/core/plan.ts', 'function f(x: readonly any[]) {}', /no any/],
  ['main/core/plan.ts', 'enum Colour { Red }', /erasable/],
  ['main/core/plan.ts', 'class A { constructor(private x: number) {} }', /erasable/],
  ['main/core/plan.ts', `// @ts-${'ignore'}\nx();`, /not silenced/],
  // purity
  ['main/core/plan.ts', 'const now = Date.now();', /time comes through a port/],
  ['main/engine/run.ts', 'const now = new Date();', /time comes through a port/],
  ['main/engine/run.ts', 'const now = Temporal.Now.instant();', /time comes through a port/],
  ['main/engine/run.ts', 'const now = performance.now();', /time comes through a port/],
  ['main/core/plan.ts', 'const x = Math.random();', /chance comes through a port/],
  ['main/engine/run.ts', 'const id = crypto.randomUUID();', /chance comes through a port/],
  ['main/engine/retry.ts', 'setTimeout(again, 10);', /through the clock/],
  ['main/engine/retry.ts', 'const signal = AbortSignal.timeout(10);', /through the clock/],
  ['main/core/plan.ts', "const home = process.env['HOME'];", /world is reached/],
  ['main/engine/run.ts', "console.log('done');", /world is reached/],
  ['main/engine/run.ts', "await fetch('https://example.org');", /world is reached/],
  ['main/core/plan.ts', 'const hour = date.getHours();', /zone or language/],
  ['main/core/plan.ts', 'const date = new Date(2026, 3, 1);', /zone or language/],
  ['main/core/plan.ts', 'const text = date.toLocaleString();', /zone or language/],
  // tests
  ['tests/core/plan.test.ts', "it.skip('plans', () => {});", /no skipped/],
  ['tests/core/plan.test.ts', "test.only('plans', () => {});", /no skipped/],
  ['tests/core/plan.test.ts', "it.todo('plans');", /no skipped/],
  ['tests/core/plan.test.ts', "it('plans', { skip: true }, () => {});", /no skipped/],
  ['tests/core/plan.test.ts', "mock.module('node:fs', {});", /no mocks/],
  // words
  ['main/core/plan.ts', `// ${later}: later`, /nothing is left/],
  ['main/core/plan.ts', `// see ${'/wo'}${'rk/shar'}ed/design`, /names only what is in it/],
  ['tests/core/plan.test.ts', `const file = '..${'/shar'}ed/spec/ews';`, /names only what is in it/],
  ['main/core/plan.ts', `// see design${'.'}md section 5`, /names only what is in it/],
];

for (const [file, text, rule] of bad) {
  test(`goes red: ${file} with ${text.slice(0, 70).trim().replaceAll('\n', ' ') || 'that name'}`, () => {
    const rules = judge(file, text).map(one => one.rule);
    assert.ok(
      rules.some(one => rule.test(one)),
      `expected ${rule}, got ${JSON.stringify(rules)}`,
    );
  });
}

const good: readonly (readonly [path: string, text: string])[] = [
  ['main/core/plan.ts', "import { Temporal } from 'temporal-polyfill';"],
  ['main/core/plan.ts', "// import { z } from 'zod'\nconst text = \"import { z } from 'zod'\";"],
  ['main/core/plan.ts', `const text = \`import { z } from 'zod' \${\`\${1}\`} enum A {\`;`],
  [
    'main/core/plan.ts',
    'const x = new Date(epochMs).toISOString();\nconst y = new Date(Date.UTC(2026, 3, 1));',
  ],
  [
    'main/core/plan.ts',
    'const many = /[\'"`]any[/]/g.test(x); // any of them\nconst first = await Promise.any(list);',
  ],
  ['tests/fakes/fake-desk.ts', 'class Desk {\n  #import(change: string): void {}\n}'],
  ['main/engine/run.ts', "import type { Clock } from '../ports.ts';\nawait clock.wait(5, signal);"],
  [
    'main/adapters/store/open.ts',
    "import { JSONFile } from 'lowdb/node';\nimport { open } from 'node:fs/promises';",
  ],
  ['preload/contract/words/problems.ts', "import type { Problem } from '../../../main/core/problem.ts';"],
  ['tests/core/plan.test.ts', "import { plan } from '../../main/core/plan.ts';\nconst private_ = 'skip';"],
];

for (const [file, text] of good) {
  test(`stays green: ${file} with ${text.slice(0, 70).replaceAll('\n', ' ')}`, () => {
    assert.deepEqual(judge(file, text), []);
  });
}

test('names the line of what it finds', () => {
  const text =
    "/* one\n two */\nimport {\n  a,\n} from './a.ts';\n\nimport fs from 'node:fs';\n\nDate.now();\n";
  assert.deepEqual(
    judge('main/core/plan.ts', text).map(one => one.line),
    [7, 9],
  );
});

test('reads every way to import', () => {
  const text = [
    "import a from 'a';",
    "import * as b from 'b';",
    "import c, { d } from 'c';",
    "import type { E } from 'e';",
    "import 'f';",
    "export { g } from 'g';",
    "const h = require('h');",
    "const i = await import('i');",
    "export const j = 'j';",
    "type K = 'k';",
  ].join('\n');
  assert.deepEqual(
    readSource(text).imports.map(one => [one.specifier, one.typeOnly, one.reExport]),
    [
      ['a', false, false],
      ['b', false, false],
      ['c', false, false],
      ['e', true, false],
      ['f', false, false],
      ['g', false, true],
      ['h', false, false],
      ['i', false, false],
    ],
  );
});
