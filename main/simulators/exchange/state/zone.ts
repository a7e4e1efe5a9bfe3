/**
 * Time zones as Exchange describes them: periods, groups of yearly transitions, and the dates from which a group holds.
 * All conversions of the simulator go through these rules, so that its answers agree with the rules that it sends.
 * Must not use the IANA database: a client is judged by what it makes of the rules or of the Windows name.
 */

/** A span of a zone with one bias. `bias` is minutes to ADD to local time to get UTC (W. Europe winter: -60). */
export interface ZonePeriod {
  readonly id: string;
  readonly name: string;
  readonly bias: number;
}

/** A yearly change. `at` is minutes after local midnight of the day, in the time that holds before the change. */
export type ZoneChange =
  | {
      readonly to: string;
      readonly month: number;
      /** Weekday (0 = Sunday) and which of the month (1..4, -1 = last). */
      readonly weekday: number;
      readonly occurrence: number;
      readonly at: number;
    }
  | { readonly to: string; readonly month: number; readonly day: number; readonly at: number };

/** Yearly changes that hold together; without changes the one period `fixed` holds all year. */
export interface ZoneGroup {
  readonly id: string;
  readonly changes: readonly ZoneChange[];
  readonly fixed?: string;
}

/** A zone definition; `starts[0]` holds from ever, the others from the given local date-time on. */
export interface ZoneDefinition {
  readonly id: string;
  readonly name: string;
  readonly periods: readonly ZonePeriod[];
  readonly groups: readonly ZoneGroup[];
  readonly starts: readonly { readonly group: string; readonly from?: string }[];
  /** Answers carry the Id (and Name) only, without rules: some servers and old items do so. */
  readonly idOnly?: boolean;
}

const minute = 60_000;
const day = 86_400_000;

/** Reads 'YYYY-MM-DD' or 'YYYY-MM-DDTHH:mm[:ss]' as if it were UTC: the number that stands for a wall time here. */
export function wall(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)?$/.exec(text);
  if (match === null) throw new RangeError(`not a local date-time: ${text}`);
  const part = (index: number) => Number(match[index] ?? 0);
  return Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6));
}

function changeWall(change: ZoneChange, year: number): number {
  if ('day' in change) return Date.UTC(year, change.month - 1, change.day) + Math.round(change.at * minute);
  const first = Date.UTC(year, change.month - 1, 1);
  const length = Math.round((Date.UTC(year, change.month, 1) - first) / day);
  const firstMatch = 1 + ((change.weekday - new Date(first).getUTCDay() + 7) % 7);
  let date = firstMatch + (change.occurrence > 0 ? change.occurrence - 1 : 4) * 7;
  while (date > length) date -= 7;
  return first + (date - 1) * day + Math.round(change.at * minute);
}

interface Change {
  /** Instant from which `offset` (ms to add to UTC) holds. */
  readonly at: number;
  readonly offset: number;
}

const firstYear = 1970;
const lastYear = 2100;

/** A zone that can convert. Ambiguous wall times are read as the first pass, skipped ones move forward. */
export class Zone {
  readonly definition: ZoneDefinition;
  readonly #changes: Change[] = [];
  #lastFrom = 0;
  #lastUntil = 0;
  #lastOffset = 0;

  constructor(definition: ZoneDefinition) {
    this.definition = definition;
    const offsets = new Map(definition.periods.map(period => [period.id, 0 - period.bias * minute]));
    const groups = new Map(definition.groups.map(group => [group.id, group]));
    const starts = definition.starts.map(start => ({
      group: groups.get(start.group),
      from: start.from === undefined ? Number.NEGATIVE_INFINITY : wall(start.from),
    }));
    let offset = 0;
    const push = (at: number, next: number) => {
      if (this.#changes.length > 0 && next === offset) return;
      offset = next;
      this.#changes.push({ at, offset });
    };
    starts.forEach((start, index) => {
      const group = start.group;
      if (group === undefined) throw new RangeError(`zone ${definition.id}: a start names no group`);
      const until = starts[index + 1]?.from ?? Number.POSITIVE_INFINITY;
      const walls: { wall: number; offset: number }[] = [];
      for (let year = firstYear - 1; group.changes.length > 0 && year <= lastYear; year++)
        for (const change of group.changes)
          walls.push({ wall: changeWall(change, year), offset: offsets.get(change.to) ?? 0 });
      walls.sort((one, other) => one.wall - other.wall);
      const before = walls.filter(change => change.wall <= start.from).at(-1) ?? walls[0];
      const holds = group.fixed === undefined ? before?.offset : offsets.get(group.fixed);
      if (start.from === Number.NEGATIVE_INFINITY) push(start.from, holds ?? 0);
      else push(start.from - offset, holds ?? 0);
      for (const change of walls)
        if (change.wall > start.from && change.wall < until) push(change.wall - offset, change.offset);
    });
  }

  /** Milliseconds to add to the instant to get the wall time. */
  offsetAt(instant: number): number {
    if (instant >= this.#lastFrom && instant < this.#lastUntil) return this.#lastOffset;
    const changes = this.#changes;
    let low = 0;
    let high = changes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((changes[middle]?.at ?? 0) <= instant) low = middle;
      else high = middle - 1;
    }
    this.#lastFrom = changes[low]?.at ?? 0;
    this.#lastUntil = changes[low + 1]?.at ?? Number.POSITIVE_INFINITY;
    this.#lastOffset = changes[low]?.offset ?? 0;
    return this.#lastOffset;
  }

  /** The wall time (a number read as if it were UTC) at an instant. */
  toWall(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** The instant of a wall time. */
  toInstant(wallTime: number): number {
    const before = this.offsetAt(wallTime - day);
    if (this.offsetAt(wallTime - before) === before) return wallTime - before;
    const after = this.offsetAt(wallTime + day);
    return this.offsetAt(wallTime - after) === after ? wallTime - after : wallTime - before;
  }
}
