/** MimeContent that a client creates an item with: the first VEVENT of a VCALENDAR, its zone and its rule. */
import type { Attendee, AttendeeKind } from '../state/item.ts';
import {
  type DayOfWeek,
  dayNames,
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
  type RelativeDay,
  weekIndexes,
} from '../state/recurrence.ts';
import { knownZone } from '../state/windows-zones.ts';
import {
  type ICalendarComponent,
  plainText,
  propertyOf,
  readComponent,
  valueNamed,
} from './icalendar-lines.ts';
import { readTimeZone } from './icalendar-zone.ts';
import type { WantedItem } from './read-item.ts';
import type { Failure } from './write-soap.ts';

const broken: Failure = {
  code: 'ErrorMimeContentInvalid',
  text: 'The MIME content is not a valid calendar.',
};

function wallText(value: string): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value);
  if (parts === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zulu = ''] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zulu}`;
}

function dayOf(code: string): DayOfWeek | undefined {
  return dayNames.find(name => name.slice(0, 2).toUpperCase() === code);
}

function daysOf(codes: string): DayOfWeek[] {
  return codes.split(',').flatMap(code => dayOf(code.replace(/^[+-]?\d+/, '')) ?? []);
}

const sets: Readonly<Record<number, RelativeDay>> = { 7: 'Day', 5: 'Weekday', 2: 'WeekendDay' };

function readPattern(words: ReadonlyMap<string, string>, start: Date): RecurrencePattern | undefined {
  const interval = Number(words.get('INTERVAL') ?? 1);
  const byDay = words.get('BYDAY') ?? '';
  const days = daysOf(byDay);
  const position = Number(words.get('BYSETPOS') ?? /^([+-]?\d+)/.exec(byDay)?.[1] ?? 0);
  const index = weekIndexes.at(position < 0 ? -1 : position - 1) ?? 'First';
  const month = Number(words.get('BYMONTH') ?? start.getUTCMonth() + 1);
  const dayOfMonth = Number(words.get('BYMONTHDAY') ?? start.getUTCDate());
  const day: RelativeDay | undefined = days.length > 1 ? sets[days.length] : days[0];
  const relative = day !== undefined && position !== 0 ? { day, index } : undefined;
  switch (words.get('FREQ')) {
    case 'DAILY':
      return { kind: 'Daily', interval };
    case 'WEEKLY': {
      const first = dayOf(words.get('WKST') ?? 'MO') ?? 'Monday';
      const own = dayNames[start.getUTCDay()] ?? 'Monday';
      return { kind: 'Weekly', interval, days: days.length > 0 ? days : [own], firstDayOfWeek: first };
    }
    case 'MONTHLY':
      return relative === undefined
        ? { kind: 'AbsoluteMonthly', interval, dayOfMonth }
        : { kind: 'RelativeMonthly', interval, ...relative };
    case 'YEARLY':
      return relative === undefined
        ? { kind: 'AbsoluteYearly', month, dayOfMonth }
        : { kind: 'RelativeYearly', month, ...relative };
    default:
      return undefined;
  }
}

function readRule(rule: string, start: Date): Recurrence | undefined {
  const words = new Map(
    rule.split(';').map(word => {
      const [key = '', value = ''] = word.split('=');
      return [key.toUpperCase(), value.toUpperCase()] as const;
    }),
  );
  const pattern = readPattern(words, start);
  const count = Number(words.get('COUNT') ?? 0);
  const until = wallText(words.get('UNTIL') ?? '')?.slice(0, 10);
  const range: RecurrenceRange =
    count > 0
      ? { kind: 'numbered', count }
      : until === undefined
        ? { kind: 'noEnd' }
        : { kind: 'endDate', endDate: until };
  return pattern && { pattern, range };
}

const kinds: Readonly<Record<string, AttendeeKind>> = {
  'OPT-PARTICIPANT': 'optional',
  'NON-PARTICIPANT': 'resource',
};

function readAttendees(event: ICalendarComponent): Attendee[] {
  return event.properties
    .filter(one => one.name === 'ATTENDEE')
    .map(({ parameters, value }) => {
      const address = value.replace(/^mailto:/i, '');
      const kind = kinds[parameters.get('ROLE') ?? ''] ?? 'required';
      return { address, name: parameters.get('CN') ?? address, kind };
    });
}

/** Takes the calendar text into what is wanted; properties that come beside it are read later and win. */
export function readICalendar(text: string, wanted: WantedItem): Failure | undefined {
  const calendar = readComponent(text, 'VCALENDAR');
  const event = calendar?.components.find(one => one.name === 'VEVENT');
  const starts = event && propertyOf(event, 'DTSTART');
  const start = wallText(starts?.value.trim() ?? '');
  if (calendar === undefined || event === undefined || start === undefined) return broken;
  const { change } = wanted;
  const zoneId = starts?.parameters.get('TZID') ?? '';
  const described = calendar.components.find(
    one => one.name === 'VTIMEZONE' && valueNamed(one, 'TZID') === zoneId,
  );
  wanted.startZone = knownZone(zoneId) ?? (described && readTimeZone(described));
  wanted.uid = valueNamed(event, 'UID');
  change.start = start;
  change.end = wallText(valueNamed(event, 'DTEND') ?? '') ?? start;
  change.allDay = !(starts?.value.includes('T') ?? false);
  change.subject = plainText(valueNamed(event, 'SUMMARY') ?? '');
  change.location = plainText(valueNamed(event, 'LOCATION') ?? '');
  change.body = plainText(valueNamed(event, 'DESCRIPTION') ?? '');
  change.bodyType = 'Text';
  const classification = valueNamed(event, 'CLASS');
  if (classification === 'PRIVATE') change.sensitivity = 'Private';
  if (classification === 'CONFIDENTIAL') change.sensitivity = 'Confidential';
  if (valueNamed(event, 'TRANSP') === 'TRANSPARENT') change.freeBusy = 'Free';
  const categories = valueNamed(event, 'CATEGORIES');
  if (categories !== undefined) change.categories = categories.split(/(?<!\\),/).map(plainText);
  const alarm = event.components.find(one => one.name === 'VALARM');
  const minutes = /^-P(?:T(?:(\d+)H)?(?:(\d+)M)?)/.exec((alarm && valueNamed(alarm, 'TRIGGER')) ?? '');
  change.reminderMinutes =
    alarm === undefined ? null : Number(minutes?.[1] ?? 0) * 60 + Number(minutes?.[2] ?? 0);
  for (const attendee of readAttendees(event))
    wanted.attendees.set(attendee.kind, [...(wanted.attendees.get(attendee.kind) ?? []), attendee]);
  const rule = valueNamed(event, 'RRULE');
  if (rule === undefined) return undefined;
  const recurrence = readRule(rule, new Date(`${start.replace(/Z$/, '')}Z`));
  if (recurrence === undefined) return broken;
  change.recurrence = recurrence;
  wanted.gaps = event.properties
    .filter(one => one.name === 'EXDATE')
    .flatMap(({ value }) => value.split(',').flatMap(text => wallText(text.trim()) ?? []));
  return undefined;
}
