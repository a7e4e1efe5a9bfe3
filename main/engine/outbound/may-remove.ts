/**
 * Whether an event may be removed without asking: not when many were just now, nor when many appointments of its calendar are missing in
 * Halo without a word. A person who deletes is seen in the list of changes; what is only found missing may be a Halo from a backup.
 */
import type { Link } from '../../core/link.ts';
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import type { WholeReading } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { around } from '../look-in-halo.ts';
import type { Home } from './read-pair.ts';
import type { RecentRemovals } from './recent-removals.ts';
import type { SendContext } from './send-context.ts';

/** Links of appointments for which we made events, and how many of them Halo does not list. */
export function noteMissing(
  removals: RecentRemovals,
  mailbox: Home['key'],
  links: readonly Link[],
  listed: ReadonlySet<number>,
): void {
  const sent = links.filter(link => link.origin === 'sent' && link.state === 'live');
  const missing = sent.filter(({ haloId }) => haloId !== null && !listed.has(haloId));
  removals.found(mailbox, missing.length, sent.length);
}

/** Problems: what Halo says to the list of the calendar. */
export async function mayRemove(
  { removals, desk, settings: { safety } }: Pick<SendContext, 'removals' | 'desk' | 'settings'>,
  { haloId, heard }: OutboundEntry,
  { key, memory }: Home,
  halo: WholeReading,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  if (removals.count(key) >= safety.removalsPerMailbox) return succeeded(false);
  const links = [...memory.book.links.values()];
  const link = links.find(each => each.haloId === haloId);
  const isOnlyMissing = halo.kind !== 'found' && (heard === 'confirmation' || heard === 'import');
  if (!isOnlyMissing || link?.origin !== 'sent') return succeeded(true);
  if (!removals.isFresh(key)) {
    const sent = links.filter(each => each.origin === 'sent' && each.state === 'live');
    const span = around(sent);
    const listed = span === null ? succeeded([]) : await desk.list(key.agentId, span, signal);
    if (!listed.ok) return listed;
    noteMissing(removals, key, sent, new Set(listed.value.map(row => row.id)));
  }
  return succeeded(!removals.isManyMissing(key, safety));
}
