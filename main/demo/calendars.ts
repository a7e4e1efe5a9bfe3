/**
 * What stands in the calendars of the demo before the first import: a believable fortnight around Europe's change of clocks, in two
 * continents. Data and the few verbs that book it; nothing here knows the product.
 */

import type { Attendee, Booking, Person } from '../simulators/exchange/state/item.ts';
import type { ExchangeState } from '../simulators/exchange/state.ts';
import { type DemoPerson, demoPeople, everybody, type PersonKey } from './people.ts';

/** Ids of what the second import's changes are made to, by name. */
export type Booked = ReadonlyMap<string, string>;

const customers: readonly (readonly [
  host: PersonKey,
  date: string,
  from: string,
  to: string,
  who: string,
])[] = [
  ['henrik', '2026-03-23', '10:00', '12:00', 'Nordwind Logistics'],
  ['henrik', '2026-03-26', '13:00', '15:30', 'Atelier Lindqvist'],
  ['henrik', '2026-03-31', '08:30', '11:30', 'Harbour Clinic'],
  ['ines', '2026-03-24', '09:30', '11:00', 'Bodega del Sol'],
  ['ines', '2026-03-27', '14:00', '16:00', 'Museo de la Costa'],
  ['ines', '2026-04-01', '10:00', '12:30', 'Talleres Ruiz'],
  ['jack', '2026-03-25', '08:00', '12:00', 'Kopernik School'],
  ['jack', '2026-03-30', '13:00', '14:30', 'Bakery Malinowski'],
  ['luis', '2026-03-24', '10:00', '12:00', 'Hudson Dental'],
  ['luis', '2026-03-31', '14:00', '16:00', 'Brooklyn Ceramics'],
];

function personOf(one: DemoPerson): Person {
  return { name: one.name, address: one.address };
}

function attending(people: readonly DemoPerson[]): readonly Attendee[] {
  return people.map(one => ({ ...personOf(one), kind: 'required', response: 'Accept' }));
}

/** A UID as Exchange makes them: hexadecimal, the same in every copy of a meeting. */
export function meetingUid(number: number): string {
  return `040000008200E00074C5B7101A82E008${number.toString(16).toUpperCase().padStart(80, '0')}`;
}

/** Puts a meeting into the organiser's calendar and into that of everybody invited; gives the ids by address. */
export function bookMeeting(
  exchange: ExchangeState,
  uid: string,
  host: DemoPerson,
  guests: readonly DemoPerson[],
  booking: Booking,
): ReadonlyMap<string, string> {
  const attendees = attending(guests);
  const ids = new Map<string, string>();
  for (const one of [host, ...guests]) {
    const own: Partial<Booking> = one === host ? {} : { organizer: personOf(host), myResponse: 'Accept' };
    const zone = booking.timeZone ?? host.timeZone;
    ids.set(
      one.address,
      exchange.mailbox(one.address).book({ ...booking, ...own, uid, attendees, timeZone: zone }),
    );
  }
  return ids;
}

const workDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

function bookSeries(exchange: ExchangeState, booked: Map<string, string>): void {
  const { anna, bruno, chloe, david, emma, farid, grace, henrik, ines, jack, karen, luis } = demoPeople;
  const daily = { pattern: { kind: 'Weekly', interval: 1, days: workDays } } as const;
  const standUp = (uid: number, host: DemoPerson, team: readonly DemoPerson[], at: string, until: string) =>
    bookMeeting(exchange, meetingUid(uid), host, team, {
      subject: 'Stand-up',
      start: `2026-03-09T${at}:00`,
      end: `2026-03-09T${until}:00`,
      location: 'Online',
      recurrence: { ...daily, range: { kind: 'endDate', endDate: '2026-04-10' } },
    });
  const desk = standUp(101, anna, [bruno, chloe, david], '09:00', '09:15');
  standUp(102, emma, [farid, grace], '09:30', '09:45');
  standUp(103, henrik, [ines, jack], '08:00', '08:10');
  standUp(104, karen, [luis], '09:00', '09:20');
  booked.set('desk stand-up', desk.get(anna.address) ?? '');

  // A weekly series over both changes of clocks, with a date moved, one renamed and one taken out.
  const weekly = { pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] } } as const;
  const review = exchange.mailbox(emma.address);
  const series = review.book({
    subject: 'Change board',
    start: '2026-02-25T14:00:00',
    end: '2026-02-25T15:00:00',
    location: 'Room Åkerman',
    body: '<p>Agenda: open changes, risks, next window.</p>',
    recurrence: { ...weekly, range: { kind: 'noEnd' } },
  });
  review.changeOccurrence(series, '2026-03-25', {
    start: '2026-03-26T16:00:00',
    end: '2026-03-26T17:00:00',
  });
  review.changeOccurrence(series, '2026-04-01', { subject: 'Change board: freeze before Easter' });
  review.removeOccurrence(series, '2026-03-18');
  booked.set('change board', series);

  // Made in New York: on the other side of the ocean it moves by an hour for three weeks.
  bookMeeting(exchange, meetingUid(105), karen, [anna, grace], {
    subject: 'Transatlantic handover',
    start: '2026-03-10T09:30:00',
    end: '2026-03-10T10:00:00',
    recurrence: {
      pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday', 'Thursday'] },
      range: { kind: 'endDate', endDate: '2026-04-09' },
    },
  });
  for (const [index, one] of [bruno, chloe, david, farid, jack].entries()) {
    exchange.mailbox(one.address).book({
      subject: 'One to one',
      start: `2026-03-1${index}T15:30:00`,
      end: `2026-03-1${index}T16:00:00`,
      recurrence: {
        pattern: { kind: 'Weekly', interval: 2, days: [workDays[(index + 1) % 5] ?? 'Monday'] },
        range: { kind: 'numbered', count: 8 },
      },
    });
  }
}

