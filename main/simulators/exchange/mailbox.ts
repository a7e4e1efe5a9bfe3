/**
 * One mailbox and its calendar as the demo and the tests handle it: verbs that do what people do in Outlook.
 * Every verb counts as done by somebody else than the client under test. Unknown ids throw: they are a bug of the caller.
 */
import { changedSpan, contentChange } from './state/booking.ts';
import { Calendar, type NewItem } from './state/calendar.ts';
import { changeItem } from './state/change-item.ts';
import type { ExchangeDialect } from './state/dialect.ts';
import { newIdSpace } from './state/ids.ts';
import { type Instance, occurrenceOn } from './state/instances.ts';
import type { Booking, BookingChange, Content, Person, StoredItem } from './state/item.ts';
import { newItem } from './state/new-item.ts';
import { type PlainEvent, type PlainItem, plainEvent, plainItem } from './state/plain.ts';
import { dayNumber, type Recurrence } from './state/recurrence.ts';
import { SyncLog } from './state/sync-log.ts';
import { zoneOf } from './state/windows-zones.ts';
import type { Zone } from './state/zone.ts';

export interface MailboxOptions {
  readonly address: string;
  /** Default: the part of the address before the @. */
  readonly displayName?: string;
  /** Who may sign in to it. Default: the address. */
  readonly user?: string;
  /** Default: `defaultPassword`. */
  readonly password?: string;
  /** Windows id of the zone in which items are booked. Default 'W. Europe Standard Time'. */
  readonly timeZone?: string;
}

const defaultPassword = 'Passw0rd!';

export class Mailbox {
  /** Changed by `state.renameMailbox` alone. */
  address: string;
  readonly displayName: string;
  readonly user: string;
  readonly password: string;
  readonly sid: string;
  readonly zone: Zone;
  readonly calendar: Calendar;
  readonly syncLog: SyncLog;
  /** 'in-progress' = being moved between databases, 'cloud' = no longer on this server. */
  moved: 'in-progress' | 'cloud' | undefined;
  readonly #now: () => number;
  readonly #dialect: ExchangeDialect;

  constructor(options: MailboxOptions, generation: number, now: () => number, dialect: ExchangeDialect) {
    this.address = options.address;
    this.displayName = options.displayName ?? options.address.replace(/@.*$/, '');
    this.user = options.user ?? options.address;
    this.password = options.password ?? defaultPassword;
    this.zone = zoneOf(options.timeZone ?? 'W. Europe Standard Time');
    this.calendar = new Calendar(newIdSpace(options.address, generation));
    this.syncLog = new SyncLog(this.calendar);
    const number = Number.parseInt(newIdSpace(options.address, 0).guid.slice(0, 7), 16);
    this.sid = `S-1-5-21-1004336348-1177238915-682003330-${number}`;
    this.#now = now;
    this.#dialect = dialect;
  }

  get folderId(): string {
    return this.calendar.folderId;
  }

  get owner(): Person {
    return { address: this.address, name: this.displayName };
  }

  /** Writes an item into the calendar and returns its ItemId. */
  book(booking: Booking): string {
    return this.store(booking).id;
  }

