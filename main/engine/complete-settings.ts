/** Which settings have to be filled in before anything can be asked of a server. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { Problem } from '../core/problem.ts';

function missing(field: string): Problem {
  return {
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { field, reason: 'missing' },
  };
}

/** The first setting of each server that is missing; null when that server can be asked. */
export function missingSettings(settings: Settings): Readonly<Record<'halo' | 'exchange', Problem | null>> {
  const { halo, exchange } = settings;
  const first = (fields: readonly (readonly [field: string, value: string])[]) => {
    const empty = fields.find(([, value]) => value.trim() === '');
    return empty === undefined ? null : missing(empty[0]);
  };
  return {
    halo: first([
      ['halo.url', halo.url],
      ['halo.clientId', halo.clientId],
    ]),
    exchange: first([
      ['exchange.url', exchange.url],
      ...(exchange.signIn === 'oauth'
        ? ([
            ['exchange.tokenUrl', exchange.tokenUrl],
            ['exchange.clientId', exchange.clientId],
          ] as const)
        : ([['exchange.user', exchange.user]] as const)),
    ]),
  };
}
