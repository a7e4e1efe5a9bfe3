/**
 * Halo's appointments by `last_modified`, the newest first, down to a moment: how changes are seen without a list of changes. An answer
 * in any other order is a problem, never an empty list: what Halo does not put first would not be seen.
 */
import type { ChangedAppointment } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { RecentChanges } from '../../outbound-ports.ts';
import type { Log } from '../../ports.ts';
import { unreadable } from './error-table.ts';
import { appointmentFrom, isAppointmentOrTask, isDeleted } from './from-wire.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import { askPage } from './list-page.ts';
import { keyOfRow } from './lists.ts';
import { pageSize } from './paging.ts';
import { readWireDate } from './wire-dates.ts';
import type { AppointmentRow } from './wire-schemas.ts';
import { appointmentRow } from './wire-schemas.ts';

/** More was changed since than a look every few seconds is for. */
const mostPages = 20;
/** A list that shrinks while it is read has moved rows between pages: it is read again from the start. */
const mostReadings = 3;

/** What every row must show; the rest of a row that cannot be read is that appointment's trouble alone. */
const head = appointmentRow.pick({
  id: true,
  agent_id: true,
  start_date: true,
  last_modified: true,
  is_task: true,
  holiday_id: true,
  deleted: true,
  isdeleted: true,
  is_deleted: true,
  apdeleted: true,
});

interface ChangedRow {
  readonly head: Pick<AppointmentRow, keyof typeof head.shape>;
  readonly whole: AppointmentRow | null;
}

const changedRow = {
  safeParse(row: unknown) {
    const whole = appointmentRow.safeParse(row);
    if (whole.success) return { success: true, data: { head: whole.data, whole: whole.data } } as const;
    const part = head.safeParse(row);
    return part.success ? ({ success: true, data: { head: part.data, whole: null } } as const) : part;
  },
};

/** `last_modified` in one form that orders as text, whatever its parts of a second and offset. '' stays; null: it is no date. */
function orderOf(lastModified: string): string | null {
  if (lastModified === '') return '';
  const date = readWireDate(lastModified);
  if (date === null) return null;
  const fraction = /\.(\d{1,9})/.exec(lastModified)?.[1] ?? '';
  return `${date.instant.slice(0, -1)}.${fraction.padEnd(9, '0')}`;
}

/**
 * By which value of `agents` this Halo shows those of all agents. `0` is told of by others; where it shows nothing at all, the filter is
 * left out, and remembered so once that has shown something.
 */
export interface Everyone {
  agents: '0' | '';
}

/** `agents`: an id, `0`, or '' for no filter. */
function callOf(page: number, agents: string): HaloCall {
  return {
    method: 'GET',
    path: '/Appointment',
    name: '/Appointment',
    scope: 'halo',
    query: {
      ...(agents === '' ? {} : { agents }),
      hidecompleted: 'false',
      includedeleted: 'true',
      pageinate: 'true',
      page_no: String(page),
      page_size: String(pageSize),
      order: 'last_modified',
      orderdesc: 'true',
    },
  };
}

function changeOf({ head: row, whole }: ChangedRow): ChangedAppointment {
  const isPlain = whole !== null && whole._recurringmaster !== true && row.is_task !== true;
  const reading = isPlain ? appointmentFrom(whole, 'list') : null;
  return {
    id: row.id,
    agentId: row.agent_id ?? 0,
    lastModified: row.last_modified,
    isDeleted: isDeleted(row),
    ...(row.is_task === true ? { isTask: true } : {}),
    listed: reading?.kind === 'appointment' ? reading.appointment : null,
  };
}

/** What the pages so far have shown; decides whether another one is needed. */
class Look {
  readonly changes: ChangedAppointment[] = [];
  readonly #seen = new Set<string>();
  readonly #since: string;
  readonly #agentId: number | null;
  #previous: string | null = null;

  constructor(since: string, agentId: number | null) {
    this.#since = since;
    this.#agentId = agentId;
  }

  get rows(): number {
    return this.#seen.size;
  }