  /** As `book`, for the server itself: `own` lies on top of what the booking says. */
  store(booking: Booking, by: string = this.displayName, own: Partial<Content> = {}): StoredItem {
    const { owner, zone } = this;
    return this.calendar.add(newItem(booking, { owner, zone, by, now: this.#now() }, own));
  }

  /** The stored item of an ItemId (or of the master of an occurrence id). */
  item(id: string): StoredItem {
    return this.#instance(id).item;
  }

  #instance(id: string): Instance {
    const found = this.calendar.find(id);
    if (found.kind !== 'found') throw new RangeError(`${this.address} holds no item ${id} (${found.kind})`);
    return found.instance;
  }

  /** Changes a single item, a series as a whole, or (given an occurrence's id) one occurrence. */
  change(id: string, change: BookingChange, by: string = this.displayName, own: Partial<Content> = {}): void {
    const instance = this.#instance(id);
    const item = instance.item;
    if (instance.day !== undefined) {
      this.#changeDay(item, instance.day, change, by, own);
      return;
    }
    changeItem(item, change, own);
    this.calendar.touch(item, this.#now(), by);
  }

  /** The organizer cancelled it: the item stays, marked. */
  cancel(id: string): void {
    const subject = this.#instance(id).content.subject;
    this.change(id, {
      isCancelled: true,
      isMeeting: true,
      freeBusy: 'Free',
      subject: `Canceled: ${subject}`,
    });
  }

  /** Takes an item, a whole series, or (given an occurrence's id) one occurrence out of the calendar. */
  remove(id: string, by: string = this.displayName): void {
    const instance = this.#instance(id);
    if (instance.day === undefined) this.calendar.remove(instance.item);
    else this.#removeDay(instance.item, instance.day, by);
  }

  /** Makes an exception of the occurrence that was first planned on `originalDate` ('YYYY-MM-DD', in the series' zone). */
  changeOccurrence(masterId: string, originalDate: string, change: BookingChange): void {
    this.#changeDay(this.item(masterId), dayNumber(originalDate), change, this.displayName);
  }

  removeOccurrence(masterId: string, originalDate: string): void {
    this.#removeDay(this.item(masterId), dayNumber(originalDate), this.displayName);
  }

  #occurrence(item: StoredItem, day: number): Instance {
    const found = occurrenceOn(this.calendar.ids, item, day);
    if (typeof found === 'string') throw new RangeError(`no occurrence on day ${day}: ${found}`);
    return found;
  }

  #changeDay(
    item: StoredItem,
    day: number,
    change: BookingChange,
    by: string,
    own: Partial<Content> = {},
  ): void {
    const instance = this.#occurrence(item, day);
    const zone = change.timeZone === undefined ? item.zone : zoneOf(change.timeZone);
    const span = changedSpan(change, { ...instance, allDay: instance.content.allDay }, zone);
    const before = item.series?.changes.get(day);
    item.series?.changes.set(day, {
      ...span,
      content: { ...before?.content, ...contentChange(change), ...own },
      modified: this.#now(),
    });
    this.calendar.touch(item, this.#now(), by, this.#dialect.occurrenceChangeUpdatesMaster);
  }

  #removeDay(item: StoredItem, day: number, by: string): void {
    this.#occurrence(item, day);
    item.series?.changes.delete(day);
    item.series?.removed.add(day);
    this.calendar.touch(item, this.#now(), by, this.#dialect.occurrenceChangeUpdatesMaster);
  }

  /** A single item becomes a series; its ItemId and UID stay. */
  makeRecurring(id: string, recurrence: Recurrence): void {
    this.change(id, { recurrence });
  }

  /** A series becomes the single item that its first occurrence was. */
  makeSingle(id: string): void {
    const item = this.item(id);
    item.series = undefined;
    this.calendar.touch(item, this.#now(), this.displayName);
  }

  /** A program's copy (CopyItem): same UID and content, another ItemId. Returns it. */
  copy(id: string): string {
    return this.#again(this.item(id)).id;
  }

  /**
   * A person's copy (Ctrl+drag in Outlook): made now, with a UID and an ItemId of its own; content and named properties are copied along. Of
   * a meeting it is an appointment of one's own. Returns its ItemId.
   */
  duplicate(id: string): string {
    const item = this.item(id);
    const now = this.#now();
    const { isMeeting, subject } = item.content;
    const own = { isMeeting: false, attendees: [], organizer: this.owner, myResponse: 'Unknown' } as const;
    const content = isMeeting ? { ...item.content, ...own, subject: `Copy: ${subject}` } : item.content;
    const by = this.displayName;
    return this.#again({ ...item, uid: undefined, created: now, modified: now, modifiedBy: by, content }).id;
  }

  /** Dragged into another folder (`deleteditems`), or from one into `calendar`: same UID, another ItemId. Returns it. */
  moveTo(id: string, folder: string): string {
    return this.calendar.move(this.item(id), folder).id;
  }

  /** What lies in a folder that is not the calendar. */
  itemsIn(folder: string): PlainItem[] {
    const there = [...this.calendar.elsewhere.values()].filter(one => one.folder === folder);
    return there.map(({ item }) => plainItem(item));
  }

  /** Moved to another folder and back: another ItemId, same UID. Returns the new id. */
  moveAwayAndBack(id: string): string {
    const item = this.item(id);
    this.calendar.remove(item);
    return this.#again(item).id;
  }

  #again(item: NewItem): StoredItem {
    const series = item.series && {
      ...item.series,
      changes: new Map(item.series.changes),
      removed: new Set(item.series.removed),
    };
    return this.calendar.add({ ...item, series });
  }

  /** Every stored item (masters, not occurrences) as plain data. */
  items(): PlainItem[] {
    return [...this.calendar.items.values()].map(plainItem);
  }

  /** What a person sees in [start, end): instants in ms or ISO texts with Z. Plain data, by start. */
  expand(start: number | string, end: number | string): PlainEvent[] {
    const instant = (value: number | string) => (typeof value === 'number' ? value : Date.parse(value));
    return this.calendar.expand(instant(start), instant(end)).map(plainEvent);
  }
}
