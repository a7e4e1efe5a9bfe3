/** Words of the numbers in Halo's series: what each may mean, by Halo's own names of the fields that hold them. */

export interface CodeGroup {
  /** Under `outbound.seriesCodes`; '' for those that stand there by themselves. */
  readonly key: string;
  readonly title: string;
  /** Halo's fields, as its schedules name them. */
  readonly fields: readonly string[];
  readonly codes: readonly (readonly [key: string, label: string])[];
}

const weekDays = [
  ['monday', 'Monday'],
  ['tuesday', 'Tuesday'],
  ['wednesday', 'Wednesday'],
  ['thursday', 'Thursday'],
  ['friday', 'Friday'],
  ['saturday', 'Saturday'],
  ['sunday', 'Sunday'],
] as const;
const dayRules = [
  ['onDate', 'On a date (the 15th)'],
  ['onWeekday', 'On a weekday (second Tuesday)'],
] as const;

export const codeGroups: readonly CodeGroup[] = [
  {
    key: '',
    title: 'Which kind of series',
    fields: ['recurrencepattern'],
    codes: [
      ['daily', 'Daily'],
      ['weekly', 'Weekly'],
      ['monthly', 'Monthly'],
      ['yearly', 'Yearly'],
    ],
  },
  {
    key: 'range',
    title: 'How long it goes on',
    fields: ['rangeofrecurrence'],
    codes: [
      ['endless', 'For ever'],
      ['times', 'So many times'],
      ['until', 'Until a day'],
    ],
  },
  {
    key: 'dailyRule',
    title: 'Daily',
    fields: ['dailyrecurrencepattern'],
    codes: [
      ['everyDays', 'Every so many days'],
      ['workingDays', 'Monday to Friday'],
    ],
  },
  {
    key: 'weekDays',
    title: 'Weekly, where the days are numbers and not names',
    fields: ['weeklyrecurrencestring'],
    codes: weekDays,
  },
  { key: 'monthlyRule', title: 'Monthly', fields: ['monthlyrecurrencepattern'], codes: dayRules },
  { key: 'yearlyRule', title: 'Yearly', fields: ['yearlyrecurrencepattern'], codes: dayRules },
  {
    key: 'week',
    title: 'Which week of the month',
    fields: ['monthlyrecurrencespecificday', 'yearlyrecurrencespecificday'],
    codes: [
      ['first', 'First'],
      ['second', 'Second'],
      ['third', 'Third'],
      ['fourth', 'Fourth'],
      ['last', 'Last'],
    ],
  },
  {
    key: 'weekday',
    title: 'Which day of that week',
    fields: ['monthlyrecurrencespecificdayofweek', 'yearlyrecurrencespecificdayofweek'],
    codes: [...weekDays, ['day', 'Any day'], ['workingDay', 'Working day'], ['weekendDay', 'Weekend day']],
  },
  {
    key: '',
    title: 'Which month',
    fields: ['yearlyrecurrencespecificdatemonth', 'yearlyrecurrencespecificdaymonth'],
    codes: [['january', 'January']],
  },
];

export const codeWords = {
  show: 'All numbers',
  confirmed: (many: number, all: number) => `${many} of ${all} confirmed`,
  /** Whether a series of a kind can be sent at all. */
  kinds: { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', yearly: 'Yearly' },
  isSent: 'series are sent',
  waits: 'series: not yet',
  inHalo: (fields: readonly string[]) => `In Halo: ${fields.join(', ')}`,
  monthsFollow: 'The other months follow January.',
  seen: 'Seen in Halo, and not confirmed yet',
  seenOne: (field: string, value: string, what: string) => `${field} ${value}: ${what}`,
  twice: (value: string) => `${value} is entered twice. A number with two meanings counts for neither.`,
  label: (label: string, title: string) => `${label}. ${title}`,
} as const;