function bookVisits(exchange: ExchangeState, booked: Map<string, string>): void {
  for (const [host, date, from, to, who] of customers) {
    const id = exchange.mailbox(demoPeople[host].address).book({
      subject: `Visit: ${who}`,
      start: `${date}T${from}:00`,
      end: `${date}T${to}:00`,
      location: `${who}, main entrance`,
      body: `<p>Contact at ${who} waits at the reception.</p><p>Bring: spare switch &amp; labels &lt;A4&gt;.</p>`,
      categories: ['Customer'],
    });
    booked.set(who, id);
  }
}

/** What the import's rules treat each in its own way. */
function bookSpecials(exchange: ExchangeState, booked: Map<string, string>): void {
  const { anna, bruno, chloe, david, emma, farid, grace, henrik, ines, jack, karen, luis } = demoPeople;
  const book = (one: DemoPerson, booking: Booking) => exchange.mailbox(one.address).book(booking);
  const away = (one: DemoPerson, subject: string, start: string, end: string) =>
    book(one, { subject, start, end, allDay: true, freeBusy: 'OOF' });
  booked.set('leave of Chloe', away(chloe, 'Annual leave', '2026-03-26', '2026-04-01'));
  away(luis, 'Vacation', '2026-03-27', '2026-03-31');
  away(jack, 'Training in Kraków', '2026-04-02', '2026-04-04');
  away(grace, 'Easter leave', '2026-04-03', '2026-04-08');

  const hidden = (one: DemoPerson, subject: string, at: string, until: string, date: string) =>
    book(one, {
      subject,
      start: `${date}T${at}:00`,
      end: `${date}T${until}:00`,
      location: 'Not for others',
      body: '<p>Nobody else should read this.</p>',
      sensitivity: 'Private',
    });
  hidden(anna, 'Dentist', '08:00', '08:45', '2026-03-24');
  hidden(farid, 'Bank appointment', '12:00', '13:00', '2026-03-27');
  hidden(karen, 'School meeting', '16:00', '17:00', '2026-03-30');
  booked.set('private hour of Ines', hidden(ines, 'Physiotherapy', '08:30', '09:15', '2026-03-31'));

  for (const [one, date] of [
    [anna, '2026-03-25'],
    [emma, '2026-03-27'],
    [karen, '2026-03-26'],
  ] as const) {
    book(one, {
      subject: 'Focus time',
      start: `${date}T10:00:00`,
      end: `${date}T11:30:00`,
      freeBusy: 'Free',
    });
  }
  booked.set(
    'reminder of Bruno',
    book(bruno, {
      subject: 'Renew the wildcard certificate',
      start: '2026-03-30T11:00:00',
      end: '2026-03-30T11:30:00',
      freeBusy: 'Free',
    }),
  );
  const invited = { organizer: { name: 'Petra Novak', address: 'petra.novak@customer.example' } } as const;
  book(david, {
    ...invited,
    subject: 'Quarterly business review',
    start: '2026-03-26T13:00:00',
    end: '2026-03-26T14:30:00',
    myResponse: 'Tentative',
    freeBusy: 'Tentative',
  });
  book(farid, {
    ...invited,
    subject: 'Vendor webinar',
    start: '2026-03-25T16:00:00',
    end: '2026-03-25T17:00:00',
    myResponse: 'Decline',
    freeBusy: 'Free',
  });
  const patch = book(emma, {
    subject: 'Patch window',
    start: '2026-03-28T22:00:00',
    end: '2026-03-29T04:30:00',
    location: 'Data centre',
    body: '<p>Clocks go forward during this window.</p>',
  });
  booked.set('patch window', patch);
  for (const [index, one] of everybody.entries()) {
    book(one, {
      subject: ['Documentation', 'Ticket review', 'Backup restore test'][index % 3] ?? 'Documentation',
      start: `2026-04-0${1 + (index % 2)}T13:00:00`,
      end: `2026-04-0${1 + (index % 2)}T14:00:00`,
    });
  }
  booked.set(
    'double booking',
    book(henrik, {
      subject: 'Call back: Harbour Clinic',
      start: '2026-03-31T09:00:00',
      end: '2026-03-31T09:30:00',
    }),
  );
}

/** Books everything; gives the ids that the changes need. */
export function bookFortnight(exchange: ExchangeState): Booked {
  const { anna, bruno, chloe, emma, farid, henrik } = demoPeople;
  const booked = new Map<string, string>();
  bookSeries(exchange, booked);
  bookVisits(exchange, booked);
  bookSpecials(exchange, booked);
  const project = bookMeeting(exchange, meetingUid(201), anna, [bruno, farid], {
    subject: 'Project meeting: new telephone system',
    start: '2026-03-24T13:00:00',
    end: '2026-03-24T14:00:00',
    location: 'Room 1',
    body: '<p>Numbers to port, go-live date.</p>',
  });
  const retrospective = bookMeeting(exchange, meetingUid(202), emma, [henrik, chloe], {
    subject: 'Retrospective of the migration',
    start: '2026-03-25T10:00:00',
    end: '2026-03-25T11:00:00',
  });
  for (const [address, id] of project) booked.set(`project meeting ${address}`, id);
  for (const [address, id] of retrospective) booked.set(`retrospective ${address}`, id);
  return booked;
}
