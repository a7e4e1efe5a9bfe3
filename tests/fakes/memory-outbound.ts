/** An OutboundStore without a disk, for tests of the engine; the contract says that it behaves like the real one. */
import {
  emptyOutbound,
  enterOutbound,
  type OutboundMemory,
  type OutboundRecord,
} from '../../main/core/outbound/entry.ts';
import { failed, type Problem, succeeded } from '../../main/core/problem.ts';
import type { OutboundStore } from '../../main/outbound-ports.ts';

export interface MemoryOutbound extends OutboundStore {
  /** Everything that was appended, oldest first. */
  readonly records: readonly OutboundRecord[];
  readonly memory: OutboundMemory;
  /** While set, nothing is kept and everybody who appends gets this. */
  refuse(problem: Problem | null): void;
}

export function createMemoryOutbound(): MemoryOutbound {
  const memory = emptyOutbound();
  const records: OutboundRecord[] = [];
  let refusal: Problem | null = null;
  return {
    records,
    memory,
    refuse: problem => {
      refusal = problem;
    },
    read: async () =>
      succeeded({ ...memory, entries: new Map(memory.entries), series: new Map(memory.series) }),
    append: async group => {
      if (refusal !== null) return failed(refusal);
      for (const record of group) enterOutbound(memory, record);
      records.push(...group);
      return succeeded(undefined);
    },
    compact: async () => succeeded(undefined),
  };
}
