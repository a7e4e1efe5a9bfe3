/**
 * The only place that builds adapters and hands them to the engine: one data folder, its stores, its log, one HTTP client for both
 * servers. Everything that starts the program (command line, demo, window) begins here and closes what it has opened.
 */
import type { Settings } from '../../preload/contract/settings.ts';
import {
  createActivityFile,
  createStopRequest,
  nothingPlanned,
  type Planned,
} from '../adapters/store/activity.ts';
import { type DataFolder, openDataFolder } from '../adapters/store/data-folder.ts';
import { createHaloAccess } from '../adapters/store/halo-access.ts';
import { createInstallationStore } from '../adapters/store/installation.ts';
import { createKeptPause } from '../adapters/store/kept-pause.ts';
import { createLinkStore } from '../adapters/store/link-store.ts';
import { isHeld, isUnclaimed } from '../adapters/store/lock.ts';
import { createRequestLog } from '../adapters/store/request-log.ts';
import { createRunLog } from '../adapters/store/run-log.ts';
import { changesBetween } from '../adapters/store/settings-keys.ts';
import { createSettingsStore } from '../adapters/store/settings-store.ts';
import { createSystemClock } from '../adapters/system/clock.ts';
import { collectMemory } from '../adapters/system/collect-memory.ts';
import { createRedactor } from '../adapters/system/redactor.ts';
import { createSecretStore } from '../adapters/system/secrets.ts';
import { boundYoungMemory, giveBackLoading } from '../adapters/system/young-memory.ts';
import { idleWay } from '../core/outbound/way-state.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import { AgentList } from '../engine/agent-list.ts';
import { sendsChanges } from '../engine/run-context.ts';
import { type RunRequest, runImport } from '../engine/run-import.ts';
import { readStatus } from '../engine/status.ts';
import { trace } from '../engine/trace.ts';
import type { Clock } from '../ports.ts';
import { tellActivity } from './activity.ts';
import { climbAll } from './check.ts';
import { lookAtNudges } from './check-nudges.ts';
import { createConnections } from './connections.ts';
import { findAddress } from './find-address.ts';
import { holdBackMs, watchFolder } from './folder-watch.ts';
import { createMemoryRelease } from './give-back-memory.ts';
import { createHeldDoor } from './held.ts';
import type { Integrator } from './integrator-door.ts';
import { openLog } from './log.ts';
import { lookAtCertificate } from './look-at-certificate.ts';
import { createOutbound } from './outbound.ts';
import { readyConnection, readyDesk } from './ready-connection.ts';
import { countRequests } from './request-counts.ts';
import { createSchedule } from './schedule.ts';
import { seeServers } from './servers-seen.ts';
import { wrongTogether } from './settings-rules.ts';
import { createSlowDowns } from './slow-downs.ts';
import { readSurroundings } from './surroundings.ts';

export interface OpenOptions {
  /** The data folder; a writer makes it when it does not exist. */
  readonly dataPath: string;
  /** One writer at a time; a reader changes nothing and is never refused because of the writer. */
  readonly role: 'writer' | 'reader';
  /** `HALO_CLIENT_SECRET` and `EXCHANGE_PASSWORD` count before what the secret store holds. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of runs, their log and the versions of the settings, default the computer's. Locks and files always live by the computer's clock. */
  readonly clock?: Clock;
}

/** Problems: store.* of the folder, settings.* when they cannot be used. */
export async function openIntegrator(options: OpenOptions): Promise<Result<Integrator>> {
  boundYoungMemory();
  // Whoever only looks is gone again before it would pay.
  if (options.role === 'writer') giveBackLoading();
  const computer = createSystemClock();
  const folder = await openDataFolder(options.dataPath, { role: options.role, clock: computer });
  return folder.ok ? succeeded(await openParts(folder.value, computer, options)) : folder;
}

