/**
 * What people do between the first and the second import, each change in words and as a deed. `arrives` is what Halo has to show of it
 * afterwards, in appointments: the demo counts them and does not end well when another number arrives.
 */
import type { ExchangeState } from '../simulators/exchange/state.ts';
import type { Booked } from './calendars.ts';
import { bookMeeting, meetingUid } from './calendars.ts';
import { demoPeople } from './people.ts';

export interface Arrival {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface DemoChange {
  readonly words: string;
  readonly arrives: Partial<Arrival>;
  readonly make: (exchange: ExchangeState, booked: Booked) => void;
}

const { anna, bruno, chloe, emma, farid, henrik, ines, karen } = demoPeople;

function idOf(booked: Booked, name: string): string {
  const id = booked.get(name);
  if (id === undefined) throw new Error(`The demo never booked "${name}".`);
  return id;
}

export const demoChanges: readonly DemoChange[] = [
  {
    words: 'The project meeting of Anna Keller, Bruno Costa and Farid Ghani moves from 13:00 to 15:00',
    arrives: { changed: 3 },
    make: (exchange, booked) => {
      for (const { address } of [anna, bruno, farid]) {
        exchange.mailbox(address).change(idOf(booked, `project meeting ${address}`), {
          start: '2026-03-24T15:00:00',
          end: '2026-03-24T16:00:00',
          timeZone: anna.timeZone,
        });
      }
    },
  },
  {
    words: 'Emma Fischer cancels the retrospective with Henrik Iversen and Chloe Dubois',
    arrives: { removed: 3 },
    make: (exchange, booked) => {
      for (const { address } of [henrik, chloe])
        exchange.mailbox(address).cancel(idOf(booked, `retrospective ${address}`));
      exchange.mailbox(emma.address).remove(idOf(booked, `retrospective ${emma.address}`));
    },
  },
  {
    words: 'The change board of Wednesday 8 April goes to the larger room',
    arrives: { changed: 1 },
    make: (exchange, booked) =>
      exchange
        .mailbox(emma.address)
        .changeOccurrence(idOf(booked, 'change board'), '2026-04-08', { location: 'Room Öland' }),
  },
  {
    words: 'Anna Keller takes the stand-up of Friday 3 April out of her series',
    arrives: { removed: 1 },
    make: (exchange, booked) =>
      exchange.mailbox(anna.address).removeOccurrence(idOf(booked, 'desk stand-up'), '2026-04-03'),
  },
  {
    words: 'Chloe Dubois comes back from her leave a day earlier',
    arrives: { changed: 1 },
    make: (exchange, booked) =>
      exchange
        .mailbox(chloe.address)
        .change(idOf(booked, 'leave of Chloe'), { start: '2026-03-26', end: '2026-03-31' }),
  },
  {
    words: 'Henrik Iversen notes a door code for his visit to Atelier Lindqvist',
    arrives: { changed: 1 },
    make: (exchange, booked) =>
      exchange.mailbox(henrik.address).change(idOf(booked, 'Atelier Lindqvist'), {
        body: '<p>Contact at Atelier Lindqvist waits at the reception.</p><p>Side door: code 4711.</p>',
      }),
  },
  {
    words: "The private hour of Ines Jimenez moves: only its time is Halo's business",
    arrives: { changed: 1 },
    make: (exchange, booked) =>
      exchange
        .mailbox(ines.address)
        .change(idOf(booked, 'private hour of Ines'), { start: '2026-03-31T09:30:00' }),
  },
  {
    words: 'Bruno Costa marks his certificate reminder as busy, so it is imported now',
    arrives: { added: 1 },
    make: (exchange, booked) =>
      exchange.mailbox(bruno.address).change(idOf(booked, 'reminder of Bruno'), { freeBusy: 'Busy' }),
  },
  {
    words: 'Karen Lopez books an incident review with Emma Fischer, in New York time',
    arrives: { added: 2 },
    make: exchange => {
      bookMeeting(exchange, meetingUid(203), karen, [emma], {
        subject: 'Incident review',
        start: '2026-03-30T10:00:00',
        end: '2026-03-30T11:00:00',
        body: '<p>Mail outage of 20 March.</p>',
      });
    },
  },
];

/** All changes together. */
export function expectedArrival(): Arrival {
  const sum = { added: 0, changed: 0, removed: 0 };
  for (const { arrives } of demoChanges) {
    sum.added += arrives.added ?? 0;
    sum.changed += arrives.changed ?? 0;
    sum.removed += arrives.removed ?? 0;
  }
  return sum;
}
