/**
 * The full time zone definition that Exchange sends with each item (Periods, TransitionsGroups, Transitions) as our ZoneRules.
 * The rules decide; the zone's name is for display.
 */
import type { ZoneEra, ZoneRules, ZoneTransition } from '../../../core/zone.ts';
import { readMinutes } from './values.ts';
import { childOf, wordOf, type XmlNode } from './xml-tree.ts';

type Yearly = Extract<ZoneTransition, { kind: 'yearly' }>;

const weekdays: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Sunday: 0,
    Monday: 1,
    Tuesday: 2,
    Wednesday: 3,
    Thursday: 4,
    Friday: 5,
    Saturday: 6,
  }),
);

export function zoneName(zone: XmlNode): string {
  return (zone.attributes['Id'] ?? '').trim() || (zone.attributes['Name'] ?? '').trim();
}

/** Null: the definition is absent or not understood in a part that matters; the name has to serve then. */
export function readZoneRules(zone: XmlNode): ZoneRules | null {
  const offsets = periodOffsets(zone);
  const groups = new Map<string, XmlNode>();
  for (const group of childOf(zone, 'TransitionsGroups')?.children ?? []) {
    groups.set((group.attributes['Id'] ?? '').trim(), group);
  }
  const eras: ZoneEra[] = [];
  for (const transition of childOf(zone, 'Transitions')?.children ?? []) {
    const from = transition.name === 'AbsoluteDateTransition' ? localDateTime(transition) : null;
    if (transition.name === 'AbsoluteDateTransition' && from === null) return null;
    const to = wordOf(transition, 'To');
    const toPeriod = childOf(transition, 'To')?.attributes['Kind'] === 'Period';
    const group = groups.get(to);
    const offset = offsets.get(to);
    if (toPeriod && offset === undefined) return null;
    if (!toPeriod && group === undefined) return null;
    const era = toPeriod ? { from, offsetMinutes: offset ?? 0, changes: [] } : eraOf(group, from, offsets);
    if (era === null) return null;
    eras.push(era);
  }
  eras.sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  const [first, ...later] = eras;
  if (first === undefined) return null;
  // What the first era begins with holds before it, too.
  return { name: zoneName(zone), eras: [{ ...first, from: null }, ...later] };
}

/** No place on earth is a whole day away from UTC. */
const dayMinutes = 1_440;

/** Minutes east of UTC by period id; EWS's Bias is minutes west. A period that no place has is left out: its zone is not understood. */
function periodOffsets(zone: XmlNode): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (const period of childOf(zone, 'Periods')?.children ?? []) {
    const bias = readMinutes(period.attributes['Bias'] ?? '');
    if (bias !== null && Math.abs(bias) < dayMinutes)
      offsets.set((period.attributes['Id'] ?? '').trim(), bias === 0 ? 0 : -bias);
  }
  return offsets;
}

function localDateTime(transition: XmlNode): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(wordOf(transition, 'DateTime'))?.[0] ?? null;
}

function eraOf(
  group: XmlNode | undefined,
  from: string | null,
  offsets: ReadonlyMap<string, number>,
): ZoneEra | null {
  const changes: Yearly[] = [];
  let offsetMinutes: number | null = null;
  for (const transition of group?.children ?? []) {
    const offset = offsets.get(wordOf(transition, 'To'));
    if (offset === undefined) return null;
    if (transition.name === 'Transition') {
      offsetMinutes ??= offset;
      continue;
    }
    const change = yearlyOf(transition, offset);
    if (change === null) return null;
    changes.push(change);
  }
  changes.sort((a, b) => a.month - b.month);
  const beforeFirst = offsetMinutes ?? changes.at(-1)?.offsetMinutes;
  return beforeFirst === undefined ? null : { from, offsetMinutes: beforeFirst, changes };
}

function yearlyOf(transition: XmlNode, offsetMinutes: number): Yearly | null {
  const month = Number(wordOf(transition, 'Month'));
  const minuteOfDay = readMinutes(wordOf(transition, 'TimeOffset'));
  if (!Number.isInteger(month) || month < 1 || month > 12 || minuteOfDay === null) return null;
  const common = { kind: 'yearly', month, minuteOfDay, offsetMinutes } as const;
  if (transition.name === 'RecurringDateTransition') {
    const day = Number(wordOf(transition, 'Day'));
    if (!Number.isInteger(day) || day < 1 || day > 31) return null;
    return { ...common, weekday: null, occurrence: 1, day };
  }
  if (transition.name !== 'RecurringDayTransition') return null;
  const weekday = weekdays.get(wordOf(transition, 'DayOfWeek'));
  const occurrence = Number(wordOf(transition, 'Occurrence'));
  if (weekday === undefined || !Number.isInteger(occurrence) || occurrence === 0) return null;
  // Windows writes the last one as the fifth.
  return { ...common, weekday, occurrence: occurrence < 0 || occurrence > 4 ? -1 : occurrence, day: null };
}
