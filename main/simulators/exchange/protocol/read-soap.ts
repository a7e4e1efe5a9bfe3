/**
 * From the bytes of a request to a small tree: local names with any prefix, dispatched by namespace. Requests are not
 * validated against a schema (clients in the field send slightly wrong ones), but broken XML is refused.
 */
import { SaxesParser } from 'saxes';

export interface XmlNode {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  text: string;
}

export const namespaces = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  types: 'http://schemas.microsoft.com/exchange/services/2006/types',
  messages: 'http://schemas.microsoft.com/exchange/services/2006/messages',
  errors: 'http://schemas.microsoft.com/exchange/services/2006/errors',
} as const;

export interface SoapRequest {
  readonly header: XmlNode | undefined;
  /** The one element in the body. */
  readonly call: XmlNode;
}

/** Reads an envelope; a text says what is wrong with it. */
export function readSoap(xml: string): SoapRequest | string {
  const stack: XmlNode[] = [];
  let root: XmlNode | undefined;
  let wrong: string | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', error => {
    wrong ??= error.message;
  });
  parser.on('doctype', () => {
    wrong ??= 'For security reasons DTD is prohibited in this XML document.';
  });
  parser.on('opentag', tag => {
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) attributes.set(attribute.local, attribute.value);
    const node: XmlNode = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
    stack.at(-1)?.children.push(node);
    root ??= node;
    stack.push(node);
  });
  parser.on('text', text => {
    const node = stack.at(-1);
    if (node !== undefined) node.text += text;
  });
  parser.on('cdata', text => {
    const node = stack.at(-1);
    if (node !== undefined) node.text += text;
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  try {
    parser.write(xml.replace(/^\uFEFF/, '')).close();
  } catch (error) {
    wrong ??= String(error);
  }
  if (wrong !== undefined) return wrong;
  if (root === undefined || root.name !== 'Envelope' || root.namespace !== namespaces.soap)
    return 'The root element is not a SOAP 1.1 Envelope.';
  const part = (name: string) =>
    root?.children.find(node => node.name === name && node.namespace === namespaces.soap);
  const call = part('Body')?.children[0];
  if (call === undefined) return 'The SOAP Body is empty.';
  return { header: part('Header'), call };
}

function isOurs(node: XmlNode): boolean {
  return node.namespace === namespaces.types || node.namespace === namespaces.messages;
}

export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find(one => one.name === name && isOurs(one));
}

export function children(node: XmlNode | undefined, name?: string): XmlNode[] {
  return (node?.children ?? []).filter(one => isOurs(one) && (name === undefined || one.name === name));
}

export function childText(node: XmlNode | undefined, name: string): string | undefined {
  return child(node, name)?.text.trim();
}

export function attribute(node: XmlNode | undefined, name: string): string | undefined {
  return node?.attributes.get(name);
}

/** Walks down by names. */
export function path(node: XmlNode | undefined, ...names: string[]): XmlNode | undefined {
  let found = node;
  for (const name of names) found = child(found, name);
  return found;
}
