/**
 * Takes of a JSON list of objects the few fields that are asked for and makes nothing of the rest: what answers a write repeats appointments of
 * some 170 fields, of which three are read. It looks at every character and knows the plain form that servers write, without blanks;
 * of everything else, be it JSON or not, it says that it is not plain, and `JSON.parse` has the word.
 */

export type PlainValue = string | number | boolean | null;

/** A field that a row does not have is not there; of one that it has twice the last counts, as with `JSON.parse`. */
export interface PickedRow {
  [name: string]: PlainValue;
}

const quote = 0x22;
const plus = 0x2b;
const comma = 0x2c;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const openSquare = 0x5b;
const backslash = 0x5c;
const closeSquare = 0x5d;
const openCurly = 0x7b;
const closeCurly = 0x7d;
const firstPrintable = 0x20;
/** `e` and `E` differ in this bit. */
const lowerCase = 0x20;
const letterE = 0x65;

/** What lies deeper is left to `JSON.parse`. */
const deepest = 16;

/** Positions before the end of the text are found; this one never is. */
const notPlain = -1;

/** The rows of a list, with the fields of these names whose values are neither lists nor objects; null: not plain. */
export function pickRows(text: string, names: readonly string[]): readonly PickedRow[] | null {
  const rows: PickedRow[] = [];
  if (text.charCodeAt(0) !== openSquare) return null;
  if (text === '[]') return rows;
  let at = 0;
  do {
    const row: PickedRow = {};
    at = objectEnd(text, at + 1, 1, { names, row });
    if (at === notPlain) return null;
    rows.push(row);
  } while (text.charCodeAt(at) === comma);
  return text.charCodeAt(at) === closeSquare && at + 1 === text.length ? rows : null;
}

interface Wanted {
  readonly names: readonly string[];
  readonly row: PickedRow;
}

/** Where an object ends that begins at `at`. */
function objectEnd(text: string, at: number, depth: number, wanted: Wanted | null): number {
  if (text.charCodeAt(at) !== openCurly) return notPlain;
  if (text.charCodeAt(at + 1) === closeCurly) return at + 2;
  let next = at;
  do {
    const key = next + 1;
    const end = plainTextEnd(text, key);
    if (end === notPlain || text.charCodeAt(end) !== colon) return notPlain;
    const name = wanted === null ? null : nameAt(text, key, end, wanted.names);
    next = valueEnd(text, end + 1, depth + 1);
    if (next === notPlain) return notPlain;
    if (name !== null && wanted !== null) {
      const value = plainValue(text, end + 1, next);
      // What is a list or an object here is judged by whoever reads the whole row.
      if (value === undefined) return notPlain;
      wanted.row[name] = value;
    }
  } while (text.charCodeAt(next) === comma);
  return text.charCodeAt(next) === closeCurly ? next + 1 : notPlain;
}

function nameAt(text: string, key: number, end: number, names: readonly string[]): string | null {
  for (const name of names) if (name.length === end - key - 2 && text.startsWith(name, key + 1)) return name;
  return null;
}

function listEnd(text: string, at: number, depth: number): number {
  if (text.charCodeAt(at + 1) === closeSquare) return at + 2;
  let next = at;
  do {
    next = valueEnd(text, next + 1, depth + 1);
    if (next === notPlain) return notPlain;
  } while (text.charCodeAt(next) === comma);
  return text.charCodeAt(next) === closeSquare ? next + 1 : notPlain;
}

function valueEnd(text: string, at: number, depth: number): number {
  if (depth > deepest) return notPlain;
  switch (text.charCodeAt(at)) {
    case quote:
      return textEnd(text, at);
    case 0x6e:
      return text.startsWith('null', at) ? at + 4 : notPlain;
    case 0x74:
      return text.startsWith('true', at) ? at + 4 : notPlain;
    case 0x66:
      return text.startsWith('false', at) ? at + 5 : notPlain;
    case openCurly:
      return objectEnd(text, at, depth, null);
    case openSquare:
      return listEnd(text, at, depth);
    default:
      return numberEnd(text, at);
  }
}

/** Where a text ends that has no escapes. */
function plainTextEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== quote) return notPlain;
  for (let next = at + 1; next < text.length; next += 1) {
    const code = text.charCodeAt(next);
    if (code === quote) return next + 1;
    if (code === backslash || code < firstPrintable) return notPlain;
  }
  return notPlain;
}

const escapes = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function textEnd(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next += 1) {
    const code = text.charCodeAt(next);
    if (code === quote) return next + 1;
    if (code < firstPrintable) return notPlain;
    if (code !== backslash) continue;
    escapes.lastIndex = next;
    if (!escapes.test(text)) return notPlain;
    next = escapes.lastIndex - 1;
  }
  return notPlain;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

/** Past at least one digit. */
function digitsEnd(text: string, at: number): number {
  let next = at;
  while (isDigit(text.charCodeAt(next))) next += 1;
  return next === at ? notPlain : next;
}

function numberEnd(text: string, at: number): number {
  const first = text.charCodeAt(at) === minus ? at + 1 : at;
  let next = text.charCodeAt(first) === zero ? first + 1 : digitsEnd(text, first);
  if (next !== notPlain && text.charCodeAt(next) === point) next = digitsEnd(text, next + 1);
  if (next === notPlain || (text.charCodeAt(next) | lowerCase) !== letterE) return next;
  const sign = text.charCodeAt(next + 1);
  return digitsEnd(text, sign === plus || sign === minus ? next + 2 : next + 1);
}

/** A value of its own: a piece of the text would keep all of it in memory. Undefined: a list or an object. */
function plainValue(text: string, at: number, end: number): PlainValue | undefined {
  const code = text.charCodeAt(at);
  if (code === openCurly || code === openSquare) return undefined;
  return JSON.parse(text.slice(at, end));
}
