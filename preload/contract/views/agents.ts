/** Agents, their mailboxes and how each is doing; and the question what Halo's preference values mean. */
import { z } from 'zod';
import { agentId, count, instant, problemView } from '../reply.ts';
import { counts } from './runs.ts';

/** `off`: not synced on purpose or for a named reason (see `leftOut`). */
export const agentHealth = z.enum(['not-syncing', 'needs-you', 'working', 'up-to-date', 'off']);

export const leftOutReason = z.enum([
  'disabled',
  'api-only',
  'switched-off',
  'preference-off',
  'preference-unknown',
  'no-mailbox',
  'same-mailbox',
]);

export const agentRow = z.strictObject({
  agentId,
  name: z.string(),
  /** '' when none is known. */
  address: z.string(),
  health: agentHealth,
  /** One short line: `No problem`, `25 changes held`, what is wrong, or why it is off. */
  says: z.string(),
  lastSuccess: instant.nullable(),
  /** Of the last run that tried it; null: none yet. */
  lastRun: counts.nullable(),
  held: count,
  nextTry: instant.nullable(),
  problems: z.array(problemView),
  leftOut: leftOutReason.nullable(),
  /** Switched off here (`agents.off`), which `agents.switch` changes. */
  isSwitchedOff: z.boolean(),
});
export type AgentRow = z.infer<typeof agentRow>;

export const agentList = z.strictObject({
  /** `1,962 of 2,000 agents are up to date. 9 need you.` */
  sentence: z.string(),
  /** When the agents were last read from Halo; null: not since the start, the rows come from memory. */
  readAt: instant.nullable(),
  /** Worst first. All of them: the window virtualises. */
  rows: z.array(agentRow),
  /** Rows per health, for the filter chips. */
  counts: z.strictObject({
    'not-syncing': count,
    'needs-you': count,
    working: count,
    'up-to-date': count,
    off: count,
  }),
});
export type AgentList = z.infer<typeof agentList>;

/** The values of Halo's `apptsync` that were found; which mean *on* is not documented and is asked once. */
export const preferenceValues = z.strictObject({
  values: z.array(
    z.strictObject({
      value: z.int(),
      count,
      /** At most 5 names. */
      examples: z.array(z.string()).max(5),
      /** As the settings say now. */
      means: z.enum(['on', 'off', 'unanswered']),
    }),
  ),
});
export type PreferenceValues = z.infer<typeof preferenceValues>;
