/**
 * The one health of the whole, from facts and the time alone. Pure. Green needs a recent success: time passing without one turns it amber
 * although nothing was reported.
 */
import type { Instant } from './event.ts';

export type Health = 'up-to-date' | 'working' | 'needs-you' | 'not-syncing' | 'paused';

/** What is known of one calendar. */
export interface CalendarFacts {
  readonly lastSuccess: Instant | null;
  /** Held changes that wait for a person. */
  readonly held: number;
  /** Problems of the last run that tried it. */
  readonly problems: number;
}

export interface HealthFacts {
  readonly now: Instant;
  /** A calendar whose last success lies before this moment is stale: two scheduled runs have passed it by. */
  readonly staleBefore: Instant;
  readonly isFirstStart: boolean;
  readonly isRunning: boolean;
  readonly isPaused: boolean;
  /** Nothing can be synced: the data folder, the settings or a server say so. */
  readonly isBlocked: boolean;
  readonly calendars: readonly CalendarFacts[];
  /** Held changes of which no calendar is known; absent: none. */
  readonly heldElsewhere?: number;
}

export type CalendarHealth = 'up-to-date' | 'needs-you' | 'not-syncing';

/** A calendar that never succeeded, or fails and is stale, is not syncing; one that is merely stale needs somebody to look. */
export function calendarHealth(calendar: CalendarFacts, staleBefore: Instant): CalendarHealth {
  const { lastSuccess, held, problems } = calendar;
  if (lastSuccess === null) return 'not-syncing';
  const isStale = lastSuccess < staleBefore;
  if (isStale && problems > 0) return 'not-syncing';
  return isStale || held > 0 || problems > 0 ? 'needs-you' : 'up-to-date';
}

export interface CalendarCounts {
  readonly all: number;
  readonly upToDate: number;
  readonly needsYou: number;
  readonly notSyncing: number;
}

/** `staleBefore`: whoever last succeeded before this moment is not up to date. */
export function countCalendars(calendars: readonly CalendarFacts[], staleBefore: Instant): CalendarCounts {
  const found = { 'up-to-date': 0, 'needs-you': 0, 'not-syncing': 0 };
  for (const calendar of calendars) found[calendarHealth(calendar, staleBefore)] += 1;
  return {
    all: calendars.length,
    upToDate: found['up-to-date'],
    needsYou: found['needs-you'],
    notSyncing: found['not-syncing'],
  };
}

/** What a person did or does (run, pause) is said first; then what stops everything; then what stops a part. */
export function healthOf(facts: HealthFacts): Health {
  if (facts.isRunning) return 'working';
  if (facts.isFirstStart) return 'needs-you';
  if (facts.isPaused) return 'paused';
  if (facts.isBlocked) return 'not-syncing';
  const { all, upToDate, notSyncing } = countCalendars(facts.calendars, facts.staleBefore);
  if (all === 0) return 'needs-you';
  if (notSyncing === all) return 'not-syncing';
  return upToDate === all && (facts.heldElsewhere ?? 0) === 0 ? 'up-to-date' : 'needs-you';
}
