/**
 * What became of the rows of one POST, told from Halo's answer: an array, one object (with many rows: the first) or an envelope. A
 * row is found by its id or its mark; by place only where the answer shows neither. What it does not tell is `unnamed`, not guessed.
 */
import type { AppointmentWrite, When, WriteOutcome } from '../../core/appointment.ts';
import { appointmentFrom } from './from-wire.ts';
import type { AppointmentRow } from './wire-schemas.ts';
import { appointmentRow, placeOf, unwrapList } from './wire-schemas.ts';

/** The rows of the answer; a text says where it cannot be read. */
export function answeredRows(answer: unknown): readonly AppointmentRow[] | string {
  const list = unwrapList(answer, 'appointments');
  const single = answer === null ? [] : [answer];
  const rows: AppointmentRow[] = [];
  for (const row of list?.rows ?? single) {
    const parsed = appointmentRow.safeParse(row);
    if (!parsed.success) return placeOf(parsed.error) || 'no-row';
    rows.push(parsed.data);
  }
  return rows;
}

const unnamed: WriteOutcome = { kind: 'unnamed' };

function written(row: AppointmentRow): WriteOutcome {
  return { kind: 'written', id: row.id, lastModified: row.last_modified };
}

function writtenUnmarked(row: AppointmentRow): WriteOutcome {
  return { kind: 'written', id: row.id, lastModified: row.last_modified, unmarked: true };
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
function shows(row: AppointmentRow, write: AppointmentWrite): boolean {
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
    readonly rows: readonly AppointmentRow[];
    readonly all: readonly AppointmentRow[];
    count: number;
  },
): WriteOutcome {
  const { mark, entryId } = write.draft.marks;
  const byMark = answer.rows.filter(row => mark !== '' && row.calendar_id === mark);
  if (byMark.length > 0) {
    const row = only(byMark);
    return row === null ? unnamed : written(row);
  }
  const unmarked = answer.rows.filter(row => (row.calendar_id ?? '') === '');
  const byEntry = unmarked.filter(row => entryId !== '' && row.entryid === entryId && shows(row, write));
  if (byEntry.length > 0) {
    const row = only(byEntry);
    return row === null ? unnamed : writtenUnmarked(row);
  }
  // Neither mark nor entry id came back: the place counts when nothing is missing and the row looks like ours.
  const row = answer.all[place];
  const bare = row !== undefined && (row.calendar_id ?? '') === '' && (row.entryid ?? '') === '';
  return bare && answer.all.length === answer.count && answer.rows.includes(row) && shows(row, write)
    ? writtenUnmarked(row)
    : unnamed;
}

/** One outcome per row sent, in order. */
export function outcomesOf(
  writes: readonly AppointmentWrite[],
  all: readonly AppointmentRow[],
): readonly WriteOutcome[] {
  const ids = all.map(row => row.id);
  // Two rows of an answer with one id tell nothing about either.
  const created = all.filter(row => row.id > 0 && ids.indexOf(row.id) === ids.lastIndexOf(row.id));
  const answer = { rows: created, all, count: writes.length };
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
