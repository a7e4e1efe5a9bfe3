/**
 * The properties of a calendar item that a client writes, by CreateItem as a whole or by UpdateItem one by one.
 * What only the server may set is refused.
 */
import { instantOf } from '../state/booking.ts';
import type {
  Attendee,
  AttendeeKind,
  BookingChange,
  Content,
  ExtendedValue,
  FreeBusy,
  Sensitivity,
} from '../state/item.ts';
import { knownZone } from '../state/windows-zones.ts';
import type { Zone } from '../state/zone.ts';
import type { Call } from './call.ts';
import { readExtended } from './read-extended.ts';
import { readICalendar } from './read-icalendar.ts';
import { readRecurrence } from './read-recurrence.ts';
import { attribute, child, children, childText, type XmlNode } from './read-soap.ts';
import { readZone } from './read-zone.ts';
import type { Failure } from './write-soap.ts';

type Writable<Of> = { -readonly [Name in keyof Of]: Of[Name] };

/** What a client wants of an item; times as written, zones resolved at the end. */
export interface WantedItem {
  readonly change: Writable<BookingChange>;
  readonly attendees: Map<AttendeeKind, readonly Attendee[]>;
  /** null = take it away. */
  readonly extended: Map<string, ExtendedValue | null>;
  uid: string | undefined;
  /** Occurrences of a new series that are not to be: their starts as written. */
  gaps: readonly string[];
  single: boolean;
  startZone: Zone | undefined;
  endZone: Zone | undefined;
}

export function nothingWanted(): WantedItem {
  return {
    change: {},
    attendees: new Map(),
    extended: new Map(),
    uid: undefined,
    gaps: [],
    single: false,
    startZone: undefined,
    endZone: undefined,
  };
}

const sensitivities: readonly Sensitivity[] = ['Normal', 'Personal', 'Private', 'Confidential'];
const freeBusys: readonly FreeBusy[] = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData'];
const importances: readonly Content['importance'][] = ['Low', 'Normal', 'High'];
const kinds: Readonly<Record<string, AttendeeKind>> = {
  RequiredAttendees: 'required',
  OptionalAttendees: 'optional',
  Resources: 'resource',
};

const invalid: Failure = {
  code: 'ErrorSchemaValidation',
  text: 'The request failed schema validation: a value is not one of its enumeration.',
};

function readAttendees(node: XmlNode, kind: AttendeeKind): Attendee[] | Failure {
  const people = children(node, 'Attendee').map(attendee => {
    const mailbox = child(attendee, 'Mailbox');
    const address = childText(mailbox, 'EmailAddress') ?? '';
    return { address, name: childText(mailbox, 'Name') ?? address, kind };
  });
  return people.some(person => person.address === '') ? { code: 'ErrorInvalidRecipients' } : people;
}

function oneOf<Value extends string>(text: string, of: readonly Value[]): Value | undefined {
  return of.find(value => value === text);
}

/** Takes one property element into what is wanted; a failure when it may not be set so. */
export function readProperty(node: XmlNode, wanted: WantedItem): Failure | undefined {
  const { change } = wanted;
  const text = node.text;
  switch (node.name) {
    case 'MimeContent':
      return readICalendar(Buffer.from(text, 'base64').toString('utf8'), wanted);
    case 'ItemClass':
      change.itemClass = text.trim();
      return undefined;
    case 'Subject':
      change.subject = text;
      return undefined;
    case 'Location':
      change.location = text;
      return undefined;
    case 'Body':
      change.body = text;
      change.bodyType = attribute(node, 'BodyType') === 'HTML' ? 'HTML' : 'Text';
      return undefined;
    case 'Sensitivity': {
      const value = oneOf(text.trim(), sensitivities);
      if (value === undefined) return invalid;
      change.sensitivity = value;
      return undefined;
    }
    case 'Importance': {
      const value = oneOf(text.trim(), importances);
      if (value === undefined) return invalid;
      change.importance = value;
      return undefined;
    }
    case 'LegacyFreeBusyStatus': {
      const value = oneOf(text.trim(), freeBusys);
      if (value === undefined) return invalid;
      change.freeBusy = value;
      return undefined;
    }
    case 'Categories':
      change.categories = children(node, 'String').map(one => one.text);
      return undefined;
    case 'ReminderIsSet':
      change.reminderMinutes = text.trim() === 'true' ? (change.reminderMinutes ?? 15) : null;
      return undefined;
    case 'ReminderMinutesBeforeStart':
      if (change.reminderMinutes !== null) change.reminderMinutes = Number(text);
      return undefined;
    case 'ExtendedProperty':
      return readExtended(node, wanted);
    case 'UID':
      wanted.uid = text.trim();
      return undefined;
    case 'Start':
      change.start = text.trim();
      return undefined;
    case 'End':
      change.end = text.trim();
      return undefined;
    case 'IsAllDayEvent':
      change.allDay = text.trim() === 'true' || text.trim() === '1';
      return undefined;
    case 'RequiredAttendees':
    case 'OptionalAttendees':
    case 'Resources': {
      const kind = kinds[node.name] ?? 'required';
      const people = readAttendees(node, kind);
      if ('code' in people) return people;
      wanted.attendees.set(kind, people);
      return undefined;
    }
    case 'Recurrence': {
      const recurrence = readRecurrence(node);
      if ('code' in recurrence) return recurrence;
      change.recurrence = recurrence;
      return undefined;
    }
    case 'StartTimeZone':
    case 'EndTimeZone':
    case 'MeetingTimeZone':
      return readZones(node, wanted);
    case 'IsResponseRequested':
    case 'AllowNewTimeProposal':
    case 'ReminderDueBy':
    case 'Culture':
    case 'ConferenceType':
    case 'IsOnlineMeeting':
      return undefined;
    default:
      return { code: 'ErrorInvalidPropertySet', text: `Set action is invalid for property ${node.name}.` };
  }
}

