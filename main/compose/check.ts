/** Both ladders on what is saved, also when something of it is missing: then the rung says so. */
import type { SecretName } from '../adapters/system/secrets.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { climb } from '../engine/check.ts';
import { missingSettings } from '../engine/complete-settings.ts';
import type { Rung } from '../engine/ladder.ts';
import type { Saved } from './ready-connection.ts';

/** Problems: settings.* when they cannot be used at all. */
export async function climbBoth(
  saved: Saved,
  agent: string | null,
  signal: AbortSignal,
): Promise<Result<readonly Rung[]>> {
  const settings = await saved.settings.read();
  if (!settings.ok) return settings;
  const missing = missingSettings(settings.value);
  const secretOf = async (name: SecretName) => {
    const read = await saved.secrets.read(name);
    const problem: Problem | null = read.ok ? null : read.problem;
    return { value: read.ok ? read.value : '', problem };
  };
  const halo = await secretOf('halo.clientSecret');
  const exchange = await secretOf('exchange.password');
  const secrets = { halo: halo.value, exchange: exchange.value };
  const connection = await saved.connections.open(settings.value, secrets);
  if (!connection.ok) return connection;
  const problems = {
    halo: { settings: missing.halo, secret: halo.problem },
    exchange: { settings: missing.exchange, secret: exchange.problem },
  };
  return succeeded(await climb({ settings: settings.value, problems, ...connection.value, signal }, agent));
}
