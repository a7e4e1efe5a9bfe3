/** The clocks of a scenario: the one that its people live by, and the real one under it. */
import type { Clock } from '../../main/ports.ts';

/** Monday before the European change of 29 March 2026. */
export const scenarioStart = '2026-03-23T07:00:00Z';

/** A clock that tests set; whoever waits on it is served at once and the time has passed. */
export class ScenarioClock implements Clock {
  #now: number;
  #monotonic = 0;

  constructor(start: string = scenarioStart) {
    this.#now = Date.parse(start);
  }

  nowMs(): number {
    return this.#now;
  }

  now(): string {
    return `${new Date(this.#now).toISOString().slice(0, 19)}Z`;
  }

  monotonicMs(): number {
    return this.#monotonic;
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#monotonic += ms;
  }

  /** Somebody sets the clock on the wall; no time passes. */
  setWall(ms: number): void {
    this.#now += ms;
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    signal.throwIfAborted();
    this.advance(ms);
  }
}

/** The time of this process: for locks on its files. */
export const processClock: Clock = {
  now: () => `${new Date(performance.timeOrigin + performance.now()).toISOString().slice(0, 19)}Z`,
  monotonicMs: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const timer = setTimeout(resolve, ms);
      timer.unref();
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};
