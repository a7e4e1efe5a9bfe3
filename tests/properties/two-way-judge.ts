/**
 * Whether both sides of a life agree, said by code of its own over what the two simulators hold: the same appointments with the same
 * fields, each as often as somebody made it, and nobody's last word lost. Shares no code with the product.
 *
 * Where the rules let the sides differ, and no further: what is private under `time-only` shows Halo its time alone, and a word that is
 * written there meanwhile is a conflict; occurrences that were changed in Halo live on as singles when their series is deleted or repeats
 * otherwise, unless Exchange wins; the note of a Halo that keeps HTML is compared without its tags.
 */
import type { PlainEvent } from '../../main/simulators/exchange/state/plain.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import { type Born, markOf } from './two-way-born.ts';
import { whoIs } from './two-way-guests.ts';
import { type House, type TwoWayPeople, twoWayNames } from './two-way-people.ts';
import type { TextField } from './two-way-story.ts';

interface Seen {
  readonly when: string;
  readonly isPrivate: boolean;
  readonly subject: string;
  readonly location: string;
  readonly note: string;
  /** Who is invited. */
  readonly people: string;
}

const line = (text: string) =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .split(/\s+/)
    .join(' ')
    .trim();

function ofEvent(event: PlainEvent, own: string): Seen {
  // Where a clock springs forward an occurrence may end before it begins: nothing can hold that.
  const end = event.end > event.start ? event.end : event.start;
  return {
    when: event.allDay
      ? `${event.firstDate} to ${event.lastDate}`
      : `${event.start.slice(0, 19)} to ${end.slice(0, 19)}`,
    isPrivate: event.sensitivity === 'Private',
    subject: line(event.subject),
    location: line(event.location),
    note: line(event.body),
    people: whoIs(
      event.attendees.map(each => each.address),
      own,
    ),
  };
}

function ofRow(row: AppointmentRow, own: string): Seen {
  return {
    when: row.allday
      ? `${row.start_date.slice(0, 10)} to ${row.end_date.slice(0, 10)}`
      : `${row.start_date.slice(0, 19)} to ${row.end_date.slice(0, 19)}`,
    isPrivate: row.is_private,
    subject: line(row.subject),
    location: line(row.appointment_location_free_text),
    note: line(row.note),
    people: whoIs(row.attendees.split(';'), own),
  };
}

function said(seen: Seen, hidesPrivate: boolean): string {
  const { when, isPrivate, subject, location, note, people } = seen;
  if (isPrivate && hidesPrivate) return `${when} private`;
  return `${when}${isPrivate ? ' private' : ''} "${subject}" at "${location}": "${note}" with ${people}`;
}

function rowsOf(house: House, name: string): readonly AppointmentRow[] {
  return house.appointments(name);
}

/** What is on one side and not on the other, each as often as it is too many. */
function surplus(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return some.filter(each => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

export function disagreements(house: House, people: TwoWayPeople): readonly string[] {
  const found: string[] = [];
  const hidesPrivate = house.settings().import.private === 'time-only';
  const events = people.events();
  for (const name of twoWayNames) {
    const inExchange = events
      .filter(each => each.name === name)
      .map(({ event }) => said(ofEvent(event, name), hidesPrivate));
    const inHalo = rowsOf(house, name)
      .filter(row => !row._recurringmaster)
      .map(row => said(ofRow(row, name), hidesPrivate));
    for (const text of surplus(inExchange, inHalo)) found.push(`${name}: in Exchange alone: ${text}`);
    for (const text of surplus(inHalo, inExchange)) found.push(`${name}: in Halo alone: ${text}`);
    const masters = house
      .mailbox(name)
      .items()
      .filter(item => item.kind === 'RecurringMaster');
    for (const row of rowsOf(house, name).filter(each => each._recurringmaster)) {
      const own = masters.filter(item => markOf(item.subject) === markOf(row.subject));
      if (own.length === 0) found.push(`${name}: series "${row.subject}" is in Halo alone`);
      for (const item of own) {
        const [one, other] = [ofEvent(item, name), ofRow(row, name)];
        for (const field of ['subject', 'location', 'note'] as const)
          if (one[field] !== other[field])
            found.push(
              `${name}: ${field} of series ${row.id} is "${other[field]}" in Halo and "${one[field]}" in Exchange`,
            );
      }
    }
  }
  return [...found, ...miscounted(house, people)];
}

function miscounted(house: House, people: TwoWayPeople): readonly string[] {
  const found: string[] = [];
  const items = twoWayNames.flatMap(name => house.mailbox(name).items());
  const rows = twoWayNames.flatMap(name => rowsOf(house, name));
  for (const item of items)
    if (!people.born.has(markOf(item.subject) ?? '')) found.push(`nobody made "${item.subject}" in Exchange`);
  for (const born of people.born.values()) {
    const own = items.filter(item => markOf(item.subject) === born.mark);
    const about = `${born.mark} of ${born.born}`;
    const isEverDeleted = born.deletedIn.size > 0;
    const isScattered = born.isSeries && (born.isWorkedOn || isEverDeleted);
    const most = 1 + born.copies + (isScattered ? 4 : 0);
    if (own.length > most) found.push(`${about} is ${own.length} times in Exchange`);
    if (own.length < 1 + born.copies && !isEverDeleted) found.push(`${about} was lost in Exchange`);
    const isGone = isEverDeleted && !born.isSeries && born.copies === 0 && !born.isWorkedOn;
    const isUndisputed = isGone && born.deletedIn.size + born.editedIn.size === 2 && born.editedIn.size === 1;
    if (isUndisputed && [...born.deletedIn].every(side => born.editedIn.has(side)) && own.length > 0)
      found.push(`${about} was deleted and is there`);
    const masters = rows.filter(row => row._recurringmaster && markOf(row.subject) === born.mark);
    if (masters.length > 1) found.push(`${about} is ${masters.length} series in Halo`);
    if (born.isSeries && born.born === 'halo' && masters.length === 0 && !isEverDeleted)
      found.push(`${about} was lost in Halo`);
    const isHidden = born.wasPrivate && house.settings().import.private === 'time-only';
    if (!isHidden)
      found.push(
        ...lostWords(
          born,
          own.map(item => ofEvent(item, '')),
          about,
        ),
      );
  }
  return found;
}

/** A field that people wrote on one side alone holds what was written last. */
function lostWords(born: Born, own: readonly Seen[], about: string): readonly string[] {
  const [only, ...more] = own;
  const isPlain = !born.isSeries && born.copies === 0 && born.deletedIn.size === 0 && !born.isWorkedOn;
  if (!isPlain || only === undefined || more.length > 0) return [];
  return [...born.texts].flatMap(
    ([field, { text, sides }]: [TextField, { text: string; sides: ReadonlySet<string> }]) =>
      sides.size === 1 && only[field] !== text
        ? [`${about}: ${field} is "${only[field]}", "${text}" was written last`]
        : [],
  );
}
