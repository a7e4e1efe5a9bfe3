/** The page Outbound: what is on its way from Halo to Exchange, what cannot be sent and why, and how it stands for each agent. */
import { z } from 'zod';
import { agentId, count, instant, problemView } from '../reply.ts';
import { verb } from './verb.ts';

/** One appointment that is not in Exchange yet. */
export const unsentView = z.strictObject({
  /** Halo's number of the appointment; names it in `outbound.answer`. */
  haloId: count,
  /** Null, and the name '': only the appointment was named. */
  agentId: agentId.nullable(),
  agent: z.string(),
  /** Moments in UTC, or dates of an all-day appointment, both included. Null: not known. */
  span: z.strictObject({ start: z.string(), end: z.string() }).nullable(),
  /** Null: private, or not known; then `span` is null too. */
  subject: z.string().nullable(),
  since: instant,
  /** When it is tried again by itself; null: now, or not before it changes. */
  nextTry: instant.nullable(),
});
export type UnsentView = z.infer<typeof unsentView>;

/** Those that wait for the same. */
export const unsentGroup = z.strictObject({
  /** For keys of lists. */
  id: z.string(),
  state: z.enum(['cannot-be-sent', 'tried-again', 'waiting']),
  /** `2 appointments cannot be sent`. */
  title: z.string(),
  /** Why, and what to do about it, each in whole sentences; '' where there is nothing to say. */
  says: z.string(),
  remedy: z.string(),
  /** Leads to where it is mended; null: not in this window. */
  verb: verb.nullable(),
  /** Halo's own field and its number that nobody has confirmed yet; null: it is not about one. */
  code: z.strictObject({ field: z.string(), value: z.string() }).nullable(),
  /** The oldest first, at most 200. */
  entries: z.array(unsentView),
  /** How many more there are than are shown. */
  more: count,
});
export type UnsentGroup = z.infer<typeof unsentGroup>;

export const outboundView = z.strictObject({
  /** False: this app writes nothing to Exchange, and the rest is of earlier days. */
  isOn: z.boolean(),
  /** The h1: `2 appointments cannot be sent to Exchange.` */
  sentence: z.string(),
  /** How soon a change in Halo is in Exchange, as things stand now. */
  howSoon: z.string(),
  /** What keeps all of it waiting, and why Halo is not heard. */
  problems: z.array(problemView),
  waiting: count,
  parked: count,
  held: count,
  /** When the oldest of those on their way was heard of; null: nothing waits. */
  oldest: instant.nullable(),
  /** When something was last written to Exchange; null: never. */
  lastWrite: instant.nullable(),
  /** What cannot be sent first, then what is tried again, then what waits. */
  groups: z.array(unsentGroup),
  /** Those for whom something waits, the most first; then those into whose calendar something was written lately. */
  agents: z.array(
    z.strictObject({
      /** Null, and the name '': only the appointment was named. */
      agentId: agentId.nullable(),
      agent: z.string(),
      waiting: count,
      parked: count,
      held: count,
      oldest: instant.nullable(),
      /** Null: not lately. */
      lastSent: instant.nullable(),
    }),
  ),
});
export type OutboundView = z.infer<typeof outboundView>;
