/** Names and addresses that sentences about problems need, from the settings of the moment. */
import type { SettingsStore } from '../adapters/store/settings-store.ts';
import type { Surroundings } from '../engine/host/parts.ts';

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/** Settings that cannot be read leave all but the folder empty. */
export async function readSurroundings(store: SettingsStore, folder: string): Promise<Surroundings> {
  const settings = await store.read();
  if (!settings.ok) return { folder, exchangeHost: '', haloHost: '', account: '' };
  const { exchange, halo } = settings.value;
  return { folder, exchangeHost: hostOf(exchange.url), haloHost: hostOf(halo.url), account: exchange.user };
}
