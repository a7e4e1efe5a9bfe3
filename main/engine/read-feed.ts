/** The changes of a calendar since the last run: opens the calendar, and begins anew where Exchange has forgotten the folder or the state. */
import type { ChangeFeed } from '../core/event.ts';
import type { Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { MailboxAddress } from '../ports.ts';
import type { ReadRequest } from './read-mailbox.ts';

export interface Feed {
  readonly mailbox: MailboxAddress & { readonly folderId: string };
  readonly rights: string;
  readonly feed: ChangeFeed;
  /** True when nothing is known of what was there before. */
  readonly fromStart: boolean;
}

/** Problems: mailbox.access-denied, mailbox.folder-not-found where the calendar goes on being replaced, and those of the source. */
export async function readFeed(
  request: Pick<ReadRequest, 'source' | 'address' | 'state' | 'signal'>,
): Promise<Result<Feed>> {
  const { source, address, state, signal } = request;
  let folderId = state?.folderId ?? null;
  let rights = state?.rights ?? '';
  let syncState = state?.syncState ?? null;
  // At most: open, feed with an old state, feed again without it, or the folder was replaced meanwhile.
  for (let attempt = 0; attempt < 3; attempt++) {
    if (folderId === null) {
      const folder = await source.openCalendar({ address, folderId: null }, signal);
      if (!folder.ok) return folder;
      if (!folder.value.canRead)
        return failed({ code: 'mailbox.access-denied', scope: 'mailbox', retryable: false });
      folderId = folder.value.folderId;
      rights = folder.value.rights;
      if (folderId !== state?.folderId) syncState = null;
    }
    const mailbox = { address, folderId };
    const feed = await source.changes(mailbox, syncState, signal);
    if (feed.ok) return succeeded({ mailbox, rights, feed: feed.value, fromStart: syncState === null });
    if (feed.problem.code === 'mailbox.sync-state-invalid' && syncState !== null) syncState = null;
    else if (feed.problem.code === 'mailbox.folder-not-found') folderId = null;
    else return feed;
  }
  return failed({ code: 'mailbox.folder-not-found', scope: 'mailbox', retryable: true });
}
