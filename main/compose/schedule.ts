/** Ties the schedule to the engine's runs. The schedule knows nothing of a run but that it ends; the engine nothing of when it is due. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { Planned } from '../adapters/store/activity.ts';
import type { Result } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { RunRequest } from '../engine/run-import.ts';
import type { Clock, Log } from '../ports.ts';
import { createScheduler, type Scheduler } from '../scheduler/scheduler.ts';
import type { RunOrder } from '../scheduler/single-flight.ts';

export function createSchedule(parts: {
  readonly settings: Settings['schedule'];
  readonly clock: Clock;
  readonly log: Log;
  readonly run: (request: RunRequest) => Promise<Result<RunReport>>;
  /** Told of every run that ended. */
  readonly ended: (outcome: Result<RunReport>, order: RunOrder) => void;
  /** Told of every step: mailboxes finished, and all. */
  readonly progress: (done: number, all: number) => void;
  /** Told of the next run and of a pause whenever one of them may be another. */
  readonly planned: (planned: Planned) => void;
}): Scheduler<RunReport> {
  const { settings, clock, log, run, ended, progress: tell, planned } = parts;
  const scheduler = createScheduler<RunReport>({
    settings,
    clock,
    log,
    start: async (order, signal, progress) => {
      tellPlanned();
      const outcome = await run({
        trigger: order.trigger,
        agent: order.agent,
        verify: order.verify,
        preview: order.trigger === 'preview',
        progress: (done, all) => {
          progress();
          tell(done, all);
        },
        signal,
      });
      ended(outcome, order);
      tellPlanned();
      return outcome;
    },
  });
  function tellPlanned(): void {
    const { next, pausedUntil } = scheduler.status();
    planned({ next, pausedUntil });
  }
  const telling =
    <A extends readonly unknown[]>(act: (...words: A) => void) =>
    (...words: A) => {
      act(...words);
      tellPlanned();
    };
  return {
    ...scheduler,
    begin: telling(scheduler.begin),
    pause: telling(scheduler.pause),
    resume: telling(scheduler.resume),
    change: telling(scheduler.change),
  };
}
