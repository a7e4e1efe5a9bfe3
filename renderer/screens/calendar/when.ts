/** When something is, in words: moments in local time, whole dates as they are. */
import type { CalendarView } from '../../../preload/contract/views/calendar.ts';
import { formatDay, formatSpan } from '../../formats.ts';
import { generalWords } from '../../words/general.ts';
import { dateTextOf, midnightOf } from './days.ts';

export type When = CalendarView['exchange'][number]['when'];

export function whenOf(when: When): string {
  if (when.kind === 'timed') return formatSpan(when.start, when.end, generalWords.allDay);
  const first = formatDay(midnightOf(when.first));
  return when.first === when.last
    ? `${first}, ${generalWords.allDay}`
    : `${first} – ${formatDay(midnightOf(when.last))}`;
}

/** The day on which it begins. */
export const dateOf = (when: When) => (when.kind === 'timed' ? dateTextOf(new Date(when.start)) : when.first);

/** Two moments, or two dates of which the last is included, as texts. */
export const spanOf = (start: string, end: string) =>
  whenOf(start.length === 10 ? { kind: 'all-day', first: start, last: end } : { kind: 'timed', start, end });
