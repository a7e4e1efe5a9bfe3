/**
 * The interfaces between the engine and the world. The engine knows these and nothing behind them; `main/compose` alone builds what
 * implements them. Every method takes an AbortSignal, has its own deadline, and answers with a Result: a rejected promise is a bug.
 */
import type {
  AppointmentReading,
  AppointmentWrite,
  CalendarChange,
  HaloAgent,
  HaloAppointment,
  HaloFacts,
  WriteOutcome,
} from './core/appointment.ts';
import type { ChangeFeed, Instant, ItemAnswer, ViewListing } from './core/event.ts';
import type { Decision, EventKey, Hold, JournalEntry, LinkBook } from './core/link.ts';
import type { Rest } from './core/next-try.ts';
import type { Problem, Result } from './core/problem.ts';
import type { RunOutcome, RunReport } from './core/report.ts';

/** One agent's calendar, as the run addresses it. */
export interface MailboxAddress {
  /** SMTP address of the mailbox. */
  readonly address: string;
  /** FolderId of its calendar once known; the distinguished calendar folder before. */
  readonly folderId: string | null;
}

export interface CalendarFolder {
  readonly folderId: string;
  /** True when the account may read items in full. */
  readonly canRead: boolean;
  /** The effective rights that decide what a read shows, as text; compared for equality only. */
  readonly rights: string;
  /** Version that the server says of itself, e.g. `15.1.2507`. */
  readonly serverVersion: string;
  /** Of the server that answered; absent over plain http. `until`: instant of its end; `daysLeft`: whole days. */
  readonly certificate?: {
    readonly issuer: string;
    readonly names: string;
    readonly until: string;
    readonly daysLeft: number;
  };
}

/** How many requests may be under way to a server; what the server itself would allow is not told over EWS. */
export interface Pace {
  /** Now: fewer while the server does not keep up. */
  readonly places: number;
  /** As the settings say. */
  readonly limit: number;
}

