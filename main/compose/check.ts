/** All ladders on what is saved, also when something of it is missing: then the rung says so. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { FileRunLog } from '../adapters/store/run-log.ts';
import type { SecretName } from '../adapters/system/secrets.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { type CheckParts, climb } from '../engine/check.ts';
import { missingSettings } from '../engine/complete-settings.ts';
import type { Rung } from '../engine/ladder.ts';
import type { Clock } from '../ports.ts';
import { networkProblems, wayTo } from './network.ts';
import type { Saved } from './ready-connection.ts';

/** Problems: settings.* when they cannot be used at all. */
export async function climbAll(
  saved: Saved & {
    readonly runs: Pick<FileRunLog, 'heads'>;
    readonly clock: Clock;
    readonly nudges: (settings: Settings) => Promise<CheckParts['nudges']>;
  },
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
  const network = await networkProblems(settings.value);
  // What the settings of the way lack breaks a rung; whoever does not need it is asked all the same.
  const usable = withoutBroken(settings.value, network);
  const connection = await saved.connections.open(usable, secrets);
  if (!connection.ok) return connection;
  const problems = {
    halo: { settings: missing.halo, secret: halo.problem, way: network.proxy },
    exchange: {
      settings: missing.exchange ?? network.authorities,
      secret: exchange.problem,
      way: network.proxy,
    },
  };
  const ways = {
    halo: await wayTo(settings.value.halo.url, settings.value),
    exchange: await wayTo(settings.value.exchange.url, settings.value),
  };
  return succeeded(
    await climb(
      {
        settings: settings.value,
        problems,
        ways,
        clock: saved.clock,
        lastRun: await askedToWait(saved.runs),
        ...connection.value,
        nudges: await saved.nudges(settings.value),
        signal,
      },
      agent,
    ),
  );
}

async function askedToWait(runs: Pick<FileRunLog, 'heads'>): Promise<CheckParts['lastRun']> {
  const heads = await runs.heads(1);
  const [newest] = heads.ok ? heads.value : [];
  if (newest?.servers === undefined) return null;
  const { waits, waitedMs } = newest.servers.exchange;
  return { run: newest.number, waits, waitedMs };
}

function withoutBroken(
  settings: Settings,
  { authorities, proxy }: Awaited<ReturnType<typeof networkProblems>>,
): Settings {
  const { exchange, network } = settings;
  return {
    ...settings,
    exchange: authorities === null ? exchange : { ...exchange, caFile: '' },
    network: proxy === null ? network : { ...network, proxy: 'none' },
  };
}
