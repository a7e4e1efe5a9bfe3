/** On which days a series falls, by asking each day whether it is one: slow, and nothing like the way that Exchange goes. */
import { Temporal } from 'temporal-polyfill';
import type { RelativeDay, Series, SeriesPattern } from '../../../../main/core/outbound/event-draft.ts';

const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const places = ['first', 'second', 'third', 'fourth'] as const;

function isCounted(day: Temporal.PlainDate, what: RelativeDay): boolean {
  if (what === 'day') return true;
  if (what === 'weekday') return day.dayOfWeek <= 5;
  if (what === 'weekend-day') return day.dayOfWeek > 5;
  return names[day.dayOfWeek - 1] === what;
}

function isRelative(day: Temporal.PlainDate, what: RelativeDay, index: string): boolean {
  if (!isCounted(day, what)) return false;
  const alike = Array.from({ length: day.daysInMonth }, (_, number) => day.with({ day: number + 1 })).filter(
    one => isCounted(one, what),
  );
  const place = alike.findIndex(one => one.equals(day));
  return index === 'last' ? place === alike.length - 1 : places[place] === index;
}

/** A date that a month does not have is its last day. */
function isDate(day: Temporal.PlainDate, dayOfMonth: number): boolean {
  return day.day === Math.min(dayOfMonth, day.daysInMonth);
}

/** Weeks begin on Sunday where nobody says otherwise. */
function weekOf(day: Temporal.PlainDate): number {
  const sunday = Temporal.PlainDate.from('2023-01-01');
  return Math.floor(sunday.until(day, { largestUnit: 'days' }).days / 7);
}

function monthOf(day: Temporal.PlainDate): number {
  return day.year * 12 + day.month;
}

function falls(day: Temporal.PlainDate, from: Temporal.PlainDate, pattern: SeriesPattern): boolean {
  switch (pattern.kind) {
    case 'daily':
      return from.until(day, { largestUnit: 'days' }).days % pattern.every === 0;
    case 'weekly':
      return (
        (weekOf(day) - weekOf(from)) % pattern.every === 0 &&
        pattern.days.some(name => name === names[day.dayOfWeek - 1])
      );
    case 'monthly-on-date':
      return (monthOf(day) - monthOf(from)) % pattern.every === 0 && isDate(day, pattern.dayOfMonth);
    case 'monthly-on-weekday':
      return (
        (monthOf(day) - monthOf(from)) % pattern.every === 0 && isRelative(day, pattern.day, pattern.index)
      );
    case 'yearly-on-date':
      return day.month === pattern.month && isDate(day, pattern.dayOfMonth);
    case 'yearly-on-weekday':
      return day.month === pattern.month && isRelative(day, pattern.day, pattern.index);
  }
}

/** The days of the series from its first day up to `end`, exclusive. */
export function daysOfSeries(
  { pattern, range }: Series,
  from: Temporal.PlainDate,
  end: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const found: Temporal.PlainDate[] = [];
  for (let day = from; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 })) {
    if (range.kind === 'times' && found.length === range.times) break;
    if (range.kind === 'until' && day.toString() > range.last) break;
    if (falls(day, from, pattern)) found.push(day);
  }
  return found;
}
