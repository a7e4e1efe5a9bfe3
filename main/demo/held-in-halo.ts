/**
 * What Halo should hold of an event under the demo's settings, and what it does hold, in one form that can be compared. The product's
 * rules are written down here a second time, on purpose: this is the judge and must not ask the accused.
 */
import type { SeenEvent } from './exchange-calendars.ts';
import type { HaloRow } from './halo-appointments.ts';

export interface Held {
  /** `2026-03-24T09:00:00Z/…` or, for whole days, `2026-03-24/2026-03-26`. */
  readonly when: string;
  readonly subject: string;
  readonly location: string;
  /** Names in alphabetical order. */
  readonly attendees: string;
  readonly isPrivate: boolean;
  /** White space folded. Null: not looked at. */
  readonly note: string | null;
}

const zoneNames: Readonly<Record<string, string>> = {
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'GMT Standard Time': 'Europe/London',
  'Eastern Standard Time': 'America/New_York',
  UTC: 'UTC',
};

function dayIn(zone: string, moment: number): string {
  const timeZone = zoneNames[zone];
  if (timeZone === undefined) throw new Error(`The comparison does not know the zone ${zone}.`);
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return parts.format(moment);
}

function instant(moment: number): string {
  return new Date(moment).toISOString().replace('.000Z', 'Z');
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function sorted(names: readonly string[]): string {
  return [...names].sort().join('; ');
}

/** False for what the demo's settings leave in Exchange: free time, what was declined, what was cancelled. */
export function belongsInHalo(event: SeenEvent): boolean {
  return event.freeBusy !== 'Free' && event.response !== 'Decline' && !event.isCancelled;
}

/** What Halo should hold of an event of this mailbox. */
export function shouldHold(event: SeenEvent, mailbox: string): Held {
  const when = event.isAllDay
    ? `${dayIn(event.zone, event.start)}/${dayIn(event.zone, event.end - 1_000)}`
    : `${instant(event.start)}/${instant(event.end)}`;
  const isPrivate = event.sensitivity === 'Private' || event.sensitivity === 'Confidential';
  if (isPrivate)
    return { when, subject: 'Private appointment', location: '', attendees: '', isPrivate, note: '' };
  const others = event.people.filter(one => one.address.toLowerCase() !== mailbox.toLowerCase());
  return {
    when,
    subject: folded(event.subject),
    location: folded(event.location),
    attendees: sorted(others.map(one => one.name)),
    isPrivate,
    note: folded(event.text),
  };
}

/** What a row of Halo holds; `note` only of a row that was read in full. */
export function doesHold(row: HaloRow, note: string | null): Held {
  const text = (name: string) => String(row.get(name) ?? '');
  const moment = (name: string) => instant(Date.parse(`${text(name).replace(/Z$/, '').slice(0, 19)}Z`));
  const isAllDay = row.get('allday') === true;
  return {
    when: isAllDay
      ? `${text('start_date').slice(0, 10)}/${text('end_date').slice(0, 10)}`
      : `${moment('start_date')}/${moment('end_date')}`,
    subject: text('subject'),
    location: text('appointment_location_free_text'),
    attendees: sorted(
      text('attendees')
        .split('; ')
        .filter(name => name !== ''),
    ),
    isPrivate: row.get('is_private') === true,
    note: note === null ? null : folded(note),
  };
}
