/** Where the elements of a document are, by position in its text: enough to change one and leave all else as it is. Knows no EWS. */

export interface XmlPart {
  /** Local name. */
  readonly name: string;
  readonly start: number;
  /** Behind the opening tag. */
  readonly inner: number;
  /** Before the closing tag; as `inner` of an empty element. */
  readonly close: number;
  readonly end: number;
  readonly parent: XmlPart | null;
  readonly isLeaf: boolean;
}

interface Open {
  name: string;
  start: number;
  inner: number;
  isLeaf: boolean;
  readonly children: Open[];
  close: number;
  end: number;
}

/** All elements of a well-formed document in which `>` stands in tags alone, in document order. */
export function partsOf(document: string): readonly XmlPart[] {
  const top: Open = { name: '', start: 0, inner: 0, isLeaf: false, children: [], close: 0, end: 0 };
  const stack: Open[] = [top];
  for (const tag of document.matchAll(/<(\/?)(?:[\w.-]+:)?([\w.-]+)([^<>]*)>/g)) {
    const [whole, slash, name = '', rest = ''] = tag;
    const behind = tag.index + whole.length;
    const holder = stack.at(-1) ?? top;
    if (slash === '/') {
      holder.close = tag.index;
      holder.end = behind;
      stack.pop();
      continue;
    }
    holder.isLeaf = false;
    const open: Open = {
      name,
      start: tag.index,
      inner: behind,
      isLeaf: true,
      children: [],
      close: behind,
      end: behind,
    };
    holder.children.push(open);
    if (!rest.endsWith('/')) stack.push(open);
  }
  const parts: XmlPart[] = [];
  const add = ({ children, ...open }: Open, parent: XmlPart | null) => {
    const part: XmlPart = { ...open, parent };
    parts.push(part);
    for (const child of children) add(child, part);
  };
  for (const root of top.children) add(root, null);
  return parts;
}

export function textOfPart(document: string, part: XmlPart): string {
  return document.slice(part.start, part.end);
}

export function spliced(document: string, from: number, to: number, inserted: string): string {
  return document.slice(0, from) + inserted + document.slice(to);
}

/** The two change places; neither lies within the other, `first` comes first. */
export function swapped(document: string, first: XmlPart, second: XmlPart): string {
  return (
    document.slice(0, first.start) +
    textOfPart(document, second) +
    document.slice(first.end, second.start) +
    textOfPart(document, first) +
    document.slice(second.end)
  );
}
