/** SyncFolderItems: one page of ids. Kinds of items do not matter, nor does the order (newest first, or oldest first on old servers). */
import { answerShape } from './envelope.ts';
import { readBoolean } from './values.ts';
import { childOf, wordOf, type XmlNode } from './xml-tree.ts';

const changedItem = { '*': { ItemId: {} } };

export const changesShape = answerShape({
  SyncState: {},
  IncludesLastItemInRange: {},
  Changes: { Create: changedItem, Update: changedItem, Delete: { ItemId: {}, OccurrenceItemId: {} } },
});

export interface ChangesPage {
  readonly state: string;
  readonly isLast: boolean;
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Null: without a state, the word "last", or an id nothing of it can be trusted. Read flags are no change to us. */
export function readChangesPage(message: XmlNode): ChangesPage | null {
  const state = wordOf(message, 'SyncState');
  const last = wordOf(message, 'IncludesLastItemInRange');
  if (state === '' || last === '') return null;
  const changed: string[] = [];
  const removed: string[] = [];
  for (const change of childOf(message, 'Changes')?.children ?? []) {
    const isRemoval = change.name === 'Delete';
    const holder = isRemoval ? change : change.children[0];
    const id = childOf(holder, 'ItemId')?.attributes['Id'] ?? '';
    if (id === '') return null;
    (isRemoval ? removed : changed).push(id);
  }
  return { state, isLast: readBoolean(last), changed, removed };
}
