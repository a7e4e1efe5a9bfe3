/** An appointment as the way out of Halo needs it: all that a list leaves out, and the pattern of a series. Data only. */
import type { HaloAppointment } from '../appointment.ts';
import type { Instant } from '../event.ts';

/** A line of Halo's list of what was changed lately. */
export interface ChangedAppointment {
  readonly id: number;
  /** The agent that it belongs to; 0 when Halo does not say. */
  readonly agentId: number;
  /** As Halo says it; ordered and compared as text, never converted. */
  readonly lastModified: string;
  /** True when the line shows by itself that the appointment was deleted; false proves nothing. */
  readonly isDeleted: boolean;
  /** It is a task: news only of what was an appointment before. */
  readonly isTask?: true;
  /** The owned fields that a list shows, to know an echo without asking again. Null for a master or a row without dates. */
  readonly listed: HaloAppointment | null;
}

/** The pattern of a recurring master, as Halo's `schedule` has it; codes are Halo's and undocumented. */
export interface HaloSchedule {
  /** `recurrencepattern`: the kind of pattern. */
  readonly pattern: number;
  /** All numbers and texts of the schedule by Halo's own names; what is not there is absent. */
  readonly fields: Readonly<Record<string, number | string | boolean>>;
}

/** `GET /Appointment/{id}?includedetails=true`, in our words. */
export interface WholeAppointment {
  readonly appointment: HaloAppointment & { readonly note: string };
  /** `last_modified` as a moment, for the rule that the newest wins; null when it is none. */
  readonly modifiedAt: Instant | null;
  /** Ids of all agents that it is given to, its owner first. More than one is refused. */
  readonly agentIds: readonly number[];
  readonly typeId: number | null;
  /** Of a recurring master; null for everything else, and for a master that shows none. */
  readonly schedule: HaloSchedule | null;
}

/** `absent`: Halo does not know the id; `deleted`: it says so; `no-appointment`: it is a task or a holiday, which is never sent; what was an appointment may have become one. */
export type WholeReading =
  | { readonly kind: 'found'; readonly whole: WholeAppointment }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'no-appointment' };
