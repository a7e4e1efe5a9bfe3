/** The product on one data folder, as everything that starts the program sees it: what it can be asked, and what each answer may be. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { SearchFor, SearchResult } from '../adapters/exchange/autodiscover/search.ts';
import type { ActivityFile, StopRequest } from '../adapters/store/activity.ts';
import type { KeptPause } from '../adapters/store/kept-pause.ts';
import type { FileRunLog } from '../adapters/store/run-log.ts';
import type { SettingsChange } from '../adapters/store/settings-keys.ts';
import type { SettingsStore } from '../adapters/store/settings-store.ts';
import type { SecretStore } from '../adapters/system/secrets.ts';
import type { WayState } from '../core/outbound/way-state.ts';
import type { Result } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { AgentList } from '../engine/agent-list.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import type { Rung } from '../engine/ladder.ts';
import type { RunRequest } from '../engine/run-import.ts';
import type { Status } from '../engine/status.ts';
import type { Trace } from '../engine/trace.ts';
import type { TraceSearch } from '../engine/trace-memory.ts';
import type { OutboundStore } from '../outbound-ports.ts';
import type { AppointmentDesk, Clock, LinkStore, Log, RequestLog } from '../ports.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { RunOrder } from '../scheduler/single-flight.ts';
import type { Connection } from './connections.ts';
import type { HeldDoor } from './held.ts';
import type { CertificateLook } from './look-at-certificate.ts';
import type { OutboundWay } from './outbound.ts';
import type { SlowDowns } from './slow-downs.ts';

/** The product on one data folder. Every method answers with a Result; none throws for what the world does. */
export interface Integrator extends HeldDoor {
  /** The running account: who changes settings. */
  readonly account: string;
  /** The data folder and its log files. */
  readonly folder: string;
  readonly logFolder: string;
  /** The clock of the runs. */
  readonly clock: Clock;
  readonly log: Log;
  readonly memory: LinkStore;
  readonly runs: FileRunLog;
  readonly agents: AgentList;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly requests: RequestLog;
  /** What a server has asked for: to be left alone until a moment. */
  readonly slowDowns: SlowDowns;
  /** From Halo to Exchange; begins when `outbound.start` is called. */
  readonly way: OutboundWay;
  /** What waits for it, on disk: also for who only looks. */
  readonly outbound: OutboundStore;
  /** What the writer of the folder is at and does next, for whoever only looks. */
  readonly activity: Pick<ActivityFile, 'read' | 'readAll'>;
  readonly stopRequest: StopRequest;
  /** How the way to Exchange stands in the program that holds the folder, for whoever only looks. */
  wayState(): Promise<WayState>;
  /** Whether another program holds the folder, as far as a look at it tells. */
  isHeldByAnother(): Promise<boolean>;
  /** Whether nobody writes to the folder any more, as far as a look at it tells. */
  writerIsGone(): Promise<boolean>;
  /** What a version of the settings changed against the one before it. */
  readonly settingsChanges: (before: Settings, after: Settings) => readonly SettingsChange[];
  surroundings(): Promise<Surroundings>;
  /** Both servers on the settings of this moment. Problems: settings.*, secret.*, store.*. */
  connect(): Promise<Result<Connection & { readonly settings: Settings }>>;
  /** Halo alone, also while nothing of Exchange is set. */
  connectToHalo(): Promise<Result<AppointmentDesk>>;
  /** One run on the settings of this moment. Problems: settings.*, secret.*, store.*: then nothing was tried. */
  run(request: RunRequest): Promise<Result<RunReport>>;
  /** What a run on other settings for agents and import would do; the servers stay those of the saved settings. */
  previewWith(settings: Settings, request: RunRequest): Promise<Result<RunReport>>;
  /** With what the import holds; what the way out holds is in `heldRemovals`. */
  status(): Promise<Result<Status>>;
  check(agent: string | null, signal: AbortSignal): Promise<Result<readonly Rung[]>>;
  /** What Exchange shows as its certificate, accepted or not. Problems: settings.*, exchange.* */
  certificate(signal: AbortSignal): Promise<Result<CertificateLook>>;
  /** Autodiscover with the master account that is set, or that of `exchange`; saves nothing. */
  findAddress(
    wanted: SearchFor,
    signal: AbortSignal,
    exchange?: Settings['exchange'],
  ): Promise<Result<SearchResult>>;
  trace(agent: string, search: TraceSearch, signal: AbortSignal): Promise<Result<Trace>>;
  /** Until when a person has paused the schedule, over restarts. */
  readonly keptPause: KeptPause;
  /** A schedule that has not begun, paused when the one before it was; stop it before `close`. */
  schedule(
    ended: (outcome: Result<RunReport>, order: RunOrder) => void,
    progress?: (done: number, all: number) => void,
  ): Promise<Result<Scheduler<RunReport>>>;
  /** Resolves when `signal` is aborted, or when somebody asked all programs to end and no run of `scheduler` is under way. */
  untilEndAsked(scheduler: Scheduler<RunReport>, signal: AbortSignal): Promise<void>;
  /** Ends connections, writes out what waits, gives the folder free. */
  close(): Promise<void>;
}
