/** The hours of the week in which scheduled runs happen, in wall time of one zone. Knows no clock of its own. */
import type { Instant } from '../core/event.ts';

/** From `from` o'clock to `to` o'clock (not included). `to` not after `from`: over midnight into the next day. */
export interface WeekdayHours {
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

export interface WeekHours {
  contains(instant: Instant): boolean;
  /** The instant itself when it lies in the hours, else the next opening; null when the hours never open. */
  opening(instant: Instant): Instant | null;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const hoursInEightDays = 8 * 24;

/** `zone` null: the zone of this computer. No hours at all means always. */
export function weekHours(hours: readonly WeekdayHours[], zone: string | null): WeekHours {
  const wall = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === null ? {} : { timeZone: zone }),
  });

  function wallTime(instant: Instant): { weekday: number; hour: number; minute: number } {
    const parts = wall.formatToParts(Date.parse(instant));
    const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
    return {
      weekday: weekdays.indexOf(part('weekday')),
      hour: Number(part('hour')),
      minute: Number(part('minute')),
    };
  }

  function contains(instant: Instant): boolean {
    if (hours.length === 0) return true;
    const { weekday, hour } = wallTime(instant);
    return hours.some(each =>
      each.from < each.to
        ? weekday === each.weekday && hour >= each.from && hour < each.to
        : (weekday === each.weekday && hour >= each.from) ||
          (weekday === (each.weekday + 1) % 7 && hour < each.to),
    );
  }

  function opening(instant: Instant): Instant | null {
    let at = instant;
    for (let step = 0; step <= hoursInEightDays; step += 1) {
      if (contains(at)) return at;
      // To the next whole hour of the wall clock; zones may be half an hour off UTC.
      const wholeMinute = Math.floor(Date.parse(at) / 60_000);
      at = instantOf((wholeMinute + 60 - wallTime(at).minute) * 60_000);
    }
    return null;
  }

  return { contains, opening };
}

/** Epoch milliseconds as an Instant: whole seconds, cut. */
export function instantOf(epochMs: number): Instant {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
