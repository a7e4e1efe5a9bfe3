/**
 * The quick reader of documents in the plain form that servers write them in: elements, attributes in quotes, text, references. It knows
 * no more of XML than that and never says that a document is wrong: whatever it does not know at once (a comment, CDATA, a DOCTYPE,
 * white space where servers write none, anything malformed) makes it say null, and a whole parser decides.
 */
import {
  ampersand,
  characterMeant,
  endOfDeclaration,
  endOfName,
  endOfText,
  greaterThan,
  lessThan,
  slash,
  space,
  standsAt,
} from './plain-text.ts';
import {
  attributeOf,
  type Entry,
  entryOf,
  knownAt,
  likelyEntry,
  longestKnown,
  noAttributes,
  noNodes,
  type Plan,
  planOf,
  remember,
} from './xml-plan.ts';
import { deepest, type XmlNode, type XmlShape } from './xml-tree.ts';

const equals = 0x3d;
const doubleQuote = 0x22;
const quote = 0x27;

/** Where it is found that the document is not plain, all the way up. */
class PlainReader {
  readonly document: string;
  at = 0;

  constructor(document: string) {
    this.document = document;
  }

  /** The whole document. */
  read(plan: Plan): XmlNode | null {
    const { document } = this;
    this.at = endOfDeclaration(document);
    this.blanks();
    if (document.charCodeAt(this.at) !== lessThan) return null;
    const children: XmlNode[] = [];
    if (this.child(plan, children, 0, 1) < 0) return null;
    this.blanks();
    return this.at === document.length ? { name: '', attributes: noAttributes, text: '', children } : null;
  }

  /** Passes spaces and line feeds outside of the root. */
  blanks(): void {
    const { document } = this;
    let at = this.at;
    for (let code = document.charCodeAt(at); code === space || code === 0xa; code = document.charCodeAt(at))
      at += 1;
    this.at = at;
  }

  /** The element at `at`, whose name is that of the entry; null: not plain. */
  element(entry: Entry, depth: number): XmlNode | null {
    if (depth > deepest) return null;
    if (!entry.plan.repeats) return this.body(entry, depth);
    const { document, at: from } = this;
    const known = knownAt(entry, document, from);
    if (known !== null) {
      this.at = from + known.text.length;
      return known.node;
    }
    const node = this.body(entry, depth);
    if (node === null || this.at - from > longestKnown) return node;
    // Read again from a text of its own: parts of this document would keep the whole of it in memory.
    const text = Buffer.from(document.slice(from, this.at), 'utf8').toString('utf8');
    const own = new PlainReader(text).body(entry, depth);
    if (own !== null) remember(entry, { text, node: own });
    return own;
  }

  /** From behind the name to behind the end of the element. */
  body(entry: Entry, depth: number): XmlNode | null {
    const { document } = this;
    const { plan, open, close } = entry;
    let at = this.at + open.length;
    let attributes = noAttributes;
    if (document.charCodeAt(at) === space) {
      this.at = at;
      const found = this.attributes(entry);
      if (found === null) return null;
      attributes = found;
      at = this.at;
    }
    const { name } = entry;
    if (document.charCodeAt(at) === slash) {
      if (document.charCodeAt(at + 1) !== greaterThan) return null;
      this.at = at + 2;
      return { name, attributes, text: '', children: noNodes };
    }
    if (document.charCodeAt(at) !== greaterThan) return null;
    const start = at + 1;
    if (plan.isLeaf) {
      const end = endOfText(document, start);
      if (end >= 0 && standsAt(document, close, end)) {
        this.at = end + close.length;
        return { name, attributes, text: document.slice(start, end), children: noNodes };
      }
    }
    this.at = start;
    return this.content(name, attributes, plan, close, depth);
  }

  /** From behind the opening tag to behind the closing one. */
  content(
    name: string,
    attributes: XmlNode['attributes'],
    plan: Plan,
    close: string,
    depth: number,
  ): XmlNode | null {
    const { document } = this;
    let text = '';
    let children: XmlNode[] | null = null;
    let last = 0;
    for (;;) {
      const from = this.at;
      const at = endOfText(document, from);
      if (at < 0) return null;
      if (at > from) text = text === '' ? document.slice(from, at) : text + document.slice(from, at);
      this.at = at;
      if (document.charCodeAt(at) === ampersand) {
        const character = this.reference();
        if (character === null) return null;
        text += character;
      } else if (document.charCodeAt(at + 1) === slash) {
        if (!standsAt(document, close, at)) return null;
        this.at = at + close.length;
        return { name, attributes, text, children: children ?? noNodes };
      } else {
        children ??= [];
        last = this.child(plan, children, last, depth + 1);
        if (last < 0) return null;
      }
    }
  }

