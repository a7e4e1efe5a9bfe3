/** The characters of documents in plain form: where a text and a name end, what a reference means. -1 and null: not plain. */
import { isLegalCharacter } from '../xml-text.ts';

export const lessThan = 0x3c;
export const greaterThan = 0x3e;
export const ampersand = 0x26;
export const slash = 0x2f;
export const space = 0x20;
const colon = 0x3a;
const bracket = 0x5d;

const nameStart = 1;
const nameInner = 2;
/** What an ASCII character may be in a name; nothing for those that no plain text may hold as they are. */
const kinds = new Uint8Array(128);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_')
  kinds[letter.charCodeAt(0)] = nameStart | nameInner;
for (const letter of '0123456789.-') kinds[letter.charCodeAt(0)] = nameInner;

const declaration =
  /<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][\w.-]*\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/y;
const reference = /&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));/y;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Where the XML declaration ends; 0: there is none that is plain. */
export function endOfDeclaration(document: string): number {
  declaration.lastIndex = 0;
  return declaration.test(document) ? declaration.lastIndex : 0;
}

/** Where spaces and line feeds end. */
export function endOfBlanks(document: string, from: number): number {
  let at = from;
  while (at < document.length && (document.charCodeAt(at) === space || document.charCodeAt(at) === 0xa))
    at += 1;
  return at;
}

/** The character that is meant by the reference that begins at `at`; null: not plain. */
export function characterMeant(document: string, at: number): string | null {
  // Nearly all are one of these two.
  if (standsAt(document, '&#xD;', at)) return '\r';
  if (standsAt(document, '&amp;', at)) return '&';
  reference.lastIndex = at;
  const parts = reference.exec(document);
  if (parts === null) return null;
  const [, name, decimal, hex] = parts;
  if (name !== undefined) return named[name] ?? null;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return isLegalCharacter(code) ? String.fromCodePoint(code) : null;
}

/** Where the text that begins at `at` ends: at a `<` or `&`; -1: not plain. */
export function endOfText(document: string, from: number): number {
  for (let at = from; at < document.length; at += 1) {
    const code = document.charCodeAt(at);
    if (code > bracket) {
      if (code < 0xd800) continue;
      if (!isPlainBeyond(document, at)) return -1;
    } else if (code === lessThan || code === ampersand) return at;
    else if (code < space && code !== 0xa && code !== 0x9) return -1;
    else if (code === bracket && document.startsWith(']]>', at)) return -1;
  }
  return -1;
}

/** A half of a surrogate pair beside its other half, or a character of the last block that may stand in a document. */
function isPlainBeyond(document: string, at: number): boolean {
  const code = document.charCodeAt(at);
  if (code >= 0xe000) return code < 0xfffe;
  const other = document.charCodeAt(code < 0xdc00 ? at + 1 : at - 1);
  return code < 0xdc00 ? other >= 0xdc00 && other < 0xe000 : other >= 0xd800 && other < 0xdc00;
}

/** The end of the ASCII name that begins at `from`, with one prefix or none; -1: not plain. */
export function endOfName(document: string, from: number): number {
  if (((kinds[document.charCodeAt(from)] ?? 0) & nameStart) === 0) return -1;
  let hasPrefix = false;
  for (let at = from + 1; at < document.length; at += 1) {
    const code = document.charCodeAt(at);
    if (code === colon) {
      if (hasPrefix || ((kinds[document.charCodeAt(at + 1)] ?? 0) & nameStart) === 0) return -1;
      hasPrefix = true;
    } else if (((kinds[code] ?? 0) & nameInner) === 0) return at;
  }
  return -1;
}

/** Whether a text stands at a place. `startsWith` compares character by character; this compares memory. */
export function standsAt(document: string, text: string, at: number): boolean {
  return document.slice(at, at + text.length) === text;
}
