/** GetFolder: one response message per folder id, in order. */
import { type Answer, type Call, folderOf } from '../call.ts';
import { child, children } from '../read-soap.ts';
import { readFolderShape, writeFolder } from '../write-folder.ts';
import { failed, response, success } from '../write-soap.ts';

export function getFolder(call: Call): Answer {
  const shape = readFolderShape(child(call.node, 'FolderShape'), call.version);
  const messages = children(child(call.node, 'FolderIds')).map(node => {
    const reached = folderOf(call, node);
    if ('code' in reached) return failed('GetFolder', reached, '<m:Folders/>');
    return success('GetFolder', `<m:Folders>${writeFolder(reached, shape)}</m:Folders>`);
  });
  return response('GetFolder', messages);
}
