/**
 * How often a request is repeated, and after which wait. A request that may have had its effect is never repeated here; one that
 * Halo refused to look at (429) or that never left may be, whatever it is.
 */
import type { Problem, Result } from '../../core/problem.ts';
import { failed } from '../../core/problem.ts';
import type { Clock, Log } from '../../ports.ts';
import { stopped } from './error-table.ts';
import type { Throttle } from './throttle.ts';
import { longestPauseMs } from './throttle.ts';

/** Waits before the second and the third try of what may succeed later. */
const pausesMs = [1_000, 4_000] as const;
/** A longer wait than this is not sat out for a failing server: the next run comes anyway. */
const longestWaitMs = 60_000;
/** 429 without Retry-After: 5 s, doubled each time, at most a minute. */
const firstBackOffMs = 5_000;
const longestBackOffMs = 60_000;
const mostThrottled = 10;

export interface Patience {
  readonly clock: Clock;
  readonly throttle: Throttle;
  readonly log: Log;
  /** Told of every pause that Halo asks for, in milliseconds. */
  readonly askedToWait?: ((ms: number) => void) | undefined;
}

/**
 * The first good answer, or the problem after which nothing is gained by asking on. Also run.stopped, and halo.throttled while Halo has
 * been asked to wait for longer than anybody sits out.
 */
export async function patiently<T>(
  parts: Patience,
  operation: string,
  attempt: () => Promise<Result<T>>,
  signal: AbortSignal,
): Promise<Result<T>> {
  let tries = 0;
  let throttled = 0;
  let throttledMs = 0;
  for (;;) {
    const passage = await parts.throttle.pass(signal);
    if (passage.kind === 'stopped') return failed(stopped());
    if (passage.kind === 'paused') return failed(pausedProblem(operation, passage.ms));
    const result = await attempt();
    if (result.ok) return result;
    const { problem } = result;
    if (problem.code === 'halo.throttled') {
      const pause = problem.retryAfterMs ?? Math.min(longestBackOffMs, firstBackOffMs * 2 ** throttled);
      throttled += 1;
      throttledMs += pause;
      // The pause holds for everybody, also when this request gives up: Halo counts the client, not the request.
      parts.throttle.pause(pause);
      parts.askedToWait?.(pause);
      if (throttled > mostThrottled || throttledMs > longestPauseMs) return result;
      parts.log.write('info', 'Halo asked us to slow down.', { operation, waitMs: pause });
      continue;
    }
    const wait = waitBeforeRepeating(problem, tries);
    if (wait === null) return result;
    tries += 1;
    parts.log.write('info', 'Halo is asked once more.', { operation, code: problem.code, waitMs: wait });
    try {
      await parts.clock.wait(wait, signal);
    } catch {
      return failed(stopped());
    }
  }
}

function pausedProblem(operation: string, ms: number): Problem {
  return {
    code: 'halo.throttled',
    scope: 'halo',
    retryable: true,
    retryAfterMs: Math.ceil(ms),
    facts: { operation },
  };
}

/** Null: it is not repeated. */
function waitBeforeRepeating(problem: Problem, tries: number): number | null {
  const pause = pausesMs[tries];
  if (pause === undefined || !problem.retryable || problem.effectUnknown === true) return null;
  const wait = problem.retryAfterMs ?? pause;
  return wait > longestWaitMs ? null : wait;
}
