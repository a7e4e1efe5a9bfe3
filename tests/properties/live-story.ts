/** Lets one story happen to the whole product on both simulators and tells everything that was not as it must be. */

import type { RunReport } from '../../main/core/report.ts';
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import { type Installation, install } from '../scenarios/installation.ts';
import { bookingOf, editCalendar } from './edit-calendar.ts';
import { undecidedDifferences } from './expected.ts';
import { PersonAtWindow } from './person-at-window.ts';
import type { ExchangeFaultData, Story, Turn } from './story.ts';
import { Watch } from './watch.ts';
import { workInHalo } from './work-in-halo.ts';
import { windowsName } from './zones.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;
/** The account of the scenarios' installation. */
const master = { user: 'EXAMPLE\\halo-sync', password: 'master-password' };
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
    watch.look(house, () => house.settings().import);
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
  readonly #person: PersonAtWindow;
  /** A view was short and nobody has looked at everything since. */
  #lied = false;

  constructor(house: Installation, watch: Watch, story: Story) {
    this.#house = house;
    this.#watch = watch;
    this.#story = story;
    this.#start = house.clock.nowMs();
    this.#person = new PersonAtWindow(house, watch);
  }

  async live(): Promise<void> {
    const { first, turns } = this.#story;
    for (const { person, booking } of first) this.#mailbox(person).book(bookingOf(booking, this.#start));
    for (const turn of turns) await this.#turn(turn);
    await this.#rest();
  }

  #mailbox(person: number): Mailbox {
    return this.#house.mailbox(this.#name(person));
  }

  #name(person: number): string {
    return names[person % this.#story.people.length] ?? '';
  }

  async #turn(turn: Turn): Promise<void> {
    const { clock, exchange, halo } = this.#house;
    for (const { person, edit } of turn.edits) editCalendar(this.#mailbox(person), edit, this.#start);
    // Halo knows by the second when somebody saved something.
    clock.advance(secondMs);
    for (const { person, hand } of turn.hands)
      workInHalo(this.#house, this.#name(person), hand, this.#watch.hands);
    clock.advance(turn.hours * hourMs + secondMs);
    if (turn.rules !== null) this.#person.setRules(turn.rules);
    if (turn.memoryLost) await this.#person.loseMemory();
    for (const fault of turn.exchangeFaults) this.#order(fault);
    const ordered = turn.haloFaults.map(fault => halo.faults.order(fault));
    const isQuiet = turn.exchangeFaults.length + turn.haloFaults.length === 0;
    if (turn.wrongPassword) await this.#runRefused(isQuiet);
    else await this.#run(turn.verify, { lied: isLying(turn), quiet: isQuiet });
    this.struck += ordered.reduce((sum, fault) => sum + fault.hits, 0);
    this.struck += Math.max(0, turn.exchangeFaults.length - exchange.faults.pending);
    halo.faults.clear();
    exchange.faults.clear();
    if (turn.answer !== null) await this.#person.answer(turn.answer);
  }

  /** Somebody has changed the password and told nobody: it is sent once, and nothing is written. */
  async #runRefused(quiet: boolean): Promise<void> {
    const { state, requests } = this.#house.exchange;
    const refused = () => requests.filter(request => request.status === 401).length;
    const before = refused();
    state.addUser(master.user, 'another password');
    const report = await this.#run(false, { lied: false, quiet: false });
    state.addUser(master.user, master.password);
    const { violations } = this.#watch;
    if (refused() - before > 1) violations.push(`a wrong password was sent ${refused() - before} times`);
    if ((report?.haloWrites ?? 0) > 0) violations.push('something was written with a wrong password');
    const told = (report?.problems ?? []).map(problem => problem.code);
    if (quiet && !told.includes('exchange.unauthorized'))
      violations.push(`a wrong password was told as ${told.join(', ') || 'nothing'}`);
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

  async #run(verify: boolean, what: { lied: boolean; quiet: boolean }): Promise<RunReport | null> {
    this.runs += 1;
    this.#house.forgetAgents();
    this.#watch.hands.beforeRun(verify);
    const done = await this.#house.run({ verify });
    const problems = done.ok
      ? [...done.value.problems, ...done.value.mailboxes.flatMap(mailbox => mailbox.problems)]
      : [];
    this.#lied = what.lied || (this.#lied && !verify);
    const isAgreed = done.ok && what.quiet && problems.length === 0 && done.value.held === 0;
    this.#watch.afterRun({
      partly: what.lied || problems.some(problem => problem.code === 'item.unreadable'),
      // Such a server does not tell of every change.
      clean:
        isAgreed &&
        !this.#lied &&
        this.#story.exchange.occurrenceChangeUpdatesMaster !== false &&
        (await this.#person.held('kept')).length === 0,
    });
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
    const edited = turns.some(turn => turn.hands.length > 0);
    let verify = lied || edited || exchange.occurrenceChangeUpdatesMaster === false;
    let left = '';
    for (let run = 1; run <= mostRunsToRest; run += 1) {
      const report = await this.#run(verify, { lied: false, quiet: true });
      if (report === null) return;
      const problems = [...report.problems, ...report.mailboxes.flatMap(mailbox => mailbox.problems)];
      const approved = await this.#person.answer('approved');
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
    await this.#compare();
    for (let run = 1; run <= 2; run += 1) {
      const report = await this.#run(false, { lied: false, quiet: true });
      if (report === null) return;
      if (report.haloWrites > 0) violations.push(`a quiet run wrote ${report.haloWrites} times`);
      if (report.exchangeRequests > this.#story.people.length)
        violations.push(`a quiet run asked Exchange ${report.exchangeRequests} times`);
    }
    await this.#sortEverything();
    const mails = this.#house.halo.mailsSent + this.#house.exchange.mailsSent;
    if (mails > 0) violations.push(`${mails} mails were sent`);
  }

  /** Everything is looked at again when somebody in Halo has saved all of it and changed nothing that is ours. */
  async #sortEverything(): Promise<void> {
    const { halo, clock } = this.#house;
    clock.advance(secondMs);
    for (const row of halo.state.appointments())
      if (!row.deleted) halo.state.edit(row.id, { category1: 'Sorted' });
    clock.advance(secondMs);
    const report = await this.#run(true, { lied: false, quiet: true });
    if ((report?.haloWrites ?? 0) > 0)
      this.#watch.violations.push(`a look at everything wrote ${report?.haloWrites} times`);
  }

  async #compare(): Promise<void> {
    const watch = this.#watch;
    const kept = await this.#person.held('kept');
    for (const question of kept)
      if (!watch.answers.wasKept(question)) watch.violations.push(`nobody wanted ${question.itemId} kept`);
    const rules = this.#house.settings().import;
    const decided = { watch, kept, refused: new Set<string>() };
    watch.violations.push(...undecidedDifferences(this.#house, rules, decided));
  }
}
