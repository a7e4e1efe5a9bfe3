/**
 * Halo as the import knows it: `AppointmentDesk` of the ports, over Halo's REST API. Maps each method to its call; holds no state but
 * what was learnt of who may read what.
 */
import type {
  AppointmentReading,
  AppointmentWrite,
  CalendarChange,
  WriteOutcome,
} from '../../core/appointment.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { AppointmentDesk, Clock, HaloAccessHint, Log } from '../../ports.ts';
import { stopped, unreadable } from './error-table.ts';
import { appointmentFrom } from './from-wire.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import { nameOfAccount, nothingLearnt, readFacts } from './halo-facts.ts';
import { importCall } from './import-door.ts';
import { listAgents, listAppointments } from './lists.ts';
import { itemCall, readRow } from './one-appointment.ts';
import { wireRow } from './to-wire.ts';
import { appointmentRow } from './wire-schemas.ts';
import { answeredRows, markedRows, outcomesOf } from './written-rows.ts';

export interface AppointmentDeskParts {
  readonly calls: HaloCalls;
  readonly clock: Clock;
  readonly log: Log;
  /** Rows in one POST, as the settings have it. */
  readonly rowsPerWrite: number;
  readonly accessHint: HaloAccessHint | undefined;
}

/** No array is larger, whatever the settings say. */
const mostRows = 50;

async function readOne(
  calls: HaloCalls,
  id: number,
  signal: AbortSignal,
): Promise<Result<AppointmentReading>> {
  const found = await readRow(calls, id, appointmentRow, signal);
  if (!found.ok) return found;
  if (found.value.kind !== 'found') return succeeded({ kind: found.value.kind });
  const reading = appointmentFrom(found.value.row, 'full');
  if (reading.kind !== 'appointment') return failed(unreadable(askedOf(itemCall('GET', id)), 'date'));
  return succeeded({ kind: 'found', appointment: reading.appointment });
}

/**
 * A refused array may have been stored up to the row that was refused: only of a single row, or of a request that was never looked at,
 * is it known that nothing was.
 */
function asPartOfArray(problem: Problem, rows: number): Problem {
  const wasLookedAt = problem.code === 'halo.rejected' || problem.code === 'halo.forbidden';
  return rows > 1 && wasLookedAt && problem.facts?.['status'] !== 413
    ? { ...problem, effectUnknown: true }
    : problem;
}

async function writeRows(
  calls: HaloCalls,
  rows: readonly AppointmentWrite[],
  signal: AbortSignal,
): Promise<Result<readonly WriteOutcome[]>> {
  const call: HaloCall = {
    method: 'POST',
    path: '/Appointment',
    name: '/Appointment',
    scope: rows.length === 1 ? 'item' : 'mailbox',
    notFound: 'rejected',
    quickly: markedRows,
    body: rows.map(wireRow),
  };
  const answer = await calls.send(call, signal);
  if (!answer.ok) return failed(asPartOfArray(answer.problem, rows.length));
  const { body } = answer.value;
  if (body.kind === 'empty') return failed(unreadable(askedOf(call), 'empty'));
  const answered = answeredRows(body.value);
  return typeof answered === 'string'
    ? failed(unreadable(askedOf(call), answered))
    : succeeded(outcomesOf(rows, answered));
}

/** More rows than the limit, rows of several agents, and `only` where it cannot be, are mistakes of the caller and throw. */
export function createAppointmentDesk(parts: AppointmentDeskParts): AppointmentDesk {
  const { calls, clock, log } = parts;
  const learnt = nothingLearnt(parts.accessHint);
  const writeLimit = Math.min(mostRows, Math.max(1, parts.rowsPerWrite));

  return {
    writeLimit,
    signedInAs: signal => nameOfAccount(calls, learnt, signal),
    facts: (signal, mostAgeMs) => readFacts(calls, learnt, clock, signal, mostAgeMs),
    agents: signal => listAgents(calls, { syncedByHalo: false }, signal),
    list: (agentId, span, signal) => listAppointments({ calls, log }, agentId, span, signal),
    read: (id, signal) => readOne(calls, id, signal),
    async write(rows, signal) {
      if (rows.length > writeLimit) throw new RangeError(`${rows.length} rows in one write.`);
      if (new Set(rows.map(row => row.agentId)).size > 1) throw new RangeError('Rows of several agents.');
      if (rows.some(row => row.only !== undefined && (row.id === null || row.only.length === 0)))
        throw new RangeError('Some fields of a creation, or no field.');
      if (rows.length === 0) return succeeded([]);
      return signal.aborted ? failed(stopped()) : writeRows(calls, rows, signal);
    },
    async remove(id, signal) {
      const answer = await calls.send(itemCall('DELETE', id), signal);
      if (!answer.ok) return answer;
      return succeeded(answer.value.kind === 'absent' ? 'absent' : 'removed');
    },
    async importChange(change: CalendarChange, signal) {
      const answer = await calls.send(importCall(change), signal);
      return answer.ok ? succeeded(undefined) : answer;
    },
  };
}
