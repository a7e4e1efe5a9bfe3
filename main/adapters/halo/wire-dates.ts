/** Dates as Halo writes them: without an offset they are UTC. Days that no calendar has are no dates. */
import type { When } from '../../core/appointment.ts';
import type { DateText, Instant } from '../../core/event.ts';

const dayMs = 86_400_000;
const wireDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** A date of the wire in its parts. `date` and `time` are as written, whatever the offset. */
interface WireDate {
  readonly date: DateText;
  /** `HH:mm:ss`; '' when there is none. */
  readonly time: string;
  readonly instant: Instant;
}

function dayNumber(date: DateText): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** The calendar date so many days later. */
export function laterDate(date: DateText, days: number): DateText {
  return new Date((dayNumber(date) + days) * dayMs).toISOString().slice(0, 10);
}

/** Null when the text is no date. Parts of a second are left out. */
export function readWireDate(text: string): WireDate | null {
  const match = wireDate.exec(text.trim());
  if (match === null) return null;
  const [, year = '', month = '', day = '', hours = '', minutes = '00', seconds = '00', offset] = match;
  const date = `${year}-${month}-${day}`;
  const time = hours === '' ? '' : `${hours}:${minutes}:${seconds}`;
  const written = Date.parse(`${date}T${time || '00:00:00'}Z`);
  // Date.parse takes 30 February for 2 March; a date that does not come back as it went is none.
  if (Number.isNaN(written) || new Date(written).toISOString().slice(0, 10) !== date) return null;
  const at = written - offsetMinutes(offset) * 60_000;
  return { date, time, instant: `${new Date(at).toISOString().slice(0, 19)}Z` };
}

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.replaceAll(/\D/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4)));
}

/** The four dates of a row, '' where it has none. */
export interface RowDates {
  readonly start: string;
  readonly end: string;
  readonly startOnly: string;
  readonly endOnly: string;
  readonly allDay: boolean;
}

/** Null: the row has no start or end, so it is nowhere in a calendar. `unreadable`: it has one that is no date. */
export function readWhen(dates: RowDates): When | 'unreadable' | null {
  const start = readWireDate(dates.start || (dates.allDay ? dates.startOnly : ''));
  const end = readWireDate(dates.end || (dates.allDay ? dates.endOnly : ''));
  const isEmpty = (text: string, only: string) => text === '' && (!dates.allDay || only === '');
  if (isEmpty(dates.start, dates.startOnly) || isEmpty(dates.end, dates.endOnly)) return null;
  if (start === null || end === null) return 'unreadable';
  if (!dates.allDay) return { kind: 'timed', start: start.instant, end: end.instant };
  const last = lastDay(start.date, end, readWireDate(dates.endOnly), dates.end === '');
  return { kind: 'all-day', first: start.date, last };
}

/**
 * The last day of an all-day row. Halo's own form is unknown: `T23:59:59` and dates without a time are inside the last day; midnight is
 * the day after it, unless the `_only` date says an earlier one or the row would have no day at all.
 */
function lastDay(first: DateText, end: WireDate, only: WireDate | null, fromOnly: boolean): DateText {
  if (end.date <= first) return first;
  if (fromOnly || end.time !== '00:00:00') return end.date;
  if (only !== null && only.date >= first && only.date < end.date) return only.date;
  return laterDate(end.date, -1);
}
