/**
 * Both sides of one appointment as they are now, and what is remembered of them. Where nothing is remembered, Exchange is asked for our
 * mark before anybody makes an event: a create whose answer was lost, or a lost data folder, makes none twice.
 */
import type { Draft, OwnedFields } from '../../core/appointment.ts';
import type { CalendarItem } from '../../core/event.ts';
import { limits } from '../../core/fit.ts';
import type { KeyedEvent } from '../../core/identity.ts';
import { assignKeys } from '../../core/identity.ts';
import type { Link } from '../../core/link.ts';
import type { ExchangeSide, KnownPair } from '../../core/outbound/decide-outbound.ts';
import { draftEvent, haloFields } from '../../core/outbound/draft-event.ts';
import type { OutboundEntry, SeriesTie } from '../../core/outbound/entry.ts';
import type { EventDraft, Series } from '../../core/outbound/event-draft.ts';
import type { WholeReading } from '../../core/outbound/halo-side.ts';
import { mappedDraft, mappedFrom } from '../../core/outbound/map-event.ts';
import { sentMarkOf } from '../../core/outbound/mark.ts';
import type { UnseenTexts } from '../../core/outbound/unseen-texts.ts';
import { unseenTexts } from '../../core/outbound/unseen-texts.ts';
import { isUnmarkedOther } from '../../core/plan/lost-tie.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { MailboxAddress, MailboxKey, MailboxMemory, MailboxState } from '../../ports.ts';
import type { SendContext } from './send-context.ts';
import { mappingOf } from './send-context.ts';
import { seriesBefore } from './series-before.ts';

/** A calendar, with all that is remembered of it. */
export interface Home {
  readonly key: MailboxKey;
  readonly mailbox: MailboxAddress;
  readonly state: MailboxState;
  readonly memory: MailboxMemory;
}

/** The event as it was read just now. */
export interface ReadEvent {
  readonly item: CalendarItem;
  readonly keyed: KeyedEvent;
  /** What the import would make of it. */
  readonly mapped: Draft;
  /** What Halo is not shown of it; undefined: nothing, or nobody knows. */
  readonly unseen: UnseenTexts | undefined;
}

export interface ReadPair {
  /** Items that carry the mark besides the event: somebody has copied it. Known only where the mark was looked for. */
  readonly copies: readonly string[];
  readonly home: Home;
  readonly mark: string;
  readonly link: Link | null;
  readonly tie: SeriesTie | null;
  readonly pair: KnownPair | null;
  readonly halo: WholeReading;
  readonly exchange: ExchangeSide;
  readonly event: ReadEvent | null;
  /** What Exchange is to hold, and what the import would make of that; null when Halo does not have the appointment. */
  readonly wanted: {
    readonly fields: OwnedFields;
    readonly draft: EventDraft;
    readonly mapped: OwnedFields;
  } | null;
}

export const notImportedYet: Problem = {
  code: 'mailbox.not-imported-yet',
  scope: 'mailbox',
  retryable: true,
};

/** Problems: mailbox.not-imported-yet before the first import, and after a run that was cut off: the next one has to look first. */
export async function openHome({ links }: SendContext, key: MailboxKey): Promise<Result<Home>> {
  const state = await links.readState(key);
  if (!state.ok) return state;
  const interrupted = await links.isInterrupted(key);
  if (!interrupted.ok) return interrupted;
  const facts = { mailbox: key.address };
  if (state.value === null || interrupted.value) return failed({ ...notImportedYet, facts });
  const memory = await links.readMemory(key);
  if (!memory.ok) return memory;
  const { folderId } = state.value;
  return succeeded({
    key,
    mailbox: { address: key.address, folderId },
    state: state.value,
    memory: memory.value,
  });
}

/** The event of an item, under the key that the import gives it. */
export function eventOf(item: CalendarItem, link: Link | null, home: Home, context: SendContext): ReadEvent {
  const kind = item.kind === 'master' ? 'single' : item.kind;
  // An event that was made in the place of an occurrence is a single.
  const seriesId = kind === 'single' ? null : (link?.seriesId ?? null);
  const event = { ...item, kind, seriesId } as const;
  const known = new Map([...home.memory.book.links.values()].map(each => [each.key, each.itemId]));
  const [keyed] = assignKeys([event], known, () => false);
  if (keyed === undefined) throw new Error('An event without a key.');
  const mapping = mappingOf(context, home.key);
  return { item, keyed, mapped: mappedDraft(keyed, mapping), unseen: unseenTexts(keyed, mapping) };
}

/** Problems: item.unreadable. Null: it is not there. */
export async function readItem(
  { source }: SendContext,
  home: Home,
  itemId: string,
  signal: AbortSignal,
): Promise<Result<CalendarItem | null>> {
  const answers = await source.items(home.mailbox, [itemId], signal);
  if (!answers.ok) return answers;
  const [answer] = answers.value;
  if (answer?.kind === 'found') return succeeded(answer.item);
  if (answer?.kind === 'gone') return succeeded(null);
  const facts = { mailbox: home.key.address, responseCode: answer?.responseCode ?? '' };
  return failed({ code: 'item.unreadable', scope: 'item', retryable: true, facts });
}

