/** The authorisation server: client credentials in, bearer tokens out, both checked against what the application may. */
import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import { errorAnswer, jsonAnswer } from './answer.ts';
import type { Need } from './endpoint.ts';
import type { Query } from './query.ts';
import type { HaloState } from './state.ts';

export interface TokenRules {
  readonly clientId: string;
  readonly clientSecret: string;
  /** '' on premises: then none is asked for. */
  readonly tenant: string;
  /** Lifetime of a token. */
  readonly seconds: number;
  readonly now: () => number;
}

interface IssuedToken {
  readonly expiresAt: number;
  readonly scopes: readonly string[];
}

/** What a bearer header is worth. */
export type TokenVerdict = 'good' | 'unknown' | 'not-allowed';

export class TokenDesk {
  readonly #rules: TokenRules;
  readonly #state: HaloState;
  readonly #tokens = new Map<string, IssuedToken>();

  constructor(rules: TokenRules, state: HaloState) {
    this.#rules = rules;
    this.#state = state;
  }

  /** Every token given so far stops working. */
  forgetAll(): void {
    this.#tokens.clear();
  }

  /** `POST /auth/token`; the tenant may come in the query or in the form. */
  answer(form: URLSearchParams, query: Query): Answer {
    const rules = this.#rules;
    if (form.get('grant_type') !== 'client_credentials') {
      return errorAnswer(400, 'unsupported_grant_type', 'error');
    }
    const tenant = query.get('tenant') ?? form.get('tenant') ?? '';
    if (rules.tenant !== '' && tenant.toLowerCase() !== rules.tenant.toLowerCase()) {
      return errorAnswer(400, 'invalid_request', 'error');
    }
    if (form.get('client_id') !== rules.clientId || form.get('client_secret') !== rules.clientSecret) {
      return errorAnswer(400, 'invalid_client', 'error');
    }
    const asked = (form.get('scope') ?? '').split(' ').filter(scope => scope !== '');
    if (asked.some(scope => !this.#state.scopes.has(scope)))
      return errorAnswer(400, 'invalid_scope', 'error');
    const token = randomBytes(24).toString('base64url');
    const scopes = asked.length === 0 ? [...this.#state.scopes] : asked;
    this.#tokens.set(token, { expiresAt: rules.now() + rules.seconds * 1000, scopes });
    return jsonAnswer({
      access_token: token,
      token_type: 'Bearer',
      expires_in: rules.seconds,
      scope: scopes.join(' '),
    });
  }

  verdict(header: string | undefined, need: Need): TokenVerdict {
    if (need === 'nothing') return 'good';
    const [kind = '', token = ''] = (header ?? '').split(' ');
    const issued = this.#tokens.get(token);
    if (kind.toLowerCase() !== 'bearer' || issued === undefined) return 'unknown';
    if (issued.expiresAt <= this.#rules.now()) {
      this.#tokens.delete(token);
      return 'unknown';
    }
    const held = issued.scopes.filter(scope => this.#state.scopes.has(scope));
    return this.#allows(held, need) ? 'good' : 'not-allowed';
  }

  #allows(scopes: readonly string[], need: Exclude<Need, 'nothing'>): boolean {
    const rights = this.#state.rights;
    const any = (...wanted: readonly string[]): boolean => wanted.some(scope => scopes.includes(scope));
    switch (need) {
      case 'token':
        return true;
      case 'calendar-read':
        return rights.calendarRead && any('all', 'all:standard', 'read:calendar', 'edit:calendar');
      case 'calendar-modify':
        return rights.calendarModify && any('all', 'all:standard', 'edit:calendar');
      case 'administrator':
        return rights.administrator && any('all', 'admin');
    }
  }
}
