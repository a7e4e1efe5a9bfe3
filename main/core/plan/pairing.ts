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

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const dayMs = 86_400_000;
const dayOf = (about: { readonly start: string }) => Math.floor(Date.parse(about.start) / dayMs);
const isDeleted = (link: Link) => link.state === 'deleted-in-halo';

/**
 * The days by which a series was moved: what leads from most of its old occurrences to a new one. Null when it does not lead from two of
 * them, for one alone may also have been deleted while another was added elsewhere.
 */
function shiftOf(links: readonly Link[], events: readonly KeyedEvent[]): number | null {
  const votes = new Map<number, number>();
  for (const link of links) {
    for (const shift of new Set(events.map(({ event }) => dayOf(event) - dayOf(link))))
      votes.set(shift, (votes.get(shift) ?? 0) + 1);
  }
  const [best] = [...votes].sort(
    ([a, votesOfA], [b, votesOfB]) => votesOfB - votesOfA || Math.abs(a) - Math.abs(b) || a - b,
  );
  return best === undefined || best[1] < 2 ? null : best[0];
}

/**
 * Pairs links whose event is proven gone with new events of the same UID: those on the same day first, the others in order of time.
 * Whatever is left over on either side is a removal or a creation. Links of appointments that were deleted by hand take part, so that
 * the deletion lives on, but only where it is certain which date they have become: by the day, or by the shift of the whole series. In
 * order of time they would take the place of an event that nobody has deleted.
 */
export function pairOccurrences(orphans: readonly Link[], newcomers: readonly KeyedEvent[]): readonly Pair[] {
  const linksOf = Map.groupBy(orphans, link => link.uid);
  const eventsOf = Map.groupBy(newcomers, keyed => keyed.event.uid);
  return [...linksOf].flatMap(([uid, links]) => pairSeries(links, eventsOf.get(uid) ?? []));
}

function pairSeries(orphans: readonly Link[], newcomers: readonly KeyedEvent[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const links = new Set(
    [...orphans].sort(
      (a, b) =>
        Number(isDeleted(a)) - Number(isDeleted(b)) || compare(a.start, b.start) || compare(a.key, b.key),
    ),
  );
  const events = new Set(
    [...newcomers].sort((a, b) => compare(a.event.start, b.event.start) || compare(a.key, b.key)),
  );
  const pair = (fits: (link: Link, keyed: KeyedEvent) => boolean) => {
    for (const link of links) {
      const keyed = [...events].find(each => fits(link, each));
      if (keyed === undefined) continue;
      pairs.push({ link, keyed });
      links.delete(link);
      events.delete(keyed);
    }
  };
  pair((link, { event }) => dayOf(event) === dayOf(link));
  if ([...links].some(isDeleted)) {
    const shift = shiftOf([...links], [...events]);
    if (shift !== null) pair((link, { event }) => dayOf(event) - dayOf(link) === shift);
  }
  pair(link => !isDeleted(link));
  return pairs;
}
