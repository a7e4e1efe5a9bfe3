/**
 * When the next scheduled run is due: every so many minutes, or by a cron line. Holds what is planned and nothing else: it starts
 * nothing and waits for nothing. What is due is planned anew before it is answered, so a failing run cannot stop it.
 */
import type { Instant } from '../core/event.ts';
import type { Result } from '../core/problem.ts';
import { cronAfter } from './cron-line.ts';
import { instantOf, type WeekHours } from './week-hours.ts';

/** One look at the clocks. */
export interface Clocks {
  readonly now: Instant;
  readonly monotonicMs: number;
}

/** A look at the clocks, with what happened since the last one. */
export interface Moment extends Clocks {
  /** The computer was asleep just before: what was due meanwhile was missed. */
  readonly slept: boolean;
  /** Milliseconds of that sleep that the monotonic clock did not see. */
  readonly unseenMs: number;
  readonly paused: boolean;
  /** The wall clock was set, or ran on in a sleep, since the last look. */
  readonly wallMoved: boolean;
}

export interface Timetable {
  due(moment: Moment): 'schedule' | 'catch-up' | null;
  /** Milliseconds until something can be due; 0 when it is due but must not happen now. */
  waitMs(clocks: Clocks): number;
  /** The next run, not before `earliest`; null when there is none. */
  next(clocks: Clocks, earliest: Instant): Instant | null;
}

/** Later than this is missed: no load of the machine delays a timer so much. */
export const lateMs = 60_000;

const later = (a: Instant, b: Instant) => (a > b ? a : b);

/** Counts on the monotonic clock: setting the wall clock neither stops nor doubles a run. */
export function everyInterval(options: {
  readonly everyMs: number;
  readonly firstMs: number;
  readonly hours: WeekHours;
  readonly catchUp: boolean;
}): Timetable {
  const { everyMs, hours, catchUp } = options;
  let dueMs = options.firstMs;

  function planAfter(monotonicMs: number): void {
    dueMs = dueMs + everyMs > monotonicMs ? dueMs + everyMs : monotonicMs + everyMs;
  }

  return {
    due(moment) {
      dueMs -= moment.unseenMs;
      if (moment.monotonicMs < dueMs) return null;
      // Outside the hours and in a pause it stays due, and happens as soon as it may.
      if (moment.paused || !hours.contains(moment.now)) return null;
      planAfter(moment.monotonicMs);
      if (!moment.slept) return 'schedule';
      return catchUp ? 'catch-up' : null;
    },
    waitMs: clocks => Math.max(0, dueMs - clocks.monotonicMs),
    next(clocks, earliest) {
      const planned = instantOf(Date.parse(clocks.now) + Math.max(0, dueMs - clocks.monotonicMs));
      return hours.opening(later(planned, earliest));
    },
  };
}

/** How many openings of the hours are tried (each at least a week or a time of the line apart) before they count as never met. */
const openingsTried = 60;

/** The first time of the line after `after` that lies in the hours. */
function cronWithin(line: string, after: Instant, zone: string | null, hours: WeekHours): Instant | null {
  let from = after;
  for (let tries = 0; tries < openingsTried; tries += 1) {
    const named = cronAfter(line, from, zone);
    if (!named.ok) return null;
    const opening = hours.opening(named.value);
    if (opening === null) return null;
    if (opening === named.value) return named.value;
    // One second before the opening, so that a time at the opening itself counts.
    from = instantOf(Date.parse(opening) - 1_000);
  }
  return null;
}

/** Follows the wall clock, because a cron line means it: after the clock was set, the next time is reckoned anew. */
export function byCronLine(options: {
  readonly line: string;
  readonly zone: string | null;
  readonly now: Instant;
  readonly hours: WeekHours;
  readonly catchUp: boolean;
}): Result<Timetable> {
  const { line, zone, hours, catchUp } = options;
  const first = cronAfter(line, options.now, zone);
  if (!first.ok) return first;
  const after = (instant: Instant) => cronWithin(line, instant, zone, hours);
  let planned = after(options.now);

  return {
    ok: true,
    value: {
      due(moment) {
        const at = planned;
        const isDue = at !== null && moment.now >= at;
        if (isDue || moment.wallMoved) planned = after(moment.now);
        if (!isDue || moment.paused) return null;
        if (Date.parse(moment.now) - Date.parse(at) <= lateMs) return 'schedule';
        return catchUp && hours.contains(moment.now) ? 'catch-up' : null;
      },
      waitMs: clocks =>
        planned === null ? lateMs : Math.max(0, Date.parse(planned) - Date.parse(clocks.now)),
      next: (_clocks, earliest) =>
        planned === null || planned >= earliest ? planned : after(instantOf(Date.parse(earliest) - 1_000)),
    },
  };
}
