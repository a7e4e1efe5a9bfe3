/** What Exchange answers to a write, and to the search for a mark. */
import type { ItemRef } from '../../../outbound-ports.ts';
import { answerShape } from '../read-answers/envelope.ts';
import { childOf, type XmlNode, type XmlShape } from '../read-answers/xml-tree.ts';

const items: XmlShape = { Items: { '*': { ItemId: {} } } };

export const writtenShape = answerShape(items);
export const markedShape = answerShape({ RootFolder: items });
export const removedShape = answerShape({});

function refOf(item: XmlNode | undefined): ItemRef | null {
  const { Id: itemId = '', ChangeKey: changeKey = '' } = childOf(item, 'ItemId')?.attributes ?? {};
  return itemId === '' ? null : { itemId, changeKey };
}

/** Null: the message does not say what was written. */
export function readWritten(message: XmlNode): ItemRef | null {
  return refOf(childOf(message, 'Items')?.children[0]);
}

/** Null: there is no folder in it, or an item without an id. */
export function readMarked(message: XmlNode): readonly ItemRef[] | null {
  const root = childOf(message, 'RootFolder');
  if (root === undefined) return null;
  const refs = childOf(root, 'Items')?.children.map(refOf) ?? [];
  const known = refs.filter(ref => ref !== null);
  return known.length === refs.length ? known : null;
}
