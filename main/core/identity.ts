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
  return hashText(`${uid}\n${date}\n${copy}`).slice(0, 24);
}

/** Every mark begins with this. */
export const markPrefix = 'halo-integrator:';

/** Our mark in Halo: tells after a crash, or without any links, which event an appointment was made from. */
export function markOf(uid: string, date: DateText | '', copy: number, installation: string): string {
  return `${markPrefix}${hashText(`${uid}\n${date}\n${copy}\n${installation}`).slice(0, 32)}`;
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
  const groups = new Map<string, CalendarEvent[]>();
  for (const event of events) {
    const base = `${event.uid}\n${originalDate(event)}`;
    const group = groups.get(base);
    if (group === undefined) groups.set(base, [event]);
    else group.push(event);
  }
  return [...groups.values()].flatMap(group => assignGroup(group, known, isGone));
}

function assignGroup(
  group: readonly CalendarEvent[],
  known: ReadonlyMap<EventKey, string>,
  isGone: (key: EventKey) => boolean,
): readonly KeyedEvent[] {
  const first = group[0];
  if (first === undefined) return [];
  const date = originalDate(first);
  const taken = new Set<number>();
  const result: KeyedEvent[] = [];
  const place = (event: CalendarEvent, copy: number) => {
    taken.add(copy);
    result.push({ key: eventKey(event.uid, date, copy), date, copy, event });
  };
  const byItem = new Map(group.map(event => [event.itemId, event]));
  for (let copy = 0; copy < mostCopies; copy++) {
    const key = eventKey(first.uid, date, copy);
    const itemId = known.get(key);
    if (itemId === undefined) {
      if (copy > group.length) break;
      continue;
    }
    const event = byItem.get(itemId);
    if (event !== undefined) {
      byItem.delete(itemId);
      place(event, copy);
    } else if (!isGone(key)) taken.add(copy);
  }
  const rest = [...byItem.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  let copy = 0;
  for (const event of rest) {
    while (taken.has(copy)) copy++;
    place(event, copy);
  }
  return result;
}
