/** One request for a token. The secret is in its body and nowhere else: in no fact, no log, no address. */
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import { requestToken as requestClientToken } from '../http/client-credentials.ts';
import type { HttpClient, HttpResponse } from '../http/http-client.ts';
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
  const outcome = await requestClientToken(parts.http, {
    url: address.href,
    clientId: parts.settings.clientId,
    clientSecret: parts.clientSecret,
    scope,
    deadlineMs: 30_000,
    signal,
    peer: 'halo',
    operation: tokenRequest.operation,
  });
  switch (outcome.kind) {
    case 'token':
      return succeeded({ text: outcome.token, goodUntil: sentAt + outcome.lifeMs });
    case 'failed':
      return failed(problemOfFailure(outcome.failure, tokenRequest));
    case 'no-token':
      return failed(problemOfRefusal(outcome, parts, wanted));
  }
}

function problemOfRefusal(
  { response, error }: { readonly response: HttpResponse; readonly error: string },
  parts: TokenParts,
  { address, scope }: { readonly address: TokenAddress; readonly scope: string },
): Problem {
  const problem = problemOfAnswer(response, tokenRequest, parts.clock.now());
  if (problem === null) return unreadable(tokenRequest, 'token');
  if (problem.retryable || problem.code === 'halo.not-halo') return problem;
  const told = error === '' ? {} : { error };
  const about = { operation: tokenRequest.operation, status: response.status, host: address.hostname };
  const code = error === 'invalid_scope' ? 'halo.scope-missing' : 'halo.unauthorized';
  const missing = code === 'halo.scope-missing' ? { scopes: scope } : {};
  return { code, scope: 'halo', retryable: false, facts: { ...about, ...told, ...missing } };
}
