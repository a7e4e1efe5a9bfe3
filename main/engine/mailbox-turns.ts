/**
 * One at a time in each calendar: a run and what is sent to Exchange both read, write and remember the same links. Whoever comes waits for
 * those before, within the bounds that each of them has.
 */
import type { MailboxKey } from '../ports.ts';

export class MailboxTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whoever comes now has to wait: what was read before may be old by then. */
  isTaken({ agentId, address }: MailboxKey): boolean {
    return this.#last.has(`${agentId} ${address}`);
  }

  /** Runs `work` when everybody before it in this calendar is done. What it throws is the caller's alone. */
  async take<T>({ agentId, address }: MailboxKey, work: () => Promise<T>): Promise<T> {
    const key = `${agentId} ${address}`;
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
