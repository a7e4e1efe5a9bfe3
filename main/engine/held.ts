/**
 * Changes that the guard parked, over all mailboxes, and a person's answer to them. It changes the memory only: what was approved is
 * planned again on a fresh read by the next run, never carried out from here.
 */
import type { EventKey, Hold, Link } from '../core/link.ts';
import { manyMissing } from '../core/plan/missing.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { LinkStore, MailboxKey, MailboxMemory } from '../ports.ts';

export interface HeldChange {
  readonly mailbox: MailboxKey;
  readonly hold: Hold;
  /** What is known of its appointment; null: there is none yet. */
  readonly link: Link | null;
}

/** The subject of the appointment; null: private, or there is no appointment yet. */
export function subjectOf({ link }: HeldChange): string | null {
  return link === null || link.values.isPrivate ? null : link.values.subject;
}

/** `reference` finds a hold: the event key or its beginning, optionally after `agentId:`. `all` means all that wait. */
export type WhichHolds = 'all' | { readonly references: readonly string[] };

export interface HoldAnswers {
  readonly answered: readonly HeldChange[];
  /** References that name nothing. */
  readonly unknown: readonly string[];
  /** References that name holds of several events. */
  readonly ambiguous: readonly string[];
}

/** A shorter beginning of an event key is no reference. */
const shortestReference = 4;

/** How a person names a hold: agent and the beginning of the event key. */
export function referenceOf({ mailbox, hold }: HeldChange): string {
  return `${mailbox.agentId}:${hold.key.slice(0, 8)}`;
}

/** All holds that wait or were answered with *keep*, oldest first. Opens only mailboxes that have links or decisions. */
export async function listHeld(store: LinkStore): Promise<Result<readonly HeldChange[]>> {
  const known = await store.known();
  if (!known.ok) return known;
  const changes: HeldChange[] = [];
  for (const mailbox of known.value) {
    const memory = await store.readMemory(mailbox);
    if (!memory.ok) return memory;
    const { holds, book } = memory.value;
    for (const hold of holds.values())
      changes.push({ mailbox, hold, link: book.links.get(hold.key) ?? null });
  }
  const order = ({ mailbox, hold }: HeldChange) =>
    `${hold.since} ${String(mailbox.agentId).padStart(10, '0')} ${hold.start} ${hold.key}`;
  return succeeded(changes.sort((a, b) => (order(a) < order(b) ? -1 : 1)));
}

function isNamedBy(change: HeldChange, reference: string): boolean {
  const [, agent, start = ''] = /^(?:(\d+):)?([0-9a-f]+)$/.exec(reference.trim().toLowerCase()) ?? [];
  if (agent !== undefined && Number(agent) !== change.mailbox.agentId) return false;
  return start.length >= shortestReference && change.hold.key.startsWith(start);
}

/** Which of them are meant; those that `all` means still wait. */
export function chooseHeld(changes: readonly HeldChange[], which: WhichHolds): HoldAnswers {
  if (which === 'all') {
    const answered = changes.filter(({ hold }) => hold.state === 'waiting');
    return { answered, unknown: [], ambiguous: [] };
  }
  const answered = new Set<HeldChange>();
  const unknown: string[] = [];
  const ambiguous: string[] = [];
  for (const reference of which.references) {
    const named = changes.filter(change => isNamedBy(change, reference));
    // One event of several agents (a meeting) has one key: such a name means all of them.
    const keys = new Set(named.map(({ hold }) => hold.key));
    if (keys.size === 0) unknown.push(reference);
    else if (keys.size > 1) ambiguous.push(reference);
    else for (const change of named) answered.add(change);
  }
  return { answered: [...answered], unknown, ambiguous };
}

/** The id that must be read again so that what is held is proposed again: the single's, or the master's of a series. */
export function rereadIdOf(hold: Hold): string {
  return hold.seriesId ?? hold.itemId;
}

function withAnswers(
  memory: MailboxMemory,
  keys: ReadonlySet<EventKey>,
  state: 'approved' | 'kept',
): ReadonlyMap<EventKey, Hold> {
  return new Map(
    [...memory.holds].map(([key, hold]) => [key, keys.has(key) ? { ...hold, state } : hold] as const),
  );
}

/**
 * Records the answer in one mailbox. The ids to be read again are saved first: if the program ends between the two, an item is read
 * once more for nothing; the other way round an approval would wait for ever.
 */
async function answerIn(
  store: LinkStore,
  mailbox: MailboxKey,
  holds: readonly Hold[],
  state: 'approved' | 'kept',
): Promise<Result<void>> {
  const memory = await store.readMemory(mailbox);
  if (!memory.ok) return memory;
  const remembered = await store.readState(mailbox);
  if (!remembered.ok) return remembered;
  const after = withAnswers(memory.value, new Set(holds.map(hold => hold.key)), state);
  // Without a state the next run reads the whole mailbox anyway.
  if (remembered.value !== null) {
    // That a missing appointment stays deleted is kept in its link, where it outlasts the hold: the next run looks at it for that.
    const again = holds.filter(hold => state === 'approved' || hold.reason === manyMissing);
    const saved = await store.writeState(mailbox, {
      ...remembered.value,
      pending: [...new Set([...remembered.value.pending, ...again.map(rereadIdOf)])].filter(id => id !== ''),
      waitingHolds: [...after.values()].filter(hold => hold.state === 'waiting').length,
    });
    if (!saved.ok) return saved;
  }
  const written = await store.writeMemory(mailbox, { ...memory.value, holds: after });
  if (!written.ok) return written;
  // Creates whose fate is open must stay in the journal, where the next run looks for them.
  const intents = [...memory.value.book.intents.values()];
  return intents.length === 0 ? written : store.append(mailbox, { kind: 'intent', intents });
}

/** Answers holds. Nothing is recorded when a reference is unknown or ambiguous. */
export async function answerHeld(
  store: LinkStore,
  which: WhichHolds,
  state: 'approved' | 'kept',
): Promise<Result<HoldAnswers>> {
  const changes = await listHeld(store);
  if (!changes.ok) return changes;
  const answers = chooseHeld(changes.value, which);
  if (answers.unknown.length > 0 || answers.ambiguous.length > 0)
    return succeeded({ ...answers, answered: [] });
  const byMailbox = new Map<string, HeldChange[]>();
  for (const change of answers.answered) {
    const name = `${change.mailbox.agentId} ${change.mailbox.address}`;
    byMailbox.set(name, [...(byMailbox.get(name) ?? []), change]);
  }
  for (const group of byMailbox.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const done = await answerIn(
      store,
      first.mailbox,
      group.map(({ hold }) => hold),
      state,
    );
    if (!done.ok) return done;
  }
  return succeeded(answers);
}
