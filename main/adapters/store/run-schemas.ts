/**
 * The shapes of run reports on disk, as zod schemas that mirror `core/report.ts` and `core/problem.ts`: `satisfies` refuses to compile
 * when they differ.
 */
import { z } from 'zod';
import { leftOutReasons } from '../../core/agents.ts';
import { type Problem, problemCodes } from '../../core/problem.ts';
import {
  conflictWinners,
  type LeftOutAgents,
  type MailboxReport,
  type ReportLine,
  type RunReport,
  type ServerSeen,
} from '../../core/report.ts';

const texts = z.record(z.string(), z.string());
const count = z.int().min(0);

export const problemSchema = z.strictObject({
  code: z.enum(problemCodes),
  scope: z.enum(['item', 'mailbox', 'exchange', 'halo', 'installation']),
  retryable: z.boolean(),
  retryAfterMs: z.exactOptional(z.number()),
  nextTry: z.exactOptional(z.string()),
  effectUnknown: z.exactOptional(z.boolean()),
  facts: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number()]))),
}) satisfies z.ZodType<Problem>;

const lineSchema = z.strictObject({
  key: z.string(),
  action: z.enum(['create', 'update', 'remove', 'adopt']),
  outcome: z.enum(['done', 'held', 'failed']),
  reasons: z.array(z.string()),
  changed: z.array(z.string()),
  inHalo: z.exactOptional(z.array(z.string())),
  at: z.exactOptional(z.string()),
  conflicts: z.exactOptional(z.record(z.string(), z.enum(conflictWinners))),
  start: z.string(),
  end: z.string(),
  subject: z.string(),
  haloId: z.int().nullable(),
  before: z.exactOptional(texts),
  after: z.exactOptional(texts),
}) satisfies z.ZodType<ReportLine>;

const counts = { added: count, changed: count, removed: count, held: count, skipped: count, failed: count };

export const mailboxReportSchema = z.strictObject({
  ...counts,
  agentId: z.int(),
  agent: z.string(),
  address: z.string(),
  outcome: z.enum(['unchanged', 'done', 'incomplete', 'failed', 'parked', 'stopped']),
  adopted: count,
  stayDeleted: z.exactOptional(count),
  changedInHalo: z.exactOptional(count),
  lastAt: z.exactOptional(z.string()),
  problems: z.array(problemSchema),
  lines: z.array(lineSchema),
}) satisfies z.ZodType<MailboxReport>;

const serverSchema = z.strictObject({
  host: z.string(),
  certificate: z.strictObject({ issuer: z.string(), names: z.string(), until: z.string() }).nullable(),
  waits: count,
  waitedMs: z.number(),
}) satisfies z.ZodType<ServerSeen>;

const leftOutSchema = z.strictObject({
  count,
  first: z.array(z.strictObject({ agentId: z.int(), name: z.string(), reason: z.enum(leftOutReasons) })),
}) satisfies z.ZodType<LeftOutAgents>;

/** A report without its mailboxes: what a list of runs shows. */
export type RunHead = Omit<RunReport, 'mailboxes'>;

const headSchema = z.strictObject({
  ...counts,
  number: z.int().min(1),
  trigger: z.enum(['schedule', 'by-hand', 'start', 'catch-up', 'preview', 'outbound']),
  startedAt: z.string(),
  ms: z.number(),
  outcome: z.enum(['done', 'done-with-problems', 'could-not-run', 'stopped']),
  changedInHalo: z.exactOptional(count),
  exchangeRequests: count,
  haloReads: count,
  haloWrites: count,
  servers: z.exactOptional(z.strictObject({ exchange: serverSchema, halo: serverSchema })),
  leftOut: z.exactOptional(leftOutSchema),
  problems: z.array(problemSchema),
}) satisfies z.ZodType<RunHead>;

/** `runs/<number>.json`. */
export interface HeadFile {
  readonly version: 1;
  readonly head: RunHead;
}
export const headFileSchema: z.ZodType<HeadFile> = z.strictObject({
  version: z.literal(1),
  head: headSchema,
});

/** `runs/last-number.json`: numbers are never given twice, even when reports are swept or a run dies. */
export interface NumberFile {
  readonly version: 1;
  readonly number: number;
}
export const numberFileSchema = z.strictObject({
  version: z.literal(1),
  number: z.int().min(0),
}) satisfies z.ZodType<NumberFile>;
