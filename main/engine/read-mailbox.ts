/**
 * Reads what is new in one mailbox, with as few requests as possible and with proof for everything that is said to be gone (rule 1).
 * Changes feed -> the changed items -> a view of the window when a series changed or a day entered -> what looks different.
 * It decides nothing about Halo and remembers nothing: the caller saves `syncState` only when all of it is applied (rule 4).
 */
import type { CalendarItem, ItemAnswer } from '../core/event.ts';
import { hashOf } from '../core/hash.ts';
import type { EventKey, Link } from '../core/link.ts';
import type { Observation } from '../core/plan/wish.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { Window } from '../core/window.ts';
import type { CalendarSource, MailboxAddress, MailboxMemory, MailboxState } from '../ports.ts';
import { askNamesakes } from './ask-namesakes.ts';
import { checkExpansion } from './check-expansion.ts';
import { EventCollection } from './event-collection.ts';
import { observe } from './observe.ts';
import { readFeed } from './read-feed.ts';
import { readView } from './read-view.ts';

export interface ReadRequest {
  readonly source: CalendarSource;
  readonly address: string;
  readonly state: MailboxState | null;
  /** Loaded only when something has changed. */
  readonly memory: () => Promise<Result<MailboxMemory>>;
  readonly window: Window;
  readonly rulesFingerprint: string;
  /** Read everything of the window in full, whatever is remembered. */
  readonly everything: boolean;
  /** Pending ids that alone are no reason to read anything now. */
  readonly resting: ReadonlySet<string>;
  /** The last run did not reach its end: what it linked must be seen again, for the feed may be silent about what came and went. */
  readonly interrupted: boolean;
  readonly signal: AbortSignal;
}

export interface MailboxReading {
  readonly kind: 'read';
  readonly folderId: string;
  /** Fingerprint of account, method and calendar folder; see rule 1. */
  readonly access: string;
  readonly rights: string;
  readonly syncState: string;
  readonly memory: MailboxMemory;
  readonly observation: Observation;
  /** By ItemId: hash of the cheap fields, to know an unchanged row again. */
  readonly rowHashes: ReadonlyMap<string, string>;
  /** ItemIds of singles and masters that are gone. */
  readonly goneIds: ReadonlySet<string>;
  /** ItemIds of the masters that were read. */
  readonly masterIds: ReadonlySet<string>;
  /** Marks of those masters that were made for appointments of Halo. */
  readonly masterMarks: readonly string[];
  /** Keys of events that the view showed as they were; null when no view was read. */
  readonly unchanged: ReadonlySet<EventKey> | null;
  /** Singles and masters that could not be read and are to be asked again. */
  readonly unreadable: readonly { readonly id: string; readonly responseCode: string }[];
  /** Singles and masters to be asked again because something else of their UID could not be read. */
  readonly postponed: readonly string[];
  /** Set when the view contradicts itself: nothing may be removed and the sync state must not be saved. */
  readonly incomplete: Problem | null;
  /** The calendar has another FolderId than the one that the links were made from. */
  readonly replaced: boolean;
}

export interface UnchangedMailbox {
  readonly kind: 'unchanged';
  readonly folderId: string;
  readonly syncState: string;
}

/** More changed ids than this are cheaper to read through the view. */
const mostChangedIds = 500;

/** Items named by the feed (or pending): singles are events; a master asks for the view. */
function sortAnswers(
  answers: readonly ItemAnswer[],
  named: ReadonlySet<string>,
  links: readonly Link[],
  collected: EventCollection,
): { seriesChanged: boolean } {
  let seriesChanged = false;
  for (const answer of answers) {
    if (answer.kind === 'unreadable') collected.unreadable.set(answer.id, answer.responseCode);
    else if (answer.kind === 'gone' && named.has(answer.id)) collected.contradicted(answer.id);
    else if (answer.kind === 'gone') {
      collected.goneIds.add(answer.id);
      for (const link of links) {
        if (link.itemId === answer.id || link.seriesId === answer.id)
          collected.gone.set(link.key, answer.proof);
      }
    } else {
      seriesChanged = collectItem(answer.item, links, collected) || seriesChanged;
    }
  }
  return { seriesChanged };
}

/** True when the item belongs to a series, so that the view must tell its occurrences. */
function collectItem(item: CalendarItem, links: readonly Link[], collected: EventCollection): boolean {
  if (item.kind === 'master') {
    collected.masters.set(item.itemId, item);
    for (const link of links) {
      if (link.itemId === item.itemId && link.seriesId === null) collected.gone.set(link.key, 'changed-kind');
    }
    return true;
  }
  if (item.kind !== 'single') {
    collected.askedOccurrences.add(item.itemId);
    return true;
  }
  collected.add({ ...item, kind: 'single', seriesId: null });
  for (const link of links) {
    if (link.seriesId === item.itemId) collected.gone.set(link.key, 'changed-kind');
  }
  return false;
}

