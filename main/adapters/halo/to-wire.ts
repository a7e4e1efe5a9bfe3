/**
 * A draft as one element of `POST /Appointment`: the owned fields and the marks, nothing else of the appointment. Nothing in it makes
 * Halo mail or remind; both `inform_…` switches are sent as false, because what Halo assumes without them is not documented.
 * `_isimport` is not sent: its effect is unknown, and with Halo's own Exchange sync off there is nothing that it would have to prevent.
 */
import type { AppointmentWrite, Draft, When } from '../../core/appointment.ts';
import { noteHtml } from './note-text.ts';

export type WireValue = string | number | boolean;
export type WireRow = Readonly<Record<string, WireValue>>;

/** UTC with Z and no `utcoffset`, whose unit nobody agrees on. All-day: dates without a zone, to the last second of the last day. */
function datesOf(when: When): WireRow {
  if (when.kind === 'timed') return { start_date: when.start, end_date: when.end, allday: false };
  return { start_date: `${when.first}T00:00:00`, end_date: `${when.last}T23:59:59`, allday: true };
}

function ownedOf(draft: Draft): WireRow {
  return {
    subject: draft.subject,
    ...datesOf(draft.when),
    appointment_location_free_text: draft.location,
    note: draft.note,
    note_html: noteHtml(draft.note),
    attendees: draft.attendees,
    is_private: draft.isPrivate,
  };
}

function marksOf(draft: Draft): WireRow {
  const { marks } = draft;
  return {
    calendar_id: marks.mark,
    entryid: marks.entryId,
    changekey: marks.changeKey,
    exchange_uid: marks.uid,
    exchangemailboxfqdn: marks.mailbox,
    recurring_master_id: marks.seriesId,
  };
}

export function wireRow(write: AppointmentWrite): WireRow {
  const { draft } = write;
  // A double booking in Exchange is one in Halo too: `_force` only keeps Halo from refusing it.
  const fields = {
    ...ownedOf(draft),
    ...marksOf(draft),
    _force: true,
    inform_agents: false,
    inform_user: false,
  };
  if (write.id !== null) return { id: write.id, ...fields };
  return {
    agent_id: write.agentId,
    ...fields,
    ...(draft.typeId === null ? {} : { appointment_type_id: draft.typeId }),
    ...(draft.agentStatus === null ? {} : { agent_status: draft.agentStatus }),
  };
}
