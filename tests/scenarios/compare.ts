/**
 * Whether Halo agrees with Exchange, said by code of its own: the rules of the settings written again simply, over what the two
 * simulators hold. Must not import anything of the product but the types of its settings: a judge shares nothing with the accused.
 */
import type { PlainEvent } from '../../main/simulators/exchange/state/plain.ts';
import type { ExchangeState } from '../../main/simulators/exchange/state.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { HaloState } from '../../main/simulators/halo/state.ts';
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts';

/** What is compared: both servers and the clock by which the window is read. An installation of the scenarios is one. */
export interface Compared {
  readonly clock: { nowMs(): number };
  readonly exchange: { readonly state: ExchangeState };
  readonly halo: { readonly state: HaloState };
}

export interface CompareOptions {
  /** Keys of the settings section `import` that differ from the defaults. */
  readonly rules?: Partial<Settings['import']>;
  /** Addresses of the mailboxes to compare. Default: all that have an agent. */
  readonly addresses?: readonly string[];
  /** Compared span, epoch ms. Default: a day inside the window at both edges, wherever in the day the mailbox rolls. */
  readonly from?: number;
  readonly until?: number;
  /** Rows that Halo may hold of its own. Default: those without any mark of Exchange or of ours. */
  readonly isHalosOwn?: (row: AppointmentRow) => boolean;
}

interface Wanted {
  readonly start: string;
  readonly end: string;
  readonly allday: boolean;
  readonly subject: string;
  readonly location: string;
  readonly note: string;
  readonly attendees: string;
  readonly isPrivate: boolean;
}

const day = 86_400_000;
/** Farther than any test moves an event. */
const farDays = 500;

/** Whether the rules let an event in. */
export function isImported(event: PlainEvent, rules: Settings['import']): boolean {
  const categories = event.categories.map(name => name.trim().toLowerCase());
  const among = (names: readonly string[]) =>
    names.some(name => categories.includes(name.trim().toLowerCase()));
  const hidden = event.sensitivity === 'Private' || event.sensitivity === 'Confidential';
  if (hidden && rules.private === 'skip') return false;
  if (event.isCancelled && rules.cancelled === 'remove') return false;
  if (event.myResponse === 'Decline' && !rules.declined) return false;
  if (event.freeBusy === 'Free' && !rules.free && !event.isCancelled) return false;
  if (event.freeBusy === 'Tentative' && !rules.tentative) return false;
  if (event.allDay && !rules.allDay) return false;
  if (!event.isMeeting && rules.which === 'meetings') return false;
  if (event.isMeeting && rules.organiserOnly && event.myResponse !== 'Organizer') return false;
  if (among(rules.excludeCategories)) return false;
  return rules.includeCategories.length === 0 || among(rules.includeCategories);
}

/** Blanks, line ends and how accents are composed make no difference. */
const line = (text: string) => text.normalize('NFC').split(/\s+/).join(' ').trim();

function noteOf(event: PlainEvent): string {
  return event.bodyType === 'Text' ? event.body : event.body.replace(/<[^>]*>/g, ' ');
}

function namesOf(event: PlainEvent, address: string): string {
  const people = [
    ...(event.isMeeting ? [event.organizer] : []),
    ...event.attendees.filter(person => person.kind === 'required'),
    ...event.attendees.filter(person => person.kind === 'optional'),
  ];
  const names = new Map<string, string>();
  for (const person of people) {
    const key = person.address.toLowerCase();
    if (key !== address.toLowerCase() && !names.has(key)) names.set(key, line(person.name || person.address));
  }
  return [...names.values()].join('; ');
}

function subjectOf(event: PlainEvent, rules: Settings['import']): string {
  const { subject } = rules;
  const text =
    subject.rule === 'fixed'
      ? subject.text
      : subject.rule === 'prefix'
        ? `${subject.text}${event.subject}`
        : event.subject;
  const whole = event.isCancelled && !text.startsWith('Cancelled: ') ? `Cancelled: ${text}` : text;
  return line(whole) || '(no subject)';
}

function wantedOf(event: PlainEvent, address: string, rules: Settings['import']): Wanted {
  const isPrivate = event.sensitivity === 'Private' || event.sensitivity === 'Confidential';
  const times = {
    start: event.allDay ? `${event.firstDate}T00:00:00` : event.start.slice(0, 19),
    end: event.allDay ? `${event.lastDate}T23:59:59` : event.end.slice(0, 19),
    allday: event.allDay,
  };
  if (isPrivate && rules.private === 'time-only')
    return { ...times, subject: 'Private appointment', location: '', note: '', attendees: '', isPrivate };
  return {
    ...times,
    subject: subjectOf(event, rules),
    location: line(event.location),
    note: line(noteOf(event)),
    attendees: namesOf(event, address),
    isPrivate,
  };
}

