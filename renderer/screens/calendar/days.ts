/** Calendar dates as texts (`2026-11-17`), in local time: weeks from Monday, months in whole weeks. */
const dayMs = 86_400_000;
const two = (value: number) => String(value).padStart(2, '0');

export type Span = 'week' | 'month';

export const dateTextOf = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
/** Local midnight of a date. */
export const midnightOf = (date: string) => new Date(`${date}T00:00:00`);
const utcOf = (date: string) => Date.parse(`${date}T00:00:00Z`);

export const addDays = (date: string, days: number) =>
  new Date(utcOf(date) + days * dayMs).toISOString().slice(0, 10);

function mondayOf(date: string): string {
  const weekday = new Date(utcOf(date)).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

/** The days that a span around a date shows: seven, or six weeks. */
export function daysOf(span: Span, date: string): readonly string[] {
  const first = span === 'week' ? mondayOf(date) : mondayOf(`${date.slice(0, 7)}-01`);
  return Array.from({ length: span === 'week' ? 7 : 42 }, (_, index) => addDays(first, index));
}

/** The same day one span before or after. */
export function step(span: Span, date: string, by: 1 | -1): string {
  if (span === 'week') return addDays(date, 7 * by);
  const at = new Date(utcOf(`${date.slice(0, 7)}-15`));
  at.setUTCMonth(at.getUTCMonth() + by);
  return `${at.toISOString().slice(0, 7)}-01`;
}

export const isWeekend = (date: string) => [0, 6].includes(new Date(utcOf(date)).getUTCDay());