function knownPair(
  entry: OutboundEntry,
  link: Link | null,
  tie: SeriesTie | null,
  halo: WholeReading,
  context: SendContext,
): KnownPair | null {
  if (tie !== null) return { ...tie, isMadeByUs: true };
  if (link !== null) {
    const { values, seriesId, itemId, lastModified, unseen } = link;
    const isOfOurSeries = [...context.queue.memory.series.values()].some(each => each.itemId === seriesId);
    return {
      values,
      mapped: link.mapped ?? values,
      itemId,
      lastModified,
      isMadeByUs: link.origin === 'sent' || isOfOurSeries,
      ...(unseen === undefined ? {} : { unseen }),
      isOfAnother: halo.kind === 'found' && isUnmarkedOther(halo.whole.appointment, link),
    };
  }
  const { intent } = entry;
  return intent === null
    ? null
    : {
        values: intent.values,
        mapped: intent.mapped,
        itemId: intent.mark,
        lastModified: '',
        isMadeByUs: true,
      };
}

/** How somebody answers is asked of those who are invited alone. */
function isOfOthers({ isMeeting, myResponse }: CalendarItem): boolean {
  return isMeeting && myResponse !== 'organizer' && myResponse !== 'unknown';
}

export async function readPair(
  context: SendContext,
  entry: OutboundEntry,
  home: Home,
  halo: WholeReading,
  series: Series | null,
  signal: AbortSignal,
): Promise<Result<ReadPair>> {
  const { agentId, address } = home.key;
  const { haloId } = entry;
  const mark = sentMarkOf({ installation: context.installation, agentId, haloId });
  const tied = context.queue.memory.series.get(haloId) ?? null;
  const tie = tied?.agentId === agentId && tied.address === address ? tied : null;
  const link = [...home.memory.book.links.values()].find(each => each.haloId === haloId) ?? null;
  const isIntended = entry.intent?.mark === mark;
  const known = tie?.itemId ?? link?.itemId ?? null;
  let itemId = known;
  let copies: readonly string[] = [];
  if (known === null && (halo.kind === 'found' || isIntended || entry.heard === 'import')) {
    const marked = await context.writer.findByMark(home.mailbox, mark, signal);
    if (!marked.ok) return marked;
    itemId = marked.value[0]?.itemId ?? null;
    copies = marked.value.slice(1).map(each => each.itemId);
    if (itemId === null && series !== null && halo.kind === 'found') {
      const before = await seriesBefore(context, home, halo.whole, signal);
      if (!before.ok) return before;
      itemId = before.value;
    }
  }
  let item = itemId === null ? succeeded(null) : await readItem(context, home, itemId, signal);
  if (!item.ok) return item;
  if (item.value === null && known !== null && isIntended) {
    // The event was gone and is made anew: nobody knows whether that has arrived.
    const marked = await context.writer.findByMark(home.mailbox, mark, signal);
    if (!marked.ok) return marked;
    const [again, ...more] = marked.value;
    copies = more.map(each => each.itemId);
    if (again !== undefined) item = await readItem(context, home, again.itemId, signal);
    if (!item.ok) return item;
  }
  const event = item.value === null ? null : eventOf(item.value, link, home, context);
  // We removed it, did not get to write that down, and Halo has the appointment here again: that is no deletion of somebody in Outlook.
  const isOurHand = event === null && halo.kind === 'found' && known !== null && entry.removing === known;
  const mapping = mappingOf(context, home.key);
  const wanted = halo.kind === 'found' ? wantedOf(haloFields(halo.whole)) : null;
  function wantedOf(fields: OwnedFields) {
    const { subject } = mapping.rules;
    const draft = draftEvent(fields, series, {
      zone: context.zone,
      prefix: subject.rule === 'prefix' ? subject.text : '',
      agents: context.agents,
      mailbox: address,
      present: event?.item.attendees ?? [],
    });
    return { fields, draft, mapped: mappedFrom(draft, mapping) };
  }
  const exchange: ExchangeSide =
    event !== null
      ? {
          kind: 'found',
          mapped: event.mapped,
          expected: wanted?.mapped ?? event.mapped,
          modified: event.item.lastModified,
          ...(event.unseen === undefined ? {} : { unseen: event.unseen }),
          isOfOthers: isOfOthers(event.item),
          isNoteCut: event.item.body.replace(/\r\n?/g, '\n').trim().length > limits.note,
        }
      : { kind: known === null || isOurHand ? 'none' : 'gone' };
  const isKnown = (known !== null && !isOurHand) || (event !== null && isIntended);
  const pair = isKnown ? knownPair(entry, link, tie, halo, context) : null;
  return succeeded({ home, mark, link, tie, pair, halo, exchange, event, wanted, copies });
}
