/**
 * One at a time in each calendar: a run and what is sent to Exchange both read, write and remember the same links. Whoever comes waits for
 * those before, within the bounds that each of them has.
 */
import type { MailboxKey } from '../ports.ts';

/** One for each process: a run and the way out share it. */
export class MailboxTurns {
  readonly #last = new Map<string, Promise<unknown>>();
  /** The number of the turn that ended last in each calendar, counted over all of them. */
  readonly #ended = new Map<string, number>();
  #count = 0;

  /** A moment, for `hasEndedSince`. */
  now(): number {
    return this.#count;
  }

  /** Somebody had a turn in this calendar that ended after that moment: what was read before it may be old. */
  hasEndedSince({ agentId, address }: MailboxKey, moment: number): boolean {
    return (this.#ended.get(`${agentId} ${address}`) ?? 0) > moment;
  }

  /** Runs `work` when everybody before it in this calendar is done. What it throws is the caller's alone. */
  async take<T>({ agentId, address }: MailboxKey, work: () => Promise<T>): Promise<T> {
    const key = `${agentId} ${address}`;
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work).finally(() => {
      this.#count += 1;
      this.#ended.set(key, this.#count);
    });
    const settled = mine.catch(() => {});
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
