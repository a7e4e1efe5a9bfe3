/** Reads one schedule of Halo field by field and keeps the first reason for which it cannot become a series. Knows no pattern. */
import { Temporal } from 'temporal-polyfill';
import type { DateText } from '../event.ts';
import type { HaloSchedule } from './halo-side.ts';
import { meaningOf } from './series-codes.ts';

/** `field` is Halo's name of what is not understood. */
export type SeriesRefusal =
  | {
      readonly reason: 'series-code-unknown';
      readonly facts: { readonly field: string; readonly code: number | string };
    }
  | { readonly reason: 'series-incomplete'; readonly facts: { readonly field: string } };

const wholeNumber = /^-?\d{1,9}$/;

export class ScheduleReading {
  /** What stands in the way; null while nothing does. */
  refusal: SeriesRefusal | null = null;
  readonly #fields: HaloSchedule['fields'];

  constructor(schedule: HaloSchedule) {
    this.#fields = { ...schedule.fields, recurrencepattern: schedule.pattern };
  }

  text(field: string): string {
    const value = this.#fields[field];
    return value === undefined ? '' : String(value).trim();
  }

  number(field: string): number | null {
    const text = this.text(field);
    return wholeNumber.test(text) ? Number(text) : null;
  }

  /** A number from 1 to `most`. */
  count(field: string, most: number): number {
    const value = this.number(field);
    if (value !== null && value >= 1 && value <= most) return value;
    this.incomplete(field);
    return 1;
  }

  /** What the code in this field was confirmed to mean. */
  meaning<Name extends string>(
    field: string,
    names: readonly Name[],
    codes: Readonly<Record<Name, number | null>>,
  ): Name | null {
    const code = this.number(field);
    if (code === null) return this.incomplete(field);
    return meaningOf(code, names, codes) ?? this.unknown(field, code);
  }

  /** The day of a date without an offset is in UTC: midnight and the last second are meant as they are, others are moments. */
  day(field: string, zone: string): DateText | null {
    const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/.exec(this.text(field));
    const [, date = '', time = '00:00'] = match ?? [];
    try {
      const plain = Temporal.PlainDate.from(date);
      if (time.startsWith('00:00') || time.startsWith('23:59')) return plain.toString();
      return Temporal.Instant.from(`${date}T${time}Z`).toZonedDateTimeISO(zone).toPlainDate().toString();
    } catch {
      return this.incomplete(field);
    }
  }

  unknown(field: string, code: number | string): null {
    this.refusal ??= { reason: 'series-code-unknown', facts: { field, code } };
    return null;
  }

  incomplete(field: string): null {
    this.refusal ??= { reason: 'series-incomplete', facts: { field } };
    return null;
  }
}
