/**
 * What a session that only looks sees of the one that writes: the run under way, told like one of its own, and its end; the next run and a
 * pause. Looks at files every two seconds and changes nothing.
 */
import { type Activity, nothingHappens, type Planned, type RunningRun } from '../adapters/store/activity.ts';
import type { WayState } from '../core/outbound/way-state.ts';
import type { RunReport } from '../core/report.ts';
import type { Clock, Log } from '../ports.ts';
import type { Integrator } from './integrator-door.ts';

export interface WriterWatch {
  /** Null: no run is under way, as far as one can see. */
  running(): RunningRun | null;
  /** What is not past; of a writer that has gone nothing is left after a while. */
  planned(): Planned;
  /** How the way to Exchange stands there. */
  way(): WayState;
  close(): void;
}

const lookEveryMs = 2_000;

export function watchWriter(parts: {
  readonly integrator: {
    readonly activity: Pick<Integrator['activity'], 'readAll'>;
    readonly runs: Pick<Integrator['runs'], 'heads' | 'read'>;
  };
  readonly log: Log;
  /** The computer's: it is about another process. */
  readonly clock: Clock;
  /** The run under way began, went on or ended, or what comes next is another. */
  readonly changed: () => void;
  /** A run ended and its report is kept. */
  readonly ended: (report: RunReport) => void;
}): WriterWatch {
  const { integrator, log, clock, changed, ended } = parts;
  const stop = new AbortController();
  let activity: Activity = nothingHappens;
  /** Null: not looked yet. */
  let newest: number | null = null;

  async function lookAtRuns(): Promise<void> {
    const heads = await integrator.runs.heads(1);
    if (!heads.ok) return;
    const number = heads.value[0]?.number ?? 0;
    const before = newest;
    newest = number;
    if (before === null || number <= before) return;
    const report = await integrator.runs.read(number);
    if (report.ok && report.value !== null && !stop.signal.aborted) ended(report.value);
  }

  async function look(): Promise<void> {
    const seen = await integrator.activity.readAll();
    const isChanged = JSON.stringify(seen) !== JSON.stringify(activity);
    activity = seen;
    await lookAtRuns();
    if (isChanged && !stop.signal.aborted) changed();
  }

  async function keepLooking(): Promise<void> {
    while (!stop.signal.aborted) {
      await look();
      await clock.wait(lookEveryMs, stop.signal);
    }
  }

  keepLooking().catch((thrown: unknown) => {
    if (stop.signal.aborted) return;
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.problem({ code: 'internal.bug', scope: 'installation', retryable: true }, { stack });
  });
  const toCome = (instant: string | null) => (instant !== null && instant > clock.now() ? instant : null);
  return {
    running: () => activity.running,
    planned: () => ({
      next: toCome(activity.planned.next),
      pausedUntil: toCome(activity.planned.pausedUntil),
    }),
    way: () => activity.way,
    close: () => stop.abort(),
  };
}
