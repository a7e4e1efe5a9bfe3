/**
 * The queue of appointments on their way to Exchange: in memory for who asks, on disk before anybody is told that it is there. It knows
 * what waits and since when, not what is to be done about it.
 */
import type { Instant } from '../../core/event.ts';
import type {
  AboutAppointment,
  EntryState,
  HeardBy,
  OpenOutboundMemory,
  OutboundEntry,
  OutboundMemory,
  OutboundRecord,
} from '../../core/outbound/entry.ts';
import { emptyOutbound, enterOutbound } from '../../core/outbound/entry.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { instantOf } from '../../core/window.ts';
import type { OutboundStore } from '../../outbound-ports.ts';
import type { Clock } from '../../ports.ts';
import { answerOutbound, type OutboundAnswer, type OutboundAnswers } from './answer-outbound.ts';
import { crowdedOut, hasRoom } from './queue-bounds.ts';

/** What became of an entry. */
export type Sent =
  | { readonly kind: 'done'; readonly wrote: boolean }
  | { readonly kind: 'rest'; readonly problem: Problem }
  | {
      readonly kind: 'wait';
      readonly state: Extract<EntryState, { kind: 'parked' | 'held' }>;
      /** In whose calendar that was found; a nudge tells no agent, and of a deleted appointment Halo tells none. */
      readonly agentId?: number;
    };

export interface HeardChange {
  readonly haloId: number;
  readonly agentId: number | null;
}

export class OutboundQueue {
  readonly #store: OutboundStore;
  readonly #clock: Clock;
  #memory: OpenOutboundMemory = emptyOutbound();
  readonly #about = new Map<number, AboutAppointment>();
  #listener: () => void = () => {};
  #loaded: Promise<Result<void>> | null = null;
  /** The disk has refused something that is in memory, or to be read. */
  #isAhead = false;
  #lastAppend: Promise<Result<void>> = Promise.resolve(succeeded(undefined));

