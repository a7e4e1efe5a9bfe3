/** A random mailbox for the pure plan: what was linked before, what Exchange shows now, what Halo holds. Plain data of `main/core`. */
import * as fc from 'fast-check';
import type { AppointmentReading, Draft, HaloAppointment } from '../../main/core/appointment.ts';
import type { CalendarEvent } from '../../main/core/event.ts';
import { fingerprint } from '../../main/core/fingerprint.ts';
import { assignKeys, type KeyedEvent } from '../../main/core/identity.ts';
import type { EventKey, Link } from '../../main/core/link.ts';
import { draftOf } from '../../main/core/mapping.ts';
import type { HaloView } from '../../main/core/plan/settle.ts';
import type { Observation } from '../../main/core/plan/wish.ts';
import type { Window } from '../../main/core/window.ts';
import { instantOf } from '../../main/core/window.ts';
import { aLink, anAppointment, anEvent, anOccurrence, aPlanContext } from '../builders/events.ts';

export interface World {
  readonly links: ReadonlyMap<EventKey, Link>;
  readonly observation: Observation;
  readonly halo: HaloView;
}

const window: Window = { start: '2026-03-09T00:00:00Z', end: '2026-09-23T00:00:00Z' };
const midnight = Date.parse('2026-03-23T00:00:00Z');
const dayMs = 86_400_000;

interface Change {
  readonly fate: 'same' | 'new-texts' | 'moved' | 'excluded' | 'gone' | 'unseen';
  readonly inHalo: 'held' | 'edited' | 'ticket' | 'completed' | 'deleted' | 'absent';
  readonly days: number;
  readonly text: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  fate: fc.constantFrom('same', 'new-texts', 'moved', 'excluded', 'gone', 'unseen'),
  inHalo: fc.constantFrom('held', 'held', 'held', 'edited', 'ticket', 'completed', 'deleted', 'absent'),
  days: fc.integer({ min: -40, max: 220 }),
  text: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', ' Server  review ', 'x'.repeat(600)),
  ),
});

const plainChoice = { kind: 'import', texts: 'shown', isPrivate: false, isMarkedCancelled: false } as const;

interface Seed {
  readonly uid: number;
  readonly day: number;
  readonly isSeries: boolean;
  readonly linked: boolean;
  readonly change: Change;
}

const seed: fc.Arbitrary<Seed> = fc.record({
  uid: fc.nat({ max: 2 }),
  day: fc.integer({ min: -30, max: 200 }),
  isSeries: fc.boolean(),
  linked: fc.boolean(),
  change,
});

function eventOf({ uid, day, isSeries }: Seed, index: number): CalendarEvent {
  const date = instantOf(midnight + day * dayMs).slice(0, 10);
  if (isSeries) return { ...anOccurrence(`uid-${uid}`, date), itemId: `item-${index}` };
  return anEvent({
    uid: `uid-${uid}`,
    itemId: `item-${index}`,
    start: `${date}T09:00:00Z`,
    end: `${date}T10:00:00Z`,
  });
}

function changed(event: CalendarEvent, { fate, days, text }: Change): CalendarEvent {
  const shift = (instant: string) => instantOf(Date.parse(instant) + days * dayMs);
  if (fate === 'new-texts') return { ...event, subject: text, body: text, location: text };
  if (fate === 'moved') return { ...event, start: shift(event.start), end: shift(event.end) };
  return fate === 'excluded' ? { ...event, freeBusy: 'free' } : event;
}

/** The draft of a copy differs in its mark from that of the first. */
function draftFor(each: KeyedEvent): Draft {
  return draftOf(each, plainChoice, aPlanContext());
}

function readingOf(each: KeyedEvent, id: number, { inHalo, text }: Change): AppointmentReading {
  if (inHalo === 'deleted' || inHalo === 'absent') return { kind: inHalo };
  const row = anAppointment(each.event, id);
  const plain = { ...row, marks: { ...row.marks, mark: draftFor(each).marks.mark } };
  if (inHalo === 'held') return { kind: 'found', appointment: plain };
  const work = inHalo === 'edited' ? [] : [inHalo];
  return {
    kind: 'found',
    appointment: { ...plain, work, subject: `${plain.subject}${text}`, lastModified: 'by-hand' },
  };
}

function worldOf(seeds: readonly Seed[], foreign: readonly Seed[]): World {
  const events = seeds.map(eventOf);
  const before = assignKeys(
    events.filter((_, index) => seeds[index]?.linked),
    new Map(),
    () => true,
  );
  const links = new Map<EventKey, Link>();
  const byId = new Map<number, AppointmentReading>();
  const keyOfItem = new Map(before.map(each => [each.event.itemId, each.key]));
  const gone = new Map<EventKey, 'not-found'>();
  const known = new Map<EventKey, string>();
  for (const [index, each] of before.entries()) {
    const { key, event } = each;
    const haloId = 5_001 + index;
    links.set(key, { ...aLink(event, haloId), key, fingerprint: fingerprint(draftFor(each)) });
    known.set(key, event.itemId);
    const about = seeds[events.indexOf(event)]?.change;
    if (about === undefined) continue;
    const reading = readingOf(each, haloId, about);
    byId.set(haloId, reading);
    if (about.fate === 'gone') gone.set(key, 'not-found');
  }
  const seen = events.flatMap((event, index) => {
    const about = seeds[index]?.change;
    if (about === undefined || about.fate === 'unseen' || about.fate === 'gone') return [];
    return [changed(event, about)];
  });
  const observed = assignKeys(seen, known, key => gone.has(key));
  for (const { key, event } of observed) {
    const old = keyOfItem.get(event.itemId);
    if (old !== undefined && old !== key) gone.set(old, 'not-found');
  }
  const found = [...byId.values()].flatMap(each => (each.kind === 'found' ? [each.appointment] : []));
  const rows: HaloAppointment[] = foreign.map((each, index) =>
    anAppointment(eventOf(each, index), 9_001 + index, {
      marks: { mark: '', entryId: '', changeKey: '', uid: null, mailbox: null, seriesId: '' },
    }),
  );
  return {
    links,
    observation: { window, events: observed, gone },
    halo: { byId, listed: [...found, ...rows] },
  };
}

export const worlds: fc.Arbitrary<World> = fc
  .record({ seeds: fc.array(seed, { maxLength: 14 }), foreign: fc.array(seed, { maxLength: 4 }) })
  .map(({ seeds, foreign }) => worldOf(seeds, foreign));
