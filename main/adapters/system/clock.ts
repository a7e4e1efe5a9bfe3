/** The time of this machine: the only place that asks for it on behalf of the engine. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../ports.ts';
import { whenAborted } from '../http/when-aborted.ts';

/** The most that a timer of Node takes; longer ones would fire at once. */
const longestMs = 2_147_483_647;

/** One timer, or the signal's reason. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      done();
      resolve();
    }, ms);
    const done = whenAborted(signal, () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** The system's clock. A wait keeps the process alive until it is over or aborted. */
export function createSystemClock(): Clock {
  return {
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    monotonicMs: () => performance.now(),
    wait: async (ms, signal) => {
      const end = performance.now() + ms;
      for (let left = ms; left > 0; left = end - performance.now()) {
        await pause(Math.min(left, longestMs), signal);
      }
      signal.throwIfAborted();
    },
  };
}
