/** Held changes of both ways over one data folder: the import's in the memory of the calendars, the way out's in its queue. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import {
  answerAllHeld,
  type BothWays,
  type HeldAnswers,
  type HeldRow,
  listAllHeld,
  removalsOf,
} from '../engine/all-held.ts';
import type { WhichHolds } from '../engine/held.ts';
import type { HeldRemoval } from '../engine/outbound/held-removals.ts';
import { sendsChanges } from '../engine/run-context.ts';
import { countWaiting } from '../engine/status.ts';
import type { LinkStore } from '../ports.ts';
import type { OutboundWay } from './outbound.ts';

export interface HeldDoor {
  /** Held changes that wait for an answer. */
  waiting(): Promise<Result<number>>;
  held(): Promise<Result<readonly HeldRow[]>>;
  answerHeld(which: WhichHolds, state: 'approved' | 'kept'): Promise<Result<HeldAnswers>>;
  /** Those of the way out alone; none while nothing is written to Exchange. */
  heldRemovals(): Promise<Result<readonly HeldRemoval[]>>;
}

export function createHeldDoor(
  links: LinkStore,
  { store, outbound }: Pick<OutboundWay, 'store' | 'outbound'>,
  settings: () => Promise<Result<Settings>>,
): HeldDoor {
  const ways: BothWays = {
    links,
    outbound: async () => {
      const read = await settings();
      if (!read.ok) return read;
      return sendsChanges(read.value) ? store.read() : succeeded(null);
    },
    answerOutbound: (ids, answer) => outbound.queue.answer(ids, answer),
  };
  return {
    async waiting() {
      const ofImport = await countWaiting(links);
      if (!ofImport.ok) return ofImport;
      const removals = await removalsOf(ways);
      if (!removals.ok) return removals;
      return succeeded(ofImport.value + removals.value.filter(({ state }) => state === 'waiting').length);
    },
    held: () => listAllHeld(ways),
    answerHeld: (which, state) => answerAllHeld(ways, which, state),
    heldRemovals: () => removalsOf(ways),
  };
}
