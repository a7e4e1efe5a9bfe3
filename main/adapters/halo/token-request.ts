/** One request for a token. The secret is in its body and nowhere else: in no fact, no log, no address. */
import { z } from 'zod';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { HttpClient } from '../http/http-client.ts';
import { readBody, readError } from './answer-body.ts';
import type { TokenAddress } from './authorisation-server.ts';
import type { HaloConnection } from './connection-settings.ts';
import type { Asked } from './error-table.ts';
import { problemOfAnswer, problemOfFailure, unreadable } from './error-table.ts';
import type { Patience } from './patience.ts';

export const tokenRequest: Asked = {
  operation: 'POST /auth/token',
  scope: 'halo',
  modifies: false,
  notFound: 'not-halo',
};

/** What a token endpoint may say (OAuth 2.0, section 5.2); other words are not repeated. */
const oauthErrors = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
];

const tokenAnswer = z.object({
  access_token: z
    .string()
    .max(32_000)
    .regex(/^[\x21-\x7e]+$/),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .nullish(),
  /** Seconds. */
  expires_in: z.coerce.number().min(1).max(10_000_000).nullish(),
});

/** When the answer does not say how long a token lives. */
const assumedSeconds = 600;

export interface TokenParts extends Patience {
  readonly http: HttpClient;
  readonly settings: HaloConnection;
  readonly server: URL;
  readonly clientSecret: string;
}

export interface HeldToken {
  readonly text: string;
  /** On the monotonic clock; the margin is taken off already. */
  readonly goodUntil: number;
}

/** One request, not repeated. A refused secret is `halo.unauthorized`, a scope that Halo does not grant `halo.scope-missing`. */
export async function requestToken(
  parts: TokenParts,
  wanted: { readonly address: TokenAddress; readonly scope: string },
  signal: AbortSignal,
): Promise<Result<HeldToken>> {
  const { address, scope } = wanted;
  const sentAt = parts.clock.monotonicMs();
  const outcome = await parts.http.request({
    method: 'POST',
    url: address.href,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: parts.settings.clientId,
      client_secret: parts.clientSecret,
      scope,
    }).toString(),
    deadlineMs: 30_000,
    signal,
    maxResponseBytes: 1_048_576,
    repeatable: true,
    peer: 'halo',
    operation: tokenRequest.operation,
  });
  if (!outcome.ok) return failed(problemOfFailure(outcome.failure, tokenRequest));
  const { status, text } = outcome.value;
  const body = readBody(text);
  const host = address.hostname;
  const problem = problemOfAnswer(outcome.value, tokenRequest, parts.clock.now(), body);
  if (problem !== null) {
    if (problem.retryable || problem.code === 'halo.not-halo') return failed(problem);
    const error = readError(body).oauthError;
    const told = oauthErrors.includes(error) ? { error } : {};
    const facts = { operation: tokenRequest.operation, status, host, ...told };
    const code = error === 'invalid_scope' ? 'halo.scope-missing' : 'halo.unauthorized';
    const missing = code === 'halo.scope-missing' ? { scopes: scope } : {};
    return failed({ code, scope: 'halo', retryable: false, facts: { ...facts, ...missing } });
  }
  const answer = body.kind === 'json' ? tokenAnswer.safeParse(body.value) : null;
  if (answer === null || !answer.success) return failed(unreadable(tokenRequest, 'token'));
  const lifeMs = (answer.data.expires_in ?? assumedSeconds) * 1_000;
  const marginMs = Math.min(120_000, lifeMs / 5);
  return succeeded({ text: answer.data.access_token, goodUntil: sentAt + lifeMs - marginMs });
}
