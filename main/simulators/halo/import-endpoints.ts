/**
 * The import door: Halo's own mapping of one Exchange change per call. It never mails, never checks overlaps, and what it
 * stores is not written back to Exchange.
 */
import type { Answer, Refusal } from './answer.ts';
import { jsonAnswer, jsonTextAnswer, refusal } from './answer.ts';
import { fullText } from './appointment-json.ts';
import type { AppointmentRow } from './appointment-row.ts';
import { readDate } from './dates.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { isRecord, isRefusal } from './field-check.ts';
import type { ImportChange } from './import-change.ts';
import { importedValues, readImportChange } from './import-change.ts';

export const importEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: 'integrationdata/import/exchangecalendars/ews',
    needs: 'calendar-modify',
    handle: importOne,
  },
];

async function importOne(call: Call): Promise<Answer | Refusal> {
  const change = readImportChange(call.body);
  if (isRefusal(change)) return change;
  const { state } = call;
  const agent = state.agentBook.find(change.agentId) ?? state.agentBook.findByEmail(change.agentEmail);
  if (agent === undefined) return refusal(400, 'agent is not an agent of this Halo.');
  const row = apply(call, change, agent.id);
  await call.settled();
  return importAnswer(call, row);
}

function apply(call: Call, change: ImportChange, agentId: number): AppointmentRow | undefined {
  const { state, dialect } = call;
  const book = state.appointmentBook;
  const agent = state.agentBook.find(agentId);
  const rows = book.ofAgents([agentId]).filter(row => !row.deleted);
  const known = rows.find(row => row.entryid === change.itemId);
  if (change.kind === 'delete') {
    const keeps = known === undefined || state.control.exchange_disable_integrator_delete;
    return keeps ? known : book.remove(known, 'import', true);
  }
  const { item } = change;
  if (item === null || agent === undefined || change.kind === 'read-flag') return known;
  const from = readDate(state.control.exchange_start_date ?? '', 0);
  if (from !== null && item.end < from) return known;
  const master = rows.find(row => row._recurringmaster && item.uid !== '' && row.exchange_uid === item.uid);
  const values = {
    ...importedValues(change, item, agent, master),
    ...(state.control.exchangeapptsprivate ? { is_private: true } : {}),
  };
  return known !== undefined && dialect.recognisesImportByItemId
    ? book.update(known, values, 'import')
    : book.create(values, 'import');
}

function importAnswer(call: Call, row: AppointmentRow | undefined): Answer {
  switch (call.dialect.importAnswer) {
    case 'change':
      return { ...jsonAnswer(null), body: JSON.stringify(isRecord(call.body) ? call.body : {}) };
    case 'appointment':
      return jsonTextAnswer(row === undefined ? 'null' : fullText(row, call.state, call.dialect));
    case 'empty':
      return { status: 200, headers: {}, body: '' };
  }
}
