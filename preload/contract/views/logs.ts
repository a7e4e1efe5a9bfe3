/** The log and the requests, page by page. Subjects, bodies and secrets are in neither. */
import { z } from 'zod';
import { count, instant } from '../reply.ts';

export const logLevel = z.enum(['debug', 'info', 'warning', 'error']);

export const logLine = z.strictObject({
  /** Place in the log: for keys of lists and to read on. */
  place: z.string(),
  at: instant,
  level: logLevel,
  /** The sentence; for a problem its words. */
  message: z.string(),
  /** Facts by name, already redacted. */
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  run: count.nullable(),
  /** Mailbox address; null when it is about none. */
  mailbox: z.string().nullable(),
  /** How many equal lines in a row are folded into this one (itself included). */
  times: z.int().min(1),
});
export type LogLineView = z.infer<typeof logLine>;

export const logPage = z.strictObject({
  /** Newest first. */
  lines: z.array(logLine),
  /** Give it as `before` to read on; null: these were the last. */
  next: z.string().nullable(),
  /** `Today's log: 1 error, 2 warnings.` */
  sentence: z.string(),
});
export type LogPage = z.infer<typeof logPage>;

/**
 * One HTTP request. Halo's words are from Exchange's side: `inbound` is Exchange to Halo (the import: all that it asks of both servers),
 * `outbound` Halo to Exchange.
 */
export const requestLine = z.strictObject({
  place: z.string(),
  at: instant,
  direction: z.enum(['inbound', 'outbound']),
  peer: z.enum(['exchange', 'halo']),
  /** EWS operation, or method and path without values. */
  operation: z.string(),
  mailbox: z.string().nullable(),
  /** HTTP status; 0: no answer came. */
  status: count,
  /** The answer in words: `200`, `Slow down`, `No answer`. */
  answer: z.string(),
  /** Problem code; null when it was answered well. */
  problem: z.string().nullable(),
  ms: z.number(),
  bytesOut: count,
  bytesIn: count,
});
export type RequestLineView = z.infer<typeof requestLine>;

export const requestPage = z.strictObject({
  /** Newest first. */
  lines: z.array(requestLine),
  next: z.string().nullable(),
  /** `1,284 requests today. 2 were refused.` */
  sentence: z.string(),
});
export type RequestPage = z.infer<typeof requestPage>;
