/** One agent's calendar on both sides: what Halo holds beside what Exchange holds, the series, and what was skipped and why. */
import { z } from 'zod';
import { agentId, count, dateText, instant } from '../reply.ts';

/** Moments, or whole dates (both included) that belong to no zone. */
export const whenView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timed'), start: instant, end: instant }),
  z.strictObject({ kind: z.literal('all-day'), first: dateText, last: dateText }),
]);

/** One block of the Exchange lane. */
export const exchangeBlock = z.strictObject({
  /** Ties it to the block of the other lane with the same `tie`. */
  tie: z.string(),
  kind: z.enum(['single', 'occurrence', 'exception']),
  when: whenView,
  /** Null: private; show *Private* and its time. */
  subject: z.string().nullable(),
  location: z.string(),
  /** Ties it to a row of `series`; null for a single. */
  seriesId: z.string().nullable(),
  /** What was decided on it; null: no run has seen it yet. */
  verdict: z.enum(['imported', 'skipped', 'held', 'failed']).nullable(),
  /** The decision in words: `Skipped: free time is not imported.` '' without one. */
  says: z.string(),
  /** The setting that decides it, as dotted key; null when none does. */
  setting: z.string().nullable(),
});

/** One block of the Halo lane. */
export const haloBlock = z.strictObject({
  /** Equal to an Exchange block's when they belong together; its own otherwise. */
  tie: z.string(),
  haloId: count,
  when: whenView,
  /** Null: private. */
  subject: z.string().nullable(),
  location: z.string(),
  seriesId: z.string().nullable(),
  /** `ours`: made or adopted by the import. `halo`: Halo's own, which the import never touches. */
  owner: z.enum(['ours', 'halo']),
  /** It differs from what Exchange holds: put right by the next run, or reported. */
  differs: z.boolean(),
});

/** A recurring master appointment. */
export const seriesRow = z.strictObject({
  seriesId: z.string(),
  subject: z.string().nullable(),
  /** First start of the series as far as Exchange tells it; null when it does not. */
  firstStart: instant.nullable(),
  /** In the span that was asked for. */
  occurrences: count,
  exceptions: count,
  inHalo: count,
});

export const calendarView = z.strictObject({
  agentId,
  agent: z.string(),
  address: z.string(),
  from: dateText,
  /** Included. */
  to: dateText,
  /** `16 of 18 events of this week are in Halo. 2 are skipped by your settings.` */
  sentence: z.string(),
  readAt: instant,
  exchange: z.array(exchangeBlock),
  halo: z.array(haloBlock),
  series: z.array(seriesRow),
  /** The span that is synced: what lies outside is not compared. */
  window: z.strictObject({ start: instant, end: instant }),
});
export type CalendarView = z.infer<typeof calendarView>;
