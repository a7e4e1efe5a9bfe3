/** What a person has confirmed of the numbers in a Halo's schedules. */
import type { SeriesCodes } from '../../main/core/outbound/series-codes.ts';

/** Numbers that follow no rule, as an unknown Halo may have them. */
export const oddSeriesCodes: SeriesCodes = {
  daily: 3,
  weekly: 1,
  monthly: 0,
  yearly: 7,
  dailyRule: { everyDays: 1, workingDays: 0 },
  monthlyRule: { onDate: 5, onWeekday: 6 },
  yearlyRule: { onDate: 6, onWeekday: 5 },
  range: { endless: 2, times: 0, until: 1 },
  weekDays: { sunday: 7, monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6 },
  weekday: {
    sunday: 0,
    monday: 1,
    tuesday: 2,
    wednesday: 3,
    thursday: 4,
    friday: 5,
    saturday: 6,
    day: 10,
    workingDay: 11,
    weekendDay: 12,
  },
  week: { first: 1, second: 2, third: 3, fourth: 4, last: -1 },
  january: 0,
};