/** A Halo may keep the note as HTML. */
function heldNote(note: string): string {
  if (!note.startsWith('<p>')) return note;
  const text = note.replace(/<[^>]*>/g, ' ');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function heldBy(row: AppointmentRow): Wanted {
  return {
    start: row.start_date.slice(0, 19),
    end: row.end_date.slice(0, 19),
    allday: row.allday,
    subject: row.subject,
    location: row.appointment_location_free_text,
    note: line(heldNote(row.note)),
    attendees: row.attendees,
    isPrivate: row.is_private,
  };
}

const fields = ['start', 'end', 'allday', 'subject', 'location', 'note', 'attendees', 'isPrivate'] as const;

const carriesNoMark = (row: AppointmentRow) =>
  row.calendar_id === '' && row.entryid === '' && row.exchange_uid === '';

interface Span {
  readonly from: number;
  readonly until: number;
}

/** An all-day row is a date of no zone: a day more on either side may be meant. */
function touches(start: number, end: number, span: Span): boolean {
  return start < span.until && (end > span.from || (start === end && start === span.from));
}

function rowTouches(row: AppointmentRow, span: Span): boolean {
  const start = Date.parse(`${row.start_date}Z`);
  const end = Date.parse(`${row.end_date}Z`);
  return row.allday ? start - day >= span.from && end + day < span.until : touches(start, end, span);
}

function ofMailbox(
  address: string,
  events: readonly PlainEvent[],
  rows: readonly AppointmentRow[],
  rules: Settings['import'],
  span: Span,
): string[] {
  const found: string[] = [];
  const byEntry = new Map<string, AppointmentRow[]>();
  for (const row of rows) byEntry.set(row.entryid, [...(byEntry.get(row.entryid) ?? []), row]);
  const explained = new Set<AppointmentRow>();
  for (const event of events) {
    const all = byEntry.get(event.id) ?? [];
    // What was over before the window began is history, and stays when its event becomes another one.
    const later = all.filter(row => Date.parse(`${row.end_date}Z`) > span.from);
    const own = later.length > 0 ? later : all;
    const isIn = touches(Date.parse(event.start), Date.parse(event.end), span);
    if (!isImported(event, rules)) continue;
    for (const row of all) explained.add(row);
    const about = `${address}: ${event.kind} "${event.subject}" ${event.start}`;
    if (own.length === 0 && isIn) found.push(`${about}: missing`);
    if (own.length > 1 && (isIn || own.some(row => rowTouches(row, span))))
      found.push(`${about}: ${own.length} times (${own.map(row => row.id).join(', ')})`);
    for (const row of own) {
      if (!isIn && !rowTouches(row, span)) continue;
      const wanted = wantedOf(event, address, rules);
      const held = heldBy(row);
      for (const field of fields) {
        if (wanted[field] === held[field]) continue;
        found.push(`${about}: ${field} is "${held[field]}", not "${wanted[field]}" (${row.id})`);
      }
    }
  }
  for (const row of rows) {
    if (explained.has(row) || !rowTouches(row, span)) continue;
    found.push(`${address}: "${row.subject}" ${row.start_date} (${row.id}): invented`);
  }
  return found;
}

/** One sentence per difference; empty when Halo agrees with Exchange. */
export function differences(house: Compared, options: CompareOptions = {}): string[] {
  const rules = { ...defaultSettings.import, ...options.rules };
  const now = house.clock.nowMs();
  const today = Math.floor(now / day) * day;
  const span = {
    from: options.from ?? today - rules.daysBack * day,
    until: options.until ?? today + rules.daysAhead * day,
  };
  const isOwn = options.isHalosOwn ?? carriesNoMark;
  const addresses = options.addresses?.map(address => address.toLowerCase());
  return house.exchange.state.mailboxes.flatMap(mailbox => {
    const address = mailbox.address;
    if (addresses !== undefined && !addresses.includes(address.toLowerCase())) return [];
    const agent = house.halo.state
      .agents()
      .find(each => (each.exchangeAccount || each.email).toLowerCase() === address.toLowerCase());
    if (agent === undefined) return [];
    const rows = house.halo.state
      .appointments()
      .filter(row => row.agent_id === agent.id && !row.deleted && !row._recurringmaster && !isOwn(row));
    const events = mailbox.expand(now - farDays * day, now + farDays * day);
    return ofMailbox(address, events, rows, rules, span);
  });
}
