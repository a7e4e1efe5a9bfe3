/**
 * A shape, made ready for the quick reader: which element comes next is guessed from what came next the last time, in the spelling that
 * it had the last time, and verified. What is learned here changes how quickly a document is read, never what is read.
 */
import { greaterThan, slash, space, standsAt } from './plain-text.ts';
import { repeats, type XmlNode, type XmlShape } from './xml-tree.ts';

/** An element that is kept. */
export interface Entry {
  /** Local name. */
  readonly name: string;
  readonly plan: Plan;
  /** Place in the plan, from 1; 0 for a name that is not learned. */
  readonly number: number;
  /** `<p:Name` and `</p:Name>` with the prefix that it was met with last; '' before. */
  open: string;
  close: string;
  /** Its attributes in the order in which they came last. */
  readonly attributes: Attribute[];
  /** Where elements of this kind repeat: those that were met. */
  readonly known: Known[];
  /** How many were remembered so far. */
  remembered: number;
}

/** An element with the text that it was read from. */
export interface Known {
  readonly text: string;
  readonly node: XmlNode;
}

export interface Attribute {
  readonly name: string;
  /** `Name=` */
  readonly spelled: string;
}

export interface Plan {
  /** No children are wanted. */
  readonly isLeaf: boolean;
  /** The same text again is the same node again. */
  readonly repeats: boolean;
  /** The named ones, and those that were met where any name will do. */
  readonly entries: Entry[];
  /** For elements of any other name. */
  any: Plan | null;
  /** By the number of an entry (0: none yet): the entry that followed it the last time. */
  readonly followers: (Entry | null)[];
}

export const noAttributes: XmlNode['attributes'] = Object.freeze({});
export const noNodes: readonly XmlNode[] = Object.freeze([]);

/** What others may teach us has a bound. */
const mostEntries = 48;
const mostAttributes = 16;
const mostKnown = 24;
/** Characters; what is longer is read each time. */
export const longestKnown = 20_000;

const plans = new WeakMap<XmlShape, Plan>();

export function planOf(shape: XmlShape): Plan {
  const known = plans.get(shape);
  if (known !== undefined) return known;
  const plan: Plan = {
    isLeaf: Object.keys(shape).length === 0,
    repeats: shape[repeats] === true,
    entries: [],
    any: null,
    followers: [null],
  };
  // Before the inner ones: a shape may hold itself.
  plans.set(shape, plan);
  for (const [name, inner] of Object.entries(shape)) {
    if (name === '*') plan.any = planOf(inner);
    else addEntry(plan, name, planOf(inner));
  }
  return plan;
}

function newEntry(name: string, plan: Plan, number: number): Entry {
  return { name, plan, number, open: '', close: '', attributes: [], known: [], remembered: 0 };
}

function addEntry(plan: Plan, name: string, inner: Plan): Entry {
  const entry = newEntry(name, inner, plan.entries.length + 1);
  plan.entries.push(entry);
  plan.followers.push(null);
  return entry;
}

/** A text of its own, in one piece: a part of a document keeps the whole of it in memory, and one of pieces is slow to compare. */
function detached(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** For a text that is one element of this kind and nothing else. */
export function planAround(entry: Entry): Plan {
  return { isLeaf: false, repeats: false, entries: [entry], any: null, followers: [entry] };
}

/** The element that was read from the very text that stands at a place; null: none. */
export function knownAt(entry: Entry, document: string, at: number): Known | null {
  for (const one of entry.known) if (standsAt(document, one.text, at)) return one;
  return null;
}

/** From now on; the oldest one is forgotten. */
export function remember(entry: Entry, known: Known): void {
  entry.known[entry.remembered % mostKnown] = known;
  entry.remembered += 1;
}

/** The attribute with that number of an element; it is the likely one from now on. */
export function attributeOf(entry: Entry | null, number: number, name: string): Attribute {
  const attribute = { name: detached(name), spelled: detached(`${name}=`) };
  if (entry !== null && number < mostAttributes) entry.attributes[number] = attribute;
  return attribute;
}

/** What follows a whole name in an opening tag. */
function endsName(code: number): boolean {
  return code === greaterThan || code === space || code === slash;
}

/** The likely entry of the element whose tag opens at `at`, after the entry with the number `last`; null: it is another one. */
export function likelyEntry(plan: Plan, document: string, at: number, last: number): Entry | null {
  const entry = plan.followers[last] ?? null;
  if (entry === null || !standsAt(document, entry.open, at)) return null;
  return endsName(document.charCodeAt(at + entry.open.length)) ? entry : null;
}

/**
 * The entry of the element whose name (of ASCII, with one prefix or none) stands from `at + 1` to `end`; null: nothing of it is wanted.
 * It is the likely one from now on.
 */
export function entryOf(plan: Plan, document: string, at: number, end: number, last: number): Entry | null {
  for (const entry of plan.entries) {
    if (entry.open.length !== end - at || !standsAt(document, entry.open, at)) continue;
    plan.followers[last] = entry;
    return entry;
  }
  const qualified = document.slice(at + 1, end);
  const name = qualified.slice(qualified.indexOf(':') + 1);
  let entry = plan.entries.find(one => one.name === name);
  if (entry === undefined) {
    if (plan.any === null) return null;
    const isFull = plan.entries.length >= mostEntries;
    entry = isFull ? newEntry(name, plan.any, 0) : addEntry(plan, detached(name), plan.any);
  }
  entry.open = detached(`<${qualified}`);
  entry.close = detached(`</${qualified}>`);
  if (entry.number > 0) plan.followers[last] = entry;
  return entry;
}
