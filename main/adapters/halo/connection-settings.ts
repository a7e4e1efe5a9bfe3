/** Where Halo is and who we are to it, as the settings say; checked before anything is sent. */
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import { isLoopback } from '../http/loopback-address.ts';

/** The part of the settings' `halo` section that this folder needs. */
export interface HaloConnection {
  /** Address of the Halo web app; a `/api` at its end is tolerated. */
  readonly url: string;
  /** Authorisation server without `/token`; '' = asked from `GET /api/authinfo`. */
  readonly authorisationUrl: string;
  /** '' = asked from `GET /api/authinfo`, else none. */
  readonly tenant: string;
  readonly clientId: string;
  /** Most requests in any minute. */
  readonly requestsPerMinute: number;
  /** Rows in one POST, at most 50. */
  readonly rowsPerWrite: number;
}

/** A setting that cannot work, by its dotted name. */
export function settingProblem(field: string, reason: string, host?: string): Problem {
  const facts = host === undefined ? { field, reason } : { field, reason, host };
  return { code: 'settings.invalid', scope: 'halo', retryable: false, facts };
}

/** The address without a slash at its end. */
function bare(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

function httpAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

/** The address of the web app; the API is below its `/api`. */
export function resourceServer(settings: HaloConnection): Result<URL> {
  if (settings.url === '') return failed(settingProblem('halo.url', 'missing'));
  const url = httpAddress(bare(bare(settings.url).replace(/\/api$/i, '')));
  return url === null ? failed(settingProblem('halo.url', 'not-an-address')) : succeeded(url);
}

/** The address of one of its paths, e.g. `/api/Agent`. */
export function addressBelow(
  server: URL,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(`${bare(server.href)}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Whether the client secret may go to this authorisation server. Named by the administrator: https, or http on this machine or on
 * Halo's own host. Named by Halo's own answer: never from https to http, and never to another host on the word of an answer that
 * came over plain http.
 */
export function mayReceiveSecret(
  server: URL,
  authorisation: URL,
  namedBy: 'administrator' | 'halo',
): boolean {
  const sameHost = authorisation.hostname === server.hostname;
  const near = sameHost || (isLoopback(authorisation) && isLoopback(server));
  if (namedBy === 'administrator') {
    return authorisation.protocol === 'https:' || sameHost || isLoopback(authorisation);
  }
  if (server.protocol === 'https:') return authorisation.protocol === 'https:';
  return near || (authorisation.protocol === 'https:' && isLoopback(server));
}

/** The token address of an authorisation server as Halo shows it (`…/auth`); one that ends in `/token` already is kept. */
export function tokenAddress(authorisation: string, base: URL): URL | null {
  const text = bare(authorisation);
  if (!URL.canParse(text, base.href)) return null;
  const url = httpAddress(new URL(text, base).href);
  if (url === null) return null;
  return /\/token$/i.test(url.pathname) ? url : new URL(`${bare(url.href)}/token`);
}
