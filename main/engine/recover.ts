/**
 * After a run that did not reach its end: creates that were written down but never confirmed are looked for in Halo by their marks.
 * What is found becomes a link (and so can be updated or removed with proof), what is not was never stored.
 */
import type { Intent, JournalEntry, LinkBook } from '../core/link.ts';
import { replay } from '../core/link.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { AppointmentDesk, LinkStore, MailboxKey } from '../ports.ts';
import { around } from './look-in-halo.ts';

export interface RecoverRequest {
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly mailbox: MailboxKey;
  readonly book: LinkBook;
  readonly signal: AbortSignal;
}

export async function recoverIntents(request: RecoverRequest): Promise<Result<LinkBook>> {
  const { desk, store, mailbox, book, signal } = request;
  const intents = [...book.intents.values()];
  const span = around(intents.map(intent => intent.link));
  if (span === null) return succeeded(book);
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
  return recorded.ok ? succeeded(replay(book, entries)) : recorded;
}
