/**
 * One import in a process of its own, to be killed. Says `ready` once all is loaded, starts at the first line on its standard input (a
 * `WorkOrder` as JSON), and answers with one line: the outcome of the run. Its clock is the order's: waits are served at once.
 */
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { createCalendarSource } from '../../main/adapters/exchange/calendar-source.ts';
import { createHalo } from '../../main/adapters/halo/halo.ts';
import { createHttpClient } from '../../main/adapters/http/http-client.ts';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { createLinkStore } from '../../main/adapters/store/link-store.ts';
import type { Result } from '../../main/core/problem.ts';
import { succeeded } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import { AgentList } from '../../main/engine/agent-list.ts';
import { runImport } from '../../main/engine/run-import.ts';
import type { Log } from '../../main/ports.ts';
import { type Settings, settingsSchema } from '../../preload/contract/settings.ts';
import { ScenarioClock } from '../scenarios/scenario-clock.ts';
import { installationOf, workOrderSchema } from './work-order.ts';

const silent: Log = { write: () => undefined, problem: () => undefined };

async function work(line: string): Promise<string> {
  const order = workOrderSchema.parse(JSON.parse(line));
  const settings: Settings = settingsSchema.parse(order.settings);
  const clock = new ScenarioClock(order.now);
  const folder = await openDataFolder(order.folder, { role: 'writer', clock });
  if (!folder.ok) return JSON.stringify(folder.problem);
  const store = createLinkStore(folder.value, silent);
  const requestLog = { record: () => undefined, latest: async () => [] };
  const http = createHttpClient({ maxSockets: 8, requestLog, clock });
  const log = silent;
  const { exchangePassword: password, clientSecret } = order;
  const done: Result<RunReport> = await runImport(
    {
      settings,
      source: createCalendarSource({ settings: settings.exchange, password, http, clock, log }),
      desk: createHalo({ settings: settings.halo, clientSecret, http, clock, log }).desk,
      store,
      installation: installationOf(order),
      runs: {
        nextNumber: async () => succeeded(1),
        save: async () => succeeded(undefined),
        latest: async () => succeeded([]),
      },
      agents: new AgentList(clock),
      clock,
      log,
      requestCounts: () => ({ exchange: 0, haloReads: 0, haloWrites: 0 }),
    },
    {
      trigger: 'by-hand',
      agent: null,
      verify: false,
      preview: false,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
  );
  http.close();
  await store.close();
  await folder.value.close();
  return done.ok ? done.value.outcome : JSON.stringify(done.problem);
}

// One that is killed writes nothing when it ends.
flushCompileCache();
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  console.log(await work(line));
  break;
}
process.stdin.destroy();
