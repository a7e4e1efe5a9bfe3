/**
 * The window of one mailbox, as the server expands it, and the full items behind the rows that look different. Links that the view does
 * not show are only candidates: each is asked for by its id (rule 1).
 */
import type { CalendarEvent, CalendarItem, ItemAnswer, ViewRow } from '../core/event.ts';
import { rowHash } from '../core/fingerprint.ts';
import type { Decision, EventKey, Link } from '../core/link.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { Window } from '../core/window.ts';
import { inWindow } from '../core/window.ts';
import type { CalendarSource, MailboxAddress } from '../ports.ts';
import type { EventCollection } from './event-collection.ts';
import { fetchMasters } from './view-masters.ts';

export interface ViewRequest {
  readonly source: CalendarSource;
  readonly mailbox: MailboxAddress;
  readonly window: Window;
  /** Fetch every row in full, whatever is remembered. */
  readonly full: boolean;
  readonly links: readonly Link[];
  readonly decisions: ReadonlyMap<EventKey, Decision>;
  /** What the feed brought already; this function adds to it. */
  readonly collected: EventCollection;
  readonly signal: AbortSignal;
}

export interface ViewReading {
  /** Keys whose rows look as they did at the last decision. */
  readonly unchanged: ReadonlySet<EventKey>;
  readonly incomplete: Problem | null;
}

interface Sorted {
  readonly unchanged: Set<EventKey>;
  /** Occurrences that take their texts from the master. */
  readonly occurrences: ViewRow[];
  /** Rows to be fetched one by one: singles, exceptions, and everything that is not plain. */
  readonly fetch: ViewRow[];
}

function sortRows(rows: readonly ViewRow[], request: ViewRequest): Sorted {
  const { collected, decisions } = request;
  const known = new Map([...decisions.values()].map(decision => [decision.itemId, decision]));
  const changedSeries = new Set([...collected.masters.values()].map(master => master.uid));
  const sorted: Sorted = { unchanged: new Set(), occurrences: [], fetch: [] };
  for (const row of rows) {
    const hash = rowHash(row);
    const decision = known.get(row.itemId);
    const seriesKnown = row.kind === 'single' || (decision?.seriesId ?? null) !== null;
    const same =
      decision !== undefined && decision.rowHash === hash && decision.verdict !== 'failed' && seriesKnown;
    const isNamed = collected.askedOccurrences.has(row.itemId);
    const fresh = request.full || !same || isNamed || (row.uid !== null && changedSeries.has(row.uid));
    collected.rowHashes.set(row.itemId, hash);
    if (collected.events.has(row.itemId)) continue;
    if (!fresh) sorted.unchanged.add(decision.key);
    else if (row.kind === 'occurrence' && row.uid !== null) sorted.occurrences.push(row);
    else sorted.fetch.push(row);
  }
  return sorted;
}

function occurrenceOf(row: ViewRow, master: CalendarItem): CalendarEvent {
  const { subject, location, body, organizer, attendees, lastModified, zone, itemId } = master;
  return {
    ...row,
    uid: master.uid,
    kind: 'occurrence',
    subject,
    location,
    body,
    organizer,
    attendees,
    lastModified,
    zone,
    originalStart: row.start,
    seriesId: itemId,
  };
}

function eventOf(item: CalendarItem, master: CalendarItem | undefined): CalendarEvent {
  if (item.kind === 'single' || item.kind === 'master') return { ...item, kind: 'single', seriesId: null };
  const listed = master?.modifiedOccurrences.find(each => each.itemId === item.itemId);
  return {
    ...item,
    kind: item.kind,
    originalStart: item.originalStart ?? listed?.originalStart ?? item.start,
    // Dates of a series are read in the series' zone even when one occurrence was moved from elsewhere.
    zone: master?.zone ?? item.zone,
    seriesId: master?.itemId ?? null,
  };
}

/** Takes over the answers to asked ids: events, proofs of absence, unreadable ones. */
function collectAnswers(
  answers: readonly ItemAnswer[],
  masters: ReadonlyMap<string, CalendarItem>,
  request: ViewRequest,
): readonly CalendarEvent[] {
  const { collected, links } = request;
  const found: CalendarEvent[] = [];
  for (const answer of answers) {
    if (answer.kind === 'unreadable') collected.unreadable.set(answer.id, answer.responseCode);
    else if (answer.kind === 'gone') {
      for (const link of links) if (link.itemId === answer.id) collected.gone.set(link.key, answer.proof);
    } else if (answer.item.kind === 'master') {
      for (const link of links) if (link.itemId === answer.id) collected.gone.set(link.key, 'changed-kind');
    } else {
      const event = eventOf(answer.item, masters.get(answer.id));
      collected.add(event);
      found.push(event);
    }
  }
  return found;
}

