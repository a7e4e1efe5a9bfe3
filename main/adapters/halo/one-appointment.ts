/** One appointment by its id: read, with the answers that mean that it is gone, and the call that deletes it. */
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import { unreadable } from './error-table.ts';
import { isDeleted } from './from-wire.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import type { RowSchema } from './list-page.ts';
import type { AppointmentRow } from './wire-schemas.ts';
import { placeOf } from './wire-schemas.ts';

export type RowFound<Row> =
  | { readonly kind: 'found'; readonly row: Row }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'absent' };

export function itemCall(method: 'GET' | 'DELETE', id: number): HaloCall {
  return {
    method,
    path: `/Appointment/${id}`,
    name: '/Appointment/{id}',
    scope: 'item',
    notFound: 'absent',
    query: method === 'GET' ? { includedetails: 'true' } : { ignoreexchangedelete: 'true' },
  };
}

/** Problems: halo.unreadable-answer also when Halo answers with another appointment than the one that was asked for. */
export async function readRow<Row extends AppointmentRow>(
  calls: HaloCalls,
  id: number,
  schema: RowSchema<Row>,
  signal: AbortSignal,
): Promise<Result<RowFound<Row>>> {
  const call = itemCall('GET', id);
  const answer = await calls.send(call, signal);
  if (!answer.ok) return answer;
  const { kind, body } = answer.value;
  if (kind === 'absent') return succeeded({ kind: 'absent' });
  if (body.kind === 'empty') return failed(unreadable(askedOf(call), 'empty'));
  const parsed = schema.safeParse(body.value);
  if (!parsed.success) return failed(unreadable(askedOf(call), placeOf(parsed.error)));
  if (parsed.data.id !== id) return failed(unreadable(askedOf(call), 'other-id'));
  return succeeded(isDeleted(parsed.data) ? { kind: 'deleted' } : { kind: 'found', row: parsed.data });
}
