/**
 * One import and the way out in a process of its own, to be killed. Says `ready` once all is loaded, starts at the first line on its
 * standard input (a `WorkOrder` as JSON), and answers with one line. Its clock is the order's: waits are served at once.
 */
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { createExchange } from '../../main/adapters/exchange/exchange.ts';
import { createHalo } from '../../main/adapters/halo/halo.ts';
import { createHttpClient } from '../../main/adapters/http/http-client.ts';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { createLinkStore } from '../../main/adapters/store/link-store.ts';
import { createRunLog } from '../../main/adapters/store/run-log.ts';
import { createOutbound } from '../../main/compose/outbound.ts';
import { succeeded } from '../../main/core/problem.ts';
import { AgentList } from '../../main/engine/agent-list.ts';
import { runImport } from '../../main/engine/run-import.ts';
import type { Log } from '../../main/ports.ts';
import { type Settings, settingsSchema } from '../../preload/contract/settings.ts';
import { ScenarioClock } from '../scenarios/scenario-clock.ts';
import { installationOf, workOrderSchema } from './work-order.ts';

const log: Log = { write: () => undefined, problem: () => undefined };
/** What changed on both sides goes both ways, and comes back, within so many of each. */
const rounds = 2;

async function work(line: string): Promise<string> {
  const order = workOrderSchema.parse(JSON.parse(line));
  const settings: Settings = settingsSchema.parse(order.settings);
  const clock = new ScenarioClock(order.now);
  const opened = await openDataFolder(order.folder, { role: 'writer', clock });
  if (!opened.ok) return JSON.stringify(opened.problem);
  const folder = opened.value;
  const store = createLinkStore(folder, log);
  const runs = createRunLog(folder, log);
  const requestLog = { record: () => undefined, latest: async () => [] };
  const http = createHttpClient({ maxSockets: 8, requestLog, clock });
  const base = { http, clock, log };
  const { exchangePassword: password, clientSecret } = order;
  const { mailAttendees } = settings.outbound;
  const connection = {
    settings,
    certificateOf: http.certificateOf,
    ...createExchange({ ...base, settings: settings.exchange, mailAttendees, password }),
    ...createHalo({ ...base, settings: settings.halo, clientSecret }),
  };
  const installation = installationOf(order);
  const agents = new AgentList(clock);
  const way = createOutbound({
    folder,
    links: store,
    installation,
    agents,
    runs,
    clock,
    log,
    settings: async () => succeeded(settings),
    connect: async () => succeeded(connection),
  });
  const { signal } = new AbortController();
  for (let round = 0; round < rounds; round += 1) {
    await way.outbound.turn(signal);
    const done = await runImport(
      {
        settings,
        source: connection.source,
        desk: connection.desk,
        store,
        installation,
        runs,
        agents,
        clock,
        log,
        requestCounts: () => ({ exchange: 0, haloReads: 0, haloWrites: 0 }),
        outbound: way.beside,
      },
      {
        trigger: 'by-hand',
        agent: null,
        verify: false,
        preview: false,
        progress: () => undefined,
        signal,
      },
    );
    if (!done.ok) return JSON.stringify(done.problem);
    clock.advance(60_000);
  }
  await way.outbound.settled();
  await way.close();
  await http.close();
  await store.close();
  await folder.close();
  return 'done';
}

// One that is killed writes nothing when it ends.
flushCompileCache();
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  console.log(await work(line));
  break;
}
process.stdin.destroy();
