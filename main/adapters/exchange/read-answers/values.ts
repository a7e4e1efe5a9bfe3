/** Values of XML Schema as EWS servers write them: liberal in reading, null for what is none. Never the process zone. */
import type { Instant } from '../../../core/event.ts';

const dateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/** What needs no look at a calendar: every day up to the 28th is in every month. */
const plain = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/**
 * `2026-03-01T09:00:00Z`, with an offset, with fractions (dropped). Without an offset it is UTC: we never send a TimeZoneContext.
 */
export function readInstant(text: string): Instant | null {
  if (plain.test(text)) return text;
  if (text === '') return null;
  const parts = dateTime.exec(text.trim());
  if (parts === null || !isDay(text.trim().slice(0, 10))) return null;
  const epochMs = Date.parse(`${parts[1]}Z`) - readOffset(parts[2] ?? 'Z') * 60_000;
  if (Number.isNaN(epochMs)) return null;
  const instant = `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
  return /^\d{4}-/.test(instant) ? instant : null;
}

/** `Date` takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const epochMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(date);
}

function readOffset(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

const duration = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** xs:duration of days to seconds in whole minutes, rounded (Windows writes midnight as `PT23H59M59.999S`). */
export function readMinutes(text: string): number | null {
  const parts = duration.exec(text.trim());
  if (parts === null) return null;
  const [days, hours, minutes, seconds] = [parts[2], parts[3], parts[4], parts[5]].map(part =>
    Number(part ?? 0),
  );
  const total = (days ?? 0) * 1_440 + (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60;
  const rounded = Math.round(total);
  return parts[1] === '-' && rounded !== 0 ? -rounded : rounded;
}

/** xs:boolean; what is neither true nor false is false. */
export function readBoolean(text: string): boolean {
  const word = text.trim();
  return word === 'true' || word === '1';
}
