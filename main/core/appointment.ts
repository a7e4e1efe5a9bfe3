/**
 * What Halo holds and what we want it to hold. One table of owned fields: the only ones that we ever write or compare.
 */
import type { DateText, Instant } from './event.ts';

/** When an appointment is: moments, or whole dates (both included) that belong to no zone. */
export type When =
  | { readonly kind: 'timed'; readonly start: Instant; readonly end: Instant }
  | { readonly kind: 'all-day'; readonly first: DateText; readonly last: DateText };

/** Who the appointment comes from; stored in Halo so that lost links can be found again. */
export interface ExchangeMarks {
  /** Ours: `halo-integrator:` and a hash of UID, original date, installation and agent. Goes into `calendar_id`, which lists show. */
  readonly mark: string;
  /** EWS ItemId. Halo: `entryid`. */
  readonly entryId: string;
  /** EWS ChangeKey; a hint, never compared. Halo: `changekey`. */
  readonly changeKey: string;
  /** Halo: `exchange_uid`; not in lists. */
  readonly uid: string;
  /** Address of the mailbox. Halo: `exchangemailboxfqdn`; not in lists. */
  readonly mailbox: string;
  /** ItemId of the recurring master, '' for a single. Halo: `recurring_master_id`. */
  readonly seriesId: string;
}

/** The fields that we own in an appointment. Everything else in it belongs to Halo. */
export interface OwnedFields {
  readonly when: When;
  readonly subject: string;
  readonly location: string;
  /** Plain text. Not shown by lists. */
  readonly note: string;
  /** Names for Halo's *other attendees*, separated by `; `. */
  readonly attendees: string;
  readonly isPrivate: boolean;
}

export const ownedFieldNames = ['when', 'subject', 'location', 'note', 'attendees', 'isPrivate'] as const;
export type OwnedFieldName = (typeof ownedFieldNames)[number];

/** The appointment that we want Halo to hold, already fitted to what Halo can hold (rule 6). */
export interface Draft extends OwnedFields {
  readonly marks: ExchangeMarks;
  /** Appointment type (lookup 63), written at creation only; null leaves Halo's default. */
  readonly typeId: number | null;
  /** Agent status while it lasts, written at creation only; null leaves Halo's default. */
  readonly agentStatus: number | null;
}

/** An appointment as Halo gives it. Fields that lists do not show are null when it came from a list. */
export interface HaloAppointment extends Omit<OwnedFields, 'note'> {
  readonly id: number;
  readonly agentId: number;
  readonly note: string | null;
  readonly marks: {
    readonly mark: string;
    readonly entryId: string;
    readonly changeKey: string;
    readonly uid: string | null;
    readonly mailbox: string | null;
    readonly seriesId: string;
  };
  /** As Halo says it; compared for equality only. */
  readonly lastModified: string;
  /** Halo's own work on it: such an appointment is never removed without a person (rule 7). */
  readonly work: readonly ('ticket' | 'completed' | 'time')[];
  readonly isRecurringMaster: boolean;
  readonly isDeleted: boolean;
}

/** Halo's answer about one id. `absent`: Halo does not know it (any more). */
export type AppointmentReading =
  | { readonly kind: 'found'; readonly appointment: HaloAppointment }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'absent' };

/** One row of a POST: a creation (id null) or an update of the owned fields of an appointment. */
export interface AppointmentWrite {
  readonly id: number | null;
  readonly agentId: number;
  readonly draft: Draft;
  /**
   * Of an update: these owned fields alone, and no marks. For an appointment that was made in Halo, whose record stays as Halo has it.
   * Absent: all owned fields and the marks. Of a creation, or without a name, it is a mistake of the caller.
   */
  readonly only?: readonly OwnedFieldName[];
}

/**
 * What became of one row of a POST, in the order sent. `unnamed`: stored, but Halo's answer does not tell the id. `unmarked`: a creation
 * whose answer does not show the mark that was sent: Halo has dropped it, or tells only a part of the row.
 */
export type WriteOutcome =
  | {
      readonly kind: 'written';
      readonly id: number;
      readonly lastModified: string;
      readonly unmarked?: true;
    }
  | { readonly kind: 'unnamed' };

export interface HaloAgent {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly exchangeAccount: string;
  readonly isDisabled: boolean;
  readonly isApiAgent: boolean;
  /** `apptsync`: the agent's own preference; what its values mean is asked at first start. */
  readonly appointmentSync: number;
}

/** What is to be known of a Halo before the first write. Null: the account may not read it. */
export interface HaloFacts {
  /** `useutcforappointments`; anything but 1 is a stop (rule 10). */
  readonly usesUtc: boolean | null;
  /** Other programs that import these calendars, by their Halo names; empty when none is alive. */
  readonly otherImporters: readonly string[] | null;
  /** Agents whose calendars Halo itself syncs (`/Agent?exchangecalendars=true`). */
  readonly agentsSyncedByHalo: readonly number[] | null;
}

/** One call through the `integrator` door: Halo maps it. */
export interface CalendarChange {
  readonly kind: 'create' | 'update' | 'delete';
  readonly agent: { readonly id: number; readonly name: string; readonly email: string };
  readonly entryId: string;
  readonly changeKey: string;
  /** Null for a delete. */
  readonly item: {
    readonly uid: string;
    readonly subject: string;
    readonly when: When;
    readonly organizer: { readonly name: string; readonly address: string } | null;
    readonly kind: 'single' | 'occurrence' | 'exception';
    readonly isMeeting: boolean;
  } | null;
}
