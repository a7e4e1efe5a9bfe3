/**
 * How the requests of one source say who sends them: Basic, NTLM, or a bearer token; one that is not set is never tried instead of the
 * one that is. What a 401 means is read here; whether anything may be sent again is for the guard to say.
 */
import type { Settings } from '../../../../preload/contract/settings.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Clock } from '../../../ports.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../http/http-client.ts';
import { mayReceiveSecrets } from '../../http/loopback-address.ts';
import { type Trouble, unreadable } from '../answer-problem.ts';
import { ntlmSignIn } from '../ntlm/ntlm-sign-in.ts';
import { createBearer } from './bearer.ts';
import type { SignInVerdict } from './sign-in-guard.ts';

export type Credentials =
  | {
      readonly ok: true;
      readonly headers: Readonly<Record<string, string>>;
      readonly signIn: Pick<HttpRequest, 'signIn'>;
    }
  | { readonly ok: false; readonly trouble: Trouble; readonly verdict: SignInVerdict };

export interface SignIn {
  /** What goes along with a request. Not ok: nothing must be sent, and why. */
  credentials(signal: AbortSignal): Promise<Credentials>;
  /** What a 401 to a request with these credentials says. */
  refusal(response: HttpResponse): { readonly trouble: Trouble; readonly verdict: SignInVerdict };
}

export interface SignInOptions {
  readonly settings: Settings['exchange'];
  /** The account's password; the application's client secret for OAuth. */
  readonly secret: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

const schemes = { basic: 'Basic', ntlm: 'NTLM', oauth: 'Bearer' } as const;
const knownSchemes = ['Negotiate', 'NTLM', 'Basic', 'Bearer', 'Digest', 'Kerberos'];

/** Who signs in, as an administrator knows it: the account, or the application. */
export function accountOf(settings: Settings['exchange']): string {
  return settings.signIn === 'oauth' ? settings.clientId : settings.user;
}

/** The schemes of a WWW-Authenticate header that are known to anybody. */
function schemesIn(header: string): readonly string[] {
  const said = [...header.matchAll(/(?:^|,)\s*([A-Za-z]+)(?=\s|,|$)/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  return knownSchemes.filter(name => said.includes(name.toLowerCase()));
}

function troubleOf(code: Problem['code'], facts: Readonly<Record<string, string | number>>): Trouble {
  return { problem: { code, scope: 'exchange', retryable: false, facts }, shrink: false };
}

function refusalOf(kind: keyof typeof schemes, response: HttpResponse): ReturnType<SignIn['refusal']> {
  const header = response.headers['www-authenticate'] ?? '';
  const offered = schemesIn(header);
  const scheme = schemes[kind];
  if (offered.length > 0 && !offered.includes(scheme)) {
    const facts = { status: response.status, signIn: scheme, offered: offered.join(', ') };
    // No proof leaves before NTLM is offered; a password or token has left.
    const verdict = kind === 'ntlm' ? 'unknown' : 'refused';
    return { trouble: troubleOf('exchange.sign-in-not-offered', facts), verdict };
  }
  // A challenge that could not be answered: no proof has left.
  if (kind === 'ntlm' && /NTLM\s+[\w+/]/i.test(header)) {
    return { trouble: { ...unreadable(response.status), shrink: false }, verdict: 'unknown' };
  }
  const binding = kind === 'ntlm' ? { binding: 'sent' } : {};
  return {
    trouble: troubleOf('exchange.unauthorized', { status: response.status, ...binding }),
    verdict: 'refused',
  };
}

const inClear: Credentials = {
  ok: false,
  trouble: {
    problem: {
      code: 'settings.invalid',
      scope: 'exchange',
      retryable: false,
      facts: { field: 'exchange.url', reason: 'in-clear' },
    },
    shrink: false,
  },
  verdict: 'unknown',
};

export function createSignIn(options: SignInOptions): SignIn {
  const { settings, secret, clock } = options;
  const { signIn: kind, user } = settings;
  const url = URL.parse(settings.url);
  const mayGo = url !== null && mayReceiveSecrets(url);
  const refusal = (response: HttpResponse) => refusalOf(kind, response);
  switch (kind) {
    case 'basic': {
      const authorization = `Basic ${Buffer.from(`${user}:${secret}`, 'utf8').toString('base64')}`;
      const ready: Credentials = { ok: true, headers: { authorization }, signIn: {} };
      return { credentials: async () => (mayGo ? ready : inClear), refusal };
    }
    case 'ntlm': {
      const signIn = ntlmSignIn({ user, password: secret, nowMs: () => Date.parse(clock.now()) });
      return { credentials: async () => ({ ok: true, headers: {}, signIn: { signIn } }), refusal };
    }
    case 'oauth': {
      const bearer = createBearer(options);
      return {
        async credentials(signal) {
          if (!mayGo) return inClear;
          const token = await bearer.token(signal);
          if (!token.ok) return token;
          return { ok: true, headers: { authorization: `Bearer ${token.value}` }, signIn: {} };
        },
        refusal(response) {
          bearer.forget();
          return refusal(response);
        },
      };
    }
  }
}
