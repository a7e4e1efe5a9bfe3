/** Settings, secrets and connections of this moment, or the first thing that is missing. Asks no server. */

import type { Settings } from '../../preload/contract/settings.ts';
import type { SettingsStore } from '../adapters/store/settings-store.ts';
import type { SecretStore } from '../adapters/system/secrets.ts';
import { failed, type Result, succeeded } from '../core/problem.ts';
import { missingSettings } from '../engine/complete-settings.ts';
import type { AppointmentDesk } from '../ports.ts';
import type { Connection, Connections } from './connections.ts';

export interface Saved {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly connections: Connections;
}

/** Both servers. Problems: settings.*, secret.*, store.*. */
export async function readyConnection(
  saved: Saved,
): Promise<Result<Connection & { readonly settings: Settings }>> {
  const settings = await saved.settings.read();
  if (!settings.ok) return settings;
  const missing = missingSettings(settings.value);
  const incomplete = missing.halo ?? missing.exchange;
  if (incomplete !== null) return failed(incomplete);
  const halo = await saved.secrets.read('halo.clientSecret');
  if (!halo.ok) return halo;
  const exchange = await saved.secrets.read('exchange.password');
  if (!exchange.ok) return exchange;
  const connection = await saved.connections.open(settings.value, {
    halo: halo.value,
    exchange: exchange.value,
  });
  return connection.ok ? succeeded({ settings: settings.value, ...connection.value }) : connection;
}

/** Halo alone: First start asks it before anybody has said a word of Exchange. Problems: settings.*, secret.*, store.*. */
export async function readyDesk(saved: Saved): Promise<Result<AppointmentDesk>> {
  const settings = await saved.settings.read();
  if (!settings.ok) return settings;
  const missing = missingSettings(settings.value).halo;
  if (missing !== null) return failed(missing);
  const halo = await saved.secrets.read('halo.clientSecret');
  if (!halo.ok) return halo;
  const exchange = await saved.secrets.read('exchange.password');
  // The same secrets as for both, so that the connections of a run are not made anew by this.
  const secrets = { halo: halo.value, exchange: exchange.ok ? exchange.value : '' };
  const connection = await saved.connections.open(settings.value, secrets);
  return connection.ok ? succeeded(connection.value.desk) : connection;
}
