/**
 * When a series is edited, the keys of its occurrences change (other dates), and a single that became a series (or back) has other keys
 * too. The old and new occurrences of one UID are the same work for the agent: they are paired before planning so that the Halo
 * appointment and its id live on.
 */
import type { KeyedEvent } from '../identity.ts';
import type { Link } from '../link.ts';

export interface Pair {
  readonly link: Link;
  readonly keyed: KeyedEvent;
}

const byStart = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Pairs links whose event is proven gone with new events of the same UID: those on the same day first, the others in order of time.
 * Whatever is left over on either side is a removal or a creation.
 */
export function pairOccurrences(orphans: readonly Link[], newcomers: readonly KeyedEvent[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const links = new Set([...orphans].sort((a, b) => byStart(a.start, b.start) || byStart(a.key, b.key)));
  const events = new Set(
    [...newcomers].sort((a, b) => byStart(a.event.start, b.event.start) || byStart(a.key, b.key)),
  );
  const pair = (link: Link, keyed: KeyedEvent) => {
    pairs.push({ link, keyed });
    links.delete(link);
    events.delete(keyed);
  };
  for (const link of links) {
    const day = link.start.slice(0, 10);
    for (const keyed of events) {
      if (keyed.event.uid === link.uid && keyed.event.start.slice(0, 10) === day) {
        pair(link, keyed);
        break;
      }
    }
  }
  for (const link of links) {
    for (const keyed of events) {
      if (keyed.event.uid === link.uid) {
        pair(link, keyed);
        break;
      }
    }
  }
  return pairs;
}
