/**
 * How many requests may be under way: N over the server, one per mailbox, none while the server has asked us to wait. First come, first
 * served. Every place is held by a request with a deadline, and a pause is bounded, so nobody waits for ever; abort leaves the queue.
 */
import type { Clock } from '../../ports.ts';

/** Exchange's own back-offs are of this size (budgets recharge within minutes); a longer wish is cut to it. */
export const longestPauseMs = 10 * 60_000;

export interface TrafficGate {
  /** Resolves with the function that gives the place back. Rejects with the signal's reason. */
  enter(mailbox: string, signal: AbortSignal): Promise<() => void>;
  /** Nobody enters for so long. The longest wish counts. */
  pause(ms: number): void;
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

  function admit(): void {
    const stay: Waiting[] = [];
    for (const waiting of queue) {
      if (busy.size < options.concurrency && !busy.has(waiting.mailbox)) {
        busy.add(waiting.mailbox);
        waiting.go();
      } else stay.push(waiting);
    }
    queue = stay;
  }

  function place(mailbox: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue = queue.filter(one => one !== waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        mailbox,
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.push(waiting);
      admit();
    });
  }

  return {
    async enter(mailbox, signal) {
      signal.throwIfAborted();
      await place(mailbox, signal);
      const leave = () => {
        busy.delete(mailbox);
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
        leave();
        throw error;
      }
      return leave;
    },
    pause(ms) {
      const kept = Math.min(ms, longestPauseMs);
      pausedUntil = Math.max(pausedUntil, clock.monotonicMs() + kept);
      if (kept > 0) options.askedToWait?.(kept);
    },
  };
}
