/** Event -> draft: the appointment that we want Halo to hold. Pure; the privacy decision is already made. */
import type { Draft, When } from './appointment.ts';
import type { Choice, ImportRules } from './decide.ts';
import type { CalendarEvent } from './event.ts';
import { fit, fitAttendees } from './fit.ts';
import type { KeyedEvent } from './identity.ts';
import { markOf } from './identity.ts';
import { allDayDates } from './zone.ts';

/** The subject that a private event gets in Halo when only its time may be shown. */
const privateSubject = 'Private appointment';
/** Before the subject of a meeting that was cancelled but is still in the calendar. */
const cancelledPrefix = 'Cancelled: ';

export interface MappingContext {
  readonly rules: ImportRules;
  /** Address of the mailbox; its owner is not listed among the other attendees. */
  readonly mailbox: string;
  /** Id of this installation, part of the marks. */
  readonly installation: string;
}

/** All-day events are dates in their own zone (rule 10); others are moments. */
function whenOf(event: Pick<CalendarEvent, 'start' | 'end' | 'allDay' | 'zone'>): When {
  if (!event.allDay) return { kind: 'timed', start: event.start, end: event.end };
  return { kind: 'all-day', ...allDayDates(event.start, event.end, event.zone) };
}

function subjectOf(
  event: CalendarEvent,
  choice: Extract<Choice, { kind: 'import' }>,
  rules: ImportRules,
): string {
  if (choice.texts === 'hidden') return privateSubject;
  const named =
    rules.subject.rule === 'fixed'
      ? rules.subject.text
      : rules.subject.rule === 'prefix'
        ? `${rules.subject.text}${event.subject}`
        : event.subject;
  return choice.isMarkedCancelled && !named.startsWith(cancelledPrefix)
    ? `${cancelledPrefix}${named}`
    : named;
}

/** The other people of a meeting in Exchange's order, without rooms and without the mailbox's own agent. */
function attendeeNames(event: CalendarEvent, mailbox: string): readonly string[] {
  const own = mailbox.toLowerCase();
  const seen = new Set<string>([own]);
  const people = [
    ...(event.isMeeting && event.organizer !== null ? [event.organizer] : []),
    ...event.attendees.filter(a => a.kind !== 'resource'),
  ];
  return people.flatMap(person => {
    const address = person.address.toLowerCase();
    if (address !== '' && seen.has(address)) return [];
    seen.add(address);
    return [person.name.trim() === '' ? person.address : person.name];
  });
}

function typeOf(event: CalendarEvent, rules: ImportRules): number | null {
  if (event.categories.length === 0) return null;
  const byCategory = new Map(
    Object.entries(rules.typeByCategory).map(([name, id]) => [name.toLowerCase(), id]),
  );
  for (const category of event.categories) {
    const id = byCategory.get(category.trim().toLowerCase());
    if (id !== undefined) return id;
  }
  return null;
}

/** Fitted already to what Halo can hold (rule 6). `choice` says which texts may be in it (rule 9). */
export function draftOf(
  keyed: KeyedEvent,
  choice: Extract<Choice, { kind: 'import' }>,
  context: MappingContext,
): Draft {
  const { event } = keyed;
  const hidden = choice.texts === 'hidden';
  return {
    ...fit({
      when: whenOf(event),
      subject: subjectOf(event, choice, context.rules),
      location: hidden ? '' : event.location,
      note: hidden ? '' : event.body,
      attendees: hidden ? '' : fitAttendees(attendeeNames(event, context.mailbox)),
      isPrivate: choice.isPrivate,
    }),
    marks: {
      mark: markOf(event.uid, keyed.date, keyed.copy, context.installation),
      entryId: event.itemId,
      changeKey: event.changeKey,
      uid: event.uid,
      mailbox: context.mailbox,
      seriesId: event.seriesId ?? '',
    },
    typeId: typeOf(event, context.rules),
    agentStatus: null,
  };
}
