/**
 * Compares what is remembered of one calendar with what Halo holds: once a day, and after a look that could not read everything. It finds
 * what a list of recent changes did not show: deletions, and changes that came too fast. It writes nothing but the queue.
 */
import type { SyncedAgent } from '../../core/agents.ts';
import { markPrefix } from '../../core/identity.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { inWindow, windowAt } from '../../core/window.ts';
import { around } from '../look-in-halo.ts';
import { rollMinute } from '../run-context.ts';
import type { HeardChange } from './outbound-queue.ts';
import type { SendContext } from './send-context.ts';

type ConfirmContext = Pick<SendContext, 'desk' | 'changes' | 'links' | 'queue' | 'settings' | 'clock'>;

export async function confirmLinks(
  context: ConfirmContext,
  agent: SyncedAgent,
  signal: AbortSignal,
): Promise<Result<number>> {
  const { agentId, address } = agent;
  const memory = await context.links.readMemory({ agentId, address });
  if (!memory.ok) return memory;
  const window = windowAt(context.clock.now(), context.settings.import, rollMinute(address));
  const links = [...memory.value.book.links.values()].filter(
    link => link.haloId !== null && link.state === 'live' && inWindow(link, window),
  );
  const span = around([window, ...links]) ?? window;
  const listed = await context.desk.list(agentId, span, signal);
  if (!listed.ok) return listed;
  const rows = new Map(listed.value.map(row => [row.id, row]));
  const found: HeardChange[] = [];
  for (const { haloId, lastModified } of links) {
    if (haloId === null) continue;
    const row = rows.get(haloId);
    rows.delete(haloId);
    if (row === undefined || (lastModified !== '' && row.lastModified !== lastModified))
      found.push({ haloId, agentId });
  }
  const begun = context.queue.memory.watermark?.begun ?? '';
  const linked = new Set([...memory.value.book.links.values()].map(link => link.haloId));
  for (const row of rows.values()) {
    // What another integrator or we have imported is not sent back.
    const isImported = row.marks.mark.startsWith(markPrefix) || row.marks.entryId !== '';
    if (!linked.has(row.id) && !isImported && row.lastModified > begun)
      found.push({ haloId: row.id, agentId });
  }
  const masters = await context.changes.masters(agentId, signal);
  if (!masters.ok) return masters;
  const { series } = context.queue.memory;
  for (const { id, lastModified } of masters.value)
    if (!series.has(id) && lastModified > begun) found.push({ haloId: id, agentId });
  for (const tie of series.values()) if (tie.agentId === agentId) found.push({ haloId: tie.haloId, agentId });
  if (found.length === 0) return succeeded(0);
  const heard = await context.queue.heard(found, 'confirmation');
  return heard.ok ? succeeded(found.length) : heard;
}
