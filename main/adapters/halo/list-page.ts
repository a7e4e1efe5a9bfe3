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
  let rows: Row[] = [];
  /** Where the first row is wrong that cannot be read. */
  let wrong: string | null = null;
  const take = (row: unknown) => {
    if (wrong !== null) return;
    const parsed = list.schema.safeParse(row);
    if (parsed.success) rows.push(parsed.data);
    else wrong = placeOf(parsed.error);
  };
  const begin = () => {
    rows = [];
    wrong = null;
    return take;
  };
  const answer = await calls.send({ ...call, rows: { name: list.name, begin } }, signal);
  if (!answer.ok) return answer;
  const { body } = answer.value;
  const found = body.kind === 'json' ? unwrapList(body.value, list.name) : null;
  if (found === null) return failed(unreadable(askedOf(call), 'no-list'));
  // A list whose key is written in an unusual way comes with the rest.
  for (const row of found.rows) take(row);
  return wrong === null
    ? succeeded({ rows, recordCount: found.recordCount })
    : failed(unreadable(askedOf(call), wrong));
}
