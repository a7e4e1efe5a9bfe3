/** Work that goes one at a time, in the order in which it came: whoever waits learns first what the one before has found out. */

export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all before it is done. What it throws is the caller's alone. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }
}
