/** How many events of a calendar were removed within the last hour: many at once are rarely meant, and a person is asked (the guard). */
import type { Clock, MailboxKey } from '../../ports.ts';

const hourMs = 60 * 60_000;

export class RecentRemovals {
  readonly #clock: Clock;
  readonly #times = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  #recent({ agentId, address }: MailboxKey): readonly number[] {
    const after = this.#clock.monotonicMs() - hourMs;
    return (this.#times.get(`${agentId} ${address}`) ?? []).filter(time => time > after);
  }

  count(mailbox: MailboxKey): number {
    return this.#recent(mailbox).length;
  }

  add(mailbox: MailboxKey): void {
    const times = [...this.#recent(mailbox), this.#clock.monotonicMs()];
    this.#times.set(`${mailbox.agentId} ${mailbox.address}`, times);
  }
}
