/**
 * Calendars of people who do not exist: a believable mix of meetings, series, whole days and private hours, the same for
 * the same seed and day. Data only; books nothing itself.
 */
import type { Booking } from './exchange/state/item.ts';

const day = 86_400_000;
const subjects = [
  'Server review',
  'Patch window',
  'Customer call',
  'Site visit',
  'Backup restore test',
  'One to one',
  'Network migration',
  'Printer roll-out',
  'Change board',
  'Handover',
] as const;
const places = ['Room 1', 'Room Åkerman', 'Head office, 2nd floor', 'Online', ''] as const;
const weekDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

/** The people of the simulated company, in the order in which they become agents; more are numbered. */
export const people: readonly { readonly name: string; readonly timeZone: string }[] = [
  { name: 'Anna Berg', timeZone: 'W. Europe Standard Time' },
  { name: 'Bruno Costa', timeZone: 'Romance Standard Time' },
  { name: 'Chloe Dubois', timeZone: 'Romance Standard Time' },
  { name: 'David Evans', timeZone: 'GMT Standard Time' },
  { name: 'Emma Fischer', timeZone: 'W. Europe Standard Time' },
  { name: 'Farid Ghani', timeZone: 'Eastern Standard Time' },
];

/**
 * `count` bookings around `today` (epoch ms): singles from ten days back to four months ahead, about one in eight a series.
 * Times are wall times, read in the mailbox's own zone.
 */
export function generatedCalendar(seed: number, count: number, today: number): readonly Booking[] {
  const random = randomNumbers(seed);
  const midnight = Math.floor(today / day) * day;
  return Array.from({ length: count }, (_, index) => booking(random, midnight, index));
}

function booking(random: () => number, midnight: number, index: number): Booking {
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const date = (days: number): string => new Date(midnight + days * day).toISOString().slice(0, 10);
  const first = Math.floor(random() * 130) - 10;
  const hour = 7 + Math.floor(random() * 11);
  const quarter = ['00', '15', '30', '45'][Math.floor(random() * 4)] ?? '00';
  const at = `${String(hour).padStart(2, '0')}:${quarter}:00`;
  const until = `${String(hour + 1).padStart(2, '0')}:${quarter}:00`;
  const timed = {
    subject: `${pick(subjects)} ${index + 1}`,
    start: `${date(first)}T${at}`,
    end: `${date(first)}T${until}`,
    location: pick(places),
    body: `<p>Notes of item ${index + 1}.</p>`,
  };
  const kind = random();
  if (kind < 0.12) {
    const count = 4 + Math.floor(random() * 20);
    return {
      ...timed,
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1 + Math.floor(random() * 2), days: [pick(weekDays)] },
        range: { kind: 'numbered', count },
      },
    };
  }
  if (kind < 0.2) {
    const days = 1 + Math.floor(random() * 3);
    return {
      ...timed,
      subject: `Away ${index + 1}`,
      start: date(first),
      end: date(first + days),
      allDay: true,
      freeBusy: 'OOF',
    };
  }
  if (kind < 0.27) return { ...timed, subject: `Private ${index + 1}`, sensitivity: 'Private' };
  if (kind < 0.32) return { ...timed, freeBusy: 'Free', categories: ['Reminder'] };
  if (kind < 0.55) {
    const organizer = { address: 'customer@elsewhere.example', name: 'A Customer' };
    const myResponse = random() < 0.2 ? 'Tentative' : 'Accept';
    return { ...timed, organizer, myResponse, freeBusy: myResponse === 'Tentative' ? 'Tentative' : 'Busy' };
  }
  return timed;
}

/** Numbers in [0, 1) from a seed, the same on every machine (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