export async function readMailbox(request: ReadRequest): Promise<Result<MailboxReading | UnchangedMailbox>> {
  const { source, state, window, signal } = request;
  const opened = await readFeed(request);
  if (!opened.ok) return opened;
  const { mailbox, feed, fromStart } = opened.value;
  const access = accessOf(source, mailbox.folderId, opened.value.rights);
  const settingsChanged =
    state !== null && (state.access !== access || state.rules !== request.rulesFingerprint);
  // Without the feed nobody says which bodies have changed: everything of the window is read in full.
  const full = request.everything || settingsChanged || fromStart || state === null || state.viewed === null;
  const asked = [...new Set([...(fromStart ? [] : feed.changed), ...(state?.pending ?? [])])];
  const isQuiet =
    asked.every(id => request.resting.has(id)) && feed.changed.length + feed.removed.length === 0;
  const viewed = state?.viewed ?? null;
  const dayEntered = viewed !== null && (viewed.end < window.end || viewed.start > window.start);
  if (!full && !request.interrupted && !dayEntered && isQuiet) {
    return succeeded({ kind: 'unchanged', folderId: mailbox.folderId, syncState: feed.state });
  }

  const memory = await request.memory();
  if (!memory.ok) return memory;
  const links = [...memory.value.book.links.values()];
  // A state that tells of links which are not there: the links were lost, and all is found again by reading and adopting all.
  const isLost = state !== null && state.linkedUnits > 0 && links.length === 0;
  const collected = new EventCollection();
  const removed = new Set(feed.removed);
  for (const id of removed) collected.goneIds.add(id);
  for (const link of links) {
    if (removed.has(link.itemId) || (link.seriesId !== null && removed.has(link.seriesId))) {
      collected.gone.set(link.key, 'removed-in-feed');
    }
  }
  let seriesChanged = false;
  const tooMany = asked.length > mostChangedIds;
  if (asked.length > 0 && !tooMany) {
    const answers = await source.items(mailbox, asked, signal);
    if (!answers.ok) return answers;
    const named = new Set(fromStart ? [] : feed.changed);
    seriesChanged = sortAnswers(answers.value, named, links, collected).seriesChanged;
  }
  let unchanged: ReadonlySet<EventKey> | null = null;
  let incomplete: Problem | null = null;
  if (full || isLost || request.interrupted || dayEntered || tooMany || seriesChanged) {
    const view = await readView({
      source,
      mailbox,
      window,
      // What a lost sync state would have named may differ where no view shows it.
      full: full || isLost || tooMany,
      links,
      decisions: memory.value.decisions,
      collected,
      signal,
    });
    if (!view.ok) return view;
    unchanged = view.value.unchanged;
    incomplete = view.value.incomplete;
    const expanded =
      fromStart || request.everything
        ? await checkExpansion(source, mailbox, fromStart ? feed.changed : null, collected, signal)
        : succeeded(undefined);
    if (!expanded.ok) return expanded;
  }
  const namesakes = await askNamesakes({
    source,
    mailbox,
    links: memory.value.book.links,
    collected,
    signal,
  });
  if (!namesakes.ok) return namesakes;
  const rights =
    collected.gone.size === 0 ? succeeded(opened.value.rights) : await rightsNow(source, mailbox, signal);
  if (!rights.ok) return rights;
  const { observation, postponed } = observe(collected, memory.value, window, incomplete !== null);
  return succeeded({
    kind: 'read',
    folderId: mailbox.folderId,
    access: accessOf(source, mailbox.folderId, rights.value),
    rights: rights.value,
    syncState: feed.state,
    memory: memory.value,
    observation,
    postponed,
    rowHashes: collected.rowHashes,
    goneIds: collected.goneIds,
    masterIds: new Set(collected.masters.keys()),
    masterMarks: [...collected.masters.values()].flatMap(master => master.sentMark ?? []),
    unchanged,
    unreadable: unreadableOf(collected, links, request.everything),
    incomplete,
    replaced:
      state?.folderId !== null && state?.folderId !== undefined && state.folderId !== mailbox.folderId,
  });
}

/**
 * What is to be asked for again. What Exchange itself calls no id was never one of it: once all of the calendar has been looked at and neither
 * shows nor remembers such an id, it is let go.
 */
function unreadableOf(
  collected: EventCollection,
  links: readonly Link[],
  everything: boolean,
): MailboxReading['unreadable'] {
  const known = new Set(links.flatMap(link => [link.itemId, link.seriesId]));
  return [...collected.unreadable]
    .filter(
      ([id, code]) =>
        !everything || code !== 'ErrorInvalidIdMalformed' || known.has(id) || collected.rowHashes.has(id),
    )
    .map(([id, responseCode]) => ({ id, responseCode }));
}

function accessOf(source: CalendarSource, folderId: string, rights: string): string {
  return hashOf([source.access, folderId, rights]).slice(0, 16);
}

/** Before anything counts as gone the rights are asked again: a delegate who lost some sees less, and nothing is gone (rule 1). */
async function rightsNow(
  source: CalendarSource,
  mailbox: MailboxAddress,
  signal: AbortSignal,
): Promise<Result<string>> {
  const folder = await source.openCalendar(mailbox, signal);
  return folder.ok ? succeeded(folder.value.rights) : folder;
}
