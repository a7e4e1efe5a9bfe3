/**
 * Whether a write may have had its effect although its answer was none, or none that can be read. When in doubt it may: who asked looks
 * before asking again.
 */
import type { Problem } from '../../core/problem.ts';
import type { Trouble } from './answer-problem.ts';

/** Answers of the web server and of those before it, given before Exchange has done anything. */
const refusingStatuses: ReadonlySet<string | number | undefined> = new Set([
  401, 403, 404, 405, 413, 429, 456,
]);

/** What a server that is busy, moving or faulty says in the middle of its work. */
const inTheMiddle: ReadonlySet<Problem['code']> = new Set([
  'exchange.server-error',
  'exchange.unreadable-answer',
  'mailbox.unavailable',
  'mailbox.moving',
]);

/**
 * Of an answer that is trouble. A response code is Exchange's own word about the request: one that refuses, or asks to come again later, is
 * believed; one that tells of a breakdown says nothing of what was done before. Without a code only the status can say it.
 */
export function saysNothingWasDone({ code, facts }: Problem): boolean {
  if (facts?.['responseCode'] === undefined) return refusingStatuses.has(facts?.['status']);
  return !inTheMiddle.has(code);
}

/** The same trouble, told as one after which nobody knows whether the write was done. */
export function ofUnknownEffect({ problem, shrink }: Trouble): Trouble {
  return { problem: { ...problem, effectUnknown: true }, shrink };
}
