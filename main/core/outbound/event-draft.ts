/** What we want Exchange to hold for an appointment that was made or changed in Halo. Data only; `draft-event.ts` makes it. */
import type { When } from '../appointment.ts';
import type { DateText } from '../event.ts';

export type WeekDay = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
export type WeekIndex = 'first' | 'second' | 'third' | 'fourth' | 'last';
/** What a relative pattern counts: one weekday, any day, working days or days of the weekend. */
export type RelativeDay = WeekDay | 'day' | 'weekday' | 'weekend-day';

/** The six patterns of EWS (t:RecurrencePatternTypes). `every` counts days, weeks or months; months are 1 to 12. */
export type SeriesPattern =
  | { readonly kind: 'daily'; readonly every: number }
  | { readonly kind: 'weekly'; readonly every: number; readonly days: readonly WeekDay[] }
  | { readonly kind: 'monthly-on-date'; readonly every: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'monthly-on-weekday';
      readonly every: number;
      readonly day: RelativeDay;
      readonly index: WeekIndex;
    }
  | { readonly kind: 'yearly-on-date'; readonly month: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'yearly-on-weekday';
      readonly month: number;
      readonly day: RelativeDay;
      readonly index: WeekIndex;
    };

/** How long a series goes on (t:RecurrenceRangeTypes). */
export type SeriesRange =
  | { readonly kind: 'endless' }
  | { readonly kind: 'times'; readonly times: number }
  | { readonly kind: 'until'; readonly last: DateText };

export interface Series {
  readonly pattern: SeriesPattern;
  readonly range: SeriesRange;
}

/** Somebody in Halo's *other attendees*, with the address that Exchange needs. */
export interface Guest {
  readonly name: string;
  readonly address: string;
}

/** The fields that an event in Exchange gets from an appointment. */
export interface EventFields {
  readonly when: When;
  readonly subject: string;
  readonly location: string;
  /** Plain text. */
  readonly note: string;
  readonly guests: readonly Guest[];
  readonly isPrivate: boolean;
}

export const eventFieldNames = ['when', 'subject', 'location', 'note', 'guests', 'isPrivate'] as const;
export type EventFieldName = (typeof eventFieldNames)[number];

export interface EventDraft extends EventFields {
  /** IANA zone of the agent: the zone in which a series keeps its hour and an all-day event is a date. */
  readonly zone: string;
  /** Null: a single. */
  readonly series: Series | null;
}
