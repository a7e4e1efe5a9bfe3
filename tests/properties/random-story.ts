/** Random stories for fast-check. Everything is bounded so that one story is about a second of work. */
import * as fc from 'fast-check';
import { exchangeDialect, haloDialect } from './random-dialects.ts';
import { anyZone, calendarIn, namedZone } from './random-edits.ts';
import { exchangeFault, haloFault } from './random-faults.ts';
import { hand, rules } from './random-people.ts';
import type { Story, Turn, ZoneName } from './story.ts';

export interface StoryOptions {
  /** Most faults on each side in a turn. */
  readonly faults: number;
  readonly turns: number;
  readonly dialects: boolean;
  /** Most things that people do in Halo in a turn. */
  readonly hands: number;
  /** Whether the rules of the import change. */
  readonly rules: boolean;
  /** Whether the memory of the mailboxes gets lost. */
  readonly memory: boolean;
}

export function stories(options: StoryOptions): fc.Arbitrary<Story> {
  const exchange: typeof exchangeDialect = options.dialects ? exchangeDialect : fc.constant({});
  // Where zones come with their ids alone, nobody can know one that has none.
  return exchange.chain(dialect =>
    storiesIn(dialect.zonesIdOnly === true ? namedZone : anyZone, fc.constant(dialect), options),
  );
}

function storiesIn(
  zone: fc.Arbitrary<ZoneName>,
  exchange: fc.Arbitrary<Story['exchange']>,
  options: StoryOptions,
): fc.Arbitrary<Story> {
  const { booking, edit } = calendarIn(zone);
  const person = fc.nat({ max: 1 });
  const seldom = (most: number) => fc.nat({ max: most }).map(number => number === most);
  const turn: fc.Arbitrary<Turn> = fc.record({
    edits: fc.array(fc.record({ person, edit }), { maxLength: 5 }),
    hours: fc.constantFrom(0, 0, 1, 9, 25, 24 * 8),
    exchangeFaults: fc.array(exchangeFault, { maxLength: options.faults }),
    haloFaults: fc.array(haloFault, { maxLength: options.faults }),
    verify: fc.boolean().chain(first => (first ? fc.boolean() : fc.constant(false))),
    hands: fc.array(fc.record({ person, hand }), { maxLength: options.hands }),
    rules: options.rules ? fc.option(rules, { freq: 3 }).map(chosen => chosen) : fc.constant(null),
    answer: fc.constantFrom(null, null, 'approved' as const, 'kept' as const),
    wrongPassword: options.faults > 0 ? seldom(12) : fc.constant(false),
    memoryLost: options.memory ? seldom(12) : fc.constant(false),
  });
  return fc.record({
    people: fc.array(zone, { minLength: 1, maxLength: 2 }),
    exchange,
    halo: options.dialects ? haloDialect : fc.constant({}),
    guarded: fc.boolean(),
    rowsPerWrite: fc.constantFrom(1, 3, 50),
    first: fc.array(fc.record({ person, booking }), { maxLength: 6 }),
    turns: fc.array(turn, { minLength: 1, maxLength: options.turns }),
  });
}
