/** A schedule on a clock that is turned by hand, and what it began. */
import type { Instant } from '../../main/core/event.ts';
import { type Problem, succeeded } from '../../main/core/problem.ts';
import { createScheduler, type Scheduler, type ScheduleSettings } from '../../main/scheduler/scheduler.ts';
import type { StartRun } from '../../main/scheduler/single-flight.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';

export const minute = 60_000;
export const done = succeeded('done');
export const hour = 60 * minute;
/** A Tuesday, far ahead: node-schedule reckons from the real present when it is asked about the past. */
const tuesday: Instant = '2050-11-15T10:00:00Z';

export const every15: ScheduleSettings = {
  everyMinutes: 15,
  cron: '',
  hours: [],
  atStart: false,
  catchUp: true,
};

interface Bench {
  readonly clock: HandClock;
  readonly scheduler: Scheduler<string>;
  /** `HH:MM trigger` of each run that began, and forgets them. */
  readonly runs: () => readonly string[];
  readonly problems: readonly Problem[];
}

export function aBench(
  settings: Partial<ScheduleSettings> = {},
  options: {
    readonly start?: StartRun<string>;
    readonly at?: Instant;
    readonly zone?: string;
    /** Done before the schedule begins. */
    readonly before?: (scheduler: Scheduler<string>) => void;
  } = {},
): Bench {
  const clock = createHandClock(options.at ?? tuesday);
  const begun: string[] = [];
  const problems: Problem[] = [];
  const scheduler = createScheduler<string>({
    settings: { ...every15, ...settings },
    clock,
    zone: options.zone ?? 'UTC',
    log: { write: () => undefined, problem: problem => problems.push(problem) },
    start: async (order, signal, progress) => {
      begun.push(`${clock.now().slice(11, 16)} ${order.trigger}`);
      return options.start === undefined ? done : options.start(order, signal, progress);
    },
  });
  options.before?.(scheduler);
  scheduler.begin();
  return { clock, scheduler, problems, runs: () => begun.splice(0) };
}
