/** One question to one address, signed in as the settings say; what came back in a word. Plain http is never told who asks. */
import type { Settings } from '../../../../preload/contract/settings.ts';
import type { Clock } from '../../../ports.ts';
import type { HttpClient, HttpResponse } from '../../http/http-client.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { type Answer, readAnswer, requestFor } from './messages.ts';
import type { Place } from './places.ts';

export interface SearchOptions {
  readonly settings: Settings['exchange'];
  /** The account's password, or the application's secret. */
  readonly secret: string;
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** What Autodiscover said, or what became of the question. */
export type Told =
  | Answer
  | { readonly kind: 'redirected'; readonly to: string }
  /** Nothing there that speaks Autodiscover: no such name, closed, another page. */
  | { readonly kind: 'nothing-there'; readonly why: string }
  /** Its certificate is not trusted, or it is no https: nothing was said to it. */
  | { readonly kind: 'not-safe'; readonly why: string }
  /** The password was refused. */
  | { readonly kind: 'refused' };

/** What all of these requests have in common. */
const asking = {
  deadlineMs: 20_000,
  maxResponseBytes: 1 << 20,
  repeatable: true,
  peer: 'exchange',
  operation: 'Autodiscover',
} as const;

export async function ask(
  { settings, secret, http, clock }: SearchOptions,
  place: Place,
  mailbox: string,
  signal: AbortSignal,
): Promise<Told> {
  const signIn = createSignIn({ settings: { ...settings, url: place.url }, secret, http, clock });
  const credentials = await signIn.credentials(signal);
  if (!credentials.ok)
    return credentials.verdict === 'refused' ? { kind: 'refused' } : { kind: 'not-safe', why: 'no-https' };
  const { body, contentType } = requestFor(place, mailbox);
  const outcome = await http.request({
    method: 'POST',
    url: place.url,
    headers: { 'content-type': contentType, accept: 'text/xml', ...credentials.headers },
    ...credentials.signIn,
    ...asking,
    body,
    signal,
    mailbox,
  });
  if (!outcome.ok) {
    const { kind, facts } = outcome.failure;
    if (kind !== 'certificate') return { kind: 'nothing-there', why: kind };
    return { kind: 'not-safe', why: String(facts['reason'] ?? 'other') };
  }
  const { status, text } = outcome.value;
  const to = redirectOf(outcome.value, place.url);
  if (to !== null) return { kind: 'redirected', to };
  if (status === 401) {
    const isRefused = signIn.refusal(outcome.value).verdict === 'refused';
    return isRefused ? { kind: 'refused' } : { kind: 'nothing-there', why: 'sign-in-not-offered' };
  }
  const answer = status === 200 ? readAnswer(place.method, text) : null;
  return answer ?? { kind: 'nothing-there', why: String(status) };
}

function redirectOf({ status, headers }: HttpResponse, from: string): string | null {
  const location = headers['location'] ?? '';
  const isRedirect = status === 301 || status === 302 || status === 307 || status === 308;
  return isRedirect && location !== '' ? (URL.parse(location, from)?.href ?? null) : null;
}

/** Where plain http points to, asked without any sign-in. */
export async function pointedTo(
  { http }: SearchOptions,
  url: string,
  signal: AbortSignal,
): Promise<string | null> {
  const outcome = await http.request({ ...asking, method: 'GET', url, signal });
  return outcome.ok ? redirectOf(outcome.value, url) : null;
}
