/**
 * The demo's clock: begins on the day of the scenario and runs like a real one, so that waiting costs real time; `jump` is the time
 * that passes between two scheduled imports. Nothing else may move it.
 */
import type { Clock } from '../ports.ts';

export interface DemoClock extends Clock {
  nowMs(): number;
  /** `asleep`: as in a sleep of the computer, in which nobody who waits is woken; otherwise whoever waits for a moment of it goes on. */
  jump(ms: number, asleep?: boolean): void;
}

export function createDemoClock(start: string): DemoClock {
  const startMs = Date.parse(start);
  let jumped = 0;
  const waiting = new Set<() => void>();
  const began = performance.now();
  const passed = () => performance.now() - began + jumped;
  const nowMs = () => startMs + passed();
  return {
    nowMs,
    now: () => `${new Date(nowMs()).toISOString().slice(0, 19)}Z`,
    monotonicMs: passed,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const end = passed() + ms;
        const leave = () => {
          clearTimeout(timer);
          waiting.delete(look);
          signal.removeEventListener('abort', stop);
        };
        const stop = () => {
          leave();
          reject(signal.reason);
        };
        const go = () => {
          leave();
          resolve();
        };
        const look = () => {
          if (passed() >= end) go();
        };
        const timer = setTimeout(go, ms);
        waiting.add(look);
        signal.addEventListener('abort', stop, { once: true });
      }),
    jump: (ms, asleep = false) => {
      jumped += ms;
      if (!asleep) for (const look of [...waiting]) look();
    },
  };
}
