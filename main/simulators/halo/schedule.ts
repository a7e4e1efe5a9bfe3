/**
 * The series patterns that this Halo knows: daily and weekly, in the fields of Halo's Schedule. Halo does not document the
 * codes; the ones here are this simulator's own (0 daily, 1 weekly; range 0 endless, 1 a number of times, 2 until a date).
 */
import type { SchedulePattern } from './appointment-row.ts';

export const weekDays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
export type WeekDay = (typeof weekDays)[number];

/** Every so many days; `times` left out for an endless series. */
export function dailySchedule(every: number, times?: number): SchedulePattern {
  return { recurrencepattern: 0, dailyrecurrencedays: every, ...range(times) };
}

/** Every so many weeks on these days; `times` left out for an endless series. */
export function weeklySchedule(every: number, days: readonly WeekDay[], times?: number): SchedulePattern {
  return {
    recurrencepattern: 1,
    weeklyrecurrenceweeks: every,
    weeklyrecurrencestring: days.join(','),
    ...range(times),
  };
}

function range(times: number | undefined): SchedulePattern {
  return times === undefined ? { rangeofrecurrence: 0 } : { rangeofrecurrence: 1, endafteramount: times };
}

/** A pattern as the module that writes it to Exchange needs it; null when it is none that this Halo knows. */
export interface ReadSchedule {
  readonly kind: 'daily' | 'weekly';
  readonly every: number;
  readonly days: readonly WeekDay[];
  /** A number of times, the last day, or neither. */
  readonly times: number | null;
  readonly until: string | null;
}

export function readSchedule(pattern: SchedulePattern): ReadSchedule | null {
  const number = (name: string): number => Number(pattern[name] ?? 0);
  const daily = number('recurrencepattern') === 0;
  if (!daily && number('recurrencepattern') !== 1) return null;
  const named = String(pattern['weeklyrecurrencestring'] ?? '').split(',');
  const days = weekDays.filter(day => named.some(name => name.trim().toLowerCase() === day.toLowerCase()));
  if (!daily && days.length === 0) return null;
  const end = number('rangeofrecurrence');
  return {
    kind: daily ? 'daily' : 'weekly',
    every: Math.max(1, number(daily ? 'dailyrecurrencedays' : 'weeklyrecurrenceweeks')),
    days: daily ? [] : days,
    times: end === 1 ? Math.max(1, number('endafteramount')) : null,
    until: end === 2 ? String(pattern['enddate'] ?? '').slice(0, 10) : null,
  };
}
