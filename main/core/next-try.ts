/** When something that failed is tried again: in the next run, and from then on in growing distance. Pure. */
import type { Instant } from './event.ts';
import { instantOf } from './window.ts';

/** Minutes after the first, second, third and every further failure in a row. 0: in the next run, for much passes by itself. */
const distances = [0, 15, 30, 60] as const;
const minuteMs = 60_000;

/** How often in a row, and from when on it is tried again. */
export interface Rest {
  readonly failures: number;
  readonly nextTry: Instant;
}

/** `before`: null after a success. */
export function restAfterFailure(before: Rest | null, at: Instant): Rest {
  const failures = (before?.failures ?? 0) + 1;
  const minutes = distances[Math.min(failures, distances.length) - 1] ?? 0;
  return { failures, nextTry: instantOf(Date.parse(at) + minutes * minuteMs) };
}

/** A clock that was set back must not make anybody wait for longer than the longest distance. */
export function isDue({ nextTry }: Rest, now: Instant): boolean {
  const left = Date.parse(nextTry) - Date.parse(now);
  return left <= 0 || left > Math.max(...distances) * minuteMs;
}

/** The next try where it is later than the next run; null: the next run. */
export function laterTry(rest: Rest): Instant | null {
  return rest.failures === 1 ? null : rest.nextTry;
}
