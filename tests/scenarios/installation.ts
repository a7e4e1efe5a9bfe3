/**
 * The whole product on both simulators, without a window: real HTTP on loopback, a real data folder, a clock that tests set. Scenarios
 * say what people do; `sync` is one run; `differences` compares both servers with code of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCalendarSource } from '../../main/adapters/exchange/calendar-source.ts';
import { createHalo } from '../../main/adapters/halo/halo.ts';
import type { StartTimer } from '../../main/adapters/http/exchange-once.ts';
import { createHttpClient } from '../../main/adapters/http/http-client.ts';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { type Disk, nodeDisk } from '../../main/adapters/store/disk.ts';
import { createLinkStore } from '../../main/adapters/store/link-store.ts';
import type { Problem, Result } from '../../main/core/problem.ts';
import { failed, succeeded } from '../../main/core/problem.ts';
import type { RunReport, RunTrigger } from '../../main/core/report.ts';
import { AgentList } from '../../main/engine/agent-list.ts';
import { runImport } from '../../main/engine/run-import.ts';
import type {
  AppointmentDesk,
  InstallationStore,
  Installation as KnownInstallation,
  LinkStore,
  Log,
  RequestEntry,
  RequestLog,
} from '../../main/ports.ts';
import type { ExchangeSimulatorOptions } from '../../main/simulators/exchange/server.ts';
import { startExchangeSimulator } from '../../main/simulators/exchange/server.ts';
import type { HaloSimulatorOptions } from '../../main/simulators/halo/server.ts';
import { startHaloSimulator } from '../../main/simulators/halo/server.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { theValue } from '../builders/results.ts';
import { processClock, ScenarioClock } from './scenario-clock.ts';

export interface InstallationOptions {
  /** What rings at the deadline of a request; default a real timer. */
  readonly startTimer?: StartTimer;
  readonly agents?: readonly { readonly name: string; readonly timeZone?: string }[];
  readonly exchange?: ExchangeSimulatorOptions;
  readonly halo?: HaloSimulatorOptions;
  /** Keys that differ from the defaults, as a settings file would have them. */
  readonly settings?: Readonly<Record<string, object>>;
  readonly start?: string;
}

export type Installation = Awaited<ReturnType<typeof install>>;

function addressOf(name: string): string {
  return `${name.toLowerCase()}@example.org`;
}

