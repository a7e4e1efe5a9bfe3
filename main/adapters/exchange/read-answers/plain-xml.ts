/**
 * The quick reader of documents in the plain form that servers write them in: elements, attributes in quotes, text, references. It knows
 * no more of XML than that and never says that a document is wrong: whatever it does not know at once (a comment, CDATA, a DOCTYPE,
 * white space where servers write none, anything malformed) makes it say null, and a whole parser decides.
 */
import {
  ampersand,
  characterMeant,
  endOfBlanks,
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
  type Known,
  knownAt,
  likelyEntry,
  longestKnown,
  noAttributes,
  noNodes,
  type Plan,
  planAround,
  planOf,
  remember,
} from './xml-plan.ts';
import { deepest, type XmlNode, type XmlShape } from './xml-tree.ts';

const equals = 0x3d;
const doubleQuote = 0x22;
const quote = 0x27;

/** An element whose end is not reached yet. */
interface Open {
  readonly entry: Entry;
  /** As it is closed: what is learned meanwhile may change the entry's own. */
  readonly close: string;
  readonly attributes: XmlNode['attributes'];
  /** Where it begins. */
  readonly from: number;
  text: string;
  readonly children: XmlNode[];
  /** Number of the entry of the last child. */
  last: number;
}

class PlainReader {
  readonly document: string;
  /** False while an element is read again to be remembered. */
  readonly remembers: boolean;
  at = 0;

  constructor(document: string, remembers: boolean) {
    this.document = document;
    this.remembers = remembers;
  }

  /** The whole document. One loop and no recursion: it is compiled once, and quickly. */
  read(top: Plan): XmlNode | null {
    const { document } = this;
    const outer: Open[] = [];
    const roots: XmlNode[] = [];
    let open: Open | null = null;
    let at = endOfBlanks(document, endOfDeclaration(document));
    if (document.charCodeAt(at) !== lessThan) return null;
    for (;;) {
      // Here an opening tag begins.
      const plan: Plan = open === null ? top : open.entry.plan;
      const last: number = open === null ? 0 : open.last;
      let entry = likelyEntry(plan, document, at, last);
      if (entry === null) {
        const end = endOfName(document, at + 1);
        if (end < 0) return null;
        entry = entryOf(plan, document, at, end, last);
      }
      if (entry === null) {
        this.at = at;
        if (!this.skip(1)) return null;
        at = this.at;
      } else {
        if (outer.length >= deepest - 1) return null;
        if (open !== null) open.last = entry.number;
        const children: XmlNode[] = open === null ? roots : open.children;
        const { name, close } = entry;
        const known: Known | null = entry.plan.repeats ? knownAt(entry, document, at) : null;
        if (known !== null) {
          children.push(known.node);
          at += known.text.length;
        } else {
          const from: number = at;
          let attributes = noAttributes;
          at += entry.open.length;
          if (document.charCodeAt(at) === space) {
            this.at = at;
            const found = this.attributes(entry);
            if (found === null) return null;
            attributes = found;
            at = this.at;
          }
          if (document.charCodeAt(at) === slash) {
            if (document.charCodeAt(at + 1) !== greaterThan) return null;
            at += 2;
            children.push({ name, attributes, text: '', children: noNodes });
          } else {
            if (document.charCodeAt(at) !== greaterThan) return null;
            at += 1;
            const end = entry.plan.isLeaf ? endOfText(document, at) : -1;
            if (end >= 0 && standsAt(document, close, end)) {
              children.push({ name, attributes, text: document.slice(at, end), children: noNodes });
              at = end + close.length;
            } else {
              if (open !== null) outer.push(open);
              open = { entry, close, attributes, from, text: '', children: [], last: 0 };
            }
          }
        }
      }
      // And here text, up to the next opening tag.
      for (;;) {
        if (open === null) {
          const isWhole = endOfBlanks(document, at) === document.length;
          return isWhole ? { name: '', attributes: noAttributes, text: '', children: roots } : null;
        }
        const end = endOfText(document, at);
        if (end < 0) return null;
        if (end > at)
          open.text = open.text === '' ? document.slice(at, end) : open.text + document.slice(at, end);
        at = end;
        if (document.charCodeAt(at) === ampersand) {
          this.at = at;
          const character = this.reference();
          if (character === null) return null;
          open.text += character;
          at = this.at;
        } else if (document.charCodeAt(at + 1) === slash) {
          if (!standsAt(document, open.close, at)) return null;
          at += open.close.length;
          const node = this.closed(open, at);
          open = outer.pop() ?? null;
          (open === null ? roots : open.children).push(node);
        } else break;
      }
    }
  }

  /** The node of an element that has ended before `end`. */
  closed({ entry, attributes, text, children, from }: Open, end: number): XmlNode {
    const node = { name: entry.name, attributes, text, children: children.length === 0 ? noNodes : children };
    if (!entry.plan.repeats || !this.remembers || end - from > longestKnown) return node;
    // Read again from a text of its own: parts of this document would keep the whole of it in memory.
    const own = Buffer.from(this.document.slice(from, end), 'utf8').toString('utf8');
    const [again] = new PlainReader(own, false).read(planAround(entry))?.children ?? [];
    if (again === undefined) return node;
    remember(entry, { text: own, node: again });
    return again;
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
  return new PlainReader(document, true).read(planOf(shape));
}
