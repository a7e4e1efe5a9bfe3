/**
 * What must hold at every moment of a story, not only at its end: nothing is removed whose event is there, and an appointment keeps
 * its Halo id as long as its event lives. Looks at both servers directly and shares no code with the product.
 */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import type { PlainEvent } from '../../main/simulators/exchange/state/plain.ts';
import type { AppointmentChange } from '../../main/simulators/halo/appointment-book.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { type Compared, isImported } from '../scenarios/compare.ts';

const dayMs = 86_400_000;
const farMs = 500 * dayMs;

export class Watch {
  readonly violations: string[] = [];
  #house: Compared | null = null;
  /** Per mailbox: what tells an event -> Halo's id, as of the last look. */
  #ids: ReadonlyMap<string, number> = new Map();
  /** Removals of this run after which a UID has fewer appointments than events. */
  #short: string[] = [];
  /** UIDs that were ever there twice. */
  readonly #copied = new Set<string>();

  look(house: Compared): void {
    this.#house = house;
  }

  /** To be called for every change that Halo stores, at once. */
  haloChanged(change: AppointmentChange): void {
    if (change.kind !== 'deleted' || change.by !== 'api' || this.#house === null) return;
    const { row } = change;
    const mailbox = this.#mailboxOf(row.agent_id);
    if (mailbox === undefined) return;
    const events = this.#wanted(mailbox);
    const about = `${row.id} "${row.subject}" ${row.start_date}`;
    const others = this.#rows(row.agent_id).filter(each => each.entryid === row.entryid);
    if (others.length === 0 && events.some(event => event.id === row.entryid)) {
      this.violations.push(`removed ${about} although its event is in Exchange`);
      return;
    }
    // An event that is there and left out by a rule frees nothing for the others of its UID.
    const all = mailbox.expand(this.#nowMs() - farMs, this.#nowMs() + farMs);
    if (all.some(event => event.id === row.entryid)) return;
    // Copies may take each other's place.
    const items = mailbox.items().filter(item => item.uid === row.exchange_uid);
    if (items.length > 1 || this.#copied.has(row.exchange_uid)) return;
    const ofUid = events.filter(event => event.uid === row.exchange_uid).length;
    const live = this.#rows(row.agent_id).filter(each => each.exchange_uid === row.exchange_uid).length;
    if (live < ofUid)
      this.#short.push(`removed ${about}: ${live} appointments remain for ${ofUid} events of its UID`);
  }

  /**
   * To be called after each run. `partly`: something could not be read, or was hidden; then an appointment that is proven gone may go
   * before it is known that what was not seen has its UID.
   */
  afterRun(partly: boolean): void {
    if (!partly) this.violations.push(...this.#short);
    this.#short = [];
    const house = this.#house;
    if (house === null) return;
    const now = new Map<string, number>();
    for (const mailbox of house.exchange.state.mailboxes) {
      const masters = new Map<string, string>();
      for (const item of mailbox.items()) {
        if (masters.has(item.uid)) this.#copied.add(item.uid);
        masters.set(item.uid, item.id);
      }
      const agent = this.#agentOf(mailbox);
      const rows = new Map<string, number[]>();
      for (const row of this.#rows(agent ?? 0))
        rows.set(row.entryid, [...(rows.get(row.entryid) ?? []), row.id]);
      for (const event of this.#wanted(mailbox)) {
        const [id, ...more] = rows.get(event.id) ?? [];
        if (id === undefined || more.length > 0) continue;
        now.set(`${mailbox.address} item ${event.id}`, id);
        if (this.#copied.has(event.uid)) continue;
        now.set(`${mailbox.address} uid ${event.uid} ${event.originalDate ?? ''}`, id);
      }
    }
    for (const [key, id] of now) {
      const before = this.#ids.get(key);
      if (before === undefined || before === id) continue;
      const uid = key.split(' ')[2] ?? '';
      if (key.includes(' uid ') && this.#copied.has(uid)) continue;
      this.violations.push(`appointment ${before} became ${id} although its event lived on (${key})`);
    }
    this.#ids = now;
  }

  #wanted(mailbox: Mailbox): readonly PlainEvent[] {
    const house = this.#house;
    if (house === null) return [];
    const rules = defaultSettings.import;
    const today = Math.floor(house.clock.nowMs() / dayMs) * dayMs;
    return mailbox
      .expand(today - rules.daysBack * dayMs, today + rules.daysAhead * dayMs)
      .filter(event => isImported(event, rules));
  }

  #nowMs(): number {
    return this.#house?.clock.nowMs() ?? 0;
  }

  #mailboxOf(agentId: number): Mailbox | undefined {
    const email = this.#house?.halo.state.agents().find(agent => agent.id === agentId)?.email;
    return email === undefined ? undefined : this.#house?.exchange.state.findMailbox(email);
  }

  #agentOf(mailbox: Mailbox): number | undefined {
    return this.#house?.halo.state.agents().find(agent => agent.email === mailbox.address)?.id;
  }

  #rows(agentId: number) {
    const rows = this.#house?.halo.state.appointments() ?? [];
    return rows.filter(row => row.agent_id === agentId && !row.deleted);
  }
}
