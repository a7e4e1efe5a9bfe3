/**
 * A newly seen item whose key belongs to a link of another item: the same event under a new id, or a copy? The feed says only once that
 * the old item is gone, and what it proved may not have been carried out then: so the old item is asked for by its id.
 */

import { eventKey, originalDate } from '../core/identity.ts';
import type { EventKey, Link } from '../core/link.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { CalendarSource, MailboxAddress } from '../ports.ts';
import type { EventCollection } from './event-collection.ts';

export interface NamesakeRequest {
  readonly source: CalendarSource;
  readonly mailbox: MailboxAddress;
  readonly links: ReadonlyMap<EventKey, Link>;
  /** What was read so far; this function adds to it. */
  readonly collected: EventCollection;
  readonly signal: AbortSignal;
}

/** Links under the keys of new items, whose own items this read has not met. */
function namesakes({ links, collected }: NamesakeRequest): readonly Link[] {
  if (links.size === 0) return [];
  const linkedItems = new Set([...links.values()].map(link => link.itemId));
  const isMet = (link: Link) =>
    collected.gone.has(link.key) ||
    collected.rowHashes.has(link.itemId) ||
    collected.masters.has(link.itemId) ||
    collected.unreadable.has(link.itemId);
  const found = new Set<Link>();
  for (const event of collected.events.values()) {
    if (linkedItems.has(event.itemId)) continue;
    const date = originalDate(event);
    for (let copy = 0; ; copy++) {
      const link = links.get(eventKey(event.uid, date, copy));
      if (link === undefined) break;
      if (!isMet(link)) found.add(link);
    }
  }
  return [...found];
}

export async function askNamesakes(request: NamesakeRequest): Promise<Result<void>> {
  const { source, mailbox, collected, signal } = request;
  const links = namesakes(request);
  if (links.length === 0) return succeeded(undefined);
  const ids = [...new Set(links.map(link => link.itemId))];
  const answers = await source.items(mailbox, ids, signal);
  if (!answers.ok) return answers;
  for (const answer of answers.value) {
    if (answer.kind === 'unreadable') collected.unreadable.set(answer.id, answer.responseCode);
    if (answer.kind !== 'gone') continue;
    collected.goneIds.add(answer.id);
    for (const link of links) if (link.itemId === answer.id) collected.gone.set(link.key, answer.proof);
  }
  return succeeded(undefined);
}
