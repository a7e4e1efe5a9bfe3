/** Puts the blocks of both sides into lanes: per day Halo and Exchange, side by side where they overlap. Pure. */
import type { CalendarView } from '../../../preload/contract/views/calendar.ts';
import { dateTextOf } from './days.ts';

type ExchangeBlock = CalendarView['exchange'][number];
type HaloBlock = CalendarView['halo'][number];

export type Side = 'halo' | 'exchange';

export interface Block {
  readonly key: string;
  readonly side: Side;
  /** Stands in the Halo lane for an event that is not there. */
  readonly isGone: boolean;
  readonly event: ExchangeBlock | null;
  readonly appointment: HaloBlock | null;
  readonly kind: ExchangeBlock['kind'];
  readonly when: ExchangeBlock['when'];
  readonly subject: string | null;
  readonly location: string;
}

/** A block on one day: minutes from midnight, and which of how many columns. */
export interface Placed {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly columns: number;
}

const dayMinutes = 1_440;
/** Shorter ones are drawn so high that they can be read. */
const leastMinutes = 30;

export function blocksOf(view: CalendarView): readonly Block[] {
  const events = new Map(view.exchange.map(event => [event.tie, event]));
  const appointments = new Map(view.halo.map(one => [one.tie, one]));
  const exchange = view.exchange.map(
    (event): Block => ({
      key: `e ${event.tie}`,
      side: 'exchange',
      isGone: false,
      event,
      appointment: appointments.get(event.tie) ?? null,
      kind: event.kind,
      when: event.when,
      subject: event.subject,
      location: event.location,
    }),
  );
  const gone = exchange
    .filter(one => one.appointment === null && one.event?.verdict !== null)
    .map((one): Block => ({ ...one, key: `g ${one.event?.tie ?? ''}`, side: 'halo', isGone: true }));
  const halo = view.halo.map((one): Block => {
    const event = events.get(one.tie) ?? null;
    return {
      key: `h ${one.haloId} ${one.tie}`,
      side: 'halo',
      isGone: false,
      event,
      appointment: one,
      kind: event?.kind ?? (one.seriesId === null ? 'single' : 'occurrence'),
      when: one.when,
      subject: one.subject,
      location: one.location,
    };
  });
  return [...halo, ...gone, ...exchange];
}

/** All-day blocks of one side on a day. */
export function allDayOn(blocks: readonly Block[], side: Side, day: string): readonly Block[] {
  return blocks.filter(
    ({ when, side: its }) => its === side && when.kind === 'all-day' && when.first <= day && day <= when.last,
  );
}

/** Minutes on the clock of a day, so that a day of 23 or 25 hours is drawn as its clock shows; before it −1, after it 1,440. */
function minuteOn(day: string, at: Date): number {
  const its = dateTextOf(at);
  if (its !== day) return its < day ? -1 : dayMinutes;
  return at.getHours() * 60 + at.getMinutes();
}

/** Timed blocks of one side on a day, in columns where they overlap. */
export function placedOn(blocks: readonly Block[], side: Side, day: string): readonly Placed[] {
  const found = blocks
    .flatMap(block => {
      if (block.side !== side || block.when.kind !== 'timed') return [];
      const from = minuteOn(day, new Date(block.when.start));
      const to = minuteOn(day, new Date(block.when.end));
      if (from >= dayMinutes || to < 0 || (to === 0 && from < 0)) return [];
      const top = Math.max(0, from);
      return [{ block, from: top, to: Math.min(dayMinutes, Math.max(to, top + leastMinutes)) }];
    })
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const placed: Placed[] = [];
  let group: { block: Block; from: number; to: number; column: number }[] = [];
  let groupEnd = 0;
  const close = () => {
    const columns = Math.max(0, ...group.map(one => one.column)) + 1;
    placed.push(...group.map(one => ({ ...one, columns })));
    group = [];
  };
  for (const one of found) {
    if (one.from >= groupEnd && group.length > 0) close();
    const taken = new Set(group.filter(other => other.to > one.from).map(other => other.column));
    let column = 0;
    while (taken.has(column)) column += 1;
    group.push({ ...one, column });
    groupEnd = Math.max(groupEnd, one.to);
  }
  close();
  return placed;
}
