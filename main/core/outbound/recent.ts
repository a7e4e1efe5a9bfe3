/**
 * Which of the lately changed appointments count: each once, by its id and `last_modified`, with an overlap of two minutes because a list
 * and a clock are never quite of the same moment. Pure.
 */
import type { Instant } from '../event.ts';
import type { OutboundMemory, Watermark } from './entry.ts';
import type { ChangedAppointment } from './halo-side.ts';

const overlapMs = 120_000;

/** No clock of a Halo, in whatever zone it tells its time, is further ahead of ours: what is later is the mistake of one moment. */
const mostAheadMs = 24 * 60 * 60_000;

function readModified(lastModified: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(lastModified) ? lastModified : `${lastModified}Z`);
}

/** Where Halo tells its time in a zone that changes its clocks, a later moment may look so much older. */
const mostBackMs = 2 * 60 * 60_000;

/** Saved well before what was saved last: Halo, or this appointment, is as it was then. False where nobody can say. */
export function isFromBefore(lastModified: string, last: string): boolean {
  return readModified(lastModified) < readModified(last) - mostBackMs;
}

/** Saved so far in the future that nothing may be measured by it. */
export function isFarAhead(lastModified: string, now: Instant): boolean {
  return readModified(lastModified) > Date.parse(now) + mostAheadMs;
}

/** Down to which `last_modified` Halo is asked: two minutes before the newest that is known. '' before the first look. */
export function lookSince(watermark: Watermark | null, now: Instant): string {
  if (watermark === null || watermark.newest === '') return '';
  const newest = readModified(watermark.newest);
  const at = isFarAhead(watermark.newest, now) ? Date.parse(now) - mostAheadMs : newest;
  return Number.isNaN(at) ? '' : new Date(at - overlapMs).toISOString().slice(0, 19);
}

/** Changed again within the same second it could not be told apart: what was newest is looked at once more. */
const onceMore = ' ?';

export interface Looked {
  readonly fresh: readonly ChangedAppointment[];
  readonly watermark: Watermark;
}

/** `changes`: newest first. At the first look nothing is fresh: what was made before is sent when it changes. */
export function freshChanges(
  changes: readonly ChangedAppointment[],
  before: OutboundMemory['watermark'],
  now: Instant,
): Looked {
  // Where everything is far ahead it is our clock that is wrong.
  const first = changes.find(change => !isFarAhead(change.lastModified, now)) ?? changes[0];
  const newest = first?.lastModified ?? before?.newest ?? '';
  if (before === null) return { fresh: [], watermark: { begun: newest, newest, seen: changes.map(seenAs) } };
  const begun = before.begun > newest && isFarAhead(before.begun, now) ? newest : before.begun;
  const known = new Set(before.seen);
  // The first look saw one page: what is older than where it began was there before.
  const fresh = changes.filter(change => change.lastModified >= begun && !known.has(seenAs(change)));
  const seen = changes.map(change => {
    const isFirst =
      change.lastModified === newest && !known.has(seenAs(change)) && !known.has(seenAs(change) + onceMore);
    return isFirst ? seenAs(change) + onceMore : seenAs(change);
  });
  return { fresh, watermark: { begun, newest, seen } };
}

function seenAs({ id, lastModified }: ChangedAppointment): string {
  return `${id} ${lastModified}`;
}

export function isSameWatermark(one: Watermark | null, other: Watermark): boolean {
  return (
    one !== null &&
    one.begun === other.begun &&
    one.newest === other.newest &&
    one.seen.length === other.seen.length &&
    one.seen.every((entry, index) => entry === other.seen[index])
  );
}
