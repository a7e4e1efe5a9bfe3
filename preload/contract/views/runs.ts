/** Runs: a line each, a picture of the last ones, and the items of one with before and after. */
import { z } from 'zod';
import { agentId, count, instant, problemView } from '../reply.ts';

export const trigger = z.enum(['schedule', 'by-hand', 'start', 'catch-up', 'preview', 'outbound']);
export const runOutcome = z.enum(['done', 'done-with-problems', 'could-not-run', 'stopped']);

export const counts = z.strictObject({
  added: count,
  changed: count,
  removed: count,
  held: count,
  skipped: count,
  failed: count,
});
export type CountsView = z.infer<typeof counts>;

/** One run as a line of the table and a bar of the picture. */
export const runSummary = z.strictObject({
  number: count,
  trigger,
  /** `Schedule`, `By hand`, `At start`, `Caught up`, `Preview`. */
  triggerWord: z.string(),
  startedAt: instant,
  /** Duration in milliseconds. */
  ms: count,
  outcome: runOutcome,
  counts,
  /** Of a report of what came from Halo: changes that were written into Halo, not counted above. */
  changedInHalo: count,
  /** The result in words: `2 changed (start, end).` */
  says: z.string(),
  exchangeRequests: count,
  haloReads: count,
  haloWrites: count,
  problems: z.array(problemView),
});
export type RunSummary = z.infer<typeof runSummary>;

/** One calendar in a run. */
export const runCalendar = z.strictObject({
  agentId,
  agent: z.string(),
  address: z.string(),
  /** `incomplete`: part of it could not be read, so nothing was removed. */
  outcome: z.enum(['unchanged', 'done', 'incomplete', 'failed', 'parked', 'stopped']),
  counts,
  /** Found in Halo and linked. */
  linked: count,
  says: z.string(),
  /** From when on what failed there is tried again; null: in the next run, or that moment has passed. */
  nextTry: instant.nullable(),
  problems: z.array(problemView),
});

/** A field on one side: its text, or its time as moments in UTC or dates. */
const conflictValue = z.strictObject({
  text: z.string(),
  span: z.strictObject({ start: z.string(), end: z.string() }).nullable(),
});

/** A field that was changed on both sides, or put back in Halo. */
const conflict = z.strictObject({
  /** In words: `subject`. */
  field: z.string(),
  winner: z.enum(['Exchange', 'Halo']),
  /** Exchange alone decides it: only Halo had changed it, or both had. */
  isPutBack: z.boolean(),
  /** What both sides hold now, and what is nowhere any more. Null: private, so its texts are kept nowhere. */
  kept: conflictValue.nullable(),
  lost: conflictValue.nullable(),
});

const writtenIn = z.enum(['Exchange', 'Halo']);

/** One effect, or what would be one in a preview. */
export const runItem = z.strictObject({
  agentId,
  agent: z.string(),
  did: z.enum(['added', 'changed', 'removed', 'linked']),
  /** On which side; `both`: some fields here, some there. */
  writtenIn: z.enum([...writtenIn.options, 'both']),
  outcome: z.enum(['done', 'held', 'failed']),
  /** Why, in words: `time and place differ`. */
  because: z.string(),
  start: instant,
  end: instant,
  /** '' unless subjects may be shown; never of private events. */
  subject: z.string(),
  /** Halo's id; null when it is not known. */
  haloId: count.nullable(),
  /** Field (in words), before, after; '' where there is none. `writtenIn`: the side that was changed. */
  changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string(), writtenIn })),
  /** Of what came from Halo; empty: none. */
  conflicts: z.array(conflict),
  /** Names the event in `trace.search` by its day. */
  date: z.string(),
});
export type RunItem = z.infer<typeof runItem>;

export const runPage = z.strictObject({
  /** Newest first. */
  runs: z.array(runSummary),
  /** Give it as `before` to read on; null: these were the last. */
  next: count.nullable(),
  /** `The last 60 runs all finished, one of them with a problem.` */
  sentence: z.string(),
});

export const runDetail = z.strictObject({
  run: runSummary,
  calendars: z.array(runCalendar),
  /** One page of the items, in the order of the calendars. */
  items: z.array(runItem),
  /** All items that fit the filter. */
  itemCount: count,
});
export type RunDetail = z.infer<typeof runDetail>;

/** The last preview, kept until the program ends or another one is made. */
export const previewView = z.strictObject({
  /** `none`: never asked for. */
  state: z.enum(['none', 'running', 'ready', 'failed']),
  /** `Would add 31, remove 214. …` */
  sentence: z.string(),
  detail: runDetail.nullable(),
  problem: problemView.nullable(),
});
