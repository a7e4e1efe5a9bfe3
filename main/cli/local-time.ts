/** Moments as people at this computer read them. */

const text = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** `2026-03-24 10:05` in this computer's zone; `never` for null. */
export function localTime(instant: string | null): string {
  return instant === null ? 'never' : text.format(Date.parse(instant));
}
