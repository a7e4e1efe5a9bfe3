/**
 * Cron lines, read by node-schedule. Only its reckoning is used: its own timers, which follow the wall clock alone and report a
 * failed run as an 'error' event that ends the process when nobody listens, never fire here.
 */
import schedule from 'node-schedule';
import type { Settings } from '../../preload/contract/settings.ts';
import type { Instant } from '../core/event.ts';
import { failed, type Result, succeeded } from '../core/problem.ts';
import { instantOf } from './week-hours.ts';

const fieldCount = 5;

function invalid(reason: string): Result<never> {
  return failed({
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { field: 'schedule.cron', reason },
  });
}

/** What is no cron line is read as a date by node-schedule, and planned once. */
function isOnce(rule: object): boolean {
  return 'recurs' in rule && rule.recurs === false;
}

/**
 * The first moment after `after` that the line names. `zone` is an IANA name, null for the zone of this computer. A moment that a
 * change of clocks leaves out is moved by the change. Problem: settings.invalid, also for a line that never comes (31 February).
 * `after` must not lie in the past: node-schedule takes the present then.
 */
export function cronAfter(line: string, after: Instant, zone: string | null): Result<Instant> {
  // node-schedule also takes seconds, words like @daily and whole dates; the setting promises five fields.
  if (line.trim().split(/\s+/).length !== fieldCount) {
    return invalid('a cron line has five fields: minute, hour, day of the month, month, day of the week');
  }
  const job = new schedule.Job(() => undefined);
  try {
    const isPlanned = job.schedule({
      rule: line.trim(),
      start: new Date(after),
      ...(zone === null ? {} : { tz: zone }),
    });
    const planned = job.pendingInvocations[0];
    if (!isPlanned || planned === undefined || isOnce(planned.recurrenceRule)) {
      return invalid('it is not a cron line, or one that never comes');
    }
    return succeeded(instantOf(planned.fireDate.getTime()));
  } catch {
    return invalid(`it cannot be read in the zone ${zone ?? 'of this computer'}`);
  } finally {
    job.cancel();
  }
}

/** Settings whose cron line, when there is one, can be followed; else the problem of `cronAfter`. */
export function checkCron(settings: Settings, now: Instant): Result<Settings> {
  const { cron } = settings.schedule;
  if (cron === '') return succeeded(settings);
  const next = cronAfter(cron, now, null);
  return next.ok ? succeeded(settings) : next;
}
