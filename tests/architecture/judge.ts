/**
 * The rules of the house as one pure function: a path and its text in, what is wrong with it out.
 * Knows no disk; `architecture.test.ts` feeds it every file, and bad snippets to show that each rule can go red.
 */
import { posix } from 'node:path';
import { folderRules, longTables, pureFolders } from './folders.ts';
import { type Import, lineOf, readSource } from './source.ts';

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

interface Ban {
  readonly pattern: RegExp;
  readonly rule: string;
}

export const lineLimit = 400;
const vagueName = /^(?:utils?|helpers?|common|shared|managers?|services?|misc)(?:\.|$)/i;

/** Searched in code without comments and strings. */
const bannedInCode: readonly Ban[] = [
  { pattern: /\bexport\s+default\b|\bas\s+default\b/g, rule: 'no default exports' },
  {
    pattern:
      /(?:[:<|&,]|=>|\b(?:as|extends|satisfies|readonly)\b|\btype\s+\w+\s*=)\s*any\b(?!\s*[(.:])|\bany\[\]/g,
    rule: 'no any',
  },
  {
    pattern: /\b(?:enum|namespace)\s+\w+\s*\{|\(\s*(?:private|public|protected)\s/g,
    rule: 'erasable syntax only',
  },
];

/** Searched in the pure folders. Time, chance and the world come through ports. */
const bannedInPureCode: readonly Ban[] = [
  {
    pattern:
      /\bDate\.now\b|\bnew\s+Date\s*\(\s*\)|\bnew\s+Date\b(?!\s*\()|\bTemporal\.Now\b|\bperformance\./g,
    rule: 'the time comes through a port',
  },
  { pattern: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/g, rule: 'chance comes through a port' },
  {
    pattern: /(?<![.\w])(?:setTimeout|setInterval|setImmediate)\b|\bAbortSignal\.timeout\b/g,
    rule: 'waiting goes through the clock',
  },
  {
    pattern: /(?<![.\w])(?:process|console)\.|(?<![.\w])fetch\s*\(/g,
    rule: 'the world is reached through a port',
  },
  {
    pattern:
      /\.(?:get|set)(?:Hours|Minutes|Date|Day|Month|FullYear)\s*\(|\.getTimezoneOffset\b|\.toLocale\w*\(|(?<![.\w])Intl\.|\bnew\s+Date\s*\([^(),]*,/g,
    rule: 'nothing depends on the zone or language of the process',
  },
];

/** The one way between window and main process; `home` may use it, tests may too. */
const bannedElsewhere: readonly (Ban & { readonly home: string })[] = [
  {
    pattern: /\bipcMain\b/g,
    home: 'main/shell/ipc/',
    rule: 'requests come in through main/shell/ipc/ alone',
  },
  {
    pattern: /\bipcRenderer\b/g,
    home: 'preload/index.ts',
    rule: 'only preload/index.ts speaks IPC for the page',
  },
  {
    pattern: /\bwebContents\.(?:send|postMessage)\b/g,
    home: 'main/shell/window.ts',
    rule: 'notices go out through main/shell/window.ts alone',
  },
  {
    pattern: /\bwindow\.integrator\b/g,
    home: 'renderer/window-link.ts',
    rule: 'the page asks through renderer/window-link.ts alone',
  },
];

const bannedInTests: readonly Ban[] = [
  {
    pattern:
      /\b(?:it|test|describe|suite|t|context)\.(?:skip|only|todo)\b|\b(?:skip|only|todo):\s*(?:true|['"])/g,
    rule: 'no skipped, lone or unwritten tests',
  },
  { pattern: /\bmock\.(?:module|method|timers)\b/g, rule: 'no mocks of modules, methods or timers' },
];

// Put together from halves, so that this file does not name what it forbids.
const unfinished = ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK', 'XX' + 'X'].join('|');
/** Searched in the whole text, comments and strings too, of code and of project texts. */
const bannedInText: readonly Ban[] = [
  { pattern: new RegExp(`\\b(?:${unfinished})\\b`, 'g'), rule: 'nothing is left for later in a comment' },
  {
    pattern: new RegExp(
      `(?<![\\w.*-])/(?:work|tmp/team)\\b|(?<!\\w)\\.\\./shar${'ed'}\\b|\\b(?:design|product)${'\\.md'}\\b`,
      'g',
    ),
    rule: 'the project names only what is in it',
  },
  { pattern: /@ts-(?:ignore|nocheck|expect-error)\b/g, rule: 'the compiler is not silenced' },
];

function find(file: string, text: string, bans: readonly Ban[]): Violation[] {
  return bans.flatMap(ban =>
    [...text.matchAll(ban.pattern)].map(match => ({ file, line: lineOf(text, match.index), rule: ban.rule })),
  );
}

const within = (path: string, places: readonly string[]) => places.some(place => path.startsWith(place));

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** What is wrong with one import, or null. */
function judgeImport(file: string, found: Import): string | null {
  const rule = folderRules.find(row => file.startsWith(row.folder));
  if (rule === undefined) return 'every folder has a row in tests/architecture/folders.ts';
  const { specifier } = found;
  if (specifier === null) return 'imports are written out';
  if (found.reExport) return 'no barrels: a file exports what it defines';
  if (specifier.startsWith('.')) {
    if (!/\.tsx?$|\.json$|\.css$/.test(specifier)) return 'our imports end in .ts';
    const target = posix.join(posix.dirname(file), specifier);
    if (within(target, rule.ours)) return null;
    if (!within(target, rule.types ?? [])) return `${rule.folder} must not import ${target}`;
    return found.typeOnly ? null : `${rule.folder} may import only types of ${target}`;
  }
  if (specifier.startsWith('node:')) {
    return rule.node === 'all' || rule.node.includes(specifier)
      ? null
      : `${rule.folder} must not import ${specifier}`;
  }
  return rule.packages.includes(packageName(specifier))
    ? null
    : `${rule.folder} must not import package ${packageName(specifier)}`;
}

/** Everything that is wrong with a TypeScript file at this path. */
export function judge(file: string, text: string): readonly Violation[] {
  const { code, imports } = readSource(text);
  const found: Violation[] = imports.flatMap(one => {
    const rule = judgeImport(file, one);
    return rule === null ? [] : [{ file, line: one.line, rule }];
  });
  found.push(...judgeText(file, text), ...find(file, code, bannedInCode));
  if (within(file, pureFolders)) found.push(...find(file, code, bannedInPureCode));
  if (file.startsWith('tests/')) found.push(...find(file, code, bannedInTests));
  else {
    const others = bannedElsewhere.filter(ban => !file.startsWith(ban.home));
    found.push(...find(file, code, others));
  }
  if (file.split('/').some(part => vagueName.test(part))) {
    found.push({ file, line: 1, rule: 'folders and files are named by the thing inside' });
  }
  const lines = text.trimEnd().split('\n').length;
  if (lines > lineLimit && !longTables.includes(file)) {
    found.push({ file, line: lines, rule: `no file is longer than ${lineLimit} lines` });
  }
  return found;
}

/** The rules that hold for any text of the project, code or not. */
export function judgeText(file: string, text: string): readonly Violation[] {
  return find(file, text, bannedInText);
}
