/** What the host needs of the rest of the program, as it calls it. `compose/desktop.ts` puts it together; tests hand in fakes. */

import type { Reply } from '../../../preload/contract/reply.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import type { WrongSetting } from '../../../preload/contract/settings-reasons.ts';
import type { AddressSearchView } from '../../../preload/contract/views/address-search.ts';
import type { SecretName } from '../../../preload/contract/views/setup.ts';
import type { StatusView } from '../../../preload/contract/views/status.ts';
import type { HaloAgent } from '../../core/appointment.ts';
import type { DateText, Instant } from '../../core/event.ts';
import type { OutboundMemory } from '../../core/outbound/entry.ts';
import type { WayState } from '../../core/outbound/way-state.ts';
import type { Problem, Result } from '../../core/problem.ts';
import type { RunOutcome, RunReport, RunTrigger } from '../../core/report.ts';
import type {
  AppointmentDesk,
  CalendarSource,
  Clock,
  LinkStore,
  Log,
  LogLevel,
  RequestEntry,
} from '../../ports.ts';
import type { HeldAnswers, HeldRow } from '../all-held.ts';
import type { WhichHolds } from '../held.ts';
import type { Rung } from '../ladder.ts';
import type { OutboundAnswer, OutboundAnswers } from '../outbound/answer-outbound.ts';
import type { Status } from '../status.ts';
import type { Trace } from '../trace.ts';
import type { TraceSearch } from '../trace-memory.ts';

export interface SettingsVersion {
  readonly number: number;
  readonly at: Instant;
  readonly who: string;
  readonly settings: Settings;
}

/** What the host asks of the way out. */
export interface OutboundDoor {
  /** What waits, as it is on disk: a viewer sees it too. */
  memory(): Promise<Result<OutboundMemory>>;
  /** Of the program that sends, this one or another. */
  state(): WayState;
  /** A person's answer to what waits. Problems: store.* */
  answer(which: 'all' | readonly number[], answer: OutboundAnswer): Promise<Result<OutboundAnswers>>;
}

export interface RunOrder {
  readonly trigger: RunTrigger;
  readonly agent: string | null;
  readonly verify: boolean;
}

/** The schedule as the window sees it. */
export interface ScheduleDoor {
  /** Begins it, with a run at once when `runNow`. Later calls do nothing. */
  begin(runNow: boolean): void;
  isOn(): boolean;
  /** Its end is told by `HostParts.onRunEnded`. */
  request(order: RunOrder): void;
  pause(how: { readonly forMs: number } | { readonly until: Instant }): void;
  resume(): void;
  change(settings: Settings['schedule']): void;
  stopRun(): void;
  status(): {
    readonly running: { readonly order: RunOrder; readonly since: Instant } | null;
    readonly waiting: readonly RunOrder[];
    readonly next: Instant | null;
    readonly pausedUntil: Instant | null;
    readonly problem: Problem | null;
  };
  /** Of the run under way: calendars done and all. */
  progress(): { readonly done: number; readonly all: number };
  /** A success before this moment is two scheduled runs old. */
  staleBefore(settings: Settings['schedule']): Instant;
}

