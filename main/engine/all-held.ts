/**
 * Everything that waits for a person, whichever way it goes, in one list with one kind of name: what the import holds back from Halo, and
 * the removals that the way out holds back from Exchange. It answers through the functions of both and knows nothing of either's memory.
 */
import type { DateText, Instant } from '../core/event.ts';
import type { Hold } from '../core/link.ts';
import type { OutboundMemory } from '../core/outbound/entry.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { LinkStore } from '../ports.ts';
import {
  answerHeld,
  chooseHeld,
  type HeldChange,
  listHeld,
  referenceOf,
  subjectOf,
  type WhichHolds,
} from './held.ts';
import type { OutboundAnswers } from './outbound/answer-outbound.ts';
import { type HeldRemoval, listHeldRemovals, spanOf } from './outbound/held-removals.ts';

/** One change that waits, or was answered and is still remembered. */
export interface HeldRow {
  /** Names it in an answer: `7:1f3a90c2` of an event, `7:halo-4711` of an appointment. */
  readonly reference: string;
  /** Where the change would be made. */
  readonly at: 'halo' | 'exchange';
  /** Null: nothing is known any more but the appointment's number. */
  readonly agentId: number | null;
  /** Of the calendar; '' when it is not known any more. */
  readonly address: string;
  /** Of the event; null for what comes from Halo. */
  readonly key: string | null;
  /** Of the appointment; null when it has none yet, or Halo does not tell. */
  readonly haloId: number | null;
  readonly action: Hold['action'];
  readonly reason: string;
  readonly since: Instant;
  readonly state: Hold['state'];
  /** A moment, or of whole days the first and the last date. */
  readonly start: Instant | DateText | null;
  readonly end: Instant | DateText | null;
  /** Null: private, or not known. */
  readonly subject: string | null;
  /** False: of what is not in Halo yet nothing but the time is kept. */
  readonly isKnown: boolean;
}

export interface HeldAnswers {
  readonly answered: readonly HeldRow[];
  /** References that name nothing; then nothing was answered. */
  readonly unknown: readonly string[];
  /** References that name changes of several events; then nothing was answered. */
  readonly ambiguous: readonly string[];
}

export interface BothWays {
  readonly links: LinkStore;
  /** What is remembered of the way out; null while nothing is written to Exchange. Problems: store.*, settings.* */
  readonly outbound: () => Promise<Result<Pick<OutboundMemory, 'entries' | 'series'> | null>>;
  /** Answers removals of the way out, as `outbound approve` and `outbound keep` do. */
  readonly answerOutbound: (
    ids: readonly number[],
    answer: 'approve' | 'keep',
  ) => Promise<Result<OutboundAnswers>>;
}

function rowOfChange(change: HeldChange): HeldRow {
  const { mailbox, hold, link } = change;
  const { agentId, address } = mailbox;
  const { key, action, reason, since, state } = hold;
  // What is removed is where the link has it; what is added or moved is known by its moments alone.
  const { start, end } = action === 'remove' && link !== null ? spanOf(link.values) : hold;
  return {
    ...{ reference: referenceOf(change), at: 'halo', agentId, address, key, haloId: link?.haloId ?? null },
    ...{ action, reason, since, state, start, end, subject: subjectOf(change), isKnown: link !== null },
  };
}

function rowOfRemoval({ haloId, agentId, mailbox, about, ...rest }: HeldRemoval): HeldRow {
  const { reason, since, state } = rest;
  const name = `halo-${haloId}`;
  return {
    ...{ reference: agentId === null ? name : `${agentId}:${name}`, at: 'exchange', agentId, haloId },
    ...{ address: mailbox?.address ?? '', key: null, action: 'remove', reason, since, state },
    ...{ start: about?.start ?? null, end: about?.end ?? null, subject: about?.subject ?? null },
    isKnown: about !== null,
  };
}

/** None while nothing is written to Exchange. */
export async function removalsOf({
  links,
  outbound,
}: Pick<BothWays, 'links' | 'outbound'>): Promise<Result<readonly HeldRemoval[]>> {
  const memory = await outbound();
  if (!memory.ok) return memory;
  return memory.value === null ? succeeded([]) : listHeldRemovals(links, memory.value);
}

/** What the import holds, then what the way out holds, each the oldest first. Problems: store.*, settings.* */
export async function listAllHeld(
  parts: Omit<BothWays, 'answerOutbound'>,
): Promise<Result<readonly HeldRow[]>> {
  const changes = await listHeld(parts.links);
  if (!changes.ok) return changes;
  const removals = await removalsOf(parts);
  if (!removals.ok) return removals;
  return succeeded([...changes.value.map(rowOfChange), ...removals.value.map(rowOfRemoval)]);
}

const removalName = /^(?:(\d+):)?halo-([1-9]\d{0,9})$/;

function isNamed({ haloId, agentId }: HeldRemoval, reference: string): boolean {
  const [, agent, id] = removalName.exec(reference.trim().toLowerCase()) ?? [];
  return Number(id) === haloId && (agent === undefined || Number(agent) === agentId);
}

/** Answers both. Nothing is recorded when a reference is unknown or ambiguous. */
export async function answerAllHeld(
  parts: BothWays,
  which: WhichHolds,
  state: 'approved' | 'kept',
): Promise<Result<HeldAnswers>> {
  const changes = await listHeld(parts.links);
  if (!changes.ok) return changes;
  const removals = await removalsOf(parts);
  if (!removals.ok) return removals;
  const names = which === 'all' ? [] : which.references;
  const isRemoval = (name: string) => removalName.test(name.trim().toLowerCase());
  const meant = removals.value.filter(one =>
    which === 'all' ? one.state === 'waiting' : names.some(name => isNamed(one, name)),
  );
  const unknown = names.filter(name => isRemoval(name) && !meant.some(one => isNamed(one, name)));
  const ofImport: WhichHolds =
    which === 'all' ? 'all' : { references: names.filter(name => !isRemoval(name)) };
  const chosen = chooseHeld(changes.value, ofImport);
  const wrong = { unknown: [...chosen.unknown, ...unknown], ambiguous: chosen.ambiguous };
  if (wrong.unknown.length + wrong.ambiguous.length > 0) return succeeded({ answered: [], ...wrong });
  if (chosen.answered.length > 0) {
    const done = await answerHeld(parts.links, ofImport, state);
    if (!done.ok) return done;
  }
  if (meant.length > 0) {
    const ids = meant.map(({ haloId }) => haloId);
    const done = await parts.answerOutbound(ids, state === 'approved' ? 'approve' : 'keep');
    if (!done.ok) return done;
    // Heard of again since it was listed: what it would be now is found out first.
    const gone = [...done.value.unknown, ...done.value.unfit.map(({ haloId }) => haloId)];
    if (gone.length > 0)
      return succeeded({
        answered: chosen.answered.map(rowOfChange),
        unknown: meant.filter(({ haloId }) => gone.includes(haloId)).map(one => rowOfRemoval(one).reference),
        ambiguous: [],
      });
  }
  return succeeded({
    answered: [...chosen.answered.map(rowOfChange), ...meant.map(rowOfRemoval)],
    ...wrong,
  });
}
