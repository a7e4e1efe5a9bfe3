/** How the queue to Exchange stands, counted from what is remembered: for the command line and the window alike. */
import type { Instant } from '../../core/event.ts';
import type { OutboundEntry, OutboundMemory } from '../../core/outbound/entry.ts';
import { isAsked } from './answer-outbound.ts';

/** Those of one agent that are not in Exchange yet. */
export interface AgentQueue {
  /** Null: only the appointment was named. */
  readonly agentId: number | null;
  /** All of them, whatever they wait for. */
  readonly count: number;
  readonly waiting: number;
  readonly parked: number;
  readonly held: number;
  /** When the oldest of those on their way was heard of; null: none is. */
  readonly oldest: Instant | null;
}

export interface QueueCounts {
  /** On their way: waiting, and tried again later. */
  readonly waiting: number;
  /** Of these, tried again later because something went wrong. */
  readonly resting: number;
  /** Refused, until the appointment changes or a person says so. */
  readonly parked: number;
  /** Wait for a person's answer. */
  readonly held: number;
  /** When the oldest of those on their way was heard of; null: none is. */
  readonly oldest: Instant | null;
  /** When something was last written to Exchange; null: never. */
  readonly lastWrite: Instant | null;
  /** Most first. */
  readonly agents: readonly AgentQueue[];
}

function isOnItsWay({ state }: OutboundEntry): boolean {
  return state.kind === 'waiting' || state.kind === 'resting';
}

function countSome(some: readonly OutboundEntry[]) {
  const onTheirWay = some.filter(isOnItsWay);
  return {
    waiting: onTheirWay.length,
    parked: some.filter(({ state }) => state.kind === 'parked').length,
    held: some.filter(isAsked).length,
    oldest: onTheirWay.reduce<Instant | null>(
      (oldest, { since }) => (oldest === null || since < oldest ? since : oldest),
      null,
    ),
  };
}

export function countQueue({ entries, lastWrite }: OutboundMemory): QueueCounts {
  const all = [...entries.values()];
  const open = all.filter(entry => isOnItsWay(entry) || entry.state.kind === 'parked' || isAsked(entry));
  const byAgent = Map.groupBy(open, entry => entry.agentId);
  return {
    ...countSome(all),
    resting: all.filter(({ state }) => state.kind === 'resting').length,
    lastWrite,
    agents: [...byAgent]
      .map(([agentId, some]) => ({ agentId, count: some.length, ...countSome(some) }))
      .sort((one, other) => other.count - one.count || (one.agentId ?? 0) - (other.agentId ?? 0)),
  };
}

/** Those that a person may want to see: held first, then refused, then tried again, then waiting; the oldest first. */
export function queueInOrder({ entries }: OutboundMemory): readonly OutboundEntry[] {
  const order = { held: 0, parked: 1, resting: 2, waiting: 3 } as const;
  return [...entries.values()].sort(
    (one, other) =>
      order[one.state.kind] - order[other.state.kind] ||
      (one.since < other.since ? -1 : one.since > other.since ? 1 : one.haloId - other.haloId),
  );
}
