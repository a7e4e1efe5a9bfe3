/**
 * One run at a time. A request that the run under way or a waiting one covers joins it, any other waits once. A run that shows no
 * progress is ended; a run that throws is a failure like any other. Nothing here knows when runs are due.
 */
import type { Instant } from '../core/event.ts';
import { failed, type Problem, type Result } from '../core/problem.ts';
import type { RunTrigger } from '../core/report.ts';
import type { Clock, Log } from '../ports.ts';

/** What a run is asked to do. */
export interface RunOrder {
  readonly trigger: RunTrigger;
  /** This agent alone, as the run takes it (name, e-mail, address or id); null for all. */
  readonly agent: string | null;
  /** Read everything again and look at every linked appointment in Halo. */
  readonly verify: boolean;
}

/**
 * Carries out one order. `signal` is aborted (its reason is a Problem) when the run has to end; `progress` is to be called whenever
 * something came back or was done, so that a run that hangs can be told from a long one.
 */
export type StartRun<T> = (order: RunOrder, signal: AbortSignal, progress: () => void) => Promise<Result<T>>;

export interface SingleFlight<T> {
  /** Settles when the run that serves the order has ended. Problems: the run's own, run.stopped, run.stalled, internal.bug. */
  request(order: RunOrder): Promise<Result<T>>;
  running(): { readonly order: RunOrder; readonly since: Instant } | null;
  waiting(): readonly RunOrder[];
  /** Asks the run under way to end; what waits goes on after it. */
  stopRun(): void;
  /** Ends the run under way and refuses what waits and comes. Resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** Without progress for this long a run is ended. */
const stallMs = 600_000;
/** A run that was asked to end is waited for this long, then left behind. */
const graceMs = 60_000;
/** Sleep of the computer between two looks is no silence of the run. */
const lookMs = 15_000;

const stopped: Problem = { code: 'run.stopped', scope: 'installation', retryable: true };
const stalled: Problem = { code: 'run.stalled', scope: 'installation', retryable: true };

interface Flight<T> {
  readonly order: RunOrder;
  readonly outcome: Promise<Result<T>>;
  readonly land: (result: Result<T>) => void;
  readonly controller: AbortController;
  silentMs: number;
  since: Instant;
}

/** True when a run for `a` does all that `b` asks for. */
function covers(a: RunOrder, b: RunOrder): boolean {
  return (
    (a.trigger === 'preview') === (b.trigger === 'preview') &&
    (a.agent === null || a.agent === b.agent) &&
    (a.verify || !b.verify)
  );
}

/** `start` must report progress and end when its signal is aborted: see the limits above. */
export function createSingleFlight<T>(options: {
  readonly start: StartRun<T>;
  readonly clock: Clock;
  readonly log: Log;
}): SingleFlight<T> {
  const { start, clock, log } = options;
  let current: Flight<T> | null = null;
  let queue: readonly Flight<T>[] = [];
  let closed = false;
  let landed = Promise.resolve();

  function prepare(order: RunOrder): Flight<T> {
    const { promise, resolve } = Promise.withResolvers<Result<T>>();
    const controller = new AbortController();
    return { order, outcome: promise, land: resolve, controller, silentMs: 0, since: '' };
  }

  async function carryOut(flight: Flight<T>): Promise<Result<T>> {
    const progress = () => {
      flight.silentMs = 0;
    };
    try {
      return await start(flight.order, flight.controller.signal, progress);
    } catch (thrown) {
      const problem: Problem = { code: 'internal.bug', scope: 'installation', retryable: true };
      const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      log.problem(problem, { trigger: flight.order.trigger, stack });
      return failed(problem);
    }
  }

  /** Resolves with null after so much time without progress, or when `signal` is aborted. */
  async function silence(flight: Flight<T>, limitMs: number, signal: AbortSignal): Promise<null> {
    flight.silentMs = 0;
    while (flight.silentMs < limitMs && !signal.aborted) {
      const asked = Math.min(lookMs, limitMs - flight.silentMs);
      try {
        await clock.wait(asked, signal);
      } catch {
        return null;
      }
      flight.silentMs += asked;
    }
    return null;
  }

  async function fly(flight: Flight<T>): Promise<void> {
    const { signal } = flight.controller;
    const over = new AbortController();
    const run = carryOut(flight);
    let result = await Promise.race([run, silence(flight, stallMs, AbortSignal.any([signal, over.signal]))]);
    if (result === null) {
      const problem = signal.aborted ? stopped : stalled;
      if (problem === stalled) {
        log.problem(stalled, { trigger: flight.order.trigger });
        flight.land(failed(stalled));
        flight.controller.abort(stalled);
      }
      // Progress of a run that was asked to end does not win it more time.
      const deaf = { ...flight, silentMs: 0 };
      result = await Promise.race([run, silence(deaf, graceMs, over.signal)]);
      if (result === null) log.write('error', 'A run did not end when asked and is left behind');
      result ??= failed(problem);
    }
    over.abort();
    flight.land(result);
    current = null;
    takeNext();
  }

  function takeNext(): void {
    const [flight, ...rest] = queue;
    if (current !== null || flight === undefined) return;
    queue = rest;
    flight.since = clock.now();
    current = flight;
    landed = fly(flight);
  }

  return {
    request(order) {
      if (closed) return Promise.resolve(failed(stopped));
      const serving = [...(current === null ? [] : [current]), ...queue].find(
        flight => !flight.controller.signal.aborted && covers(flight.order, order),
      );
      if (serving !== undefined) return serving.outcome;
      const flight = prepare(order);
      queue = [...queue, flight];
      takeNext();
      return flight.outcome;
    },
    running: () => (current === null ? null : { order: current.order, since: current.since }),
    waiting: () => queue.map(flight => flight.order),
    stopRun() {
      current?.controller.abort(stopped);
    },
    async close() {
      closed = true;
      for (const flight of queue) flight.land(failed(stopped));
      queue = [];
      current?.controller.abort(stopped);
      await landed;
    },
  };
}
