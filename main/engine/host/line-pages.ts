/**
 * Pages of long lists of lines, newest first. A place names a line by its moment and its number among those of that moment, so it stays
 * the same while lines are added in front. Only what a page shows is made ready: a list may have a hundred thousand lines.
 */

interface Moment {
  readonly at: string;
}

/** Each line with its place. Lines of one moment lie next to each other and count from the oldest. */
function* placed<T extends Moment>(
  newestFirst: readonly T[],
  from: number,
): Generator<T & { place: string }> {
  let index = from;
  while (index < newestFirst.length) {
    const at = newestFirst[index]?.at ?? '';
    let end = index;
    while (newestFirst[end]?.at === at) end += 1;
    for (; index < end; index += 1) {
      const line = newestFirst[index];
      if (line !== undefined) yield { ...line, place: `${at} ${String(end - 1 - index).padStart(6, '0')}` };
    }
  }
}

export interface PageOrder<T, V> {
  /** Place after which to go on; null: from the newest. */
  readonly before: string | null;
  readonly limit: number;
  /** Null: not wanted. */
  readonly view: (line: T & { place: string }) => V | null;
  /** The line that two equal neighbours become; null when they are not equal. Default: no two are. */
  readonly fold?: (newer: V, older: V) => V | null;
}

export function pageOf<T extends Moment, V extends { readonly place: string }>(
  newestFirst: readonly T[],
  { before, limit, view, fold }: PageOrder<T, V>,
): { readonly page: readonly V[]; readonly next: string | null } {
  const moment = before === null ? null : before.slice(0, before.lastIndexOf(' '));
  const start = moment === null ? 0 : newestFirst.findIndex(line => line.at <= moment);
  const page: V[] = [];
  if (start < 0) return { page, next: null };
  for (const line of placed(newestFirst, start)) {
    if (before !== null && line.place >= before) continue;
    const one = view(line);
    if (one === null) continue;
    const last = page.at(-1);
    const folded = last === undefined ? null : (fold?.(last, one) ?? null);
    if (folded !== null) page[page.length - 1] = folded;
    else if (page.length === limit) return { page, next: last?.place ?? null };
    else page.push(one);
  }
  return { page, next: null };
}
