/**
 * Until the sync state has moved on, what a run has linked is asked for by its id: where it ends before that, the feed of the next one is
 * silent about an event that came and went meanwhile, and its appointment would stay in Halo. It only writes ids down; it reads nothing.
 */
import type { LinkBook } from '../core/link.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { LinkStore, MailboxKey, MailboxState } from '../ports.ts';

/** Before the links themselves are kept. Answers the state as it is then. Problems: store.*. */
export async function askForNew(
  store: LinkStore,
  mailbox: MailboxKey,
  before: LinkBook,
  after: LinkBook,
  state: MailboxState | null,
): Promise<Result<MailboxState | null>> {
  const fresh = [...after.links.values()].filter(link => !before.links.has(link.key));
  // Without a state the next run looks at everything.
  if (state === null || fresh.length === 0) return succeeded(state);
  const ids = fresh.map(link => link.seriesId ?? link.itemId);
  const asking = { ...state, pending: [...new Set([...state.pending, ...ids])] };
  const saved = await store.writeState(mailbox, asking);
  return saved.ok ? succeeded(asking) : saved;
}
