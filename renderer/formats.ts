/**
 * Times, dates, spans and amounts in the format of this computer, but for the time of day, which has 24 hours in every language: so have
 * the sentences of the main process, the command line and the log. Instants come in UTC and are shown in local time.
 */

const hourAndMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const time = new Intl.DateTimeFormat(undefined, hourAndMinute);
const exact = new Intl.DateTimeFormat(undefined, { ...hourAndMinute, second: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const dateOnly = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const wall = new Intl.DateTimeFormat(undefined, { ...hourAndMinute, timeZone: 'UTC' });
const amounts = new Intl.NumberFormat();
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always', style: 'short' });
const inUnit = (unit: string, fraction: number, unitDisplay: 'short' | 'narrow' = 'short') =>
  new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits: fraction,
  });
const milliseconds = inUnit('millisecond', 0, 'narrow');
const fewSeconds = inUnit('second', 1, 'narrow');
const seconds = inUnit('second', 0, 'narrow');
const minutes = inUnit('minute', 0);
const kilobytes = inUnit('kilobyte', 1);
const megabytes = inUnit('megabyte', 1);

const minuteMs = 60_000;
const dayMs = 86_400_000;

export const formatNumber = (value: number) => amounts.format(value);
/** `10:05`. */
export const formatTime = (instant: string) => time.format(new Date(instant));
/** An hour beside a grid: `10:00`. */
export const formatHour = (hour: number) => time.format(new Date(2026, 0, 1, hour));
/** `10:05:22`. */
export const formatExactTime = (instant: string) => exact.format(new Date(instant));
/** `17 Nov 2026, 10:05:22`. */
export const formatMoment = (instant: string) =>
  `${date.format(new Date(instant))}, ${formatExactTime(instant)}`;
/** `Tue 17 Nov`. */
export const formatDay = (at: Date) => day.format(at).replace(',', '');
export const formatDate = (at: Date) => date.format(at);

/** The shortest that is clear: `10:05` today, `Tue 10:05` this week, else `14 Nov 2026, 10:05`. */
export function formatWhen(instant: string, now: Date): string {
  const at = new Date(instant);
  if (at.toDateString() === now.toDateString()) return time.format(at);
  if (Math.abs(now.getTime() - at.getTime()) < 6 * dayMs) return `${weekday.format(at)} ${time.format(at)}`;
  return `${date.format(at)}, ${time.format(at)}`;
}

/** `4 min ago`. */
export function formatAgo(instant: string, now: Date): string {
  const ms = now.getTime() - Date.parse(instant);
  if (ms < minuteMs) return relative.format(-Math.max(0, Math.round(ms / 1_000)), 'second');
  if (ms < 60 * minuteMs) return relative.format(-Math.round(ms / minuteMs), 'minute');
  if (ms < dayMs) return relative.format(-Math.round(ms / (60 * minuteMs)), 'hour');
  return relative.format(-Math.round(ms / dayMs), 'day');
}

const isMidnight = (at: Date) => at.getHours() === 0 && at.getMinutes() === 0;

/** True for a span of whole local days, as all-day appointments are kept. */
function isWholeDays(start: Date, end: Date): boolean {
  return (
    isMidnight(start) && end > start && (isMidnight(end) || isMidnight(new Date(end.getTime() + minuteMs)))
  );
}

/** `Tue 17 Nov, 13:30–14:30`; `allDay` is the word for whole days. */
export function formatSpan(startText: string, endText: string, allDay: string): string {
  const start = new Date(startText);
  const end = new Date(endText);
  if (isWholeDays(start, end)) return `${formatDay(start)}, ${allDay}`;
  const sameDay = start.toDateString() === end.toDateString();
  return `${formatDay(start)}, ${time.format(start)}–${sameDay ? '' : `${formatDay(end)}, `}${time.format(end)}`;
}

/** A wall time in an event's own zone (`2026-03-24T10:00:00`) or a date: shown as it is, in no other zone. */
export function formatWallSpan(start: string, end: string, allDay: string): string {
  const from = new Date(`${start.slice(0, 10)}T${start.slice(11, 19) || '00:00:00'}Z`);
  const to = new Date(`${end.slice(0, 10)}T${end.slice(11, 19) || '00:00:00'}Z`);
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return `${start} – ${end}`;
  const first = dateOnly.format(from).replace(',', '');
  const last = dateOnly.format(to).replace(',', '');
  if (start.length === 10) return first === last ? `${first}, ${allDay}` : `${first} – ${last}`;
  return `${first}, ${wall.format(from)}–${first === last ? '' : `${last}, `}${wall.format(to)}`;
}

/** `12s`: whole seconds, for what goes on. */
export const formatSeconds = (ms: number) => seconds.format(Math.floor(ms / 1_000));

/** `96ms`, `1.4s`, `31s`, `4 min`. */
export function formatTook(ms: number): string {
  if (ms < 1_000) return milliseconds.format(ms);
  if (ms < 10_000) return fewSeconds.format(ms / 1_000);
  return ms < 120_000 ? seconds.format(ms / 1_000) : minutes.format(ms / minuteMs);
}

export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? kilobytes.format(bytes / 1_000) : megabytes.format(bytes / 1_000_000);
}