  /** The whole page is looked at, also behind its first old row: only so is an order that was ignored noticed. */
  take(rows: readonly ChangedRow[]): 'more' | 'end' | 'nothing-new' | 'not-ordered' | 'no-date' {
    const before = this.#seen.size;
    let isPast = false;
    for (const row of rows) {
      // A row that something newer has pushed behind the border of the page before.
      if (this.#seen.has(keyOfRow(row.head))) continue;
      const order = orderOf(row.head.last_modified);
      if (order === null || (order === '' && this.#previous === null)) return 'no-date';
      if (this.#previous !== null && order > this.#previous) return 'not-ordered';
      this.#previous = order;
      this.#seen.add(keyOfRow(row.head));
      isPast ||= this.#since !== '' && order < this.#since;
      if (!isPast && this.#isWanted(row.head)) this.changes.push(changeOf(row));
    }
    if (isPast) return 'end';
    return this.#seen.size === before ? 'nothing-new' : 'more';
  }

  #isWanted(row: ChangedRow['head']): boolean {
    const isOfAgent = this.#agentId === null || (row.agent_id ?? this.#agentId) === this.#agentId;
    return isOfAgent && isAppointmentOrTask(row);
  }
}

type Reading = (RecentChanges & { readonly rows: number }) | 'shrunk';

async function readOnce(
  parts: { readonly calls: HaloCalls },
  since: string,
  { agentId, agents }: { readonly agentId: number | null; readonly agents: string },
  signal: AbortSignal,
): Promise<Result<Reading>> {
  const look = new Look(since, agentId);
  const asked = askedOf(callOf(1, agents));
  const done = (isComplete: boolean): Result<Reading> =>
    succeeded({ changes: look.changes, isComplete, rows: look.rows });
  let count: number | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    const list = { name: 'appointments', schema: changedRow };
    const answer = await askPage<ChangedRow>(parts.calls, callOf(page, agents), list, signal);
    if (!answer.ok) return answer;
    const { rows, recordCount } = answer.value;
    if (count !== null && recordCount !== null && recordCount < count) return succeeded('shrunk');
    count = recordCount ?? count;
    const taken = look.take(rows);
    if (taken === 'no-date') return failed(unreadable(asked, 'last_modified'));
    if (taken === 'not-ordered') {
      const facts = { operation: asked.operation };
      return failed({ code: 'halo.order-ignored', scope: 'halo', retryable: false, facts });
    }
    const isWhole = rows.length === 0 || (count !== null && look.rows >= count);
    if (taken === 'end' || isWhole) return done(true);
    if (since === '') return done(false);
    if (taken === 'nothing-new') return failed(unreadable(asked, 'page-repeats'));
  }
  return done(false);
}

async function readWhole(
  parts: { readonly calls: HaloCalls },
  since: string,
  whose: { readonly agentId: number | null; readonly agents: string },
  signal: AbortSignal,
): Promise<Result<Exclude<Reading, 'shrunk'>>> {
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const answer = await readOnce(parts, since, whose, signal);
    if (!answer.ok) return answer;
    if (answer.value !== 'shrunk') return succeeded(answer.value);
  }
  return failed(unreadable(askedOf(callOf(1, whose.agents)), 'list-changes', true));
}

/** See `HaloChanges.recent`. A `since` that is no date of Halo's is a mistake of the caller and throws. */
export async function recentChanges(
  parts: { readonly calls: HaloCalls; readonly log: Log; readonly everyone: Everyone },
  since: string,
  agentId: number | null,
  signal: AbortSignal,
): Promise<Result<RecentChanges>> {
  const { everyone } = parts;
  const from = orderOf(since);
  if (from === null) throw new RangeError('Changes since what is no date.');
  const agents = agentId === null ? everyone.agents : String(agentId);
  let answer = await readWhole(parts, from, { agentId, agents }, signal);
  if (answer.ok && answer.value.rows === 0 && agents === '0') {
    answer = await readWhole(parts, from, { agentId, agents: '' }, signal);
    if (answer.ok && answer.value.rows > 0) everyone.agents = '';
  }
  if (!answer.ok) return answer;
  const { changes, isComplete } = answer.value;
  parts.log.write('debug', 'Recent changes listed.', { kept: changes.length, isComplete });
  return succeeded({ changes, isComplete });
}
