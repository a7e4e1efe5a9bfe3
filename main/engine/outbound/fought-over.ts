/**
 * Whether something in Exchange undoes what is written there, and something in Halo undoes that, time after time: two rules fight, and each
 * write only calls for the next. So does what is put back in Halo, where something changes it again. Known to the running program alone. It
 * decides nothing else.
 */
import { type OwnedFieldName, type OwnedFields, ownedFieldNames } from '../../core/appointment.ts';
import { hashOf } from '../../core/hash.ts';
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import type { Clock } from '../../ports.ts';

/** So often the same is written over the same, with nothing else between, before it is left alone. A person does not insist so often. */
const mostTurns = 5;
const dayMs = 24 * 60 * 60_000;
/** More fields than are written in any day; the oldest is forgotten first. */
const mostKept = 20_000;

interface Turns {
  /** Hash of what was written and what stood there; never the texts. */
  readonly what: string;
  readonly times: readonly number[];
}

type Told = Pick<OutboundEntry, 'haloId' | 'count'>;

function turnOf(field: OwnedFieldName, over: OwnedFields, value: OwnedFields): string {
  return hashOf([over[field], value[field]]);
}

export class FoughtOver {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  /** By id in Halo and field. */
  readonly #turns = new Map<string, Turns>();
  /** What was heard of those that wait for somebody, when they began to. */
  readonly #told = new Map<number, number>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  isFought(haloId: number, field: OwnedFieldName, over: OwnedFields, value: OwnedFields): boolean {
    return this.#recent(`${haloId} ${field}`, turnOf(field, over, value)).length >= mostTurns;
  }

  /** `value` was written where `over` stood. */
  wrote(haloId: number, field: OwnedFieldName, over: OwnedFields, value: OwnedFields): void {
    const key = `${haloId} ${field}`;
    const what = turnOf(field, over, value);
    const times = [...this.#recent(key, what), this.#clock.monotonicMs()];
    this.#turns.delete(key);
    this.#turns.set(key, { what, times });
    const [oldest] = this.#turns.keys();
    if (this.#turns.size > mostKept && oldest !== undefined) this.#turns.delete(oldest);
  }

  /** It waits for somebody as it is now in the queue. True: that is news. */
  tell({ haloId, count }: Told): boolean {
    const isNews = !this.#told.has(haloId);
    this.#told.set(haloId, count);
    return isNews;
  }

  /** All that differed was written. */
  settled(haloId: number): void {
    this.#told.delete(haloId);
  }

  /** Nothing new was heard of it since that was told: a person has it tried again, and it is. */
  begin({ haloId, count }: Told): void {
    const told = this.#told.get(haloId);
    if (told === undefined || told !== count) return;
    this.#told.delete(haloId);
    for (const field of ownedFieldNames) this.#turns.delete(`${haloId} ${field}`);
  }

  #recent(key: string, what: string): readonly number[] {
    const known = this.#turns.get(key);
    const after = this.#clock.monotonicMs() - dayMs;
    return known?.what === what ? known.times.filter(time => time > after) : [];
  }
}
