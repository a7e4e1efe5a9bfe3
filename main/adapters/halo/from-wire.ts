/** Halo's rows in our words. Knows no request. */
import type { HaloAgent, HaloAppointment } from '../../core/appointment.ts';
import { noteText } from './note-text.ts';
import { readWhen, readWireDate } from './wire-dates.ts';
import type { AgentRow, AppointmentRow } from './wire-schemas.ts';

/** Lists leave fields out; what they do not show must not be taken for empty. */
export type RowShape = 'list' | 'full';

/** `nowhere`: the row has no date, so no calendar shows it. `unreadable`: it has one that is none. */
export type RowReading =
  | { readonly kind: 'appointment'; readonly appointment: HaloAppointment }
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'unreadable' };

function unlessHidden(text: string | null, shape: RowShape): string | null {
  return shape === 'list' && (text === null || text === '') ? null : (text ?? '');
}

/** Before this year a date is a database's way to say none. */
const firstRealYear = 1980;

function isRealDate(text: string | null): boolean {
  const date = text === null ? null : readWireDate(text);
  return date !== null && Number(date.date.slice(0, 4)) >= firstRealYear;
}

/** Work of people that hangs on an appointment. -1 is Halo's "none" for a ticket and "open" for the state; 0 is completed. */
function workOn(row: AppointmentRow): HaloAppointment['work'] {
  const work: ('ticket' | 'completed' | 'time')[] = [];
  if ((row.ticket_id ?? 0) > 0) work.push('ticket');
  if (row.complete_status === 0 || isRealDate(row.complete_date)) work.push('completed');
  if ((row.complete_timetaken ?? 0) > 0) work.push('time');
  return work;
}

export function appointmentFrom(row: AppointmentRow, shape: RowShape): RowReading {
  const when = readWhen({
    start: row.start_date ?? '',
    end: row.end_date ?? '',
    startOnly: row.start_date_only ?? '',
    endOnly: row.end_date_only ?? '',
    allDay: row.allday ?? false,
  });
  if (when === 'unreadable') return { kind: 'unreadable' };
  if (when === null) return { kind: 'nowhere' };
  const note = unlessHidden(row.note, shape);
  const appointment: HaloAppointment = {
    id: row.id,
    agentId: row.agent_id ?? 0,
    when,
    subject: row.subject ?? '',
    location: row.appointment_location_free_text ?? '',
    note: note === null ? null : noteText(note, row.note_html ?? ''),
    attendees: row.attendees ?? '',
    isPrivate: row.is_private ?? false,
    marks: {
      mark: row.calendar_id ?? '',
      entryId: row.entryid ?? '',
      changeKey: row.changekey ?? '',
      uid: unlessHidden(row.exchange_uid, shape),
      mailbox: unlessHidden(row.exchangemailboxfqdn, shape),
      seriesId: row.recurring_master_id ?? '',
    },
    lastModified: row.last_modified,
    work: workOn(row),
    isRecurringMaster: row._recurringmaster ?? false,
    isDeleted: isDeleted(row),
  };
  return { kind: 'appointment', appointment };
}

export function isDeleted(
  row: Pick<AppointmentRow, 'deleted' | 'isdeleted' | 'is_deleted' | 'apdeleted'>,
): boolean {
  return [row.deleted, row.isdeleted, row.is_deleted, row.apdeleted].includes(true);
}

/** Tasks and holidays share Halo's list with appointments. */
export function isAppointment(row: Pick<AppointmentRow, 'id' | 'holiday_id' | 'is_task'>): boolean {
  return isAppointmentOrTask(row) && row.is_task !== true;
}

export function isAppointmentOrTask(row: Pick<AppointmentRow, 'id' | 'holiday_id'>): boolean {
  const isHoliday = row.holiday_id !== null && /[1-9a-f]/i.test(row.holiday_id);
  return row.id > 0 && !isHoliday;
}

/** A preference that Halo does not show is -1: no list of answers contains it, so it imports nothing and is named. */
export function agentFrom(row: AgentRow): HaloAgent {
  return {
    id: row.id,
    name: row.name ?? '',
    email: (row.email ?? '').trim(),
    exchangeAccount: (row.exchange_account ?? '').trim(),
    isDisabled: row.isdisabled ?? false,
    isApiAgent: row.isapiagent ?? false,
    appointmentSync: row.apptsync ?? -1,
  };
}