export interface LogEntry {
  readonly at: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** Names and addresses that sentences about problems need. */
export interface Surroundings {
  readonly folder: string;
  readonly exchangeHost: string;
  readonly haloHost: string;
  /** The master account. */
  readonly account: string;
}

export interface SlowDown {
  readonly server: 'Exchange' | 'Halo';
  readonly until: Instant;
}

export interface HostParts {
  readonly role: 'writer' | 'viewer';
  /** Who writes instead of a viewer, in words; '' for a writer. */
  readonly writer: string;
  readonly isSampleData: boolean;
  /** The running account, and what stops when it logs off; '' when nothing does. */
  readonly account: string;
  readonly stopsWhen: string;
  readonly dataFolder: string;
  readonly product: {
    readonly name: string;
    readonly version: string;
    readonly runtime: readonly { readonly name: string; readonly version: string }[];
  };
  readonly clock: Clock;
  readonly log: Log;
  readonly memory: LinkStore;
  readonly runs: {
    /** Imports alone, unless everything is asked for. */
    heads(
      limit: number,
      which?: 'imports' | 'everything',
    ): Promise<Result<readonly Omit<RunReport, 'mailboxes'>[]>>;
    read(number: number): Promise<Result<RunReport | null>>;
    /** The newest reports of what went from Halo to Exchange. */
    latestSent(limit: number): Promise<Result<readonly RunOutcome[]>>;
  };
  /** Newest first. */
  readonly requests: (limit: number) => Promise<readonly RequestEntry[]>;
  /** Newest first, already redacted. */
  readonly logLines: (limit: number) => Promise<readonly LogEntry[]>;
  readonly settings: {
    read(): Promise<Result<Settings>>;
    /** What a save would refuse although the shape is right. */
    wrongToSave(settings: Settings): Promise<readonly WrongSetting[]>;
    save(settings: unknown, who: string): Promise<Result<Settings>>;
    history(): Promise<Result<readonly SettingsVersion[]>>;
    restore(number: number, who: string): Promise<Result<Settings>>;
  };
  readonly settingsChanges: (
    before: Settings,
    after: Settings,
  ) => readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[];
  readonly secrets: {
    list(): Promise<
      Result<
        readonly {
          readonly name: SecretName;
          readonly source: 'environment' | 'file' | 'none';
          readonly writtenBy: string;
          readonly at: string;
        }[]
      >
    >;
    save(name: SecretName, value: string): Promise<Result<void>>;
    clear(name: SecretName): Promise<Result<void>>;
  };
  /** All agents of Halo; `anew` asks although they were read lately. */
  readonly agents: (anew: boolean, signal: AbortSignal) => Promise<Result<readonly HaloAgent[]>>;
  /** Both servers as settings and secrets describe them now. */
  readonly connect: () => Promise<
    Result<{ readonly settings: Settings; readonly source: CalendarSource; readonly desk: AppointmentDesk }>
  >;
  /** A preview on other settings than the saved ones. */
  readonly previewWith: (
    settings: Settings,
    progress: (done: number, all: number) => void,
    signal: AbortSignal,
  ) => Promise<Result<RunReport>>;
  /** With what the import holds; what the way out holds is counted from its memory. */
  readonly status: () => Promise<Result<Status>>;
  readonly outbound: OutboundDoor;
  readonly held: () => Promise<Result<readonly HeldRow[]>>;
  readonly answerHeld: (which: WhichHolds, state: 'approved' | 'kept') => Promise<Result<HeldAnswers>>;
  /** Autodiscover on these settings with the saved secret; saves nothing. Problems: secret.*, settings.*. */
  readonly findAddress: (
    exchange: Settings['exchange'],
    wanted: { readonly address: string; readonly allowed: readonly string[] },
    signal: AbortSignal,
  ) => Promise<Result<AddressSearchView>>;
  readonly check: (agent: string | null, signal: AbortSignal) => Promise<Result<readonly Rung[]>>;
  readonly trace: (agent: string, search: TraceSearch, signal: AbortSignal) => Promise<Result<Trace>>;
  readonly schedule: ScheduleDoor;
  /** Remembers over a restart until when the schedule is paused; null: it is not. */
  readonly keepPause: (until: Instant | null) => Promise<Result<void>>;
  /** The server that asked to be left alone until a moment; null when none does. */
  readonly slowDown: () => SlowDown | null;
  readonly surroundings: () => Promise<Surroundings>;
  /** Local time as people at this computer read it: `10:05`, with the date when it is another day. */
  readonly localTime: (instant: Instant) => string;
  /** When a day begins on this computer's wall clock, `hours` later. */
  readonly dayStart: (date: DateText, hours?: number) => Instant;
  /** The day that it is here and now. */
  readonly today: () => DateText;
  /** Another set of data behind the same window. The answers of the one that begins come from its own host. */
  readonly sampleData: {
    start(): Promise<Reply<StatusView>>;
    stop(): Promise<Reply<StatusView>>;
  };
}