/** Exchange, read side. At most one request per mailbox at a time; the adapter limits the whole server by itself. */
export interface CalendarSource {
  /** Fingerprint of the access: URL host, master account, impersonation or delegate. A change of it makes rule 1 careful. */
  readonly access: string;
  pace(): Pace;
  /** GetFolder on the calendar. Problems: mailbox.*, exchange.*. */
  openCalendar(mailbox: MailboxAddress, signal: AbortSignal): Promise<Result<CalendarFolder>>;
  /**
   * SyncFolderItems, ids only, to its end (bounded). `state` null reads everything that is there.
   * Problems: mailbox.sync-state-invalid (start again with null), mailbox.folder-not-found (open the calendar again).
   */
  changes(mailbox: MailboxAddress, state: string | null, signal: AbortSignal): Promise<Result<ChangeFeed>>;
  /**
   * FindItem with CalendarView over [start, end), complete or a problem: an answer that is cut, short or capped is bisected within a
   * bound and otherwise `mailbox.read-incomplete`. A master in it is `exchange.series-not-expanded`.
   */
  view(
    mailbox: MailboxAddress,
    span: { start: Instant; end: Instant },
    signal: AbortSignal,
  ): Promise<Result<ViewListing>>;
  /** GetItem in batches; one answer per id, in order. A batch that cannot be read is halved down to the item. */
  items(
    mailbox: MailboxAddress,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<readonly ItemAnswer[]>>;
  /** The recurring masters of these occurrences (RecurringMasterItemId); one answer per id, in order. */
  masters(
    mailbox: MailboxAddress,
    occurrenceIds: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<readonly ItemAnswer[]>>;
}

/** Halo. Throttled, paged, its token renewed by the adapter; never retries a POST by itself. */
export interface AppointmentDesk {
  /** The most rows one POST may carry (a setting, at most 50). */
  readonly writeLimit: number;
  /** Name of the agent behind the token; '' when the account may not read it. For people alone: nothing is decided by it. */
  signedInAs(signal: AbortSignal): Promise<Result<string>>;
  /** `mostAgeMs`: how long ago the answer may have been asked for. Without it Halo is asked anew. */
  facts(signal: AbortSignal, mostAgeMs?: number): Promise<Result<HaloFacts>>;
  /** All agents, disabled and API-only ones included, read to the last page. */
  agents(signal: AbortSignal): Promise<Result<readonly HaloAgent[]>>;
  /** Live appointments of the agent that overlap [start, end), read to the last page, each id once. Recurring masters are left out. */
  list(
    agentId: number,
    span: { start: Instant; end: Instant },
    signal: AbortSignal,
  ): Promise<Result<readonly HaloAppointment[]>>;
  read(id: number, signal: AbortSignal): Promise<Result<AppointmentReading>>;
  /**
   * One POST of up to `writeLimit` rows of one agent. Problem with `effectUnknown`: look before
   * repeating; of a refused array earlier rows may be stored.
   */
  write(rows: readonly AppointmentWrite[], signal: AbortSignal): Promise<Result<readonly WriteOutcome[]>>;
  /** DELETE with `ignoreexchangedelete`: Exchange is where the removal comes from. */
  remove(id: number, signal: AbortSignal): Promise<Result<'removed' | 'absent'>>;
  /** The `integrator` door: one change per call, Halo maps. */
  importChange(change: CalendarChange, signal: AbortSignal): Promise<Result<void>>;
}

/** Which memory: one agent and one mailbox. A changed pair is another memory. */
export interface MailboxKey {
  readonly agentId: number;
  readonly address: string;
}

/** Singles and masters that could not be read. They are pending too: a run that reads anything asks for them along with it. */
export interface RestingItems extends Rest {
  readonly items: readonly { readonly id: string; readonly responseCode: string }[];
}

/** The little that an unchanged mailbox needs; kept apart from the links. */
export interface MailboxState {
  readonly folderId: string | null;
  readonly access: string;
  /** `CalendarFolder.rights` when the calendar was last opened. */
  readonly rights: string;
  /** Fingerprint of the settings that decide what is imported and how. */
  readonly rules: string;
  /** The window (start and end) of the last complete view; null before the first. */
  readonly viewed: { readonly start: Instant; readonly end: Instant } | null;
  readonly syncState: string | null;
  /** Ids of singles and masters to be read again next time although the feed will not name them. */
  readonly pending: readonly string[];
  readonly lastSuccess: Instant | null;
  /** How many holds wait (not kept): shown without opening the links. */
  readonly waitingHolds: number;
  /** Events that Halo refuses; sent again when they change and once a day, told in every report. */
  readonly failedItems: number;
  /** Of what could not be read: when it is asked for again. Absent: nothing. */
  readonly resting?: RestingItems;
  /** How many linked series and singles; the run guard needs the sum without opening the links. */
  readonly linkedUnits: number;
}

/** A mailbox that could not be read, and when it is asked again. */
export interface ParkedMailbox extends Rest {
  /** Fingerprint of the settings under which it failed: others may mend it. */
  readonly settings: string;
  readonly problem: Problem;
}

/** All that is remembered of a mailbox besides its state. */
export interface MailboxMemory {
  readonly book: LinkBook;
  readonly decisions: ReadonlyMap<EventKey, Decision>;
  readonly holds: ReadonlyMap<EventKey, Hold>;
}

/** Links, decisions, holds, sync states; files are validated, migrated, durable. */
export interface LinkStore {
  /** Null: nothing is remembered yet. */
  readState(mailbox: MailboxKey): Promise<Result<MailboxState | null>>;
  writeState(mailbox: MailboxKey, state: MailboxState): Promise<Result<void>>;
  /** Null: it is asked in every run. */
  readParked(mailbox: MailboxKey): Promise<Result<ParkedMailbox | null>>;
  /** Kept beside the state, until the next `writeState`. */
  park(mailbox: MailboxKey, parked: ParkedMailbox): Promise<Result<void>>;
  /** True when the journal holds entries: the last run over this mailbox did not reach its end. Costs one look at the folder. */
  isInterrupted(mailbox: MailboxKey): Promise<Result<boolean>>;
  /** Image + journal. Empty when nothing is remembered. A broken file is set aside and said; never replaced by an empty one. */
  readMemory(mailbox: MailboxKey): Promise<Result<MailboxMemory>>;
  /** A line for each entry, appended and synced together; a crash leaves the first ones. Resolves only when all are on disk. */
  append(mailbox: MailboxKey, ...entries: readonly JournalEntry[]): Promise<Result<void>>;
  /** Writes the compacted image and only then empties the journal. */
  writeMemory(mailbox: MailboxKey, memory: MailboxMemory): Promise<Result<void>>;
  /** Mailboxes that are remembered. */
  known(): Promise<Result<readonly MailboxKey[]>>;
}

/** What this installation knows of itself. */
export interface Installation {
  /** Random, made once; part of our marks in Halo. */
  readonly id: string;
  /**
   * Whether Halo's lists show our mark: seen, then creates may be sent in groups; seen before and dropped lately; or not tried yet.
   */
  readonly marks: 'unknown' | 'proven' | 'dropped';
  /** Whether Halo knows an item again by its id behind the `integrator` door: seen, seen that not, or not tried yet. */
  readonly recognition: 'unknown' | 'proven' | 'refused';
}

export interface InstallationStore {
  /** Makes the record at the first call. */
  read(): Promise<Result<Installation>>;
  saveMarks(marks: Installation['marks']): Promise<Result<void>>;
  saveRecognition(recognition: Installation['recognition']): Promise<Result<void>>;
}

/** With which token Halo gave its settings last: a hint for programs that start anew. Neither fails. */
export interface HaloAccessHint {
  /** Null: nothing is known. */
  read(): Promise<'calendar' | 'administrator' | null>;
  keep(access: 'calendar' | 'administrator'): Promise<void>;
}

/** Reports of past runs, newest kept within a limit. */
export interface RunLog {
  nextNumber(): Promise<Result<number>>;
  save(report: RunReport): Promise<Result<void>>;
  /** Newest first. A first import has written a line for each event: who wants these reads that one run. */
  latest(limit: number): Promise<Result<readonly RunOutcome[]>>;
}

/** One HTTP request in or out, as `integrator requests` shows it. No bodies, no secrets, no subjects. */
export interface RequestEntry {
  readonly at: Instant;
  readonly direction: 'inbound' | 'outbound';
  readonly peer: 'exchange' | 'halo';
  /** EWS operation or HTTP method and path without values. */
  readonly operation: string;
  readonly mailbox: string | null;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly problem: string | null;
  readonly ms: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/** How many requests were made since the start of the process. */
export interface RequestCounts {
  readonly exchange: number;
  readonly haloReads: number;
  readonly haloWrites: number;
}

export interface RequestLog {
  /** Never waits and never fails the request it tells of. */
  record(entry: RequestEntry): void;
  latest(limit: number): Promise<readonly RequestEntry[]>;
}

export interface Clock {
  now(): Instant;
  /** Milliseconds on a clock that no one can set; for intervals and deadlines. */
  monotonicMs(): number;
  /** Resolves after the time, rejects with the signal's reason when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** Structured and redacted: fields are facts, never subjects, bodies or secrets. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  problem(problem: Problem, fields?: Readonly<Record<string, string | number | boolean>>): void;
}
