/**
 * How many requests may be under way: N over the server, one per mailbox, none while the server has asked us to wait; half as many when
 * it cannot keep up, then slowly more again. First come, first served. Every place is held by a request with a deadline, and a pause is bounded, so nobody waits for ever; abort leaves the queue.
 */
import type { Clock, Pace } from '../../ports.ts';
import { whenAborted } from '../http/when-aborted.ts';

/** Exchange's own back-offs are of this size (budgets recharge within minutes); a longer wish is cut to it. */
export const longestPauseMs = 10 * 60_000;

/** Answers in time, for each place that is open, before one more is opened. */
const growsAfter = 10;

/** `overloaded`: the server asked to be left alone, or did not answer in time. */
export type HowItWent = 'well' | 'overloaded' | 'neither';

export interface TrafficGate {
  /** Resolves with the function that gives the place back and says how it went. Rejects with the signal's reason. */
  enter(mailbox: string, signal: AbortSignal): Promise<(went: HowItWent) => void>;
  /** Nobody enters for so long. The longest wish counts. */
  pause(ms: number): void;
  pace(): Pace;
}

interface Waiting {
  readonly mailbox: string;
  readonly go: () => void;
}

export function createTrafficGate(options: {
  concurrency: number;
  clock: Clock;
  /** Told of every pause, in milliseconds, as it will be kept. */
  askedToWait?: ((ms: number) => void) | undefined;
}): TrafficGate {
  const { clock } = options;
  const busy = new Set<string>();
  let queue: Waiting[] = [];
  let pausedUntil = 0;
  let places = options.concurrency;
  /** Requests that were under way together meet the same trouble, which counts once. */
  let shrunk = 0;
  let wellInARow = 0;

  function learn(went: HowItWent, shrunkBefore: number): void {
    if (went === 'overloaded' && shrunkBefore === shrunk) {
      places = Math.max(1, Math.floor(places / 2));
      shrunk += 1;
    }
    if (went === 'overloaded') wellInARow = 0;
    if (went !== 'well' || places === options.concurrency) return;
    wellInARow += 1;
    if (wellInARow < growsAfter * places) return;
    places += 1;
    wellInARow = 0;
  }

  function admit(): void {
    const stay: Waiting[] = [];
    for (const waiting of queue) {
      if (busy.size < places && !busy.has(waiting.mailbox)) {
        busy.add(waiting.mailbox);
        waiting.go();
      } else stay.push(waiting);
    }
    queue = stay;
  }

  function place(mailbox: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leaveSignal = whenAborted(signal, () => {
        queue = queue.filter(one => one !== waiting);
        reject(signal.reason);
      });
      const waiting: Waiting = {
        mailbox,
        go: () => {
          leaveSignal();
          resolve();
        },
      };
      queue.push(waiting);
      admit();
    });
  }

  return {
    async enter(mailbox, signal) {
      signal.throwIfAborted();
      await place(mailbox, signal);
      const shrunkBefore = shrunk;
      const leave = (went: HowItWent) => {
        busy.delete(mailbox);
        learn(went, shrunkBefore);
        admit();
      };
      try {
        for (
          let left = pausedUntil - clock.monotonicMs();
          left > 0;
          left = pausedUntil - clock.monotonicMs()
        ) {
          await clock.wait(left, signal);
        }
        signal.throwIfAborted();
      } catch (error) {
        leave('neither');
        throw error;
      }
      return leave;
    },
    pace: () => ({ places, limit: options.concurrency }),
    pause(ms) {
      const kept = Math.min(ms, longestPauseMs);
      pausedUntil = Math.max(pausedUntil, clock.monotonicMs() + kept);
      if (kept > 0) options.askedToWait?.(kept);
    },
  };
}
