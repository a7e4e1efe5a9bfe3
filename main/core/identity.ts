/**
 * Which event is which. An event is known by (agent, mailbox) + UID + the *date* it has in its series, read in the series' own zone.
 * ItemIds and ChangeKeys are caches and hints: they only help to tell copies with one UID apart.
 */
import type { CalendarEvent, DateText } from './event.ts';
import { hashText } from './hash.ts';
import type { EventKey } from './link.ts';
import { dateIn } from './zone.ts';

/** The date of the pattern that this event stands for; '' for a single. A lone invited occurrence has one. */
export function originalDate(event: Pick<CalendarEvent, 'originalStart' | 'zone'>): DateText | '' {
  return event.originalStart === null ? '' : dateIn(event.originalStart, event.zone);
}

/** `copy` is 0 except for further events with the same UID and date (copied items). */
export function eventKey(uid: string, date: DateText | '', copy = 0): EventKey {
  return hashText(`${uid}\n${date}\n${copy}`, 24);
}

/** Every mark begins with this. */
export const markPrefix = 'halo-integrator:';

/** Our mark in Halo: tells after a crash, or without any links, which event an appointment was made from. */
export function markOf(uid: string, date: DateText | '', copy: number, installation: string): string {
  return `${markPrefix}${hashText(`${uid}\n${date}\n${copy}\n${installation}`, 32)}`;
}

export interface KeyedEvent {
  readonly key: EventKey;
  readonly date: DateText | '';
  readonly copy: number;
  readonly event: CalendarEvent;
}

const mostCopies = 1_000;

/**
 * Gives each event its key. The first event of a UID and date has copy 0; others get the lowest free number, and whoever is
 * known under a number (by ItemId) keeps it. `known` are the keys in use with their ItemIds; `isGone` tells those that are free again.
 * The order of `events` does not matter.
 */
export function assignKeys(
  events: readonly CalendarEvent[],
  known: ReadonlyMap<EventKey, string>,
  isGone: (key: EventKey) => boolean,
): readonly KeyedEvent[] {
  const groups = new Map<EventKey, { readonly date: DateText | ''; readonly events: CalendarEvent[] }>();
  for (const event of events) {
    const date = originalDate(event);
    const first = eventKey(event.uid, date);
    const group = groups.get(first);
    if (group === undefined) groups.set(first, { date, events: [event] });
    else group.events.push(event);
  }
  const keysOfItem = new Map<string, EventKey[]>();
  for (const [key, itemId] of known) {
    const keys = keysOfItem.get(itemId);
    if (keys === undefined) keysOfItem.set(itemId, [key]);
    else keys.push(key);
  }
  const keyed: KeyedEvent[] = [];
  for (const [first, { date, events }] of groups) {
    const [event] = events;
    const isNew = events.length === 1 && event !== undefined && !keysOfItem.has(event.itemId);
    // Nearly all are like this: nobody else has the UID and date, and nobody has them in use.
    if (isNew && !known.has(first)) keyed.push({ key: first, date, copy: 0, event });
    else keyed.push(...assignGroup(events, date, first, known, isGone, keysOfItem));
  }
  return keyed;
}

function assignGroup(
  group: readonly CalendarEvent[],
  date: DateText | '',
  first: EventKey,
  known: ReadonlyMap<EventKey, string>,
  isGone: (key: EventKey) => boolean,
  keysOfItem: ReadonlyMap<string, readonly EventKey[]>,
): readonly KeyedEvent[] {
  const uid = group[0]?.uid ?? '';
  // A hash costs more than all the rest here.
  const keys: EventKey[] = [first];
  const keyOf = (copy: number): EventKey => {
    keys[copy] ??= eventKey(uid, date, copy);
    return keys[copy];
  };
  const placed = new Map<number, CalendarEvent>();
  const left = new Map(group.map(event => [event.itemId, event]));
  for (const itemId of [...left.keys()].sort()) {
    const event = left.get(itemId);
    const itsKeys = keysOfItem.get(itemId);
    if (itsKeys === undefined || event === undefined) continue;
    for (let copy = 0; copy < mostCopies; copy++) {
      if (itsKeys.includes(keyOf(copy))) {
        placed.set(copy, event);
        left.delete(itemId);
        break;
      }
      if (copy > group.length && !known.has(keyOf(copy))) break;
    }
  }
  const isTaken = (copy: number) => placed.has(copy) || (known.has(keyOf(copy)) && !isGone(keyOf(copy)));
  let copy = 0;
  for (const event of [...left.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1))) {
    while (isTaken(copy)) copy++;
    placed.set(copy, event);
  }
  return [...placed].map(([number, event]) => ({ key: keyOf(number), date, copy: number, event }));
}
