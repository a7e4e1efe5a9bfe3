/**
 * How many events of a calendar were removed within the last hour, and how many appointments are missing without a word: many at once are
 * rarely meant, and a person is asked (the guard).
 */
import type { Settings } from '../../../preload/contract/settings.ts';
import type { Clock, MailboxKey } from '../../ports.ts';

const hourMs = 60 * 60_000;
const freshMs = 60_000;

interface Missing {
  readonly missing: number;
  readonly of: number;
  readonly atMs: number;
}

export type MissingLimits = Pick<Settings['safety'], 'removalsAtLeast' | 'removalsPercent'>;

export class RecentRemovals {
  readonly #clock: Clock;
  readonly #times = new Map<string, readonly number[]>();

  /** Of the last time when they were looked for. */
  readonly #missing = new Map<string, Missing>();

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

  /** So many appointments for which we made events are not in Halo, of so many that were looked for. */
  found({ agentId, address }: MailboxKey, missing: number, of: number): void {
    this.#missing.set(`${agentId} ${address}`, { missing, of, atMs: this.#clock.monotonicMs() });
  }

  /** They were looked for just now. */
  isFresh({ agentId, address }: MailboxKey): boolean {
    const known = this.#missing.get(`${agentId} ${address}`);
    return known !== undefined && this.#clock.monotonicMs() - known.atMs < freshMs;
  }

  /** More than the import would take for deleted by hand: Halo may have been restored from a backup. */
  isManyMissing({ agentId, address }: MailboxKey, limits: MissingLimits): boolean {
    const { missing, of } = this.#missing.get(`${agentId} ${address}`) ?? { missing: 0, of: 0 };
    return missing >= limits.removalsAtLeast && missing * 100 > of * limits.removalsPercent;
  }
}
