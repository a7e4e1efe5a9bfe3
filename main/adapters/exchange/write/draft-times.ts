/** When an event of a draft is, in the words of a request: instants, the zone's Windows name, and the day on which a series begins. */
import { Temporal } from 'temporal-polyfill';
import type { DateText } from '../../../core/event.ts';
import type { EventDraft } from '../../../core/outbound/event-draft.ts';
import { offsetMinutesAt, type ZoneRules } from '../../../core/zone.ts';
import { windowsZoneOf } from './windows-zone.ts';

export interface DraftTimes {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  readonly allDay: boolean;
  /** Windows name of the zone that is written beside the times; null leaves the item's own. */
  readonly zone: string | null;
  /** The date of the start in the zone. */
  readonly firstDay: DateText;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Midnight, or the first moment of the day where clocks go forward at midnight. */
function dayStart(date: DateText, zone: string, plusDays = 0): number {
  return Temporal.PlainDate.from(date).add({ days: plusDays }).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * Null: the zone is not known, or Windows has none that keeps its time and the draft needs it. A single with hours does not: its moments
 * are the same in every zone.
 */
export function timesOf(draft: Pick<EventDraft, 'when' | 'zone' | 'series'>): DraftTimes | null {
  const { when, zone, series } = draft;
  const start = when.kind === 'timed' ? when.start : when.first;
  const named = windowsZoneOf(zone, start);
  const windows = named ?? (when.kind === 'timed' && series === null ? 'UTC' : null);
  if (windows === null) return null;
  if (when.kind === 'timed') {
    const inZone = Temporal.Instant.from(when.start).toZonedDateTimeISO(named === null ? 'UTC' : zone);
    return {
      startMs: Date.parse(when.start),
      endMs: Date.parse(when.end),
      allDay: false,
      zone: windows,
      firstDay: inZone.toPlainDate().toString(),
    };
  }
  return {
    startMs: dayStart(when.first, zone),
    endMs: dayStart(when.last, zone, 1),
    allDay: true,
    zone: windows,
    firstDay: when.first,
  };
}

/** The same in the zone that the item has and keeps: its whole days are the midnights there. */
export function timesInZoneOfItem(
  when: EventDraft['when'],
  zone: ZoneRules,
): Pick<DraftTimes, 'startMs' | 'endMs'> {
  if (when.kind === 'timed') return { startMs: Date.parse(when.start), endMs: Date.parse(when.end) };
  const midnight = (date: DateText, plusDays: number) => {
    const wall = Date.parse(`${date}T00:00:00Z`) + plusDays * dayMs;
    const guess = wall - offsetMinutesAt(zone, wall) * minuteMs;
    return wall - offsetMinutesAt(zone, guess) * minuteMs;
  };
  return { startMs: midnight(when.first, 0), endMs: midnight(when.last, 1) };
}
