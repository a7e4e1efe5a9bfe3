/**
 * What people do on both sides, out of the numbers of a life, and what they must find of it in the end. Whatever is born carries a mark
 * (`#7`) at the beginning of its subject for its life. Shares no code with the product.
 */
import type { PlainEvent } from '../../main/simulators/exchange/state/plain.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { Installation } from '../scenarios/installation.ts';
import { type Born, markOf, newBorn } from './two-way-born.ts';
import { inExchangeWords, inHaloWords } from './two-way-guests.ts';
import type { Side, Slot, TextField, TwoWayDeed } from './two-way-story.ts';
import { exchangeTimes, haloTimes, midday } from './two-way-times.ts';

const dayMs = 86_400_000;
/** What people see of an installation. */
export type House = Pick<
  Installation,
  'clock' | 'exchange' | 'halo' | 'mailbox' | 'agentId' | 'appointments' | 'settings'
>;

export const twoWayNames = ['Anna', 'Bea'] as const;

export class TwoWayPeople {
  readonly born = new Map<string, Born>();
  readonly #house: House;
  readonly #midnight: number;
  #count = 0;

  constructor(house: House) {
    this.#house = house;
    this.#midnight = Math.floor(house.clock.nowMs() / dayMs) * dayMs;
  }

  do(deed: TwoWayDeed): void {
    this.#count += 1;
    if (deed.in === 'halo') this.#inHalo(deed);
    else this.#inExchange(deed);
    const made = this.born.get(`#${this.#count}`);
    if (deed.do === 'make' && deed.isPrivate && made !== undefined) made.wasPrivate = true;
  }

