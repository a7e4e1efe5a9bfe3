/** The structured parts of a calendar item: people, recurrence, occurrences, bodies, times. */
import type { IdSpace } from '../state/ids.ts';
import { edgeOccurrence, type Instance, occurrenceOn } from '../state/instances.ts';
import type { Attendee, AttendeeKind, Content, Person, Series, StoredItem } from '../state/item.ts';
import type { RecurrencePattern } from '../state/recurrence.ts';
import type { Zone } from '../state/zone.ts';
import { element, escapeXml } from './write-soap.ts';

/** How date-times are written in one answer. */
export interface TimeForm {
  readonly fractions: boolean;
  /** An own offset instead of Z: fixed ('+02:00') or that of a zone. */
  readonly offset: string | Zone | null;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}

export function dateTime(instant: number, form: TimeForm): string {
  const fraction = form.fractions ? '.627639500' : '';
  if (form.offset === null) return `${new Date(instant).toISOString().slice(0, 19)}${fraction}Z`;
  const minutes =
    typeof form.offset === 'string'
      ? (form.offset.startsWith('-') ? -1 : 1) *
        (Number(form.offset.slice(1, 3)) * 60 + Number(form.offset.slice(4, 6)))
      : form.offset.offsetAt(instant) / 60_000;
  const local = new Date(instant + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${fraction}${minutes === 0 ? 'Z' : offsetText(minutes)}`;
}

/** xs:duration of a span, in days, hours and minutes. */
export function spanDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const days = Math.trunc(minutes / 1440);
  const hours = Math.trunc((minutes % 1440) / 60);
  const rest = minutes % 60;
  const time = `${hours === 0 ? '' : `${hours}H`}${rest === 0 ? '' : `${rest}M`}`;
  if (days === 0 && time === '') return 'PT0S';
  return `P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}

export function writeMailbox(person: Person): string {
  return `<t:Mailbox>${element('Name', person.name)}${element('EmailAddress', person.address)}<t:RoutingType>SMTP</t:RoutingType></t:Mailbox>`;
}

export function writeAttendees(name: string, content: Content, kind: AttendeeKind, modified: string): string {
  const found = content.attendees.filter(attendee => attendee.kind === kind);
  if (found.length === 0) return '';
  return `<t:${name}>${found.map(attendee => writeAttendee(attendee, modified)).join('')}</t:${name}>`;
}

function writeAttendee(attendee: Attendee, modified: string): string {
  const response = attendee.response ?? 'Unknown';
  const answered = response === 'Unknown' || response === 'NoResponseReceived' || response === 'Organizer';
  const time = answered ? '' : `<t:LastResponseTime>${modified}</t:LastResponseTime>`;
  return `<t:Attendee>${writeMailbox(attendee)}<t:ResponseType>${response}</t:ResponseType>${time}</t:Attendee>`;
}

const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function monthName(month: number): string {
  return monthNames[month - 1] ?? 'January';
}

export function monthNumber(name: string): number {
  return monthNames.indexOf(name) + 1;
}

function writePattern(pattern: RecurrencePattern): string {
  switch (pattern.kind) {
    case 'Daily':
      return `<t:DailyRecurrence><t:Interval>${pattern.interval}</t:Interval></t:DailyRecurrence>`;
    case 'Weekly':
      return `<t:WeeklyRecurrence><t:Interval>${pattern.interval}</t:Interval><t:DaysOfWeek>${pattern.days.join(' ')}</t:DaysOfWeek><t:FirstDayOfWeek>${pattern.firstDayOfWeek ?? 'Sunday'}</t:FirstDayOfWeek></t:WeeklyRecurrence>`;
    case 'AbsoluteMonthly':
      return `<t:AbsoluteMonthlyRecurrence><t:Interval>${pattern.interval}</t:Interval><t:DayOfMonth>${pattern.dayOfMonth}</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>`;
    case 'RelativeMonthly':
      return `<t:RelativeMonthlyRecurrence><t:Interval>${pattern.interval}</t:Interval><t:DaysOfWeek>${pattern.day}</t:DaysOfWeek><t:DayOfWeekIndex>${pattern.index}</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>`;
    case 'AbsoluteYearly':
      return `<t:AbsoluteYearlyRecurrence><t:DayOfMonth>${pattern.dayOfMonth}</t:DayOfMonth><t:Month>${monthName(pattern.month)}</t:Month></t:AbsoluteYearlyRecurrence>`;
    case 'RelativeYearly':
      return `<t:RelativeYearlyRecurrence><t:DaysOfWeek>${pattern.day}</t:DaysOfWeek><t:DayOfWeekIndex>${pattern.index}</t:DayOfWeekIndex><t:Month>${monthName(pattern.month)}</t:Month></t:RelativeYearlyRecurrence>`;
  }
}

/** Dates of a recurrence carry the zone's offset of that day, as real servers write them. */
function zonedDate(date: string, zone: Zone): string {
  const offset = zone.offsetAt(zone.toInstant(Date.parse(`${date}T00:00:00Z`))) / 60_000;
  return `${date}${offset === 0 ? 'Z' : offsetText(offset)}`;
}

export function writeRecurrence(series: Series, zone: Zone): string {
  const { pattern, range, startDate } = series.recurrence;
  const start = `<t:StartDate>${zonedDate(startDate ?? '', zone)}</t:StartDate>`;
  const written =
    range.kind === 'noEnd'
      ? `<t:NoEndRecurrence>${start}</t:NoEndRecurrence>`
      : range.kind === 'endDate'
        ? `<t:EndDateRecurrence>${start}<t:EndDate>${zonedDate(range.endDate, zone)}</t:EndDate></t:EndDateRecurrence>`
        : `<t:NumberedRecurrence>${start}<t:NumberOfOccurrences>${range.count}</t:NumberOfOccurrences></t:NumberedRecurrence>`;
  return `<t:Recurrence>${writePattern(pattern)}${written}</t:Recurrence>`;
}

function occurrenceInfo(name: string, instance: Instance, form: TimeForm): string {
  return `<t:${name}><t:ItemId Id="${instance.id}" ChangeKey="${instance.item.changeKey}"/><t:Start>${dateTime(instance.start, form)}</t:Start><t:End>${dateTime(instance.end, form)}</t:End><t:OriginalStart>${dateTime(instance.originalStart ?? instance.start, form)}</t:OriginalStart></t:${name}>`;
}

export function writeEdge(name: string, ids: IdSpace, item: StoredItem, form: TimeForm): string {
  const instance = edgeOccurrence(ids, item, name === 'FirstOccurrence' ? 'first' : 'last');
  return instance === undefined ? '' : occurrenceInfo(name, instance, form);
}

export function writeModified(ids: IdSpace, item: StoredItem, form: TimeForm): string {
  const days = [...(item.series?.changes.keys() ?? [])].sort((one, other) => one - other);
  const found = days.map(day => occurrenceOn(ids, item, day));
  const infos = found.map(instance =>
    typeof instance === 'string' ? '' : occurrenceInfo('Occurrence', instance, form),
  );
  return infos.length === 0 ? '' : `<t:ModifiedOccurrences>${infos.join('')}</t:ModifiedOccurrences>`;
}

export function writeRemoved(item: StoredItem, form: TimeForm): string {
  const series = item.series;
  const days = [...(series?.removed ?? [])].sort((one, other) => one - other);
  if (series === undefined || days.length === 0) return '';
  const infos = days.map(day => {
    const start = item.zone.toInstant(day * 86_400_000 + series.startOffset);
    return `<t:DeletedOccurrence><t:Start>${dateTime(start, form)}</t:Start></t:DeletedOccurrence>`;
  });
  return `<t:DeletedOccurrences>${infos.join('')}</t:DeletedOccurrences>`;
}

function asText(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div)[^>]*>/gi, '\r\n')
    .replace(/<(style|head|script)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function asHtml(text: string): string {
  return `<html><head></head><body>${escapeXml(text).replace(/\r?\n/g, '<br>')}</body></html>`;
}

export function writeBody(name: string, content: Content, wanted: string, truncatable: boolean): string {
  const type = wanted === 'HTML' || wanted === 'Text' ? wanted : content.bodyType;
  const body =
    type === content.bodyType || content.body === ''
      ? content.body
      : type === 'Text'
        ? asText(content.body)
        : asHtml(content.body);
  const start = `<t:${name} BodyType="${type}"${truncatable ? ' IsTruncated="false"' : ''}`;
  return body === '' ? `${start}/>` : `${start}>${escapeXml(body)}</t:${name}>`;
}
