/**
 * Series in plain words and as the fields of Halo's Schedule, both ways. The numbers in them are `schedule-codes.ts`' alone.
 */
import type { SchedulePattern } from './appointment-row.ts';
import type { RelativeDay, ScheduleCodes, Week, WeekDay } from './schedule-codes.ts';
import { ownCodes, weekDays } from './schedule-codes.ts';

/** What somebody picks in Halo's window for a series. Months are 1 to 12. */
export type Recurrence =
  | { readonly kind: 'daily'; readonly every: number }
  | { readonly kind: 'working-days' }
  | { readonly kind: 'weekly'; readonly every: number; readonly days: readonly WeekDay[] }
  | { readonly kind: 'monthly-on-date'; readonly every: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'monthly-on-weekday';
      readonly every: number;
      readonly day: RelativeDay;
      readonly week: Week;
    }
  | { readonly kind: 'yearly-on-date'; readonly month: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'yearly-on-weekday';
      readonly month: number;
      readonly day: RelativeDay;
      readonly week: Week;
    };

/** A number of times, the last day (`YYYY-MM-DD`), or null: for ever. */
export type RecurrenceEnd = { readonly times: number } | { readonly until: string } | null;

/** How a Halo writes its schedules. */
export interface ScheduleHabits {
  readonly scheduleCodes: ScheduleCodes;
  readonly weekDayWords: 'names' | 'numbers';
}

const ownHabits: ScheduleHabits = { scheduleCodes: ownCodes, weekDayWords: 'names' };

/** Every so many days; `times` left out for an endless series. */
export function dailySchedule(every: number, times?: number): SchedulePattern {
  return scheduleOf({ kind: 'daily', every }, times === undefined ? null : { times }, ownHabits);
}

/** Every so many weeks on these days; `times` left out for an endless series. */
export function weeklySchedule(every: number, days: readonly WeekDay[], times?: number): SchedulePattern {
  return scheduleOf({ kind: 'weekly', every, days }, times === undefined ? null : { times }, ownHabits);
}

const dayKeys = {
  Sunday: 'sunday',
  Monday: 'monday',
  Tuesday: 'tuesday',
  Wednesday: 'wednesday',
  Thursday: 'thursday',
  Friday: 'friday',
  Saturday: 'saturday',
} as const;

export function scheduleOf(
  recurrence: Recurrence,
  end: RecurrenceEnd,
  habits: ScheduleHabits,
): SchedulePattern {
  return { ...patternOf(recurrence, habits), ...rangeOf(end, habits.scheduleCodes) };
}

function patternOf(recurrence: Recurrence, habits: ScheduleHabits): SchedulePattern {
  const codes = habits.scheduleCodes;
  const { daily, weekly, monthly, yearly, dailyRule, monthlyRule, yearlyRule } = codes;
  switch (recurrence.kind) {
    case 'daily':
      return {
        recurrencepattern: daily,
        dailyrecurrencepattern: dailyRule.everyDays,
        dailyrecurrencedays: recurrence.every,
      };
    case 'working-days':
      return { recurrencepattern: daily, dailyrecurrencepattern: dailyRule.workingDays };
    case 'weekly': {
      const words = recurrence.days.map(day =>
        habits.weekDayWords === 'names' ? day : codes.weekDays[dayKeys[day]],
      );
      return {
        recurrencepattern: weekly,
        weeklyrecurrenceweeks: recurrence.every,
        weeklyrecurrencestring: words.join(','),
      };
    }
    case 'monthly-on-date':
      return {
        recurrencepattern: monthly,
        monthlyrecurrencepattern: monthlyRule.onDate,
        monthlyrecurrencespecificdate: recurrence.dayOfMonth,
        monthlyrecurrencespecificdateinterval: recurrence.every,
      };
    case 'monthly-on-weekday':
      return {
        recurrencepattern: monthly,
        monthlyrecurrencepattern: monthlyRule.onWeekday,
        monthlyrecurrencespecificday: codes.week[recurrence.week],
        monthlyrecurrencespecificdayofweek: codes.weekday[recurrence.day],
        monthlyrecurrencespecificdayinterval: recurrence.every,
      };
    case 'yearly-on-date':
      return {
        recurrencepattern: yearly,
        yearlyrecurrencepattern: yearlyRule.onDate,
        yearlyrecurrencespecificdate: recurrence.dayOfMonth,
        yearlyrecurrencespecificdatemonth: recurrence.month - 1 + codes.january,
        yearlyrecurrencespecificdateinterval: 1,
      };
    case 'yearly-on-weekday':
      return {
        recurrencepattern: yearly,
        yearlyrecurrencepattern: yearlyRule.onWeekday,
        yearlyrecurrencespecificday: codes.week[recurrence.week],
        yearlyrecurrencespecificdayofweek: codes.weekday[recurrence.day],
        yearlyrecurrencespecificdaymonth: recurrence.month - 1 + codes.january,
        yearlyrecurrencespecificdayinterval: 1,
      };
  }
}

