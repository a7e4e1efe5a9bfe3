/** Writes down what both sides have in common now: a link, or the tie of a series. Never both for one appointment. */
import type { OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import { differences, fingerprint, remembered } from '../../core/fingerprint.ts';
import { hashOf } from '../../core/hash.ts';
import type { Link } from '../../core/link.ts';
import type { Series } from '../../core/outbound/event-draft.ts';
import { rememberedUnseen } from '../../core/outbound/unseen-texts.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { MailboxMemory } from '../../ports.ts';
import type { Home, ReadEvent, ReadPair } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

/** '' for a single. */
export function patternOf(series: Series | null, zone: string): string {
  return series === null ? '' : hashOf([series, zone]).slice(0, 16);
}

async function keepLinks(
  context: SendContext,
  home: Home,
  links: MailboxMemory['book']['links'],
): Promise<Result<void>> {
  const memory = { ...home.memory, book: { ...home.memory.book, links } };
  const kept = await context.links.writeMemory(home.key, memory);
  context.ties.touched(home.key);
  return kept;
}

/** The links of a calendar without what ties this appointment. */
function others({ home, link }: ReadPair): Map<string, Link> {
  const links = new Map(home.memory.book.links);
  if (link !== null) links.delete(link.key);
  return links;
}

export async function forgetPair(
  context: SendContext,
  pair: ReadPair,
  haloId: number,
): Promise<Result<void>> {
  const { tie, link, home } = pair;
  if (tie !== null) return context.queue.note({ kind: 'series-gone', haloId });
  if (link === null) return succeeded(undefined);
  const asked = await askMaster(context, link);
  return asked.ok ? keepLinks(context, home, others(pair)) : asked;
}

/**
 * An occurrence is about to be none any more: when it was the last one of a series that is gone, its master in Halo goes, too. Written down
 * before the link goes: cut off in between, the occurrence is still in the queue, and asks again.
 */
async function askMaster({ queue }: SendContext, { seriesId }: Link): Promise<Result<void>> {
  const masters = [...queue.memory.series.values()].filter(tie => tie.itemId === seriesId);
  const heard = await queue.heard(masters, 'import');
  return heard.ok ? succeeded(undefined) : heard;
}

export interface Agreed {
  readonly haloId: number;
  /** As Halo holds it now. */
  readonly fields: OwnedFields;
  readonly lastModified: string;
  readonly event: ReadEvent;
  readonly series: Series | null;
  /** Fields that were left as they are: what is remembered of Halo stays what it was, and they differ from it until they are sent. */
  readonly unsent?: readonly OwnedFieldName[];
  /** Fields that were written to Exchange. */
  readonly written?: readonly OwnedFieldName[];
}

export async function rememberPair(
  context: SendContext,
  pair: ReadPair,
  agreed: Agreed,
): Promise<Result<void>> {
  const { home, link, tie } = pair;
  const { haloId, lastModified, event, series } = agreed;
  const before = Object.fromEntries((agreed.unsent ?? []).map(name => [name, pair.pair?.values[name]]));
  const values: OwnedFields = { ...remembered(agreed.fields), ...before };
  const mapped = remembered(event.mapped);
  const texts = rememberedUnseen(pair.pair?.unseen, event.unseen, agreed.written ?? []);
  const isHalos = tie !== null || series !== null || (link?.origin ?? 'sent') === 'sent';
  const unseen = texts === undefined || !isHalos ? {} : { unseen: texts };
  const { itemId, uid, changeKey, start, end } = event.item;
  if ((tie ?? link)?.itemId !== itemId) {
    const asked = await askNextTime(context, home, itemId);
    if (!asked.ok) return asked;
  }
  if (series !== null) {
    const known = { haloId, ...home.key, itemId, uid, lastModified, values, mapped };
    const { agentId, address } = home.key;
    const noted = await context.queue.note({
      kind: 'series',
      tie: { ...known, ...unseen, agentId, address, pattern: patternOf(series, context.zone) },
    });
    // A single that became a series has no link any more: the import would take it for gone.
    return noted.ok && link !== null ? keepLinks(context, home, others(pair)) : noted;
  }
  const { access, rules } = link ?? home.state;
  const origin = link?.origin ?? 'sent';
  const isApart = (agreed.unsent ?? []).length > 0;
  const isPlain = origin !== 'sent' && !isApart && differences(values, mapped).length === 0;
  const next: Link = {
    key: event.keyed.key,
    uid,
    itemId,
    changeKey,
    seriesId: event.keyed.event.seriesId,
    haloId,
    lastModified,
    values,
    ...(isPlain ? {} : { mapped }),
    ...unseen,
    fingerprint: fingerprint(event.mapped),
    start,
    end,
    access,
    rules,
    state: 'live',
    origin,
  };
  if (link !== null && link.seriesId !== next.seriesId) {
    const asked = await askMaster(context, link);
    if (!asked.ok) return asked;
  }
  const isNew = link === null || hashOf(next) !== hashOf(link);
  const kept = isNew
    ? await keepLinks(context, home, others(pair).set(next.key, next))
    : succeeded(undefined);
  return !kept.ok || tie === null ? kept : context.queue.note({ kind: 'series-gone', haloId });
}

/**
 * The event is gone, and the import is to remove the appointment under its own guard: it asks for the item again, and what somebody
 * saved in Halo meanwhile is no reason any more to leave it alone.
 */
export async function leaveToImport(
  context: SendContext,
  { home, link }: ReadPair,
  lastModified: string,
): Promise<Result<void>> {
  if (link === null) return succeeded(undefined);
  const links = new Map(home.memory.book.links).set(link.key, { ...link, lastModified });
  const kept = await keepLinks(context, home, links);
  if (!kept.ok) return kept;
  return askNextTime(context, home, link.seriesId ?? link.itemId);
}

/** As if the event had not been moved: what is remembered so the import sees as moved, and asks a person. */
export function unmoved({ pair }: ReadPair, event: ReadEvent, inHalo: OwnedFields): ReadEvent {
  const { when } = pair?.mapped ?? inHalo;
  return { ...event, mapped: { ...event.mapped, when } };
}

/**
 * The next run asks for this item by its id: the feed would be silent about one that came and went between two runs, and its appointment
 * would stay in Halo for ever. So for each new event, before it is tied.
 */
export async function askNextTime(
  { links }: SendContext,
  { key, state: known }: Home,
  ...itemIds: readonly string[]
): Promise<Result<void>> {
  const state = await links.readState(key);
  if (!state.ok) return state;
  const latest = state.value ?? known;
  const pending = [...new Set([...latest.pending, ...itemIds])];
  return links.writeState(key, { ...latest, pending });
}
