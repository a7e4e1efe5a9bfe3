/** A series as the library's Recurrence, and what of a series Exchange cannot hold. */
import type { DateTime, Recurrence } from 'ews-javascript-api';
import type { DateText } from '../../../core/event.ts';
import type {
  RelativeDay,
  Series,
  SeriesPattern,
  WeekDay,
  WeekIndex,
} from '../../../core/outbound/event-draft.ts';
import { assertNever } from '../../../core/problem.ts';
import type { EwsLibrary } from '../ews-library.ts';

/** The limits of the schema (t:RecurrencePatternTypes): days, weeks and months apart, and occurrences. */
const mostDays = 999;
const mostWeeks = 99;
const mostMonths = 99;
const mostTimes = 999;

const dayNames = {
  sunday: 'Sunday',
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  day: 'Day',
  weekday: 'Weekday',
  'weekend-day': 'WeekendDay',
} as const satisfies Record<RelativeDay, string>;

const indexNames = {
  first: 'First',
  second: 'Second',
  third: 'Third',
  fourth: 'Fourth',
  last: 'Last',
} as const satisfies Record<WeekIndex, string>;

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function fitsPattern(pattern: SeriesPattern): boolean {
  switch (pattern.kind) {
    case 'daily':
      return isWithin(pattern.every, mostDays);
    case 'weekly':
      return isWithin(pattern.every, mostWeeks) && pattern.days.length > 0;
    case 'monthly-on-date':
      return isWithin(pattern.every, mostMonths) && isWithin(pattern.dayOfMonth, 31);
    case 'monthly-on-weekday':
      return isWithin(pattern.every, mostMonths);
    case 'yearly-on-date':
      return isWithin(pattern.month, 12) && isWithin(pattern.dayOfMonth, 31);
    case 'yearly-on-weekday':
      return isWithin(pattern.month, 12);
    default:
      return assertNever(pattern);
  }
}

/** What the library would throw for and Exchange refuse. `firstDay` is the day on which the series begins. */
export function fitsExchange(series: Series, firstDay: DateText): boolean {
  const { pattern, range } = series;
  if (range.kind === 'times' && !isWithin(range.times, mostTimes)) return false;
  if (range.kind === 'until' && range.last < firstDay) return false;
  return fitsPattern(pattern);
}

function patternOf(ews: EwsLibrary, pattern: SeriesPattern): Recurrence {
  const { Recurrence: kinds, DayOfTheWeek: days, DayOfTheWeekIndex: indexes } = ews;
  switch (pattern.kind) {
    case 'daily':
      return Object.assign(new kinds.DailyPattern(), { Interval: pattern.every });
    case 'weekly': {
      const weekly = Object.assign(new kinds.WeeklyPattern(), { Interval: pattern.every });
      const inOrder = (
        ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
      )
        .filter((day: WeekDay) => pattern.days.includes(day))
        .map(day => days[dayNames[day]]);
      weekly.DaysOfTheWeek.AddRange(inOrder);
      return weekly;
    }
    case 'monthly-on-date': {
      const { every, dayOfMonth } = pattern;
      return Object.assign(new kinds.MonthlyPattern(), { Interval: every, DayOfMonth: dayOfMonth });
    }
    case 'monthly-on-weekday':
      return Object.assign(new kinds.RelativeMonthlyPattern(), {
        Interval: pattern.every,
        DayOfTheWeek: days[dayNames[pattern.day]],
        DayOfTheWeekIndex: indexes[indexNames[pattern.index]],
      });
    case 'yearly-on-date':
      return Object.assign(new kinds.YearlyPattern(), {
        Month: pattern.month,
        DayOfMonth: pattern.dayOfMonth,
      });
    case 'yearly-on-weekday':
      return Object.assign(new kinds.RelativeYearlyPattern(), {
        Month: pattern.month,
        DayOfTheWeek: days[dayNames[pattern.day]],
        DayOfTheWeekIndex: indexes[indexNames[pattern.index]],
      });
    default:
      return assertNever(pattern);
  }
}

/** The whole recurrence; the series has to fit. */
export function recurrenceOf(ews: EwsLibrary, series: Series, firstDay: DateText): Recurrence {
  const dateOf = (day: DateText): DateTime =>
    new ews.DateTime(Date.parse(`${day}T00:00:00Z`), ews.DateTimeKind.Utc);
  const recurrence = patternOf(ews, series.pattern);
  recurrence.StartDate = dateOf(firstDay);
  const { range } = series;
  if (range.kind === 'times') recurrence.NumberOfOccurrences = range.times;
  else if (range.kind === 'until') recurrence.EndDate = dateOf(range.last);
  else recurrence.NeverEnds();
  return recurrence;
}