async function openParts(folder: DataFolder, computer: Clock, options: OpenOptions): Promise<Integrator> {
  const clock = options.clock ?? computer;
  const redactor = createRedactor();
  const firstLog = openLog(folder, redactor, null, clock);
  const settingsStore = createSettingsStore(folder, firstLog, clock, settings =>
    wrongTogether(settings, clock.now()),
  );
  const atStart = await settingsStore.read();
  firstLog.close();
  const log = openLog(folder, redactor, atStart.ok ? atStart.value.safety : null, clock);
  const secrets = createSecretStore({
    file: folder.privateFile('secrets'),
    keyFile: folder.privateFile('secrets.key'),
    account: folder.account,
    clock: computer,
    redactor,
    environment: options.environment,
  });
  const store = createLinkStore(folder, log);
  const runs = createRunLog(folder, log);
  const requestLog = createRequestLog(folder, log);
  const installation = createInstallationStore(folder, log);
  const counting = countRequests(requestLog);
  const slowDowns = createSlowDowns(clock);
  const askedToWait = slowDowns.asked;
  const accessHint = createHaloAccess(folder);
  const connections = createConnections({ clock, log, requestLog: counting.log, askedToWait, accessHint });
  const agents = new AgentList(clock);
  const startedAt = computer.now();
  const keptPause = createKeptPause(folder);
  const stopRequest = createStopRequest(folder);
  const activity = createActivityFile(folder);
  const memoryRelease = createMemoryRelease({ clock: computer, collect: collectMemory });
  // Of a writer that died in the middle of a run.
  if (folder.role === 'writer') await activity.tell(null);

  const saved = { settings: settingsStore, secrets, connections };
  const ready = () => readyConnection(saved);

  const way = createOutbound({
    folder,
    links: store,
    installation,
    agents,
    runs,
    clock,
    log,
    settings: () => settingsStore.read(),
    nudges: { secrets, requestLog },
    connect: ready,
  });

  way.listen(() => void activity.tellWay(way.door.state()));
  const isHeldByAnother = async () =>
    folder.role === 'reader' && (await isHeld(folder.disk, computer, folder.path));

  const wayState = async () => ((await isHeldByAnother()) ? (await activity.readAll()).way : idleWay);
  const nudges = (settings: Settings) =>
    lookAtNudges(settings, {
      secrets,
      follow: () => way.followNudges(settings),
      state: async () => (folder.role === 'writer' ? way.door.state() : wayState()),
    });

  const runNow = async (request: RunRequest, draft: Settings | null = null): Promise<Result<RunReport>> => {
    const parts = await ready();
    if (!parts.ok) return parts;
    const { counts: requestCounts } = counting;
    const { settings: kept, source, desk, certificateOf } = parts.value;
    const servers = seeServers(kept, certificateOf, slowDowns);
    const settings = draft === null ? kept : { ...kept, agents: draft.agents, import: draft.import };
    const access = { source, desk, requestCounts, servers };
    const beside = { outbound: way.beside };
    const all = { settings, ...access, store, installation, runs, agents, clock, log, ...beside };
    return tellActivity(activity, clock, request, told => runImport(all, told));
  };
  const run = (request: RunRequest, draft: Settings | null = null) =>
    memoryRelease.after(() => runNow(request, draft));

  return {
    account: folder.account,
    folder: folder.path,
    logFolder: folder.folder('log'),
    clock,
    log,
    memory: store,
    runs,
    agents,
    connect: ready,
    connectToHalo: () => readyDesk(saved),
    settings: settingsStore,
    secrets,
    requests: requestLog,
    slowDowns,
    way,
    outbound: way.store,
    activity,
    stopRequest,
    keptPause,
    wayState,
    isHeldByAnother,
    writerIsGone: () => isUnclaimed(folder.disk, folder.path),
    settingsChanges: changesBetween,
    surroundings: () => readSurroundings(settingsStore, folder.path),
    run: request => run(request),
    previewWith: (settings, request) => run({ ...request, preview: true, trigger: 'preview' }, settings),
    async status() {
      const settings = await settingsStore.read();
      if (!settings.ok) return settings;
      return readStatus({ store, runs, clock }, settings.value.schedule.everyMinutes);
    },
    ...createHeldDoor(store, way, () => settingsStore.read()),
    certificate: signal => lookAtCertificate({ settings: settingsStore, clock, requestLog }, signal),
    findAddress: (wanted, signal, exchange) =>
      findAddress({ settings: settingsStore, secrets, clock, requestLog }, wanted, signal, exchange),
    check: (agent, signal) => climbAll({ ...saved, runs, clock, nudges }, agent, signal),
    async trace(agent, search, signal) {
      const parts = await ready();
      if (!parts.ok) return parts;
      const sends = sendsChanges(parts.value.settings);
      const memory = sends ? await way.store.read() : succeeded(null);
      if (!memory.ok) return memory;
      return trace({ ...parts.value, store, clock, runs, way: memory.value }, agent, search, signal);
    },
    async schedule(ended, progress = () => {}) {
      const settings = await settingsStore.read();
      if (!settings.ok) return settings;
      const planned = (all: Planned) => void activity.tellPlanned(all);
      const parts = { settings: settings.value.schedule, clock, log, run, ended, progress, planned };
      const made = createSchedule(parts);
      const until = await keptPause.read();
      if (until !== null) made.pause({ until });
      return succeeded(made);
    },
    untilEndAsked: (scheduler, signal) =>
      watchFolder({
        clock: computer,
        signal,
        isContent: () => true,
        isFree: async () => false,
        takeOver: async () => {},
        isStopAsked: () => stopRequest.wasMadeSince(startedAt),
        startNoMore: () => scheduler.pause({ forMs: holdBackMs }),
        isRunning: () => scheduler.status().running !== null,
        end: () => {},
      }),
    async close() {
      memoryRelease.close();
      await activity.tellPlanned(nothingPlanned);
      await way.close();
      await activity.tellWay(idleWay);
      connections.close();
      await requestLog.close();
      await store.close();
      log.close();
      await folder.close();
    },
  };
}
