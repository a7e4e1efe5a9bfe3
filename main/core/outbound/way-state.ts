/** What the program that sends knows of the way to Exchange at this moment, and how soon a change arrives because of it. Data only. */
import type { Problem } from '../problem.ts';

export interface WayState {
  /** A program runs that sends by itself: window or `serve`. */
  readonly isRunning: boolean;
  /** Halo can tell of changes at once. */
  readonly isNudged: boolean;
  /** What keeps all of it waiting, or unseen; null when nothing does. */
  readonly problem: Problem | null;
  /** Why nobody is listened to, although the settings say so. */
  readonly nudgeProblem: Problem | null;
}

/** No program sends by itself, or nobody knows of one. */
export const idleWay: WayState = { isRunning: false, isNudged: false, problem: null, nudgeProblem: null };

/**
 * `idle`: nobody sends now. `stopped`: all of it waits for a problem to pass. `told-only`: looking finds nothing, but Halo may tell.
 * `daily`: neither. `nudged`: at once where Halo tells. `unheard`: Halo should be able to tell, and is not heard. `polled`: nobody can
 * tell, and nobody is meant to.
 */
export const howSoonKinds = ['idle', 'stopped', 'told-only', 'daily', 'nudged', 'unheard', 'polled'] as const;
export type HowSoon = (typeof howSoonKinds)[number];

/** A Halo that lists in an order of its own cannot be looked at, but what it tells of is sent. */
function keepsAllWaiting({ code }: Problem): boolean {
  return code !== 'halo.order-ignored';
}

/** `isToBeTold`: the settings say that Halo may tell of changes. */
export function howSoonOf(
  { isRunning, isNudged, problem }: Omit<WayState, 'nudgeProblem'>,
  isToBeTold: boolean,
): HowSoon {
  if (!isRunning) return 'idle';
  if (problem !== null && keepsAllWaiting(problem)) return 'stopped';
  if (problem !== null) return isNudged ? 'told-only' : 'daily';
  if (isNudged) return 'nudged';
  return isToBeTold ? 'unheard' : 'polled';
}

/** Whether what waits is being sent. */
export function isTried({ isRunning, problem }: Pick<WayState, 'isRunning' | 'problem'>): boolean {
  return isRunning && (problem === null || !keepsAllWaiting(problem));
}
