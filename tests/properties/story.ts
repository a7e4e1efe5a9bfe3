/**
 * A story as plain data: what stands in the calendars, what people do to them between the runs, what goes wrong meanwhile. Numbers that
 * name an item are taken modulo what is there, so that every part of a story may be left out and it is still one.
 */
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { ExchangeDialect } from '../../main/simulators/exchange/state/dialect.ts';
import type { FreeBusy, Sensitivity } from '../../main/simulators/exchange/state/item.ts';
import type { RecurrencePattern, RecurrenceRange } from '../../main/simulators/exchange/state/recurrence.ts';
import type { HaloDialect } from '../../main/simulators/halo/dialect.ts';
import type { FaultOrder } from '../../main/simulators/halo/faults.ts';
import type { Settings } from '../../preload/contract/settings.ts';

/** Names in `zones.ts`. */
export type ZoneName =
  | 'Europe/Paris'
  | 'America/New_York'
  | 'Pacific/Auckland'
  | 'Asia/Kolkata'
  | 'Pacific/Kiritimati'
  | 'nameless';

/** When something is, by the wall clock of its zone. Days count from the day on which the story begins. */
export interface Times {
  readonly day: number;
  readonly minute: number;
  /** Minutes; days when all-day (at least 1). */
  readonly length: number;
  readonly allDay: boolean;
}

export interface Texts {
  readonly subject: string;
  readonly location: string;
  readonly body: string;
  readonly sensitivity: Sensitivity;
  readonly freeBusy: FreeBusy;
  readonly categories: readonly string[];
  readonly guests: number;
}

/** A range in days counted from the series' start, so that it can be moved. */
export type RangeData =
  | { readonly kind: 'numbered'; readonly count: number }
  | { readonly kind: 'endDate'; readonly days: number }
  | { readonly kind: 'noEnd' };

export interface Repeating {
  readonly pattern: RecurrencePattern;
  readonly range: RangeData;
}

export interface BookingData {
  readonly zone: ZoneName;
  readonly times: Times;
  readonly texts: Texts;
  readonly repeating: Repeating | null;
}

export type Edit =
  | { readonly do: 'book'; readonly booking: BookingData }
  | { readonly do: 'move'; readonly item: number; readonly times: Times }
  | { readonly do: 'shift'; readonly item: number; readonly minutes: number; readonly longer: number }
  | { readonly do: 'write'; readonly item: number; readonly texts: Partial<Texts> }
  | { readonly do: 'repeat'; readonly item: number; readonly repeating: Repeating }
  | { readonly do: 'rezone'; readonly item: number; readonly zone: ZoneName }
  | { readonly do: 'make-single'; readonly item: number }
  | { readonly do: 'remove-occurrence'; readonly item: number; readonly nth: number }
  | {
      readonly do: 'change-occurrence';
      readonly item: number;
      readonly nth: number;
      readonly minutes: number;
      readonly texts: Partial<Texts>;
    }
  | { readonly do: 'copy' | 'remove' | 'cancel'; readonly item: number }
  /** Out of the calendar and back into it, so many minutes later in time: another ItemId, the same UID. */
  | { readonly do: 'move-away-and-back'; readonly item: number; readonly minutes: number }
  /** Out of the deleted items: another ItemId, the same UID. */
  | { readonly do: 'bring-back'; readonly removed: number };

/** What somebody does in Halo. Rows are counted among the imported ones of the agent. */
export type Hand =
  | { readonly do: 'rename' | 'note' | 'sort' | 'ticket' | 'complete' | 'delete'; readonly row: number }
  | { readonly do: 'move'; readonly row: number; readonly minutes: number }
  /** An appointment of Halo's own, so many minutes from now. */
  | { readonly do: 'book'; readonly minutes: number };

/** `target` names an item for the faults that strike one. */
export interface ExchangeFaultData {
  readonly order: OrderedFault;
  readonly target: number | null;
}

export interface Turn {
  readonly edits: readonly { readonly person: number; readonly edit: Edit }[];
  readonly hours: number;
  readonly exchangeFaults: readonly ExchangeFaultData[];
  readonly haloFaults: readonly FaultOrder[];
  readonly verify: boolean;
  readonly hands: readonly { readonly person: number; readonly hand: Hand }[];
  /** Rules of the import from now on, where they differ from the defaults. Null: as before. */
  readonly rules: Partial<Settings['import']> | null;
  /** What a person says after this run to all that is held. */
  readonly answer: 'approved' | 'kept' | null;
  /** The password of the master account is another one during this run. */
  readonly wrongPassword: boolean;
  /** All that was remembered of the mailboxes is gone before this run. */
  readonly memoryLost: boolean;
}

export interface Story {
  /** Zone of each mailbox; the agents are their owners. */
  readonly people: readonly ZoneName[];
  readonly exchange: Partial<ExchangeDialect>;
  readonly halo: Partial<HaloDialect>;
  /** True: the guard holds at its usual limits and a person approves all of it at the end. */
  readonly guarded: boolean;
  readonly rowsPerWrite: number;
  readonly first: readonly { readonly person: number; readonly booking: BookingData }[];
  readonly turns: readonly Turn[];
}

export type { RecurrencePattern, RecurrenceRange };
