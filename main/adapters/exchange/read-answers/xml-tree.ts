/**
 * Reads a document into a small tree that holds only what a shape asks for; all else is passed over without an object being made.
 * Elements are known by their local name: servers choose prefixes as they like. Nothing here knows EWS.
 */
import { SaxesParser } from 'saxes';
import { withoutIllegalCharacters } from '../xml-text.ts';
import { foldRepeats } from './repeated-elements.ts';

/** Which child elements to keep, by local name; `*` is any other name. A leaf is `{}`. */
export interface XmlShape {
  readonly [localName: string]: XmlShape;
}

export interface XmlNode {
  /** Local name. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Own text, untrimmed, without that of children. */
  text: string;
  readonly children: XmlNode[];
}

/** Deeper than any answer of EWS; hostile nesting ends here. */
const deepest = 200;

class Unreadable extends Error {}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const noAttributes: Readonly<Record<string, string>> = {};

/**
 * A node named after nothing whose one child is the root; null when the document is cut or not well-formed. Elements named `repeated`
 * that are the same text are one object.
 */
export function readXml(document: string, shape: XmlShape, repeated?: string): XmlNode | null {
  const text = document.trimStart();
  const folded = repeated === undefined ? null : foldRepeats(text, repeated);
  if (folded !== null) {
    const tree = parse(folded.document, shape, { name: repeated ?? '', firsts: folded.firsts });
    if (tree !== null) return tree;
  }
  // Illegal characters are rare and looking for them is dear: only what cannot be parsed is cleaned.
  const tree = parse(text, shape);
  if (tree !== null) return tree;
  const clean = withoutIllegalCharacters(document);
  return clean === text ? null : parse(clean, shape);
}

interface Repeats {
  readonly name: string;
  readonly firsts: readonly number[];
}

function parse(document: string, shape: XmlShape, repeats?: Repeats): XmlNode | null {
  const top: XmlNode = { name: '', attributes: noAttributes, text: '', children: [] };
  const nodes: XmlNode[] = [top];
  const shapes: XmlShape[] = [shape];
  const repeatable = new Map<number, XmlNode>();
  let repeatableSeen = 0;
  let node = top;
  let wanted: XmlShape = shape;
  let skipping = 0;
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  parser.on('error', () => {
    throw new Unreadable();
  });
  parser.on('doctype', () => {
    throw new Unreadable();
  });
  parser.on('opentag', tag => {
    if (skipping > 0) {
      skipping += 1;
      if (skipping > deepest) throw new Unreadable();
      return;
    }
    const name = localName(tag.name);
    const inner = Object.hasOwn(wanted, name) ? wanted[name] : wanted['*'];
    if (inner === undefined) {
      skipping = 1;
      return;
    }
    if (nodes.length > deepest) throw new Unreadable();
    const child: XmlNode = { name, attributes: tag.attributes, text: '', children: [] };
    if (name === repeats?.name) {
      const number = repeatableSeen++;
      const first = repeats.firsts[number];
      const known = first === undefined || first === number ? undefined : repeatable.get(first);
      if (known !== undefined) {
        node.children.push(known);
        skipping = 1;
        return;
      }
      repeatable.set(number, child);
    }
    node.children.push(child);
    nodes.push(child);
    shapes.push(inner);
    node = child;
    wanted = inner;
  });
  const addText = (text: string) => {
    if (skipping === 0) node.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (skipping > 0) {
      skipping -= 1;
      return;
    }
    nodes.pop();
    shapes.pop();
    node = nodes.at(-1) ?? top;
    wanted = shapes.at(-1) ?? shape;
  });
  try {
    parser.write(document).close();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
  // One of them was where nothing is kept: then the numbers are wrong.
  if (repeats !== undefined && repeatableSeen !== repeats.firsts.length) return null;
  return top;
}

/** The first child of that name: some servers send an element twice. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find(child => child.name === name);
}

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter(child => child.name === name) ?? [];
}

/** Text of the first child of that name as it is; '' when there is none. */
export function textOf(node: XmlNode | undefined, name: string): string {
  return childOf(node, name)?.text ?? '';
}

/** The same, trimmed: for values that are no prose. */
export function wordOf(node: XmlNode | undefined, name: string): string {
  return textOf(node, name).trim();
}
