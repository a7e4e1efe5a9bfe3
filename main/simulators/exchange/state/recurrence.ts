/**
 * The six recurrence patterns of Exchange and the days on which they fall. Days are numbers of days since 1970-01-01 in
 * the series' own zone: no instants here, so daylight saving time cannot touch it.
 */

export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
export type DayOfWeek = (typeof dayNames)[number];
export type RelativeDay = DayOfWeek | 'Day' | 'Weekday' | 'WeekendDay';
export const weekIndexes = ['First', 'Second', 'Third', 'Fourth', 'Last'] as const;
export type WeekIndex = (typeof weekIndexes)[number];

/** Months are 1..12; a day of month past the end of a month falls on its last day, as Exchange does. */
export type RecurrencePattern =
  | { readonly kind: 'Daily'; readonly interval: number }
  | {
      readonly kind: 'Weekly';
      readonly interval: number;
      readonly days: readonly DayOfWeek[];
      /** Default Sunday; decides where a week begins when the interval is above one. */
      readonly firstDayOfWeek?: DayOfWeek;
    }
  | { readonly kind: 'AbsoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'RelativeMonthly';
      readonly interval: number;
      readonly day: RelativeDay;
      readonly index: WeekIndex;
    }
  | { readonly kind: 'AbsoluteYearly'; readonly month: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'RelativeYearly';
      readonly month: number;
      readonly day: RelativeDay;
      readonly index: WeekIndex;
    };

export type RecurrenceRange =
  | { readonly kind: 'numbered'; readonly count: number }
  /** `endDate` 'YYYY-MM-DD', the last day on which an occurrence may begin. */
  | { readonly kind: 'endDate'; readonly endDate: string }
  | { readonly kind: 'noEnd' };

export interface Recurrence {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
  /** 'YYYY-MM-DD'; default: the day on which the item starts, in its zone. */
  readonly startDate?: string;
}

const dayLength = 86_400_000;

export function dayNumber(date: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(date);
  if (match === null) throw new RangeError(`not a date: ${date}`);
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / dayLength;
}

export function dateOfDay(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function monthStart(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / dayLength;
}

function matches(day: number, wanted: RelativeDay): boolean {
  const name = dayNames[weekday(day)];
  if (wanted === 'Day') return true;
  const weekend = name === 'Saturday' || name === 'Sunday';
  if (wanted === 'Weekday') return !weekend;
  if (wanted === 'WeekendDay') return weekend;
  return name === wanted;
}

function relativeDay(year: number, month: number, wanted: RelativeDay, index: WeekIndex): number {
  const start = monthStart(year, month);
  const found: number[] = [];
  for (let day = start; day < monthStart(year, month + 1); day++) if (matches(day, wanted)) found.push(day);
  return found[index === 'Last' ? found.length - 1 : weekIndexes.indexOf(index)] ?? start;
}

function absoluteDay(year: number, month: number, dayOfMonth: number): number {
  const start = monthStart(year, month);
  return Math.min(start + dayOfMonth - 1, monthStart(year, month + 1) - 1);
}

/** The days of the n-th period (day, week, month or year) counted from the start. */
function daysOfPeriod(pattern: RecurrencePattern, start: number, n: number): number[] {
  const first = new Date(start * dayLength);
  const year = first.getUTCFullYear();
  const month = first.getUTCMonth() + 1;
  switch (pattern.kind) {
    case 'Daily':
      return [start + n * pattern.interval];
    case 'Weekly': {
      const offset = (weekday(start) - dayNames.indexOf(pattern.firstDayOfWeek ?? 'Sunday') + 7) % 7;
      const week = start - offset + n * 7 * pattern.interval;
      const wanted = new Set<string>(pattern.days);
      return [0, 1, 2, 3, 4, 5, 6]
        .map(add => week + add)
        .filter(day => wanted.has(dayNames[weekday(day)] ?? ''));
    }
    case 'AbsoluteMonthly':
      return [absoluteDay(year, month + n * pattern.interval, pattern.dayOfMonth)];
    case 'RelativeMonthly':
      return [relativeDay(year, month + n * pattern.interval, pattern.day, pattern.index)];
    case 'AbsoluteYearly':
      return [absoluteDay(year + n, pattern.month, pattern.dayOfMonth)];
    case 'RelativeYearly':
      return [relativeDay(year + n, pattern.month, pattern.day, pattern.index)];
  }
}

/** Exchange's own end of a series without end. */
const lastDay = dayNumber('4500-08-31');

/** The days of one series, made as far as they are asked for and kept. */
export class DaySequence {
  readonly start: number;
  readonly #recurrence: Recurrence;
  readonly #until: number;
  readonly #limit: number;
  readonly #days: number[] = [];
  #period = 0;
  #finished = false;

  constructor(recurrence: Recurrence, start: number) {
    const pattern = recurrence.pattern;
    if ('interval' in pattern && !(pattern.interval >= 1)) throw new RangeError('an interval is at least 1');
    if (pattern.kind === 'Weekly' && pattern.days.length === 0) throw new RangeError('a week needs days');
    this.#recurrence = recurrence;
    this.start = start;
    const range = recurrence.range;
    this.#until = range.kind === 'endDate' ? dayNumber(range.endDate) : lastDay;
    this.#limit = range.kind === 'numbered' ? range.count : Number.POSITIVE_INFINITY;
  }

  #extend(enough: () => boolean): void {
    while (!this.#finished && !enough()) {
      for (const day of daysOfPeriod(this.#recurrence.pattern, this.start, this.#period)) {
        if (day < this.start) continue;
        if (day > this.#until || this.#days.length >= this.#limit) {
          this.#finished = true;
          return;
        }
        this.#days.push(day);
      }
      this.#period++;
    }
  }

  /** The n-th day (from 0), undefined beyond the end. */
  at(index: number): number | undefined {
    this.#extend(() => this.#days.length > index);
    return this.#days[index];
  }

  /** The last day, undefined when the series has no end or never falls. */
  last(): number | undefined {
    if (this.#recurrence.range.kind === 'noEnd') return undefined;
    this.#extend(() => false);
    return this.#days.at(-1);
  }

  /** Days from..until, both included. */
  between(from: number, until: number): number[] {
    this.#extend(() => (this.#days.at(-1) ?? Number.NEGATIVE_INFINITY) > until);
    let low = 0;
    let high = this.#days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#days[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let index = low; index < this.#days.length; index++) {
      const day = this.#days[index];
      if (day === undefined || day > until) break;
      found.push(day);
    }
    return found;
  }

  has(day: number): boolean {
    return this.between(day, day).length === 1;
  }
}
