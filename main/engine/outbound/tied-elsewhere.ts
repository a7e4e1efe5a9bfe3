/**
 * Whether an appointment that is tied nowhere may be tied in a calendar whose links cannot be read: it would be in Exchange twice. Asks and
 * decides nothing else.
 */
import { markPrefix } from '../../core/identity.ts';
import type { WholeAppointment } from '../../core/outbound/halo-side.ts';
import { sentMarkOf } from '../../core/outbound/mark.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { MailboxKey } from '../../ports.ts';
import type { SendContext } from './send-context.ts';

/** Problems: what is wrong with the links of the calendar in which it may be, and what Exchange says. */
export async function notTiedElsewhere(
  context: Pick<SendContext, 'ties' | 'links' | 'writer' | 'synced' | 'installation'>,
  here: MailboxKey,
  { appointment }: WholeAppointment,
  signal: AbortSignal,
): Promise<Result<void>> {
  const { ties, links, writer, synced, installation } = context;
  const { marks, id: haloId } = appointment;
  const isImported = marks.entryId !== '' || marks.mark.startsWith(markPrefix);
  if (ties.unreadable().length > 0) ties.tryUnreadable();
  const tied = await ties.find(haloId, synced);
  if (!tied.ok) return tied;
  const isOther = (one: MailboxKey) => one.agentId !== here.agentId || one.address !== here.address;
  const isSynced = (one: MailboxKey) =>
    synced.some(each => each.agentId === one.agentId && each.address === one.address);
  // Its links can be read again since this was begun: the next try finds it there.
  if (tied.value !== null && isOther(tied.value) && isSynced(tied.value))
    return failed({ code: 'item.conflict', scope: 'item', retryable: true });
  for (const { mailbox, problem } of ties.unreadable()) {
    const { agentId, address } = mailbox;
    if (!isOther(mailbox)) continue;
    if (isImported) return failed(problem);
    if (!isSynced(mailbox)) continue;
    const state = await links.readState(mailbox);
    const folderId = state.ok ? (state.value?.folderId ?? null) : null;
    const mark = sentMarkOf({ installation, agentId, haloId });
    const found = await writer.findByMark({ address, folderId }, mark, signal);
    if (!found.ok) return found;
    if (found.value.length > 0) return failed(problem);
  }
  return succeeded(undefined);
}
