/**
 * Puts the named fields of a draft into the library's appointment, which then writes them into a request and nothing else. Sets only what
 * Exchange 2010 SP2 knows.
 */
import type { Appointment } from 'ews-javascript-api';
import type { EventDraft, EventFieldName } from '../../../core/outbound/event-draft.ts';
import { assertNever } from '../../../core/problem.ts';
import type { EwsLibrary } from '../ews-library.ts';
import type { DraftTimes } from './draft-times.ts';
import { recurrenceOf } from './series-recurrence.ts';

export type WrittenField = EventFieldName | 'series';

/** What differs between a new item and a known one: a field that is to be empty is not named, or taken away. */
export interface FieldTarget {
  readonly appointment: Appointment;
  readonly isNew: boolean;
}

function writeTimes(ews: EwsLibrary, appointment: Appointment, times: DraftTimes): void {
  const { zone: name } = times;
  if (name !== null) {
    // The library's own table of zones is of 2017, so it is told the name alone; Exchange knows the rules.
    const zone = ews.TimeZoneInfo.CreateCustomTimeZone(name, ews.TimeSpan.Zero, name, name);
    // Before the times: a zone that comes after them shifts them.
    appointment.StartTimeZone = zone;
    appointment.EndTimeZone = zone;
  }
  appointment.Start = new ews.DateTime(times.startMs, ews.DateTimeKind.Utc);
  appointment.End = new ews.DateTime(times.endMs, ews.DateTimeKind.Utc);
  appointment.IsAllDayEvent = times.allDay;
}

function writeGuests(ews: EwsLibrary, { appointment, isNew }: FieldTarget, draft: EventDraft): void {
  const { RequiredAttendees: guests } = appointment;
  const attendees = draft.guests.map(({ name, address }) =>
    name === '' ? new ews.Attendee(address) : new ews.Attendee(name, address),
  );
  for (const attendee of attendees) guests.Add(attendee);
  if (attendees.length > 0 || isNew) return;
  // A list that was touched and is empty is taken away; one that was not touched is not named.
  guests.Add(new ews.Attendee('nobody@invalid'));
  guests.Clear();
}

/** A null is how the library is told to take a property away; its types do not say so. */
function takeAway(appointment: Appointment, name: 'Location' | 'Recurrence'): void {
  Object.assign(appointment, { [name]: null });
}

function writeField(
  ews: EwsLibrary,
  target: FieldTarget,
  draft: EventDraft,
  times: DraftTimes | null,
  name: WrittenField,
): void {
  const { appointment, isNew } = target;
  switch (name) {
    case 'when':
      if (times !== null) writeTimes(ews, appointment, times);
      break;
    case 'subject':
      appointment.Subject = draft.subject;
      break;
    case 'location':
      if (draft.location !== '') appointment.Location = draft.location;
      else if (!isNew) takeAway(appointment, 'Location');
      break;
    case 'note':
      if (draft.note === '' && isNew) break;
      // Lines end as Exchange and Outlook end them.
      appointment.Body = new ews.MessageBody(ews.BodyType.Text, draft.note.replace(/\r\n?|\n/g, '\r\n'));
      break;
    case 'guests':
      writeGuests(ews, target, draft);
      break;
    case 'isPrivate':
      appointment.Sensitivity = draft.isPrivate ? ews.Sensitivity.Private : ews.Sensitivity.Normal;
      break;
    case 'series':
      if (draft.series !== null && times !== null)
        appointment.Recurrence = recurrenceOf(ews, draft.series, times.firstDay);
      else if (draft.series === null && !isNew) takeAway(appointment, 'Recurrence');
      break;
    default:
      assertNever(name);
  }
}

/** `times`: null when neither time nor series is named. */
export function writeFields(
  ews: EwsLibrary,
  target: FieldTarget,
  draft: EventDraft,
  times: DraftTimes | null,
  names: readonly WrittenField[],
): void {
  for (const name of new Set(names)) writeField(ews, target, draft, times, name);
}
