/**
 * The numbers by which a schedule says what it means. Halo documents none of them: these are this simulator's own, and a second set that
 * shares as few as possible with it, so that nobody relies on either. Data only.
 */

export const weekDays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
export type WeekDay = (typeof weekDays)[number];

type Names = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
export type RelativeDay = Names | 'day' | 'workingDay' | 'weekendDay';
export type Week = 'first' | 'second' | 'third' | 'fourth' | 'last';

export interface ScheduleCodes {
  /** `recurrencepattern` */
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  readonly yearly: number;
  /** `dailyrecurrencepattern` */
  readonly dailyRule: { readonly everyDays: number; readonly workingDays: number };
  /** `monthlyrecurrencepattern` */
  readonly monthlyRule: { readonly onDate: number; readonly onWeekday: number };
  /** `yearlyrecurrencepattern` */
  readonly yearlyRule: { readonly onDate: number; readonly onWeekday: number };
  /** `rangeofrecurrence` */
  readonly range: { readonly endless: number; readonly times: number; readonly until: number };
  /** In `weeklyrecurrencestring`, where that is not in words. */
  readonly weekDays: Readonly<Record<Names, number>>;
  /** `…specificdayofweek` */
  readonly weekday: Readonly<Record<RelativeDay, number>>;
  /** `…specificday` */
  readonly week: Readonly<Record<Week, number>>;
  /** `…month` */
  readonly january: number;
}

const fromZero = { sunday: 0, monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6 };

export const ownCodes: ScheduleCodes = {
  daily: 0,
  weekly: 1,
  monthly: 2,
  yearly: 3,
  dailyRule: { everyDays: 0, workingDays: 1 },
  monthlyRule: { onDate: 0, onWeekday: 1 },
  yearlyRule: { onDate: 0, onWeekday: 1 },
  range: { endless: 0, times: 1, until: 2 },
  weekDays: fromZero,
  weekday: { ...fromZero, day: 7, workingDay: 8, weekendDay: 9 },
  week: { first: 1, second: 2, third: 3, fourth: 4, last: 5 },
  january: 1,
};

export const otherCodes: ScheduleCodes = {
  daily: 1,
  weekly: 2,
  monthly: 3,
  yearly: 4,
  dailyRule: { everyDays: 1, workingDays: 2 },
  monthlyRule: { onDate: 1, onWeekday: 2 },
  yearlyRule: { onDate: 1, onWeekday: 2 },
  range: { endless: 1, times: 2, until: 3 },
  weekDays: { sunday: 7, monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6 },
  weekday: {
    day: 1,
    workingDay: 2,
    weekendDay: 3,
    sunday: 4,
    monday: 5,
    tuesday: 6,
    wednesday: 7,
    thursday: 8,
    friday: 9,
    saturday: 10,
  },
  week: { first: 0, second: 1, third: 2, fourth: 3, last: 4 },
  january: 0,
};
