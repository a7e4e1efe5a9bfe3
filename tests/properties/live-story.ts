/** Lets one story happen to the whole product on both simulators and tells everything that was not as it must be. */

import type { RunReport } from '../../main/core/report.ts';
import { answerHeld } from '../../main/engine/held.ts';
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import { differences } from '../scenarios/compare.ts';
import { expectValue, type Installation, install } from '../scenarios/installation.ts';
import { bookingOf, editCalendar } from './edit-calendar.ts';
import type { ExchangeFaultData, Story, Turn } from './story.ts';
import { Watch } from './watch.ts';
import { windowsName } from './zones.ts';

const hourMs = 3_600_000;
const names = ['Anna', 'Bea'] as const;
/** Limits that a story never reaches. */
const quietGuard = {
  removalsPerMailbox: 1_000_000,
  removalsPercent: 100,
  removalsAtLeast: 1_000_000,
  removalsPerRun: 1_000_000,
  removalsPerRunPercent: 100,
  createsPercent: 1_000_000,
};
/** Runs after which everything must be at rest once nothing goes wrong any more. */
const mostRunsToRest = 8;

/** True when a view of this turn is short and says that it is whole: nobody can know what it does not show. */
function isLying(turn: Turn): boolean {
  return turn.exchangeFaults.some(({ order }) => order.kind === 'partial-view' && order.marked === false);
}

export interface Lived {
  /** Empty when all was well. */
  readonly violations: readonly string[];
  readonly runs: number;
  /** Faults that struck. */
  readonly struck: number;
}

export async function liveStory(story: Story): Promise<Lived> {
  const watch = new Watch();
  const house = await install({
    agents: story.people.map((zone, index) => ({ name: names[index] ?? '', timeZone: windowsName(zone) })),
    exchange: { dialect: story.exchange },
    halo: { dialect: story.halo, onAppointmentChange: async change => watch.haloChanged(change) },
    settings: {
      halo: { rowsPerWrite: story.rowsPerWrite },
      ...(story.guarded ? {} : { safety: quietGuard }),
    },
  });
  const teller = new Teller(house, watch, story);
  try {
    watch.look(house);
    await teller.live();
  } catch (error) {
    watch.violations.push(
      `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  } finally {
    await house.close();
  }
  return { violations: watch.violations, runs: teller.runs, struck: teller.struck };
}

class Teller {
  runs = 0;
  struck = 0;
  readonly #house: Installation;
  readonly #watch: Watch;
  readonly #story: Story;
  readonly #start: number;

  constructor(house: Installation, watch: Watch, story: Story) {
    this.#house = house;
    this.#watch = watch;
    this.#story = story;
    this.#start = house.clock.nowMs();
  }

  async live(): Promise<void> {
    const { first, turns } = this.#story;
    for (const { person, booking } of first) this.#mailbox(person).book(bookingOf(booking, this.#start));
    for (const turn of turns) await this.#turn(turn);
    await this.#rest();
  }

  #mailbox(person: number): Mailbox {
    return this.#house.mailbox(names[person % this.#story.people.length] ?? '');
  }

  async #turn(turn: Turn): Promise<void> {
    const { clock, exchange, halo } = this.#house;
    for (const { person, edit } of turn.edits) editCalendar(this.#mailbox(person), edit, this.#start);
    clock.advance(turn.hours * hourMs);
    for (const fault of turn.exchangeFaults) this.#order(fault);
    const ordered = turn.haloFaults.map(fault => halo.faults.order(fault));
    await this.#run(turn.verify, isLying(turn));
    this.struck += ordered.reduce((sum, fault) => sum + fault.hits, 0);
    this.struck += Math.max(0, turn.exchangeFaults.length - exchange.faults.pending);
    halo.faults.clear();
    exchange.faults.clear();
  }

  #order({ order, target }: ExchangeFaultData): void {
    const { faults } = this.#house.exchange;
    const items = this.#mailbox(0).items();
    const item = items[(target ?? 0) % Math.max(1, items.length)];
    if (order.kind === 'poison-item') {
      if (item !== undefined) faults.order({ ...order, itemId: item.id });
    } else if (order.kind === 'moved-between-views') {
      if (item === undefined || item.recurrence !== undefined) return;
      const later = (text: string) =>
        `${new Date(Date.parse(text) + 26 * hourMs).toISOString().slice(0, 19)}Z`;
      faults.order({ ...order, moves: item.id, start: later(item.start), end: later(item.end) });
    } else faults.order(order);
  }

  async #run(verify: boolean, lied = false): Promise<RunReport | null> {
    this.runs += 1;
    this.#house.forgetAgents();
    const done = await this.#house.run({ verify });
    const problems = done.ok ? done.value.mailboxes.flatMap(mailbox => mailbox.problems) : [];
    this.#watch.afterRun(lied || problems.some(problem => problem.code === 'item.unreadable'));
    if (!done.ok) {
      this.#watch.violations.push(`a run ended with ${JSON.stringify(done.problem)}`);
      return null;
    }
    return done.value;
  }

  /** Nothing goes wrong any more and all that is held is approved: both sides must agree, and then nothing may happen. */
  async #rest(): Promise<void> {
    const { violations } = this.#watch;
    // A server that does not tell of changed occurrences, or hid some events, is only understood by looking at all of it.
    const { exchange, turns } = this.#story;
    const lied = turns.some(isLying);
    let verify = lied || exchange.occurrenceChangeUpdatesMaster === false;
    let left = '';
    for (let run = 1; run <= mostRunsToRest; run += 1) {
      const report = await this.#run(verify);
      if (report === null) return;
      const problems = [...report.problems, ...report.mailboxes.flatMap(mailbox => mailbox.problems)];
      const approved = await this.#approve();
      verify = false;
      left = `${report.haloWrites} writes, problems ${JSON.stringify(problems)}, held ${approved}`;
      if (report.haloWrites === 0 && problems.length === 0 && !approved) {
        left = '';
        break;
      }
      // What Halo refused is sent again when the window rolls.
      if (problems.some(problem => problem.code === 'halo.rejected')) this.#house.clock.advance(25 * hourMs);
    }
    if (left !== '') violations.push(`no rest after ${mostRunsToRest} runs: ${left}`);
    violations.push(...differences(this.#house));
    for (let run = 1; run <= 2; run += 1) {
      const report = await this.#run(false);
      if (report === null) return;
      if (report.haloWrites > 0) violations.push(`a quiet run wrote ${report.haloWrites} times`);
      if (report.exchangeRequests > this.#story.people.length)
        violations.push(`a quiet run asked Exchange ${report.exchangeRequests} times`);
    }
    const mails = this.#house.halo.mailsSent + this.#house.exchange.mailsSent;
    if (mails > 0) violations.push(`${mails} mails were sent`);
  }

  /** A person says yes to everything. True when there was something. */
  async #approve(): Promise<boolean> {
    const { folder, store } = await this.#house.open();
    try {
      const { answered } = expectValue(await answerHeld(store, 'all', 'approved'));
      return answered.length > 0;
    } finally {
      await store.close();
      await folder.close();
    }
  }
}
