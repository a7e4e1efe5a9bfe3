/** What a booking makes: an item that is in no calendar yet. */
import { firstSpan, instantOf, newContent, seriesOf, spanOf } from './booking.ts';
import type { NewItem } from './calendar.ts';
import type { Booking, Content, Person } from './item.ts';
import { zoneOf } from './windows-zones.ts';
import type { Zone } from './zone.ts';

export interface Maker {
  readonly owner: Person;
  /** The mailbox's own: of what the booking does not say. */
  readonly zone: Zone;
  readonly by: string;
  readonly now: number;
}

/** `own` lies on top of what the booking says. */
export function newItem(booking: Booking, maker: Maker, own: Partial<Content>): NewItem {
  const { now, by, owner } = maker;
  const zone = booking.timeZone === undefined ? maker.zone : zoneOf(booking.timeZone);
  const given = spanOf(
    instantOf(booking.start, zone),
    instantOf(booking.end, zone),
    booking.allDay ?? false,
    zone,
  );
  const recurrence = booking.recurrence;
  const series = recurrence && seriesOf(recurrence, given.start, given.end, zone);
  const span = series === undefined ? given : firstSpan(series, given.start, given.end, zone);
  return {
    uid: booking.uid,
    instanceDate: booking.instanceDate,
    itemClass: booking.itemClass ?? 'IPM.Appointment',
    created: now,
    modified: now,
    modifiedBy: by,
    sequence: 0,
    content: { ...newContent(booking, owner), ...own },
    ...span,
    zone,
    endZone: booking.endTimeZone === undefined ? zone : zoneOf(booking.endTimeZone),
    series,
  };
}
