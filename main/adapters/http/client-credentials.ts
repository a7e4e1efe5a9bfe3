/**
 * OAuth 2.0, client credentials (RFC 6749, sections 4.4 and 5): one request for a token, and what its answer says. The secret is in the
 * body of that request and nowhere else. Repeats nothing and remembers nothing.
 */
import { z } from 'zod';
import type { HttpClient, HttpFailure, HttpRequest, HttpResponse } from './http-client.ts';

/** What a token endpoint may say; other words are not repeated. */
const knownErrors = [
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
const errorAnswer = z.object({ error: z.string() });

/** When the answer does not say how long a token lives. */
const assumedSeconds = 600;

export type TokenOutcome =
  /** `lifeMs`: how long it may be used, a margin taken off. */
  | { readonly kind: 'token'; readonly token: string; readonly lifeMs: number }
  /** An answer without one. `error`: one of the words of the standard, or ''. */
  | { readonly kind: 'no-token'; readonly error: string; readonly response: HttpResponse }
  | { readonly kind: 'failed'; readonly failure: HttpFailure };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function readAnswer(response: HttpResponse): TokenOutcome {
  const body = parsed(response.text);
  const answer = tokenAnswer.safeParse(body);
  if (response.status < 200 || response.status > 299 || !answer.success) {
    const told = errorAnswer.safeParse(body);
    const error = told.success && knownErrors.includes(told.data.error) ? told.data.error : '';
    return { kind: 'no-token', error, response };
  }
  const lifeMs = (answer.data.expires_in ?? assumedSeconds) * 1_000;
  return { kind: 'token', token: answer.data.access_token, lifeMs: lifeMs - Math.min(120_000, lifeMs / 5) };
}

/** `url`: the whole address of the token endpoint; the caller has made sure that a secret may go there. */
export async function requestToken(
  http: HttpClient,
  wanted: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** '' = none is asked for. */
    readonly scope: string;
  } & Pick<HttpRequest, 'peer' | 'operation' | 'deadlineMs' | 'signal'>,
): Promise<TokenOutcome> {
  const { url, clientId, clientSecret, scope, ...sending } = wanted;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope === '' ? {} : { scope }),
  });
  const outcome = await http.request({
    ...sending,
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    maxResponseBytes: 1_048_576,
    repeatable: true,
  });
  return outcome.ok ? readAnswer(outcome.value) : { kind: 'failed', failure: outcome.failure };
}
