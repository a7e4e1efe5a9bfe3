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
  | { readonly do: 'copy' | 'move-away-and-back' | 'remove' | 'cancel'; readonly item: number }
  /** Out of the deleted items: another ItemId, the same UID. */
  | { readonly do: 'bring-back'; readonly removed: number };

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
