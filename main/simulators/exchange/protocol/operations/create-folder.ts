/** CreateFolder and DeleteFolder: some clients keep a folder of their own beside the calendar. */
import { folderId } from '../../state/ids.ts';
import { type Answer, type Call, folderOf, type ReachedFolder } from '../call.ts';
import { attribute, child, children, childText, type XmlNode } from '../read-soap.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';
import { mayWrite } from './create-item.ts';

function make(parent: ReachedFolder, node: XmlNode): string | Failure {
  if (!mayWrite(parent)) return { code: 'ErrorAccessDenied' };
  const name = childText(node, 'DisplayName') ?? '';
  if (name === '') return { code: 'ErrorFolderSavePropertyError' };
  const usual = node.name === 'CalendarFolder' ? 'IPF.Appointment' : 'IPF.Note';
  const { ids, folders } = parent.mailbox.calendar;
  const made = folders.make(parent.folder, name, childText(node, 'FolderClass') ?? usual);
  if (made === undefined)
    return { code: 'ErrorFolderExists', text: 'A folder with the specified name already exists.' };
  return `<m:Folders><t:${made.element}><t:FolderId Id="${folderId(ids, made.number)}" ChangeKey="AQAAAA=="/></t:${made.element}></m:Folders>`;
}

export function createFolder(call: Call): Answer {
  const parent = folderOf(call, children(child(call.node, 'ParentFolderId'))[0]);
  const messages = children(child(call.node, 'Folders')).map(node => {
    const made = 'code' in parent ? parent : make(parent, node);
    if (typeof made === 'string') return success('CreateFolder', made);
    return failed('CreateFolder', made, '<m:Folders/>');
  });
  return response('CreateFolder', messages);
}

function remove(call: Call, node: XmlNode): Failure | undefined {
  const reached = folderOf(call, node);
  if ('code' in reached) return reached;
  if (!mayWrite(reached)) return { code: 'ErrorAccessDenied' };
  const { folders, elsewhere } = reached.mailbox.calendar;
  if (!folders.remove(reached.folder)) return { code: 'ErrorDeleteDistinguishedFolder' };
  for (const [id, { folder }] of elsewhere) if (folder === reached.folder.name) elsewhere.delete(id);
  return undefined;
}

export function deleteFolder(call: Call): Answer {
  if (attribute(call.node, 'DeleteType') === undefined)
    return { code: 'ErrorSchemaValidation', text: 'The request failed schema validation: DeleteType.' };
  const messages = children(child(call.node, 'FolderIds')).map(node => {
    const wrong = remove(call, node);
    return wrong === undefined ? success('DeleteFolder', '') : failed('DeleteFolder', wrong);
  });
  return response('DeleteFolder', messages);
}