export async function install(options: InstallationOptions = {}) {
  const clock = new ScenarioClock(options.start);
  const master = { user: 'EXAMPLE\\halo-sync', password: 'master-password' };
  const exchange = await startExchangeSimulator({ now: () => clock.nowMs(), master, ...options.exchange });
  const halo = await startHaloSimulator({ now: () => clock.nowMs(), ...options.halo });
  const people = options.agents ?? [{ name: 'Anna' }];
  for (const { name, timeZone } of people) {
    exchange.state.addMailbox({
      address: addressOf(name),
      displayName: name,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    halo.state.addAgent({ name, email: addressOf(name), appointmentSync: 1 });
  }
  const folderPath = await mkdtemp(join(tmpdir(), 'integrator-'));
  let settings: Settings;
  try {
    settings = parseSettings(options.settings ?? {});
  } catch (thrown) {
    // Servers that nobody closes would keep the test from ever ending.
    await exchange.close();
    await halo.close();
    throw thrown;
  }

  function parseSettings(changes: Readonly<Record<string, object>>): Settings {
    const base: Record<string, object> = {
      halo: { url: halo.url, clientId: halo.clientId, requestsPerMinute: 100_000 },
      exchange: { url: exchange.url, user: master.user, version: 'Exchange2016' },
      agents: { preferenceOn: [1], preferenceOff: [0] },
    };
    for (const [section, values] of Object.entries(changes)) base[section] = { ...base[section], ...values };
    return settingsSchema.parse(base);
  }

  const entries: RequestEntry[] = [];
  const requestLog: RequestLog = {
    record: entry => entries.push(entry),
    latest: async limit => entries.slice(-limit),
  };
  const logged: string[] = [];
  const log: Log = {
    write: (level, message, fields) => logged.push(JSON.stringify({ level, message, ...fields })),
    problem: (problem, fields) => logged.push(JSON.stringify({ ...problem, ...fields })),
  };
  let known: KnownInstallation = { id: 'test-installation', marks: 'unknown', recognition: 'unknown' };
  const installation: InstallationStore = {
    read: async () => succeeded(known),
    saveMarks: async marks => {
      known = { ...known, marks };
      return succeeded(undefined);
    },
    saveRecognition: async recognition => {
      known = { ...known, recognition };
      return succeeded(undefined);
    },
  };
  const reports: RunReport[] = [];
  let lastNumber = 0;
  let requestedAgain = new AgentList(clock);

  async function open(disk: Disk = nodeDisk) {
    const folder = theValue(await openDataFolder(folderPath, { role: 'writer', clock: processClock, disk }));
    return { folder, store: createLinkStore(folder, log) };
  }

  /** One run of a process of its own: everything is opened, used and closed. */
  async function run(
    request: {
      verify?: boolean;
      preview?: boolean;
      /** Default by hand. */
      trigger?: RunTrigger;
      agent?: string;
      signal?: AbortSignal;
      /** One that has learnt from earlier runs. Default a new one. */
      desk?: AppointmentDesk;
      /** What stands between the engine and the links on disk. */
      between?: (store: LinkStore) => LinkStore;
      /** Why the report of this run cannot be kept. */
      reportRefused?: Problem;
    } = {},
  ): Promise<Result<RunReport>> {
    const { folder, store } = await open();
    const http = createHttpClient({
      maxSockets: 8,
      requestLog,
      clock,
      ...(options.startTimer === undefined ? {} : { startTimer: options.startTimer }),
    });
    try {
      return await runImport(
        {
          settings,
          source: createCalendarSource({
            settings: settings.exchange,
            password: master.password,
            http,
            clock,
            log,
          }),
          desk:
            request.desk ??
            createHalo({
              settings: settings.halo,
              clientSecret: halo.clientSecret,
              http,
              clock,
              log,
            }).desk,
          store: request.between?.(store) ?? store,
          installation,
          runs: {
            nextNumber: async () => {
              lastNumber += 1;
              return succeeded(lastNumber);
            },
            save: async report => {
              if (request.reportRefused !== undefined) return failed(request.reportRefused);
              reports.push(report);
              return succeeded(undefined);
            },
            latest: async () => succeeded(reports),
          },
          agents: requestedAgain,
          clock,
          log,
          requestCounts: () => ({
            exchange: exchange.requests.length,
            haloReads: halo.requests.filter(each => each.method === 'GET').length,
            haloWrites: halo.requests.filter(
              each => each.method !== 'GET' && !each.path.toLowerCase().includes('token'),
            ).length,
          }),
        },
        {
          trigger: request.trigger ?? 'by-hand',
          agent: request.agent ?? null,
          verify: request.verify ?? false,
          preview: request.preview ?? false,
          progress: () => {},
          signal: request.signal ?? new AbortController().signal,
        },
      );
    } finally {
      await http.close();
      await store.close();
      await folder.close();
    }
  }

  return {
    clock,
    exchange,
    halo,
    reports,
    logged,
    entries,
    folderPath,
    settings: () => settings,
    log,
    requestLog,
    master,
    installation,
    open,
    run,
    /** One run that must come to an end; its report. */
    async sync(request: Parameters<typeof run>[0] = {}): Promise<RunReport> {
      return theValue(await run(request));
    },
    mailbox: (name: string) => exchange.state.mailbox(addressOf(name)),
    agentId: (name: string) => halo.state.agents().find(agent => agent.name === name)?.id ?? 0,
    /** Live appointments of an agent, oldest first. */
    appointments: (name: string) => {
      const id = halo.state.agents().find(agent => agent.name === name)?.id;
      return halo.state
        .appointments()
        .filter(row => row.agent_id === id && !row.deleted)
        .sort((a, b) => (a.start_date < b.start_date ? -1 : 1));
    },
    change(settingsChange: Readonly<Record<string, object>>): void {
      const merged: Record<string, object> = {};
      for (const [section, values] of Object.entries({ ...options.settings, ...settingsChange }))
        merged[section] = values;
      settings = parseSettings(merged);
      requestedAgain = new AgentList(clock);
    },
    forgetAgents(): void {
      requestedAgain = new AgentList(clock);
    },
    async close(): Promise<void> {
      await exchange.close();
      await halo.close();
      await rm(folderPath, { recursive: true, force: true });
    },
  };
}
