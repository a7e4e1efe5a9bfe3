/**
 * One call of Halo's API: token, pace, repetition, and a body that is known to be JSON or empty. A 401 renews the token once.
 * Knows no endpoint.
 */
import type { ProblemScope, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { HttpClient, HttpResponse } from '../http/http-client.ts';
import type { AnswerBody } from './answer-body.ts';
import { readBody } from './answer-body.ts';
import { addressBelow } from './connection-settings.ts';
import type { Asked } from './error-table.ts';
import { problemOfAnswer, problemOfFailure, unreadable } from './error-table.ts';
import { ListText } from './list-text.ts';
import type { Patience } from './patience.ts';
import { patiently } from './patience.ts';
import type { Access, Tokens } from './token.ts';

export interface HaloCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`, e.g. `/Appointment/5501`. */
  readonly path: string;
  /** The path without values, for logs and facts. */
  readonly name: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The answer is a list, bare or under `name`: its rows are given to a taker as they arrive, and are not in the answer's body. */
  readonly rows?: {
    readonly name: string;
    /** The taker for one answer. Called again when the request is repeated: what the taker before it was given is not whole. */
    readonly begin: () => (row: unknown) => void;
  };
  /** Reads of the text of a good answer what this call needs, quicker than `JSON.parse`; null where it cannot, and all is read. */
  readonly quickly?: (text: string) => unknown;
  /** See `Asked.scope`. */
  readonly scope: ProblemScope;
  /** `absent`: a 404 is an answer, not a problem. Default `not-halo`, see `Asked.notFound`. */
  readonly notFound?: 'absent' | 'rejected' | 'not-halo';
  /** Default `calendar`. */
  readonly access?: Access;
}

export interface HaloAnswer {
  readonly kind: 'answered' | 'absent';
  readonly body: Extract<AnswerBody, { kind: 'json' | 'empty' }>;
}

export interface HaloCalls {
  send(call: HaloCall, signal: AbortSignal): Promise<Result<HaloAnswer>>;
}

const readDeadlineMs = 60_000;
const writeDeadlineMs = 100_000;
const mostBytes = 32 * 1_048_576;

/** What a problem of this call is told to be about. */
export function askedOf(call: HaloCall): Asked {
  return {
    operation: `${call.method} ${call.name}`,
    scope: call.scope,
    modifies: call.method !== 'GET',
    notFound: call.notFound === 'not-halo' || call.notFound === undefined ? 'not-halo' : 'rejected',
  };
}

function bodyOf({ quickly }: HaloCall, { status, text }: HttpResponse): AnswerBody {
  const value = status === 200 || status === 201 ? (quickly?.(text) ?? null) : null;
  return value === null ? readBody(text) : { kind: 'json', value };
}

/** Another answer than 200 is no list, and its text was not taken. */
function bodyOfList(list: ListText, { status, text }: HttpResponse): AnswerBody {
  if (status !== 200) return readBody(text);
  list.add(text);
  const rest = list.end();
  return rest === null ? { kind: 'text', text: '' } : readBody(rest);
}

export function createHaloCalls(
  parts: Patience & { readonly http: HttpClient; readonly server: URL; readonly tokens: Tokens },
): HaloCalls {
  async function once(call: HaloCall, token: string, signal: AbortSignal): Promise<Result<HaloAnswer>> {
    const asked = askedOf(call);
    const hasBody = call.body !== undefined;
    const list = call.rows === undefined ? null : new ListText(call.rows.name, call.rows.begin());
    const outcome = await parts.http.request({
      method: call.method,
      url: addressBelow(parts.server, `/api${call.path}`, call.query ?? {}),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(hasBody ? { 'content-type': 'application/json; charset=utf-8' } : {}),
      },
      ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
      deadlineMs: asked.modifies ? writeDeadlineMs : readDeadlineMs,
      signal,
      maxResponseBytes: mostBytes,
      ...(list === null ? {} : { take: part => list.add(part) }),
      repeatable: !asked.modifies,
      peer: 'halo',
      operation: asked.operation,
    });
    if (!outcome.ok) return failed(problemOfFailure(outcome.failure, asked));
    const body = list === null ? bodyOf(call, outcome.value) : bodyOfList(list, outcome.value);
    // A web server's own page is no proof that Halo does not know the id.
    if (outcome.value.status === 404 && call.notFound === 'absent' && body.kind !== 'html') {
      return succeeded({ kind: 'absent', body: { kind: 'empty' } });
    }
    const problem = problemOfAnswer(outcome.value, asked, parts.clock.now(), body);
    if (problem !== null) return failed(problem);
    if (body.kind === 'json' || body.kind === 'empty') return succeeded({ kind: 'answered', body });
    return failed(unreadable(asked, 'not-json', !asked.modifies));
  }

  return {
    async send(call, signal) {
      const access = call.access ?? 'calendar';
      const { operation } = askedOf(call);
      const withToken = async () => {
        const token = await parts.tokens.get(access, signal);
        if (!token.ok) return { token: '', answer: token };
        const answer = await patiently(parts, operation, () => once(call, token.value, signal), signal);
        return { token: token.value, answer };
      };
      const first = await withToken();
      const isRefused = !first.answer.ok && first.answer.problem.code === 'halo.unauthorized';
      if (!isRefused || first.token === '') return first.answer;
      parts.tokens.forget(access, first.token);
      const second = await withToken();
      return second.answer;
    },
  };
}
