/** Workers that are loading while others work: that takes longer than many an import. */
import { Victim } from './victim.ts';

export class Victims {
  readonly #waiting: Victim[] = [];

  /** `count`: so many are kept waiting. */
  constructor(count: number) {
    for (let number = 0; number < count; number += 1) this.#waiting.push(new Victim());
  }

  /** The one that has been waiting longest; another begins to load in its place. */
  take(): Victim {
    this.#waiting.push(new Victim());
    return this.#waiting.shift() ?? new Victim();
  }

  async close(): Promise<void> {
    await Promise.all(this.#waiting.splice(0).map(victim => victim.kill()));
  }
}
