/**
 * Exchange sends the whole definition of a time zone with every item: half of such an answer is the same text again and again. Here the
 * repetitions become empty elements before the document is parsed, and the parser hands out the first one in their place.
 */

export interface FoldedDocument {
  readonly document: string;
  /** For each element of that name in order: the number of the first with the same text (its own when it is the first). */
  readonly firsts: readonly number[];
}

const prefix = /^(?:[\w.-]+:)?$/;

/**
 * Null: nothing can be folded. Where a `<` may be no markup (CDATA, comments) nothing is folded; whatever else misleads this search
 * leaves a document that is not well-formed, and the caller parses the original.
 */
export function foldRepeats(document: string, name: string): FoldedDocument | null {
  if (document.includes('<!')) return null;
  const parts: string[] = [];
  const firsts: number[] = [];
  const known = new Map<string, number>();
  let copied = 0;
  for (let at = document.indexOf(name); at >= 0; at = document.indexOf(name, at)) {
    const open = document.lastIndexOf('<', at);
    const before = document.slice(open + 1, at);
    const after = at + name.length;
    at = after;
    if (!prefix.test(before) || !/[\s/>]/.test(document.charAt(after))) continue;
    const end = endOf(document, after, `</${before}${name}>`);
    if (end < 0) return null;
    const text = document.slice(open, end);
    const first = known.get(text);
    firsts.push(first ?? firsts.length);
    if (first === undefined) known.set(text, firsts.length - 1);
    else {
      parts.push(document.slice(copied, open), `<${before}${name}/>`);
      copied = end;
    }
    at = end;
  }
  if (parts.length === 0) return null;
  parts.push(document.slice(copied));
  return { document: parts.join(''), firsts };
}

/** The rest of an opening tag; a `>` may stand in the value of an attribute. */
const restOfTag = /(?:[^"'>]|"[^"]*"|'[^']*')*>/y;

function endOf(document: string, from: number, closing: string): number {
  restOfTag.lastIndex = from;
  if (!restOfTag.test(document)) return -1;
  const tagEnd = restOfTag.lastIndex;
  if (document.charAt(tagEnd - 2) === '/') return tagEnd;
  const end = document.indexOf(closing, tagEnd);
  return end < 0 ? -1 : end + closing.length;
}
