/**
 * Starts runs when they are due and when somebody asks, one at a time. It must never die of a failed run and must never know what
 * a run does.
 */
import type { Instant } from '../core/event.ts';
import type { Problem, Result } from '../core/problem.ts';
import type { Clock, Log } from '../ports.ts';
import { createSingleFlight, type RunOrder, type StartRun } from './single-flight.ts';
import { byCronLine, everyInterval, lateMs, type Moment, type Timetable } from './timetable.ts';
import { instantOf, type WeekdayHours, weekHours } from './week-hours.ts';

/** The settings section *Schedule*. */
export interface ScheduleSettings {
  readonly everyMinutes: number;
  /** A cron line; '' for `everyMinutes`. */
  readonly cron: string;
  /** Also holds for the run at start; requests by hand are always served. */
  readonly hours: readonly WeekdayHours[];
  readonly atStart: boolean;
  readonly catchUp: boolean;
}

export interface SchedulerStatus {
  readonly running: { readonly order: RunOrder; readonly since: Instant } | null;
  readonly waiting: readonly RunOrder[];
  /** The next scheduled run; null before `begin`, after `stop`, or when line and hours never meet. */
  readonly next: Instant | null;
  readonly pausedUntil: Instant | null;
  /** Set when the cron line cannot be used: `everyMinutes` counts meanwhile. */
  readonly problem: Problem | null;
}

export interface Scheduler<T> {
  /** Begins the schedule, with a run at start when so set and no pause holds. */
  begin(): void;
  /** A run by hand, also outside the hours and in a pause. Never rejects. Problems: the run's, run.stopped, run.stalled, internal.bug. */
  request(order: RunOrder): Promise<Result<T>>;
  /** No scheduled run for so many milliseconds, or until a moment; the later call counts. Runs by hand go on. */
  pause(how: { readonly forMs: number } | { readonly until: Instant }): void;
  resume(): void;
  /** The system says that it was asleep. What was missed is caught up once, however often this is said. */
  wokeUp(): void;
  /** New settings; the run under way is not touched. */
  change(settings: ScheduleSettings): void;
  status(): SchedulerStatus;
  /** Asks the run under way to end. */
  stopRun(): void;
  /** Ends schedule and run. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** The longest wait: a clock that was set, an end of a pause and a sleep are noticed within it. */
const longestWaitMs = 30_000;

type Pause = { readonly endMs: number } | { readonly until: Instant };

export function createScheduler<T>(options: {
  readonly settings: ScheduleSettings;
  readonly clock: Clock;
  readonly start: StartRun<T>;
  readonly log: Log;
  /** IANA name of the zone of cron line and hours; null for the zone of this computer. */
  readonly zone?: string | null;
}): Scheduler<T> {
  const { clock, log, zone = null } = options;
  const flights = createSingleFlight<T>(options);
  let settings = options.settings;
  let hours = weekHours(settings.hours, zone);
  let problem: Problem | null = null;
  let timetable: Timetable | null = null;
  let pause: Pause | null = null;
  let saidAsleep = false;
  let isStopped = false;
  let nudge = new AbortController();
  let last = { now: clock.now(), monotonicMs: clock.monotonicMs(), askedMs: 0 };

  function makeTimetable(): Timetable {
    hours = weekHours(settings.hours, zone);
    problem = null;
    const { catchUp, everyMinutes, cron } = settings;
    if (cron !== '') {
      const made = byCronLine({ line: cron, zone, now: clock.now(), hours, catchUp });
      if (made.ok) return made.value;
      problem = made.problem;
      log.problem(made.problem);
    }
    const everyMs = everyMinutes * 60_000;
    return everyInterval({ everyMs, firstMs: clock.monotonicMs() + everyMs, hours, catchUp });
  }

  function pausedUntil(): Instant | null {
    if (pause === null) return null;
    if ('until' in pause) return pause.until > clock.now() ? pause.until : null;
    const leftMs = pause.endMs - clock.monotonicMs();
    return leftMs > 0 ? instantOf(Date.parse(clock.now()) + leftMs) : null;
  }

  function look(): Moment {
    const now = clock.now();
    const monotonicMs = clock.monotonicMs();
    const passedMs = monotonicMs - last.monotonicMs;
    const aheadMs = Date.parse(now) - Date.parse(last.now) - passedMs;
    // Some systems stop the monotonic clock in a sleep; then only the wall clock knows how long it was.
    const unseenMs = saidAsleep ? Math.max(0, aheadMs) : 0;
    const slept = passedMs + unseenMs > last.askedMs + lateMs;
    saidAsleep = false;
    last = { now, monotonicMs, askedMs: 0 };
    return {
      now,
      monotonicMs,
      slept,
      unseenMs: slept ? unseenMs : 0,
      paused: pausedUntil() !== null,
      wallMoved: Math.abs(aheadMs) > lateMs,
    };
  }

  function startScheduled(trigger: RunOrder['trigger']): void {
    // Its outcome is told by the run itself; a request never rejects.
    void flights.request({ trigger, agent: null, verify: false });
  }

  function lookAndStart(current: Timetable): void {
    const moment = look();
    const trigger = current.due(moment);
    if (trigger !== null) startScheduled(trigger);
    const waitMs = current.waitMs(moment);
    // Due but not allowed now: looked at again later.
    last.askedMs = waitMs > 0 ? Math.min(waitMs, longestWaitMs) : longestWaitMs;
  }

  async function keepTime(): Promise<void> {
    while (!isStopped && timetable !== null) {
      nudge = new AbortController();
      try {
        lookAndStart(timetable);
      } catch (thrown) {
        last.askedMs = longestWaitMs;
        logBug(thrown);
      }
      try {
        await clock.wait(last.askedMs, nudge.signal);
      } catch (thrown) {
        if (!nudge.signal.aborted) throw thrown;
      }
    }
  }

  function logBug(thrown: unknown): void {
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.problem({ code: 'internal.bug', scope: 'installation', retryable: false }, { stack });
  }

  return {
    begin() {
      if (timetable !== null || isStopped) return;
      timetable = makeTimetable();
      last = { now: clock.now(), monotonicMs: clock.monotonicMs(), askedMs: 0 };
      // A pause of the program before this one still holds.
      const mayStart = pausedUntil() === null && hours.contains(clock.now());
      if (settings.atStart && mayStart) startScheduled('start');
      keepTime().catch(logBug);
    },
    request: order => flights.request(order),
    pause(how) {
      pause = 'forMs' in how ? { endMs: clock.monotonicMs() + how.forMs } : how;
      nudge.abort();
    },
    resume() {
      pause = null;
      nudge.abort();
    },
    wokeUp() {
      saidAsleep = true;
      nudge.abort();
    },
    change(changed) {
      // Saving something else does not put off the next run.
      const isSame = JSON.stringify(changed) === JSON.stringify(settings);
      settings = changed;
      if (timetable !== null && !isSame) timetable = makeTimetable();
      nudge.abort();
    },
    status() {
      const until = pausedUntil();
      const now = clock.now();
      return {
        running: flights.running(),
        waiting: flights.waiting(),
        next: isStopped
          ? null
          : (timetable?.next({ now, monotonicMs: clock.monotonicMs() }, until ?? now) ?? null),
        pausedUntil: until,
        problem,
      };
    },
    stopRun: () => flights.stopRun(),
    async stop() {
      isStopped = true;
      nudge.abort();
      await flights.close();
    },
  };
}
