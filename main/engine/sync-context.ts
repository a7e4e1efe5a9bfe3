/** What all mailboxes of one run share. */
import type { SyncedAgent } from '../core/agents.ts';
import type { Instant } from '../core/event.ts';
import type { GuardLimits } from '../core/plan/guard.ts';
import type { PlanContext } from '../core/plan/wish.ts';
import type { Result } from '../core/problem.ts';
import type { Window } from '../core/window.ts';
import type { AppointmentDesk, CalendarSource, Clock, LinkStore, Log, MailboxKey } from '../ports.ts';
import type { FirstCreate } from './first-create.ts';
import type { FirstImport } from './first-import.ts';
import type { OutboundBeside } from './run-import.ts';

/** Counts over all mailboxes of a run; the guard looks at them. */
export interface RunTally {
  removals: number;
  /** All linked units; counted when the first mailbox has something to remove. */
  readonly links: () => Promise<number>;
}

export interface SyncContext {
  readonly source: CalendarSource;
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Every mailbox that is remembered: asking costs a look at each, so it is asked once, and only by who needs it. */
  readonly known: () => Promise<Result<readonly MailboxKey[]>>;
  readonly firstCreate: FirstCreate;
  readonly firstImport: FirstImport;
  readonly plan: Omit<PlanContext, 'mailbox' | 'access' | 'lookAgain'>;
  readonly limits: GuardLimits;
  readonly windowOf: (agent: SyncedAgent) => Window;
  /** When the window of the mailbox rolls: what Halo refused is sent again then. */
  readonly nextRollOf: (agent: SyncedAgent) => Instant;
  /** A person has entered this mailbox for this agent. */
  readonly isConfirmedPair: (agent: SyncedAgent) => boolean;
  readonly tally: RunTally;
  /** True: read and plan, write nothing anywhere. */
  readonly preview: boolean;
  /** Read every event in full whatever is remembered (`--verify`). */
  readonly everything: boolean;
  /** True: a person wants it now, so nothing waits for its next try. */
  readonly asksAll: boolean;
  /** Fingerprint of all settings of this run. */
  readonly settingsPrint: string;
  readonly showSubjects: boolean;
  /** The way out beside this run; null where nothing is sent to Exchange, and in a preview. */
  readonly outbound: OutboundBeside | null;
  /** Called at every step that did something: a run without progress is ended from outside. */
  readonly progress: () => void;
}
