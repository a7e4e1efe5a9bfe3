/**
 * Compares what is remembered of one calendar with what Halo holds: once a day, and after a look that could not read everything. It finds
 * what a list of recent changes did not show: deletions, and changes that came too fast. It writes nothing but the queue.
 */
import type { SyncedAgent } from '../../core/agents.ts';
import type { HaloAppointment } from '../../core/appointment.ts';
import type { Instant } from '../../core/event.ts';
import { differencesFromHalo } from '../../core/fingerprint.ts';
import { markPrefix } from '../../core/identity.ts';
import type { Link } from '../../core/link.ts';
import { isFarAhead } from '../../core/outbound/recent.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import { inWindow, windowAt } from '../../core/window.ts';
import { around } from '../look-in-halo.ts';
import { rollMinute } from '../run-context.ts';
import { noteMissing } from './may-remove.ts';
import type { HeardChange } from './outbound-queue.ts';
import type { SendContext } from './send-context.ts';

type ConfirmContext = Pick<
  SendContext,
  'desk' | 'changes' | 'links' | 'queue' | 'settings' | 'clock' | 'removals'
>;

/** Of what Halo has not told when it was saved a list shows all but the note. */
function isChanged({ lastModified, values }: Link, row: HaloAppointment): boolean {
  if (lastModified !== '') return row.lastModified !== lastModified;
  return differencesFromHalo(values, row).length > 0;
}

/** `newest`: the newest `last_modified` of all that was listed, what lies far ahead apart; '' when nothing was. */
export interface Confirmed {
  readonly found: number;
  readonly newest: string;
}

function newestOf(all: readonly string[], now: Instant): string {
  const near = all.filter(lastModified => !isFarAhead(lastModified, now));
  const newest = near.reduce((one, other) => (other > one ? other : one), '');
  // Nothing but mistakes: what is saved from now on is later than what is there.
  return near.length === 0 && all.length > 0 ? now.slice(0, 19) : newest;
}

/** What is tied to nothing is sent when it was saved after the way out has begun; as long as nobody knows when that was, nothing of it. */
export async function confirmLinks(
  context: ConfirmContext,
  agent: SyncedAgent,
  signal: AbortSignal,
): Promise<Result<Confirmed>> {
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
  noteMissing(context.removals, { agentId, address }, links, new Set(rows.keys()));
  const found: HeardChange[] = [];
  for (const link of links) {
    const { haloId } = link;
    if (haloId === null) continue;
    const row = rows.get(haloId);
    rows.delete(haloId);
    if (row === undefined || isChanged(link, row)) found.push({ haloId, agentId });
  }
  const masters = await context.changes.masters(agentId, signal);
  if (!masters.ok) return masters;
  const all = [...listed.value, ...masters.value].map(row => row.lastModified);
  const now = context.clock.now();
  const newest = newestOf(all, now);
  const { entries, series, watermark } = context.queue.memory;
  const isNew = (row: { readonly lastModified: string }) =>
    watermark !== null && row.lastModified > watermark.begun && !isFarAhead(row.lastModified, now);
  const linked = new Set([...memory.value.book.links.values()].map(link => link.haloId));
  for (const row of rows.values()) {
    // What another integrator or we have imported is not sent back.
    const isImported = row.marks.mark.startsWith(markPrefix) || row.marks.entryId !== '';
    if (!linked.has(row.id) && !isImported && isNew(row)) found.push({ haloId: row.id, agentId });
  }
  for (const master of masters.value)
    if (!series.has(master.id) && isNew(master)) found.push({ haloId: master.id, agentId });
  // What waited until this agent is synced.
  for (const { haloId, agentId: whose, state } of entries.values())
    if (whose === agentId && state.kind === 'parked' && state.reason === 'agent-not-synced')
      found.push({ haloId, agentId });
  for (const tie of series.values()) if (tie.agentId === agentId) found.push({ haloId: tie.haloId, agentId });
  const confirmed = succeeded({ found: found.length, newest });
  if (found.length === 0) return confirmed;
  const heard = await context.queue.heard(found, 'confirmation');
  return heard.ok ? confirmed : heard;
}
