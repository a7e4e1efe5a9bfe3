/**
 * How every request is answered: a value, or a problem as data with its words. Nothing crosses as a thrown error; a rejected promise
 * is a bug of this program.
 */
import { z } from 'zod';

/** A moment in UTC, whole seconds: `2026-03-29T08:00:00Z`. Compares as text. The window shows it in local time and format. */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
/** A calendar date: `2026-03-29`. */
export const dateText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine(text => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)), 'must be a date');
/** Halo's id of an agent. */
export const agentId = z.int().min(0).max(2_147_483_647);
/** How many; never negative. */
export const count = z.int().min(0);

/** What to show of something that went wrong. */
export const problemView = z.strictObject({
  /** A code of `main/core/problem.ts`, or `request.*` of this contract. For choosing what to do, never to be shown alone. */
  code: z.string(),
  /** What is wrong: one or two whole sentences. */
  sentence: z.string(),
  /** What can be done about it, or that nothing needs doing. */
  remedy: z.string(),
  /** Facts by name: host, port, status, field … Never secrets, subjects or bodies. `key` of settings.invalid is the dotted key. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ProblemView = z.infer<typeof problemView>;

/** Codes that only a request itself can have; all others are those of `main/core/problem.ts`. */
export const requestProblemCodes = [
  /** No request of this name, a sender that is not our window, or arguments that do not fit. */
  'request.refused',
  /** This window only looks: another one on the same data folder writes. */
  'request.viewer',
  /** What was asked for is not there (any more): a run, an agent, a version. */
  'request.not-found',
  /** The program is ending. */
  'request.ending',
] as const;
export type RequestProblemCode = (typeof requestProblemCodes)[number];

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ProblemView };

/** Schema of a reply whose value fits `value`. */
export function replyOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), problem: problemView }),
  ]);
}
