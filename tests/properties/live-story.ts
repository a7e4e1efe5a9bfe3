/** Lets one story happen to the whole product on both simulators and tells everything that was not as it must be. */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import { noLimits } from '../builders/no-limits.ts';
import { type Installation, install } from '../scenarios/installation.ts';
import { bookingOf, editCalendar } from './edit-calendar.ts';
import { PersonAtWindow } from './person-at-window.ts';
import { Silences } from './silences.ts';
import type { ExchangeFaultData, Story, Turn } from './story.ts';
import { endStory } from './story-end.ts';
import { StoryRuns } from './story-runs.ts';
import { Watch } from './watch.ts';
import { workInHalo } from './work-in-halo.ts';
import { windowsName } from './zones.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;
/** The account of the scenarios' installation. */
const master = { user: 'EXAMPLE\\halo-sync', password: 'master-password' };
const names = ['Anna', 'Bea'] as const;
/** True when a view of this turn is short and says that it is whole: nobody can know what it does not show. */
function isLying(turn: Turn): boolean {
  return turn.exchangeFaults.some(({ order }) => order.kind === 'partial-view' && order.marked === false);
}

function isSilent({ exchangeFaults, haloFaults }: Turn): boolean {
  return [...exchangeFaults.map(({ order }) => order), ...haloFaults].some(order => order.kind === 'never');
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
  const silences = new Silences();
  const house = await install({
    startTimer: silences.start,
    agents: story.people.map((zone, index) => ({ name: names[index] ?? '', timeZone: windowsName(zone) })),
    exchange: { dialect: story.exchange },
    halo: { dialect: story.halo, onAppointmentChange: async change => watch.haloChanged(change) },
    settings: {
      halo: { rowsPerWrite: story.rowsPerWrite },
      ...(story.guarded ? {} : { safety: noLimits }),
    },
  });
  const teller = new Teller(house, watch, silences, story);
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
  struck = 0;
  readonly #house: Installation;
  readonly #watch: Watch;
  readonly #runs: StoryRuns;
  readonly #story: Story;
  readonly #start: number;
  readonly #person: PersonAtWindow;

  constructor(house: Installation, watch: Watch, silences: Silences, story: Story) {
    this.#house = house;
    this.#watch = watch;
    this.#story = story;
    this.#start = house.clock.nowMs();
    this.#person = new PersonAtWindow(house, watch);
    this.#runs = new StoryRuns(house, watch, this.#person, silences, story);
  }

  get runs(): number {
    return this.#runs.count;
  }

  async live(): Promise<void> {
    const { first, turns } = this.#story;
    for (const { person, booking } of first) this.#mailbox(person).book(bookingOf(booking, this.#start));
    for (const turn of turns) await this.#turn(turn);
    // A server that does not tell of changed occurrences, or hid some events, is only understood by looking at all of it.
    const verify =
      turns.some(turn => isLying(turn) || turn.hands.length > 0) ||
      this.#story.exchange.occurrenceChangeUpdatesMaster === false;
    const [house, watch, person] = [this.#house, this.#watch, this.#person];
    await endStory({ house, watch, person, runs: this.#runs, story: this.#story, verify });
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
    if (turn.wrongPassword) await this.#runRefused(isQuiet, isSilent(turn));
    else await this.#runs.run(turn.verify, { lied: isLying(turn), quiet: isQuiet, silent: isSilent(turn) });
    const struck = ordered.reduce((sum, fault) => sum + fault.hits, 0);
    this.struck += struck;
    this.#watch.lostAnswers += struck;
    this.struck += Math.max(0, turn.exchangeFaults.length - exchange.faults.pending);
    halo.faults.clear();
    exchange.faults.clear();
    if (turn.answer !== null) await this.#person.answer(turn.answer);
  }

  /** Somebody has changed the password and told nobody: it is sent once, and nothing is written. */
  async #runRefused(quiet: boolean, silent: boolean): Promise<void> {
    const { state, requests } = this.#house.exchange;
    const refused = () => requests.filter(request => request.status === 401).length;
    const before = refused();
    state.addUser(master.user, 'another password');
    const report = await this.#runs.run(false, { quiet: false, silent });
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
}
