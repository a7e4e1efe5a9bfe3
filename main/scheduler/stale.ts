/** From when on the lack of a success is worth saying: two scheduled runs have come and gone. Reckons only; knows no clock of its own. */
import type { Instant } from '../core/event.ts';
import { cronAfter } from './cron-line.ts';
import type { ScheduleSettings } from './scheduler.ts';
import { instantOf, weekHours } from './week-hours.ts';

/** What a run itself may take before its absence counts. */
const graceMs = 60_000;
const mostSteps = 4_000;
const gapsLookedAt = 10;

/** The longest time between two of the next runs of a cron line; null when it cannot be used. */
function longestGapMs(line: string, now: Instant, zone: string | null): number | null {
  let from = now;
  let longest = 0;
  for (let step = 0; step < gapsLookedAt; step += 1) {
    const next = cronAfter(line, from, zone);
    if (!next.ok) return null;
    if (step > 0) longest = Math.max(longest, Date.parse(next.value) - Date.parse(from));
    from = next.value;
  }
  return longest;
}

/** A success before this moment is older than two intervals of the schedule, hours in which it rests left out. */
export function staleBefore(settings: ScheduleSettings, now: Instant, zone: string | null): Instant {
  const nowMs = Date.parse(now);
  const stepMs = settings.everyMinutes * 60_000;
  const gapMs = settings.cron === '' ? null : longestGapMs(settings.cron, now, zone);
  if (gapMs !== null) return instantOf(nowMs - 2 * gapMs - graceMs);
  const hours = weekHours(settings.hours, zone);
  let at = nowMs - graceMs;
  let open = 0;
  for (let step = 0; step < mostSteps && open < 2; step += 1) {
    if (hours.contains(instantOf(at))) open += 1;
    at -= stepMs;
  }
  return instantOf(at);
}
