/** When something of a life is, in the words of either side. `midnight`: that of the day on which the life begins, epoch ms. */
import type { Slot } from './two-way-story.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const pad = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** As somebody in Halo enters them. */
export function haloTimes(midnight: number, { day, minute, length, allDay }: Slot) {
  const date = midnight + day * dayMs;
  if (!allDay) {
    const from = date + minute * minuteMs;
    return { allday: false, start_date: pad(from), end_date: pad(from + length * minuteMs) };
  }
  const last = date + (length % 3) * dayMs;
  return { allday: true, start_date: pad(date), end_date: pad(last + dayMs - 1_000) };
}

/** As somebody in Outlook enters them. */
export function exchangeTimes(midnight: number, { day, minute, length, allDay }: Slot) {
  const date = midnight + day * dayMs;
  if (!allDay) {
    const from = date + minute * minuteMs;
    return { allDay: false, start: pad(from), end: pad(from + length * minuteMs) };
  }
  const end = date + ((length % 3) + 1) * dayMs;
  return { allDay: true, start: pad(date).slice(0, 10), end: pad(end).slice(0, 10) };
}

/** Series are in the midst of the day: their occurrences can be moved within it, and no clock leaves their hour out. */
export function midday(slot: Slot): Slot {
  return { ...slot, allDay: false, minute: 120 + (slot.minute % 960) };
}