  /**
   * The element whose tag opens at `at` goes to the children, if it is wanted, after the one of the entry with the number `last`. The
   * number of its own entry, or -1: not plain.
   */
  child(plan: Plan, children: XmlNode[], last: number, depth: number): number {
    const { document, at } = this;
    let entry = likelyEntry(plan, document, at, last);
    if (entry === null) {
      const end = endOfName(document, at + 1);
      if (end < 0) return -1;
      entry = entryOf(plan, document, at, end, last);
      if (entry === null) return this.skip(1) ? last : -1;
    }
    const { number } = entry;
    const child = this.element(entry, depth);
    if (child === null) return -1;
    children.push(child);
    return number;
  }

  /** An element of which nothing is wanted; false: not plain. */
  skip(depth: number): boolean {
    const { document } = this;
    const from = this.at + 1;
    const end = endOfName(document, from);
    if (end < 0 || depth > deepest) return false;
    this.at = end;
    if (document.charCodeAt(end) === space && this.attributes(null) === null) return false;
    if (document.charCodeAt(this.at) === slash) {
      this.at += 2;
      return document.charCodeAt(this.at - 1) === greaterThan;
    }
    if (document.charCodeAt(this.at) !== greaterThan) return false;
    this.at += 1;
    for (;;) {
      const at = endOfText(document, this.at);
      if (at < 0) return false;
      this.at = at;
      if (document.charCodeAt(at) === ampersand) {
        if (this.reference() === null) return false;
      } else if (document.charCodeAt(at + 1) === slash) {
        const close = `</${document.slice(from, end)}>`;
        this.at = at + close.length;
        return standsAt(document, close, at);
      } else if (!this.skip(depth + 1)) return false;
    }
  }

  /** From the space behind the name to the end of the tag; null: not plain. `entry`: whose attributes they are, where that is known. */
  attributes(entry: Entry | null): XmlNode['attributes'] | null {
    const { document } = this;
    const attributes: Record<string, string> = {};
    for (let number = 0; document.charCodeAt(this.at) === space; number += 1) {
      const from = this.at + 1;
      let likely = entry?.attributes[number];
      if (likely === undefined || !standsAt(document, likely.spelled, from)) {
        if (document.charCodeAt(from) === slash) {
          this.at = from;
          return attributes;
        }
        const end = endOfName(document, from);
        if (end < 0 || document.charCodeAt(end) !== equals) return null;
        likely = attributeOf(entry, number, document.slice(from, end));
      }
      const { name, spelled } = likely;
      const value = this.value(from + spelled.length);
      // A second one of the same name is an error; what every object has is no name here.
      if (value === null || name in attributes) return null;
      attributes[name] = value;
    }
    return attributes;
  }

  /** The value from its opening quote on; null: not plain. */
  value(start: number): string | null {
    const { document } = this;
    const mark = document.charCodeAt(start);
    if (mark !== doubleQuote && mark !== quote) return null;
    let value = '';
    let from = start + 1;
    for (let at = from; at < document.length; at += 1) {
      const code = document.charCodeAt(at);
      if (code === mark) {
        this.at = at + 1;
        return value === '' ? document.slice(from, at) : value + document.slice(from, at);
      }
      if (code === ampersand) {
        this.at = at;
        const character = this.reference();
        if (character === null) return null;
        value += document.slice(from, at) + character;
        from = this.at;
        at = from - 1;
      } else if (code < space || code === lessThan || code >= 0xd800) return null;
    }
    return null;
  }

  /** The character that is meant by the reference at `at`; null: not plain. */
  reference(): string | null {
    const { document, at } = this;
    this.at = document.indexOf(';', at) + 1;
    return characterMeant(document, at);
  }
}

/** The same tree as a whole parser makes; null: the document is not plain, be it right or wrong. */
export function readPlainXml(document: string, shape: XmlShape): XmlNode | null {
  return new PlainReader(document).read(planOf(shape));
}
