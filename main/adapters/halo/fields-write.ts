/** A POST that changes a few owned fields of one appointment and nothing else of it: no marks, no agent, no type. */
import { z } from 'zod';
import type { HaloAppointment, OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { callFields, ownedWireValues } from './to-wire.ts';
import { unwrapList } from './wire-schemas.ts';

const answeredRow = z.object({
  id: z.union([z.int(), z.string().regex(/^\d{1,15}$/)]).transform(Number),
  last_modified: z.string().max(64),
});

/** '' when the answer does not tell. */
function lastModifiedOf(answer: unknown, id: number): string {
  for (const row of unwrapList(answer, 'appointments')?.rows ?? [answer]) {
    const parsed = answeredRow.safeParse(row);
    if (parsed.success && parsed.data.id === id) return parsed.data.last_modified;
  }
  return '';
}

/** See `HaloChanges.writeFields`. No name at all is a mistake of the caller and throws. */
export async function writeFields(
  calls: HaloCalls,
  appointment: HaloAppointment,
  fields: OwnedFields,
  names: readonly OwnedFieldName[],
  signal: AbortSignal,
): Promise<Result<{ readonly lastModified: string }>> {
  if (names.length === 0) throw new RangeError('A write of no field.');
  const call: HaloCall = {
    method: 'POST',
    path: '/Appointment',
    name: '/Appointment',
    scope: 'item',
    notFound: 'rejected',
    body: [{ id: appointment.id, ...ownedWireValues(fields, names), ...callFields }],
  };
  const answer = await calls.send(call, signal);
  if (!answer.ok) return answer;
  const { body } = answer.value;
  return succeeded({ lastModified: body.kind === 'json' ? lastModifiedOf(body.value, appointment.id) : '' });
}
