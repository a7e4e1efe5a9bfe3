/**
 * After a run that did not reach its end: creates that were written down but never confirmed are looked for in Halo by their marks.
 * What is found becomes a link (and so can be updated or removed with proof), what is not was never stored.
 */
import type { Intent, JournalEntry, Link, LinkBook } from '../core/link.ts';
import { replay } from '../core/link.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { AppointmentDesk, LinkStore, MailboxKey, MailboxMemory } from '../ports.ts';
import { around } from './look-in-halo.ts';
import type { SyncContext } from './sync-context.ts';

interface RecoverRequest {
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly mailbox: MailboxKey;
  readonly book: LinkBook;
  readonly signal: AbortSignal;
}

interface Recovered {
  readonly book: LinkBook;
  /** What a run that was cut off had made in Halo and did not get to write down. */
  readonly found: readonly Link[];
}

async function recoverIntents(request: RecoverRequest): Promise<Result<Recovered>> {
  const { desk, store, mailbox, book, signal } = request;
  const intents = [...book.intents.values()];
  const span = around(intents.map(intent => intent.link));
  if (span === null) return succeeded({ book, found: [] });
  const list = await desk.list(mailbox.agentId, span, signal);
  if (!list.ok) return list;
  const byMark = new Map(list.value.map(row => [row.marks.mark, row]));
  const links = intents.flatMap((intent: Intent) => {
    const row = byMark.get(intent.mark);
    return row === undefined ? [] : [{ ...intent.link, haloId: row.id, lastModified: row.lastModified }];
  });
  const found = new Set(links.map(link => link.key));
  const entries: JournalEntry[] = [
    { kind: 'linked', links },
    { kind: 'intent-dropped', keys: intents.map(intent => intent.key).filter(key => !found.has(key)) },
  ];
  const recorded = await store.append(mailbox, ...entries);
  return recorded.ok ? succeeded({ book: replay(book, entries), found: links }) : recorded;
}

/** What is remembered of a mailbox; after a run that was cut off put right first, and `recovered` told what was found. */
export async function loadMemory(
  context: SyncContext,
  mailbox: MailboxKey,
  interrupted: boolean,
  recovered: (links: readonly Link[]) => void,
  signal: AbortSignal,
): Promise<Result<MailboxMemory>> {
  const { desk, store } = context;
  const memory = await store.readMemory(mailbox);
  if (!memory.ok || !interrupted || context.preview || context.plan.door === 'integrator') return memory;
  const put = await recoverIntents({ desk, store, mailbox, book: memory.value.book, signal });
  if (!put.ok) return put;
  recovered(put.value.found);
  return succeeded({ ...memory.value, book: put.value.book });
}