function readZones(node: XmlNode, wanted: WantedItem): Failure | undefined {
  const name = attribute(node, 'TimeZoneName');
  const zone = node.name === 'MeetingTimeZone' ? knownZone(name ?? '') : readZone(node);
  if (zone === undefined) return { code: 'ErrorTimeZone' };
  if (node.name === 'EndTimeZone') wanted.endZone = zone;
  else wanted.startZone = zone;
  return undefined;
}

/** Takes a property away (DeleteItemField). */
export function clearProperty(uri: string, wanted: WantedItem): Failure | undefined {
  const { change } = wanted;
  const kind = kinds[uri.replace('calendar:', '')];
  if (kind !== undefined) wanted.attendees.set(kind, []);
  else if (uri === 'item:Subject') change.subject = '';
  else if (uri === 'item:Body') change.body = '';
  else if (uri === 'item:Categories') change.categories = [];
  else if (uri === 'item:Sensitivity') change.sensitivity = 'Normal';
  else if (uri === 'calendar:Location') change.location = '';
  else if (uri === 'calendar:Recurrence') wanted.single = true;
  else return { code: 'ErrorInvalidPropertyDelete' };
  return undefined;
}

/** Times as instants: without offset they are read in the zones that came along, else in the call's. */
export function resolveTimes(wanted: WantedItem, call: Call): Failure | undefined {
  const { change, startZone, endZone } = wanted;
  const resolve = (text: string | undefined, zone: Zone) =>
    text === undefined ? undefined : new Date(instantOf(text, zone)).toISOString();
  try {
    const start = resolve(change.start, startZone ?? call.zone);
    const end = resolve(change.end, endZone ?? startZone ?? call.zone);
    if (start !== undefined) change.start = start;
    if (end !== undefined) change.end = end;
  } catch {
    return {
      code: 'ErrorSchemaValidation',
      text: 'The request failed schema validation: not an xs:dateTime.',
    };
  }
  if (startZone !== undefined) change.timeZone = startZone.definition;
  if (endZone !== undefined) change.endTimeZone = endZone.definition;
  if (change.start !== undefined && change.end !== undefined && change.end < change.start)
    return { code: 'ErrorCalendarEndDateIsEarlierThanStartDate' };
  return undefined;
}

/** The part of what is wanted that lies on top of what the item holds: attendees by kind, extended properties by key. */
export function mergedContent(wanted: WantedItem, before: Content | undefined): Partial<Content> {
  const content: Writable<Partial<Content>> = {};
  if (wanted.attendees.size > 0) {
    const kept = (before?.attendees ?? []).filter(attendee => !wanted.attendees.has(attendee.kind));
    content.attendees = [...kept, ...[...wanted.attendees.values()].flat()];
  }
  if (wanted.extended.size > 0) {
    const extended = new Map(before?.extended ?? []);
    for (const [key, value] of wanted.extended)
      if (value === null) extended.delete(key);
      else extended.set(key, value);
    content.extended = extended;
  }
  return content;
}
