/** A clock for tests: waiting takes no time but passes it. */
import type { Clock } from '../../../main/ports.ts';

export interface QuickClock extends Clock {
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[];
  pass(ms: number): void;
}

export function quickClock(start = '2026-03-04T08:00:00Z'): QuickClock {
  const waits: number[] = [];
  let elapsed = 0;
  return {
    waits,
    now: () => `${new Date(Date.parse(start) + elapsed).toISOString().slice(0, 19)}Z`,
    monotonicMs: () => elapsed,
    async wait(ms, signal) {
      await new Promise(resolve => setImmediate(resolve));
      signal.throwIfAborted();
      waits.push(ms);
      elapsed += ms;
    },
    pass(ms) {
      elapsed += ms;
    },
  };
}
