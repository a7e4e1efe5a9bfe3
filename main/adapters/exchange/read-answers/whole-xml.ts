/**
 * Reads any document there is, with a parser that knows all of XML but DOCTYPEs, which nobody needs here: the judge of what is
 * well-formed. `plain-xml.ts` reads most documents, several times as quickly.
 */
import { SaxesParser } from 'saxes';
import { deepest, type XmlNode, type XmlShape } from './xml-tree.ts';

class Unreadable extends Error {}

/** While it is being made. */
interface Growing extends XmlNode {
  text: string;
  readonly children: XmlNode[];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Null when the document is cut or not well-formed, or too deep. */
export function readWholeXml(document: string, shape: XmlShape): XmlNode | null {
  const top: Growing = { name: '', attributes: {}, text: '', children: [] };
  const nodes: Growing[] = [top];
  const shapes: XmlShape[] = [shape];
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
    const child: Growing = { name, attributes: tag.attributes, text: '', children: [] };
    node.children.push(child);
    nodes.push(child);
    shapes.push(inner);
    node = child;
    wanted = inner;
  });
  const addText = (text: string) => {
    if (skipping === 0 && node !== top) node.text += text;
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
  return top;
}
