/**
 * The note in Halo's two fields. We write both, `note` as plain text and `note_html` as the same text escaped: with `note` alone an
 * update would leave older HTML standing, which is what Halo's screens show; with `note_html` alone Halo would make the plain text
 * itself, in its own way. What is read back is the text that was written, also where Halo turns `note` into HTML.
 */

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

export function noteHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : '';
}

/** What stands in markup and is never shown: how it begins and ends. */
const hidden = [
  [/<!--/g, /-->/g],
  [/<script(?=[\s/>])/gi, /<\/script[^<>]*>/gi],
  [/<style(?=[\s/>])/gi, /<\/style[^<>]*>/gi],
] as const;

/** Where the first of them begins and ends, not before `from`. */
function find(pattern: RegExp, html: string, from: number): { begin: number; end: number } | null {
  pattern.lastIndex = from;
  const found = pattern.exec(html);
  return found === null ? null : { begin: found.index, end: pattern.lastIndex };
}

/** Without what a browser shows nobody; what never ends is hidden to the end. Every character is looked at a few times at most. */
function shown(html: string): string {
  let left = html;
  for (const [begins, ends] of hidden) {
    const parts: string[] = [];
    let from = 0;
    for (let next = find(begins, left, 0); next !== null; next = find(begins, left, from)) {
      parts.push(left.slice(from, next.begin));
      from = find(ends, left, next.end)?.end ?? left.length;
    }
    left = parts.join('') + left.slice(from);
  }
  return left;
}

function plainText(html: string): string {
  const lines = shown(html)
    .replaceAll(/\r\n?|\n/g, ' ')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/(?:p|div|li|tr|h[1-6])\s*>/gi, '\n')
    .replaceAll(/<[a-z!/][^<>]*>/gi, '');
  const text = lines.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (all, dec, hex, name) => {
    if (typeof dec === 'string') return characterOf(Number(dec));
    if (typeof hex === 'string') return characterOf(Number.parseInt(hex, 16));
    return entities[String(name).toLowerCase()] ?? String(all);
  });
  return text.trim();
}

/** The plain note of a row. `html` is preferred only when `note` is markup itself, or when there is nothing else. */
export function noteText(note: string, html: string): string {
  if (note === '') return plainText(html);
  if (!/^\s*<[a-z!]/i.test(note)) return note;
  return plainText(html === '' ? note : html);
}
