/**
 * A life on both sides as plain data: what people do in Halo and in Outlook, what goes wrong, and when the app looks. Numbers that name
 * something are taken modulo what is there, so that every part of a life may be left out and it is still one.
 */
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { HaloDialect } from '../../main/simulators/halo/dialect.ts';
import type { FaultOrder } from '../../main/simulators/halo/faults.ts';
import type { Settings } from '../../preload/contract/settings.ts';

export type TextField = 'subject' | 'location' | 'note';

/** Days and minutes from the midnight on which the life begins, UTC; all-day ones by their days alone. */
export interface Slot {
  readonly day: number;
  readonly minute: number;
  /** Minutes; days when all-day. */
  readonly length: number;
  readonly allDay: boolean;
}

export type TwoWayDeed =
  | {
      readonly in: Side;
      readonly do: 'make';
      readonly agent: number;
      readonly slot: Slot;
      readonly isPrivate: boolean;
    }
  /** `which` counts what lives on that side, occurrences too. */
  | { readonly in: Side; readonly do: 'write'; readonly which: number; readonly field: TextField }
  | { readonly in: Side; readonly do: 'move'; readonly which: number; readonly slot: Slot }
  | { readonly in: Side; readonly do: 'private'; readonly which: number; readonly isPrivate: boolean }
  | { readonly in: Side; readonly do: 'delete'; readonly which: number }
  /** Of an imported event Exchange alone decides who is invited. */
  | { readonly in: Side; readonly do: 'invite'; readonly which: number; readonly guests: readonly number[] }
  | {
      readonly in: Side;
      readonly do: 'make-series';
      readonly agent: number;
      readonly slot: Slot;
      readonly times: number;
    }
  | { readonly in: Side; readonly do: 'write-series'; readonly which: number; readonly field: TextField }
  | { readonly in: Side; readonly do: 'delete-series'; readonly which: number }
  | {
      readonly in: Side;
      readonly do: 'repeat';
      readonly which: number;
      readonly every: number;
      readonly times: number;
    }
  | { readonly in: 'halo'; readonly do: 'give'; readonly which: number; readonly agent: number }
  | { readonly in: 'halo'; readonly do: 'complete' | 'ticket' | 'sort'; readonly which: number }
  | { readonly in: 'exchange'; readonly do: 'copy'; readonly which: number };

export type Side = 'halo' | 'exchange';

export type TwoWayStep =
  | { readonly step: 'deed'; readonly deed: TwoWayDeed }
  | { readonly step: 'import'; readonly verify: boolean }
  /** The poll interval passes. */
  | { readonly step: 'send' }
  | { readonly step: 'restart' }
  | { readonly step: 'pause'; readonly minutes: number }
  | { readonly step: 'exchange-fault'; readonly order: OrderedFault }
  | { readonly step: 'halo-fault'; readonly order: FaultOrder }
  | { readonly step: 'rule'; readonly conflict: Settings['outbound']['conflict'] };

export interface TwoWayStory {
  readonly conflict: Settings['outbound']['conflict'];
  readonly private: 'time-only' | 'full';
  /** True: the guard holds at its usual limits. */
  readonly guarded: boolean;
  readonly halo: Partial<HaloDialect>;
  readonly steps: readonly TwoWayStep[];
}
