/** What trace finds of an event in the memory of a mailbox, and what it searches for. */
import type { CalendarItem, DateText } from '../core/event.ts';
import { eventKey, originalDate } from '../core/identity.ts';
import type { Decision, EventKey, Hold, Link } from '../core/link.ts';
import { instantOf } from '../core/window.ts';
import type { MailboxMemory } from '../ports.ts';

export type TraceSearch =
  /** Events that touch this day, in the zone of each. */
  | { readonly by: 'date'; readonly date: DateText }
  /** Part of a subject, any case; not of private events. */
  | { readonly by: 'subject'; readonly text: string };

const dayMs = 86_400_000;

/** Whether a subject is one that is searched for; never when the search is for a date. */
export function matcher(search: TraceSearch): (subject: string) => boolean {
  const wanted = search.by === 'subject' ? search.text.trim().toLowerCase() : '';
  return subject => wanted !== '' && subject.toLowerCase().includes(wanted);
}

/** Decision, hold and link of an item: by its id, else by the key that its UID and date make. */
export class Remembered {
  readonly #memory: MailboxMemory;
  readonly #byItem = new Map<string, EventKey>();

  constructor(memory: MailboxMemory) {
    this.#memory = memory;
    for (const decision of memory.decisions.values()) this.#byItem.set(decision.itemId, decision.key);
    for (const link of memory.book.links.values()) this.#byItem.set(link.itemId, link.key);
  }

  keyOf(item: CalendarItem): EventKey {
    const start = item.originalStart ?? (item.kind === 'single' ? null : item.start);
    return (
      this.#byItem.get(item.itemId) ??
      eventKey(item.uid, originalDate({ originalStart: start, zone: item.zone }))
    );
  }

  of(key: EventKey): { link: Link | null; decision: Decision | null; hold: Hold | null } {
    const { book, decisions, holds } = this.#memory;
    return {
      link: book.links.get(key) ?? null,
      decision: decisions.get(key) ?? null,
      hold: holds.get(key) ?? null,
    };
  }

  /** What is remembered and fits the search, without the items that Exchange showed. */
  unseen(seen: ReadonlySet<EventKey>, search: TraceSearch): readonly EventKey[] {
    const { book, decisions } = this.#memory;
    const fits = matcher(search);
    const keys = new Set<EventKey>();
    for (const one of [...decisions.values(), ...book.links.values()]) {
      if (seen.has(one.key)) continue;
      if (search.by === 'date') {
        const day = Date.parse(`${search.date}T00:00:00Z`);
        if (one.start < instantOf(day + dayMs) && one.end > instantOf(day)) keys.add(one.key);
      } else if ('values' in one && !one.values.isPrivate && fits(one.values.subject)) keys.add(one.key);
    }
    return [...keys];
  }
}
