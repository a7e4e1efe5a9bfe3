/**
 * Wall time in the zone of an event. Exchange transmits the full rules of a zone with each item; they decide, its name does not
 * (names are missing, localised or custom in the wild). Pure: no Intl, no process zone.
 */
import type { DateText, Instant } from './event.ts';
import { instantOf } from './window.ts';

/** From when on an offset counts. `offsetMinutes` is minutes east of UTC (EWS Bias is the opposite sign). */
export type ZoneTransition =
  | { readonly kind: 'from'; readonly at: string; readonly offsetMinutes: number }
  | {
      readonly kind: 'yearly';
      /** 1 to 12. */
      readonly month: number;
      /** 0 Sunday to 6 Saturday, with `occurrence` 1 to 4 or -1 for the last; or null when `day` is a fixed date. */
      readonly weekday: number | null;
      readonly occurrence: number;
      readonly day: number | null;
      /** Minutes after local midnight (in the offset before the change) at which it happens. */
      readonly minuteOfDay: number;
      readonly offsetMinutes: number;
    };

/** The rules between two moments; the last era is open. */
export interface ZoneEra {
  /** Local date-time (`2007-01-01T00:00:00`) in the offset before it from which the era counts; null for the first. */
  readonly from: string | null;
  /** Offset when `changes` is empty, and before the first change. */
  readonly offsetMinutes: number;
  readonly changes: readonly Extract<ZoneTransition, { kind: 'yearly' }>[];
}

export interface ZoneRules {
  /** For display only, e.g. `W. Europe Standard Time`; may be empty. */
  readonly name: string;
  /** Oldest first, at least one. */
  readonly eras: readonly ZoneEra[];
}

export const utcZone: ZoneRules = { name: 'UTC', eras: [{ from: null, offsetMinutes: 0, changes: [] }] };

const minuteMs = 60_000;
const dayMs = 86_400_000;

function changeAt(change: ZoneEra['changes'][number], year: number): number {
  const first = Date.UTC(year, change.month - 1, 1);
  let day = change.day ?? 1;
  if (change.weekday !== null) {
    const daysInMonth = new Date(Date.UTC(year, change.month, 0)).getUTCDate();
    day = 1 + ((change.weekday - new Date(first).getUTCDay() + 7) % 7);
    day =
      change.occurrence < 0
        ? day + 7 * Math.floor((daysInMonth - day) / 7)
        : day + 7 * (change.occurrence - 1);
    if (day > daysInMonth) day -= 7;
  }
  return first + (day - 1) * dayMs + change.minuteOfDay * minuteMs;
}

type Changes = readonly { readonly at: number; readonly offset: number }[];
/** A zone is asked about for every event, and there are few zones and years. */
const knownChanges = new WeakMap<ZoneEra, Map<number, Changes>>();

/** The changes of an era around a moment: when (UTC epoch ms), and the offset after it; oldest first. */
function changesAround(era: ZoneEra, epochMs: number): Changes {
  const year = new Date(epochMs).getUTCFullYear();
  const ofYears = knownChanges.get(era);
  const known = ofYears?.get(year);
  if (known !== undefined) return known;
  const changes = changesAroundYear(era, year);
  knownChanges.set(era, (ofYears ?? new Map<number, Changes>()).set(year, changes));
  return changes;
}

function changesAroundYear(era: ZoneEra, year: number): Changes {
  const local = [year - 1, year, year + 1]
    .flatMap(y => era.changes.map(change => ({ local: changeAt(change, y), offset: change.offsetMinutes })))
    .sort((a, b) => a.local - b.local);
  let before = local.at(-1)?.offset ?? era.offsetMinutes;
  return local.map(change => {
    const at = change.local - before * minuteMs;
    before = change.offset;
    return { at, offset: change.offset };
  });
}

function offsetInEra(era: ZoneEra, epochMs: number): number {
  if (era.changes.length === 0) return era.offsetMinutes;
  return changesAround(era, epochMs).findLast(change => change.at <= epochMs)?.offset ?? era.offsetMinutes;
}

const knownBeginnings = new WeakMap<ZoneEra, number>();

/** The local date-time from which an era counts, as if it were UTC; the first counts from ever. */
function beginningOf(era: ZoneEra): number {
  const known = knownBeginnings.get(era);
  if (known !== undefined) return known;
  const beginning = era.from === null ? Number.NEGATIVE_INFINITY : Date.parse(`${era.from}Z`);
  knownBeginnings.set(era, beginning);
  return beginning;
}

/** Minutes east of UTC that hold in the zone at a moment. */
export function offsetMinutesAt(zone: ZoneRules, epochMs: number): number {
  let current: ZoneEra | null = null;
  for (const era of zone.eras) {
    if (current !== null && epochMs < beginningOf(era) - offsetInEra(current, epochMs) * minuteMs) break;
    current = era;
  }
  return current === null ? 0 : offsetInEra(current, epochMs);
}

/** The wall time of a moment in the zone, `YYYY-MM-DDTHH:mm:ss`. */
export function wallTime(instant: Instant, zone: ZoneRules): string {
  const epochMs = Date.parse(instant);
  return instantOf(epochMs + offsetMinutesAt(zone, epochMs) * minuteMs).slice(0, 19);
}

const dayMinutes = 1_440;

/** The calendar date of a moment in the zone. */
export function dateIn(instant: Instant, zone: ZoneRules): DateText {
  const epochMs = Date.parse(instant);
  const offset = offsetMinutesAt(zone, epochMs);
  const minuteOfDay = Math.floor(epochMs / minuteMs) % dayMinutes;
  // Mostly the date of UTC holds there, too.
  if (epochMs >= 0 && minuteOfDay + offset >= 0 && minuteOfDay + offset < dayMinutes)
    return instant.slice(0, 10);
  return instantOf(epochMs + offset * minuteMs).slice(0, 10);
}

/**
 * First and last date of an all-day event (both included): its start and its end (exclusive midnight) in its own zone.
 * A start or end that is not exactly midnight there (foreign zones, changed rules) counts for the nearest midnight.
 */
export function allDayDates(
  start: Instant,
  end: Instant,
  zone: ZoneRules,
): { first: DateText; last: DateText } {
  const nearest = (instant: Instant) => Math.round(Date.parse(`${wallTime(instant, zone)}Z`) / dayMs);
  const first = nearest(start);
  const last = Math.max(first, nearest(end) - 1);
  const text = (day: number) => instantOf(day * dayMs).slice(0, 10);
  return { first: text(first), last: text(last) };
}
