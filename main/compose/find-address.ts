/** Autodiscover on the settings and the secret of this moment, with connections of its own: the address of EWS need not be known yet. */
import type { Settings } from '../../preload/contract/settings.ts';
import {
  type SearchFor,
  type SearchResult,
  searchAddress,
} from '../adapters/exchange/autodiscover/search.ts';
import { createHttpClient } from '../adapters/http/http-client.ts';
import type { SecretStore } from '../adapters/system/secrets.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { Clock, RequestLog } from '../ports.ts';
import { networkOf } from './network.ts';

/** Problems: settings.*, secret.*; what the network does is in the result. */
export async function findAddress(
  parts: {
    readonly settings: { read(): Promise<Result<Settings>> };
    readonly secrets: SecretStore;
    readonly clock: Clock;
    readonly requestLog: RequestLog;
  },
  wanted: SearchFor,
  signal: AbortSignal,
  exchange?: Settings['exchange'],
): Promise<Result<SearchResult>> {
  const settings = await parts.settings.read();
  if (!settings.ok) return settings;
  const secret = await parts.secrets.read('exchange.password');
  if (!secret.ok) return secret;
  const account = exchange ?? settings.value.exchange;
  const network = await networkOf({ ...settings.value, exchange: account });
  if (!network.ok) return network;
  const { clock, requestLog } = parts;
  const http = createHttpClient({ ...network.value, maxSockets: 1, requestLog, clock });
  try {
    const options = { settings: account, secret: secret.value, http, clock };
    return succeeded(await searchAddress(options, wanted, signal));
  } finally {
    http.close();
  }
}
