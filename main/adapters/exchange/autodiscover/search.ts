/**
 * Asks Autodiscover where a mailbox's EWS is: an explicit step of a person, who sees every address that was asked and confirms what was
 * found. Passwords go to https alone (or to this computer), only to hosts of the mailbox's own domain or to those that the person has
 * named, and never again once a server has refused them. Redirects are counted and none is followed twice.
 */
import { mayReceiveSecrets } from '../../http/loopback-address.ts';
import { ask, pointedTo, type SearchOptions, type Told } from './ask.ts';
import { domainOf, isWithin, methodOf, type Place, placesOf, plainPlaceOf } from './places.ts';

/** What became of one address that was asked, in the order in which they were. */
export interface SearchStep {
  readonly url: string;
  readonly outcome: 'found' | 'redirected' | 'nothing-there' | 'not-safe' | 'refused' | 'error';
  /** Where it points to: an address of the web, or of another mailbox. */
  readonly to?: string;
  /** A code: of the network, of Autodiscover, an HTTP status. */
  readonly why?: string;
}

export interface SearchResult {
  readonly steps: readonly SearchStep[];
  /** EWS addresses, the one for inside the network first, each https (or this computer). Empty: none was found. */
  readonly found: readonly string[];
  /** A host outside the mailbox's domain to which it was pointed; a person must allow it first. Null: none. */
  readonly askFor: string | null;
  /** True: the password was refused, so nothing more was tried with it. */
  readonly isRefused: boolean;
}

export interface SearchFor {
  /** SMTP address of any mailbox on the server. */
  readonly address: string;
  /** Hosts and domains outside its own that the person allows. */
  readonly allowed: readonly string[];
  /** Ask here instead of where Microsoft's order begins. */
  readonly first?: string;
}

/** Addresses that are asked in all, redirects included. */
const mostSteps = 10;

interface Question {
  readonly place: Place;
  readonly mailbox: string;
}

/** What is still to be asked and what was said; it alone decides whom a password may be sent to. */
class Search {
  readonly steps: SearchStep[] = [];
  askFor: string | null = null;
  readonly #wanted: SearchFor;
  readonly #queue: Question[] = [];
  readonly #asked = new Set<string>();
  readonly #domains: string[] = [];

  constructor(wanted: SearchFor) {
    this.#wanted = wanted;
    if (wanted.first === undefined) this.addDomain(wanted.address);
    else this.follow(wanted.first, wanted.address);
  }

  next(): Question | null {
    for (let one = this.#queue.shift(); one !== undefined; one = this.#queue.shift()) {
      const key = `${one.place.url} ${one.mailbox}`.toLowerCase();
      if (this.steps.length >= mostSteps) return null;
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      return one;
    }
    return null;
  }

  follow(to: string, mailbox: string): void {
    const url = URL.parse(to);
    if (url === null) return;
    if (!mayReceiveSecrets(url)) this.steps.push({ url: url.href, outcome: 'not-safe', why: 'no-https' });
    else if (this.#isAllowed(url.hostname))
      this.#queue.unshift({ place: { url: url.href, method: methodOf(url) }, mailbox });
    else this.askFor ??= url.hostname;
  }

  addDomain(mailbox: string): void {
    const domain = domainOf(mailbox);
    if (domain === null) return;
    if (this.#domains.length > 0 && !this.#isAllowed(domain)) {
      this.askFor ??= domain;
      return;
    }
    this.#domains.push(domain);
    this.#queue.unshift(...placesOf(domain).map(place => ({ place, mailbox })));
  }

  #isAllowed(host: string): boolean {
    const { allowed, first } = this.#wanted;
    return (
      this.#domains.some(domain => isWithin(host, domain)) ||
      allowed.some(one => one.toLowerCase() === host) ||
      URL.parse(first ?? '')?.hostname === host
    );
  }
}

function stepOf(url: string, told: Told, isFound: boolean): SearchStep {
  switch (told.kind) {
    case 'settings':
      return isFound ? { url, outcome: 'found' } : { url, outcome: 'error', why: 'no-ews-address' };
    case 'redirected':
      return { url, outcome: 'redirected', to: told.to };
    case 'to-url':
      return { url, outcome: 'redirected', to: told.url };
    case 'to-address':
      return { url, outcome: 'redirected', to: told.address };
    case 'error':
      return { url, outcome: 'error', why: told.code };
    case 'nothing-there':
    case 'not-safe':
      return { url, outcome: told.kind, why: told.why };
    case 'refused':
      return { url, outcome: 'refused' };
  }
}

/** Addresses of EWS that a password may be sent to, each once. */
function usable(addresses: readonly string[]): readonly string[] {
  const urls = addresses.flatMap(text => {
    const url = URL.parse(text);
    return url !== null && mayReceiveSecrets(url) && url.username === '' ? [url.href] : [];
  });
  return [...new Set(urls)];
}

/** Asks until one answers with addresses, one refuses the password, or nothing is left. */
async function askAll(
  options: SearchOptions,
  search: Search,
  signal: AbortSignal,
): Promise<Pick<SearchResult, 'found' | 'isRefused'>> {
  for (let next = search.next(); next !== null && !signal.aborted; next = search.next()) {
    const { place, mailbox } = next;
    const told = await ask(options, place, mailbox, signal);
    const found = told.kind === 'settings' ? usable([told.internalUrl, told.externalUrl]) : [];
    search.steps.push(stepOf(place.url, told, found.length > 0));
    if (found.length > 0 || told.kind === 'refused') return { found, isRefused: told.kind === 'refused' };
    if (told.kind === 'redirected') search.follow(told.to, mailbox);
    if (told.kind === 'to-url') search.follow(told.url, mailbox);
    if (told.kind === 'to-address') search.addDomain(told.address);
  }
  return { found: [], isRefused: false };
}

/** Never rejects: what the network does is a step. */
export async function searchAddress(
  options: SearchOptions,
  wanted: SearchFor,
  signal: AbortSignal,
): Promise<SearchResult> {
  const search = new Search(wanted);
  let outcome = await askAll(options, search, signal);
  const domain = wanted.first === undefined ? domainOf(wanted.address) : null;
  const isOver = outcome.found.length > 0 || outcome.isRefused || search.askFor !== null || signal.aborted;
  if (domain !== null && !isOver && search.steps.length < mostSteps) {
    const plain = plainPlaceOf(domain);
    const to = await pointedTo(options, plain, signal);
    search.steps.push(
      stepOf(
        plain,
        to === null ? { kind: 'nothing-there', why: 'no-redirect' } : { kind: 'redirected', to },
        false,
      ),
    );
    if (to !== null) search.follow(to, wanted.address);
    outcome = await askAll(options, search, signal);
  }
  const askFor = outcome.found.length > 0 || outcome.isRefused ? null : search.askFor;
  return { steps: search.steps, ...outcome, askFor };
}
