/**
 * An appointment as Halo's JSON shows it: exactly the fields of Halo's list shape or of its full shape, in the dialect's
 * forms. Must not choose rows or change any.
 */
import type { Json } from './answer.ts';
import type { AppointmentRow } from './appointment-row.ts';
import { storedField } from './appointment-row.ts';
import { appointmentTypeName } from './appointment-types.ts';
import { movedDate, storedDate } from './dates.ts';
import type { HaloDialect } from './dialect.ts';
import { appointmentFields, appointmentListFields } from './fields.ts';
import type { HaloState } from './state.ts';

const listNames = [...appointmentListFields];
const fullNames = [...appointmentFields].filter(([name]) => !callFlags().has(name));

/** Fields of the full shape that are questions of a caller, not facts of an appointment; Halo answers them with nothing. */
function callFlags(): ReadonlySet<string> {
  return new Set([
    '_force',
    '_validateonly',
    '_iscloning',
    '_isimport',
    '_importtype',
    '_importemail',
    '_warning',
  ]);
}

const dayLength = 86_400_000;

export function listJson(row: AppointmentRow, state: HaloState, dialect: HaloDialect): Json {
  return rowJson(listNames, row, state, dialect);
}

export function fullJson(row: AppointmentRow, state: HaloState, dialect: HaloDialect): Record<string, Json> {
  const json = rowJson(fullNames, row, state, dialect);
  const agents = [row.agent_id, ...row.otherAgents].map(id => state.agentBook.find(id));
  json['agents'] = agents.flatMap(agent =>
    agent === undefined ? [] : [{ id: agent.id, name: agent.name, use: 'agent' }],
  );
  json['schedule'] = row.schedule;
  if (dialect.allDayForm === 'date-only-fields' && row.allday) {
    json['start_date_only'] = dateJson(`${row.start_date.slice(0, 10)}T00:00:00`, dialect);
    json['end_date_only'] = dateJson(`${row.end_date.slice(0, 10)}T00:00:00`, dialect);
  }
  return json;
}

function rowJson(
  names: readonly (readonly [string, string])[],
  row: AppointmentRow,
  state: HaloState,
  dialect: HaloDialect,
): Record<string, Json> {
  const json: Record<string, Json> = {};
  const offset = state.control.useutcforappointments ? 0 : dialect.serverOffsetMinutes * 60_000;
  for (const [name, kind] of names) {
    const value = storedField(row, name);
    if (value === undefined) json[name] = null;
    else if (kind === 'date')
      json[name] = dateJson(movedDate(String(value), row.allday ? 0 : offset), dialect);
    else json[name] = name === 'collection_id' && value === '' ? null : value;
  }
  const mayChange = !(row.deleted && dialect.deletedMark === 'no-rights') && state.rights.calendarModify;
  json['agent_name'] = state.agentBook.find(row.agent_id)?.name ?? '';
  json['appointment_type_name'] = appointmentTypeName(row.appointment_type_id);
  json['_canupdate'] = mayChange;
  json['_candelete'] = mayChange;
  json['_cancomplete'] = mayChange && row.complete_status === -1;
  if (row.allday && dialect.allDayForm === 'exclusive-end') {
    json['end_date'] = dateJson(exclusiveEnd(row.end_date), dialect);
  }
  if (row.deleted && dialect.deletedMark === 'deleted-true') json['deleted'] = true;
  return json;
}

function exclusiveEnd(end: string): string {
  const midnight = end.slice(11, 19) === '00:00:00';
  const day = Date.parse(`${end.slice(0, 10)}T00:00:00Z`);
  return storedDate(midnight ? day : day + dayLength);
}

function dateJson(stored: string, dialect: HaloDialect): Json {
  if (stored === '') return null;
  return dialect.dateForm === 'with-z' ? `${stored}Z` : stored;
}
