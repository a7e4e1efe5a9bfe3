/**
 * Everything that can go wrong with a request to Halo, as problems: one table for what the network does, one for statuses.
 * Decides nothing about repeating; `patience.ts` does, from what is said here.
 */
import type { Problem, ProblemCode, ProblemScope } from '../../core/problem.ts';
import type { HttpFailure, HttpFailureKind, HttpResponse } from '../http/http-client.ts';
import { type AnswerBody, namedFields, readBody, readError } from './answer-body.ts';
import { retryAfterMs } from './retry-after.ts';
import { writtenFieldNames } from './written-fields.ts';

/** The request that a problem is about. */
export interface Asked {
  /** Method and path without values. */
  readonly operation: string;
  /** What stops when this one request cannot be answered; problems of the whole Halo say so themselves. */
  readonly scope: ProblemScope;
  /** A POST or DELETE with an effect: without a readable answer nobody knows whether it had it. */
  readonly modifies: boolean;
  /** What a 404 means: `not-halo` the path is unknown, `rejected` a row of the request is. */
  readonly notFound: 'not-halo' | 'rejected';
}

interface FailureRow {
  readonly code: ProblemCode;
  readonly retryable: boolean;
  /** Nothing else of this Halo will work either. */
  readonly whole: boolean;
}

const failureTable: Readonly<Record<HttpFailureKind, FailureRow>> = {
  'name-not-resolved': { code: 'halo.name-not-resolved', retryable: true, whole: true },
  refused: { code: 'halo.refused', retryable: true, whole: true },
  timeout: { code: 'halo.timeout', retryable: true, whole: false },
  'connection-lost': { code: 'halo.connection-lost', retryable: true, whole: false },
  certificate: { code: 'halo.certificate', retryable: false, whole: true },
  proxy: { code: 'halo.proxy', retryable: true, whole: true },
  'too-large': { code: 'halo.unreadable-answer', retryable: false, whole: false },
  unsendable: { code: 'internal.bug', retryable: false, whole: false },
  aborted: { code: 'run.stopped', retryable: false, whole: false },
};

/** The run was stopped; whether the request had an effect is known only when it did not leave. */
export function stopped(asked?: Asked, requestSent = false): Problem {
  const problem: Problem = { code: 'run.stopped', scope: 'installation', retryable: false };
  return asked?.modifies === true && requestSent ? { ...problem, effectUnknown: true } : problem;
}

export function problemOfFailure(failure: HttpFailure, asked: Asked): Problem {
  if (failure.kind === 'aborted') return stopped(asked, failure.requestSent);
  const row = failureTable[failure.kind];
  const reason: Record<string, string> = failure.kind === 'too-large' ? { reason: 'too-large' } : {};
  return {
    code: row.code,
    scope: row.whole ? 'halo' : asked.scope,
    retryable: row.retryable,
    ...(asked.modifies && failure.requestSent ? { effectUnknown: true } : {}),
    facts: { ...failure.facts, ...reason, operation: asked.operation },
  };
}

/** An answer that cannot be what Halo says to this request. `reason` is one of our own words or the place in the answer. */
export function unreadable(asked: Asked, reason: string, retryable = false): Problem {
  return {
    code: 'halo.unreadable-answer',
    scope: asked.scope,
    retryable,
    ...(asked.modifies ? { effectUnknown: true } : {}),
    facts: { operation: asked.operation, reason },
  };
}

interface Verdict {
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly scope?: ProblemScope;
  readonly effectUnknown?: boolean;
}

function verdictOf(status: number, isHtml: boolean, asked: Asked): Verdict | null {
  if (status === 401) return { code: 'halo.unauthorized', retryable: false, scope: 'halo' };
  if (status === 429) return { code: 'halo.throttled', retryable: true, scope: 'halo' };
  if (status >= 500 || status === 408) {
    return { code: 'halo.server-error', retryable: true, effectUnknown: asked.modifies };
  }
  if (status === 413) return { code: 'halo.rejected', retryable: false };
  if (status >= 200 && status < 300) {
    return isHtml ? { code: 'halo.not-halo', retryable: false, effectUnknown: asked.modifies } : null;
  }
  if (isHtml || status < 400) return { code: 'halo.not-halo', retryable: false };
  if (status === 403) return { code: 'halo.forbidden', retryable: false };
  if (status === 404 && asked.notFound === 'not-halo') return { code: 'halo.not-halo', retryable: false };
  return { code: 'halo.rejected', retryable: false };
}

/**
 * The problem that an answer is; null when it is a good one. `now` is needed for a Retry-After that is a date. `body` is what `readBody`
 * makes of the answer's text: who has read it already hands it in.
 */
export function problemOfAnswer(
  answer: HttpResponse,
  asked: Asked,
  now: string,
  body: AnswerBody = readBody(answer.text),
): Problem | null {
  const verdict = verdictOf(answer.status, body.kind === 'html', asked);
  if (verdict === null) return null;
  const error = readError(body);
  const wait = retryAfterMs(answer.headers['retry-after'], now);
  const fields = verdict.code === 'halo.rejected' ? namedFields(error.words, writtenFieldNames) : [];
  // What comes with rows, or in no form in which Halo refuses, may have been carried out. 401 and 429 are said before anybody looks.
  const isContradiction = asked.modifies && error.shape === 'other' && verdict.scope === undefined;
  return {
    code: verdict.code,
    scope: verdict.scope ?? asked.scope,
    retryable: verdict.retryable,
    ...(wait === null || !verdict.retryable ? {} : { retryAfterMs: wait }),
    ...(verdict.effectUnknown === true || isContradiction ? { effectUnknown: true } : {}),
    facts: {
      operation: asked.operation,
      status: answer.status,
      shape: error.shape,
      ...(fields.length === 0 ? {} : { fields: fields.join(', ') }),
    },
  };
}
