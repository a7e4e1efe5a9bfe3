/** A series as Exchange's Recurrence element. Sends nothing and knows no code of Halo's. */
import type { Recurrence, RecurrenceEnd } from './schedule.ts';
import type { RelativeDay } from './schedule-codes.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const dayNames: Readonly<Record<RelativeDay, string>> = {
  sunday: 'Sunday',
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  day: 'Day',
  workingDay: 'Weekday',
  weekendDay: 'WeekendDay',
};
const workingDays = 'Monday Tuesday Wednesday Thursday Friday';

function element(name: string, content: string | number): string {
  return `<t:${name}>${content}</t:${name}>`;
}

function patternXml(recurrence: Recurrence): string {
  switch (recurrence.kind) {
    case 'daily':
      return element('DailyRecurrence', element('Interval', recurrence.every));
    case 'working-days':
      return element('WeeklyRecurrence', element('Interval', 1) + element('DaysOfWeek', workingDays));
    case 'weekly':
      return element(
        'WeeklyRecurrence',
        element('Interval', recurrence.every) + element('DaysOfWeek', recurrence.days.join(' ')),
      );
    case 'monthly-on-date':
      return element(
        'AbsoluteMonthlyRecurrence',
        element('Interval', recurrence.every) + element('DayOfMonth', recurrence.dayOfMonth),
      );
    case 'monthly-on-weekday':
      return element(
        'RelativeMonthlyRecurrence',
        element('Interval', recurrence.every) + relative(recurrence),
      );
    case 'yearly-on-date':
      return element(
        'AbsoluteYearlyRecurrence',
        element('DayOfMonth', recurrence.dayOfMonth) + monthXml(recurrence.month),
      );
    case 'yearly-on-weekday':
      return element('RelativeYearlyRecurrence', relative(recurrence) + monthXml(recurrence.month));
  }
}

function relative(on: Extract<Recurrence, { day: RelativeDay }>): string {
  const index = on.week.charAt(0).toUpperCase() + on.week.slice(1);
  return element('DaysOfWeek', dayNames[on.day]) + element('DayOfWeekIndex', index);
}

function monthXml(month: number): string {
  return element('Month', months[month - 1] ?? '');
}

/** `first` is the day of the first occurrence. */
export function recurrenceXml(recurrence: Recurrence, end: RecurrenceEnd, first: string): string {
  return element('Recurrence', patternXml(recurrence) + rangeXml(end, element('StartDate', first)));
}

function rangeXml(end: RecurrenceEnd, from: string): string {
  if (end === null) return element('NoEndRecurrence', from);
  return 'times' in end
    ? element('NumberedRecurrence', from + element('NumberOfOccurrences', end.times))
    : element('EndDateRecurrence', from + element('EndDate', end.until));
}
