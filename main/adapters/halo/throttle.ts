/**
 * The pace at which Halo is asked: at most so many requests in any minute, none while a pause lasts, first come first served.
 * Knows no HTTP.
 */
import type { Clock } from '../../ports.ts';
import { createTurns, orStopped } from './turns.ts';

/** A second more than the minute: requests do not arrive as evenly as they leave. */
const windowMs = 61_000;

/** The longest pause that a request sits out. */
export const longestPauseMs = 600_000;

/** `paused`: a pause is on that is longer than a request should wait for; so many milliseconds are left of it. */
export type Passage =
  | { readonly kind: 'passed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'paused'; readonly ms: number };

export interface Throttle {
  /** Resolves when a request may leave, and counts it. */
  pass(signal: AbortSignal): Promise<Passage>;
  /** Nobody passes for so long; a longer pause that is already on stays. */
  pause(ms: number): void;
}

export function createThrottle(clock: Clock, requestsPerMinute: number): Throttle {
  const inTurn = createTurns();
  const passed: number[] = [];
  let pausedUntil = 0;

  function waitNeeded(now: number): number {
    while (passed.length > 0 && (passed[0] ?? now) + windowMs <= now) passed.shift();
    const oldest = passed.length >= requestsPerMinute ? (passed[0] ?? now) + windowMs : 0;
    return Math.max(pausedUntil, oldest) - now;
  }

  async function passInTurn(signal: AbortSignal): Promise<Passage> {
    for (;;) {
      if (signal.aborted) return { kind: 'stopped' };
      const now = clock.monotonicMs();
      const wait = waitNeeded(now);
      if (wait > longestPauseMs) return { kind: 'paused', ms: wait };
      if (wait <= 0) {
        passed.push(now);
        return { kind: 'passed' };
      }
      try {
        await clock.wait(wait, signal);
      } catch {
        return { kind: 'stopped' };
      }
    }
  }

  return {
    async pass(signal) {
      const passage = await orStopped(
        inTurn(() => passInTurn(signal)),
        signal,
      );
      return passage === 'stopped' ? { kind: 'stopped' } : passage;
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.monotonicMs() + ms);
    },
  };
}
