/**
 * An installation that writes both sides, as `installation.ts` makes it: one process with its data folder open, the real way out wired as
 * in the product, and turns that a test asks for one by one. `restart` is a crash: nothing is closed in order, everything is opened again.
 */
import { createExchange } from '../../main/adapters/exchange/exchange.ts';
import { createHalo } from '../../main/adapters/halo/halo.ts';
import { createHttpClient, type HttpClient } from '../../main/adapters/http/http-client.ts';
import { type Disk, nodeDisk } from '../../main/adapters/store/disk.ts';
import { createOutbound } from '../../main/compose/outbound.ts';
import type { OutboundEntry } from '../../main/core/outbound/entry.ts';
import { succeeded } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import { AgentList } from '../../main/engine/agent-list.ts';
import { runImport } from '../../main/engine/run-import.ts';
import { ownCodes } from '../../main/simulators/halo/schedule-codes.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { theValue } from '../builders/results.ts';
import type { Installation, InstallationOptions } from './installation.ts';
import { install } from './installation.ts';

export type TwoWay = Awaited<ReturnType<typeof runBothWays>>;

export async function installBothWays(options: InstallationOptions = {}): Promise<TwoWay> {
  const { outbound, ...sections } = options.settings ?? {};
  const house = await install({
    ...options,
    settings: {
      ...sections,
      outbound: { enabled: true, zone: 'Europe/Paris', seriesCodes: ownCodes, ...outbound },
    },
  });
  return runBothWays(house);
}

/** What a process stands on, when it is not what all of them do. */
export interface Ground {
  readonly disk: Disk;
  readonly network: (http: HttpClient) => HttpClient;
}
const solid: Ground = { disk: nodeDisk, network: http => http };

/** A process that runs both ways in an installation whose data folder nobody has open. */
export async function runBothWays(house: Installation, ground: Ground = solid) {
  const { clock, log, halo, master, requestLog, installation } = house;

  let runs = 0;
  /** What went from Halo to Exchange, by the number of its report. */
  const sent = new Map<number, RunReport>();
  const runLog = {
    nextNumber: async () => {
      runs += 1;
      return succeeded(runs);
    },
    save: async (report: RunReport) => {
      sent.set(report.number, report);
      return succeeded(undefined);
    },
  };

  async function openProcess() {
    const { folder, store } = await house.open(ground.disk);
    const http = ground.network(createHttpClient({ maxSockets: 8, requestLog, clock }));
    const base = { http, clock, log };
    let made: { readonly settings: Settings; readonly connected: ReturnType<typeof connectTo> } | null = null;
    const connect = async () => {
      const settings = house.settings();
      if (made?.settings !== settings) made = { settings, connected: connectTo(settings) };
      return succeeded(made.connected);
    };
    function connectTo(settings: Settings) {
      const { mailAttendees } = settings.outbound;
      return {
        settings,
        certificateOf: http.certificateOf,
        ...createExchange({
          ...base,
          settings: settings.exchange,
          mailAttendees,
          password: master.password,
        }),
        ...createHalo({ ...base, settings: settings.halo, clientSecret: halo.clientSecret }),
      };
    }
    const agents = new AgentList(clock);
    const way = createOutbound({
      folder,
      links: store,
      installation,
      agents,
      runs: runLog,
      clock,
      log,
      settings: async () => succeeded(house.settings()),
      connect,
    });
    const close = async () => {
      await way.close();
      await http.close();
      await store.close();
      await folder.close();
    };
    return { folder, store, way, connect, agents, close };
  }

  let process = await openProcess();

  /** One import in the running process. */
  async function sync(request: { verify?: boolean } = {}): Promise<RunReport> {
    const { source, desk } = theValue(await process.connect());
    runs += 1;
    return theValue(
      await runImport(
        {
          settings: house.settings(),
          source,
          desk,
          store: process.store,
          installation,
          runs: {
            nextNumber: async () => succeeded(runs),
            save: async () => succeeded(undefined),
            latest: async () => succeeded([]),
          },
          agents: process.agents,
          clock,
          log,
          requestCounts: () => ({ exchange: 0, haloReads: 0, haloWrites: 0 }),
          outbound: process.way.beside,
        },
        {
          trigger: 'by-hand',
          agent: null,
          verify: request.verify ?? false,
          preview: false,
          progress: () => {},
          signal: new AbortController().signal,
        },
      ),
    );
  }

  return {
    ...house,
    sync,
    /** The poll interval passes and the way out looks, and sends what waits; `turns` times. */
    async send(turns = 1): Promise<void> {
      for (let turn = 0; turn < turns; turn += 1) {
        clock.advance(house.settings().outbound.pollSeconds * 1_000);
        await process.way.outbound.turn(new AbortController().signal);
        await process.way.outbound.settled();
      }
    },
    /** One turn now: what a nudge leads to. */
    turn: () => process.way.outbound.turn(new AbortController().signal),
    outbound: () => process.way.outbound,
    /** Who works on a calendar: an import that is under way has it. */
    turns: () => process.way.beside.turns,
    /** Both servers, as the running process speaks to them. */
    connect: () => process.connect(),
    /** The links of the running process. */
    store: () => process.store,
    /** Lines of all reports of what went to Exchange. */
    sentLines: () => [...sent.values()].flatMap(report => report.mailboxes.flatMap(mailbox => mailbox.lines)),
    /** The newest last. */
    sentReports: () => [...sent.values()],
    queued: (): readonly OutboundEntry[] => [...process.way.outbound.queue.memory.entries.values()],
    /** Another process on the same data folder. */
    async restart(between: () => Promise<void> = async () => {}): Promise<void> {
      await process.close();
      await between();
      process = await openProcess();
    },
    /** The process ends; the installation is left to others. */
    end: () => process.close(),
    async close(): Promise<void> {
      await process.close();
      await house.close();
    },
  };
}

/** Requests that write to either server, since a moment. */
export function writesSince(house: TwoWay, from: { exchange: number; halo: number }) {
  const operations = new Set(['CreateItem', 'UpdateItem', 'DeleteItem']);
  return {
    exchange: house.exchange.requests.slice(from.exchange).filter(each => operations.has(each.operation))
      .length,
    halo: house.halo.requests
      .slice(from.halo)
      .filter(each => each.method !== 'GET' && !each.path.toLowerCase().includes('token')).length,
  };
}

export function requestsSoFar({ exchange, halo }: TwoWay) {
  return { exchange: exchange.requests.length, halo: halo.requests.length };
}
