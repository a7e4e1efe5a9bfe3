/** One traced event: what Exchange, Halo and the memory say of it. Private events have no subject here (rule 9). */

import type { TracedConflict } from '../../preload/contract/words/conflict.ts';
import type { OnItsWay } from '../../preload/contract/words/on-its-way.ts';
import type { AppointmentReading } from '../core/appointment.ts';
import type { SkipReason } from '../core/decide.ts';
import { decide, isPrivate } from '../core/decide.ts';
import type { CalendarItem, Instant, ViewRow } from '../core/event.ts';
import type { Decision, EventKey, Hold, Link } from '../core/link.ts';
import type { Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type { WindowSide } from '../core/window.ts';
import { windowAt } from '../core/window.ts';
import { allDayDates, wallTime } from '../core/zone.ts';
import { importRules } from './run-context.ts';
import type { TraceParts } from './trace.ts';
import type { Remembered } from './trace-memory.ts';
import { wayOf } from './trace-outbound.ts';

export interface MailboxParts extends TraceParts {
  /** When what cannot be read is asked for again; null: in the next run. */
  readonly nextTry: Instant | null;
  readonly nextRoll: Instant;
}

export type LeftOutNow = SkipReason | WindowSide;

export interface TracedEvent {
  readonly key: EventKey;
  /** Wall time in the event's own zone (`2026-03-24T10:00:00`), dates for all-day events. UTC when Exchange does not give it. */
  readonly start: string;
  readonly end: string;
  /** Null: private, or not known any more. */
  readonly subject: string | null;
  readonly inExchange:
    | { readonly is: 'there'; readonly changed: Instant | null }
    | { readonly is: 'gone' | 'unreadable' };
  readonly inHalo: { readonly is: 'never' | AppointmentReading['kind']; readonly id: number | null };
  readonly decision: Decision | null;
  readonly hold: Hold | null;
  /** When it is asked for again that cannot be read, or sent again that Halo refused. Null: with the next run, or there is nothing to try. */
  readonly nextTry: Instant | null;
  /** Why today's settings leave it out: a skip reason, or the side of the window on which it lies; null when they do not. */
  readonly leftOutNow: LeftOutNow | null;
  /** From Halo to Exchange. */
  readonly way: OnItsWay;
  /** What was changed on both sides lately, the newest first; absent: nothing. */
  readonly conflicts?: readonly TracedConflict[];
}

function leftOutNow(item: CalendarItem, parts: MailboxParts): LeftOutNow | null {
  const window = windowAt(parts.clock.now(), parts.settings.import, 0);
  if (item.end <= window.start) return 'before-the-window';
  if (item.start >= window.end) return 'after-the-window';
  const kind = item.kind === 'master' ? 'single' : item.kind;
  const choice = decide({ ...item, kind, seriesId: null }, importRules(parts.settings));
  return choice.kind === 'skip' ? choice.reason : null;
}

/** What Halo refused is sent again when the window rolls. */
function sentAgain(decision: Decision | null, parts: MailboxParts): Instant | null {
  return decision?.verdict === 'failed' && decision.reason === 'halo.rejected' ? parts.nextRoll : null;
}

async function lookUp(
  parts: MailboxParts,
  link: Link | null,
  signal: AbortSignal,
): Promise<Result<TracedEvent['inHalo']>> {
  if (link === null) return succeeded({ is: 'never', id: null });
  // Through the integrator door Halo maps and does not tell its id.
  if (link.haloId === null) return succeeded({ is: 'found', id: null });
  const reading = await parts.desk.read(link.haloId, signal);
  return reading.ok ? succeeded({ is: reading.value.kind, id: link.haloId }) : reading;
}

/** Problems: those of the desk, where the appointment is looked up. */
export async function tracedItem(
  item: CalendarItem,
  remembered: Remembered,
  parts: MailboxParts,
  signal: AbortSignal,
): Promise<Result<TracedEvent>> {
  const key = remembered.keyOf(item);
  const { link, decision, hold } = remembered.of(key);
  const inHalo = await lookUp(parts, link, signal);
  if (!inHalo.ok) return inHalo;
  const dates = item.allDay ? allDayDates(item.start, item.end, item.zone) : null;
  return succeeded({
    key,
    start: dates?.first ?? wallTime(item.start, item.zone),
    end: dates?.last ?? wallTime(item.end, item.zone),
    subject: isPrivate(item) ? null : item.subject,
    inExchange: { is: 'there', changed: item.lastModified },
    inHalo: inHalo.value,
    decision,
    hold,
    nextTry: sentAgain(decision, parts),
    leftOutNow: leftOutNow(item, parts),
    way: wayOf(parts.way, link, item.itemId),
  });
}

/** What Exchange does not give: it has it no more, or it cannot be read. */
export async function tracedMemory(
  key: EventKey,
  isUnreadable: boolean,
  remembered: Remembered,
  parts: MailboxParts,
  signal: AbortSignal,
): Promise<Result<TracedEvent | null>> {
  const { link, decision, hold } = remembered.of(key);
  const about = link ?? decision;
  if (about === null) return succeeded(null);
  const inHalo = await lookUp(parts, link, signal);
  if (!inHalo.ok) return inHalo;
  return succeeded({
    key,
    start: about.start,
    end: about.end,
    subject: link === null || link.values.isPrivate ? null : link.values.subject,
    inExchange: { is: isUnreadable ? 'unreadable' : 'gone' },
    inHalo: inHalo.value,
    decision,
    hold,
    nextTry: isUnreadable ? parts.nextTry : null,
    leftOutNow: null,
    way: wayOf(parts.way, link, link?.itemId ?? null),
  });
}

/** A row of the view that cannot be read in full and of which nothing is remembered. */
export function tracedRow(row: ViewRow, parts: MailboxParts): TracedEvent {
  return {
    key: row.itemId,
    start: row.start,
    end: row.end,
    subject: isPrivate(row) ? null : row.subject,
    inExchange: { is: 'unreadable' },
    inHalo: { is: 'never', id: null },
    decision: null,
    hold: null,
    nextTry: parts.nextTry,
    leftOutNow: null,
    way: wayOf(parts.way, null, row.itemId),
  };
}
