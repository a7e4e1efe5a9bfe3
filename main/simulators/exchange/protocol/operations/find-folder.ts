/** FindFolder: the folders below a folder, as pages, with a restriction where there is one. RootFolder is there also when nothing is found. */
import { type Answer, type Call, folderOf } from '../call.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { readRestriction } from '../restriction.ts';
import { type FolderShape, readFolderShape, searchableFolders, writeFolder } from '../write-folder.ts';
import { failed, response, success } from '../write-soap.ts';

function oneParent(call: Call, node: XmlNode, shape: FolderShape): string {
  const parent = folderOf(call, node);
  if ('code' in parent) return failed('FindFolder', parent);
  const [expression] = children(child(call.node, 'Restriction'));
  const test = expression === undefined ? () => true : readRestriction(expression, searchableFolders);
  if (typeof test !== 'function') return failed('FindFolder', test);
  const deep = attribute(call.node, 'Traversal') === 'Deep';
  const all = parent.mailbox.calendar.folders
    .childrenOf(parent.folder, deep)
    .map(folder => ({ ...parent, folder }));
  const found = all.filter(test);
  const view = child(call.node, 'IndexedPageFolderView') ?? child(call.node, 'FractionalPageFolderView');
  const offset = Math.max(0, Number(attribute(view, 'Offset') ?? 0));
  const rows = found.slice(offset, offset + Number(attribute(view, 'MaxEntriesReturned') ?? 1000));
  const next = offset + rows.length;
  return success(
    'FindFolder',
    `<m:RootFolder IndexedPagingOffset="${next}" TotalItemsInView="${found.length}" IncludesLastItemInRange="${next >= found.length}"><t:Folders>${rows.map(one => writeFolder(one, shape)).join('')}</t:Folders></m:RootFolder>`,
  );
}

export function findFolder(call: Call): Answer {
  const shape = readFolderShape(child(call.node, 'FolderShape'), call.version);
  const parents = children(child(call.node, 'ParentFolderIds'));
  return response(
    'FindFolder',
    parents.map(node => oneParent(call, node, shape)),
  );
}
