/** From what was gathered to what the plan is told: keys, proofs, and nothing of what is in doubt. */
import { assignKeys } from '../core/identity.ts';
import type { EventKey, Link } from '../core/link.ts';
import type { Observation } from '../core/plan/wish.ts';
import type { Window } from '../core/window.ts';
import type { MailboxMemory } from '../ports.ts';
import type { EventCollection } from './event-collection.ts';

/**
 * Keys for what was read. An item that is now known under another key (its series was edited, its date or UID changed) frees the old
 * one. Where a part of a UID could not be read, or the view was short, nothing of that UID is made or removed: the new may be the old.
 * Only what the feed called removed stays so, for the feed says it once.
 */
export function observe(
  collected: EventCollection,
  memory: MailboxMemory,
  window: Window,
  incomplete: boolean,
): Observation {
  const links = [...memory.book.links.values()];
  const known = new Map<EventKey, string>();
  for (const decision of memory.decisions.values()) known.set(decision.key, decision.itemId);
  for (const link of links) known.set(link.key, link.itemId);
  const isFree = (key: EventKey) => collected.gone.has(key) || !memory.book.links.has(key);
  const keyed = assignKeys([...collected.events.values()], known, isFree);
  const keyOfItem = new Map(keyed.map(each => [each.event.itemId, each.key]));
  const gone = new Map(collected.gone);
  for (const link of links) {
    const key = keyOfItem.get(link.itemId);
    if (key !== undefined && key !== link.key) gone.set(link.key, 'changed-kind');
  }
  const doubtful = (link: Link) =>
    incomplete ||
    collected.unreadable.has(link.itemId) ||
    (link.seriesId !== null && collected.unreadable.has(link.seriesId));
  const doubtfulUids = new Set(links.filter(doubtful).map(link => link.uid));
  const events = keyed.filter(each => memory.book.links.has(each.key) || !doubtfulUids.has(each.event.uid));
  for (const link of links) {
    if (doubtfulUids.has(link.uid) && gone.get(link.key) !== 'removed-in-feed') gone.delete(link.key);
  }
  return { window, events, gone: incomplete ? new Map() : gone };
}
