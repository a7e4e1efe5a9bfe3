/** What is kept of a mailbox after its plan was applied: decisions for trace, holds for a person, ids to be read again. */
import type { Instant } from '../core/event.ts';
import type { Decision, EventKey, Hold, LinkBook, Verdict } from '../core/link.ts';
import { restAfterFailure } from '../core/next-try.ts';
import type { LeaveReason, PlannedAction } from '../core/plan/action.ts';
import type { Guarded } from '../core/plan/guard.ts';
import { manyMissing } from '../core/plan/missing.ts';
import type { Skip } from '../core/plan/wish.ts';
import type { Window } from '../core/window.ts';
import { inWindow } from '../core/window.ts';
import type { MailboxMemory, MailboxState } from '../ports.ts';
import type { Applied } from './apply-plan.ts';
import { rereadIdOf } from './held.ts';
import type { MailboxReading } from './read-mailbox.ts';

export interface Outcome {
  readonly reading: MailboxReading;
  readonly skips: readonly Skip[];
  readonly guarded: Guarded;
  readonly applied: Applied;
  readonly at: Instant;
}

/** The id that must be read again so that an action is proposed again: the single's, or the master's of a series. */
function rereadId(action: PlannedAction): string {
  if ('keyed' in action && action.keyed !== null)
    return action.keyed.event.seriesId ?? action.keyed.event.itemId;
  return 'link' in action ? (action.link.seriesId ?? action.link.itemId) : '';
}

/**
 * Ids for the next read: what could not be read or removed. A row that Halo refuses is not among them: it is sent again when the event
 * changes or the window rolls, not in every run.
 */
function pendingAfter(outcome: Outcome, memory: MailboxMemory): readonly string[] {
  const { applied, reading } = outcome;
  const failed = applied.failed
    .filter(each => each.action.kind === 'remove' || each.problem.code !== 'halo.rejected')
    .map(each => rereadId(each.action));
  const unreadable = reading.unreadable.map(each => each.id);
  const missing = missingToAsk(outcome, memory).map(rereadIdOf);
  return [...new Set([...failed, ...unreadable, ...reading.postponed, ...missing])].filter(id => id !== '');
}

/**
 * Many appointments that were missing in Halo and wait for a person may be there again without one. One of them is looked at in every
 * run and stands for the others; once one is no longer missing, all the others are looked at.
 */
function missingToAsk({ reading }: Outcome, memory: MailboxMemory): readonly Hold[] {
  const isAsked = (hold: Hold) => hold.reason === manyMissing && hold.state === 'waiting';
  const waiting = [...memory.holds.values()].filter(isAsked);
  const isOneBack = [...reading.memory.holds.values()].some(
    hold => isAsked(hold) && !memory.holds.has(hold.key),
  );
  // A single is cheaper to read than a series.
  const [first] = [...waiting].sort(
    (a, b) => Number(a.seriesId !== null) - Number(b.seriesId !== null) || (a.key < b.key ? -1 : 1),
  );
  return isOneBack || first === undefined ? waiting : [first];
}

function verdictOf(action: PlannedAction): { verdict: Verdict; reason: LeaveReason | PlannedAction['kind'] } {
  if (action.kind === 'leave') {
    return { verdict: action.reason === 'deleted-in-halo' ? 'skipped' : 'imported', reason: action.reason };
  }
  return { verdict: 'imported', reason: action.kind };
}

/** The item of a decision is gone, or is of another kind now: a single that became a series, or the other way round. */
function isOver(decision: Decision, reading: MailboxReading, singles: ReadonlySet<string>): boolean {
  const { itemId, seriesId } = decision;
  if (reading.goneIds.has(itemId)) return true;
  if (seriesId === null) return reading.masterIds.has(itemId);
  return reading.goneIds.has(seriesId) || singles.has(seriesId);
}

function decisionsAfter(outcome: Outcome): ReadonlyMap<EventKey, Decision> {
  const { reading, skips, guarded, applied, at } = outcome;
  const before = reading.memory.decisions;
  const decisions = new Map<EventKey, Decision>();
  const live = applied.book.links;
  const events = reading.observation.events.map(keyed => keyed.event);
  const singles = new Set(events.filter(event => event.kind === 'single').map(event => event.itemId));
  for (const decision of before.values()) {
    // After a whole view an event that is neither seen nor linked any more is no longer in the window; a run that was cut off did not get to it.
    const isWhole = reading.unchanged !== null && applied.stoppedBy === null;
    const seen = !isWhole || reading.unchanged.has(decision.key) || live.has(decision.key);
    if (isOver(decision, reading, singles) && !live.has(decision.key)) continue;
    if (seen && inWindow(decision, reading.observation.window)) decisions.set(decision.key, decision);
  }
  const byKey = new Map(reading.observation.events.map(keyed => [keyed.key, keyed]));
  const decideOn = (key: EventKey, verdict: Verdict, reason: string) => {
    const event = byKey.get(key)?.event;
    if (event === undefined) return;
    const { itemId, seriesId, start, end } = event;
    const hash = reading.rowHashes.get(itemId) ?? '';
    decisions.set(key, { key, itemId, seriesId, rowHash: hash, start, end, verdict, reason, at });
  };
  for (const { keyed, reason } of skips) decideOn(keyed.key, 'skipped', reason);
  for (const action of applied.done)
    decideOn(action.key, verdictOf(action).verdict, verdictOf(action).reason);
  for (const action of guarded.kept) decideOn(action.key, 'held', 'kept-by-a-person');
  for (const { action, reason } of guarded.held) decideOn(action.key, 'held', reason);
  for (const { action, problem } of applied.failed) decideOn(action.key, 'failed', problem.code);
  for (const key of reading.observation.gone.keys()) if (!live.has(key)) decisions.delete(key);
  return decisions;
}

