/** The span of days that is synced. `inWindow` is the one predicate that decides membership, everywhere. */
import type { Instant } from './event.ts';

export interface Window {
  readonly start: Instant;
  /** Exclusive. */
  readonly end: Instant;
}

/** On which side of the window an event lies that is not in it. */
export const windowSides = ['before-the-window', 'after-the-window'] as const;
export type WindowSide = (typeof windowSides)[number];

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The years that neither server can leave. As text they have four digits, so that earlier is smaller. */
const firstMs = Date.parse('0001-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T23:59:59Z');

/** A moment before or after all that a calendar can hold counts as the first or the last one. */
function withinCalendar(epochMs: number): number {
  return Math.min(Math.max(epochMs, firstMs), lastMs);
}

/** The moment as text, without its fraction of a second; see `withinCalendar`. */
export function instantOf(epochMs: number): Instant {
  return `${new Date(withinCalendar(epochMs)).toISOString().slice(0, 19)}Z`;
}

/**
 * The window at a moment. Its edges are whole UTC days that roll once a day; `offsetMinutes` (0 to 1,439, from the mailbox)
 * spreads the rolling of many mailboxes over the day.
 */
export function windowAt(
  now: Instant,
  span: { readonly daysBack: number; readonly daysAhead: number },
  offsetMinutes: number,
): Window {
  const today = Math.floor((Date.parse(now) - offsetMinutes * minuteMs) / dayMs);
  return {
    start: instantOf((today - span.daysBack) * dayMs),
    end: instantOf((today + span.daysAhead + 1) * dayMs),
  };
}

/** When the window rolls next. */
export function nextRollAfter(now: Instant, offsetMinutes: number): Instant {
  const today = Math.floor((Date.parse(now) - offsetMinutes * minuteMs) / dayMs);
  return instantOf((today + 1) * dayMs + offsetMinutes * minuteMs);
}

/** True when the event overlaps the window. An event without length belongs to the moment at which it starts. */
export function inWindow(event: { readonly start: Instant; readonly end: Instant }, window: Window): boolean {
  const endsInside = event.end > window.start || (event.start === event.end && event.start === window.start);
  return endsInside && event.start < window.end;
}
