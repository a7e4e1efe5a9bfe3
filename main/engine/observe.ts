/** From what was gathered to what the plan is told: keys, proofs, and nothing of what is in doubt. */
import { assignKeys } from '../core/identity.ts';
import type { EventKey, Link } from '../core/link.ts';
import type { Observation } from '../core/plan/wish.ts';
import type { Window } from '../core/window.ts';
import type { MailboxMemory } from '../ports.ts';
import type { EventCollection } from './event-collection.ts';

export interface Observed {
  readonly observation: Observation;
  /** Singles and masters to be asked again: what belongs to them was left out here because of a doubt. */
  readonly postponed: readonly string[];
}

/**
 * What is called gone, by the feed or when it was asked for, although this same read shows it or a part of it: one of the two is wrong,
 * so it is told and asked again instead of believed.
 */
function doubtContradicted(collected: EventCollection, memory: MailboxMemory): void {
  const links = [...memory.book.links.values()];
  const isShown = (itemId: string) => collected.rowHashes.has(itemId) || collected.masters.has(itemId);
  const shownSeries = new Set(
    [...links, ...memory.decisions.values()]
      .filter(each => collected.rowHashes.has(each.itemId))
      .map(each => each.seriesId),
  );
  for (const id of collected.goneIds) {
    if (!isShown(id) && !shownSeries.has(id)) continue;
    collected.goneIds.delete(id);
    collected.contradicted(id);
    for (const link of links) if (link.itemId === id || link.seriesId === id) collected.gone.delete(link.key);
  }
}

/**
 * Keys for what was read. An item that is now known under another key (its series was edited, its date or UID changed) frees the old
 * one. Where a part of a UID could not be read and no view shows it, or the view was short, nothing of that UID is made or removed: the
 * new may be the old.
 */
export function observe(
  collected: EventCollection,
  memory: MailboxMemory,
  window: Window,
  incomplete: boolean,
): Observed {
  doubtContradicted(collected, memory);
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
  const isUnseen = (link: Link) =>
    !collected.rowHashes.has(link.itemId) &&
    (collected.unreadable.has(link.itemId) ||
      (link.seriesId !== null && collected.unreadable.has(link.seriesId)));
  const doubtfulUids = new Set(links.filter(link => incomplete || isUnseen(link)).map(link => link.uid));
  const postponed = new Set<string>();
  const events = keyed.filter(({ key, event }) => {
    if (memory.book.links.has(key) || !doubtfulUids.has(event.uid)) return true;
    postponed.add(event.seriesId ?? event.itemId);
    return false;
  });
  for (const link of links) {
    if (!doubtfulUids.has(link.uid) || !gone.delete(link.key)) continue;
    postponed.add(link.seriesId ?? link.itemId);
  }
  const observation = { window, events, gone: incomplete ? new Map() : gone };
  return { observation, postponed: [...postponed] };
}
