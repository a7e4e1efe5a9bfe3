/**
 * A story whose imports read mutated answers: what people do goes on, then the mutations end, and both sides must agree again within a bounded
 * number of imports. Removals, doubles and lost ids are judged at every moment, as in every story.
 *
 * The rule for lies: a well-formed statement of Exchange about an item, by its id or in an answer to a question for it, may be believed of this item
 * and its series; nothing else may be believed of any. A statement of Halo is never a reason to remove what lives in Exchange.
 */
import { noLimits } from '../builders/no-limits.ts';
import { install } from '../scenarios/installation.ts';
import { SeededNumbers } from '../torture/seeded-numbers.ts';
import { bookingOf, editCalendar } from './edit-calendar.ts';
import { MutatingFront } from './mutating-front.ts';
import { PersonAtWindow } from './person-at-window.ts';
import { Silences } from './silences.ts';
import type { Story } from './story.ts';
import { endStory } from './story-end.ts';
import { StoryRuns } from './story-runs.ts';
import { Watch } from './watch.ts';
import { windowsName } from './zones.ts';

const hourMs = 3_600_000;
const names = ['Anna', 'Bea'] as const;
/** Requests of one run, whatever it is told. */
const mostRequests = 4_000;
/** A run waits for servers that ask for it, in all less than this. */
const longestRunMs = 3 * hourMs;

export interface MutatedStory {
  readonly story: Story;
  readonly seed: number;
  /** Whether the servers lie, or their answers are damaged alone. */
  readonly lies: boolean;
}

export interface MutatedLife {
  readonly violations: readonly string[];
  readonly runs: number;
  readonly mutated: number;
  readonly lies: number;
  /** What was done to each answer. */
  readonly told: readonly string[];
}

export async function liveMutated({ story, seed, lies }: MutatedStory): Promise<MutatedLife> {
  const numbers = new SeededNumbers(seed);
  const percent = [10, 30, 60, 90][numbers.below(4)] ?? 30;
  const watch = new Watch();
  const house = await install({
    agents: story.people.map((zone, index) => ({ name: names[index] ?? '', timeZone: windowsName(zone) })),
    exchange: { dialect: story.exchange },
    halo: { dialect: story.halo, onAppointmentChange: async change => watch.haloChanged(change) },
  });
  const front = new MutatingFront();
  try {
    const exchange = new URL(house.exchange.url);
    const url = `${await front.before(exchange.origin, 'exchange')}${exchange.pathname}`;
    const haloUrl = await front.before(house.halo.url, 'halo');
    const authorisationUrl = numbers.below(2) === 0 ? '' : `${haloUrl}/auth`;
    house.change({
      exchange: { url, signIn: 'basic' },
      halo: { url: haloUrl, authorisationUrl, rowsPerWrite: story.rowsPerWrite },
      ...(story.guarded ? {} : { safety: noLimits }),
    });
    watch.look(house, () => house.settings().import);
    watch.believes(front);
    const person = new PersonAtWindow(house, watch);
    const runs = new StoryRuns(house, watch, person, new Silences(), story);
    const mailbox = (person: number) => house.mailbox(names[person % story.people.length] ?? '');
    const start = house.clock.nowMs();
    for (const { person, booking } of story.first) mailbox(person).book(bookingOf(booking, start));
    for (const turn of story.turns) {
      for (const { person, edit } of turn.edits) editCalendar(mailbox(person), edit, start);
      house.clock.advance(turn.hours * hourMs + 1_000);
      front.mutating = { numbers, percent, lies };
      const before = { ms: house.clock.monotonicMs(), requests: house.entries.length };
      await runs.run(turn.verify, { lied: lies, quiet: false });
      front.mutating = null;
      watch.lostAnswers = front.mutated;
      const ms = house.clock.monotonicMs() - before.ms;
      if (ms > longestRunMs) watch.violations.push(`a run waited ${ms} ms`);
      const requests = house.entries.length - before.requests;
      if (requests > mostRequests) watch.violations.push(`a run asked ${requests} times`);
    }
    const verify = front.lies > 0 || story.exchange.occurrenceChangeUpdatesMaster === false;
    await endStory({ house, watch, person, runs, story, verify });
    return { violations: watch.violations, runs: runs.count, ...toldBy(front) };
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { violations: [...watch.violations, `thrown: ${thrown}`], runs: 0, ...toldBy(front) };
  } finally {
    await front.close();
    await house.close();
  }
}

function toldBy({ mutated, lies, kinds }: MutatingFront) {
  return { mutated, lies, told: kinds };
}