async function fetchRows(sorted: Sorted, request: ViewRequest): Promise<Result<void>> {
  const { source, mailbox, signal, collected } = request;
  const ofSeries = [...sorted.occurrences, ...sorted.fetch.filter(row => row.kind !== 'single')];
  const masters = await fetchMasters(ofSeries, request);
  if (!masters.ok) return masters;
  const fetch = [...sorted.fetch];
  for (const row of sorted.occurrences) {
    const master = masters.value.get(row.itemId);
    // A master that cannot be read must not lose its occurrences: they are asked for one by one.
    if (master === undefined) fetch.push(row);
    else collected.add(occurrenceOf(row, master));
  }
  if (fetch.length === 0) return succeeded(undefined);
  const answers = await source.items(
    mailbox,
    fetch.map(row => row.itemId),
    signal,
  );
  if (!answers.ok) return answers;
  for (const answer of answers.value) if (answer.kind === 'gone') collected.contradicted(answer.id);
  const known = answers.value.filter(answer => answer.kind !== 'gone');
  collectAnswers(known, masters.value, request);
  return succeeded(undefined);
}

/** Links that should be in the view and are not, or whose series has changed: asked by id. */
function candidates(
  rows: readonly ViewRow[],
  unchanged: ReadonlySet<EventKey>,
  request: ViewRequest,
): readonly Link[] {
  const { collected, window } = request;
  const shown = new Set(rows.map(row => row.itemId));
  return request.links.filter(link => {
    if (shown.has(link.itemId) || unchanged.has(link.key)) return false;
    if (
      collected.events.has(link.itemId) ||
      collected.gone.has(link.key) ||
      collected.unreadable.has(link.itemId)
    )
      return false;
    const seriesChanged = link.seriesId !== null && collected.masters.has(link.seriesId);
    return inWindow(link, window) || (seriesChanged && link.end > window.start);
  });
}

function shortBy(missing: number): Problem | null {
  if (missing === 0) return null;
  return { code: 'mailbox.read-incomplete', scope: 'mailbox', retryable: true, facts: { missing } };
}

/** What is read goes into `request.collected`. Problems: those of the source; that rows are missing is told in `incomplete`. */
export async function readView(request: ViewRequest): Promise<Result<ViewReading>> {
  const { source, mailbox, window, signal } = request;
  const view = await source.view(mailbox, window, signal);
  if (!view.ok) return view;
  const { unusable, nameless } = view.value;
  const rows = [...new Map(view.value.rows.map(row => [row.itemId, row])).values()].filter(row =>
    inWindow(row, window),
  );
  // Asked for by its id in the next run, which may read what the row does not say.
  for (const id of unusable)
    if (!request.collected.events.has(id)) request.collected.unreadable.set(id, 'unusable-row');
  const sorted = sortRows(rows, request);
  const fetched = await fetchRows(sorted, request);
  if (!fetched.ok) return fetched;

  const missing = candidates(rows, sorted.unchanged, request);
  if (missing.length === 0) return succeeded({ unchanged: sorted.unchanged, incomplete: shortBy(nameless) });
  const answers = await source.items(
    mailbox,
    missing.map(link => link.itemId),
    signal,
  );
  if (!answers.ok) return answers;
  const masters = new Map<string, CalendarItem>();
  for (const link of missing) {
    const master = link.seriesId === null ? undefined : request.collected.masters.get(link.seriesId);
    if (master !== undefined) masters.set(link.itemId, master);
  }
  const found = collectAnswers(answers.value, masters, request);
  const linksByItem = new Map(missing.map(link => [link.itemId, link]));
  for (const event of found) {
    const link = linksByItem.get(event.itemId);
    if (event.seriesId === null && event.kind !== 'single' && link !== undefined) {
      request.collected.events.set(event.itemId, { ...event, seriesId: link.seriesId });
    }
  }
  // An event that is there, inside the window, and yet not in the view: the view was short, and who knows of what else.
  const short = found.filter(event => inWindow(event, window));
  return succeeded({ unchanged: sorted.unchanged, incomplete: shortBy(short.length + nameless) });
}
