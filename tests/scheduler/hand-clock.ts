/**
 * A clock turned by hand for the scheduler: wall and monotonic time apart, time that passes with timers (`pass`) and without them
 * (`sleep`). Every turn lets what became possible happen before it goes on; nothing here waits for real time.
 */
import type { Instant } from '../../main/core/event.ts';
import type { Clock } from '../../main/ports.ts';

interface Timer {
  readonly atMs: number;
  readonly ring: () => void;
}

export interface HandClock extends Clock {
  /** Time passes and timers ring one after the other. */
  pass(ms: number): Promise<void>;
  /** The computer sleeps: no timer rings before the end, then those that are due ring at once. */
  sleep(ms: number, monotonic: 'runs' | 'stands'): Promise<void>;
  /** Somebody sets the wall clock. */
  setWall(instant: Instant): Promise<void>;
  /** How many waits are under way. */
  waiting(): number;
}

export function createHandClock(start: Instant): HandClock {
  let wallMs = Date.parse(start);
  let monotonicMs = 1_000;
  const timers = new Set<Timer>();

  /** Everything that can go on without time has gone on when the next turn of the event loop begins. */
  const settle = () => new Promise<void>(resolve => setImmediate(resolve));

  function firstDue(untilMs: number): Timer | undefined {
    return [...timers].filter(timer => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }

  async function ringDue(untilMs: number, turns: boolean): Promise<void> {
    for (let timer = firstDue(untilMs); timer !== undefined; timer = firstDue(untilMs)) {
      if (turns && timer.atMs > monotonicMs) {
        wallMs += timer.atMs - monotonicMs;
        monotonicMs = timer.atMs;
      }
      timers.delete(timer);
      timer.ring();
      await settle();
    }
  }

  return {
    now: () => `${new Date(wallMs).toISOString().slice(0, 19)}Z`,
    monotonicMs: () => monotonicMs,
    wait(ms, signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer: Timer = {
        atMs: monotonicMs + ms,
        ring: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      const stop = () => {
        timers.delete(timer);
        reject(signal.reason);
      };
      timers.add(timer);
      signal.addEventListener('abort', stop, { once: true });
      return promise;
    },
    async pass(ms) {
      await settle();
      const untilMs = monotonicMs + ms;
      await ringDue(untilMs, true);
      wallMs += untilMs - monotonicMs;
      monotonicMs = untilMs;
      await settle();
    },
    async sleep(ms, monotonic) {
      await settle();
      wallMs += ms;
      if (monotonic === 'runs') monotonicMs += ms;
      await ringDue(monotonicMs, false);
    },
    async setWall(instant) {
      await settle();
      wallMs = Date.parse(instant);
      await settle();
    },
    waiting: () => timers.size,
  };
}
