/** GetFolder: the calendar (and a few empty folders) with id, change key, counts and the caller's rights. */
import { folderId } from '../../state/ids.ts';
import { type Answer, type Call, folderOf, otherFolders, type ReachedFolder } from '../call.ts';
import { writeRights } from '../field.ts';
import { child, children } from '../read-soap.ts';
import { element, failed, response, success } from '../write-soap.ts';

function writeFolder(reached: ReachedFolder): string {
  const { mailbox, access, folder } = reached;
  const calendar = mailbox.calendar;
  const root = folderId(calendar.ids, otherFolders['msgfolderroot'] ?? 0);
  const isCalendar = folder === 'calendar';
  const id = isCalendar ? mailbox.folderId : folderId(calendar.ids, otherFolders[folder] ?? 0);
  const body = [
    `<t:FolderId Id="${id}" ChangeKey="${isCalendar ? calendar.changeKey : 'AQAAAA=='}"/>`,
    `<t:ParentFolderId Id="${root}" ChangeKey="AQAAAA=="/>`,
    element('FolderClass', isCalendar ? 'IPF.Appointment' : 'IPF.Note'),
    element('DisplayName', isCalendar ? 'Calendar' : folder),
    element('TotalCount', String(isCalendar ? calendar.items.size : 0)),
    element('ChildFolderCount', '0'),
    writeRights('EffectiveRights', access),
  ].join('');
  return isCalendar
    ? `<t:CalendarFolder>${body}</t:CalendarFolder>`
    : `<t:Folder>${body}<t:UnreadCount>0</t:UnreadCount></t:Folder>`;
}

export function getFolder(call: Call): Answer {
  const messages = children(child(call.node, 'FolderIds')).map(node => {
    const reached = folderOf(call, node);
    if ('code' in reached) return failed('GetFolder', reached, '<m:Folders/>');
    return success('GetFolder', `<m:Folders>${writeFolder(reached)}</m:Folders>`);
  });
  return response('GetFolder', messages);
}
