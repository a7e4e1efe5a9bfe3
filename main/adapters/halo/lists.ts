/** Halo's lists that we read: appointments of one agent, and agents. Parameters that could hide rows are not sent. */
import type { HaloAgent, HaloAppointment } from '../../core/appointment.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { Log } from '../../ports.ts';
import { unreadable } from './error-table.ts';
import { agentFrom, appointmentFrom, isAppointment, isDeleted } from './from-wire.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import { askPage } from './list-page.ts';
import { pageSize, readAllPages } from './paging.ts';
import type { Span } from './span.ts';
import { isInSpan, widened } from './span.ts';
import type { AppointmentRow } from './wire-schemas.ts';
import { agentRow, appointmentRow } from './wire-schemas.ts';

/** Pages are stable when the order is: by id, new rows come last. */
function paged(page: number): Readonly<Record<string, string>> {
  return {
    pageinate: 'true',
    page_no: String(page),
    page_size: String(pageSize),
    order: 'id',
    orderdesc: 'false',
  };
}

/** What makes a row the same row on another page. Rows that are no appointments may share an id. */
export function keyOfRow(row: Pick<AppointmentRow, 'id' | 'holiday_id' | 'start_date'>): string {
  return row.id > 0 ? String(row.id) : `${row.id} ${row.holiday_id ?? ''} ${row.start_date ?? ''}`;
}

function readRows(
  calls: HaloCalls,
  callOf: (page: number) => HaloCall,
  signal: AbortSignal,
): Promise<Result<readonly AppointmentRow[]>> {
  return readAllPages<AppointmentRow>({
    ask: page => askPage(calls, callOf(page), { name: 'appointments', schema: appointmentRow }, signal),
    keyOf: keyOfRow,
    repeated: 'unreadable',
    asked: askedOf(callOf(1)),
  });
}

export async function listAppointments(
  parts: { readonly calls: HaloCalls; readonly log: Log },
  agentId: number,
  span: Span,
  signal: AbortSignal,
): Promise<Result<readonly HaloAppointment[]>> {
  const wide = widened(span);
  const callOf = (page: number): HaloCall => ({
    method: 'GET',
    path: '/Appointment',
    name: '/Appointment',
    scope: 'mailbox',
    query: {
      agents: String(agentId),
      start_date: wide.start,
      end_date: wide.end,
      hidecompleted: 'false',
      includedeleted: 'false',
      ...paged(page),
    },
  });
  const rows = await readRows(parts.calls, callOf, signal);
  if (!rows.ok) return rows;
  const found: HaloAppointment[] = [];
  for (const row of rows.value) {
    if (!isAppointment(row) || isDeleted(row) || row._recurringmaster === true) continue;
    const reading = appointmentFrom(row, 'list');
    if (reading.kind === 'unreadable') return failed(unreadable(askedOf(callOf(1)), 'date'));
    if (reading.kind === 'nowhere') continue;
    const { appointment } = reading;
    if (appointment.agentId === agentId && isInSpan(appointment.when, span)) found.push(appointment);
  }
  parts.log.write('debug', 'Appointments listed.', { agentId, rows: rows.value.length, kept: found.length });
  return succeeded(found);
}

/** See `HaloChanges.masters`. */
export async function listMasters(
  calls: HaloCalls,
  agentId: number,
  signal: AbortSignal,
): Promise<Result<readonly { readonly id: number; readonly lastModified: string }[]>> {
  const callOf = (page: number): HaloCall => ({
    method: 'GET',
    path: '/Appointment',
    name: '/Appointment',
    scope: 'mailbox',
    query: {
      agents: String(agentId),
      isrecurringmaster: 'true',
      hidecompleted: 'false',
      includedeleted: 'false',
      ...paged(page),
    },
  });
  const rows = await readRows(calls, callOf, signal);
  if (!rows.ok) return rows;
  // A Halo that does not know the filter shows the others, too.
  const masters = rows.value.filter(row => row._recurringmaster === true && row.agent_id === agentId);
  const own = masters.filter(row => isAppointment(row) && !isDeleted(row) && (row.entryid ?? '') === '');
  return succeeded(own.map(row => ({ id: row.id, lastModified: row.last_modified })));
}

/** All agents; with `syncedByHalo` only those whose Exchange calendars Halo itself syncs. */
export async function listAgents(
  calls: HaloCalls,
  options: { readonly syncedByHalo: boolean },
  signal: AbortSignal,
): Promise<Result<readonly HaloAgent[]>> {
  const callOf = (page: number): HaloCall => ({
    method: 'GET',
    path: '/Agent',
    name: '/Agent',
    scope: 'halo',
    query: {
      includeenabled: 'true',
      includedisabled: 'true',
      includeapiagents: 'true',
      ...(options.syncedByHalo ? { exchangecalendars: 'true' } : {}),
      ...paged(page),
    },
  });
  const rows = await readAllPages({
    ask: page => askPage(calls, callOf(page), { name: 'agents', schema: agentRow }, signal),
    keyOf: row => String(row.id),
    repeated: 'unpaged',
    asked: askedOf(callOf(1)),
  });
  return rows.ok ? succeeded(rows.value.map(agentFrom)) : rows;
}
