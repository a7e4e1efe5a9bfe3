/** One Exchange with one account: reading and writing share the sign-in and its guard, the places and the pauses. */
import type { CalendarWriter } from '../../outbound-ports.ts';
import type { CalendarSource } from '../../ports.ts';
import { type CalendarSourceOptions, createCalendarSource } from './calendar-source.ts';
import { createTransport } from './transport.ts';
import { type CalendarWriterOptions, createCalendarWriter } from './write/calendar-writer.ts';

export interface ExchangeOptions
  extends CalendarSourceOptions,
    Pick<CalendarWriterOptions, 'mailAttendees'> {}

export interface Exchange {
  readonly source: CalendarSource;
  readonly writer: CalendarWriter;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { settings, password: secret, http, clock, askedToWait, mailAttendees } = options;
  const transport = createTransport({ settings, secret, http, clock, askedToWait });
  const source = createCalendarSource(options, transport);
  return { source, writer: createCalendarWriter({ settings, mailAttendees, transport, source }) };
}
