/**
 * A calendar view in as few parts as the server allows: a part that is not complete is bisected by time, within bounds; rows that overlap two
 * parts come once.
 */
import type { Instant } from '../../core/event.ts';
import { failed, type Result, succeeded } from '../../core/problem.ts';
import { instantOf } from '../../core/window.ts';
import type { RowFields, ViewPage } from './read-answers/row.ts';

/** Asked for at most this many rows: below Exchange's own cap of 1,000, so that reaching it is always seen. */
export const rowsPerView = 900;
/** Exchange refuses a view of more than two years. */
const longestMs = 700 * 86_400_000;
/** Requests for one view, all parts together. */
const mostParts = 256;

interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

function halves(span: Span): readonly [Span, Span] | null {
  const start = Date.parse(span.start);
  const end = Date.parse(span.end);
  const middle = start + Math.floor((end - start) / 2_000) * 1_000;
  if (middle <= start || middle >= end) return null;
  const at = instantOf(middle);
  return [
    { start: span.start, end: at },
    { start: at, end: span.end },
  ];
}

function incomplete(reason: string) {
  return failed({ code: 'mailbox.read-incomplete', scope: 'mailbox', retryable: true, facts: { reason } });
}

/** Servers differ about events without length at an edge: each part is asked for a little wider, and `inWindow` alone decides. */
const widerMs = 60_000;

function widened({ start, end }: Span): Span {
  return { start: instantOf(Date.parse(start) - widerMs), end: instantOf(Date.parse(end) + widerMs) };
}

export interface RowsInParts {
  readonly rows: readonly RowFields[];
  readonly unusable: readonly string[];
  readonly nameless: number;
}

/** `ask` reads one part; its problem is the view's. Rows that lie just outside the span may come with the others. */
export async function readInParts(
  span: Span,
  ask: (part: Span) => Promise<Result<ViewPage>>,
): Promise<Result<RowsInParts>> {
  const rows = new Map<string, RowFields>();
  const unusable = new Set<string>();
  let nameless = 0;
  const open: Span[] = [span];
  let asked = 0;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const tooLong = Date.parse(part.end) - Date.parse(part.start) > longestMs;
    if (!tooLong) {
      asked += 1;
      if (asked > mostParts) return incomplete('too-many-parts');
      const page = await ask(widened(part));
      if (!page.ok) return page;
      for (const row of page.value.rows) rows.set(row.itemId, row);
      for (const id of page.value.unusable) {
        if (id === null) nameless += 1;
        else unusable.add(id);
      }
      const count = page.value.rows.length + page.value.unusable.length;
      if (page.value.isComplete && count < rowsPerView) continue;
    }
    const both = halves(part);
    if (both === null) return incomplete('one-instant');
    open.push(both[1], both[0]);
  }
  return succeeded({ rows: [...rows.values()], unusable: [...unusable], nameless });
}
