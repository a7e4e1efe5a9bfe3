/**
 * The first look at a mailbox of an agent who had another one: a renamed mailbox keeps its links, another mailbox waits for a person. A
 * changed address alone is no new calendar, and a new calendar must not be poured into an agent by a slip in Halo.
 */
import type { SyncedAgent } from '../core/agents.ts';
import type { Problem, Result } from '../core/problem.ts';
import type { CalendarSource, LinkStore, MailboxKey } from '../ports.ts';

export interface PairContext {
  readonly source: CalendarSource;
  readonly store: LinkStore;
  /** Every mailbox that is remembered. */
  readonly known: () => Promise<Result<readonly MailboxKey[]>>;
  readonly preview: boolean;
}

/** Null: nothing stands in the way (any more). Links of a renamed mailbox have been taken over by then. */
export async function changedPair(
  context: PairContext,
  agent: SyncedAgent,
  signal: AbortSignal,
): Promise<Problem | null> {
  const { source, store } = context;
  const known = await context.known();
  if (!known.ok) return known.problem;
  const before = known.value.filter(each => each.agentId === agent.agentId && each.address !== agent.address);
  if (before.length === 0) return null;
  const folder = await source.openCalendar({ address: agent.address, folderId: null }, signal);
  if (!folder.ok) return folder.problem;
  let isImported = false;
  for (const mailbox of before) {
    const state = await store.readState(mailbox);
    if (!state.ok) return state.problem;
    isImported ||= (state.value?.linkedUnits ?? 0) > 0;
    if (state.value?.folderId === folder.value.folderId) {
      return context.preview ? null : takeOver(store, mailbox, agent);
    }
  }
  if (!isImported) return null;
  return {
    code: 'agent.mailbox-changed',
    scope: 'mailbox',
    retryable: false,
    facts: { mailbox: agent.address, before: before.map(each => each.address).join(', ') },
  };
}

/** Memory first, state last: a crash in between only reads the mailbox again. */
async function takeOver(store: LinkStore, from: MailboxKey, to: MailboxKey): Promise<Problem | null> {
  const memory = await store.readMemory(from);
  if (!memory.ok) return memory.problem;
  const written = await store.writeMemory(to, memory.value);
  if (!written.ok) return written.problem;
  const state = await store.readState(from);
  if (!state.ok || state.value === null) return state.ok ? null : state.problem;
  const saved = await store.writeState(to, state.value);
  return saved.ok ? null : saved.problem;
}
