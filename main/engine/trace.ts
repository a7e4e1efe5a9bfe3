/**
 * What became of an event: in Exchange now, in Halo now, the last decision on it and why. It reads and never writes. Private events
 * have no subject here and are not found by one (rule 9).
 */
import type { Settings } from '../../preload/contract/settings.ts';
import type { LeftOutReason, SyncedAgent } from '../core/agents.ts';
import { chooseAgents, findAgent, problemOfAgent } from '../core/agents.ts';
import { isPrivate } from '../core/decide.ts';
import type { CalendarItem, DateText, Instant, ItemAnswer, ViewRow } from '../core/event.ts';
import { laterTry } from '../core/next-try.ts';
import type { Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import { instantOf, nextRollAfter, windowAt } from '../core/window.ts';
import { allDayDates, dateIn } from '../core/zone.ts';
import type { AppointmentDesk, CalendarSource, Clock, LinkStore } from '../ports.ts';
import { rollMinute } from './run-context.ts';
import { type SentRuns, withConflicts } from './trace-conflicts.ts';
import { matcher, Remembered, type TraceSearch } from './trace-memory.ts';
import { type TracedWay, waitingAppointments } from './trace-outbound.ts';
import { type MailboxParts, type TracedEvent, tracedItem, tracedMemory, tracedRow } from './traced-event.ts';

export interface TraceParts {
  readonly settings: Settings;
  readonly source: CalendarSource;
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly clock: Clock;
  /** What is on its way to Exchange. */
  readonly way: TracedWay;
  /** What went there. */
  readonly runs: SentRuns;
}

export type Trace =
  | { readonly kind: 'agent-left-out'; readonly agent: string; readonly reason: LeftOutReason }
  | {
      readonly kind: 'events';
      readonly agent: string;
      readonly mailbox: string;
      readonly events: readonly TracedEvent[];
      /** How many more there are than are shown. */
      readonly more: number;
    };

const dayMs = 86_400_000;
const mostShown = 50;

function spanOf(search: TraceSearch, parts: TraceParts): { start: Instant; end: Instant } {
  if (search.by === 'subject') return windowAt(parts.clock.now(), parts.settings.import, 0);
  // Wherever on earth the event was made: its day touches these three days of UTC.
  const day = Date.parse(`${search.date}T00:00:00Z`);
  return { start: instantOf(day - dayMs), end: instantOf(day + 2 * dayMs) };
}

function isOnDate(item: CalendarItem, date: DateText): boolean {
  if (item.allDay) {
    const { first, last } = allDayDates(item.start, item.end, item.zone);
    return first <= date && date <= last;
  }
  const justBefore = instantOf(Math.max(Date.parse(item.start), Date.parse(item.end) - 1_000));
  return dateIn(item.start, item.zone) <= date && date <= dateIn(justBefore, item.zone);
}

function isWanted(row: ViewRow, search: TraceSearch): boolean {
  return search.by === 'date' || (!isPrivate(row) && matcher(search)(row.subject));
}

async function traceMailbox(
  agent: SyncedAgent,
  search: TraceSearch,
  parts: TraceParts,
  signal: AbortSignal,
): Promise<Result<Trace>> {
  const state = await parts.store.readState(agent);
  if (!state.ok) return state;
  const memory = await parts.store.readMemory(agent);
  if (!memory.ok) return memory;
  const remembered = new Remembered(memory.value);
  const mailbox = { address: agent.address, folderId: state.value?.folderId ?? null };
  const view = await parts.source.view(mailbox, spanOf(search, parts), signal);
  if (!view.ok) return view;
  const rows = view.value.rows.filter(row => isWanted(row, search));
  const read = await parts.source.items(
    mailbox,
    rows.map(row => row.itemId),
    signal,
  );
  if (!read.ok) return read;
  const found = itemsIn(read.value);
  const resting = state.value?.resting;
  const own: MailboxParts = {
    ...parts,
    nextTry: resting === undefined ? null : laterTry(resting),
    nextRoll: nextRollAfter(parts.clock.now(), rollMinute(agent.address)),
  };
  const seen = new Set(found.map(item => remembered.keyOf(item)));
  const shown = found.filter(item => search.by === 'subject' || isOnDate(item, search.date));
  // What the view does not show may have moved to another day: it is asked for by its id before it is called gone.
  const missing = remembered.unseen(seen, search);
  const ids = missing.map(
    key => remembered.of(key).link?.itemId ?? remembered.of(key).decision?.itemId ?? '',
  );
  const asked = await parts.source.items(mailbox, ids, signal);
  if (!asked.ok) return asked;
  const moved = itemsIn(asked.value);
  const unreadable = new Set(
    [...read.value, ...asked.value].flatMap(answer => (answer.kind === 'unreadable' ? [answer.id] : [])),
  );
  const unreadableKeys = new Set(missing.filter((_, index) => unreadable.has(ids[index] ?? '')));
  const rememberedIds = new Set(ids);
  const unknown = rows.filter(row => unreadable.has(row.itemId) && !rememberedIds.has(row.itemId));
  const elsewhere = new Set(moved.map(item => remembered.keyOf(item)));
  const items = [...shown, ...moved].sort((a, b) => (a.start < b.start ? -1 : 1));
  const gone = missing.filter(key => !elsewhere.has(key));
  const events: TracedEvent[] = unknown.slice(0, mostShown).map(row => tracedRow(row, own));
  for (const item of items.slice(0, mostShown - events.length)) {
    const traced = await tracedItem(item, remembered, own, signal);
    if (!traced.ok) return traced;
    events.push(traced.value);
  }
  for (const key of gone.slice(0, Math.max(0, mostShown - events.length))) {
    const traced = await tracedMemory(key, unreadableKeys.has(key), remembered, own, signal);
    if (!traced.ok) return traced;
    if (traced.value !== null) events.push(traced.value);
  }
  const linked = new Set([...memory.value.book.links.values()].flatMap(({ haloId }) => haloId ?? []));
  const waiting = await waitingAppointments(parts.way, agent, search, linked, parts.desk, signal);
  if (!waiting.ok) return waiting;
  const all = unknown.length + items.length + gone.length + waiting.value.length;
  events.push(...waiting.value.slice(0, mostShown - events.length));
  const more = all - events.length;
  const told = await withConflicts(events, parts.runs);
  if (!told.ok) return told;
  return succeeded({ kind: 'events', agent: agent.name, mailbox: agent.address, events: told.value, more });
}

function itemsIn(answers: readonly ItemAnswer[]): readonly CalendarItem[] {
  return answers.flatMap(answer => (answer.kind === 'found' ? [answer.item] : []));
}

/** `agent`: name, e-mail, address or id. Problems: agent.unknown when there is no such agent; all of both servers. */
export async function trace(
  parts: TraceParts,
  agent: string,
  search: TraceSearch,
  signal: AbortSignal,
): Promise<Result<Trace>> {
  const agents = await parts.desk.agents(signal);
  if (!agents.ok) return agents;
  const choice = chooseAgents(agents.value, parts.settings.agents);
  const found = findAgent(agent, agents.value, choice);
  switch (found.kind) {
    case 'synced':
      return traceMailbox(found.agent, search, parts, signal);
    case 'left-out':
      return succeeded({ kind: 'agent-left-out', agent: found.name, reason: found.reason });
    case 'unknown': {
      const [unanswered] = choice.problems.filter(one => one.code === 'agent.preference-unanswered');
      return failed(unanswered ?? problemOfAgent(agent, found));
    }
  }
}
