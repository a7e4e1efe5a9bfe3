/** A clock that stands still until a test moves it. */
import type { Instant } from '../../main/core/event.ts';
import type { Clock } from '../../main/ports.ts';

export interface ManualClock extends Clock {
  /** Moves the time and lets everything that was due happen, in its order. */
  advance(ms: number): Promise<void>;
  /** How many waits are under way. */
  waiting(): number;
}

interface Wait {
  readonly due: number;
  readonly resolve: () => void;
}

/**
 * `skipsWaits`: a wait moves the clock itself and is over at once; for code that waits a bounded number of times. Never with a
 * heartbeat or a schedule, which would turn for ever.
 */
export function createManualClock(
  start: Instant = '2026-03-02T08:00:00Z',
  options: { readonly skipsWaits?: boolean } = {},
): ManualClock {
  const startMs = Date.parse(start);
  let passed = 0;
  const waits = new Set<Wait>();
  return {
    now: () => `${new Date(startMs + passed).toISOString().slice(0, 19)}Z`,
    monotonicMs: () => passed,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (options.skipsWaits === true) {
          passed += ms;
          return resolve();
        }
        const abort = () => {
          waits.delete(wait);
          reject(signal.reason);
        };
        const wait: Wait = {
          due: passed + ms,
          resolve: () => {
            signal.removeEventListener('abort', abort);
            waits.delete(wait);
            resolve();
          },
        };
        waits.add(wait);
        signal.addEventListener('abort', abort, { once: true });
      }),
    waiting: () => waits.size,
    advance: async ms => {
      const end = passed + ms;
      for (;;) {
        const due = [...waits].filter(wait => wait.due <= end).sort((a, b) => a.due - b.due);
        const next = due[0];
        if (next === undefined) break;
        passed = Math.max(passed, next.due);
        next.resolve();
        // What was woken may wait again before the end of the span.
        await settle();
      }
      passed = end;
      await settle();
    },
  };
}

/** Lets promises that are ready run on. */
async function settle(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}
