/**
 * An appointment as Halo's JSON shows it: exactly the fields of Halo's list shape or of its full shape, in the dialect's
 * forms. Must not choose rows or change any.
 */
import type { Json } from './answer.ts';
import type { AppointmentRow, StoredName } from './appointment-row.ts';
import { isStoredName } from './appointment-row.ts';
import { appointmentTypeName } from './appointment-types.ts';
import { movedDate, storedDate } from './dates.ts';
import type { HaloDialect } from './dialect.ts';
import type { FieldKind, FieldTable } from './fields.ts';
import { appointmentFields, appointmentListFields } from './fields.ts';
import type { HaloState } from './state.ts';

/** Fields of one of Halo's shapes. */
interface Shape {
  readonly stored: readonly (readonly [StoredName, FieldKind])[];
  /** The fields that Halo answers with nothing, as they end each object: most of them, so they are written once. */
  readonly nothing: string;
}

/** Fields of the full shape that are questions of a caller, not facts of an appointment; Halo does not answer them. */
const callFlags: ReadonlySet<string> = new Set([
  '_force',
  '_validateonly',
  '_iscloning',
  '_isimport',
  '_importtype',
  '_importemail',
  '_warning',
]);

const computedInBoth = [
  'agent_name',
  'appointment_type_name',
  '_canupdate',
  '_candelete',
  '_cancomplete',
  'deleted',
];
const listShape = shapeOf(appointmentListFields, computedInBoth);
const fullShape = shapeOf(appointmentFields, [
  ...computedInBoth,
  'agents',
  'schedule',
  'start_date_only',
  'end_date_only',
]);

function shapeOf(table: FieldTable, computed: readonly string[]): Shape {
  const stored: [StoredName, FieldKind][] = [];
  const nothing: string[] = [];
  for (const [name, kind] of table) {
    if (callFlags.has(name)) continue;
    if (isStoredName(name)) stored.push([name, kind]);
    else if (!computed.includes(name)) nothing.push(`${JSON.stringify(name)}:null`);
  }
  return { stored, nothing: nothing.join() };
}

const dayLength = 86_400_000;

/** A row in Halo's list shape, as JSON. */
export function listText(row: AppointmentRow, state: HaloState, dialect: HaloDialect): string {
  return withNothing(rowJson(listShape, row, state, dialect), listShape);
}

/** A row in Halo's full shape, as JSON, without the fields that are to be left out. */
export function fullText(
  row: AppointmentRow,
  state: HaloState,
  dialect: HaloDialect,
  leaveOut: readonly StoredName[] = [],
): string {
  const json = rowJson(fullShape, row, state, dialect);
  const agents = [row.agent_id, ...row.otherAgents].map(id => state.agentBook.find(id));
  json['agents'] = agents.flatMap(agent =>
    agent === undefined ? [] : [{ id: agent.id, name: agent.name, use: 'agent' }],
  );
  json['schedule'] = row.schedule;
  const isDated = dialect.allDayForm === 'date-only-fields' && row.allday;
  json['start_date_only'] = isDated ? dateJson(`${row.start_date.slice(0, 10)}T00:00:00`, dialect) : null;
  json['end_date_only'] = isDated ? dateJson(`${row.end_date.slice(0, 10)}T00:00:00`, dialect) : null;
  for (const name of leaveOut) delete json[name];
  return withNothing(json, fullShape);
}

function withNothing(json: Json, { nothing }: Shape): string {
  return `${JSON.stringify(json).slice(0, -1)},${nothing}}`;
}

function rowJson(
  { stored }: Shape,
  row: AppointmentRow,
  state: HaloState,
  dialect: HaloDialect,
): Record<string, Json> {
  const json: Record<string, Json> = {};
  const offset = state.control.useutcforappointments ? 0 : dialect.serverOffsetMinutes * 60_000;
  for (const [name, kind] of stored) {
    const value = row[name];
    if (kind === 'date') json[name] = dateJson(movedDate(String(value), row.allday ? 0 : offset), dialect);
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
