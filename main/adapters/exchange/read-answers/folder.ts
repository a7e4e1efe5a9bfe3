/** GetFolder: the calendar's id and whether its items may be read. */
import { answerShape } from './envelope.ts';
import { readBoolean } from './values.ts';
import { childOf, wordOf, type XmlNode } from './xml-tree.ts';

const folder = { FolderId: {}, EffectiveRights: { Read: {} } };

export const folderShape = answerShape({ Folders: { '*': folder } });

/** Null: the message has no folder in it. Rights that the server does not state are none. */
export function readFolder(message: XmlNode): { folderId: string; canRead: boolean } | null {
  const found = childOf(message, 'Folders')?.children[0];
  const folderId = childOf(found, 'FolderId')?.attributes['Id'] ?? '';
  if (folderId === '') return null;
  return { folderId, canRead: readBoolean(wordOf(childOf(found, 'EffectiveRights'), 'Read')) };
}
