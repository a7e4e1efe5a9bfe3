/** The published limit of requests per minute, as a sliding window on the simulator's own clock. */

const minute = 60_000;

export class RateLimit {
  readonly #perMinute: number;
  readonly #taken: number[] = [];

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** 0 when the request may pass, else the whole seconds until the next may. A refused request does not count. */
  take(now: number): number {
    while (this.#taken.length > 0 && (this.#taken[0] ?? now) <= now - minute) this.#taken.shift();
    if (this.#taken.length < this.#perMinute) {
      this.#taken.push(now);
      return 0;
    }
    const oldest = this.#taken[0] ?? now;
    return Math.max(1, Math.ceil((oldest + minute - now) / 1000));
  }
}
