/**
 * Who sends a request. A method reads the Authorization header; methods that bind a connection (NTLM) keep their own
 * memory by socket. The server offers all its methods in the 401.
 */
import type { IncomingMessage } from 'node:http';

export type SignIn =
  | { readonly kind: 'user'; readonly user: string }
  /** Not this method's header, or none at all. */
  | { readonly kind: 'unknown' }
  /** Refused, or a step of a handshake: 401 with this WWW-Authenticate value alone. */
  | { readonly kind: 'refused'; readonly challenge?: string };

export interface SignInMethod {
  /** What the 401 to a bare request offers. */
  readonly challenge: string;
  identify(request: IncomingMessage): SignIn;
}

/** `check` answers whether the password is that user's. */
export function basicSignIn(check: (user: string, password: string) => boolean): SignInMethod {
  return {
    challenge: 'Basic realm="exchange.example"',
    identify: request => {
      const header = request.headers.authorization ?? '';
      if (!/^Basic /i.test(header)) return { kind: 'unknown' };
      const text = Buffer.from(header.slice(6), 'base64').toString('utf8');
      const colon = text.indexOf(':');
      const user = text.slice(0, colon);
      return colon > 0 && check(user, text.slice(colon + 1)) ? { kind: 'user', user } : { kind: 'refused' };
    },
  };
}

/** `userOf` answers whose the token is; nobody's is refused. */
export function bearerSignIn(userOf: (token: string) => string | undefined): SignInMethod {
  return {
    challenge: 'Bearer',
    identify: request => {
      const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
      if (token === undefined) return { kind: 'unknown' };
      const user = userOf(token);
      return user === undefined ? { kind: 'refused' } : { kind: 'user', user };
    },
  };
}