/** A hold whose event is over, or that wants to make what is not in Exchange any more, asks nothing. */
function isPast(hold: Hold, reading: MailboxReading): boolean {
  const { observation, goneIds, unchanged, incomplete, unreadable, postponed } = reading;
  if (hold.end <= observation.window.start) return true;
  if (hold.action !== 'create') return false;
  const ids = [hold.itemId, hold.seriesId ?? hold.itemId];
  if (ids.some(id => goneIds.has(id))) return true;
  const doubtful = new Set([...unreadable.map(each => each.id), ...postponed]);
  if (unchanged === null || incomplete !== null || ids.some(id => doubtful.has(id))) return false;
  return !unchanged.has(hold.key);
}

/** Holds close by themselves when what they ask about was looked at and is no longer proposed. */
function holdsAfter(outcome: Outcome): ReadonlyMap<EventKey, Hold> {
  const { reading, guarded, applied, at } = outcome;
  const holds = new Map(reading.memory.holds);
  // A run that was cut off has not looked at what it did not reach.
  const looked = new Set<EventKey>([
    ...(applied.stoppedBy === null ? reading.observation.events.map(keyed => keyed.key) : []),
    ...(applied.stoppedBy === null ? reading.observation.gone.keys() : []),
    ...applied.done.map(action => action.key),
  ]);
  const keptKeys = new Set(guarded.kept.map(action => action.key));
  for (const key of looked) if (!keptKeys.has(key)) holds.delete(key);
  if (applied.stoppedBy === null)
    for (const hold of reading.memory.holds.values())
      if (!looked.has(hold.key) && isPast(hold, reading)) holds.delete(hold.key);
  for (const { action, reason } of guarded.held) {
    if (action.kind === 'leave' || action.kind === 'forget') continue;
    const about = action.kind === 'remove' ? action.link : action.keyed.event;
    const known = reading.memory.holds.get(action.key);
    const isSame = known !== undefined && known.action === action.kind && known.proposal === action.proposal;
    holds.set(action.key, {
      key: action.key,
      action: action.kind,
      reason,
      since: isSame ? known.since : at,
      state: 'waiting',
      proposal: action.proposal,
      itemId: about.itemId,
      seriesId: about.seriesId,
      start: about.start,
      end: about.end,
    });
  }
  // An approved action that failed stays approved.
  for (const { action } of applied.failed) {
    const known = reading.memory.holds.get(action.key);
    if (known?.state === 'approved') holds.set(action.key, known);
  }
  return holds;
}

/**
 * Links of events long over are dropped: nothing can happen to them that we would carry over. One that was moved there (a slip in the
 * year) may be moved back: it stays as long after its appointment was written last.
 */
const keptHistoryDays = 400;

function withoutOldLinks(book: LinkBook, windowStart: Instant): LinkBook {
  const oldest = new Date(Date.parse(windowStart) - keptHistoryDays * 86_400_000).toISOString();
  return {
    ...book,
    links: new Map([...book.links].filter(([, link]) => link.end >= oldest || link.lastModified >= oldest)),
  };
}

/** What is remembered of the mailbox after a plan was applied, to its end or until it was stopped. */
export function memoryAfter(outcome: Outcome): MailboxMemory {
  return {
    book: withoutOldLinks(outcome.applied.book, outcome.reading.observation.window.start),
    decisions: decisionsAfter(outcome),
    holds: holdsAfter(outcome),
  };
}

/** What the feed tells of days outside this window is not kept: when they come into it again, they have to be viewed. */
function narrowed(before: MailboxState | null, window: Window): Window | null {
  const viewed = before?.viewed ?? null;
  if (viewed === null) return null;
  const start = viewed.start > window.start ? viewed.start : window.start;
  return { start, end: viewed.end < window.end ? viewed.end : window.end };
}

/** What could not be read is left alone for longer each time. Where another joins it begins anew. */
function restingAfter({ reading, at }: Outcome, before: MailboxState | null): Pick<MailboxState, 'resting'> {
  const items = reading.unreadable;
  if (items.length === 0) return {};
  const known = new Set(before?.resting?.items.map(item => item.id));
  const isKnown = items.every(item => known.has(item.id));
  return { resting: { ...restAfterFailure(isKnown ? (before?.resting ?? null) : null, at), items } };
}

/** The small state of the mailbox after a read that was applied to its end. `rules`: fingerprint of the settings of this run. */
export function stateAfter(
  outcome: Outcome,
  memory: MailboxMemory,
  before: MailboxState | null,
  rules: string,
): MailboxState {
  const { reading, at } = outcome;
  return {
    folderId: reading.folderId,
    access: reading.access,
    rights: reading.rights,
    rules,
    viewed:
      reading.unchanged === null ? narrowed(before, reading.observation.window) : reading.observation.window,
    syncState: reading.syncState,
    pending: pendingAfter(outcome, memory),
    ...restingAfter(outcome, before),
    lastSuccess: at,
    waitingHolds: [...memory.holds.values()].filter(hold => hold.state === 'waiting').length,
    failedItems: [...memory.decisions.values()].filter(decision => decision.verdict === 'failed').length,
    linkedUnits: new Set([...memory.book.links.values()].map(link => link.uid)).size,
  };
}
