/**
 * The calendar folder of one mailbox and what was moved out of it: stored items, the version that grows with every change, and what was removed.
 * The verbs are in ../mailbox.ts; what changed since a sync state is answered by sync-log.ts.
 */
import { FolderTree } from './folders.ts';
import { changeKey, folderId, type IdSpace, itemId, newUid, readId } from './ids.ts';
import { expandItem, type Instance, type OccurrenceAnswer, occurrenceOn, selfInstance } from './instances.ts';
import type { StoredItem } from './item.ts';

export type NewItem = Omit<
  StoredItem,
  'id' | 'counter' | 'uid' | 'createdVersion' | 'syncVersion' | 'changeKey' | 'shown'
> & { readonly uid: string | undefined };

export interface Removal {
  readonly id: string;
  readonly changeKey: string;
  readonly createdVersion: number;
  readonly version: number;
}

export type Found =
  | { readonly kind: 'found'; readonly instance: Instance }
  | { readonly kind: 'malformed' | 'foreign' | 'missing' | 'removed' | 'never' };

export class Calendar {
  readonly ids: IdSpace;
  readonly folderId: string;
  readonly items = new Map<string, StoredItem>();
  /** What was moved to other folders of the mailbox, by id. */
  readonly elsewhere = new Map<string, { readonly item: StoredItem; readonly folder: string }>();
  readonly folders = new FolderTree();
  readonly removals: Removal[] = [];
  version = 1;
  #counter = 0x8a0e00;

  constructor(ids: IdSpace) {
    this.ids = ids;
    this.folderId = folderId(ids);
  }

  get changeKey(): string {
    return changeKey(this.ids, this.version);
  }

  add(item: NewItem): StoredItem {
    const stored = this.#made(item);
    this.items.set(stored.id, stored);
    return stored;
  }

  /** To another folder, or from there to a further one or back into the calendar: always under a new id. */
  move(item: StoredItem, folder: string): StoredItem {
    this.remove(item);
    if (folder === 'calendar') return this.add(item);
    const moved = this.#made(item);
    this.elsewhere.set(moved.id, { item: moved, folder });
    return moved;
  }

  folderOf(item: StoredItem): string {
    return this.elsewhere.get(item.id)?.folder ?? 'calendar';
  }

  #made(item: NewItem): StoredItem {
    const counter = ++this.#counter;
    const version = ++this.version;
    return {
      ...item,
      uid: item.uid ?? newUid(this.ids, counter, item.created),
      id: itemId(this.ids, counter),
      counter,
      createdVersion: version,
      syncVersion: version,
      changeKey: changeKey(this.ids, version),
      shown: new Map(),
    };
  }

  /** After a change of the item: new change key; `tell`: sync tells it. */
  touch(item: StoredItem, now: number, by: string, tell = true): void {
    const version = ++this.version;
    item.changeKey = changeKey(this.ids, version);
    if (tell) item.syncVersion = version;
    item.modified = now;
    item.modifiedBy = by;
    item.shown.clear();
  }

  remove(item: StoredItem): void {
    if (this.elsewhere.delete(item.id)) return;
    const version = ++this.version;
    this.items.delete(item.id);
    this.removals.push({
      id: item.id,
      changeKey: item.changeKey,
      createdVersion: item.createdVersion,
      version,
    });
  }

  /** What an ItemId or occurrence id names here. */
  find(id: string): Found {
    const read = readId(id);
    if (read === undefined || read.kind === 'folder') return { kind: 'malformed' };
    if (read.guid !== this.ids.guid) return { kind: 'foreign' };
    const item = this.items.get(read.itemId) ?? this.elsewhere.get(read.itemId)?.item;
    if (item === undefined) return { kind: 'missing' };
    if (read.kind === 'item') return { kind: 'found', instance: selfInstance(item) };
    return Calendar.found(occurrenceOn(this.ids, item, read.day));
  }

  static found(answer: OccurrenceAnswer): Found {
    if (answer === 'removed') return { kind: 'removed' };
    return answer === 'never' ? { kind: 'missing' } : { kind: 'found', instance: answer };
  }

  /** The expanded view of [from, until), by start. */
  expand(from: number, until: number): Instance[] {
    const found: Instance[] = [];
    for (const item of this.items.values()) expandItem(this.ids, item, from, until, found);
    return found.sort((one, other) => one.start - other.start || (one.id < other.id ? -1 : 1));
  }
}
