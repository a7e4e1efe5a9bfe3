/** What is told beside the names of both servers: asked once, after the first good run of this start, by a check that writes nothing. */
import { sayExchangeVersion } from '../../../preload/contract/words/exchange-version.ts';
import type { Rung } from '../ladder.ts';
import type { Context } from './context.ts';

export interface ServerFacts {
  /** `Exchange 2016`; '' when it did not tell. */
  readonly exchange: string;
  /** `as agent Calendar Service`; '' when it did not tell. */
  readonly halo: string;
}

export const noFacts: ServerFacts = { exchange: '', halo: '' };

/** What a climbed ladder found out on the way. */
export function factsIn(rungs: readonly Rung[]): ServerFacts {
  const found = (server: Rung['server'], name: string) => {
    const value = rungs.find(rung => rung.server === server && rung.name === 'sign-in')?.found[name];
    return value === undefined ? '' : String(value);
  };
  const agent = found('halo', 'agent');
  return {
    exchange: sayExchangeVersion(found('exchange', 'version')),
    halo: agent === '' ? '' : `as agent ${agent}`,
  };
}

/** Only after a run: a password that is wrong is not tried once more for this. */
export async function learnFacts(context: Context): Promise<void> {
  const { parts, remembered, signal } = context;
  if (remembered.servers !== null) return;
  remembered.servers = noFacts;
  const climbed = await parts.check(null, signal);
  if (!climbed.ok) return;
  remembered.servers = factsIn(climbed.value);
  context.changed();
}
