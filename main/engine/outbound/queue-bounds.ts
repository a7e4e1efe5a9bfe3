/** How much the queue keeps. What is on its way is never dropped; what nobody here has to do with is, once there is much of it. */
import type { OutboundEntry } from '../../core/outbound/entry.ts';

/** A nudge is turned away when so many are on their way; what the app finds by itself is always taken. */
const mostFromOutside = 10_000;
/** A script may name every appointment of Halo: of those of agents that are not synced so many are told. */
const mostOfNobody = 200;

type Entries = ReadonlyMap<number, OutboundEntry>;

/** What waits for a person takes nobody's place. */
export function hasRoom(entries: Entries, more: number): boolean {
  let onTheirWay = 0;
  for (const { state } of entries.values())
    if (state.kind === 'waiting' || state.kind === 'resting') onTheirWay += 1;
  return onTheirWay + more <= mostFromOutside;
}

function isOfNobody({ state }: OutboundEntry): boolean {
  return state.kind === 'parked' && state.reason === 'agent-not-synced';
}

/** Whom `next` takes the place of: the one of an agent that is not synced that was heard of first. Null: there is room, or need of none. */
export function crowdedOut(entries: Entries, next: OutboundEntry): OutboundEntry | null {
  if (!isOfNobody(next)) return null;
  const others = [...entries.values()].filter(entry => isOfNobody(entry) && entry.haloId !== next.haloId);
  const [first, ...rest] = others.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  return first === undefined || rest.length + 1 < mostOfNobody ? null : first;
}
