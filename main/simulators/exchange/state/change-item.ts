/** What a change of a single item, or of a series as a whole, makes of it. */
import { changedSpan, contentChange, firstSpan, resetsSeries, seriesOf } from './booking.ts';
import type { BookingChange, Content, StoredItem } from './item.ts';
import { zoneOf } from './windows-zones.ts';

/** An item with attendees is a meeting. */
function withMeeting(content: Content): Content {
  if (content.isMeeting || content.attendees.length === 0) return content;
  return { ...content, isMeeting: true, myResponse: 'Organizer' };
}

/** `own` lies on top of what the change says. A series that gets other days or times loses what was changed and removed in it. */
export function changeItem(item: StoredItem, change: BookingChange, own: Partial<Content>): void {
  const zone = change.timeZone === undefined ? item.zone : zoneOf(change.timeZone);
  const span = changedSpan(change, { ...item, allDay: item.content.allDay }, zone);
  const recurrence = change.recurrence ?? item.series?.recurrence;
  if (recurrence !== undefined && (item.series === undefined || resetsSeries(item, change, span))) {
    const moved = change.recurrence === undefined && change.start !== undefined;
    const { startDate, ...rest } = recurrence;
    const kept = moved || startDate === undefined ? rest : { ...rest, startDate };
    item.series = seriesOf(kept, span.start, span.end, zone);
    Object.assign(span, firstSpan(item.series, span.start, span.end, zone));
  }
  item.content = withMeeting({ ...item.content, ...contentChange(change), ...own });
  item.start = span.start;
  item.end = span.end;
  item.zone = zone;
  if (change.endTimeZone !== undefined) item.endZone = zoneOf(change.endTimeZone);
  else if (change.timeZone !== undefined) item.endZone = zone;
  if (item.content.isMeeting) item.sequence++;
}
