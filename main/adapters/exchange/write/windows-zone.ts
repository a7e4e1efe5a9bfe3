/**
 * The Windows name of an IANA zone, as Exchange wants it: by table, else the first zone of the table that keeps the same time for the years
 * that matter (Europe/Vienna is in no row, but its clocks are those of a row).
 */
import { Temporal } from 'temporal-polyfill';
import { windowsZones } from '../windows-zones.ts';

/** How long two zones have to agree: series go on into the years ahead. */
const yearsAhead = 5;
/** More changes of an offset than any zone has in these years. */
const mostChanges = 40;

/** Answers are kept: there are few zones, and each takes some milliseconds. */
const known = new Map<string, string | null>();

function zoned(zone: string, epochMs: number): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  } catch {
    return null;
  }
}

/** The offsets of a zone and when they change, as text that is equal for zones that agree; null: there is no such zone. */
function clockOf(zone: string, from: number, until: number): string | null {
  const first = zoned(zone, from);
  if (first === null) return null;
  let at = first;
  const parts: number[] = [at.offsetNanoseconds];
  for (let change = 0; change < mostChanges; change += 1) {
    const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= until) break;
    parts.push(next.epochMilliseconds, next.offsetNanoseconds);
    at = next;
  }
  return parts.join(' ');
}

/** Null: the zone is none, or no zone of Windows keeps its time. `start` is the day from which they have to agree. */
export function windowsZoneOf(iana: string, start: string): string | null {
  const named = windowsZones.get(iana.toLowerCase());
  if (named !== undefined) return named;
  const year = Number(start.slice(0, 4));
  const key = `${year} ${iana.toLowerCase()}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const from = Date.UTC(year - 1, 0, 1);
  const until = Date.UTC(year + yearsAhead, 0, 1);
  const clock = clockOf(iana, from, until);
  let found: string | null = null;
  for (const [candidate, windows] of windowsZones) {
    if (clock === null || found !== null) break;
    if (clockOf(candidate, from, until) === clock) found = windows;
  }
  known.set(key, found);
  return found;
}
