/**
 * In which calendar an appointment of Halo is tied today. A mailbox that got another address is the same calendar: its links were taken over
 * by the import, and what the queue remembers of it follows here.
 */
import type { OutboundEntry } from '../../core/outbound/entry.ts';
import type { Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { MailboxKey } from '../../ports.ts';
import { notImportedYet } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

type HomeContext = Pick<SendContext, 'queue' | 'ties' | 'links' | 'synced'>;

/**
 * `owner`: the agent to whom it belongs in Halo, null where nobody knows. Null: it is tied nowhere. Problems: mailbox.not-imported-yet while
 * the agent has another mailbox of which nobody knows yet whether it is the same calendar.
 */
export async function findHome(
  context: HomeContext,
  { haloId, intent }: Pick<OutboundEntry, 'haloId' | 'intent'>,
  owner: number | null = null,
): Promise<Result<MailboxKey | null>> {
  const { queue, ties, synced } = context;
  const series = queue.memory.series.get(haloId);
  const known = series ?? intent;
  const found =
    known === undefined || known === null ? await ties.find(haloId, synced, owner) : succeeded(known);
  if (!found.ok || found.value === null) return found;
  const { agentId, address } = found.value;
  const home = await addressOfToday(context, { agentId, address });
  if (!home.ok || series === undefined || home.value.address === address) return home;
  const kept = await queue.note({ kind: 'series', tie: { ...series, address: home.value.address } });
  return kept.ok ? home : kept;
}

/** The folder of a calendar stays when its address changes. */
async function addressOfToday({ links, synced }: HomeContext, key: MailboxKey): Promise<Result<MailboxKey>> {
  const agent = synced.find(each => each.agentId === key.agentId);
  if (agent === undefined || agent.address === key.address) return succeeded(key);
  const today = { agentId: agent.agentId, address: agent.address };
  const before = await links.readState(key);
  if (!before.ok) return before;
  const now = await links.readState(today);
  if (!now.ok) return now;
  if (now.value === null) return failed({ ...notImportedYet, facts: { mailbox: today.address } });
  return succeeded(before.value?.folderId === now.value.folderId ? today : key);
}
