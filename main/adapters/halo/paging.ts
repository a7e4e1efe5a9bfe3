/**
 * Reads a list to its last page and answers with all of it or a problem: never with a part. Knows no fields.
 */
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { Asked } from './error-table.ts';
import { unreadable } from './error-table.ts';

export const pageSize = 100;
/** 100,000 rows at the asked page size; of one agent, in one window. */
const mostPages = 1_000;
/** A list that shrinks while it is read has moved rows between pages: it is read again from the start. */
const mostReadings = 3;

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** How many rows the whole list has; null when Halo does not say. */
  readonly recordCount: number | null;
}

export interface Paging<Row> {
  readonly ask: (page: number) => Promise<Result<ListPage<Row>>>;
  /** What makes a row the same row on another page. */
  readonly keyOf: (row: Row) => string;
  /**
   * What it means when the second page repeats the first: `unreadable`, rows may be missing; `unpaged`, this list is known to be given
   * whole by some servers.
   */
  readonly repeated: 'unreadable' | 'unpaged';
  readonly asked: Asked;
}

type Reading<Row> = { readonly kind: 'whole'; readonly rows: readonly Row[] } | { readonly kind: 'changed' };

/** Problems: those of `ask`; halo.unreadable-answer for a list that never ends, repeats itself or keeps shrinking. */
export async function readAllPages<Row>(paging: Paging<Row>): Promise<Result<readonly Row[]>> {
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const answer = await readOnce(paging);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'whole') return succeeded(answer.value.rows);
  }
  return failed(unreadable(paging.asked, 'list-changes', true));
}

async function readOnce<Row>(paging: Paging<Row>): Promise<Result<Reading<Row>>> {
  const united = new Map<string, Row>();
  let count: number | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await paging.ask(page);
    if (!answer.ok) return answer;
    const { rows, recordCount } = answer.value;
    const before = united.size;
    for (const row of rows) united.set(paging.keyOf(row), row);
    // A smaller count: a row is gone and those behind it moved up, one of them past us.
    if (count !== null && recordCount !== null && recordCount < count) {
      return succeeded({ kind: 'changed' });
    }
    count = recordCount ?? count;
    const complete = count === null || united.size >= count;
    const whole: Result<Reading<Row>> = succeeded({ kind: 'whole', rows: [...united.values()] });
    // Halo's pages have at most as many rows as we ask for: this is none, and asking on would bring megabytes a second time.
    if (paging.repeated === 'unpaged' && page === 1 && complete && rows.length > pageSize) return whole;
    if (rows.length === 0) return complete ? whole : succeeded({ kind: 'changed' });
    if (united.size === before) {
      const isUnpaged = paging.repeated === 'unpaged' && page === 2 && complete;
      return isUnpaged ? whole : failed(unreadable(paging.asked, 'page-repeats'));
    }
    // Without a count only an empty page is the end: Halo may give fewer rows a page than asked.
    if (count !== null && complete && rows.length < pageSize) return whole;
  }
  return failed(unreadable(paging.asked, 'too-many-pages'));
}
