/** A look at what changed in Halo lately: what is news and no echo of our own writes goes into the queue. One request when nothing changed. */
import { differencesFromHalo } from '../../core/fingerprint.ts';
import type { Link } from '../../core/link.ts';
import type { ChangedAppointment } from '../../core/outbound/halo-side.ts';
import { freshChanges, isSameWatermark, lookSince } from '../../core/outbound/recent.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { MailboxKey } from '../../ports.ts';
import { takenUp } from './begin-again.ts';
import type { HeardChange } from './outbound-queue.ts';
import type { SendContext } from './send-context.ts';

type WatchContext = Pick<SendContext, 'changes' | 'queue' | 'ties' | 'links' | 'synced' | 'clock' | 'log'>;

/** `gap`: more was changed than one look may read; what lies between is found by comparing all links. */
export async function watchHalo(
  context: WatchContext,
  signal: AbortSignal,
): Promise<Result<{ readonly heard: number; readonly gap: boolean }>> {
  const { queue, changes } = context;
  const now = context.clock.now();
  const taken = await takenUp(context);
  if (!taken.ok) return taken;
  const before = taken.value;
  const recent = await changes.recent(lookSince(before, now), null, signal);
  if (!recent.ok) return recent;
  const { fresh, watermark } = freshChanges(recent.value.changes, before, now);
  const news = await newsIn(context, fresh);
  if (!news.ok) return news;
  if (news.value.length > 0) {
    const heard = await queue.heard(news.value, 'poll');
    if (!heard.ok) return heard;
  }
  if (!isSameWatermark(queue.memory.watermark, watermark)) {
    const noted = await queue.note({ kind: 'watermark', watermark });
    if (!noted.ok) return noted;
  }
  return succeeded({ heard: news.value.length, gap: before !== null && !recent.value.isComplete });
}

/** The changes of one agent, because somebody has said that there are some. */
export async function watchAgent(
  context: WatchContext,
  agentId: number,
  signal: AbortSignal,
): Promise<Result<void>> {
  const since = lookSince(context.queue.memory.watermark, context.clock.now());
  const recent = await context.changes.recent(since, agentId, signal);
  if (!recent.ok) return recent;
  const news = await newsIn(context, recent.value.changes);
  if (!news.ok) return news;
  const heard = await context.queue.heard(news.value, 'nudge');
  return heard.ok ? succeeded(undefined) : heard;
}

/** What belongs to a synced agent, or is tied, and is not just as both sides last agreed. */
async function newsIn(
  context: WatchContext,
  changes: readonly ChangedAppointment[],
): Promise<Result<readonly HeardChange[]>> {
  const synced = new Set(context.synced.map(agent => agent.agentId));
  const books = new Map<string, ReadonlyMap<number, Link>>();
  const news: HeardChange[] = [];
  for (const change of changes) {
    const tie = context.queue.memory.series.get(change.id);
    if (tie !== undefined) {
      if (tie.lastModified !== change.lastModified) news.push({ haloId: change.id, agentId: change.agentId });
      continue;
    }
    const home = await context.ties.find(change.id, context.synced);
    if (!home.ok) return home;
    if (home.value === null) {
      if (synced.has(change.agentId) && !change.isDeleted && change.isTask !== true)
        news.push({ haloId: change.id, agentId: change.agentId });
      continue;
    }
    const links = await linksOf(context, home.value, books);
    if (!links.ok) return links;
    const link = links.value.get(change.id);
    if (link === undefined || !isEcho(change, link))
      news.push({ haloId: change.id, agentId: change.agentId });
  }
  return succeeded(news);
}

/** What a list shows is compared too: within one second Halo's `last_modified` may be of our write and the text of somebody's. */
function isEcho(change: ChangedAppointment, link: Link): boolean {
  if (change.isDeleted || change.lastModified !== link.lastModified) return false;
  return change.listed === null || differencesFromHalo(link.values, change.listed).length === 0;
}

async function linksOf(
  { links }: WatchContext,
  home: MailboxKey,
  books: Map<string, ReadonlyMap<number, Link>>,
): Promise<Result<ReadonlyMap<number, Link>>> {
  const key = `${home.agentId} ${home.address}`;
  const known = books.get(key);
  if (known !== undefined) return succeeded(known);
  const memory = await links.readMemory(home);
  if (!memory.ok) return memory;
  const byId = new Map(
    [...memory.value.book.links.values()].flatMap(link =>
      link.haloId === null ? [] : [[link.haloId, link]],
    ),
  );
  books.set(key, byId);
  return succeeded(byId);
}
