/**
 * Dates as Halo writes and reads them: UTC, without an offset in storage. Must not know any appointment.
 */

const isoDate = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** An instant in the stored form: `YYYY-MM-DDTHH:MM:SS`, with milliseconds only when there are any. */
export function storedDate(instant: number): string {
  const text = new Date(instant).toISOString();
  return text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23);
}

/** The instant of a date in the stored form. */
export function instantOf(stored: string): number {
  return Date.parse(`${stored}Z`);
}

/**
 * A date of a request in the stored form, or null when it is no date. An offset or Z in the text wins; without one it is
 * taken as UTC plus `minutes` (what `utcoffset` asked for, or the server's own offset when Halo is not set to UTC).
 */
export function readDate(text: string, minutes: number): string | null {
  const parts = isoDate.exec(text.trim());
  if (parts === null) return null;
  const [, day = '', time = '00:00', seconds = '00', fraction = '', offset] = parts;
  const instant = Date.parse(`${day}T${time}:${seconds}${fraction.slice(0, 4)}${offset ?? 'Z'}`);
  if (Number.isNaN(instant)) return null;
  return storedDate(offset === undefined ? instant + minutes * 60_000 : instant);
}

/** A stored date moved by a number of milliseconds. */
export function movedDate(stored: string, milliseconds: number): string {
  return stored === '' || milliseconds === 0 ? stored : storedDate(instantOf(stored) + milliseconds);
}
