/** Halo as the way out knows it: `HaloChanges` of the ports, over the same calls as the desk. */
import type { WholeReading } from '../../core/outbound/halo-side.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { HaloChanges } from '../../outbound-ports.ts';
import type { Log } from '../../ports.ts';
import { unreadable } from './error-table.ts';
import { writeFields } from './fields-write.ts';
import { isAppointment } from './from-wire.ts';
import type { HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import { listMasters } from './lists.ts';
import { itemCall, readRow } from './one-appointment.ts';
import type { Everyone } from './recent-changes.ts';
import { recentChanges } from './recent-changes.ts';
import { wholeFrom } from './whole-appointment.ts';
import { wholeRow } from './whole-schema.ts';

async function readWhole(calls: HaloCalls, id: number, signal: AbortSignal): Promise<Result<WholeReading>> {
  const found = await readRow(calls, id, wholeRow, signal);
  if (!found.ok) return found;
  if (found.value.kind !== 'found') return succeeded({ kind: found.value.kind });
  const { row } = found.value;
  if (!isAppointment(row)) return succeeded({ kind: 'no-appointment' });
  const whole = wholeFrom(row);
  return whole === null
    ? failed(unreadable(askedOf(itemCall('GET', id)), 'date'))
    : succeeded({ kind: 'found', whole });
}

export function createHaloChanges(parts: { readonly calls: HaloCalls; readonly log: Log }): HaloChanges {
  const everyone: Everyone = { agents: '0' };
  return {
    recent: (since, agentId, signal) => recentChanges({ ...parts, everyone }, since, agentId, signal),
    masters: (agentId, signal) => listMasters(parts.calls, agentId, signal),
    whole: (id, signal) => readWhole(parts.calls, id, signal),
    writeFields: (appointment, fields, names, signal) =>
      writeFields(parts.calls, appointment, fields, names, signal),
  };
}
