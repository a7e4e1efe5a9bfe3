/** The folders that every mailbox has. Only the calendar is full of life; the others hold what was put there. */

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

const calendarFolder = folder('calendar', 0, 'Calendar', 'IPF.Appointment', { element: 'CalendarFolder' });

/** Parents before children. */
const folders: readonly FolderKind[] = [
  folder('root', 5, 'root', '', { parent: 'root' }),
  folder('msgfolderroot', 4, 'Top of Information Store', 'IPF', { parent: 'root' }),
  calendarFolder,
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

/** Of those that every mailbox has. */
export function folderNamed(name: string): FolderKind | undefined {
  return folders.find(one => one.name === name);
}

const elements: Readonly<Record<string, FolderKind['element']>> = {
  'IPF.Appointment': 'CalendarFolder',
  'IPF.Contact': 'ContactsFolder',
  'IPF.Task': 'TasksFolder',
};

/** The folders of one mailbox: those that all have, and what clients have made beside them. */
export class FolderTree {
  readonly #made: FolderKind[] = [];
  #number = 100;

  get all(): readonly FolderKind[] {
    return [...folders, ...this.#made];
  }

  /** By its name in this program; a made one is named by its number. */
  named(name: string): FolderKind | undefined {
    return this.all.find(one => one.name === name);
  }

  /** undefined = the parent has one of that name already. */
  make(parent: FolderKind, displayName: string, folderClass: string): FolderKind | undefined {
    const siblings = this.childrenOf(parent, false);
    if (siblings.some(one => one.displayName.toLowerCase() === displayName.toLowerCase())) return undefined;
    const number = ++this.#number;
    const element = elements[folderClass] ?? 'Folder';
    const made = folder(`made-${number}`, number, displayName, folderClass, { element, parent: parent.name });
    this.#made.push(made);
    return made;
  }

  /** False = one that every mailbox has stays. */
  remove(kind: FolderKind): boolean {
    const index = this.#made.indexOf(kind);
    if (index >= 0) this.#made.splice(index, 1);
    return index >= 0;
  }

  /** Direct children; with `deep` all that lie below. */
  childrenOf(parent: FolderKind, deep: boolean): FolderKind[] {
    const direct = this.all.filter(one => one.parent === parent.name && one !== parent);
    return deep ? direct.flatMap(one => [one, ...this.childrenOf(one, true)]) : direct;
  }
}
