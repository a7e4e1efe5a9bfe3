/** Recurrence elements that a client sends. */
import {
  type DayOfWeek,
  dayNames,
  dayNumber,
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
  type RelativeDay,
  type WeekIndex,
  weekIndexes,
} from '../state/recurrence.ts';
import { child, childText, type XmlNode } from './read-soap.ts';
import { monthNumber } from './write-parts.ts';
import type { Failure } from './write-soap.ts';

function isDay(name: string): name is DayOfWeek {
  return dayNames.some(day => day === name);
}

function isRelativeDay(name: string): name is RelativeDay {
  return isDay(name) || name === 'Day' || name === 'Weekday' || name === 'WeekendDay';
}

function isWeekIndex(name: string): name is WeekIndex {
  return weekIndexes.some(index => index === name);
}

function readPattern(node: XmlNode): RecurrencePattern | undefined {
  const interval = Number(childText(node, 'Interval') ?? 1);
  const dayOfMonth = Number(childText(node, 'DayOfMonth'));
  const days = (childText(node, 'DaysOfWeek') ?? '').split(/\s+/).filter(name => name !== '');
  const month = monthNumber(childText(node, 'Month') ?? '');
  const index = childText(node, 'DayOfWeekIndex') ?? '';
  const day = days[0] ?? '';
  const relative = isRelativeDay(day) && isWeekIndex(index) ? { day, index } : undefined;
  const goodDay = dayOfMonth >= 1 && dayOfMonth <= 31;
  if (!(interval >= 1)) return undefined;
  switch (node.name) {
    case 'DailyRecurrence':
      return { kind: 'Daily', interval };
    case 'WeeklyRecurrence': {
      const first = childText(node, 'FirstDayOfWeek') ?? 'Sunday';
      const named = days.filter(isDay);
      if (named.length === 0 || named.length < days.length || !isDay(first)) return undefined;
      return { kind: 'Weekly', interval, days: named, firstDayOfWeek: first };
    }
    case 'AbsoluteMonthlyRecurrence':
      return goodDay ? { kind: 'AbsoluteMonthly', interval, dayOfMonth } : undefined;
    case 'RelativeMonthlyRecurrence':
      return relative && { kind: 'RelativeMonthly', interval, ...relative };
    case 'AbsoluteYearlyRecurrence':
      return goodDay && month > 0 ? { kind: 'AbsoluteYearly', month, dayOfMonth } : undefined;
    case 'RelativeYearlyRecurrence':
      return relative && month > 0 ? { kind: 'RelativeYearly', month, ...relative } : undefined;
    default:
      return undefined;
  }
}

function readDate(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
}

function readRange(node: XmlNode): RecurrenceRange | undefined {
  if (node.name === 'NoEndRecurrence') return { kind: 'noEnd' };
  if (node.name === 'EndDateRecurrence') {
    const endDate = readDate(childText(node, 'EndDate'));
    return endDate === undefined ? undefined : { kind: 'endDate', endDate };
  }
  const count = Number(childText(node, 'NumberOfOccurrences'));
  return node.name === 'NumberedRecurrence' && count >= 1 && count <= 999
    ? { kind: 'numbered', count }
    : undefined;
}

/** A failure is ErrorCalendarInvalidRecurrence or ErrorRecurrenceHasNoOccurrence. */
export function readRecurrence(node: XmlNode): Recurrence | Failure {
  const [patternNode, rangeNode] = node.children;
  const pattern = patternNode && readPattern(patternNode);
  const range = rangeNode && readRange(rangeNode);
  const startDate = readDate(childText(rangeNode, 'StartDate'));
  if (
    pattern === undefined ||
    range === undefined ||
    startDate === undefined ||
    child(rangeNode, 'StartDate') === undefined
  )
    return { code: 'ErrorCalendarInvalidRecurrence' };
  if (range.kind === 'endDate' && dayNumber(range.endDate) < dayNumber(startDate))
    return { code: 'ErrorRecurrenceHasNoOccurrence' };
  return { pattern, range, startDate };
}
