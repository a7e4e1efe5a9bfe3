/**
 * An installation whose imports are killed: calendars that change by the hundred, a trigger at the n-th effect that reaches Halo or at a
 * moment, and the one import after it that must make all good. Tells what was not as it must be.
 */
import * as fc from 'fast-check';
import { generatedCalendar } from '../../main/simulators/generated-calendar.ts';
import type { AppointmentChange } from '../../main/simulators/halo/appointment-book.ts';
import { noLimits } from '../builders/no-limits.ts';
import { editCalendar } from '../properties/edit-calendar.ts';
import { anyZone, calendarIn } from '../properties/random-edits.ts';
import { Watch } from '../properties/watch.ts';
import { differences } from '../scenarios/compare.ts';
import { type Installation, install } from '../scenarios/installation.ts';
import { SeededNumbers } from './seeded-numbers.ts';
import type { Ending, Victim } from './victim.ts';
import type { Victims } from './victims.ts';

/** When the worker is killed. Effects are counted from 1: a POST or DELETE that reached Halo. */
export type Moment =
  | { readonly kind: 'effect'; readonly number: number; readonly answered: boolean }
  | { readonly kind: 'after-ms'; readonly ms: number };

/** The account of the scenarios' installation. */
const master = { user: 'EXAMPLE\\halo-sync', password: 'master-password' };

export interface GroundOptions {
  readonly seed: number;
  /** Bookings in each calendar before the first kill. */
  readonly events: number;
  readonly rowsPerWrite: number;
  readonly people: readonly string[];
}

export class KillingGround {
  readonly house: Installation;
  readonly #watch: Watch;
  readonly #numbers: SeededNumbers;
  readonly #options: GroundOptions;
  readonly #start: number;
  readonly #victims: Victims;
  #trigger: (() => Promise<void>) | null = null;

  private constructor(house: Installation, watch: Watch, victims: Victims, options: GroundOptions) {
    this.house = house;
    this.#watch = watch;
    this.#victims = victims;
    this.#options = options;
    this.#numbers = new SeededNumbers(options.seed);
    this.#start = house.clock.nowMs();
  }

  static async open(victims: Victims, options: GroundOptions): Promise<KillingGround> {
    const watch = new Watch();
    const told: { ground: KillingGround | null } = { ground: null };
    const house = await install({
      agents: options.people.map(name => ({ name })),
      exchange: { master },
      settings: { halo: { rowsPerWrite: options.rowsPerWrite }, safety: noLimits },
      halo: { onAppointmentChange: async change => told.ground?.changed(change) },
    });
    const ground = new KillingGround(house, watch, victims, options);
    told.ground = ground;
    watch.look(house);
    for (const [index, name] of options.people.entries()) {
      const bookings = generatedCalendar(options.seed * 1_000 + index, options.events, house.clock.nowMs());
      for (const booking of bookings) house.mailbox(name).book(booking);
    }
    return ground;
  }

  /** A write is answered only when this is done. */
  async changed(change: AppointmentChange): Promise<void> {
    this.#watch.haloChanged(change);
    await this.#trigger?.();
  }

  /** About so many changes in all calendars, the same for the same seed. */
  change(count: number): void {
    const seed = Math.floor(this.#numbers.next() * 2 ** 31);
    for (const edit of fc.sample(calendarIn(anyZone).edit, { seed, numRuns: count })) {
      const name = this.#options.people[this.#numbers.below(this.#options.people.length)] ?? '';
      editCalendar(this.house.mailbox(name), edit, this.#start);
    }
  }

  /** One import in a process of its own, killed at the moment. */
  async importKilled(moment: Moment): Promise<Ending> {
    const { exchange, halo, clock, folderPath } = this.house;
    exchange.clearRequests();
    halo.clearRequests();
    const victim = this.#victims.take();
    const killing: Promise<void>[] = [];
    if (moment.kind === 'effect') this.#trigger = () => this.#atEffect(moment, victim, killing);
    await victim.start({
      folder: folderPath,
      settings: {
        halo: {
          url: halo.url,
          clientId: halo.clientId,
          requestsPerMinute: 100_000,
          rowsPerWrite: this.#options.rowsPerWrite,
        },
        exchange: { url: exchange.url, user: master.user, version: 'Exchange2016' },
        agents: { preferenceOn: [1], preferenceOff: [0] },
        safety: noLimits,
      },
      exchangePassword: master.password,
      clientSecret: halo.clientSecret,
      installation: 'test-installation',
      marksProven: true,
      now: clock.now(),
    });
    if (moment.kind === 'after-ms') {
      await new Promise(resolve => setTimeout(resolve, moment.ms));
      await victim.kill();
    }
    const ending = await victim.end();
    this.#trigger = null;
    await Promise.all(killing);
    return ending;
  }

  async #atEffect(
    moment: Extract<Moment, { kind: 'effect' }>,
    victim: Victim,
    killing: Promise<void>[],
  ): Promise<void> {
    if (this.#effects() + 1 < moment.number) return;
    this.#trigger = null;
    if (!moment.answered) {
      await victim.kill();
      return;
    }
    const kill = async () => {
      // The answer is on its way once its line is in the log.
      for (let turn = 0; turn < 10_000 && this.#effects() < moment.number; turn += 1)
        await new Promise(resolve => setImmediate(resolve));
      await victim.kill();
    };
    killing.push(kill());
  }

  #effects(): number {
    return this.house.halo.requests.filter(
      line => line.method !== 'GET' && line.path.toLowerCase().includes('appointment'),
    ).length;
  }

  /** The import after the kill, in this process. Empty when Halo is equal to Exchange again and stays so. */
  async heal(): Promise<readonly string[]> {
    const { house } = this;
    house.forgetAgents();
    const problems: string[] = [];
    const done = await house.run();
    if (!done.ok) return [`the next import ended with ${JSON.stringify(done.problem)}`];
    const told = [...done.value.problems, ...done.value.mailboxes.flatMap(mailbox => mailbox.problems)];
    if (told.length > 0) problems.push(`the next import told ${JSON.stringify(told)}`);
    if (done.value.held > 0) problems.push(`the next import held ${done.value.held} changes`);
    this.#watch.afterRun({ partly: false });
    problems.push(...differences(house));
    const quiet = await house.run();
    if (!quiet.ok) problems.push(`the quiet import ended with ${JSON.stringify(quiet.problem)}`);
    else if (quiet.value.haloWrites > 0)
      problems.push(`a quiet import wrote ${quiet.value.haloWrites} times`);
    if (house.halo.mailsSent + house.exchange.mailsSent > 0) problems.push('mails were sent');
    problems.push(...this.#watch.violations.splice(0));
    return problems;
  }

  async close(): Promise<void> {
    await this.house.close();
  }
}
