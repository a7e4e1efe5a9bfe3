/** Workers that are loading while others work: that takes longer than many an import. */
import { importWorker, Victim } from './victim.ts';

export class Victims {
  readonly #waiting: Victim[] = [];

  readonly #worker: URL;

  /** `count`: so many are kept waiting. */
  constructor(count: number, worker: URL = importWorker) {
    this.#worker = worker;
    for (let number = 0; number < count; number += 1) this.#waiting.push(new Victim(worker));
  }

  /** The one that has been waiting longest; another begins to load in its place. */
  take(): Victim {
    this.#waiting.push(new Victim(this.#worker));
    return this.#waiting.shift() ?? new Victim(this.#worker);
  }

  async close(): Promise<void> {
    await Promise.all(this.#waiting.splice(0).map(victim => victim.kill()));
  }
}
