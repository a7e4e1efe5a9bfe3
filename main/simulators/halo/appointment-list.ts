/**
 * Which rows a list request shows and in which order: Halo's documented filters. Must not know HTTP or JSON shapes.
 */
import type { AppointmentRow } from './appointment-row.ts';
import { isStoredName, type StoredName } from './appointment-row.ts';
import { readDate } from './dates.ts';
import type { HaloDialect } from './dialect.ts';
import { appointmentListFields } from './fields.ts';
import type { Query } from './query.ts';
import { flagOf, listOf, numberOf } from './query.ts';
import type { HaloState } from './state.ts';

interface LastList {
  readonly key: string;
  readonly version: number;
  readonly rows: readonly AppointmentRow[];
}

/** The last list of each Halo: a client that pages through one list asks the same again and again. */
const lastLists = new WeakMap<HaloState, LastList>();

/** The rows of a list request, ordered, all pages. */
export function listedRows(query: Query, state: HaloState, dialect: HaloDialect): readonly AppointmentRow[] {
  const key = JSON.stringify([
    state.control.useutcforappointments,
    ...[...query].filter(([name]) => name !== 'page_no'),
  ]);
  const { version } = state.appointmentBook;
  const last = lastLists.get(state);
  if (last?.key === key && last.version === version) return last.rows;
  const rows = chosenRows(query, state, dialect);
  lastLists.set(state, { key, version, rows });
  return rows;
}

function chosenRows(query: Query, state: HaloState, dialect: HaloDialect): readonly AppointmentRow[] {
  const agents = listOf(query, 'agents');
  const book = state.appointmentBook;
  const everyone = agents.length === 0 || (dialect.agentZero === 'everybody' && agents.includes('0'));
  const rows = everyone ? book.all() : book.ofAgents(agents.map(Number));
  const tests = [
    deletedTest(query, dialect),
    windowTest(query, state, dialect),
    recurringTest(query, dialect),
    businessTest(query),
  ].filter(test => test !== null);
  const chosen = rows.filter(row => tests.every(test => test(row)));
  return chosen.sort(dialect.listOrder === 'by-id' ? (a, b) => a.id - b.id : comparison(query));
}

type Test = (row: AppointmentRow) => boolean;

function deletedTest(query: Query, dialect: HaloDialect): Test | null {
  const asked = dialect.obeysIncludeDeleted && flagOf(query, 'includedeleted');
  if (dialect.listsShowDeleted || asked) return null;
  return row => !row.deleted;
}

function windowTest(query: Query, state: HaloState, dialect: HaloDialect): Test | null {
  const local = state.control.useutcforappointments ? 0 : -dialect.serverOffsetMinutes;
  const minutes = local + (numberOf(query, 'utcoffset') ?? 0);
  const from = readDate(query.get('start_date') ?? '', minutes);
  const to = readDate(query.get('end_date') ?? '', minutes);
  if (from === null && to === null) return null;
  switch (dialect.windowRule) {
    case 'overlap':
      return row =>
        (to === null || row.start_date < to) &&
        (from === null || row.end_date > from || row.start_date === from);
    case 'starts-inside':
      return row => (to === null || row.start_date < to) && (from === null || row.start_date >= from);
    case 'inside':
      return row => (to === null || row.end_date <= to) && (from === null || row.start_date >= from);
  }
}

function isChild(row: AppointmentRow): boolean {
  return !row._recurringmaster && (row.recurring_master_id !== '' || row.halo_recurring_master_id > 0);
}

function recurringTest(query: Query, dialect: HaloDialect): Test {
  const onlyMasters = flagOf(query, 'isrecurringmaster');
  const onlyChildren = flagOf(query, 'isrecurringchild');
  const noMasters = flagOf(query, 'excluderecurringmaster') || (!onlyMasters && !dialect.mastersInLists);
  const noneRecurring = flagOf(query, 'excluderecurring');
  const master = query.get('recurringmasterid') ?? '';
  return row =>
    !(onlyMasters && !row._recurringmaster) &&
    !(onlyChildren && !isChild(row)) &&
    !(noMasters && row._recurringmaster) &&
    !(noneRecurring && (row._recurringmaster || isChild(row))) &&
    !(master !== '' && !isMasterNamed(row, master));
}

function isMasterNamed(row: AppointmentRow, name: string): boolean {
  return (
    row._recurringmaster &&
    (String(row.id) === name || row.entryid === name || row.recurring_master_id === name)
  );
}

function businessTest(query: Query): Test {
  const open = flagOf(query, 'hidecompleted');
  const tasks = flagOf(query, 'tasksonly');
  const appointments = flagOf(query, 'appointmentsonly');
  const search = (query.get('search') ?? '').toLowerCase();
  const ticket = numberOf(query, 'ticket_id');
  const client = numberOf(query, 'client_id');
  const types = listOf(query, 'types').map(Number);
  const statuses = listOf(query, 'statuses').map(Number);
  return row =>
    !(open && row.complete_status !== -1) &&
    !(tasks && !row.is_task) &&
    !(appointments && row.is_task) &&
    !(search !== '' && !row.subject.toLowerCase().includes(search)) &&
    !(ticket !== null && row.ticket_id !== ticket) &&
    !(client !== null && row.client_id !== client) &&
    !(types.length > 0 && !types.includes(row.appointment_type_id)) &&
    !(statuses.length > 0 && !statuses.includes(row.open_appointment_status));
}

/** Halo's five sort fields; an unknown name sorts nothing. Without any: by start. Ties go by id. */
function comparison(query: Query): (a: AppointmentRow, b: AppointmentRow) => number {
  const orders: { readonly name: StoredName | null; readonly sign: number }[] = [];
  for (const suffix of ['', '2', '3', '4', '5']) {
    const name = query.get(`order${suffix}`) ?? '';
    if (appointmentListFields.has(name)) {
      // A field that is not stored is nothing in every row.
      orders.push({
        name: isStoredName(name) ? name : null,
        sign: flagOf(query, `orderdesc${suffix}`) ? -1 : 1,
      });
    }
  }
  if (orders.length === 0) orders.push({ name: 'start_date', sign: 1 });
  return (a, b) => {
    for (const { name, sign } of orders) {
      if (name === null) continue;
      const left = a[name];
      const right = b[name];
      if (left < right) return -sign;
      if (left > right) return sign;
    }
    return a.id - b.id;
  };
}
