/**
 * POST /Appointment without HTTP: checks each element of the array, then stores it. With an id it updates only the fields
 * that are present, without one it creates.
 */
import type { Refusal } from './answer.ts';
import { refusal } from './answer.ts';
import type { AppointmentRow, AppointmentValues, SchedulePattern } from './appointment-row.ts';
import { storedValues, textWidths } from './appointment-row.ts';
import type { ExchangeMark, HaloDialect } from './dialect.ts';
import { exchangeMarks } from './dialect.ts';
import type { CheckedFields, PlainValue } from './field-check.ts';
import { checkFields, isRecord, isRefusal } from './field-check.ts';
import { agentFields, appointmentFields, scheduleFields } from './fields.ts';
import type { HaloState } from './state.ts';

/** An element that may be stored. */
export interface AppointmentWrite {
  /** The row to update; null to create. */
  readonly before: AppointmentRow | null;
  readonly values: AppointmentValues & { deleted?: boolean };
  /** `_validateonly`: nothing is stored. */
  readonly onlyValidate: boolean;
  readonly mails: number;
  readonly reminder: boolean;
}

/** Fields that a client may send back from a list and that Halo sets itself. */
const setByHalo: ReadonlySet<string> = new Set(['id', 'last_modified']);

/** Reads the JSON of one element: unknown fields and wrong kinds are refused by name. */
export function readElement(
  element: unknown,
  position: number,
  state: HaloState,
  dialect: HaloDialect,
): CheckedFields | Refusal {
  const fields = isRecord(element) ? element : {};
  const offset = typeof fields['utcoffset'] === 'number' ? fields['utcoffset'] : 0;
  const local =
    state.control.useutcforappointments || fields['allday'] === true ? 0 : -dialect.serverOffsetMinutes;
  return checkFields(element, appointmentFields, `Appointment[${position}]`, offset + local);
}

/** Checks one element against what is stored now. */
export function prepareWrite(
  fields: CheckedFields,
  state: HaloState,
  dialect: HaloDialect,
  droppedMarks: readonly ExchangeMark[],
): AppointmentWrite | Refusal {
  const { plain } = fields;
  const id = numberField(plain, 'id');
  const before = id > 0 ? (state.appointmentBook.find(id) ?? null) : null;
  if (id > 0 && before === null) return refusal(404, `Appointment ${id} was not found.`);
  if (before?.deleted === true && dialect.postDeleted === 'refused') {
    return refusal(400, `Appointment ${id} has been deleted.`);
  }
  const agent = agentOf(fields, before);
  if (typeof agent !== 'number') return agent;
  const texts = fittedTexts(plain, dialect);
  if (isRefusal(texts)) return texts;
  for (const mark of exchangeMarks) {
    if (droppedMarks.includes(mark) || !dialect.marksKept.includes(mark)) texts.delete(mark);
  }
  for (const name of [...setByHalo, ...dialect.fieldsDropped]) texts.delete(name);
  const schedule = scheduleOf(fields);
  if (schedule !== undefined && schedule !== null && isRefusal(schedule)) return schedule;
  const values: AppointmentValues & { deleted?: boolean } = {
    ...storedValues(texts),
    agent_id: agent,
    ...(schedule === undefined ? {} : { schedule }),
    ...(before?.deleted === true && dialect.postDeleted === 'revives' ? { deleted: false } : {}),
  };
  const problem = rowProblem(before, values, plain, state, dialect);
  if (problem !== null) return problem;
  return {
    before,
    values,
    onlyValidate: plain.get('_validateonly') === true,
    mails: mailsOf(plain, dialect),
    reminder: numberField(plain, 'reminderminutes') > 0,
  };
}

/** Stores a prepared element and counts what it would have mailed. */
export function store(write: AppointmentWrite, state: HaloState): AppointmentRow | null {
  if (write.onlyValidate) return null;
  state.mails += write.mails;
  if (write.reminder) state.reminders += 1;
  const book = state.appointmentBook;
  return write.before === null
    ? book.create(write.values, 'api')
    : book.update(book.find(write.before.id) ?? write.before, write.values, 'api');
}

