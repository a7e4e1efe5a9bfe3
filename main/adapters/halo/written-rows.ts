/**
 * What became of the rows of one POST, told from Halo's answer: an array, one object (with many rows: the first) or an envelope. A
 * row is found by its id or its mark; by place only where the answer shows neither. What it does not tell is `unnamed`, not guessed.
 */
import type { AppointmentWrite, When, WriteOutcome } from '../../core/appointment.ts';
import { appointmentFrom } from './from-wire.ts';
import { type PickedRow, pickRows } from './plain-rows.ts';
import type { AppointmentRow } from './wire-schemas.ts';
import { appointmentRow, placeOf, unwrapList, writtenRow } from './wire-schemas.ts';

/** One row of the answer: which appointment it is, and the rest of it where it does not show a mark. */
export interface AnsweredRow {
  readonly id: number;
  /** '' when the answer does not show it. */
  readonly mark: string;
  readonly lastModified: string;
  /** Null where the mark tells it all: answers repeat the whole appointment, which would be read for nothing. */
  readonly whole: AppointmentRow | null;
}

function answeredRow(row: unknown): AnsweredRow | string {
  const parsed = writtenRow.safeParse(row);
  if (!parsed.success) return placeOf(parsed.error) || 'no-row';
  const { id, calendar_id: mark, last_modified: lastModified } = parsed.data;
  if (mark !== null && mark !== '') return { id, mark, lastModified, whole: null };
  const whole = appointmentRow.safeParse(row);
  if (!whole.success) return placeOf(whole.error) || 'no-row';
  return { id, mark: '', lastModified, whole: whole.data };
}

const writtenNames = Object.keys(writtenRow.shape);

/** What `answeredRows` needs of an answer that shows the mark of each row; null: the rows have to be read whole. */
export function markedRows(text: string): readonly PickedRow[] | null {
  const rows = pickRows(text, writtenNames);
  const isMarked = ({ calendar_id: mark }: PickedRow) => typeof mark === 'string' && mark !== '';
  return rows?.every(isMarked) === true ? rows : null;
}

/** The rows of the answer; a text says where it cannot be read. */
export function answeredRows(answer: unknown): readonly AnsweredRow[] | string {
  const list = unwrapList(answer, 'appointments');
  const single = answer === null ? [] : [answer];
  const rows: AnsweredRow[] = [];
  for (const each of list?.rows ?? single) {
    const row = answeredRow(each);
    if (typeof row === 'string') return row;
    rows.push(row);
  }
  return rows;
}

const unnamed: WriteOutcome = { kind: 'unnamed' };

function written({ id, lastModified }: AnsweredRow): WriteOutcome {
  return { kind: 'written', id, lastModified };
}

function writtenUnmarked(row: AnsweredRow): WriteOutcome {
  return { kind: 'written', id: row.id, lastModified: row.lastModified, unmarked: true };
}

/** Exactly one, or none: two rows that fit tell nothing. */
function only<T>(rows: readonly T[]): T | null {
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

function sameTime(a: When, b: When): boolean {
  return a.kind === 'timed'
    ? b.kind === 'timed' && a.start === b.start && a.end === b.end
    : b.kind === 'all-day' && a.first === b.first && a.last === b.last;
}

/** True when the row shows what was sent: time and subject; and agent, where the answer names one. */
function shows({ whole: row }: AnsweredRow, write: AppointmentWrite): boolean {
  if (row === null) return false;
  const reading = appointmentFrom(row, 'full');
  if (reading.kind !== 'appointment') return false;
  const { when, subject, agentId } = reading.appointment;
  const agentFits = row.agent_id === null || agentId === write.agentId;
  return agentFits && subject === write.draft.subject && sameTime(when, write.draft.when);
}

function createdOutcome(
  write: AppointmentWrite,
  place: number,
  answer: {
    readonly byMark: ReadonlyMap<string, readonly AnsweredRow[]>;
    readonly rows: readonly AnsweredRow[];
    readonly all: readonly AnsweredRow[];
    count: number;
  },
): WriteOutcome {
  const { mark, entryId } = write.draft.marks;
  const byMark = mark === '' ? undefined : answer.byMark.get(mark);
  if (byMark !== undefined) {
    const row = only(byMark);
    return row === null ? unnamed : written(row);
  }
  const unmarked = answer.byMark.get('') ?? [];
  const byEntry = unmarked.filter(
    row => entryId !== '' && row.whole?.entryid === entryId && shows(row, write),
  );
  if (byEntry.length > 0) {
    const row = only(byEntry);
    return row === null ? unnamed : writtenUnmarked(row);
  }
  // Neither mark nor entry id came back: the place counts when nothing is missing and the row looks like ours.
  const row = answer.all[place];
  const bare = row !== undefined && row.mark === '' && (row.whole?.entryid ?? '') === '';
  return bare && answer.all.length === answer.count && answer.rows.includes(row) && shows(row, write)
    ? writtenUnmarked(row)
    : unnamed;
}

/** One outcome per row sent, in order. */
export function outcomesOf(
  writes: readonly AppointmentWrite[],
  all: readonly AnsweredRow[],
): readonly WriteOutcome[] {
  const ids = all.map(row => row.id);
  // Two rows of an answer with one id tell nothing about either.
  const created = all.filter(row => row.id > 0 && ids.indexOf(row.id) === ids.lastIndexOf(row.id));
  const byMark = Map.groupBy(created, row => row.mark);
  const answer = { byMark, rows: created, all, count: writes.length };
  const outcomes = writes.map((write, place) => {
    if (write.id === null) return createdOutcome(write, place, answer);
    const row = only(all.filter(one => one.id === write.id));
    return row === null ? unnamed : written(row);
  });
  return withoutSharedIds(outcomes);
}

/** Two rows that would have one id have none. */
function withoutSharedIds(outcomes: readonly WriteOutcome[]): readonly WriteOutcome[] {
  const times = new Map<number, number>();
  for (const one of outcomes) {
    if (one.kind === 'written') times.set(one.id, (times.get(one.id) ?? 0) + 1);
  }
  return outcomes.map(one => (one.kind === 'written' && times.get(one.id) !== 1 ? unnamed : one));
}
