/**
 * In which calendar an appointment of Halo is linked. Asked for an id of which Halo tells no agent any more, and for one that may have
 * been given to another agent. Made of all links at the first question; afterwards only what was touched is read again. A calendar whose
 * links cannot be read keeps what was known of it.
 */
import type { Problem, Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { LinkStore, MailboxKey } from '../../ports.ts';

const keyOf = ({ agentId, address }: MailboxKey) => `${agentId} ${address}`;
const isSame = (one: MailboxKey, other: MailboxKey) =>
  one.agentId === other.agentId && one.address === other.address;

/** Nobody knows what is tied there. */
export interface UnreadableLinks {
  readonly mailbox: MailboxKey;
  readonly problem: Problem;
}

interface LinksRead {
  readonly mailbox: MailboxKey;
  readonly ids: readonly number[];
  readonly newestSent: string;
}

const newer = (one: string, other: string) => (other > one ? other : one);

export class TieIndex {
  readonly #links: LinkStore;
  readonly #homes = new Map<number, MailboxKey>();
  /** All calendars that link an id, of the few that more than one does: one is not synced any more, and its links stay as they are. */
  readonly #several = new Map<number, Set<MailboxKey>>();
  /** What was read of each calendar last, under the one object that stands for it. */
  readonly #read = new Map<string, LinksRead>();
  readonly #touched = new Map<string, MailboxKey>();
  readonly #unreadable = new Map<string, UnreadableLinks>();
  #isWhole = false;

  constructor(links: LinkStore) {
    this.#links = links;
  }

  /** Somebody has written the links of this calendar. */
  touched(mailbox: MailboxKey): void {
    if (this.#isWhole) this.#touched.set(keyOf(mailbox), mailbox);
  }

  /** As of the last question. */
  unreadable(): readonly UnreadableLinks[] {
    return [...this.#unreadable.values()];
  }

  /** The next question tries them again. */
  tryUnreadable(): void {
    for (const [key, { mailbox }] of this.#unreadable) this.#touched.set(key, mailbox);
  }

  /** The newest `last_modified` of an appointment for which an event was made; '' when there is none. */
  async newestSent(): Promise<Result<string>> {
    const upToDate = await this.#update();
    if (!upToDate.ok) return upToDate;
    const all = [...this.#read.values()].map(({ newestSent }) => newestSent);
    return succeeded(all.reduce(newer, ''));
  }

  /**
   * Null: it is tied in no calendar that can be read. Where several link it, one of those that are synced counts, and of these the one of `owner`:
   * the agent to whom it belongs in Halo, null where nobody knows.
   */
  async find(
    haloId: number,
    synced: readonly MailboxKey[],
    owner: number | null = null,
  ): Promise<Result<MailboxKey | null>> {
    const upToDate = await this.#update();
    if (!upToDate.ok) return upToDate;
    const today = this.#syncedHomes(haloId, synced);
    const own = today.find(({ agentId }) => agentId === owner);
    return succeeded(own ?? today.at(-1) ?? this.#homes.get(haloId) ?? null);
  }

  /** Of several that link it those that are synced and not `owner`'s: it was given away while they were not synced. */
  async besides(
    haloId: number,
    synced: readonly MailboxKey[],
    owner: number,
  ): Promise<Result<readonly MailboxKey[]>> {
    const upToDate = await this.#update();
    if (!upToDate.ok) return upToDate;
    return succeeded(this.#syncedHomes(haloId, synced).filter(({ agentId }) => agentId !== owner));
  }

  /** None where only one calendar links it. */
  #syncedHomes(haloId: number, synced: readonly MailboxKey[]): readonly MailboxKey[] {
    const several = [...(this.#several.get(haloId) ?? [])];
    return several.filter(home => synced.some(each => isSame(each, home)));
  }

  #enter(id: number, home: MailboxKey): void {
    const known = this.#homes.get(id);
    if (known !== undefined && known !== home)
      this.#several.set(id, (this.#several.get(id) ?? new Set([known])).add(home));
    this.#homes.set(id, home);
  }

  #leave(id: number, home: MailboxKey): void {
    const several = this.#several.get(id);
    several?.delete(home);
    const [other] = several ?? [];
    if (several?.size === 1) this.#several.delete(id);
    if (this.#homes.get(id) !== home) return;
    if (other === undefined) this.#homes.delete(id);
    else this.#homes.set(id, other);
  }

  async #update(): Promise<Result<void>> {
    if (!this.#isWhole) {
      const known = await this.#links.known();
      if (!known.ok) return known;
      for (const mailbox of known.value) this.#touched.set(keyOf(mailbox), mailbox);
      this.#isWhole = true;
    }
    for (const [key, mailbox] of [...this.#touched]) {
      this.#touched.delete(key);
      const memory = await this.#links.readMemory(mailbox);
      if (!memory.ok && memory.problem.scope === 'mailbox') {
        this.#unreadable.set(key, { mailbox, problem: memory.problem });
        continue;
      }
      if (!memory.ok) {
        this.#touched.set(key, mailbox);
        return memory;
      }
      this.#unreadable.delete(key);
      const before = this.#read.get(key);
      if (before !== undefined) for (const id of before.ids) this.#leave(id, before.mailbox);
      const links = [...memory.value.book.links.values()];
      const ids = links.flatMap(link => link.haloId ?? []);
      const sent = links.filter(link => link.origin === 'sent').map(link => link.lastModified);
      const home = before?.mailbox ?? mailbox;
      for (const id of ids) this.#enter(id, home);
      this.#read.set(key, { mailbox: home, ids, newestSent: sent.reduce(newer, '') });
    }
    return succeeded(undefined);
  }
}
