/** A whole appointment in our words: its agents, its type, its schedule. Knows no request. */
import type { HaloSchedule, WholeAppointment } from '../../core/outbound/halo-side.ts';
import { appointmentFrom } from './from-wire.ts';
import type { WholeRow } from './whole-schema.ts';
import { plainValues } from './whole-schema.ts';
import { readWireDate } from './wire-dates.ts';

/** Before this year a date is a database's way to say none. */
const firstRealYear = 1980;

/** Owner first, each once. What is in the list as something else than an agent does not count. */
function agentIdsOf(row: WholeRow): readonly number[] {
  const others = (row.agents ?? [])
    .filter(({ use }) => use === undefined || use === null || use === '' || use.toLowerCase() === 'agent')
    .map(({ id }) => id);
  return [...new Set([row.agent_id ?? 0, ...others])].filter(id => id > 0);
}

function scheduleOf(row: WholeRow): HaloSchedule | null {
  if (row._recurringmaster !== true || row.schedule === null || row.schedule === undefined) return null;
  const fields = plainValues(row.schedule);
  const code = fields['recurrencepattern'];
  const pattern = typeof code === 'string' && /^-?\d{1,9}$/.test(code) ? Number(code) : code;
  return typeof pattern === 'number' && Number.isInteger(pattern) ? { pattern, fields } : null;
}

/** Null: it has no dates, or some that are none. */
export function wholeFrom(row: WholeRow): WholeAppointment | null {
  const reading = appointmentFrom(row, 'full');
  if (reading.kind !== 'appointment') return null;
  const modified = readWireDate(row.last_modified);
  return {
    appointment: { ...reading.appointment, note: reading.appointment.note ?? '' },
    modifiedAt:
      modified === null || Number(modified.date.slice(0, 4)) < firstRealYear ? null : modified.instant,
    agentIds: agentIdsOf(row),
    typeId: row.appointment_type_id ?? null,
    schedule: scheduleOf(row),
  };
}