function rangeOf(end: RecurrenceEnd, { range }: ScheduleCodes): SchedulePattern {
  if (end === null) return { rangeofrecurrence: range.endless };
  if ('times' in end) return { rangeofrecurrence: range.times, endafteramount: end.times };
  return { rangeofrecurrence: range.until, enddate: `${end.until}T00:00:00` };
}

/** Null when it is no series that this Halo knows. */
export function readSchedule(
  pattern: SchedulePattern,
  habits: ScheduleHabits,
): { readonly recurrence: Recurrence; readonly end: RecurrenceEnd } | null {
  const recurrence = recurrenceOf(pattern, habits);
  const { range } = habits.scheduleCodes;
  const number = (name: string): number => Number(pattern[name] ?? 0);
  const kind = pattern['rangeofrecurrence'] ?? range.endless;
  const end: RecurrenceEnd =
    kind === range.times
      ? { times: Math.max(1, number('endafteramount')) }
      : kind === range.until
        ? { until: String(pattern['enddate'] ?? '').slice(0, 10) }
        : null;
  return recurrence === null ? null : { recurrence, end };
}

function recurrenceOf(pattern: SchedulePattern, habits: ScheduleHabits): Recurrence | null {
  const codes = habits.scheduleCodes;
  const number = (name: string): number => Number(pattern[name] ?? 0);
  const every = (name: string): number => Math.max(1, number(name));
  const month = (name: string): number => number(name) - codes.january + 1;
  switch (number('recurrencepattern')) {
    case codes.daily:
      return pattern['dailyrecurrencepattern'] === codes.dailyRule.workingDays
        ? { kind: 'working-days' }
        : { kind: 'daily', every: every('dailyrecurrencedays') };
    case codes.weekly: {
      const words = String(pattern['weeklyrecurrencestring'] ?? '')
        .toLowerCase()
        .split(',')
        .map(word => word.trim());
      const days = weekDays.filter(
        day => words.includes(day.toLowerCase()) || words.includes(String(codes.weekDays[dayKeys[day]])),
      );
      return days.length === 0 ? null : { kind: 'weekly', every: every('weeklyrecurrenceweeks'), days };
    }
    case codes.monthly: {
      if (number('monthlyrecurrencepattern') === codes.monthlyRule.onDate) {
        const dayOfMonth = every('monthlyrecurrencespecificdate');
        return { kind: 'monthly-on-date', every: every('monthlyrecurrencespecificdateinterval'), dayOfMonth };
      }
      const on = relativeOf(pattern, 'monthlyrecurrencespecificday', codes);
      const months = every('monthlyrecurrencespecificdayinterval');
      return on === null ? null : { kind: 'monthly-on-weekday', every: months, ...on };
    }
    case codes.yearly: {
      if (number('yearlyrecurrencepattern') === codes.yearlyRule.onDate) {
        const dayOfMonth = every('yearlyrecurrencespecificdate');
        return { kind: 'yearly-on-date', month: month('yearlyrecurrencespecificdatemonth'), dayOfMonth };
      }
      const on = relativeOf(pattern, 'yearlyrecurrencespecificday', codes);
      const inMonth = month('yearlyrecurrencespecificdaymonth');
      return on === null ? null : { kind: 'yearly-on-weekday', month: inMonth, ...on };
    }
    default:
      return null;
  }
}

const relativeDays: readonly RelativeDay[] = [...Object.values(dayKeys), 'day', 'workingDay', 'weekendDay'];
const weeks: readonly Week[] = ['first', 'second', 'third', 'fourth', 'last'];

function relativeOf(pattern: SchedulePattern, name: string, codes: ScheduleCodes) {
  const day = relativeDays.find(one => codes.weekday[one] === pattern[`${name}ofweek`]);
  const week = weeks.find(one => codes.week[one] === pattern[name]);
  return day === undefined || week === undefined ? null : { day, week };
}
