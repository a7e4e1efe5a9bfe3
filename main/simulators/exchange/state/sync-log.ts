/**
 * What SyncFolderItems tells: the net changes of a calendar since a sync state, page by page, resumable from every page.
 * A state that ended a pass needs no memory; within a pass the server keeps the queue, so that items changed while a
 * client pages are told once and as what they are to that client.
 */
import type { Calendar } from './calendar.ts';
import type { StoredItem } from './item.ts';

export type Change =
  | { readonly kind: 'Create' | 'Update'; readonly item: StoredItem }
  | { readonly kind: 'Delete'; readonly id: string; readonly changeKey: string };

export interface SyncPage {
  readonly changes: readonly Change[];
  readonly state: string;
  readonly last: boolean;
}

interface Queued {
  readonly item: StoredItem | undefined;
  readonly id: string;
  readonly changeKey: string;
  readonly version: number;
  readonly kind: Change['kind'];
}

interface Pass {
  /** The version that the client had when the pass began. */
  readonly base: number;
  target: number;
  readonly queue: Queued[];
  /** What was told in this pass: id -> sync version. */
  readonly told: Map<string, number>;
}

const keptPasses = 64;
const mark = 'H4sIAAA';

export class SyncLog {
  readonly #calendar: Calendar;
  readonly #passes = new Map<number, Pass>();
  #passCount = 0;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** One page; undefined = nobody here wrote that state. */
  page(
    state: string | undefined,
    size: number,
    order: 'newest' | 'oldest',
    ignore: ReadonlySet<string>,
  ): SyncPage | undefined {
    const read = state === undefined || state === '' ? { base: 0, pass: 0, position: 0 } : this.#read(state);
    if (read === undefined) return undefined;
    if (read.pass === 0 && read.base === this.#calendar.version)
      return { changes: [], state: this.#write(read.base, 0, 0), last: true };
    const known = this.#passes.get(read.pass);
    const pass = known ?? this.#begin(read.base, order);
    const number = known === undefined ? this.#passCount : read.pass;
    let position = known === undefined ? 0 : read.position;
    const changes: Change[] = [];
    while (changes.length < size) {
      if (position === pass.queue.length && !this.#continue(pass, order)) break;
      const next = pass.queue[position++];
      const change = next === undefined ? undefined : this.#tell(pass, next);
      if (change === undefined) continue;
      const id = change.kind === 'Delete' ? change.id : change.item.id;
      if (!ignore.has(id)) changes.push(change);
    }
    const last = position === pass.queue.length && pass.target === this.#calendar.version;
    if (!last) return { changes, state: this.#write(pass.base, number, position), last };
    return { changes, state: this.#write(pass.target, 0, 0), last };
  }

  #begin(base: number, order: 'newest' | 'oldest'): Pass {
    const pass: Pass = { base, target: base, queue: [], told: new Map() };
    this.#continue(pass, order);
    this.#passes.set(++this.#passCount, pass);
    this.#passes.delete(this.#passCount - keptPasses);
    return pass;
  }

  /** Queues what changed since the pass last looked; false = nothing. */
  #continue(pass: Pass, order: 'newest' | 'oldest'): boolean {
    const since = pass.target;
    if (this.#calendar.version === since) return false;
    pass.target = this.#calendar.version;
    const found: Queued[] = [];
    for (const item of this.#calendar.items.values()) {
      if (item.syncVersion <= since || pass.told.get(item.id) === item.syncVersion) continue;
      const kind = item.createdVersion > pass.base && !pass.told.has(item.id) ? 'Create' : 'Update';
      found.push({ item, id: item.id, changeKey: item.changeKey, version: item.syncVersion, kind });
    }
    for (let index = this.#calendar.removals.length - 1; index >= 0; index--) {
      const removal = this.#calendar.removals[index];
      if (removal === undefined || removal.version <= since) break;
      if (removal.createdVersion > pass.base && !pass.told.has(removal.id)) continue;
      found.push({ ...removal, item: undefined, kind: 'Delete' });
    }
    found.sort((one, other) => one.version - other.version);
    if (order === 'newest') found.reverse();
    pass.queue.push(...found);
    return found.length > 0;
  }

  #tell(pass: Pass, queued: Queued): Change | undefined {
    const { item, kind } = queued;
    if (kind === 'Delete' || item === undefined)
      return { kind: 'Delete', id: queued.id, changeKey: queued.changeKey };
    if (!this.#calendar.items.has(item.id)) return undefined;
    pass.told.set(item.id, item.syncVersion);
    return { kind, item };
  }

  #write(base: number, pass: number, position: number): string {
    const text = `${this.#calendar.ids.guid}|${base}|${pass}|${position}`;
    return mark + Buffer.from(text).toString('base64');
  }

  #read(state: string): { base: number; pass: number; position: number } | undefined {
    if (!state.startsWith(mark)) return undefined;
    const [guid, ...numbers] = Buffer.from(state.slice(mark.length), 'base64').toString().split('|');
    const [base, pass, position] = numbers.map(Number);
    if (guid !== this.#calendar.ids.guid || numbers.length !== 3) return undefined;
    if (base === undefined || pass === undefined || position === undefined) return undefined;
    if (!(base >= 0 && base <= this.#calendar.version && pass >= 0 && position >= 0)) return undefined;
    return { base, pass, position };
  }
}
