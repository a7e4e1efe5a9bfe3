/** The folders that every mailbox has. Only the calendar is full of life; the others hold what was moved there. */

export interface FolderKind {
  /** Distinguished id. */
  readonly name: string;
  /** Part of the folder id; the calendar is 0. */
  readonly number: number;
  readonly displayName: string;
  readonly folderClass: string;
  readonly element: 'Folder' | 'CalendarFolder' | 'ContactsFolder' | 'TasksFolder';
  /** Distinguished id of the parent; the root is its own. */
  readonly parent: string;
}

function folder(
  name: string,
  number: number,
  displayName: string,
  folderClass: string,
  more: Partial<FolderKind> = {},
): FolderKind {
  return { name, number, displayName, folderClass, element: 'Folder', parent: 'msgfolderroot', ...more };
}

const calendar = folder('calendar', 0, 'Calendar', 'IPF.Appointment', { element: 'CalendarFolder' });

/** Parents before children. */
export const folders: readonly FolderKind[] = [
  folder('root', 5, 'root', '', { parent: 'root' }),
  folder('msgfolderroot', 4, 'Top of Information Store', 'IPF', { parent: 'root' }),
  calendar,
  folder('contacts', 6, 'Contacts', 'IPF.Contact', { element: 'ContactsFolder' }),
  folder('deleteditems', 3, 'Deleted Items', 'IPF.Note'),
  folder('drafts', 8, 'Drafts', 'IPF.Note'),
  folder('inbox', 2, 'Inbox', 'IPF.Note'),
  folder('journal', 13, 'Journal', 'IPF.Journal'),
  folder('junkemail', 11, 'Junk Email', 'IPF.Note'),
  folder('notes', 12, 'Notes', 'IPF.StickyNote'),
  folder('outbox', 10, 'Outbox', 'IPF.Note'),
  folder('sentitems', 9, 'Sent Items', 'IPF.Note'),
  folder('tasks', 7, 'Tasks', 'IPF.Task', { element: 'TasksFolder' }),
];

export function folderNamed(name: string): FolderKind | undefined {
  return folders.find(one => one.name === name);
}

export const calendarFolder = calendar;

/** Direct children; with `deep` all that lie below. */
export function childrenOf(parent: FolderKind, deep: boolean): FolderKind[] {
  const direct = folders.filter(one => one.parent === parent.name && one !== parent);
  return deep ? direct.flatMap(one => [one, ...childrenOf(one, true)]) : direct;
}
