/**
 * An installation that writes both sides and whose processes are killed: people change both sides, one process runs both ways and dies,
 * and the next one must make all good. Tells what was not as it must be.
 */
import * as fc from 'fast-check';
import { ownCodes } from '../../main/simulators/halo/schedule-codes.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { noLimits } from '../builders/no-limits.ts';
import { twoWayDeeds } from '../properties/random-two-way.ts';
import { TwoWayPeople, twoWayNames } from '../properties/two-way-people.ts';
import { comeToRest } from '../properties/two-way-rest.ts';
import { type Installation, install } from '../scenarios/installation.ts';
import { runBothWays } from '../scenarios/two-way.ts';
import { SeededNumbers } from './seeded-numbers.ts';
import type { Ending, Victim } from './victim.ts';
import type { Victims } from './victims.ts';

/**
 * When the process is killed. Writes to either server are counted from 1. `asked`: the write has arrived and nothing was done; `done`: it
 * was done and is not answered; `answered`: its answer is on the way.
 */
export type TwoWayMoment =
  | {
      readonly kind: 'write';
      readonly to: 'exchange' | 'halo';
      readonly number: number;
      readonly at: 'asked' | 'done' | 'answered';
    }
  | { readonly kind: 'after-ms'; readonly ms: number };

const master = { user: 'EXAMPLE\\halo-sync', password: 'master-password' };
const exchangeWrites = ['CreateItem', 'UpdateItem', 'DeleteItem'] as const;
export interface TwoWayGroundOptions {
  readonly seed: number;
  readonly conflict: 'exchange' | 'halo' | 'newest';
}

export class TwoWayGround {
  readonly house: Installation;
  readonly #people: TwoWayPeople;
  readonly #numbers: SeededNumbers;
  readonly #victims: Victims;
  readonly #settings: Readonly<Record<string, object>>;

  private constructor(house: Installation, victims: Victims, options: TwoWayGroundOptions, settings: object) {
    this.house = house;
    this.#victims = victims;
    this.#people = new TwoWayPeople(house);
    this.#numbers = new SeededNumbers(options.seed);
    this.#settings = { ...settings };
  }

  static async open(victims: Victims, options: TwoWayGroundOptions): Promise<TwoWayGround> {
    const { conflict } = options;
    const outbound = { enabled: true, zone: 'Europe/Paris', seriesCodes: ownCodes, conflict };
    const settings = { outbound, import: { private: 'full' }, safety: noLimits };
    const house = await install({
      agents: twoWayNames.map(name => ({ name, timeZone: 'Romance Standard Time' })),
      exchange: { master },
      settings,
    });
    return new TwoWayGround(house, victims, options, settings);
  }

  /** So many things that people do, the same for the same seed; Halo knows by the second when. */
  change(count: number): void {
    const seed = Math.floor(this.#numbers.next() * 2 ** 31);
    for (const deed of fc.sample(twoWayDeeds, { seed, numRuns: count })) {
      this.house.clock.advance(2_000);
      this.#people.do(deed);
    }
    this.house.clock.advance(60_000);
  }

  /** One process that runs both ways, killed at the moment. */
  async runKilled(moment: TwoWayMoment): Promise<Ending> {
    const { exchange, halo, clock, folderPath } = this.house;
    exchange.clearRequests();
    halo.clearRequests();
    const victim = this.#victims.take();
    const { url, clientId, clientSecret } = halo;
    const settings = {
      ...this.#settings,
      halo: { url, clientId, requestsPerMinute: 100_000 },
      exchange: { url: exchange.url, user: master.user, version: 'Exchange2016' },
      agents: { preferenceOn: [1], preferenceOff: [0] },
    };
    settingsSchema.parse(settings);
    const isStruck = this.#arrange(moment);
    await victim.start({
      folder: folderPath,
      settings,
      exchangePassword: master.password,
      clientSecret,
      installation: 'test-installation',
      marksProven: true,
      now: clock.now(),
    });
    const ended = { is: false };
    const ending = victim.end().then(end => {
      ended.is = true;
      return end;
    });
    await this.#killWhen(moment, victim, isStruck, ended);
    const end = await ending;
    exchange.faults.clear();
    halo.faults.clear();
    // What the process has waited has passed for everybody.
    clock.advance(10 * 60_000);
    return end;
  }

  /** A write that is never answered keeps the process where it is until it is killed. */
  #arrange(moment: TwoWayMoment): () => boolean {
    const { exchange, halo } = this.house;
    if (moment.kind === 'after-ms') return () => true;
    const after = moment.number - 1;
    if (moment.to === 'halo') {
      if (moment.at === 'answered') return () => this.#haloWrites() >= moment.number;
      const methods = ['POST', 'DELETE'].map(method =>
        halo.faults.order({ kind: 'never', done: moment.at === 'done', method, path: '/appointment', after }),
      );
      return () => methods.some(({ hits }) => hits > 0);
    }
    if (moment.at === 'answered') return () => this.#exchangeWrites() >= moment.number;
    const effect = moment.at === 'done' ? 'done' : 'not-done';
    for (const operation of exchangeWrites)
      exchange.faults.order({ kind: 'never', effect, operation, after });
    return () => exchange.faults.pending < exchangeWrites.length;
  }

  #haloWrites(): number {
    return this.house.halo.requests.filter(
      line => line.method !== 'GET' && line.path.toLowerCase().includes('appointment'),
    ).length;
  }

  #exchangeWrites(): number {
    const writes: ReadonlySet<string> = new Set(exchangeWrites);
    return this.house.exchange.requests.filter(({ operation }) => writes.has(operation)).length;
  }

  async #killWhen(
    moment: TwoWayMoment,
    victim: Victim,
    isStruck: () => boolean,
    ended: { readonly is: boolean },
  ): Promise<void> {
    if (moment.kind === 'after-ms') await new Promise(resolve => setTimeout(resolve, moment.ms));
    else while (!ended.is && !isStruck()) await new Promise(resolve => setTimeout(resolve, 1));
    if (moment.kind === 'write' && moment.at === 'done')
      for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
    if (!ended.is) await victim.kill();
  }

  /** What comes after the kill, in this process. Empty when both sides are equal, nothing waits, and nobody was mailed. */
  async heal(days: number): Promise<readonly string[]> {
    this.house.forgetAgents();
    const house = await runBothWays(this.house);
    try {
      if (days === 0 && this.#people.born.size === 0) {
        await house.sync();
        await house.send();
      }
      // In one quiet round an import may leave a calendar's event to the way out, and that leave it to the next import.
      return await comeToRest(house, this.#people, { days, quietRounds: days > 0 ? 3 : 2 });
    } finally {
      await house.end();
    }
  }

  close(): Promise<void> {
    return this.house.close();
  }
}
