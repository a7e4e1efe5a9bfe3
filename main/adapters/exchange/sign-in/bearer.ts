/**
 * The bearer token of an application: fetched when it is needed, renewed before it ends, one request for it at a time. The client secret
 * goes to the token endpoint of the settings alone, and never over plain http off this computer.
 */
import type { Problem } from '../../../core/problem.ts';
import { requestToken } from '../../http/client-credentials.ts';
import { mayReceiveSecrets } from '../../http/loopback-address.ts';
import { stopped, type Trouble } from '../answer-problem.ts';
import { untilAborted } from '../until-aborted.ts';
import type { SignInOptions } from './sign-in.ts';
import type { SignInVerdict } from './sign-in-guard.ts';

export type Token =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly trouble: Trouble; readonly verdict: SignInVerdict };

export interface Bearer {
  /** Rejects with the signal's reason. */
  token(signal: AbortSignal): Promise<Token>;
  /** Exchange did not accept it: the next one is fetched anew. */
  forget(): void;
}

const deadlineMs = 30_000;

function noToken(verdict: SignInVerdict, retryable: boolean, facts: Problem['facts'] = {}): Token {
  const problem: Problem = { code: 'exchange.no-token', scope: 'exchange', retryable, facts };
  return { ok: false, trouble: { problem, shrink: false }, verdict };
}

function unusable(reason: string): Token {
  const facts = { field: 'exchange.tokenUrl', reason };
  const problem: Problem = { code: 'settings.invalid', scope: 'exchange', retryable: false, facts };
  return { ok: false, trouble: { problem, shrink: false }, verdict: 'unknown' };
}

export function createBearer(options: SignInOptions): Bearer {
  const { settings, secret, http, clock } = options;
  let held: { readonly token: string; readonly goodUntil: number } | null = null;
  let fetching: Promise<Token> | null = null;

  async function fetchToken(): Promise<Token> {
    const url = URL.parse(settings.tokenUrl);
    if (url === null) return unusable('missing');
    if (!mayReceiveSecrets(url)) return unusable('in-clear');
    const sentAt = clock.monotonicMs();
    const answer = await requestToken(http, {
      url: url.href,
      clientId: settings.clientId,
      clientSecret: secret,
      scope: settings.scope,
      deadlineMs,
      // Shared by all who wait, so none of them alone may end it.
      signal: new AbortController().signal,
      peer: 'exchange',
      operation: 'token',
    });
    const host = url.hostname;
    switch (answer.kind) {
      case 'token':
        held = { token: answer.token, goodUntil: sentAt + answer.lifeMs };
        return { ok: true, value: answer.token };
      case 'no-token': {
        const { status } = answer.response;
        const told = answer.error === '' ? {} : { error: answer.error };
        const isRefused = status === 400 || status === 401 || status === 403;
        const mayPass = status >= 500 || status === 429;
        return noToken(isRefused ? 'refused' : 'unknown', mayPass, { host, status, ...told });
      }
      case 'failed': {
        const { kind, facts } = answer.failure;
        if (kind === 'aborted')
          return { ok: false, trouble: { problem: stopped(), shrink: false }, verdict: 'unknown' };
        return noToken('unknown', kind !== 'certificate', { ...facts, why: kind });
      }
    }
  }

  return {
    async token(signal) {
      if (held !== null && clock.monotonicMs() < held.goodUntil) return { ok: true, value: held.token };
      fetching ??= fetchToken().finally(() => {
        fetching = null;
      });
      return await untilAborted(fetching, signal);
    },
    forget() {
      held = null;
    },
  };
}
