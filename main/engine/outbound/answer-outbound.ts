/**
 * What a person says to entries of the queue: try again, give up, and yes or no to a removal that is held. Works on the store, for whoever
 * holds the data folder, or on the queue that runs on it; the next round reads both sides anew whatever was said.
 */
import type { Instant } from '../../core/event.ts';
import type { OutboundEntry, OutboundRecord } from '../../core/outbound/entry.ts';
import { assertNever, type Result, succeeded } from '../../core/problem.ts';
import type { OutboundStore } from '../../outbound-ports.ts';

/** `keep`: the event stays in Exchange, until it changes there. */
export type OutboundAnswer = 'retry' | 'drop' | 'keep' | 'approve';

export interface OutboundAnswers {
  /** As they were before. */
  readonly answered: readonly OutboundEntry[];
  /** Ids that do not wait; then nothing was answered. */
  readonly unknown: readonly number[];
  /** Entries of which that cannot be said; then nothing was answered. */
  readonly unfit: readonly OutboundEntry[];
}

/** An answer of no: the same question, asked again, is answered by it. */
function keptMark(proposal: string): string {
  return `keep:${proposal}`;
}

/** Held, and a person has said that the event stays. */
export function isKept(entry: OutboundEntry): boolean {
  return entry.state.kind === 'held' && isRefused(entry.state.proposal, entry);
}

/** A person has said no to this very proposal. */
export function isRefused(proposal: string, { approved }: OutboundEntry): boolean {
  return approved === keptMark(proposal);
}

/** Held, and nobody has answered yet. */
export function isAsked(entry: OutboundEntry): boolean {
  return entry.state.kind === 'held' && !isKept(entry);
}

/** Series that wait for a number of Halo's schedules: other settings may have confirmed it. */
export function seriesWithoutNumber(entries: Iterable<OutboundEntry>): readonly number[] {
  return [...entries].flatMap(({ haloId, state }) =>
    state.kind === 'parked' && state.reason === 'series-code-unknown' ? [haloId] : [],
  );
}

/** What an answer makes of an entry: `given-up` takes it out, null when it cannot be said of it. */
function afterAnswer(entry: OutboundEntry, answer: OutboundAnswer): OutboundEntry | 'given-up' | null {
  const { state } = entry;
  switch (answer) {
    case 'retry':
      return { ...entry, approved: null, state: { kind: 'waiting' } };
    case 'drop':
      return 'given-up';
    case 'keep':
      return state.kind === 'held' ? { ...entry, approved: keptMark(state.proposal) } : null;
    case 'approve':
      return state.kind === 'held'
        ? { ...entry, approved: state.proposal, state: { kind: 'waiting' } }
        : null;
    default:
      return assertNever(answer);
  }
}

/** Whom "all" means: what waits for a person, never what was answered already. */
function isMeant(entry: OutboundEntry, answer: OutboundAnswer): boolean {
  return answer === 'keep' || answer === 'approve'
    ? isAsked(entry)
    : entry.state.kind === 'resting' || entry.state.kind === 'parked';
}

/** An appointment that somebody wants to be looked at although nothing of it was heard. */
function askedFor(haloId: number, now: Instant): OutboundEntry {
  const base = { agentId: null, count: 1, intent: null, approved: null } as const;
  return { ...base, haloId, since: now, heard: 'by-hand', state: { kind: 'waiting' } };
}

/** All or nothing, in one group. Problems: store.* */
export async function answerOutbound(
  store: Pick<OutboundStore, 'read' | 'append'>,
  which: 'all' | readonly number[],
  answer: OutboundAnswer,
  now: Instant,
): Promise<Result<OutboundAnswers>> {
  const read = await store.read();
  if (!read.ok) return read;
  const { entries } = read.value;
  const meant =
    which === 'all'
      ? [...entries.values()].filter(entry => isMeant(entry, answer))
      : [...new Set(which)].map(id => entries.get(id) ?? (answer === 'retry' ? askedFor(id, now) : id));
  const known = meant.filter(one => typeof one !== 'number');
  const unknown = meant.filter(one => typeof one === 'number');
  const unfit = known.filter(entry => afterAnswer(entry, answer) === null);
  if (unknown.length + unfit.length > 0) return succeeded({ answered: [], unknown, unfit });
  const changed = known.map((entry): OutboundRecord => {
    const after = afterAnswer(entry, answer);
    return after === null || after === 'given-up'
      ? { kind: 'done', haloId: entry.haloId, at: now, wrote: false }
      : { kind: 'entries', entries: [after] };
  });
  const kept = await store.append(changed);
  return kept.ok ? succeeded({ answered: known, unknown, unfit }) : kept;
}
