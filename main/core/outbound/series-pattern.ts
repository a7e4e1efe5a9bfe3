/**
 * The schedule of a recurring master in Halo -> the series that Exchange is to hold, or the reason why not. Pure. A code that nobody has
 * confirmed and a number that cannot be are refused by name, never guessed: a wrong series fills a calendar for years.
 */
import type { RelativeDay, Series, SeriesPattern, SeriesRange, WeekDay } from './event-draft.ts';
import type { HaloSchedule } from './halo-side.ts';
import type { SeriesRefusal } from './schedule-reading.ts';
import { ScheduleReading } from './schedule-reading.ts';
import type { SeriesCodes } from './series-codes.ts';
import { meaningOf, weekDayNames } from './series-codes.ts';

export type SeriesReading =
  | { readonly kind: 'series'; readonly series: Series }
  | ({ readonly kind: 'refused' } & SeriesRefusal);

/** What Exchange takes (t:IntervalRecurrencePatternBaseType, t:NumberedRecurrenceRangeType). */
const most = { days: 999, weeks: 99, months: 99, times: 999 };
const workingDays: readonly WeekDay[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const weeks = ['first', 'second', 'third', 'fourth', 'last'] as const;
const relativeDays = [...weekDayNames, 'day', 'workingDay', 'weekendDay'] as const;
const monthRules = ['onDate', 'onWeekday'] as const;

function daily(schedule: ScheduleReading, codes: SeriesCodes): SeriesPattern | null {
  const rule = schedule.meaning('dailyrecurrencepattern', ['everyDays', 'workingDays'], codes.dailyRule);
  if (rule === null) return null;
  if (rule === 'workingDays') return { kind: 'weekly', every: 1, days: workingDays };
  return { kind: 'daily', every: schedule.count('dailyrecurrencedays', most.days) };
}

/** `Monday,Wednesday`, `Mon;Wed`, or numbers that were confirmed; each day once, in the order of the week. */
function daysOfWeek(schedule: ScheduleReading, codes: SeriesCodes): readonly WeekDay[] {
  const field = 'weeklyrecurrencestring';
  const words = schedule
    .text(field)
    .toLowerCase()
    .split(/[\s,;|]+/);
  const named = words
    .filter(word => word !== '')
    .map(word => {
      const name = weekDayNames.find(day => day === word || day.slice(0, 3) === word);
      if (name !== undefined) return name;
      const day = /^\d{1,9}$/.test(word) ? meaningOf(Number(word), weekDayNames, codes.weekDays) : null;
      return day ?? schedule.unknown(field, word.slice(0, 20));
    });
  if (named.length === 0) schedule.incomplete(field);
  return weekDayNames.filter(day => named.includes(day));
}

function weekly(schedule: ScheduleReading, codes: SeriesCodes): SeriesPattern {
  const days = daysOfWeek(schedule, codes);
  return { kind: 'weekly', every: schedule.count('weeklyrecurrenceweeks', most.weeks), days };
}

/** Which weekday of which week, of the fields that begin with `name`. */
function relativeDay(schedule: ScheduleReading, codes: SeriesCodes, name: string) {
  const index = schedule.meaning(name, weeks, codes.week);
  const meant = schedule.meaning(`${name}ofweek`, relativeDays, codes.weekday);
  if (index === null || meant === null) return null;
  const day: RelativeDay =
    meant === 'workingDay' ? 'weekday' : meant === 'weekendDay' ? 'weekend-day' : meant;
  return { day, index };
}

function monthly(schedule: ScheduleReading, codes: SeriesCodes): SeriesPattern | null {
  const rule = schedule.meaning('monthlyrecurrencepattern', monthRules, codes.monthlyRule);
  if (rule === null) return null;
  if (rule === 'onDate') {
    return {
      kind: 'monthly-on-date',
      every: schedule.count('monthlyrecurrencespecificdateinterval', most.months),
      dayOfMonth: schedule.count('monthlyrecurrencespecificdate', 31),
    };
  }
  const on = relativeDay(schedule, codes, 'monthlyrecurrencespecificday');
  const every = schedule.count('monthlyrecurrencespecificdayinterval', most.months);
  return on === null ? null : { kind: 'monthly-on-weekday', every, ...on };
}

function month(schedule: ScheduleReading, codes: SeriesCodes, field: string): number {
  const number = schedule.number(field);
  if (number === null) return schedule.incomplete(field) ?? 1;
  if (codes.january === null) return schedule.unknown(field, number) ?? 1;
  const name = number - codes.january + 1;
  return name >= 1 && name <= 12 ? name : (schedule.unknown(field, number) ?? 1);
}

/** Exchange has no series of every second year. No number, or 0, is no interval. */
function everyYear(schedule: ScheduleReading, field: string): void {
  if (schedule.text(field) !== '' && ![0, 1].includes(schedule.number(field) ?? -1))
    schedule.incomplete(field);
}

function yearly(schedule: ScheduleReading, codes: SeriesCodes): SeriesPattern | null {
  const rule = schedule.meaning('yearlyrecurrencepattern', monthRules, codes.yearlyRule);
  if (rule === null) return null;
  if (rule === 'onDate') {
    everyYear(schedule, 'yearlyrecurrencespecificdateinterval');
    return {
      kind: 'yearly-on-date',
      month: month(schedule, codes, 'yearlyrecurrencespecificdatemonth'),
      dayOfMonth: schedule.count('yearlyrecurrencespecificdate', 31),
    };
  }
  everyYear(schedule, 'yearlyrecurrencespecificdayinterval');
  const on = relativeDay(schedule, codes, 'yearlyrecurrencespecificday');
  const inMonth = month(schedule, codes, 'yearlyrecurrencespecificdaymonth');
  return on === null ? null : { kind: 'yearly-on-weekday', month: inMonth, ...on };
}

function patternOf(schedule: ScheduleReading, codes: SeriesCodes): SeriesPattern | null {
  const kind = schedule.meaning('recurrencepattern', ['daily', 'weekly', 'monthly', 'yearly'], codes);
  switch (kind) {
    case 'daily':
      return daily(schedule, codes);
    case 'weekly':
      return weekly(schedule, codes);
    case 'monthly':
      return monthly(schedule, codes);
    case 'yearly':
      return yearly(schedule, codes);
    case null:
      return null;
  }
}

function rangeOf(schedule: ScheduleReading, codes: SeriesCodes, zone: string): SeriesRange | null {
  const kind = schedule.meaning('rangeofrecurrence', ['endless', 'times', 'until'], codes.range);
  if (kind === 'endless') return { kind };
  if (kind === 'times') return { kind, times: schedule.count('endafteramount', most.times) };
  const last = kind === null ? null : schedule.day('enddate', zone);
  return last === null ? null : { kind: 'until', last };
}

/** `zone`: IANA name of the zone in which the last day of a range is a date. */
export function seriesOf(schedule: HaloSchedule, codes: SeriesCodes, zone: string): SeriesReading {
  const reading = new ScheduleReading(schedule);
  const pattern = patternOf(reading, codes);
  const range = rangeOf(reading, codes, zone);
  if (reading.refusal !== null) return { kind: 'refused', ...reading.refusal };
  if (pattern === null || range === null)
    throw new Error('A schedule without a series and without a reason.');
  return { kind: 'series', series: { pattern, range } };
}
