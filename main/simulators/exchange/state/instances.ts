/**
 * What a view or a GetItem shows: singles, masters, occurrences and exceptions made out of stored items.
 * Expansion goes by local days, so that wall time holds over daylight saving time. Must not change an item.
 */
import { type IdSpace, occurrenceId } from './ids.ts';
import type { Content, ItemKind, StoredItem } from './item.ts';

export interface Instance {
  readonly item: StoredItem;
  readonly kind: ItemKind;
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** Of occurrences and exceptions: the day in the series' zone and the instant at which it was first planned. */
  readonly day: number | undefined;
  readonly originalStart: number | undefined;
  readonly content: Content;
  readonly modified: number;
}

const dayLength = 86_400_000;

/** The single item or the master. */
export function selfInstance(item: StoredItem): Instance {
  const found = item.shown.get('self');
  if (found !== undefined) return found;
  const instance: Instance = {
    item,
    kind: item.series === undefined ? 'Single' : 'RecurringMaster',
    id: item.id,
    start: item.start,
    end: item.end,
    day: undefined,
    originalStart: undefined,
    content: item.content,
    modified: item.modified,
  };
  item.shown.set('self', instance);
  return instance;
}

export type OccurrenceAnswer = Instance | 'removed' | 'never';

/** The occurrence that was first planned on a day. */
export function occurrenceOn(space: IdSpace, item: StoredItem, day: number): OccurrenceAnswer {
  const series = item.series;
  if (series === undefined || !series.days.has(day)) return 'never';
  if (series.removed.has(day)) return 'removed';
  const found = item.shown.get(day);
  if (found !== undefined) return found;
  const change = series.changes.get(day);
  const originalStart = item.zone.toInstant(day * dayLength + series.startOffset);
  const instance: Instance = {
    item,
    kind: change === undefined ? 'Occurrence' : 'Exception',
    id: occurrenceId(space, item.counter, day),
    start: change?.start ?? originalStart,
    end: change?.end ?? item.zone.toInstant(day * dayLength + series.endOffset),
    day,
    originalStart,
    content: change === undefined ? item.content : { ...item.content, ...change.content },
    modified: change?.modified ?? item.modified,
  };
  item.shown.set(day, instance);
  return instance;
}

/** Whether an event lies in a view: it ends after the view's start and starts before its end. */
function within(event: { start: number; end: number }, from: number, until: number): boolean {
  return event.start < until && (event.end > from || (event.end === event.start && event.start >= from));
}

/** Adds what an item shows in [from, until): never a master. */
export function expandItem(
  space: IdSpace,
  item: StoredItem,
  from: number,
  until: number,
  into: Instance[],
): void {
  const series = item.series;
  if (series === undefined) {
    if (within(item, from, until)) into.push(selfInstance(item));
    return;
  }
  const reach = Math.ceil(series.endOffset / dayLength) + 2;
  const firstDay = Math.floor(from / dayLength) - reach;
  const lastDay = Math.floor(until / dayLength) + 2;
  for (const day of series.days.between(firstDay, lastDay)) {
    if (series.changes.has(day)) continue;
    const instance = occurrenceOn(space, item, day);
    if (typeof instance === 'object' && within(instance, from, until)) into.push(instance);
  }
  for (const day of series.changes.keys()) {
    const instance = occurrenceOn(space, item, day);
    if (typeof instance === 'object' && within(instance, from, until)) into.push(instance);
  }
}

/** First and last occurrence that exist, for masters; undefined when all are removed or the series has no end. */
export function edgeOccurrence(
  space: IdSpace,
  item: StoredItem,
  edge: 'first' | 'last',
): Instance | undefined {
  const series = item.series;
  if (series === undefined) return undefined;
  if (edge === 'last' && series.days.last() === undefined) return undefined;
  const last = series.days.last();
  let day = edge === 'first' ? series.days.at(0) : last;
  for (let index = 0; day !== undefined; index++) {
    const instance = occurrenceOn(space, item, day);
    if (typeof instance === 'object') return instance;
    day = edge === 'first' ? series.days.at(index + 1) : previous(item, day);
  }
  return undefined;
}

function previous(item: StoredItem, day: number): number | undefined {
  return item.series?.days.between(item.series.days.start, day - 1).at(-1);
}