function numberField(plain: ReadonlyMap<string, PlainValue>, name: string): number {
  const value = plain.get(name);
  return typeof value === 'number' ? value : 0;
}

function agentOf(fields: CheckedFields, before: AppointmentRow | null): number | Refusal {
  const listed = fields.nested.get('agents');
  let only = 0;
  if (Array.isArray(listed)) {
    if (listed.length > 1) {
      return refusal(400, 'An appointment belongs to one agent; others go into the attendees.');
    }
    for (const element of listed) {
      const agent = checkFields(element, agentFields, 'agents');
      if (isRefusal(agent)) return agent;
      only = numberField(agent.plain, 'id');
    }
  }
  return numberField(fields.plain, 'agent_id') || only || (before?.agent_id ?? 0);
}

function fittedTexts(
  plain: ReadonlyMap<string, PlainValue>,
  dialect: HaloDialect,
): Map<string, PlainValue> | Refusal {
  const fitted = new Map(plain);
  for (const [name, value] of plain) {
    if (typeof value !== 'string') continue;
    let text = dialect.trimsTrailingBlanks ? value.trimEnd() : value;
    const width = textWidths.get(name) ?? Number.POSITIVE_INFINITY;
    if (text.length > width) {
      if (dialect.longTexts === 'refused') return refusal(400, `Field '${name}' is longer than ${width}.`);
      text = text.slice(0, width);
    }
    fitted.set(name, text);
  }
  const note = fitted.get('note');
  if (dialect.noteKept === 'html' && typeof note === 'string' && note !== '') {
    const html = `<p>${escaped(note).replaceAll(/\r?\n/g, '<br>')}</p>`;
    fitted.set('note', html);
    if (!fitted.has('note_html')) fitted.set('note_html', html);
  }
  return fitted;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function scheduleOf(fields: CheckedFields): SchedulePattern | Refusal | null | undefined {
  const given = fields.nested.get('schedule');
  if (given === undefined) return undefined;
  const checked = checkFields(given, scheduleFields, 'schedule', 0);
  if (isRefusal(checked)) return checked;
  const pattern: Record<string, string | number | boolean> = {};
  for (const [name, value] of checked.plain) {
    if (value !== null) pattern[name] = value;
  }
  return pattern;
}

function rowProblem(
  before: AppointmentRow | null,
  values: AppointmentValues,
  plain: ReadonlyMap<string, PlainValue>,
  state: HaloState,
  dialect: HaloDialect,
): Refusal | null {
  const start = values.start_date ?? before?.start_date ?? '';
  const end = values.end_date ?? before?.end_date ?? '';
  const agent = values.agent_id ?? 0;
  if (start === '') return refusal(400, 'start_date is required.');
  if (end === '') return refusal(400, 'end_date is required.');
  if ((values.subject ?? before?.subject ?? '') === '') return refusal(400, 'subject is required.');
  if (state.agentBook.find(agent) === undefined) return refusal(400, `agent_id ${agent} is not an agent.`);
  if (end < start) return refusal(400, 'end_date is before start_date.');
  const moved =
    before === null || before.start_date !== start || before.end_date !== end || before.agent_id !== agent;
  if (!dialect.overlapRefusal || !moved || plain.get('_force') === true) return null;
  const master = values._recurringmaster ?? before?._recurringmaster ?? false;
  const other = master ? undefined : state.appointmentBook.overlapping(agent, start, end, before?.id ?? 0);
  return other === undefined
    ? null
    : refusal(400, `The appointment overlaps with appointment ${other.id} of the same agent.`);
}

function mailsOf(plain: ReadonlyMap<string, PlainValue>, dialect: HaloDialect): number {
  const asked = ['inform_agents', 'inform_user', 'followup_inform_agents', 'followup_inform_user'].some(
    name => plain.get(name) === true,
  );
  const invited = numberField(plain, 'invitesent') > 0 || (plain.get('tolist') ?? '') !== '';
  const forbidden = plain.get('inform_agents') === false && plain.get('inform_user') === false;
  switch (dialect.mailsOnWrite) {
    case 'when-asked':
      return asked || invited ? 1 : 0;
    case 'unless-forbidden':
      return forbidden && !invited ? 0 : 1;
    case 'always':
      return 1;
  }
}
