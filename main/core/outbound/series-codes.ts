/**
 * The numbers by which a schedule of Halo says what it means. Halo documents none of them and NOT ONE IS CONFIRMED ON A REAL HALO: so
 * there is no number in this file, only what may be meant. A person makes a series of each kind in Halo, looks, and puts the number into
 * the settings (`outbound.seriesCodes`). A number that is not there is refused by name.
 */

type Codes<Name extends string> = Readonly<Record<Name, number | null>>;

/** Null: nobody has confirmed it. In brackets the fields of Halo's schedule that hold the number. */
export interface SeriesCodes
  // [recurrencepattern] which kind of series.
  extends Codes<'daily' | 'weekly' | 'monthly' | 'yearly'> {
  /** [dailyrecurrencepattern] every so many days, or Monday to Friday. */
  readonly dailyRule: Codes<'everyDays' | 'workingDays'>;
  /** [monthlyrecurrencepattern] on a day of the month (the 15th), or on a weekday (the second Tuesday). */
  readonly monthlyRule: Codes<'onDate' | 'onWeekday'>;
  /** [yearlyrecurrencepattern] likewise. */
  readonly yearlyRule: Codes<'onDate' | 'onWeekday'>;
  /** [rangeofrecurrence] for ever, a number of times (`endafteramount`), or until a day (`enddate`). */
  readonly range: Codes<'endless' | 'times' | 'until'>;
  /** [weeklyrecurrencestring] where it lists numbers; English names of weekdays need no code. */
  readonly weekDays: Codes<(typeof weekDayNames)[number]>;
  /** [monthly- and yearlyrecurrencespecificdayofweek] */
  readonly weekday: Codes<(typeof weekDayNames)[number] | 'day' | 'workingDay' | 'weekendDay'>;
  /** [monthly- and yearlyrecurrencespecificday] */
  readonly week: Codes<'first' | 'second' | 'third' | 'fourth' | 'last'>;
  /** [yearlyrecurrencespecificdatemonth, yearlyrecurrencespecificdaymonth] the number of January; the other months follow it. */
  readonly january: number | null;
}

export const weekDayNames = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** What a number means; null when nobody has confirmed it, or when it was given to two meanings. */
export function meaningOf<Name extends string>(
  code: number,
  names: readonly Name[],
  codes: Codes<Name>,
): Name | null {
  const meant = names.filter(name => codes[name] === code);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}
