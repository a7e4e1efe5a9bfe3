/** /Appointment: list, one, upsert of an array, soft delete. */
import type { Answer, Json, Refusal } from './answer.ts';
import { jsonTextAnswer, refusal } from './answer.ts';
import { fullText, listText } from './appointment-json.ts';
import { listedRows } from './appointment-list.ts';
import type { AppointmentRow } from './appointment-row.ts';
import type { AppointmentWrite } from './appointment-write.ts';
import { prepareWrite, readElement, store } from './appointment-write.ts';
import type { Call, Endpoint } from './endpoint.ts';
import type { CheckedFields } from './field-check.ts';
import { isRefusal } from './field-check.ts';
import { flagOf, numberOf } from './query.ts';

export const appointmentEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: 'appointment', needs: 'calendar-read', handle: list },
  { method: 'GET', path: 'appointment/{id}', needs: 'calendar-read', handle: one },
  { method: 'POST', path: 'appointment', needs: 'calendar-modify', handle: upsert },
  { method: 'DELETE', path: 'appointment/{id}', needs: 'calendar-modify', handle: remove },
];

function list(call: Call): Answer {
  const { query, state, dialect } = call;
  const rows = listedRows(query, state, dialect);
  const paged = flagOf(query, 'pageinate');
  const asked = numberOf(query, 'page_size') ?? (paged ? dialect.pageDefault : dialect.pageCap);
  const size = Math.max(1, Math.min(Math.trunc(asked), dialect.pageCap));
  const page = paged ? Math.max(1, Math.trunc(numberOf(query, 'page_no') ?? 1)) : 1;
  const shown = rows.slice((page - 1) * size, page * size).map(row => listText(row, state, dialect));
  const envelope = dialect.listShape === 'always-envelope' || (dialect.listShape === 'by-pageinate' && paged);
  const head = { page_no: page, page_size: size, record_count: rows.length };
  return jsonTextAnswer(envelope ? enveloped(head, shown) : `[${shown.join()}]`);
}

function one(call: Call): Answer | Refusal {
  const row = call.state.appointmentBook.find(call.id);
  if (row === undefined || (row.deleted && call.dialect.getDeleted === '404')) {
    return refusal(404, `Appointment ${call.id} was not found.`);
  }
  return jsonTextAnswer(fullText(row, call.state, call.dialect));
}

async function upsert(call: Call): Promise<Answer | Refusal> {
  const { state, dialect, limits, body } = call;
  if (!Array.isArray(body)) return refusal(400, 'The body must be an array of Appointment.');
  const elements: CheckedFields[] = [];
  for (const [position, element] of body.entries()) {
    const read = readElement(element, position, state, dialect);
    if (isRefusal(read)) return read;
    elements.push(read);
  }
  if (dialect.arrayRefusal === 'none-stored') {
    for (const element of elements) {
      const write = prepareWrite(element, state, dialect, limits.dropMarks);
      if (isRefusal(write)) return write;
    }
  }
  const stored: AppointmentRow[] = [];
  for (const [position, element] of elements.entries()) {
    if (position === limits.storeOnly) {
      await call.settled();
      return refusal(500, 'Timeout expired before the operation completed.');
    }
    const write: AppointmentWrite | Refusal = prepareWrite(element, state, dialect, limits.dropMarks);
    if (isRefusal(write)) return write;
    const row = store(write, state);
    if (row !== null) stored.push(row);
  }
  await call.settled();
  const untold = dialect.postTellsLastModified ? [] : (['last_modified'] as const);
  const rows = stored.map(row => fullText(state.appointmentBook.find(row.id) ?? row, state, dialect, untold));
  return jsonTextAnswer(postBody(rows, call));
}

function postBody(rows: readonly string[], call: Call): string {
  switch (call.dialect.postAnswer) {
    case 'array':
      return `[${rows.join()}]`;
    case 'first-object':
      return rows[0] ?? 'null';
    case 'envelope':
      return enveloped({ record_count: rows.length }, rows);
  }
}

function enveloped(head: Json, rows: readonly string[]): string {
  return `${JSON.stringify(head).slice(0, -1)},"appointments":[${rows.join()}]}`;
}

async function remove(call: Call): Promise<Answer | Refusal> {
  const { state, dialect, query } = call;
  const row = state.appointmentBook.find(call.id);
  if (row === undefined || row.deleted) return refusal(404, `Appointment ${call.id} was not found.`);
  const removed = state.appointmentBook.remove(row, 'api', flagOf(query, 'ignoreexchangedelete'));
  await call.settled();
  return jsonTextAnswer(fullText(removed, state, dialect));
}
