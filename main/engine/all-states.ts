/** The small states of many mailboxes: a few at a time, for one after the other the disk is waited for as often as there are mailboxes. */
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { LinkStore, MailboxKey, MailboxState } from '../ports.ts';

const atOnce = 16;

/** What `of` takes of each, in order; of null where nothing is remembered yet. The first problem ends it. */
export async function readStates<T>(
  store: Pick<LinkStore, 'readState'>,
  mailboxes: readonly MailboxKey[],
  of: (state: MailboxState | null) => T,
): Promise<Result<readonly T[]>> {
  const taken: T[] = [];
  for (let from = 0; from < mailboxes.length; from += atOnce) {
    const some = mailboxes.slice(from, from + atOnce);
    for (const state of await Promise.all(some.map(mailbox => store.readState(mailbox)))) {
      if (!state.ok) return state;
      taken.push(of(state.value));
    }
  }
  return succeeded(taken);
}
