/** MimeContent: an item as a bare VCALENDAR with the time zone in which it was made, as Exchange gives calendar items. */

import type { IdSpace } from '../state/ids.ts';
import { type Instance, occurrenceOn } from '../state/instances.ts';
import type { Attendee } from '../state/item.ts';
import type { Recurrence } from '../state/recurrence.ts';
import { weekIndexes } from '../state/recurrence.ts';
import type { Zone } from '../state/zone.ts';
import { escapeText, foldLines } from './icalendar-lines.ts';
import { writeTimeZone } from './icalendar-zone.ts';

const digits = (wallTime: number) => new Date(wallTime).toISOString().slice(0, 19).replace(/[-:]/g, '');

function inZone(name: string, instant: number, zone: Zone, allDay: boolean): string {
  const text = digits(zone.toWall(instant));
  return allDay ? `${name};VALUE=DATE:${text.slice(0, 8)}` : `${name};TZID=${zone.definition.id}:${text}`;
}

const dayCodes: Readonly<Record<string, string>> = {
  Day: 'SU,MO,TU,WE,TH,FR,SA',
  Weekday: 'MO,TU,WE,TH,FR',
  WeekendDay: 'SU,SA',
};
const dayCode = (day: string) => dayCodes[day] ?? day.slice(0, 2).toUpperCase();

function relative(day: string, index: (typeof weekIndexes)[number]): string {
  const number = index === 'Last' ? -1 : weekIndexes.indexOf(index) + 1;
  const code = dayCode(day);
  return code.includes(',') ? `;BYDAY=${code};BYSETPOS=${number}` : `;BYDAY=${number}${code}`;
}

function pattern({ pattern: given }: Recurrence): string {
  switch (given.kind) {
    case 'Daily':
      return `FREQ=DAILY;INTERVAL=${given.interval}`;
    case 'Weekly':
      return `FREQ=WEEKLY;INTERVAL=${given.interval};BYDAY=${given.days.map(dayCode).join(',')};WKST=${dayCode(given.firstDayOfWeek ?? 'Sunday')}`;
    case 'AbsoluteMonthly':
      return `FREQ=MONTHLY;INTERVAL=${given.interval};BYMONTHDAY=${given.dayOfMonth}`;
    case 'RelativeMonthly':
      return `FREQ=MONTHLY;INTERVAL=${given.interval}${relative(given.day, given.index)}`;
    case 'AbsoluteYearly':
      return `FREQ=YEARLY;BYMONTHDAY=${given.dayOfMonth};BYMONTH=${given.month}`;
    case 'RelativeYearly':
      return `FREQ=YEARLY${relative(given.day, given.index)};BYMONTH=${given.month}`;
  }
}

function writeRule(recurrence: Recurrence): string {
  const { range } = recurrence;
  const end =
    range.kind === 'numbered'
      ? `;COUNT=${range.count}`
      : range.kind === 'endDate'
        ? `;UNTIL=${range.endDate.replaceAll('-', '')}T235959Z`
        : '';
  return `RRULE:${pattern(recurrence)}${end}`;
}

const roles = { required: 'REQ-PARTICIPANT', optional: 'OPT-PARTICIPANT', resource: 'NON-PARTICIPANT' };
const answers: Readonly<Record<string, string>> = {
  Accept: 'ACCEPTED',
  Tentative: 'TENTATIVE',
  Decline: 'DECLINED',
};

function writeAttendee({ kind, response = 'Unknown', name, address }: Attendee): string {
  const status = answers[response] ?? 'NEEDS-ACTION';
  return `ATTENDEE;ROLE=${roles[kind]};PARTSTAT=${status};RSVP=TRUE;CN="${name.replaceAll('"', "'")}":mailto:${address}`;
}

const busy: Readonly<Record<string, string>> = { Free: 'FREE', Tentative: 'TENTATIVE', OOF: 'OOF' };
const classes: Readonly<Record<string, string>> = { Private: 'PRIVATE', Confidential: 'CONFIDENTIAL' };

/** A line without a value is an error to some readers. */
function prose(name: string, text: string): string[] {
  return text === '' ? [] : [`${name};LANGUAGE=en-US:${escapeText(text)}`];
}

function writeEvent(instance: Instance): string[] {
  const { item, content, originalStart } = instance;
  const { zone, series } = item;
  const allDay = content.allDay;
  const isMaster = instance.kind === 'RecurringMaster';
  const removed = isMaster ? [...(series?.removed ?? [])].sort((one, other) => one - other) : [];
  const freeBusy = busy[content.freeBusy] ?? 'BUSY';
  return [
    'BEGIN:VEVENT',
    ...(content.isMeeting
      ? [
          `ORGANIZER;CN="${content.organizer.name.replaceAll('"', "'")}":mailto:${content.organizer.address}`,
          ...content.attendees.map(writeAttendee),
        ]
      : []),
    ...prose('DESCRIPTION', content.body.replace(/<[^>]*>/g, '')),
    ...(isMaster && series !== undefined ? [writeRule(series.recurrence)] : []),
    ...removed.map(day =>
      inZone('EXDATE', zone.toInstant(day * 86_400_000 + (series?.startOffset ?? 0)), zone, allDay),
    ),
    `UID:${item.uid}`,
    ...(originalStart === undefined ? [] : [inZone('RECURRENCE-ID', originalStart, zone, allDay)]),
    `SUMMARY;LANGUAGE=en-US:${escapeText(content.subject)}`,
    inZone('DTSTART', instance.start, zone, allDay),
    inZone('DTEND', instance.end, zone, allDay),
    `CLASS:${classes[content.sensitivity] ?? 'PUBLIC'}`,
    'PRIORITY:5',
    `DTSTAMP:${digits(item.modified)}Z`,
    `TRANSP:${freeBusy === 'FREE' ? 'TRANSPARENT' : 'OPAQUE'}`,
    `STATUS:${content.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SEQUENCE:${item.sequence}`,
    ...prose('LOCATION', content.location),
    ...(content.categories.length === 0
      ? []
      : [`CATEGORIES:${content.categories.map(escapeText).join(',')}`]),
    `X-MICROSOFT-CDO-BUSYSTATUS:${freeBusy}`,
    `X-MICROSOFT-CDO-ALLDAYEVENT:${allDay ? 'TRUE' : 'FALSE'}`,
    `X-MICROSOFT-CDO-INSTTYPE:${isMaster ? 1 : instance.day === undefined ? 0 : instance.kind === 'Exception' ? 3 : 2}`,
    ...(content.reminderMinutes === null
      ? []
      : [
          'BEGIN:VALARM',
          'DESCRIPTION:REMINDER',
          `TRIGGER;RELATED=START:-PT${content.reminderMinutes}M`,
          'ACTION:DISPLAY',
          'END:VALARM',
        ]),
    'END:VEVENT',
  ];
}

/** A series comes with its exceptions. */
export function writeICalendar(instance: Instance, ids: IdSpace): string {
  const { item } = instance;
  const changed = instance.kind === 'RecurringMaster' ? [...(item.series?.changes.keys() ?? [])] : [];
  const exceptions = changed.flatMap(day => {
    const found = occurrenceOn(ids, item, day);
    return typeof found === 'string' ? [] : writeEvent(found);
  });
  return foldLines([
    'BEGIN:VCALENDAR',
    'METHOD:PUBLISH',
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    ...writeTimeZone(item.zone),
    ...writeEvent(instance),
    ...exceptions,
    'END:VCALENDAR',
  ]);
}
