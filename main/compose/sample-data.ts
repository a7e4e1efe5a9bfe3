/** *Try with sample data*: both simulators in this process, twelve believable calendars, and a data folder that is thrown away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { bookFortnight } from '../demo/calendars.ts';
import { createDemoClock } from '../demo/clock.ts';
import { demoStart, demoWindow } from '../demo/people.ts';
import { master, preferenceOn, startServers } from '../demo/servers.ts';
import type { Clock } from '../ports.ts';

/** A Halo of one's own need not be spared; the pace is kept all the same. */
const pace = { allowed: 3_000, asked: 2_400 };

export interface SampleData {
  readonly dataPath: string;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: unknown;
  close(): Promise<void>;
}

export async function startSampleData(): Promise<SampleData> {
  const clock = createDemoClock(demoStart);
  const servers = await startServers(() => clock.nowMs(), pace.allowed);
  bookFortnight(servers.exchange.state);
  const dataPath = await mkdtemp(join(tmpdir(), 'halo-integrator-sample-'));
  return {
    dataPath,
    clock,
    environment: { HALO_CLIENT_SECRET: servers.halo.clientSecret, EXCHANGE_PASSWORD: master.password },
    settings: settingsSchema.parse({
      halo: { url: servers.halo.url, clientId: servers.halo.clientId, requestsPerMinute: pace.asked },
      exchange: { url: servers.exchange.url, user: master.user, version: 'Exchange2016' },
      agents: { preferenceOn: [preferenceOn], preferenceOff: [0] },
      import: demoWindow,
      // Nobody of the sample is real: its subjects may be read.
      safety: { showSubjects: true },
    }),
    close: async () => {
      await servers.close();
      await rm(dataPath, { recursive: true, force: true });
    },
  };
}
