/** The ways to sign in that one server offers, in its order. */
import { ntlmSignIn } from './ntlm/sign-in.ts';
import { type ChannelBindingRule, expectedBinding, loadMd4 } from './ntlm/verify.ts';
import { basicSignIn, bearerSignIn, type SignInMethod } from './sign-in.ts';
import type { ExchangeState } from './state.ts';

export type OfferedSignIn = 'ntlm' | 'basic' | 'bearer';

/** Who the server says it is. */
const names = { domain: 'EXAMPLE', dnsDomain: 'example.org', computer: 'EXCH01' };

export async function signInMethods(server: {
  readonly state: ExchangeState;
  /** Epoch ms. */
  readonly now: () => number;
  /** Bearer token -> user. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly signIn?: readonly OfferedSignIn[];
  readonly channelBinding?: ChannelBindingRule;
  readonly tls?: { readonly cert: string };
}): Promise<readonly SignInMethod[]> {
  const { state, now, tokens, tls } = server;
  const offered = server.signIn ?? ['basic'];
  const md4 = offered.includes('ntlm') ? await loadMd4() : null;
  return offered.map(one => {
    if (one === 'bearer') return bearerSignIn(token => tokens.get(token));
    if (one === 'basic' || md4 === null) {
      return basicSignIn((user, password) => state.signIn(user, password));
    }
    return ntlmSignIn({
      md4,
      names,
      now,
      rule: server.channelBinding ?? 'allow',
      binding: tls === undefined ? undefined : expectedBinding(tls.cert),
      passwordOf: user => state.passwordOf(user),
    });
  });
}
