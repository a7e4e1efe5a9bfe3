/** How long a certificate lasts. Pure. */
import type { Instant } from './event.ts';

const dayMs = 86_400_000;

/** A certificate is to be renewed before somebody has to look for the reason. */
export const soonDays = 14;

/** Whole days from now to the end; below 0 once it has passed. */
export function daysUntil(end: Instant, now: Instant): number {
  return Math.floor((Date.parse(end) - Date.parse(now)) / dayMs);
}
