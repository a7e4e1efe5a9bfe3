/** GetFolder: the calendar's id and what its items may be read with. */
import { answerShape } from './envelope.ts';
import { readBoolean } from './values.ts';
import { childOf, wordOf, type XmlNode } from './xml-tree.ts';

/** The effective rights that decide what a read shows; a delegate without ViewPrivateItems does not see private items at all. */
const readingRights = ['Read', 'ViewPrivateItems'] as const;

const folder = { FolderId: {}, EffectiveRights: { Read: {}, ViewPrivateItems: {} } };

export const folderShape = answerShape({ Folders: { '*': folder } });

/** Null: the message has no folder in it. Rights that the server does not state are none. */
export function readFolder(message: XmlNode): { folderId: string; canRead: boolean; rights: string } | null {
  const found = childOf(message, 'Folders')?.children[0];
  const folderId = childOf(found, 'FolderId')?.attributes['Id'] ?? '';
  if (folderId === '') return null;
  const effective = childOf(found, 'EffectiveRights');
  const rights = readingRights.filter(right => readBoolean(wordOf(effective, right)));
  return { folderId, canRead: rights.includes('Read'), rights: rights.join(' ') };
}
