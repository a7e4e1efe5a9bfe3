/** The header Retry-After: how long a server asks us to wait. */
import type { Instant } from '../../core/event.ts';

const dayMs = 86_400_000;
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds, between a second and a day; null when the header is missing or no seconds and no HTTP date. */
export function retryAfterMs(header: string | undefined, now: Instant): number | null {
  const text = (header ?? '').trim();
  let ms: number;
  if (/^\d{1,9}$/.test(text)) ms = Number(text) * 1_000;
  else if (httpDate.test(text)) ms = Date.parse(text) - Date.parse(now);
  else return null;
  return Number.isNaN(ms) ? null : Math.min(dayMs, Math.max(1_000, ms));
}
