/** An appointment as XML of an Exchange calendar item: whole for a create, field by field for an update. Sends nothing. */
import type { AppointmentRow } from './appointment-row.ts';
import { instantOf, storedDate } from './dates.ts';
import { recurrenceXml } from './ews-recurrence.ts';
import type { ScheduleHabits } from './schedule.ts';
import { readSchedule } from './schedule.ts';
import { localDay } from './windows-zones.ts';

const day = 86_400_000;

export function escapeXml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The parts of an item in the order of Exchange's schema, by their field URI. */
function itemParts(
  row: AppointmentRow,
  zone: string,
  habits: ScheduleHabits,
): readonly (readonly [string, string])[] {
  const { start, end } = edges(row);
  const body = row.note_html === '' ? row.note : row.note_html;
  const kind = row.note_html === '' && !body.startsWith('<') ? 'Text' : 'HTML';
  const zoneId = escapeXml(zone);
  return [
    ['item:Subject', `<t:Subject>${escapeXml(row.subject)}</t:Subject>`],
    ['item:Sensitivity', `<t:Sensitivity>${row.is_private ? 'Private' : 'Normal'}</t:Sensitivity>`],
    ['item:Body', `<t:Body BodyType="${kind}">${escapeXml(body)}</t:Body>`],
    ['item:ReminderIsSet', '<t:ReminderIsSet>false</t:ReminderIsSet>'],
    ['calendar:Start', `<t:Start>${start}</t:Start>`],
    ['calendar:End', `<t:End>${end}</t:End>`],
    ['calendar:IsAllDayEvent', `<t:IsAllDayEvent>${row.allday}</t:IsAllDayEvent>`],
    ['calendar:Location', `<t:Location>${escapeXml(row.appointment_location_free_text)}</t:Location>`],
    ['calendar:Recurrence', recurrence(row, zone, habits)],
    ['calendar:StartTimeZone', `<t:StartTimeZone Id="${zoneId}"/>`],
    ['calendar:EndTimeZone', `<t:EndTimeZone Id="${zoneId}"/>`],
  ];
}

/** The CalendarItem of a create. `zone` is a Windows zone id. */
export function newItem(row: AppointmentRow, zone: string, habits: ScheduleHabits): string {
  const parts = itemParts(row, zone, habits).map(([, xml]) => xml);
  return `<t:CalendarItem>${parts.join('')}</t:CalendarItem>`;
}

/** Sent together: Exchange keeps the length of an event whose start alone is changed. */
const timeFields: readonly string[] = [
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:StartTimeZone',
  'calendar:EndTimeZone',
];

/** The SetItemFields that turn `before` into `row`; '' when Exchange would see no difference. */
export function changedFields(
  before: AppointmentRow,
  row: AppointmentRow,
  zone: string,
  habits: ScheduleHabits,
): string {
  const old = new Map(itemParts(before, zone, habits));
  const parts = itemParts(row, zone, habits);
  const isChanged = ([uri, xml]: readonly [string, string]): boolean => old.get(uri) !== xml;
  const moved = parts.some(part => timeFields.includes(part[0]) && isChanged(part));
  return parts
    .filter(part => part[1] !== '' && (isChanged(part) || (moved && timeFields.includes(part[0]))))
    .map(
      ([uri, xml]) =>
        `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${xml}</t:CalendarItem></t:SetItemField>`,
    )
    .join('');
}

/** All-day edges are midnights without an offset (the end exclusive), read in the request's zone; others are UTC. */
function edges(row: AppointmentRow): { start: string; end: string } {
  if (!row.allday) return { start: `${row.start_date}Z`, end: `${row.end_date}Z` };
  const last = Date.parse(`${row.end_date.slice(0, 10)}T00:00:00Z`);
  const exclusive = row.end_date.slice(11, 19) === '00:00:00' && row.end_date > row.start_date;
  return {
    start: `${row.start_date.slice(0, 10)}T00:00:00`,
    end: storedDate(exclusive ? last : last + day),
  };
}

function recurrence(row: AppointmentRow, zone: string, habits: ScheduleHabits): string {
  const series = row._recurringmaster && row.schedule !== null ? readSchedule(row.schedule, habits) : null;
  if (series === null) return '';
  const first = row.allday ? row.start_date.slice(0, 10) : localDay(instantOf(row.start_date), zone);
  return recurrenceXml(series.recurrence, series.end, first);
}
