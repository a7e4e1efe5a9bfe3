/** One page of one of Halo's lists, its rows checked. One row that cannot be read makes the page unreadable. */
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import { unreadable } from './error-table.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import type { ListPage } from './paging.ts';
import { placeOf, unwrapList } from './wire-schemas.ts';

/** The part of a zod schema that is needed here. */
export interface RowSchema<Row> {
  safeParse(
    row: unknown,
  ): { success: true; data: Row } | { success: false; error: Parameters<typeof placeOf>[0] };
}

export async function askPage<Row>(
  calls: HaloCalls,
  call: HaloCall,
  list: { readonly name: string; readonly schema: RowSchema<Row> },
  signal: AbortSignal,
): Promise<Result<ListPage<Row>>> {
  const answer = await calls.send(call, signal);
  if (!answer.ok) return answer;
  const { body } = answer.value;
  const found = body.kind === 'json' ? unwrapList(body.value, list.name) : null;
  if (found === null) return failed(unreadable(askedOf(call), 'no-list'));
  const rows: Row[] = [];
  for (const row of found.rows) {
    const parsed = list.schema.safeParse(row);
    if (!parsed.success) return failed(unreadable(askedOf(call), placeOf(parsed.error)));
    rows.push(parsed.data);
  }
  return succeeded({ rows, recordCount: found.recordCount });
}
