/**
 * Both servers as a judge looks at them: what stands in the calendars, what Halo holds, and the rules of the moment. Shares no code with
 * the product.
 */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import type { PlainEvent } from '../../main/simulators/exchange/state/plain.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { type Compared, isImported } from '../scenarios/compare.ts';

const dayMs = 86_400_000;
/** Farther than any story moves an event. */
const farMs = 500 * dayMs;

/** What a calendar showed of a span at a version of it. */
interface Shown {
  readonly version: number;
  readonly from: number;
  readonly until: number;
  readonly events: readonly PlainEvent[];
}

export class Scene {
  readonly house: Compared;
  readonly #near = new Map<Mailbox, Shown>();
  readonly #far = new Map<Mailbox, Shown>();
  readonly #rules: () => Settings['import'];

  constructor(house: Compared, rules: () => Settings['import']) {
    this.house = house;
    this.#rules = rules;
  }

  get rules(): Settings['import'] {
    return this.#rules();
  }

  get mailboxes(): readonly Mailbox[] {
    return this.house.exchange.state.mailboxes;
  }

  nowMs(): number {
    return this.house.clock.nowMs();
  }

  /** Events of the window that the rules let in. */
  wanted(mailbox: Mailbox): readonly PlainEvent[] {
    const { daysBack, daysAhead } = this.rules;
    const today = Math.floor(this.nowMs() / dayMs) * dayMs;
    const span = { from: today - daysBack * dayMs, until: today + daysAhead * dayMs };
    return shown(this.#near, mailbox, span).filter(event => isImported(event, this.rules));
  }

  /** Everything that stands in the calendar, whatever the rules and wherever the window. */
  all(mailbox: Mailbox): readonly PlainEvent[] {
    const today = Math.floor(this.nowMs() / dayMs) * dayMs;
    return shown(this.#far, mailbox, { from: today - farMs, until: today + farMs });
  }

  isLetIn(event: PlainEvent): boolean {
    return isImported(event, this.rules);
  }

  mailboxOf(agentId: number): Mailbox | undefined {
    const { halo, exchange } = this.house;
    const email = halo.state.agents().find(agent => agent.id === agentId)?.email;
    return email === undefined ? undefined : exchange.state.findMailbox(email);
  }

  agentOf(mailbox: Mailbox): number {
    return this.house.halo.state.agents().find(agent => agent.email === mailbox.address)?.id ?? 0;
  }

  /** Live appointments of an agent. */
  rows(agentId: number): readonly AppointmentRow[] {
    return this.house.halo.state.appointments().filter(row => row.agent_id === agentId && !row.deleted);
  }
}

/** Looked up again only when the calendar is another one: a judge asks at every write. */
function shown(
  known: Map<Mailbox, Shown>,
  mailbox: Mailbox,
  span: { readonly from: number; readonly until: number },
): readonly PlainEvent[] {
  const { version } = mailbox.calendar;
  const last = known.get(mailbox);
  if (last?.version === version && last.from === span.from && last.until === span.until) return last.events;
  const events = mailbox.expand(span.from, span.until);
  known.set(mailbox, { version, ...span, events });
  return events;
}

/** All of an event that may be seen in Halo: another text is another event to us. Occurrences share the stamps of their master. */
export function contentOf(event: PlainEvent): string {
  const { changeKey: _, modified: __, ...content } = event;
  return JSON.stringify(content);
}
