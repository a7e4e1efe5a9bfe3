/** Trace, Check and Held changes: the screens that explain and ask. */
import { z } from 'zod';
import { agentId, count, dateText, instant, problemView } from '../reply.ts';
import { leftOutReason } from './agents.ts';

/** One event and what became of it. */
export const tracedEvent = z.strictObject({
  /** For keys of lists. */
  key: z.string(),
  /** Wall time in the event's own zone (`2026-03-24T10:00:00`), or dates of an all-day event. */
  start: z.string(),
  end: z.string(),
  /** Null: private, or not known any more. */
  subject: z.string().nullable(),
  exchange: z.strictObject({
    is: z.enum(['there', 'gone', 'unreadable']),
    says: z.string(),
    changed: instant.nullable(),
  }),
  halo: z.strictObject({
    is: z.enum(['never', 'found', 'deleted', 'absent']),
    says: z.string(),
    haloId: count.nullable(),
  }),
  /** The last decision: `Skipped 10:05: free time is not imported.` Null: no run has decided yet. */
  decision: z
    .strictObject({
      verdict: z.enum(['imported', 'skipped', 'held', 'failed']),
      at: instant,
      says: z.string(),
    })
    .nullable(),
  /** The setting that decides it, as dotted key: `Imported if you change this.` Null when none does. */
  setting: z.string().nullable(),
  /** A held change of it; null when none. */
  held: z.strictObject({ since: instant, says: z.string() }).nullable(),
  /** All sentences in order, for one who reads them out or copies them. */
  sentences: z.array(z.string()),
});
export type TracedEventView = z.infer<typeof tracedEvent>;

export const traceView = z.strictObject({
  /** The h1: `Not in Halo, because free time is not imported.` or `4 events of Anna Keller on that day.` */
  sentence: z.string(),
  agent: z.string(),
  address: z.string(),
  /** Why nothing of this agent is imported; null when it is synced. */
  leftOut: z.strictObject({ reason: leftOutReason, says: z.string() }).nullable(),
  events: z.array(tracedEvent),
  /** How many more there are than are shown. */
  more: count,
});
export type TraceView = z.infer<typeof traceView>;

export const rungView = z.strictObject({
  /** `nudges`: what has to hold on this computer for Halo to be heard. */
  server: z.enum(['halo', 'exchange', 'nudges']),
  /** A name of `main/engine/check.ts`. */
  name: z.string(),
  title: z.string(),
  state: z.enum(['good', 'warned', 'broken', 'not-reached']),
  /** What was found: `as Calendar Service`, `version 15.2`. May be ''. */
  found: z.string(),
  problem: problemView.nullable(),
  /** The fix to paste, else null. */
  paste: z.strictObject({ title: z.string(), text: z.string() }).nullable(),
});
export type RungView = z.infer<typeof rungView>;

export const checkView = z.strictObject({
  /** `The ladder stops at rung 7: the role does not cover this mailbox.` */
  sentence: z.string(),
  at: instant,
  /** How long it took, in milliseconds. */
  ms: count,
  /** Whose calendar was opened; null: the servers only. */
  agent: z.string().nullable(),
  /** Halo's ladder, Exchange's, and that of nudges where somebody is to be listened to, each from the ground up. */
  rungs: z.array(rungView),
});
export type CheckView = z.infer<typeof checkView>;

/** One change that waits for a person. */
export const heldChange = z.strictObject({
  /** Names it in `held.answer`. */
  reference: z.string(),
  agentId,
  agent: z.string(),
  address: z.string(),
  /** On which side it would be done. */
  at: z.enum(['halo', 'exchange']),
  /** What would be done. */
  would: z.enum(['add', 'change', 'remove', 'link']),
  /** Of whole days the first and the last date, where they are known. Null: not known any more. */
  start: z.union([instant, dateText]).nullable(),
  end: z.union([instant, dateText]).nullable(),
  /** Null: private, or not known. */
  subject: z.string().nullable(),
  /** Reason code, the same for all of a group. */
  reason: z.string(),
  because: z.string(),
  since: instant,
  /** `kept`: a person said leave it. `approved`: the next run plans it again on a fresh read. */
  state: z.enum(['waiting', 'kept', 'approved']),
});
export type HeldChangeView = z.infer<typeof heldChange>;

/** Changes of one agent that were parked for one reason. */
export const heldGroup = z.strictObject({
  id: z.string(),
  /** `Sofia Lindqvist: 25 appointments would be removed`, `… 2 events would be moved into Deleted Items` */
  title: z.string(),
  /** Why, and what it may mean. */
  says: z.string(),
  /** The safe choice and the other one, named by effect and count: `Keep all 25`, `Remove 25 in Halo`. */
  keepLabel: z.string(),
  approveLabel: z.string(),
  changes: z.array(heldChange),
});

export const heldView = z.strictObject({
  /** `37 changes wait for you. Everything else goes on.` */
  sentence: z.string(),
  waiting: count,
  /** Those that wait, by agent and reason, oldest first. */
  groups: z.array(heldGroup),
  /** Already answered and still remembered. */
  answered: z.array(heldChange),
});
export type HeldView = z.infer<typeof heldView>;