  constructor(store: OutboundStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Before anything else; a second time it does nothing, but after a refusal of the disk it reads again what is there. */
  load(): Promise<Result<void>> {
    if (this.#isAhead) this.#loaded = null;
    this.#isAhead = false;
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<Result<void>> {
    const read = await this.#store.read();
    if (!read.ok) {
      this.#isAhead = true;
      return read;
    }
    const { entries, series } = read.value;
    this.#memory = { ...read.value, entries: new Map(entries), series: new Map(series) };
    return succeeded(undefined);
  }

  get memory(): OutboundMemory {
    return this.#memory;
  }

  /** Told whenever something new waits. */
  listen(listener: () => void): void {
    this.#listener = listener;
  }

  /** Resolves when all of them are on disk. */
  async heard(changes: readonly HeardChange[], by: HeardBy): Promise<Result<'queued' | 'full'>> {
    const loaded = await this.load();
    if (!loaded.ok) return loaded;
    const { entries } = this.#memory;
    if (by === 'nudge' && !hasRoom(entries, changes.length)) return succeeded('full');
    const written: OutboundEntry[] = [];
    for (const { haloId, agentId } of changes) {
      const known = entries.get(haloId);
      const before = known?.metBy ?? [];
      const isMet = by === 'import' && agentId !== null && !before.includes(agentId);
      const entry: OutboundEntry = {
        haloId,
        agentId: agentId ?? known?.agentId ?? null,
        since: known?.since ?? this.#clock.now(),
        // Only the import has seen an event; what else was heard of the appointment says less.
        heard: by === 'import' ? by : (known?.heard ?? by),
        count: (known?.count ?? 0) + 1,
        state: { kind: 'waiting' },
        intent: known?.intent ?? null,
        approved: known?.approved ?? null,
        ...(isMet ? { metBy: [...before, agentId] } : before.length > 0 ? { metBy: before } : {}),
        ...(known?.removing === undefined ? {} : { removing: known.removing }),
        ...(known?.about === undefined ? {} : { about: known.about }),
      };
      // What waits already is on disk: that it was heard of again matters only to who works on it just now.
      const isKept =
        known?.state.kind === 'waiting' && known.agentId === entry.agentId && known.heard === entry.heard;
      if (isKept && !isMet) entries.set(haloId, entry);
      else written.push(entry);
    }
    // What waits already may be on its way to the disk.
    const kept = await (written.length === 0
      ? this.#lastAppend
      : this.#append([{ kind: 'entries', entries: written }]));
    if (!kept.ok) return kept;
    this.#listener();
    return succeeded('queued');
  }

  /** What a person knows this one by: kept with it from its next state on. What is private on one side shows no text of the other. */
  learn(haloId: number, about: AboutAppointment): void {
    const isHidden = this.#about.get(haloId)?.subject === null;
    this.#about.set(haloId, isHidden ? { ...about, subject: null } : about);
  }

  /** What may be worked on now, the oldest first. */
  due(now: string): readonly OutboundEntry[] {
    return [...this.#memory.entries.values()]
      .filter(
        ({ state }) => state.kind === 'waiting' || (state.kind === 'resting' && isOver(state.until, now)),
      )
      .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.haloId - b.haloId));
  }

  /** When the next entry that rests is due; null when none does. */
  nextTry(): string | null {
    let next: string | null = null;
    for (const { state } of this.#memory.entries.values())
      if (state.kind === 'resting' && (next === null || state.until < next)) next = state.until;
    return next;
  }

  /** Written down before a create is sent, so that it is looked for after a crash. */
  async intend(
    entry: OutboundEntry,
    intent: NonNullable<OutboundEntry['intent']>,
  ): Promise<Result<OutboundEntry>> {
    const latest = this.#memory.entries.get(entry.haloId) ?? entry;
    const intended = { ...latest, intent };
    const kept = await this.#append([{ kind: 'entries', entries: [intended] }]);
    return kept.ok ? succeeded({ ...entry, intent }) : kept;
  }

  /** `entry` as it was when work on it began: what was heard since then keeps it waiting. */
  async finish(entry: OutboundEntry, sent: Sent): Promise<Result<void>> {
    const latest = this.#memory.entries.get(entry.haloId);
    const isNewer = latest !== undefined && latest.count > entry.count;
    const about = this.#about.get(entry.haloId);
    this.#about.delete(entry.haloId);
    const base = { ...(latest ?? entry), ...(about === undefined ? {} : { about }) };
    if (sent.kind === 'done') {
      const done: OutboundRecord = {
        kind: 'done',
        haloId: entry.haloId,
        at: this.#clock.now(),
        wrote: sent.wrote,
      };
      const again = {
        ...base,
        since: this.#clock.now(),
        state: { kind: 'waiting' },
        intent: null,
        approved: null,
      } as const;
      return this.#append(isNewer ? [done, { kind: 'entries', entries: [again] }] : [done]);
    }
    const state = sent.kind === 'wait' ? sent.state : this.#resting(entry, sent.problem);
    const isWaiting = isNewer && sent.kind === 'wait';
    const agentId = (sent.kind === 'wait' ? sent.agentId : null) ?? base.agentId;
    const next: OutboundEntry = { ...base, agentId, state: isWaiting ? { kind: 'waiting' } : state };
    const crowded = crowdedOut(this.#memory.entries, next);
    const kept: OutboundRecord = { kind: 'entries', entries: [next] };
    if (crowded === null) return this.#append([kept]);
    const { haloId } = crowded;
    return this.#append([{ kind: 'done', haloId, at: this.#clock.now(), wrote: false }, kept]);
  }

  #resting({ state }: OutboundEntry, problem: Problem): EntryState {
    const tries = state.kind === 'resting' ? state.tries : 0;
    return {
      kind: 'resting',
      tries: tries + 1,
      problem,
      until: nextTryAfter(this.#clock.now(), tries, problem),
    };
  }

  /** A record of anything else: the watermark, a series, a confirmation. */
  note(record: OutboundRecord): Promise<Result<void>> {
    return this.#append([record]);
  }

  /** A person's answer to what waits now: the running queue and the disk hear it alike. */
  async answer(which: 'all' | readonly number[], answer: OutboundAnswer): Promise<Result<OutboundAnswers>> {
    const loaded = await this.load();
    if (!loaded.ok) return loaded;
    const own = {
      read: async () => succeeded(this.memory),
      append: (records: readonly OutboundRecord[]) => this.#append(records),
    };
    const done = await answerOutbound(own, which, answer, this.#clock.now());
    if (done.ok && done.value.answered.length > 0) this.#listener();
    return done;
  }

  /** In memory at once, so that whoever hears or ends something meanwhile builds on it; the disk keeps the order. */
  async #append(records: readonly OutboundRecord[]): Promise<Result<void>> {
    if (this.#isAhead) {
      const loaded = await this.load();
      if (!loaded.ok) return loaded;
    }
    for (const record of records) enterOutbound(this.#memory, record);
    this.#lastAppend = this.#store.append(records);
    const kept = await this.#lastAppend;
    if (!kept.ok) this.#isAhead = true;
    return kept;
  }
}

/** 5 s, 10 s, 20 s … to 15 minutes; never before the server wants to be asked again. */
const firstRestMs = 5_000;
const longestRestMs = 15 * 60_000;

function nextTryAfter(now: Instant, tries: number, problem: Problem): Instant {
  const own = Math.min(firstRestMs * 2 ** Math.min(tries, 20), longestRestMs);
  return instantOf(Date.parse(now) + Math.max(own, Math.min(problem.retryAfterMs ?? 0, longestPauseMs)));
}

/** A server may ask for a long pause, but not for ever; nor may a clock that was set back make anybody wait for longer. */
const longestPauseMs = 24 * 60 * 60_000;

function isOver(until: Instant, now: Instant): boolean {
  const left = Date.parse(until) - Date.parse(now);
  return left <= 0 || left > longestPauseMs + longestRestMs;
}
