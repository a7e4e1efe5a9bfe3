/** GetItem: one calendar item in full. */
import type { Attendee, CalendarItem, Instant, OccurrenceRef, Person } from '../../../core/event.ts';
import type { ZoneRules } from '../../../core/zone.ts';
import { answerShape } from './envelope.ts';
import { readRowFields, rowFields } from './row.ts';
import { readInstant } from './values.ts';
import { childOf, childrenOf, repeats, textOf, wordOf, type XmlNode, type XmlShape } from './xml-tree.ts';

const leaf: XmlShape = {};
const mailbox: XmlShape = { Mailbox: { Name: leaf, EmailAddress: leaf, RoutingType: leaf } };
const attendees: XmlShape = { Attendee: mailbox };
const dayTransition: XmlShape = {
  To: leaf,
  TimeOffset: leaf,
  Month: leaf,
  Day: leaf,
  DayOfWeek: leaf,
  Occurrence: leaf,
};
const transitions: XmlShape = {
  Transition: { To: leaf },
  AbsoluteDateTransition: { To: leaf, DateTime: leaf },
  RecurringDayTransition: dayTransition,
  RecurringDateTransition: dayTransition,
};

export const itemsShape = answerShape({
  Items: {
    '*': {
      ...rowFields,
      Body: leaf,
      LastModifiedTime: leaf,
      OriginalStart: leaf,
      RecurrenceId: leaf,
      Organizer: mailbox,
      RequiredAttendees: attendees,
      OptionalAttendees: attendees,
      Resources: attendees,
      ModifiedOccurrences: { Occurrence: { ItemId: leaf, Start: leaf, End: leaf, OriginalStart: leaf } },
      DeletedOccurrences: { DeletedOccurrence: { Start: leaf } },
      // The whole definition comes with every item.
      StartTimeZone: {
        [repeats]: true,
        Periods: { Period: leaf },
        TransitionsGroups: { TransitionsGroup: transitions },
        Transitions: transitions,
      },
    },
  },
});

export type ReadItem =
  | { readonly kind: 'item'; readonly item: CalendarItem }
  /** Why it is none; the word stands where a response code of the server would. */
  | { readonly kind: 'unusable'; readonly why: 'no-calendar-item' | 'no-uid' | 'unreadable-occurrences' };

/** `zoneOf` makes rules of the StartTimeZone element, or of its absence. */
export function readItem(message: XmlNode, zoneOf: (zone: XmlNode | undefined) => ZoneRules): ReadItem {
  const node = childOf(message, 'Items')?.children[0];
  const fields = node === undefined ? null : readRowFields(node);
  if (node === undefined || fields === null) return { kind: 'unusable', why: 'no-calendar-item' };
  if (fields.uid === null) return { kind: 'unusable', why: 'no-uid' };
  const modified = readModified(node);
  const deleted = readDeleted(node);
  if (modified === null || deleted === null) return { kind: 'unusable', why: 'unreadable-occurrences' };
  const recurrenceId = readInstant(wordOf(node, 'RecurrenceId'));
  const originalStart = readInstant(wordOf(node, 'OriginalStart'));
  const isPartOfSeries = fields.kind === 'occurrence' || fields.kind === 'exception';
  const item: CalendarItem = {
    ...fields,
    uid: fields.uid,
    // A single may carry its own start as OriginalStart; only RecurrenceId says that it belongs to a series elsewhere.
    originalStart: isPartOfSeries
      ? (originalStart ?? recurrenceId)
      : fields.kind === 'single'
        ? recurrenceId
        : null,
    zone: zoneOf(childOf(node, 'StartTimeZone')),
    body: withLineFeeds(textOf(node, 'Body')),
    organizer: readPerson(childOf(node, 'Organizer')),
    attendees: readAttendees(node),
    lastModified: readInstant(wordOf(node, 'LastModifiedTime')),
    modifiedOccurrences: fields.kind === 'master' ? modified : [],
    deletedOccurrenceStarts: fields.kind === 'master' ? deleted : [],
  };
  return { kind: 'item', item };
}

function readPerson(holder: XmlNode | undefined): Person | null {
  const found = childOf(holder, 'Mailbox');
  if (found === undefined) return null;
  const address = wordOf(found, 'EmailAddress');
  // An X.500 name is no address that anybody could use.
  const usable =
    wordOf(found, 'RoutingType').toUpperCase() === 'EX' || address.startsWith('/') ? '' : address;
  const name = wordOf(found, 'Name');
  return name === '' && usable === '' ? null : { name, address: usable };
}

const attendeeLists = [
  ['RequiredAttendees', 'required'],
  ['OptionalAttendees', 'optional'],
  ['Resources', 'resource'],
] as const;

function readAttendees(item: XmlNode): readonly Attendee[] {
  const found: Attendee[] = [];
  for (const [list, kind] of attendeeLists) {
    for (const attendee of childrenOf(childOf(item, list), 'Attendee')) {
      const person = readPerson(attendee);
      if (person !== null) found.push({ name: person.name, address: person.address, kind });
    }
  }
  return found;
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Null when an entry cannot be read: a list with a hole would hide a change. */
function readModified(item: XmlNode): readonly OccurrenceRef[] | null {
  const found: OccurrenceRef[] = [];
  for (const node of childrenOf(childOf(item, 'ModifiedOccurrences'), 'Occurrence')) {
    const itemId = childOf(node, 'ItemId')?.attributes['Id'] ?? '';
    const originalStart = readInstant(wordOf(node, 'OriginalStart'));
    const start = readInstant(wordOf(node, 'Start'));
    const end = readInstant(wordOf(node, 'End'));
    if (itemId === '' || originalStart === null || start === null || end === null) return null;
    found.push({ itemId, originalStart, start, end });
  }
  return found;
}

function readDeleted(item: XmlNode): readonly Instant[] | null {
  const found: Instant[] = [];
  for (const node of childrenOf(childOf(item, 'DeletedOccurrences'), 'DeletedOccurrence')) {
    const start = readInstant(wordOf(node, 'Start'));
    if (start === null) return null;
    found.push(start);
  }
  return found;
}
