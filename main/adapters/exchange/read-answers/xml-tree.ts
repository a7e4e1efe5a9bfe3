/** The small tree that a document is read into, what it is asked for, and how its parts are got at. Nothing here knows EWS. */

/** In a shape: elements of this kind repeat. Those that are the same text are one object. */
export const repeats: unique symbol = Symbol('repeats');

/** Which child elements to keep, by local name; `*` is any other name. A leaf is `{}`. */
export interface XmlShape {
  readonly [localName: string]: XmlShape;
  readonly [repeats]?: true;
}

export interface XmlNode {
  /** Local name. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Own text, untrimmed, without that of children. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/** Deeper than any answer of EWS; hostile nesting ends here. */
export const deepest = 200;

/** The first child of that name: some servers send an element twice. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  if (node === undefined) return undefined;
  const { children } = node;
  for (let at = 0; at < children.length; at += 1) {
    const child = children[at];
    if (child?.name === name) return child;
  }
  return undefined;
}

const none: readonly XmlNode[] = [];

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return childOf(node, name) === undefined
    ? none
    : (node?.children.filter(child => child.name === name) ?? none);
}

/** Text of the first child of that name as it is; '' when there is none. */
export function textOf(node: XmlNode | undefined, name: string): string {
  return childOf(node, name)?.text ?? '';
}

/** The same, trimmed: for values that are no prose. */
export function wordOf(node: XmlNode | undefined, name: string): string {
  return childOf(node, name)?.text.trim() ?? '';
}
