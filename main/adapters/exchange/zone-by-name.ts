/**
 * Zone rules for a name that came without rules: Windows names by table, IANA names as they are, offsets from the runtime's own zone data.
 * The rules hold for the years around now, which the window never leaves.
 */
import type { ZoneEra, ZoneRules } from '../../core/zone.ts';
import { ianaZones } from './windows-zones.ts';

const yearsBack = 3;
const yearsAhead = 4;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Null: nobody knows this name. `now` decides which years are derived. Each change of the offset is an era of its own: no rule is guessed
 * from the years, because some zones change by decree.
 */
export function zoneByName(name: string, now: string): ZoneRules | null {
  const offsetAt = offsetsOf(ianaZones.get(name.toLowerCase()) ?? name);
  if (offsetAt === null) return null;
  const year = Number(now.slice(0, 4));
  const end = Date.UTC(year + yearsAhead + 1, 0, 1);
  const first = Date.UTC(year - yearsBack, 0, 1);
  let before = offsetAt(first);
  const eras: ZoneEra[] = [{ from: null, offsetMinutes: before, changes: [] }];
  for (let day = first; day < end; day += dayMs) {
    const after = offsetAt(day + dayMs);
    if (after === before) continue;
    const at = firstWith(after, day, day + dayMs, offsetAt);
    const from = new Date(at + before * minuteMs).toISOString().slice(0, 19);
    eras.push({ from, offsetMinutes: after, changes: [] });
    before = after;
  }
  return { name, eras };
}

/** Minutes east of UTC by moment; null when the runtime does not know the zone. */
function offsetsOf(iana: string): ((epochMs: number) => number) | null {
  // An offset like `+01:00` is a zone to the runtime, but the name of none.
  if (!/^[A-Za-z]/.test(iana)) return null;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: iana, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
  return epochMs => {
    const text = format.formatToParts(epochMs).find(part => part.type === 'timeZoneName')?.value ?? 'GMT';
    const parts = /^GMT([+-])(\d\d):(\d\d)/.exec(text);
    if (parts === null) return 0;
    const minutes = Number(parts[2]) * 60 + Number(parts[3]);
    return parts[1] === '-' ? -minutes : minutes;
  };
}

/** The first minute in (from, to] at which the offset holds that holds at `to`. */
function firstWith(offset: number, from: number, to: number, offsetAt: (epochMs: number) => number): number {
  let low = from;
  let high = to;
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}
