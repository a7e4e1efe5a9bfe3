/**
 * What went wrong, as a problem: network failures, HTTP statuses, pages that are not EWS, SOAP faults, errored response messages.
 * `response-codes.ts` is the table; here is only the order in which to look.
 */
import type { Problem } from '../../core/problem.ts';
import type { HttpFailure, HttpResponse } from '../http/http-client.ts';
import { type EwsError, looksLikeSoap, readAnswer, type SoapAnswer } from './read-answers/envelope.ts';
import type { XmlShape } from './read-answers/xml-tree.ts';
import { responseCodes } from './response-codes.ts';

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

export function stopped(): Problem {
  return { code: 'run.stopped', scope: 'installation', retryable: false };
}

/** For a network failure. Reads have no effect, so `effectUnknown` is never set here. */
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
    case 'certificate':
      return trouble(of('exchange.certificate', false));
    case 'unsendable':
      return trouble({ code: 'internal.bug', scope: 'mailbox', retryable: false, facts });
    case 'too-large':
      return trouble(of('exchange.answer-too-large', false), true);
  }
}

/** For an errored message or fault. A code that is not in the table is the server's error, once. */
export function troubleOfError(error: EwsError, status: number): Trouble {
  const meaning = responseCodes.get(error.responseCode) ?? {
    problem: 'exchange.server-error',
    scope: 'mailbox',
    retryable: false,
  };
  const { problem: code, scope, retryable } = meaning;
  return trouble(
    {
      code,
      scope,
      retryable,
      ...(error.backOffMs === null ? {} : { retryAfterMs: error.backOffMs }),
      facts: { status, ...(error.responseCode === '' ? {} : { responseCode: error.responseCode }) },
    },
    'shrink' in meaning || meaning.scope === 'item' || !responseCodes.has(error.responseCode),
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
  const of = (code: Problem['code'], retryable: boolean): Problem => ({
    code,
    scope: 'exchange',
    retryable,
    ...(wait === null ? {} : { retryAfterMs: wait }),
    facts: { status },
  });
  // 456: the account is locked.
  if (status === 401 || status === 456) return trouble(of('exchange.unauthorized', false));
  if (status === 403) return trouble(of('exchange.forbidden', false));
  if (status === 429 || (status === 503 && wait !== null)) return trouble(of('exchange.throttled', true));
  if (status >= 300 && status < 400) {
    // Exchange sends those it cannot serve just now to this page.
    const passing = (response.headers['location'] ?? '').toLowerCase().includes('genericerrorpage');
    return trouble(passing ? of('exchange.server-error', true) : of('exchange.not-exchange', false));
  }
  if (status === 500) return trouble(of('exchange.server-error', true), true);
  if (status > 500 || status === 408) return trouble(of('exchange.server-error', true));
  if (status >= 400)
    return trouble(
      of(status === 404 || status === 405 ? 'exchange.not-exchange' : 'exchange.server-error', false),
    );
  return trouble(of('exchange.not-exchange', false));
}

/** A good status without an envelope: nothing, IIS's own error page (passing), or somebody else's page. */
function troubleOfPage(response: HttpResponse): Trouble {
  const facts = { status: response.status };
  if (response.text.trim() === '') return unreadable(response.status);
  const broken = response.text.slice(0, 4_000).includes('Server Error in');
  const code = broken ? 'exchange.server-error' : 'exchange.not-exchange';
  return trouble({ code, scope: 'exchange', retryable: broken, facts }, broken);
}

/** The messages of an answer, or why there are none. A fault counts whatever the status says; some servers send it with 200. */
export function readResponse(response: HttpResponse, shape: XmlShape, now: string): Reading {
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
    if (fault.responseCode !== '') return { ok: false, trouble: troubleOfError(fault, response.status) };
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
