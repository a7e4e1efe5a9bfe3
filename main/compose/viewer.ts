/**
 * What a session that only looks sees of the one that writes: the run under way, told like one of its own, and its end. Looks at files every
 * two seconds and changes nothing.
 */
import type { RunningRun } from '../adapters/store/activity.ts';
import type { RunReport } from '../core/report.ts';
import type { Clock, Log } from '../ports.ts';
import type { Integrator } from './integrator.ts';

export interface WriterWatch {
  /** Null: no run is under way, as far as one can see. */
  running(): RunningRun | null;
  close(): void;
}

const lookEveryMs = 2_000;

export function watchWriter(parts: {
  readonly integrator: {
    readonly activity: Integrator['activity'];
    readonly runs: Pick<Integrator['runs'], 'heads' | 'read'>;
  };
  readonly log: Log;
  /** The computer's: it is about another process. */
  readonly clock: Clock;
  /** The run under way began, went on or ended. */
  readonly changed: () => void;
  /** A run ended and its report is kept. */
  readonly ended: (report: RunReport) => void;
}): WriterWatch {
  const { integrator, log, clock, changed, ended } = parts;
  const stop = new AbortController();
  let running: RunningRun | null = null;
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
    const seen = await integrator.activity.read();
    const isChanged = JSON.stringify(seen) !== JSON.stringify(running);
    running = seen;
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
  return { running: () => running, close: () => stop.abort() };
}
