/** What a run did, as data: the fields that scripts rely on keep their names for ever. */
import type { LeftOutReason } from './agents.ts';
import type { Instant } from './event.ts';
import type { EventKey } from './link.ts';
import type { Problem } from './problem.ts';

export type ActionKind = 'create' | 'update' | 'remove' | 'adopt' | 'leave';

/** `put-back`: Exchange alone decides it, and what Halo had changed is what it was before. */
export const conflictWinners = ['exchange', 'halo', 'put-back'] as const;
export type ConflictWinner = (typeof conflictWinners)[number];

/** One effect (or what would be one, in a preview) and why. */
export interface ReportLine {
  readonly key: EventKey;
  readonly action: Exclude<ActionKind, 'leave'>;
  readonly outcome: 'done' | 'held' | 'failed';
  readonly reasons: readonly string[];
  /** Fields that changed, for updates: `start, end, subject …`. */
  readonly changed: readonly string[];
  /** Of what came from Halo: those of `changed` that were written into Halo, because Exchange alone had changed them or won. Absent: none. */
  readonly inHalo?: readonly string[];
  /** Fields that were changed on both sides, or in Halo although Exchange alone decides them, and which side won. Absent: none. */
  readonly conflicts?: Readonly<Record<string, ConflictWinner>>;
  readonly start: Instant;
  readonly end: Instant;
  /** '' unless the settings say that subjects may be shown; never for private events. */
  readonly subject: string;
  readonly haloId: number | null;
  /** When it was done; absent in reports of imports, which have one time. */
  readonly at?: Instant;
  /** Owned values before and after as text, without subjects where they may not be shown. */
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
}

export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly held: number;
  readonly skipped: number;
  readonly failed: number;
}

export interface MailboxReport extends Counts {
  readonly agentId: number;
  readonly agent: string;
  readonly address: string;
  /** `incomplete`: part of the calendar could not be read; nothing was removed. `parked`: not tried, its next try is to come. */
  readonly outcome: 'unchanged' | 'done' | 'incomplete' | 'failed' | 'parked' | 'stopped';
  readonly adopted: number;
  /** Events whose appointment somebody deleted in Halo, as far as this run looked at them; absent when there are none. */
  readonly stayDeleted?: number;
  /** Beside what went to Exchange: appointments that were brought in line with it in Halo. Absent: none, and in reports of imports. */
  readonly changedInHalo?: number;
  /** When the last of it was written into Exchange; absent in reports of imports. */
  readonly lastAt?: Instant;
  readonly problems: readonly Problem[];
  readonly lines: readonly ReportLine[];
}

/** What a run learnt of a server besides its calendars. */
export interface ServerSeen {
  /** With the port where it is not the usual one. */
  readonly host: string;
  /** The one that was accepted last; null without TLS, or when no connection came about. */
  readonly certificate: {
    readonly issuer: string;
    readonly names: string;
    readonly until: Instant;
  } | null;
  /** How often it asked to be left alone, and for how long in all, in milliseconds. */
  readonly waits: number;
  readonly waitedMs: number;
}

export interface ServersSeen {
  readonly exchange: ServerSeen;
  readonly halo: ServerSeen;
}

/** Agents of Halo that are not synced, those that are for programs only apart. */
export interface LeftOutAgents {
  readonly count: number;
  /** So many that a person reads them. */
  readonly first: readonly {
    readonly agentId: number;
    readonly name: string;
    readonly reason: LeftOutReason;
  }[];
}

/** What begins a run. */
export type RunTrigger = 'schedule' | 'by-hand' | 'start' | 'catch-up' | 'preview';

export interface RunReport extends Counts {
  /** Counts the runs of a data folder from 1; 0 for a preview, which is not kept. */
  readonly number: number;
  /** `outbound`: no import, but what went from Halo to Exchange meanwhile; its counts are of events. */
  readonly trigger: RunTrigger | 'outbound';
  readonly startedAt: Instant;
  readonly ms: number;
  readonly outcome: 'done' | 'done-with-problems' | 'could-not-run' | 'stopped';
  /** The sum of those of the mailboxes; absent: none. */
  readonly changedInHalo?: number;
  readonly exchangeRequests: number;
  readonly haloReads: number;
  readonly haloWrites: number;
  /** Absent in the reports of earlier versions. */
  readonly servers?: ServersSeen;
  /** Absent in the reports of earlier versions, and when Halo's agents were not read. */
  readonly leftOut?: LeftOutAgents;
  /** Problems of the whole run (server, Halo, installation); those of a mailbox are in `mailboxes`. */
  readonly problems: readonly Problem[];
  readonly mailboxes: readonly MailboxReport[];
}

/** What became of each mailbox, without what was written there. */
export interface RunOutcome extends Omit<RunReport, 'mailboxes'> {
  readonly mailboxes: readonly Omit<MailboxReport, 'lines'>[];
}

export const noCounts: Counts = { added: 0, changed: 0, removed: 0, held: 0, skipped: 0, failed: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    removed: a.removed + b.removed,
    held: a.held + b.held,
    skipped: a.skipped + b.skipped,
    failed: a.failed + b.failed,
  };
}
