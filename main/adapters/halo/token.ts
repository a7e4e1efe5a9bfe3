/**
 * Bearer tokens by client credentials: fetched when needed, renewed before they end, one renewal at a time. A refused secret is
 * remembered and never sent again by this object.
 */
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { TokenAddress } from './authorisation-server.ts';
import { findTokenAddress } from './authorisation-server.ts';
import { settingProblem } from './connection-settings.ts';
import { stopped } from './error-table.ts';
import { patiently } from './patience.ts';
import type { HeldToken, TokenParts } from './token-request.ts';
import { requestToken, tokenRequest } from './token-request.ts';
import { createTurns, orStopped } from './turns.ts';

/** `calendar`: all of the import. `administrator`: only for settings that the calendar scopes may not read. */
export type Access = 'calendar' | 'administrator';

/**
 * What is asked for, first to last until Halo grants one. The two calendar scopes are all that the import needs: agents need no scope
 * (there is none for them). `all` only where an application was given nothing narrower; Halo then limits it by the agent's rights.
 */
const scopesOf: Readonly<Record<Access, readonly string[]>> = {
  calendar: ['read:calendar edit:calendar', 'all'],
  administrator: ['admin'],
};

export interface Tokens {
  /** Problems: settings.invalid, secret.missing, halo.unauthorized, halo.scope-missing and those of a failing server. */
  get(access: Access, signal: AbortSignal): Promise<Result<string>>;
  /** Halo did not accept it: the next `get` fetches another. */
  forget(access: Access, text: string): void;
}

export function createTokens(parts: TokenParts): Tokens {
  const inTurn = createTurns();
  const held = new Map<Access, HeldToken>();
  /** The scope that was granted last, so that a narrower one is not asked for in vain each hour. */
  const granted = new Map<Access, string>();
  let address: TokenAddress | null = null;
  let refused: Problem | null = null;
  const failures = new Map<Access, Problem>();

  function good(access: Access): string | null {
    const token = held.get(access);
    return token !== undefined && parts.clock.monotonicMs() < token.goodUntil ? token.text : null;
  }

  async function renew(access: Access, signal: AbortSignal): Promise<Result<string>> {
    if (parts.settings.clientId === '') return failed(settingProblem('halo.clientId', 'missing'));
    if (parts.clientSecret === '') {
      return failed({ code: 'secret.missing', scope: 'halo', retryable: false, facts: { secret: 'halo' } });
    }
    const found = address === null ? await findTokenAddress(parts, signal) : succeeded(address);
    if (!found.ok) return found;
    const target = found.value;
    address = target;
    const known = granted.get(access);
    const scopes = [...new Set([...(known === undefined ? [] : [known]), ...scopesOf[access]])];
    let missing: Problem | null = null;
    for (const scope of scopes) {
      const token = await patiently(
        parts,
        tokenRequest.operation,
        () => requestToken(parts, { address: target, scope }, signal),
        signal,
      );
      if (token.ok) {
        granted.set(access, scope);
        held.set(access, token.value);
        parts.log.write('debug', 'Halo gave a token.', { scope });
        return succeeded(token.value.text);
      }
      if (token.problem.code === 'halo.unauthorized') refused = token.problem;
      if (token.problem.code !== 'halo.scope-missing') return token;
      // The narrowest scope is the one to ask the administrator for.
      missing ??= token.problem;
    }
    return failed(missing ?? stopped());
  }

  return {
    async get(access, signal) {
      const ready = good(access);
      if (ready !== null) return succeeded(ready);
      const before = failures.get(access);
      const answer = await orStopped(
        inTurn(async (): Promise<Result<string>> => {
          if (signal.aborted) return failed(stopped());
          if (refused !== null) return failed(refused);
          const meanwhile = good(access);
          if (meanwhile !== null) return succeeded(meanwhile);
          // Those who waited behind a failed renewal share its failure instead of failing one after the other.
          const latest = failures.get(access);
          if (latest !== undefined && latest !== before) return failed(latest);
          const renewed = await renew(access, signal);
          if (!renewed.ok && renewed.problem.code !== 'run.stopped') failures.set(access, renewed.problem);
          return renewed;
        }),
        signal,
      );
      return answer === 'stopped' ? failed(stopped()) : answer;
    },
    forget(access, text) {
      if (held.get(access)?.text === text) held.delete(access);
    },
  };
}
