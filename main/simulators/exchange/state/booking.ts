/**
 * From what a verb says to what is stored: times read in a zone, all-day items set to midnights, defaults filled in.
 */
import type { Booking, BookingChange, Content, ExtendedValue, Person, Series, StoredItem } from './item.ts';
import { DaySequence, dateOfDay, dayNumber, type Recurrence } from './recurrence.ts';
import { zoneOf } from './windows-zones.ts';
import { wall, type Zone } from './zone.ts';

const dayLength = 86_400_000;

/** An instant out of a wall time in the zone, or out of a text that carries Z or an offset. */
export function instantOf(text: string, zone: Zone): number {
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(text) && text.includes('T')) {
    const instant = Date.parse(text);
    if (Number.isNaN(instant)) throw new RangeError(`not an instant: ${text}`);
    return instant;
  }
  return zone.toInstant(wall(text));
}

/** Start and end as stored; all-day items begin and end at midnight of the zone and last a day at least. */
export function spanOf(
  start: number,
  end: number,
  allDay: boolean,
  zone: Zone,
): { start: number; end: number } {
  if (!allDay) return { start, end };
  const first = Math.floor(zone.toWall(start) / dayLength);
  const after = Math.max(first + 1, Math.ceil(zone.toWall(end) / dayLength));
  return { start: zone.toInstant(first * dayLength), end: zone.toInstant(after * dayLength) };
}

/** The series of an item that starts and ends so; its first occurrence is the first day that the pattern meets. */
export function seriesOf(recurrence: Recurrence, start: number, end: number, zone: Zone): Series {
  const wallStart = zone.toWall(start);
  const startDay = Math.floor(wallStart / dayLength);
  const first = recurrence.startDate === undefined ? startDay : dayNumber(recurrence.startDate);
  return {
    recurrence: { ...recurrence, startDate: dateOfDay(first) },
    days: new DaySequence(recurrence, first),
    startOffset: wallStart - startDay * dayLength,
    endOffset: zone.toWall(end) - startDay * dayLength,
    changes: new Map(),
    removed: new Set(),
  };
}

/** Start and end of the first occurrence, or those given when the pattern never falls. */
export function firstSpan(
  series: Series,
  start: number,
  end: number,
  zone: Zone,
): { start: number; end: number } {
  const day = series.days.at(0);
  if (day === undefined) return { start, end };
  return {
    start: zone.toInstant(day * dayLength + series.startOffset),
    end: zone.toInstant(day * dayLength + series.endOffset),
  };
}

function extendedOf(booking: BookingChange): Map<string, ExtendedValue> {
  return new Map(
    (booking.extended ?? []).map(({ setId, name, value }) => {
      const attributes = [
        ['PropertySetId', setId.toLowerCase()],
        ['PropertyName', name],
        ['PropertyType', 'String'],
      ] as const;
      const key = `${setId.toLowerCase()}/${name}/String`;
      return [key, { path: { key, attributes }, values: [value], multiple: false }];
    }),
  );
}

/** Only what the change names, as content. */
export function contentChange(change: BookingChange): Partial<Content> {
  const content: { -readonly [Name in keyof Content]?: Content[Name] } = {};
  if (change.subject !== undefined) content.subject = change.subject;
  if (change.location !== undefined) content.location = change.location;
  if (change.body !== undefined) content.body = change.body;
  if (change.bodyType !== undefined) content.bodyType = change.bodyType;
  if (change.sensitivity !== undefined) content.sensitivity = change.sensitivity;
  if (change.freeBusy !== undefined) content.freeBusy = change.freeBusy;
  if (change.categories !== undefined) content.categories = change.categories;
  if (change.importance !== undefined) content.importance = change.importance;
  if (change.attendees !== undefined) content.attendees = change.attendees;
  if (change.organizer !== undefined) content.organizer = change.organizer;
  if (change.myResponse !== undefined) content.myResponse = change.myResponse;
  if (change.isMeeting !== undefined) content.isMeeting = change.isMeeting;
  if (change.isCancelled !== undefined) content.isCancelled = change.isCancelled;
  if (change.allDay !== undefined) content.allDay = change.allDay;
  if (change.reminderMinutes !== undefined) content.reminderMinutes = change.reminderMinutes;
  if (change.extended !== undefined) content.extended = extendedOf(change);
  return content;
}

export function newContent(booking: Booking, owner: Person): Content {
  const organizer = booking.organizer ?? owner;
  const organizes = organizer.address.toLowerCase() === owner.address.toLowerCase();
  const isMeeting = booking.isMeeting ?? ((booking.attendees ?? []).length > 0 || !organizes);
  return {
    subject: '',
    location: '',
    body: '',
    bodyType: 'HTML',
    sensitivity: 'Normal',
    freeBusy: booking.allDay === true ? 'Free' : 'Busy',
    categories: [],
    importance: 'Normal',
    attendees: [],
    organizer,
    myResponse: !isMeeting ? 'Unknown' : organizes ? 'Organizer' : 'NoResponseReceived',
    isMeeting,
    isCancelled: false,
    allDay: false,
    reminderMinutes: 15,
    extended: new Map(),
    ...contentChange(booking),
  };
}

/** New start and end of something that had `old` times: a change of the start alone keeps the length. */
export function changedSpan(
  change: BookingChange,
  old: { start: number; end: number; allDay: boolean },
  zone: Zone,
): { start: number; end: number } {
  const start = change.start === undefined ? old.start : instantOf(change.start, zone);
  const length = zone.toWall(old.end) - zone.toWall(old.start);
  const end =
    change.end !== undefined
      ? instantOf(change.end, zone)
      : change.start !== undefined
        ? zone.toInstant(zone.toWall(start) + length)
        : old.end;
  return spanOf(start, end, change.allDay ?? old.allDay, zone);
}

/** Bits of PidLidAppointmentStateFlags: meeting, received, cancelled. */
export function appointmentState(content: Content, ownAddress: string): number {
  if (!content.isMeeting) return 0;
  const received = content.organizer.address.toLowerCase() !== ownAddress.toLowerCase();
  return 1 + (received ? 2 : 0) + (content.isCancelled ? 4 : 0);
}

/** Whether a change of the item drops what was changed and removed in its series, as Exchange does. */
export function resetsSeries(
  item: StoredItem,
  change: BookingChange,
  span: { start: number; end: number },
): boolean {
  return (
    change.recurrence !== undefined ||
    (change.timeZone !== undefined && zoneOf(change.timeZone) !== item.zone) ||
    span.start !== item.start ||
    span.end !== item.end
  );
}
