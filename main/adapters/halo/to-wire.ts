/**
 * A draft as one element of `POST /Appointment`: the owned fields (or some of them) and the marks, nothing else of the appointment. Nothing in it makes
 * Halo mail or remind; both `inform_…` switches are sent as false, because what Halo assumes without them is not documented.
 * `_isimport` is not sent: its effect is unknown, and with Halo's own Exchange sync off there is nothing that it would have to prevent.
 */
import type { AppointmentWrite, Draft, OwnedFieldName, OwnedFields, When } from '../../core/appointment.ts';
import { ownedFieldNames } from '../../core/appointment.ts';
import { noteHtml } from './note-text.ts';

export type WireValue = string | number | boolean;
export type WireRow = Readonly<Record<string, WireValue>>;

/** UTC with Z and no `utcoffset`, whose unit nobody agrees on. All-day: dates without a zone, to the last second of the last day. */
function datesOf(when: When): WireRow {
  if (when.kind === 'timed') return { start_date: when.start, end_date: when.end, allday: false };
  return { start_date: `${when.first}T00:00:00`, end_date: `${when.last}T23:59:59`, allday: true };
}

/** The wire fields of each owned field. The note goes as text and as HTML, see `note-text.ts`. */
const ownedWireValue: Readonly<Record<OwnedFieldName, (fields: OwnedFields) => WireRow>> = {
  subject: ({ subject }) => ({ subject }),
  when: ({ when }) => datesOf(when),
  location: ({ location }) => ({ appointment_location_free_text: location }),
  note: ({ note }) => ({ note, note_html: noteHtml(note) }),
  attendees: ({ attendees }) => ({ attendees }),
  isPrivate: ({ isPrivate }) => ({ is_private: isPrivate }),
};

/** Only these fields of them. */
export function ownedWireValues(fields: OwnedFields, names: readonly OwnedFieldName[]): WireRow {
  const row: Record<string, WireValue> = {};
  for (const name of names) Object.assign(row, ownedWireValue[name](fields));
  return row;
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

/** A double booking in Exchange is one in Halo too: `_force` only keeps Halo from refusing it. */
export const callFields: WireRow = { _force: true, inform_agents: false, inform_user: false };

export function wireRow(write: AppointmentWrite): WireRow {
  const { draft } = write;
  if (write.id !== null && write.only !== undefined) {
    return { id: write.id, ...ownedWireValues(draft, write.only), ...callFields };
  }
  const fields = { ...ownedWireValues(draft, ownedFieldNames), ...marksOf(draft), ...callFields };
  if (write.id !== null) return { id: write.id, ...fields };
  return {
    agent_id: write.agentId,
    ...fields,
    ...(draft.typeId === null ? {} : { appointment_type_id: draft.typeId }),
    ...(draft.agentStatus === null ? {} : { agent_status: draft.agentStatus }),
  };
}
