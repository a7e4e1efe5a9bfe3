/** The settings of the way from Halo to Exchange: the section `outbound`. Every field says its meaning, unit and default. */
import { z } from 'zod';

/** A time zone that this computer knows by that name. */
function isZone(name: string): boolean {
  if (name === '') return true;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const isAddress = (text: string) => [z.ipv4(), z.ipv6()].some(each => each.safeParse(text).success);

/** A number in a schedule of Halo; null until somebody has made such a series and looked. */
const seriesCode = z.int().nullable().default(null);
const weekDayCodes = {
  sunday: seriesCode,
  monday: seriesCode,
  tuesday: seriesCode,
  wednesday: seriesCode,
  thursday: seriesCode,
  friday: seriesCode,
  saturday: seriesCode,
};
const dayRuleCodes = z.strictObject({ onDate: seriesCode, onWeekday: seriesCode });

/**
 * What the numbers in Halo's schedules mean. Halo does not document them; a series with a number that is not here is refused by name.
 * Which field holds which: `main/core/outbound/series-codes.ts`.
 */
const seriesCodes = z.strictObject({
  /** `recurrencepattern`. */
  daily: seriesCode,
  weekly: seriesCode,
  monthly: seriesCode,
  yearly: seriesCode,
  /** `dailyrecurrencepattern`: every so many days, or Monday to Friday. */
  dailyRule: z.strictObject({ everyDays: seriesCode, workingDays: seriesCode }).prefault({}),
  /** `monthlyrecurrencepattern`: on the 15th, or on the second Tuesday. */
  monthlyRule: dayRuleCodes.prefault({}),
  /** `yearlyrecurrencepattern`. */
  yearlyRule: dayRuleCodes.prefault({}),
  /** `rangeofrecurrence`: for ever, a number of times, until a day. */
  range: z.strictObject({ endless: seriesCode, times: seriesCode, until: seriesCode }).prefault({}),
  /** Numbers in `weeklyrecurrencestring`; names of weekdays need none. */
  weekDays: z.strictObject(weekDayCodes).prefault({}),
  /** `…specificdayofweek`. */
  weekday: z
    .strictObject({ ...weekDayCodes, day: seriesCode, workingDay: seriesCode, weekendDay: seriesCode })
    .prefault({}),
  /** `…specificday`: which of the weekdays of a month. */
  week: z
    .strictObject({
      first: seriesCode,
      second: seriesCode,
      third: seriesCode,
      fourth: seriesCode,
      last: seriesCode,
    })
    .prefault({}),
  /** `…month`: the number of January; the others follow it. */
  january: seriesCode,
});

/** The way from Halo to Exchange. Only where this app writes both sides (`halo.door` = `appointments`). */
export const outboundSettings = z.strictObject({
  /** Whether changes in Halo are written to Exchange. */
  enabled: z.boolean().default(false),
  /** Seconds between two looks at what changed in Halo. */
  pollSeconds: z.int().min(10).max(3_600).default(30),
  /** Types of appointments (ids, lookup 63) that are written; empty = all. */
  types: z.array(z.int()).max(1_000).default([]),
  /** Who wins a field that was changed on both sides. `newest`: whoever saved last. */
  conflict: z.enum(['exchange', 'halo', 'newest']).default('exchange'),
  /** Whom Exchange mails about what is written: nobody, or all attendees as Outlook would. */
  mailAttendees: z.enum(['nobody', 'all']).default('nobody'),
  /** IANA zone of the agents, e.g. Europe/Paris; '' = the zone of this computer. Series keep their hour in it. */
  zone: z.string().refine(isZone, 'must be a time zone such as Europe/Paris, or empty').default(''),
  seriesCodes: seriesCodes.prefault({}),
  /** Where Halo's rules, runbooks or scripts can say at once that something changed. */
  endpoint: z
    .strictObject({
      /** Nothing listens unless this is true. */
      enabled: z.boolean().default(false),
      /** IP address on which to listen; 127.0.0.1 = this computer alone. */
      address: z.string().refine(isAddress, 'must be an IP address such as 127.0.0.1').default('127.0.0.1'),
      port: z.int().min(1).max(65_535).default(8_765),
    })
    .prefault({}),
});
