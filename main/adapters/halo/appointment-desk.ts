/**
 * Halo as the engine knows it: `AppointmentDesk` of the ports, over Halo's REST API. Puts the parts of this folder together and maps
 * each method to its call; holds no state but the token, the pace, the found token address and what was learnt of who may read what.
 */
import type {
  AppointmentReading,
  AppointmentWrite,
  CalendarChange,
  WriteOutcome,
} from '../../core/appointment.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { AppointmentDesk, Clock, Log } from '../../ports.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HaloConnection } from './connection-settings.ts';
import { resourceServer } from './connection-settings.ts';
import { stopped, unreadable } from './error-table.ts';
import { appointmentFrom, isDeleted } from './from-wire.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf, createHaloCalls } from './halo-calls.ts';
import { nameOfAccount, nothingLearnt, readFacts } from './halo-facts.ts';
import { importCall } from './import-door.ts';
import { listAgents, listAppointments } from './lists.ts';
import { createThrottle } from './throttle.ts';
import { wireRow } from './to-wire.ts';
import { createTokens } from './token.ts';
import { appointmentRow, placeOf } from './wire-schemas.ts';
import { answeredRows, outcomesOf } from './written-rows.ts';

export interface AppointmentDeskOptions {
  /** The section `halo` of the settings. */
  readonly settings: HaloConnection;
  /** Of the application in Halo; '' is `secret.missing` at the first call. */
  readonly clientSecret: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of every pause that Halo asks for, in milliseconds. */
  readonly askedToWait?: (ms: number) => void;
}

/** No array is larger, whatever the settings say. */
const mostRows = 50;

function itemCall(method: 'GET' | 'DELETE', id: number): HaloCall {
  return {
    method,
    path: `/Appointment/${id}`,
    name: '/Appointment/{id}',
    scope: 'item',
    notFound: 'absent',
    query: method === 'GET' ? { includedetails: 'true' } : { ignoreexchangedelete: 'true' },
  };
}

async function readOne(
  calls: HaloCalls,
  id: number,
  signal: AbortSignal,
): Promise<Result<AppointmentReading>> {
  const call = itemCall('GET', id);
  const answer = await calls.send(call, signal);
  if (!answer.ok) return answer;
  const { kind, body } = answer.value;
  if (kind === 'absent') return succeeded({ kind: 'absent' });
  if (body.kind === 'empty') return failed(unreadable(askedOf(call), 'empty'));
  const parsed = appointmentRow.safeParse(body.value);
  if (!parsed.success) return failed(unreadable(askedOf(call), placeOf(parsed.error)));
  if (parsed.data.id !== id) return failed(unreadable(askedOf(call), 'other-id'));
  if (isDeleted(parsed.data)) return succeeded({ kind: 'deleted' });
  const reading = appointmentFrom(parsed.data, 'full');
  if (reading.kind !== 'appointment') return failed(unreadable(askedOf(call), 'date'));
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

/** More rows than the limit, or rows of several agents, are a mistake of the caller and throw. */
export function createAppointmentDesk(options: AppointmentDeskOptions): AppointmentDesk {
  const { settings, clock, log, http } = options;
  const server = resourceServer(settings);
  const throttle = createThrottle(clock, settings.requestsPerMinute);
  const patience = { clock, throttle, log, http, askedToWait: options.askedToWait };
  const calls: HaloCalls = server.ok
    ? createHaloCalls({
        ...patience,
        server: server.value,
        tokens: createTokens({
          ...patience,
          settings,
          server: server.value,
          clientSecret: options.clientSecret,
        }),
      })
    : { send: async () => server };
  const learnt = nothingLearnt();
  const writeLimit = Math.min(mostRows, Math.max(1, settings.rowsPerWrite));

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
