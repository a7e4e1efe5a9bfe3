/**
 * What went wrong, as a problem: network failures, HTTP statuses, pages that are not EWS, SOAP faults, errored response messages.
 * `error-table.ts` is the table; here is only the order in which to look.
 */
import type { Problem, ProblemScope } from '../../core/problem.ts';
import type { HttpFailure, HttpResponse } from '../http/http-client.ts';
import {
  type Asking,
  type ErrorMeaning,
  meaningOf,
  passingAnswer,
  passingPage,
  passingWords,
  statusMeaning,
} from './error-table.ts';
import { type EwsError, looksLikeSoap, readAnswer, type SoapAnswer } from './read-answers/envelope.ts';
import type { XmlShape } from './read-answers/xml-tree.ts';

/** A problem, and whether a smaller batch of the same could do better. */
export interface Trouble {
  readonly problem: Problem;
  readonly shrink: boolean;
}

export type Reading =
  | { readonly ok: true; readonly value: SoapAnswer }
  | { readonly ok: false; readonly trouble: Trouble };

function trouble(problem: Problem, shrink = false): Trouble {
  return { problem, shrink };
}

/** The run was asked to end; nothing is wrong with Exchange. */
export function stopped(): Problem {
  return { code: 'run.stopped', scope: 'installation', retryable: false };
}

/** For a network failure. What it means for the effect of a write is `effect.ts`. */
export function troubleOfFailure(failure: HttpFailure): Trouble {
  const { facts } = failure;
  const of = (code: Problem['code'], retryable: boolean) =>
    ({ code, scope: 'exchange', retryable, facts }) as const;
  switch (failure.kind) {
    case 'aborted':
      return trouble(stopped());
    case 'name-not-resolved':
      return trouble(of('exchange.name-not-resolved', true));
    case 'refused':
      return trouble(of('exchange.refused', true));
    case 'timeout':
      return trouble(of('exchange.timeout', true), true);
    case 'connection-lost':
      return trouble(of('exchange.connection-lost', true));
    case 'proxy':
      return trouble(of('exchange.proxy', true));
    case 'certificate':
      return trouble(of('exchange.certificate', false));
    case 'unsendable':
      return trouble({ code: 'internal.bug', scope: 'mailbox', retryable: false, facts });
    case 'too-large':
      return trouble(of('exchange.answer-too-large', false), true);
  }
}

function scopeOf({ problem }: ErrorMeaning): ProblemScope {
  if (problem.startsWith('item.')) return 'item';
  return problem.startsWith('mailbox.') ? 'mailbox' : 'exchange';
}

function problemOf(meaning: ErrorMeaning, facts: Problem['facts'], retryAfterMs: number | null): Problem {
  return {
    code: meaning.problem,
    scope: scopeOf(meaning),
    retryable: meaning.class === 'retry' || meaning.passes === true,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(facts === undefined ? {} : { facts }),
  };
}

/** For an errored message or fault; some codes mean something else to who writes. */
export function troubleOfError(error: EwsError, status: number, asking: Asking = 'read'): Trouble {
  const { responseCode } = error;
  const meaning = meaningOf(responseCode, asking);
  const facts = { status, ...(responseCode === '' ? {} : { responseCode }) };
  return trouble(
    problemOf(meaning, facts, error.backOffMs),
    meaning.shrink === true || meaning.class === 'item',
  );
}

/** Seconds or a date; null when absent, past or unreadable. */
function retryAfter(response: HttpResponse, now: string): number | null {
  const value = response.headers['retry-after']?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.parse(now);
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function troubleOfStatus(response: HttpResponse, now: string): Trouble {
  const { status } = response;
  const wait = retryAfter(response, now);
  const location = (response.headers['location'] ?? '').toLowerCase();
  let meaning = statusMeaning(status);
  if (status === 503 && wait !== null) meaning = statusMeaning(429);
  if (status >= 300 && status < 400 && location.includes(passingPage)) meaning = passingAnswer;
  return trouble(problemOf(meaning, { status }, wait), meaning.shrink === true);
}

/** A good status without an envelope: nothing, IIS's own error page (passing), or somebody else's page. */
function troubleOfPage(response: HttpResponse): Trouble {
  const { status, text } = response;
  if (text.trim() === '') return unreadable(status);
  const isPassing = text.slice(0, 4_000).includes(passingWords);
  const meaning = isPassing ? passingAnswer : statusMeaning(status);
  return trouble(problemOf(meaning, { status }, null), isPassing);
}

/** The messages of an answer, or why there are none. A fault counts whatever the status says; some servers send it with 200. */
export function readResponse(
  response: HttpResponse,
  shape: XmlShape,
  now: string,
  asking: Asking = 'read',
): Reading {
  const mayBeSoap = response.status === 200 || response.status === 500;
  if (!mayBeSoap || (response.status === 500 && !looksLikeSoap(response.text))) {
    return { ok: false, trouble: troubleOfStatus(response, now) };
  }
  if (!looksLikeSoap(response.text)) {
    return { ok: false, trouble: troubleOfPage(response) };
  }
  const answer = readAnswer(response.text, shape);
  if (answer?.fault) {
    const { fault } = answer;
    if (fault.responseCode !== '')
      return { ok: false, trouble: troubleOfError(fault, response.status, asking) };
    const retryable = !fault.clientAtFault;
    const facts = { status: response.status };
    const problem = { code: 'exchange.server-error', scope: 'exchange', retryable, facts } as const;
    return { ok: false, trouble: trouble(problem, retryable) };
  }
  if (answer === null || response.status !== 200) return { ok: false, trouble: unreadable(response.status) };
  return { ok: true, value: answer };
}

/** An answer that is cut, not well-formed, or without what it must have. */
export function unreadable(status: number): Trouble {
  const facts = { status };
  return trouble({ code: 'exchange.unreadable-answer', scope: 'exchange', retryable: true, facts }, true);
}