  #bear(born: Side, isSeries: boolean): string {
    const mark = `#${this.#count}`;
    this.born.set(mark, newBorn(mark, born, isSeries));
    return mark;
  }

  #of(subject: string): Born | undefined {
    return this.born.get(markOf(subject) ?? '');
  }

  #text(born: Born | undefined, mark: string, side: Side, field: TextField): string {
    const text = `${field === 'subject' ? `${mark} ` : ''}${field} ${this.#count}`;
    const sides = new Set(born?.texts.get(field)?.sides).add(side);
    born?.texts.set(field, { text, sides });
    return text;
  }

  #rows(areMasters: boolean): readonly AppointmentRow[] {
    const ids = new Set(twoWayNames.map(name => this.#house.agentId(name)));
    return this.#house.halo.state
      .appointments()
      .filter(row => ids.has(row.agent_id) && !row.deleted && row._recurringmaster === areMasters)
      .sort((a, b) => a.id - b.id);
  }

  /** An occurrence stays on its day: Exchange lets none pass another. */
  #within(slot: Slot, masterId: string | undefined, start: string): Slot {
    if (masterId === undefined || masterId === '') return slot;
    const day = Math.floor((Date.parse(`${start.slice(0, 10)}T00:00:00Z`) - this.#midnight) / dayMs);
    return midday({ ...slot, day });
  }

  #inHalo(deed: Extract<TwoWayDeed, { in: Side }> & { readonly do: string }): void {
    const { state } = this.#house.halo;
    const agentOf = (number: number) => this.#house.agentId(twoWayNames[number] ?? '');
    if (deed.do === 'make') {
      const mark = this.#bear('halo', false);
      state.book({
        agent_id: agentOf(deed.agent),
        subject: `${mark} made in Halo`,
        is_private: deed.isPrivate,
        ...haloTimes(this.#midnight, deed.slot),
      });
      return;
    }
    if (deed.do === 'make-series') {
      const mark = this.#bear('halo', true);
      const times = haloTimes(this.#midnight, midday(deed.slot));
      const booking = { agent_id: agentOf(deed.agent), subject: `${mark} made in Halo`, ...times };
      state.makeSeries(booking, { kind: 'daily', every: 1 }, { times: deed.times });
      return;
    }
    if (deed.do === 'copy') return;
    const isOfSeries = deed.do === 'write-series' || deed.do === 'delete-series' || deed.do === 'repeat';
    const rows = this.#rows(isOfSeries);
    const row = rows[deed.which % Math.max(1, rows.length)];
    if (row === undefined) return;
    const born = this.#bornOf(row);
    const mark = born?.mark ?? '';
    if (deed.do !== 'sort') born?.editedIn.add('halo');
    if (deed.do === 'private' && born !== undefined) born.wasPrivate = true;
    switch (deed.do) {
      case 'write':
      case 'write-series': {
        // Nobody who sees a time alone gives it a name.
        if (markOf(row.subject) === null) return;
        const text = this.#text(born, mark, 'halo', deed.field);
        const name = deed.field === 'location' ? 'appointment_location_free_text' : deed.field;
        state.edit(row.id, { [name]: text });
        return;
      }
      case 'move':
        state.edit(
          row.id,
          haloTimes(this.#midnight, this.#within(deed.slot, row.recurring_master_id, row.start_date)),
        );
        return;
      case 'private':
        state.edit(row.id, { is_private: deed.isPrivate });
        return;
      case 'invite':
        if (row.entryid === '') state.edit(row.id, { attendees: inHaloWords(deed.guests) });
        return;
      case 'delete':
      case 'delete-series':
        born?.deletedIn.add('halo');
        state.deleteByHand(row.id);
        return;
      case 'repeat':
        if (born !== undefined) born.isWorkedOn = true;
        state.changeSeries(row.id, { kind: 'daily', every: deed.every }, { times: deed.times });
        return;
      case 'give':
        // What it is called nobody in the other calendar is to know.
        if (markOf(row.subject) === null) return;
        if (born !== undefined) born.isWorkedOn = true;
        state.moveTo(row.id, agentOf(deed.agent));
        return;
      case 'complete':
      case 'ticket':
        if (born !== undefined) born.isWorkedOn = true;
        if (deed.do === 'complete') state.complete(row.id);
        else state.attachTicket(row.id, 7_000 + row.id);
        return;
      case 'sort':
        state.edit(row.id, { category1: `Seen ${this.#count}` });
        return;
    }
  }

  /** A row that shows its time alone is known by its event. */
  #bornOf(row: AppointmentRow): Born | undefined {
    const known = this.#of(row.subject);
    if (known !== undefined) return known;
    return this.#of(this.events().find(each => each.event.id === row.entryid)?.event.subject ?? '');
  }

  events(): readonly { readonly name: (typeof twoWayNames)[number]; readonly event: PlainEvent }[] {
    const [from, until] = [this.#midnight - 10 * dayMs, this.#midnight + 60 * dayMs];
    return twoWayNames.flatMap(name =>
      this.#house
        .mailbox(name)
        .expand(from, until)
        .map(event => ({ name, event })),
    );
  }

  #inExchange(deed: Extract<TwoWayDeed, { in: Side }> & { readonly do: string }): void {
    const mailboxOf = (number: number) => this.#house.mailbox(twoWayNames[number] ?? 'Anna');
    if (deed.do === 'make' || deed.do === 'make-series') {
      const isSeries = deed.do === 'make-series';
      const mark = this.#bear('exchange', isSeries);
      mailboxOf(deed.agent).book({
        subject: `${mark} made in Outlook`,
        freeBusy: 'Busy',
        ...exchangeTimes(this.#midnight, isSeries ? midday(deed.slot) : deed.slot),
        ...(deed.do === 'make-series'
          ? { recurrence: everyDays({ every: 1, times: deed.times }) }
          : { sensitivity: deed.isPrivate ? ('Private' as const) : ('Normal' as const) }),
      });
      return;
    }
    const isOfSeries = deed.do === 'write-series' || deed.do === 'delete-series' || deed.do === 'repeat';
    const all = isOfSeries
      ? twoWayNames.flatMap(name =>
          this.#house
            .mailbox(name)
            .items()
            .filter(item => item.kind === 'RecurringMaster')
            .map(event => ({ name, event })),
        )
      : this.events();
    const found = all[deed.which % Math.max(1, all.length)];
    if (found === undefined) return;
    const { event } = found;
    const mailbox = this.#house.mailbox(found.name);
    const born = this.#of(event.subject);
    const mark = born?.mark ?? '';
    born?.editedIn.add('exchange');
    if (deed.do === 'private' && born !== undefined) born.wasPrivate = true;
    switch (deed.do) {
      case 'write':
      case 'write-series': {
        const text = this.#text(born, mark, 'exchange', deed.field);
        const change =
          deed.field === 'note' ? { body: text, bodyType: 'Text' as const } : { [deed.field]: text };
        mailbox.change(event.id, change);
        return;
      }
      case 'move':
        mailbox.change(
          event.id,
          exchangeTimes(this.#midnight, this.#within(deed.slot, event.masterId, event.start)),
        );
        return;
      case 'private':
        mailbox.change(event.id, { sensitivity: deed.isPrivate ? 'Private' : 'Normal' });
        return;
      case 'invite':
        mailbox.change(event.id, { attendees: inExchangeWords(deed.guests) });
        return;
      case 'delete':
      case 'delete-series':
        born?.deletedIn.add('exchange');
        mailbox.remove(event.id);
        return;
      case 'repeat':
        if (born !== undefined) born.isWorkedOn = true;
        mailbox.change(event.id, { recurrence: everyDays(deed) });
        return;
      case 'copy':
        if (event.masterId !== undefined || born === undefined) return;
        born.copies += 1;
        mailbox.duplicate(event.id);
        return;
    }
  }
}

function everyDays({ every, times }: { readonly every: number; readonly times: number }) {
  return {
    pattern: { kind: 'Daily', interval: every },
    range: { kind: 'numbered', count: times },
  } as const;
}
