/**
 * Reads a document into a small tree that holds only what a shape asks for; all else is passed over without an object being made.
 * Elements are known by their local name: servers choose prefixes as they like. Nothing here knows EWS.
 */
import { withoutIllegalCharacters } from '../xml-text.ts';
import { readPlainXml } from './plain-xml.ts';
import { readWholeXml } from './whole-xml.ts';
import type { XmlNode, XmlShape } from './xml-tree.ts';

/** A node named after nothing whose one child is the root; null when the document is cut or not well-formed. */
export function readXml(document: string, shape: XmlShape): XmlNode | null {
  const text = document.trimStart();
  const tree = readPlainXml(text, shape) ?? readWholeXml(text, shape);
  if (tree !== null) return tree;
  // Illegal characters are rare and looking for them is dear: only what cannot be parsed is cleaned.
  const clean = withoutIllegalCharacters(document);
  return clean === text ? null : (readPlainXml(clean, shape) ?? readWholeXml(clean, shape));
}
