/** What people do in the small stories of `death-stories.ts`, in short words. Data only. */
import type { Side, Slot, TwoWayDeed } from '../properties/two-way-story.ts';

const morning: Slot = { day: 3, minute: 600, length: 60, allDay: false };
export const later: Slot = { ...morning, minute: 780 };
export const evening: Slot = { ...morning, minute: 960 };
const other: Side = 'exchange';
export const sides = ['halo', other] as const;
export const otherThan = (side: Side): Side => (side === 'halo' ? 'exchange' : 'halo');
export const called: Readonly<Record<Side, string>> = { halo: 'Halo', exchange: 'Outlook' };

export const make = (side: Side, changes: { slot?: Slot; isPrivate?: boolean } = {}): TwoWayDeed => ({
  in: side,
  do: 'make',
  agent: 0,
  slot: morning,
  isPrivate: false,
  ...changes,
});
export const write = (
  side: Side,
  field: 'subject' | 'location' | 'note' = 'subject',
  which = 0,
): TwoWayDeed => ({
  in: side,
  do: 'write',
  which,
  field,
});
export const move = (side: Side, slot = later, which = 0): TwoWayDeed => ({
  in: side,
  do: 'move',
  which,
  slot,
});
export const remove = (side: Side, which = 0): TwoWayDeed => ({ in: side, do: 'delete', which });
export const hide = (side: Side, isPrivate: boolean): TwoWayDeed => ({
  in: side,
  do: 'private',
  which: 0,
  isPrivate,
});
export const invite = (side: Side): TwoWayDeed => ({ in: side, do: 'invite', which: 0, guests: [1, 2] });
export const give = (agent: number): TwoWayDeed => ({ in: 'halo', do: 'give', which: 0, agent });
export const series = (side: Side): TwoWayDeed => ({
  in: side,
  do: 'make-series',
  agent: 0,
  slot: morning,
  times: 3,
});
export const writeSeries = (side: Side): TwoWayDeed => ({
  in: side,
  do: 'write-series',
  which: 0,
  field: 'subject',
});
export const removeSeries = (side: Side): TwoWayDeed => ({ in: side, do: 'delete-series', which: 0 });
export const repeat = (side: Side, every = 2): TwoWayDeed => ({
  in: side,
  do: 'repeat',
  which: 0,
  every,
  times: 2,
});
export const complete: TwoWayDeed = { in: 'halo', do: 'complete', which: 0 };
export const copy: TwoWayDeed = { in: 'exchange', do: 'copy', which: 0 };
