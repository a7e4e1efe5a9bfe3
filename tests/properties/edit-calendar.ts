/** What people do in Outlook, out of the numbers of a story. An edit that fits nothing that is there does nothing. */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import type {
  Attendee,
  Booking,
  BookingChange,
  StoredItem,
} from '../../main/simulators/exchange/state/item.ts';
import type { PlainEvent, PlainItem } from '../../main/simulators/exchange/state/plain.ts';
import type { Recurrence } from '../../main/simulators/exchange/state/recurrence.ts';
import type { BookingData, Edit, Repeating, Texts, Times } from './story.ts';
import { zoneFor } from './zones.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const guests: readonly Attendee[] = [
  { address: 'bea@example.org', name: 'Bea Øst', kind: 'required' },
  { address: 'cem@example.org', name: 'Cem', kind: 'optional' },
  { address: 'room-1@example.org', name: 'Room 1', kind: 'resource' },
];

function wallText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function timesOf(times: Times, start: number): Pick<Booking, 'start' | 'end' | 'allDay'> {
  const midnight = Math.floor(start / dayMs) * dayMs + times.day * dayMs;
  if (times.allDay) {
    const days = Math.max(1, Math.min(5, times.length));
    return { start: wallText(midnight), end: wallText(midnight + days * dayMs), allDay: true };
  }
  const from = midnight + times.minute * minuteMs;
  return { start: wallText(from), end: wallText(from + times.length * minuteMs), allDay: false };
}

function textsOf(texts: Partial<Texts>): BookingChange {
  const { guests: count, ...rest } = texts;
  return {
    ...rest,
    ...(rest.body === undefined ? {} : { bodyType: 'Text' as const }),
    ...(count === undefined ? {} : { attendees: guests.slice(0, count) }),
  };
}

function recurrenceOf(repeating: Repeating, firstDate: string): Recurrence {
  const { pattern, range } = repeating;
  if (range.kind !== 'endDate') return { pattern, range };
  const endDate = wallText(Date.parse(`${firstDate}T00:00:00Z`) + range.days * dayMs).slice(0, 10);
  return { pattern, range: { kind: 'endDate', endDate } };
}

export function bookingOf(data: BookingData, start: number): Booking {
  const times = timesOf(data.times, start);
  return {
    subject: '',
    ...textsOf(data.texts),
    ...times,
    timeZone: zoneFor(data.zone),
    ...(data.repeating === null
      ? {}
      : { recurrence: recurrenceOf(data.repeating, times.start.slice(0, 10)) }),
  };
}

function occurrences(mailbox: Mailbox, id: string, start: number): readonly PlainEvent[] {
  return mailbox.expand(start - 60 * dayMs, start + 260 * dayMs).filter(event => event.masterId === id);
}

/** True when something was done. `start`: the moment at which the story began, epoch ms. */
export function editCalendar(mailbox: Mailbox, edit: Edit, start: number): boolean {
  if (edit.do === 'book') {
    mailbox.book(bookingOf(edit.booking, start));
    return true;
  }
  if (edit.do === 'bring-back') return bringBack(mailbox, edit.removed);
  const items = mailbox.items();
  const item = items[edit.item % Math.max(1, items.length)];
  return item !== undefined && editItem(mailbox, item, edit, start);
}

/** What was removed from each mailbox. */
const bins = new WeakMap<Mailbox, StoredItem[]>();

function bringBack(mailbox: Mailbox, which: number): boolean {
  const bin = bins.get(mailbox) ?? [];
  const [item] = bin.splice(which % Math.max(1, bin.length), 1);
  if (item !== undefined) mailbox.calendar.add({ ...item });
  return item !== undefined;
}

/** All-day items move by whole days. */
function shift(mailbox: Mailbox, item: PlainItem, minutes: number, longer: number): void {
  if (minutes === 0 && longer === 0) return;
  const by = item.allDay ? Math.sign(minutes) * dayMs : minutes * minuteMs;
  const from = Date.parse(item.start) + by;
  const until = Math.max(from, Date.parse(item.end) + by + (item.allDay ? 0 : longer * minuteMs));
  mailbox.change(item.id, { start: `${wallText(from)}Z`, end: `${wallText(until)}Z` });
}

function editItem(
  mailbox: Mailbox,
  item: PlainItem,
  edit: Exclude<Edit, { do: 'book' | 'bring-back' }>,
  start: number,
): boolean {
  const { id } = item;
  const isSeries = item.recurrence !== undefined;
  switch (edit.do) {
    case 'move':
      mailbox.change(id, timesOf(edit.times, start));
      return true;
    case 'shift':
      shift(mailbox, item, edit.minutes, edit.longer);
      return true;
    case 'write':
      mailbox.change(id, textsOf(edit.texts));
      return true;
    case 'repeat':
      mailbox.makeRecurring(id, recurrenceOf(edit.repeating, item.firstDate));
      return true;
    case 'rezone':
      mailbox.change(id, { timeZone: zoneFor(edit.zone) });
      return true;
    case 'make-single':
      if (isSeries) mailbox.makeSingle(id);
      return isSeries;
    case 'remove-occurrence':
    case 'change-occurrence': {
      const all = occurrences(mailbox, id, start);
      const one = all[edit.nth % Math.max(1, all.length)];
      if (one?.originalDate === undefined) return false;
      if (edit.do === 'remove-occurrence') {
        mailbox.removeOccurrence(id, one.originalDate);
        return true;
      }
      const by = one.allDay ? Math.sign(edit.minutes) * dayMs : edit.minutes * minuteMs;
      mailbox.changeOccurrence(id, one.originalDate, {
        start: `${wallText(Date.parse(one.start) + by)}Z`,
        end: `${wallText(Date.parse(one.end) + by)}Z`,
        ...textsOf(edit.texts),
      });
      return true;
    }
    case 'copy':
      mailbox.copy(id);
      return true;
    case 'move-away-and-back':
      shift(mailbox, { ...item, id: mailbox.moveAwayAndBack(id) }, edit.minutes, 0);
      return true;
    case 'remove':
      bins.set(mailbox, [...(bins.get(mailbox) ?? []), mailbox.item(id)]);
      mailbox.remove(id);
      return true;
    case 'cancel':
      mailbox.cancel(id);
      return true;
  }
}
