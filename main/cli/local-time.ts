/** Moments as people at this computer read them. */

const text = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** `2026-03-24 10:05` in this computer's zone; `never` for null. A date belongs to no zone and stays as it is. */
export function localTime(instant: string | null): string {
  if (instant === null) return 'never';
  return instant.length === 10 ? instant : text.format(Date.parse(instant));
}
